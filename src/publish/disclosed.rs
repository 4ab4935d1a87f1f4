//! What of a meeting may be published at all: nothing internal, nothing that hangs on it, nothing
//! in the bin.

use std::collections::BTreeSet;

use crate::model::action::internal;
use crate::model::decisions::decision_id;
use crate::model::meeting::{Changed, Correction};
use crate::model::{
    Action, ActionId, DecisionId, EntryId, Meeting, MeetingId, Minute, MinuteKind, Workspace,
};

/// A meeting without what is internal.
#[derive(Debug)]
pub(super) struct Disclosed<'w> {
    workspace: &'w Workspace,
    meeting: &'w Meeting,
    /// The internal actions.
    internal: BTreeSet<&'w ActionId>,
}

impl<'w> Disclosed<'w> {
    /// Takes a meeting.
    pub(super) fn new(workspace: &'w Workspace, meeting: &'w Meeting) -> Self {
        Self {
            workspace,
            meeting,
            internal: internal(workspace),
        }
    }

    /// Returns the minutes.
    pub(super) fn minutes(&self) -> impl Iterator<Item = &'w Minute> {
        self.meeting.live_minutes().filter(|m| !m.internal)
    }

    /// Returns the decisions with their names.
    pub(super) fn decisions(&self) -> impl Iterator<Item = (Option<DecisionId>, &'w Minute)> {
        self.minutes()
            .filter(|minute| minute.kind == MinuteKind::Decision)
            .map(|minute| (decision_id(self.meeting, minute), minute))
    }

    /// Returns an action, unless it is internal or in the bin.
    pub(super) fn action(&self, id: &ActionId) -> Option<&'w Action> {
        let action = self.workspace.actions().get(id)?;
        (action.binned.is_none() && !self.internal.contains(id)).then_some(action)
    }

    /// Returns the actions agreed in the meeting that no minute of it tells of.
    pub(super) fn other_actions(&self) -> impl Iterator<Item = &'w Action> {
        let minutes = &self.meeting.minutes;
        let told = |id: &ActionId| minutes.iter().any(|m| m.action.as_ref() == Some(id));
        let actions = self.workspace.actions().values().map(AsRef::as_ref);
        actions.filter(move |action: &&Action| {
            action.meeting.as_ref() == Some(&self.meeting.id)
                && action.binned.is_none()
                && !self.internal.contains(&action.id)
                && !told(&action.id)
        })
    }

    /// Returns the corrections.
    pub(super) fn corrections(&self) -> impl Iterator<Item = &'w Correction> {
        self.meeting.corrections.iter().filter(|correction| {
            let minute = correction.minute.as_ref();
            minute.is_none_or(|id| self.is_minute(&self.meeting.id, id))
        })
    }

    /// Returns what was changed in the meeting.
    pub(super) fn changed(&self) -> impl Iterator<Item = &'w Changed> {
        let internal = |id| self.internal.contains(id);
        let changed = self.meeting.changed.iter();
        changed.filter(move |c| !c.action.as_ref().is_some_and(internal))
    }

    /// Returns true when that minute of that meeting may be told of.
    pub(super) fn is_minute(&self, meeting: &MeetingId, id: &EntryId) -> bool {
        let meeting = self.workspace.meetings().get(meeting);
        let minute = meeting.and_then(|meeting| meeting.minute(id));
        minute.is_some_and(|minute| !minute.internal && minute.binned.is_none())
    }

    /// Returns true when that decision may be told of.
    pub(super) fn is_decision(&self, id: &DecisionId) -> bool {
        let Some(meeting) = self.workspace.meetings().get(&id.meeting) else {
            return false;
        };
        meeting
            .live_minutes()
            .any(|minute| decision_id(meeting, minute).as_ref() == Some(id) && !minute.internal)
    }
}
