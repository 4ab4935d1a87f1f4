//! A meeting: what it was, what it was to talk about, who was there, what was said and changed.
//!
//! ```text
//! agenda      what is to be talked about, and how long it took
//! roll        who was there
//! minute      what was said
//! changed     what was changed meanwhile, in words
//! correction  what was put right after the minutes were final
//! errata      what that changes, word by word
//! seal        how it shows that final minutes are as they were
//! attribution who may be named outside
//! ```

pub mod agenda;
pub mod attribution;
pub mod changed;
pub mod correction;
pub mod errata;
pub mod minute;
pub mod roll;
pub mod seal;

pub use agenda::{AgendaItem, ItemState, Topic};
pub use attribution::Attribution;
pub use changed::{Changed, came_of};
pub use correction::Correction;
pub use errata::{Erratum, Passage, errata};
pub use minute::{Minute, MinuteKind};
pub use roll::{Attendance, Away, HeadCount, Heads, Presence};
pub use seal::Seal;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{EntryId, MeetingId, PlanId, Subject};
use super::template;
use crate::base::clock::ClockTime;
use crate::base::date::{day, day_or_none};
use crate::base::is_default;
use crate::base::zone::Zone;

/// A meeting of the two sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meeting {
    /// Names the meeting and its file.
    pub id: MeetingId,
    /// The plan it is about.
    pub plan: PlanId,
    /// What sort of meeting it is.
    pub kind: MeetingKind,
    /// What it was called.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The day it is held.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<ClockTime>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClockTime>,
    /// The time zone it is held in, which its times are of; where there is none, they are those of
    /// whoever keeps the record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<Zone>,
    /// Where it was held.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// How far the meeting and its minutes have come.
    pub state: MeetingState,
    /// Who wrote the note of the meeting.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_by: String,
    /// The day its note was published.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub published: Option<Date>,
    /// Who may be named in what is published.
    #[serde(default, skip_serializing_if = "is_default")]
    pub attribution: Attribution,
    /// Words that look like somebody's name and may stand in what is published of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_stand: Vec<String>,
    /// The later meeting that approved the minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<MeetingId>,
    /// What is to be talked about, in this order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda: Vec<AgendaItem>,
    /// Who was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roll: Vec<Attendance>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minutes: Vec<Minute>,
    /// What was changed in other records while it was in progress.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changed: Vec<Changed>,
    /// The digest of the minutes when they became final.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Seal>,
    /// The digest of the updates made in it, when the minutes became final.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub updates_seal: Option<Seal>,
    /// What was put right since then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// Where these facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// What sort of meeting it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum MeetingKind {
    /// The two sides go through the commitments.
    Review,
    /// The yearly meeting with the minister.
    Minister,
    /// The multi-stakeholder forum.
    Forum,
    /// A summit.
    Summit,
}

impl MeetingKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Review, Self::Minister, Self::Forum, Self::Summit];

    /// Returns the kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::Minister => "minister",
            Self::Forum => "forum",
            Self::Summit => "summit",
        }
    }
}

/// How far a meeting and its minutes have come.
///
/// A meeting goes through these in order. `Closed` is the time between the
/// end of the meeting and the day the minutes are final, in which both sides
/// correct them: final minutes never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MeetingState {
    /// Being prepared.
    Draft,
    /// Announced: papers are out.
    Open,
    /// Taking place now; at most one meeting is.
    InProgress,
    /// Over; its minutes may still be corrected.
    Closed,
    /// Its minutes do not change any more.
    Final,
}

impl MeetingState {
    /// Every state, in order.
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Open,
        Self::InProgress,
        Self::Closed,
        Self::Final,
    ];

    /// Returns the state in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Open => "open",
            Self::InProgress => "in progress",
            Self::Closed => "closed",
            Self::Final => "final",
        }
    }
}

impl Meeting {
    /// Makes the draft of a meeting of which nothing else is known yet.
    pub fn draft(id: MeetingId, plan: PlanId, kind: MeetingKind, date: Date) -> Self {
        Self {
            id,
            plan,
            kind,
            title: String::new(),
            date,
            began: None,
            closed: None,
            zone: None,
            place: String::new(),
            state: MeetingState::Draft,
            note_by: String::new(),
            published: None,
            attribution: Attribution::default(),
            may_stand: Vec::new(),
            approved_by: None,
            agenda: Vec::new(),
            roll: Vec::new(),
            minutes: Vec::new(),
            changed: Vec::new(),
            seal: None,
            updates_seal: None,
            corrections: Vec::new(),
            sources: Vec::new(),
            binned: None,
        }
    }

    /// Returns true once the roll says of anybody whether they were there. Until then nobody knows how many
    /// came, and nothing may say that nobody did.
    pub fn is_roll_called(&self) -> bool {
        self.roll.iter().any(|line| line.presence.is_some())
    }

    /// Returns how many people take part, from the roll; `None` where it was not called.
    pub fn head_count(&self) -> Option<HeadCount> {
        let there = self.roll.iter().filter(|line| line.took_part());
        self.is_roll_called().then(|| HeadCount::of(there))
    }

    /// Returns how many people are at the table, without those who left; `None` where the roll was not
    /// called.
    pub fn at_the_table(&self) -> Option<HeadCount> {
        let there = self.roll.iter().filter(|line| line.is_at_the_table());
        self.is_roll_called().then(|| HeadCount::of(there))
    }

    /// Returns how many people of each side take part, as far as anybody of it was called or counted; `None`
    /// where the roll was not called.
    pub fn heads(&self) -> Option<Heads> {
        Some(Heads::of(self.head_count()?, &self.roll))
    }

    /// Returns the same of those who are at the table.
    pub fn heads_at_the_table(&self) -> Option<Heads> {
        Some(Heads::of(self.at_the_table()?, &self.roll))
    }

    /// Returns when somebody came who was not there when the meeting began.
    pub fn late(&self, line: &Attendance) -> Option<ClockTime> {
        let began = self.began?;
        // Past midnight, too.
        line.arrived
            .filter(|arrived| began.minutes_until(*arrived) > 0)
    }

    /// Returns the minutes that are not in the bin.
    pub fn live_minutes(&self) -> impl Iterator<Item = &Minute> {
        self.minutes.iter().filter(|m| m.binned.is_none())
    }

    /// Returns the minute of that name.
    pub fn minute(&self, id: &EntryId) -> Option<&Minute> {
        self.minutes.iter().find(|minute| minute.id == *id)
    }

    /// Returns what was put right in a minute since it was final; for none, in the minutes as a whole.
    pub fn corrections_of(&self, minute: Option<&EntryId>) -> impl Iterator<Item = &Correction> {
        let of = move |correction: &&Correction| correction.minute.as_ref() == minute;
        self.corrections.iter().filter(of)
    }

    /// Returns the items of the agenda that are not in the bin, in order.
    pub fn live_agenda(&self) -> impl Iterator<Item = &AgendaItem> {
        self.agenda.iter().filter(|item| item.binned.is_none())
    }

    /// Returns true once an item of the agenda was begun or put off.
    pub fn walks_agenda(&self) -> bool {
        let touched = |item: &AgendaItem| item.state != ItemState::Waiting;
        self.live_agenda().any(touched)
    }

    /// Returns true for an item that needs no talk of its own: the welcome, and the heading of the
    /// commitments once something was said of one. Nothing is missing where nobody began it or wrote
    /// anything under it.
    pub fn needs_no_talk(&self, item: &AgendaItem) -> bool {
        let of_commitments = || {
            let minutes = self
                .live_minutes()
                .filter_map(|minute| minute.about.as_ref());
            let changed = self.changed.iter().filter_map(|c| c.about.as_ref());
            minutes.chain(changed).next().is_some()
        };
        item.topic.is_none()
            && (template::begins_with(self.kind, &item.title)
                || template::is_commitments(self.kind, &item.title) && of_commitments())
    }

    /// Returns the items that the meeting put off or did not reach. Where nobody walked the agenda it is
    /// not known of any that it was not reached, and nobody misses an item that needs no talk.
    pub fn left_open(&self) -> impl Iterator<Item = &AgendaItem> {
        let walked_and_over = self.was_held() && self.walks_agenda();
        self.live_agenda().filter(move |item| match item.state {
            ItemState::Discussed => false,
            ItemState::Postponed => true,
            ItemState::Waiting => walked_and_over && !self.needs_no_talk(item),
        })
    }

    /// Returns the item of the agenda that is being talked about.
    pub fn current_item(&self) -> Option<&AgendaItem> {
        self.live_agenda().find(|item| item.since.is_some())
    }

    /// Returns the item of the agenda that something about `subject` belongs to: the one about its
    /// commitment, else the one that is being talked about.
    pub fn item_for(&self, subject: Option<&Subject>) -> Option<&AgendaItem> {
        let about = |item: &&AgendaItem| {
            let promise = item.subject().map(|known| &known.commitment);
            promise.is_some() && promise == subject.map(|subject| &subject.commitment)
        };
        self.live_agenda()
            .find(about)
            .or_else(|| self.current_item())
    }

    /// Marks the item as talked about, as something was minuted under it.
    pub(crate) fn touch_item(&mut self, id: Option<&EntryId>) {
        let item = self.agenda.iter_mut().find(|item| Some(&item.id) == id);
        if let Some(item) = item.filter(|item| item.state == ItemState::Waiting) {
            item.state = ItemState::Discussed;
        }
    }

    /// Returns true for a time of the meeting before another, also past midnight; false where one of
    /// them is not known.
    pub fn is_before(&self, one: Option<ClockTime>, other: Option<ClockTime>) -> bool {
        one.zip(other).is_some_and(|(one, other)| match self.began {
            Some(began) => began.minutes_until(one) < began.minutes_until(other),
            None => one < other,
        })
    }

    /// Returns true while it has not begun.
    pub fn is_to_come(&self) -> bool {
        matches!(self.state, MeetingState::Draft | MeetingState::Open)
    }

    /// Returns true once both sides may rely on it that it took place.
    pub fn was_held(&self) -> bool {
        matches!(self.state, MeetingState::Closed | MeetingState::Final) && self.binned.is_none()
    }

    /// Returns true once a later meeting approved the minutes and every correction to them.
    pub fn is_approved(&self) -> bool {
        let approved = |correction: &Correction| correction.approved_by.is_some();
        self.approved_by.is_some() && self.corrections.iter().all(approved)
    }

    /// Returns the title to show: its own, or kind and word.
    pub fn shown_title(&self) -> String {
        if self.title.is_empty() {
            format!("{} meeting", self.kind.words())
        } else {
            self.title.clone()
        }
    }
}
