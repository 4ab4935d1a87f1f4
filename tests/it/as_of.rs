//! What is shown as of a meeting of the sample is what was known on that day: nothing later, and
//! nothing that was known is left out.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use roundtable::model::Workspace;
use roundtable::store::Store;
use roundtable::store::fs::RealFs;
use serde_json::Value;

/// The fields that say when something came to be known.
const DATED: [&str; 6] = [
    "date",
    "meeting",
    "added_in",
    "approved_by",
    "published",
    "binned",
];

#[test]
fn as_of_each_meeting_there_is_what_was_known_then_and_nothing_else() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    let workspace = Store::load_all(Arc::new(RealFs), root).unwrap().workspace;
    let days: Vec<Date> = workspace
        .meetings()
        .values()
        .map(|held| held.date)
        .collect();
    for day in days {
        let past = workspace.as_of(day);
        let later: Vec<String> = dates(&past)
            .into_iter()
            .filter(|date| *date > day.to_string())
            .collect();
        assert_eq!(later, Vec::<String>::new(), "as of {day}");
        let known = |workspace: &Workspace| updates_until(workspace, day);
        assert_eq!(known(&past), known(&workspace), "as of {day}");
    }
}

#[test]
fn as_of_a_day_to_come_everything_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    let workspace = Store::load_all(Arc::new(RealFs), root).unwrap().workspace;
    assert!(workspace.as_of(Date::MAX) == workspace);
}

/// Returns every date that says when something came to be known, but for those of plans.
fn dates(workspace: &Workspace) -> Vec<String> {
    let mut found = Vec::new();
    let mut look = |record: Value| walk(&record, &mut found);
    workspace
        .commitments()
        .values()
        .for_each(|held| look(serde_json::to_value(held).unwrap()));
    workspace
        .meetings()
        .values()
        .for_each(|held| look(serde_json::to_value(held).unwrap()));
    workspace
        .actions()
        .values()
        .for_each(|held| look(serde_json::to_value(held).unwrap()));
    workspace
        .contacts()
        .values()
        .for_each(|held| look(serde_json::to_value(held).unwrap()));
    found
}

fn walk(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if let (true, Value::String(date)) = (DATED.contains(&name.as_str()), value) {
                    found.push(date.clone());
                }
                walk(value, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
        _ => {}
    }
}

/// Returns the updates of the plan of that time that were made until a day, by name.
fn updates_until(workspace: &Workspace, day: Date) -> Vec<String> {
    let mut found = Vec::new();
    for commitment in workspace.commitments().values() {
        for (subject, update) in commitment
            .all_updates()
            .filter(|(_, update)| update.date <= day)
        {
            found.push(format!("{subject} {}", update.id));
        }
    }
    found
}
