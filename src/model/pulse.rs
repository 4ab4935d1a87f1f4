//! Three questions to civil society on a commitment: whether it knows who is responsible, has met
//! them, and sees progress. Its own view, beside what the sides report as a status.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::Answer;
use super::ids::{EntryId, MeetingId};
use super::paragraphs::Paragraphs;
use crate::base::date::{day, day_or_none};

/// What somebody of civil society answered on one day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pulse {
    /// Names it within its commitment.
    pub id: EntryId,
    /// The day of it.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// Who answered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// Whether they know who is responsible; `None` where they did not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub knows_who: Option<Answer>,
    /// Whether they have met them since the time before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met: Option<Answer>,
    /// Whether they see progress.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sees_progress: Option<Answer>,
    /// What they said to it.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub note: Paragraphs,
    /// The meeting they were asked in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// One of the three questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// Do you know who is responsible?
    KnowsWho,
    /// Did you meet them?
    Met,
    /// Do you see progress?
    SeesProgress,
}

impl Question {
    /// The three, in the order they are asked.
    pub const ALL: [Self; 3] = [Self::KnowsWho, Self::Met, Self::SeesProgress];

    /// Returns what is asked.
    pub fn words(self) -> &'static str {
        match self {
            Self::KnowsWho => "knows who is responsible",
            Self::Met => "has met them",
            Self::SeesProgress => "sees progress",
        }
    }
}

impl Pulse {
    /// Returns what was answered to one of the questions.
    pub fn answer(&self, question: Question) -> Option<Answer> {
        match question {
            Question::KnowsWho => self.knows_who,
            Question::Met => self.met,
            Question::SeesProgress => self.sees_progress,
        }
    }
}
