//! Records a paper the forum works by.

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit};
use super::super::forum::{DocumentKind, ForumDocument};
use super::super::ids::RecordRef;
use super::super::plan::Plan;
use super::super::workspace::Workspace;
use super::revise::shorten;
use super::{Proposal, Refusal, current_plan, propose};
use crate::base::date::FuzzyDate;

/// A paper to record.
#[derive(Debug, Clone)]
pub struct Paper {
    /// What it is.
    pub kind: DocumentKind,
    /// What it is called.
    pub title: String,
    /// When it was agreed.
    pub dated: Option<FuzzyDate>,
    /// When the forum is to look at it again.
    pub next_review: Option<FuzzyDate>,
    /// Where it is published.
    pub link: String,
}

/// Records a paper of the forum of the current plan.
///
/// # Errors
/// When there is no current plan or the paper has no title.
pub fn document(workspace: &Workspace, clerk: &mut Clerk, paper: &Paper) -> Proposal {
    let plan = current_plan(workspace)?;
    let title = paper.title.trim();
    if title.is_empty() {
        return Err(Refusal::new("a document needs a title"));
    }
    let added = ForumDocument {
        id: clerk.mint(),
        kind: paper.kind,
        title: title.to_owned(),
        dated: paper.dated,
        link: paper.link.trim().to_owned(),
        next_review: paper.next_review,
        binned: None,
    };
    let said = |title: &str| format!("{} added: {title}", added.kind.words());
    let (sentence, whole) = (said(&shorten(title)), said(title));
    let focus = RecordRef::Document(plan.id.clone(), added.id.clone());
    let mut copy = Plan::clone(plan);
    copy.documents.push(added);
    let edits = vec![Edit::Plan(Change::update(plan, copy))];
    Ok(propose(workspace, focus, sentence, edits).minuted_as(whole))
}
