//! Saves on a thread of its own, so that a slow disk never holds up a key: first what was done
//! goes into the journal, then the files follow.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use jiff::Zoned;
use jiff::civil::DateTime;

use super::Signal;
use super::rescue::caught;
use super::watch::Watching;
use crate::app::Event;
use crate::base::failpoint;
use crate::model::history::Committed;
use crate::model::rebase::Rival;
use crate::model::version::Versioned;
use crate::model::{Beside, MeetingId, Unrecorded, Workspace};
use crate::publish::{View, why_kept};
use crate::store::journal::{JournalError, Recalled};
use crate::store::published::{self, Place, PublishError};
use crate::store::watch::Changes;
use crate::store::{FileKey, Journal, Saved, Seen, Store, StoreError};

/// How many versions of a file are read to be shown, at most: each costs as much as the file.
const VERSIONS: usize = 100;

/// The thread that saves.
pub(super) struct Writer {
    /// Shared with the thread that watches, which must not keep this one from ending.
    orders: Option<Arc<Sender<Order>>>,
    /// To tell the loop of a thread that is gone.
    to_loop: Sender<Signal>,
}

enum Order {
    Recall,
    Save(Box<Committed>, DateTime),
    Again,
    Keep(Vec<Unrecorded>),
    KeepBeside(Vec<Rival>),
    Settle(String),
    Decided(Beside),
    Look(Changes),
    Past(Versioned),
    Publish {
        meeting: MeetingId,
        view: View,
        files: Vec<(String, String)>,
    },
    /// Tell when all that was ordered before is done.
    Answer(Sender<()>),
}

impl Order {
    /// Tells whether something is to be written into the workspace for it.
    fn writes(&self) -> bool {
        matches!(
            self,
            Self::Save(..) | Self::Again | Self::KeepBeside(_) | Self::Decided(_)
        )
    }
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
        let desk = Desk::new(store, journal, mirror, sender.clone());
        let to_loop = sender.clone();
        std::thread::spawn(move || {
            let sender = desk.sender.clone();
            if let Err(why) = caught(|| desk.work(&inbox)) {
                // OK because a loop that is gone needs no telling, here and below.
                let _ = sender.send(Signal::Event(not_saved(why)));
            }
            let _ = sender.send(Signal::Written);
        });
        Self {
            orders: Some(Arc::new(orders)),
            to_loop,
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

    /// Has what clashes with what others changed written beside their files.
    pub(super) fn keep_beside(&self, rivals: Vec<Rival>) {
        self.order(Order::KeepBeside(rivals));
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

    /// Has the versions of a record read, as they are once all that was ordered before is saved.
    pub(super) fn past(&self, of: Versioned) {
        self.order(Order::Past(of));
    }

    /// Has the files of a view of a meeting written into the folder for them.
    pub(super) fn publish(&self, meeting: MeetingId, view: View, files: Vec<(String, String)>) {
        self.order(Order::Publish {
            meeting,
            view,
            files,
        });
    }

    /// Waits until everything asked for so far is done, but not for a disk that does not answer.
    pub(super) fn wait(&self, until: Instant) {
        let (sender, done) = channel();
        self.order(Order::Answer(sender));
        // OK because whoever asks goes on in any case.
        let _ = done.recv_timeout(until.saturating_duration_since(Instant::now()));
    }

    fn order(&self, order: Order) {
        let heard = self
            .orders
            .as_ref()
            .is_some_and(|orders| orders.send(order).is_ok());
        if !heard {
            let event = not_saved("the part that saves has ended".to_owned());
            // OK because a loop that is gone needs no telling.
            let _ = self.to_loop.send(Signal::Event(event));
        }
    }

    /// Says that nothing more will be asked for. Once all is done, [`Signal::Written`] comes.
    pub(super) fn close(&mut self) {
        self.orders = None;
    }
}

/// What is told of changes that are not on the disk because of a failure inside.
fn not_saved(why: String) -> Event {
    Event::NotSaved {
        why,
        hint: "what was done is in the journal".to_owned(),
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
    /// What went wrong while an order was taken: from then on the mirror may lack something, and
    /// nothing is called saved any more.
    failure: Option<String>,
}

impl Desk {
    fn new(
        store: Store,
        journal: Option<Journal>,
        mirror: Workspace,
        sender: Sender<Signal>,
    ) -> Self {
        Self {
            store,
            journal,
            warned: false,
            mirror,
            sender,
            unsaved: BTreeSet::new(),
            waiting: 0,
            kept: Ok(0),
            settled: Vec::new(),
            decided: Vec::new(),
            rivals: Vec::new(),
            failure: None,
        }
    }

    fn work(mut self, inbox: &Receiver<Order>) {
        while let Ok(first) = inbox.recv() {
            if matches!(first, Order::Recall) {
                self.recall();
                continue;
            }
            // What has queued up meanwhile is written in one go, each file once.
            let queue = std::iter::once(first).chain(std::iter::from_fn(|| inbox.try_recv().ok()));
            let (mut asked, mut kept, mut after) = (false, None, Vec::new());
            for order in queue {
                asked |= order.writes();
                match order {
                    Order::Save(..) | Order::KeepBeside(_) | Order::Decided(_) => self.take(order),
                    Order::Recall | Order::Again => {}
                    Order::Keep(unrecorded) => kept = Some(unrecorded),
                    order => after.push(order),
                }
            }
            self.write_all(asked, kept);
            for order in after {
                self.take(order);
            }
            if let Err(why) = caught(|| self.settle()) {
                self.say(Event::NotJournalled(why));
            }
        }
        let done = self.unsaved.is_empty() && self.kept == Ok(0) && self.failure.is_none();
        if let Some(journal) = &mut self.journal {
            // OK because a journal that stays long is all that comes of it.
            let _ = caught(|| journal.leave(done));
        }
        // OK because what stays too long is let go of the next time.
        let _ = caught(|| self.store.thin_versions(Zoned::now().datetime()));
    }

    /// Writes what was done: what is on the disk first is what is there if the rest never comes to
    /// it. Only then are texts given up that are recorded by now, and then the files follow, so that
    /// nothing is called saved before all of it.
    fn write_all(&mut self, asked: bool, kept: Option<Vec<Unrecorded>>) {
        if asked && let Err(why) = caught(|| self.write_down()) {
            self.say(Event::NotJournalled(why));
        }
        if let Some(unrecorded) = kept
            && let Err(why) = caught(|| self.keep(&unrecorded))
        {
            self.kept = Err(());
            self.say(Event::NotJournalled(why));
        }
        if asked {
            let event = caught(|| self.write());
            self.say(event.unwrap_or_else(not_saved));
            self.tell_versions();
        }
    }

    /// Says once that no versions are kept.
    fn tell_versions(&self) {
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

    /// Takes an order; a failure in it is told, and what was done is not called saved after it.
    fn take(&mut self, order: Order) {
        let matters = order.writes() || matches!(order, Order::Look(_));
        let publishes = matches!(order, Order::Publish { .. });
        let Err(why) = caught(|| self.do_order(order)) else {
            return;
        };
        if publishes {
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
        self.say(Event::Recalled {
            earlier: Box::new(history),
            trouble,
            unfinished,
        });
    }

    fn do_order(&mut self, order: Order) {
        match order {
            Order::Save(committed, at) => self.note(&committed, at),
            Order::Again | Order::Recall | Order::Keep(_) => {}
            Order::Look(changes) => self.look(&changes),
            Order::KeepBeside(rivals) => self.rivals.extend(rivals),
            Order::Settle(name) => self.settled.push(name),
            Order::Decided(beside) if beside.is_between_marks() => {
                // OK because nothing is removed: the file is written anew without its marks.
                let _ = self.store.settle(&beside);
                self.unsaved
                    .extend(beside.versions.first().map(FileKey::of));
            }
            Order::Decided(beside) => self.decided.push(beside),
            Order::Past(of) => self.read_past(of),
            Order::Publish {
                meeting,
                view,
                files,
            } => {
                let written = self.publish(&meeting, view, &files);
                let said = written.map_err(|error| format!("{error}; {}", error.hint()));
                self.say(Event::Published(said));
            }
            // OK because somebody who waits no longer needs no telling.
            Order::Answer(done) => _ = done.send(()),
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
        if !self.unsaved.is_empty() || !self.rivals.is_empty() || self.kept.is_err() {
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

    fn note(&mut self, committed: &Committed, at: DateTime) {
        self.waiting += 1;
        failpoint::reach("take");
        // The journal first, as it is what is left if the rest fails.
        if let Some(journal) = &mut self.journal {
            journal.note(committed.clone(), at);
        }
        self.store.note(committed, at);
        for edit in &committed.transaction.edits {
            // Others may have changed the record, and the screen not know it yet.
            self.rivals.extend(self.mirror.rebase(edit));
            self.unsaved.insert(FileKey::of(edit));
        }
    }

    /// Writes into the journal what was done; says once that it cannot, and goes on without.
    fn write_down(&mut self) {
        failpoint::reach("journal");
        let written = match &mut self.journal {
            Some(journal) => journal.write(),
            None => Err(JournalError::NoHome),
        };
        let Err(error) = written else {
            self.warned = false;
            return;
        };
        if !std::mem::replace(&mut self.warned, true) {
            self.say(Event::NotJournalled(error.consequence()));
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
                    self.say(Event::Broken(super::open::trouble(problem)));
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
                    self.unsaved.remove(&key);
                    self.take_in(saved);
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
mod tests;
