//! Records that are there and could not be read.

use super::edit::Edit;
use super::ids::{CommitmentId, MeetingId, PlanId};
use super::version::Versioned;

/// What could not be read of a workspace: a record with a file of its own, or a whole list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each variant is that noun")]
pub enum Unread {
    Plan(PlanId),
    Commitment(CommitmentId),
    Meeting(MeetingId),
    Actions,
    Stakeholders,
    Contacts,
}

/// What is put in the place of a file that cannot be read.
///
/// It is no transaction: to undo it would be to take the record away, as what cannot be read is in no
/// table. What the file held is kept among its versions.
#[derive(Debug, Clone, PartialEq)]
pub struct PutBack {
    /// The file.
    pub file: Unread,
    /// What makes the record, where it is not held already.
    pub record: Option<Edit>,
    /// What was done, for its versions.
    pub sentence: String,
}

impl Unread {
    /// Returns the record, where it is one whose versions are kept.
    pub fn record(&self) -> Option<Versioned> {
        match self {
            Self::Plan(id) => Some(Versioned::Plan(id.clone())),
            Self::Commitment(id) => Some(Versioned::Commitment(id.clone())),
            Self::Meeting(id) => Some(Versioned::Meeting(id.clone())),
            Self::Actions | Self::Stakeholders | Self::Contacts => None,
        }
    }

    /// Returns what a record is missing in, if its file cannot be read.
    pub fn of(record: &Versioned) -> Self {
        match record {
            Versioned::Plan(id) => Self::Plan(id.clone()),
            Versioned::Commitment(id) | Versioned::Milestone(id, _) => Self::Commitment(id.clone()),
            Versioned::Meeting(id) => Self::Meeting(id.clone()),
            Versioned::Action(_) => Self::Actions,
            Versioned::Stakeholder(_) => Self::Stakeholders,
            Versioned::Contact(_) => Self::Contacts,
        }
    }
}
