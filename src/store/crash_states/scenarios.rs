//! The procedures that change the disk, a row each.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::journal::lines_and_damage;
use super::super::published::{self, Place};
use super::super::{FileKey, Journal, Recent, Store, StoreError};
use super::sittings;
use super::{Called, Scenario, SimFs, Work};
use crate::model::field::Field;
use crate::model::history::Committed;
use crate::model::verbs::tests::{noon, uk, workspace};
use crate::model::verbs::{add, convene, revise};
use crate::model::{Clerk, History, MeetingKind, RecordRef, Transaction, Workspace};

pub(super) const HOME: &str = "/home";
pub(super) const ROOT: &str = "/home/uk";
const STATE: &str = "/home/state/roundtable";

pub(super) const ALL: &[Scenario] = &[
    row("save a record", |start| {
        saves(start, |office| changed(office, &[3]))
    }),
    row("save a record that is new", |start| saves(start, added)),
    row("save the first record of a folder", |start| {
        saves(start, convened)
    }),
    row("remove a record", |start| saves(start, taken_back)),
    Scenario {
        is_long: true,
        ..row("save a transaction over six files", |start| {
            saves(start, |office| changed(office, &[1, 2, 3, 4, 5, 6]))
        })
    },
    row("keep a version beside a file that cannot be read", keeps),
    row("put a version beside what somebody else changed", rivals),
    row("append to the journal", |start| appends(start, b"")),
    row("append behind a torn line", |start| {
        appends(start, b"{\"time\":\"2018-04")
    }),
    row("append for the first time", appends_first),
    row("publish a file", |start| publishes(start, false)),
    row("publish a file again", |start| publishes(start, true)),
    upkeep("rotate the journal", rotates),
    upkeep("repair the journal", |start| repairs(start, 1)),
    upkeep("repair a journal with two damaged places", |start| {
        repairs(start, 2)
    }),
    upkeep("begin a journal anew", begins_anew),
    upkeep("remember a workspace", remembers),
    sitting("sit down, record, type, save and leave", sittings::sits),
    sitting("recover what another left", sittings::recovers),
];

type Begin = fn(&Start) -> (SimFs, Work);

const fn row(name: &'static str, begin: Begin) -> Scenario {
    let promises = true;
    Scenario {
        name,
        begin,
        promises,
        is_long: false,
        sits: false,
    }
}

/// Returns a row for a program that can be recovered when it ends before its time.
const fn sitting(name: &'static str, begin: Begin) -> Scenario {
    Scenario {
        sits: true,
        ..row(name, begin)
    }
}

/// Returns a row for what nobody is told of: however it ends, no more is lost than was before.
const fn upkeep(name: &'static str, begin: Begin) -> Scenario {
    Scenario {
        promises: false,
        ..row(name, begin)
    }
}

pub(super) fn journal(disk: &SimFs) -> Journal {
    Journal::new(Arc::new(disk.clone()), Path::new(STATE), Path::new(ROOT))
}

pub(super) fn recent(disk: &SimFs) -> Recent {
    Recent::in_folder(Arc::new(disk.clone()), STATE.into())
}

/// Does something in every folder, as a program that is opened later does.
pub(super) fn next_session(disk: &SimFs) {
    let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).expect("loaded");
    let mut office = Office {
        journal: journal(disk),
        store: loaded.store,
        workspace: loaded.workspace,
    };
    let later = |ws: &Workspace| add::commitment(ws, &uk(99), add::Promise::titled("UK", "Later"));
    let done = office.does(later(&office.workspace).expect("proposed"));
    office.journal.note(done, noon());
    office.journal.write().expect("written");
    let key = FileKey::Commitment(uk(99));
    let _ = office.store.save(&office.workspace, &key).expect("saved");
    recent(disk).remember(Path::new(ROOT));
}

/// A program at work on the workspace.
pub(super) struct Office {
    pub(super) journal: Journal,
    pub(super) store: Store,
    pub(super) workspace: Workspace,
}

/// The disk that every procedure begins with.
pub(super) struct Start {
    disk: SimFs,
    workspace: Workspace,
}

impl Start {
    /// Makes a workspace of six commitments, a journal of a line, and files of other people.
    pub(super) fn new() -> Self {
        let disk = SimFs::new(Path::new(HOME));
        let mut workspace = workspace();
        for number in 1..=6 {
            let added = add::commitment(
                &workspace,
                &uk(number),
                add::Promise::titled("UK", "A promise"),
            );
            for edit in &added.expect("proposed").edits {
                workspace.mirror(edit);
            }
        }
        let fs = Arc::new(disk.clone());
        let store = Store::init(fs, ROOT.into(), &workspace).expect("a new workspace");
        let mut office = Office {
            journal: journal(&disk),
            store,
            workspace,
        };
        let done = office.does(retitled(&office.workspace, &[1], "A title"));
        assert!(office.writes(&[done]));
        for number in 1..=9 {
            recent(&disk).remember(&PathBuf::from(format!("/home/plans/country-{number}")));
        }
        for path in ["notes.txt", "uk/README.md", "uk/commitments/.uk0001.swp"] {
            disk.put(&Path::new(HOME).join(path), b"somebody's own");
        }
        Self {
            disk: disk.crash(),
            workspace: office.workspace,
        }
    }
}

/// Returns what does this, and calls it done or not.
fn work(mut does: impl FnMut() -> bool + 'static) -> Work {
    Box::new(move || if does() { Called::All } else { Called::Nothing })
}

impl Office {
    pub(super) fn open(start: &Start) -> (SimFs, Self) {
        let disk = start.disk.restart();
        let office = Self::on(&disk, start);
        (disk, office)
    }

    fn on(disk: &SimFs, start: &Start) -> Self {
        let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).expect("loaded");
        assert_eq!(loaded.workspace, start.workspace);
        Self {
            journal: journal(disk),
            store: loaded.store,
            workspace: loaded.workspace,
        }
    }

    pub(super) fn does(&mut self, transaction: Transaction) -> Committed {
        let mut clerk = Clerk::new(noon(), 1);
        let done = History::default().commit(&mut self.workspace, &mut clerk, transaction);
        done.expect("it fits")
    }

    /// Writes what was done as the thread that saves does: the journal, then the files.
    pub(super) fn writes(&mut self, done: &[Committed]) -> bool {
        for committed in done {
            self.journal.note(committed.clone(), noon());
        }
        self.saves(&keys(done))
    }

    pub(super) fn saves(&mut self, keys: &[FileKey]) -> bool {
        let mut all = self.journal.write().is_ok();
        // Each of them is tried, whatever becomes of the others.
        for key in keys {
            match self.store.save(&self.workspace, key) {
                Ok(saved) => saved
                    .taken_in
                    .iter()
                    .for_each(|edit| self.workspace.mirror(edit)),
                Err(_) => all = false,
            }
        }
        all
    }
}

pub(super) fn keys(done: &[Committed]) -> Vec<FileKey> {
    let edits = done.iter().flat_map(|done| &done.transaction.edits);
    edits.map(FileKey::of).collect()
}

fn retitled(workspace: &Workspace, numbers: &[u32], title: &str) -> Transaction {
    let clerk = Clerk::new(noon(), 1);
    let change = |number: &u32| {
        let record = RecordRef::Commitment(uk(*number));
        revise::set_field(workspace, &clerk, &record, Field::Title, title).expect("proposed")
    };
    let mut all = change(&numbers[0]);
    let others = numbers
        .iter()
        .skip(1)
        .flat_map(|number| change(number).edits);
    all.edits.extend(others);
    all
}

/// Begins with something that was done and is to be saved.
fn saves(start: &Start, does: impl FnOnce(&mut Office) -> Committed) -> (SimFs, Work) {
    let (disk, mut office) = Office::open(start);
    let done = does(&mut office);
    let keys = keys(std::slice::from_ref(&done));
    office.journal.note(done, noon());
    (disk, work(move || office.saves(&keys)))
}

pub(super) fn changed(office: &mut Office, numbers: &[u32]) -> Committed {
    let title = "Another title, longer than the one before";
    office.does(retitled(&office.workspace, numbers, title))
}

fn added(office: &mut Office) -> Committed {
    let added = add::commitment(
        &office.workspace,
        &uk(9),
        add::Promise::titled("UK", "A promise"),
    );
    office.does(added.expect("proposed"))
}

fn convened(office: &mut Office) -> Committed {
    let mut clerk = Clerk::new(noon(), 1);
    let today = clerk.today();
    let meeting = convene::new_meeting(
        &office.workspace,
        &mut clerk,
        MeetingKind::Review,
        today,
        "",
    );
    office.does(meeting.expect("proposed"))
}

fn taken_back(office: &mut Office) -> Committed {
    let (mut history, mut clerk) = (History::default(), Clerk::new(noon(), 1));
    let added = add::commitment(
        &office.workspace,
        &uk(9),
        add::Promise::titled("UK", "A promise"),
    );
    let done = history.commit(&mut office.workspace, &mut clerk, added.expect("proposed"));
    assert!(office.writes(&[done.expect("it fits")]));
    let undone = history.undo(&mut office.workspace).expect("it fits");
    undone.expect("there is something to undo")
}

fn keeps(start: &Start) -> (SimFs, Work) {
    let (disk, mut office) = Office::open(start);
    let key = FileKey::Commitment(uk(3));
    let path = Path::new(ROOT).join(key.path());
    disk.put(&path, b"(id: \"UK0003\", title: \"half of");
    let done = changed(&mut office, &[3]);
    office.journal.note(done, noon());
    let does = move || {
        let written = office.journal.write().is_ok();
        let kept = office.store.save(&office.workspace, &key);
        matches!(kept, Err(StoreError::Kept { .. })) && written
    };
    (disk, work(does))
}

fn rivals(start: &Start) -> (SimFs, Work) {
    let (disk, work) = saves(start, |office| changed(office, &[3]));
    let path = Path::new(ROOT).join(FileKey::Commitment(uk(3)).path());
    let theirs = String::from_utf8(disk.get(&path).expect("a file")).expect("text");
    disk.put(&path, theirs.replace("promise", "proposal").as_bytes());
    (disk, work)
}

fn appends(start: &Start, torn: &[u8]) -> (SimFs, Work) {
    let (disk, mut office) = Office::open(start);
    let path = office.journal.path();
    let text = disk.get(&path).expect("a journal");
    disk.put(&path, &[&text, torn].concat());
    let done = changed(&mut office, &[4]);
    office.journal.note(done, noon());
    (disk, work(move || office.journal.write().is_ok()))
}

fn appends_first(start: &Start) -> (SimFs, Work) {
    let disk = SimFs::new(Path::new(HOME));
    for (path, (bytes, _)) in start.disk.files() {
        if !path.starts_with(STATE) {
            disk.put(&path, &bytes);
        }
    }
    let mut office = Office::on(&disk, start);
    let done = changed(&mut office, &[4]);
    office.journal.note(done, noon());
    (disk, work(move || office.journal.write().is_ok()))
}

fn rotates(start: &Start) -> (SimFs, Work) {
    let (disk, mut office) = Office::open(start);
    for title in ["One", "Two", "Three", "Four"] {
        let done = office.does(retitled(&office.workspace, &[4], title));
        assert!(office.writes(&[done]));
    }
    let size = disk
        .get(&office.journal.path())
        .map_or(0, |text| text.len());
    let journal = journal(&disk).rotates_early(size as u64 / 2);
    (disk, work(move || journal.rotate().is_ok()))
}

fn repairs(start: &Start, places: usize) -> (SimFs, Work) {
    let (disk, mut office) = Office::open(start);
    let done = changed(&mut office, &[4]);
    assert!(office.writes(&[done]));
    let path = office.journal.path();
    let mut text = disk.get(&path).expect("a journal");
    let size = text.len();
    for place in 1..=places {
        text[size * place / (places + 1)] ^= 1;
    }
    disk.put(&path, &text);
    let found = disk.clone();
    let does = move || {
        let trouble = journal(&found).recall().trouble;
        let is_whole = trouble.is_none_or(|said| said.contains("it is kept in"));
        let text = found.get(&path).unwrap_or_default();
        is_whole && lines_and_damage(&text).1.is_empty()
    };
    (disk, work(does))
}

fn begins_anew(start: &Start) -> (SimFs, Work) {
    let (disk, office) = Office::open(start);
    (disk, work(move || office.journal.begin_anew().is_ok()))
}

fn publishes(start: &Start, again: bool) -> (SimFs, Work) {
    let (disk, _) = Office::open(start);
    let write = |disk: &SimFs, text: &str| {
        let folder = published::folder(disk, Path::new(ROOT))?;
        let path = folder.join("2018-04-09-minutes.md");
        Place::at(disk, path, "the minutes", |_| None)?.write(disk, text)
    };
    if again {
        write(&disk, "# Minutes, a draft\n").expect("published");
    }
    let found = disk.clone();
    let text = "Decided: the ministry publishes what it promised.\n".repeat(40);
    (disk, work(move || write(&found, &text).is_ok()))
}

fn remembers(start: &Start) -> (SimFs, Work) {
    let (disk, _) = Office::open(start);
    let recent = recent(&disk);
    let does = move || {
        recent.remember(Path::new(ROOT));
        true
    };
    (disk, work(does))
}
