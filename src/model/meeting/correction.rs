//! A correction: what is put right in final minutes, in the open.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::date::day;
use crate::model::ids::{EntryId, MeetingId};
use crate::model::paragraphs::Paragraphs;

/// What is put right in final minutes, which themselves stay as they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Names the correction within its meeting.
    pub id: EntryId,
    /// Its number, from 1.
    pub number: u16,
    /// The day it was made.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// The minute that is put right; `None` for the minutes as a whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minute: Option<EntryId>,
    /// What the minutes say.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub before: Paragraphs,
    /// What they should say.
    pub after: Paragraphs,
    /// Who asked for it.
    pub by: String,
    /// Why.
    pub why: String,
    /// The meeting that approved it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<MeetingId>,
}

impl Correction {
    /// Returns whether it was approved, in words.
    pub fn approval(&self) -> String {
        match &self.approved_by {
            Some(by) => format!("approved by {by}"),
            None => "not approved yet".to_owned(),
        }
    }

    /// Returns what it says in one line, for lists: `correction 1, not approved yet: Meet every month.`
    pub fn brief(&self) -> String {
        let (number, approval) = (self.number, self.approval());
        format!("correction {number}, {approval}: {}", self.after.first())
    }
}
