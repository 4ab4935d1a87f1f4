//! Moves the date of a promise, in the open.

use super::super::clerk::Clerk;
use super::super::ids::{RecordRef, Subject};
use super::super::replan::Replan;
use super::super::workspace::Workspace;
use super::revise::{Draft, revise, shorten};
use super::{Proposal, Refusal, known_subject, propose};
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
    let meeting = workspace
        .meeting_in_progress()
        .map(|meeting| meeting.id.clone());
    let (id, date) = (clerk.mint(), clerk.today());
    let mut was = None;
    let edit = revise(workspace, &record, |draft| {
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
        if from == to {
            return Err(Refusal(format!("{name} is due {} already", to.human())));
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
    let was = was.map(FuzzyDate::human).unwrap_or_default();
    let sentence = format!(
        "{name}: re-planned from {was} to {}: {}",
        to.human(),
        shorten(reason)
    );
    Ok(propose(workspace, record, sentence, vec![edit]))
}
