//! To whom the terminal is lent, so that the thread of signals knows whose they are.

use std::io;
use std::process::Child;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Shared by the loop, which lends the terminal, and the thread of signals: the number of the
/// outside editor that has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Lent(Arc<Mutex<Option<u32>>>);

impl Lent {
    /// Lends the terminal to what `start` starts. Nobody can ask for the borrower meanwhile, so
    /// that a signal never finds a terminal that is lent to somebody unknown.
    pub(super) fn lend(&self, start: impl FnOnce() -> io::Result<Child>) -> io::Result<Child> {
        let mut borrower = self.lock();
        let started = start()?;
        *borrower = Some(started.id());
        Ok(started)
    }

    /// Takes the terminal back.
    pub(super) fn take_back(&self) {
        *self.lock() = None;
    }

    /// Returns the number of the process that has the terminal, if it is not this one.
    pub(super) fn borrower(&self) -> Option<u32> {
        *self.lock()
    }

    fn lock(&self) -> MutexGuard<'_, Option<u32>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
