//! Who is reached, by policy area and nation, and who is missing at the table.

use super::nothing;
use crate::app::panes::words::push_text;
use crate::app::view::{Role, View, piece};
use crate::base::text::{cut_middle, pad, safe, wrap};
use crate::model::coverage::{Area, Nation, coverage};
use crate::model::{Plan, RecordRef, StakeholderId, Workspace};

/// How many names a policy area is shown with.
const NAMES: usize = 3;

/// Lays the coverage of a plan out in `width` columns.
pub(super) fn lay_out(workspace: &Workspace, plan: &Plan, width: usize) -> View {
    let found = coverage(workspace, plan);
    if found.areas.is_empty() && found.nations.is_empty() {
        return nothing(
            "No commitment has a policy area yet; e on a commitment’s areas sets them.",
            width,
        );
    }
    let mut view = View::default();
    if !found.nations.is_empty() {
        view.push_free(vec![piece(Role::Heading, "Civil society by nation")]);
        let names = |ids: &[StakeholderId]| names(workspace, ids);
        for nation in &found.nations {
            push_nation(&mut view, nation, &names, width);
        }
        view.push_free(Vec::new());
    }
    let missing = found.areas.iter().filter(|a| a.reached.is_empty()).count();
    let heading = match missing {
        0 => format!("Policy areas {}", found.areas.len()),
        some => format!(
            "Policy areas {}, {some} with nobody of the register",
            found.areas.len()
        ),
    };
    for line in wrap(&safe(&heading), width.max(8)) {
        view.push_free(vec![piece(Role::Heading, line)]);
    }
    for area in &found.areas {
        push_area(&mut view, workspace, area, width);
    }
    view
}

fn push_nation(
    view: &mut View,
    nation: &Nation,
    names: &impl Fn(&[StakeholderId]) -> String,
    width: usize,
) {
    let (role, text) = match (nation.reached.as_slice(), nation.came.as_slice()) {
        ([], _) if nation.everywhere > 0 => (
            Role::Dim,
            format!(
                "{} organisations that work in all nations",
                nation.everywhere
            ),
        ),
        ([], _) => (Role::Wrong, "nobody is known".to_owned()),
        (reached, []) => (
            Role::Wrong,
            format!("at no meeting of this plan: {}", names(reached)),
        ),
        (reached, came) => (
            Role::Normal,
            format!("{} of {} came: {}", came.len(), reached.len(), names(came)),
        ),
    };
    let commitments = nation.commitments;
    let plural = if commitments == 1 { "" } else { "s" };
    let text = format!("{}, {commitments} commitment{plural}: {text}", nation.name);
    let text = safe(&text);
    for (nth, line) in wrap(&text, width.saturating_sub(2).max(8))
        .into_iter()
        .enumerate()
    {
        let indent = if nth == 0 { "" } else { "  " };
        view.push_free(vec![piece(role, format!("{indent}{line}"))]);
    }
}

/// Adds an area: a row that leads to the commitments filed under it.
fn push_area(view: &mut View, workspace: &Workspace, area: &Area, width: usize) {
    if let Some(first) = area.commitments.first() {
        view.begin_area(&area.name, RecordRef::Commitment(first.clone()));
    }
    let count = format!("{:>3}", area.commitments.len());
    let room = width.saturating_sub(count.len()).max(8);
    let name = safe(&area.name);
    view.push(vec![
        piece(Role::Normal, pad(&cut_middle(&name, room - 1), room)),
        piece(Role::Dim, count),
    ]);
    let (role, text) = match area.reached.as_slice() {
        [] => (Role::Wrong, "nobody".to_owned()),
        reached => (Role::Dim, names(workspace, reached)),
    };
    push_text(view, width, 2, role, &text);
}

fn names(workspace: &Workspace, ids: &[StakeholderId]) -> String {
    let known = ids.iter().filter_map(|id| workspace.stakeholders().get(id));
    let mut names: Vec<String> = known.take(NAMES).map(|s| s.name.clone()).collect();
    if ids.len() > NAMES {
        names.push(format!("{} more", ids.len() - NAMES));
    }
    names.join(", ")
}
