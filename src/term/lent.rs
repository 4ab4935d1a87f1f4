//! To whom the terminal is lent, so that the thread of signals knows whose they are.

use std::io;
use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How long a signal that was typed may take to be heard, on a busy machine.
const ON_ITS_WAY: Duration = Duration::from_secs(2);

/// Shared by the loop, which lends the terminal, and the thread of signals: who has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lent(Arc<Mutex<Holder>>);

#[derive(Debug, Default)]
struct Holder {
    /// The number of the outside editor that has the terminal.
    borrower: Option<u32>,
    /// When it was taken back last.
    taken_back: Option<Instant>,
}

impl Lent {
    /// Lends the terminal to what `start` starts. Nobody can ask for the borrower meanwhile, so
    /// that a signal never finds a terminal that is lent to somebody unknown.
    pub(super) fn lend(&self, start: impl FnOnce() -> io::Result<Child>) -> io::Result<Child> {
        let mut holder = self.lock();
        let started = start()?;
        holder.borrower = Some(started.id());
        Ok(started)
    }

    /// Takes the terminal back.
    pub(super) fn take_back(&self) {
        *self.lock() = Holder {
            borrower: None,
            taken_back: Some(Instant::now()),
        };
    }

    /// Returns the number of the process that has the terminal, if it is not this one.
    pub(super) fn borrower(&self) -> Option<u32> {
        self.lock().borrower
    }

    /// Tells whether a signal that is heard now, and that a key can give, was typed for the editor. Our
    /// own keys give none: a terminal that is ours hands each of them over as it is.
    pub(super) fn was_typed_for_the_editor(&self) -> bool {
        let Holder {
            borrower,
            taken_back,
        } = &*self.lock();
        borrower.is_some() || taken_back.is_some_and(|at| at.elapsed() < ON_ITS_WAY)
    }

    fn lock(&self) -> MutexGuard<'_, Holder> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
