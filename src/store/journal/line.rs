//! One line of the journal: what was done, its number, and a digest of both.
//!
//! ```text
//! {"time":"2018-04-09T10:30:00","act":"Do","what":{"sentence":"UK0063: ...",...}} 17 9f86d081884c7d65
//! ```
//!
//! JSON holds no raw line break, so that damage never reaches beyond the lines it is in. The
//! number stands near the end, where it is found without reading the whole file.

use std::ops::Range;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::super::sealed;
use crate::model::Transaction;
use crate::model::history::{Act, Committed, Turn};

/// How many bytes behind the JSON are enough to find the number of a line.
pub(super) const TRAILER: u64 = 64;

/// What a line says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Said<T> {
    /// When it was done, local to the meeting.
    pub(super) time: DateTime,
    pub(super) act: Written,
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
    /// Returns what the line says was done, as history takes it in.
    pub(super) fn committed(self) -> Committed {
        let (act, of) = match self.said.act {
            Written::Do => (Act::Do, self.number),
            Written::Undo(of) => (Act::Undo, of),
            Written::Redo(of) => (Act::Redo, of),
        };
        Committed {
            turn: Turn::Before(of),
            act,
            transaction: self.said.what,
        }
    }
}

/// Returns the line, once it is sure that it reads back as what it says.
pub(super) fn to_line(number: u64, said: &Said<&Transaction>) -> Result<String, String> {
    let json = serde_json::to_string(said).map_err(|error| error.to_string())?;
    let line = sealed::seal(&format!("{json} {number}"));
    let read = from_line(line.trim_end().as_bytes()).ok_or("it cannot be read back")?;
    let same = read.number == number
        && (read.said.time, read.said.act) == (said.time, said.act)
        && read.said.what == *said.what;
    same.then_some(line)
        .ok_or_else(|| "it reads back as something else".to_owned())
}

/// Reads a line without its line break; `None` for one that is torn or damaged.
pub(super) fn from_line(line: &[u8]) -> Option<Line> {
    let (json, number) = sealed::open(line)?.rsplit_once(' ')?;
    Some(Line {
        number: number.parse().ok()?,
        said: serde_json::from_str(json).ok()?,
    })
}

/// Returns the number of the last line, given the end of the file, if it has the form of one.
pub(super) fn last_number(end: &[u8]) -> Option<u64> {
    let end = end.strip_suffix(b"\n")?;
    let mut words = end.rsplit(|byte| *byte == b' ');
    let sum = words.next()?;
    let number = words.next()?;
    words.next()?;
    let is_sum = sum.len() == 16 && sum.iter().all(u8::is_ascii_hexdigit);
    let number = str::from_utf8(number).ok().filter(|_| is_sum)?;
    number.parse().ok()
}

/// Returns where the lines of a file are, without their line breaks.
///
/// Zeros are a line of their own: a disk that lost a line behind which others were written leaves
/// them, and no line of ours holds one.
pub(super) fn places(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut start = 0;
    let mut places = Vec::new();
    for piece in bytes.chunk_by(|one, next| *one != b'\n' && (*one == 0) == (*next == 0)) {
        let line = piece.strip_suffix(b"\n").unwrap_or(piece);
        if !line.is_empty() {
            places.push(start..start + line.len());
        }
        start += piece.len();
    }
    places
}
