//! What ends the program although its user did not leave it.

use std::fmt;
use std::time::{Duration, Instant};

/// How long what is still to be written gets, from then on. The program is to be gone within a
/// second, and giving the terminal back takes a part of it too.
pub(super) const PATIENCE: Duration = Duration::from_millis(750);

/// What ended the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force {
    /// The signal with this number.
    Signal(i32),
    /// The terminal was closed, or cannot be used any more.
    NoTerminal,
}

impl Force {
    /// Returns the exit status: as shells have it, 128 and the number of the signal. A terminal
    /// that is closed sends SIGHUP to those who are its session's, so that is what it counts as.
    pub fn status(self) -> u8 {
        let number = match self {
            Self::Signal(number) => number,
            Self::NoTerminal => 1,
        };
        u8::try_from(number).map_or(u8::MAX, |number| number.saturating_add(128))
    }
}

impl fmt::Display for Force {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self {
            Self::NoTerminal => return f.write_str("the terminal was closed"),
            Self::Signal(1) => "SIGHUP",
            Self::Signal(2) => "SIGINT",
            Self::Signal(3) => "SIGQUIT",
            Self::Signal(15) => "SIGTERM",
            Self::Signal(number) => return write!(f, "ended by signal {number}"),
        };
        write!(f, "ended by {name}")
    }
}

/// The end of the program that something else wants.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// What wants it.
    pub(super) by: Force,
    /// Until when what is still to be written may take.
    pub(super) until: Instant,
}

impl End {
    /// The end that begins now.
    pub(super) fn now(by: Force) -> Self {
        Self {
            by,
            until: Instant::now() + PATIENCE,
        }
    }
}
