//! What a program that ends at any moment leaves behind is found, offered once, and never undone.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::*;
use crate::model::history::Committed;
use crate::model::verbs::add;
use crate::model::verbs::recover::recover;
use crate::model::verbs::tests::{noon, uk, workspace};
use crate::model::{Clerk, History, Unfinished, Workspace};
use crate::store::sim::SimFs;
use crate::store::{FileKey, Journal, Store};

const STATE: &str = "/home/state/roundtable";
const ROOT: &str = "/home/uk";

fn who() -> Who {
    Who {
        since: noon(),
        process: 7,
        name: "anna on desk-7".to_owned(),
    }
}

fn journal(disk: &SimFs) -> Journal {
    Journal::new(Arc::new(disk.clone()), Path::new(STATE), Path::new(ROOT)).of(who())
}

fn load(disk: &SimFs) -> (Store, Workspace) {
    let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).expect("a workspace");
    (loaded.store, loaded.workspace)
}

fn text(words: &str) -> Unrecorded {
    Unrecorded {
        heading: "note on UK0001".to_owned(),
        place: "somewhere".to_owned(),
        values: vec![words.to_owned()],
    }
}

/// Returns a disk with a workspace of no commitment.
fn disk() -> SimFs {
    let disk = SimFs::new(Path::new("/home"));
    Store::init(Arc::new(disk.clone()), ROOT.into(), &workspace()).expect("a new workspace");
    disk
}

/// Adds a commitment to the workspace in memory.
fn adds(workspace: &mut Workspace, number: u32) -> Committed {
    let transaction = add::commitment(
        workspace,
        &uk(number),
        add::Promise::titled("UK", "A promise"),
    );
    let mut clerk = Clerk::new(noon(), 1);
    let transaction = transaction.expect("proposed");
    let done = History::default().commit(workspace, &mut clerk, transaction);
    done.expect("it fits")
}

/// Does what the thread does that saves: the journal, the files, the note that they are saved.
/// Returns whether it can be called saved.
fn saves(journal: &mut Journal, store: &Store, workspace: &Workspace, done: Committed) -> bool {
    let keys: Vec<_> = done.transaction.edits.iter().map(FileKey::of).collect();
    journal.note(done, noon());
    let written = journal.write().is_ok();
    let saved = keys.iter().all(|key| store.save(workspace, key).is_ok());
    if saved {
        journal.note_saved(journal.last_line());
    }
    written && saved
}

/// Opens as the next program does, restores what is offered, saves it and leaves; returns the
/// workspace and the texts that were not recorded. `None` when the disk does not let it.
fn recovers(disk: &SimFs) -> Option<(Workspace, Vec<Unrecorded>)> {
    let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).ok()?;
    let (store, mut workspace) = (loaded.store, loaded.workspace);
    let mut journal = journal(disk);
    let mut texts = Vec::new();
    for one in journal.recall().unfinished {
        let recovered = recover(&workspace, &one);
        assert_eq!(recovered.rivals, []);
        if let Some(transaction) = recovered.transaction {
            let mut clerk = Clerk::new(noon(), 2);
            let done = History::default().commit(&mut workspace, &mut clerk, transaction);
            saves(&mut journal, &store, &workspace, done.expect("it fits")).then_some(())?;
        }
        journal.settle(&one.name).ok()?;
        texts.extend(one.unrecorded);
    }
    journal.leave(true).ok()?;
    Some((workspace, texts))
}

/// Returns the disk after a kill, and some of those that a power cut may leave, the barest first.
fn some_that_may_be_left(disk: &SimFs) -> impl Iterator<Item = SimFs> {
    std::iter::once(disk.restart()).chain(disk.power_cuts().step_by(61))
}

fn offered(disk: &SimFs) -> Vec<Unfinished> {
    journal(disk).recall().unfinished
}

#[test]
fn lines_that_were_written_together_are_recovered_together() {
    let disk = disk();
    let (_, mut ours) = load(&disk);
    let mut program = journal(&disk);
    for number in 1..=3 {
        program.note(adds(&mut ours, number), noon());
    }
    program.write_together().expect("written");
    let path = program.path();
    let whole = disk.get(&path).expect("a journal");
    let disk = disk.restart();
    // A kill in the middle of a write leaves the beginning of it.
    for length in 0..whole.len() {
        disk.put(&path, &whole[..length]);
        // Then somebody else writes, whose line gets the number of the one that is torn.
        let mut another = journal(&disk);
        another.note(adds(&mut ours.clone(), 9), noon());
        another.write().expect("written");
        let done = offered(&disk.restart()).remove(0).done;
        // All of it is there but for its line break: the line that follows brings that.
        let expected = if length == whole.len() - 1 { 4 } else { 1 };
        assert_eq!(done.len(), expected, "cut off after {length} bytes");
    }
}

#[test]
fn nothing_of_a_script_ended_in_the_middle_comes_back_for_who_was_ended_before() {
    let disk = disk();
    let (store, mut ours) = load(&disk);
    let mut program = journal(&disk);
    let done = adds(&mut ours, 1);
    assert!(saves(&mut program, &store, &ours, done));
    // It is killed before it can clear its place, in which no line is missing.
    let disk = disk.restart();
    let path = program.path();
    let before = disk.get(&path).expect("a journal").len();
    let mut script = journal(&disk);
    for number in 2..=4 {
        script.note(adds(&mut ours, number), noon());
    }
    script.write_together().expect("written");
    let whole = disk.get(&path).expect("a journal");
    for length in before..whole.len() - 1 {
        for somebody_else_writes in [false, true] {
            let disk = disk.restart();
            disk.put(&path, &whole[..length]);
            if somebody_else_writes {
                let mut another = journal(&disk);
                another.note(adds(&mut ours.clone(), 9), noon());
                another.write().expect("written");
            }
            let recalled = journal(&disk.restart()).recall();
            let told = format!("cut off after {length} bytes, {somebody_else_writes}");
            let next = recalled.history.next_undo();
            let next = next.map(|next| next.sentence.as_str());
            let last = if somebody_else_writes { 9 } else { 1 };
            assert!(
                next.is_some_and(|next| next.starts_with(&uk(last).to_string())),
                "{told}"
            );
            let done = recalled.unfinished.iter().flat_map(|one| &one.done);
            let script = |sentence: &str| (2..=4).any(|n| sentence.starts_with(&uk(n).to_string()));
            assert!(
                !done.into_iter().any(|(_, done)| script(&done.sentence)),
                "{told}"
            );
        }
    }
}

#[test]
fn what_was_done_and_not_saved_when_it_was_killed_is_there_after_recovery() {
    for n in 1.. {
        let disk = disk();
        let (store, mut ours) = load(&disk);
        let mut program = journal(&disk);
        assert!({
            let done = adds(&mut ours, 1);
            saves(&mut program, &store, &ours, done)
        });
        let start = disk.count();
        disk.kill_at(start + n);
        let done = adds(&mut ours, 2);
        let saved = saves(&mut program, &store, &ours, done);
        for next in some_that_may_be_left(&disk) {
            let told = format!("killed at {n}: {:?}", disk.log().get(start..));
            let in_the_journal = {
                let history = journal(&next).recall().history;
                let last = history.next_undo().expect("the first change at least");
                last.sentence.contains("UK0002")
            };
            let (found, _) = recovers(&next).expect("the disk works");
            let is_there = found.commitments().contains_key(&uk(2));
            assert!(found.commitments().contains_key(&uk(1)), "{told}");
            assert!(is_there || !saved, "{told}");
            assert_eq!(is_there, in_the_journal || is_there, "{told}");
            assert!(is_there || !in_the_journal, "{told}");
            // Nothing is offered a second time, and looking again changes nothing.
            assert_eq!(offered(&next), [], "{told}");
            assert_eq!(load(&next).1, found, "{told}");
        }
        if saved {
            assert!(n > 20, "{n} operations");
            break;
        }
    }
}

#[test]
fn a_recovery_that_is_killed_itself_is_done_by_the_next_one() {
    let before = disk();
    let (store, mut ours) = load(&before);
    let mut program = journal(&before);
    let done = adds(&mut ours, 1);
    program.note(done, noon());
    program.write().expect("written");
    program.keep(&[text("The da")]).expect("kept");
    drop((program, store));
    for n in 1.. {
        let disk = before.restart();
        disk.kill_at(n);
        let _ = recovers(&disk);
        let ended = disk.count() < n;
        let next = disk.restart();
        let (found, _) = recovers(&next).expect("the disk works");
        assert!(found.commitments().contains_key(&uk(1)), "killed at {n}");
        assert_eq!(offered(&next), [], "killed at {n}");
        if ended {
            assert!(n > 30, "{n} operations");
            break;
        }
    }
}

#[test]
fn a_place_is_cleared_away_whenever_its_program_was_killed_while_it_kept_texts() {
    for n in 1.. {
        let disk = disk();
        let mut program = journal(&disk);
        disk.kill_at(disk.count() + n);
        let kept = program.keep(&[text("The da")]).is_ok();
        let next = disk.restart();
        let mut other = journal(&next);
        for one in other.recall().unfinished {
            other.settle(&one.name).expect("cleared away");
        }
        let sittings = |path: &std::path::PathBuf| path.iter().any(|name| name == "sittings");
        // One that was only begun is passed over: it may be of a program that begins now.
        let left = next.paths().into_iter().filter(sittings).count();
        assert_eq!(left, 0, "killed at {n}: {:?}", disk.log());
        if kept {
            break;
        }
    }
}

#[test]
fn texts_not_recorded_are_the_ones_before_or_after_whatever_is_killed() {
    for n in 1.. {
        let disk = disk();
        let mut program = journal(&disk);
        program.keep(&[text("The da")]).expect("kept");
        let start = disk.count();
        disk.kill_at(start + n);
        let kept = program.keep(&[text("The date slipped")]).is_ok();
        for next in some_that_may_be_left(&disk) {
            let texts: Vec<_> = offered(&next)
                .into_iter()
                .flat_map(|one| one.unrecorded)
                .collect();
            let [found] = texts.as_slice() else {
                panic!("killed at {n}: {texts:?}");
            };
            let words = found.values.concat();
            assert!(["The da", "The date slipped"].contains(&words.as_str()));
            assert!(!kept || words == "The date slipped", "killed at {n}");
        }
        if kept {
            break;
        }
    }
}

#[test]
fn a_program_that_was_left_in_order_leaves_nothing_and_one_at_work_is_left_alone() {
    let disk = disk();
    let (store, mut ours) = load(&disk);
    let mut program = journal(&disk);
    let done = adds(&mut ours, 1);
    assert!(saves(&mut program, &store, &ours, done));
    program.keep(&[text("The da")]).expect("kept");
    assert_eq!(offered(&disk), [], "it is still at work");
    program.keep(&[]).expect("recorded");
    program.leave(true).expect("left");
    assert_eq!(offered(&disk.restart()), []);
    let left: Vec<_> = disk.paths().into_iter().collect();
    assert!(
        !left
            .iter()
            .any(|path| path.to_string_lossy().contains("sittings")),
        "{left:?}"
    );
}

#[test]
fn what_others_saved_since_is_not_written_over() {
    let disk = disk();
    let (store, mut ours) = load(&disk);
    let mut program = journal(&disk);
    let done = adds(&mut ours, 1);
    program.note(done, DateTime::MIN);
    program.write().expect("written");
    drop(program);
    // Somebody else made the same promise meanwhile, under another title.
    let theirs = add::commitment(
        &workspace(),
        &uk(1),
        add::Promise::titled("UK", "Another promise"),
    );
    let (mut held, mut clerk) = (workspace(), Clerk::new(noon(), 3));
    let theirs = History::default()
        .commit(&mut held, &mut clerk, theirs.expect("proposed"))
        .expect("it fits");
    let key = FileKey::of(&theirs.transaction.edits[0]);
    let _ = store.save(&held, &key).expect("saved");
    let (_, found) = load(&disk);
    let [one] = offered(&disk).try_into().expect("one is offered");
    let recovered = recover(&found, &one);
    assert_eq!(recovered.transaction, None);
    let [rival] = recovered.rivals.as_slice() else {
        panic!("{:?}", recovered.rivals);
    };
    assert_eq!(rival.clashes[0].theirs.as_deref(), Some("Another promise"));
    assert_eq!(rival.clashes[0].ours.as_deref(), Some("A promise"));
}

#[test]
fn a_text_too_long_to_be_kept_is_said_not_to_be_and_takes_no_other_with_it() {
    let disk = disk();
    let mut sitting = journal(&disk);
    let long = text(&"a long text ".repeat(400_000));
    let short = text("a short one");
    let error = sitting
        .keep(&[long, short.clone()])
        .expect_err("it is too long");
    assert_eq!(error.in_brief(), "over 4 MiB");
    let left = journal(&disk.restart()).recall().unfinished;
    let kept: Vec<_> = left.iter().flat_map(|one| &one.unrecorded).collect();
    assert_eq!(kept, [&short]);
    assert!(sitting.keep(&[short]).is_ok());
}
