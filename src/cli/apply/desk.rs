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
    /// Which meeting is meant where a line names none.
    pub(super) at_hand: &'a mut AtHand,
}

/// Which meeting is meant where a line names none: the one last named, begun, closed or drafted, else
/// the one in progress. One that is drafted while another is in progress does not come to hand: the
/// date of the next meeting is often settled in one, and what is minuted after that belongs to the
/// latter.
#[derive(Debug, Default)]
pub(super) struct AtHand {
    named: Option<MeetingId>,
    /// The one that was drafted while another was in progress.
    passed_over: Option<MeetingId>,
}

impl AtHand {
    /// Makes one with the meeting that was named to begin with.
    pub(super) fn new(named: Option<MeetingId>) -> Self {
        Self {
            named,
            passed_over: None,
        }
    }

    /// Takes a meeting that was named.
    pub(super) fn take(&mut self, id: MeetingId) {
        *self = Self::new(Some(id));
    }

    /// Takes a meeting that was drafted.
    pub(super) fn take_drafted(&mut self, id: MeetingId, is_one_in_progress: bool) {
        if is_one_in_progress {
            self.passed_over = Some(id);
        } else {
            self.take(id);
        }
    }
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
    /// Returns the meeting at hand.
    pub(super) fn meeting(&self) -> Result<&'a Meeting, Wrong> {
        let workspace = self.workspace;
        let named = self
            .at_hand
            .named
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

    /// Returns the id of the meeting that begins, closes or becomes final where the line names none.
    pub(super) fn meeting_to_move(&self) -> Result<MeetingId, Wrong> {
        let id = self.meeting_id()?;
        match (&self.at_hand.named, &self.at_hand.passed_over) {
            (None, Some(drafted)) => Err(Wrong::refused(
                format!(
                    "that could mean {id}, which is in progress, or {drafted}, which was drafted"
                ),
                format!("name it behind the command, as in: close-meeting {id}"),
            )),
            _ => Ok(id),
        }
    }

    /// Returns the id of the meeting at hand.
    pub(super) fn meeting_id(&self) -> Result<MeetingId, Wrong> {
        self.meeting().map(|meeting| meeting.id.clone())
    }
}
