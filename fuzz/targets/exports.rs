//! Any texts in what is published.
#![no_main]

#[path = "../laws/exports.rs"]
mod exports;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exports::holds(bytes));
