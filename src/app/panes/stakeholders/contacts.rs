//! Informal contacts, the latest first.

use super::nothing;
use crate::app::panes::words::push_text;
use crate::app::view::{Role, View, piece};
use crate::model::{Contact, RecordRef, Workspace};

/// Lays the contacts out in `width` columns.
pub(super) fn lay_out(workspace: &Workspace, width: usize) -> View {
    let live = workspace.contacts().values().map(AsRef::as_ref);
    let mut contacts: Vec<&Contact> = live.filter(|c: &&Contact| c.binned.is_none()).collect();
    contacts.sort_by_key(|contact| std::cmp::Reverse(contact.date));
    if contacts.is_empty() {
        return nothing(
            "No contacts yet. a logs one in a line: Involve: asked for the date of the bill #UK0063",
            width,
        );
    }
    let mut view = View::default();
    for contact in contacts {
        view.begin_row(RecordRef::Contact(contact.id.clone()), None);
        let whom = contact.with_whom(workspace);
        push_text(
            &mut view,
            width,
            0,
            Role::Strong,
            &format!("{} {whom}", contact.date),
        );
        for paragraph in contact.text.iter() {
            push_text(&mut view, width, 2, Role::Normal, paragraph);
        }
        let about = contact.about_what(workspace);
        if !about.is_empty() {
            push_text(&mut view, width, 2, Role::Dim, &format!("about {about}"));
        }
        view.push_free(vec![piece(Role::Normal, "")]);
    }
    view
}
