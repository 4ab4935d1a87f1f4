//! The commitments of each nation together, under its name: where each group of rows begins.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::{CommitmentId, Workspace};

/// Where the nations begin, among rows that are in the order of ids within each.
#[derive(Debug, Default)]
pub(super) struct Groups {
    /// `None` while all rows are in the order of ids.
    nations: Option<Vec<Group>>,
}

/// The rows of a nation.
#[derive(Debug)]
struct Group {
    first: usize,
    nation: String,
}

impl Groups {
    /// Returns true where each nation has its rows together.
    pub(super) fn are_on(&self) -> bool {
        self.nations.is_some()
    }

    /// Begins or ends to keep nations together; the rows have to be arranged then.
    pub(super) fn turn(&mut self, on: bool) {
        self.nations = on.then(Vec::new);
    }

    /// Puts rows, which are in the order of ids, in the order of the nations of the current plan;
    /// behind them those that it does not name, those of no nation last.
    pub(super) fn arrange(&mut self, rows: &mut Vec<CommitmentId>, workspace: &Workspace) {
        let Some(groups) = &mut self.nations else {
            return;
        };
        let plan = workspace.current_plan();
        let place = |nation: &str| {
            let named = plan.and_then(|plan| plan.nations.iter().position(|known| known == nation));
            named.unwrap_or(usize::MAX)
        };
        let mut of_nations: BTreeMap<(usize, bool, &str), Vec<CommitmentId>> = BTreeMap::new();
        for id in std::mem::take(rows) {
            let held = workspace.commitments().get(&id);
            let nation = held.map_or("", |held| held.nation.as_str());
            let key = (place(nation), nation.is_empty(), nation);
            of_nations.entry(key).or_default().push(id);
        }
        groups.clear();
        for ((_, _, nation), ids) in of_nations {
            groups.push(Group {
                first: rows.len(),
                nation: nation.to_owned(),
            });
            rows.extend(ids);
        }
    }

    /// Finds a row; where it is not there, says where one may stand instead.
    pub(super) fn find(&self, rows: &[CommitmentId], id: &CommitmentId) -> Result<usize, usize> {
        let Some(groups) = &self.nations else {
            return rows.binary_search(id);
        };
        let mut near = 0;
        for (n, group) in groups.iter().enumerate() {
            let end = groups.get(n + 1).map_or(rows.len(), |next| next.first);
            let of_group = rows.get(group.first..end).unwrap_or_default();
            match of_group.binary_search(id) {
                Ok(place) => return Ok(group.first + place),
                // The nearest one before it, as ids of a nation mostly follow each other.
                Err(place) if place > 0 => near = group.first + place - 1,
                Err(_) => {}
            }
        }
        Err(near)
    }

    /// Returns the nation that begins at a row, and how many rows of `all` it has.
    pub(super) fn heading(&self, place: usize, all: usize) -> Option<(&str, usize)> {
        let groups = self.nations.as_ref()?;
        let at = groups
            .binary_search_by_key(&place, |group| group.first)
            .ok()?;
        let group = groups.get(at)?;
        let end = groups.get(at + 1).map_or(all, |next| next.first);
        Some((&group.nation, end - group.first))
    }

    /// Returns how many nations begin in a stretch of rows.
    pub(super) fn between(&self, rows: Range<usize>) -> usize {
        let groups = self.nations.iter().flatten();
        groups.filter(|group| rows.contains(&group.first)).count()
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::sync::Arc;

    use super::*;
    use crate::base::id::Id as _;
    use crate::model::{Commitment, Plan, PlanId, Settings};

    fn id(text: &str) -> CommitmentId {
        CommitmentId::parse(text).unwrap()
    }

    #[test]
    fn rows_are_in_the_order_of_nations_and_found_in_it() {
        let plan = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("", plan.clone()));
        let mut held = Plan::new(plan, "");
        held.nations = vec!["Wales".to_owned(), "Scotland".to_owned()];
        workspace.admit(Arc::new(held));
        let nations = ["Scotland", "", "Wales", "Mars", "Wales"];
        let mut rows = Vec::new();
        for (n, nation) in nations.iter().enumerate() {
            let text = format!(
                "(id: \"C{n}\", plan: \"p\", number: 1, title: \"\", nation: \"{nation}\")"
            );
            let held: Commitment = ron::from_str(&text).unwrap();
            rows.push(held.id.clone());
            workspace.admit(Arc::new(held));
        }
        let mut groups = Groups::default();
        groups.arrange(&mut rows, &workspace);
        assert_eq!(rows, ["C0", "C1", "C2", "C3", "C4"].map(id), "off");
        groups.turn(true);
        groups.arrange(&mut rows, &workspace);
        assert_eq!(rows, ["C2", "C4", "C0", "C3", "C1"].map(id));
        for (place, row) in rows.iter().enumerate() {
            assert_eq!(groups.find(&rows, row), Ok(place));
        }
        assert_eq!(groups.find(&rows, &id("C3X")), Err(4));
        let headings: Vec<_> = (0..5).map(|place| groups.heading(place, 5)).collect();
        let expected = [
            Some(("Wales", 2)),
            None,
            Some(("Scotland", 1)),
            Some(("Mars", 1)),
            Some(("", 1)),
        ];
        assert_eq!(headings, expected);
        assert_eq!((groups.between(0..5), groups.between(1..3)), (4, 1));
    }
}
