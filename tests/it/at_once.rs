//! Many programs at once on one workspace: nothing that any of them saved is lost.
//!
//! `ROUNDTABLE_EDITS` says how many changes each of them makes; a few, where it is not set.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::pty::sample;

/// How many programs there are.
const PROGRAMS: usize = 8;

fn edits() -> usize {
    let asked = std::env::var("ROUNDTABLE_EDITS").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(6)
}

/// Has each of the programs change the file one time after the other, all of them at once.
fn all_at_once(scratch: &Path, change: impl Fn(usize, usize) -> Vec<String> + Sync) {
    std::thread::scope(|scope| {
        for program in 0..PROGRAMS {
            let change = &change;
            scope.spawn(move || {
                for edit in 0..edits() {
                    let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
                        .env_clear()
                        .env("HOME", scratch)
                        .env("USER", format!("user{program}"))
                        .env("XDG_STATE_HOME", scratch.join(format!("state{program}")))
                        .args(["-w", "uk", "--today", "2018-08-09"])
                        .current_dir(scratch)
                        .args(change(program, edit))
                        .stdin(Stdio::null())
                        .output()
                        .unwrap();
                    let said = String::from_utf8_lossy(&output.stderr);
                    // What clashes with a newer change is kept beside it, and not in the record: 3.
                    let ended = output.status.code();
                    assert!(matches!(ended, Some(0 | 3)), "{said}");
                }
            });
        }
    });
}

#[test]
fn what_eight_programs_say_of_one_commitment_is_all_there() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    all_at_once(scratch.path(), |program, edit| {
        let note = format!("program {program} says {edit}");
        ["set", "UK0063", "limited", "--note", &note]
            .map(str::to_owned)
            .to_vec()
    });
    let text = std::fs::read_to_string(folder.join("commitments/uk0063.ron")).unwrap();
    for program in 0..PROGRAMS {
        for edit in 0..edits() {
            let note = format!("\"program {program} says {edit}\"");
            assert_eq!(text.matches(&note).count(), 1, "{note}");
        }
    }
    let names = std::fs::read_dir(folder.join("commitments")).unwrap();
    let beside = names.filter(|name| {
        let name = name.as_ref().unwrap().file_name();
        name.to_string_lossy().contains("conflict")
    });
    assert_eq!(beside.count(), 0);
}

#[test]
fn of_one_title_changed_by_eight_programs_each_version_is_kept() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    all_at_once(scratch.path(), |program, edit| {
        let title = format!("edit UK0063 title \"Title {edit} of program {program}\"\n");
        let path = scratch.path().join(format!("{program}-{edit}.txt"));
        std::fs::write(&path, title).unwrap();
        vec!["apply".to_owned(), path.to_string_lossy().into_owned()]
    });
    // In the file, beside it, or in the journal of who typed it.
    let mut held = String::new();
    for entry in std::fs::read_dir(folder.join("commitments")).unwrap() {
        held += &std::fs::read_to_string(entry.unwrap().path()).unwrap();
    }
    for program in 0..PROGRAMS {
        let state = scratch
            .path()
            .join(format!("state{program}/roundtable/workspaces"));
        for workspace in std::fs::read_dir(state).unwrap() {
            let journal = workspace.unwrap().path().join("journal.v1");
            held += &std::fs::read_to_string(journal).unwrap();
        }
        for edit in 0..edits() {
            let title = format!("Title {edit} of program {program}");
            assert!(held.contains(&title), "{title}");
        }
    }
}
