//! Convenes a meeting and takes it from draft to final.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit};
use super::super::ids::{MeetingId, RecordRef};
use super::super::meeting::{AgendaItem, Attendance, Meeting, MeetingKind, MeetingState};
use super::super::template;
use super::super::unread::Unread;
use super::super::workspace::Workspace;
use super::agenda::{Proposed, shown_title, stop_the_clock};
use super::revise::{Draft, revise};
use super::roll::shown_name;
use super::{Proposal, Refusal, already, open_record, propose};
use crate::base::id::Id;

/// Adds a meeting as a draft. Its agenda begins with the items of every meeting of that kind; its
/// roll proposes who was at the last one, not yet called.
///
/// # Errors
/// When there is no current plan, or a meeting of that kind on that day.
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
    let same = |m: &&Arc<Meeting>| m.kind == kind && m.date == date && m.binned.is_none();
    if let Some(known) = workspace.meetings().values().find(same) {
        return Err(Refusal(format!(
            "there is a {} meeting on that day, {}; choose another day or kind",
            kind.words(),
            known.id
        )));
    }
    let id = free_id(workspace, date);
    let last = last_of_kind(workspace, kind, date);
    let meeting = Meeting {
        title: title.trim().to_owned(),
        attribution: last.map(|last| last.attribution).unwrap_or_default(),
        agenda: agenda_of(clerk, kind),
        roll: last.map_or_else(Vec::new, |last| roll_like(clerk, last)),
        ..Meeting::draft(id.clone(), plan.id.clone(), kind, date)
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
    let is_unread = |id: &MeetingId| {
        let mut unread = workspace.unread().iter();
        unread.any(|unread| matches!(unread, Unread::Meeting(held) if held == id))
    };
    ids.find(|id| !workspace.meetings().contains_key(id) && !is_unread(id))
        .expect("numbers do not run out")
}

fn last_of_kind(workspace: &Workspace, kind: MeetingKind, before: Date) -> Option<&Meeting> {
    let comparable = |m: &&Meeting| {
        m.kind == kind && m.date < before && m.binned.is_none() && !m.roll.is_empty()
    };
    let mut meetings = workspace.meetings().values().rev().map(AsRef::as_ref);
    meetings.find(comparable)
}

fn agenda_of(clerk: &mut Clerk, kind: MeetingKind) -> Vec<AgendaItem> {
    let items = template::agenda(kind).into_iter();
    let item = |proposed: Proposed| AgendaItem {
        planned: proposed.planned,
        ..AgendaItem::new(clerk.mint(), &proposed.title)
    };
    items.map(item).collect()
}

fn roll_like(clerk: &mut Clerk, last: &Meeting) -> Vec<Attendance> {
    let known = last.roll.iter().filter(|line| line.stakeholder.is_some());
    let mut once: Vec<&Attendance> = Vec::new();
    for line in known {
        let of = |line: &Attendance| {
            let seat = (line.stakeholder.clone(), line.sector);
            (seat, line.name.clone(), line.role.clone())
        };
        if once.iter().all(|other| of(other) != of(line)) {
            once.push(line);
        }
    }
    let fresh = |line: &Attendance| Attendance {
        id: clerk.mint(),
        presence: None,
        arrived: None,
        left: None,
        away: Vec::new(),
        people: 1,
        substitute_for: String::new(),
        ..line.clone()
    };
    once.into_iter().map(fresh).collect()
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

/// Sets how far a meeting has come. Beginning and closing it note the time, where that is the time of the
/// meeting.
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
    if state == held.state {
        let sentence = format!("meeting {id} is {} already", state.words());
        return Ok(already(workspace, RecordRef::Meeting(id.clone()), sentence));
    }
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
    let began = clerk.time_on_its_day(held);
    let closed = clerk.time_in(held);
    if state == MeetingState::Closed {
        ends_after_it_began(held, clerk)?;
    }
    let edit = revise(workspace, &RecordRef::Meeting(id.clone()), |draft| {
        if let Draft::Meeting(meeting) = draft {
            meeting.state = state;
            if state != MeetingState::InProgress {
                stop_the_clock(meeting, closed);
            }
            match state {
                MeetingState::InProgress => meeting.began = meeting.began.or(began),
                MeetingState::Closed => meeting.closed = meeting.closed.or(closed),
                MeetingState::Final => seal(workspace, meeting),
                MeetingState::Draft | MeetingState::Open => {}
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

/// Refuses to close a meeting earlier than it began: on its own day at an earlier time, or hours
/// before the time it began at on another day.
fn ends_after_it_began(held: &Meeting, clerk: &Clerk) -> Result<(), Refusal> {
    let (Some(began), None) = (held.began, held.closed) else {
        return Ok(());
    };
    let Some(now) = clerk.time_in(held) else {
        return Ok(());
    };
    let is_later = now >= began || clerk.today() > held.date && began.may_last_until(now);
    if is_later {
        return Ok(());
    }
    Err(Refusal(format!(
        "meeting {} began at {began} and would end at {now}: give the right time, or the next day \
         where it went past midnight; where it began at another time, edit began first",
        held.id
    )))
}

/// Writes into the meeting what it takes from other records, so that it says the same when they
/// change, and seals it.
fn seal(workspace: &Workspace, meeting: &mut Meeting) {
    let day = Some(meeting.date);
    for line in &mut meeting.roll {
        if line.name.is_empty() && line.stakeholder.is_some() {
            line.name = shown_name(workspace, line, day);
        }
    }
    for item in &mut meeting.agenda {
        if item.title.is_empty() {
            item.title = shown_title(workspace, item);
        }
    }
    meeting.seal(workspace);
}
