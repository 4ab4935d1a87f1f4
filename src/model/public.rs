//! What is known outside of a commitment: nothing that was added, said or put off in a meeting that is
//! not over, and nothing that follows from it.

use super::commitment::Commitment;
use super::ids::MeetingId;
use super::replan::Replan;
use super::status::Update;
use super::workspace::Workspace;
use crate::base::date::FuzzyDate;

impl Workspace {
    /// Tells whether what was added or said in a meeting, or in none, is known outside.
    pub fn is_public(&self, meeting: Option<&MeetingId>) -> bool {
        let is_over = |id| self.meetings().get(id).is_some_and(|held| held.was_held());
        meeting.is_none_or(is_over)
    }

    /// Returns a commitment as it is known outside.
    #[must_use]
    pub fn as_public(&self, held: &Commitment) -> Commitment {
        let mut known = held.clone();
        self.keep_public(&mut known.updates, &mut known.end, &mut known.replans);
        known
            .pulses
            .retain(|pulse| self.is_public(pulse.meeting.as_ref()));
        let milestones = &mut known.milestones;
        milestones.retain(|milestone| self.is_public(milestone.added_in.as_ref()));
        for milestone in milestones {
            let (due, replans) = (&mut milestone.due, &mut milestone.replans);
            self.keep_public(&mut milestone.updates, due, replans);
        }
        known
    }

    fn keep_public(
        &self,
        updates: &mut Vec<Update>,
        due: &mut Option<FuzzyDate>,
        replans: &mut Vec<Replan>,
    ) {
        updates.retain(|update| self.is_public(update.meeting.as_ref()));
        let (public, hidden): (Vec<Replan>, Vec<Replan>) = replans
            .drain(..)
            .partition(|replan| self.is_public(replan.meeting.as_ref()));
        // What was decided in the open since holds, whatever came before it.
        let last = public.iter().map(|replan| replan.date).max();
        let later = hidden
            .iter()
            .filter(|hidden| last.is_none_or(|last| hidden.date > last));
        if let Some(first) = later.min_by_key(|replan| replan.date) {
            *due = Some(first.from);
        }
        *replans = public;
    }
}
