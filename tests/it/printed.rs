//! What the command line prints of hostile records, files and folders: nothing a terminal acts on.

use std::ffi::OsStr;
use std::path::Path;
use std::process::{Command, Stdio};

use roundtable::base::text::is_safe;

/// Commands that print what is in the records.
const COMMANDS: [&str; 16] = [
    "check",
    "check --json",
    "list commitments",
    "list commitments --json",
    "list milestones",
    "list meetings",
    "list actions",
    "list stakeholders",
    "list nothing-of-the-kind",
    "show XX0001",
    "show XX0002",
    "show XX0006",
    "show 2018-04-09",
    "show 2018-04-09 --json",
    "show XX0099",
    "set XX0099 limited",
];

/// Names of folders and words that nobody types unless they were copied from somewhere.
const NAMES: [&str; 4] = [
    "\u{1b}]0;owned\u{7}",
    "uk\u{202e}\u{200b}",
    "two\nlines",
    "\u{9b}31m",
];

/// Runs the program and returns how many lines it printed, each of them fit for a terminal.
fn run(folder: &OsStr, arguments: &[&str]) -> usize {
    let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .arg("-w")
        .arg(folder)
        .args(["--today", "2018-08-09"])
        .args(arguments)
        .env_clear()
        .env("COLUMNS", "100")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    assert!(
        output.status.code().is_some_and(|code| code < 100),
        "{arguments:?}"
    );
    let mut lines = 0;
    for said in [output.stdout, output.stderr] {
        let said = String::from_utf8(said).unwrap();
        let unfit = said.lines().find(|line| !is_safe(line));
        assert_eq!(unfit, None, "{arguments:?}");
        lines += said.lines().count();
    }
    lines
}

#[test]
fn hostile_records_are_printed_as_text() {
    let world = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worlds/hostile");
    for command in COMMANDS {
        let arguments: Vec<_> = command.split(' ').collect();
        assert!(run(world.as_os_str(), &arguments) > 0, "{command}");
    }
    for name in NAMES {
        for command in ["list", "show", "set", "no-such-command"] {
            assert!(run(world.as_os_str(), &[command, name]) > 0, "{command}");
        }
        assert!(run(world.as_os_str(), &["apply", name]) > 0);
        assert!(
            run(
                world.as_os_str(),
                &["minutes", "2018-04-09", "--format", name]
            ) > 0
        );
    }
}

#[test]
fn folders_with_hostile_names_are_told_of_as_text() {
    let here = tempfile::tempdir().unwrap();
    let world = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/worlds/hostile");
    for name in NAMES {
        let folder = here.path().join(name);
        assert!(run(folder.as_os_str(), &["check"]) > 0, "there is none");
        std::fs::create_dir(&folder).unwrap();
        assert!(
            run(folder.as_os_str(), &["check"]) > 0,
            "there is no workspace"
        );
        super::cli::copy(&world, &folder);
        let broken = folder.join("commitments").join(format!("{name}.ron"));
        std::fs::write(broken, "(").unwrap();
        std::fs::write(folder.join("actions.ron"), "(actions: [\u{1b}]").unwrap();
        for command in ["check", "list commitments", "show XX0001"] {
            let arguments: Vec<_> = command.split(' ').collect();
            assert!(run(folder.as_os_str(), &arguments) > 0, "{command}");
        }
        std::fs::write(folder.join("workspace.ron"), "(\u{1b}[2J: 1)").unwrap();
        assert!(run(folder.as_os_str(), &["check"]) > 0, "no settings");
    }
}
