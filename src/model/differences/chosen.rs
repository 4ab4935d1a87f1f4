//! A record made of two versions: which of them stands is chosen for each thing in which they differ.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::{Difference, Kind, Step, between, id, summary};
use crate::model::merge::merge;
use crate::model::workspace::Record;

/// One of two versions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// What is in the workspace.
    Here,
    /// What is bepick it.
    Other,
}

impl Pick {
    /// Returns the other one.
    #[must_use]
    pub fn turned(self) -> Self {
        match self {
            Self::Here => Self::Other,
            Self::Other => Self::Here,
        }
    }
}

impl Difference {
    /// Returns in what a record differs from another version of it, or from there being none; the
    /// workspace's is the one before.
    pub fn of_records<T: Serialize + PartialEq>(here: Option<&T>, other: &T) -> Vec<Self> {
        match here {
            Some(here) if here == other => Vec::new(),
            Some(here) => between(&tree(here), &tree(other)),
            None => vec![Self {
                field: String::new(),
                before: String::new(),
                after: summary(&tree(other)),
                kind: Kind::OnlyAfter,
                place: Vec::new(),
            }],
        }
    }

    /// Returns the pick that stands unless somebody chooses: what is here, and what only the other
    /// has, so that no item is lost.
    pub fn unless_chosen(&self) -> Pick {
        match self.kind {
            Kind::OnlyAfter => Pick::Other,
            Kind::Value | Kind::OnlyBefore | Kind::Order => Pick::Here,
        }
    }
}

/// Returns the record that has each of the things in which two versions differ from the pick chosen
/// for it; `None` when that is no record. Numbers that both gave out are given out once.
pub fn chosen<T>(here: &T, other: &T, picks: &[(&Difference, Pick)]) -> Option<T>
where
    T: Record + Clone + Serialize + DeserializeOwned,
{
    if picks.iter().all(|(_, pick)| *pick == Pick::Here) {
        return Some(here.clone());
    }
    if picks.iter().all(|(_, pick)| *pick == Pick::Other) {
        return Some(other.clone());
    }
    let mut made = tree(&merge(None, other, here).record);
    let (here, other) = (tree(here), tree(other));
    // Items are there before they are put in order.
    let (order, rest): (Vec<_>, Vec<_>) = picks
        .iter()
        .partition(|(difference, _)| difference.kind == Kind::Order);
    for (difference, pick) in rest.into_iter().chain(order) {
        let from = match pick {
            Pick::Here => &here,
            Pick::Other => &other,
        };
        let place = &difference.place;
        match difference.kind {
            Kind::Order => put_in_order(&mut made, from, place),
            // What was given another number than it had keeps that.
            Kind::OnlyBefore | Kind::OnlyAfter
                if at(from, place).is_some() && at(&made, place).is_some() => {}
            Kind::Value | Kind::OnlyBefore | Kind::OnlyAfter => put(&mut made, from, place),
        }
    }
    serde_json::from_value(made).ok()
}

fn tree<T: Serialize>(record: &T) -> Value {
    // OK because it was read from a file, or is written to one: what JSON cannot hold, RON cannot.
    serde_json::to_value(record).unwrap_or_default()
}

/// Returns the value at a place.
fn at<'v>(value: &'v Value, place: &[Step]) -> Option<&'v Value> {
    place.iter().try_fold(value, |value, step| match step {
        Step::Field(name) => value.get(name),
        Step::Item(wanted) => {
            let mut items = value.as_array()?.iter();
            items.find(|item| id(item) == Some(wanted))
        }
    })
}

/// Makes the value at a place what it is in `from`; takes it out where it is not there.
fn put(made: &mut Value, from: &Value, place: &[Step]) {
    let Some((step, rest)) = place.split_first() else {
        *made = from.clone();
        return;
    };
    match step {
        Step::Field(name) => {
            if made.is_null() {
                *made = Value::Object(Map::new());
            }
            let Some(fields) = made.as_object_mut() else {
                return;
            };
            let from = from.get(name).unwrap_or(&Value::Null);
            if from.is_null() && rest.is_empty() {
                fields.remove(name);
                return;
            }
            let value = fields.entry(name.clone()).or_insert(Value::Null);
            put(value, from, rest);
            // A group in which nothing is left is none.
            if value.as_object().is_some_and(Map::is_empty) {
                fields.remove(name);
            }
        }
        Step::Item(wanted) => put_item(made, from, wanted, rest),
    }
}

fn put_item(made: &mut Value, from: &Value, wanted: &str, rest: &[Step]) {
    let named = |item: &Value| id(item) == Some(wanted);
    if made.is_null() {
        *made = Value::Array(Vec::new());
    }
    let Some(items) = made.as_array_mut() else {
        return;
    };
    let there = from.as_array().map(Vec::as_slice).unwrap_or_default();
    let place = items.iter().position(named);
    match (there.iter().position(named), place) {
        (None, Some(place)) if rest.is_empty() => _ = items.remove(place),
        (None, _) => {}
        (Some(from), Some(place)) => {
            if let (Some(from), Some(item)) = (there.get(from), items.get_mut(place)) {
                put(item, from, rest);
            }
        }
        (Some(from), None) => {
            let (before, added) = there.split_at(from);
            // Behind the one that it follows there.
            let follows = before.iter().rev().find_map(|before| {
                let same = |item: &Value| id(item) == id(before);
                items.iter().position(same)
            });
            let place = follows.map_or(0, |place| place + 1);
            items.splice(place..place, added.first().cloned());
        }
    }
}

/// Puts the items of a list in the order they have in `from`; one that is not there stays behind the
/// one it follows.
fn put_in_order(made: &mut Value, from: &Value, place: &[Step]) {
    let list = |value| at(value, place).and_then(Value::as_array).cloned();
    let (Some(items), Some(order)) = (list(made), list(from)) else {
        return;
    };
    let mut ordered: Vec<Value> = Vec::new();
    for wanted in &order {
        ordered.extend(items.iter().find(|item| id(item) == id(wanted)).cloned());
    }
    let mut before: Option<&Value> = None;
    for item in &items {
        if !ordered.iter().any(|held| id(held) == id(item)) {
            let follows = before.and_then(|before| {
                let same = |held: &Value| id(held) == id(before);
                ordered.iter().position(same)
            });
            ordered.insert(follows.map_or(0, |place| place + 1), item.clone());
        }
        before = Some(item);
    }
    put_list(made, place, ordered);
}

fn put_list(made: &mut Value, place: &[Step], list: Vec<Value>) {
    let found = place.iter().try_fold(made, |value, step| match step {
        Step::Field(name) => value.get_mut(name),
        Step::Item(wanted) => {
            let mut items = value.as_array_mut()?.iter_mut();
            items.find(|item| id(item) == Some(wanted))
        }
    });
    if let Some(held) = found {
        *held = Value::Array(list);
    }
}
