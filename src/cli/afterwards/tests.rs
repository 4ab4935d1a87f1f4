//! What is told of a change that others got in the way of.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::cli::apply::Script;
use crate::model::Clerk;
use crate::model::verbs::add;
use crate::model::verbs::tests::{uk, workspace as records};
use crate::store::sim::SimFs;

pub(super) fn open(sim: &SimFs) -> (Store, Workspace) {
    let loaded = Store::load_all(Arc::new(sim.clone()), "/uk".into());
    let loaded = loaded.expect("a workspace");
    (loaded.store, loaded.workspace)
}

/// Returns a disk with two commitments.
pub(super) fn disk() -> SimFs {
    let sim = SimFs::new(Path::new("/"));
    let mut records = records();
    for number in [1, 2] {
        let promise = add::Promise::titled("UK", "A promise");
        let made = add::commitment(&records, &uk(number), promise).expect("proposed");
        made.edits.iter().for_each(|edit| records.mirror(edit));
    }
    let store = Store::init(Arc::new(sim.clone()), "/uk".into(), &records);
    store.expect("a new workspace");
    sim
}

/// Does lines on a day of April 2018 on a workspace as it was read, and saves what they change.
fn save((store, records): (Store, Workspace), day: i8, lines: &str) -> Vec<(Landed, String)> {
    let seed = lines.bytes().map(u64::from).sum();
    let clerk = Clerk::new(date(2018, 4, day).at(12, 0, 0, 0), seed);
    let mut script = Script::new(records, clerk, None);
    script.run(lines).expect("a script that can be done");
    let keys: Vec<FileKey> = script.changed.iter().cloned().collect();
    let afterwards = Afterwards::of_saving(&store, &mut script.workspace, &keys);
    assert!(afterwards.is_saved());
    let done = script.done.iter().map(|(done, _)| &done.transaction);
    done.map(|done| afterwards.came_to(done, &script.workspace))
        .collect()
}

/// Has somebody do `theirs` on a day, between the reading and the saving of what does `ours` on the
/// 9th, after `before`; returns what that one is told, and the records then.
fn meanwhile(
    before: &str,
    (day, theirs): (i8, &str),
    ours: &str,
) -> (Vec<(Landed, String)>, Workspace) {
    let sim = disk();
    save(open(&sim), 9, before);
    let ours_read = open(&sim);
    save(open(&sim), day, theirs);
    let said = save(ours_read, 9, ours);
    (said, open(&sim).1)
}

fn landed(said: &[(Landed, String)]) -> Vec<Landed> {
    said.iter().map(|(landed, _)| *landed).collect()
}

#[test]
fn a_note_on_minutes_that_somebody_just_made_final_is_not_called_minuted() {
    let (said, records) = meanwhile(
        "new-meeting 2018-04-09\nbegin-meeting\nminute-note first\nclose-meeting",
        (9, "finalise 2018-04-09"),
        "meeting 2018-04-09\nminute-note late\nedit UK0001 title Renamed",
    );
    assert_eq!(
        landed(&said),
        [Landed::Elsewhere, Landed::Whole],
        "{said:?}"
    );
    assert_eq!(said[0].1, "not in the record: note minuted in 2018-04-09");
    let mut minutes = records
        .meetings()
        .values()
        .flat_map(|meeting| &meeting.minutes);
    assert!(minutes.all(|minute| minute.text.first() != "late"));
}

#[test]
fn of_two_lines_the_one_that_clashes_is_not_in_the_record_and_the_other_is() {
    let (said, records) = meanwhile(
        "",
        (9, "edit UK0001 title Theirs"),
        "edit UK0001 title Ours\nedit UK0001 objective \"What it is for\"",
    );
    assert_eq!(
        landed(&said),
        [Landed::Elsewhere, Landed::Whole],
        "{said:?}"
    );
    assert_eq!(records.commitments()[&uk(1)].title, "Theirs");
}

#[test]
fn what_both_add_to_one_text_is_in_the_record() {
    let (said, _) = meanwhile(
        "edit UK0001 objective One",
        (9, "edit UK0001 title Theirs"),
        "edit UK0001 objective Two",
    );
    assert_eq!(landed(&said), [Landed::Whole], "{said:?}");
}

#[test]
fn a_status_that_others_set_meanwhile_on_a_later_day_is_said_with_the_one_that_stands() {
    let (said, records) = meanwhile(
        "",
        (11, "set-status UK0001 limited"),
        "set-status UK0001 complete",
    );
    let standing = records.commitments()[&uk(1)].standing();
    assert_eq!(standing.words(), "limited");
    assert_eq!(
        said[0].1,
        "UK0001: no status → complete; others recorded more meanwhile, so that UK0001 stands at limited \
         (11 Apr 2018)"
    );
}

#[test]
fn of_two_statuses_set_at_once_on_one_day_the_answer_names_the_one_that_stands() {
    let (said, records) = meanwhile(
        "",
        (9, "set-status UK0001 limited"),
        "set-status UK0001 complete",
    );
    let standing = records.commitments()[&uk(1)].standing().words();
    let said = &said[0].1;
    let is_said = said.ends_with(&format!("→ {standing}"))
        || said.contains(&format!("stands at {standing} ("));
    assert!(is_said, "{said}, and it stands at {standing}");
}

#[test]
fn what_somebody_put_in_the_bin_meanwhile_is_said_to_be_there() {
    let (said, records) = meanwhile(
        "",
        (9, "put-in-bin UK0001"),
        "set-status UK0001 limited\nset-status UK0002 limited",
    );
    assert_eq!(landed(&said), [Landed::Whole; 2]);
    let told =
        "UK0001: no status → limited; others put UK0001 in the bin meanwhile, where it is now";
    assert_eq!(said[0].1, told);
    assert_eq!(said[1].1, "UK0002: no status → limited");
    assert!(records.commitments()[&uk(1)].binned.is_some());
}
