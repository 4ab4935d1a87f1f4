//! Two trees of one base, united: values, fields and the entries of lists.

use std::collections::{BTreeSet, HashMap};

use serde_json::{Map, Value};

use super::kinds::{GROUPS, Kind};
use super::order::{Ordered, order};
use super::paragraphs::Text;
use super::{finals, numbers, words};

/// What both sides were made from.
#[derive(Debug, Clone, Copy)]
pub(super) enum Base<'v> {
    /// Nobody knows.
    Unknown,
    /// This; `None` where nothing was.
    Known(Option<&'v Value>),
}

impl<'v> Base<'v> {
    /// Returns what was there.
    pub(super) fn value(self) -> Option<&'v Value> {
        match self {
            Self::Unknown => None,
            Self::Known(value) => value,
        }
    }

    fn field(self, name: &str) -> Self {
        match self {
            Self::Unknown => Self::Unknown,
            Self::Known(value) => Self::Known(value.and_then(|value| value.get(name))),
        }
    }
}

/// A value before and on both sides; `None` where it is not there.
#[derive(Debug, Clone, Copy)]
pub(super) struct Three<'v> {
    /// As it was.
    pub(super) base: Base<'v>,
    /// As the side has it that decides where both changed one thing.
    pub(super) lead: Option<&'v Value>,
    /// As the other side has it.
    pub(super) other: Option<&'v Value>,
}

impl<'v> Three<'v> {
    /// Returns the same three of one field.
    pub(super) fn field(self, name: &str) -> Self {
        Self {
            base: self.base.field(name),
            lead: self.lead.and_then(|value| value.get(name)),
            other: self.other.and_then(|value| value.get(name)),
        }
    }

    /// Returns what is there of the three.
    pub(super) fn values(self) -> impl Iterator<Item = &'v Value> + Clone {
        [self.lead, self.other, self.base.value()]
            .into_iter()
            .flatten()
    }

    /// Returns the names of the fields on either side.
    pub(super) fn fields(self) -> BTreeSet<&'v String> {
        let sides = [self.lead, self.other].into_iter().flatten();
        sides
            .filter_map(Value::as_object)
            .flat_map(Map::keys)
            .collect()
    }

    /// Returns whose value stands where both agree, or only one changed it.
    fn whose(self) -> Option<Whose> {
        match self.base {
            _ if self.lead == self.other => Some(Whose::Lead),
            Base::Known(base) if self.lead == base => Some(Whose::Other),
            Base::Known(base) if self.other == base => Some(Whose::Lead),
            Base::Known(_) | Base::Unknown => None,
        }
    }

    fn lists(self) -> [&'v [Value]; 3] {
        [self.base.value(), self.lead, self.other].map(list)
    }
}

/// A side.
enum Whose {
    Lead,
    Other,
}

/// Something that both sides changed differently.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) place: String,
    pub(super) base: Option<String>,
    pub(super) lead: Option<String>,
    pub(super) other: Option<String>,
}

impl Found {
    /// Makes it of the three values.
    pub(super) fn of(place: &str, three: Three<'_>) -> Self {
        Self {
            place: place.to_owned(),
            base: three.base.value().map(words::text),
            lead: three.lead.map(words::text),
            other: three.other.map(words::text),
        }
    }
}

/// Where a value is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'p> {
    /// In words, from the record down.
    pub(super) words: &'p str,
    /// The name of the field; empty for a whole record.
    pub(super) field: &'p str,
}

/// An entry of a list, and what it comes from.
#[derive(Debug)]
pub(super) struct Entry<'v> {
    /// Its name in the list.
    pub(super) name: &'v str,
    /// What became of it.
    pub(super) value: Value,
    /// What it comes from.
    pub(super) from: Three<'v>,
}

/// Unites two trees, and says what clashes, in the order it is met: there `lead` decides.
pub(super) fn unite(base: Base<'_>, lead: &Value, other: &Value) -> (Value, Vec<Found>) {
    let three = Three {
        base,
        lead: Some(lead),
        other: Some(other),
    };
    let mut clashes = Vec::new();
    let whole = Place {
        words: "",
        field: "",
    };
    let united = match finals::unite(three, &mut clashes) {
        Some(united) => Some(united),
        None => value(whole, three, &mut clashes),
    };
    (united.unwrap_or(Value::Null), clashes)
}

/// Unites the values of one place; `None` where nothing is any more.
pub(super) fn value(place: Place<'_>, three: Three<'_>, found: &mut Vec<Found>) -> Option<Value> {
    match three.whose() {
        Some(Whose::Lead) => return three.lead.cloned(),
        Some(Whose::Other) => return three.other.cloned(),
        None => {}
    }
    let both = three.lead.is_some() && three.other.is_some();
    match Kind::of(place.field, three.values()) {
        Kind::Fields if both || GROUPS.contains(&place.field) => {
            Some(Value::Object(fields(place, three, found)))
        }
        Kind::Paragraphs => Some(paragraphs(place, three, found)),
        kind @ (Kind::Words | Kind::Entries(_)) if !named_twice(kind, three) => {
            Some(entries(place, kind, three, found))
        }
        Kind::Whole | Kind::Fields | Kind::Words | Kind::Entries(_) => {
            found.push(Found::of(place.words, three));
            three.lead.cloned()
        }
    }
}

/// Unites groups of fields.
fn fields(place: Place<'_>, three: Three<'_>, found: &mut Vec<Found>) -> Map<String, Value> {
    let mut united = Map::new();
    for name in three.fields() {
        let words = within(place.words, name);
        let of_field = Place {
            words: &words,
            field: name,
        };
        if let Some(value) = value(of_field, three.field(name), found) {
            united.insert(name.clone(), value);
        }
    }
    united
}

/// Returns the place of a field in words.
pub(super) fn within(place: &str, field: &str) -> String {
    let field = words::field(field);
    if place.is_empty() {
        field
    } else {
        format!("{place} / {field}")
    }
}

fn paragraphs(place: Place<'_>, three: Three<'_>, found: &mut Vec<Found>) -> Value {
    let texts = |value: &[Value]| -> Vec<String> {
        let texts = value.iter().filter_map(Value::as_str);
        texts.map(str::to_owned).collect()
    };
    let [base, lead, other] = three.lists().map(texts);
    let text = Text::unite(&base, &lead, &other);
    let united = text.led();
    // Where a paragraph is repeated, the united text may be read as other changes than those it
    // was made of; what would come out otherwise when it is done again is no merge.
    let again = |side: &Vec<String>| {
        let both_ways = [
            Text::unite(&base, &united, side),
            Text::unite(&base, side, &united),
        ];
        both_ways.iter().all(|text| text.led() == united)
    };
    let stands = again(&lead) && (text.clashes() || again(&other));
    if !stands || text.clashes() {
        found.push(Found::of(place.words, three));
    }
    Value::from(if stands { united } else { lead })
}

/// Unites lists entry by entry.
fn entries<'v>(place: Place<'_>, kind: Kind, three: Three<'v>, found: &mut Vec<Found>) -> Value {
    let [base, lead, other] = three.lists().map(|list| names(kind, list));
    let by_name = three.lists().map(|list| Names::of(kind, list));
    let mut united = Vec::new();
    for name in three.names(kind) {
        let from = three.of_lists(&by_name, name);
        if let Some(value) = entry(place, name, from, found) {
            united.push(Entry { name, value, from });
        }
    }
    numbers::give_out(place, &mut united, found);
    finals::one_at_a_time(place, &mut united, found);
    let mut values: HashMap<&str, Value> = HashMap::new();
    values.extend(united.into_iter().map(|entry| (entry.name, entry.value)));
    let there = |mut names: Vec<&'v str>| {
        names.retain(|name| values.contains_key(name));
        names
    };
    let [base, lead, other] = [base, lead, other].map(there);
    let Ordered { names, clash } = order(&base, &lead, &other, |name| {
        let field = |field: &str| {
            values
                .get(name)
                .and_then(|value| value.get(field)?.as_str())
        };
        (field("date"), field("time"), name)
    });
    if clash {
        let place = within(place.words, "order");
        let [base, lead, other] = [base, lead, other].map(|names| Some(names.join(", ")));
        found.push(Found {
            place,
            base,
            lead,
            other,
        });
    }
    let in_order: Vec<Value> = names
        .iter()
        .filter_map(|name| values.get(name).cloned())
        .collect();
    Value::Array(in_order)
}

/// Unites one entry; `None` when it is gone.
fn entry(place: Place<'_>, name: &str, from: Three<'_>, found: &mut Vec<Found>) -> Option<Value> {
    let label = words::entry(name, from.lead.or(from.other));
    let words = format!("{} {label}", place.words);
    let of_entry = Place {
        words: &words,
        field: "",
    };
    match (from.lead, from.other, from.base) {
        (Some(lead), Some(other), Base::Known(None)) if lead != other => {
            Some(numbers::moved_on(lead, other).unwrap_or_else(|| {
                found.push(Found::of(&words, from));
                lead.clone()
            }))
        }
        (Some(_), Some(_), _) => value(of_entry, from, found),
        (Some(added), None, base) | (None, Some(added), base) if base.value().is_none() => {
            Some(added.clone())
        }
        (lead, _, _) => {
            // One side took it out.
            let left = lead.or(from.other);
            if left == from.base.value() {
                return None;
            }
            found.push(Found::of(&words, from));
            lead.cloned()
        }
    }
}

impl<'v> Three<'v> {
    /// Returns the same three of one entry of a list.
    pub(super) fn entry(self, kind: Kind, name: &str) -> Self {
        self.of_lists(&self.lists().map(|list| Names::of(kind, list)), name)
    }

    fn of_lists(self, lists: &[Names<'v>; 3], name: &str) -> Self {
        let [base, lead, other] = lists.each_ref().map(|names| names.0.get(name).copied());
        let base = match self.base {
            Base::Unknown => Base::Unknown,
            Base::Known(_) => Base::Known(base),
        };
        Self { base, lead, other }
    }

    /// Returns the names of the entries on either side, each once.
    pub(super) fn names(self, kind: Kind) -> Vec<&'v str> {
        let [_, lead, other] = self.lists();
        let mut seen = BTreeSet::new();
        let mut all: Vec<&str> = [lead, other].map(|list| names(kind, list)).concat();
        all.retain(|name| seen.insert(*name));
        all
    }
}

/// The entries of a list by their names.
struct Names<'v>(HashMap<&'v str, &'v Value>);

impl<'v> Names<'v> {
    fn of(kind: Kind, list: &'v [Value]) -> Self {
        let named = |item| Some((kind.name(item)?, item));
        Self(list.iter().filter_map(named).collect())
    }
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn names(kind: Kind, list: &[Value]) -> Vec<&str> {
    list.iter().filter_map(|item| kind.name(item)).collect()
}

/// Tells whether two entries of a list have one name, so that they cannot be told apart.
pub(super) fn named_twice(kind: Kind, three: Three<'_>) -> bool {
    let twice = |list: &[Value]| {
        let names: BTreeSet<&str> = names(kind, list).into_iter().collect();
        names.len() < list.len()
    };
    three.lists().into_iter().any(twice)
}
