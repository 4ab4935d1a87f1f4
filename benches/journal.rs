//! The journal: writing down one change, durable, and reading what was done before.

use std::sync::Arc;

use divan::Bencher;
use jiff::civil::date;
use roundtable::model::history::{Act, Committed, Turn};
use roundtable::model::{Change, Edit, RecordRef, Transaction};
use roundtable::store::Journal;
use roundtable::store::fs::RealFs;
use tempfile::TempDir;

use crate::records;
use crate::workspaces::scratch;

/// Returns a new title of one commitment, as it is written down.
fn change(times: u64) -> Committed {
    let before = Arc::new(records::commitment(u32::try_from(times % 100).unwrap()));
    let mut after = (*before).clone();
    after.title = format!("Title number {times}");
    let transaction = Transaction {
        minuted: None,
        sentence: format!("{}: title set", after.id),
        focus: RecordRef::Commitment(after.id.clone()),
        edits: vec![Edit::Commitment(Change::update(&before, after))],
        meeting: None,
    };
    Committed {
        turn: Turn::Here(times),
        act: Act::Do,
        transaction,
    }
}

/// Returns a journal of so many lines, and the folder it is in.
fn journal(lines: u64) -> (Journal, TempDir) {
    let folder = tempfile::tempdir_in(scratch()).unwrap();
    let workspace = folder.path().join("made-up");
    let mut journal = Journal::new(Arc::new(RealFs), folder.path(), &workspace);
    (0..lines).for_each(|times| note(&mut journal, times));
    journal.write().unwrap();
    (journal, folder)
}

fn note(journal: &mut Journal, times: u64) {
    journal.note(change(times), date(2026, 3, 2).at(10, 30, 0, 0));
}

/// One line, behind ten thousand.
#[divan::bench(sample_count = 100, sample_size = 1)]
fn one_line(bencher: Bencher<'_, '_>) {
    let (mut journal, _folder) = journal(10_000);
    let mut times = 10_000;
    bencher.bench_local(|| {
        times += 1;
        note(&mut journal, times);
        journal.write().unwrap();
    });
}

/// All that undo can reach.
#[divan::bench(args = [1_000, 10_000], sample_count = 20, sample_size = 1)]
fn recall(bencher: Bencher<'_, '_>, lines: u64) {
    let (mut journal, _folder) = journal(lines);
    let size = journal.path().metadata().unwrap().len();
    let recalled = bencher.counter(divan::counter::BytesCount::new(size));
    recalled.bench_local(|| journal.recall().history);
}
