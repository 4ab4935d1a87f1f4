//! Commands for the course of a meeting.

use crate::app::App;
use crate::app::command::{Check, Command, Group, always};
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
        when: can_change,
        run: call_roll,
    },
    Command {
        id: "close-meeting",
        title: "Close the meeting in progress; its minutes can still be corrected",
        short: "close",
        group: Group::Meeting,
        when: is_in_progress,
        run: close,
    },
    Command {
        id: "finalise",
        title: "Make the minutes of the meeting final",
        short: "finalise",
        group: Group::Meeting,
        when: can_change,
        run: finalise,
    },
    Command {
        id: "preview",
        title: "Preview the minutes and the progress of the meeting, to write or copy them",
        short: "preview",
        group: Group::View,
        when: has_meeting,
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
];

fn has_meeting(app: &App) -> Check {
    match app.meeting_to_publish() {
        Some(_) => Ok(()),
        None => Err("there is no meeting yet; 3, then a, adds one".to_owned()),
    }
}

fn preview(app: &mut App) {
    if let Some(id) = app.meeting_to_publish().map(|meeting| meeting.id.clone()) {
        app.open_preview(&id);
    }
}

/// Returns the final meeting the cursor is on, and the minute of it.
fn final_minutes(app: &App) -> Option<(MeetingId, Option<EntryId>)> {
    let (id, minute) = match app.record()? {
        RecordRef::Meeting(id) => (id, None),
        RecordRef::Minute(id, minute) => (id, Some(minute)),
        _ => return None,
    };
    let held = app.session.workspace.meetings().get(&id)?;
    (held.state == MeetingState::Final).then_some((id, minute))
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

/// Returns the meeting a command is about: the one under the cursor, the one
/// in progress, the one looked at if it can change, else the latest that can.
fn at_hand(app: &App) -> Option<&Meeting> {
    let ws = &app.session.workspace;
    if let Some(RecordRef::Meeting(id)) = app.record() {
        return ws.meetings().get(&id).map(AsRef::as_ref);
    }
    let can_change = |m: &&Meeting| m.state != MeetingState::Final && m.binned.is_none();
    let shown = || app.meetings.shown(ws).filter(can_change);
    let latest = || {
        ws.meetings()
            .values()
            .rev()
            .map(AsRef::as_ref)
            .find(can_change)
    };
    ws.meeting_in_progress()
        .map(AsRef::as_ref)
        .or_else(shown)
        .or_else(latest)
}

fn can_change(app: &App) -> Check {
    match at_hand(app) {
        None => Err("there is no meeting that can change; new meeting adds one".to_owned()),
        Some(meeting) if meeting.state == MeetingState::Final => Err(format!(
            "the minutes of {} are final and do not change",
            meeting.id
        )),
        Some(_) => Ok(()),
    }
}

fn can_begin(app: &App) -> Check {
    if let Some(meeting) = app.session.workspace.meeting_in_progress() {
        return Err(format!("meeting {} is in progress", meeting.id));
    }
    can_change(app)
}

fn is_in_progress(app: &App) -> Check {
    match app.session.workspace.meeting_in_progress() {
        Some(_) => Ok(()),
        None => Err("no meeting is in progress".to_owned()),
    }
}

fn begin(app: &mut App) {
    let Some(id) = at_hand(app).map(|m| m.id.clone()) else {
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
    if let Some(id) = at_hand(app).map(|m| m.id.clone()) {
        app.open_roll_call(id);
    }
}

fn finalise(app: &mut App) {
    if let Some(id) = at_hand(app).map(|m| m.id.clone()) {
        app.open_finalise(&id);
    }
}
