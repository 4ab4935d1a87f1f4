//! Approves the minutes of an earlier meeting and the corrections to them.

use super::super::edit::{Change, Edit, Transaction};
use super::super::ids::{MeetingId, RecordRef};
use super::super::meeting::{Meeting, MeetingState};
use super::super::workspace::Workspace;
use super::{Proposal, Refusal, already, meeting, open_record, propose};

/// Writes down that `approving` approves the minutes of `approved` with all corrections made so far.
///
/// # Errors
/// When the minutes are not final yet, are approved already with all corrections, or the meeting
/// that is to approve them is not a later one or is final itself.
pub fn approve(workspace: &Workspace, approving: &MeetingId, approved: &MeetingId) -> Proposal {
    let (later, held) = (
        open_record(workspace, approving)?,
        meeting(workspace, approved)?,
    );
    if held.state != MeetingState::Final {
        return Err(Refusal(format!(
            "the minutes of {approved} are not final; make them final with F, then they can be approved"
        )));
    }
    if !matches!(later.state, MeetingState::InProgress | MeetingState::Closed) {
        return Err(Refusal(format!(
            "meeting {approving} has not begun; begin it, then it can approve the minutes"
        )));
    }
    if (later.date, &later.id) <= (held.date, &held.id) {
        return Err(Refusal(format!(
            "only a later meeting can approve the minutes of {approved}"
        )));
    }
    let mut copy = Meeting::clone(held);
    copy.approved_by.get_or_insert_with(|| approving.clone());
    for correction in &mut copy.corrections {
        correction
            .approved_by
            .get_or_insert_with(|| approving.clone());
    }
    if copy == **held {
        let sentence = format!("the minutes of {approved} are approved already");
        let record = RecordRef::Meeting(approved.clone());
        return Ok(already(workspace, record, sentence));
    }
    let done = match copy.corrections.len() {
        0 => format!("minutes of {approved} approved"),
        1 => format!("minutes of {approved} and 1 correction approved"),
        n => format!("minutes of {approved} and {n} corrections approved"),
    };
    let sentence = format!("{done} by {approving}");
    let edit = Edit::Meeting(Change::update(held, copy));
    let focus = RecordRef::Meeting(approved.clone());
    let transaction = propose(workspace, focus, sentence, vec![edit]).minuted_as(done);
    // The one that approves may be over, its minutes typed up later.
    Ok(Transaction {
        meeting: Some(approving.clone()),
        ..transaction
    })
}
