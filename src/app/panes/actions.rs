//! The actions: what is open first, by when it is due.

use jiff::civil::Date;

use super::words::{past_mark, push_text};
use crate::app::view::{Role, View, piece};
use crate::base::text::{pad, safe, wrap};
use crate::model::action::internal;
use crate::model::{Action, ActionState, RecordRef, Workspace};

/// Lays the actions out in `width` columns.
pub fn lay_out(workspace: &Workspace, width: usize, today: Date) -> View {
    let live = workspace
        .actions()
        .values()
        .map(AsRef::as_ref)
        .filter(|a| a.binned.is_none());
    let mut actions: Vec<&Action> = live.collect();
    actions.sort_by_key(|action| {
        let due = action
            .due
            .map_or(Date::MAX, crate::base::date::FuzzyDate::sort_key);
        (action.state().is_settled(), due, action.date)
    });
    let inside = internal(workspace);
    let mut view = View::default();
    for action in actions {
        view.begin_row(RecordRef::Action(action.id.clone()), None);
        push_action(&mut view, action, width, today);
        push_facts(
            &mut view,
            workspace,
            action,
            width,
            inside.contains(&action.id),
        );
    }
    if view.rows.is_empty() {
        let text = "No actions yet. a adds one; m a adds one to the minutes.";
        for line in wrap(text, width) {
            view.push_free(vec![piece(Role::Dim, line)]);
        }
    }
    view
}

fn push_action(view: &mut View, action: &Action, width: usize, today: Date) {
    let state = action.state();
    let role = match state {
        ActionState::Open | ActionState::Doing | ActionState::Escalated => Role::Strong,
        ActionState::Done | ActionState::Dropped => Role::Dim,
    };
    let past = action.past_date(today).map(|past| past.reported);
    let text = safe(action.text.first());
    let room = width.saturating_sub(10).max(8);
    for (n, line) in wrap(&text, room).into_iter().enumerate() {
        let head = if n == 0 { state.words() } else { "" };
        view.push(vec![
            piece(role, pad(head, 8)),
            past_mark(past.filter(|_| n == 0)),
            piece(Role::Normal, format!(" {line}")),
        ]);
    }
}

/// Adds who, by when, about what; before that, that it must not be told outside.
fn push_facts(
    view: &mut View,
    workspace: &Workspace,
    action: &Action,
    width: usize,
    internal: bool,
) {
    if internal {
        push_text(view, width, 10, Role::Wrong, "internal");
    }
    let mut facts = Vec::new();
    if !action.owner.is_empty() {
        facts.push(action.owner.clone());
    }
    facts.extend(action.due.map(|due| format!("due {}", due.human())));
    facts.extend(
        action
            .about
            .as_ref()
            .map(|subject| workspace.subject_name(subject)),
    );
    facts.extend(action.meeting.as_ref().map(|id| format!("meeting {id}")));
    if !facts.is_empty() {
        push_text(view, width, 10, Role::Dim, &facts.join(" · "));
    }
}
