//! One line of the journal: what was done, its number, and a digest of both.
//!
//! ```text
//! {"time":"2018-04-09T10:30:00","act":"Do","what":{"sentence":"UK0063: ...",...}} 17 9f86d081884c7d65
//! ```
//!
//! The form of it is that of `store/line.rs`; here is what such a line of the journal says.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::super::line;
pub(super) use super::super::line::{TRAILER, last_number, places};
use crate::model::Transaction;
use crate::model::history::{Act, Committed, Turn};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said<T> {
    /// When it was done, local to the meeting.
    pub(super) time: DateTime,
    pub(super) act: Written,
    /// The lines it was written with, where all of them were done or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) with: Option<Group>,
    /// What was applied.
    pub(super) what: T,
}

/// What was done with a transaction, which is known by the number of the line that did it first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Written {
    Do,
    Undo(u64),
    Redo(u64),
}

/// Lines that were written together, by their numbers. Without the last of them nothing was done: a
/// kill in the middle of a write leaves the beginning of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub(super) first: u64,
    pub(super) last: u64,
}

/// A line that is whole.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub(super) number: u64,
    pub(super) said: Said<Transaction>,
}

impl Written {
    /// Returns what was done with the transaction number `of`.
    pub(super) fn new(act: Act, of: u64) -> Self {
        match act {
            Act::Do => Self::Do,
            Act::Undo => Self::Undo(of),
            Act::Redo => Self::Redo(of),
        }
    }
}

impl Line {
    /// Returns what the transaction it is about is known by.
    pub(super) fn turn(&self) -> Turn {
        Turn::Before(match self.said.act {
            Written::Do => self.number,
            Written::Undo(of) | Written::Redo(of) => of,
        })
    }

    /// Returns what the line says was done, as history takes it in.
    pub(super) fn committed(self) -> Committed {
        let act = match self.said.act {
            Written::Do => Act::Do,
            Written::Undo(_) => Act::Undo,
            Written::Redo(_) => Act::Redo,
        };
        Committed {
            turn: self.turn(),
            act,
            transaction: self.said.what,
        }
    }
}

/// Returns the line, once it is sure that it reads back as what it says.
pub(super) fn to_line(number: u64, said: &Said<&Transaction>) -> Result<String, String> {
    let line = line::to_line(number, said)?;
    let read = from_line(line.trim_end().as_bytes()).ok_or("it cannot be read back")?;
    let same = read.number == number
        && (read.said.time, read.said.act, read.said.with) == (said.time, said.act, said.with)
        && read.said.what == *said.what;
    same.then_some(line)
        .ok_or_else(|| "it reads back as something else".to_owned())
}

/// Reads a line without its line break; `None` for one that is torn or damaged.
pub(super) fn from_line(line: &[u8]) -> Option<Line> {
    let (number, said) = line::from_line(line)?;
    Some(Line { number, said })
}
