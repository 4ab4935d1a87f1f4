//! The embedded sample: what it must be besides readable.
//!
//! `UPDATE=1` seals its final minutes anew, after they were edited here.

use std::path::Path;
use std::sync::Arc;

use roundtable::model::meeting::Seal;
use roundtable::model::{Change, Edit, Meeting, MeetingState, check};
use roundtable::store::fs::RealFs;
use roundtable::store::{FileKey, Store};

#[test]
fn the_final_minutes_of_the_sample_are_sealed_and_nothing_in_it_is_amiss() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    let mut loaded = Store::load_all(Arc::new(RealFs), root).unwrap();
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    let meetings: Vec<Arc<Meeting>> = loaded.workspace.meetings().values().cloned().collect();
    let is_final = |m: &&Arc<Meeting>| m.state == MeetingState::Final;
    for meeting in meetings.iter().filter(is_final) {
        let seal = Some(Seal::of(meeting));
        if std::env::var_os("UPDATE").is_some() && meeting.seal != seal {
            let sealed = Meeting {
                seal: seal.clone(),
                ..Meeting::clone(meeting)
            };
            let edit = Edit::Meeting(Change::update(meeting, sealed));
            loaded.workspace.mirror(&edit);
            let key = FileKey::of(&edit);
            loaded.store.save(&loaded.workspace, &key).unwrap();
        }
        let held = &loaded.workspace.meetings()[&meeting.id];
        assert_eq!(held.seal, seal, "UPDATE=1 seals the minutes of {}", held.id);
    }
    assert_eq!(check::check(&loaded.workspace), []);
}
