//! The agenda: what is to be talked about, for how long, and how long it took.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::clock::{ClockTime, Stamp};
use crate::base::date::day_or_none;
use crate::base::is_default;
use crate::model::ids::{ActionId, EntryId, MeetingId, Subject};

/// One item of an agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgendaItem {
    /// Names the item within its agenda.
    pub id: EntryId,
    /// What it is called, where the topic does not say so itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The record it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub topic: Option<Topic>,
    /// Why it is on the agenda: `from 2017-07-27, carried 2×: action open`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// How many minutes are planned for it; 0 where none are.
    #[serde(default, skip_serializing_if = "is_default")]
    pub planned: u16,
    /// How many minutes it took.
    #[serde(default, skip_serializing_if = "is_default")]
    pub used: u16,
    /// Since when it is being talked about, at a time that may not be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Stamp>,
    /// Whether it was talked about.
    #[serde(default, skip_serializing_if = "is_default")]
    pub state: ItemState,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// The record an item of an agenda is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Topic {
    /// A commitment or milestone.
    Promise(Subject),
    /// An action.
    Action(ActionId),
    /// A question that was not answered.
    Question(MeetingId, EntryId),
    /// The minutes of an earlier meeting and their corrections, to be approved.
    Minutes(MeetingId),
    /// An item that an earlier meeting did not come to.
    Item(MeetingId, EntryId),
}

/// Whether an item was talked about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ItemState {
    /// Not yet.
    #[default]
    Waiting,
    /// It was, or is being.
    Discussed,
    /// It was put off to another meeting.
    Postponed,
}

impl AgendaItem {
    /// Makes an item that waits.
    pub fn new(id: EntryId, title: &str) -> Self {
        Self {
            id,
            title: title.to_owned(),
            topic: None,
            because: String::new(),
            planned: 0,
            used: 0,
            since: None,
            state: ItemState::Waiting,
            binned: None,
        }
    }

    /// Returns the commitment or milestone it is about.
    pub fn subject(&self) -> Option<&Subject> {
        match &self.topic {
            Some(Topic::Promise(subject)) => Some(subject),
            _ => None,
        }
    }

    /// Returns how many minutes it has taken by `now`, as far as times are known.
    pub fn used_by(&self, now: Option<ClockTime>) -> u16 {
        let since = self.since.and_then(Stamp::time);
        let running = since.zip(now);
        let running = running.map_or(0, |(since, now)| since.minutes_until(now));
        self.used.saturating_add(running)
    }
}
