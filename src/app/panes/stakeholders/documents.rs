//! The papers the forum works by, and when it is to look at them again.

use jiff::civil::Date;

use super::{nothing, record_of};
use crate::app::panes::words::{plain, push_text};
use crate::app::view::{Role, View, piece};
use crate::base::text::capitalised;
use crate::model::forum::{DocumentKind, ForumDocument};
use crate::model::{Plan, RecordRef};

/// What stands where nobody has said when a paper is looked at again.
const NO_REVIEW: &str = "no next review; d sets it";

/// Lays the papers out in `width` columns.
pub(super) fn lay_out(plan: &Plan, width: usize, today: Date) -> View {
    let mut view = View::default();
    for kind in DocumentKind::ALL {
        let of_kind: Vec<&ForumDocument> =
            plan.live_documents().filter(|d| d.kind == kind).collect();
        match (of_kind.as_slice(), kind) {
            ([], DocumentKind::Other) => continue,
            ([], _) => {
                let text = format!("{}: none recorded; a adds it", capitalised(kind.words()));
                view.push_free(vec![plain(Role::Dim, &text)]);
                continue;
            }
            _ => view.push_free(vec![piece(Role::Heading, capitalised(kind.words()))]),
        }
        for document in of_kind {
            push(&mut view, plan, document, width, today);
        }
    }
    if view.rows.is_empty() {
        return nothing(
            "No documents of the forum yet. a adds one: terms of reference, membership, governance review.",
            width,
        );
    }
    view
}

fn push(view: &mut View, plan: &Plan, document: &ForumDocument, width: usize, today: Date) {
    view.begin_row(record_of(plan, &document.id, RecordRef::Document), None);
    push_text(view, width, 2, Role::Normal, &document.title);
    let dated = document.dated.map(|dated| format!("of {}", dated.human()));
    let review = document.next_review.map_or_else(
        || NO_REVIEW.to_owned(),
        |review| format!("next review {}", review.human()),
    );
    let facts: Vec<String> = dated.into_iter().chain([review]).collect();
    let overdue = document.is_overdue(today);
    let (role, text) = match (facts.as_slice(), overdue) {
        ([], _) => (
            Role::Dim,
            "no date; d sets when it is looked at again".to_owned(),
        ),
        (_, true) => (Role::Overdue, format!("{}, overdue !", facts.join(" · "))),
        (_, false) => (Role::Dim, facts.join(" · ")),
    };
    push_text(view, width, 2, role, &text);
    if !document.link.is_empty() {
        push_text(view, width, 2, Role::Dim, &document.link);
    }
}
