//! The laws of the journal: what it recalls, on a disk that works and on one that does not.

mod damage;
mod faults;

use super::reach::Recalled;
use super::*;
use crate::base::id::Id as _;
use crate::model::History;
use crate::model::field::Field;
use crate::model::verbs::tests::{any_change, noon, uk, workspace};
use crate::model::verbs::{Proposal, add, convene, revise};
use crate::model::{Clerk, MeetingId, MeetingKind, MeetingState, RecordRef, Workspace};
use crate::store::sim::{SimFs, Times};
use crate::store::{FileKey, Store};

const HOME: &str = "/home";
const STATE: &str = "/home/state/roundtable";
const ROOT: &str = "/home/uk";

/// One program at work on a workspace: what it holds in memory, and its journal.
struct Program {
    workspace: Workspace,
    history: History,
    clerk: Clerk,
    journal: Journal,
}

impl Program {
    /// Starts on `disk`, with the records there are.
    fn start(disk: &SimFs, workspace: Workspace, seed: u64) -> Self {
        let mut journal = journal(disk);
        let Recalled {
            history, trouble, ..
        } = journal.recall();
        assert_eq!(trouble, None);
        Self {
            workspace,
            history,
            clerk: Clerk::new(noon(), seed),
            journal,
        }
    }

    fn note(&mut self, committed: Committed) {
        self.journal.note(committed, noon());
    }

    /// Does something and leaves it to the caller to write it.
    fn does(&mut self, verb: impl FnOnce(&Workspace, &mut Clerk) -> Proposal) {
        let transaction = verb(&self.workspace, &mut self.clerk).expect("the verb proposes");
        let done = self
            .history
            .commit(&mut self.workspace, &mut self.clerk, transaction)
            .expect("a fresh proposal fits");
        self.note(done);
    }

    fn adds(&mut self, number: u32) {
        self.does(|ws, _| {
            add::commitment(ws, &uk(number), add::Promise::titled("UK", "A promise"))
        });
        self.journal.write().expect("written");
    }

    fn undoes(&mut self) -> bool {
        let undone = self.history.undo(&mut self.workspace).expect("it fits");
        undone.map(|undone| self.note(undone)).is_some()
    }

    fn redoes(&mut self) -> bool {
        let redone = self.history.redo(&mut self.workspace).expect("it fits");
        redone.map(|redone| self.note(redone)).is_some()
    }
}

fn disk() -> SimFs {
    SimFs::new(Path::new(HOME))
}

fn journal(disk: &SimFs) -> Journal {
    Journal::new(Arc::new(disk.clone()), Path::new(STATE), Path::new(ROOT))
}

/// Returns the sentences of what can be undone on that disk, latest first, in a workspace that
/// holds what was done.
fn undoable(disk: &SimFs, workspace: &Workspace) -> Vec<String> {
    let mut history = journal(disk).recall().history;
    let mut workspace = workspace.clone();
    let mut sentences = Vec::new();
    while history.next_undo().is_some() {
        if let Ok(Some(undone)) = history.undo(&mut workspace) {
            sentences.push(undone.transaction.sentence);
        }
    }
    sentences
}

/// Returns what [`Program::adds`] is called.
fn added(number: u32) -> String {
    format!("{} added: A promise", uk(number))
}

/// Returns the text of a journal of so many lines, and the workspace at its end.
fn text_of(lines: u32) -> (Vec<u8>, Workspace) {
    let disk = disk();
    let mut program = Program::start(&disk, workspace(), 1);
    (1..=lines).for_each(|number| program.adds(number));
    let text = disk.get(&program.journal.path()).expect("a journal");
    (text, program.workspace)
}

fn with_text(text: &[u8]) -> SimFs {
    let disk = disk();
    disk.put(&journal(&disk).path(), text);
    disk
}

/// Saves what changed from one workspace to the other and reads it again, as leaving and opening does.
fn reopened(
    disk: &SimFs,
    store: &Store,
    before: &Workspace,
    workspace: &Workspace,
) -> (Store, Workspace) {
    for key in FileKey::all(before)
        .into_iter()
        .chain(FileKey::all(workspace))
    {
        let _ = store.save(workspace, &key).expect("saved");
    }
    let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).expect("loaded");
    (loaded.store, loaded.workspace)
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(32))]
    #[test]
    fn undo_reaches_back_over_any_number_of_openings(
        dice in proptest::collection::vec(0u32.., 1..50)
    ) {
        let (disk, start) = (disk(), workspace());
        let store = Store::init(Arc::new(disk.clone()), ROOT.into(), &start).expect("made");
        let mut files = (store, start.clone());
        let mut program = Program::start(&disk, start.clone(), 0);
        let leave = |program: &mut Program, files: &mut (Store, Workspace), seed| {
            program.journal.write().expect("written");
            program.journal.rotate().expect("rotated");
            *files = reopened(&disk, &files.0, &files.1, &program.workspace);
            assert_eq!(files.1, program.workspace);
            *program = Program::start(&disk, files.1.clone(), seed);
        };
        for throw in dice {
            match throw % 8 {
                0 => leave(&mut program, &mut files, u64::from(throw)),
                1 => _ = program.undoes(),
                2 => _ = program.redoes(),
                _ => if let Ok(transaction) = any_change(&program.workspace, &mut program.clerk, throw / 8) {
                    program.does(|_, _| Ok(transaction));
                    if throw % 3 == 0 {
                        program.journal.write().expect("written");
                    }
                }
            }
        }
        let end = program.workspace.clone();
        leave(&mut program, &mut files, 1);
        let mut count = 0;
        while program.undoes() {
            count += 1;
            if count % 5 == 0 {
                leave(&mut program, &mut files, 2);
            }
        }
        proptest::prop_assert_eq!(&program.workspace, &start);
        leave(&mut program, &mut files, 3);
        // What was taken back before `end` can be done again after it.
        for _ in 0..count {
            proptest::prop_assert!(program.redoes());
        }
        proptest::prop_assert_eq!(&program.workspace, &end);
    }
}

fn numbers(disk: &SimFs) -> impl Iterator<Item = u64> {
    let found = journal(disk).find().expect("read");
    found.lines.into_iter().map(|(_, line)| line.number)
}

fn numbers_in(disk: &SimFs) -> usize {
    numbers(disk).count()
}

#[test]
fn a_repair_says_where_the_damaged_part_is_and_only_once() {
    let (mut text, held) = text_of(3);
    text.truncate(text.len() - 10);
    let disk = with_text(&text);
    let said = journal(&disk).recall().trouble.expect("said");
    let folder = journal(&disk).folder;
    let aside = folder.join("journal.v1.damaged-1");
    assert_eq!(
        said,
        format!(
            "a part of the journal is damaged and cannot be undone; it is kept in {}",
            aside.display()
        )
    );
    assert!(disk.crash().get(&aside).is_some());
    assert_eq!(journal(&disk).recall().trouble, None);
    assert_eq!(
        undoable(&disk, &held),
        ["UK0002 added: A promise", "UK0001 added: A promise"]
    );
}

#[test]
fn a_journal_cut_at_any_byte_keeps_the_lines_before() {
    let (text, _) = text_of(3);
    let lines = line::places(&text);
    for cut in 0..=text.len() {
        let disk = with_text(&text[..cut]);
        let whole = lines.iter().filter(|place| place.end <= cut).count();
        assert_eq!(numbers_in(&disk), whole, "cut at {cut}");
        let recalled = journal(&disk).recall();
        let torn = !lines
            .iter()
            .any(|place| place.end == cut || place.end + 1 == cut)
            && cut > 0;
        assert_eq!(recalled.trouble.is_some(), torn, "cut at {cut}");
    }
}

#[test]
fn a_changed_byte_damages_its_own_line_and_no_other() {
    let (text, _) = text_of(3);
    let found = journal(&with_text(&text)).find().expect("read");
    for at in 0..text.len() {
        for bit in 0..8 {
            let mut text = text.clone();
            text[at] ^= 1 << bit;
            let now = journal(&with_text(&text)).find().expect("read");
            let untouched: Vec<u64> = found
                .lines
                .iter()
                .filter(|(place, _)| at < place.start || at > place.end)
                .map(|(_, line)| line.number)
                .collect();
            let left: Vec<u64> = now.lines.iter().map(|(_, line)| line.number).collect();
            // A line break that became something else joins two lines.
            let joined = found.lines.iter().any(|(place, _)| place.end == at);
            let next = found.lines.iter().position(|(place, _)| place.end == at);
            let expected: Vec<u64> = untouched
                .into_iter()
                .filter(|number| !joined || Some(*number) != next.map(|n| n as u64 + 2))
                .collect();
            assert_eq!(left, expected, "byte {at}, bit {bit}");
        }
    }
}

#[test]
fn garbage_behind_the_last_line_is_no_line() {
    let (text, _) = text_of(2);
    for garbage in [
        &[0; 5000][..],
        b"\xff\xfe\n\n{}\n",
        b"{} 3 0000000000000000\n",
        &text[5..60],
    ] {
        let mut text = text.clone();
        text.extend_from_slice(garbage);
        let disk = with_text(&text);
        let mut program = Program {
            workspace: workspace(),
            history: History::default(),
            clerk: Clerk::new(noon(), 1),
            journal: journal(&disk),
        };
        program.adds(9);
        let numbers: Vec<u64> = numbers(&disk).collect();
        assert_eq!(numbers.len(), 3, "{garbage:?}");
        assert!(numbers.is_sorted(), "{numbers:?}");
    }
}

#[test]
fn what_somebody_else_changed_stays_and_undo_goes_on_before_it() {
    let disk = disk();
    let mut program = Program::start(&disk, workspace(), 1);
    program.adds(1);
    program.adds(2);
    let retitle = |ws: &Workspace, title| {
        let record = RecordRef::Commitment(uk(2));
        revise::set_field(ws, &Clerk::new(noon(), 9), &record, Field::Title, title)
    };
    program.does(|ws, _| retitle(ws, "Ours"));
    program.journal.write().expect("written");
    let mut theirs = program.workspace.clone();
    let changed = retitle(&theirs, "Theirs").expect("proposed");
    changed.edits.iter().for_each(|edit| theirs.mirror(edit));
    let mut program = Program::start(&disk, theirs.clone(), 2);
    for _ in 0..2 {
        let stale = program.history.undo(&mut program.workspace);
        assert_eq!(stale.expect_err("changed since").id, "UK0002");
        assert_eq!(program.workspace, theirs);
    }
    assert!(program.undoes());
    assert!(!program.workspace.commitments().contains_key(&uk(1)));
    assert!(!program.undoes());
}

#[test]
fn undo_stops_at_final_minutes_for_what_they_hold_and_a_rotation_leaves_that_out() {
    let disk = disk();
    let mut program = Program::start(&disk, workspace(), 1);
    program.adds(1);
    program
        .does(|ws, clerk| convene::new_meeting(ws, clerk, MeetingKind::Review, clerk.today(), ""));
    let id = MeetingId::parse("2018-04-09").expect("an id");
    for state in [
        MeetingState::InProgress,
        MeetingState::Closed,
        MeetingState::Final,
    ] {
        program.does(|ws, clerk| convene::set_state(ws, clerk, &id, state));
    }
    program.adds(2);
    let before = disk.get(&program.journal.path()).expect("a journal").len();
    let mut journal = journal(&disk);
    journal.small = 0;
    for _ in 0..2 {
        let mut program = Program::start(&disk, program.workspace.clone(), 2);
        // What was done before and has nothing to do with them is not held.
        assert!(program.undoes());
        assert_eq!(program.history.stopped_at(), Some(&id));
        assert!(program.undoes());
        assert!(!program.undoes());
        assert_eq!(program.history.stopped_at(), Some(&id));
        journal.rotate().expect("rotated");
    }
    assert!(disk.get(&journal.path()).expect("a journal").len() < before);
    assert_eq!(numbers(&disk).collect::<Vec<_>>(), [1, 5, 6]);
}

#[test]
fn two_programs_at_once_have_numbers_of_their_own_and_one_history() {
    let disk = disk();
    let mut screen = Program::start(&disk, workspace(), 1);
    let mut command = Program::start(&disk, workspace(), 2);
    screen.adds(1);
    command.adds(2);
    assert!(screen.undoes());
    screen.journal.write().expect("written");
    assert!(screen.redoes());
    screen.adds(3);
    let number_and_act: Vec<(u64, Written)> = {
        let found = journal(&disk).find().expect("read");
        let lines = found
            .lines
            .iter()
            .map(|(_, line)| (line.number, line.said.act));
        lines.collect()
    };
    let expected = [
        (1, Written::Do),
        (2, Written::Do),
        (3, Written::Undo(1)),
        (4, Written::Redo(1)),
        (5, Written::Do),
    ];
    assert_eq!(number_and_act, expected);
    let mut both = screen.workspace.clone();
    let theirs = command.workspace.commitments().get(&uk(2)).expect("added");
    both.admit(Arc::clone(theirs));
    let expected = [
        "UK0003 added: A promise",
        "UK0001 added: A promise",
        "UK0002 added: A promise",
    ];
    assert_eq!(undoable(&disk, &both), expected);
}

#[test]
fn what_waits_is_written_once_the_disk_works_again() {
    let disk = disk();
    let mut program = Program::start(&disk, workspace(), 1);
    disk.refuse_changes(Some(ErrorKind::StorageFull));
    for number in 1..=3 {
        program.does(|ws, _| {
            add::commitment(ws, &uk(number), add::Promise::titled("UK", "A promise"))
        });
        let error = program.journal.write().expect_err("full");
        let said = error.consequence();
        assert!(
            said.starts_with("no storage space for the journal in /home/"),
            "{said}"
        );
    }
    assert!(program.undoes());
    disk.refuse_changes(None);
    program.adds(7);
    let found = undoable(&disk.crash(), &program.workspace);
    assert_eq!(
        found,
        [
            "UK0007 added: A promise",
            "UK0002 added: A promise",
            "UK0001 added: A promise"
        ]
    );
}

#[test]
fn a_disk_that_cannot_be_written_can_still_be_recalled_from() {
    let (mut text, held) = text_of(2);
    text.extend_from_slice(b"{\"time\":\"2018");
    let disk = with_text(&text);
    disk.refuse_changes(Some(ErrorKind::ReadOnlyFilesystem));
    assert_eq!(journal(&disk).recall().trouble, None);
    assert_eq!(undoable(&disk, &held), [added(2), added(1)]);
    disk.fail_at(disk.count() + 3, ErrorKind::PermissionDenied, Times::Once);
    let recalled = journal(&disk).recall();
    assert!(recalled.history.next_undo().is_none());
    let said = recalled.trouble.expect("said");
    assert!(
        said.starts_with("permission denied for the journal in /home/"),
        "{said}"
    );
    assert!(
        said.ends_with(": what was done before cannot be undone"),
        "{said}"
    );
}

#[test]
fn what_two_programs_both_took_back_is_done_again_once() {
    let disk = disk();
    let mut first = Program::start(&disk, workspace(), 1);
    first.adds(1);
    let mut second = Program::start(&disk, first.workspace.clone(), 2);
    for program in [&mut first, &mut second] {
        assert!(program.undoes());
        program.journal.write().expect("written");
    }
    let mut third = Program::start(&disk, workspace(), 3);
    assert!(third.redoes());
    assert!(!third.redoes());
}

#[test]
fn a_line_of_this_format_is_read_for_ever() {
    let text = include_str!("../../../tests/formats/journal.v1");
    let (_, held) = text_of(1);
    assert_eq!(
        undoable(&with_text(text.as_bytes()), &held),
        ["UK0001 added: A promise"]
    );
    let (now, _) = text_of(1);
    assert_eq!(String::from_utf8(now).expect("text"), text);
}

#[test]
fn lines_of_this_format_that_were_written_together_are_read_for_ever() {
    let text = include_str!("../../../tests/formats/journal-of-a-script.v1");
    let disk = disk();
    let mut program = Program::start(&disk, workspace(), 1);
    for number in 1..=2 {
        let promise = add::Promise::titled("UK", "A promise");
        program.does(|workspace, _| add::commitment(workspace, &uk(number), promise));
    }
    program.journal.write_together().expect("written");
    let now = disk.get(&program.journal.path()).expect("a journal");
    assert_eq!(String::from_utf8(now).expect("text"), text);
    assert_eq!(
        undoable(&with_text(text.as_bytes()), &program.workspace),
        ["UK0002 added: A promise", "UK0001 added: A promise"]
    );
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    let begun = with_text(first.as_bytes());
    assert_eq!(undoable(&begun, &workspace()), [""; 0]);
}

#[cfg(unix)]
#[test]
fn only_the_user_can_look_into_it() {
    use std::os::unix::fs::PermissionsExt as _;

    use crate::store::fs::RealFs;

    let home = tempfile::tempdir().expect("a folder");
    let state = home.path().join("state/roundtable");
    let mut journal = Journal::new(Arc::new(RealFs), &state, Path::new("/srv/uk"));
    let mut program = Program::start(&disk(), workspace(), 1);
    program.does(|ws, _| add::commitment(ws, &uk(1), add::Promise::titled("UK", "A promise")));
    std::mem::swap(&mut program.journal.waiting, &mut journal.waiting);
    journal.write().expect("written");
    for path in journal.path().ancestors().take(5) {
        let mode = path.metadata().expect("it is there").permissions().mode();
        assert_eq!(mode & 0o077, 0, "{}", path.display());
    }
    let label = std::fs::read_to_string(journal.folder.join("workspace")).expect("a label");
    assert_eq!(label, "/srv/uk\n");
}
