//! `roundtable show`: shows one record on a page, or as JSON with what is derived from it.

mod commitment;
mod decision;
mod meeting;
mod minutes;
mod others;
mod plan;

use std::io;
use std::process::ExitCode;

use jiff::civil::Date;
use serde::Serialize;

use super::super::args::{Args, ShowArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::rows::{Told, state_of};
use super::super::{find, folder};
use crate::model::commitment::Milestone;
use crate::model::deadline::Reported;
use crate::model::decisions::Decision;
use crate::model::{
    Action, Commitment, Contact, Meeting, Plan, RecordRef, Stakeholder, Standing, Subject,
    Workspace,
};

/// Shows the record with the id that was typed.
pub(crate) fn run(args: &Args, show: &ShowArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    let workspace = folder::read_and_remark(args)?.workspace;
    let unknown = || find::unknown(&workspace, &show.id);
    let found = if let Some(decision) = find::decision(&workspace, &show.id) {
        Found::Decision(Box::new(decision))
    } else {
        let record = find::record(&workspace, &show.id)?;
        Found::of(&workspace, &record).ok_or_else(unknown)?
    };
    let today = args.now().date();
    if show.json {
        found.json(today, out)?;
    } else {
        found.page(&workspace, today, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

/// The record to show.
enum Found<'w> {
    Commitment(&'w Commitment),
    Milestone(&'w Commitment, &'w Milestone),
    Meeting(&'w Meeting),
    Decision(Box<Decision<'w>>),
    Action(&'w Action),
    Stakeholder(&'w Stakeholder),
    Contact(&'w Contact),
    Plan(&'w Plan),
}

/// A record as its file has it, and what is read from it today.
#[derive(Debug, Serialize)]
struct Shown<'r, R> {
    kind: &'static str,
    id: String,
    #[serde(flatten)]
    derived: Derived,
    record: &'r R,
}

/// What a record says today rather than has written in it; null where it does not apply.
#[derive(Debug, Default, Serialize)]
struct Derived {
    #[serde(flatten)]
    told: Told,
    overdue: Option<bool>,
    past_date: Option<&'static str>,
}

impl<'w> Found<'w> {
    fn of(workspace: &'w Workspace, record: &RecordRef) -> Option<Self> {
        Some(match record {
            RecordRef::Commitment(id)
            | RecordRef::Update(Subject { commitment: id, .. }, _)
            | RecordRef::Pulse(id, _) => Self::Commitment(workspace.commitments().get(id)?),
            RecordRef::Milestone(id, milestone) => {
                let commitment = workspace.commitments().get(id)?;
                Self::Milestone(commitment, commitment.milestone(milestone)?)
            }
            RecordRef::Meeting(id)
            | RecordRef::Attendance(id, _)
            | RecordRef::AgendaItem(id, _)
            | RecordRef::Minute(id, _) => Self::Meeting(workspace.meetings().get(id)?),
            RecordRef::Action(id) => Self::Action(workspace.actions().get(id)?),
            RecordRef::Stakeholder(id) => Self::Stakeholder(workspace.stakeholders().get(id)?),
            RecordRef::Contact(id) => Self::Contact(workspace.contacts().get(id)?),
            RecordRef::Plan(id) | RecordRef::Document(id, _) | RecordRef::Contribution(id, _) => {
                Self::Plan(workspace.plans().get(id)?)
            }
        })
    }

    fn page(&self, workspace: &Workspace, today: Date, out: &mut Output) -> io::Result<()> {
        match self {
            Self::Commitment(commitment) => commitment::page(workspace, commitment, today, out),
            Self::Milestone(commitment, milestone) => {
                commitment::milestone_page(commitment, milestone, today, out)
            }
            Self::Meeting(meeting) => meeting::page(workspace, meeting, out),
            Self::Decision(decision) => decision::page(workspace, decision, out),
            Self::Action(action) => others::action_page(workspace, action, today, out),
            Self::Stakeholder(stakeholder) => others::stakeholder_page(workspace, stakeholder, out),
            Self::Contact(contact) => others::contact_page(workspace, contact, out),
            Self::Plan(plan) => plan::page(workspace, plan, today, out),
        }
    }

    fn json(&self, today: Date, out: &mut Output) -> io::Result<()> {
        match self {
            Self::Commitment(record) => {
                let derived = Derived::of(record.standing(), record.reported_past(today));
                shown("commitment", record.id.to_string(), derived, record, out)
            }
            Self::Milestone(commitment, record) => {
                let id = Subject::milestone(&commitment.id, &record.id).to_string();
                let past = commitment.milestone_past(record, today);
                let derived = Derived::of(record.standing(), past.map(|past| past.reported));
                shown("milestone", id, derived, record, out)
            }
            Self::Meeting(record) => {
                let derived = Derived {
                    told: Told::of_state(record.state.words()),
                    ..Derived::default()
                };
                shown("meeting", record.id.to_string(), derived, record, out)
            }
            Self::Decision(decision) => {
                let derived = Derived {
                    told: Told::of_state(state_of(decision)),
                    ..Derived::default()
                };
                let record = decision::Recorded::of(decision);
                shown("decision", decision.id.to_string(), derived, &record, out)
            }
            Self::Action(record) => {
                let told = Told::of_state(record.state().words());
                let past = record.past_date(today).map(|past| past.reported);
                let derived = Derived {
                    told,
                    overdue: Some(past.is_some_and(Reported::is_late)),
                    past_date: past.map(Reported::name),
                };
                shown("action", record.id.to_string(), derived, record, out)
            }
            Self::Contact(record) => shown(
                "contact",
                record.id.to_string(),
                Derived::default(),
                record,
                out,
            ),
            Self::Plan(record) => shown(
                "plan",
                record.id.to_string(),
                Derived::default(),
                record,
                out,
            ),
            Self::Stakeholder(record) => shown(
                "stakeholder",
                record.id.to_string(),
                Derived::default(),
                record,
                out,
            ),
        }
    }
}

impl Derived {
    fn of(standing: Standing, past: Option<Reported>) -> Self {
        Self {
            told: Told::of(standing),
            overdue: Some(past.is_some_and(Reported::is_late)),
            past_date: past.map(Reported::name),
        }
    }
}

fn shown<R: Serialize>(
    kind: &'static str,
    id: String,
    derived: Derived,
    record: &R,
    out: &mut Output,
) -> io::Result<()> {
    out.json(&Shown {
        kind,
        id,
        derived,
        record,
    })
}
