//! Enters what the independent reviewer concluded. It is done on purpose and apart from what the sides
//! report: never while a meeting is in progress.

use super::super::assessment::Assessment;
use super::super::ids::{CommitmentId, RecordRef};
use super::super::indicator::Indicator;
use super::super::plan::AssessmentEra;
use super::super::workspace::Workspace;
use super::revise::{Draft, revise_if_other};
use super::{Proposal, Refusal, already, commitment, propose};

/// How many conclusions a sentence names.
const NAMED: usize = 3;

/// Enters readings of indicators, each as it was typed.
///
/// # Errors
/// When it cannot be entered now, an indicator is not of the plan's era, what was typed is nothing of
/// its scale, or nothing would change.
pub fn assess(
    workspace: &Workspace,
    id: &CommitmentId,
    readings: &[(Indicator, &str)],
) -> Proposal {
    let era = era(workspace, id)?;
    let mut changes = Vec::new();
    let record = RecordRef::Commitment(id.clone());
    let edit = revise_if_other(workspace, &record, |draft| {
        let Draft::Commitment(held) = draft else {
            return Err(Refusal::new("only commitments are assessed"));
        };
        for (indicator, typed) in readings {
            let before = indicator.shown(&held.assessment);
            enter(*indicator, era, &mut held.assessment, typed)?;
            let after = indicator.shown(&held.assessment);
            if before != after {
                changes.push(format!("{} {before} → {after}", indicator.words()));
            }
        }
        Ok(())
    })?;
    let Some(edit) = edit else {
        let sentence =
            format!("{id}: what the reviewer concluded is so already; nothing has changed");
        return Ok(already(workspace, record, sentence));
    };
    let more = changes.len().saturating_sub(NAMED);
    changes.truncate(NAMED);
    let more = if more > 0 {
        format!("; {more} more")
    } else {
        String::new()
    };
    let sentence = format!("{id}: the reviewer's {}{more}", changes.join("; "));
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Returns which indicators there are for a commitment, by the era of its plan.
///
/// # Errors
/// When nothing can be entered now: a meeting is in progress, the commitment is in the bin, or its plan
/// is not known.
pub fn era(workspace: &Workspace, id: &CommitmentId) -> Result<AssessmentEra, Refusal> {
    let held = commitment(workspace, id)?;
    if held.binned.is_some() {
        return Err(Refusal(format!(
            "{id} is in the bin; take it out with g b first"
        )));
    }
    if workspace.meeting_in_progress().is_some() {
        return Err(Refusal::new(
            "close the meeting first: what the reviewer concluded is entered outside meetings",
        ));
    }
    let plan = workspace.plans().get(&held.plan);
    let plan = plan.ok_or_else(|| {
        Refusal(format!(
            "the plan {} of {id} is not known, and with it which indicators there are; look at \
             plans/{}.ron",
            held.plan, held.plan
        ))
    })?;
    Ok(plan.era)
}

fn enter(
    indicator: Indicator,
    era: AssessmentEra,
    held: &mut Assessment,
    typed: &str,
) -> Result<(), Refusal> {
    let name = indicator.words();
    if !indicator.is_of(era) {
        let there_are: Vec<&str> = Indicator::of(era)
            .into_iter()
            .map(Indicator::words)
            .collect();
        return Err(Refusal(format!(
            "the reviewers of {} gave no {name}; there are: {}",
            era.words(),
            there_are.join(", ")
        )));
    }
    if !indicator.enter(held, typed) {
        return Err(Refusal(format!(
            "`{typed}` is no reading of {name}; type one of: {}, or ND, NR, NA, nothing",
            indicator.options().join(", ")
        )));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::tests::{uk, workspace};
    use super::super::{add, bin, convene};
    use super::*;
    use crate::model::assessment::{Answer, Reading};
    use crate::model::meeting::MeetingKind;
    use crate::model::{Clerk, MeetingState, Plan};

    /// Does what is proposed, and returns what it is about.
    fn done(workspace: &mut Workspace, proposal: Proposal) -> RecordRef {
        let done = proposal.expect("it is done");
        for edit in &done.edits {
            workspace.mirror(edit);
        }
        done.focus
    }

    /// A workspace with the commitment UK0001 of a plan of that era.
    fn of(era: AssessmentEra) -> Workspace {
        let mut workspace = workspace();
        let current = workspace.current_plan().expect("a plan").clone();
        workspace.admit(Arc::new(Plan { era, ..current }));
        let added = add::commitment(&workspace, &uk(1), add::Promise::titled("UK", "A promise"));
        done(&mut workspace, added);
        workspace
    }

    #[track_caller]
    fn says(workspace: &Workspace, readings: &[(Indicator, &str)], expected: &str) {
        let said = match assess(workspace, &uk(1), readings) {
            Ok(done) => done.sentence,
            Err(Refusal(why)) => why,
        };
        assert_eq!(said, expected);
    }

    #[test]
    fn what_is_entered_is_said_and_what_does_not_fit_is_refused() {
        use Indicator as I;
        let mut ws = of(AssessmentEra::MidAndEndOfTerm);
        let limited = assess(
            &ws,
            &uk(1),
            &[(I::EndOfTerm, "limited"), (I::Starred, "nr")],
        );
        done(&mut ws, limited);
        let held = &ws.commitments()[&uk(1)].assessment;
        assert_eq!(held.starred, Reading::NotReviewed);
        says(
            &ws,
            &[(I::EndOfTerm, "complete")],
            "UK0001: the reviewer's end of term limited → complete",
        );
        says(
            &ws,
            &[
                (I::Relevant, "yes"),
                (I::EndOfTerm, "limited"),
                (I::Starred, "ND"),
                (I::OpenedAccess, "major"),
                (I::CarriedForward, "no"),
            ],
            "UK0001: the reviewer's relevant not known → yes; starred not reviewed → no data; \
             opened access to information not known → major; 1 more",
        );
        says(
            &ws,
            &[(I::EndOfTerm, "limited")],
            "UK0001: what the reviewer concluded is so already; nothing has changed",
        );
        says(
            &ws,
            &[(I::EarlyResults, "moderate")],
            "the reviewers of plans of 2013 to 2016 gave no early results; there are: specificity, \
             verifiable, relevant, potential impact, mid-term, end of term, opened government, opened \
             access to information, opened civic participation, opened public accountability, starred, \
             carried forward",
        );
        says(
            &ws,
            &[(I::Starred, "perhaps")],
            "`perhaps` is no reading of starred; type one of: not known, yes, no, no data, not \
             reviewed, not applicable, or ND, NR, NA, nothing",
        );
        let results = of(AssessmentEra::Results);
        says(
            &results,
            &[(I::EarlyResults, "no notable results")],
            "UK0001: the reviewer's early results not known → no notable results",
        );
    }

    #[test]
    fn it_is_entered_outside_meetings_and_not_in_the_bin() {
        let mut ws = of(AssessmentEra::EndOfTerm);
        let starred = [(Indicator::Starred, "yes")];
        let mut clerk = Clerk::new(super::super::tests::noon(), 1);
        let today = clerk.today();
        let drafted = convene::new_meeting(&ws, &mut clerk, MeetingKind::Review, today, "");
        let meeting = done(&mut ws, drafted).meeting().cloned();
        let meeting = meeting.expect("a meeting");
        let turn = |ws: &mut Workspace, state| {
            let turned = convene::set_state(ws, &clerk, &meeting, state);
            done(ws, turned);
        };
        turn(&mut ws, MeetingState::InProgress);
        let outside =
            "close the meeting first: what the reviewer concluded is entered outside meetings";
        says(&ws, &starred, outside);
        turn(&mut ws, MeetingState::Closed);
        let entered = assess(&ws, &uk(1), &starred);
        done(&mut ws, entered);
        let held = &ws.commitments()[&uk(1)].assessment;
        assert_eq!(held.starred, Reading::Is(Answer::Yes));
        let binned = bin::bin(&ws, &clerk, &RecordRef::Commitment(uk(1)));
        done(&mut ws, binned);
        says(
            &ws,
            &starred,
            "UK0001 is in the bin; take it out with g b first",
        );
    }
}
