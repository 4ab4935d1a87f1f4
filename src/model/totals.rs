//! A plan in numbers, one nation after the other: numbers of commitments restart in each.

use jiff::civil::Date;

use super::commitment::Commitment;
use super::deadline::Reported;
use super::ids::PlanId;
use super::status::Status;
use super::workspace::Workspace;

/// How many commitments of a nation, or of the whole plan, are how far.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Totals {
    /// How many there are.
    pub commitments: usize,
    /// How many both sides agreed to be so far, in the order of [`Status::ALL`].
    pub agreed: [usize; Status::ALL.len()],
    /// How many are known to be late, or have a milestone that is.
    pub overdue: usize,
    /// Of how many a date has passed, whatever was reported, and nothing shows that it was kept.
    pub past_date: usize,
    /// Of how many the sides do not say the same.
    pub disputed: usize,
    /// Of how many nobody has said anything.
    pub untouched: usize,
    /// How many milestones they have.
    pub milestones: usize,
    /// How many of the milestones both sides agreed to be complete.
    pub done: usize,
}

impl Totals {
    /// Returns of how many both sides have agreed on no status.
    pub fn not_agreed(&self) -> usize {
        self.commitments - self.agreed.iter().sum::<usize>()
    }

    /// Returns each status that some have, with how many.
    pub fn by_status(&self) -> impl Iterator<Item = (Status, usize)> {
        let counted = Status::ALL.into_iter().zip(self.agreed);
        counted.filter(|(_, count)| *count > 0)
    }

    fn count(&mut self, held: &Commitment, today: Date) {
        let standing = held.standing();
        self.commitments += 1;
        for (status, count) in Status::ALL.into_iter().zip(&mut self.agreed) {
            *count += usize::from(standing.agreed == Some(status));
        }
        let reported = held.reported_past(today);
        self.overdue += usize::from(reported.is_some_and(Reported::is_late));
        self.past_date += usize::from(reported.is_some());
        self.disputed += usize::from(standing.is_disputed());
        self.untouched += usize::from(held.live_updates().next().is_none());
        for milestone in held.live_milestones() {
            self.milestones += 1;
            let agreed = milestone.standing().agreed;
            self.done += usize::from(agreed == Some(Status::Complete));
        }
    }
}

/// Counts the commitments of a plan: the whole, and each nation in the order of the plan, with those
/// that the plan does not name behind them. Empty is the part of those that belong to no nation.
pub fn totals(
    workspace: &Workspace,
    plan: &PlanId,
    today: Date,
) -> (Totals, Vec<(String, Totals)>) {
    let named = workspace.plans().get(plan).map(|plan| &plan.nations);
    let mut nations: Vec<(String, Totals)> = named
        .into_iter()
        .flatten()
        .map(|nation| (nation.clone(), Totals::default()))
        .collect();
    let mut whole = Totals::default();
    let commitments = workspace.commitments().values();
    for held in commitments.filter(|held| held.plan == *plan && held.binned.is_none()) {
        whole.count(held, today);
        let known = nations
            .iter()
            .position(|(nation, _)| *nation == held.nation);
        if known.is_none() {
            nations.push((held.nation.clone(), Totals::default()));
        }
        let place = known.unwrap_or(nations.len() - 1);
        if let Some((_, totals)) = nations.get_mut(place) {
            totals.count(held, today);
        }
    }
    (whole, nations)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::{Plan, Settings};

    fn workspace(commitments: &[&str]) -> Workspace {
        let id = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("Ruritania", id.clone()));
        let mut plan = Plan::new(id, "A plan");
        plan.nations = vec!["Wales".to_owned(), "Scotland".to_owned()];
        workspace.admit(Arc::new(plan));
        for (n, text) in commitments.iter().enumerate() {
            let text = format!("(id: \"UK000{n}\", number: 1, title: \"T\", {text})");
            let held: Commitment = ron::from_str(&text).unwrap();
            workspace.admit(Arc::new(held));
        }
        workspace
    }

    #[test]
    fn each_nation_is_counted_and_all_of_them_together() {
        let said = "id: \"a\", date: \"2018-01-01\"";
        let workspace = workspace(&[
            &format!(
                "plan: \"p\", nation: \"Wales\", updates: [({said}, status: Some(Limited))], \
                 milestones: [(id: \"1\", number: 1, title: \"M\", due: Some(\"2017\")), \
                 (id: \"2\", number: 2, title: \"M\", updates: [({said}, status: Some(Complete))])]"
            ),
            &format!(
                "plan: \"p\", nation: \"Wales\", updates: [({said}, side: Government, \
                 status: Some(Complete)), (id: \"b\", date: \"2018-01-01\", side: CivilSociety, \
                 status: Some(Limited))]"
            ),
            "plan: \"p\", nation: \"Mars\"",
            "plan: \"another\", nation: \"Wales\"",
            "plan: \"p\", nation: \"Wales\", binned: Some(\"2018-01-01\")",
        ]);
        let plan = PlanId::parse("p").unwrap();
        let (whole, nations) = totals(&workspace, &plan, date(2018, 8, 9));
        let wales = Totals {
            commitments: 2,
            agreed: [0, 0, 1, 0, 0, 0],
            overdue: 0,
            past_date: 1,
            disputed: 1,
            untouched: 0,
            milestones: 2,
            done: 1,
        };
        let mars = Totals {
            commitments: 1,
            untouched: 1,
            ..Totals::default()
        };
        let expected = [
            ("Wales".to_owned(), wales.clone()),
            ("Scotland".to_owned(), Totals::default()),
            ("Mars".to_owned(), mars),
        ];
        assert_eq!(nations, expected);
        let all = Totals {
            commitments: 3,
            untouched: 1,
            ..wales
        };
        assert_eq!((all.not_agreed(), whole), (2, all));
    }
}
