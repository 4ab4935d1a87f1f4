//! Saves on a thread of its own, so that a slow disk never holds up a key: first what was done
//! goes into the journal, then the files follow.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use jiff::Zoned;
use jiff::civil::DateTime;

use super::Signal;
use super::watch::Watching;
use crate::app::Event;
use crate::model::history::Committed;
use crate::model::rebase::Rival;
use crate::model::{Beside, MeetingId, Unrecorded, Workspace};
use crate::publish::{View, why_kept};
use crate::store::journal::{JournalError, Recalled};
use crate::store::published::{self, Place, PublishError};
use crate::store::watch::Changes;
use crate::store::{FileKey, Journal, Saved, Seen, Store, StoreError};

/// The thread that saves.
pub(super) struct Writer {
    /// Shared with the thread that watches, which must not keep this one from ending.
    orders: Option<Arc<Sender<Order>>>,
    thread: Option<JoinHandle<()>>,
}

enum Order {
    Recall,
    Save(Box<Committed>, DateTime),
    Again,
    Keep(Vec<Unrecorded>),
    Settle(String),
    Decided(Beside),
    Look(Changes),
    Publish {
        meeting: MeetingId,
        view: View,
        files: Vec<(String, String)>,
    },
}

impl Writer {
    /// Starts the thread with its own mirror of the workspace, and the journal, if the user has a
    /// place for one.
    pub(super) fn start(
        store: Store,
        journal: Option<Journal>,
        mirror: Workspace,
        sender: &Sender<Signal>,
    ) -> Self {
        let (orders, inbox) = channel();
        let desk = Desk {
            store,
            journal,
            warned: false,
            mirror,
            sender: sender.clone(),
            unsaved: BTreeSet::new(),
            waiting: 0,
            kept: Ok(0),
            settled: Vec::new(),
            decided: Vec::new(),
            rivals: Vec::new(),
        };
        let thread = std::thread::spawn(move || desk.work(&inbox));
        Self {
            orders: Some(Arc::new(orders)),
            thread: Some(thread),
        }
    }

    /// Has the journal read; to be called before anything is saved.
    pub(super) fn recall(&self) {
        self.order(Order::Recall);
    }

    /// Has what was done at `at` written down and saved.
    pub(super) fn save(&self, committed: Box<Committed>, at: DateTime) {
        self.order(Order::Save(committed, at));
    }

    /// Has what could not be saved tried again.
    pub(super) fn save_again(&self) {
        self.order(Order::Again);
    }

    /// Has the texts kept that are typed and not recorded, in the place of those kept before.
    pub(super) fn keep(&self, unrecorded: Vec<Unrecorded>) {
        self.order(Order::Keep(unrecorded));
    }

    /// Has what is called `name` among the unfinished cleared away, if all that was ordered before
    /// is on the disk.
    pub(super) fn settle(&self, name: String) {
        self.order(Order::Settle(name));
    }

    /// Watches the files for what others change, as long as what is returned is kept.
    pub(super) fn watch(&self, store: Store) -> Option<Watching> {
        let orders = Arc::downgrade(self.orders.as_ref()?);
        let tell = move |changes| {
            let orders = orders.upgrade();
            orders.is_some_and(|orders| orders.send(Order::Look(changes)).is_ok())
        };
        Some(Watching::start(store, tell))
    }

    /// Has another version of records given up, if all that was ordered before is on the disk.
    pub(super) fn decided(&self, beside: Beside) {
        self.order(Order::Decided(beside));
    }

    /// Has the files of a view of a meeting written into the folder for them.
    pub(super) fn publish(&self, meeting: MeetingId, view: View, files: Vec<(String, String)>) {
        self.order(Order::Publish {
            meeting,
            view,
            files,
        });
    }

    fn order(&self, order: Order) {
        if let Some(orders) = &self.orders {
            // OK because the thread ends only when this sender is dropped.
            let _ = orders.send(order);
        }
    }

    /// Waits until everything asked for is done.
    pub(super) fn finish(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // OK because what a thread that panicked did not save stays counted as waiting.
            let _ = thread.join();
        }
    }
}

/// What the thread works with.
struct Desk {
    store: Store,
    journal: Option<Journal>,
    /// Whether the user knows that the journal cannot be written.
    warned: bool,
    mirror: Workspace,
    sender: Sender<Signal>,
    unsaved: BTreeSet<FileKey>,
    waiting: usize,
    /// How many texts are kept that are not recorded, or that they could not be.
    kept: Result<usize, ()>,
    /// The unfinished that can be cleared away once all is on the disk.
    settled: Vec<String>,
    /// Other versions of records that somebody has decided about.
    decided: Vec<Beside>,
    /// Our side of what others changed differently, until it is in a file.
    rivals: Vec<Rival>,
}

impl Desk {
    fn work(mut self, inbox: &Receiver<Order>) {
        while let Ok(first) = inbox.recv() {
            if matches!(first, Order::Recall) {
                self.recall();
                continue;
            }
            // What has queued up meanwhile is written in one go, each file once.
            let mut asked = false;
            for order in std::iter::once(first).chain(std::iter::from_fn(|| inbox.try_recv().ok()))
            {
                asked |= matches!(order, Order::Save(..) | Order::Again | Order::Decided(_));
                self.take(order);
            }
            if asked {
                // What was done is on the disk before what it changed, and nothing is called saved
                // before both.
                self.write_down();
                let event = self.write();
                // OK because a loop that is gone needs no telling.
                let _ = self.sender.send(Signal::Event(event));
            }
            self.settle();
        }
        let done = self.unsaved.is_empty() && self.kept == Ok(0);
        if let Some(journal) = &mut self.journal {
            // OK because a journal that stays long is all that comes of it.
            let _ = journal.leave(done);
        }
    }

    /// Reads what was done before. On the thread that writes, so that no line of ours is in it yet.
    fn recall(&mut self) {
        let Recalled {
            history,
            trouble,
            unfinished,
        } = match &mut self.journal {
            Some(journal) => journal.recall(),
            None => Recalled::default(),
        };
        // OK because a loop that is gone needs no telling.
        let _ = self.sender.send(Signal::Event(Event::Recalled {
            earlier: Box::new(history),
            trouble,
            unfinished,
        }));
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Save(committed, at) => self.note(*committed, at),
            Order::Again | Order::Recall => {}
            Order::Look(changes) => self.look(&changes),
            Order::Keep(unrecorded) => self.keep(&unrecorded),
            Order::Settle(name) => self.settled.push(name),
            Order::Decided(beside) if beside.is_between_marks() => {
                // OK because nothing is removed: the file is written anew without its marks.
                let _ = self.store.settle(&beside);
                self.unsaved
                    .extend(beside.versions.first().map(FileKey::of));
            }
            Order::Decided(beside) => self.decided.push(beside),
            Order::Publish {
                meeting,
                view,
                files,
            } => {
                let written = self.publish(&meeting, view, &files);
                let said = written.map_err(|error| format!("{error}; {}", error.hint()));
                // OK because a loop that is gone needs no telling.
                let _ = self.sender.send(Signal::Event(Event::Published(said)));
            }
        }
    }

    /// Keeps the texts that are not recorded; what cannot be is tried again with the next of them.
    fn keep(&mut self, unrecorded: &[Unrecorded]) {
        let kept = self
            .journal
            .as_mut()
            .map(|journal| journal.keep(unrecorded));
        self.kept = kept
            .unwrap_or(Ok(()))
            .map_err(drop)
            .map(|()| unrecorded.len());
    }

    /// Clears away what is recovered, once all that was recovered is on the disk.
    fn settle(&mut self) {
        if !self.unsaved.is_empty() || self.kept.is_err() {
            return;
        }
        for beside in self.decided.drain(..) {
            // OK because it is then shown again.
            let _ = self.store.settle(&beside);
        }
        for name in self.settled.drain(..) {
            if let Some(journal) = &mut self.journal {
                // OK because it is then offered again, and found saved.
                let _ = journal.settle(&name);
            }
        }
    }

    fn note(&mut self, committed: Committed, at: DateTime) {
        self.waiting += 1;
        for edit in &committed.transaction.edits {
            // Others may have changed the record, and the screen not know it yet.
            self.rivals.extend(self.mirror.rebase(edit));
            self.unsaved.insert(FileKey::of(edit));
        }
        if let Some(journal) = &mut self.journal {
            journal.note(committed, at);
        }
    }

    /// Writes into the journal what was done; says once that it cannot, and goes on without.
    fn write_down(&mut self) {
        let written = match &mut self.journal {
            Some(journal) => journal.write(),
            None => Err(JournalError::NoHome),
        };
        let Err(error) = written else {
            self.warned = false;
            return;
        };
        if !std::mem::replace(&mut self.warned, true) {
            let event = Event::NotJournalled(error.consequence());
            // OK because a loop that is gone needs no telling.
            let _ = self.sender.send(Signal::Event(event));
        }
    }

    fn publish(
        &self,
        meeting: &MeetingId,
        view: View,
        files: &[(String, String)],
    ) -> Result<Vec<String>, PublishError> {
        let (fs, root) = (self.store.fs(), self.store.root());
        let folder = published::folder(fs, root)?;
        // One file that may not be written keeps them all from being.
        let mut places = Vec::new();
        for (name, text) in files {
            let kept = |held: &str| why_kept(held, meeting, view);
            let place = Place::at(fs, folder.join(name), &view.of(meeting), kept)?;
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
        while let Some(rival) = self.rivals.pop() {
            match self.store.keep_beside(&rival) {
                Ok(beside) => self.tell_beside(beside),
                Err(error) => {
                    self.rivals.push(rival);
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    /// Looks at files that were changed, but for those that are to be saved: saving looks.
    fn look(&mut self, changes: &Changes) {
        for key in &changes.files {
            if self.unsaved.contains(key) {
                continue;
            }
            match self.store.look(key) {
                Seen::Nothing => {}
                Seen::Changed { edits, whose } => self.take_in(Saved {
                    taken_in: edits,
                    whose,
                    beside: Vec::new(),
                }),
                Seen::Broken(problem) => {
                    let event = Event::Broken(super::open::trouble(problem));
                    // OK because a loop that is gone needs no telling.
                    let _ = self.sender.send(Signal::Event(event));
                }
            }
        }
        let others = changes.others.iter();
        let beside = others.filter_map(|path| self.store.look_beside(path));
        self.tell_beside(beside.collect());
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
            let event = Event::ChangedOutside {
                edits: taken_in,
                whose,
            };
            // OK because a loop that is gone needs no telling.
            let _ = self.sender.send(Signal::Event(event));
        }
        self.tell_beside(beside);
    }

    fn tell_beside(&self, beside: Vec<Beside>) {
        for beside in beside {
            // OK because a loop that is gone needs no telling.
            let _ = self.sender.send(Signal::Event(Event::Beside(beside)));
        }
    }

    /// Writes every unsaved file; those that fail wait for the next attempt.
    fn write(&mut self) -> Event {
        let mut failed = self.keep_rivals().err();
        for key in std::mem::take(&mut self.unsaved) {
            match self.store.save(&self.mirror, &key) {
                Ok(saved) => self.take_in(saved),
                Err(error) => {
                    failed.get_or_insert(error);
                    self.unsaved.insert(key);
                }
            }
        }
        let failed = failed.map(|error| (error.in_brief(), error.hint()));
        if let Some((why, hint)) = failed {
            Event::NotSaved { why, hint }
        } else {
            if let Some(journal) = &mut self.journal {
                journal.note_saved();
            }
            let count = std::mem::take(&mut self.waiting);
            Event::Saved {
                count,
                at: Zoned::now().time().into(),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;
    use std::path::Path;

    use jiff::civil::date;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::verbs::add;
    use crate::model::verbs::tests::{uk, workspace};
    use crate::model::{Clerk, History};
    use crate::store::sim::{Fault, SimFs, Times};

    const HOME: &str = "/home";

    fn noon() -> DateTime {
        date(2018, 4, 9).at(12, 0, 0, 0)
    }

    fn journal(sim: &SimFs) -> Journal {
        let (state, root) = (Path::new("/home/state"), Path::new("/home/uk"));
        Journal::new(Arc::new(sim.clone()), state, root)
    }

    /// Returns a desk with a workspace on the disk, what is to be saved, and what the loop hears.
    fn desk(sim: &SimFs) -> (Desk, Committed, Receiver<Signal>) {
        let mut mirror = workspace();
        let store = Store::init(Arc::new(sim.clone()), "/home/uk".into(), &mirror);
        let (sender, heard) = channel();
        let transaction = add::commitment_named(&mirror, &uk(1), "UK", "A promise");
        let desk = Desk {
            store: store.expect("a new workspace"),
            journal: Some(journal(sim)),
            warned: false,
            mirror: mirror.clone(),
            sender,
            unsaved: BTreeSet::new(),
            waiting: 0,
            kept: Ok(0),
            settled: Vec::new(),
            decided: Vec::new(),
            rivals: Vec::new(),
        };
        let mut clerk = Clerk::new(noon(), 1);
        let transaction = transaction.expect("proposed");
        let done = History::default().commit(&mut mirror, &mut clerk, transaction);
        (desk, done.expect("it fits"), heard)
    }

    /// Does what the thread does with one order.
    fn save(desk: &mut Desk, committed: Committed) -> Event {
        desk.take(Order::Save(Box::new(committed), noon()));
        desk.write_down();
        desk.write()
    }

    fn in_the_file(sim: &SimFs) -> bool {
        sim.get(Path::new("/home/uk/commitments/uk0001.ron"))
            .is_some()
    }

    fn in_the_journal(sim: &SimFs) -> bool {
        journal(sim).recall().history.next_undo().is_some()
    }

    #[test]
    fn what_was_done_is_in_the_journal_before_it_is_in_a_file_and_in_both_before_it_is_called_saved()
     {
        for n in 1.. {
            let sim = SimFs::new(Path::new(HOME));
            let (mut desk, done, _heard) = desk(&sim);
            let start = sim.count();
            sim.kill_at(start + n);
            let event = save(&mut desk, done);
            let saved = matches!(event, Event::Saved { count: 1, .. });
            for next in std::iter::once(sim.restart()).chain(sim.power_cuts()) {
                let (file, line) = (in_the_file(&next), in_the_journal(&next));
                let told = format!("killed at {n}: {:?}", sim.log().get(start..));
                assert!(line || !file, "{told}");
                assert!(file || !saved, "{told}");
            }
            if saved {
                assert!(n > 15, "{n} operations");
                break;
            }
        }
    }

    #[test]
    fn where_one_file_may_not_be_written_nothing_is() {
        let sim = SimFs::new(Path::new(HOME));
        let (desk, _, _heard) = desk(&sim);
        let folder = published::folder(&sim, Path::new("/home/uk")).expect("a folder");
        sim.put(&folder.join("m.html"), b"somebody's own");
        let meeting = MeetingId::parse("2018-04-09").expect("an id");
        let files = ["m.md", "m.html"].map(|name| (name.to_owned(), "text".to_owned()));
        let refused = desk.publish(&meeting, View::Minutes, &files);
        let said = refused.expect_err("one is somebody's own").to_string();
        assert!(said.ends_with("nothing was written"), "{said}");
        assert_eq!(sim.get(&folder.join("m.md")), None);
    }

    #[test]
    fn a_journal_that_cannot_be_written_is_told_once_and_the_file_is_saved() {
        for kind in [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem] {
            let (sim, home) = (SimFs::new(Path::new(HOME)), SimFs::new(Path::new(HOME)));
            let (mut desk, done, heard) = desk(&sim);
            desk.journal = Some(journal(&home));
            home.fault_at(1, Fault::Fail(kind), Times::Forever);
            let warnings = || {
                let told = heard.try_iter();
                told.filter(|signal| matches!(signal, Signal::Event(Event::NotJournalled(_))))
                    .count()
            };
            let event = save(&mut desk, done);
            assert!(matches!(event, Event::Saved { count: 1, .. }), "{event:?}");
            assert!(in_the_file(&sim.crash()));
            assert_eq!(warnings(), 1);
            desk.write_down();
            assert_eq!(warnings(), 0);
        }
    }
}
