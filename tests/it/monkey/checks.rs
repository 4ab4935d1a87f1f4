//! What holds all the while, and once all is on the disk.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use roundtable::app::{Saving, Trouble};
use roundtable::base::text::is_safe;
use roundtable::model::{History, Workspace};
use roundtable::store::{FileKey, Seen, Store};

use super::Monkey;
use crate::world::ROOT;

impl Monkey {
    /// Checks what always holds.
    pub(super) fn check(&mut self) {
        self.hear();
        self.draw(80, 24);
        let session = &self.app.session;
        assert!(is_safe(&self.app.message.text), "{:?}", self.app.message);
        assert_eq!(session.saving.waiting(), self.desk.waiting);
        let not_saved = matches!(session.saving, Saving::NotSaved { .. });
        assert_eq!(not_saved, self.desk.failing, "{:?}", session.saving);
        if self.others.is_some() {
            self.undo_spares_others();
        } else {
            assert_eq!(not_saved, self.desk.waiting > 0, "{:?}", session.saving);
            ids_are_unique(self.app.of_today());
            self.undo_is_the_way_back();
        }
    }

    /// Undo of everything that can be taken back leaves what others wrote after it.
    fn undo_spares_others(&self) {
        let session = &self.app.session;
        let (mut past, mut history) = (self.app.of_today().clone(), session.history.clone());
        loop {
            match history.undo(&mut past) {
                Ok(Some(undone)) => self.traces.undo_spares_others(&undone),
                Ok(None) => break,
                // It is passed over.
                Err(_) => {}
            }
        }
        while let Ok(Some(_)) = history.redo(&mut past) {}
    }

    /// Undo of everything gives the start, redo of everything the present.
    fn undo_is_the_way_back(&self) {
        let (workspace, history) = (self.app.of_today(), &self.app.session.history);
        let (mut past, mut history): (Workspace, History) = (workspace.clone(), history.clone());
        let mut steps = 0;
        while history.undo(&mut past).unwrap().is_some() {
            steps += 1;
        }
        // Minutes that became final stay so, with all that was done before.
        if history.stopped_at().is_none() {
            assert!(past == self.start, "undo is not the way back");
        }
        for _ in 0..steps {
            history.redo(&mut past).unwrap();
        }
        assert!(past == *workspace, "redo is not the way back");
    }

    /// What is on the disk is what is on the screen, if it is said to be.
    pub(super) fn check_files(&mut self) {
        self.traces.are_kept(&self.fs, &self.home);
        if self.others.is_some() {
            return self.check_files_of_many();
        }
        if self.desk.waiting > 0 {
            return;
        }
        let loaded = Store::load_all(Arc::new(self.fs.clone()), PathBuf::from(ROOT)).unwrap();
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert!(loaded.workspace == self.as_it_is());
        assert!(loaded.workspace == self.desk.mirror);
    }

    /// Returns the records of today and of the current plan, whatever is looked at.
    fn as_it_is(&self) -> Workspace {
        let mut workspace = self.app.of_today().clone();
        workspace.show_plan(self.app.current_plan().clone());
        workspace
    }

    /// What can be read and is saved is on the screen, and what cannot be is said to be so.
    fn check_files_of_many(&mut self) {
        self.come_to_rest();
        let loaded = Store::load_all(Arc::new(self.fs.clone()), PathBuf::from(ROOT)).unwrap();
        let session = &self.app.session;
        let told: BTreeSet<FileKey> = session.troubles.iter().filter_map(key_of).collect();
        let today = &self.as_it_is();
        let workspaces = [today, &self.desk.mirror, &loaded.workspace];
        let keys: BTreeSet<FileKey> = workspaces.into_iter().flat_map(FileKey::all).collect();
        for key in keys {
            let path = key.path().display().to_string();
            let mirrored = same(&key, today, &self.desk.mirror);
            assert!(mirrored, "{path}: the mirror is not what is on the screen");
            if self.desk.unsaved.contains(&key) {
                continue;
            }
            let seen = self.desk.store.look(&key);
            let broken = matches!(seen, Seen::Broken(_));
            assert!(broken || seen == Seen::Nothing, "{path}: {seen:?}");
            assert_eq!(told.contains(&key), broken, "{path}: {seen:?}");
            let reads = same(&key, today, &loaded.workspace);
            assert!(broken || reads, "{path}: it holds something else");
        }
    }
}

/// Returns the file that is said to be wrong.
fn key_of(trouble: &Trouble) -> Option<FileKey> {
    let path = Path::new(trouble.path());
    FileKey::at(path).filter(|key| key.path() == path)
}

/// Tells whether the records of a file are the same.
fn same(key: &FileKey, one: &Workspace, other: &Workspace) -> bool {
    match key {
        FileKey::Settings => one.settings() == other.settings(),
        FileKey::Plan(id) => one.plans().get(id) == other.plans().get(id),
        FileKey::Commitment(id) => one.commitments().get(id) == other.commitments().get(id),
        FileKey::Meeting(id) => one.meetings().get(id) == other.meetings().get(id),
        FileKey::Actions => one.actions() == other.actions(),
        FileKey::Stakeholders => one.stakeholders() == other.stakeholders(),
        FileKey::Contacts => one.contacts() == other.contacts(),
    }
}

fn ids_are_unique(workspace: &Workspace) {
    for meeting in workspace.meetings().values() {
        let entries = meeting.minutes.iter().map(|minute| &minute.id);
        unique(entries);
        unique(meeting.roll.iter().map(|guest| &guest.id));
        unique(meeting.agenda.iter().map(|item| &item.id));
    }
    for commitment in workspace.commitments().values() {
        unique(commitment.updates.iter().map(|update| &update.id));
        unique(commitment.milestones.iter().map(|milestone| &milestone.id));
    }
}

fn unique<T: Ord + std::fmt::Debug>(ids: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let told = format!("{id:?} is there twice");
        assert!(seen.insert(id), "{told}");
    }
}
