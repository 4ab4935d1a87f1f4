//! What a command works on: the workspace, who writes, and the meeting at hand.

use super::signature::Given;
use super::wrong::Wrong;
use crate::model::{Clerk, Meeting, MeetingId, Transaction, Workspace};

/// What a command works on.
pub(super) struct Desk<'a> {
    /// The records as the lines before left them.
    pub(super) workspace: &'a Workspace,
    /// Who writes, at what time.
    pub(super) clerk: &'a mut Clerk,
    /// The meeting the lines are about, where one was named.
    pub(super) at_hand: &'a mut Option<MeetingId>,
}

/// What the function of a row does.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// Proposes a change.
    Propose(fn(&mut Desk<'_>, &Given) -> Result<Transaction, Wrong>),
    /// Sets something for the lines that follow.
    Set(fn(&mut Desk<'_>, &Given) -> Result<(), Wrong>),
}

impl<'a> Desk<'a> {
    /// Returns the meeting at hand: the one that was named or drafted, else the one in progress.
    pub(super) fn meeting(&self) -> Result<&'a Meeting, Wrong> {
        let workspace = self.workspace;
        let named = self
            .at_hand
            .as_ref()
            .and_then(|id| workspace.meetings().get(id));
        let meeting = named.or_else(|| workspace.meeting_in_progress());
        meeting.map(AsRef::as_ref).ok_or_else(|| {
            Wrong::refused(
                "no meeting is in progress, and none was named",
                "name one with --meeting ID or a line `meeting ID`, or begin one",
            )
        })
    }

    /// Returns the id of the meeting at hand.
    pub(super) fn meeting_id(&self) -> Result<MeetingId, Wrong> {
        self.meeting().map(|meeting| meeting.id.clone())
    }
}
