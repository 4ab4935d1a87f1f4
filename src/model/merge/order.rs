//! Where the entries of a list go that two sides changed.
//!
//! What was there before and still is makes the spine; where both sides moved entries, each pair
//! of them is in the order of the side that changed it. What a side added comes after the entry
//! of the spine it stands behind there, and what both added in one place is sorted by date.

use std::collections::{HashMap, HashSet};

/// The order of a list.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Ordered<'n> {
    /// The names of the entries.
    pub(super) names: Vec<&'n str>,
    /// Both sides moved entries, and both cannot be had.
    pub(super) clash: bool,
}

/// What sorts entries that were added in one place: date, time and name.
pub(super) type SortKey<'n> = (Option<&'n str>, Option<&'n str>, &'n str);

/// Puts names in order: each is in `lead` or `other`, once.
pub(super) fn order<'n>(
    base: &[&'n str],
    lead: &[&'n str],
    other: &[&'n str],
    key: impl Fn(&'n str) -> SortKey<'n>,
) -> Ordered<'n> {
    let (in_lead, in_other) = (set(lead), set(other));
    let held = |name: &&&str| in_lead.contains(**name) && in_other.contains(**name);
    let before: Vec<&str> = base.iter().filter(held).copied().collect();
    let of_spine = set(&before);
    let only = |side: &[&'n str]| -> Vec<&'n str> {
        let there = side.iter().filter(|name| of_spine.contains(**name));
        there.copied().collect()
    };
    let (spine, clash) = match spine(&before, &only(lead), &only(other)) {
        Some(spine) => (spine, false),
        None => (only(lead), true),
    };
    let names = Runs::of(&spine, lead, other).in_order(&spine, key);
    Ordered { names, clash }
}

/// Returns the order of what all three have, or `None` where the moves go round in a circle.
fn spine<'n>(base: &[&'n str], lead: &[&'n str], other: &[&'n str]) -> Option<Vec<&'n str>> {
    if lead == other || other == base {
        return Some(lead.to_vec());
    }
    if lead == base {
        return Some(other.to_vec());
    }
    let (lead_rank, other_rank) = (ranks(lead), ranks(other));
    let mut placed = vec![None; base.len()];
    for (at, &name) in base.iter().enumerate() {
        let comes_before = |(one_at, one): (usize, &str)| {
            let before = |rank: &HashMap<&str, usize>| rank.get(one) < rank.get(name);
            let (was, lead, other) = (one_at < at, before(&lead_rank), before(&other_rank));
            one != name && if lead == was { other } else { lead }
        };
        let all = base.iter().copied().enumerate();
        let place = all.filter(|one| comes_before(*one)).count();
        // Where moves go round in a circle two of them come after as many.
        let slot = placed.get_mut(place).filter(|slot| slot.is_none())?;
        *slot = Some(name);
    }
    placed.into_iter().collect()
}

/// What each side added, by the place in the spine it comes after; place 0 is the beginning.
struct Runs<'n> {
    lead: HashMap<usize, Vec<&'n str>>,
    other: HashMap<usize, Vec<&'n str>>,
}

impl<'n> Runs<'n> {
    fn of(spine: &[&'n str], lead: &[&'n str], other: &[&'n str]) -> Self {
        let rank = ranks(spine);
        let (lead_places, other_places) = (places(&rank, lead), places(&rank, other));
        let run = |side: &[&'n str]| {
            let mut runs: HashMap<usize, Vec<&'n str>> = HashMap::new();
            for &name in side {
                let place = lead_places.get(name).max(other_places.get(name));
                if let Some(&place) = place {
                    runs.entry(place).or_default().push(name);
                }
            }
            runs
        };
        Self {
            lead: run(lead),
            other: run(other),
        }
    }

    fn in_order(mut self, spine: &[&'n str], key: impl Fn(&'n str) -> SortKey<'n>) -> Vec<&'n str> {
        let mut names = Vec::new();
        for place in 0..=spine.len() {
            names.extend(place.checked_sub(1).and_then(|at| spine.get(at)));
            let lead = self.lead.remove(&place).unwrap_or_default();
            let other = self.other.remove(&place).unwrap_or_default();
            one_of_two(&lead, &other, &key, &mut names);
        }
        names
    }
}

/// Returns for each name that is not in the spine the place in it that it comes after.
fn places<'n>(spine: &HashMap<&str, usize>, side: &[&'n str]) -> HashMap<&'n str, usize> {
    let mut after = 0;
    let mut places = HashMap::new();
    for &name in side {
        match spine.get(name) {
            Some(at) => after = at + 1,
            None => drop(places.insert(name, after)),
        }
    }
    places
}

/// Makes one run of two and keeps the order of both where that can be.
fn one_of_two<'n>(
    lead: &[&'n str],
    other: &[&'n str],
    key: impl Fn(&'n str) -> SortKey<'n>,
    names: &mut Vec<&'n str>,
) {
    let (in_lead, in_other) = (set(lead), set(other));
    let mut done: HashSet<&str> = HashSet::new();
    let (mut lead, mut other) = (lead.iter().copied(), other.iter().copied());
    let (mut one, mut two) = (lead.next(), other.next());
    loop {
        while one.is_some_and(|name| done.contains(name)) {
            one = lead.next();
        }
        while two.is_some_and(|name| done.contains(name)) {
            two = other.next();
        }
        let next = match (one, two) {
            (None, None) => return,
            (Some(name), None) | (None, Some(name)) => name,
            (Some(one), Some(two)) => {
                let one_is_first = match (in_other.contains(one), in_lead.contains(two)) {
                    (true, false) => false,
                    (false, true) => true,
                    (true, true) | (false, false) => key(one) <= key(two),
                };
                if one_is_first { one } else { two }
            }
        };
        done.insert(next);
        names.push(next);
    }
}

fn ranks<'n>(names: &[&'n str]) -> HashMap<&'n str, usize> {
    names
        .iter()
        .enumerate()
        .map(|(at, name)| (*name, at))
        .collect()
}

fn set<'n>(names: &[&'n str]) -> HashSet<&'n str> {
    names.iter().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A letter is its own date.
    fn check(base: &str, lead: &str, other: &str, expected: &str) {
        let names = |text: &'static str| -> Vec<&'static str> {
            text.split_terminator("").skip(1).collect()
        };
        let (base, lead, other) = (leak(base), leak(lead), leak(other));
        let found = order(&names(base), &names(lead), &names(other), |name| {
            (None, None, name)
        });
        let clash = if found.clash { " clash" } else { "" };
        assert_eq!(
            found.names.concat() + clash,
            expected,
            "{base} {lead} {other}"
        );
    }

    fn leak(text: &str) -> &'static str {
        text.to_owned().leak()
    }

    #[test]
    fn what_is_added_comes_where_its_neighbours_are() {
        check("ab", "axb", "aby", "axby");
        check("ab", "abz", "aby", "abyz");
        check("ab", "xab", "abx", "abx");
        check("", "dc", "ab", "abdc");
        check("", "ab", "ba", "ab");
    }

    #[test]
    fn moves_of_both_sides_are_had() {
        check("abcd", "dabc", "bcda", "dbca");
        check("abc", "bca", "bac", "bca");
        check("abc", "cab", "abc", "cab");
    }

    #[test]
    fn moves_in_a_circle_clash() {
        check("abc", "bac", "acb", "bac clash");
        check("abc", "acb", "bac", "acb clash");
    }
}
