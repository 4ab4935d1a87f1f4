//! The few keys worth a place at the bottom of the screen, from the live keymap.

use super::App;
use super::command;
use super::commands::recording::question;
use super::key::show_keys;
use super::modal::page::About;
use super::modal::{Choice, Menu, Modal};
use super::panes::Pane;
use super::panes::meeting::Tab;
use crate::publish::Paper;

/// Returns the most useful keys of the moment, most useful first.
pub fn hints(app: &App) -> Vec<(String, &'static str)> {
    if let Some(modal) = app.modals.last() {
        return of_modal(modal);
    }
    if app.commitments.typing.is_some() {
        return fixed(&[("Enter", "keep"), ("Esc", "clear")]);
    }
    let in_meeting = app.session.workspace.meeting_in_progress().is_some();
    let ids = of_pane(app, in_meeting);
    let mut commands: Vec<_> = ids.iter().filter_map(|id| command::find(id)).collect();
    // What is off stays in sight where there is room, behind what can be done now.
    commands.sort_by_key(|command| command.check(app).is_err());
    commands
        .into_iter()
        .filter_map(|command| {
            let keys = app.keymap.keys_of(app.scope(), command)?;
            Some((show_keys(keys), word(app, command)))
        })
        .collect()
}

/// Returns the commands worth a key at the bottom, of the pane that has the keys.
fn of_pane(app: &App, in_meeting: bool) -> &'static [&'static str] {
    match (app.focus, app.meetings.tab) {
        _ if app.back_then.is_some() => &[
            "open",
            "as-of-earlier",
            "as-of-later",
            "back",
            "compare",
            "standards",
            "filter",
        ],
        (Pane::Commitments, _) if app.other_plan.is_some() => {
            &["open", "back", "filter", "go-timeline", "standards"]
        }
        (Pane::Commitments, _) if in_meeting => &[
            "open",
            "set-status",
            "minute-note",
            "minute-action",
            "filter",
            "go-meeting",
            "undo",
        ],
        (Pane::Commitments, _) => &["open", "go-meeting", "filter", "set-status", "add", "undo"],
        (Pane::Detail, _) if in_meeting => &[
            "open",
            "set-status",
            "minute-note",
            "minute-action",
            "edit",
            "next-commitment",
        ],
        (Pane::Detail, _) => &[
            "open",
            "set-status",
            "edit",
            "add",
            "next-commitment",
            "back",
        ],
        (Pane::Meeting, Tab::Meetings) => &[
            "open",
            "add",
            "set-status",
            "edit",
            "correct",
            "next-tab",
            "back",
        ],
        (Pane::Meeting, Tab::Agenda) if in_meeting => &[
            "next-item",
            "open",
            "put-on-agenda",
            "add",
            "next-tab",
            "back",
        ],
        (Pane::Meeting, Tab::Agenda) => &["put-on-agenda", "add", "edit", "next-tab", "back"],
        (Pane::Meeting, Tab::Roll) => &["open", "roll-call", "add", "next-tab", "back"],
        (Pane::Meeting, Tab::Minutes) => {
            &["correct", "edit", "add", "set-status", "next-tab", "back"]
        }
        (Pane::Stakeholders, _) => &["open", "add", "next-part", "edit", "log-contact", "back"],
        (Pane::Timeline, _) => in_timeline(app),
        (Pane::Actions, _) => &["set-status", "set-date", "set-who", "edit", "add", "back"],
    }
}

fn in_timeline(app: &App) -> &'static [&'static str] {
    if app.commitments.rows().is_empty() {
        return &["add", "back"];
    }
    &[
        "open",
        "zoom-in-time",
        "zoom-out-of-time",
        "earlier",
        "later",
        "tell-timeline",
        "back",
    ]
}

fn word(app: &App, command: &command::Command) -> &'static str {
    match command.id {
        "set-status" if question(app).is_some() => "answer",
        "minute-note" => "note",
        "minute-action" => "action",
        "next-commitment" => "next",
        "back" if app.back_then.is_some() => "today",
        "back" if app.other_plan.is_some() && app.focus == Pane::Commitments => "current plan",
        "back" => "back",
        _ => command.short,
    }
}

fn of_modal(modal: &Modal) -> Vec<(String, &'static str)> {
    match modal {
        Modal::Menu(menu) => match anyway(menu) {
            Some(anyway) => fixed(&[anyway, ("Enter", "go to it"), ("Esc", "not yet")]),
            None => fixed(&[("Enter", "choose"), ("Up Down", "move"), ("Esc", "close")]),
        },
        Modal::Form(form) if form.is_text() => {
            fixed(&[("Esc", "done"), ("Enter", "new line"), ("Ctrl-C", "leave")])
        }
        Modal::Form(form) if form.is_on_a_text() => fixed(&[
            ("Ctrl-S", "record"),
            ("Enter", "new line"),
            ("Tab", "next field"),
            ("Esc", "leave"),
        ]),
        Modal::Form(_) => fixed(&[
            ("Enter", "record"),
            ("Down", "next field"),
            ("Esc", "leave"),
        ]),
        Modal::Confirm(_) => fixed(&[("Enter", "no"), ("y", "yes")]),
        Modal::Page(page) => page_hints(&page.about),
        Modal::Capture(_) => fixed(&[
            ("Enter", "record, next"),
            ("Tab", "complete"),
            ("Up Down", "choose"),
            ("Esc", "done"),
        ]),
        Modal::RollCall(_) => fixed(&[
            ("Enter", "present"),
            ("Esc", "done"),
            ("n", "somebody new"),
            ("2-9", "so many"),
            ("s", "sits in for"),
        ]),
    }
}

/// Returns the key that goes on although something is missing. Its row is the last of what may be a long
/// list, and out of sight.
fn anyway(menu: &Menu) -> Option<(&str, &'static str)> {
    menu.items.iter().find_map(|item| match item.choice {
        Choice::Close(_) => Some(("c", "close it as it is")),
        Choice::AskFinal(_) => Some(("f", "final as they are")),
        _ => None,
    })
}

fn fixed(hints: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    hints
        .iter()
        .map(|&(key, word)| (key.to_owned(), word))
        .collect()
}

/// Returns how the keys pressed so far can go on.
pub fn prefix_hints(app: &App) -> Vec<(String, &'static str)> {
    if app.pending.is_empty() {
        return Vec::new();
    }
    let going_on = app.keymap.in_scope(app.scope()).filter_map(|binding| {
        let rest = binding.keys.strip_prefix(app.pending.as_slice())?;
        (!rest.is_empty()).then(|| (show_keys(rest), binding.command.title))
    });
    going_on.collect()
}

fn page_hints(about: &About) -> Vec<(String, &'static str)> {
    match about {
        About::Published(paper) => fixed(&[
            (
                "Tab",
                match paper {
                    Paper::Meeting(..) => "other view",
                    Paper::SelfAssessment(..) => "other report",
                },
            ),
            ("w", "write files"),
            ("y", "copy"),
            ("n", "names"),
            ("Esc", "close"),
        ]),
        About::Beside(_) => fixed(&[
            ("Space", "pick"),
            ("Enter", "decide"),
            ("Esc", "later"),
            ("h", "all here"),
            ("o", "all of the other"),
        ]),
        About::Trouble(Some((_, true))) => {
            fixed(&[("H", "versions"), ("r", "put back"), ("Esc", "close")])
        }
        About::Trouble(Some((_, false))) => fixed(&[("H", "versions"), ("Esc", "close")]),
        About::Trouble(None) => fixed(&[("Esc", "close")]),
        About::Requirement(looking) if looking.leads_somewhere() => {
            fixed(&[("Enter", "go to the record"), ("Esc", "back")])
        }
        About::Compared | About::Told => fixed(&[("Up Down", "move"), ("Esc", "close")]),
        About::Requirement(_) => fixed(&[("Esc", "back")]),
        About::Unfinished(_) | About::Version(_) => fixed(&[("r", "restore"), ("Esc", "close")]),
    }
}
