//! The laws of merging, held against random edits of records with something in every field.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod edits;
mod examples;
mod laws;
mod records;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use self::laws::{random, record, tree};
use self::records::VARIANTS;
use super::finals::AFTERWARDS;
use super::kinds::{GROUPS, NAMED_BY, PARAGRAPHS, WORDS};
use super::{Merged, merge};
use crate::model::differences::{Difference, Kind, Pick, chosen};
use crate::model::meeting::Seal;
use crate::model::workspace::Record;
use crate::model::{Action, Commitment, Contact, Meeting, Plan, Settings, Stakeholder};

/// Calls back for every object and list of texts in a tree, with the name of its field.
fn walk(field: &str, value: &Value, seen: &mut impl FnMut(&str, &Value)) {
    seen(field, value);
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| walk(name, value, seen)),
        Value::Array(items) => items.iter().for_each(|item| walk("", item, seen)),
        _ => {}
    }
}

/// Returns every way to put a field that does not exist into an object of a tree.
fn with_a_wrong_field(value: &Value) -> Vec<(Value, Value)> {
    let mut all = Vec::new();
    match value {
        Value::Object(fields) => {
            let mut wrong = fields.clone();
            wrong.insert("wrong".to_owned(), Value::Null);
            all.push((value.clone(), Value::Object(wrong)));
            for (name, inner) in fields {
                for (object, wrong) in with_a_wrong_field(inner) {
                    let mut fields = fields.clone();
                    fields.insert(name.clone(), wrong);
                    all.push((object, Value::Object(fields)));
                }
            }
        }
        Value::Array(items) => {
            for (at, inner) in items.iter().enumerate() {
                for (object, wrong) in with_a_wrong_field(inner) {
                    let mut items = items.clone();
                    items[at] = wrong;
                    all.push((object, Value::Array(items)));
                }
            }
        }
        _ => {}
    }
    all
}

/// Checks that the example has every field there is, and what is said of its lists.
fn has_every_field<T: DeserializeOwned + Serialize>(example: &Value, texts: &mut BTreeSet<String>) {
    let read: T = record(example).expect("the example is a record");
    assert_eq!(tree(&read), *example);
    for (object, wrong) in with_a_wrong_field(example) {
        // It says which fields there are.
        let error = serde_json::from_value::<T>(wrong)
            .err()
            .expect("a wrong field")
            .to_string();
        let Some((_, expected)) = error.split_once("unknown field `wrong`, expected") else {
            assert_eq!(
                object.as_object().map(serde_json::Map::len),
                Some(1),
                "{error}"
            );
            continue;
        };
        for name in expected.split('`').skip(1).step_by(2) {
            assert!(
                object.get(name).is_some(),
                "the example has no `{name}`: {object:#}"
            );
        }
    }
    walk("", example, &mut |field, value| {
        let Value::Array(items) = value else { return };
        assert!(!items.is_empty(), "{field}");
        let named_by = NAMED_BY
            .iter()
            .find(|(list, _)| *list == field)
            .map_or("id", |(_, name)| name);
        if items.iter().all(Value::is_string) && !field.is_empty() {
            texts.insert(field.to_owned());
        } else if items.iter().all(Value::is_object) {
            assert!(
                items.iter().all(|item| item[named_by].is_string()),
                "{field}"
            );
        } else if !field.starts_with(char::is_uppercase) {
            panic!("what is the list `{field}`?");
        }
    });
}

fn settings(n: usize) -> Value {
    json!({
        "format": 1, "member": format!("member {n}"), "current": "uk",
        "kept_back": ["John Smith", format!("Name {n}")], "may_stand": ["Nesta", format!("Word {n}")],
    })
}

#[test]
fn every_list_is_known() {
    let mut texts = BTreeSet::new();
    for n in 0..VARIANTS {
        has_every_field::<Commitment>(&records::commitment(n), &mut texts);
        has_every_field::<Meeting>(&records::meeting(n), &mut texts);
        has_every_field::<Action>(&records::action(n), &mut texts);
        has_every_field::<Plan>(&records::plan(n), &mut texts);
        has_every_field::<Stakeholder>(&records::stakeholder(n), &mut texts);
        has_every_field::<Contact>(&records::contact(n), &mut texts);
        has_every_field::<Settings>(&settings(n), &mut texts);
    }
    let known: BTreeSet<String> = PARAGRAPHS
        .iter()
        .chain(&WORDS)
        .map(|s| (*s).to_owned())
        .collect();
    assert_eq!(
        known.len(),
        PARAGRAPHS.len() + WORDS.len(),
        "a list is both"
    );
    assert_eq!(texts, known);
}

#[test]
fn groups_are_those_that_are_left_out_when_empty() {
    for (example, text) in [
        (records::commitment(0), "commitment"),
        (records::plan(0), "plan"),
        (records::meeting(0), "meeting"),
    ] {
        walk("", &example, &mut |field, value| {
            let group = value.is_object() && value["Is"].is_null() && !field.is_empty();
            let optional = ["forum", "quorum", "count", "topic"].contains(&field);
            assert_eq!(
                group && !optional,
                GROUPS.contains(&field),
                "{field} of a {text}"
            );
        });
    }
}

#[test]
fn what_comes_after_the_minutes_are_final_is_what_the_seal_leaves_out() {
    let whole = records::meeting(0);
    let other = records::meeting(1);
    let sealed = |tree: &Value| Seal::of(&record(tree).expect("a meeting"));
    let seal = sealed(&whole);
    for (name, value) in other.as_object().expect("fields") {
        let mut changed = whole.clone();
        changed[name] = value.clone();
        let free = sealed(&changed) == seal;
        let seals = ["seal", "updates_seal", "id"].contains(&name.as_str());
        assert_eq!(free, AFTERWARDS.contains(&name.as_str()) || seals, "{name}");
    }
}

/// Returns how many cases to try: as many as `PROPTEST_CASES` says, else few enough for every run.
fn cases() -> ProptestConfig {
    let few = ProptestConfig::default();
    let told = std::env::var_os("PROPTEST_CASES").is_some();
    ProptestConfig {
        cases: if told { few.cases } else { 400 },
        failure_persistence: None,
        ..few
    }
}

fn dice() -> impl Strategy<Value = Vec<u32>> {
    proptest::collection::vec(any::<u32>(), 0..160)
}

fn held(by: Result<(), String>) -> Result<(), TestCaseError> {
    by.map_err(TestCaseError::fail)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn commitments_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        held(random::<Commitment>(records::commitment, &dice, known))?;
    }

    #[test]
    fn meetings_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        held(random::<Meeting>(records::meeting, &dice, known))?;
    }

    #[test]
    fn actions_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        held(random::<Action>(records::action, &dice, known))?;
    }

    #[test]
    fn other_records_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        held(random::<Plan>(records::plan, &dice, known))?;
        held(random::<Stakeholder>(records::stakeholder, &dice, known))?;
        held(random::<Contact>(records::contact, &dice, known))?;
    }
}
