//! When something counts as said: by the meeting it was said in, not by the day it was written down.
//!
//! A meeting may go on past midnight, and its minutes may be typed up days later. What names a meeting
//! is of that meeting's day in every view; only what names none is of its own.

use jiff::civil::Date;

use super::action::{Action, ActionStep};
use super::ids::MeetingId;
use super::meeting::Meeting;
use super::pulse::Pulse;
use super::replan::Replan;
use super::status::Update;
use super::workspace::Workspace;

/// What somebody said or did on a day, in a meeting or between meetings.
pub trait Said {
    /// Returns the day written down with it.
    fn written_on(&self) -> Date;
    /// Returns the meeting it was said in.
    fn said_in(&self) -> Option<&MeetingId>;
}

macro_rules! said {
    ($($type:ty),*) => {
        $(impl Said for $type {
            fn written_on(&self) -> Date {
                self.date
            }

            fn said_in(&self) -> Option<&MeetingId> {
                self.meeting.as_ref()
            }
        })*
    };
}

said!(Update, Pulse, Replan, Action, ActionStep);

impl Workspace {
    /// Returns the day that something said in `meeting` is of, else `day`.
    pub fn day_in(&self, meeting: Option<&MeetingId>, day: Date) -> Date {
        let held = meeting.and_then(|id| self.meetings().get(id));
        held.map_or(day, |held| held.date)
    }

    /// Returns the day something is of: that of its meeting, else its own.
    pub fn day_of(&self, said: &impl Said) -> Date {
        self.day_in(said.said_in(), said.written_on())
    }

    /// Returns true for what was known at the end of `meeting`: what was said in it or in an earlier
    /// one, or on its day at the latest. Of two meetings of one day the ids say which is the earlier.
    pub fn is_known_at(&self, said: &impl Said, meeting: &Meeting) -> bool {
        match said.said_in().and_then(|id| self.meetings().get(id)) {
            Some(held) => (held.date, &held.id) <= (meeting.date, &meeting.id),
            None => said.written_on() <= meeting.date,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::sync::Arc;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::{MeetingKind, PlanId, Settings};

    fn step(meeting: Option<&str>, day: &str) -> ActionStep {
        let meeting = meeting.map_or_else(String::new, |id| format!(", meeting: Some(\"{id}\")"));
        ron::from_str(&format!(
            "(id: \"a\", date: \"{day}\", state: Done{meeting})"
        ))
        .unwrap()
    }

    #[test]
    fn what_was_said_after_midnight_or_typed_up_later_is_of_its_meeting() {
        let plan = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("Ruritania", plan.clone()));
        let mut held = |id: &str, day: &str| {
            let id = MeetingId::parse(id).unwrap();
            let meeting =
                Meeting::draft(id, plan.clone(), MeetingKind::Review, day.parse().unwrap());
            workspace.admit(Arc::new(meeting.clone()));
            meeting
        };
        let eve = held("2018-12-31", "2018-12-31");
        let second = held("2018-12-31-2", "2018-12-31");
        let eve_id = Some("2018-12-31");
        for (said, day, at_eve, at_second) in [
            (step(eve_id, "2019-01-01"), eve.date, true, true),
            (step(eve_id, "2018-12-30"), eve.date, true, true),
            (
                step(Some("2018-12-31-2"), "2018-12-31"),
                eve.date,
                false,
                true,
            ),
            (step(None, "2018-12-31"), eve.date, true, true),
            (
                step(None, "2019-01-01"),
                "2019-01-01".parse().unwrap(),
                false,
                false,
            ),
            // A meeting that nobody knows any more says nothing about the day.
            (
                step(Some("gone"), "2018-12-01"),
                "2018-12-01".parse().unwrap(),
                true,
                true,
            ),
        ] {
            assert_eq!(workspace.day_of(&said), day, "{said:?}");
            assert_eq!(workspace.is_known_at(&said, &eve), at_eve, "{said:?}");
            assert_eq!(workspace.is_known_at(&said, &second), at_second, "{said:?}");
        }
    }
}
