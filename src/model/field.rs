//! The fields a person can edit, record by record: what they are called, and
//! how what was typed becomes a value.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{DecisionId, RecordRef};
use super::meeting::{Attribution, MeetingKind, Minute};
use super::paragraphs::Paragraphs;
use super::stakeholder::Sector;
use super::status::{Obstacle, Side};
use super::verbs::Refusal;
use super::verbs::revise::{self, Draft};
use super::workspace::Workspace;
use crate::base::clock::ClockTime;
use crate::base::date::{FuzzyDate, parse_typed};

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
}

/// How a field is typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typed {
    /// On one line.
    Line,
    /// In paragraphs.
    Paragraphs,
    /// One item a line.
    Lines,
    /// As a date: `30 jan`, `2017-06`, `Autumn 2014`, `+2w`.
    Date,
}

impl Field {
    /// Returns what the field is called on screen, lower case.
    pub fn label(self) -> &'static str {
        match self {
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
        }
    }

    /// Returns how the field is typed.
    pub fn typed(self) -> Typed {
        match self {
            Self::Lead | Self::Support | Self::PolicyAreas | Self::Evidence => Typed::Lines,
            Self::Text
            | Self::Objective
            | Self::StatusQuo
            | Self::Ambition
            | Self::Notes
            | Self::Note
            | Self::Answer => Typed::Paragraphs,
            Self::Start | Self::End | Self::Due | Self::Published => Typed::Date,
            _ => Typed::Line,
        }
    }
}

/// Returns the fields of that kind of record, in the order they are shown.
/// The first is the one `e` edits when the cursor is on the record itself.
pub fn fields_of(record: &RecordRef) -> &'static [Field] {
    use Field as F;
    match record {
        RecordRef::Commitment(_) => &[
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
            F::Published,
        ],
        RecordRef::Milestone(..) => &[F::Title, F::Start, F::Due, F::Responsible, F::Notes],
        RecordRef::Update(..) => &[F::Note, F::Evidence, F::Obstacle, F::Delay],
        RecordRef::Meeting(_) => &[
            F::Title,
            F::Kind,
            F::Place,
            F::NoteBy,
            F::Attribution,
            F::Published,
        ],
        RecordRef::Attendance(..) => &[
            F::Name,
            F::Sector,
            F::People,
            F::Role,
            F::SubstituteFor,
            F::Arrived,
            F::Left,
        ],
        RecordRef::AgendaItem(..) => &[F::Title, F::Planned, F::Because],
        RecordRef::Minute(..) => &[
            F::Text,
            F::By,
            F::Side,
            F::Answer,
            F::Supersedes,
            F::Internal,
        ],
        RecordRef::Action(_) => &[F::Text, F::Owner, F::Due],
        RecordRef::Stakeholder(_) => &[F::Name, F::Sector, F::Person, F::Nation, F::Notes],
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
    slot(draft, field).map(|slot| slot.show())
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
        .write(typed.trim(), today)
}

/// The place of a value in a record, by how it is typed.
enum Slot<'a> {
    Line(&'a mut String),
    Required(&'a mut String),
    Paragraphs(&'a mut Paragraphs),
    Said(&'a mut Paragraphs),
    Lines(&'a mut Vec<String>),
    Date(&'a mut Option<FuzzyDate>),
    Day(&'a mut Option<Date>),
    Clock(&'a mut Option<ClockTime>),
    Number(&'a mut u16),
    Minutes(&'a mut u16),
    Obstacle(&'a mut Option<Obstacle>),
    Attribution(&'a mut Attribution),
    Side(&'a mut Option<Side>),
    Decision(&'a mut Option<DecisionId>),
    Sector(&'a mut Sector),
    Kind(&'a mut MeetingKind),
    Flag(&'a mut bool),
}

fn slot<'a>(draft: &'a mut Draft<'_>, field: Field) -> Option<Slot<'a>> {
    use Field as F;
    Some(match draft {
        Draft::Commitment(c) => match field {
            F::Title => Slot::Required(&mut c.title),
            F::Lead => Slot::Lines(&mut c.lead),
            F::Support => Slot::Lines(&mut c.support),
            F::Start => Slot::Date(&mut c.start),
            F::End => Slot::Date(&mut c.end),
            F::PolicyAreas => Slot::Lines(&mut c.policy_areas),
            F::Text => Slot::Paragraphs(&mut c.text),
            F::Objective => Slot::Paragraphs(&mut c.objective),
            F::StatusQuo => Slot::Paragraphs(&mut c.status_quo),
            F::Ambition => Slot::Paragraphs(&mut c.ambition),
            F::Nation => Slot::Line(&mut c.nation),
            F::Published => Slot::Day(&mut c.published),
            _ => return None,
        },
        Draft::Milestone(m) => match field {
            F::Title => Slot::Required(&mut m.title),
            F::Start => Slot::Date(&mut m.start),
            F::Due => Slot::Date(&mut m.due),
            F::Responsible => Slot::Line(&mut m.responsible),
            F::Notes => Slot::Paragraphs(&mut m.notes),
            _ => return None,
        },
        Draft::Update(u) => match field {
            F::Note => Slot::Paragraphs(&mut u.note),
            F::Evidence => Slot::Lines(&mut u.evidence),
            F::Obstacle => Slot::Obstacle(&mut u.obstacle),
            F::Delay => Slot::Line(&mut u.delay),
            _ => return None,
        },
        Draft::Meeting(m) => match field {
            F::Title => Slot::Line(&mut m.title),
            F::Kind => Slot::Kind(&mut m.kind),
            F::Place => Slot::Line(&mut m.place),
            F::NoteBy => Slot::Line(&mut m.note_by),
            F::Published => Slot::Day(&mut m.published),
            F::Attribution => Slot::Attribution(&mut m.attribution),
            _ => return None,
        },
        Draft::Attendance(a) => match field {
            F::Name => Slot::Line(&mut a.name),
            F::Sector => Slot::Sector(&mut a.sector),
            F::People => Slot::Number(&mut a.people),
            F::Role => Slot::Line(&mut a.role),
            F::SubstituteFor => Slot::Line(&mut a.substitute_for),
            F::Arrived => Slot::Clock(&mut a.arrived),
            F::Left => Slot::Clock(&mut a.left),
            _ => return None,
        },
        Draft::AgendaItem(i) => match field {
            F::Title => Slot::Line(&mut i.title),
            F::Planned => Slot::Minutes(&mut i.planned),
            F::Because => Slot::Line(&mut i.because),
            _ => return None,
        },
        Draft::Minute(minute) => return minute_slot(minute, field),
        Draft::Action(a) => match field {
            F::Text => Slot::Said(&mut a.text),
            F::Owner => Slot::Line(&mut a.owner),
            F::Due => Slot::Date(&mut a.due),
            _ => return None,
        },
        Draft::Stakeholder(s) => match field {
            F::Name => Slot::Required(&mut s.name),
            F::Sector => Slot::Sector(&mut s.sector),
            F::Person => Slot::Flag(&mut s.person),
            F::Nation => Slot::Line(&mut s.nation),
            F::Notes => Slot::Paragraphs(&mut s.notes),
            _ => return None,
        },
    })
}

fn minute_slot(m: &mut Minute, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::Answer => Slot::Paragraphs(&mut m.answer),
        F::Side => Slot::Side(&mut m.side),
        F::Supersedes => Slot::Decision(&mut m.supersedes),
        F::Text => Slot::Said(&mut m.text),
        F::By => Slot::Line(&mut m.by),
        F::Due => Slot::Date(&mut m.due),
        F::Internal => Slot::Flag(&mut m.internal),
        _ => return None,
    })
}

impl Slot<'_> {
    fn show(&self) -> String {
        match self {
            Self::Line(text) | Self::Required(text) => (*text).clone(),
            Self::Paragraphs(text) | Self::Said(text) => text.to_lines(),
            Self::Lines(items) => items.join("\n"),
            Self::Date(date) => date.map(|d| d.to_string()).unwrap_or_default(),
            Self::Day(day) => day.map(|d| d.to_string()).unwrap_or_default(),
            Self::Clock(time) => time.map(|t| t.to_string()).unwrap_or_default(),
            Self::Number(number) | Self::Minutes(number) => number.to_string(),
            Self::Obstacle(obstacle) => obstacle.map_or("", Obstacle::words).to_owned(),
            Self::Attribution(attribution) => attribution.words().to_owned(),
            Self::Side(side) => side.map_or("", Side::words).to_owned(),
            Self::Decision(id) => id.as_ref().map(ToString::to_string).unwrap_or_default(),
            Self::Sector(sector) => sector.words().to_owned(),
            Self::Kind(kind) => kind.words().to_owned(),
            Self::Flag(flag) => if **flag { "yes" } else { "no" }.to_owned(),
        }
    }

    fn write(self, typed: &str, today: Date) -> Result<(), Refusal> {
        match self {
            Self::Line(text) => typed.clone_into(text),
            Self::Required(text) if !typed.is_empty() => typed.clone_into(text),
            Self::Paragraphs(text) => *text = typed.into(),
            Self::Said(text) if !typed.is_empty() => *text = typed.into(),
            Self::Required(_) | Self::Said(_) => {
                return Err(Refusal::new(
                    "this cannot be empty; X puts the record in the bin",
                ));
            }
            Self::Lines(items) => *items = lines(typed),
            Self::Date(date) => *date = optional(typed, |t| typed_date(t, today))?,
            Self::Day(day) => *day = optional(typed, |t| typed_day(t, today))?,
            Self::Clock(time) => *time = optional(typed, |t| t.parse().map_err(Refusal))?,
            Self::Number(number) => *number = positive(typed)?,
            Self::Minutes(minutes) => *minutes = minutes_typed(typed)?,
            Self::Obstacle(obstacle) => {
                *obstacle = optional(typed, |t| one_of(t, &Obstacle::ALL, Obstacle::words))?;
            }
            Self::Side(side) => *side = optional(typed, |t| one_of(t, &Side::ALL, Side::words))?,
            Self::Decision(id) => *id = optional(typed, |t| t.parse().map_err(Refusal))?,
            Self::Attribution(attribution) => {
                *attribution = one_of(typed, &Attribution::ALL, Attribution::words)?;
            }
            Self::Sector(sector) => *sector = one_of(typed, &Sector::ALL, Sector::words)?,
            Self::Kind(kind) => *kind = one_of(typed, &MeetingKind::ALL, MeetingKind::words)?,
            Self::Flag(flag) => *flag = one_of(typed, &[true, false], yes_or_no)?,
        }
        Ok(())
    }
}

/// Reads a date somebody typed.
///
/// # Errors
/// Says what was not understood and which forms are.
pub fn typed_date(typed: &str, today: Date) -> Result<FuzzyDate, Refusal> {
    parse_typed(typed, today).map_err(|error| Refusal(error.to_string()))
}

/// Reads a date somebody typed that must name one day.
///
/// # Errors
/// Says what was not understood and which forms are.
pub fn typed_day(typed: &str, today: Date) -> Result<Date, Refusal> {
    match typed_date(typed, today)? {
        FuzzyDate::Day(day) => Ok(day),
        other => Err(Refusal(format!(
            "“{other}” is not one day; type one like 2017-11-30"
        ))),
    }
}

/// Splits what was typed into items, one a line.
pub(crate) fn lines(typed: &str) -> Vec<String> {
    let items = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    items.map(str::to_owned).collect()
}

fn optional<T>(
    typed: &str,
    parse: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    if typed.is_empty() {
        Ok(None)
    } else {
        parse(typed).map(Some)
    }
}

fn positive(typed: &str) -> Result<u16, Refusal> {
    match typed.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(Refusal::new("type a whole number from 1 to 65535")),
    }
}

/// Reads minutes somebody typed, `10` or `10'`.
///
/// # Errors
/// When it is no number up to 600.
pub fn minutes_typed(typed: &str) -> Result<u16, Refusal> {
    match typed.trim_end_matches(['\'', '’']).trim().parse() {
        Ok(minutes @ 0..=600) => Ok(minutes),
        _ => Err(Refusal::new("type minutes, from 0 to 600")),
    }
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

fn one_of<T: Copy>(typed: &str, all: &[T], words: fn(T) -> &'static str) -> Result<T, Refusal> {
    let wanted = typed.to_lowercase();
    let found = all
        .iter()
        .copied()
        .find(|&value| words(value).to_lowercase() == wanted);
    found.ok_or_else(|| {
        let choices: Vec<&str> = all.iter().map(|&value| words(value)).collect();
        Refusal(format!("type one of: {}", choices.join(", ")))
    })
}
