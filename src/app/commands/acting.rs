//! Commands for the course of a meeting.

use crate::app::App;
use crate::app::command::{Check, Command, Group, always};
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::model::verbs::convene;
use crate::model::{MeetingState, RecordRef};

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
        title: "Begin the meeting looked at",
        short: "begin",
        group: Group::Meeting,
        when: can_begin,
        run: |app| set(app, MeetingState::InProgress),
    },
    Command {
        id: "roll-call",
        title: "Call the roll",
        short: "roll call",
        group: Group::Meeting,
        when: can_change,
        run: App::open_roll_call,
    },
    Command {
        id: "close-meeting",
        title: "Close the meeting in progress; its minutes can still be corrected",
        short: "close",
        group: Group::Meeting,
        when: is_in_progress,
        run: |app| set(app, MeetingState::Closed),
    },
    Command {
        id: "finalise",
        title: "Make the minutes of the meeting final",
        short: "finalise",
        group: Group::Meeting,
        when: can_change,
        run: finalise,
    },
];

fn can_change(app: &App) -> Check {
    match app.meetings.shown(&app.session.workspace) {
        None => Err("there is no meeting yet; 3, then a adds one".to_owned()),
        Some(meeting) if meeting.state == MeetingState::Final => Err(format!(
            "the minutes of {} are final; choose another meeting with 3 and Enter",
            meeting.id
        )),
        Some(_) => Ok(()),
    }
}

fn can_begin(app: &App) -> Check {
    can_change(app)?;
    match app.session.workspace.meeting_in_progress() {
        Some(meeting) => Err(format!("meeting {} is in progress", meeting.id)),
        None => Ok(()),
    }
}

fn is_in_progress(app: &App) -> Check {
    match app.session.workspace.meeting_in_progress() {
        Some(_) => Ok(()),
        None => Err("no meeting is in progress".to_owned()),
    }
}

fn set(app: &mut App, state: MeetingState) {
    let ws = &app.session.workspace;
    let id = match state {
        MeetingState::Closed => ws.meeting_in_progress().map(|m| m.id.clone()),
        _ => app.meetings.shown(ws).map(|m| m.id.clone()),
    };
    let Some(id) = id else { return };
    let proposal = convene::set_state(ws, &app.session.clerk, &id, state);
    if app.commit(proposal) && state == MeetingState::InProgress {
        app.meetings.chosen = Some(id);
        app.meetings.turn_to(Tab::Roll);
        app.focus = Pane::Meeting;
    }
}

fn finalise(app: &mut App) {
    let under_cursor = match app.record() {
        Some(RecordRef::Meeting(id)) => Some(id),
        _ => None,
    };
    let shown = app
        .meetings
        .shown(&app.session.workspace)
        .map(|m| m.id.clone());
    if let Some(id) = under_cursor.or(shown) {
        app.open_finalise(&id);
    }
}
