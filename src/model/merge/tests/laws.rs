//! What holds for every merge, to be tried on random edits of records with something in every field.
//!
//! Numbers that come from anywhere decide about the edits: `fuzz/` has them made up by what they
//! reach, and takes this file in as it is.

use std::collections::HashSet;
use std::fmt::Debug;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::edits::{Dice, edited};
use super::records::VARIANTS;
use super::{Difference, Kind, Merged, Pick, Record, chosen, merge};

/// Makes the nth variant of a record, as a tree.
pub(super) type Variant = fn(usize) -> Value;

/// Every single value of a tree with its place.
type Leaves = HashSet<(String, String)>;

/// Has the laws held against what numbers make of one kind of record; `known` says whether it is
/// known what both sides were made from.
pub(super) fn random<T>(variant: Variant, numbers: &[u32], known: bool) -> Result<(), String>
where
    T: Record + Clone + Debug + Serialize + DeserializeOwned,
{
    let variants: Vec<Value> = (0..VARIANTS).map(variant).collect();
    let is_record = |tree: &Value| T::deserialize(tree).is_ok();
    let mut dice = Dice(numbers.iter());
    let mut some = |from: &Value, most: usize| {
        let times = dice.0.next().map_or(0, |n| *n as usize) % (most + 1);
        edited(from, &variants, times, &mut dice, is_record)
    };
    let base = some(&variant(0), 6);
    let (ours, theirs) = (some(&base, 6), some(&base, 6));
    let (base, ours, theirs): (T, T, T) = (record(&base)?, record(&ours)?, record(&theirs)?);
    laws(known.then_some(&base), &ours, &theirs)?;
    any_choice(&theirs, &ours)
}

/// Returns the tree that a record is to serde.
pub(super) fn tree<T: Serialize>(record: &T) -> Value {
    serde_json::to_value(record).expect("a record is a tree")
}

/// Returns the record that is a tree.
pub(super) fn record<T: DeserializeOwned>(tree: &Value) -> Result<T, String> {
    T::deserialize(tree).map_err(|error| format!("{error}: {tree:#}"))
}

/// Checks what holds for every merge.
fn laws<T>(base: Option<&T>, ours: &T, theirs: &T) -> Result<(), String>
where
    T: Record + Clone + Debug + Serialize + DeserializeOwned,
{
    let merged = merge(base, ours, theirs);
    let swapped = merge(base, theirs, ours);
    let our_version = |merged: &Merged<T>| merged.ours.clone().unwrap_or(merged.record.clone());
    same(&merged.record, &our_version(&swapped), "swapped")?;
    same(&our_version(&merged), &swapped.record, "swapped, ours")?;
    let two_versions = merged.ours.is_some();
    let clashes = !merged.clashes.is_empty();
    same(&two_versions, &clashes, "two versions are clashes")?;

    let kept = all_leaves([&tree(&merged.record), &tree(&our_version(&merged))]);
    for (one, other) in [(ours, theirs), (theirs, ours)] {
        let missing = missing(base, one, other, &kept);
        same(&missing, &Vec::new(), "missing")?;
    }

    for version in [&merged.record, &our_version(&merged)] {
        same(&record::<T>(&tree(version))?, version, "read back")?;
    }
    let again = merge(base, &merged.record, theirs);
    same(&again.record, &merged.record, "done again")?;
    if let Some(base) = base {
        for one in [ours, theirs] {
            for merged in [merge(Some(base), one, base), merge(Some(base), base, one)] {
                same(&merged, &alone(one), "one side only")?;
            }
        }
    }
    same(&merge(base, ours, ours), &alone(ours), "both the same")
}

/// Returns what a merge gives of which nothing clashes.
fn alone<T: Clone>(record: &T) -> Merged<T> {
    Merged {
        record: record.clone(),
        ours: None,
        clashes: Vec::new(),
    }
}

/// Returns the values of one side that the other did not take out and that are not kept.
fn missing<T: Serialize>(
    base: Option<&T>,
    one: &T,
    other: &T,
    kept: &Leaves,
) -> Vec<(String, String)> {
    let (one, other) = (all_leaves([&tree(one)]), all_leaves([&tree(other)]));
    let before = base
        .map(|base| all_leaves([&tree(base)]))
        .unwrap_or_default();
    let missing = one.difference(kept).filter(|leaf| {
        // Of a paragraph that was there twice each side may have taken out another.
        let repeated = before.contains(&(leaf.0.clone(), twice(&leaf.1)));
        let left = other.contains(leaf) || !before.contains(leaf);
        left && !repeated && !leaf.1.ends_with(" twice") && !leaf.0.ends_with("/number")
    });
    let mut missing: Vec<_> = missing.cloned().collect();
    missing.sort_unstable();
    missing
}

/// Checks that what is chosen of two versions is what comes out, and nothing else.
fn any_choice<T>(here: &T, other: &T) -> Result<(), String>
where
    T: Record + Clone + Debug + Serialize + DeserializeOwned,
{
    let found = Difference::of_records(Some(here), other);
    same(&found.is_empty(), &(here == other), "differences")?;
    let all = |pick| found.iter().map(|one| (one, pick)).collect::<Vec<_>>();
    same(
        &chosen(here, other, &all(Pick::Here)),
        &Some(here.clone()),
        "all of here",
    )?;
    same(
        &chosen(here, other, &all(Pick::Other)),
        &Some(other.clone()),
        "all of the other",
    )?;
    // A few of many, one way or the other.
    let some = found.iter().step_by(1 + found.len() / 4).enumerate();
    for (n, one) in some {
        let (from, rest) = match n % 2 {
            0 => (Pick::Other, Pick::Here),
            _ => (Pick::Here, Pick::Other),
        };
        let picks: Vec<_> = found
            .iter()
            .map(|held| (held, if held == one { from } else { rest }))
            .collect();
        // Some things are a record only together.
        let Some(made) = chosen(here, other, &picks) else {
            continue;
        };
        let unlike = if rest == Pick::Here { here } else { other };
        let differ = Difference::of_records(Some(unlike), &made);
        let places = |found: &[Difference]| -> Vec<String> {
            let by_choice = found.iter().filter(|found| is_chosen(found));
            by_choice.map(Difference::path).collect()
        };
        let expected = places(std::slice::from_ref(one));
        same(&places(&differ), &expected, "one thing of two versions")?;
    }
    Ok(())
}

/// Returns false for what is nobody's choice: which number is given out next, where an item stands that
/// only one version has, and which of two items that are talked about at once goes on.
fn is_chosen(found: &Difference) -> bool {
    let path = found.path();
    found.kind != Kind::Order && !path.ends_with("number") && !path.ends_with("/since")
}

/// Marks a paragraph that is there more than once.
fn twice(text: &str) -> String {
    format!("{text} twice")
}

/// Returns every single value of a tree with its place: names of fields, ids of entries.
fn leaves(place: &str, value: &Value, found: &mut Leaves) {
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

fn all_leaves<'v>(trees: impl IntoIterator<Item = &'v Value>) -> Leaves {
    let mut found = Leaves::new();
    trees
        .into_iter()
        .for_each(|tree| leaves("", tree, &mut found));
    found
}

/// Checks that two things are equal, and shows only the lines in which they are not.
fn same<T: PartialEq + Debug>(one: &T, other: &T, law: &str) -> Result<(), String> {
    if one == other {
        return Ok(());
    }
    let lines = |thing: &T| -> Vec<String> {
        let text = format!("{thing:#?}");
        text.lines().map(str::to_owned).collect()
    };
    let (one, other) = (lines(one), lines(other));
    let changes = similar::capture_diff_slices(similar::Algorithm::Myers, &one, &other);
    let changes = changes
        .iter()
        .filter(|change| change.tag() != similar::DiffTag::Equal);
    let shown = changes.map(|change| {
        let (was, is) = (change.old_range(), change.new_range());
        let near = was.start.saturating_sub(6)..was.end;
        let was = one.get(near).unwrap_or_default().join("\n");
        let is = other.get(is).unwrap_or_default().join("\n");
        format!("{was}\n--- but ---\n{is}\n")
    });
    Err(format!("{law}:\n{}", shown.collect::<String>()))
}
