//! Records what civil society answers to the three questions on a commitment.

use super::super::assessment::Answer;
use super::super::clerk::Clerk;
use super::super::commitment::Commitment;
use super::super::edit::{Change, Edit, Transaction};
use super::super::ids::{CommitmentId, RecordRef};
use super::super::known;
use super::super::paragraphs::Paragraphs;
use super::super::pulse::{Pulse, Question};
use super::super::workspace::Workspace;
use super::{Proposal, Refusal, commitment, propose, said_now};

/// What was answered.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// Who answered.
    pub by: String,
    /// The answers, in the order of [`Question::ALL`].
    pub answers: [Option<Answer>; 3],
    /// What they said to it.
    pub note: Paragraphs,
}

/// Records the answers to the three questions.
///
/// # Errors
/// When the commitment is not there or nothing is answered.
pub fn pulse(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &CommitmentId,
    answered: Answered,
) -> Proposal {
    let held = commitment(workspace, id)?;
    if held.binned.is_some() {
        return Err(Refusal(format!(
            "{id} is in the bin; take it out with g b first"
        )));
    }
    if answered.answers.iter().all(Option::is_none) {
        return Err(Refusal::new("answer at least one of the three questions"));
    }
    let [knows_who, met, sees_progress] = answered.answers;
    let (meeting, date) = said_now(workspace, clerk);
    let made = Pulse {
        id: clerk.mint(),
        date,
        by: known::full_name(workspace, &answered.by),
        knows_who,
        met,
        sees_progress,
        note: answered.note,
        meeting,
        binned: None,
    };
    let sentence = format!("{id}, civil society {}", words(&made));
    let focus = RecordRef::Pulse(id.clone(), made.id.clone());
    let mut copy = Commitment::clone(held);
    copy.pulses.push(made);
    let edits = vec![Edit::Commitment(Change::update(held, copy))];
    // Whose view it is may not be told of some meetings.
    let minuted = Some(format!("{id}: the three questions were answered"));
    Ok(Transaction {
        minuted,
        ..propose(workspace, focus, sentence, edits)
    })
}

/// Returns the answers in words: `knows who is responsible: yes, sees progress: no`.
pub fn words(pulse: &Pulse) -> String {
    let answer = |question: Question| {
        let answer = pulse.answer(question)?;
        Some(format!("{}: {}", question.words(), answer.words()))
    };
    let answers: Vec<String> = Question::ALL.into_iter().filter_map(answer).collect();
    answers.join(", ")
}
