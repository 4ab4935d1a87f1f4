//! Every procedure that changes the disk, ended or failing at every operation.
//!
//! ```text
//! scenarios  the procedures, a row each
//! sittings   a program that is left, and one that recovers what another left
//! oracle     what must hold of every disk that is left
//! ```
//!
//! [`Scenario::killed_anywhere`] kills the program before each operation and looks at every disk
//! that may be left; [`Scenario::killed_twice`] does it again while the next program opens that
//! disk; [`Scenario::failing_anywhere`] has each operation fail, once and for ever, until a run
//! passes. A procedure that is new is held to all of it by a row in [`scenarios::ALL`].

mod oracle;
mod scenarios;
mod sittings;

use std::io::ErrorKind;
use std::time::Duration;

use super::sim::{Fault, SimFs, Times};
use oracle::{Oracle, Run};
use scenarios::Start;

/// A procedure of the program.
pub(crate) struct Scenario {
    name: &'static str,
    /// Returns a disk, and what is done on it; that can be done again after it failed.
    begin: fn(&Start) -> (SimFs, Work),
    /// Whether what it calls done is durable.
    promises: bool,
    /// Whether it is made of many like another one.
    is_long: bool,
    /// Whether it can be recovered when it ends before its time.
    sits: bool,
}

/// Does something, and returns what it calls done.
pub(crate) type Work = Box<dyn FnMut() -> Called>;

/// What a program calls done; each includes the ones before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Called {
    Nothing,
    /// The line is in the journal.
    Recorded,
    /// The texts that were typed are kept.
    Kept,
    /// The files are saved; the texts are recorded or being recorded.
    Saved,
    /// There is nothing left to recover.
    All,
}

/// How many disks were looked at.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// All of them.
    disks: usize,
    /// Those that a program can tell apart.
    different: usize,
}

/// What the disk may answer, besides a write of which it does half and says nothing.
const ERRORS: [ErrorKind; 5] = [
    ErrorKind::Other,
    ErrorKind::StorageFull,
    ErrorKind::PermissionDenied,
    ErrorKind::ReadOnlyFilesystem,
    ErrorKind::Interrupted,
];

impl Scenario {
    fn begins(&self, start: &Start) -> (SimFs, Work) {
        let (disk, work) = (self.begin)(start);
        disk.settle();
        (disk, work)
    }

    /// Returns what must hold when that is called done.
    fn promised(&self, called: Called) -> Called {
        if self.promises {
            called
        } else {
            Called::Nothing
        }
    }

    /// Returns what must hold of the disk, given how it ends when nothing goes wrong.
    fn oracle(&self, start: &Start) -> (Oracle, Vec<String>) {
        let (disk, mut work) = self.begins(start);
        let (before, count) = (disk.files(), disk.count());
        assert_eq!(work(), Called::All, "{}", self.name);
        let log = disk.log().split_off(count);
        let oracle = Oracle::new(self, before, disk.crash().files());
        (oracle, log)
    }

    /// Kills the program before each operation, and hands over every disk that may be left, with
    /// what the program had called saved.
    fn ends(&self, start: &Start, log: &[String], mut look: impl FnMut(&SimFs, Called, &str)) {
        for n in 1..=log.len() + 1 {
            let unchanged = n > 1 && is_reading(&log[n - 2]);
            if unchanged && n <= log.len() {
                continue;
            }
            let (disk, mut work) = self.begins(start);
            disk.kill_at(disk.count() + n);
            let called = self.promised(work());
            drop(work);
            let told = format!("{}, killed at {n} of {log:?}", self.name);
            // Six files in a row leave each other's disks many times over.
            let step = if self.is_long { 5 } else { 1 };
            let cuts = disk.power_cuts().step_by(step);
            for next in std::iter::once(disk.restart()).chain(cuts) {
                look(&next, called, &told);
            }
        }
    }

    /// Looks at every disk that is left when the program or the power ends anywhere.
    fn killed_anywhere(&self, start: &Start) -> Count {
        let (mut oracle, log) = self.oracle(start);
        let mut count = Count::default();
        self.ends(start, &log, |next, called, told| {
            count.disks += 1;
            if oracle.check_new(next, called, told) {
                count.different += 1;
                oracle.opens(next, called, told);
            }
        });
        count
    }

    /// Kills the next program too, or has its disk fail, anywhere while it puts right what the
    /// first one left, on so many of the disks where it has something to put right.
    fn killed_twice(&self, start: &Start, most: usize) -> Count {
        let (mut oracle, log) = self.oracle(start);
        if !log
            .iter()
            .any(|operation| operation.ends_with(" journal.v1"))
        {
            return Count::default();
        }
        let mut left = Vec::new();
        self.ends(start, &log, |next, called, told| {
            if oracle.is_new_journal(next) && oracle::puts_right(next) {
                left.push((next.clone(), called, told.to_owned()));
            }
        });
        let (mut oracle, _) = self.oracle(start);
        let mut count = Count::default();
        let step = left.len().div_ceil(most).max(1);
        for (first, called, told) in left.iter().step_by(step) {
            let whole = first.restart();
            oracle::recall(&whole);
            let log = whole.log();
            for n in (1..=log.len()).filter(|n| *n == 1 || !is_reading(&log[n - 2])) {
                let disk = first.restart();
                disk.kill_at(n);
                oracle::recall(&disk);
                let told = format!("{told}, then at {n} of {log:?}");
                for next in std::iter::once(disk.restart()).chain(disk.power_cuts()) {
                    count.disks += 1;
                    if oracle.check_new(&next, *called, &told) {
                        count.different += 1;
                        oracle.opens(&next, *called, &told);
                    }
                }
            }
            count.disks += failing_again(first, *called, &mut oracle, told);
        }
        count
    }

    /// Has each operation fail, once and for ever, until a run passes; returns how many runs.
    fn failing_anywhere(&self, start: &Start) -> usize {
        let (mut oracle, _) = self.oracle(start);
        let mut runs = 0;
        // What is done in many steps differs in no other error than what is done in one.
        let kinds = if self.is_long || self.sits {
            &ERRORS[..2]
        } else {
            &ERRORS
        };
        let late = [ErrorKind::Other, ErrorKind::Interrupted].map(Fault::Late);
        let faults = kinds.iter().copied().map(Fault::Short).chain([Fault::Half]);
        for fault in faults.chain(late) {
            for times in [Times::Once, Times::Forever] {
                for n in 1.. {
                    let (disk, mut work) = self.begins(start);
                    let count = disk.count();
                    disk.fault_at(count + n, fault, times);
                    let called = work();
                    let log = disk.log().split_off(count);
                    let ended = log.len() < n;
                    let writes = log.get(n - 1).is_some_and(|name| name.starts_with("write"));
                    if fault != Fault::Half || writes {
                        runs += 1;
                        let told = format!("{}, {fault:?} {times:?} at {n} of {log:?}", self.name);
                        let run = Run {
                            disk: &disk,
                            called: self.promised(called),
                            promised: self.promised(Called::All),
                        };
                        oracle.after_a_fault(&run, &mut work, &told);
                    }
                    if ended {
                        assert_eq!(called, Called::All, "{} without a fault", self.name);
                        break;
                    }
                }
            }
        }
        runs
    }
}

/// Has each operation of the next program fail while it puts a disk right; returns how many disks
/// it leaves.
fn failing_again(first: &SimFs, called: Called, oracle: &mut Oracle, told: &str) -> usize {
    let mut disks = 0;
    for kind in [ErrorKind::Other, ErrorKind::StorageFull] {
        for times in [Times::Once, Times::Forever] {
            for n in 1.. {
                let disk = first.restart();
                disk.fault_at(n, Fault::Short(kind), times);
                oracle::recall(&disk);
                let told = format!("{told}, then {kind} {times:?} at {n} of {:?}", disk.log());
                for next in [&disk.restart(), &disk.crash()] {
                    disks += 1;
                    if oracle.check_new(next, called, &told) {
                        oracle.opens(next, called, &told);
                    }
                }
                if disk.count() < n {
                    break;
                }
            }
        }
    }
    disks
}

/// Says how much was looked at, to those who ask by `--nocapture`.
#[expect(clippy::print_stderr, reason = "it is caught unless it is asked for")]
fn told(what: &str) {
    eprintln!("{what}");
}

fn is_reading(operation: &str) -> bool {
    let verb = operation.split(' ').next().unwrap_or_default();
    ["list", "read", "read_end", "mode", "age"].contains(&verb)
}

#[test]
fn whenever_it_ends_every_file_is_old_or_new_and_what_is_saved_is_durable() {
    let (start, mut all) = (Start::new(), Count::default());
    for scenario in scenarios::ALL {
        let Count { disks, different } = scenario.killed_anywhere(&start);
        told(&format!(
            "{}: {disks} disks, {different} different",
            scenario.name
        ));
        assert!(different > 1, "{}: {different}", scenario.name);
        all.disks += disks;
        all.different += different;
    }
    told(&format!("killed: {all:?}"));
    assert!(all.disks >= 50_000, "{all:?}");
}

#[test]
fn a_program_that_is_ended_while_it_opens_what_another_left_loses_no_more() {
    let (start, mut all) = (Start::new(), Count::default());
    // To what is put right, one save is as good as six.
    for scenario in scenarios::ALL.iter().filter(|row| !row.is_long) {
        let Count { disks, different } = scenario.killed_twice(&start, 2);
        told(&format!(
            "{}: {disks} disks, {different} different",
            scenario.name
        ));
        all.disks += disks;
        all.different += different;
    }
    told(&format!("killed twice: {all:?}"));
    assert!(all.disks >= 20_000, "{all:?}");
}

#[test]
fn whatever_fails_nothing_is_called_saved_falsely_and_the_next_save_makes_it_good() {
    // The two halves take as long as each other.
    let sum = |is_of_half: fn(usize) -> bool| {
        let start = Start::new();
        let rows = scenarios::ALL.iter().enumerate();
        let rows = rows.filter(|(place, _)| is_of_half(*place));
        rows.map(|(_, row)| row.failing_anywhere(&start))
            .sum::<usize>()
    };
    let runs = std::thread::scope(|scope| {
        let half = scope.spawn(|| sum(|place| place % 2 == 0));
        sum(|place| place % 2 == 1) + half.join().expect("it ends")
    });
    told(&format!("failing: {runs} runs"));
    assert!(runs >= 5_000, "{runs}");
}

/// Long enough for anything that was left to be nobody's.
const LATER: Duration = Duration::from_hours(48);
