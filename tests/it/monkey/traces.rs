//! What somebody recorded or others wrote, known by words that are nowhere else, and where it must
//! still be found: in the files, in files beside them, or among the versions.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use roundtable::model::history::{Act, Committed, Turn};
use roundtable::model::{Change, Edit};
use roundtable::store::FileKey;
use roundtable::store::sim::SimFs;
use serde::Serialize;

use crate::world::ROOT;

/// A word that is nowhere else, such as `ZQ17Q`.
pub(super) type Trace = String;

const BEGINS: &str = "ZQ";
const ENDS: char = 'Q';

/// The words that were given out, and what became of them.
#[derive(Debug, Default)]
pub(super) struct Traces {
    given: u64,
    /// What was recorded here and is to be saved.
    pending: BTreeMap<FileKey, BTreeSet<Trace>>,
    /// What was recorded here and saved.
    saved: BTreeSet<Trace>,
    /// What others wrote, and did not take away themselves.
    theirs: BTreeSet<Trace>,
    /// What happened so far, to be told in which order it did.
    now: u64,
    /// When the screen was told of what others wrote.
    told: HashMap<Trace, u64>,
    /// When something was done, and which words it brought.
    done: HashMap<Turn, (u64, BTreeSet<Trace>)>,
    /// The words in each file of versions, which never changes, by its name and length.
    versions: HashMap<(PathBuf, usize), BTreeSet<Trace>>,
}

impl Traces {
    /// Returns a word that is nowhere else.
    pub(super) fn fresh(&mut self) -> Trace {
        self.given += 1;
        format!("{BEGINS}{}{ENDS}", self.given)
    }

    /// Returns how many words were saved, and how many others wrote.
    pub(super) fn counts(&self) -> (usize, usize) {
        (self.saved.len(), self.theirs.len())
    }

    /// Takes note of what was done here.
    pub(super) fn record(&mut self, committed: &Committed) {
        self.now += 1;
        let mut brought = BTreeSet::new();
        for edit in &committed.transaction.edits {
            let (before, after) = sides(edit);
            let pending = self.pending.entry(FileKey::of(edit)).or_default();
            // What was replaced here before it was saved is in the journal only.
            pending.retain(|trace| !before.contains(trace) || after.contains(trace));
            let new: Vec<Trace> = after.difference(&before).cloned().collect();
            pending.extend(new.iter().cloned());
            brought.extend(new);
        }
        if committed.act == Act::Undo {
            self.undo_spares_others(committed);
        } else {
            self.done.insert(committed.turn, (self.now, brought));
        }
    }

    /// Takes note that a file counts as saved.
    pub(super) fn save(&mut self, key: &FileKey) {
        self.saved
            .extend(self.pending.remove(key).unwrap_or_default());
    }

    /// Takes note that everything counts as saved.
    pub(super) fn save_all(&mut self) {
        self.saved
            .extend(std::mem::take(&mut self.pending).into_values().flatten());
    }

    /// Takes note that the screen is told of what others wrote.
    pub(super) fn tell(&mut self, edits: &[Edit]) {
        self.now += 1;
        for edit in edits {
            let (before, after) = sides(edit);
            let new = after.difference(&before).cloned();
            self.told.extend(new.map(|trace| (trace, self.now)));
        }
    }

    /// Takes note that others made `after` of a file: what they took away themselves may be gone.
    pub(super) fn others_wrote(&mut self, before: &str, after: &str) {
        let after = traces(after);
        let before = traces(before);
        self.theirs.retain(|trace| !before.contains(trace));
        self.theirs.extend(after);
    }

    /// Undo takes away nothing that others wrote after what it takes back.
    pub(super) fn undo_spares_others(&self, undone: &Committed) {
        let none = (0, BTreeSet::new());
        let (when, brought) = self.done.get(&undone.turn).unwrap_or(&none);
        for edit in &undone.transaction.edits {
            let (before, after) = sides(edit);
            for lost in before.difference(&after) {
                let written = self.told.get(lost).is_some_and(|told| told > when);
                assert!(
                    !written || brought.contains(lost),
                    "undo of `{}` takes {lost} away, which others wrote after it",
                    undone.transaction.sentence
                );
            }
        }
    }

    /// What is said to be saved, and what others wrote, is in a file, beside it, or in a version.
    pub(super) fn are_kept(&mut self, fs: &SimFs, home: &SimFs) {
        let mut found = BTreeSet::new();
        fs.for_each_file(|path, bytes, _| {
            let is_whole = path.extension() != Some("tmp".as_ref());
            if path.starts_with(Path::new(ROOT)) && is_whole {
                found.extend(traces(&String::from_utf8_lossy(bytes)));
            }
        });
        home.for_each_file(|path, bytes, _| {
            // Not the lines that say what was done, which are no version of a record.
            if path.parent().and_then(Path::file_name) == Some("objects".as_ref()) {
                let known = (path.to_owned(), bytes.len());
                let held = self.versions.entry(known);
                let held = held.or_insert_with(|| traces(&String::from_utf8_lossy(bytes)));
                found.extend(held.iter().cloned());
            }
        });
        let nowhere: Vec<&Trace> = self.saved.difference(&found).collect();
        assert!(nowhere.is_empty(), "saved, and nowhere: {nowhere:?}");
        let nowhere: Vec<&Trace> = self.theirs.difference(&found).collect();
        assert!(nowhere.is_empty(), "of others, and nowhere: {nowhere:?}");
    }

    /// Another program begins, which remembers nothing of what was done here.
    pub(super) fn begin_again(&mut self) {
        self.pending.clear();
        self.done.clear();
        self.told.clear();
    }
}

/// Returns the words in a text.
fn traces(text: &str) -> BTreeSet<Trace> {
    let found = text.match_indices(BEGINS).filter_map(|(at, _)| {
        let rest = &text[at + BEGINS.len()..];
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let whole = digits > 0 && rest[digits..].starts_with(ENDS);
        whole.then(|| text[at..at + BEGINS.len() + digits + ENDS.len_utf8()].to_owned())
    });
    found.collect()
}

/// Returns the words in a record before and after an edit.
fn sides(edit: &Edit) -> (BTreeSet<Trace>, BTreeSet<Trace>) {
    match edit {
        Edit::Settings(change) => sides_of(change),
        Edit::Plan(change) => sides_of(change),
        Edit::Commitment(change) => sides_of(change),
        Edit::Meeting(change) => sides_of(change),
        Edit::Action(change) => sides_of(change),
        Edit::Stakeholder(change) => sides_of(change),
        Edit::Contact(change) => sides_of(change),
    }
}

fn sides_of<T: Serialize>(change: &Change<T>) -> (BTreeSet<Trace>, BTreeSet<Trace>) {
    let of = |record: &Option<_>| traces(&serde_json::to_string(record).unwrap());
    (of(&change.before), of(&change.after))
}
