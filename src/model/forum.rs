//! The forum in which both sides meet, and the papers it works by.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::EntryId;
use super::meeting::roll::Quorum;
use crate::base::date::{FuzzyDate, day_or_none};

/// The forum in which both sides meet.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forum {
    /// What it is called; empty where that is not known.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Where its rules are published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rules: String,
    /// The day of those rules.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub rules_dated: Option<Date>,
    /// Who must be at the table for the forum to decide.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quorum: Option<Quorum>,
}

impl Forum {
    /// Returns what it is called, in a sentence.
    pub fn called(&self) -> &str {
        match self.name.as_str() {
            "" => "the forum",
            name => name,
        }
    }
}

/// A paper the forum works by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ForumDocument {
    /// Names it within its plan.
    pub id: EntryId,
    /// What it is.
    pub kind: DocumentKind,
    /// What it is called.
    pub title: String,
    /// When it was agreed, as exactly as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<FuzzyDate>,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
    /// When the forum is to look at it again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_review: Option<FuzzyDate>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

impl ForumDocument {
    /// Returns true when the day on which it is to be looked at again has passed.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.next_review.is_some_and(|review| review.is_past(today))
    }
}

/// What a paper of the forum is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// What the forum is for and how it decides.
    TermsOfReference,
    /// Who belongs to it.
    Membership,
    /// A review of how it works.
    GovernanceReview,
    /// Another paper.
    Other,
}

impl DocumentKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [
        Self::TermsOfReference,
        Self::Membership,
        Self::GovernanceReview,
        Self::Other,
    ];

    /// Returns the kind in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::TermsOfReference => "terms of reference",
            Self::Membership => "membership",
            Self::GovernanceReview => "governance review",
            Self::Other => "other",
        }
    }
}
