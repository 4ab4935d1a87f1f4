//! How long opening, a key and saving take, at three sizes of a plan; `README.md` says how to run.
#![expect(
    clippy::unwrap_used,
    reason = "a measurement stops at the first surprise"
)]

#[path = "../examples/generate/files.rs"]
mod files;
mod journal;
mod keys;
mod load;
#[path = "../examples/generate/records.rs"]
mod records;
mod save;
mod workspaces;

fn main() {
    divan::main();
}
