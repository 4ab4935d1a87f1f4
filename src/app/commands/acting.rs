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
        id: "take-off-roll",
        title: "Take this line off the roll: it was added by mistake",
        short: "off the roll",
        group: Group::Meeting,
        when: on_a_line_of_the_roll,
        run: App::take_off_roll,
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
        id: "possible-names",
        title: "Names that are on no record: keep them back or leave them in what is published",
        short: "names",
        group: Group::View,
        when: can_preview,
        run: App::open_possible_names,
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

/// Returns the final minutes that wait to be approved.
fn to_approve(app: &App) -> Result<&Meeting, String> {
    let waits = |held: &Meeting| held.state == MeetingState::Final && !held.is_approved();
    app.meeting_meant(waits, |other| match other {
        Some(held) if held.state == MeetingState::Final => {
            format!("the minutes of {} are approved already", held.id)
        }
        Some(held) => format!("the minutes of {} are not final; F makes them so", held.id),
        None => "no final minutes wait to be approved".to_owned(),
    })
}

fn can_approve(app: &App) -> Check {
    to_approve(app).map(|_| ())
}

fn approve(app: &mut App) {
    if let Ok(id) = to_approve(app).map(|m| m.id.clone()) {
        app.approve(&id);
    }
}

/// Returns the meeting whose roll is called.
fn to_call(app: &App) -> Result<&Meeting, String> {
    app.meeting_meant(can_change, |other| match other {
        Some(held) => format!(
            "the minutes of {} are final, and its roll with them",
            held.id
        ),
        None => "no meeting has a roll that can change; 3, then a, adds one".to_owned(),
    })
}

fn can_call(app: &App) -> Check {
    to_call(app).map(|_| ())
}

fn on_a_line_of_the_roll(app: &App) -> Check {
    match app.record() {
        Some(RecordRef::Attendance(..)) => Ok(()),
        _ => Err("the cursor is not on a line of a roll".to_owned()),
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

/// Returns the meeting whose minutes become final.
fn to_finalise(app: &App) -> Result<&Meeting, String> {
    app.meeting_meant(is_closed, |other| match other {
        None => "there is no meeting yet; 3, then a, adds one".to_owned(),
        Some(held) if held.state == MeetingState::Final => {
            format!("the minutes of {} are final already", held.id)
        }
        Some(held) => format!(
            "meeting {} is {}; close it first, then its minutes can be made final",
            held.id,
            held.state.words()
        ),
    })
}

fn can_finalise(app: &App) -> Check {
    to_finalise(app)?;
    all_read(app)
}

/// Returns the meeting in progress, unless another is pointed at.
fn to_close(app: &App) -> Result<&Meeting, String> {
    let in_progress = |held: &Meeting| held.state == MeetingState::InProgress;
    app.meeting_meant(in_progress, |other| match other {
        Some(held) if app.stands_on_a_meeting() => {
            format!(
                "meeting {} is {}, not in progress",
                held.id,
                held.state.words()
            )
        }
        _ => "no meeting is in progress".to_owned(),
    })
}

fn can_close(app: &App) -> Check {
    to_close(app)?;
    all_read(app)
}

fn begin(app: &mut App) {
    let next = app.meeting_at_hand(Meeting::is_to_come);
    if let Some(id) = next.map(|m| m.id.clone()) {
        app.set_meeting_state(&id, MeetingState::InProgress);
    }
}

fn close(app: &mut App) {
    if let Ok(id) = to_close(app).map(|m| m.id.clone()) {
        app.open_closing(&id);
    }
}

fn call_roll(app: &mut App) {
    if let Ok(id) = to_call(app).map(|m| m.id.clone()) {
        app.open_roll_call(&id);
    }
}

fn finalise(app: &mut App) {
    if let Ok(id) = to_finalise(app).map(|m| m.id.clone()) {
        app.open_finalise(&id);
    }
}
