//! What was contributed to the plan: what waits for an answer first, then the latest.

use super::{nothing, record_of};
use crate::app::panes::words::push_text;
use crate::app::view::{Role, View, piece};
use crate::model::contribution::{Contribution, Origin};
use crate::model::{Plan, RecordRef};

/// Lays the contributions out in `width` columns.
pub(super) fn lay_out(plan: &Plan, width: usize) -> View {
    let mut all: Vec<&Contribution> = plan.live_contributions().collect();
    if all.is_empty() {
        return nothing(
            "No contributions yet. a records a comment or proposal and who made it; Enter on it writes the answer.",
            width,
        );
    }
    all.sort_by_key(|c| (c.is_answered(), std::cmp::Reverse(c.date)));
    let open = all.iter().filter(|c| !c.is_answered()).count();
    let mut view = View::default();
    let heading = format!("{} of {} answered", all.len() - open, all.len());
    view.push_free(vec![piece(Role::Heading, heading)]);
    for contribution in all {
        push(&mut view, plan, contribution, width);
    }
    view
}

fn push(view: &mut View, plan: &Plan, contribution: &Contribution, width: usize) {
    view.begin_row(
        record_of(plan, &contribution.id, RecordRef::Contribution),
        None,
    );
    let mut head = contribution.date.to_string();
    for fact in [
        contribution.by.as_str(),
        contribution.way.map_or("", Origin::words),
        contribution
            .commitment
            .as_ref()
            .map_or("", |id| crate::base::id::Id::as_str(id)),
    ] {
        if !fact.is_empty() {
            head.push_str(" · ");
            head.push_str(fact);
        }
    }
    push_text(view, width, 0, Role::Strong, &head);
    for paragraph in contribution.text.iter() {
        push_text(view, width, 2, Role::Normal, paragraph);
    }
    if !contribution.is_answered() {
        push_text(
            view,
            width,
            2,
            Role::Wrong,
            "not answered yet; Enter writes the answer",
        );
    }
    for (nth, paragraph) in contribution.response.iter().enumerate() {
        let text = match (nth, contribution.responded) {
            (0, Some(day)) => format!("answered {day}: {paragraph}"),
            (0, None) => format!("answered: {paragraph}"),
            _ => paragraph.to_owned(),
        };
        push_text(view, width, 2, Role::Dim, &text);
    }
    if !contribution.link.is_empty() {
        push_text(view, width, 2, Role::Dim, &contribution.link);
    }
}
