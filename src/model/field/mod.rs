//! The fields a person can edit, record by record: what they are called, and
//! how what was typed becomes a value.

mod listed;
mod of_plan;
mod of_record;
mod slot;
mod typed;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::RecordRef;
use super::verbs::Refusal;
use super::verbs::revise::{self, Draft};
use super::workspace::Workspace;
use crate::base::date::Towards;
pub(super) use listed::one_a_line;
pub use of_plan::{PlanField, where_to_set};
pub use of_record::fields_of;
use slot::slot;
pub use typed::{minutes_typed, typed_date, typed_day};

/// A field of a record. One name serves all records that have such a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the label says what each is")]
pub enum Field {
    Title,
    Lead,
    Support,
    Start,
    End,
    PolicyAreas,
    Text,
    Objective,
    StatusQuo,
    Ambition,
    Due,
    Responsible,
    Notes,
    Note,
    Evidence,
    Delay,
    Kind,
    Place,
    NoteBy,
    Began,
    Closed,
    Zone,
    Published,
    Name,
    People,
    Role,
    Sector,
    Arrived,
    Left,
    By,
    Internal,
    Owner,
    Nation,
    Planned,
    Because,
    Answer,
    SubstituteFor,
    Obstacle,
    Attribution,
    Side,
    Supersedes,
    Person,
    Problem,
    Solution,
    Relevance,
    Values,
    CameFrom,
    Priority,
    ContactRole,
    Day,
    Link,
    Dated,
    NextReview,
    Way,
    Commitment,
    Response,
    Responded,
    KnowsWho,
    Met,
    SeesProgress,
    ShownBy,
    Plan(PlanField),
}

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// On one line.
    Line,
    /// In paragraphs.
    Paragraphs,
    /// One item a line; a list of words also with semicolons or commas between (`one_a_line`).
    Lines,
    /// As a date: `30 jan`, `2017-06`, `Autumn 2014`, `+2w`.
    Date,
}

impl Field {
    /// Returns what the field is called on screen, lower case.
    pub fn label(self) -> &'static str {
        match self {
            Self::Plan(field) => field.label(),
            Self::Title => "title",
            Self::Lead => "lead",
            Self::Support => "support",
            Self::Start => "start",
            Self::End => "end",
            Self::PolicyAreas => "policy areas",
            Self::Text => "text",
            Self::Objective => "objective",
            Self::StatusQuo => "status quo",
            Self::Ambition => "ambition",
            Self::Due => "due",
            Self::Responsible => "responsible",
            Self::Notes => "notes",
            Self::Note => "note",
            Self::Evidence => "evidence",
            Self::Delay => "reason for delay",
            Self::Kind => "kind",
            Self::Place => "place",
            Self::NoteBy => "note by",
            Self::Began => "began",
            Self::Closed => "closed",
            Self::Zone => "time zone",
            Self::Published => "published",
            Self::Name => "name",
            Self::People => "people",
            Self::Role => "role",
            Self::Sector => "sector",
            Self::Arrived => "arrived",
            Self::Left => "left",
            Self::By => "said by",
            Self::Internal => "internal",
            Self::Owner => "owner",
            Self::Nation => "nation",
            Self::Planned => "planned minutes",
            Self::Because => "because",
            Self::Answer => "answer",
            Self::SubstituteFor => "sits in for",
            Self::Obstacle => "what stands in the way",
            Self::Attribution => "may be named",
            Self::Side => "whose words",
            Self::Supersedes => "takes the place of",
            Self::Person => "person",
            Self::Problem => "problem",
            Self::Solution => "solution",
            Self::Relevance => "relevance to open government",
            Self::Values => "OGP values",
            Self::CameFrom => "came from",
            Self::Priority => "priority",
            Self::ContactRole => "speaks for it",
            Self::Day => "day",
            Self::Link => "link",
            Self::Dated => "dated",
            Self::NextReview => "next review",
            Self::Way => "came by",
            Self::Commitment => "commitment",
            Self::Response => "response",
            Self::Responded => "answered",
            Self::KnowsWho => "knows who is responsible",
            Self::Met => "has met them",
            Self::SeesProgress => "sees progress",
            Self::ShownBy => "can be seen in",
        }
    }

    /// Returns on which side of today a date lies that is typed without its year.
    pub fn towards(self) -> Towards {
        match self {
            Self::Published | Self::Day | Self::Dated | Self::Responded => Towards::Past,
            _ => Towards::Coming,
        }
    }

    /// Returns how the field is typed.
    pub fn typed(self) -> Typed {
        match self {
            Self::Plan(field) => field.typed(),
            Self::Lead
            | Self::Support
            | Self::PolicyAreas
            | Self::Evidence
            | Self::Values
            | Self::ShownBy => Typed::Lines,
            Self::Text
            | Self::Problem
            | Self::Solution
            | Self::Relevance
            | Self::Response
            | Self::Objective
            | Self::StatusQuo
            | Self::Ambition
            | Self::Notes
            | Self::Note
            | Self::Answer => Typed::Paragraphs,
            Self::Start
            | Self::End
            | Self::Due
            | Self::Published
            | Self::Day
            | Self::Dated
            | Self::NextReview
            | Self::Responded => Typed::Date,
            _ => Typed::Line,
        }
    }
}

/// Returns the field's value as a person would type it; `None` when the
/// record is not there or has no such field.
pub fn read(workspace: &Workspace, record: &RecordRef, field: Field) -> Option<String> {
    let mut value = None;
    // The refusal is how the copy is thrown away; only `value` is wanted.
    let _ = revise::revise(workspace, record, |mut draft| {
        value = slot(&mut draft, field).map(|slot| slot.show());
        Err(Refusal(String::new()))
    });
    value
}

/// Returns the field's value in a record lent for a change, as a person would type it.
pub(crate) fn shown(draft: &mut Draft<'_>, field: Field) -> Option<String> {
    let shown = slot(draft, field).map(|slot| slot.show());
    tidy_up(draft);
    shown
}

/// Writes what was typed into the field of a record lent for a change.
pub(crate) fn write(
    draft: &mut Draft<'_>,
    field: Field,
    typed: &str,
    today: Date,
) -> Result<(), Refusal> {
    let missing = || Refusal(format!("this record has no {}", field.label()));
    slot(draft, field)
        .ok_or_else(missing)?
        .write(typed.trim(), today, field.towards())?;
    tidy_up(draft);
    Ok(())
}

/// Takes away what reading or writing a field has made and left empty.
fn tidy_up(draft: &mut Draft<'_>) {
    if let Draft::Plan(plan) = draft {
        of_plan::without_empty_forum(plan);
    }
}
