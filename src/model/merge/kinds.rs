//! What sort of value a value is: which lists are text, which are sets of words, which have
//! entries with a name. A test holds the tables complete.

use serde_json::{Map, Value};

/// Lists of texts that are the paragraphs of one text.
pub(super) const PARAGRAPHS: [&str; 13] = [
    "after",
    "ambition",
    "answer",
    "before",
    "note",
    "notes",
    "objective",
    "problem",
    "relevance",
    "response",
    "solution",
    "status_quo",
    "text",
];

/// Lists of texts of which each stands for itself: institutions, links, ids.
pub(super) const WORDS: [&str; 14] = [
    "about",
    "evidence",
    "kept_back",
    "lead",
    "may_stand",
    "nations",
    "outreach",
    "policy_areas",
    "present",
    "shown_by",
    "sources",
    "support",
    "values",
    "with",
];

/// Lists of entries that are named by a field other than their id.
pub(super) const NAMED_BY: [(&str, &str); 4] = [
    ("away", "from"),
    ("descent", "from"),
    ("former_names", "name"),
    ("opened_in", "value"),
];

/// Groups of fields that are left out of a file when nothing is in them, so that there is no
/// difference between no group and an empty one.
pub(super) const GROUPS: [&str; 4] = [
    "assessment",
    "co_creation",
    "end_of_term_report",
    "mid_term_report",
];

/// How a value is united with another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// As a whole: it is one thing.
    Whole,
    /// Field by field.
    Fields,
    /// Paragraph by paragraph.
    Paragraphs,
    /// Word by word, each its own name.
    Words,
    /// Entry by entry, each named by this field.
    Entries(&'static str),
}

impl Kind {
    /// Returns how the values of a field are united; `field` is empty for a whole record.
    pub(super) fn of<'v>(field: &str, values: impl Iterator<Item = &'v Value> + Clone) -> Self {
        if values.clone().all(is_group) {
            return Self::Fields;
        }
        let mut items = Vec::new();
        for value in values {
            let Value::Array(list) = value else {
                return Self::Whole;
            };
            items.extend(list);
        }
        if items.iter().all(|item| item.is_string()) {
            return if PARAGRAPHS.contains(&field) {
                Self::Paragraphs
            } else if WORDS.contains(&field) {
                Self::Words
            } else {
                Self::Whole
            };
        }
        let other_name = NAMED_BY.iter().find(|(list, _)| *list == field);
        let name = other_name.map_or("id", |(_, name)| *name);
        let named = |item: &&Value| item.get(name).is_some_and(Value::is_string);
        if items.iter().all(named) {
            Self::Entries(name)
        } else {
            Self::Whole
        }
    }

    /// Returns the name of an entry or word of a list of this kind.
    pub(super) fn name(self, item: &Value) -> Option<&str> {
        match self {
            Self::Words => item.as_str(),
            Self::Entries(name) => item.get(name)?.as_str(),
            Self::Whole | Self::Fields | Self::Paragraphs => None,
        }
    }
}

/// Returns true for a group of fields: names of fields are in lower case, an object with another
/// name in it is a choice, such as `{"Is": "Yes"}`, and one thing.
pub(crate) fn is_group(value: &Value) -> bool {
    let lower = |fields: &Map<String, Value>| {
        let capital = |name: &String| name.starts_with(char::is_uppercase);
        !fields.keys().any(capital)
    };
    value.as_object().is_some_and(lower)
}
