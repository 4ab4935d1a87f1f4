//! Commands on those who have a part in the plan: the register, contacts, contributions, documents of
//! the forum, and civil society's own view.

use crate::app::App;
use crate::app::command::{Check, Command, Group, all_read, always};
use crate::app::modal::form::TakingPart;
use crate::app::panes::Pane;
use crate::app::panes::stakeholders::Tab;
use crate::model::{CommitmentId, RecordRef, StakeholderId};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    Command::row(
        Group::View,
        "go-stakeholders",
        "Go to the stakeholders: contacts, contributions, coverage, documents",
        "stakeholders",
        always,
        |app| app.focus = Pane::Stakeholders,
    ),
    Command::row(
        Group::View,
        "next-part",
        "Next part of the stakeholders",
        "next part",
        always,
        |app| turn(app, 1),
    ),
    Command::row(
        Group::View,
        "previous-part",
        "Previous part of the stakeholders",
        "part before",
        always,
        |app| turn(app, Tab::ALL.len() - 1),
    ),
    change(
        "add-stakeholder",
        "Add an organisation or person to the stakeholders",
        "add",
        always,
        |app| app.open_taking_part(TakingPart::Stakeholder),
    ),
    change(
        "rename",
        "Rename the stakeholder; past records keep the name it had",
        "rename",
        on_a_stakeholder,
        |app| {
            if let Some(id) = stakeholder(app) {
                app.open_taking_part(TakingPart::Rename(id));
            }
        },
    ),
    change(
        "log-contact",
        "Log an informal contact in one line: Involve: asked for a date #UK0063",
        "contact",
        all_read,
        |app| {
            let with = stakeholder(app);
            app.open_taking_part(TakingPart::Contact(with));
        },
    ),
    change(
        "add-contribution",
        "Record a comment or proposal somebody made, to be answered",
        "contribution",
        has_plan,
        |app| {
            let about = commitment(app);
            app.open_taking_part(TakingPart::Contribution(about));
        },
    ),
    change(
        "add-document",
        "Record a document of the forum: terms of reference, membership, review",
        "document",
        has_plan,
        |app| app.open_taking_part(TakingPart::Document),
    ),
    change(
        "pulse",
        "Three questions to civil society on this: knows who, met them, sees progress",
        "questions",
        on_a_promise,
        |app| {
            if let Some(id) = commitment(app) {
                app.open_taking_part(TakingPart::Pulse(id));
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

/// Adds what the part shown lists.
pub(in crate::app) fn add_here(app: &mut App) {
    let id = match app.stakeholders.tab {
        Tab::Register | Tab::Coverage => "add-stakeholder",
        Tab::Contacts => "log-contact",
        Tab::Contributions => "add-contribution",
        Tab::Documents => "add-document",
    };
    if let Some(command) = crate::app::command::find(id) {
        app.run(command);
    }
}

fn turn(app: &mut App, by: usize) {
    let at = Tab::ALL.iter().position(|tab| *tab == app.stakeholders.tab);
    if let Some(next) = Tab::ALL.get((at.unwrap_or(0) + by) % Tab::ALL.len()) {
        app.focus = Pane::Stakeholders;
        app.stakeholders.turn_to(*next);
    }
}

fn stakeholder(app: &App) -> Option<StakeholderId> {
    match app.record() {
        Some(RecordRef::Stakeholder(id)) => Some(id),
        _ => None,
    }
}

fn commitment(app: &App) -> Option<CommitmentId> {
    app.record()
        .and_then(|record| record.subject())
        .map(|subject| subject.commitment)
}

fn on_a_stakeholder(app: &App) -> Check {
    match stakeholder(app) {
        Some(_) => Ok(()),
        None => Err("the cursor is not on a stakeholder; 4 shows them".to_owned()),
    }
}

fn on_a_promise(app: &App) -> Check {
    match commitment(app) {
        Some(_) => Ok(()),
        None => Err("the questions are about a commitment; 1 shows them".to_owned()),
    }
}

fn has_plan(app: &App) -> Check {
    match app.session.workspace.current_plan() {
        Some(_) => all_read(app),
        None => Err("the current plan could not be read; g x shows why".to_owned()),
    }
}
