//! Says what has become of an action.

use super::super::action::{ActionState, ActionStep};
use super::super::clerk::Clerk;
use super::super::ids::{ActionId, RecordRef};
use super::super::later::{in_order, said_after};
use super::super::paragraphs::Paragraphs;
use super::super::workspace::Workspace;
use super::revise::{Draft, name_of, revise, whole_name_of};
use super::{Proposal, Refusal, already, propose, said_now};
use crate::base::date::human_day;

/// Adds a dated step to an action.
///
/// # Errors
/// When the action is not there, is so already and no note says more, or is dropped without a reason.
pub fn set_state(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &ActionId,
    state: ActionState,
    note: Paragraphs,
) -> Proposal {
    if state == ActionState::Dropped && note.is_empty() {
        return Err(Refusal::new(
            "say why it is dropped: a dropped action needs a reason",
        ));
    }
    let record = RecordRef::Action(id.clone());
    let held = workspace.actions().get(id);
    if note.is_empty() && held.is_some_and(|held| held.state() == state) {
        let (name, state) = (name_of(workspace, &record), state.words());
        let sentence = format!("{name} is {state} already; a note says what else is known");
        return Ok(already(workspace, record, sentence));
    }
    let known = held.map(|held| held.steps.as_slice()).unwrap_or_default();
    let (meeting, date) = said_now(workspace, clerk);
    let step = ActionStep {
        id: clerk.mint(),
        date,
        after: said_after(known, clerk),
        state,
        note,
        meeting,
    };
    let whole = sentence(&whole_name_of(workspace, &record), known, &step);
    let sentence = sentence(&name_of(workspace, &record), known, &step);
    let edit = revise(workspace, &record, |draft| {
        if let Draft::Action(action) = draft {
            action.steps.push(step);
        }
        Ok(())
    })?;
    Ok(propose(workspace, record, sentence, vec![edit]).minuted_as(whole))
}

/// Says what becomes of the state of an action, read from its steps with this one among them.
fn sentence(name: &str, known: &[ActionStep], step: &ActionStep) -> String {
    let mut steps = known.to_vec();
    steps.push(step.clone());
    let state = step.state.words();
    match in_order(&steps).last() {
        Some(latest) if latest.id != step.id => {
            let (said, stays) = (human_day(step.date), human_day(latest.date));
            let stands = latest.state.words();
            format!("{name}: {state} recorded for {said}; it stays {stands} ({stays})")
        }
        _ => format!("{name}: {state}"),
    }
}
