//! One id type for each kind of record, and the ways to name a record
//! anywhere in the workspace.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use crate::base::id::{Id, IdError};
use crate::id_type;

id_type!(
    /// Names a plan: `uk-2016-18`.
    PlanId,
    to_ascii_lowercase
);
id_type!(
    /// Names a commitment by its OGP id, which runs over all plans of a member: `UK0063`.
    CommitmentId,
    to_ascii_uppercase
);
id_type!(
    /// Names a milestone within its commitment: `2`, or `6-k3f9qa` for one added later.
    MilestoneId,
    to_ascii_lowercase
);
id_type!(
    /// Names a meeting by its date, with a suffix for a second one that day: `2017-11-30`.
    MeetingId,
    to_ascii_lowercase
);
id_type!(
    /// Names an action.
    ActionId,
    to_ascii_lowercase
);
id_type!(
    /// Names an organisation or person: `cabinet-office`.
    StakeholderId,
    to_ascii_lowercase
);
id_type!(
    /// Names an informal contact.
    ContactId,
    to_ascii_lowercase
);
id_type!(
    /// Names one entry of a list inside a record: an update, a minute, a line of a roll, a step.
    EntryId,
    to_ascii_lowercase
);

/// What a minute, an action or a contact is about: a commitment (`UK0063`)
/// or one of its milestones (`UK0063.2`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The commitment.
    pub commitment: CommitmentId,
    /// The milestone, when it is about just that one.
    pub milestone: Option<MilestoneId>,
}

impl Subject {
    /// Makes the subject that is a whole commitment.
    pub fn commitment(id: &CommitmentId) -> Self {
        Self {
            commitment: id.clone(),
            milestone: None,
        }
    }

    /// Makes the subject that is one milestone.
    pub fn milestone(id: &CommitmentId, milestone: &MilestoneId) -> Self {
        Self {
            commitment: id.clone(),
            milestone: Some(milestone.clone()),
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.milestone {
            None => write!(f, "{}", self.commitment),
            Some(milestone) => write!(f, "{}.{milestone}", self.commitment),
        }
    }
}

impl FromStr for Subject {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, IdError> {
        let (commitment, milestone) = match text.split_once('.') {
            None => (text, None),
            Some((commitment, milestone)) => (commitment, Some(milestone)),
        };
        Ok(Self {
            commitment: Id::parse(commitment)?,
            milestone: milestone.map(Id::parse).transpose()?,
        })
    }
}

impl Serialize for Subject {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Subject {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

/// Names a decision over all meetings: `2017-11-30/D3`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DecisionId {
    /// The meeting that decided.
    pub meeting: MeetingId,
    /// Its number within the meeting.
    pub number: u16,
}

impl fmt::Display for DecisionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/D{}", self.meeting, self.number)
    }
}

impl FromStr for DecisionId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.trim().rsplit_once('/');
        let parts = parts.and_then(|(meeting, number)| {
            let number = number.strip_prefix(['D', 'd'])?.parse().ok()?;
            Some((MeetingId::parse(meeting).ok()?, number))
        });
        let (meeting, number) = parts.ok_or_else(|| {
            format!(
                "`{}` is not a decision like 2017-11-30/D3",
                text.escape_debug()
            )
        })?;
        Ok(Self { meeting, number })
    }
}

impl Serialize for DecisionId {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DecisionId {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

/// Names any record a verb can work on: what the cursor stands on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum RecordRef {
    /// A commitment.
    Commitment(CommitmentId),
    /// A milestone of a commitment.
    Milestone(CommitmentId, MilestoneId),
    /// A dated update of a commitment or milestone.
    Update(Subject, EntryId),
    /// A meeting.
    Meeting(MeetingId),
    /// A line of a meeting's roll.
    Attendance(MeetingId, EntryId),
    /// An item of a meeting's agenda.
    AgendaItem(MeetingId, EntryId),
    /// A minute of a meeting.
    Minute(MeetingId, EntryId),
    /// An action.
    Action(ActionId),
    /// An organisation or person.
    Stakeholder(StakeholderId),
    /// An informal exchange.
    Contact(ContactId),
    /// What civil society answered on a commitment.
    Pulse(CommitmentId, EntryId),
    /// A plan.
    Plan(PlanId),
    /// A paper the forum of a plan works by.
    Document(PlanId, EntryId),
    /// What somebody contributed to a plan.
    Contribution(PlanId, EntryId),
}

impl RecordRef {
    /// Returns the commitment or milestone this record is, or belongs to.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::Commitment(id) | Self::Pulse(id, _) => Some(Subject::commitment(id)),
            Self::Milestone(id, milestone) => Some(Subject::milestone(id, milestone)),
            Self::Update(subject, _) => Some(subject.clone()),
            Self::Meeting(_)
            | Self::Attendance(..)
            | Self::AgendaItem(..)
            | Self::Minute(..)
            | Self::Action(_)
            | Self::Stakeholder(_)
            | Self::Contact(_)
            | Self::Plan(_)
            | Self::Document(..)
            | Self::Contribution(..) => None,
        }
    }

    /// Returns the meeting this record is, or belongs to.
    pub fn meeting(&self) -> Option<&MeetingId> {
        match self {
            Self::Meeting(id)
            | Self::Attendance(id, _)
            | Self::AgendaItem(id, _)
            | Self::Minute(id, _) => Some(id),
            Self::Commitment(_)
            | Self::Milestone(..)
            | Self::Update(..)
            | Self::Action(_)
            | Self::Stakeholder(_)
            | Self::Contact(_)
            | Self::Pulse(..)
            | Self::Plan(_)
            | Self::Document(..)
            | Self::Contribution(..) => None,
        }
    }

    /// Returns the plan this record is, or belongs to, where it is kept with the plan.
    pub fn plan(&self) -> Option<&PlanId> {
        match self {
            Self::Plan(id) | Self::Document(id, _) | Self::Contribution(id, _) => Some(id),
            _ => None,
        }
    }
}

impl From<Subject> for RecordRef {
    fn from(subject: Subject) -> Self {
        match subject.milestone {
            None => Self::Commitment(subject.commitment),
            Some(milestone) => Self::Milestone(subject.commitment, milestone),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_reads_as_it_is_written() {
        for text in ["UK0063", "UK0063.2", "UK0078.6-k3f9qa"] {
            let subject: Subject = text.parse().expect("a subject");
            assert_eq!(subject.to_string(), text);
        }
        let typed: Subject = "uk0063.2".parse().expect("a subject");
        assert_eq!(typed.to_string(), "UK0063.2");
        assert!("UK0063.".parse::<Subject>().is_err());
    }
}
