//! Saves the files, looks at what others changed in them, and publishes: on a thread of its own, which
//! may have to wait for a disk that hangs.

use std::collections::BTreeSet;
use std::sync::Weak;
use std::sync::mpsc::{Receiver, Sender};

use jiff::civil::DateTime;

use super::order::{Done, Left, Order, Passed, Task};
use super::{Signal, not_saved};
use crate::app::{Event, Keeping};
use crate::base::failpoint;
use crate::model::history::Committed;
use crate::model::rebase::Rival;
use crate::model::version::Versioned;
use crate::model::{Beside, Workspace};
use crate::publish::{Paper, why_kept};
use crate::store::published::{self, Place, PublishError};
use crate::store::watch::Changes;
use crate::store::{FileKey, Saved, Seen, Store, StoreError};
use crate::term::machine;
use crate::term::rescue::caught;

/// How many versions of a file are read to be shown, at most: each costs as much as the file.
const VERSIONS: usize = 100;

/// What the thread works with.
pub(super) struct Desk {
    pub(super) store: Store,
    mirror: Workspace,
    to_scribe: Weak<Sender<Order>>,
    sender: Sender<Signal>,
    /// The last line of the journal of all that was passed on.
    line: u64,
    /// Whether the user knows that the journal cannot be written.
    warned: bool,
    unsaved: BTreeSet<FileKey>,
    waiting: usize,
    /// The unfinished that can be cleared away once all is on the disk.
    settled: Vec<String>,
    /// Other versions of records that somebody has decided about.
    decided: Vec<Beside>,
    /// Our side of what others changed differently, until it is in a file.
    rivals: Vec<Rival>,
    /// What went wrong while an order was taken: from then on the mirror may lack something, and
    /// nothing is called saved any more.
    failure: Option<String>,
    /// What the scribe was no longer there to be told.
    untold: Vec<Done>,
    /// Why no versions are kept, as the user was told.
    lack: Option<String>,
}

impl Desk {
    pub(super) fn new(
        store: Store,
        mirror: Workspace,
        to_scribe: Weak<Sender<Order>>,
        sender: Sender<Signal>,
    ) -> Self {
        Self {
            store,
            mirror,
            to_scribe,
            sender,
            line: 0,
            warned: false,
            unsaved: BTreeSet::new(),
            waiting: 0,
            settled: Vec::new(),
            decided: Vec::new(),
            rivals: Vec::new(),
            failure: None,
            untold: Vec::new(),
            lack: None,
        }
    }

    /// Takes tasks until there will be none any more.
    pub(super) fn work(mut self, tray: &Receiver<Passed>) -> Left {
        while let Ok(first) = tray.recv() {
            // What has queued up meanwhile is written in one go, each file once.
            self.take_all(std::iter::once(first).chain(tray.try_iter()));
        }
        // OK because what stays too long is let go of the next time.
        let _ = caught(|| self.store.thin_versions(machine::now()));
        Left {
            clean: self.unsaved.is_empty() && self.failure.is_none(),
            untold: self.untold,
        }
    }

    /// Takes tasks that are there at once.
    pub(super) fn take_all(&mut self, passed: impl Iterator<Item = Passed>) {
        let (mut asked, mut after) = (false, Vec::new());
        for Passed {
            tasks,
            line,
            warned,
        } in passed
        {
            (self.line, self.warned) = (line, warned);
            for task in tasks {
                asked |= task.writes();
                match task {
                    Task::Again => {}
                    task if task.writes() => self.take(task),
                    task => after.push(task),
                }
            }
        }
        if asked {
            let event = caught(|| self.write());
            self.say(event.unwrap_or_else(not_saved));
            self.tell_versions();
        }
        for task in after {
            self.take(task);
        }
        if let Err(why) = caught(|| self.settle()) {
            self.say(Event::NotJournalled(why));
        }
    }

    /// Says once that no versions are kept, and for as long as it is so on top.
    fn tell_versions(&mut self) {
        let lack = self.store.versions_lack();
        if lack != self.lack {
            self.lack.clone_from(&lack);
            let what = Keeping::Versions;
            self.say(Event::Kept { what, lack });
        }
        let Some(error) = self.store.versions_trouble() else {
            return;
        };
        self.say(Event::NotJournalled(if self.warned {
            // In the place of what was said of the journal.
            error.consequence_of_both()
        } else {
            error.consequence()
        }));
    }

    /// Reads the versions of a record and tells the loop.
    fn read_past(&self, of: Versioned) {
        let past = self.store.past(&of, VERSIONS);
        let past = past.map_err(|error| format!("the versions cannot be read: {}", error.why()));
        self.say(Event::Past { of, past });
    }

    /// Takes a task; a failure in it is told, and what was done is not called saved after it.
    fn take(&mut self, task: Task) {
        let matters = task.writes() || matches!(task, Task::Look(_));
        let publishes = matches!(task, Task::Publish { .. });
        let asked = match &task {
            Task::Past(of) => Some(of.clone()),
            _ => None,
        };
        let Err(why) = caught(|| self.carry_out(task)) else {
            return;
        };
        if let Some(of) = asked {
            self.say(Event::Past { of, past: Err(why) });
        } else if publishes {
            self.say(Event::Published(Err(why)));
        } else if matters {
            self.say(not_saved(why.clone()));
            self.failure = Some(why);
        }
    }

    /// Tells the loop.
    fn say(&self, event: Event) {
        // OK because a loop that is gone needs no telling.
        let _ = self.sender.send(Signal::Event(event));
    }

    fn carry_out(&mut self, task: Task) {
        match task {
            Task::Save(committed, at) => self.note(&committed, at),
            Task::Again => {}
            Task::Look(changes) => self.look(&changes),
            Task::KeepBeside(rivals) => self.rivals.extend(rivals),
            Task::Settle(name) => self.settled.push(name),
            Task::Decided(beside) if beside.is_between_marks() => {
                // OK because nothing is removed: the file is written anew without its marks.
                let _ = self.store.settle(&beside);
                self.unsaved
                    .extend(beside.versions.first().map(FileKey::of));
            }
            Task::Decided(beside) => self.decided.push(beside),
            Task::PutBack(put_back) => {
                if let Some(edit) = &put_back.record {
                    self.mirror.mirror(edit);
                }
                self.unsaved.insert(self.store.give_up(&put_back));
            }
            Task::Past(of) => self.read_past(of),
            Task::Publish { paper, files } => {
                let written = self.publish(&paper, &files);
                let said = written.map_err(|error| format!("{error}; {}", error.hint()));
                self.say(Event::Published(said));
            }
            // OK because somebody who waits no longer needs no telling.
            Task::Answer(done) => _ = done.send(()),
        }
    }

    /// Gives up what is decided, and tells what is recovered, once all of it is on the disk.
    fn settle(&mut self) {
        if !self.unsaved.is_empty() || !self.rivals.is_empty() || self.failure.is_some() {
            return;
        }
        for beside in self.decided.drain(..) {
            // OK because it is then shown again.
            let _ = self.store.settle(&beside);
        }
        // What was found there may have been saved by the program that ended, and not be durable. Where
        // that cannot be made sure of, it is offered again.
        if self.settled.is_empty() || self.store.make_durable().is_err() {
            return;
        }
        for name in std::mem::take(&mut self.settled) {
            self.tell_scribe(Done::Settled(name));
        }
    }

    fn tell_scribe(&mut self, done: Done) {
        let told = match self.to_scribe.upgrade() {
            Some(scribe) => scribe.send(Order::Done(done)).map_err(|unsent| unsent.0),
            None => Err(Order::Done(done)),
        };
        // When the program is left the scribe waits for us, and hears of it then.
        if let Err(Order::Done(done)) = told {
            self.untold.push(done);
        }
    }

    fn note(&mut self, committed: &Committed, at: DateTime) {
        self.waiting += 1;
        failpoint::reach("take");
        self.store.note(committed, at);
        for edit in &committed.transaction.edits {
            // Others may have changed the record, and the screen not know it yet.
            self.rivals.extend(self.mirror.rebase(edit));
            self.unsaved.insert(FileKey::of(edit));
        }
    }

    pub(super) fn publish(
        &self,
        paper: &Paper,
        files: &[(String, String)],
    ) -> Result<Vec<String>, PublishError> {
        let (fs, root) = (self.store.fs(), self.store.root());
        let folder = published::folder(fs, root)?;
        // One file that may not be written keeps them all from being.
        let mut places = Vec::new();
        for (name, text) in files {
            let kept = |held: &str| why_kept(held, paper);
            let place = Place::at(fs, folder.join(name), &paper.words(), kept)?;
            places.push((name, place, text));
        }
        let mut paths = Vec::new();
        for (name, place, text) in places {
            place.write(fs, text)?;
            paths.push(format!("{}/{name}", published::FOLDER));
        }
        Ok(paths)
    }

    /// Writes our side of what others changed differently beside their files.
    fn keep_rivals(&mut self) -> Result<(), StoreError> {
        // Out of the list only when it is kept, so that a failure leaves it there.
        while let Some(rival) = self.rivals.last() {
            let beside = self.store.keep_beside(rival)?;
            self.rivals.pop();
            self.tell_beside(beside);
        }
        Ok(())
    }

    /// Looks at files that were changed, but for those that are to be saved: saving looks.
    fn look(&mut self, changes: &Changes) {
        for key in &changes.files {
            if !self.unsaved.contains(key) {
                self.look_at(key);
            }
        }
        for name in self.store.decided(changes) {
            self.say(Event::DecidedOutside(name));
        }
        let others = changes.others.iter();
        let beside = others.filter_map(|path| self.store.look_beside(path));
        self.tell_beside(beside.collect());
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
                self.say(Event::Mended(path));
                self.take_in(taken_in(edits, whose));
            }
            Seen::Broken(problem) => {
                self.say(Event::Broken(crate::term::open::trouble(problem)));
            }
        }
    }

    /// Takes in what others changed in a file that is saved, and lets the screen do the same.
    fn take_in(&mut self, saved: Saved) {
        let Saved {
            taken_in,
            whose,
            beside,
        } = saved;
        for edit in &taken_in {
            self.mirror.mirror(edit);
        }
        if !taken_in.is_empty() {
            self.say(Event::ChangedOutside {
                edits: taken_in,
                whose,
            });
        }
        self.tell_beside(beside);
    }

    fn tell_beside(&self, beside: Vec<Beside>) {
        for beside in beside {
            self.say(Event::Beside(beside));
        }
    }

    /// Writes every unsaved file; those that fail wait for the next attempt.
    fn write(&mut self) -> Event {
        if !self.unsaved.is_empty() {
            failpoint::reach("save");
        }
        let mut failed = self.keep_rivals().err();
        // Out of the list only when it is saved, so that a failure leaves it there.
        for key in self.unsaved.clone() {
            match self.store.save(&self.mirror, &key) {
                Ok(saved) => {
                    // What others changed is in the mirror before the file counts as saved from it.
                    self.take_in(saved);
                    self.unsaved.remove(&key);
                    // It was not looked at while it was to be saved.
                    if self.store.is_noted_broken(&key) {
                        self.look_at(&key);
                    }
                }
                Err(error) => _ = failed.get_or_insert(error),
            }
        }
        if let Some(why) = &self.failure {
            return not_saved(why.clone());
        }
        let failed = failed.map(|error| (error.in_brief(), error.hint()));
        if let Some((why, hint)) = failed {
            Event::NotSaved { why, hint }
        } else {
            self.tell_scribe(Done::Saved(self.line));
            let count = std::mem::take(&mut self.waiting);
            Event::Saved {
                count,
                at: machine::now().time().into(),
            }
        }
    }
}
