//! Everything a user can change, one function each: a verb reads the
//! workspace and proposes a transaction, or says why not and what to do.
//!
//! Keys, menus, forms and the command line all call these.

pub mod act;
pub mod add;
pub mod agenda;
pub mod approve;
pub mod assess;
pub mod bin;
pub mod contact;
pub mod contribute;
pub mod convene;
pub mod correct;
pub mod current;
pub mod decide;
pub mod descend;
pub mod document;
pub mod minute;
pub mod naming;
pub mod pulse;
pub mod recover;
pub mod rename;
pub mod replan;
pub mod report;
pub mod restore;
pub mod revise;
pub mod roll;
mod sealed;
#[cfg(test)]
pub(crate) mod tests;

use std::sync::Arc;

use jiff::civil::Date;

use super::clerk::Clerk;
use super::edit::{Edit, Transaction};
use super::ids::{CommitmentId, MeetingId, PlanId, RecordRef};
use super::meeting::{Meeting, MeetingState};
use super::plan::Plan;
use super::workspace::Workspace;
use super::{Commitment, Subject};

/// Why a verb does not do what was asked, in a sentence that names the thing
/// and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }
}

/// What a verb gives back. What is so already is no refusal but a transaction that changes nothing
/// ([`Transaction::changes_nothing`]), so that a script goes on behind it.
pub type Proposal = Result<Transaction, Refusal>;

fn propose(
    workspace: &Workspace,
    focus: RecordRef,
    sentence: String,
    edits: Vec<Edit>,
) -> Transaction {
    let meeting = workspace.meeting_in_progress().map(|m| m.id.clone());
    Transaction {
        sentence,
        focus,
        edits,
        meeting,
        minuted: None,
    }
}

/// Returns what changes nothing, as it is so already, and the sentence that says so.
fn already(workspace: &Workspace, focus: RecordRef, sentence: String) -> Transaction {
    propose(workspace, focus, sentence, Vec::new())
}

/// Returns the meeting in progress, and the day something is of that is said now: its day, also past
/// midnight and where its minutes are typed up later, else today.
fn said_now(workspace: &Workspace, clerk: &Clerk) -> (Option<MeetingId>, Date) {
    let meeting = workspace.meeting_in_progress().map(|m| m.id.clone());
    let day = workspace.day_in(meeting.as_ref(), clerk.today());
    (meeting, day)
}

fn commitment<'w>(
    workspace: &'w Workspace,
    id: &CommitmentId,
) -> Result<&'w Arc<Commitment>, Refusal> {
    workspace
        .commitments()
        .get(id)
        .ok_or_else(|| Refusal(format!("there is no commitment {id} in this workspace")))
}

fn current_plan(workspace: &Workspace) -> Result<&Arc<Plan>, Refusal> {
    let current = &workspace.settings().current;
    workspace.plans().get(current).ok_or_else(|| {
        Refusal::new("the current plan's file could not be read; roundtable check says why")
    })
}

fn plan<'w>(workspace: &'w Workspace, id: &PlanId) -> Result<&'w Arc<Plan>, Refusal> {
    workspace
        .plans()
        .get(id)
        .ok_or_else(|| Refusal(format!("there is no plan {id} in this workspace")))
}

fn meeting<'w>(workspace: &'w Workspace, id: &MeetingId) -> Result<&'w Arc<Meeting>, Refusal> {
    workspace
        .meetings()
        .get(id)
        .ok_or_else(|| Refusal(format!("there is no meeting {id} in this workspace")))
}

/// Returns the meeting if its record may still change.
///
/// # Errors
/// When there is none of that id, or its minutes are final.
pub fn open_record<'w>(
    workspace: &'w Workspace,
    id: &MeetingId,
) -> Result<&'w Arc<Meeting>, Refusal> {
    let meeting = meeting(workspace, id)?;
    if meeting.state == MeetingState::Final {
        return Err(Refusal(format!(
            "the minutes of {id} are final and do not change; c adds a correction"
        )));
    }
    Ok(meeting)
}

fn known_subject(workspace: &Workspace, subject: &Subject) -> Result<(), Refusal> {
    let commitment = commitment(workspace, &subject.commitment)?;
    match &subject.milestone {
        Some(id) if commitment.milestone(id).is_none() => {
            Err(Refusal(format!("{} has no milestone {id}", commitment.id)))
        }
        _ => Ok(()),
    }
}
