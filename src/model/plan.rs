//! An action plan and the workspace's own settings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::PlanId;
use super::meeting::roll::Quorum;
use super::paragraphs::Paragraphs;
use crate::base::date::{FuzzyDate, day_or_none};
use crate::base::is_default;

/// The number of the file format this program writes.
pub const FORMAT: u32 = 1;

/// What `workspace.ron` says: whose plans these are and which one is current.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The number of the file format, [`FORMAT`] at most.
    pub format: u32,
    /// The member of the Open Government Partnership: a country or locality.
    pub member: String,
    /// The plan that is under review.
    pub current: PlanId,
}

impl Settings {
    /// Makes the settings of a new workspace of `member`.
    pub fn new(member: impl Into<String>, current: PlanId) -> Self {
        Self {
            format: FORMAT,
            member: member.into(),
            current,
        }
    }
}

/// An open government action plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Names the plan and its file.
    pub id: PlanId,
    /// The title it was published under.
    pub title: String,
    /// The nations or regions with a part of their own; numbers restart in each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nations: Vec<String>,
    /// When the plan's cycle begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<FuzzyDate>,
    /// When the plan's cycle ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<FuzzyDate>,
    /// The day it was published.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub published: Option<Date>,
    /// How many months may pass between two review meetings; 0 where none are promised.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cadence_months: u8,
    /// The space for dialogue between government and civil society, and its rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forum: Option<Forum>,
    /// The public page of the plan.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
    /// Which scales the reviewers used for it.
    pub era: AssessmentEra,
    /// What else is worth knowing.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub notes: Paragraphs,
    /// Where these facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

impl Plan {
    /// Makes a plan of which nothing else is known yet, with the rules of the OGP for plans of
    /// today: a review every four months, results assessed.
    pub fn new(id: PlanId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            nations: Vec::new(),
            start: None,
            end: None,
            published: None,
            cadence_months: 4,
            forum: None,
            website: String::new(),
            era: AssessmentEra::Results,
            notes: Paragraphs::default(),
            sources: Vec::new(),
        }
    }
}

/// The forum in which both sides meet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forum {
    /// What it is called.
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

/// Which indicators the independent reviewer used, by when the plan was
/// submitted (OGP Explorer data, editions of 2016 and 2024).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum AssessmentEra {
    /// Plans submitted to 2012: specificity, relevance, impact, one reading of completion.
    First,
    /// Plans of 2013 to 2016: two readings of completion, did it open government.
    MidAndEndOfTerm,
    /// Plans of 2017 to 2019: verifiable instead of specific, one reading of completion.
    EndOfTerm,
    /// Plans from 2020: potential for results, early results.
    Results,
}
