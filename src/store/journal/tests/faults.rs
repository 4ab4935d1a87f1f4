//! Every fault at every operation of an append, a rotation and a repair.

use std::collections::BTreeSet;

use super::*;
use crate::store::sim::Fault;

const FAULTS: [Fault; 5] = [
    Fault::Fail(ErrorKind::StorageFull),
    Fault::Late(ErrorKind::Other),
    Fault::Short(ErrorKind::StorageFull),
    Fault::Lie,
    Fault::Kill,
];

/// Calls `check` for every fault at every operation that `work` does on a disk that `prepare`
/// returns, with what `work` said, until it meets the fault no more; returns how many runs.
fn walk<T, R>(
    prepare: impl Fn() -> (SimFs, T),
    mut work: impl FnMut(&mut T) -> R,
    mut check: impl FnMut(SimFs, T, R, (Fault, Times), &str),
) -> usize {
    let mut runs = 0;
    for fault in FAULTS {
        for times in [Times::Once, Times::Forever] {
            for n in 1.. {
                let (disk, mut thing) = prepare();
                let start = disk.count();
                disk.fault_at(start + n, fault, times);
                let result = work(&mut thing);
                let ended = disk.count() < start + n;
                let log = disk.log();
                let told = format!("{fault:?} {times:?} at {n}: {:?}", log.get(start..));
                runs += 1;
                check(disk, thing, result, (fault, times), &told);
                if ended {
                    break;
                }
            }
        }
    }
    runs
}

/// Some disks that the next program may find: after a kill, and after a power cut, against which a
/// disk that lies about a sync is no help. (All of them are looked at in `store::crash_states`.)
fn next_disks(disk: &SimFs, fault: Fault) -> Vec<SimFs> {
    let cuts = disk.power_cuts().filter(|_| fault != Fault::Lie);
    let cuts: Vec<SimFs> = cuts.collect();
    let some = cuts.len().div_ceil(12).max(1);
    let cuts = cuts.into_iter().step_by(some);
    std::iter::once(disk.restart()).chain(cuts).collect()
}

fn append_under_faults(before: u32) -> usize {
    let prepare = || {
        let disk = disk();
        let mut program = Program::start(&disk, workspace(), 1);
        (1..=before).for_each(|number| program.adds(number));
        program.does(|ws, _| add::commitment(ws, &uk(50), add::Promise::titled("UK", "A promise")));
        (disk, program)
    };
    let work = |program: &mut Program| program.journal.write();
    let names = |numbers: &[u32]| -> Vec<String> { numbers.iter().map(|n| added(*n)).collect() };
    let old: Vec<u32> = (1..=before).rev().collect();
    let new: Vec<u32> = std::iter::once(50).chain(old.iter().copied()).collect();
    walk(
        prepare,
        work,
        |disk, mut program, result, (fault, times), told| {
            for next in next_disks(&disk, fault) {
                let found = undoable(&next, &program.workspace);
                let whole = found == names(&new);
                assert!(whole || found == names(&old), "{found:?}, {told}");
                assert!(whole || result.is_err(), "{told}");
                // Whoever comes next can go on.
                let mut other = Program::start(&next, program.workspace.clone(), 2);
                other.adds(60);
                let found = undoable(&next.crash(), &other.workspace);
                assert_eq!(found.first(), Some(&added(60)), "{told}");
                assert!(found.ends_with(&names(&old)), "{found:?}, {told}");
                let numbers: BTreeSet<u64> = numbers(&next).collect();
                let unique = numbers.len() == numbers_in(&next);
                assert!(unique || fault == Fault::Lie, "{told}");
            }
            if times == Times::Once && fault != Fault::Kill && result.is_err() {
                // What was not written waits, and nothing is written twice.
                program.adds(51);
                let mut all = vec![51];
                all.extend(&new);
                let found = undoable(&disk.crash(), &program.workspace);
                assert!(found.ends_with(&names(&old)), "{found:?}, {told}");
                // A disk that says that the journal is empty when it is not is believed.
                if fault != Fault::Lie {
                    assert_eq!(found, names(&all), "{told}");
                    assert_eq!(numbers_in(&disk), all.len(), "{told}");
                }
            }
        },
    )
}

#[test]
fn a_fault_at_any_operation_of_an_append_loses_nothing_written() {
    let runs = append_under_faults(2);
    assert!(runs > 80, "{runs}");
}

#[test]
fn a_fault_at_any_operation_of_the_first_append_is_told_and_made_good() {
    let runs = append_under_faults(0);
    assert!(runs > 150, "{runs}");
}

#[test]
fn a_fault_at_any_operation_of_a_rotation_loses_nothing_within_reach() {
    let (text, held) = text_of(8);
    let prepare = || {
        let disk = with_text(&text);
        let mut journal = journal(&disk);
        journal.small = 0;
        // Three lines are within reach, the last byte of another one too.
        let line = text.len() as u64 / 8;
        journal.reach = line * 3 + 2;
        (disk, journal)
    };
    let latest: Vec<String> = (6..=8).rev().map(added).collect();
    let work = |journal: &mut Journal| journal.rotate();
    let runs = walk(prepare, work, |disk, _, _, (fault, _), told| {
        for next in next_disks(&disk, fault) {
            let found = undoable(&next, &held);
            assert!(found.starts_with(&latest), "{found:?}, {told}");
            assert!(found.len() == 3 || found.len() == 8, "{found:?}, {told}");
            let mut other = Program::start(&next, held.clone(), 2);
            other.adds(60);
            assert_eq!(numbers(&next).last(), Some(9), "{told}");
        }
    });
    assert!(runs > 60, "{runs}");
}

#[test]
fn a_fault_at_any_operation_of_a_repair_loses_no_whole_line_and_no_damaged_one() {
    let (mut text, held) = text_of(4);
    let second = text.len() / 4 + 30;
    text[second] ^= 1;
    let damaged = text.split(|byte| *byte == b'\n').nth(1).expect("a line");
    let holds = |disk: &SimFs| {
        let contains = |path: &PathBuf| {
            let bytes = disk.get(path).unwrap_or_default();
            bytes.windows(damaged.len()).any(|window| window == damaged)
        };
        disk.paths().iter().any(contains)
    };
    let prepare = || {
        let disk = with_text(&text);
        let journal = journal(&disk);
        (disk, journal)
    };
    let work = |journal: &mut Journal| journal.recall();
    let runs = walk(prepare, work, |disk, _, recalled, (fault, _), told| {
        let mut history = recalled.history;
        let mut undone = 0;
        while let Ok(Some(_)) = history.undo(&mut held.clone()) {
            undone += 1;
        }
        let could_read = recalled.trouble.is_none_or(|said| said.contains("damaged"));
        assert!(
            undone == 3 || !could_read || fault == Fault::Lie,
            "{undone}, {told}"
        );
        for next in next_disks(&disk, fault) {
            let left = numbers(&next).collect::<Vec<_>>();
            assert_eq!(left, [1, 3, 4], "{told}");
            assert!(holds(&next) || fault == Fault::Lie, "{told}");
        }
    });
    assert!(runs > 60, "{runs}");
}
