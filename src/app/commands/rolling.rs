//! Commands by which the plan rolls on: commitments made of commitments, and what the plan says of
//! itself.

use crate::app::App;
use crate::app::command::{Check, Command, Group, all_read};
use crate::model::{CommitmentId, RecordRef};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    change(
        "split",
        "Split the commitment: some of its milestones go on in a new one",
        "split",
        on_a_commitment,
        |app| with_commitment(app, App::open_split),
    ),
    change(
        "merge",
        "Merge the commitment into another, and withdraw it",
        "merge",
        on_a_commitment,
        |app| with_commitment(app, App::open_merge),
    ),
    change(
        "carry-forward",
        "Carry the commitment forward into another plan, with its open milestones",
        "carry forward",
        on_a_commitment,
        |app| with_commitment(app, App::open_carry_forward),
    ),
    change(
        "add-plan",
        "Add a plan, such as the one that follows this",
        "add plan",
        all_read,
        App::open_add_plan,
    ),
    change(
        "edit-plan",
        "Edit the plan: dates, what it promises, its making, forum and reports",
        "edit plan",
        has_plan,
        |app| {
            let plan = app.session.workspace.settings().current.clone();
            app.open_fields(&RecordRef::Plan(plan));
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

fn commitment(app: &App) -> Option<CommitmentId> {
    let subject = app.record()?.subject()?;
    Some(subject.commitment)
}

fn with_commitment(app: &mut App, run: fn(&mut App, &CommitmentId)) {
    if let Some(id) = commitment(app) {
        run(app, &id);
    }
}

fn on_a_commitment(app: &App) -> Check {
    match commitment(app) {
        Some(_) => all_read(app),
        None => Err("the cursor is not on a commitment; 1 shows them".to_owned()),
    }
}

fn has_plan(app: &App) -> Check {
    match app.session.workspace.current_plan() {
        Some(_) => Ok(()),
        None => Err("the current plan could not be read; g x shows why".to_owned()),
    }
}
