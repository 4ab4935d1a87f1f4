//! Saves as the thread that saves does (`term/writer/desk.rs`): from a mirror of its own, and the
//! screen is told later.

use std::collections::{BTreeSet, VecDeque};

use roundtable::app::Event;
use roundtable::model::history::Committed;
use roundtable::model::rebase::Rival;
use roundtable::model::{Beside, PutBack, Workspace};
use roundtable::store::watch::{Changes, Watch};
use roundtable::store::{FileKey, Saved, Seen, Store, StoreError};

use super::noon;
use super::traces::Traces;
use crate::script::trouble;

/// What saves, and what it knows.
pub(super) struct Desk {
    pub(super) store: Store,
    pub(super) mirror: Workspace,
    watch: Watch,
    /// What was done and is not on the disk.
    pub(super) waiting: usize,
    pub(super) unsaved: BTreeSet<FileKey>,
    rivals: Vec<Rival>,
    decided: Vec<Beside>,
    /// What the screen is not told yet.
    pub(super) told: VecDeque<Event>,
    /// Whether the latest attempt to save failed.
    pub(super) failing: bool,
    /// How many attempts to save failed.
    pub(super) failed: u64,
    /// The files that were changed here lately.
    pub(super) lately: Vec<FileKey>,
}

impl Desk {
    pub(super) fn new(store: Store, mirror: Workspace) -> Self {
        Self {
            watch: Watch::begin(&store, i128::MAX),
            store,
            mirror,
            waiting: 0,
            unsaved: BTreeSet::new(),
            rivals: Vec::new(),
            decided: Vec::new(),
            told: VecDeque::new(),
            failing: false,
            failed: 0,
            lately: Vec::new(),
        }
    }

    pub(super) fn save(&mut self, committed: &Committed, traces: &mut Traces) {
        self.waiting += 1;
        self.store.note(committed, noon());
        for edit in &committed.transaction.edits {
            self.rivals.extend(self.mirror.rebase(edit));
            let key = FileKey::of(edit);
            self.lately.retain(|known| *known != key);
            self.lately.push(key.clone());
            self.unsaved.insert(key);
        }
        self.lately.drain(..self.lately.len().saturating_sub(4));
        self.write(traces);
    }

    pub(super) fn keep_beside(&mut self, rivals: Vec<Rival>, traces: &mut Traces) {
        self.rivals.extend(rivals);
        self.write(traces);
    }

    pub(super) fn decided(&mut self, beside: Beside, traces: &mut Traces) {
        if beside.is_between_marks() {
            // OK because nothing is removed: the file is written anew without its marks.
            let _ = self.store.settle(&beside);
            self.unsaved
                .extend(beside.versions.first().map(FileKey::of));
        } else {
            self.decided.push(beside);
        }
        self.write(traces);
    }

    pub(super) fn put_back(&mut self, put_back: &PutBack, traces: &mut Traces) {
        if let Some(edit) = &put_back.record {
            self.mirror.mirror(edit);
        }
        self.unsaved.insert(self.store.give_up(put_back));
        self.write(traces);
    }

    /// Writes what is not on the disk, and gives up what was decided about once all of it is.
    pub(super) fn write(&mut self, traces: &mut Traces) {
        let kept = self.keep_rivals();
        let all_kept = kept.is_ok();
        let mut failed = kept.err();
        for key in self.unsaved.clone() {
            match self.store.save(&self.mirror, &key) {
                Ok(saved) => {
                    self.take_in(saved);
                    self.unsaved.remove(&key);
                    if self.store.is_noted_broken(&key) {
                        self.look_at(&key);
                    }
                    if all_kept {
                        traces.save(&key);
                    }
                }
                Err(error) => _ = failed.get_or_insert(error),
            }
        }
        if failed.is_none() {
            traces.save_all();
        }
        self.failing = failed.is_some();
        self.failed += u64::from(self.failing);
        self.told.push_back(match failed {
            Some(error) => Event::NotSaved {
                why: error.in_brief(),
                hint: error.hint(),
            },
            None => Event::Saved {
                count: std::mem::take(&mut self.waiting),
                at: noon().time().into(),
            },
        });
        if self.unsaved.is_empty() && self.rivals.is_empty() {
            for beside in self.decided.drain(..) {
                // OK because it is then shown again.
                let _ = self.store.settle(&beside);
            }
        }
    }

    /// Looks at what others changed.
    pub(super) fn look(&mut self) {
        let changes = self.watch.look();
        let decided = self.store.decided(&changes);
        self.told
            .extend(decided.into_iter().map(Event::DecidedOutside));
        let Changes { files, others } = changes;
        for key in files {
            if !self.unsaved.contains(&key) {
                self.look_at(&key);
            }
        }
        let beside = others
            .iter()
            .filter_map(|path| self.store.look_beside(path));
        self.told.extend(beside.map(Event::Beside));
    }

    fn look_at(&mut self, key: &FileKey) {
        let taken_in = |edits, whose| Saved {
            taken_in: edits,
            whose,
            beside: Vec::new(),
        };
        match self.store.look(key) {
            Seen::Nothing => {}
            Seen::Changed { edits, whose } => self.take_in(taken_in(edits, whose)),
            Seen::Mended { edits, whose } => {
                let path = key.path().to_string_lossy().into_owned();
                self.told.push_back(Event::Mended(path));
                self.take_in(taken_in(edits, whose));
            }
            Seen::Broken(problem) => self.told.push_back(Event::Broken(trouble(problem))),
        }
    }

    fn keep_rivals(&mut self) -> Result<(), StoreError> {
        while let Some(rival) = self.rivals.last() {
            let beside = self.store.keep_beside(rival)?;
            self.rivals.pop();
            self.told.extend(beside.into_iter().map(Event::Beside));
        }
        Ok(())
    }

    fn take_in(&mut self, saved: Saved) {
        let Saved {
            taken_in: edits,
            whose,
            beside,
        } = saved;
        for edit in &edits {
            self.mirror.mirror(edit);
        }
        if !edits.is_empty() {
            self.told.push_back(Event::ChangedOutside { edits, whose });
        }
        self.told.extend(beside.into_iter().map(Event::Beside));
    }
}
