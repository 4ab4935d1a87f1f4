//! A program at work until it is left, and the next one, which recovers what the first had not saved.

use std::path::Path;
use std::sync::Arc;

use super::super::problem::Severity;
use super::super::sitting::Who;
use super::super::{FileKey, Journal, Store};
use super::scenarios::{self, Office, ROOT, Start};
use super::{Called, SimFs, Work};
use crate::model::verbs::recover::recover;
use crate::model::verbs::tests::noon;
use crate::model::{Unfinished, Unrecorded};

/// The text that was typed and is not recorded.
const TYPED: &str = "The date slipped";

/// Sits down with a change and a text, saves the change, records the text, and leaves.
pub(super) fn sits(start: &Start) -> (SimFs, Work) {
    let (disk, mut office, keys) = changes(start);
    let work = move || {
        let Office {
            journal,
            store,
            workspace,
        } = &mut office;
        if journal.write().is_err() {
            return Called::Nothing;
        }
        if journal.keep(&[text()]).is_err() {
            return Called::Recorded;
        }
        // Each of them is tried, whatever becomes of the others.
        let failed = keys
            .iter()
            .filter(|key| store.save(workspace, key).is_err());
        if failed.count() > 0 {
            return Called::Kept;
        }
        journal.note_saved(journal.last_line());
        leaves(journal)
    };
    (disk, Box::new(work))
}

/// Opens what a program left that was killed when it had saved one of two files.
pub(super) fn recovers(start: &Start) -> (SimFs, Work) {
    let (disk, mut office, keys) = changes(start);
    office.journal.write().expect("written");
    office.journal.keep(&[text()]).expect("kept");
    assert!(office.saves(&keys[..1]));
    drop(office);
    let disk = disk.restart();
    let found = disk.clone();
    let mut is_typed = false;
    let work = move || {
        let next = Next::opens(&found);
        is_typed |= next.as_ref().is_some_and(Next::has_text);
        match next {
            // A user who is not shown the text has more to wait for.
            _ if !is_typed => Called::Kept,
            Some(next) => next.leaves(),
            // Nothing is offered any more.
            None => Called::All,
        }
    };
    (disk, Box::new(work))
}

/// The program that is opened next, with what was left behind done again and its texts kept.
pub(super) struct Next {
    office: Office,
    /// How many programs had left something undone.
    pub(super) changes: usize,
    texts: Vec<Unrecorded>,
}

impl Next {
    /// Opens a disk, and saves what programs did that ended before their time; `None` when the disk
    /// does not let it.
    pub(super) fn opens(disk: &SimFs) -> Option<Self> {
        let mut journal = scenarios::journal(disk).of(who(8));
        let unfinished = journal.recall().unfinished;
        scenarios::recent(disk).folders();
        if unfinished.is_empty() {
            return None;
        }
        let loaded = Store::load_all(Arc::new(disk.clone()), Path::new(ROOT).into()).ok()?;
        if loaded
            .problems
            .iter()
            .any(|problem| problem.severity != Severity::Notice)
        {
            // Who is told that a record could not be read has nothing restored into it.
            return None;
        }
        let office = Office {
            journal,
            store: loaded.store,
            workspace: loaded.workspace,
        };
        let mut next = Self {
            office,
            changes: 0,
            texts: Vec::new(),
        };
        let taken_up = unfinished.iter().flat_map(|one| one.unrecorded.clone());
        next.texts.extend(taken_up);
        for one in &unfinished {
            next.takes_up(one)?;
        }
        Some(next)
    }

    fn takes_up(&mut self, one: &Unfinished) -> Option<()> {
        let office = &mut self.office;
        if let Some(transaction) = recover(&office.workspace, one).transaction {
            self.changes += 1;
            let done = office.does(transaction);
            office.writes(&[done]).then_some(())?;
            office.journal.note_saved(office.journal.last_line());
        }
        // What was typed is ours before it is nobody else's.
        office.journal.keep(&self.texts).ok()?;
        office.store.make_durable().ok()?;
        office.journal.settle(&one.name).ok()
    }

    /// Tells whether the text is there as it was typed; a program that was killed while it took it
    /// up has left it twice.
    pub(super) fn has_text(&self) -> bool {
        !self.texts.is_empty() && self.texts.iter().all(|found| *found == text())
    }

    pub(super) fn has_no_text(&self) -> bool {
        self.texts.is_empty()
    }

    /// Leaves when the texts are recorded.
    pub(super) fn leaves(mut self) -> Called {
        leaves(&mut self.office.journal)
    }
}

/// Leaves when the texts are recorded.
fn leaves(journal: &mut Journal) -> Called {
    if journal.keep(&[]).is_err() || journal.leave(true).is_err() {
        return Called::Saved;
    }
    Called::All
}

/// Returns a program that has changed two records, and the files that are to be saved.
fn changes(start: &Start) -> (SimFs, Office, Vec<FileKey>) {
    let (disk, mut office) = Office::open(start);
    office.journal = office.journal.of(who(7));
    let done = scenarios::changed(&mut office, &[3, 4]);
    let keys = scenarios::keys(std::slice::from_ref(&done));
    office.journal.note(done, noon());
    (disk, office, keys)
}

fn who(process: u32) -> Who {
    Who {
        since: noon(),
        process,
        name: "anna on desk-7".to_owned(),
    }
}

fn text() -> Unrecorded {
    Unrecorded {
        heading: "note on UK0001".to_owned(),
        place: "somewhere".to_owned(),
        values: vec![TYPED.to_owned()],
    }
}
