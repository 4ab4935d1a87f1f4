//! What is said of changed records, and that no change is silent.

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

fn sides<T: Record>(change: &Change<T>, held: fn(Arc<T>) -> Held) -> (Option<Held>, Option<Held>) {
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
                    Edit::Contact(_) | Edit::Settings(_) => continue,
                };
                prop_assert!(!differences(before.as_ref(), after.as_ref()).is_empty());
            }
        }
    }
}
