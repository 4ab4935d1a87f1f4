//! Writes down what was done, and keeps what is typed: on a thread that waits for nothing but the
//! user's own disk, so that a workspace on one that hangs takes nothing with it.

use std::sync::mpsc::{Receiver, Sender};
use std::thread::JoinHandle;

use super::order::{Done, Left, Order, Passed, Task};
use super::{Signal, not_saved};
use crate::app::{Event, Keeping};
use crate::base::failpoint;
use crate::model::Unrecorded;
use crate::store::Journal;
use crate::store::journal::{JournalError, Recalled};
use crate::term::rescue::caught;

/// What the thread works with.
pub(super) struct Scribe {
    pub(super) journal: Option<Journal>,
    /// Whether the user knows that the journal cannot be written.
    warned: bool,
    /// The texts that are typed and not recorded.
    typed: Vec<Unrecorded>,
    /// Texts that were recorded by lines which could not be written yet.
    recorded: Vec<Unrecorded>,
    /// How many texts are kept that are not recorded, or that they could not be.
    kept: Result<usize, ()>,
    /// Why what was typed, or done, is not kept, as the user was told.
    lacks: [Option<String>; 2],
    /// The unfinished that are saved, and can be cleared away once all texts are kept.
    settled: Vec<String>,
    to_desk: Option<Sender<Passed>>,
    to_loop: Sender<Signal>,
}

impl Scribe {
    pub(super) fn new(
        journal: Option<Journal>,
        to_desk: Sender<Passed>,
        to_loop: Sender<Signal>,
    ) -> Self {
        Self {
            journal,
            warned: false,
            typed: Vec::new(),
            recorded: Vec::new(),
            kept: Ok(0),
            lacks: [None, None],
            settled: Vec::new(),
            to_desk: Some(to_desk),
            to_loop,
        }
    }

    /// Takes orders until there will be none any more, and then waits for the desk.
    pub(super) fn work(mut self, inbox: &Receiver<Order>, desk: JoinHandle<Left>) {
        while let Ok(first) = inbox.recv() {
            // What has queued up meanwhile is written in one go.
            self.take(std::iter::once(first).chain(inbox.try_iter()));
        }
        // Nobody else asks the desk for anything: it ends when all is done.
        self.to_desk = None;
        let Left { clean, untold } = desk.join().unwrap_or_default();
        self.take(untold.into_iter().map(Order::Done));
        let done = clean && self.kept == Ok(0);
        if let Some(journal) = &mut self.journal {
            // OK because a journal that stays long is all that comes of it.
            let _ = caught(|| journal.leave(done));
        }
    }

    /// Takes orders that are there at once: what was done is on the disk before any of it is passed
    /// on, and before texts are given up that are recorded by it.
    pub(super) fn take(&mut self, orders: impl Iterator<Item = Order>) {
        let (mut asked, mut kept, mut tasks) = (false, None, Vec::new());
        for order in orders {
            match order {
                Order::Recall => self.caught(Self::recall),
                Order::Keep(unrecorded) => kept = Some(unrecorded),
                Order::Done(done) => self.caught(|scribe| scribe.hear(done)),
                Order::Pass(task) => {
                    asked |= task.writes();
                    self.caught(|scribe| scribe.note(&task));
                    tasks.push(task);
                }
            }
        }
        if asked {
            self.caught(Self::write_down);
        }
        if let Some(unrecorded) = kept {
            self.kept = Err(());
            self.caught(|scribe| scribe.keep(unrecorded));
        }
        self.caught(Self::settle);
        if !tasks.is_empty() {
            self.pass(tasks);
        }
    }

    /// Does something; a failure in it is told, and what was done is saved all the same.
    fn caught(&mut self, work: impl FnOnce(&mut Self)) {
        if let Err(why) = caught(|| work(self)) {
            self.say(Event::NotJournalled(why));
        }
    }

    fn pass(&mut self, tasks: Vec<Task>) {
        let passed = Passed {
            tasks,
            line: self.journal.as_ref().map_or(0, Journal::last_line),
            warned: self.warned,
        };
        let desk = self.to_desk.as_ref();
        if desk.is_none_or(|desk| desk.send(passed).is_err()) {
            self.say(not_saved("the part that saves has ended".to_owned()));
        }
    }

    /// Tells the loop.
    fn say(&self, event: Event) {
        // OK because a loop that is gone needs no telling.
        let _ = self.to_loop.send(Signal::Event(event));
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
        let journal = self.journal.as_ref();
        let also_open = journal.map(Journal::also_open).unwrap_or_default();
        let also_open = also_open
            .into_iter()
            .map(|who| format!("{} since {}", who.name, who.since.strftime("%H:%M")));
        self.say(Event::Recalled {
            also_open: also_open.collect(),
            earlier: Box::new(history),
            trouble,
            unfinished,
        });
    }

    fn note(&mut self, task: &Task) {
        if let (Task::Save(committed, at), Some(journal)) = (task, &mut self.journal) {
            journal.note(Clone::clone(committed), *at);
        }
    }

    /// Writes into the journal what was done; says once that it cannot, and goes on without.
    pub(super) fn write_down(&mut self) {
        failpoint::reach("journal");
        let written = match &mut self.journal {
            Some(journal) => journal.write(),
            None => Err(JournalError::NoHome),
        };
        self.tell_lack(
            Keeping::Undo,
            written.as_ref().err().map(JournalError::in_brief),
        );
        let Err(error) = written else {
            self.warned = false;
            return;
        };
        if !std::mem::replace(&mut self.warned, true) {
            self.say(Event::NotJournalled(error.consequence()));
        }
    }

    /// Keeps the texts that are not recorded, and those of which only a line says so that could not be
    /// written yet; what cannot be kept is tried again with the next of them.
    fn keep(&mut self, unrecorded: Vec<Unrecorded>) {
        let Some(journal) = &mut self.journal else {
            self.kept = Ok(unrecorded.len());
            let lack = JournalError::NoHome.in_brief();
            return self.tell_lack(Keeping::Text, (!unrecorded.is_empty()).then_some(lack));
        };
        if journal.is_behind() {
            let gone = self.typed.drain(..).filter(|text| {
                let mut places = unrecorded.iter().map(|text| &text.place);
                !places.any(|place| *place == text.place)
            });
            self.recorded.extend(gone);
        } else {
            self.recorded.clear();
        }
        self.typed = unrecorded;
        let all: Vec<Unrecorded> = self.typed.iter().chain(&self.recorded).cloned().collect();
        let kept = journal.keep(&all);
        let lack = kept.as_ref().err().map(JournalError::in_brief);
        self.kept = kept.map_err(drop).map(|()| self.typed.len());
        // Where nothing is typed there is nothing to lose.
        self.tell_lack(Keeping::Text, lack.filter(|_| !all.is_empty()));
    }

    /// Tells the loop what is not kept, or that it is again.
    fn tell_lack(&mut self, what: Keeping, lack: Option<String>) {
        let [text, undo] = &mut self.lacks;
        let known = if what == Keeping::Text { text } else { undo };
        if *known != lack {
            known.clone_from(&lack);
            self.say(Event::Kept { what, lack });
        }
    }

    fn hear(&mut self, done: Done) {
        match done {
            Done::Saved(line) => {
                if let Some(journal) = &mut self.journal {
                    journal.note_saved(line);
                }
            }
            Done::Settled(name) => self.settled.push(name),
        }
    }

    /// Clears away what is recovered and saved, once what was typed is ours.
    fn settle(&mut self) {
        if self.kept.is_err() {
            return;
        }
        for name in self.settled.drain(..) {
            if let Some(journal) = &mut self.journal {
                // OK because it is then offered again, and found saved.
                let _ = journal.settle(&name);
            }
        }
    }
}
