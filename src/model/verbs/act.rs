//! Says what has become of an action.

use super::super::action::{ActionState, ActionStep};
use super::super::clerk::Clerk;
use super::super::ids::{ActionId, RecordRef};
use super::super::paragraphs::Paragraphs;
use super::super::workspace::Workspace;
use super::revise::{Draft, name_of, revise, whole_name_of};
use super::{Proposal, Refusal, propose, said_now};

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
        return Err(Refusal(format!(
            "{name} is {state} already; a note says what else is known"
        )));
    }
    let (meeting, date) = said_now(workspace, clerk);
    let step = ActionStep {
        id: clerk.mint(),
        date,
        state,
        note,
        meeting,
    };
    let edit = revise(workspace, &record, |draft| {
        if let Draft::Action(action) = draft {
            action.steps.push(step);
        }
        Ok(())
    })?;
    let said = |name: String| format!("{name}: {}", state.words());
    let sentence = said(name_of(workspace, &record));
    let whole = said(whole_name_of(workspace, &record));
    Ok(propose(workspace, record, sentence, vec![edit]).minuted_as(whole))
}
