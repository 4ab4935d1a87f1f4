//! Commands that choose what is shown.

use crate::app::App;
use crate::app::command::{Check, Command, Group, all_read, always};
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::app::text_field::TextField;

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    view(
        "go-commitments",
        "Go to the commitments",
        "commitments",
        |app| app.focus = Pane::Commitments,
    ),
    view(
        "go-detail",
        "Go to the detail of the commitment",
        "detail",
        |app| app.focus = Pane::Detail,
    ),
    view(
        "go-meeting",
        "Go to the meeting: its roll or minutes",
        "meeting",
        |app| app.focus = Pane::Meeting,
    ),
    view(
        "go-meetings",
        "Go to the list of meetings",
        "meetings",
        |app| tab(app, Tab::Meetings),
    ),
    view(
        "go-agenda",
        "Go to the agenda of the meeting, and what could go on it",
        "agenda",
        agenda,
    ),
    view("go-roll", "Go to the roll of the meeting", "roll", |app| {
        tab(app, Tab::Roll);
    }),
    view(
        "go-minutes",
        "Go to the minutes of the meeting",
        "minutes",
        |app| tab(app, Tab::Minutes),
    ),
    view("go-actions", "Go to the actions", "actions", |app| {
        app.focus = Pane::Actions;
    }),
    view(
        "go-timeline",
        "Go to the timeline: the plan's cycle as a picture and in words",
        "timeline",
        |app| app.focus = Pane::Timeline,
    ),
    view("next-pane", "Go to the next pane", "pane", |app| {
        pane(app, 1);
    }),
    view("previous-pane", "Go to the previous pane", "pane", |app| {
        pane(app, Pane::ALL.len() - 1);
    }),
    view("next-tab", "Next part of the meeting pane", "tab", |app| {
        turn(app, 1);
    }),
    view(
        "previous-tab",
        "Previous part of the meeting pane",
        "tab",
        |app| turn(app, Tab::ALL.len() - 1),
    ),
    view(
        "filter",
        "Filter the commitments as you type",
        "filter",
        filter,
    ),
    view(
        "clear-filter",
        "Show all commitments again",
        "all",
        App::clear_filter,
    ),
    view(
        "zoom",
        "Give this pane the whole screen, or take it back",
        "zoom",
        |app| app.zoomed = !app.zoomed,
    ),
    view(
        "problems",
        "Show what does not fit or could not be read",
        "problems",
        App::open_problems,
    ),
    Command::row(
        Group::View,
        "standards",
        "Standards: what the plan has to do, whether it does, what shows it",
        "standards",
        App::can_judge,
        App::open_standards,
    ),
    Command::row(
        Group::View,
        "self-assessment",
        "Self-assessment: the government's own report on the plan, drafted from the records",
        "self-assessment",
        App::can_draft,
        App::open_self_assessment,
    ),
    Command::row(
        Group::View,
        "lacks",
        "What the plan lacks: evidence, answers, dates, owners, values",
        "lacks",
        all_read,
        App::open_lacks,
    ),
    view(
        "mark",
        "Mark this commitment, or take its mark off",
        "mark",
        |app| {
            app.commitments.toggle_mark();
        },
    ),
    view(
        "mark-all",
        "Mark all commitments shown; Esc takes the marks off",
        "mark all",
        |app| app.commitments.mark_all(),
    ),
    view(
        "decisions",
        "Show the decisions of all meetings",
        "decisions",
        App::open_decisions,
    ),
    Command::row(
        Group::View,
        "follow",
        "Follow this promise to what shows it: records, standards, lists",
        "follow",
        App::can_follow,
        App::open_followed,
    ),
    Command::row(
        Group::View,
        "history",
        "Versions of this: who changed what, when; restore one",
        "history",
        on_a_record,
        App::ask_past,
    ),
    Command::row(
        Group::View,
        "as-of-earlier",
        "Show everything as it was known at the meeting before",
        "earlier",
        App::can_go_back,
        App::go_back,
    ),
    Command::row(
        Group::View,
        "as-of-later",
        "Show everything as it was known at the meeting after, or as it is today",
        "later",
        App::is_back_then,
        App::go_on,
    ),
    Command::row(
        Group::View,
        "as-of-now",
        "Show everything as it is today",
        "today",
        App::is_back_then,
        App::go_to_now,
    ),
    Command::row(
        Group::View,
        "compare",
        "Compare this meeting with another, commitment by commitment",
        "compare",
        App::can_compare,
        App::open_compare,
    ),
    Command::row(
        Group::View,
        "other-plan",
        "Look at another plan",
        "plans",
        App::can_look_at_plans,
        App::open_plans,
    ),
    Command::row(
        Group::View,
        "current-plan",
        "Look at the current plan again",
        "current",
        App::is_at_other_plan,
        App::go_to_current_plan,
    ),
    // It is done while another plan is looked at, when all that changes something is off.
    Command::row(
        Group::View,
        "make-current",
        "Make the plan that is looked at the current one",
        "make current",
        App::can_make_current,
        App::make_plan_current,
    ),
    Command::row(
        Group::View,
        "group-by-nation",
        "Group by nation, or in the order of ids again",
        "nations",
        App::can_group,
        App::toggle_groups,
    ),
    Command::row(
        Group::View,
        "totals",
        "Totals per nation",
        "totals",
        all_read,
        App::open_totals,
    ),
    view("bin", "Show what is in the bin", "bin", App::open_bin),
];

const fn view(
    id: &'static str,
    title: &'static str,
    short: &'static str,
    run: fn(&mut App),
) -> Command {
    Command::row(Group::View, id, title, short, always, run)
}

fn on_a_record(app: &App) -> Check {
    match app.record() {
        Some(_) => Ok(()),
        None => Err("the cursor is on nothing that has versions".to_owned()),
    }
}

fn tab(app: &mut App, tab: Tab) {
    app.choose_pointed_at();
    app.focus = Pane::Meeting;
    app.meetings.turn_to(tab);
}

/// Shows the agenda of the meeting in progress, whichever other was looked at meanwhile.
fn agenda(app: &mut App) {
    tab(app, Tab::Agenda);
    if let Some(running) = app.session.workspace.meeting_in_progress() {
        app.meetings.chosen = Some(running.id.clone());
    }
}

fn turn(app: &mut App, by: usize) {
    let at = Tab::ALL
        .iter()
        .position(|tab| *tab == app.meetings.tab)
        .unwrap_or(0);
    app.choose_pointed_at();
    if let Some(next) = Tab::ALL.get((at + by) % Tab::ALL.len()) {
        app.meetings.turn_to(*next);
    }
}

fn pane(app: &mut App, by: usize) {
    let at = Pane::ALL
        .iter()
        .position(|pane| *pane == app.focus)
        .unwrap_or(0);
    if let Some(next) = Pane::ALL.get((at + by) % Pane::ALL.len()) {
        app.focus = *next;
    }
}

fn filter(app: &mut App) {
    app.focus = Pane::Commitments;
    app.commitments.typing = Some(TextField::one_line(&app.commitments.filter_text));
}
