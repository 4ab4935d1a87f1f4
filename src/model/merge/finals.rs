//! Minutes that are final on either side, and what a meeting has one of at a time.
//!
//! Once minutes are final they are one thing with their seal. What one side alone made of them
//! stands; where both did something, the leading side's stand as they are. What comes after they
//! are final (corrections, approval, publication, the bin) is united as anywhere else.

use serde_json::{Map, Value};

use super::kinds::Kind;
use super::tree::{Base, Entry, Found, Place, Three, named_twice, value, within};
use super::words;

/// The fields of a meeting that may change once its minutes are final.
pub(super) const AFTERWARDS: [&str; 5] = [
    "approved_by",
    "binned",
    "corrections",
    "may_stand",
    "published",
];

/// Since when an item of an agenda is talked about.
const SINCE: &str = "since";

/// Unites records of which one holds final minutes; `None` for all others.
pub(super) fn unite(three: Three<'_>, found: &mut Vec<Found>) -> Option<Value> {
    if !three.values().any(is_final) {
        return None;
    }
    let [base, lead, other] = [three.base.value(), three.lead, three.other].map(sealed);
    let (lead, other) = (lead?, other?);
    let before = match three.base {
        Base::Unknown => None,
        Base::Known(_) => base,
    };
    let mut united = if lead == other || before.as_ref() == Some(&other) {
        lead
    } else if before.as_ref() == Some(&lead) {
        other
    } else {
        let whole = Place {
            words: "",
            field: "",
        };
        differences(whole, three, found);
        if !three.lead.is_some_and(is_final) {
            return three.lead.cloned();
        }
        found.retain(|found| {
            !AFTERWARDS
                .map(words::field)
                .iter()
                .any(|field| found.is_in(field))
        });
        lead
    };
    for name in AFTERWARDS {
        let words = words::field(name);
        let place = Place {
            words: &words,
            field: name,
        };
        if let Some(value) = value(place, three.field(name), found) {
            united.insert(name.to_owned(), value);
        }
    }
    Some(Value::Object(united))
}

/// Lets only one item of an agenda be talked about: that of the leading side.
pub(super) fn one_at_a_time(place: Place<'_>, entries: &mut [Entry<'_>], found: &mut Vec<Found>) {
    let count = |of: fn(&Entry<'_>) -> bool| entries.iter().filter(|entry| of(entry)).count();
    let on = count(|entry| is_on(Some(&entry.value)));
    let already = count(|entry| is_on(entry.from.lead)).max(count(|entry| is_on(entry.from.other)));
    if place.field != "agenda" || on < 2 || already > 1 {
        return;
    }
    let begun = |entry: &&mut Entry<'_>| is_on(Some(&entry.value)) && !is_on(entry.from.lead);
    for entry in entries.iter_mut().filter(begun) {
        let label = format!("{} {}", place.words, entry.name);
        found.push(Found::of(&within(&label, SINCE), entry.from.field(SINCE)));
        if let Value::Object(fields) = &mut entry.value {
            fields.remove(SINCE);
        }
    }
}

impl Found {
    fn is_in(&self, field: &str) -> bool {
        let rest = self.place.strip_prefix(field);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    }
}

fn is_on(item: Option<&Value>) -> bool {
    item.is_some_and(|item| item.get(SINCE).is_some())
}

fn is_final(record: &Value) -> bool {
    record.get("state").and_then(Value::as_str) == Some("Final")
}

fn sealed(record: Option<&Value>) -> Option<Map<String, Value>> {
    let mut fields = record?.as_object()?.clone();
    fields.retain(|name, _| !AFTERWARDS.contains(&name.as_str()));
    Some(fields)
}

/// Notes everything that is not the same on both sides.
fn differences(place: Place<'_>, three: Three<'_>, found: &mut Vec<Found>) {
    if three.lead == three.other {
        return;
    }
    let so_far = found.len();
    match Kind::of(place.field, three.values()) {
        Kind::Fields if three.lead.is_some() && three.other.is_some() => {
            for field in three.fields() {
                let words = within(place.words, field);
                let field = Place {
                    words: &words,
                    field,
                };
                differences(field, three.field(field.field), found);
            }
        }
        kind @ Kind::Entries(_) if !named_twice(kind, three) => {
            for name in three.names(kind) {
                let of = three.entry(kind, name);
                let label = words::entry(name, of.lead.or(of.other));
                let entry = Place {
                    words: &format!("{} {label}", place.words),
                    field: "",
                };
                differences(entry, of, found);
            }
        }
        Kind::Whole | Kind::Fields | Kind::Paragraphs | Kind::Words | Kind::Entries(_) => {}
    }
    // One thing, or entries that differ in their order only.
    if found.len() == so_far {
        found.push(Found::of(place.words, three));
    }
}
