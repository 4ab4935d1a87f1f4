//! The rules as they are written down in `assets/requirements.ron`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::base::date::day_or_none;
use crate::model::field::{Field, PlanField};
use crate::model::meeting::MeetingKind;
use crate::model::plan::{Plan, SelfAssessment};

/// The file that is built into the program.
const BUILT_IN: &str = include_str!("../../../assets/requirements.ron");

/// Something that a plan has to do.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Names it among the others: `1.1-meets`.
    pub id: String,
    /// Whose rule it is.
    pub body: Body,
    /// Its number in the source; empty where it has none.
    #[serde(default)]
    pub number: String,
    /// What is required, in a few words.
    pub title: String,
    /// What is required, in full.
    pub text: String,
    /// Where it is written.
    pub source: String,
    /// The page of the source; empty for what the plan itself promises.
    #[serde(default)]
    pub link: String,
    /// How near our words are to those of the source.
    pub wording: Wording,
    /// The first day it was in force; `None` for what always was.
    #[serde(default, deserialize_with = "day_or_none")]
    pub from: Option<Date>,
    /// The last day it was in force; `None` for what still is.
    #[serde(default, deserialize_with = "day_or_none")]
    pub until: Option<Date>,
    /// How it is checked.
    pub check: Check,
}

/// Whose rule a requirement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Body {
    /// What the plan itself promises.
    Plan,
    /// The Participation and Co-Creation Standards of the OGP, in force since 2022.
    Standards,
    /// The rules of the OGP before them.
    Older,
}

impl Body {
    /// Returns the body of rules in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Plan => "the plan's own promise",
            Self::Standards => "OGP Participation and Co-Creation Standards",
            Self::Older => "OGP rules before 2022",
        }
    }
}

/// How near our words are to those of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Wording {
    /// The source was read, and this is what it says in other words.
    Paraphrased,
    /// The source could not be read in full: compare it before relying on the words.
    Unverified,
}

impl Wording {
    /// Returns what to think of the words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Paraphrased => "in our words, from the source",
            Self::Unverified => "as far as we know: compare the source before relying on it",
        }
    }
}

/// How a requirement is checked.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Check {
    /// No two meetings are further apart than so many months.
    Apart {
        /// Which meetings count.
        kinds: Vec<MeetingKind>,
        /// How many months, fixed or by the cadence of the plan.
        months: Months,
    },
    /// At least so many meetings in each year of the plan.
    EachYear {
        /// Which meetings count.
        kinds: Vec<MeetingKind>,
        /// How many of them, fixed or as the plan promises.
        at_least: Times,
        /// Whether only those count in which results were presented and civil society commented.
        heard: bool,
    },
    /// Both sides took part in every meeting.
    BothSides {
        /// Which meetings count.
        kinds: Vec<MeetingKind>,
    },
    /// The rules of the forum are public.
    RulesPublic,
    /// The plan has a public page.
    Website,
    /// Something was published so many times in each year of the plan.
    Published {
        /// How many times.
        at_least: u8,
    },
    /// Every commitment has evidence that is not older than so many months.
    Evidence {
        /// How many months.
        months: u8,
    },
    /// Minutes are published within the days that the plan promises.
    MinutesInTime,
    /// Every commitment that is not settled was spoken of within the cadence of the plan.
    KeptUpToDate,
    /// New commitments were published at as many points as the plan promises.
    Additions,
    /// The timeline of co-creation was public so many days before it began.
    Announced {
        /// How many days.
        days: u8,
    },
    /// There was outreach.
    Outreach,
    /// Contributions could be made for a known time.
    Inputs,
    /// How contributions were considered is published.
    Response,
    /// A self-assessment was published in time.
    SelfAssessment {
        /// Which one.
        report: Report,
        /// How many months after the first year, or after the end, it was due.
        months: u8,
    },
    /// A draft of a self-assessment was open to comments for so many days.
    Comments {
        /// Which one.
        report: Report,
        /// How many days.
        days: u8,
    },
}

impl Check {
    /// Tells whether it is about how the plan was made, before it ran.
    pub(super) fn is_about_co_creation(&self) -> bool {
        matches!(
            self,
            Self::Announced { .. } | Self::Outreach | Self::Inputs | Self::Response
        )
    }

    /// Tells whether it is about reports, whose days are counted from the plan's own.
    pub(super) fn is_about_reports(&self) -> bool {
        matches!(self, Self::SelfAssessment { .. } | Self::Comments { .. })
    }
}

/// A number of months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Months {
    /// Always the same.
    Fixed(u8),
    /// As many as the plan's cadence.
    Cadence,
}

/// A number of meetings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub enum Times {
    /// Always the same.
    Fixed(u8),
    /// As many as the plan promises with the minister.
    WithTheMinister,
}

/// The fields of a plan that say when a self-assessment of it was open to comments and published.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportFields {
    /// The first day its draft was open to comments.
    pub from: Field,
    /// The last one.
    pub until: Field,
    /// When it was published.
    pub published: Field,
}

/// A self-assessment of government.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
pub enum Report {
    /// After the first year.
    MidTerm,
    /// After the end.
    EndOfTerm,
}

impl Report {
    /// Both of them, in the order of the calendar.
    pub const ALL: [Self; 2] = [Self::MidTerm, Self::EndOfTerm];

    /// Returns what it is called.
    pub fn words(self) -> &'static str {
        match self {
            Self::MidTerm => "the mid-term self-assessment",
            Self::EndOfTerm => "the end-of-term self-assessment",
        }
    }

    /// Returns its name in file names, and where it is typed.
    pub fn name(self) -> &'static str {
        match self {
            Self::MidTerm => "mid-term",
            Self::EndOfTerm => "end-of-term",
        }
    }

    /// Returns the fields of the plan that say when it was open to comments and published.
    pub fn fields(self) -> ReportFields {
        match self {
            Self::MidTerm => ReportFields {
                from: Field::Plan(PlanField::MidTermFrom),
                until: Field::Plan(PlanField::MidTermUntil),
                published: Field::Plan(PlanField::MidTermPublished),
            },
            Self::EndOfTerm => ReportFields {
                from: Field::Plan(PlanField::EndOfTermFrom),
                until: Field::Plan(PlanField::EndOfTermUntil),
                published: Field::Plan(PlanField::EndOfTermPublished),
            },
        }
    }

    /// Returns what that field of a plan says.
    pub fn recorded(self, plan: &Plan) -> &SelfAssessment {
        match self {
            Self::MidTerm => &plan.mid_term_report,
            Self::EndOfTerm => &plan.end_of_term_report,
        }
    }

    /// Returns the other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::MidTerm => Self::EndOfTerm,
            Self::EndOfTerm => Self::MidTerm,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    requirements: Vec<Requirement>,
}

impl Requirement {
    /// Reads the requirements that are built in, in the order they are shown.
    ///
    /// # Errors
    /// What is wrong with the file, and where; a test holds it free of errors.
    pub fn built_in() -> Result<Vec<Self>, String> {
        let file: File = ron::from_str(BUILT_IN).map_err(|error| error.to_string())?;
        Ok(file.requirements)
    }

    /// Returns what is required, behind its number where it has one.
    pub fn numbered_title(&self) -> String {
        if self.number.is_empty() {
            self.title.clone()
        } else {
            format!("{} {}", self.number, self.title)
        }
    }
}
