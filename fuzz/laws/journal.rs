//! Whatever a journal holds, only whole lines are read, nothing is lost, and it goes on.
//!
//! ```text
//! 2 bytes   where the journal is damaged
//! 1 byte    0 cuts it there, another changes the byte there
//! rest      a journal: as it is, and with each line sealed, as no chance makes a digest
//! ```

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use roundtable::model::history::{Act, Committed, Turn};
use roundtable::model::{History, Transaction, Workspace};
use roundtable::store::Journal;
use roundtable::store::sim::SimFs;
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const STATE: &str = "/state";
const ROOT: &str = "/workspace";

/// What is done once all else was read.
const NEXT: &str = r#"{"sentence":"the next","focus":{"Commitment":"UK0001"},"meeting":null,"edits":[
    {"Commitment":{"before":null,"after":{"id":"UK0001","plan":"uk","number":1,"title":"New"}}}]}"#;

/// Holds the laws against one input.
pub(crate) fn holds(bytes: &[u8]) {
    let Some(([high, low, change], bytes)) = bytes.split_first_chunk() else {
        return;
    };
    recall(bytes);
    let sealed = sealed(bytes);
    recall(&sealed);

    let mut damaged = sealed;
    let place = usize::from(u16::from_be_bytes([*high, *low]));
    match damaged.get_mut(place) {
        Some(byte) if *change > 0 => *byte ^= change,
        _ => damaged.truncate(place),
    }
    recall(&damaged);
}

/// Returns the lines of a text as lines of a journal, numbered from 1.
fn sealed(text: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(text);
    let mut sealed = String::new();
    for (nth, line) in text.lines().enumerate() {
        let body = format!("{line} {}", nth + 1);
        // Writing to a string cannot fail.
        let _ = writeln!(sealed, "{body} {}", digest(body.as_bytes()));
    }
    sealed.into_bytes()
}

/// Returns the first 64 bits of the SHA-256 digest (FIPS 180-4), in hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let digits = digest.iter().take(8).map(|byte| format!("{byte:02x}"));
    digits.collect()
}

/// Recalls a journal of these bytes, and has the laws held.
fn recall(bytes: &[u8]) {
    let disk = SimFs::new(Path::new("/"));
    let path = journal(&disk).path();
    disk.put(&path, bytes);
    goes_on(&disk.crash());
    let found = journal(&disk).recall();
    let after = disk.get(&path).unwrap_or_default();

    let said = all_sentences(found.history);
    let whole = whole_lines(bytes);
    assert!(said.is_subset(&whole), "{said:?}, but only {whole:?}");
    let kept = disk.files().into_values().map(|(bytes, _)| bytes);
    let kept: Vec<u8> = kept.flatten().collect();
    assert_eq!(sorted(&kept), sorted(bytes), "no byte is lost");
    if found.trouble.is_none() {
        assert_eq!(after, bytes, "what is whole stays as it is");
    } else {
        let lines = after.split(|byte| *byte == b'\n');
        let mut lines = lines.filter(|line| !line.is_empty());
        assert!(
            lines.all(|line| body(line).is_some()),
            "damage is put aside"
        );
    }
    goes_on(&disk);
}

fn journal(disk: &SimFs) -> Journal {
    let fs = Arc::new(disk.clone());
    Journal::new(fs, Path::new(STATE), Path::new(ROOT))
}

/// Takes back everything, and does it again, on a workspace it may not fit; returns what it was.
fn all_sentences(mut history: History) -> BTreeSet<String> {
    let mut workspace = Workspace::scratch();
    let mut said = BTreeSet::new();
    while let Some(next) = history.next_undo() {
        said.insert(next.sentence.clone());
        // What does not fit the records any more is passed over.
        let _ = history.undo(&mut workspace);
    }
    while let Some(next) = history.next_redo() {
        said.insert(next.sentence.clone());
        if history.redo(&mut workspace).is_err() {
            break;
        }
    }
    said
}

/// Returns the sentences of the lines that carry the digest of what they say.
fn whole_lines(bytes: &[u8]) -> BTreeSet<String> {
    // A disk that lost something may leave zeros before a line.
    let lines = bytes.split(|byte| [b'\n', 0].contains(byte));
    let said = lines.filter_map(|line| {
        let (json, _) = body(line)?.rsplit_once(' ')?;
        let said: Value = serde_json::from_str(json).ok()?;
        Some(said.get("what")?.get("sentence")?.as_str()?.to_owned())
    });
    said.collect()
}

/// Returns what a line says, if it carries the digest of it.
fn body(line: &[u8]) -> Option<&str> {
    let (body, sum) = str::from_utf8(line).ok()?.rsplit_once(' ')?;
    (digest(body.as_bytes()) == sum).then_some(body)
}

/// Returns the bytes but for line breaks, in the order of their values.
fn sorted(bytes: &[u8]) -> Vec<u8> {
    let mut sorted: Vec<u8> = bytes
        .iter()
        .copied()
        .filter(|byte| *byte != b'\n')
        .collect();
    sorted.sort_unstable();
    sorted
}

/// Whatever is in a journal, what is done next is written and read.
fn goes_on(disk: &SimFs) {
    let transaction: Transaction = serde_json::from_str(NEXT).expect("a transaction");
    let next = Committed {
        turn: Turn::Here(0),
        act: Act::Do,
        transaction: transaction.clone(),
    };
    let mut writing = journal(disk);
    writing.note(next, jiff::civil::DateTime::default());
    writing.write().expect("the disk works");
    let found = journal(disk).recall();
    assert_eq!(found.history.next_undo(), Some(&transaction));
}
