//! In what two versions of a record differ, field by field, in words for people; and the record that
//! has some of them from one version and some from the other.
//!
//! They are compared as their files have them, so that no field can be forgotten here. What comes
//! in lists is matched by its id: a milestone that was moved and changed is one that was changed.

mod chosen;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::field::PlanField;
use super::merge::is_group;
use super::version::Held;
pub use chosen::{Pick, chosen};
use words::{item_name, name_of_field, rank, words};

/// A field in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field: `title`, or `milestone 2: due`; empty for the whole record.
    pub field: String,
    /// What it said; empty where it said nothing. A line for each paragraph or item.
    pub before: String,
    /// What it says.
    pub after: String,
    /// What sort of difference it is.
    #[serde(skip)]
    pub kind: Kind,
    #[serde(skip)]
    place: Vec<Step>,
}

impl Difference {
    /// Returns where it is, by names in files and ids: `updates/2017-11-30-1/note`.
    pub fn path(&self) -> String {
        path(&self.place)
    }

    fn name(&self) -> String {
        match self.field.as_str() {
            "" => "all of it".to_owned(),
            field => field.to_owned(),
        }
    }
}

fn path(place: &[Step]) -> String {
    let steps = place.iter().map(|step| match step {
        Step::Field(name) | Step::Item(name) => name.as_str(),
    });
    steps.collect::<Vec<_>>().join("/")
}

/// Returns the names of fields in a few words: `title and lead`, `title, lead and 3 more`.
pub fn fields_in_brief(differences: &[Difference]) -> String {
    let name = Difference::name;
    match differences {
        [] => String::new(),
        [one] => name(one),
        [one, other] => format!("{} and {}", name(one), name(other)),
        [one, other, rest @ ..] => {
            format!("{}, {} and {} more", name(one), name(other), rest.len())
        }
    }
}

/// Returns the names of all the fields, for what is published.
pub fn fields_in_full(differences: &[Difference]) -> String {
    let names: Vec<String> = differences.iter().map(Difference::name).collect();
    names.join(", ")
}

/// A sort of difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Both say something in one place, or one says nothing there.
    Value,
    /// An item of a list, such as a milestone, that only the version before has.
    OnlyBefore,
    /// One that only the version after has.
    OnlyAfter,
    /// The order of the items that both have.
    Order,
}

/// One step on the way from a record to a value in it.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Step {
    /// The field of this name in files.
    Field(String),
    /// The item of this id.
    Item(String),
}

/// Returns the fields in which two versions of a record differ, in the order they are shown.
pub fn differences(before: Option<&Held>, after: Option<&Held>) -> Vec<Difference> {
    let value = |held: Option<&Held>| held.map(value_of).unwrap_or_default();
    between(&value(before), &value(after))
}

/// Returns in what two records differ, as their files have them.
fn between(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&Place::default(), before, after, &mut found);
    found
}

/// Where a value is.
#[derive(Debug, Clone, Default)]
struct Place {
    /// What it is part of, in words, with what stands between that and its own name.
    within: String,
    /// Its name in files; empty for the record itself.
    key: String,
    /// The way to it.
    steps: Vec<Step>,
}

impl Place {
    fn field(&self, key: &str) -> Self {
        Self {
            within: self.prefix(),
            key: key.to_owned(),
            steps: self.then(Step::Field(key.to_owned())),
        }
    }

    fn item(&self, item: &Value) -> Self {
        let name = item_name(&self.key, item);
        let id = id(item).unwrap_or_default();
        Self {
            within: format!("{}{name}: ", self.within),
            key: String::new(),
            steps: self.then(Step::Item(id.to_owned())),
        }
    }

    fn then(&self, step: Step) -> Vec<Step> {
        let mut steps = self.steps.clone();
        steps.push(step);
        steps
    }

    fn prefix(&self) -> String {
        if self.key.is_empty() {
            self.within.clone()
        } else {
            format!("{}: ", self.label())
        }
    }

    /// Returns what people call it.
    fn label(&self) -> String {
        // What stands deep in a plan's file has a name of its own.
        if let Some(field) = PlanField::at(&path(&self.steps)) {
            return field.label().to_owned();
        }
        match self.key.as_str() {
            "" => self.within.trim_end_matches(": ").to_owned(),
            key => format!("{}{}", self.within, name_of_field(key)),
        }
    }

    fn difference(&self, kind: Kind, before: String, after: String) -> Difference {
        Difference {
            field: self.label(),
            before,
            after,
            kind,
            place: self.steps.clone(),
        }
    }
}

fn value_of(held: &Held) -> Value {
    let value = match held {
        Held::Plan(plan) => serde_json::to_value(plan),
        Held::Commitment(commitment) => serde_json::to_value(commitment),
        Held::Milestone(_, milestone) => serde_json::to_value(milestone),
        Held::Meeting(meeting) => serde_json::to_value(meeting),
        Held::Action(action) => serde_json::to_value(action),
        Held::Stakeholder(stakeholder) => serde_json::to_value(stakeholder),
        Held::Contact(contact) => serde_json::to_value(contact),
    };
    // OK because it was read from a file, or is written to one: what JSON cannot hold, RON cannot.
    value.unwrap_or_default()
}

fn compare(place: &Place, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    let group = |value: &Value| value.is_null() || is_group(value);
    let none = Map::new();
    let fields = |value| Value::as_object(value).unwrap_or(&none);
    if group(before) && group(after) {
        compare_fields(place, fields(before), fields(after), found);
    } else if is_list(before) || is_list(after) {
        let (before, after) = (items(before), items(after));
        if has_one_id_twice(before) || has_one_id_twice(after) {
            // They cannot be told apart.
            let all = |items: &[Value]| items.iter().map(summary).collect::<Vec<_>>().join("\n");
            found.push(place.difference(Kind::Value, all(before), all(after)));
        } else {
            compare_items(place, before, after, found);
        }
    } else {
        let [before, after] = [before, after].map(|value| words(&place.key, value));
        found.push(place.difference(Kind::Value, before, after));
    }
}

fn compare_fields(
    place: &Place,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    found: &mut Vec<Difference>,
) {
    let mut keys: Vec<&String> = before.keys().chain(after.keys()).collect();
    keys.retain(|key| *key != "id");
    keys.sort_by_key(|key| (rank(key), *key));
    keys.dedup();
    for key in keys {
        let value = |of: &Map<String, Value>| of.get(key).cloned().unwrap_or_default();
        compare(&place.field(key), &value(before), &value(after), found);
    }
}

fn is_list(value: &Value) -> bool {
    let Value::Array(items) = value else {
        return false;
    };
    items.first().is_some_and(|item| id(item).is_some())
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn has_one_id_twice(items: &[Value]) -> bool {
    let ids: HashSet<Option<&str>> = items.iter().map(id).collect();
    ids.len() < items.len()
}

fn id(item: &Value) -> Option<&str> {
    item.get("id")?.as_str()
}

fn compare_items<'v>(
    place: &Place,
    before: &'v [Value],
    after: &'v [Value],
    found: &mut Vec<Difference>,
) {
    let (in_before, in_after) = (by_id(before), by_id(after));
    let gone = before
        .iter()
        .filter(|item| !in_after.contains_key(&id(item)));
    for item in gone {
        let place = place.item(item);
        found.push(place.difference(Kind::OnlyBefore, summary(item), String::new()));
    }
    for item in after {
        let place = place.item(item);
        match in_before.get(&id(item)) {
            Some(before) => compare(&place, before, item, found),
            None => found.push(place.difference(Kind::OnlyAfter, String::new(), summary(item))),
        }
    }
    let both = |of: &'v [Value], among: &HashMap<Option<&str>, &Value>| -> Vec<&'v Value> {
        let stay = of.iter().filter(|item| among.contains_key(&id(item)));
        stay.collect()
    };
    let (before, after) = (both(before, &in_after), both(after, &in_before));
    let ids = |of: &[&'v Value]| -> Vec<_> { of.iter().map(|item| id(item)).collect() };
    if ids(&before) != ids(&after) {
        let names = |of: &[&Value]| -> String {
            let names: Vec<String> = of.iter().map(|item| item_name(&place.key, item)).collect();
            names.join("\n")
        };
        let order = place.difference(Kind::Order, names(&before), names(&after));
        found.push(Difference {
            field: format!("order of {}", order.field),
            ..order
        });
    }
}

fn by_id(items: &[Value]) -> HashMap<Option<&str>, &Value> {
    items.iter().map(|item| (id(item), item)).collect()
}

/// Returns what an item says that was added or taken away, without what it is called by.
fn summary(item: &Value) -> String {
    let fields = between(&Value::Null, item);
    let line = |field: Difference| format!("{} {}", field.field, field.after.replace('\n', " / "));
    let lines: Vec<String> = fields.into_iter().map(line).collect();
    lines.join("; ")
}
