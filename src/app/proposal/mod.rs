//! What a form proposes: its task and the values typed, as a call of a verb.

pub(super) mod taking_part;

use jiff::civil::Date;

use super::App;
use super::modal::Task;
use crate::base::date::Towards;
use crate::base::id::Id;
use crate::model::field::{Field, minutes_typed, typed_date, typed_day};
use crate::model::indicator::Indicator;
use crate::model::meeting::MeetingKind;
use crate::model::plan::AssessmentEra;
use crate::model::verbs::minute::Saying;
use crate::model::verbs::report::Report;
use crate::model::verbs::{
    Proposal, Refusal, act, add, agenda, assess, convene, correct, descend, minute, replan, report,
    revise, roll,
};
use crate::model::{
    Clerk, CommitmentId, EntryId, MeetingState, MinuteKind, Obstacle, PlanId, Presence, RecordRef,
    Sector, Side, Status, Subject, Workspace,
};

impl App {
    /// Returns what a form proposes with these values.
    pub(super) fn propose(&mut self, task: &Task, values: &[String]) -> Proposal {
        let value = |place: usize| values.get(place).map(String::as_str).unwrap_or_default();
        let ws = &self.session.workspace;
        let today = self.session.clerk.today();
        let clerk = &mut self.session.clerk;
        let due = |place: usize| match value(place).trim() {
            "" => Ok(None),
            typed => typed_date(typed, today, Towards::Coming).map(Some),
        };
        match task {
            Task::Report(subject, status) => {
                report::report(ws, clerk, subject, report_of(*status, &value))
            }
            Task::Minute(meeting, kind, about) => {
                let saying = saying(*kind, about.clone(), value(0), value(1), due(2)?);
                minute::minute(ws, clerk, meeting, saying)
            }
            Task::AddAction(about) => {
                let saying = saying(
                    MinuteKind::Action,
                    about.clone(),
                    value(0),
                    value(1),
                    due(2)?,
                );
                minute::add_action(ws, clerk, &saying)
            }
            Task::ActionState(id, state) => act::set_state(ws, clerk, id, *state, value(0).into()),
            Task::SetField(record, field) => revise::set_field(ws, clerk, record, *field, value(0)),
            Task::Replan(subject) => {
                let to = typed_date(value(0).trim(), today, Towards::Coming)?;
                replan::replan(ws, clerk, subject, to, value(1))
            }
            Task::Assess(id) => assessed(ws, id, values),
            Task::NewMeeting => new_meeting(ws, clerk, &value),
            Task::AddMilestone(to) => add::milestone(ws, clerk, to, value(0), due(1)?),
            Task::AddCommitment(plan) => new_commitment(ws, today, plan, &value),
            Task::AddPlan => new_plan(ws, &value),
            Task::AddGuest(meeting) => {
                let (sector, party) = taking_part::chosen(value(1), value(2))?;
                roll::add_guest(ws, clerk, meeting, value(0), sector, party)
            }
            Task::Counts(meeting) => roll::count(ws, clerk, meeting, &counts_of(&value)?),
            Task::SubstituteFor(meeting, line) => {
                let record = RecordRef::Attendance(meeting.clone(), line.clone());
                revise::set_field(ws, clerk, &record, Field::SubstituteFor, value(0))
            }
            Task::Correct(meeting, minute) => {
                correct::correct(ws, clerk, meeting, wrong(minute.clone(), &value))
            }
            Task::AddItem(meeting) => {
                let item = agenda::Proposed {
                    title: value(0).trim().to_owned(),
                    planned: optional_minutes(value(1))?,
                    ..agenda::Proposed::default()
                };
                agenda::put_on(ws, clerk, meeting, vec![item])
            }
            Task::Split(id) => split(ws, clerk, id, &value),
            Task::TakingPart(task) => taking_part::propose(ws, clerk, task, &value),
            Task::Finalise(meeting) if value(0).trim() == meeting.as_str() => {
                convene::set_state(ws, clerk, meeting, MeetingState::Final)
            }
            Task::Finalise(meeting) => Err(Refusal(format!(
                "type {meeting} to make its minutes final, or Esc"
            ))),
        }
    }
}

fn new_commitment<'v>(
    workspace: &Workspace,
    today: Date,
    plan: &PlanId,
    value: &impl Fn(usize) -> &'v str,
) -> Proposal {
    let current = &workspace.settings().current;
    if plan != current {
        return Err(Refusal(format!(
            "this was begun for {plan}, and {current} is the current plan now; Esc keeps the text"
        )));
    }
    let id = CommitmentId::parse(value(0).trim()).map_err(|e| Refusal(e.to_string()))?;
    let published = match value(4).trim() {
        "" => None,
        typed => Some(typed_day(typed, today, Towards::Past)?),
    };
    let told = add::Promise {
        nation: value(1).trim().to_owned(),
        title: value(2).to_owned(),
        came_from: taking_part::way(value(3)),
        published,
    };
    add::commitment(workspace, &id, told)
}

fn new_plan<'v>(workspace: &Workspace, value: &impl Fn(usize) -> &'v str) -> Proposal {
    let id = PlanId::parse(value(0).trim()).map_err(|e| Refusal(e.to_string()))?;
    let era = AssessmentEra::ALL
        .into_iter()
        .find(|era| era.words() == value(2));
    add::plan(
        workspace,
        &id,
        value(1),
        era.unwrap_or(AssessmentEra::Results),
    )
}

/// Reads the numbers of the milestones that go on in a new commitment: `1, 3`.
fn split<'v>(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &CommitmentId,
    value: &impl Fn(usize) -> &'v str,
) -> Proposal {
    let milestones = descend::milestones_named(workspace, id, value(1))?;
    descend::split(workspace, clerk, id, value(0), &milestones)
}

/// Reads what the reviewer concluded: a value for each indicator of the era, empty where it stays.
fn assessed(workspace: &Workspace, id: &CommitmentId, values: &[String]) -> Proposal {
    let indicators = Indicator::of(assess::era(workspace, id)?);
    let readings = indicators
        .into_iter()
        .zip(values.iter().map(String::as_str));
    let readings: Vec<(Indicator, &str)> =
        readings.filter(|(_, typed)| !typed.is_empty()).collect();
    assess::assess(workspace, id, &readings)
}

/// The counts a form asks for, in the order of its fields.
pub(super) const COUNTS: [(&str, Sector, Presence); 5] = [
    ("Government", Sector::Government, Presence::Present),
    ("Civil society", Sector::CivilSociety, Presence::Present),
    ("Others", Sector::Other, Presence::Present),
    (
        "Apologies of government",
        Sector::Government,
        Presence::Apologies,
    ),
    (
        "Apologies of civil society",
        Sector::CivilSociety,
        Presence::Apologies,
    ),
];

fn counts_of<'v>(
    value: &impl Fn(usize) -> &'v str,
) -> Result<Vec<(Sector, Presence, u16)>, Refusal> {
    let count = |(place, (label, sector, presence)): (usize, (&str, Sector, Presence))| {
        let people = match value(place).trim() {
            "" => Ok(0),
            typed => typed.parse(),
        };
        let people = people.map_err(|_| Refusal(format!("{label}: type a number of people")))?;
        Ok((sector, presence, people))
    };
    COUNTS.into_iter().enumerate().map(count).collect()
}

fn new_meeting<'v>(
    workspace: &Workspace,
    clerk: &mut Clerk,
    value: &impl Fn(usize) -> &'v str,
) -> Proposal {
    let date = typed_day(value(0).trim(), clerk.today(), Towards::Coming)?;
    let kind = MeetingKind::ALL.into_iter().find(|k| k.words() == value(1));
    let kind = kind.unwrap_or(MeetingKind::Review);
    convene::new_meeting(workspace, clerk, kind, date, value(2))
}

fn optional_minutes(typed: &str) -> Result<u16, Refusal> {
    match typed.trim() {
        "" => Ok(0),
        typed => minutes_typed(typed),
    }
}

fn report_of<'v>(status: Status, value: &impl Fn(usize) -> &'v str) -> Report {
    let evidence = value(2).trim();
    Report {
        status: Some(status),
        side: Side::from_words(value(1)).unwrap_or_default(),
        note: value(0).into(),
        evidence: if evidence.is_empty() {
            Vec::new()
        } else {
            vec![evidence.to_owned()]
        },
        obstacle: Obstacle::from_words(value(3)),
        delay: value(4).trim().to_owned(),
        meeting: None,
    }
}

/// Returns what is wrong in the minutes, from the values typed.
fn wrong<'v>(minute: Option<EntryId>, value: &impl Fn(usize) -> &'v str) -> correct::Wrong {
    correct::Wrong {
        minute,
        after: value(0).into(),
        by: value(1).to_owned(),
        why: value(2).to_owned(),
    }
}

fn saying(
    kind: MinuteKind,
    about: Option<Subject>,
    text: &str,
    by: &str,
    due: Option<crate::base::date::FuzzyDate>,
) -> Saying {
    Saying {
        about,
        by: by.trim().to_owned(),
        text: text.into(),
        due,
        ..Saying::new(kind)
    }
}
