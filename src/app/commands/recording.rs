//! Commands that record what is said.

use crate::app::App;
use crate::app::at_hand::can_change;
use crate::app::command::{Check, Command, Group};
use crate::model::field::Field;
use crate::model::{MinuteKind, RecordRef};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    Command {
        id: "set-status",
        title: "Set the status: of a promise, milestone, meeting, action or attendance",
        short: "status",
        group: Group::Record,
        when: on_a_record,
        run: set_status,
    },
    minuting(
        "minute",
        "Minute this: note, progress, decision, action, objection, question",
        |app| {
            app.open_minute_menu();
        },
    ),
    minuting("minute-note", "Minute a note on this", |app| {
        app.open_minute(MinuteKind::Note);
    }),
    minuting("minute-progress", "Minute progress on this", |app| {
        app.open_minute(MinuteKind::Progress);
    }),
    minuting("minute-decision", "Minute a decision on this", |app| {
        app.open_minute(MinuteKind::Decision);
    }),
    minuting("minute-action", "Minute an action on this", |app| {
        app.open_minute(MinuteKind::Action);
    }),
    minuting(
        "minute-objection",
        "Minute an objection or reservation on this",
        |app| {
            app.open_minute(MinuteKind::Objection);
        },
    ),
    minuting("minute-question", "Minute a question on this", |app| {
        app.open_minute(MinuteKind::Question);
    }),
    minuting(
        "capture",
        "Minute in one line: a Involve: publish the terms due 30 nov #UK0075",
        App::open_capture,
    ),
    minuting(
        "minute-no-update",
        "Minute no further update on this, or all marked",
        App::minute_no_update,
    ),
    Command {
        id: "answer",
        title: "Answer the question",
        short: "answer",
        group: Group::Record,
        when: on_a_question,
        run: answer,
    },
];

const fn minuting(id: &'static str, title: &'static str, run: fn(&mut App)) -> Command {
    Command::row(Group::Record, id, title, "minute", in_a_meeting, run)
}

fn in_a_meeting(app: &App) -> Check {
    let meeting = app.minuted_meeting();
    meeting.map(|_| ()).map_err(|refusal| refusal.to_string())
}

fn on_a_record(app: &App) -> Check {
    match app.record() {
        Some(
            RecordRef::Stakeholder(_)
            | RecordRef::Contact(_)
            | RecordRef::Document(..)
            | RecordRef::Plan(_),
        )
        | None => Err("nothing here has a status".to_owned()),
        Some(_) => Ok(()),
    }
}

fn on_a_question(app: &App) -> Check {
    match question(app) {
        Some(_) => Ok(()),
        None => Err("the cursor is not on a question of minutes that can change".to_owned()),
    }
}

/// Returns the question under the cursor, unless its minutes are final.
pub(in crate::app) fn question(app: &App) -> Option<RecordRef> {
    let Some(RecordRef::Minute(meeting, id)) = app.record() else {
        return None;
    };
    let held = app.session.workspace.meetings().get(&meeting);
    let minute = held.filter(|held| can_change(held))?.minute(&id)?;
    (minute.kind == MinuteKind::Question).then_some(RecordRef::Minute(meeting, id))
}

fn answer(app: &mut App) {
    if let Some(question) = question(app) {
        app.open_field(question, Field::Answer);
    }
}

fn set_status(app: &mut App) {
    if question(app).is_some() {
        return answer(app);
    }
    match app.record() {
        Some(RecordRef::Meeting(id) | RecordRef::AgendaItem(id, _) | RecordRef::Minute(id, _)) => {
            app.open_meeting_menu(&id);
        }
        Some(record @ RecordRef::Contribution(..)) => app.open_field(record, Field::Response),
        Some(RecordRef::Attendance(meeting, line)) => app.open_presence(&meeting, &line),
        Some(RecordRef::Action(id)) => app.open_action_menu(&id),
        Some(record) => {
            if let Some(subject) = record.subject() {
                app.open_status(&subject);
            }
        }
        None => {}
    }
}
