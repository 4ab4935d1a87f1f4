//! Numbers that both sides gave out at once.
//!
//! A decision of a meeting whose minutes are not final has not been published: of two with one
//! number the earlier keeps it and the other gets the next that is free, whichever side is called
//! ours. The number of a milestone or correction may be in the world already: the one in *theirs*
//! keeps it, ours gets the next, and that is a clash. So it is with a decision when a minute says
//! that it takes the place of one with that number, since nobody knows which of the two it means.

use std::collections::HashMap;

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
    let mut holders: HashMap<u64, usize> = HashMap::new();
    for at in turns(entries, published) {
        let Some((entry, wanted)) = entries
            .get(at)
            .and_then(|e| Some((e, number(Some(&e.value))?)))
        else {
            continue;
        };
        let holder = holders.get(&wanted).and_then(|at| entries.get(*at));
        let Some(holder) = holder else {
            holders.insert(wanted, at);
            continue;
        };
        if had_one_number(holder, entry) {
            continue;
        }
        if published || entry.from.base.value().is_some() || is_superseded(entries, wanted) {
            let label = words::entry(entry.name, Some(&entry.value));
            let number = |value: Option<&Value>| number(value).map(|number| number.to_string());
            found.push(Found {
                place: format!("{} {label} / number", place.words),
                base: number(entry.from.base.value()),
                lead: number(entry.from.lead),
                other: number(entry.from.other),
            });
        }
        // The other side may have a number for it that nobody else has, as from an earlier merge.
        let is_free = |wanted: &u64| {
            !entries
                .iter()
                .any(|e| number(Some(&e.value)) == Some(*wanted))
        };
        let of_other = number(entry.from.other).filter(is_free);
        let given = of_other.unwrap_or(next);
        next = next.max(given.saturating_add(1));
        if let Some(Value::Object(fields)) = entries.get_mut(at).map(|entry| &mut entry.value) {
            fields.insert("number".to_owned(), given.into());
        }
        holders.insert(given, at);
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

/// Returns the entries in the order in which they may keep their numbers.
fn turns(entries: &[Entry<'_>], published: bool) -> Vec<usize> {
    let mut turns: Vec<(usize, &Entry<'_>)> = entries.iter().enumerate().collect();
    turns.sort_by_key(|(_, entry)| {
        let field = |name: &str| entry.value.get(name).and_then(Value::as_str);
        let not_led = published && number(entry.from.lead) != number(Some(&entry.value));
        let is_new = entry.from.base.value().is_none();
        (not_led, is_new, field("date"), field("time"), entry.name)
    });
    turns.into_iter().map(|(at, _)| at).collect()
}

/// Tells whether two entries had one number on a side already, which is not for a merge to judge.
fn had_one_number(one: &Entry<'_>, two: &Entry<'_>) -> bool {
    let same = |one: Option<&Value>, two: Option<&Value>| {
        number(one).is_some() && number(one) == number(two)
    };
    same(one.from.lead, two.from.lead) || same(one.from.other, two.from.other)
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
