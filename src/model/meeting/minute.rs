//! A minute: one typed entry of a meeting.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::roll::HeadCount;
use crate::base::clock::ClockTime;
use crate::base::date::{FuzzyDate, day_or_none};
use crate::model::ids::{ActionId, DecisionId, EntryId, Subject};
use crate::model::paragraphs::Paragraphs;
use crate::model::status::Side;

/// One typed entry of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minute {
    /// Names the minute within its meeting.
    pub id: EntryId,
    /// When it was written down.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<ClockTime>,
    /// What sort of entry it is.
    pub kind: MinuteKind,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Subject>,
    /// Who said it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The side whose own words these are, for a reservation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub text: Paragraphs,
    /// What was answered, to a question.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub answer: Paragraphs,
    /// The number of a decision within its meeting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<u16>,
    /// The earlier decision that a decision takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<DecisionId>,
    /// Who was at the table when it was decided: lines of the roll.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub present: Vec<EntryId>,
    /// How many people of each side were at the table when it was decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<HeadCount>,
    /// When the action is due, as it was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<FuzzyDate>,
    /// The item of the agenda it was said under.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<EntryId>,
    /// The action it gave rise to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionId>,
    /// Kept out of everything published.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// What sort of entry a minute is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MinuteKind {
    /// Something said that is worth keeping.
    Note,
    /// How far something has come.
    Progress,
    /// What was decided.
    Decision,
    /// What somebody promised to do.
    Action,
    /// An objection or reservation.
    Objection,
    /// A question, answered or parked.
    Question,
    /// It was called and there was nothing new to say.
    NoUpdate,
}

impl MinuteKind {
    /// Every kind, in the order of the keys.
    pub const ALL: [Self; 7] = [
        Self::Note,
        Self::Progress,
        Self::Decision,
        Self::Action,
        Self::Objection,
        Self::Question,
        Self::NoUpdate,
    ];

    /// Returns the kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Progress => "progress",
            Self::Decision => "decision",
            Self::Action => "action",
            Self::Objection => "objection",
            Self::Question => "question",
            Self::NoUpdate => "no further update",
        }
    }

    /// Returns the letter of the kind: it chooses it in a menu and begins a line of that kind.
    pub fn letter(self) -> char {
        match self {
            Self::Note => 'n',
            Self::Progress => 'p',
            Self::Decision => 'd',
            Self::Action => 'a',
            Self::Objection => 'o',
            Self::Question => 'q',
            Self::NoUpdate => 'u',
        }
    }
}

impl Minute {
    /// Makes a minute with no text yet.
    pub fn new(id: EntryId, kind: MinuteKind) -> Self {
        Self {
            id,
            time: None,
            kind,
            about: None,
            by: String::new(),
            side: None,
            text: Paragraphs::default(),
            answer: Paragraphs::default(),
            number: None,
            supersedes: None,
            present: Vec::new(),
            count: None,
            due: None,
            item: None,
            action: None,
            internal: false,
            binned: None,
        }
    }

    /// Returns true for a question that nobody has answered.
    pub fn is_unanswered(&self) -> bool {
        self.kind == MinuteKind::Question && self.answer.is_empty()
    }

    /// Returns what to call it: `decision D3`, `note`.
    pub fn title(&self) -> String {
        match self.number {
            Some(number) => format!("{} D{number}", self.kind.words()),
            None => self.kind.words().to_owned(),
        }
    }
}
