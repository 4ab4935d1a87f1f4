//! Commands that add and change records.

use crate::app::App;
use crate::app::command::{Check, Command, Group, all_read, always};
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::model::RecordRef;
use crate::model::field::{Field, Typed, fields_of};
use crate::model::verbs;

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    change(
        "add",
        "Add here: commitment, milestone, meeting, somebody on the roll, stakeholder, action",
        "add",
        always,
        add,
    ),
    change("add-action", "Add an action", "add action", always, |app| {
        app.open_add_action(None);
    }),
    change(
        "add-commitment",
        "Add a commitment",
        "add",
        all_read,
        App::open_add_commitment,
    ),
    change(
        "add-milestone",
        "Add a milestone to the commitment",
        "add",
        on_a_commitment,
        add_milestone,
    ),
    change(
        "edit",
        "Edit what the cursor is on",
        "edit",
        on_a_record,
        App::open_edit,
    ),
    change(
        "edit-outside",
        "Edit what the cursor is on in $EDITOR",
        "$EDITOR",
        on_a_record,
        edit_outside,
    ),
    change(
        "set-date",
        "Set the date: when it is due, ends or was published",
        "date",
        on_a_record,
        set_date,
    ),
    change(
        "replan",
        "Re-plan: move the date of a commitment or milestone, with the reason",
        "re-plan",
        on_a_promise,
        replan,
    ),
    change(
        "assess",
        "Enter what the independent reviewer (IRM) concluded",
        "reviewer",
        can_assess,
        assess,
    ),
    change(
        "set-who",
        "Set who: lead, responsible, owner",
        "who",
        on_a_record,
        set_who,
    ),
    change(
        "put-in-bin",
        "Put this in the bin",
        "bin",
        on_a_record,
        App::open_bin_question,
    ),
    change(
        "undo",
        "Undo the latest change",
        "undo",
        can_undo,
        App::undo,
    ),
    change("redo", "Redo what was undone", "redo", can_redo, App::redo),
    Command::row(
        Group::Move,
        "go-to-changed",
        "Go to what was changed last: done, undone or redone",
        "go there",
        was_changed,
        |app| {
            if let Some(record) = app.changed_last().cloned() {
                app.go_to(&record);
            }
        },
    ),
];

const fn change(
    id: &'static str,
    title: &'static str,
    short: &'static str,
    when: fn(&App) -> Check,
    run: fn(&mut App),
) -> Command {
    Command::row(Group::Change, id, title, short, when, run)
}

fn on_a_record(app: &App) -> Check {
    if app.record().is_some() {
        Ok(())
    } else {
        Err("there is nothing under the cursor".to_owned())
    }
}

fn on_a_commitment(app: &App) -> Check {
    match app.commitments.selected() {
        Some(_) => Ok(()),
        None => Err("no commitment is chosen".to_owned()),
    }
}

fn can_assess(app: &App) -> Check {
    on_a_commitment(app)?;
    let Some(id) = app.commitments.selected() else {
        return Ok(());
    };
    let era = verbs::assess::era(&app.session.workspace, id);
    era.map(|_| ()).map_err(|refusal| refusal.0)
}

fn assess(app: &mut App) {
    if let Some(id) = app.commitments.selected().cloned() {
        app.open_assess(&id);
    }
}

fn can_undo(app: &App) -> Check {
    if app.undo_waits() {
        return Ok(());
    }
    app.session
        .history
        .next_undo()
        .map(|_| ())
        .ok_or_else(|| app.nothing_to_undo())
}

fn can_redo(app: &App) -> Check {
    app.session
        .history
        .next_redo()
        .map(|_| ())
        .ok_or_else(|| "nothing to redo".to_owned())
}

fn was_changed(app: &App) -> Check {
    match app.changed_last() {
        Some(_) => Ok(()),
        None => Err("nothing was changed yet".to_owned()),
    }
}

fn add(app: &mut App) {
    match (app.focus, app.meetings.tab) {
        (Pane::Commitments | Pane::Timeline, _) => match all_read(app) {
            Ok(()) => app.open_add_commitment(),
            Err(why) => app.refuse(why),
        },
        (Pane::Detail, _) => add_milestone(app),
        (Pane::Meeting, Tab::Meetings) => app.open_new_meeting(),
        (Pane::Meeting, tab @ (Tab::Agenda | Tab::Roll)) => {
            let shown = app.meetings.shown(&app.session.workspace);
            match (tab, shown.map(|meeting| meeting.id.clone())) {
                (_, None) => app.open_new_meeting(),
                (Tab::Agenda, Some(id)) => app.open_add_item(id),
                (_, Some(id)) => app.open_add_to_roll(&id),
            }
        }
        (Pane::Meeting, Tab::Minutes) => app.open_minute_menu(),
        (Pane::Stakeholders, _) => super::taking_part::add_here(app),
        (Pane::Actions, _) => app.open_add_action(None),
    }
}

fn edit_outside(app: &mut App) {
    let before = app.modals.len();
    app.open_edit();
    if app.modals.len() > before {
        app.edit_outside(true);
    }
}

fn set_date(app: &mut App) {
    let field = match app.record() {
        Some(RecordRef::Commitment(_)) => Some(Field::End),
        Some(RecordRef::Milestone(..) | RecordRef::Action(_)) => Some(Field::Due),
        Some(RecordRef::Meeting(_)) => Some(Field::Published),
        Some(RecordRef::Contact(_) | RecordRef::Contribution(..)) => Some(Field::Day),
        Some(RecordRef::Document(..)) => Some(Field::NextReview),
        _ => None,
    };
    let under_cursor = app.row().and_then(|row| row.field);
    let dated = under_cursor.filter(|field| field.typed() == Typed::Date);
    open(app, dated.or(field), "no date can be set here");
}

fn on_a_promise(app: &App) -> Check {
    match app.record().and_then(|record| record.subject()) {
        Some(_) => Ok(()),
        None => Err("commitments and milestones are re-planned".to_owned()),
    }
}

fn replan(app: &mut App) {
    if let Some(subject) = app.record().and_then(|record| record.subject()) {
        app.open_replan(subject);
    }
}

fn set_who(app: &mut App) {
    let field = match app.record() {
        Some(RecordRef::Commitment(_)) => Some(Field::Lead),
        Some(RecordRef::Milestone(..)) => Some(Field::Responsible),
        Some(RecordRef::Action(_)) => Some(Field::Owner),
        Some(RecordRef::Minute(..) | RecordRef::Contribution(..) | RecordRef::Pulse(..)) => {
            Some(Field::By)
        }
        Some(RecordRef::Attendance(..)) => Some(Field::Role),
        Some(RecordRef::Stakeholder(_)) => Some(Field::ContactRole),
        _ => None,
    };
    open(app, field, "nobody is responsible for this");
}

fn open(app: &mut App, field: Option<Field>, otherwise: &str) {
    match (app.record(), field) {
        (Some(record), Some(field)) if fields_of(&record).contains(&field) => {
            app.open_field(record, field);
        }
        _ => app.refuse(otherwise),
    }
}

fn add_milestone(app: &mut App) {
    if let Some(id) = app.commitments.selected().cloned() {
        app.open_add_milestone(id);
    }
}
