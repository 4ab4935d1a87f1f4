//! What a published file holds: a view of a meeting, or a self-assessment of a plan.

use super::reading::stem;
use super::{Format, View};
use crate::model::requirements::Report;
use crate::model::{Meeting, MeetingId, PlanId};

/// What a published file holds.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Paper {
    /// A view of a meeting.
    Meeting(MeetingId, View),
    /// The draft of a self-assessment of a plan.
    SelfAssessment(PlanId, Report),
}

impl Paper {
    /// Returns what it is called, without an article: `minutes of 2017-11-30`.
    pub fn name(&self) -> String {
        match self {
            Self::Meeting(meeting, view) => format!("{} of {meeting}", view.name()),
            Self::SelfAssessment(plan, report) => {
                format!("{} self-assessment of {plan}", report.name())
            }
        }
    }

    /// Returns what it is called in a sentence: `the minutes of 2017-11-30`.
    pub fn words(&self) -> String {
        match self {
            Self::Meeting(meeting, view) => view.of(meeting),
            Self::SelfAssessment(plan, report) => format!("{} of {plan}", report.words()),
        }
    }

    /// Returns the other view of the same meeting, or the other report on the same plan.
    #[must_use]
    pub fn other(&self) -> Self {
        match self {
            Self::Meeting(meeting, view) => Self::Meeting(meeting.clone(), view.other()),
            Self::SelfAssessment(plan, report) => {
                Self::SelfAssessment(plan.clone(), report.other())
            }
        }
    }
}

/// Returns the name of the file for a view of a meeting: `2017-11-30-minutes.md`.
pub fn file_name(meeting: &Meeting, view: View, format: Format) -> String {
    format!("{}.{}", stem(meeting, view), format.ending())
}

/// Returns the name of the file for a self-assessment: `uk-2016-18-mid-term-self-assessment.md`.
pub fn report_file_name(plan: &PlanId, report: Report, format: Format) -> String {
    let report = report.name();
    format!("{plan}-{report}-self-assessment.{}", format.ending())
}
