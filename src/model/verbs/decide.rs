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
    /// The other version is taken in one of the things that clash, counted from 0; the rest stays
    /// undecided.
    TheOtherIn(usize),
}

/// Takes one side of what is in two versions; `None` when that changes nothing.
///
/// # Errors
/// When the minutes of a meeting are final, which the other version would change, or one thing cannot
/// be taken alone.
pub fn decide(
    workspace: &Workspace,
    beside: &Beside,
    side: Side,
) -> Result<Option<Transaction>, Refusal> {
    let (edits, what): (Vec<Edit>, String) = match side {
        Side::AsItIs => return Ok(None),
        Side::TheOther => {
            let rivals = beside.rivals(workspace).into_iter();
            let edits = rivals.map(|rival| rival.instead).collect();
            (edits, beside.source.clone())
        }
        Side::TheOtherIn(which) => {
            let clashes = beside.clashes(workspace);
            let Some((version, place)) = clashes.get(which) else {
                let no_such = format!(
                    "there is no {}: h keeps what is here, o takes the other",
                    which + 1
                );
                return Err(Refusal::new(no_such));
            };
            let edit = workspace.unite_taking(version, place);
            let edit = edit.ok_or_else(|| {
                Refusal::new(format!("{place} cannot be taken alone: decide with h or o"))
            })?;
            (vec![edit], format!("{place} of {}", beside.source))
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
    let sentence = format!("{}: {what} taken", first.name().1);
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
