//! The fields that only a plan has: what it promises, how it was made, its forum, its reports.

use serde::{Deserialize, Serialize};

use super::super::forum::Forum;
use super::super::meeting::roll::Quorum;
use super::super::plan::Plan;
use super::slot::Slot;
use super::{Field, Typed};

/// A field that only a plan has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the label says what each is")]
pub enum PlanField {
    Website,
    Cadence,
    MinisterMeetings,
    AdditionPoints,
    MinutesDays,
    Announced,
    Began,
    InputsFrom,
    InputsUntil,
    Outreach,
    Considered,
    ForumName,
    ForumRules,
    ForumRulesDated,
    QuorumPeople,
    QuorumGovernment,
    QuorumCivilSociety,
    QuorumShare,
    MidTermFrom,
    MidTermUntil,
    MidTermPublished,
    MidTermLink,
    EndOfTermFrom,
    EndOfTermUntil,
    EndOfTermPublished,
    EndOfTermLink,
}

impl PlanField {
    /// Returns what the field is called on screen, lower case.
    pub(super) fn label(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Cadence => "months between reviews",
            Self::MinisterMeetings => "meetings with the minister a year",
            Self::AdditionPoints => "points for new commitments",
            Self::MinutesDays => "days until minutes are out",
            Self::Announced => "taking part announced",
            Self::Began => "co-creation began",
            Self::InputsFrom => "contributions from",
            Self::InputsUntil => "contributions until",
            Self::Outreach => "outreach",
            Self::Considered => "where contributions are answered",
            Self::ForumName => "forum",
            Self::ForumRules => "where its rules are",
            Self::ForumRulesDated => "day of its rules",
            Self::QuorumPeople => "quorum of people",
            Self::QuorumGovernment => "quorum of government",
            Self::QuorumCivilSociety => "quorum of civil society",
            Self::QuorumShare => "least share of a side",
            Self::MidTermFrom => "mid-term comments from",
            Self::MidTermUntil => "mid-term comments until",
            Self::MidTermPublished => "mid-term report published",
            Self::MidTermLink => "mid-term report link",
            Self::EndOfTermFrom => "end-of-term comments from",
            Self::EndOfTermUntil => "end-of-term comments until",
            Self::EndOfTermPublished => "end-of-term report published",
            Self::EndOfTermLink => "end-of-term report link",
        }
    }

    /// Returns how the field is typed.
    pub(super) fn typed(self) -> Typed {
        match self {
            Self::Outreach => Typed::Lines,
            Self::Announced
            | Self::Began
            | Self::InputsFrom
            | Self::InputsUntil
            | Self::ForumRulesDated
            | Self::MidTermFrom
            | Self::MidTermUntil
            | Self::MidTermPublished
            | Self::EndOfTermFrom
            | Self::EndOfTermUntil
            | Self::EndOfTermPublished => Typed::Date,
            _ => Typed::Line,
        }
    }
}

/// Returns where the field is in a plan.
pub(super) fn slot(p: &mut Plan, field: PlanField) -> Slot<'_> {
    use PlanField as F;
    match field {
        F::Website => Slot::Line(&mut p.website),
        F::Cadence => Slot::Months(&mut p.cadence_months),
        F::MinisterMeetings => Slot::Months(&mut p.minister_meetings),
        F::AdditionPoints => Slot::Months(&mut p.addition_points),
        F::MinutesDays => Slot::Count(&mut p.minutes_days),
        F::Announced => Slot::Day(&mut p.co_creation.announced),
        F::Began => Slot::Day(&mut p.co_creation.began),
        F::InputsFrom => Slot::Day(&mut p.co_creation.inputs_from),
        F::InputsUntil => Slot::Day(&mut p.co_creation.inputs_until),
        F::Outreach => Slot::Lines(&mut p.co_creation.outreach),
        F::Considered => Slot::Line(&mut p.co_creation.response),
        F::ForumName => Slot::Line(&mut forum(p).name),
        F::ForumRules => Slot::Line(&mut forum(p).rules),
        F::ForumRulesDated => Slot::Day(&mut forum(p).rules_dated),
        F::QuorumPeople => Slot::Count(&mut quorum(p).people),
        F::QuorumGovernment => Slot::Count(&mut quorum(p).government),
        F::QuorumCivilSociety => Slot::Count(&mut quorum(p).civil_society),
        F::QuorumShare => Slot::Share(&mut quorum(p).balance),
        F::MidTermFrom => Slot::Day(&mut p.mid_term_report.comments_from),
        F::MidTermUntil => Slot::Day(&mut p.mid_term_report.comments_until),
        F::MidTermPublished => Slot::Date(&mut p.mid_term_report.published),
        F::MidTermLink => Slot::Line(&mut p.mid_term_report.link),
        F::EndOfTermFrom => Slot::Day(&mut p.end_of_term_report.comments_from),
        F::EndOfTermUntil => Slot::Day(&mut p.end_of_term_report.comments_until),
        F::EndOfTermPublished => Slot::Date(&mut p.end_of_term_report.published),
        F::EndOfTermLink => Slot::Line(&mut p.end_of_term_report.link),
    }
}

/// Returns the forum of a plan; one of which nothing is known yet where there is none.
fn forum(plan: &mut Plan) -> &mut Forum {
    plan.forum.get_or_insert_default()
}

/// Returns the quorum of the forum of a plan; one that asks for nobody where there is none.
fn quorum(plan: &mut Plan) -> &mut Quorum {
    forum(plan).quorum.get_or_insert_default()
}

/// Takes away a forum of which nothing is known, and a quorum that asks for nobody: they are none.
pub(super) fn without_empty_forum(plan: &mut Plan) {
    if let Some(forum) = &mut plan.forum {
        forum.quorum.take_if(|quorum| *quorum == Quorum::default());
    }
    plan.forum.take_if(|forum| *forum == Forum::default());
}

/// Returns the labels of fields of a plan and where they are set, for what is missing there.
pub fn where_to_set(fields: &[Field]) -> String {
    let labels: Vec<String> = fields.iter().map(|f| format!("“{}”", f.label())).collect();
    let labels = match labels.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        labels => labels.concat(),
    };
    format!("`edit plan` in : sets {labels}")
}
