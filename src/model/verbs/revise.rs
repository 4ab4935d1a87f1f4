//! Changes one field of one record, and lends any record for a change.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::action::Action;
use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::contribution::Contribution;
use super::super::edit::{Change, Edit, Transaction};
use super::super::field::{self, Field, Typed};
use super::super::forum::ForumDocument;
use super::super::ids::{EntryId, MeetingId, RecordRef, Subject};
use super::super::meeting::{AgendaItem, Attendance, Meeting, Minute};
use super::super::order;
use super::super::plan::Plan;
use super::super::pulse::Pulse;
use super::super::stakeholder::{Contact, Stakeholder};
use super::super::status::Update;
use super::super::workspace::{Record, Workspace};
use super::{Proposal, Refusal, already, commitment, meeting, open_record, plan, propose};
use crate::base::date::{FuzzyDate, spoken_day};
use crate::base::text::cut_end;

/// How many characters of values the sentence of a message has room for.
const ROOM: usize = 60;

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
    Contact(&'a mut Contact),
    Pulse(&'a mut Pulse),
    Plan(&'a mut Plan),
    Document(&'a mut ForumDocument),
    Contribution(&'a mut Contribution),
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
    if let (RecordRef::Meeting(id), Field::Published) = (record, field) {
        return set_published(workspace, id, typed, today);
    }
    let typed = &*field::one_a_line(workspace, field, typed);
    let (mut before, mut after) = (None, None);
    let edit = revise_if_other(workspace, record, |mut draft| {
        let was_in_order = out_of_order(&draft).is_none();
        before = field::shown(&mut draft, field);
        field::write(&mut draft, field, typed, today)?;
        // What a file has in a wrong order can be put right one by one.
        if let Some(what) = out_of_order(&draft).filter(|_| was_in_order) {
            return Err(Refusal(format!("{what}: nothing ends before it begins")));
        }
        if let (Draft::Contribution(held), Field::Response) = (&mut draft, field) {
            held.responded = held.is_answered().then(|| held.responded.unwrap_or(today));
        }
        after = field::shown(&mut draft, field);
        Ok(())
    })?;
    let Some(edit) = edit else {
        return Ok(field_is_so(workspace, record, field));
    };
    let mut edits = vec![edit];
    if let Some((other, field)) = counterpart(workspace, record, field) {
        let also = revise(workspace, &other, |mut draft| {
            field::write(&mut draft, field, typed, today)
        });
        // What they say is the same already where that changes nothing.
        edits.extend(also);
    }
    let label = field.label();
    let values = before.zip(after).filter(|_| is_told(field));
    let values = values.map(|(before, after)| [before, after].map(|value| in_one_line(&value)));
    let said = |name: String, values: Option<&[String; 2]>| match values {
        Some([before, after]) => format!("{name}: {label} {before} → {after}"),
        None => format!("{name}: {label} changed"),
    };
    let brief = values
        .clone()
        .filter(|values| is_brief(values.as_slice()))
        .map(|values| values.map(|value| spoken(field, value)));
    let name = name_of(workspace, record);
    let sentence = match (&values, &brief) {
        // What was typed as a list is read: the answer tells as what.
        (Some([_, after]), None) if field.typed() == Typed::Lines => {
            format!("{name}: {label} now {}", cut_end(after, ROOM))
        }
        _ => said(name, brief.as_ref()),
    };
    let minuted = said(whole_name_of(workspace, record), values.as_ref());
    Ok(propose(workspace, record.clone(), sentence, edits).minuted_as(minuted))
}

/// Says of a field that it is what was typed already.
fn field_is_so(workspace: &Workspace, record: &RecordRef, field: Field) -> Transaction {
    let (name, label) = (name_of(workspace, record), field.label());
    let sentence = format!("{name}: {label}: {SO_ALREADY}");
    already(workspace, record.clone(), sentence)
}

/// Says how a record would end before it begins.
fn out_of_order(draft: &Draft<'_>) -> Option<String> {
    match draft {
        Draft::Meeting(meeting) => order::of_meeting(meeting),
        Draft::Attendance(line) => order::of_attendance(line),
        Draft::Commitment(commitment) => order::of_commitment(commitment),
        Draft::Milestone(milestone) => order::of_milestone(milestone),
        Draft::Plan(plan) => order::of_plan(plan),
        _ => None,
    }
}

/// Returns true for fields of which a sentence tells what they were and are. Who owned an action or said
/// something stands in no field once somebody else does, so that nobody would know the name as one to keep
/// back from the minutes; nor do these tell what civil society alone answered, nor texts as a whole.
fn is_told(field: Field) -> bool {
    let one_line = match field.typed() {
        Typed::Line | Typed::Date => true,
        Typed::Lines => field != Field::Evidence,
        Typed::Paragraphs => false,
    };
    let kept_back = matches!(
        field,
        Field::Owner | Field::By | Field::KnowsWho | Field::Met | Field::SeesProgress
    );
    one_line && !kept_back
}

/// Returns true for values that the sentence of a message has room for.
fn is_brief(values: &[String]) -> bool {
    let length: usize = values.iter().map(|value| value.chars().count()).sum();
    length <= ROOM
}

/// Returns a value as the answer says it: a date with its weekday.
fn spoken(field: Field, value: String) -> String {
    match (field.typed(), value.parse::<FuzzyDate>()) {
        (Typed::Date, Ok(date)) => date.spoken(),
        _ => value,
    }
}

fn in_one_line(value: &str) -> String {
    if value.is_empty() {
        return "none".to_owned();
    }
    value.lines().collect::<Vec<_>>().join("; ")
}

/// Returns the field that says the same of an action in its minute, or of a minute in its action,
/// as long as the minutes may change.
fn counterpart(
    workspace: &Workspace,
    record: &RecordRef,
    field: Field,
) -> Option<(RecordRef, Field)> {
    match record {
        RecordRef::Action(id) => {
            let meeting = workspace.actions().get(id)?.meeting.as_ref()?;
            let held = open_record(workspace, meeting).ok()?;
            let minute = held
                .minutes
                .iter()
                .find(|m| m.action.as_ref() == Some(id))?;
            let field = match field {
                Field::Owner => Field::By,
                Field::Due | Field::Text => field,
                _ => return None,
            };
            Some((RecordRef::Minute(held.id.clone(), minute.id.clone()), field))
        }
        RecordRef::Minute(meeting, id) => {
            let action = workspace
                .meetings()
                .get(meeting)?
                .minute(id)?
                .action
                .as_ref()?;
            let field = match field {
                Field::By => Field::Owner,
                Field::Due | Field::Text => field,
                _ => return None,
            };
            Some((RecordRef::Action(action.clone()), field))
        }
        _ => None,
    }
}

/// Sets the day the minutes were published, which is beside the seal of final ones.
fn set_published(workspace: &Workspace, id: &MeetingId, typed: &str, today: Date) -> Proposal {
    let held = meeting(workspace, id)?;
    let mut copy = Meeting::clone(held);
    field::write(
        &mut Draft::Meeting(&mut copy),
        Field::Published,
        typed,
        today,
    )?;
    let focus = RecordRef::Meeting(id.clone());
    if copy == **held {
        return Ok(field_is_so(workspace, &focus, Field::Published));
    }
    let sentence = match copy.published {
        Some(day) => format!("minutes of {id} published on {}", spoken_day(day)),
        None => format!("minutes of {id} not published"),
    };
    let edit = Edit::Meeting(Change::update(held, copy));
    Ok(propose(workspace, focus, sentence, vec![edit]))
}

/// Copies the record, lets `change` work on the copy, and returns the edit.
///
/// # Errors
/// When the record is not there or may not change, what `change` refuses, and when it is so already.
pub(crate) fn revise(
    workspace: &Workspace,
    record: &RecordRef,
    change: impl FnOnce(Draft<'_>) -> Result<(), Refusal>,
) -> Result<Edit, Refusal> {
    let edit = revise_if_other(workspace, record, change)?;
    edit.ok_or_else(|| Refusal::new(SO_ALREADY))
}

/// Says of what is asked for that it is so already.
const SO_ALREADY: &str = "it is so already; nothing has changed";

/// Does the same; `None` where the record is so already.
pub(super) fn revise_if_other(
    workspace: &Workspace,
    record: &RecordRef,
    change: impl FnOnce(Draft<'_>) -> Result<(), Refusal>,
) -> Result<Option<Edit>, Refusal> {
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
                let update = update_mut(copy, subject, update).ok_or_else(gone)?;
                may_change(workspace, update.meeting.as_ref())?;
                change(Draft::Update(update))
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
        RecordRef::Contact(id) => {
            let contact = workspace.contacts().get(id).ok_or_else(gone)?;
            whole(contact, |copy| change(Draft::Contact(copy)))
        }
        RecordRef::Pulse(id, pulse) => whole(commitment(workspace, id)?, |copy| {
            let pulse = copy.pulses.iter_mut().find(|p| p.id == *pulse);
            let pulse = pulse.ok_or_else(gone)?;
            may_change(workspace, pulse.meeting.as_ref())?;
            change(Draft::Pulse(pulse))
        }),
        RecordRef::Plan(id) => whole(plan(workspace, id)?, |copy| change(Draft::Plan(copy))),
        RecordRef::Document(id, document) => whole(plan(workspace, id)?, |copy| {
            let document = copy.documents.iter_mut().find(|d| d.id == *document);
            change(Draft::Document(document.ok_or_else(gone)?))
        }),
        RecordRef::Contribution(id, contribution) => whole(plan(workspace, id)?, |copy| {
            let mut all = copy.co_creation.contributions.iter_mut();
            let contribution = all.find(|c| c.id == *contribution);
            change(Draft::Contribution(contribution.ok_or_else(gone)?))
        }),
    }
}

/// Says whether what was said in a meeting may change: it is part of its minutes.
fn may_change(workspace: &Workspace, meeting: Option<&MeetingId>) -> Result<(), Refusal> {
    let known = |id: &&MeetingId| workspace.meetings().contains_key(*id);
    match meeting.filter(known) {
        Some(meeting) => open_record(workspace, meeting).map(|_| ()),
        None => Ok(()),
    }
}

fn whole<T: Record + Clone>(
    record: &Arc<T>,
    change: impl FnOnce(&mut T) -> Result<(), Refusal>,
) -> Result<Option<Edit>, Refusal> {
    let mut copy = T::clone(record);
    change(&mut copy)?;
    let is_other = copy != **record;
    Ok(is_other.then(|| T::edit(Change::update(record, copy))))
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

/// Returns the name people know the record by that an edit is about, in the workspace or made by it.
pub fn name_of_edit(workspace: &Workspace, edit: &Edit) -> String {
    if let Edit::Settings(change) = edit {
        return change.id().to_string();
    }
    let record = edit.record();
    // What only another version has is not in the workspace.
    let mut made = Workspace::scratch();
    made.mirror(edit);
    let is_new = Workspace::scratch().edit_to(workspace, edit).is_none();
    name_of(if is_new { &made } else { workspace }, &record)
}

/// Returns the name people know a record by, for sentences: of one known by its text as much of it as
/// a sentence has room for.
pub fn name_of(workspace: &Workspace, record: &RecordRef) -> String {
    named(workspace, record, shorten)
}

/// Returns the name people know a record by, whole, for what is published.
pub(super) fn whole_name_of(workspace: &Workspace, record: &RecordRef) -> String {
    named(workspace, record, str::to_owned)
}

fn named(workspace: &Workspace, record: &RecordRef, told: fn(&str) -> String) -> String {
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
            let held = workspace.meetings().get(id);
            let line = held.and_then(|m| m.roll.iter().find(|l| l.id == *line));
            line.map_or_else(
                || format!("roll of {id}"),
                |l| super::roll::shown_name(workspace, l, held.map(|m| m.date)),
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
            format!("action “{}”", told(&text.unwrap_or_default()))
        }
        RecordRef::Plan(id) => format!("plan {id}"),
        RecordRef::Stakeholder(id) => {
            let held = workspace.stakeholders().get(id);
            held.map_or_else(|| id.to_string(), |s| s.name.clone())
        }
        RecordRef::Contact(id) => {
            let day = workspace.contacts().get(id).map(|c| c.date);
            of_day("contact", day)
        }
        RecordRef::Pulse(id, pulse) => {
            let held = workspace.commitments().get(id);
            let pulse = held.and_then(|c| c.pulses.iter().find(|p| p.id == *pulse));
            of_day(&format!("{id}, three questions"), pulse.map(|p| p.date))
        }
        RecordRef::Document(id, document) => {
            let held = workspace.plans().get(id);
            let document = held.and_then(|p| p.documents.iter().find(|d| d.id == *document));
            document.map_or_else(|| "document".to_owned(), |d| told(&d.title))
        }
        RecordRef::Contribution(id, contribution) => {
            let held = workspace.plans().get(id);
            let mut all = held.into_iter().flat_map(|p| &p.co_creation.contributions);
            let found = all.find(|c| c.id == *contribution);
            // Not by its words, which may name who made it.
            of_day("contribution", found.map(|c| c.date))
        }
    }
}

fn of_day(what: &str, day: Option<Date>) -> String {
    match day {
        Some(day) => format!("{what} of {day}"),
        None => what.to_owned(),
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
