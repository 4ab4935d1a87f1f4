//! A meeting: what it was, who was there and what was said.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{ActionId, EntryId, MeetingId, PlanId, StakeholderId, Subject};
use super::paragraphs::Paragraphs;
use super::stakeholder::Sector;
use crate::base::clock::ClockTime;

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
    pub date: Date,
    /// When it began.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began: Option<ClockTime>,
    /// When it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<ClockTime>,
    /// Where it was held.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// How far the meeting and its minutes have come.
    pub state: MeetingState,
    /// Who wrote the note of the meeting.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note_by: String,
    /// The day its note was published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// The later meeting that approved the minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<MeetingId>,
    /// Who was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roll: Vec<Attendance>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub minutes: Vec<Minute>,
    /// Where these facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The day it was put in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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

/// A line of the roll: a person, or people of one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Names the line within its roll.
    pub id: EntryId,
    /// The organisation or person, where it is one of the stakeholders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stakeholder: Option<StakeholderId>,
    /// The name to show, for guests and parts of an organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The sector they sit at the table for.
    pub sector: Sector,
    /// How many people this line counts.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub people: u16,
    /// Whether they are there; `None` until they are called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// When they arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<ClockTime>,
    /// When they left.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<ClockTime>,
    /// What they do in the meeting: chair, speaker.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
}

/// Whether somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Presence {
    /// In the room.
    Present,
    /// Taking part from elsewhere.
    Remote,
    /// Sent apologies.
    Apologies,
    /// Did not come.
    Absent,
}

impl Presence {
    /// Every presence, in the order of the roll call.
    pub const ALL: [Self; 4] = [Self::Present, Self::Remote, Self::Apologies, Self::Absent];

    /// Returns the presence in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Remote => "remote",
            Self::Apologies => "apologies",
            Self::Absent => "absent",
        }
    }

    /// Returns true for somebody who takes part.
    pub fn takes_part(self) -> bool {
        matches!(self, Self::Present | Self::Remote)
    }
}

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
    /// What was said.
    pub text: Paragraphs,
    /// The action it gave rise to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionId>,
    /// Kept out of everything published.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub internal: bool,
    /// The day it was put in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
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
}

impl MinuteKind {
    /// Every kind, in the order of the keys.
    pub const ALL: [Self; 6] = [
        Self::Note,
        Self::Progress,
        Self::Decision,
        Self::Action,
        Self::Objection,
        Self::Question,
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
        }
    }
}

/// How many people of each sector take part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct HeadCount {
    /// Of government, parliament included.
    pub government: u32,
    /// Of civil society.
    pub civil_society: u32,
    /// Of all other sectors.
    pub other: u32,
}

impl Meeting {
    /// Returns how many people take part, from the roll.
    pub fn head_count(&self) -> HeadCount {
        let mut count = HeadCount::default();
        for line in &self.roll {
            if !line.presence.is_some_and(Presence::takes_part) {
                continue;
            }
            let people = u32::from(line.people);
            match line.sector {
                Sector::Government | Sector::Parliament => count.government += people,
                Sector::CivilSociety => count.civil_society += people,
                Sector::Private | Sector::Academia | Sector::Other => count.other += people,
            }
        }
        count
    }

    /// Returns the minutes that are not in the bin.
    pub fn live_minutes(&self) -> impl Iterator<Item = &Minute> {
        self.minutes.iter().filter(|m| m.binned.is_none())
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

fn one() -> u16 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_one(n: &u16) -> bool {
    *n == 1
}
