//! Any bytes as a journal, and any damage to one.
#![no_main]

#[path = "../laws/journal.rs"]
mod journal;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| journal::holds(bytes));
