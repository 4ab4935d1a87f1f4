//! In what two versions of a record differ, field by field, in words for people.
//!
//! They are compared as their files have them, so that no field can be forgotten here. What comes
//! in lists is matched by its id: a milestone that was moved and changed is one that was changed.

use serde::Serialize;
use serde_json::{Map, Value};

use super::field::Field;
use super::verbs::revise::shorten;
use super::version::Held;

/// A field in which two versions differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The field: `title`, or `milestone 2: due`.
    pub field: String,
    /// What it said; empty where it said nothing. A line for each paragraph or item.
    pub before: String,
    /// What it says.
    pub after: String,
}

/// Returns the fields in which two versions of a record differ, in the order they are shown.
pub fn differences(before: Option<&Held>, after: Option<&Held>) -> Vec<Difference> {
    let value = |held: Option<&Held>| held.map(value_of).unwrap_or_default();
    let mut found = Vec::new();
    compare(&Place::default(), &value(before), &value(after), &mut found);
    found
}

/// The fields that are shown first, by their names in files.
const FIELDS: [(&str, Field); 29] = [
    ("title", Field::Title),
    ("name", Field::Name),
    ("kind", Field::Kind),
    ("lead", Field::Lead),
    ("support", Field::Support),
    ("text", Field::Text),
    ("by", Field::By),
    ("owner", Field::Owner),
    ("responsible", Field::Responsible),
    ("start", Field::Start),
    ("end", Field::End),
    ("due", Field::Due),
    ("policy_areas", Field::PolicyAreas),
    ("objective", Field::Objective),
    ("status_quo", Field::StatusQuo),
    ("ambition", Field::Ambition),
    ("note", Field::Note),
    ("notes", Field::Notes),
    ("evidence", Field::Evidence),
    ("obstacle", Field::Obstacle),
    ("delay", Field::Delay),
    ("answer", Field::Answer),
    ("place", Field::Place),
    ("note_by", Field::NoteBy),
    ("attribution", Field::Attribution),
    ("planned", Field::Planned),
    ("substitute_for", Field::SubstituteFor),
    ("supersedes", Field::Supersedes),
    ("published", Field::Published),
];

/// The fields that hold one of a few words, which files write as one: `NotStarted`.
const WORDS: [&str; 12] = [
    "status",
    "side",
    "state",
    "presence",
    "kind",
    "sector",
    "obstacle",
    "attribution",
    "priority",
    "era",
    "completion",
    "values",
];

/// Where a value is.
#[derive(Debug, Clone, Default)]
struct Place {
    /// What it is part of, in words, with what stands between that and its own name.
    within: String,
    /// Its name in files; empty for the record itself.
    key: String,
}

impl Place {
    fn field(&self, key: &str) -> Self {
        Self {
            within: self.prefix(),
            key: key.to_owned(),
        }
    }

    fn item(&self, words: &str) -> Self {
        Self {
            within: format!("{}{words}: ", self.within),
            key: String::new(),
        }
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
        let known = FIELDS.iter().find(|(name, _)| *name == self.key);
        let name = match (known, self.key.as_str()) {
            (Some((_, field)), _) => field.label().to_owned(),
            (None, "") => return self.within.trim_end_matches(": ").to_owned(),
            (None, "binned") => "in the bin since".to_owned(),
            (None, key) => key.replace('_', " "),
        };
        format!("{}{name}", self.within)
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
    };
    // OK because it was read from a file, or is written to one: what JSON cannot hold, RON cannot.
    value.unwrap_or_default()
}

fn compare(place: &Place, before: &Value, after: &Value, found: &mut Vec<Difference>) {
    if before == after {
        return;
    }
    let none = Map::new();
    match (before, after) {
        (Value::Object(before), Value::Object(after)) if place.key != "topic" => {
            compare_fields(place, before, after, found);
        }
        (Value::Null, Value::Object(after)) if place.key != "topic" => {
            compare_fields(place, &none, after, found);
        }
        (Value::Object(before), Value::Null) if place.key != "topic" => {
            compare_fields(place, before, &none, found);
        }
        _ if is_list(before) || is_list(after) => {
            compare_items(place, items(before), items(after), found);
        }
        _ => found.push(Difference {
            field: place.label(),
            before: words(&place.key, before),
            after: words(&place.key, after),
        }),
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

/// Puts the fields people edit first, then the others, then lists of parts, the bin at the end.
fn rank(key: &str) -> usize {
    let known = FIELDS.iter().position(|(name, _)| *name == key);
    match key {
        "status" | "state" => 0,
        "binned" => usize::MAX,
        key => known.map_or(FIELDS.len() + usize::from(PARTS.contains(&key)), |at| {
            at + 1
        }),
    }
}

/// The lists of parts that have an id.
const PARTS: [&str; 8] = [
    "milestones",
    "updates",
    "agenda",
    "roll",
    "minutes",
    "changed",
    "corrections",
    "steps",
];

fn is_list(value: &Value) -> bool {
    let Value::Array(items) = value else {
        return false;
    };
    items.first().is_some_and(|item| id(item).is_some())
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn id(item: &Value) -> Option<&str> {
    item.get("id")?.as_str()
}

fn compare_items(place: &Place, before: &[Value], after: &[Value], found: &mut Vec<Difference>) {
    let same =
        |item: &Value, among: &[Value]| among.iter().find(|other| id(other) == id(item)).cloned();
    let gone = before.iter().filter(|item| same(item, after).is_none());
    for item in gone {
        found.push(Difference {
            field: within(place, item).label(),
            before: summary(item),
            after: String::new(),
        });
    }
    for item in after {
        let place = within(place, item);
        match same(item, before) {
            Some(before) => compare(&place, &before, item, found),
            None => found.push(Difference {
                field: place.label(),
                before: String::new(),
                after: summary(item),
            }),
        }
    }
    let both = |of: &[Value], among: &[Value]| -> Vec<Value> {
        let stay = of.iter().filter(|item| same(item, among).is_some());
        stay.cloned().collect()
    };
    let (before, after) = (both(before, after), both(after, before));
    if !before.iter().map(id).eq(after.iter().map(id)) {
        let names = |of: &[Value]| -> Vec<String> {
            of.iter().map(|item| item_name(&place.key, item)).collect()
        };
        found.push(Difference {
            field: format!("order of {}", place.label()),
            before: names(&before).join("\n"),
            after: names(&after).join("\n"),
        });
    }
}

fn within(place: &Place, item: &Value) -> Place {
    place.item(&item_name(&place.key, item))
}

/// Returns what people call one item of a list.
fn item_name(list: &str, item: &Value) -> String {
    let text = |key: &str| {
        item.get(key)
            .map(|value| words(key, value))
            .unwrap_or_default()
    };
    let first = |keys: &[&str]| {
        let mut texts = keys.iter().map(|key| text(key));
        let found = texts.find(|text| !text.is_empty());
        let found = found.unwrap_or_else(|| text("id"));
        shorten(found.lines().next().unwrap_or_default())
    };
    match list {
        "milestones" => format!("milestone {}", text("number")),
        "updates" => format!("update of {}", text("date")),
        "steps" => format!("step of {}", text("date")),
        "agenda" => format!("agenda, {}", first(&["title", "topic"])),
        "roll" => format!("roll, {}", first(&["name", "stakeholder", "sector"])),
        "corrections" => format!("correction {}", text("number")),
        "changed" => format!("changed meanwhile, {}", first(&["words"])),
        "minutes" if text("kind") == "decision" => format!("decision D{}", text("number")),
        "minutes" => format!("{}, {}", text("kind"), first(&["text", "about"])),
        other => format!("{}, {}", other.replace('_', " "), first(&["name", "title"])),
    }
}

/// Returns what an item says that was added or taken away, without what it is called by.
fn summary(item: &Value) -> String {
    let mut fields = Vec::new();
    compare(&Place::default(), &Value::Null, item, &mut fields);
    let line = |field: Difference| format!("{} {}", field.field, field.after.replace('\n', " / "));
    let lines: Vec<String> = fields.into_iter().map(line).collect();
    lines.join("; ")
}

/// Writes a value for people.
fn words(key: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if WORDS.contains(&key) => in_words(text),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| words(key, item)).collect();
            items.join("\n")
        }
        Value::Object(fields) => {
            let values: Vec<String> = fields.values().map(|value| words("", value)).collect();
            values.join(" ").replace('\n', " ")
        }
    }
}

/// Writes the name of a value in a file as words: `NotStarted` as `not started`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::model::edit::Change;
    use crate::model::verbs::tests::{any_change, noon, workspace};
    use crate::model::workspace::Record;
    use crate::model::{Clerk, Commitment, Edit, History, Meeting};

    fn commitment(fields: Value) -> Held {
        let mut all = json!({"id": "UK0001", "plan": "p", "number": 1, "title": "A promise"});
        if let (Value::Object(all), Value::Object(fields)) = (&mut all, fields) {
            all.extend(fields);
        }
        let read: Commitment = serde_json::from_value(all).expect("a commitment");
        Held::Commitment(Arc::new(read))
    }

    #[track_caller]
    fn check(before: &Held, after: &Held, expected: &[(&str, &str, &str)]) {
        let found = differences(Some(before), Some(after));
        let found: Vec<_> = found
            .iter()
            .map(|d| (d.field.as_str(), d.before.as_str(), d.after.as_str()))
            .collect();
        assert_eq!(found, expected);
        let back = differences(Some(after), Some(before));
        assert_eq!(back.len(), found.len());
    }

    #[test]
    fn fields_are_called_as_on_the_screen() {
        let before = commitment(json!({}));
        let after = commitment(json!({
            "title": "Another promise",
            "policy_areas": ["Health", "Schools"],
            "binned": "2018-04-09",
            "text": ["One.", "Two."],
        }));
        let expected = [
            ("title", "A promise", "Another promise"),
            ("text", "", "One.\nTwo."),
            ("policy areas", "", "Health\nSchools"),
            ("in the bin since", "", "2018-04-09"),
        ];
        check(&before, &after, &expected);
        check(&after, &after, &[]);
    }

    #[test]
    fn parts_are_matched_by_their_ids() {
        let begin = json!({"id": "1", "number": 1, "title": "Begin"});
        let end = json!({"id": "2", "number": 2, "title": "End"});
        let before = commitment(json!({"milestones": [begin, end]}));
        let update = json!({
            "id": "u1", "date": "2018-04-09", "status": "NotStarted", "side": "CivilSociety",
        });
        let finish = json!({"id": "2", "number": 2, "title": "Finish", "updates": [update]});
        let third = json!({"id": "3", "number": 3, "title": "Look back"});
        let after = commitment(json!({"milestones": [finish, begin, third]}));
        let expected = [
            ("milestone 2: title", "End", "Finish"),
            (
                "milestone 2: update of 2018-04-09",
                "",
                "status not started; date 2018-04-09; side civil society",
            ),
            ("milestone 3", "", "title Look back; number 3"),
            (
                "order of milestones",
                "milestone 1\nmilestone 2",
                "milestone 2\nmilestone 1",
            ),
        ];
        check(&before, &after, &expected);
    }

    #[test]
    fn minutes_and_items_are_called_by_what_they_say() {
        let meeting = |fields: Value| {
            let mut all = json!({
                "id": "2018-04-09", "plan": "p", "kind": "Review", "date": "2018-04-09",
                "state": "Draft",
            });
            if let (Value::Object(all), Value::Object(fields)) = (&mut all, fields) {
                all.extend(fields);
            }
            let read: Meeting = serde_json::from_value(all).expect("a meeting");
            Held::Meeting(Arc::new(read))
        };
        let item = |state: &str| json!({"id": "i", "topic": {"Promise": "UK0063"}, "state": state});
        let before = meeting(json!({"agenda": [item("Waiting")]}));
        let decision = json!({
            "id": "m1", "kind": "Decision", "number": 1, "text": ["Publish the terms."],
        });
        let after = meeting(json!({"agenda": [item("Discussed")], "minutes": [decision]}));
        let expected = [
            ("agenda, UK0063: state", "", "discussed"),
            (
                "decision D1",
                "",
                "kind decision; text Publish the terms.; number 1",
            ),
        ];
        check(&before, &after, &expected);
    }

    fn sides<T: Record>(
        change: &Change<T>,
        held: fn(Arc<T>) -> Held,
    ) -> (Option<Held>, Option<Held>) {
        (
            change.before.clone().map(held),
            change.after.clone().map(held),
        )
    }

    proptest! {
        /// No change is silent, whatever the field.
        #[test]
        fn whatever_a_verb_changes_is_a_difference(dice in prop::collection::vec(0..10_000_u32, 1..40)) {
            let (mut ws, mut history, mut clerk) =
                (workspace(), History::default(), Clerk::new(noon(), 1));
            for throw in dice {
                let Ok(transaction) = any_change(&ws, &mut clerk, throw) else { continue };
                let done = history.commit(&mut ws, &mut clerk, transaction).expect("it fits");
                for edit in &done.transaction.edits {
                    let (before, after) = match edit {
                        Edit::Plan(change) => sides(change, Held::Plan),
                        Edit::Commitment(change) => sides(change, Held::Commitment),
                        Edit::Meeting(change) => sides(change, Held::Meeting),
                        Edit::Action(change) => sides(change, Held::Action),
                        Edit::Stakeholder(change) => sides(change, Held::Stakeholder),
                        Edit::Contact(_) => continue,
                    };
                    prop_assert!(!differences(before.as_ref(), after.as_ref()).is_empty());
                }
            }
        }
    }
}
