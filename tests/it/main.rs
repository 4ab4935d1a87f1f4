//! The tests that see the whole program, in one binary.

mod cli;
mod tidy;
