//! Puts records into the bin and takes them out: nothing is ever deleted,
//! a binned record is only left out.

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::ids::{CommitmentId, RecordRef, Subject};
use super::super::meeting::MeetingState;
use super::super::workspace::Workspace;
use super::revise::{Draft, name_of, revise_if_other};
use super::{Proposal, Refusal, already, propose};

/// Puts a record into the bin.
///
/// # Errors
/// When the record is not there, is in the bin already, or may not change.
pub fn bin(workspace: &Workspace, clerk: &Clerk, record: &RecordRef) -> Proposal {
    if let RecordRef::Meeting(id) = record
        && workspace
            .meetings()
            .get(id)
            .is_some_and(|m| m.state == MeetingState::InProgress)
    {
        return Err(Refusal(format!(
            "meeting {id} is in progress; close it first with s"
        )));
    }
    let today = clerk.today();
    let name = name_of(workspace, record);
    let Some(edit) = set(workspace, record, Some(today))? else {
        let sentence = format!("{name} is in the bin already");
        return Ok(already(workspace, record.clone(), sentence));
    };
    let sentence = format!("{name} put in the bin");
    Ok(propose(workspace, record.clone(), sentence, vec![edit]))
}

/// Takes a record out of the bin.
///
/// # Errors
/// When the record is not there, is not in the bin, or may not change.
pub fn restore(workspace: &Workspace, record: &RecordRef) -> Proposal {
    let name = name_of(workspace, record);
    let Some(edit) = set(workspace, record, None)? else {
        let sentence = format!("{name} is not in the bin");
        return Ok(already(workspace, record.clone(), sentence));
    };
    let sentence = format!("{name} taken out of the bin");
    Ok(propose(workspace, record.clone(), sentence, vec![edit]))
}

/// Returns every record in the bin, the outer ones only.
pub fn binned(workspace: &Workspace) -> Vec<RecordRef> {
    let mut found = Vec::new();
    for commitment in workspace.commitments().values() {
        if commitment.binned.is_some() {
            found.push(RecordRef::Commitment(commitment.id.clone()));
            continue;
        }
        let pulses = commitment.pulses.iter().filter(|p| p.binned.is_some());
        found.extend(pulses.map(|p| RecordRef::Pulse(commitment.id.clone(), p.id.clone())));
        found.extend(binned_updates(
            &commitment.updates,
            &Subject::commitment(&commitment.id),
        ));
        for milestone in &commitment.milestones {
            let subject = Subject::milestone(&commitment.id, &milestone.id);
            if milestone.binned.is_some() {
                found.push(subject.into());
            } else {
                found.extend(binned_updates(&milestone.updates, &subject));
            }
        }
    }
    for meeting in workspace.meetings().values() {
        if meeting.binned.is_some() {
            found.push(RecordRef::Meeting(meeting.id.clone()));
            continue;
        }
        let items = meeting.agenda.iter().filter(|i| i.binned.is_some());
        found.extend(items.map(|i| RecordRef::AgendaItem(meeting.id.clone(), i.id.clone())));
        let minutes = meeting.minutes.iter().filter(|m| m.binned.is_some());
        found.extend(minutes.map(|m| RecordRef::Minute(meeting.id.clone(), m.id.clone())));
    }
    let actions = workspace.actions().values().filter(|a| a.binned.is_some());
    found.extend(actions.map(|a| RecordRef::Action(a.id.clone())));
    let stakeholders = workspace
        .stakeholders()
        .values()
        .filter(|s| s.binned.is_some());
    found.extend(stakeholders.map(|s| RecordRef::Stakeholder(s.id.clone())));
    let contacts = workspace.contacts().values().filter(|c| c.binned.is_some());
    found.extend(contacts.map(|c| RecordRef::Contact(c.id.clone())));
    for plan in workspace.plans().values() {
        let documents = plan.documents.iter().filter(|d| d.binned.is_some());
        found.extend(documents.map(|d| RecordRef::Document(plan.id.clone(), d.id.clone())));
        let contributions = plan.co_creation.contributions.iter();
        let binned = contributions.filter(|c| c.binned.is_some());
        found.extend(binned.map(|c| RecordRef::Contribution(plan.id.clone(), c.id.clone())));
    }
    found
}

fn binned_updates(
    updates: &[super::super::status::Update],
    subject: &Subject,
) -> impl Iterator<Item = RecordRef> {
    let binned = updates.iter().filter(|u| u.binned.is_some());
    binned.map(|u| RecordRef::Update(subject.clone(), u.id.clone()))
}

/// The day something was put in the bin; `None` when it is live.
pub(crate) type Binned = Option<Date>;

/// Returns when the record, or what it is inside of, was put in the bin;
/// `None` when it is not there at all.
pub(crate) fn binned_since(workspace: &Workspace, record: &RecordRef) -> Option<Binned> {
    let whole = |id: &CommitmentId| workspace.commitments().get(id).map(|c| c.binned);
    match record {
        RecordRef::Commitment(id) => whole(id),
        RecordRef::Milestone(id, milestone) => {
            let subject = Subject::milestone(id, milestone);
            Some(whole(id)?.or(workspace.milestone(&subject)?.binned))
        }
        RecordRef::Update(subject, id) => {
            let update = workspace.updates(subject)?.iter().find(|u| u.id == *id)?;
            let around = binned_since(workspace, &RecordRef::from(subject.clone()))?;
            Some(around.or(update.binned))
        }
        RecordRef::Meeting(id) => workspace.meetings().get(id).map(|m| m.binned),
        RecordRef::Attendance(id, line) => {
            let meeting = workspace.meetings().get(id)?;
            meeting
                .roll
                .iter()
                .any(|l| l.id == *line)
                .then_some(meeting.binned)
        }
        RecordRef::AgendaItem(id, item) => {
            let meeting = workspace.meetings().get(id)?;
            let item = meeting.agenda.iter().find(|i| i.id == *item)?;
            Some(meeting.binned.or(item.binned))
        }
        RecordRef::Minute(id, minute) => {
            let meeting = workspace.meetings().get(id)?;
            let minute = meeting.minutes.iter().find(|m| m.id == *minute)?;
            Some(meeting.binned.or(minute.binned))
        }
        RecordRef::Action(id) => workspace.actions().get(id).map(|a| a.binned),
        RecordRef::Stakeholder(id) => workspace.stakeholders().get(id).map(|s| s.binned),
        RecordRef::Contact(id) => workspace.contacts().get(id).map(|c| c.binned),
        RecordRef::Pulse(id, pulse) => {
            let held = workspace.commitments().get(id)?;
            let pulse = held.pulses.iter().find(|p| p.id == *pulse)?;
            Some(held.binned.or(pulse.binned))
        }
        RecordRef::Plan(id) => workspace.plans().get(id).map(|_| None),
        RecordRef::Document(id, document) => {
            let plan = workspace.plans().get(id)?;
            let mut documents = plan.documents.iter();
            documents.find(|d| d.id == *document).map(|d| d.binned)
        }
        RecordRef::Contribution(id, contribution) => {
            let plan = workspace.plans().get(id)?;
            let mut contributions = plan.co_creation.contributions.iter();
            let found = contributions.find(|c| c.id == *contribution);
            found.map(|c| c.binned)
        }
    }
}

fn set(
    workspace: &Workspace,
    record: &RecordRef,
    since: Option<Date>,
) -> Result<Option<super::super::edit::Edit>, Refusal> {
    revise_if_other(workspace, record, |draft| {
        let binned = match draft {
            Draft::Commitment(c) => &mut c.binned,
            Draft::Milestone(m) => &mut m.binned,
            Draft::Update(u) => &mut u.binned,
            Draft::Meeting(m) => &mut m.binned,
            Draft::AgendaItem(i) => &mut i.binned,
            Draft::Minute(m) => &mut m.binned,
            Draft::Action(a) => &mut a.binned,
            Draft::Stakeholder(s) => &mut s.binned,
            Draft::Contact(c) => &mut c.binned,
            Draft::Pulse(p) => &mut p.binned,
            Draft::Document(d) => &mut d.binned,
            Draft::Contribution(c) => &mut c.binned,
            Draft::Plan(_) => {
                return Err(Refusal::new("a plan stays; its commitments can be binned"));
            }
            Draft::Attendance(_) => {
                return Err(Refusal::new(
                    "a line of the roll is not binned: - takes it off the roll, s marks it absent",
                ));
            }
        };
        if binned.is_some() == since.is_some() {
            return Ok(());
        }
        *binned = since;
        Ok(())
    })
}
