//! Random edits of any record: a field, entry, paragraph or word is taken out, moved, or taken
//! over from another variant of the same record. The dice are what shrinks.

use serde_json::{Map, Value};

/// Numbers thrown beforehand.
pub(super) struct Dice<'d>(pub(super) std::slice::Iter<'d, u32>);

impl Dice<'_> {
    fn throw(&mut self, sides: usize) -> usize {
        self.0.next().map_or(0, |n| *n as usize) % sides.max(1)
    }
}

/// Edits a record a few times; an edit that makes no record of it is not done.
pub(super) fn edited(
    record: &Value,
    variants: &[Value],
    times: usize,
    dice: &mut Dice<'_>,
    is_record: impl Fn(&Value) -> bool,
) -> Value {
    let mut current = record.clone();
    for _ in 0..times {
        let mut next = current.clone();
        let Some(donor) = variants.get(dice.throw(variants.len())) else {
            continue;
        };
        edit(&mut next, donor, dice);
        if is_record(&next) {
            current = next;
        }
    }
    current
}

fn edit(value: &mut Value, donor: &Value, dice: &mut Dice<'_>) {
    match (value, donor) {
        (Value::Object(fields), Value::Object(donor)) if !is_choice(fields) => {
            field(fields, donor, dice);
        }
        (Value::Array(items), Value::Array(donor)) => list(items, donor, dice),
        (value, donor) => *value = donor.clone(),
    }
}

fn is_choice(fields: &Map<String, Value>) -> bool {
    fields
        .keys()
        .any(|name| name.starts_with(char::is_uppercase))
}

fn field(fields: &mut Map<String, Value>, donor: &Map<String, Value>, dice: &mut Dice<'_>) {
    let names: Vec<&String> = donor.keys().filter(|name| *name != "id").collect();
    let Some(&name) = names.get(dice.throw(names.len())) else {
        return;
    };
    let Some(theirs) = donor.get(name) else {
        return;
    };
    match (fields.get_mut(name), dice.throw(8)) {
        (Some(_), 0) => drop(fields.remove(name)),
        (Some(_), 1) | (None, _) => drop(fields.insert(name.clone(), theirs.clone())),
        (Some(value), _) => edit(value, theirs, dice),
    }
}

fn list(items: &mut Vec<Value>, donor: &[Value], dice: &mut Dice<'_>) {
    let at = dice.throw(items.len());
    let theirs = donor.get(dice.throw(donor.len()));
    match (dice.throw(6), theirs) {
        (0, _) if !items.is_empty() => drop(items.remove(at)),
        (1, _) if !items.is_empty() => {
            let moved = items.remove(at);
            items.insert(dice.throw(items.len() + 1), moved);
        }
        (2, Some(theirs)) => {
            let mut added = theirs.clone();
            if let Some(id) = added.get_mut("id") {
                // Few enough that two sides happen on one.
                *id = format!("x{}", dice.throw(5)).into();
            }
            items.insert(dice.throw(items.len() + 1), added);
        }
        (_, Some(theirs)) => match items.get_mut(at) {
            Some(item) => edit(item, theirs, dice),
            None => items.push(theirs.clone()),
        },
        (_, None) => {}
    }
}
