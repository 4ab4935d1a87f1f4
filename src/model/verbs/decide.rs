//! Decides between two versions of records.

use super::super::beside::{Beside, Differing};
use super::super::differences::{Difference, Pick, fields_in_brief, fields_in_full};
use super::super::edit::{Edit, Transaction};
use super::super::workspace::Workspace;
use super::revise::name_of_edit;
use super::{Refusal, open_record, propose, sealed};

/// Makes the records that are in two versions what was picked of each, difference by difference in
/// the order of [`Beside::differing`]; `None` when that changes nothing.
///
/// # Errors
/// When final minutes would change, what was picked makes no record together, or there is not one
/// pick for each difference.
pub fn decide(
    workspace: &Workspace,
    beside: &Beside,
    picks: &[Pick],
) -> Result<Option<Transaction>, Refusal> {
    let differing = beside.differing(workspace);
    let mut rest = picks.iter().copied();
    let mut edits = Vec::new();
    let mut taken: Vec<Difference> = Vec::new();
    let mut minuted = Vec::new();
    for record in &differing {
        let picks: Vec<Pick> = rest.by_ref().take(record.differences.len()).collect();
        if picks.len() < record.differences.len() {
            return Err(Refusal::new("it differs otherwise by now; look again"));
        }
        if picks.iter().all(|pick| *pick == Pick::Here) {
            continue;
        }
        let edit = made_of(workspace, record, &picks)?;
        let name = name_of_edit(workspace, &edit);
        minuted.push(match edit.changes().as_slice() {
            // One that was not here.
            [change] if change.field.is_empty() => format!("{name} added"),
            changes => format!("{name}: {} changed", fields_in_full(changes)),
        });
        edits.push(edit);
        let all = record.differences.iter().zip(&picks);
        taken.extend(
            all.filter(|(_, pick)| **pick == Pick::Other)
                .map(|(difference, _)| difference.clone()),
        );
    }
    let Some(first) = edits.first() else {
        return Ok(None);
    };
    let all_of_it = picks.iter().all(|pick| *pick == Pick::Other);
    let fields = fields_in_brief(&taken);
    let what = if all_of_it {
        beside.source.clone()
    } else {
        format!("{fields} of {}", beside.source)
    };
    let name = name_of_edit(workspace, first);
    let focus = first.record();
    Ok(Some(Transaction {
        minuted: Some(minuted.join("; ")),
        ..propose(workspace, focus, format!("{name}: {what} taken"), edits)
    }))
}

fn made_of(workspace: &Workspace, record: &Differing, picks: &[Pick]) -> Result<Edit, Refusal> {
    let edit = record.made_of(workspace, picks).ok_or_else(|| {
        let name = name_of_edit(workspace, &record.version);
        Refusal::new(format!(
            "{name}: these do not go together; take all of one version, or pick otherwise"
        ))
    })?;
    match &edit {
        Edit::Meeting(change) if change.before.is_some() => {
            open_record(workspace, change.id())?;
        }
        Edit::Commitment(change) => sealed::stays(workspace, change)?,
        _ => {}
    }
    Ok(edit)
}
