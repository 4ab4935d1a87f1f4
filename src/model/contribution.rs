//! What somebody contributed to a plan, and what they were answered: the record that shows whether
//! contributions were considered (OGP Participation and Co-Creation Standards, 4.1).

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{CommitmentId, EntryId};
use super::paragraphs::Paragraphs;
use crate::base::date::{day, day_or_none};

/// A comment or proposal somebody made on a plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contribution {
    /// Names it within its plan.
    pub id: EntryId,
    /// The day it was made.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// Who made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// The way it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub way: Option<Origin>,
    /// What it says.
    pub text: Paragraphs,
    /// The commitment it is about, or that was made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commitment: Option<CommitmentId>,
    /// What was answered, in writing.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub response: Paragraphs,
    /// The day it was answered.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub responded: Option<Date>,
    /// Where it and the answer are published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

impl Contribution {
    /// Returns true when a written answer is recorded.
    pub fn is_answered(&self) -> bool {
        !self.response.is_empty()
    }
}

/// The way a commitment or a contribution came into a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Origin {
    /// A public consultation.
    Consultation,
    /// A meeting of both sides.
    Meeting,
    /// A proposal that somebody sent.
    Proposal,
}

impl Origin {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Consultation, Self::Meeting, Self::Proposal];

    /// Returns the way in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Consultation => "consultation",
            Self::Meeting => "meeting",
            Self::Proposal => "proposal",
        }
    }
}
