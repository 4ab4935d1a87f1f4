//! Every input that `fuzz/` keeps is held against the laws again.
//!
//! How inputs are found is told in `fuzz/README.md`; here is only what was found once.

use std::fs;
use std::path::Path;

#[path = "../../fuzz/laws/exports.rs"]
mod exports;
#[path = "../../fuzz/laws/journal.rs"]
mod journal;
#[path = "../../fuzz/laws/load.rs"]
mod load;
#[path = "../../fuzz/laws/merge.rs"]
mod merge;
#[path = "../../fuzz/laws/text.rs"]
mod text;

/// Holds the laws against every input of one target.
fn check(target: &str, holds: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let entries = fs::read_dir(folder.join(target)).unwrap();
    let inputs: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    assert!(!inputs.is_empty(), "{target} has a corpus");
    for input in inputs {
        let bytes = fs::read(&input).unwrap();
        let held = std::panic::catch_unwind(|| holds(&bytes));
        assert!(held.is_ok(), "{} breaks a law", input.display());
    }
}

#[test]
fn whatever_is_in_a_file_is_read_or_told() {
    check("load", load::holds);
}

#[test]
fn whatever_is_in_a_journal_only_whole_lines_are_read() {
    check("journal", journal::holds);
}

#[test]
fn whatever_is_in_a_text_nothing_is_hidden() {
    check("text", text::holds);
}

#[test]
fn whatever_two_sides_did_merging_keeps_the_laws() {
    check("merge", merge::holds);
}

#[test]
fn whatever_texts_are_published_they_come_back() {
    check("exports", exports::holds);
}
