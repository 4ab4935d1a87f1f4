//! An action plan and the workspace's own settings.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::contribution::Contribution;
use super::forum::{Forum, ForumDocument};
use super::ids::PlanId;
use super::paragraphs::Paragraphs;
use crate::base::date::{FuzzyDate, day_or_none, days_between};
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
    /// People who are on no other record and are kept back in all that was said or written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept_back: Vec<String>,
    /// Words that look like somebody's name and may stand in all that leaves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub may_stand: Vec<String>,
}

impl Settings {
    /// Makes the settings of a new workspace of `member`.
    pub fn new(member: impl Into<String>, current: PlanId) -> Self {
        Self {
            format: FORMAT,
            member: member.into(),
            current,
            kept_back: Vec::new(),
            may_stand: Vec::new(),
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
    /// How many times a year civil society is to meet the minister; 0 where that is not promised.
    #[serde(default, skip_serializing_if = "is_default")]
    pub minister_meetings: u8,
    /// At how many points new commitments are to be published while it runs; 0 where none are promised.
    #[serde(default, skip_serializing_if = "is_default")]
    pub addition_points: u8,
    /// Within how many days the note of a meeting is to be published; 0 where no time is named.
    #[serde(default, skip_serializing_if = "is_default")]
    pub minutes_days: u16,
    /// The space for dialogue between government and civil society, and its rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub forum: Option<Forum>,
    /// The papers the forum works by: its terms of reference, who is a member, reviews of itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<ForumDocument>,
    /// The public page of the plan.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub website: String,
    /// How it was made together with civil society.
    #[serde(default, skip_serializing_if = "is_default")]
    pub co_creation: CoCreation,
    /// The government's own assessment after the first year.
    #[serde(default, skip_serializing_if = "is_default")]
    pub mid_term_report: SelfAssessment,
    /// The government's own assessment after the end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub end_of_term_report: SelfAssessment,
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
    /// Makes a plan of which nothing else is known yet: it promises nothing until somebody says so. The
    /// scales are those the OGP assesses plans of today by.
    pub fn new(id: PlanId, title: impl Into<String>) -> Self {
        Self {
            id,
            title: title.into(),
            nations: Vec::new(),
            start: None,
            end: None,
            published: None,
            cadence_months: 0,
            minister_meetings: 0,
            addition_points: 0,
            minutes_days: 0,
            forum: None,
            documents: Vec::new(),
            website: String::new(),
            co_creation: CoCreation::default(),
            mid_term_report: SelfAssessment::default(),
            end_of_term_report: SelfAssessment::default(),
            era: AssessmentEra::Results,
            notes: Paragraphs::default(),
            sources: Vec::new(),
        }
    }

    /// Returns the day from which on it is judged: that of its publication, else its first.
    pub fn begins(&self) -> Option<Date> {
        self.published.or(self.start.and_then(FuzzyDate::first_day))
    }

    /// Returns its last day.
    pub fn ends(&self) -> Option<Date> {
        self.end.and_then(FuzzyDate::last_day)
    }
}

impl Plan {
    /// Returns the papers of the forum that are not in the bin.
    pub fn live_documents(&self) -> impl Iterator<Item = &ForumDocument> {
        let documents = self.documents.iter();
        documents.filter(|document| document.binned.is_none())
    }

    /// Returns what was contributed and is not in the bin.
    pub fn live_contributions(&self) -> impl Iterator<Item = &Contribution> {
        let contributions = self.co_creation.contributions.iter();
        contributions.filter(|contribution| contribution.binned.is_none())
    }
}

/// How a plan was made together with civil society.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CoCreation {
    /// The day its timeline, with the ways to take part, was published.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub announced: Option<Date>,
    /// The day it began.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub began: Option<Date>,
    /// What was done to reach others, each with its day and place, or a link.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub outreach: Vec<String>,
    /// The first day on which contributions could be made.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub inputs_from: Option<Date>,
    /// The last day on which contributions could be made.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub inputs_until: Option<Date>,
    /// Where it is published how contributions were considered.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub response: String,
    /// What was contributed, while it was made and since, and what was answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contributions: Vec<Contribution>,
}

/// The government's own assessment of a plan.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelfAssessment {
    /// The first day its draft was open to comments.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub comments_from: Option<Date>,
    /// The last day its draft was open to comments.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub comments_until: Option<Date>,
    /// When it was published, as exactly as is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<FuzzyDate>,
    /// Where it is published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub link: String,
}

impl SelfAssessment {
    /// Returns on how many days its draft was open to comments, both counted.
    pub fn days_open(&self) -> Option<i64> {
        Some(days_between(self.comments_from?, self.comments_until?) + 1)
    }
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

impl AssessmentEra {
    /// Every era, the latest first.
    pub const ALL: [Self; 4] = [
        Self::Results,
        Self::EndOfTerm,
        Self::MidAndEndOfTerm,
        Self::First,
    ];

    /// Returns which plans it is of, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::First => "plans to 2012",
            Self::MidAndEndOfTerm => "plans of 2013 to 2016",
            Self::EndOfTerm => "plans of 2017 to 2019",
            Self::Results => "plans from 2020",
        }
    }
}
