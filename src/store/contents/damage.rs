//! Files that are cut anywhere, or in which any one byte is another: each is read, or explained.
//!
//! `ROUNDTABLE_EVERY_BYTE=1` makes every change; else an even sample of them, so that it takes
//! seconds.

use std::path::Path;

use super::*;
use crate::base::id::Id as _;
use crate::base::text::is_safe;
use crate::model::{CommitmentId, MeetingId, PlanId};

/// What a byte becomes: what RON has a meaning for, what it has none for, and what is no text.
const BYTES: &[u8] =
    b"()[]{}\"'\\,:/*#<>=|.-+_ \n\t\r\0aruNS019\x01\x1b\x7f\x80\xa0\xc3\xe2\xef\xf0\xff";

/// One in so many changes is made where not all are; a prime, so that no place of a file and no
/// byte is left out for ever.
const STEP: usize = 131;

/// One file of each kind that has every field, with what it is read as.
fn golden() -> [(FileKey, Vec<u8>); 5] {
    let keys = [
        ("plans", FileKey::Plan(PlanId::parse(NAME).expect("an id"))),
        (
            "commitments",
            FileKey::Commitment(CommitmentId::parse(NAME).expect("an id")),
        ),
        (
            "meetings",
            FileKey::Meeting(MeetingId::parse(NAME).expect("an id")),
        ),
        ("actions", FileKey::Actions),
        ("stakeholders", FileKey::Stakeholders),
    ];
    let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/good");
    keys.map(|(folder, key)| {
        let path = good.join(folder).join(format!("{NAME}.ron"));
        (key, std::fs::read(path).expect("a file"))
    })
}

const NAME: &str = "every-field";

/// What was tried.
#[derive(Default)]
struct Tried {
    cuts: usize,
    changes: usize,
    records: usize,
}

/// Reads damaged bytes: they are a record that is written and read as the same, or a problem that
/// can be shown. Returns whether they are a record.
fn look(key: &FileKey, bytes: &[u8]) -> bool {
    match Contents::read(key, bytes) {
        Ok(contents) => {
            let text = contents.text(&key.path()).expect("it reads back");
            assert_eq!(Contents::read(key, text.as_bytes()), Ok(contents));
            true
        }
        Err(problem) => {
            let shown = problem.to_string();
            assert!(is_safe(&shown), "{shown:?}");
            let lines = bytes.split(|byte| *byte == b'\n').count();
            let inside = problem.place.is_none_or(|place| place.line <= lines + 1);
            assert!(inside, "{shown}");
            false
        }
    }
}

/// Cuts and changes one file.
fn damage(key: &FileKey, whole: &[u8], step: usize) -> Tried {
    let mut tried = Tried::default();
    assert!(look(key, whole), "{key:?}");
    for end in (0..whole.len()).step_by(step.min(11)) {
        let left = whole.get(..end).expect("a beginning");
        // Without the line break at its end it is whole.
        let is_record = look(key, left);
        assert!(!is_record || end == whole.len() - 1, "{key:?} cut at {end}");
        tried.cuts += 1;
    }
    let mut damaged = whole.to_vec();
    let all = (0..whole.len()).flat_map(|at| BYTES.iter().map(move |byte| (at, *byte)));
    for (at, byte) in all.step_by(step) {
        let here = damaged.get_mut(at).expect("a byte");
        let before = std::mem::replace(here, byte);
        tried.records += usize::from(look(key, &damaged));
        *damaged.get_mut(at).expect("a byte") = before;
        tried.changes += 1;
    }
    tried
}

#[test]
fn whatever_byte_is_damaged_a_file_is_read_or_explained() {
    let step = match std::env::var_os("ROUNDTABLE_EVERY_BYTE") {
        Some(_) => 1,
        None => STEP,
    };
    let files = golden();
    let tried: Vec<Tried> = std::thread::scope(|scope| {
        let threads = files
            .each_ref()
            .map(|(key, whole)| scope.spawn(move || damage(key, whole, step)));
        threads
            .map(|thread| thread.join().expect("no panic"))
            .into()
    });
    let sum = |count: fn(&Tried) -> usize| tried.iter().map(count).sum::<usize>();
    let (cuts, changes) = (sum(|tried| tried.cuts), sum(|tried| tried.changes));
    let records = sum(|tried| tried.records);
    eprintln!("{cuts} cuts, {changes} changed bytes, {records} of which are read as a record");
    // It is a test only if much was looked at, and not all of it was one or the other.
    assert!(cuts > 700 && changes > 2_000);
    assert!(0 < records && records < changes);
}
