//! Somebody works for days with a program that is killed at any time: what was called saved stays.
//!
//! ```text
//! ROUNDTABLE_KILLS=5000 ROUNDTABLE_SEED=7 cargo test --test it killed_at_any_time -- --nocapture
//! ```
//!
//! The program is a script at the shell or a screen in a terminal; the kill comes at a random moment
//! of it, and now and then at a random moment of the recovery too. When that moment is in the
//! life of the program depends on the machine, so that each run tries others.

#![expect(clippy::print_stderr, reason = "says what was tried")]

use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, poll};
use rustix::process::{Pid, PidfdFlags, Signal, pidfd_open};

use super::seat::Seat;
use crate::chance::Chance;
use crate::shell::{Shell, wished};

/// How often it is killed, unless somebody wants it more often.
const KILLS: u64 = 300;

/// After how many kills somebody begins anew: files that grow for ever are slow, and no others.
const ROUND: u64 = 50;

/// The files that one script changes, together.
const TOGETHER: [&str; 3] = ["UK0064", "UK0065", "UK0066"];

/// How many changes are made on a screen before it is left.
const ON_SCREEN: usize = 4;

#[test]
fn killed_at_any_time_it_keeps_what_it_called_saved() {
    let kills = wished("ROUNDTABLE_KILLS").unwrap_or(KILLS);
    let seed = wished("ROUNDTABLE_SEED").unwrap_or(20_180_809);
    let counts: Vec<Counts> = std::thread::scope(|scope| {
        let hands = [0, 1].map(|hand| {
            scope.spawn(move || {
                let mut counts = Counts::default();
                for round in (hand..kills.div_ceil(ROUND)).step_by(2) {
                    Life::new(seed + round).go_on(ROUND, &mut counts);
                }
                counts
            })
        });
        hands.map(|hand| hand.join().unwrap()).into()
    });
    for counts in &counts {
        eprintln!("seed {seed}: {counts:?}");
        assert!(counts.killed_at_work > 0 && counts.saved > 0);
    }
}

/// What was tried.
#[derive(Debug, Default)]
struct Counts {
    /// Programs that were killed before they ended by themselves.
    killed_at_work: usize,
    /// Programs that were faster.
    ended_before: usize,
    /// Recoveries that were killed.
    killed_in_recovery: usize,
    /// Changes that were called saved.
    saved: usize,
    /// Changes that were not, and are there all the same.
    there_unsaid: usize,
    /// Changes that were not, and are not.
    not_there: usize,
    /// Programs after which there was something to recover.
    recovered: usize,
}

/// A change, known by its note.
struct Done {
    note: String,
    /// In how many files it is.
    files: usize,
    said: bool,
}

/// One workspace over many kills.
struct Life {
    shell: Shell,
    chance: Chance,
    done: Vec<Done>,
    /// How long a script takes here, and a screen.
    takes: [Duration; 2],
}

impl Life {
    fn new(seed: u64) -> Self {
        Self {
            shell: Shell::with_sample_in_memory(),
            chance: Chance(seed),
            done: Vec::new(),
            takes: [Duration::from_millis(300), Duration::from_secs(2)],
        }
    }

    fn go_on(&mut self, kills: u64, counts: &mut Counts) {
        for kill in 0..kills {
            let on_screen = self.chance.below(4) == 0;
            let limit = self.moment(usize::from(on_screen));
            let begun = Instant::now();
            let ended = if on_screen {
                self.work_on_a_screen(kill, begun + limit)
            } else {
                self.apply_a_script(kill, limit)
            };
            let takes = &mut self.takes[usize::from(on_screen)];
            if ended {
                counts.ended_before += 1;
                *takes = begun.elapsed();
            } else {
                counts.killed_at_work += 1;
                *takes = *takes * 17 / 16;
            }
            self.recover(counts);
            self.look(kill);
        }
        let problems = self.shell.problems();
        assert_eq!(problems, [""; 0]);
        for done in &self.done {
            let there = count(&self.shell.held("uk/commitments"), &done.note) > 0;
            *match (done.said, there) {
                (true, _) => &mut counts.saved,
                (false, true) => &mut counts.there_unsaid,
                (false, false) => &mut counts.not_there,
            } += 1;
        }
    }

    /// Returns a moment of the life of a script or a screen, or a little later.
    fn moment(&mut self, kind: usize) -> Duration {
        let most = self.takes[kind].as_micros() * 5 / 4;
        Duration::from_micros(self.chance.below(u64::try_from(most).unwrap().max(1)))
    }

    /// Applies a script that changes several files; returns whether it came to its end.
    fn apply_a_script(&mut self, kill: u64, limit: Duration) -> bool {
        let note = format!("script {kill}.");
        let lines = TOGETHER.map(|id| format!("set-status {id} limited note:\"{note}\"\n"));
        std::fs::write(self.shell.file("script.txt"), lines.concat()).unwrap();
        let arguments = ["--today", "2018-08-09", "apply", "script.txt"];
        let ended = run_for(limit, self.shell.program(&arguments));
        if let Some(ended) = ended {
            assert!(ended.success(), "{note}");
        }
        self.done.push(Done {
            note,
            files: TOGETHER.len(),
            said: ended.is_some(),
        });
        ended.is_some()
    }

    /// Makes some changes on the screen and leaves it; returns whether it came to that.
    fn work_on_a_screen(&mut self, kill: u64, until: Instant) -> bool {
        let mut seat = Seat::at(self.shell.home());
        if !seat.comes_to(until, |screen| screen.contents().contains("1 Commitments")) {
            return killed(&mut seat);
        }
        for change in 0..ON_SCREEN {
            let note = format!("screen {kill}-{change}.");
            let (letter, status) = [("l", "limited"), ("c", "complete")][change % 2];
            seat.type_in(&["s", letter, &note, "\r"]);
            let saved = format!("→ {status} · u undoes");
            let said = seat.comes_to(until, |screen| {
                let shown = screen.contents();
                let (title, _) = shown.split_once('\n').unwrap_or_default();
                shown.contains(&saved) && title.contains("saved 1")
            });
            self.done.push(Done {
                note,
                files: 1,
                said,
            });
            if !said {
                return killed(&mut seat);
            }
        }
        seat.type_in(&["q"]);
        // It shows nothing any more: this waits for its end.
        seat.comes_to(until, |_| false);
        seat.has_ended() || killed(&mut seat)
    }

    /// Recovers as the next program does, at the shell or on a screen, now and then killed as well.
    fn recover(&mut self, counts: &mut Counts) {
        let recover = ["--today", "2018-08-09", "recover"];
        let [list, restore] =
            ["--list", "--restore"].map(|option| [&recover[..], &[option]].concat());
        let not_saved = |said: &str| said.contains("not saved: ");
        let first = self.shell.done(&list);
        if first.starts_with("nothing to recover") {
            return;
        }
        if not_saved(&first) {
            counts.recovered += 1;
            let how = self.chance.below(4);
            if how == 0 {
                let limit = self.moment(0);
                let ended = run_for(limit, self.shell.program(&restore));
                counts.killed_in_recovery += usize::from(ended.is_none());
            } else if how == 1 {
                let mut seat = Seat::at(self.shell.home());
                seat.wait_for("Not saved");
                seat.key("r", "· u");
                seat.wait_until_saved();
                seat.type_in(&["q"]);
                let (ended, _) = seat.wait_for_end();
                assert!(ended.success());
            }
        }
        self.shell.done(&restore);
        let again = self.shell.done(&list);
        assert!(!not_saved(&again), "{again}");
    }

    /// Looks whether all that was said to be saved is there, and nothing half.
    fn look(&self, kill: u64) {
        let names = std::fs::read_dir(self.shell.file("uk/commitments")).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let strange: Vec<_> = names
            .filter(|name| name.contains("conflict") || name.contains("kept"))
            .collect();
        assert_eq!(strange, [""; 0], "after kill {kill}");
        let held = self.shell.held("uk/commitments");
        for done in &self.done {
            let found = count(&held, &done.note);
            let right = found == done.files || (found == 0 && !done.said);
            let Done { note, files, said } = done;
            assert!(
                right,
                "after kill {kill}: `{note}` is in {found} of {files} files; said to be saved: {said}"
            );
        }
    }
}

fn count(held: &str, note: &str) -> usize {
    held.matches(note).count()
}

/// Kills the program in a seat; returns that it did not come to its end.
fn killed(seat: &mut Seat) -> bool {
    seat.send(Signal::KILL);
    let _ = seat.wait_for_end();
    false
}

/// Runs a program and kills it after that time; returns how it ended where it was faster.
fn run_for(limit: Duration, mut command: Command) -> Option<ExitStatus> {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child: Child = quiet.spawn().unwrap();
    let pid = Pid::from_raw(i32::try_from(child.id()).unwrap()).unwrap();
    let exited = pidfd_open(pid, PidfdFlags::empty()).unwrap();
    let mut exited = [PollFd::new(&exited, PollFlags::IN)];
    let in_time = poll(&mut exited, Some(&limit.try_into().unwrap())).unwrap() > 0;
    if !in_time {
        child.kill().unwrap();
    }
    let ended = child.wait().unwrap();
    // It may have ended between the two.
    ended.code().map(|_| ended)
}
