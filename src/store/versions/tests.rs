//! The laws of versions: what is kept, on a disk that works and on one that does not.

mod faults;

use jiff::civil::date;

use super::*;
use crate::base::id::Id;
use crate::model::history::Turn;
use crate::model::verbs::tests::uk;
use crate::model::version::{Held as Record, Past, Versioned};
use crate::model::{
    Action, Change, Commitment, Edit, MeetingId, PlanId, RecordRef, Settings, Transaction,
    Workspace,
};
use crate::store::sim::{SimFs, Times};
use crate::store::{Store, ron_text};

const HOME: &str = "/home";
const STATE: &str = "/home/state/roundtable";
const ROOT: &str = "/home/uk";

fn noon() -> DateTime {
    date(2018, 4, 9).at(12, 0, 0, 0)
}

fn key() -> FileKey {
    FileKey::Commitment(uk(1))
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

fn versions(fs: Arc<dyn Fs>, name: &str, now: DateTime, session: bool) -> Versions {
    let (state, root) = (Path::new(STATE), Path::new(ROOT));
    Versions::new(fs, state, root, name, now, session)
}

/// A program at work on the workspace.
struct Program {
    store: Store,
    now: DateTime,
    meeting: Option<MeetingId>,
}

impl Program {
    /// Makes a workspace with one commitment of title `a`.
    fn init(disk: &SimFs) -> Self {
        let made = Store::init(Arc::new(disk.clone()), ROOT.into(), &workspace("a"));
        made.expect("a new workspace");
        Self::open(disk, "abela", noon())
    }

    fn open(disk: &SimFs, name: &str, now: DateTime) -> Self {
        let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).expect("loaded");
        let kept = versions(Arc::new(disk.clone()), name, now, true);
        Self {
            store: loaded.store.keeping(kept),
            now,
            meeting: None,
        }
    }

    fn note(&mut self, act: Act, title: &str) {
        let transaction = Transaction {
            minuted: None,
            sentence: format!("title {title}"),
            focus: RecordRef::Commitment(uk(1)),
            edits: vec![Edit::Commitment(Change::create(commitment(title)))],
            meeting: self.meeting.clone(),
        };
        let turn = Turn::Here(0);
        let committed = Committed {
            turn,
            act,
            transaction,
        };
        self.store.note(&committed, self.now);
    }

    fn save(&mut self, title: &str) -> Result<crate::store::Saved, crate::store::StoreError> {
        self.note(Act::Do, title);
        self.now += jiff::SignedDuration::from_mins(1);
        self.store.save(&workspace(title), &key())
    }

    fn saves(&mut self, title: &str) {
        let _ = self.save(title).expect("saved");
    }

    fn past(&self) -> Past {
        self.store
            .past(&Versioned::Commitment(uk(1)), 99)
            .expect("read")
    }
}

fn disk() -> SimFs {
    SimFs::new(Path::new(HOME))
}

fn title(held: Option<&Record>) -> &str {
    match held {
        Some(Record::Commitment(held)) => &held.title,
        _ => "none",
    }
}

/// Returns the versions in short, newest first: `3 abela a→b: title b`.
fn shown(past: &Past) -> Vec<String> {
    let line = |version: &crate::model::version::Version| {
        format!(
            "{} {} {}→{}: {}",
            version.number,
            version.hand.words(),
            title(version.before.as_ref()),
            title(version.after.as_ref()),
            version.said.join(", "),
        )
    };
    past.versions.iter().map(line).collect()
}

#[test]
fn each_save_is_a_version_and_the_first_one_says_what_was_there() {
    let disk = disk();
    let mut program = Program::init(&disk);
    program.meeting = Some(MeetingId::parse("2018-04-09").expect("an id"));
    program.saves("b");
    program.meeting = None;
    program.saves("c");
    let past = program.past();
    let expected = [
        "3 abela b→c: title c",
        "2 abela a→b: title b",
        "1 found none→a: ",
    ];
    assert_eq!(shown(&past), expected);
    let meetings = past
        .versions
        .iter()
        .map(|version| version.meeting.as_ref().map(Id::as_str));
    assert!(meetings.eq([None, Some("2018-04-09"), None]));
    assert!(past.versions.iter().all(|version| !version.thinned));
    assert_eq!((past.older, past.unreadable), (false, 0));
    let some = program
        .store
        .past(&Versioned::Commitment(uk(1)), 1)
        .expect("read");
    assert_eq!(
        (shown(&some), some.older),
        (vec![expected[0].to_owned()], true)
    );
}

#[test]
fn what_was_done_until_the_save_is_said_with_it() {
    let disk = disk();
    let mut program = Program::init(&disk);
    program.note(Act::Do, "x");
    program.note(Act::Undo, "x");
    (0..20).for_each(|_| program.note(Act::Redo, "y"));
    program.saves("b");
    let past = program.past();
    let first = past.versions.first().expect("a version");
    assert_eq!(
        first.said.get(..3),
        Some(&["title x", "undid: title x", "redid: title y"].map(str::to_owned)[..])
    );
    assert_eq!((first.said.len(), first.more), (16, 7));
    assert_eq!(first.sentence(), "title x; 22 more");
}

#[test]
fn what_somebody_else_made_of_the_file_is_a_version_that_says_so() {
    let disk = disk();
    let mut program = Program::init(&disk);
    program.saves("b");
    let theirs = ron_text::to_text(&commitment("theirs")).expect("text");
    disk.put(&path(), theirs.as_bytes());
    let mut next = Program::open(&disk, "borg", noon());
    next.saves("c");
    let expected = [
        "4 borg theirs→c: title c",
        "3 another program b→theirs: ",
        "2 abela a→b: title b",
        "1 found none→a: ",
    ];
    assert_eq!(shown(&next.past()), expected);
}

#[test]
fn a_save_that_came_no_further_than_its_line_is_no_work_of_others() {
    let disk = disk();
    let mut program = Program::init(&disk);
    program.saves("b");
    // The first operation of the save itself that changes something fails, behind all that is kept.
    let trial = {
        let trial = disk.restart();
        let mut program = Program::open(&trial, "abela", noon());
        let before = trial.count();
        program.saves("c");
        let log = trial.log();
        let of_save = |name: &String| name.starts_with("create") && name.contains(".tmp");
        let at = log.iter().skip(before).position(of_save);
        at.expect("a temporary file") + 1
    };
    let mut program = Program::open(&disk, "abela", noon());
    disk.fail_at(disk.count() + trial, ErrorKind::StorageFull, Times::Once);
    program.save("c").expect_err("full");
    program.saves("d");
    let expected = [
        "5 abela b→d: title c, title d",
        "4 not saved c→b: ",
        "3 abela b→c: title c",
        "2 abela a→b: title b",
        "1 found none→a: ",
    ];
    assert_eq!(shown(&program.past()), expected);
}

#[test]
fn another_attempt_of_the_same_is_no_other_version() {
    let disk = disk();
    let mut program = Program::init(&disk);
    disk.refuse_changes(Some(ErrorKind::StorageFull));
    program.save("b").expect_err("full");
    disk.refuse_changes(None);
    let _ = program.store.save(&workspace("b"), &key()).expect("saved");
    let expected = ["2 abela a→b: title b", "1 found none→a: "];
    assert_eq!(shown(&program.past()), expected);
}

#[test]
fn a_file_that_is_removed_and_made_again_keeps_its_versions() {
    let disk = disk();
    let mut program = Program::init(&disk);
    program.saves("b");
    let current = PlanId::parse("p").expect("an id");
    let without = Workspace::new(Settings::new("UK", current));
    let _ = program.store.save(&without, &key()).expect("removed");
    program.saves("c");
    let expected = [
        "4 abela none→c: title c",
        "3 abela b→none: ",
        "2 abela a→b: title b",
        "1 found none→a: ",
    ];
    assert_eq!(shown(&program.past()), expected);
}

#[test]
fn what_lay_beside_a_file_is_kept_before_it_is_removed_and_is_no_link_of_the_chain() {
    let disk = disk();
    let mut program = Program::init(&disk);
    program.saves("b");
    let theirs = ron_text::to_text(&commitment("theirs")).expect("text");
    let name = "commitments/uk0001.conflict-desk-7-1.ron";
    let beside = Path::new(ROOT).join(name);
    disk.put(&beside, theirs.as_bytes());
    let beside_of = crate::model::Beside {
        name: name.to_owned(),
        of: key().path().to_string_lossy().into_owned(),
        source: "the version of borg".to_owned(),
        versions: vec![Edit::Commitment(Change::create(commitment("theirs")))],
    };
    program.store.settle(&beside_of).expect("removed");
    assert_eq!(disk.get(&beside), None);
    program.saves("c");
    let past = program.past();
    let expected = [
        "4 abela b→c: title c",
        "3 the version of borg b→theirs: ",
        "2 abela a→b: title b",
        "1 found none→a: ",
    ];
    assert_eq!(shown(&past), expected);
    assert!(past.versions.iter().all(|version| !version.thinned));
    let last = program.store.past(&Versioned::Commitment(uk(1)), 1);
    assert_eq!(shown(&last.expect("read")), expected[..1]);
}

#[test]
fn of_an_action_only_the_versions_in_which_it_changed() {
    let disk = disk();
    let mut workspace = workspace("a");
    let action = |id: &str, owner: &str| -> Action {
        let text =
            format!("(id: {id:?}, date: \"2018-04-09\", text: [\"Do it\"], owner: {owner:?})");
        ron_text::from_text(text.as_bytes()).expect("an action")
    };
    Store::init(Arc::new(disk.clone()), ROOT.into(), &workspace).expect("a new workspace");
    let program = Program::open(&disk, "abela", noon());
    for (id, owner) in [("a1", "x"), ("a2", "x"), ("a1", "y"), ("a2", "z")] {
        workspace.admit(Arc::new(action(id, owner)));
        let _ = program
            .store
            .save(&workspace, &FileKey::Actions)
            .expect("saved");
    }
    let of = Versioned::Action(crate::model::ActionId::parse("a1").expect("an id"));
    let past = program.store.past(&of, 99).expect("read");
    let numbers: Vec<u64> = past.versions.iter().map(|version| version.number).collect();
    assert_eq!(numbers, [4, 2]);
}

#[test]
fn trouble_with_one_file_is_told_though_another_is_kept_after_it() {
    let mut versions = versions(Arc::new(disk()), "abela", noon(), true);
    let (bad, good) = (FileKey::Actions, FileKey::Stakeholders);
    versions.remember(&bad, Err(VersionsError::NoHome));
    versions.remember(&good, Ok(()));
    assert!(versions.untold().is_some(), "it is told");
    versions.remember(&bad, Err(VersionsError::NoHome));
    versions.remember(&good, Ok(()));
    assert!(versions.untold().is_none(), "and not again");
    versions.remember(&bad, Ok(()));
    versions.remember(&bad, Err(VersionsError::NoHome));
    assert!(versions.untold().is_some(), "a new trouble is told");
}

#[test]
fn a_history_that_cannot_be_written_is_told_once_and_the_file_is_saved() {
    for kind in [ErrorKind::StorageFull, ErrorKind::ReadOnlyFilesystem] {
        let (disk, home) = (disk(), disk());
        let mut program = Program::init(&disk);
        let kept = versions(Arc::new(home.clone()), "abela", noon(), true);
        program.store = program.store.keeping(kept);
        home.refuse_changes(Some(kind));
        program.saves("b");
        program.saves("c");
        assert!(program.store.versions_trouble().is_some(), "it is told");
        program.saves("d");
        assert!(program.store.versions_trouble().is_none(), "and not again");
        home.refuse_changes(None);
        program.saves("e");
        assert!(program.store.versions_trouble().is_none());
        // What could not be said at its time is said with the next version.
        let expected = [
            "2 abela d→e: title b, title c, title d, title e",
            "1 found none→d: ",
        ];
        assert_eq!(shown(&program.past()), expected);
        home.refuse_changes(Some(kind));
        program.saves("f");
        assert!(
            program.store.versions_trouble().is_some(),
            "a new trouble is told"
        );
        home.refuse_changes(None);
        program.saves("g");
        let past = shown(&program.past());
        assert_eq!(
            past.get(..2),
            Some(&["4 abela f→g: title f, title g", "3 abela e→f: "].map(str::to_owned)[..])
        );
    }
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_them() {
    use crate::store::fs::RealFs;
    use std::os::unix::fs::PermissionsExt as _;
    let scratch = tempfile::tempdir().expect("a folder to test in");
    let root = scratch.path().join("uk");
    let fs: Arc<dyn Fs> = Arc::new(RealFs);
    let state = scratch.path().join("state");
    let store = Store::init(Arc::clone(&fs), root.clone(), &workspace("a")).expect("made");
    let kept = Versions::new(fs, &state, &root, "abela", noon(), true);
    let store = store.keeping(kept);
    let _ = store.save(&workspace("b"), &key()).expect("saved");
    let folder = state::of_workspace(&state, &root).join("versions");
    let mut looked_at = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        let mode = |path: &Path| path.metadata().expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&folder), 0o700);
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            looked_at += 1;
            if path.is_dir() {
                folders.push(path);
            } else {
                assert_eq!(mode(&path), 0o600, "{}", path.display());
            }
        }
    }
    assert_eq!(looked_at, 5, "objects, two of them, a log and the lock");
}

#[test]
fn a_line_of_the_first_format_can_be_read_for_ever() {
    let text = include_str!("../../../tests/formats/versions.v1");
    let disk = disk();
    let versions = versions(Arc::new(disk.clone()), "abela", noon(), true);
    let log = versions.log(&key());
    assert!(
        log.ends_with("versions/commitments-uk0001.v1"),
        "{}",
        log.display()
    );
    disk.put(&log, text.as_bytes());
    let read = versions.read_log(&log).expect("read");
    assert_eq!((read.lines.len(), read.damaged.len()), (2, 0));
    let mut program = Program::init(&disk);
    program.meeting = Some(MeetingId::parse("2018-04-09").expect("an id"));
    // The same again is the same text.
    disk.put(&log, b"");
    program.saves("b");
    let expected = String::from_utf8(disk.get(&log).expect("a log")).expect("text");
    if std::env::var_os("UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/versions.v1");
        std::fs::write(path, &expected).expect("written");
    } else {
        assert_eq!(text, expected);
    }
}
