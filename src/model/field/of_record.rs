//! The fields that can be edited in each kind of record, in the order they are shown.

use super::{Field as F, PlanField as P};
use crate::model::RecordRef;

const COMMITMENT: &[F] = &[
    F::Title,
    F::Lead,
    F::Support,
    F::Start,
    F::End,
    F::PolicyAreas,
    F::Text,
    F::Objective,
    F::StatusQuo,
    F::Ambition,
    F::Problem,
    F::Solution,
    F::Relevance,
    F::Values,
    F::Nation,
    F::CameFrom,
    F::Published,
];

const MILESTONE: &[F] = &[
    F::Title,
    F::Start,
    F::Due,
    F::Responsible,
    F::Notes,
    F::ShownBy,
];

const UPDATE: &[F] = &[F::Note, F::Evidence, F::Obstacle, F::Delay];

const MEETING: &[F] = &[
    F::Title,
    F::Kind,
    F::Place,
    F::NoteBy,
    F::Attribution,
    F::Published,
    F::Began,
    F::Closed,
    F::Zone,
];

const ATTENDANCE: &[F] = &[
    F::Name,
    F::Sector,
    F::People,
    F::Role,
    F::SubstituteFor,
    F::Arrived,
    F::Left,
];

const AGENDA_ITEM: &[F] = &[F::Title, F::Planned, F::Because];

const MINUTE: &[F] = &[
    F::Text,
    F::By,
    F::Side,
    F::Answer,
    F::Supersedes,
    F::Internal,
];

const ACTION: &[F] = &[F::Text, F::Owner, F::Due];

const STAKEHOLDER: &[F] = &[
    F::Name,
    F::Sector,
    F::Person,
    F::Nation,
    F::Priority,
    F::PolicyAreas,
    F::ContactRole,
    F::Notes,
];

const CONTACT: &[F] = &[F::Text, F::Day];

const PULSE: &[F] = &[F::KnowsWho, F::Met, F::SeesProgress, F::By, F::Note];

const PLAN: &[F] = &[
    F::Title,
    F::Start,
    F::End,
    F::Published,
    F::Plan(P::Website),
    F::Plan(P::Cadence),
    F::Plan(P::MinisterMeetings),
    F::Plan(P::AdditionPoints),
    F::Plan(P::MinutesDays),
    F::Plan(P::Announced),
    F::Plan(P::Began),
    F::Plan(P::InputsFrom),
    F::Plan(P::InputsUntil),
    F::Plan(P::Outreach),
    F::Plan(P::Considered),
    F::Plan(P::ForumName),
    F::Plan(P::ForumRules),
    F::Plan(P::ForumRulesDated),
    F::Plan(P::QuorumPeople),
    F::Plan(P::QuorumGovernment),
    F::Plan(P::QuorumCivilSociety),
    F::Plan(P::QuorumShare),
    F::Plan(P::MidTermFrom),
    F::Plan(P::MidTermUntil),
    F::Plan(P::MidTermPublished),
    F::Plan(P::MidTermLink),
    F::Plan(P::EndOfTermFrom),
    F::Plan(P::EndOfTermUntil),
    F::Plan(P::EndOfTermPublished),
    F::Plan(P::EndOfTermLink),
    F::Notes,
];

const DOCUMENT: &[F] = &[F::Title, F::Kind, F::Dated, F::NextReview, F::Link];

const CONTRIBUTION: &[F] = &[
    F::Text,
    F::Response,
    F::Responded,
    F::By,
    F::Way,
    F::Commitment,
    F::Link,
    F::Day,
];

/// Returns the fields of that kind of record, in the order they are shown.
/// The first is the one `e` edits when the cursor is on the record itself.
pub fn fields_of(record: &RecordRef) -> &'static [F] {
    match record {
        RecordRef::Commitment(_) => COMMITMENT,
        RecordRef::Milestone(..) => MILESTONE,
        RecordRef::Update(..) => UPDATE,
        RecordRef::Meeting(_) => MEETING,
        RecordRef::Attendance(..) => ATTENDANCE,
        RecordRef::AgendaItem(..) => AGENDA_ITEM,
        RecordRef::Minute(..) => MINUTE,
        RecordRef::Action(_) => ACTION,
        RecordRef::Stakeholder(_) => STAKEHOLDER,
        RecordRef::Contact(_) => CONTACT,
        RecordRef::Pulse(..) => PULSE,
        RecordRef::Plan(_) => PLAN,
        RecordRef::Document(..) => DOCUMENT,
        RecordRef::Contribution(..) => CONTRIBUTION,
    }
}
