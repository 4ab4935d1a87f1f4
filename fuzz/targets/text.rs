//! Any text on its way to the screen.
#![no_main]

#[path = "../laws/text.rs"]
mod text;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| text::holds(bytes));
