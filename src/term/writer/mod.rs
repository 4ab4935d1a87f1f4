//! Saves on threads of their own, so that a slow disk never holds up a key.
//!
//! ```text
//! loop ─ Order ─► scribe ─ Passed ─► desk       the journal first, then the files
//!                   ▲                 │         a disk of files that hangs holds up no line
//!                   └───── Done ──────┘         what is saved need not be recovered
//! ```

mod desk;
mod order;
mod scribe;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::sync::mpsc::{Sender, channel};
use std::time::Instant;

use jiff::civil::DateTime;

use super::Signal;
use super::rescue::caught;
use super::watch::Watching;
use crate::app::Event;
use crate::model::history::Committed;
use crate::model::rebase::Rival;
use crate::model::version::Versioned;
use crate::model::{Beside, PutBack, Unrecorded, Workspace};
use crate::publish::Paper;
use crate::store::{Journal, Store};
use desk::Desk;
use order::{Left, Order, Task};
use scribe::Scribe;

/// The threads that save.
pub(super) struct Writer {
    /// Shared with the thread that watches, which must not keep these from ending.
    orders: Option<Arc<Sender<Order>>>,
    /// To tell the loop of a thread that is gone.
    to_loop: Sender<Signal>,
}

impl Writer {
    /// Starts the threads, with their own mirror of the workspace, and the journal, if the user has a
    /// place for one.
    pub(super) fn start(
        store: Store,
        journal: Option<Journal>,
        mirror: Workspace,
        sender: &Sender<Signal>,
    ) -> Self {
        let (orders, inbox) = channel();
        let (to_desk, tray) = channel();
        let orders = Arc::new(orders);
        let desk = Desk::new(store, mirror, Arc::downgrade(&orders), sender.clone());
        let scribe = Scribe::new(journal, to_desk, sender.clone());
        let to_loop = sender.clone();
        let desk = std::thread::spawn(move || {
            caught(|| desk.work(&tray)).unwrap_or_else(|why| {
                // OK because a loop that is gone needs no telling, here and below.
                let _ = to_loop.send(Signal::Event(not_saved(why)));
                Left::default()
            })
        });
        let to_loop = sender.clone();
        std::thread::spawn(move || {
            if let Err(why) = caught(|| scribe.work(&inbox, desk)) {
                let _ = to_loop.send(Signal::Event(not_saved(why)));
            }
            let _ = to_loop.send(Signal::Written);
        });
        Self {
            orders: Some(orders),
            to_loop: sender.clone(),
        }
    }

    /// Has the journal read; to be called before anything is saved.
    pub(super) fn recall(&self) {
        self.order(Order::Recall);
    }

    /// Has what was done at `at` written down and saved.
    pub(super) fn save(&self, committed: Box<Committed>, at: DateTime) {
        self.order(Order::Pass(Task::Save(committed, at)));
    }

    /// Has what could not be saved tried again.
    pub(super) fn save_again(&self) {
        self.order(Order::Pass(Task::Again));
    }

    /// Has the texts kept that are typed and not recorded, in the place of those kept before.
    pub(super) fn keep(&self, unrecorded: Vec<Unrecorded>) {
        self.order(Order::Keep(unrecorded));
    }

    /// Has what clashes with what others changed written beside their files.
    pub(super) fn keep_beside(&self, rivals: Vec<Rival>) {
        self.order(Order::Pass(Task::KeepBeside(rivals)));
    }

    /// Has what is called `name` among the unfinished cleared away, if all that was ordered before
    /// is on the disk.
    pub(super) fn settle(&self, name: String) {
        self.order(Order::Pass(Task::Settle(name)));
    }

    /// Watches the files for what others change, as long as what is returned is kept.
    pub(super) fn watch(&self, store: Store) -> Option<Watching> {
        let orders = Arc::downgrade(self.orders.as_ref()?);
        let to_loop = self.to_loop.clone();
        let tell = move |changes| match (changes, orders.upgrade()) {
            (Ok(changes), Some(orders)) => orders.send(Order::Pass(Task::Look(changes))).is_ok(),
            (Ok(_), None) => false,
            (Err(why), _) => to_loop.send(Signal::Event(Event::NotWatched(why))).is_ok(),
        };
        Some(Watching::start(store, tell))
    }

    /// Has a record put in the place of a file that cannot be read.
    pub(super) fn put_back(&self, put_back: Box<PutBack>) {
        self.order(Order::Pass(Task::PutBack(put_back)));
    }

    /// Has another version of records given up, if all that was ordered before is on the disk.
    pub(super) fn decided(&self, beside: Beside) {
        self.order(Order::Pass(Task::Decided(beside)));
    }

    /// Has the versions of a record read, as they are once all that was ordered before is saved.
    pub(super) fn past(&self, of: Versioned) {
        self.order(Order::Pass(Task::Past(of)));
    }

    /// Has the files of what is published written into the folder for them.
    pub(super) fn publish(&self, paper: Paper, files: Vec<(String, String)>) {
        self.order(Order::Pass(Task::Publish { paper, files }));
    }

    /// Waits until everything asked for so far is done, but not for a disk that does not answer.
    pub(super) fn wait(&self, until: Instant) {
        let (sender, done) = channel();
        self.order(Order::Pass(Task::Answer(sender)));
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
        hint: "leave with q and open it again: what was not saved is offered then".to_owned(),
    }
}
