//! Any bytes as each kind of file.
#![no_main]

#[path = "../laws/load.rs"]
mod load;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| load::holds(bytes));
