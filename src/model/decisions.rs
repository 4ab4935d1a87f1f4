//! The register of decisions over all meetings: what was decided, by whom, and what is in force.

use jiff::civil::Date;

use super::ids::{DecisionId, MeetingId};
use super::meeting::{Correction, HeadCount, Heads, Meeting, Minute, MinuteKind};
use super::workspace::Workspace;

/// A numbered decision of a meeting.
#[derive(Debug, Clone)]
pub struct Decision<'w> {
    /// Its name over all meetings.
    pub id: DecisionId,
    /// The meeting that decided.
    pub meeting: &'w Meeting,
    /// The minute that says what was decided.
    pub minute: &'w Minute,
    /// The later decision that took its place; `None` while it is in force.
    pub superseded_by: Option<DecisionId>,
}

/// Whether a decision holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Force<'d> {
    /// Its meeting has not begun, so that nobody decided it yet.
    NotYet,
    /// No later decision has taken its place.
    InForce,
    /// This one has.
    SupersededBy(&'d DecisionId),
}

impl Force<'_> {
    /// Returns it in words.
    pub fn words(self) -> String {
        match self {
            Self::NotYet => "not decided yet".to_owned(),
            Self::InForce => "in force".to_owned(),
            Self::SupersededBy(by) => format!("superseded by {by}"),
        }
    }
}

impl Decision<'_> {
    /// Returns whether it holds.
    pub fn force(&self) -> Force<'_> {
        match &self.superseded_by {
            _ if self.meeting.is_to_come() => Force::NotYet,
            Some(by) => Force::SupersededBy(by),
            None => Force::InForce,
        }
    }

    /// Returns what was put right in it, in the order in which that was asked for.
    pub fn corrections(&self) -> impl Iterator<Item = &Correction> {
        self.meeting.corrections_of(Some(&self.minute.id))
    }

    /// Returns how many people of each side were at the table when it was decided; `None` where that is not recorded.
    pub fn at_the_table(&self) -> Option<Heads> {
        at_the_table(self.meeting, self.minute)
    }
}

/// Returns how many people of each side were at the table when that minute was decided; `None` where that
/// is not recorded: nothing is decided by nobody.
pub fn at_the_table(meeting: &Meeting, minute: &Minute) -> Option<Heads> {
    let there = |id: &super::ids::EntryId| minute.present.contains(id);
    let of_roll = || HeadCount::of(meeting.roll.iter().filter(|line| there(&line.id)));
    let count = minute.count.unwrap_or_else(of_roll);
    (count.all() > 0).then(|| Heads::of(count, &meeting.roll))
}

/// Returns every decision that is not in the bin, the earliest first; the internal ones are among
/// them.
pub fn register(workspace: &Workspace) -> Vec<Decision<'_>> {
    let mut found: Vec<Decision<'_>> = Vec::new();
    for meeting in workspace.meetings().values() {
        if meeting.binned.is_some() {
            continue;
        }
        for minute in meeting.live_minutes() {
            if let Some(id) = decision_id(meeting, minute) {
                found.push(Decision {
                    id,
                    meeting,
                    minute,
                    superseded_by: None,
                });
            }
        }
    }
    found.sort_by(|a, b| place(a).cmp(&place(b)));
    let later: Vec<(DecisionId, DecisionId)> = superseding(&found);
    for (earlier, by) in later {
        if let Some(old) = found.iter_mut().find(|decision| decision.id == earlier) {
            old.superseded_by = Some(by);
        }
    }
    found
}

/// Returns the name of a minute that is a numbered decision.
pub fn decision_id(meeting: &Meeting, minute: &Minute) -> Option<DecisionId> {
    let number = minute
        .number
        .filter(|_| minute.kind == MinuteKind::Decision)?;
    Some(DecisionId {
        meeting: meeting.id.clone(),
        number,
    })
}

/// Returns which decision took the place of which; of several the latest counts.
fn superseding(sorted: &[Decision<'_>]) -> Vec<(DecisionId, DecisionId)> {
    let mut pairs = Vec::new();
    for (at, decision) in sorted.iter().enumerate() {
        // Only a later decision takes the place of another; whatever a hand wrote into a file,
        // two decisions cannot take each other's.
        let mut earlier = sorted.iter().take(at);
        if let Some(old) = &decision.minute.supersedes
            && earlier.any(|other| other.id == *old)
        {
            pairs.push((old.clone(), decision.id.clone()));
        }
    }
    pairs
}

fn place<'d>(decision: &'d Decision<'_>) -> (Date, &'d MeetingId, u16) {
    (
        decision.meeting.date,
        &decision.meeting.id,
        decision.id.number,
    )
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::base::id::Id;
    use crate::model::ids::{EntryId, PlanId};
    use crate::model::meeting::{Attendance, MeetingKind, Presence};
    use crate::model::{Sector, Settings};

    fn id<I: Id>(text: &str) -> I {
        I::parse(text).expect("an id")
    }

    fn meeting(day: &str, decisions: &[(u16, Option<&str>)]) -> Meeting {
        let date = day.parse().expect("a day");
        let mut meeting = Meeting::draft(id(day), id::<PlanId>("p"), MeetingKind::Review, date);
        for (name, people) in [("a", 3), ("b", 1)] {
            let mut line = Attendance::new(id(name), Sector::Government);
            line.people = people;
            line.presence = Some(Presence::Present);
            meeting.roll.push(line);
        }
        for (number, supersedes) in decisions {
            let mut minute =
                Minute::new(id::<EntryId>(&format!("m{number}")), MinuteKind::Decision);
            minute.number = Some(*number);
            minute.supersedes = supersedes.map(|text| text.parse().expect("a decision"));
            minute.present = vec![id("a")];
            meeting.minutes.push(minute);
        }
        meeting
    }

    fn workspace(meetings: Vec<Meeting>) -> Workspace {
        let mut workspace = Workspace::new(Settings::new("Ruritania", id("p")));
        for meeting in meetings {
            workspace.admit(Arc::new(meeting));
        }
        workspace
    }

    #[track_caller]
    fn check(meetings: Vec<Meeting>, expected: &[&str]) {
        let workspace = workspace(meetings);
        let found: Vec<String> = register(&workspace)
            .iter()
            .map(|decision| match &decision.superseded_by {
                Some(by) => format!("{} by {by}", decision.id),
                None => decision.id.to_string(),
            })
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_decision_is_in_force_until_a_later_one_takes_its_place() {
        check(
            vec![
                meeting("2017-07-27", &[(1, None), (2, Some("2017-07-27/D1"))]),
                meeting("2017-11-30", &[(1, Some("2017-07-27/D2")), (2, None)]),
            ],
            &[
                "2017-07-27/D1 by 2017-07-27/D2",
                "2017-07-27/D2 by 2017-11-30/D1",
                "2017-11-30/D1",
                "2017-11-30/D2",
            ],
        );
    }

    #[test]
    fn two_decisions_cannot_take_each_others_place() {
        check(
            vec![
                meeting("2017-07-27", &[(1, Some("2017-11-30/D1"))]),
                meeting("2017-11-30", &[(1, Some("2017-07-27/D1"))]),
            ],
            &["2017-07-27/D1 by 2017-11-30/D1", "2017-11-30/D1"],
        );
    }

    #[test]
    fn who_was_at_the_table_is_counted_from_the_roll() {
        let workspace = workspace(vec![meeting("2017-07-27", &[(1, None)])]);
        let counts: Vec<u32> = register(&workspace)
            .iter()
            .filter_map(|decision| decision.at_the_table()?.government)
            .collect();
        assert_eq!(counts, [3]);
    }
}
