//! Workspaces as large as anybody's, with little memory: they are read, listed and changed, or it is said
//! what is left out.
//!
//! ```text
//! ROUNDTABLE_LARGE=1 cargo test --release --test it large        50,000 commitments instead of 5,000
//! ```
//!
//! The limit is one of the system, `ulimit -v`, which `prlimit` sets; where that is not there, this is said.

#![expect(
    clippy::print_stderr,
    reason = "says what was tried, and what could not be"
)]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use roundtable::store::ron_text::to_text;
use roundtable::store::save::FILE_LIMIT;

use crate::records;
use crate::shell::{at_home, text};

/// The memory there is: all that a program may address.
const MEMORY: u64 = 512 * 1024 * 1024;

/// How many commitments there are, unless more are wanted.
const COMMITMENTS: u32 = 5_000;

/// How many that is.
const MANY: u32 = 50_000;

#[test]
fn a_workspace_of_thousands_is_read_listed_and_changed_in_little_memory() {
    let many = std::env::var_os("ROUNDTABLE_LARGE").is_some();
    let count = if many { MANY } else { COMMITMENTS };
    let home = tempfile::tempdir().unwrap();
    write(&home.path().join("uk"), count);
    let Some(listed) = roundtable(home.path(), &["list", "commitments"]) else {
        return eprintln!("not tried: prlimit is not there or may not be used here");
    };
    assert!(listed.status.success(), "{}", text(&listed.stderr));
    // The first line is the heading.
    let lines = text(&listed.stdout).lines().count();
    assert_eq!(lines, usize::try_from(count).unwrap() + 1);
    let last = name(count);
    let set = roundtable(
        home.path(),
        &["set", &last, "limited", "--note", "the last one"],
    );
    let set = set.unwrap();
    assert!(set.status.success(), "{}", text(&set.stderr));
    let file = fs::read_to_string(path(home.path(), count)).unwrap();
    assert!(file.contains("the last one"));
    eprintln!("{count} commitments in {} MiB", MEMORY >> 20);
}

#[test]
fn a_file_as_long_as_may_be_is_read_and_one_that_is_longer_is_named() {
    let home = tempfile::tempdir().unwrap();
    write(&home.path().join("uk"), 3);
    let long = path(home.path(), 2);
    let begun = fs::read_to_string(&long).unwrap();
    for (length, read) in [(FILE_LIMIT, true), (FILE_LIMIT + 1, false)] {
        // A comment, which is no part of the record.
        let rest = usize::try_from(length).unwrap() - begun.len() - 3;
        fs::write(&long, format!("{begun}// {}", "x".repeat(rest))).unwrap();
        let Some(listed) = roundtable(home.path(), &["list", "commitments"]) else {
            return eprintln!("not tried: prlimit is not there or may not be used here");
        };
        let complaint = text(&listed.stderr);
        assert!(listed.status.success(), "{complaint}");
        assert_eq!(text(&listed.stdout).contains(&name(2)), read, "{complaint}");
        assert!(text(&listed.stdout).contains(&name(3)), "{complaint}");
        assert_eq!(
            complaint.contains("1 file could not be read"),
            !read,
            "{complaint}"
        );
        let checked = text(&roundtable(home.path(), &["check"]).unwrap().stdout);
        let file = long.file_name().unwrap().to_string_lossy().into_owned();
        assert_eq!(
            checked.contains(&format!("{file}:1:1: the file has")),
            !read,
            "{checked}"
        );
        // What cannot be read cannot be changed either, and is left as it is.
        let set = roundtable(home.path(), &["set", &name(2), "limited"]).unwrap();
        assert_eq!(set.status.code(), Some(1), "{}", text(&set.stdout));
        assert_eq!(fs::metadata(&long).unwrap().len(), length);
    }
}

/// Runs the program with little memory; `None` where that cannot be done here.
fn roundtable(home: &Path, words: &[&str]) -> Option<Output> {
    let mut command = Command::new("prlimit");
    at_home(&mut command, home);
    command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.arg(format!("--as={MEMORY}:"));
    command.arg(env!("CARGO_BIN_EXE_roundtable"));
    command
        .args(["-w", "uk", "--today", "2018-08-09"])
        .args(words);
    let output = command.output().ok()?;
    (!text(&output.stderr).starts_with("prlimit: ")).then_some(output)
}

/// Writes a made-up workspace of so many commitments.
fn write(root: &Path, count: u32) {
    let made_up = records::surroundings(count);
    for folder in ["plans", "commitments"] {
        fs::create_dir_all(root.join(folder)).unwrap();
    }
    fs::write(
        root.join("workspace.ron"),
        to_text(&made_up.settings).unwrap(),
    )
    .unwrap();
    let plan = format!("plans/{}.ron", made_up.plan.id.to_string().to_lowercase());
    fs::write(root.join(plan), to_text(&made_up.plan).unwrap()).unwrap();
    for number in 1..=count {
        let text = to_text(&records::commitment(number)).unwrap();
        fs::write(path(root.parent().unwrap(), number), text).unwrap();
    }
}

fn name(number: u32) -> String {
    records::commitment(number).id.to_string()
}

fn path(home: &Path, number: u32) -> std::path::PathBuf {
    let file = format!("uk/commitments/{}.ron", name(number).to_lowercase());
    home.join(file)
}
