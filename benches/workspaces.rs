//! The made-up workspaces that everything is measured on.

use std::fs;
use std::path::{Path, PathBuf};

use crate::files;

/// Set to measure the largest plan too, which takes half a gigabyte of disk and some minutes.
const LARGE: &str = "ROUNDTABLE_BENCH_LARGE";

/// Returns how many commitments the plans have that are measured.
pub(crate) fn sizes() -> Vec<u32> {
    let mut sizes = vec![100, 6_000];
    sizes.extend(std::env::var_os(LARGE).map(|_| 100_000));
    sizes
}

/// Returns the folder of a workspace of `count` commitments, written by the first who asks.
pub(crate) fn folder(count: u32) -> PathBuf {
    let folder = scratch().join(format!("made-up-{count}"));
    if !folder.exists() {
        // What was interrupted must not be taken for a whole workspace.
        let unfinished = folder.with_extension("unfinished");
        fs::remove_dir_all(&unfinished).ok();
        files::folder_of_files(&unfinished, count).unwrap();
        fs::rename(unfinished, &folder).unwrap();
    }
    folder
}

/// Returns cargo's own folder for such files: on a real disk, and gone with `cargo clean`.
pub(crate) fn scratch() -> &'static Path {
    Path::new(env!("CARGO_TARGET_TMPDIR"))
}
