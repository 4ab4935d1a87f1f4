//! Organisations and people, by sector; unfolded, what is known of one.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::nothing;
use crate::app::panes::words::{push_text, shown_title};
use crate::app::view::{Role, View, piece};
use crate::base::text::{capitalised, cut_middle, fold, pad, safe};
use crate::model::coverage::{attended, has_part, meetings_of};
use crate::model::stakeholder::Priority;
use crate::model::{
    ActionState, Contact, RecordRef, Sector, Stakeholder, StakeholderId, Workspace,
};

/// The columns of nation and meetings, with the gaps before them.
const NATION: usize = 10;
const CAME: usize = 6;

/// Lays the register out in `width` columns.
pub(super) fn lay_out(
    workspace: &Workspace,
    unfolded: &BTreeSet<StakeholderId>,
    width: usize,
) -> View {
    let mut view = View::default();
    for sector in Sector::ALL {
        let mut known: Vec<&Stakeholder> = workspace
            .stakeholders()
            .values()
            .filter(|s| s.binned.is_none() && s.sector == sector)
            .map(Arc::as_ref)
            .collect();
        if known.is_empty() {
            continue;
        }
        known.sort_by_key(|s| (place(s.priority), fold(&s.name)));
        if !view.lines.is_empty() {
            view.push_free(Vec::new());
        }
        let name = width.saturating_sub(NATION + CAME).max(8);
        let heading = format!("{} {}", capitalised(sector.words()), known.len());
        let heading = format!("{}{}came", pad(&heading, name), pad("nation", NATION));
        view.push_free(vec![piece(Role::Heading, heading)]);
        for stakeholder in known {
            push_row(&mut view, workspace, stakeholder, name);
            if unfolded.contains(&stakeholder.id) {
                push_known(&mut view, workspace, stakeholder, width);
            }
        }
    }
    if view.rows.is_empty() {
        return nothing(
            "No stakeholders yet. a adds an organisation or person; names called on a roll come here too.",
            width,
        );
    }
    view
}

/// Where a priority stands in the list; whoever has none comes after those who matter most.
fn place(priority: Option<Priority>) -> u8 {
    match priority {
        Some(Priority::High) => 0,
        Some(Priority::Medium) => 1,
        None => 2,
        Some(Priority::Low) => 3,
    }
}

fn push_row(view: &mut View, workspace: &Workspace, stakeholder: &Stakeholder, room: usize) {
    view.begin_row(RecordRef::Stakeholder(stakeholder.id.clone()), None);
    let (mark, role) = match stakeholder.priority {
        Some(Priority::High) => ("! ", Role::Strong),
        _ => ("", Role::Normal),
    };
    let (name, _) = shown_title(&stakeholder.name);
    let name = cut_middle(&name, room.saturating_sub(mark.len() + 1));
    let nation = safe(&stakeholder.nation);
    let came = attended(workspace, &stakeholder.id);
    view.push(vec![
        piece(Role::Overdue, mark),
        piece(role, pad(&name, room - mark.len())),
        piece(Role::Dim, pad(&cut_middle(&nation, NATION - 1), NATION)),
        piece(Role::Normal, format!("{}/{}", came.came, came.of)),
    ]);
}

/// Adds what is known of one: what is written down, then the records they have a part in, each a
/// row that leads there.
fn push_known(view: &mut View, workspace: &Workspace, who: &Stakeholder, width: usize) {
    push_facts(view, who, width);
    let mut add = |record: RecordRef, text: String| {
        view.begin_row(record, None);
        push_text(view, width, 4, Role::Normal, &text);
    };
    for commitment in workspace.commitments().values() {
        if commitment.binned.is_none() && has_part(who, commitment) {
            let leads = commitment
                .lead
                .iter()
                .any(|name| who.is_called(name.trim()));
            let part = if leads { "leads" } else { "supports" };
            let text = format!("{part} {} {}", commitment.id, commitment.title);
            add(RecordRef::Commitment(commitment.id.clone()), text);
        }
    }
    for contact in workspace.contacts().values() {
        let is_with = |c: &Contact| c.binned.is_none() && c.with.contains(&who.id);
        if is_with(contact) {
            let text = format!("{} contact: {}", contact.date, contact.text.first());
            add(RecordRef::Contact(contact.id.clone()), text);
        }
    }
    for action in workspace.actions().values() {
        let open = !matches!(action.state(), ActionState::Done | ActionState::Dropped);
        if action.binned.is_none() && open && who.is_called(action.owner.trim()) {
            let text = format!("is to: {}", action.text.first());
            add(RecordRef::Action(action.id.clone()), text);
        }
    }
    for meeting in meetings_of(workspace, &who.id) {
        let text = format!(
            "came to the {} meeting {}",
            meeting.kind.words(),
            meeting.id
        );
        add(RecordRef::Meeting(meeting.id.clone()), text);
    }
}

fn push_facts(view: &mut View, who: &Stakeholder, width: usize) {
    let mut fact = |label: &str, text: &str| {
        if !text.is_empty() {
            push_text(view, width, 4, Role::Dim, &format!("{label}{text}"));
        }
    };
    if who.person {
        fact("", "a person");
    }
    fact("Priority: ", who.priority.map_or("", Priority::words));
    fact("Speaks for it: ", &who.contact_role);
    fact("Works in: ", &who.policy_areas.join("; "));
    for was in &who.former_names {
        fact(
            "Called before: ",
            &format!("{}, until {}", was.name, was.until),
        );
    }
    for paragraph in who.notes.iter() {
        fact("", paragraph);
    }
}
