//! What saving a file does on a disk that works and on one that does not.

use std::path::PathBuf;
use std::sync::Arc;

use super::super::fs::{Fs, RealFs};
use super::super::ron_text;
use super::super::save::FILE_LIMIT;
use super::super::sim::{SimFs, Times};
use super::*;
use crate::base::id::Id as _;
use crate::model::commitment::Commitment;
use crate::model::{CommitmentId, PlanId, Settings, Unread};

const ROOT: &str = "/uk";

fn sample() -> Workspace {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    let loaded = Store::load_all(Arc::new(RealFs), root).expect("the sample");
    assert_eq!(loaded.problems, []);
    loaded.workspace
}

fn key() -> FileKey {
    FileKey::Commitment(CommitmentId::parse("UK0001").expect("an id"))
}

fn path() -> PathBuf {
    Path::new(ROOT).join(key().path())
}

fn commitment(title: &str) -> Commitment {
    let text = format!("(id: \"UK0001\", plan: \"p\", number: 1, title: {title:?})");
    ron_text::from_text(text.as_bytes()).expect("a commitment")
}

fn workspace(title: &str) -> Workspace {
    let current = PlanId::parse("p").expect("an id");
    let mut workspace = Workspace::new(Settings::new("UK", current));
    workspace.admit(Arc::new(commitment(title)));
    workspace
}

fn saved(sim: &SimFs) -> Option<String> {
    let bytes = sim.get(&path())?;
    Some(
        ron_text::from_text::<Commitment>(&bytes)
            .expect("whole")
            .title,
    )
}

/// Returns a disk with one commitment of title `old`, and the store that wrote it.
fn disk() -> (SimFs, Store) {
    let sim = SimFs::new(Path::new("/"));
    let store = Store::init(
        Arc::new(sim.clone()),
        PathBuf::from(ROOT),
        &workspace("old"),
    );
    (sim, store.expect("a new workspace"))
}

#[test]
fn what_was_loaded_is_saved_as_the_same_bytes() {
    let sim = SimFs::new(Path::new("/"));
    let workspace = sample();
    let root = PathBuf::from(ROOT);
    Store::init(Arc::new(sim.clone()), root.clone(), &workspace).expect("a new workspace");
    let crashed: Arc<dyn Fs> = Arc::new(sim.crash());
    let again = Store::load_all(crashed, root).expect("loaded");
    assert_eq!(again.problems, []);
    assert_eq!(again.workspace, workspace);
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    for key in FileKey::all(&workspace) {
        let Ok(expected) = RealFs.read(&source.join(key.path()), FILE_LIMIT) else {
            continue;
        };
        let found = sim.get(&Path::new(ROOT).join(key.path()));
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        assert_eq!(found.map(text), Some(text(expected)), "{key:?}");
    }
}

#[test]
fn what_is_on_the_disk_is_not_written_again() {
    let (sim, store) = disk();
    let before = sim.count();
    let _ = store.save(&workspace("old"), &key()).expect("saved");
    assert_eq!(
        sim.log().get(before..),
        Some(&["read uk0001.ron".to_owned()][..])
    );
}

#[test]
fn comments_stay_when_a_record_is_saved() {
    let (sim, _) = disk();
    let text = "// mine\n(id: \"UK0001\", plan: \"p\", number: 1,\n// name\ntitle: \"old\")";
    sim.put(&path(), text.as_bytes());
    let loaded = Store::load_all(Arc::new(sim.clone()), PathBuf::from(ROOT)).expect("loaded");
    let _ = loaded.store.save(&workspace("new"), &key()).expect("saved");
    let found = String::from_utf8(sim.get(&path()).expect("a file")).expect("text");
    assert!(found.starts_with("// mine\n(\n"), "{found}");
    assert!(
        found.contains("    // name\n    title: \"new\",\n"),
        "{found}"
    );
}

/// Returns what is beside the file, by name.
fn beside(sim: &SimFs) -> Vec<(String, String)> {
    let names = sim.paths().into_iter().filter_map(|path| {
        let name = path.file_name()?.to_string_lossy().into_owned();
        let text = String::from_utf8(sim.get(&path)?).ok()?;
        Some((name, text))
    });
    names
        .filter(|(name, _)| name.contains("conflict") || name.contains("kept"))
        .collect()
}

#[test]
fn what_was_given_up_is_written_anew_and_nothing_of_it_is_carried_over() {
    let (sim, store) = disk();
    sim.put(&path(), b"// of the broken one\n(id: \"UK0001\"");
    store.give_up(&PutBack {
        file: Unread::Commitment(commitment("old").id),
        record: None,
        sentence: "UK0001 put back".to_owned(),
    });
    let _ = store.save(&workspace("again"), &key()).expect("saved");
    assert_eq!(saved(&sim).as_deref(), Some("again"));
    let text = sim.get(&path()).expect("a file");
    assert!(!String::from_utf8_lossy(&text).contains("broken"));
    assert_eq!(beside(&sim), []);
}

#[test]
fn who_saves_is_noted_before_what_they_save_can_be_seen() {
    let (sim, store) = disk();
    let before = sim.count();
    let _ = store.save(&workspace("new"), &key()).expect("saved");
    let log = sim.log();
    let place = |name: &str| {
        log.iter()
            .skip(before)
            .position(|done| done.starts_with(name))
    };
    let (noted, seen) = (place("write saved-"), place("rename uk0001"));
    assert!(noted.is_some() && noted < seen, "{log:?}");
}

#[test]
fn a_disk_that_is_full_is_asked_once() {
    let (sim, store) = disk();
    let before = sim.count();
    sim.refuse_changes(Some(ErrorKind::StorageFull));
    let error = store.save(&workspace("new"), &key()).expect_err("full");
    assert!(!error.to_string().contains("changed outside"), "{error}");
    let log = sim.log();
    let tries = log.iter().skip(before);
    let tries = tries.filter(|done| done.starts_with("create .uk0001"));
    assert_eq!(tries.count(), 1, "{log:?}");
}

#[test]
fn a_file_that_may_not_be_read_is_not_taken_for_one_that_is_gone() {
    let (sim, store) = disk();
    sim.fail_at(sim.count() + 1, ErrorKind::PermissionDenied, Times::Forever);
    let error = store
        .save(&workspace("new"), &key())
        .expect_err("unreadable");
    let step = match &error {
        StoreError::Save(error) => Some(error.step),
        _ => None,
    };
    assert_eq!(step, Some(Step::Compare), "{error}");
}

#[test]
fn what_is_kept_of_ours_beside_a_broken_file_goes_when_it_is_in_the_file() {
    let (sim, store) = disk();
    let whole = sim.get(&path()).expect("a file");
    sim.put(&path(), b"(id: \"UK0001\"");
    let kept = |title: &str| match store.save(&workspace(title), &key()) {
        Err(StoreError::Kept { kept, .. }) => kept,
        other => PathBuf::from(format!("{other:?}")),
    };
    let first = kept("ours");
    assert_eq!(kept("later"), first, "the latest of ours is enough");
    sim.put(&first, b"what somebody made of it");
    let second = kept("latest");
    assert_ne!(second, first);
    assert!(
        second.to_string_lossy().ends_with("uk0001.ron.kept-2"),
        "{second:?}"
    );
    sim.refuse_changes(Some(ErrorKind::StorageFull));
    let error = store.save(&workspace("full"), &key()).expect_err("full");
    assert!(!error.to_string().contains("changed outside"), "{error}");
    sim.refuse_changes(None);
    sim.put(&path(), &whole);
    let _ = store.save(&workspace("latest"), &key()).expect("saved");
    assert_eq!(saved(&sim).as_deref(), Some("latest"));
    assert_eq!(sim.get(&second), None);
    assert!(sim.get(&first).is_some(), "it is somebody else's by now");
}

#[test]
fn who_could_not_wait_for_the_lock_and_comes_too_late_waits_again() {
    let (trial, store) = disk();
    let before = trial.count();
    let _ = store.save(&workspace("new"), &key()).expect("saved");
    let log = trial.log();
    let nth = |name: &str| {
        let place = log
            .iter()
            .skip(before)
            .position(|done| done.starts_with(name));
        before + place.expect("it is one of them") + 1
    };
    let (sim, store) = disk();
    sim.fail_at(nth("lock"), ErrorKind::WouldBlock, Times::Once);
    let theirs = ron_text::to_text(&commitment("theirs")).expect("text");
    sim.somebody_writes_at(nth("create .uk0001"), &path(), theirs.as_bytes());
    let _ = store.save(&workspace("new"), &key()).expect("saved");
    let log = sim.log();
    let locks = log
        .iter()
        .skip(before)
        .filter(|done| done.starts_with("lock"));
    assert_eq!(locks.count(), 2, "{log:?}");
}

#[test]
fn the_second_side_of_marks_that_nobody_decided_about_is_kept_beside() {
    let (sim, _) = disk();
    let side = |title: &str| {
        let text = ron_text::to_text(&commitment(title)).expect("text");
        String::from_utf8(text.into()).expect("text")
    };
    let marks = format!(
        "<<<<<<< HEAD\n{}=======\n{}>>>>>>> anna/spring\n",
        side("first"),
        side("second")
    );
    sim.put(&path(), marks.as_bytes());
    let loaded = Store::load_all(Arc::new(sim.clone()), PathBuf::from(ROOT)).expect("loaded");
    let between: Vec<_> = loaded.beside.iter().map(Beside::is_between_marks).collect();
    assert_eq!(between, [true]);
    let done = loaded
        .store
        .save(&workspace("ours"), &key())
        .expect("saved");
    assert_eq!(saved(&sim).as_deref(), Some("ours"));
    let kept = beside(&sim);
    assert_eq!(kept.len(), 1, "{kept:?}");
    let (name, text) = kept.first().expect("one file beside");
    assert!(name.starts_with("uk0001.conflict-"), "{name}");
    let (comment, record) = text.split_once('\n').expect("two lines");
    assert_eq!(comment, "// the version of anna/spring");
    assert_eq!(record, side("second"));
    let names: Vec<_> = done.beside.iter().map(|beside| &beside.name).collect();
    assert_eq!(names, [&format!("commitments/{name}")]);
    // Once is enough.
    let _ = loaded
        .store
        .save(&workspace("later"), &key())
        .expect("saved");
    assert_eq!(beside(&sim).len(), 1);
}

#[test]
fn what_others_changed_in_other_fields_is_taken_in() {
    let (sim, store) = disk();
    let theirs = Commitment {
        nation: "Wales".to_owned(),
        ..commitment("old")
    };
    let text = ron_text::to_text(&theirs).expect("text");
    sim.put(&path(), text.as_bytes());
    let done = store.save(&workspace("ours"), &key()).expect("saved");
    let found: Commitment = ron_text::from_text(&sim.get(&path()).expect("a file")).expect("whole");
    assert_eq!(
        (found.title.as_str(), found.nation.as_str()),
        ("ours", "Wales")
    );
    assert_eq!(
        (done.taken_in.len(), done.whose.as_str()),
        (1, "another program")
    );
    assert_eq!(beside(&sim), []);
}

#[test]
fn where_both_changed_the_same_theirs_stays_and_ours_is_beside_it() {
    let (sim, store) = disk();
    let theirs = ron_text::to_text(&commitment("theirs")).expect("text");
    sim.put(&path(), theirs.as_bytes());
    let store = store.signed_by("anna on desk-7");
    let done = store.save(&workspace("ours"), &key()).expect("saved");
    assert_eq!(saved(&sim).as_deref(), Some("theirs"));
    let names: Vec<_> = done
        .beside
        .iter()
        .map(|beside| beside.name.as_str())
        .collect();
    assert_eq!(names, ["commitments/uk0001.conflict-desk7-1.ron"]);
    let ours = ron_text::to_text(&commitment("ours")).expect("text");
    let text = format!("// the version of anna on desk-7: title\n{ours}");
    assert_eq!(
        beside(&sim.crash()),
        [("uk0001.conflict-desk7-1.ron".to_owned(), text)]
    );
}

#[test]
fn a_file_that_somebody_broke_is_left_and_ours_is_kept_beside_it() {
    let (sim, store) = disk();
    sim.put(&path(), b"(id: ");
    let kept = path().with_file_name("uk0001.ron.kept-1");
    for title in ["ours", "ours again"] {
        let error = store
            .save(&workspace(title), &key())
            .expect_err("it cannot be read");
        assert!(matches!(&error, StoreError::Kept { kept: place, .. } if *place == kept));
        assert_eq!(sim.get(&path()).as_deref(), Some(&b"(id: "[..]));
        let text = ron_text::to_text(&commitment(title)).expect("text");
        assert_eq!(sim.crash().get(&kept), Some(text.into_bytes()));
    }
}

#[test]
fn a_file_that_is_gone_is_made_again_with_what_was_changed() {
    let (sim, store) = disk();
    sim.remove(&path()).expect("removed");
    let done = store.save(&workspace("ours"), &key()).expect("saved");
    assert_eq!(saved(&sim.crash()).as_deref(), Some("ours"));
    assert_eq!(done.taken_in, []);
}

/// Returns the numbers of the operation of a save that replaces the file, and of the last one.
fn operations() -> (usize, usize) {
    let (sim, store) = disk();
    let start = sim.count();
    let _ = store.save(&workspace("ours"), &key()).expect("saved");
    let log = sim.log();
    let mut done = log.iter().skip(start);
    let rename = done.position(|done| done == "rename uk0001.ron");
    (rename.expect("it is one of them") + 1, log.len() - start)
}

#[test]
fn whenever_somebody_without_a_lock_saves_both_are_in_the_file() {
    let theirs = Commitment {
        nation: "Wales".to_owned(),
        ..commitment("old")
    };
    let text = ron_text::to_text(&theirs).expect("text");
    let (rename, all) = operations();
    for n in 1..=all {
        let (sim, store) = disk();
        sim.somebody_writes_at(sim.count() + n, &path(), text.as_bytes());
        let saved = store.save(&workspace("ours"), &key());
        let told = format!("at {n}: {saved:?} {:?}", sim.log());
        let found: Commitment =
            ron_text::from_text(&sim.get(&path()).expect("a file")).expect("whole");
        // The one moment that no disk guards.
        let nation = if n == rename { "" } else { "Wales" };
        assert_eq!((&*found.title, &*found.nation), ("ours", nation), "{told}");
        assert_eq!(beside(&sim), [], "{told}");
    }
}

#[test]
fn two_programs_that_save_the_same_file_lose_nothing() {
    let (sim, one) = disk();
    let root = PathBuf::from(ROOT);
    let loaded = Store::load_all(Arc::new(sim.clone()), root).expect("loaded");
    let with = |nation: &str, number| {
        let mut changed = workspace("old");
        let number = crate::model::Commitment {
            nation: nation.to_owned(),
            number,
            ..commitment("old")
        };
        changed.admit(Arc::new(number));
        changed
    };
    let first = one.save(&with("Wales", 1), &key()).expect("saved");
    assert_eq!(first.taken_in, []);
    let second = loaded.store.save(&with("", 9), &key()).expect("saved");
    assert_eq!(second.taken_in.len(), 1);
    let found: Commitment = ron_text::from_text(&sim.get(&path()).expect("a file")).expect("whole");
    assert_eq!((found.nation.as_str(), found.number), ("Wales", 9));
    assert_eq!(second.whose, "somebody");
}

#[test]
fn every_fault_is_told_and_the_next_save_makes_it_good() {
    for times in [Times::Once, Times::Forever] {
        for n in 1.. {
            let (sim, store) = disk();
            let start = sim.count();
            sim.fail_at(start + n, ErrorKind::StorageFull, times);
            let result = store.save(&workspace("new"), &key());
            let told = format!("{times:?} at {n}: {result:?} {:?}", sim.log().get(start..));
            for view in std::iter::once(sim.clone()).chain(sim.power_cuts()) {
                let title = saved(&view);
                assert!(matches!(title.as_deref(), Some("old" | "new")), "{told}");
            }
            if result.is_ok() {
                assert_eq!(saved(&sim.crash()).as_deref(), Some("new"), "{told}");
            } else if times == Times::Once {
                let _ = store.save(&workspace("newer"), &key()).expect(&told);
                assert_eq!(saved(&sim.crash()).as_deref(), Some("newer"), "{told}");
            }
            if sim.count() < start + n {
                break;
            }
        }
    }
}

#[test]
fn a_record_that_is_gone_loses_its_file() {
    let (sim, store) = disk();
    let current = PlanId::parse("p").expect("an id");
    let empty = Workspace::new(Settings::new("UK", current));
    let _ = store.save(&empty, &key()).expect("removed");
    assert_eq!(saved(&sim.crash()), None);
    let _ = store.save(&workspace("back"), &key()).expect("undone");
    assert_eq!(saved(&sim.crash()).as_deref(), Some("back"));
}

#[test]
fn a_new_workspace_needs_an_empty_folder() {
    let (sim, _) = disk();
    let error = Store::init(Arc::new(sim), PathBuf::from(ROOT), &workspace("x"));
    assert!(matches!(error, Err(StoreError::NotEmpty(_))));
}

#[test]
fn a_new_workspace_that_cannot_be_made_can_be_made_later() {
    for n in 1.. {
        let sim = SimFs::new(Path::new("/"));
        sim.fail_at(n, ErrorKind::StorageFull, Times::Once);
        let make = || Store::init(Arc::new(sim.clone()), ROOT.into(), &workspace("new"));
        if make().is_err() {
            assert_eq!(
                sim.paths(),
                [""; 0].map(PathBuf::from),
                "at {n}: {:?}",
                sim.log()
            );
            make().expect("the disk works again");
        }
        assert_eq!(saved(&sim).as_deref(), Some("new"), "at {n}");
        if sim.count() < n {
            break;
        }
    }
}

#[test]
fn a_store_works_on_any_thread() {
    fn any_thread<T: Send + Sync + 'static>() {}
    any_thread::<Store>();
}
