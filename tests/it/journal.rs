//! Undo that survives leaving: through a real terminal, from the command line, and with several
//! programs at once.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use crate::pty::{Terminal, sample};

const ENTER: &str = "\r";
const SAVE: &str = "\x13";

/// Starts `roundtable set` with its state below `home`.
fn set(home: &Path, folder: &Path, words: &[&str]) -> Child {
    Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .env_clear()
        .env("HOME", home)
        .env("XDG_STATE_HOME", home.join("state"))
        .args(["--today", "2018-08-09", "set"])
        .args(words)
        .arg("-w")
        .arg(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn done(child: Child) {
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

/// Returns the only journal below `home`.
fn journal(home: &Path) -> PathBuf {
    let folder = home.join("state/roundtable/workspaces");
    let mut workspaces = std::fs::read_dir(folder).unwrap();
    let path = workspaces.next().unwrap().unwrap().path();
    assert!(workspaces.next().is_none(), "one workspace, one folder");
    path.join("journal.v1")
}

fn commitment(folder: &Path, id: &str) -> Vec<u8> {
    std::fs::read(folder.join(format!("commitments/{id}.ron"))).unwrap()
}

fn open(home: &Path, folder: &Path) -> Terminal {
    let terminal = Terminal::start(home, Some(folder), &[]);
    terminal.wait_for("Beneficial Ownership");
    terminal
}

fn leave(mut terminal: Terminal) {
    terminal.type_in(&["q"]);
    assert!(terminal.child.wait().unwrap().success());
}

#[test]
fn undo_takes_back_what_was_done_before_leaving() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let before = commitment(&folder, "uk0063");
    let mut terminal = open(scratch.path(), &folder);
    terminal.type_in(&["s"]);
    terminal.wait_for("Status of UK0063");
    terminal.type_in(&["l"]);
    terminal.wait_for("UK0063: limited");
    terminal.type_in(&[ENTER]);
    terminal.wait_for("no status → limited");
    leave(terminal);
    let changed = commitment(&folder, "uk0063");
    assert_ne!(changed, before);

    let mut terminal = open(scratch.path(), &folder);
    terminal.type_in(&["u"]);
    terminal.wait_for("undid: UK0063: no status → limited");
    leave(terminal);
    assert_eq!(commitment(&folder, "uk0063"), before);

    let mut terminal = open(scratch.path(), &folder);
    // Waits for the past to be read, so that there is something to do again.
    terminal.type_in(&["u"]);
    terminal.wait_for("nothing to undo");
    terminal.type_in(&["U"]);
    terminal.wait_for("redid: UK0063: no status → limited");
    leave(terminal);
    assert_eq!(commitment(&folder, "uk0063"), changed);
}

#[test]
fn who_opens_what_is_open_elsewhere_is_told() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let mut first = open(scratch.path(), &folder);
    first.type_in(&["s"]);
    first.wait_for("Status of UK0063");
    first.type_in(&["l", ENTER]);
    first.wait_for("no status → limited");
    first.type_in(&[SAVE]);
    first.wait_for("everything is saved");
    let second = open(scratch.path(), &folder);
    second.wait_for("also open elsewhere: somebody on ");
    leave(second);
    leave(first);
}

#[test]
fn the_screen_takes_back_what_the_command_line_did() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let before = commitment(&folder, "uk0070");
    // By another path to the same folder.
    let path = folder.join("../uk/.");
    done(set(scratch.path(), &path, &["UK0070", "complete"]));
    assert_ne!(commitment(&folder, "uk0070"), before);
    let mut terminal = open(scratch.path(), &folder);
    terminal.type_in(&["u"]);
    terminal.wait_for("undid: UK0070: no status → complete");
    leave(terminal);
    assert_eq!(commitment(&folder, "uk0070"), before);
}

#[test]
fn a_new_workspace_in_the_place_of_another_has_no_past() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    done(set(scratch.path(), &folder, &["UK0070", "complete"]));
    std::fs::remove_dir_all(&folder).unwrap();
    sample(scratch.path());
    let mut terminal = open(scratch.path(), &folder);
    terminal.type_in(&["u"]);
    terminal.wait_for("nothing to undo");
    leave(terminal);
    let aside = journal(scratch.path()).with_file_name("journal.v1.before-1");
    assert!(std::fs::read_to_string(aside).unwrap().contains("UK0070"));
}

#[test]
fn a_change_that_could_not_be_saved_is_not_in_the_way_of_undo() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let before = commitment(&folder, "uk0063");
    done(set(scratch.path(), &folder, &["UK0063", "complete"]));
    // A file without any right to write is never replaced, not even by the superuser.
    let protected = folder.join("commitments/uk0064.ron");
    let mut rights = protected.metadata().unwrap().permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(&protected, rights).unwrap();
    let refused = set(scratch.path(), &folder, &["UK0064", "complete"]);
    assert!(!refused.wait_with_output().unwrap().status.success());
    let mut terminal = open(scratch.path(), &folder);
    terminal.type_in(&["u"]);
    terminal.wait_for("undid: UK0063: no status → complete");
    leave(terminal);
    assert_eq!(commitment(&folder, "uk0063"), before);
}

#[test]
fn programs_that_write_at_once_keep_their_lines_apart() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    let home = scratch.path();
    let ids: Vec<String> = (63..71).map(|number| format!("UK00{number}")).collect();
    for status in ["limited", "substantial", "complete"] {
        let start = |id: &String| set(home, &folder, &[id, status]);
        let children: Vec<Child> = ids.iter().map(start).collect();
        children.into_iter().for_each(done);
    }
    let text = std::fs::read_to_string(journal(home)).unwrap();
    let numbers = text
        .lines()
        .map(|line| line.split(' ').nth_back(1).unwrap());
    let counted: Vec<String> = (1..=24).map(|number: u32| number.to_string()).collect();
    assert!(numbers.eq(&counted), "{text}");
    let said = "\"sentence\":\"";
    for id in &ids {
        assert_eq!(text.matches(&format!("{said}{id}: ")).count(), 3, "{id}");
    }
    // All of them are whole: undo takes back the last, then the one before, to the first.
    let mut terminal = open(home, &folder);
    for line in text.lines().rev() {
        let sentence = line.split(said).nth(1).unwrap().split('"').next().unwrap();
        terminal.type_in(&["u"]);
        terminal.wait_for(&format!("undid: {sentence}"));
    }
    leave(terminal);
}

#[test]
fn without_a_place_for_the_journal_a_change_is_saved_all_the_same() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = sample(scratch.path());
    // What should be the folder of the state is a file.
    std::fs::write(scratch.path().join("state"), "").unwrap();
    let child = set(scratch.path(), &folder, &["UK0063", "limited"]);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    assert!(
        said.starts_with("roundtable: u will not take this back: not a directory for the journal"),
        "{said}"
    );
    let mut terminal = open(scratch.path(), &folder);
    terminal.type_in(&["s"]);
    terminal.wait_for("Status of UK0063");
    terminal.type_in(&["c"]);
    terminal.wait_for("UK0063: complete");
    terminal.type_in(&[ENTER]);
    // Of the journal and of the versions: what is said last covers what is said first.
    terminal.wait_for("show what is saved now");
    terminal.type_in(&["u"]);
    terminal.wait_for("undid: UK0063: limited → complete");
    leave(terminal);
    let now = String::from_utf8(commitment(&folder, "uk0063")).unwrap();
    assert!(now.contains("status: Some(Limited)"), "{now}");
}
