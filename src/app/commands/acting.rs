//! Commands for the course of a meeting.

use crate::app::App;
use crate::app::at_hand::can_change;
use crate::app::command::{Check, Command, Group, all_read, always};
use crate::model::{EntryId, Meeting, MeetingId, MeetingState, RecordRef};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    Command {
        id: "new-meeting",
        title: "New meeting; its date is proposed from the cadence",
        short: "new meeting",
        group: Group::Meeting,
        when: always,
        run: App::open_new_meeting,
    },
    Command {
        id: "begin-meeting",
        title: "Begin the meeting",
        short: "begin",
        group: Group::Meeting,
        when: can_begin,
        run: begin,
    },
    Command {
        id: "roll-call",
        title: "Call the roll",
        short: "roll call",
        group: Group::Meeting,
        when: can_call,
        run: call_roll,
    },
    Command {
        id: "close-meeting",
        title: "Close the meeting in progress; its minutes can still be corrected",
        short: "close",
        group: Group::Meeting,
        when: can_close,
        run: close,
    },
    Command {
        id: "finalise",
        title: "Make the minutes of the meeting final",
        short: "finalise",
        group: Group::Meeting,
        when: can_finalise,
        run: finalise,
    },
    Command {
        id: "preview",
        title: "Preview the minutes and the progress of the meeting, to write or copy them",
        short: "preview",
        group: Group::View,
        when: can_preview,
        run: preview,
    },
    Command {
        id: "correct",
        title: "Add a correction to final minutes",
        short: "correct",
        group: Group::Meeting,
        when: on_final_minutes,
        run: correct,
    },
    Command {
        id: "approve",
        title: "Approve final minutes and their corrections, in the meeting in progress",
        short: "approve",
        group: Group::Meeting,
        when: can_approve,
        run: approve,
    },
];

fn can_preview(app: &App) -> Check {
    match app.meeting_to_publish() {
        Some(_) => app.can_publish(),
        None => Err("there is no meeting yet; 3, then a, adds one".to_owned()),
    }
}

fn preview(app: &mut App) {
    if let Some(id) = app.meeting_to_publish().map(|meeting| meeting.id.clone()) {
        app.open_preview(&id);
    }
}

/// Returns the final meeting that is looked at, and the minute of it the cursor is on.
fn final_minutes(app: &App) -> Option<(MeetingId, Option<EntryId>)> {
    let held = app.meeting_looked_at()?;
    let minute = match app.record() {
        Some(RecordRef::Minute(meeting, minute)) if meeting == held.id => Some(minute),
        _ => None,
    };
    (held.state == MeetingState::Final).then(|| (held.id.clone(), minute))
}

fn on_final_minutes(app: &App) -> Check {
    match final_minutes(app) {
        Some(_) => Ok(()),
        None => Err("only final minutes are corrected; others can be edited with e".to_owned()),
    }
}

fn correct(app: &mut App) {
    if let Some((id, minute)) = final_minutes(app) {
        app.open_correction(id, minute);
    }
}

/// Returns the final minutes that wait to be approved: those looked at, else the latest.
fn to_approve(app: &App) -> Option<&Meeting> {
    app.meeting_at_hand(|held| held.state == MeetingState::Final && !held.is_approved())
}

fn can_approve(app: &App) -> Check {
    match to_approve(app) {
        Some(_) => Ok(()),
        None => Err("no final minutes wait to be approved".to_owned()),
    }
}

fn approve(app: &mut App) {
    if let Some(id) = to_approve(app).map(|m| m.id.clone()) {
        app.approve(&id);
    }
}

fn can_call(app: &App) -> Check {
    match app.meeting_at_hand(can_change) {
        Some(_) => Ok(()),
        None => Err("no meeting has a roll that can change; 3, then a, adds one".to_owned()),
    }
}

fn can_begin(app: &App) -> Check {
    if let Some(meeting) = app.session.workspace.meeting_in_progress() {
        return Err(format!("meeting {} is in progress", meeting.id));
    }
    match app.meeting_at_hand(Meeting::is_to_come) {
        Some(_) => Ok(()),
        None => Err("no meeting is to be held; 3, then a, adds one".to_owned()),
    }
}

fn is_closed(meeting: &Meeting) -> bool {
    meeting.state == MeetingState::Closed
}

fn can_finalise(app: &App) -> Check {
    if app.meeting_at_hand(is_closed).is_some() {
        return all_read(app);
    }
    match app.meeting_at_hand(|_| true) {
        None => Err("there is no meeting yet; 3, then a, adds one".to_owned()),
        Some(held) if held.state == MeetingState::Final => {
            Err(format!("the minutes of {} are final already", held.id))
        }
        Some(held) => Err(format!(
            "meeting {} is {}; close it first, then its minutes can be made final",
            held.id,
            held.state.words()
        )),
    }
}

fn can_close(app: &App) -> Check {
    match app.session.workspace.meeting_in_progress() {
        Some(_) => all_read(app),
        None => Err("no meeting is in progress".to_owned()),
    }
}

fn begin(app: &mut App) {
    let Some(id) = app
        .meeting_at_hand(Meeting::is_to_come)
        .map(|m| m.id.clone())
    else {
        return;
    };
    app.set_meeting_state(&id, MeetingState::InProgress);
}

fn close(app: &mut App) {
    let in_progress = app
        .session
        .workspace
        .meeting_in_progress()
        .map(|m| m.id.clone());
    if let Some(id) = in_progress {
        app.open_closing(&id);
    }
}

fn call_roll(app: &mut App) {
    if let Some(id) = app.meeting_at_hand(can_change).map(|m| m.id.clone()) {
        app.open_roll_call(id);
    }
}

fn finalise(app: &mut App) {
    if let Some(id) = app.meeting_at_hand(is_closed).map(|m| m.id.clone()) {
        app.open_finalise(&id);
    }
}
