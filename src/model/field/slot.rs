//! Where each field is in its record, and how what was typed becomes a value there.

use jiff::civil::Date;

use super::super::assessment::{Answer, OgpValue};
use super::super::commitment::Commitment;
use super::super::contribution::{Contribution, Origin};
use super::super::forum::{DocumentKind, ForumDocument};
use super::super::ids::{CommitmentId, DecisionId};
use super::super::meeting::{Attribution, MeetingKind, Minute};
use super::super::paragraphs::Paragraphs;
use super::super::place::Place;
use super::super::plan::Plan;
use super::super::pulse::Pulse;
use super::super::stakeholder::{Contact, Priority, Sector, Stakeholder};
use super::super::status::{Obstacle, Side};
use super::super::verbs::Refusal;
use super::super::verbs::revise::Draft;
use super::typed::{
    lines, minutes_typed, one_of, optional, positive, share_typed, typed_date, typed_day, yes_or_no,
};
use super::{Field, of_plan};
use crate::base::clock::{ClockTime, Stamp};
use crate::base::date::{FuzzyDate, Towards};
use crate::base::id::Id;
use crate::base::zone::Zone;

/// The place of a value in a record, by how it is typed.
pub(super) enum Slot<'a> {
    Line(&'a mut String),
    Required(&'a mut String),
    Paragraphs(&'a mut Paragraphs),
    Said(&'a mut Paragraphs),
    Lines(&'a mut Vec<String>),
    Date(&'a mut Option<FuzzyDate>),
    Day(&'a mut Option<Date>),
    Clock(&'a mut Option<ClockTime>),
    Stamp(&'a mut Option<Stamp>),
    Zone(&'a mut Option<Zone>),
    Number(&'a mut u16),
    Minutes(&'a mut u16),
    Obstacle(&'a mut Option<Obstacle>),
    Attribution(&'a mut Attribution),
    Side(&'a mut Option<Side>),
    Decision(&'a mut Option<DecisionId>),
    Sector(&'a mut Sector),
    Kind(&'a mut MeetingKind),
    Flag(&'a mut bool),
    Values(&'a mut Vec<OgpValue>),
    Origin(&'a mut Option<Origin>),
    Priority(&'a mut Option<Priority>),
    Document(&'a mut DocumentKind),
    Answer(&'a mut Option<Answer>),
    Commitment(&'a mut Option<CommitmentId>),
    OneDay(&'a mut Date),
    Months(&'a mut u8),
    Count(&'a mut u16),
    Share(&'a mut u16),
    Places(&'a mut Vec<Place>),
}

pub(super) fn slot<'a>(draft: &'a mut Draft<'_>, field: Field) -> Option<Slot<'a>> {
    use Field as F;
    Some(match draft {
        Draft::Commitment(commitment) => return commitment_slot(commitment, field),
        Draft::Milestone(m) => match field {
            F::Title => Slot::Required(&mut m.title),
            F::Start => Slot::Date(&mut m.start),
            F::Due => Slot::Date(&mut m.due),
            F::Responsible => Slot::Line(&mut m.responsible),
            F::Notes => Slot::Paragraphs(&mut m.notes),
            F::ShownBy => Slot::Places(&mut m.shown_by),
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
            F::Began => Slot::Clock(&mut m.began),
            F::Closed => Slot::Clock(&mut m.closed),
            F::Zone => Slot::Zone(&mut m.zone),
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
            F::Left => Slot::Stamp(&mut a.left),
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
        Draft::Stakeholder(stakeholder) => return stakeholder_slot(stakeholder, field),
        Draft::Contact(contact) => return contact_slot(contact, field),
        Draft::Pulse(pulse) => return pulse_slot(pulse, field),
        Draft::Plan(plan) => return plan_slot(plan, field),
        Draft::Document(document) => return document_slot(document, field),
        Draft::Contribution(contribution) => return contribution_slot(contribution, field),
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

fn commitment_slot(c: &mut Commitment, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
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
        F::Problem => Slot::Paragraphs(&mut c.problem),
        F::Solution => Slot::Paragraphs(&mut c.solution),
        F::Relevance => Slot::Paragraphs(&mut c.relevance),
        F::Values => Slot::Values(&mut c.values),
        F::CameFrom => Slot::Origin(&mut c.came_from),
        _ => return None,
    })
}

fn stakeholder_slot(s: &mut Stakeholder, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::Name => Slot::Required(&mut s.name),
        F::Sector => Slot::Sector(&mut s.sector),
        F::Person => Slot::Flag(&mut s.person),
        F::Nation => Slot::Line(&mut s.nation),
        F::Priority => Slot::Priority(&mut s.priority),
        F::PolicyAreas => Slot::Lines(&mut s.policy_areas),
        F::ContactRole => Slot::Line(&mut s.contact_role),
        F::Notes => Slot::Paragraphs(&mut s.notes),
        _ => return None,
    })
}

fn contact_slot(c: &mut Contact, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::Text => Slot::Said(&mut c.text),
        F::Day => Slot::OneDay(&mut c.date),
        _ => return None,
    })
}

fn pulse_slot(p: &mut Pulse, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::KnowsWho => Slot::Answer(&mut p.knows_who),
        F::Met => Slot::Answer(&mut p.met),
        F::SeesProgress => Slot::Answer(&mut p.sees_progress),
        F::By => Slot::Line(&mut p.by),
        F::Note => Slot::Paragraphs(&mut p.note),
        _ => return None,
    })
}

fn plan_slot(p: &mut Plan, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::Title => Slot::Required(&mut p.title),
        F::Start => Slot::Date(&mut p.start),
        F::End => Slot::Date(&mut p.end),
        F::Published => Slot::Day(&mut p.published),
        F::Plan(field) => of_plan::slot(p, field),
        F::Notes => Slot::Paragraphs(&mut p.notes),
        _ => return None,
    })
}

fn document_slot(d: &mut ForumDocument, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::Title => Slot::Required(&mut d.title),
        F::Kind => Slot::Document(&mut d.kind),
        F::Dated => Slot::Date(&mut d.dated),
        F::NextReview => Slot::Date(&mut d.next_review),
        F::Link => Slot::Line(&mut d.link),
        _ => return None,
    })
}

fn contribution_slot(c: &mut Contribution, field: Field) -> Option<Slot<'_>> {
    use Field as F;
    Some(match field {
        F::Text => Slot::Said(&mut c.text),
        F::Response => Slot::Paragraphs(&mut c.response),
        F::Responded => Slot::Day(&mut c.responded),
        F::By => Slot::Line(&mut c.by),
        F::Way => Slot::Origin(&mut c.way),
        F::Commitment => Slot::Commitment(&mut c.commitment),
        F::Link => Slot::Line(&mut c.link),
        F::Day => Slot::OneDay(&mut c.date),
        _ => return None,
    })
}

impl Slot<'_> {
    pub(super) fn show(&self) -> String {
        match self {
            Self::Line(text) | Self::Required(text) => (*text).clone(),
            Self::Paragraphs(text) | Self::Said(text) => text.to_lines(),
            Self::Lines(items) => items.join("\n"),
            Self::Date(date) => date.map(|d| d.to_string()).unwrap_or_default(),
            Self::Day(day) => day.map(|d| d.to_string()).unwrap_or_default(),
            Self::Clock(time) => time.map(|t| t.to_string()).unwrap_or_default(),
            Self::Stamp(stamp) => stamp.map(|t| t.to_string()).unwrap_or_default(),
            Self::Zone(zone) => zone.as_ref().map(ToString::to_string).unwrap_or_default(),
            Self::Number(number)
            | Self::Minutes(number)
            | Self::Count(number)
            | Self::Share(number) => number.to_string(),
            Self::Obstacle(obstacle) => obstacle.map_or("", Obstacle::words).to_owned(),
            Self::Attribution(attribution) => attribution.words().to_owned(),
            Self::Side(side) => side.map_or("", Side::words).to_owned(),
            Self::Decision(id) => id.as_ref().map(ToString::to_string).unwrap_or_default(),
            Self::Sector(sector) => sector.words().to_owned(),
            Self::Kind(kind) => kind.words().to_owned(),
            Self::Flag(flag) => yes_or_no(**flag).to_owned(),
            Self::Values(values) => {
                let words: Vec<&str> = values.iter().map(|value| value.words()).collect();
                words.join("\n")
            }
            Self::Origin(origin) => origin.map_or("", Origin::words).to_owned(),
            Self::Priority(priority) => priority.map_or("", Priority::words).to_owned(),
            Self::Document(kind) => kind.words().to_owned(),
            Self::Answer(answer) => answer.map_or("", Answer::words).to_owned(),
            Self::Commitment(id) => id.as_ref().map(ToString::to_string).unwrap_or_default(),
            Self::OneDay(day) => day.to_string(),
            Self::Months(number) => number.to_string(),
            Self::Places(places) => {
                let words: Vec<String> = places.iter().map(ToString::to_string).collect();
                words.join("\n")
            }
        }
    }

    pub(super) fn write(self, typed: &str, today: Date, towards: Towards) -> Result<(), Refusal> {
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
            Self::Date(date) => *date = optional(typed, |t| typed_date(t, today, towards))?,
            Self::Day(day) => *day = optional(typed, |t| typed_day(t, today, towards))?,
            Self::Clock(time) => *time = optional(typed, |t| t.parse().map_err(Refusal))?,
            Self::Stamp(stamp) => *stamp = optional(typed, |t| t.parse().map_err(Refusal))?,
            Self::Zone(zone) => *zone = optional(typed, |t| t.parse().map_err(Refusal))?,
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
            Self::Values(values) => {
                let of = |line: &String| one_of(line, &OgpValue::ALL, OgpValue::words);
                *values = lines(typed).iter().map(of).collect::<Result<_, _>>()?;
            }
            Self::Origin(origin) => {
                *origin = optional(typed, |t| one_of(t, &Origin::ALL, Origin::words))?;
            }
            Self::Priority(priority) => {
                *priority = optional(typed, |t| one_of(t, &Priority::ALL, Priority::words))?;
            }
            Self::Document(kind) => {
                *kind = one_of(typed, &DocumentKind::ALL, DocumentKind::words)?;
            }
            Self::Answer(answer) => {
                *answer = optional(typed, |t| one_of(t, &Answer::ALL, Answer::words))?;
            }
            Self::Commitment(id) => {
                let parse = |t: &str| CommitmentId::parse(t).map_err(|e| Refusal(e.to_string()));
                *id = optional(typed, parse)?;
            }
            Self::Places(places) => {
                let read = |line: &String| line.parse().map_err(Refusal);
                *places = lines(typed).iter().map(read).collect::<Result<_, _>>()?;
            }
            Self::OneDay(day) => *day = typed_day(typed, today, towards)?,
            Self::Months(number) => *number = typed.parse().map_err(|_| no_number(u8::MAX))?,
            Self::Count(number) => *number = typed.parse().map_err(|_| no_number(u16::MAX))?,
            Self::Share(percent) => *percent = share_typed(typed)?,
        }
        Ok(())
    }
}

fn no_number(most: impl std::fmt::Display) -> Refusal {
    Refusal(format!(
        "type a whole number up to {most}; 0 where there is no such rule"
    ))
}
