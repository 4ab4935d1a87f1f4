//! Versions of a record: what it held before and after each save, who saved it and why.

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use super::action::Action;
use super::commitment::{Commitment, Milestone};
use super::differences::{Difference, differences};
use super::ids::{
    ActionId, CommitmentId, ContactId, MeetingId, MilestoneId, PlanId, RecordRef, StakeholderId,
    Subject,
};
use super::meeting::Meeting;
use super::plan::Plan;
use super::stakeholder::{Contact, Stakeholder};
use super::verbs::Refusal;
use super::workspace::Workspace;

/// Says that no version of a record is kept, and how one comes to be: by changing it where it is held, from
/// elsewhere where it cannot be read.
pub fn none_kept(name: &str, is_held: bool) -> String {
    let more = if is_held {
        "one is when you change it"
    } else {
        "put its file back from a copy or from Git"
    };
    format!("no version of {name} is kept on this machine yet; {more}")
}

/// Names a record whose versions are kept.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each variant is that noun")]
pub enum Versioned {
    Plan(PlanId),
    Commitment(CommitmentId),
    Milestone(CommitmentId, MilestoneId),
    Meeting(MeetingId),
    Action(ActionId),
    Stakeholder(StakeholderId),
    Contact(ContactId),
}

/// A record as one version has it.
#[derive(Debug, Clone, PartialEq)]
#[expect(missing_docs, reason = "each variant is that noun")]
pub enum Held {
    Plan(Arc<Plan>),
    Commitment(Arc<Commitment>),
    Milestone(CommitmentId, Arc<Milestone>),
    Meeting(Arc<Meeting>),
    Action(Arc<Action>),
    Stakeholder(Arc<Stakeholder>),
    Contact(Arc<Contact>),
}

/// Whose doing it is that a file holds what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Hand {
    /// Saved here, by that user on that machine: `anna on desk-7`.
    Saved(String),
    /// Found so when the first version was kept.
    First,
    /// Found so: that somebody else changed the file, as far as it is known who.
    Outside(String),
    /// Found so: the version before this one never reached the file.
    Unsaved,
    /// Never in the file: it lay beside it, from there, until somebody decided about it.
    Beside(String),
}

/// One version of a record.
#[derive(Debug, Clone, PartialEq)]
pub struct Version {
    /// Names it among the versions of its file, for ever.
    pub number: u64,
    /// When it was saved, or found.
    pub time: DateTime,
    /// Whose doing it is.
    pub hand: Hand,
    /// The meeting in progress.
    pub meeting: Option<MeetingId>,
    /// What was done, in sentences, earliest first.
    pub said: Vec<String>,
    /// How many more sentences there were.
    pub more: usize,
    /// The record before; `None` where it was not there, or is no longer kept.
    pub before: Option<Held>,
    /// The record as this version has it; `None` where it was not there any more.
    pub after: Option<Held>,
    /// Whether versions between this and the one before it are no longer kept.
    pub thinned: bool,
}

/// The versions of one record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Past {
    /// The versions in which it changed, newest first.
    pub versions: Vec<Version>,
    /// Whether there are older ones than were asked for.
    pub older: bool,
    /// How many versions of its file cannot be read.
    pub unreadable: usize,
}

impl Versioned {
    /// Returns the record whose versions show how `record` changed: it, or what it is part of.
    pub fn of(record: &RecordRef) -> Self {
        match record {
            RecordRef::Commitment(id) | RecordRef::Pulse(id, _) => Self::Commitment(id.clone()),
            RecordRef::Milestone(id, milestone) => Self::Milestone(id.clone(), milestone.clone()),
            RecordRef::Update(subject, _) => match &subject.milestone {
                Some(milestone) => Self::Milestone(subject.commitment.clone(), milestone.clone()),
                None => Self::Commitment(subject.commitment.clone()),
            },
            RecordRef::Meeting(id)
            | RecordRef::Attendance(id, _)
            | RecordRef::AgendaItem(id, _)
            | RecordRef::Minute(id, _) => Self::Meeting(id.clone()),
            RecordRef::Action(id) => Self::Action(id.clone()),
            RecordRef::Stakeholder(id) => Self::Stakeholder(id.clone()),
            RecordRef::Contact(id) => Self::Contact(id.clone()),
            RecordRef::Plan(id) | RecordRef::Document(id, _) | RecordRef::Contribution(id, _) => {
                Self::Plan(id.clone())
            }
        }
    }

    /// Returns the name people know it by.
    pub fn name(&self, workspace: &Workspace) -> String {
        match self {
            Self::Plan(id) => format!("plan {id}"),
            Self::Commitment(id) => id.to_string(),
            Self::Milestone(id, milestone) => {
                workspace.subject_name(&Subject::milestone(id, milestone))
            }
            Self::Meeting(id) => format!("meeting {id}"),
            Self::Action(id) => {
                super::verbs::revise::name_of(workspace, &RecordRef::Action(id.clone()))
            }
            Self::Stakeholder(id) => {
                super::verbs::revise::name_of(workspace, &RecordRef::Stakeholder(id.clone()))
            }
            Self::Contact(id) => {
                super::verbs::revise::name_of(workspace, &RecordRef::Contact(id.clone()))
            }
        }
    }
}

impl Hand {
    /// Returns whose doing it is, in a few words.
    pub fn words(&self) -> &str {
        match self {
            Self::Saved(who) | Self::Outside(who) | Self::Beside(who) => who,
            Self::First => "found",
            Self::Unsaved => "not saved",
        }
    }
}

impl Version {
    /// Returns what was done, in one line.
    pub fn sentence(&self) -> String {
        match (&self.hand, self.said.as_slice()) {
            (Hand::First, _) => "as it was when the first version was kept".to_owned(),
            (Hand::Outside(_), _) => "the file was changed outside".to_owned(),
            (Hand::Beside(_), _) => "lay beside it until it was decided which one stays".to_owned(),
            (Hand::Unsaved, _) => "the version before this one did not reach the file".to_owned(),
            (Hand::Saved(_), []) => "saved".to_owned(),
            (Hand::Saved(_), [one]) if self.more == 0 => one.clone(),
            (Hand::Saved(_), [first, rest @ ..]) => {
                format!("{first}; {} more", rest.len() + self.more)
            }
        }
    }

    /// Returns all that was done, a sentence each.
    pub fn sentences(&self) -> Vec<String> {
        match (&self.hand, self.said.as_slice()) {
            (Hand::Saved(_), said @ [_, ..]) => {
                let more = (self.more > 0).then(|| format!("{} more", self.more));
                said.iter().cloned().chain(more).collect()
            }
            _ => vec![self.sentence()],
        }
    }

    /// Returns when it was, whose doing, in which meeting.
    pub fn heading(&self) -> String {
        let meeting = self.meeting.as_ref();
        let meeting = meeting.map(|id| format!(", in the meeting {id}"));
        let thinned = self
            .thinned
            .then_some("; some before it are no longer kept");
        format!(
            "{}, {}{}{}",
            self.when(),
            self.hand.words(),
            meeting.unwrap_or_default(),
            thinned.unwrap_or_default(),
        )
    }

    /// Returns the fields in which it differs from the version before.
    pub fn changes(&self) -> Vec<Difference> {
        differences(self.before.as_ref(), self.after.as_ref())
    }

    /// Returns the record, called `name`, as this version has it.
    ///
    /// # Errors
    /// When it was not there any more.
    pub fn held(&self, name: &str) -> Result<Held, Refusal> {
        self.after.clone().ok_or_else(|| {
            Refusal(format!(
                "{name} was not there any more then; the version before this one has it"
            ))
        })
    }

    /// Returns when that was, for people.
    pub fn when(&self) -> String {
        when(self.time)
    }
}

/// Writes a time for people: `9 Apr 2018 10:42`.
pub fn when(time: DateTime) -> String {
    time.strftime("%-d %b %Y %H:%M").to_string()
}
