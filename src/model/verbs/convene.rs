//! Convenes a meeting and takes it from draft to final.

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit};
use super::super::ids::{MeetingId, RecordRef};
use super::super::meeting::{Attendance, Meeting, MeetingKind, MeetingState};
use super::super::workspace::Workspace;
use super::revise::{Draft, revise};
use super::{Proposal, Refusal, open_record, propose};
use crate::base::id::Id;

/// Adds a meeting as a draft. Its roll proposes who was at the last meeting
/// of that kind, not yet called.
///
/// # Errors
/// When there is no current plan.
pub fn new_meeting(
    workspace: &Workspace,
    clerk: &mut Clerk,
    kind: MeetingKind,
    date: Date,
    title: &str,
) -> Proposal {
    let plan = workspace.current_plan().ok_or_else(|| {
        Refusal::new("the current plan's file could not be read; roundtable check says why")
    })?;
    let id = free_id(workspace, date);
    let meeting = Meeting {
        id: id.clone(),
        plan: plan.id.clone(),
        kind,
        title: title.trim().to_owned(),
        date,
        began: None,
        closed: None,
        place: String::new(),
        state: MeetingState::Draft,
        note_by: String::new(),
        published: None,
        approved_by: None,
        roll: roll_of_last(workspace, clerk, kind, date),
        minutes: Vec::new(),
        sources: Vec::new(),
        binned: None,
    };
    let sentence = format!("{} meeting {id} drafted", kind.words());
    let edits = vec![Edit::Meeting(Change::create(meeting))];
    Ok(propose(workspace, RecordRef::Meeting(id), sentence, edits))
}

fn free_id(workspace: &Workspace, date: Date) -> MeetingId {
    let names = (1..).map(|n| {
        if n == 1 {
            date.to_string()
        } else {
            format!("{date}-{n}")
        }
    });
    let mut ids = names.filter_map(|name| MeetingId::parse(&name).ok());
    ids.find(|id| !workspace.meetings().contains_key(id))
        .expect("numbers do not run out")
}

fn roll_of_last(
    workspace: &Workspace,
    clerk: &mut Clerk,
    kind: MeetingKind,
    before: Date,
) -> Vec<Attendance> {
    let comparable = |m: &&std::sync::Arc<Meeting>| {
        m.kind == kind && m.date < before && m.binned.is_none() && !m.roll.is_empty()
    };
    let Some(last) = workspace.meetings().values().rev().find(comparable) else {
        return Vec::new();
    };
    let known = last.roll.iter().filter(|line| line.stakeholder.is_some());
    let fresh = |line: &Attendance| Attendance {
        id: clerk.mint(),
        presence: None,
        arrived: None,
        left: None,
        people: 1,
        ..line.clone()
    };
    known.map(fresh).collect()
}

/// Returns the state a meeting goes to next.
pub fn next_state(state: MeetingState) -> Option<MeetingState> {
    match state {
        MeetingState::Draft => Some(MeetingState::Open),
        MeetingState::Open => Some(MeetingState::InProgress),
        MeetingState::InProgress => Some(MeetingState::Closed),
        MeetingState::Closed => Some(MeetingState::Final),
        MeetingState::Final => None,
    }
}

/// Sets how far a meeting has come. Beginning and closing it note the time.
///
/// # Errors
/// When its minutes are final, another meeting is in progress, or the step
/// makes no sense: final minutes come only after a closed meeting.
pub fn set_state(
    workspace: &Workspace,
    clerk: &Clerk,
    id: &MeetingId,
    state: MeetingState,
) -> Proposal {
    let held = open_record(workspace, id)?;
    if state == MeetingState::Final && held.state != MeetingState::Closed {
        return Err(Refusal(format!(
            "meeting {id} is {}; close it first, then its minutes can be made final",
            held.state.words()
        )));
    }
    if let (MeetingState::InProgress, Some(other)) = (state, workspace.meeting_in_progress())
        && other.id != *id
    {
        return Err(Refusal(format!(
            "meeting {} is in progress; close it before another begins",
            other.id
        )));
    }
    let time = clerk.time();
    let edit = revise(workspace, &RecordRef::Meeting(id.clone()), |draft| {
        if let Draft::Meeting(meeting) = draft {
            meeting.state = state;
            match state {
                MeetingState::InProgress => {
                    meeting.began.get_or_insert(time);
                    meeting.closed = None;
                }
                MeetingState::Closed => {
                    meeting.closed.get_or_insert(time);
                }
                MeetingState::Draft | MeetingState::Open | MeetingState::Final => {}
            }
        }
        Ok(())
    })?;
    let sentence = format!("meeting {id} is {}", state.words());
    Ok(propose(
        workspace,
        RecordRef::Meeting(id.clone()),
        sentence,
        vec![edit],
    ))
}
