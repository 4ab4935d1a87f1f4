//! The fields that only a plan has: what it promises, how it was made, its forum, its reports.

use serde::{Deserialize, Serialize};

use super::super::forum::Forum;
use super::super::ids::PlanId;
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
    /// What a plan promises, and its page.
    const PROMISED: [Self; 5] = [
        Self::Website,
        Self::Cadence,
        Self::MinisterMeetings,
        Self::AdditionPoints,
        Self::MinutesDays,
    ];

    /// What is known of its making, its forum and its reports.
    pub const RECORDED: [Self; 21] = [
        Self::Announced,
        Self::Began,
        Self::InputsFrom,
        Self::InputsUntil,
        Self::Outreach,
        Self::Considered,
        Self::ForumName,
        Self::ForumRules,
        Self::ForumRulesDated,
        Self::QuorumPeople,
        Self::QuorumGovernment,
        Self::QuorumCivilSociety,
        Self::QuorumShare,
        Self::MidTermFrom,
        Self::MidTermUntil,
        Self::MidTermPublished,
        Self::MidTermLink,
        Self::EndOfTermFrom,
        Self::EndOfTermUntil,
        Self::EndOfTermPublished,
        Self::EndOfTermLink,
    ];

    /// Returns the field whose value stands there in a plan's file: `co_creation/began`.
    pub fn at(place: &str) -> Option<Self> {
        let mut all = Self::PROMISED.into_iter().chain(Self::RECORDED);
        all.find(|field| field.place() == place)
    }

    /// Returns what the field is called on screen, lower case.
    pub fn label(self) -> &'static str {
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

    /// Returns where its value stands in a plan's file.
    fn place(self) -> &'static str {
        match self {
            Self::Website => "website",
            Self::Cadence => "cadence_months",
            Self::MinisterMeetings => "minister_meetings",
            Self::AdditionPoints => "addition_points",
            Self::MinutesDays => "minutes_days",
            Self::Announced => "co_creation/announced",
            Self::Began => "co_creation/began",
            Self::InputsFrom => "co_creation/inputs_from",
            Self::InputsUntil => "co_creation/inputs_until",
            Self::Outreach => "co_creation/outreach",
            Self::Considered => "co_creation/response",
            Self::ForumName => "forum/name",
            Self::ForumRules => "forum/rules",
            Self::ForumRulesDated => "forum/rules_dated",
            Self::QuorumPeople => "forum/quorum/people",
            Self::QuorumGovernment => "forum/quorum/government",
            Self::QuorumCivilSociety => "forum/quorum/civil_society",
            Self::QuorumShare => "forum/quorum/balance",
            Self::MidTermFrom => "mid_term_report/comments_from",
            Self::MidTermUntil => "mid_term_report/comments_until",
            Self::MidTermPublished => "mid_term_report/published",
            Self::MidTermLink => "mid_term_report/link",
            Self::EndOfTermFrom => "end_of_term_report/comments_from",
            Self::EndOfTermUntil => "end_of_term_report/comments_until",
            Self::EndOfTermPublished => "end_of_term_report/published",
            Self::EndOfTermLink => "end_of_term_report/link",
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

/// Returns how fields of a plan are set that hold nothing, for what is missing there.
pub fn where_to_set(plan: &PlanId, fields: &[Field]) -> String {
    let labels: Vec<String> = fields.iter().map(|f| format!("“{}”", f.label())).collect();
    let labels = match labels.as_slice() {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        labels => labels.concat(),
    };
    format!("set {labels} of {plan} by `edit plan` in :")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::super::{fields_of, write};
    use super::*;
    use crate::base::id::Id as _;
    use crate::model::differences::differences;
    use crate::model::ids::RecordRef;
    use crate::model::verbs::revise::Draft;
    use crate::model::version::Held;

    #[test]
    fn versions_of_a_plan_call_each_field_as_it_is_set() {
        let id = PlanId::parse("p").expect("an id");
        let before = Plan::new(id.clone(), "A plan");
        let fields = fields_of(&RecordRef::Plan(id)).iter();
        let fields = fields.filter_map(|field| match field {
            Field::Plan(field) => Some(*field),
            _ => None,
        });
        let fields: Vec<PlanField> = fields.collect();
        assert_eq!(
            fields.len(),
            PlanField::PROMISED.len() + PlanField::RECORDED.len()
        );
        for field in fields {
            let typed = match field.typed() {
                Typed::Date => "2018-04-09",
                _ => "9",
            };
            let mut after = before.clone();
            let mut draft = Draft::Plan(&mut after);
            write(&mut draft, Field::Plan(field), typed, date(2018, 4, 9)).expect("written");
            let [before, after] = [&before, &after].map(|plan| Held::Plan(Arc::new(plan.clone())));
            let found = differences(Some(&before), Some(&after));
            let found: Vec<&str> = found.iter().map(|found| &*found.field).collect();
            assert_eq!(found, [field.label()]);
        }
    }
}
