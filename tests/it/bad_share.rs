//! Several programs at once on a share that is slow and on which no lock keeps anybody out: what any
//! of them saved is in the file, beside it, in a version or in a journal.
//!
//! ```text
//! ROUNDTABLE_ROUNDS=1000 cargo test --test it bad_share -- --nocapture
//! ```
//!
//! A folder has the name of the lock, so that nobody can take it: each program goes on without, as it
//! does where locks are not known. `ROUNDTABLE_LINGER` has each call of the disk wait for a random time
//! (`base/failpoint.rs`), so that programs meet between looking at a file and replacing it.

#![expect(clippy::print_stderr, reason = "says what was tried")]

use std::path::Path;

use crate::shell::{Shell, text, wished};

/// How often all programs change the same commitment at once, unless somebody wants more.
const ROUNDS: usize = 40;

/// After how many rounds somebody begins anew.
const SHARE: usize = 20;

/// How many programs there are.
const PROGRAMS: usize = 4;

/// How many microseconds a call may take, of shares from near to far.
const SLOW: [&str; 4] = ["0", "300", "1000", "3000"];

#[test]
fn on_a_share_without_locks_what_was_saved_is_somewhere() {
    let rounds: usize = wished("ROUNDTABLE_ROUNDS").unwrap_or(ROUNDS);
    let mut counts = Counts::default();
    for first in (0..rounds).step_by(SHARE) {
        let shell = Shell::with_sample();
        without_locks(&shell.file("uk"));
        let mut done = Vec::new();
        for round in first..rounds.min(first + SHARE) {
            done.extend(all_at_once(&shell, round));
        }
        look(&shell, &done, &mut counts);
    }
    eprintln!("{rounds} rounds: {counts:?}");
    assert!(counts.in_the_file > 0);
}

/// What was tried.
#[derive(Debug, Default)]
struct Counts {
    /// Notes that are in the file.
    in_the_file: usize,
    /// Notes that were called saved and are in a version or a journal only.
    not_in_the_file: usize,
    /// Titles, which the next one may replace; all of them are somewhere.
    titles: usize,
    /// Changes that were not saved, as was said.
    refused: usize,
}

/// A change.
struct Done {
    value: String,
    is_title: bool,
    saved: bool,
}

/// Makes it impossible to take the lock of the workspace.
fn without_locks(folder: &Path) {
    let lock = folder.join(".roundtable/lock");
    // OK because it may be there already, as the file it is elsewhere.
    let _ = std::fs::remove_file(&lock);
    std::fs::create_dir_all(&lock).unwrap();
}

/// Has every program make one change, all of them at once.
fn all_at_once(shell: &Shell, round: usize) -> Vec<Done> {
    std::thread::scope(|scope| {
        let programs: Vec<_> = (0..PROGRAMS)
            .map(|program| scope.spawn(move || change(shell, round, program)))
            .collect();
        let done = programs.into_iter().map(|program| program.join().unwrap());
        done.collect()
    })
}

fn change(shell: &Shell, round: usize, program: usize) -> Done {
    let is_title = round % 4 == 3;
    let value = format!("change {round} of program {program}.");
    let line = if is_title {
        format!("edit UK0063 title \"{value}\"\n")
    } else {
        format!("set-status UK0063 limited note:\"{value}\"\n")
    };
    let script = format!("script-{program}.txt");
    std::fs::write(shell.file(&script), line).unwrap();
    let output = shell
        .program(&["--today", "2018-08-09", "apply", &script])
        .env("USER", format!("user{program}"))
        .env("XDG_STATE_HOME", shell.file(&format!("states/{program}")))
        .env("ROUNDTABLE_LINGER", SLOW[round % SLOW.len()])
        .output()
        .unwrap();
    let said = text(&output.stderr);
    // What clashes with a newer change is saved beside it, and not in the record: 3.
    let saved = matches!(output.status.code(), Some(0 | 3));
    assert!(saved || said.contains("was changed outside"), "{said}");
    Done {
        value,
        is_title,
        saved,
    }
}

/// Looks for every change.
fn look(shell: &Shell, done: &[Done], counts: &mut Counts) {
    let files = shell.held("uk/commitments");
    // What is called saved may not be in the journal alone, which is written before anything is.
    let versions = shell.held_below("states", "versions/objects");
    let kept = shell.held_below("states", "");
    for done in done {
        let in_a_file = files.contains(&done.value);
        let elsewhere = if done.saved { &versions } else { &kept };
        assert!(
            in_a_file || elsewhere.contains(&done.value),
            "`{}` is nowhere; said to be saved: {}",
            done.value,
            done.saved
        );
        *match done {
            Done { saved: false, .. } => &mut counts.refused,
            Done { is_title: true, .. } => &mut counts.titles,
            _ if in_a_file => &mut counts.in_the_file,
            _ => &mut counts.not_in_the_file,
        } += 1;
    }
    let problems = shell.problems();
    let problem = problems.iter().find(|line| !line.contains(".conflict-"));
    assert_eq!(problem, None, "{problems:?}");
}
