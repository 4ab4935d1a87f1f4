//! Updates and answers that are part of final minutes, and stay as they are whatever becomes of their
//! commitment.

use super::super::commitment::Commitment;
use super::super::edit::Change;
use super::super::ids::MeetingId;
use super::super::meeting::MeetingState;
use super::super::pulse::Pulse;
use super::super::status::Update;
use super::super::workspace::Workspace;
use super::Refusal;

/// Says whether a change leaves all updates in final minutes as they are.
///
/// # Errors
/// When it does not; names the update and the meeting.
pub(super) fn stays(workspace: &Workspace, change: &Change<Commitment>) -> Result<(), Refusal> {
    let updates = |side: &Option<_>| -> Vec<Update> {
        let held = side.as_deref().map(Commitment::all_updates);
        let all = held.into_iter().flatten().map(|(_, update)| update.clone());
        all.filter(|update| is_final(workspace, update)).collect()
    };
    let (before, after) = (updates(&change.before), updates(&change.after));
    let pulses = |side: &Option<std::sync::Arc<Commitment>>| -> Vec<Pulse> {
        let all = side.iter().flat_map(|held| held.pulses.iter());
        all.filter(|pulse| is_in_final(workspace, pulse.meeting.as_ref()))
            .cloned()
            .collect()
    };
    if pulses(&change.before) != pulses(&change.after) {
        return Err(Refusal::new(
            "answers to the three questions that are in final minutes do not change; keep what is here",
        ));
    }
    let other = before.iter().find(|update| !after.contains(update));
    let added = after.iter().find(|update| !before.contains(update));
    let Some((update, meeting)) = other
        .or(added)
        .and_then(|update| Some((update, update.meeting.as_ref()?)))
    else {
        return Ok(());
    };
    Err(Refusal(format!(
        "the update of {} is in the final minutes of {meeting} and does not change; keep what is \
         here",
        update.date
    )))
}

/// Returns the old commitment with what final minutes hold of it as it is now.
pub(super) fn commitment_with_final_updates(
    workspace: &Workspace,
    now: &Commitment,
    old: &Commitment,
) -> Commitment {
    let mut new = old.clone();
    new.updates = with_final_updates(workspace, &now.updates, &old.updates);
    let is_final = |pulse: &Pulse| is_in_final(workspace, pulse.meeting.as_ref());
    new.pulses.retain(|pulse| !is_final(pulse));
    new.pulses
        .extend(now.pulses.iter().filter(|pulse| is_final(pulse)).cloned());
    for milestone in &mut new.milestones {
        let now = now.milestone(&milestone.id);
        let now = now.map(|m| m.updates.as_slice()).unwrap_or_default();
        milestone.updates = with_final_updates(workspace, now, &milestone.updates);
    }
    let stay = now.milestones.iter().filter(|m| {
        let known = old.milestones.iter().any(|held| held.id == m.id);
        !known && m.updates.iter().any(|u| self::is_final(workspace, u))
    });
    new.milestones.extend(stay.cloned());
    new
}

/// Returns the old updates, those in final minutes as they are now.
pub(super) fn with_final_updates(
    workspace: &Workspace,
    now: &[Update],
    old: &[Update],
) -> Vec<Update> {
    let fixed = |update: &&Update| is_final(workspace, update);
    let mut updates: Vec<Update> = Vec::new();
    for update in old {
        match now.iter().find(|held| held.id == update.id) {
            Some(held) if is_final(workspace, held) => updates.push(held.clone()),
            _ if is_final(workspace, update) => {}
            _ => updates.push(update.clone()),
        }
    }
    let known = |update: &&Update| old.iter().any(|held| held.id == update.id);
    updates.extend(
        now.iter()
            .filter(fixed)
            .filter(|update| !known(update))
            .cloned(),
    );
    updates
}

fn is_final(workspace: &Workspace, update: &Update) -> bool {
    is_in_final(workspace, update.meeting.as_ref())
}

fn is_in_final(workspace: &Workspace, meeting: Option<&MeetingId>) -> bool {
    let state = |id: &MeetingId| workspace.meetings().get(id).map(|held| held.state);
    meeting.and_then(state) == Some(MeetingState::Final)
}
