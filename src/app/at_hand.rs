//! The meeting a command is about: one rule for all commands.

use jiff::civil::Date;

use super::App;
use super::panes::Pane;
use super::panes::meeting::Tab;
use crate::model::verbs::{Refusal, minute};
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

    /// Returns the meeting a command is about that fits it: the one under the cursor in the list of
    /// meetings, and no other, else the one at hand.
    ///
    /// # Errors
    /// What `why` says of the one that does not fit; of none, where there is no meeting at all.
    pub(super) fn meeting_meant(
        &self,
        fits: impl Fn(&Meeting) -> bool,
        why: impl Fn(Option<&Meeting>) -> String,
    ) -> Result<&Meeting, String> {
        let pointed_at = self.meeting_looked_at();
        match pointed_at.filter(|_| self.stands_on_a_meeting()) {
            Some(held) if fits(held) => Ok(held),
            Some(held) => Err(why(Some(held))),
            None => self
                .meeting_at_hand(fits)
                .ok_or_else(|| why(self.meeting_at_hand(|_| true))),
        }
    }

    /// Returns true while the cursor stands on a row of the list of meetings.
    pub(super) fn stands_on_a_meeting(&self) -> bool {
        self.focus == Pane::Meeting
            && self.meetings.tab == Tab::Meetings
            && matches!(self.record(), Some(RecordRef::Meeting(_)))
    }

    /// Returns the meeting the parts of the meeting pane are of: the one looked at, else the one
    /// chosen before.
    pub fn meeting_shown(&self) -> Option<&Meeting> {
        let shown = || self.meetings.shown(&self.session.workspace);
        self.meeting_looked_at().or_else(shown)
    }

    /// Looks at the meeting pointed at in the list from now on.
    pub(super) fn choose_pointed_at(&mut self) {
        if self.stands_on_a_meeting() {
            self.meetings.chosen = self.meeting_looked_at().map(|held| held.id.clone());
        }
    }

    /// Returns the meeting that new minutes go to: the one looked at, once it has begun and while its
    /// minutes can change, else the one in progress.
    ///
    /// # Errors
    /// Says how to begin one.
    pub(super) fn minuted_meeting(&self) -> Result<&Meeting, Refusal> {
        let fits = |meeting: &&Meeting| {
            meeting.binned.is_none() && can_change(meeting) && !meeting.is_to_come()
        };
        let running = || minute::minuted_meeting(&self.session.workspace);
        self.meeting_looked_at()
            .filter(fits)
            .map_or_else(running, Ok)
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
