//! Moves the date of a promise, in the open.

use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::ids::{RecordRef, Subject};
use super::super::order;
use super::super::replan::Replan;
use super::super::workspace::Workspace;
use super::revise::{Draft, revise_if_other, shorten};
use super::{Proposal, Refusal, already, known_subject, propose, said_now};
use crate::base::date::FuzzyDate;

/// Moves the end of a commitment, or the due date of a milestone, and keeps what it was and why.
///
/// # Errors
/// When there is no date to move, it would stay the same, or no reason is given.
pub fn replan(
    workspace: &Workspace,
    clerk: &mut Clerk,
    subject: &Subject,
    to: FuzzyDate,
    reason: &str,
) -> Proposal {
    known_subject(workspace, subject)?;
    let name = workspace.subject_name(subject);
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(Refusal::new(
            "say why the date moves; d corrects a date that was wrong",
        ));
    }
    let record = RecordRef::from(subject.clone());
    if !workspace.is_live(&record) {
        return Err(Refusal(format!(
            "{name} is in the bin; take it out with g b first"
        )));
    }
    let (meeting, date) = said_now(workspace, clerk);
    let id = clerk.mint();
    let mut was = None;
    let edit = revise_if_other(workspace, &record, |draft| {
        let (due, replans) = match draft {
            Draft::Commitment(held) => (&mut held.end, &mut held.replans),
            Draft::Milestone(held) => (&mut held.due, &mut held.replans),
            _ => {
                return Err(Refusal::new(
                    "only commitments and milestones are re-planned",
                ));
            }
        };
        let from = due.ok_or_else(|| Refusal(format!("{name} has no date to move; d sets one")))?;
        if let Some(what) = out_of_order(workspace, subject, to) {
            return Err(Refusal(format!(
                "{name}: {what}: nothing ends before it begins"
            )));
        }
        if from == to {
            return Ok(());
        }
        was = Some(from);
        *due = Some(to);
        replans.push(Replan {
            id,
            date,
            from,
            to,
            reason: reason.to_owned(),
            meeting,
        });
        Ok(())
    })?;
    let Some(edit) = edit else {
        let sentence = format!("{name} is due {} already", to.human());
        return Ok(already(workspace, record, sentence));
    };
    let was = was.map(FuzzyDate::human).unwrap_or_default();
    let said = |to: String, why: &str| format!("{name}: re-planned from {was} to {to}: {why}");
    let sentence = said(to.spoken(), &shorten(reason));
    let whole = said(to.human(), reason);
    Ok(propose(workspace, record, sentence, vec![edit]).minuted_as(whole))
}

/// Says how it would end before it begins.
fn out_of_order(workspace: &Workspace, subject: &Subject, to: FuzzyDate) -> Option<String> {
    if let Some(held) = workspace.milestone(subject) {
        return order::of_milestone(&Milestone {
            due: Some(to),
            ..held.clone()
        });
    }
    let held = workspace.commitments().get(&subject.commitment)?;
    order::of_commitment(&Commitment {
        end: Some(to),
        ..Commitment::clone(held)
    })
}
