//! The meeting a command is about: one rule for all commands.

use jiff::civil::Date;

use super::App;
use super::panes::Pane;
use super::panes::meeting::Tab;
use crate::model::{Meeting, MeetingState, RecordRef};

impl App {
    /// Returns the meeting a command is about, out of those that fit it: the one looked at, else
    /// the one in progress, else the nearest to today, one still to be held before one that was.
    pub(super) fn meeting_at_hand(&self, fits: impl Fn(&Meeting) -> bool) -> Option<&Meeting> {
        let workspace = &self.session.workspace;
        let fits = |m: &&Meeting| m.binned.is_none() && fits(m);
        let running = || workspace.meeting_in_progress().map(AsRef::as_ref);
        let all = || workspace.meetings().values().map(AsRef::as_ref);
        let today = self.session.clerk.today();
        let nearest = || all().filter(fits).min_by_key(|m| far(m, today));
        self.meeting_looked_at()
            .filter(fits)
            .or_else(|| running().filter(fits))
            .or_else(nearest)
    }

    /// Returns the meeting looked at in the meeting pane: in the list the one pointed at.
    pub(super) fn meeting_looked_at(&self) -> Option<&Meeting> {
        let workspace = &self.session.workspace;
        match (self.focus, self.meetings.tab, self.record()) {
            (Pane::Meeting, Tab::Meetings, Some(RecordRef::Meeting(id))) => {
                workspace.meetings().get(&id).map(AsRef::as_ref)
            }
            (Pane::Meeting, ..) => self.meetings.shown(workspace),
            (
                Pane::Commitments
                | Pane::Detail
                | Pane::Stakeholders
                | Pane::Actions
                | Pane::Timeline,
                ..,
            ) => None,
        }
    }
}

/// Returns true while the minutes of a meeting can change.
pub(super) fn can_change(meeting: &Meeting) -> bool {
    meeting.state != MeetingState::Final
}

/// Sorts meetings still to be held before those that were, and then by how near they are.
fn far(meeting: &Meeting, today: Date) -> (bool, i64) {
    let hours = meeting.date.duration_until(today).as_hours();
    (meeting.was_held(), hours.abs())
}
