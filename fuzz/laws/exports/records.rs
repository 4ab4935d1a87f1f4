//! A workspace with something of everything, in which each text may be any.

use std::sync::{Arc, OnceLock};

use roundtable::base::id::Id;
use roundtable::model::workspace::Record;
use roundtable::model::{Meeting, MeetingId, Settings, Workspace};
use roundtable::store::{Contents, FileKey};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

macro_rules! files {
    ($($path:literal),*) => {
        [$(($path, include_str!(concat!("../../../tests/publish/ruritania/", $path)))),*]
    };
}

/// The files that `tests/publish` is made of as well.
const FILES: [(&str, &str); 10] = files!(
    "plans/rur-2024.ron",
    "commitments/ru0001.ron",
    "commitments/ru0002.ron",
    "commitments/ru0003.ron",
    "commitments/ru0004.ron",
    "meetings/2024-07-01.ron",
    "meetings/2025-03-03.ron",
    "meetings/2024-11-04.ron",
    "actions.ron",
    "stakeholders.ron"
);

/// The meeting that has everything.
const MEETING: &str = "2024-11-04";

/// A text that no id, date or choice can be.
const ANY: &str = "no <word>";

/// Returns the workspace with the lines of `text` for its texts, and the meeting to publish.
pub(super) fn with_texts(text: &str) -> (Workspace, Arc<Meeting>) {
    let mut texts = text.lines().cycle();
    let plan = Id::parse("rur-2024").expect("an id");
    let mut workspace = Workspace::new(Settings::new("Ruritania", plan));
    for record in records() {
        record.admit(&mut texts, &mut workspace);
    }
    let id = MeetingId::parse(MEETING).expect("an id");
    let meeting = workspace.meetings().get(&id).expect("the meeting is there");
    let meeting = Arc::clone(meeting);
    (workspace, meeting)
}

/// A record as a tree, and where in it texts are.
struct Example {
    tree: Value,
    texts: Vec<String>,
    admit: fn(Value, &mut Workspace),
}

impl Example {
    fn of<T: Record + Serialize + DeserializeOwned>(record: &T) -> Self {
        let tree = serde_json::to_value(record).expect("a record is a tree");
        let mut texts = Vec::new();
        strings(&tree, "", &mut texts);
        texts.retain(|place| {
            let mut other = tree.clone();
            put(&mut other, place, ANY);
            T::deserialize(other).is_ok()
        });
        Self {
            tree,
            texts,
            admit: |tree, workspace| {
                let record = T::deserialize(tree).expect("its texts may be any");
                workspace.admit(Arc::new(record));
            },
        }
    }

    fn admit<'t>(&self, texts: &mut impl Iterator<Item = &'t str>, workspace: &mut Workspace) {
        let mut tree = self.tree.clone();
        for (place, text) in self.texts.iter().zip(texts) {
            put(&mut tree, place, text);
        }
        (self.admit)(tree, workspace);
    }
}

/// Returns the records of the files, read once.
fn records() -> &'static [Example] {
    static RECORDS: OnceLock<Vec<Example>> = OnceLock::new();
    RECORDS.get_or_init(|| {
        let all = FILES.iter().map(|(path, text)| {
            let key = FileKey::at(path.as_ref()).expect("a file of a workspace");
            let held = Contents::read(&key, text.as_bytes());
            held.expect("a record")
        });
        all.flat_map(|held| trees(&held)).collect()
    })
}

fn trees(held: &Contents) -> Vec<Example> {
    fn all<T: Record + Serialize + DeserializeOwned>(records: &[Arc<T>]) -> Vec<Example> {
        records
            .iter()
            .map(|record| Example::of(&**record))
            .collect()
    }
    match held {
        Contents::Settings(_) => Vec::new(),
        Contents::Plan(plan) => vec![Example::of(&**plan)],
        Contents::Commitment(commitment) => vec![Example::of(&**commitment)],
        Contents::Meeting(meeting) => vec![Example::of(&**meeting)],
        Contents::Actions(actions) => all(actions),
        Contents::Stakeholders(stakeholders) => all(stakeholders),
        Contents::Contacts(contacts) => all(contacts),
    }
}

/// Finds the texts in a tree, as pointers (RFC 6901); no name of a field needs escaping.
fn strings(tree: &Value, place: &str, found: &mut Vec<String>) {
    match tree {
        Value::String(_) => found.push(place.to_owned()),
        Value::Array(items) => {
            for (nth, item) in items.iter().enumerate() {
                strings(item, &format!("{place}/{nth}"), found);
            }
        }
        Value::Object(fields) => {
            for (name, field) in fields {
                strings(field, &format!("{place}/{name}"), found);
            }
        }
        _ => {}
    }
}

fn put(tree: &mut Value, place: &str, text: &str) {
    if let Some(found) = tree.pointer_mut(place) {
        *found = Value::from(text);
    }
}
