//! The real program, ended or failed at every call it makes of the system.
//!
//! `strace` puts the faults in; where it is not there, or may not be used, these tests say so and
//! pass. A call is counted by its name, since that is how `strace` counts. Each run goes on one copy of
//! a workspace and of the user's folder; afterwards the next program recovers, and every file is as it
//! was or as it was to be, together.
//!
//! With `--nocapture` they say how many points were tried.
//!
//! `ROUNDTABLE_EVERY_CALL=1` tries every point; else an even sample, so that it takes seconds.

#![expect(
    clippy::print_stderr,
    reason = "says what was tried, and where nothing could be"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use crate::pty::sample;

/// What is done: one line for each of three files, saved together.
const SCRIPT: &str =
    "set-status UK0063 limited\nset-status UK0064 complete\nadd-milestone UK0065 A new step\n";

/// The files that it changes.
const CHANGED: [&str; 3] = ["uk0063", "uk0064", "uk0065"];

/// The most points that are tried where not all are.
const SAMPLE: usize = 60;

/// Calls that the program itself does not make, or that end it.
const NOT_TRIED: [&str; 5] = [
    "execve",
    "exit",
    "exit_group",
    "rt_sigreturn",
    "restart_syscall",
];

/// Calls about files. Not `close`, which cannot fail for a folder but by a fault put in, and then the
/// standard library itself panics.
const OF_FILES: [&str; 29] = [
    "openat",
    "openat2",
    "open",
    "read",
    "pread64",
    "write",
    "pwrite64",
    "writev",
    "fsync",
    "fdatasync",
    "rename",
    "renameat",
    "renameat2",
    "link",
    "linkat",
    "unlink",
    "unlinkat",
    "mkdir",
    "mkdirat",
    "rmdir",
    "fchmod",
    "fchmodat",
    "ftruncate",
    "flock",
    "statx",
    "newfstatat",
    "fstat",
    "lseek",
    "getdents64",
];

/// A workspace, the user's folder and the script, as they are before each run.
struct Ground {
    scratch: tempfile::TempDir,
}

/// What a run left.
#[derive(Debug, PartialEq, Eq, Clone, Copy)]
enum Left {
    Old,
    New,
}

impl Ground {
    /// Makes it, with a change in the journal already; `None` where no faults can be put in.
    fn new() -> Option<Self> {
        let scratch = tempfile::tempdir().unwrap();
        let ground = Self { scratch };
        let pristine = ground.path("pristine");
        std::fs::create_dir(&pristine).unwrap();
        sample(&pristine);
        std::fs::write(pristine.join("script.txt"), SCRIPT).unwrap();
        let set = ["set", "UK0070", "limited"];
        let first = program(&pristine).args(set).output().unwrap();
        assert!(first.status.success());
        let (traced, _) = ground.run(&[]);
        match traced {
            Some(output) if output.status.success() => Some(ground),
            _ => {
                eprintln!("not tried: strace is not there or may not be used here");
                None
            }
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// Runs the script on a fresh copy with these faults; returns what came of it, and where.
    fn run(&self, faults: &[String]) -> (Option<Output>, PathBuf) {
        let here = self.path("here");
        let _ = std::fs::remove_dir_all(&here);
        copy(&self.path("pristine"), &here);
        let mut traced = Command::new("strace");
        traced.args(["-f", "-qq", "-o"]).arg(self.path("trace"));
        traced.args(faults).arg(env!("CARGO_BIN_EXE_roundtable"));
        environment(&mut traced, &here);
        traced.args(["-w", "uk", "--today", "2018-08-09", "apply", "script.txt"]);
        (traced.output().ok(), here)
    }

    /// Returns how often each call was made by the last run.
    fn counts(&self) -> BTreeMap<String, usize> {
        let trace = std::fs::read_to_string(self.path("trace")).unwrap();
        let mut counts = BTreeMap::new();
        for line in trace.lines() {
            let call = line.split_whitespace().nth(1).unwrap_or_default();
            let name = call.split('(').next().unwrap_or_default();
            if call.contains('(') && !NOT_TRIED.contains(&name) {
                *counts.entry(name.to_owned()).or_insert(0) += 1;
            }
        }
        counts
    }

    /// Recovers as the next program does, and returns whether the files are old or new.
    fn left(&self, here: &Path, told: &str) -> Left {
        let recover = |option| program(here).args(["recover", option]).output().unwrap();
        let restored = recover("--restore");
        assert!(
            restored.status.success(),
            "{told}: {}",
            text(&restored.stderr)
        );
        let again = recover("--list");
        assert!(
            text(&again.stdout).starts_with("nothing to recover"),
            "{told}: {}",
            text(&again.stdout)
        );
        // On a day after all that the sample tells of.
        let checked = program_on("2019-01-01", here).arg("check").output();
        let checked = checked.unwrap();
        // A temporary file may be left: it is swept when it is surely nobody's.
        let problems = text(&checked.stdout);
        let mut problems = problems.lines();
        let problem = problems.find(|line| {
            !line.contains("a save was interrupted") && !line.ends_with("no problems")
        });
        assert_eq!(problem, None, "{told}");
        let commitments = here.join("uk/commitments");
        let names = std::fs::read_dir(&commitments).unwrap();
        let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let strange: Vec<String> = names
            .filter(|name| name.contains("conflict") || name.contains("kept"))
            .collect();
        assert_eq!(strange, [""; 0], "{told}");
        let is_old = |id: &&str| {
            let file = format!("uk/commitments/{id}.ron");
            let before = std::fs::read(self.path("pristine").join(&file)).unwrap();
            std::fs::read(here.join(&file)).unwrap() == before
        };
        match CHANGED.iter().filter(|id| is_old(id)).count() {
            0 => Left::New,
            3 => Left::Old,
            n => panic!("{told}: {n} of 3 files are old"),
        }
    }
}

fn environment(command: &mut Command, here: &Path) {
    command.current_dir(here).env_clear();
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command
        .env("HOME", here)
        .env("XDG_STATE_HOME", here.join("state"));
}

fn program(here: &Path) -> Command {
    program_on("2018-08-09", here)
}

fn program_on(day: &str, here: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
    environment(&mut command, here);
    command.args(["-w", "uk", "--today", day]);
    command
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (path, name) = entry
            .map(|entry| (entry.path(), entry.file_name()))
            .unwrap();
        if path.is_dir() {
            copy(&path, &to.join(name));
        } else {
            std::fs::copy(&path, to.join(name)).unwrap();
        }
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns all points, or an even sample of them.
fn tried<T>(points: Vec<T>) -> Vec<T> {
    let all = std::env::var_os("ROUNDTABLE_EVERY_CALL").is_some();
    let step = if all {
        1
    } else {
        points.len().div_ceil(SAMPLE).max(1)
    };
    points.into_iter().step_by(step).collect()
}

#[test]
fn ended_at_any_call_all_of_it_is_there_after_recovery_or_none() {
    let Some(ground) = Ground::new() else { return };
    let counts = ground.counts();
    let points = counts
        .iter()
        .flat_map(|(name, count)| (1..=*count).map(move |k| (name.clone(), k)));
    let (mut old, mut new) = (0, 0);
    for (name, k) in tried(points.collect()) {
        let fault = format!("inject={name}:signal=SIGKILL:when={k}");
        let (output, here) =
            ground.run(&["-e".into(), format!("trace={name}"), "-e".into(), fault]);
        let told = format!("killed at {name} {k}");
        let said = output.is_some_and(|output| output.status.success());
        match ground.left(&here, &told) {
            Left::Old if said => panic!("{told}: it said that it was done"),
            Left::Old => old += 1,
            Left::New => new += 1,
        }
    }
    eprintln!(
        "killed at {} points of {counts:?}: {old} before, {new} after",
        old + new
    );
    assert!(old > 0 && new > 0);
}

#[test]
fn whatever_call_fails_nothing_is_called_done_falsely_and_no_file_is_broken() {
    let Some(ground) = Ground::new() else { return };
    let counts = ground.counts();
    let errors = ["EIO", "ENOSPC", "EACCES", "EROFS", "EMFILE"];
    let of_files = counts
        .iter()
        .filter(|(name, _)| OF_FILES.contains(&name.as_str()));
    let points = of_files.flat_map(|(name, count)| {
        let error = move |k| errors.map(|error| (name.clone(), k, error));
        (1..=*count).flat_map(error)
    });
    let mut outcomes = String::new();
    let (mut done, mut refused) = (0, 0);
    for (name, k, error) in tried(points.collect()) {
        let fault = format!("inject={name}:error={error}:when={k}");
        let (output, here) =
            ground.run(&["-e".into(), format!("trace={name}"), "-e".into(), fault]);
        let told = format!("{error} at {name} {k}");
        let output = output.unwrap();
        let complaint = text(&output.stderr);
        assert!(!complaint.contains("panicked"), "{told}: {complaint}");
        match (output.status.success(), ground.left(&here, &told)) {
            (true, Left::Old) => panic!("{told}: it said that it was done"),
            (true, Left::New) => done += 1,
            (false, _) => {
                refused += 1;
                let _ = writeln!(outcomes, "{told}: {complaint}");
            }
        }
    }
    eprintln!(
        "{} faults: {done} done all the same, {refused} refused",
        done + refused
    );
    assert!(done > 0 && refused > 0, "{outcomes}");
}
