//! The laws of merging, held against random edits of records with something in every field.

#![expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]

mod edits;
mod examples;
mod records;

use std::collections::BTreeSet;
use std::fmt::Debug;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use self::edits::{Dice, edited};
use self::records::VARIANTS;
use super::finals::AFTERWARDS;
use super::kinds::{GROUPS, NAMED_BY, PARAGRAPHS, WORDS};
use super::{Merged, merge, merge_taking};
use crate::model::meeting::Seal;
use crate::model::workspace::Record;
use crate::model::{Action, Commitment, Contact, Meeting, Plan, Stakeholder};

type Variant = fn(usize) -> Value;

fn tree<T: Serialize>(record: &T) -> Value {
    serde_json::to_value(record).expect("a tree")
}

fn record<T: DeserializeOwned>(tree: &Value) -> T {
    T::deserialize(tree).unwrap_or_else(|error| panic!("{error}: {tree:#}"))
}

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
    let read: T = record(example);
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
    let seal = Seal::of(&record(&whole));
    for (name, value) in other.as_object().expect("fields") {
        let mut changed = whole.clone();
        changed[name] = value.clone();
        let free = Seal::of(&record(&changed)) == seal;
        let seals = ["seal", "updates_seal", "id"].contains(&name.as_str());
        assert_eq!(free, AFTERWARDS.contains(&name.as_str()) || seals, "{name}");
    }
}

/// Marks a paragraph that is there more than once.
fn twice(text: &str) -> String {
    format!("{text} twice")
}

/// Returns every single value of a tree with its place: names of fields, ids of entries.
fn leaves(place: &str, value: &Value, found: &mut BTreeSet<(String, String)>) {
    match value {
        Value::Object(fields)
            if !fields
                .keys()
                .any(|name| name.starts_with(char::is_uppercase)) =>
        {
            for (name, value) in fields {
                leaves(&format!("{place}/{name}"), value, found);
            }
        }
        Value::Array(items) => {
            for item in items {
                let id = item.get("id").or(item.get("value")).and_then(Value::as_str);
                leaves(&format!("{place}/{}", id.unwrap_or_default()), item, found);
            }
        }
        value => {
            let leaf = (place.to_owned(), value.to_string());
            if found.contains(&leaf) {
                found.insert((leaf.0.clone(), twice(&leaf.1)));
            }
            found.insert(leaf);
        }
    }
}

fn all_leaves<'v>(trees: impl IntoIterator<Item = &'v Value>) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    trees
        .into_iter()
        .for_each(|tree| leaves("", tree, &mut found));
    found
}

/// Checks that two records are equal, and shows only the lines in which they are not.
fn same<T: PartialEq + Debug>(one: &T, other: &T, law: &str) -> Result<(), TestCaseError> {
    if one == other {
        return Ok(());
    }
    let lines = |record: &T| -> Vec<String> {
        let text = format!("{record:#?}");
        text.lines().map(str::to_owned).collect()
    };
    let (one, other) = (lines(one), lines(other));
    let changes = similar::capture_diff_slices(similar::Algorithm::Myers, &one, &other);
    let changes = changes
        .iter()
        .filter(|change| change.tag() != similar::DiffTag::Equal);
    let shown = changes.map(|change| {
        let near = change.old_range().start.saturating_sub(6);
        let was = one[near..change.old_range().end].join("\n");
        format!(
            "{was}\n--- but ---\n{}\n",
            other[change.new_range()].join("\n")
        )
    });
    Err(TestCaseError::fail(format!(
        "{law}:\n{}",
        shown.collect::<String>()
    )))
}

/// Checks what holds for every merge.
fn laws<T>(base: Option<&T>, ours: &T, theirs: &T) -> Result<(), TestCaseError>
where
    T: Record + Clone + Debug + Serialize + DeserializeOwned,
{
    let merged = merge(base, ours, theirs);
    let swapped = merge(base, theirs, ours);
    let our_version = |merged: &Merged<T>| merged.ours.clone().unwrap_or(merged.record.clone());
    same(&merged.record, &our_version(&swapped), "swapped")?;
    same(&our_version(&merged), &swapped.record, "swapped, ours")?;
    prop_assert_eq!(merged.ours.is_some(), !merged.clashes.is_empty());

    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let (one, other) = (all_leaves([&tree(one)]), all_leaves([&tree(other)]));
        let before = base
            .map(|base| all_leaves([&tree(base)]))
            .unwrap_or_default();
        let kept = all_leaves([&tree(&merged.record), &tree(&our_version(&merged))]);
        let missing = one.difference(&kept).filter(|leaf| {
            // Of a paragraph that was there twice each side may have taken out another.
            let repeated = before.contains(&(leaf.0.clone(), twice(&leaf.1)));
            let left = other.contains(leaf) || !before.contains(leaf);
            left && !repeated && !leaf.1.ends_with(" twice") && !leaf.0.ends_with("/number")
        });
        let missing: Vec<_> = missing.collect();
        prop_assert!(missing.is_empty(), "missing: {missing:?}");
    }

    for version in [&merged.record, &our_version(&merged)] {
        same(&record::<T>(&tree(version)), version, "read back")?;
    }
    let again = merge(base, &merged.record, theirs);
    same(&again.record, &merged.record, "done again")?;
    if let Some(base) = base {
        for one in [ours, theirs] {
            for merged in [merge(Some(base), one, base), merge(Some(base), base, one)] {
                same(&merged.record, one, "one side only")?;
                prop_assert!(merged.ours.is_none() && merged.clashes.is_empty());
            }
        }
    }
    let same = merge(base, ours, ours);
    prop_assert_eq!(
        (&same.record, same.ours, same.clashes),
        (ours, None, vec![]),
        "both the same"
    );
    Ok(())
}

/// Checks that what is taken from ours in one place after the other is what clashed there, and that
/// in the end it is what taking ours at once gives, where every place can be taken alone.
fn one_after_the_other<T>(ours: &T, theirs: &T) -> Result<(), TestCaseError>
where
    T: Record + Clone + Debug + Serialize + DeserializeOwned,
{
    let places = |held: &T| -> Vec<String> {
        let clashes = merge(None, ours, held).clashes.into_iter();
        clashes.map(|clash| clash.place).collect()
    };
    let at_once = merge(None, ours, theirs);
    let (mut held, mut not_alone) = (at_once.record, 0);
    while let Some(place) = places(&held).get(not_alone) {
        let taken = merge_taking(ours, &held, place).unwrap_or(held.clone());
        if taken == held {
            not_alone += 1;
            continue;
        }
        // By number only, as an entry may be called otherwise once its number is taken.
        prop_assert_eq!(places(&taken).len() + 1, places(&held).len(), "{}", place);
        held = taken;
    }
    match at_once.ours {
        // Where entries stand that only one side has is nobody's choice, nor which number is next.
        Some(ours) if not_alone == 0 => {
            let [held, ours] = [held, ours].map(|record| all_leaves([&tree(&record)]));
            let other: Vec<_> = held.symmetric_difference(&ours).collect();
            let numbers = other.iter().all(|(place, _)| place.ends_with("/number"));
            prop_assert!(numbers, "{other:?}");
        }
        _ => {}
    }
    Ok(())
}

fn random<T>(variant: Variant, dice: &[u32], known: bool) -> Result<(), TestCaseError>
where
    T: Record + Clone + Debug + Serialize + DeserializeOwned,
{
    let variants: Vec<Value> = (0..VARIANTS).map(variant).collect();
    let is_record = |tree: &Value| T::deserialize(tree).is_ok();
    let mut dice = Dice(dice.iter());
    let mut some = |from: &Value, most: usize| {
        let times = dice.0.next().map_or(0, |n| *n as usize) % (most + 1);
        edited(from, &variants, times, &mut dice, is_record)
    };
    let base = some(&variants[0], 6);
    let (ours, theirs) = (some(&base, 6), some(&base, 6));
    let (base, ours, theirs): (T, T, T) = (record(&base), record(&ours), record(&theirs));
    laws(known.then_some(&base), &ours, &theirs)?;
    one_after_the_other(&ours, &theirs)
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

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn commitments_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        random::<Commitment>(records::commitment, &dice, known)?;
    }

    #[test]
    fn meetings_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        random::<Meeting>(records::meeting, &dice, known)?;
    }

    #[test]
    fn actions_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        random::<Action>(records::action, &dice, known)?;
    }

    #[test]
    fn other_records_merge_by_the_laws(dice in dice(), known in proptest::bool::weighted(0.9)) {
        random::<Plan>(records::plan, &dice, known)?;
        random::<Stakeholder>(records::stakeholder, &dice, known)?;
        random::<Contact>(records::contact, &dice, known)?;
    }
}
