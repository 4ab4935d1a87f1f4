//! Commands that move about.

use crate::app::App;
use crate::app::command::{Check, Command, Group, always};
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::app::panes::stakeholders::Tab as People;
use crate::model::field::Field;
use crate::model::{MeetingState, RecordRef};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    go("down", "Down", |app| by(app, 1)),
    go("up", "Up", |app| by(app, -1)),
    go("page-down", "A page down", |app| by(app, page(app))),
    go("page-up", "A page up", |app| by(app, -page(app))),
    go("top", "To the first", |app| by(app, isize::MIN)),
    go("bottom", "To the last", |app| by(app, isize::MAX)),
    Command {
        id: "open",
        title: "Open what the cursor is on",
        short: "open",
        group: Group::Move,
        when: something_here,
        run: open,
    },
    go("open-right", "Open to the right", open_right),
    go("back-left", "Back to the left", |app| {
        app.focus = Pane::Commitments;
    }),
    go("next-commitment", "Next commitment", |app| {
        app.commitments.move_by(1);
    }),
    go("previous-commitment", "Previous commitment", |app| {
        app.commitments.move_by(-1);
    }),
    go("back", "Back", back),
];

const fn go(id: &'static str, title: &'static str, run: fn(&mut App)) -> Command {
    Command::row(Group::Move, id, title, "move", always, run)
}

fn something_here(app: &App) -> Check {
    let on_plan = app.focus == Pane::Timeline && app.timeline.on_plan;
    if on_plan || app.record().is_some() {
        Ok(())
    } else {
        Err("there is nothing to open here".to_owned())
    }
}

pub(in crate::app) fn page(app: &App) -> isize {
    let rows = match app.focus {
        Pane::Commitments => app.memory.sizes.commitments,
        Pane::Detail | Pane::Meeting | Pane::Stakeholders | Pane::Actions | Pane::Timeline => 8,
    };
    isize::try_from(rows.saturating_sub(1).max(1)).unwrap_or(1)
}

fn by(app: &mut App, rows: isize) {
    match app.focus {
        Pane::Commitments => app.commitments.move_by(rows),
        Pane::Detail => app.detail.scroll.move_by(rows),
        Pane::Meeting => app.meetings.scroll.move_by(rows),
        Pane::Stakeholders => app.stakeholders.scroll.move_by(rows),
        Pane::Actions => app.actions.move_by(rows),
        Pane::Timeline => app.move_in_timeline(rows),
    }
}

/// Opens what lies to the right; unlike Enter it never edits.
fn open_right(app: &mut App) {
    let Some(row) = app.row() else { return };
    let in_list = app.focus == Pane::Meeting && matches!(app.meetings.tab, Tab::Meetings);
    match row.record {
        _ if app.focus == Pane::Commitments => app.focus = Pane::Detail,
        RecordRef::Milestone(_, milestone) => _ = app.detail.unfolded.insert(milestone),
        RecordRef::Stakeholder(id) => _ = app.stakeholders.unfolded.insert(id),
        RecordRef::Meeting(id) if in_list => open_meeting(app, id),
        RecordRef::AgendaItem(meeting, item) => _ = app.show_topic(&meeting, &item),
        _ => app.tell("nothing lies to the right; Enter opens or edits"),
    }
}

fn open(app: &mut App) {
    if app.focus == Pane::Timeline {
        return app.open_from_timeline();
    }
    let Some(row) = app.row() else { return };
    if let Some(area) = &row.area {
        return app.show_area(area);
    }
    let in_agenda = app.focus == Pane::Meeting && app.meetings.tab == Tab::Agenda;
    match row.record {
        RecordRef::AgendaItem(meeting, item) => open_item(app, &meeting, &item),
        // A line of the gate shows what it is about.
        record if in_agenda => app.go_to(&record),
        record if app.focus == Pane::Stakeholders => open_among_stakeholders(app, &record),
        RecordRef::Commitment(_) if app.focus == Pane::Commitments => app.focus = Pane::Detail,
        RecordRef::Commitment(id) => match row.field {
            Some(field) => app.open_field(RecordRef::Commitment(id), field),
            None => app.open_status(&crate::model::Subject::commitment(&id)),
        },
        RecordRef::Milestone(_, milestone) => {
            if !app.detail.unfolded.remove(&milestone) {
                app.detail.unfolded.insert(milestone);
            }
        }
        RecordRef::Meeting(id) => open_meeting(app, id),
        RecordRef::Attendance(meeting, line) => app.open_presence(&meeting, &line),
        record @ (RecordRef::Update(..)
        | RecordRef::Minute(..)
        | RecordRef::Action(_)
        | RecordRef::Stakeholder(_)
        | RecordRef::Contact(_)
        | RecordRef::Pulse(..)
        | RecordRef::Plan(_)
        | RecordRef::Document(..)
        | RecordRef::Contribution(..)) => app.open_fields(&record),
    }
}

/// Unfolds a stakeholder, answers a contribution, edits what else is kept in pane 4; goes to any
/// other record that is shown there.
fn open_among_stakeholders(app: &mut App, record: &RecordRef) {
    match record {
        RecordRef::Stakeholder(id) => {
            if !app.stakeholders.unfolded.remove(id) {
                app.stakeholders.unfolded.insert(id.clone());
            }
        }
        RecordRef::Contribution(..) if !app.is_answered(record) => {
            app.open_field(record.clone(), Field::Response);
        }
        RecordRef::Contact(_) if app.stakeholders.tab == People::Contacts => {
            app.open_fields(record);
        }
        RecordRef::Contribution(..) | RecordRef::Document(..) => app.open_fields(record),
        other => app.go_to(other),
    }
}

/// Talks about an item while its meeting is in progress; else shows its record or edits it.
fn open_item(app: &mut App, meeting: &crate::model::MeetingId, item: &crate::model::EntryId) {
    let workspace = &app.session.workspace;
    let in_progress = workspace.meeting_in_progress();
    if in_progress.is_some_and(|held| held.id == *meeting) {
        app.discuss(meeting, item);
    } else if !app.show_topic(meeting, item) {
        app.open_edit();
    }
}

/// Shows a meeting: what was said if it is over, else what it is to be about.
fn open_meeting(app: &mut App, id: crate::model::MeetingId) {
    let state = app.session.workspace.meetings().get(&id).map(|m| m.state);
    app.meetings.chosen = Some(id);
    app.meetings.turn_to(match state {
        Some(MeetingState::Closed | MeetingState::Final) => Tab::Minutes,
        _ => Tab::Agenda,
    });
}

/// Goes one step back: out of the zoom, the tab, the filter, the pane.
fn back(app: &mut App) {
    if app.back_then.is_some() {
        app.go_to_now();
    } else if app.zoomed {
        app.zoomed = false;
    } else if app.focus == Pane::Commitments && !app.commitments.marked().is_empty() {
        app.commitments.clear_marks();
    } else if app.focus == Pane::Meeting && app.meetings.tab != Tab::Meetings {
        app.meetings.turn_to(Tab::Meetings);
    } else if app.focus == Pane::Stakeholders && app.stakeholders.tab != People::Register {
        app.stakeholders.turn_to(People::Register);
    } else if app.focus != Pane::Commitments {
        app.focus = Pane::Commitments;
    } else if app.commitments.is_filtered() {
        app.clear_filter();
    } else if app.other_plan.is_some() {
        app.go_to_current_plan();
    } else {
        app.tell("this is the first screen; q leaves");
    }
}
