//! Decides between two versions of records.

use super::super::beside::Beside;
use super::super::edit::{Edit, Transaction};
use super::super::ids::RecordRef;
use super::super::workspace::Workspace;
use super::{Refusal, open_record, propose};

/// One of two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The records of the workspace stay as they are.
    AsItIs,
    /// The other version is taken.
    TheOther,
}

/// Takes one side of what is in two versions; `None` when that changes nothing.
///
/// # Errors
/// When the minutes of a meeting are final, which the other version would change.
pub fn decide(
    workspace: &Workspace,
    beside: &Beside,
    side: Side,
) -> Result<Option<Transaction>, Refusal> {
    let edits: Vec<Edit> = match side {
        Side::AsItIs => Vec::new(),
        Side::TheOther => {
            let rivals = beside.rivals(workspace).into_iter();
            rivals.map(|rival| rival.instead).collect()
        }
    };
    let Some(first) = edits.first() else {
        return Ok(None);
    };
    for edit in &edits {
        if let Edit::Meeting(change) = edit
            && change.before.is_some()
        {
            open_record(workspace, change.id())?;
        }
    }
    let sentence = format!("{}: {} taken", first.name().1, beside.source);
    Ok(Some(propose(
        workspace,
        focus(workspace, first)?,
        sentence,
        edits,
    )))
}

/// Returns what an edit is about, as undo returns to it: of a plan or a contact, for which there is
/// no place on the screen, the first commitment.
fn focus(workspace: &Workspace, edit: &Edit) -> Result<RecordRef, Refusal> {
    let first = || workspace.commitments().keys().next().cloned();
    edit.record()
        .or_else(|| first().map(RecordRef::Commitment))
        .ok_or_else(|| Refusal::new("add a commitment to the plan first"))
}
