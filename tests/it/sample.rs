//! The embedded sample, and the workspaces of tests: what they must be besides readable.
//!
//! `UPDATE=1` seals its final minutes anew, after they were edited here.

use std::path::Path;
use std::sync::Arc;

use roundtable::model::{Change, Edit, Meeting, MeetingState, check};
use roundtable::store::fs::RealFs;
use roundtable::store::{FileKey, Loaded, Store};

#[test]
fn the_final_minutes_of_the_sample_are_sealed_and_nothing_in_it_is_amiss() {
    let loaded = sealed("assets/sample/uk");
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    assert_eq!(
        check::check(&loaded.workspace, jiff::civil::date(2026, 1, 1)),
        []
    );
}

#[test]
fn the_final_minutes_of_the_workspaces_of_tests_are_sealed() {
    for folder in ["tests/cli/workspace", "tests/publish/ruritania"] {
        sealed(folder);
    }
}

/// Reads a workspace of which all final minutes are sealed.
fn sealed(folder: &str) -> Loaded {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut loaded = Store::load_all(Arc::new(RealFs), root).unwrap();
    let meetings: Vec<Arc<Meeting>> = loaded.workspace.meetings().values().cloned().collect();
    let is_final = |m: &&Arc<Meeting>| m.state == MeetingState::Final;
    for meeting in meetings.iter().filter(is_final) {
        let mut sealed = Meeting::clone(meeting);
        sealed.seal(&loaded.workspace);
        if std::env::var_os("UPDATE").is_some() && sealed != **meeting {
            let edit = Edit::Meeting(Change::update(meeting, sealed.clone()));
            loaded.workspace.mirror(&edit);
            let key = FileKey::of(&edit);
            let _ = loaded.store.save(&loaded.workspace, &key).unwrap();
        }
        let held = &loaded.workspace.meetings()[&meeting.id];
        assert_eq!(**held, sealed, "UPDATE=1 seals the minutes of {}", held.id);
    }
    loaded
}
