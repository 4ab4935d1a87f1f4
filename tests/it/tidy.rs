//! Reads the sources and fails where they break a rule of the house.
//!
//! The rules are checked on text without comments and literals, by a scanner of a few lines
//! rather than a parser: what it cannot see, such as a macro that writes paths, nobody here does.

mod rules;
mod source;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use source::Source;

#[test]
fn the_sources_keep_the_rules_of_the_house() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut failures = String::new();
    // Of `fuzz` only what is written by hand: what is built lies there too.
    let folders = ["src", "fuzz/laws", "fuzz/targets"].map(|folder| root.join(folder));
    for path in folders.iter().flat_map(|folder| rust_files(folder)) {
        let text = fs::read_to_string(&path).expect("a source file");
        let name = path
            .strip_prefix(root)
            .expect("a file below")
            .to_string_lossy()
            .into_owned();
        for broken in rules::check(&Source::new(&name, &text)) {
            let _ = write!(failures, "\n{broken}");
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

#[test]
fn every_test_file_is_compiled() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = fs::read_to_string(folder.join("main.rs")).expect("main.rs");
    let entries = fs::read_dir(&folder).expect("tests/it");
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        let stem = path
            .file_stem()
            .expect("a name")
            .to_string_lossy()
            .into_owned();
        // A folder belongs to the file of its name, or holds a `mod.rs`.
        let named = stem == "main"
            || main
                .lines()
                .any(|line| line.trim() == format!("mod {stem};"));
        assert!(
            named,
            "{}: main.rs has no line `mod {stem};`, so it is not run",
            path.display()
        );
    }
}

/// Returns the Rust files below a folder, sorted.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
