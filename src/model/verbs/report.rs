//! Reports how far a commitment or milestone has come.

use super::super::clerk::Clerk;
use super::super::edit::Transaction;
use super::super::ids::{MeetingId, RecordRef, Subject};
use super::super::later::{said_after, what_stays};
use super::super::paragraphs::Paragraphs;
use super::super::status::{Obstacle, Side, Standing, Status, Update};
use super::super::workspace::Workspace;
use super::revise::{Draft, revise};
use super::{Proposal, Refusal, known_subject, open_record, propose};
use crate::base::date::human_day;

/// What somebody reports.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The status, if one is reported.
    pub status: Option<Status>,
    /// Who says so.
    pub side: Side,
    /// What was said.
    pub note: Paragraphs,
    /// Links or documents that show it.
    pub evidence: Vec<String>,
    /// What stands in the way.
    pub obstacle: Option<Obstacle>,
    /// Why it is late.
    pub delay: String,
    /// The meeting it was said in; `None` takes the one in progress.
    pub meeting: Option<MeetingId>,
}

/// Adds a dated update to a commitment or milestone.
///
/// # Errors
/// When the subject or the meeting is not there, or nothing is reported.
pub fn report(
    workspace: &Workspace,
    clerk: &mut Clerk,
    subject: &Subject,
    report: Report,
) -> Proposal {
    known_subject(workspace, subject)?;
    if report.status.is_none() && report.note.is_empty() && report.evidence.is_empty() {
        return Err(Refusal::new(
            "nothing to record: give a status, a note or evidence",
        ));
    }
    let record = RecordRef::from(subject.clone());
    if !workspace.is_live(&record) {
        let name = workspace.subject_name(subject);
        return Err(Refusal(format!(
            "{name} is in the bin; take it out with g b first"
        )));
    }
    let meeting = meeting_of(workspace, report.meeting.as_ref())?;
    let before = workspace.updates(subject).unwrap_or_default();
    let update = Update {
        id: clerk.mint(),
        date: workspace.day_in(meeting.as_ref(), clerk.today()),
        after: said_after(before, clerk),
        side: report.side,
        status: report.status,
        note: report.note,
        evidence: report.evidence,
        obstacle: report.obstacle,
        delay: report.delay,
        meeting: meeting.clone(),
        binned: None,
    };
    let name = workspace.subject_name(subject);
    let sentence = sentence(&name, before, &update);
    let edit = revise(workspace, &record, |draft| {
        match draft {
            Draft::Commitment(commitment) => commitment.updates.push(update),
            Draft::Milestone(milestone) => milestone.updates.push(update),
            _ => {
                return Err(Refusal::new(
                    "only commitments and milestones have a status",
                ));
            }
        }
        Ok(())
    })?;
    let transaction = propose(workspace, record, sentence, vec![edit]);
    Ok(Transaction {
        meeting: meeting.or(transaction.meeting),
        ..transaction
    })
}

fn meeting_of(
    workspace: &Workspace,
    named: Option<&MeetingId>,
) -> Result<Option<MeetingId>, Refusal> {
    match named {
        None => Ok(workspace.meeting_in_progress().map(|m| m.id.clone())),
        Some(id) => Ok(Some(open_record(workspace, id)?.id.clone())),
    }
}

/// Says what becomes of what a promise stood at, read from its updates with this one among them.
fn sentence(name: &str, known: &[Update], update: &Update) -> String {
    let Some(status) = update.status.map(Status::words) else {
        return format!("{name}: update noted");
    };
    let mut updates = known.to_vec();
    updates.push(update.clone());
    let said = match update.side {
        Side::Agreed => status.to_owned(),
        side => format!("{} says {status}", side.words()),
    };
    if let Some(stays) = what_stays(&updates, update) {
        let day = human_day(update.date);
        return format!("{name}: {said} recorded for {day}; {stays}");
    }
    if update.side != Side::Agreed {
        return format!("{name}: {said}");
    }
    let [before, after] = [known, &updates].map(|updates| Standing::of(updates, None));
    if before == after {
        format!("{name}: still {}", after.words())
    } else if before == Standing::default() {
        format!("{name}: no status → {}", after.words())
    } else {
        format!("{name}: {} → {}", before.words(), after.words())
    }
}
