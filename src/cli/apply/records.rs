//! Commands that add and change records.

use super::desk::Desk;
use super::signature::Given;
use super::wrong::Wrong;
use super::{meetings, minutes, name, taking_part};
use crate::base::date::{Towards, read_typed};
use crate::base::id::Id;
use crate::cli::find;
use crate::model::field::{Field, Typed};
use crate::model::indicator::Indicator;
use crate::model::verbs::report::Report;
use crate::model::verbs::{act, add, assess, bin, replan, report, revise};
use crate::model::who::names_somebody;
use crate::model::{
    ActionState, CommitmentId, MeetingState, Obstacle, RecordRef, Status, Subject, Transaction,
};

/// Sets the status of a commitment or milestone, the state of an action or meeting, or marks a
/// line of the roll.
pub(super) fn set_status(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let record = name::record(desk, given.must("RECORD"))?;
    let typed = given.must("STATUS");
    if let Some(subject) = record.subject() {
        let status = Status::from_words(typed).ok_or(());
        let status =
            status.or_else(|()| name::one_of("status", typed, &Status::ALL, Status::words))?;
        return reported(
            desk,
            given,
            &subject,
            Some(status),
            given.get("note").unwrap_or_default(),
        );
    }
    only_for_promises(given)?;
    match record {
        RecordRef::Action(id) => {
            let all = ActionState::ALL;
            let state = name::one_of("state of an action", typed, &all, ActionState::words)?;
            let note = given.get("note").unwrap_or_default().into();
            Ok(act::set_state(
                desk.workspace,
                desk.clerk,
                &id,
                state,
                note,
            )?)
        }
        RecordRef::Meeting(id) => {
            let all = MeetingState::ALL;
            let state = name::one_of("state of a meeting", typed, &all, MeetingState::words)?;
            meetings::meeting_state(desk, id, state)
        }
        record @ RecordRef::Attendance(..) => meetings::presence(desk, &record, typed),
        record => {
            let what = format!("{} has no status", revise::name_of(desk.workspace, &record));
            Err(Wrong::refused(what, ""))
        }
    }
}

/// Refuses what only an update of a commitment or milestone can hold.
fn only_for_promises(given: &Given) -> Result<(), Wrong> {
    let extra = ["side", "evidence", "obstacle", "delay", "meeting"];
    match extra.into_iter().find(|key| given.get(key).is_some()) {
        None => Ok(()),
        Some(key) => Err(Wrong::not_understood(
            format!("{key}: is for commitments and milestones"),
            format!("leave {key}: out"),
        )),
    }
}

/// Reports on a commitment or milestone without a status.
pub(super) fn add_update(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let subject = name::subject(desk.workspace, given.must("ID"))?;
    reported(desk, given, &subject, None, given.must("NOTE"))
}

fn reported(
    desk: &mut Desk<'_>,
    given: &Given,
    subject: &Subject,
    status: Option<Status>,
    note: &str,
) -> Result<Transaction, Wrong> {
    let obstacle = |typed| name::one_of("obstacle", typed, &Obstacle::ALL, Obstacle::words);
    let meeting = given
        .get("meeting")
        .map(|typed| find::meeting(desk.workspace, typed));
    let told = Report {
        status,
        side: given
            .get("side")
            .map(minutes::side)
            .transpose()?
            .unwrap_or_default(),
        note: note.into(),
        evidence: given.all("evidence"),
        obstacle: given.get("obstacle").map(obstacle).transpose()?,
        delay: given.get("delay").unwrap_or_default().to_owned(),
        meeting: meeting.transpose()?,
    };
    Ok(report::report(desk.workspace, desk.clerk, subject, told)?)
}

/// Adds a commitment to the current plan.
pub(super) fn add_commitment(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let workspace = desk.workspace;
    let id = match given.get("id") {
        Some(typed) => CommitmentId::parse(typed)
            .map_err(|error| Wrong::not_understood(error.to_string(), ""))?,
        None => add::next_commitment_id(workspace)
            .ok_or_else(|| Wrong::refused("there is no id to go on from", "give one with id:ID"))?,
    };
    let published = given
        .get("published")
        .map(|typed| name::day(desk, typed, Towards::Past));
    let told = add::Promise {
        nation: given.get("nation").unwrap_or_default().to_owned(),
        title: given.must("TITLE").to_owned(),
        came_from: taking_part::way(given)?,
        published: published.transpose()?,
    };
    Ok(add::commitment(workspace, &id, told)?)
}

/// Adds a milestone.
pub(super) fn add_milestone(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let subject = name::subject(desk.workspace, given.must("ID"))?;
    let due = given
        .get("due")
        .map(|typed| name::date_of_key(desk, "due", typed))
        .transpose()?;
    let (to, title) = (&subject.commitment, given.must("TITLE"));
    Ok(add::milestone(desk.workspace, desk.clerk, to, title, due)?)
}

/// Sets a field.
pub(super) fn edit(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let record = name::record(desk, given.must("RECORD"))?;
    let field = name::field(&record, given.must("FIELD"))?;
    set(desk, &record, field, given.must("VALUE"))
}

/// Sets the date of a record: its due date, its end, or when it was published.
pub(super) fn set_date(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let record = name::record(desk, given.must("RECORD"))?;
    let field = match &record {
        RecordRef::Commitment(_) => Field::End,
        RecordRef::Milestone(..) | RecordRef::Action(_) => Field::Due,
        RecordRef::Meeting(_) => Field::Published,
        _ => {
            return Err(Wrong::refused(
                "no date can be set there",
                "edit sets any field",
            ));
        }
    };
    set(desk, &record, field, given.must("DATE"))
}

/// Moves the date of a commitment or milestone, with the reason.
pub(super) fn replan(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let subject = name::subject(desk.workspace, given.must("ID"))?;
    let to = name::date(desk, given.must("DATE"), Towards::Coming)?;
    let why = given.must("why");
    Ok(replan::replan(
        desk.workspace,
        desk.clerk,
        &subject,
        to,
        why,
    )?)
}

/// Enters what the independent reviewer concluded.
pub(super) fn assess(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let subject = name::subject(desk.workspace, given.must("ID"))?;
    if subject.milestone.is_some() {
        return Err(Wrong::refused(
            "the reviewer assesses commitments as a whole",
            "leave the milestone out",
        ));
    }
    let typed = given.must("INDICATOR");
    let indicator = name::one_of("indicator", typed, &Indicator::ALL, Indicator::words)?;
    let readings = [(indicator, given.must("VALUE"))];
    Ok(assess::assess(
        desk.workspace,
        &subject.commitment,
        &readings,
    )?)
}

/// Sets who leads, is responsible, owns, said or does something.
pub(super) fn set_who(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let record = name::record(desk, given.must("RECORD"))?;
    let field = match &record {
        RecordRef::Commitment(_) => Field::Lead,
        RecordRef::Milestone(..) => Field::Responsible,
        RecordRef::Action(_) => Field::Owner,
        RecordRef::Minute(..) => Field::By,
        RecordRef::Attendance(..) => Field::Role,
        _ => {
            return Err(Wrong::refused(
                "nobody is responsible for that",
                "edit sets any field",
            ));
        }
    };
    set(desk, &record, field, given.must("WHO"))
}

fn set(
    desk: &Desk<'_>,
    record: &RecordRef,
    field: Field,
    typed: &str,
) -> Result<Transaction, Wrong> {
    let one_line = matches!(field.typed(), Typed::Line | Typed::Date);
    if one_line {
        Wrong::unless_one_line(field.label(), typed)?;
    }
    let typed = if names_somebody(record, field) {
        name::who(desk, record, field, typed)?
    } else {
        typed.to_owned()
    };
    let mut dates = Vec::new();
    if field.typed() == Typed::Date && !typed.trim().is_empty() {
        name::date(desk, &typed, field.towards())?;
        let read = read_typed(&typed, desk.clerk.today(), field.towards());
        dates.extend(read.map(|reading| (field.label().to_owned(), reading)));
    }
    let changed = revise::set_field(desk.workspace, desk.clerk, record, field, &typed)?;
    Ok(changed.saying(&dates))
}

/// Puts a record in the bin.
pub(super) fn put_in_bin(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let record = name::record(desk, given.must("RECORD"))?;
    Ok(bin::bin(desk.workspace, desk.clerk, &record)?)
}

/// Takes a record out of the bin.
pub(super) fn restore(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let record = name::record(desk, given.must("RECORD"))?;
    Ok(bin::restore(desk.workspace, &record)?)
}
