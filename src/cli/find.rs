//! Finds the record that somebody named on the command line.

use super::error::CliError;
use crate::base::id::Id;
use crate::base::near;
use crate::model::decisions::{Decision, register};
use crate::model::known;
use crate::model::version::Versioned;
use crate::model::{
    ActionId, CommitmentId, ContactId, DecisionId, Meeting, MeetingId, Plan, PlanId, RecordRef,
    StakeholderId, Subject, Unread, Workspace,
};

/// How many ids are offered for one that is not there.
const OFFERED: usize = 3;

/// Returns the record with that id: a commitment or milestone first, then a meeting, an action,
/// a stakeholder, a contact, a plan, at last a commitment or milestone by as much of its id as tells it.
pub(super) fn record(workspace: &Workspace, typed: &str) -> Result<RecordRef, CliError> {
    if let Some(subject) = workspace.find_subject(typed) {
        return Ok(RecordRef::from(subject));
    }
    if let Ok(id) = MeetingId::parse(typed)
        && workspace.meetings().contains_key(&id)
    {
        return Ok(RecordRef::Meeting(id));
    }
    if let Ok(id) = ActionId::parse(typed)
        && workspace.actions().contains_key(&id)
    {
        return Ok(RecordRef::Action(id));
    }
    if let Ok(id) = StakeholderId::parse(typed)
        && workspace.stakeholders().contains_key(&id)
    {
        return Ok(RecordRef::Stakeholder(id));
    }
    if let Ok(id) = ContactId::parse(typed)
        && workspace.contacts().contains_key(&id)
    {
        return Ok(RecordRef::Contact(id));
    }
    if let Ok(id) = PlanId::parse(typed)
        && workspace.plans().contains_key(&id)
    {
        return Ok(RecordRef::Plan(id));
    }
    // As it is typed on the screen and in scripts: `uk75.2`.
    if let Ok(subject) = known::subject(workspace, typed) {
        return Ok(subject.into());
    }
    Err(unknown(workspace, typed))
}

/// Returns the decision with that name over all meetings: `2017-11-30/D3`.
pub(super) fn decision<'w>(workspace: &'w Workspace, typed: &str) -> Option<Decision<'w>> {
    let id: DecisionId = typed.parse().ok()?;
    let mut register = register(workspace).into_iter();
    register.find(|decision| decision.id == id)
}

/// Returns the meeting with that id.
pub(super) fn meeting(workspace: &Workspace, typed: &str) -> Result<MeetingId, CliError> {
    let known = |id: &MeetingId| workspace.meetings().contains_key(id);
    let unknown = || {
        if unread(workspace, typed).is_some() {
            return self::unknown(workspace, typed);
        }
        let ids = workspace.meetings().keys().map(Id::as_str);
        CliError::UnknownId {
            typed: typed.to_owned(),
            nearest: owned(&near::nearest(typed, ids, OFFERED)),
        }
    };
    MeetingId::parse(typed)
        .ok()
        .filter(known)
        .ok_or_else(unknown)
}

/// Returns the plan that was named, else the current one.
pub(super) fn plan<'w>(
    workspace: &'w Workspace,
    named: Option<&str>,
) -> Result<&'w Plan, CliError> {
    let wanted = named.unwrap_or(workspace.settings().current.as_str());
    let id = PlanId::parse(wanted).ok();
    let plan = id.and_then(|id| workspace.plans().get(&id));
    plan.map(AsRef::as_ref).ok_or_else(|| {
        if unread(workspace, wanted).is_some() {
            return unknown(workspace, wanted);
        }
        let ids = workspace.plans().keys().map(Id::as_str);
        CliError::UnknownId {
            typed: wanted.to_owned(),
            nearest: owned(&near::nearest(wanted, ids, OFFERED)),
        }
    })
}

/// Returns the meeting that was named by its id or by a word: `last` for the one held last, `next`
/// for the one in progress or, when none is, the next one to be held.
pub(super) fn meeting_by_word(workspace: &Workspace, typed: &str) -> Result<MeetingId, CliError> {
    let live = || {
        let meetings = workspace.meetings().values().map(AsRef::as_ref);
        meetings.filter(|meeting: &&Meeting| meeting.binned.is_none())
    };
    let place = |meeting: &&Meeting| (meeting.date, meeting.id.clone());
    let (found, missing) = match typed {
        "last" => (
            live().filter(|m| m.was_held()).max_by_key(place),
            "no meeting was held yet",
        ),
        "next" => {
            let to_come = || live().filter(|m| m.is_to_come());
            let now = workspace.meeting_in_progress().map(AsRef::as_ref);
            (
                now.or_else(|| to_come().min_by_key(place)),
                "no meeting is in progress or to come",
            )
        }
        id => return meeting(workspace, id),
    };
    let found = found.ok_or_else(|| CliError::Declined {
        what: missing.to_owned(),
        hint: "`roundtable list meetings` shows all of them; name one by its id".to_owned(),
    })?;
    Ok(found.id.clone())
}

/// Returns the record with that id that is there and could not be read.
pub(super) fn unread(workspace: &Workspace, typed: &str) -> Option<Versioned> {
    let whole = typed.split('.').next().unwrap_or(typed);
    // A decision is in the file of its meeting.
    let held = typed.split('/').next().unwrap_or(typed);
    let ids = [
        CommitmentId::parse(whole).map(Unread::Commitment),
        MeetingId::parse(held).map(Unread::Meeting),
        PlanId::parse(typed).map(Unread::Plan),
    ];
    let mut ids = ids.into_iter().flatten();
    let unread = ids.find(|id| workspace.unread().contains(id))?;
    unread.record()
}

/// Returns the error for an id that is not there, with the ids that may have been meant.
pub(super) fn unknown(workspace: &Workspace, typed: &str) -> CliError {
    if let Some(record) = unread(workspace, typed) {
        let name = record.name(workspace);
        return CliError::Declined {
            what: format!("the file of {name} cannot be read"),
            hint: format!(
                "`roundtable check` says why, `roundtable history {typed}` shows what is kept of it"
            ),
        };
    }
    let nearest = match typed.split_once('.') {
        Some((commitment, _)) => milestones_of(workspace, commitment),
        None => decisions_of(workspace, typed),
    };
    let nearest = if nearest.is_empty() {
        nearest_anywhere(workspace, typed)
    } else {
        nearest
    };
    CliError::UnknownId {
        typed: typed.to_owned(),
        nearest,
    }
}

/// Returns the milestones there are, for a number that is not among them.
fn milestones_of(workspace: &Workspace, commitment: &str) -> Vec<String> {
    let id = CommitmentId::parse(commitment).ok();
    let Some(commitment) = id.and_then(|id| workspace.commitments().get(&id)) else {
        return Vec::new();
    };
    let name = |id| workspace.subject_name(&Subject::milestone(&commitment.id, id));
    commitment
        .live_milestones()
        .map(|milestone| name(&milestone.id))
        .collect()
}

/// Returns the decisions there are in a meeting, for a number that is not among them.
fn decisions_of(workspace: &Workspace, typed: &str) -> Vec<String> {
    let Ok(id) = typed.parse::<DecisionId>() else {
        return Vec::new();
    };
    let register = register(workspace).into_iter();
    let of_meeting = register.filter(|decision| decision.id.meeting == id.meeting);
    of_meeting.map(|decision| decision.id.to_string()).collect()
}

fn nearest_anywhere(workspace: &Workspace, typed: &str) -> Vec<String> {
    let ids = workspace
        .commitments()
        .keys()
        .map(Id::as_str)
        .chain(workspace.meetings().keys().map(Id::as_str))
        .chain(workspace.actions().keys().map(Id::as_str))
        .chain(workspace.stakeholders().keys().map(Id::as_str))
        .chain(workspace.contacts().keys().map(Id::as_str))
        .chain(workspace.plans().keys().map(Id::as_str));
    // Who mistypes the commitment of a milestone is helped with the commitment.
    let whole = typed.split('.').next().unwrap_or(typed);
    owned(&near::nearest(whole, ids, OFFERED))
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}
