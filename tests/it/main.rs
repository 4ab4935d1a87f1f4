//! The tests that see the whole program, in one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

mod accounted;
mod as_of;
mod as_written;
mod at_once;
mod bad_share;
mod chance;
mod cli;
mod corpus;
mod days;
#[cfg(target_os = "linux")]
mod every_call;
mod formats;
mod frame;
mod git_merge;
mod held_again;
mod journal;
#[cfg(target_os = "linux")]
mod large;
#[cfg(target_os = "linux")]
mod led_away;
#[cfg(target_os = "linux")]
mod life;
#[cfg(unix)]
mod malformed;
#[cfg(target_os = "linux")]
mod media;
mod monkey;
mod not_nought;
mod picture;
#[cfg(unix)]
mod possible_names;
mod printed;
mod pty;
mod publish;
#[path = "../../examples/generate/records.rs"]
mod records;
mod sample;
mod script;
mod scripts_of_the_world;
mod second_look;
mod secrets;
mod shell;
mod sizes;
mod star;
mod start_card;
mod tidy;
#[cfg(unix)]
mod unwritable;
mod wire;
mod world;
#[cfg(unix)]
mod zone;
