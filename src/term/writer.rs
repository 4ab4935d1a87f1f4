//! Saves on a thread of its own, so that a slow disk never holds up a key: first what was done
//! goes into the journal, then the files follow.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use jiff::Zoned;
use jiff::civil::DateTime;

use super::Signal;
use crate::app::Event;
use crate::model::history::Committed;
use crate::model::{MeetingId, Workspace};
use crate::publish::{View, is_of};
use crate::store::journal::{JournalError, Recalled};
use crate::store::published::{self, PublishError};
use crate::store::{FileKey, Journal, Store};

/// The thread that saves.
pub(super) struct Writer {
    orders: Option<Sender<Order>>,
    thread: Option<JoinHandle<()>>,
}

enum Order {
    Recall,
    Save(Box<Committed>, DateTime),
    Again,
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
        };
        let thread = std::thread::spawn(move || desk.work(&inbox));
        Self {
            orders: Some(orders),
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
}

impl Desk {
    fn work(mut self, inbox: &Receiver<Order>) {
        while let Ok(first) = inbox.recv() {
            if matches!(first, Order::Recall) {
                self.recall();
                continue;
            }
            // What has queued up meanwhile is written in one go, each file once.
            for order in std::iter::once(first).chain(std::iter::from_fn(|| inbox.try_recv().ok()))
            {
                self.take(order);
            }
            // What was done is on the disk before what it changed, and nothing is called saved
            // before both.
            self.write_down();
            let event = self.write();
            if self.sender.send(Signal::Event(event)).is_err() {
                return;
            }
        }
        if let Some(journal) = &self.journal {
            // OK because a journal that stays long is all that comes of it.
            let _ = journal.rotate();
        }
    }

    /// Reads what was done before. On the thread that writes, so that no line of ours is in it yet.
    fn recall(&self) {
        let Recalled { history, trouble } = match &self.journal {
            Some(journal) => journal.recall(),
            None => Recalled::default(),
        };
        // OK because a loop that is gone needs no telling.
        let _ = self.sender.send(Signal::Event(Event::Recalled {
            earlier: Box::new(history),
            trouble,
        }));
    }

    fn take(&mut self, order: Order) {
        match order {
            Order::Save(committed, at) => self.note(*committed, at),
            Order::Again | Order::Recall => {}
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

    fn note(&mut self, committed: Committed, at: DateTime) {
        self.waiting += 1;
        for edit in &committed.transaction.edits {
            self.mirror.mirror(edit);
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
        let mut paths = Vec::new();
        for (name, text) in files {
            let same = |held: &str| is_of(held, meeting, view);
            published::write(fs, &folder.join(name), text, &view.of(meeting), same)?;
            paths.push(format!("{}/{name}", published::FOLDER));
        }
        Ok(paths)
    }

    /// Writes every unsaved file; those that fail wait for the next attempt.
    fn write(&mut self) -> Event {
        let mut failed = None;
        let Self {
            store,
            mirror,
            unsaved,
            ..
        } = self;
        unsaved.retain(|key| match store.save(mirror, key) {
            Ok(()) => false,
            Err(error) => {
                failed.get_or_insert((error.in_brief(), error.hint()));
                true
            }
        });
        if let Some((why, hint)) = failed {
            Event::NotSaved { why, hint }
        } else {
            let count = std::mem::take(&mut self.waiting);
            Event::Saved {
                count,
                at: Zoned::now().time().into(),
            }
        }
    }
}
