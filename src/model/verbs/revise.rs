//! Changes one field of one record, and lends any record for a change.

use std::sync::Arc;

use super::super::action::Action;
use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::edit::{Change, Edit};
use super::super::field::{self, Field};
use super::super::ids::{EntryId, RecordRef, Subject};
use super::super::meeting::{AgendaItem, Attendance, Meeting, Minute};
use super::super::stakeholder::Stakeholder;
use super::super::status::Update;
use super::super::workspace::{Record, Workspace};
use super::{Proposal, Refusal, commitment, open_record, propose};

/// A copy of a record, lent to be changed.
#[derive(Debug)]
#[expect(missing_docs, reason = "each variant is that noun")]
pub enum Draft<'a> {
    Commitment(&'a mut Commitment),
    Milestone(&'a mut Milestone),
    Update(&'a mut Update),
    Meeting(&'a mut Meeting),
    Attendance(&'a mut Attendance),
    AgendaItem(&'a mut AgendaItem),
    Minute(&'a mut Minute),
    Action(&'a mut Action),
    Stakeholder(&'a mut Stakeholder),
}

/// Sets a field to what was typed.
///
/// # Errors
/// When the record or field is not there, may not change, or the text does not fit.
pub fn set_field(
    workspace: &Workspace,
    clerk: &Clerk,
    record: &RecordRef,
    field: Field,
    typed: &str,
) -> Proposal {
    let today = clerk.today();
    let edit = revise(workspace, record, |mut draft| {
        field::write(&mut draft, field, typed, today)
    })?;
    let name = name_of(workspace, record);
    let sentence = format!("{name}: {} changed", field.label());
    Ok(propose(workspace, record.clone(), sentence, vec![edit]))
}

/// Copies the record, lets `change` work on the copy, and returns the edit.
///
/// # Errors
/// When the record is not there or may not change, and what `change` refuses.
pub(crate) fn revise(
    workspace: &Workspace,
    record: &RecordRef,
    change: impl FnOnce(Draft<'_>) -> Result<(), Refusal>,
) -> Result<Edit, Refusal> {
    match record {
        RecordRef::Commitment(id) => whole(commitment(workspace, id)?, |copy| {
            change(Draft::Commitment(copy))
        }),
        RecordRef::Milestone(id, milestone) => {
            let found = |copy: &mut Commitment| {
                let milestone = copy.milestones.iter_mut().find(|m| m.id == *milestone);
                change(Draft::Milestone(milestone.ok_or_else(gone)?))
            };
            whole(commitment(workspace, id)?, found)
        }
        RecordRef::Update(subject, update) => {
            let found = |copy: &mut Commitment| {
                change(Draft::Update(
                    update_mut(copy, subject, update).ok_or_else(gone)?,
                ))
            };
            whole(commitment(workspace, &subject.commitment)?, found)
        }
        RecordRef::Meeting(id) => whole(open_record(workspace, id)?, |copy| {
            change(Draft::Meeting(copy))
        }),
        RecordRef::Attendance(id, line) => whole(open_record(workspace, id)?, |copy| {
            let line = copy.roll.iter_mut().find(|l| l.id == *line);
            change(Draft::Attendance(line.ok_or_else(gone)?))
        }),
        RecordRef::AgendaItem(id, item) => whole(open_record(workspace, id)?, |copy| {
            let item = copy.agenda.iter_mut().find(|i| i.id == *item);
            change(Draft::AgendaItem(item.ok_or_else(gone)?))
        }),
        RecordRef::Minute(id, minute) => whole(open_record(workspace, id)?, |copy| {
            let minute = copy.minutes.iter_mut().find(|m| m.id == *minute);
            change(Draft::Minute(minute.ok_or_else(gone)?))
        }),
        RecordRef::Action(id) => {
            let action = workspace.actions().get(id).ok_or_else(gone)?;
            whole(action, |copy| change(Draft::Action(copy)))
        }
        RecordRef::Stakeholder(id) => {
            let stakeholder = workspace.stakeholders().get(id).ok_or_else(gone)?;
            whole(stakeholder, |copy| change(Draft::Stakeholder(copy)))
        }
    }
}

fn whole<T: Record + Clone>(
    record: &Arc<T>,
    change: impl FnOnce(&mut T) -> Result<(), Refusal>,
) -> Result<Edit, Refusal> {
    let mut copy = T::clone(record);
    change(&mut copy)?;
    if copy == **record {
        return Err(Refusal::new("nothing has changed"));
    }
    Ok(T::edit(Change::update(record, copy)))
}

fn update_mut<'a>(
    commitment: &'a mut Commitment,
    subject: &Subject,
    update: &EntryId,
) -> Option<&'a mut Update> {
    let updates = match &subject.milestone {
        None => &mut commitment.updates,
        Some(id) => {
            &mut commitment
                .milestones
                .iter_mut()
                .find(|m| m.id == *id)?
                .updates
        }
    };
    updates.iter_mut().find(|u| u.id == *update)
}

fn gone() -> Refusal {
    Refusal::new("that record is not there any more; look at the list again")
}

/// Returns the name people know a record by, for sentences.
pub fn name_of(workspace: &Workspace, record: &RecordRef) -> String {
    match record {
        RecordRef::Commitment(id) => id.to_string(),
        RecordRef::Milestone(id, milestone) => {
            workspace.subject_name(&Subject::milestone(id, milestone))
        }
        RecordRef::Update(subject, id) => {
            let updates = workspace.updates(subject).unwrap_or_default();
            let date = updates
                .iter()
                .find(|u| u.id == *id)
                .map(|u| u.date.to_string());
            let name = workspace.subject_name(subject);
            format!("{name}, update of {}", date.unwrap_or_default())
        }
        RecordRef::Meeting(id) => format!("meeting {id}"),
        RecordRef::Attendance(id, line) => {
            let roll = workspace.meetings().get(id).map(|m| m.roll.as_slice());
            let line = roll.unwrap_or_default().iter().find(|l| l.id == *line);
            line.map_or_else(
                || format!("roll of {id}"),
                |l| super::roll::shown_name(workspace, l),
            )
        }
        RecordRef::AgendaItem(id, item) => {
            let agenda = workspace.meetings().get(id).map(|m| m.agenda.as_slice());
            let item = agenda.unwrap_or_default().iter().find(|i| i.id == *item);
            item.map_or_else(
                || format!("agenda of {id}"),
                |item| super::agenda::shown_title(workspace, item),
            )
        }
        RecordRef::Minute(id, minute) => {
            let minutes = workspace.meetings().get(id).map(|m| m.minutes.as_slice());
            let minute = minutes.unwrap_or_default().iter().find(|m| m.id == *minute);
            format!(
                "{} of {id}",
                minute.map_or("minute".to_owned(), Minute::title)
            )
        }
        RecordRef::Action(id) => {
            let text = workspace
                .actions()
                .get(id)
                .map(|a| a.text.first().to_owned());
            format!("action “{}”", shorten(&text.unwrap_or_default()))
        }
        RecordRef::Stakeholder(id) => workspace
            .stakeholders()
            .get(id)
            .map_or_else(|| id.to_string(), |s| s.name.clone()),
    }
}

/// Cuts a text to what a sentence has room for.
pub(in crate::model) fn shorten(text: &str) -> String {
    const ROOM: usize = 40;
    if text.chars().count() <= ROOM {
        return text.to_owned();
    }
    let cut: String = text.chars().take(ROOM - 1).collect();
    format!("{}…", cut.trim_end())
}
