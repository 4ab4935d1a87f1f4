//! Numbers that both sides gave out at once.
//!
//! A decision of a meeting whose minutes are not final has not been published: of two with one
//! number the earlier keeps it and the other gets the next that is free, whichever side is called
//! ours. The number of a milestone or correction may be in the world already: the one in *theirs*
//! keeps it, ours gets the next, and that is a clash. So it is with a decision when a minute says
//! that it takes the place of one with that number, since nobody knows which of the two it means.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::tree::{Entry, Found, Place};
use super::words;

/// The lists whose entries are numbered, and whether a number may be published at any time.
const NUMBERED: [(&str, bool); 3] = [
    ("corrections", true),
    ("milestones", true),
    ("minutes", false),
];

/// Gives entries that got one number on two sides different ones.
pub(super) fn give_out(place: Place<'_>, entries: &mut [Entry<'_>], found: &mut Vec<Found>) {
    let numbered = NUMBERED.iter().find(|(list, _)| *list == place.field);
    let Some(&(_, published)) = numbered else {
        return;
    };
    let all = entries
        .iter()
        .flat_map(|entry| entry.from.values().chain([&entry.value]));
    let highest = all.filter_map(|value| number(Some(value))).max();
    let mut next = highest.unwrap_or(0).saturating_add(1);
    let mut taken: HashSet<u64> = HashSet::new();
    for Turn { at, is_settled } in turns(entries, published) {
        let numbered = entries.get(at);
        let numbered = numbered.and_then(|entry| Some((entry, number(Some(&entry.value))?)));
        let Some((entry, wanted)) = numbered else {
            continue;
        };
        if taken.insert(wanted) || is_settled {
            continue;
        }
        if published || entry.from.base.value().is_some() || is_superseded(entries, wanted) {
            found.push(clash(place, entry));
        }
        // The other side may have a number for it that nobody else has, as from an earlier merge.
        let has = |wanted: u64| {
            entries
                .iter()
                .any(|e| number(Some(&e.value)) == Some(wanted))
        };
        let of_other = number(entry.from.other).filter(|wanted| !has(*wanted));
        let given = of_other.unwrap_or(next);
        next = next.max(given.saturating_add(1));
        taken.insert(given);
        if let Some(Value::Object(fields)) = entries.get_mut(at).map(|entry| &mut entry.value) {
            fields.insert("number".to_owned(), given.into());
        }
    }
}

fn clash(place: Place<'_>, entry: &Entry<'_>) -> Found {
    let label = words::entry(entry.name, Some(&entry.value));
    let text = |value: Option<&Value>| number(value).map(|number| number.to_string());
    Found {
        place: format!("{} {label} / number", place.words),
        base: text(entry.from.base.value()),
        lead: text(entry.from.lead),
        other: text(entry.from.other),
    }
}

/// Returns an entry that both added and of which one side's number has moved on since then, as a
/// merge gave it the next one: the greater number stands.
pub(super) fn moved_on(one: &Value, two: &Value) -> Option<Value> {
    let (of_one, of_two) = (number(Some(one))?, number(Some(two))?);
    let (older, newer) = if of_one < of_two {
        (one, two)
    } else {
        (two, one)
    };
    let mut moved = older.as_object()?.clone();
    moved.insert("number".to_owned(), newer.get("number")?.clone());
    (Some(&moved) == newer.as_object()).then_some(Value::Object(moved))
}

/// An entry when it comes to its turn.
struct Turn {
    at: usize,
    /// Whether it shared its number on one side already, which is not for a merge to judge.
    is_settled: bool,
}

/// Returns the entries in the order in which they may keep their numbers.
fn turns(entries: &[Entry<'_>], published: bool) -> Vec<Turn> {
    let settled = settled(entries);
    let mut turns: Vec<(usize, &Entry<'_>)> = entries.iter().enumerate().collect();
    turns.sort_by_key(|(at, entry)| {
        let field = |name: &str| entry.value.get(name).and_then(Value::as_str);
        let not_led = published && number(entry.from.lead) != number(Some(&entry.value));
        let is_new = entry.from.base.value().is_none();
        let day_and_time = (field("date"), field("time"));
        (
            !settled.contains(at),
            not_led,
            is_new,
            day_and_time,
            entry.name,
        )
    });
    let turn = |(at, _)| Turn {
        at,
        is_settled: settled.contains(&at),
    };
    turns.into_iter().map(turn).collect()
}

/// Returns the places of entries that have one number with another, and had on a side.
fn settled(entries: &[Entry<'_>]) -> HashSet<usize> {
    let sides: [fn(&Entry<'_>) -> Option<u64>; 2] = [
        |entry| number(entry.from.lead),
        |entry| number(entry.from.other),
    ];
    let mut settled = HashSet::new();
    for of_side in sides {
        let mut first: HashMap<(u64, u64), usize> = HashMap::new();
        for (at, entry) in entries.iter().enumerate() {
            let both = of_side(entry).zip(number(Some(&entry.value)));
            if let Some(earlier) = both.and_then(|both| first.insert(both, at)) {
                settled.extend([earlier, at]);
            }
        }
    }
    settled
}

/// Tells whether a minute names a decision of that number, of this meeting or another.
fn is_superseded(entries: &[Entry<'_>], number: u64) -> bool {
    let ending = format!("/D{number}");
    let named = entries
        .iter()
        .filter_map(|entry| entry.value.get("supersedes")?.as_str());
    named.into_iter().any(|id| id.ends_with(&ending))
}

fn number(value: Option<&Value>) -> Option<u64> {
    value?.get("number")?.as_u64()
}
