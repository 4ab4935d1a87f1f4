//! One line of the log of a file: who saved it, when, why, and the bytes before and after.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::objects::Digest;
use crate::base::is_default;
use crate::model::MeetingId;
use crate::model::version::Hand;

/// The most sentences that one line holds.
const SENTENCES: usize = 16;

/// The most characters of one sentence.
const SENTENCE: usize = 200;

/// What a line says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// When it was saved, or found.
    pub(super) time: DateTime,
    /// Whose doing it is.
    pub(super) hand: Hand,
    /// When the session began, for one at the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) session: Option<DateTime>,
    /// The meeting in progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) meeting: Option<MeetingId>,
    /// What was done, in sentences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) said: Vec<String>,
    /// How many more sentences there were.
    #[serde(default, skip_serializing_if = "is_default")]
    pub(super) more: usize,
    /// The bytes before; `None` where there was no file.
    pub(super) before: Option<Digest>,
    /// The bytes of this version; `None` where the file was removed.
    pub(super) after: Option<Digest>,
    /// How many bytes this version has.
    pub(super) size: u64,
}

impl Entry {
    /// Tells whether the file itself never held it.
    pub(super) fn was_beside(&self) -> bool {
        matches!(self.hand, Hand::Beside(_))
    }
}

/// What was done since a file was last saved.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Deed {
    pub(super) time: DateTime,
    pub(super) meeting: Option<MeetingId>,
    pub(super) said: Vec<String>,
    pub(super) more: usize,
}

impl Deed {
    /// Begins with what was done at `time`.
    pub(super) fn new(time: DateTime) -> Self {
        Self {
            time,
            meeting: None,
            said: Vec::new(),
            more: 0,
        }
    }

    /// Adds what was done later; a line does not grow without end.
    pub(super) fn add(&mut self, time: DateTime, sentence: &str, meeting: Option<&MeetingId>) {
        self.time = time;
        if meeting.is_some() {
            self.meeting = meeting.cloned();
        }
        if self.said.len() < SENTENCES {
            self.said.push(cut(sentence));
        } else {
            self.more += 1;
        }
    }
}

fn cut(sentence: &str) -> String {
    match sentence.char_indices().nth(SENTENCE) {
        None => sentence.to_owned(),
        Some((end, _)) => format!("{}…", sentence.get(..end).unwrap_or_default()),
    }
}
