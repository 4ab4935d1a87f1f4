//! Runs the program as a person at a shell would and compares what it prints.
//!
//! A file of `tests/cli` is a session. Everything but the commands is what they are expected to
//! print; `UPDATE=1 cargo test --test it` writes it anew.
//!
//! ```text
//! # what the session shows
//! $ COLUMNS=60 roundtable -w uk list commitments
//! ID      TITLE
//! ! what went to stderr
//! ? 1     the exit code, where it is not 0
//! ```
//!
//! A line of output that would read as something else, such as an empty one, has `|` in front.
//!
//! A session begins in an empty folder, shown as `[HERE]` on a machine shown as `[HOST]`, and can prepare it with `fixture DIR`
//! (copies `tests/cli/workspace`, or another folder of `tests` with `fixture DIR FOLDER`), `write
//! PATH` with the lines behind `> `, `cut PATH BYTES`, `grow PATH BYTES`, `protect PATH` (nobody may
//! write it), `replace PATH OLD NEW`, `remove PATH`, `folder PATH`, `cat PATH`, `copy DIR TO`,
//! `compare DIR OTHER` and `lines PATH TEXT` (those with the text, sorted). Lines behind `> ` are the
//! input of `roundtable`.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::shell::bare;

#[test]
fn sessions_print_what_they_should() {
    let folder = tests_folder().join("cli");
    let mut failures = String::new();
    for path in sessions(&folder) {
        let expected = fs::read_to_string(&path).expect("a session");
        let found = Session::new(&folder.join("workspace")).run(&expected);
        if found == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, found).expect("the session is written anew");
        } else {
            let _ = write!(
                failures,
                "\n{}: {}",
                path.display(),
                difference(&expected, &found)
            );
        }
    }
    assert!(
        failures.is_empty(),
        "{failures}\nUPDATE=1 writes what was found"
    );
}

#[test]
fn a_reader_that_stops_reading_is_no_failure() {
    let here = tempfile::tempdir().expect("a folder");
    let folder = here.path().join("uk");
    let init = ["init", "--sample"].map(OsStr::new);
    let made = program(here.path())
        .args(init)
        .arg(&folder)
        .output()
        .expect("the program runs");
    assert!(made.status.success());
    let mut list = program(here.path());
    list.arg("-w")
        .arg(&folder)
        .args(["list", "milestones", "--json", "plan:uk"]);
    let mut child = list
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it runs");
    drop(child.stdout.take());
    let ended = child.wait_with_output().expect("it ends");
    assert_eq!(String::from_utf8_lossy(&ended.stderr), "");
    assert!(ended.status.success());
}

fn tests_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

fn sessions(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .expect("tests/cli")
        .map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<_> = entries
        .filter(|path| path.extension() == Some(OsStr::new("txt")))
        .collect();
    assert!(!paths.is_empty(), "there are sessions");
    paths.sort();
    paths
}

/// The program, cut off from the clock's time zone and the home of whoever runs the tests.
fn program(here: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
    bare(command.current_dir(here));
    for name in ["HOME", "TMPDIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, here);
    }
    command
}

/// The text of a file; a session that finds none shows that, and goes on.
fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|_| "no such file".into())
}

/// A folder of its own, and the commands run in it.
struct Session {
    here: TempDir,
    fixture: PathBuf,
}

impl Session {
    fn new(fixture: &Path) -> Self {
        Self {
            here: tempfile::tempdir().expect("a folder"),
            fixture: fixture.to_owned(),
        }
    }

    /// Returns the session with what its commands print now.
    fn run(&self, text: &str) -> String {
        let mut found = String::new();
        let mut lines = text.lines().peekable();
        while let Some(line) = lines.next() {
            if line.starts_with('#') || line.is_empty() {
                let _ = writeln!(found, "{line}");
                continue;
            }
            let Some(typed) = line.strip_prefix("$ ") else {
                continue;
            };
            let _ = writeln!(found, "{line}");
            let mut input = String::new();
            while let Some(written) = lines.peek().and_then(|line| line.strip_prefix('>')) {
                let _ = writeln!(found, ">{written}");
                let _ = writeln!(input, "{}", written.strip_prefix(' ').unwrap_or(written));
                lines.next();
            }
            found.push_str(&self.command(&words(typed), &input));
        }
        found
    }

    fn command(&self, words: &[String], input: &str) -> String {
        let assignments = words.iter().take_while(|word| word.contains('=')).count();
        let (variables, words) = words.split_at(assignments);
        let (name, arguments) = words.split_first().expect("a command");
        let argument = |n: usize| arguments.get(n).expect("an argument").as_str();
        let path = || self.here.path().join(argument(0));
        let number = || argument(1).parse::<usize>().expect("a number");
        match name.as_str() {
            "roundtable" => return self.program(variables, arguments, input),
            "cat" => return shown("", &read(&path())),
            "compare" => return shown("", &compared(&path(), &self.here.path().join(argument(1)))),
            "lines" => {
                let text = read(&path());
                let mut lines: Vec<&str> = text
                    .lines()
                    .filter(|line| line.contains(argument(1)))
                    .collect();
                lines.sort_unstable();
                return shown("", &lines.join("\n"));
            }
            "copy" => copy(&path(), &self.here.path().join(argument(1))),
            "fixture" => match arguments.get(1) {
                None => copy(&self.fixture, &path()),
                Some(other) => copy(&tests_folder().join(other), &path()),
            },
            "folder" => fs::create_dir_all(path()).expect("a folder"),
            "write" => fs::write(path(), input).expect("written"),
            "protect" => {
                let mut rights = fs::metadata(path()).expect("a file").permissions();
                rights.set_readonly(true);
                fs::set_permissions(path(), rights).expect("protected");
            }
            "remove" => fs::remove_file(path()).expect("removed"),
            "cut" => {
                let mut bytes = fs::read(path()).expect("a file");
                bytes.truncate(number());
                fs::write(path(), bytes).expect("written");
            }
            "grow" => {
                let mut bytes = fs::read(path()).expect("a file");
                bytes.resize(number(), b' ');
                fs::write(path(), bytes).expect("written");
            }
            "replace" => {
                let old = fs::read_to_string(path()).expect("a file");
                assert!(
                    old.contains(argument(1)),
                    "{} is in {}",
                    argument(1),
                    argument(0)
                );
                fs::write(path(), old.replacen(argument(1), argument(2), 1)).expect("written");
            }
            other => unreachable!("a session has no command {other}"),
        }
        String::new()
    }

    fn program(&self, variables: &[String], arguments: &[String], input: &str) -> String {
        let mut command = program(self.here.path());
        command.envs(variables.iter().filter_map(|word| word.split_once('=')));
        let typed = self.here.path().join(".input");
        fs::write(&typed, input).expect("written");
        let output = command
            .args(arguments)
            .stdin(fs::File::open(&typed).expect("a file"))
            .output()
            .expect("it runs");
        fs::remove_file(&typed).expect("removed");
        let here = self.here.path().to_str().expect("a path of text");
        let host = rustix::system::uname();
        let host = format!("on {}", host.nodename().to_string_lossy());
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .expect("the output is text")
                .replace(here, "[HERE]")
                .replace(&host, "on [HOST]")
        };
        let mut found = shown("", &text(output.stdout));
        found.push_str(&shown("! ", &text(output.stderr)));
        match output.status.code() {
            Some(0) => {}
            Some(code) => {
                let _ = writeln!(found, "? {code}");
            }
            None => found.push_str("? killed\n"),
        }
        found
    }
}

/// Returns output as a session has it: what would read as something else gets a `|` in front.
fn shown(mark: &str, output: &str) -> String {
    let mut text = String::new();
    for line in output.lines().map(str::trim_end) {
        let plain = !line.is_empty() && !line.starts_with(['#', '$', '|', '>', '?', '!']);
        let bar = if mark.is_empty() && !plain { "|" } else { "" };
        let _ = writeln!(text, "{}", format!("{mark}{bar}{line}").trim_end());
    }
    text
}

/// Splits a command at spaces outside single and double quotes.
fn words(typed: &str) -> Vec<String> {
    let (mut words, mut word, mut quote) = (Vec::new(), None::<String>, None);
    for c in typed.chars() {
        match (c, quote) {
            (c, Some(open)) if c == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (' ', None) => words.extend(word.take()),
            (c, _) => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    words
}

pub(super) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.file_type().expect("a type").is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// Tells which files of two folders differ.
fn compared(one: &Path, other: &Path) -> String {
    let (one, other) = (contents(one, one), contents(other, other));
    let paths: BTreeSet<&PathBuf> = one.keys().chain(other.keys()).collect();
    let different = paths
        .into_iter()
        .filter(|path| one.get(*path) != other.get(*path));
    let lines: Vec<String> = different
        .map(|path| format!("{} differs", path.display()))
        .collect();
    if lines.is_empty() {
        "no file differs".to_owned()
    } else {
        lines.join("\n")
    }
}

/// Returns what the files below a folder hold.
fn contents(root: &Path, folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.ends_with(".roundtable") {
            // The program's own, and nobody's record.
        } else if path.is_dir() {
            found.extend(contents(root, &path));
        } else {
            let name = path.strip_prefix(root).expect("a file below").to_owned();
            found.insert(name, fs::read(&path).expect("a file"));
        }
    }
    found
}

/// Returns the first line that differs.
fn difference(expected: &str, found: &str) -> String {
    let mut pairs = expected.lines().zip(found.lines()).enumerate();
    if let Some((n, (expected, found))) = pairs.find(|(_, (expected, found))| expected != found) {
        return format!(
            "line {}:\n  expected  {expected}\n  found     {found}",
            n + 1
        );
    }
    let (expected, found) = (expected.lines().count(), found.lines().count());
    format!("{expected} lines expected, {found} found")
}
