//! Places and values as people read them.

use serde_json::Value;

/// Returns a value as text: paragraphs a line each, fields with their names.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => joined(items.iter().map(text), "\n"),
        Value::Object(fields) => {
            // The reviewer's value is said without the word that it is one.
            if let (1, Some(value)) = (fields.len(), fields.get("Is")) {
                return text(value);
            }
            let named =
                |(name, value): (&String, &Value)| format!("{}: {}", field(name), text(value));
            joined(fields.iter().map(named), "; ")
        }
    }
}

/// Returns the name of a field as people say it.
pub(super) fn field(name: &str) -> String {
    name.replace('_', " ")
}

/// Returns what to call an entry of a list: its number where it has one, else its name.
pub(super) fn entry(name: &str, item: Option<&Value>) -> String {
    let number = item.and_then(|item| item.get("number")?.as_u64());
    number.map_or_else(|| name.to_owned(), |number| number.to_string())
}

fn joined(texts: impl Iterator<Item = String>, between: &str) -> String {
    texts.collect::<Vec<_>>().join(between)
}
