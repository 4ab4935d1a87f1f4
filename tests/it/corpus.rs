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

/// The documents that are made of one text: of each view in each format.
const DOCUMENTS: u8 = 4;

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

#[test]
fn whatever_means_to_be_more_than_text_is_published_as_text() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/injections.txt");
    let list = fs::read_to_string(path).unwrap();
    assert!(list.lines().count() >= 100);
    for (asked, text) in (0..4).cycle().zip(list.lines()) {
        for document in 0..DOCUMENTS {
            // People are named as one meeting may choose, then as another.
            let choice = document + DOCUMENTS * asked;
            let input = [&[choice], text.as_bytes()].concat();
            let held = std::panic::catch_unwind(|| exports::holds(&input));
            assert!(held.is_ok(), "{text} breaks a law as {choice}");
        }
    }
}
