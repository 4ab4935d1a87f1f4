//! Which plan is current: the one that meetings review and all panes show.

use super::{Proposal, Refusal, already, plan, propose};
use crate::model::edit::{Change, Edit};
use crate::model::ids::{PlanId, RecordRef};
use crate::model::plan::Settings;
use crate::model::workspace::Workspace;

/// Makes another plan the current one.
///
/// # Errors
/// When there is none of that id, it is current already, or a meeting is in progress.
pub fn make_current(workspace: &Workspace, id: &PlanId) -> Proposal {
    let id = &plan(workspace, id)?.id;
    let settings = workspace.settings_shared();
    if settings.current == *id {
        let sentence = format!("{id} is the current plan already");
        return Ok(already(workspace, RecordRef::Plan(id.clone()), sentence));
    }
    if let Some(meeting) = workspace.meeting_in_progress() {
        return Err(Refusal(format!(
            "meeting {} is in progress; close it, then another plan can be current",
            meeting.id
        )));
    }
    let changed = Settings {
        current: id.clone(),
        ..Settings::clone(settings)
    };
    let edits = vec![Edit::Settings(Change::update(settings, changed))];
    let sentence = format!("{id} is the current plan");
    Ok(propose(
        workspace,
        RecordRef::Plan(id.clone()),
        sentence,
        edits,
    ))
}
