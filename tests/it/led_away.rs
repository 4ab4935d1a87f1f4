//! Names in a workspace that lead out of it, and names that are none: nothing outside is opened,
//! nothing is waited for, and each is told of.
//!
//! `strace` sees what is opened; where it is not there, or may not be used, the rest is tested all
//! the same. `ROUNDTABLE_EVERY_ID=1` gives every hostile id to every command; else a sample.

#![expect(
    clippy::print_stderr,
    reason = "says what was tried, and what could not be"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Arc;

use roundtable::base::text::is_safe;
use roundtable::store::fs::RealFs;
use roundtable::store::{FileKey, Store};

/// What a workspace has at its top.
const NAMES: [&str; 8] = [
    "plans",
    "commitments",
    "meetings",
    "actions.ron",
    "stakeholders.ron",
    "contacts.ron",
    "published",
    ".roundtable",
];

/// A script that changes a file of each kind, in one transaction.
const SCRIPT: &str = "set-status RU0002 limited\nadd-action Write the letter\n";

/// What a program may open that has nothing to do with workspaces.
const SYSTEM: [&str; 7] = ["/usr", "/lib", "/etc", "/proc", "/sys", "/dev", "/opt"];

/// A folder with a workspace, a home, and files that are nobody's business.
struct Ground {
    scratch: tempfile::TempDir,
    traced: bool,
}

impl Ground {
    fn new() -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let here = scratch.path();
        let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/workspace");
        for name in ["uk", "outside"] {
            super::cli::copy(&whole, &here.join(name));
            fs::create_dir(here.join(name).join("published")).unwrap();
            fs::create_dir(here.join(name).join(".roundtable")).unwrap();
        }
        fs::create_dir(here.join("home")).unwrap();
        let tried = Command::new("strace")
            .args(["-o", "/dev/null", "true"])
            .output();
        let traced = tried.is_ok_and(|tried| tried.status.success());
        if !traced {
            eprintln!("what is opened is not looked at: strace is not there or may not be used");
        }
        Self { scratch, traced }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.scratch.path().join(name)
    }

    /// Runs the program, and ends it when it waits for something.
    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new("timeout");
        command.arg("60");
        if self.traced {
            command.args(["strace", "-f", "-y", "-qq", "-s", "4096"]);
            command
                .args(["-e", "trace=open,openat,openat2,creat", "-o"])
                .arg(self.path("trace"));
        }
        let home = self.path("home");
        let output = command
            .arg(env!("CARGO_BIN_EXE_roundtable"))
            .args(["-w", "uk", "--today", "2025-01-01"])
            .args(arguments)
            .current_dir(self.scratch.path())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", &home)
            .env("XDG_STATE_HOME", home.join("state"))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let code = output.status.code();
        assert!(
            code.is_some_and(|code| code < 100),
            "{arguments:?} ended with {code:?}"
        );
        for said in [&output.stdout, &output.stderr] {
            let said = std::str::from_utf8(said).unwrap();
            let unsafe_line = said.lines().find(|line| !is_safe(line));
            assert_eq!(unsafe_line, None, "{arguments:?}");
        }
        if self.traced {
            self.look_at_trace(arguments);
        }
        output
    }

    /// Sees that whatever was opened lies where the program may look.
    fn look_at_trace(&self, arguments: &[&str]) {
        let trace = fs::read_to_string(self.path("trace")).unwrap();
        let ours = ["uk", "home", "script.txt"].map(|name| self.path(name).canonicalize());
        let scratch = self.scratch.path().canonicalize().unwrap();
        let mut opened = 0;
        for line in trace.lines() {
            // Behind the number of what was opened stands where it really is.
            let Some((_, result)) = line.rsplit_once(" = ") else {
                continue;
            };
            let Some((_, place)) = result.trim_end_matches('>').split_once('<') else {
                continue;
            };
            let place = Path::new(place);
            let is_ours = ours.iter().flatten().any(|ours| place.starts_with(ours));
            let is_system = SYSTEM.iter().any(|system| place.starts_with(system));
            // Folders above are opened to make a new name in them durable, and not looked at.
            let is_above = scratch.starts_with(place);
            assert!(
                is_ours || is_system || is_above,
                "{arguments:?} opened {}",
                place.display()
            );
            opened += usize::from(is_ours);
        }
        // What is refused before a file is needed opens none.
        let refused = arguments.contains(&"--");
        assert!(
            opened > 0 || refused,
            "{arguments:?}:
{trace}"
        );
    }
}

/// What stands in the place of a file or folder.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Instead {
    Link,
    Dangling,
    Circle,
    Pipe,
    Socket,
    Device,
    /// A folder for a file, a file for a folder.
    Other,
}

/// Puts something in the place of a name; `false` where it cannot be made here.
fn put(ground: &Ground, name: &str, instead: Instead) -> bool {
    let path = ground.path("uk").join(name);
    let made = |command: &str, arguments: &[&str]| {
        let made = Command::new(command).arg(&path).args(arguments).output();
        made.is_ok_and(|made| made.status.success())
    };
    if path.is_dir() {
        fs::remove_dir_all(&path).unwrap();
    } else {
        fs::remove_file(&path).unwrap();
    }
    match instead {
        Instead::Link => symlink(ground.path("outside").join(name), &path).unwrap(),
        Instead::Dangling => symlink(ground.path("nowhere"), &path).unwrap(),
        Instead::Circle => symlink(&path, &path).unwrap(),
        Instead::Pipe => return made("mkfifo", &[]),
        // Only an administrator makes one; reading it would never end.
        Instead::Device => return made("mknod", &["c", "1", "5"]),
        // A name of a socket must be short, and it stays when nobody listens any more.
        Instead::Socket => return UnixListener::bind(&path).is_ok(),
        Instead::Other if path.extension().is_some_and(|ending| ending == "ron") => {
            fs::create_dir(&path).unwrap();
        }
        Instead::Other => fs::write(&path, "(").unwrap(),
    }
    true
}

/// Returns every file below a folder and what it holds.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let kind = entry.file_type().unwrap();
        if kind.is_dir() {
            found.extend(files(&entry.path()));
        } else if kind.is_file() {
            found.insert(entry.path(), fs::read(entry.path()).unwrap());
        }
    }
    found
}

fn keys(root: &Path) -> (BTreeSet<PathBuf>, Vec<String>) {
    let loaded = Store::load_all(Arc::new(RealFs), root.to_owned()).unwrap();
    let keys = FileKey::all(&loaded.workspace);
    let keys = keys.iter().map(FileKey::path).collect();
    let problems = loaded.problems.iter().map(ToString::to_string);
    (keys, problems.collect())
}

#[test]
fn no_name_leads_out_of_a_workspace() {
    use Instead::{Circle, Dangling, Device, Link, Other, Pipe, Socket};
    let ground = Ground::new();
    fs::write(ground.path("script.txt"), SCRIPT).unwrap();
    assert!(ground.run(&["apply", "script.txt"]).status.success());
    let (outside, pristine) = (files(&ground.path("outside")), ground.path("pristine"));
    let all = keys(&ground.path("uk")).0;
    fs::rename(ground.path("uk"), &pristine).unwrap();
    let mut tried = 0;
    for name in NAMES {
        for instead in [Link, Dangling, Circle, Pipe, Socket, Device, Other] {
            let _ = fs::remove_dir_all(ground.path("uk"));
            super::cli::copy(&pristine, &ground.path("uk"));
            if !put(&ground, name, instead) {
                eprintln!("not tried: {instead:?} cannot be made here");
                continue;
            }
            let said = ground.run(&["check"]);
            let said = String::from_utf8(said.stdout).unwrap();
            assert!(said.contains(name), "{name} {instead:?}: {said}");
            ground.run(&["apply", "script.txt"]);
            ground.run(&["list", "commitments"]);
            let (found, problems) = keys(&ground.path("uk"));
            let lost: Vec<_> = all
                .difference(&found)
                .filter(|path| !path.starts_with(name))
                .collect();
            assert_eq!(
                lost,
                [""; 0].map(Path::new).iter().collect::<Vec<_>>(),
                "{name} {instead:?}"
            );
            assert!(
                problems.iter().any(|problem| problem.starts_with(name)),
                "{problems:?}"
            );
            assert_eq!(
                files(&ground.path("outside")),
                outside,
                "{name} {instead:?}"
            );
            tried += 1;
        }
    }
    assert!(tried >= 6 * NAMES.len() - 1, "{tried}");
    eprintln!("{tried} names that lead out or are no file");
}

#[test]
fn settings_that_are_no_file_are_told_of() {
    use Instead::{Circle, Dangling, Link, Other, Pipe, Socket};
    for instead in [Link, Dangling, Circle, Pipe, Socket, Other] {
        let ground = Ground::new();
        assert!(put(&ground, "workspace.ron", instead));
        let found = ground.run(&["list", "commitments"]);
        let said = String::from_utf8(found.stderr).unwrap();
        assert!(!found.status.success(), "{instead:?}");
        assert!(
            said.contains("workspace.ron: it is not a regular file"),
            "{instead:?}: {said}"
        );
    }
}

#[test]
fn the_folder_of_a_workspace_may_be_a_link() {
    let ground = Ground::new();
    fs::rename(ground.path("uk"), ground.path("really")).unwrap();
    symlink("really", ground.path("uk")).unwrap();
    fs::write(ground.path("script.txt"), SCRIPT).unwrap();
    assert!(ground.run(&["apply", "script.txt"]).status.success());
    let text = fs::read_to_string(ground.path("really/actions.ron")).unwrap();
    assert!(text.contains("Write the letter"), "{text}");
}

/// Returns ids that are none.
fn hostile_ids() -> Vec<String> {
    let bare = [
        "../../x",
        "..",
        ".",
        "/etc/passwd",
        "~/x",
        "~root",
        "$HOME/x",
        "`id`",
        "$(id)",
        ".git/hooks/x",
        "C:\\x",
        "\\\\host\\share",
        "\\x",
        "CON",
        "con.ron",
        "PRN",
        "aux",
        "nul",
        "COM1",
        "lpt9",
        "x\ny",
        "x\ry",
        "x\ty",
        " x",
        "x ",
        "",
        " ",
        "x y",
        "x/y",
        "x\\y",
        "x:y",
        "x*y",
        "x?y",
        "x\"y",
        "x'y",
        "x<y",
        "x|y",
        "x;y",
        "x&y",
        "x%2fy",
        "%2e%2e%2f",
        "x\u{1b}[31m",
        "\u{1b}]0;owned\u{7}",
        "\u{1b}]52;c;b3duZWQ=\u{7}",
        "\u{9b}31m",
        "x\u{202e}y",
        "x\u{200b}y",
        "\u{feff}x",
        "x\u{ad}y",
        "caf\u{e9}",
        "cafe\u{301}",
        "\u{440}\u{443}0001",
        "RU\u{ff10}001",
        "RU0001\u{200d}",
        "\u{60c5}\u{5831}",
        "\u{1f469}\u{200d}\u{1f680}",
        "-",
        "--",
        "-x",
        "--help",
        "x.",
        ".x",
        "x..y",
        "x.ron",
        "RU0001.ron",
    ];
    let mut ids: Vec<String> = bare.map(str::to_owned).to_vec();
    ids.extend([65, 255, 256, 4_000].map(|length| "x".repeat(length)));
    let around = ["../", "/", "commitments/../../", "\u{1b}[2J", "\u{202e}"];
    for before in around {
        ids.extend(bare.iter().step_by(2).map(|id| format!("{before}{id}")));
    }
    ids.sort();
    ids.dedup();
    ids
}

#[test]
fn ids_that_are_none_are_refused_wherever_they_stand() {
    let ids = hostile_ids();
    assert!(ids.len() >= 200, "{}", ids.len());
    let ground = Ground::new();
    let commitments = ground.path("uk/commitments");
    let (all, _) = keys(&ground.path("uk"));
    let mut named = 0;
    for (n, id) in ids.iter().enumerate() {
        let escaped: String = id.chars().flat_map(char::escape_unicode).collect();
        let text = format!(
            "(\n    id: \"{escaped}\",\n    plan: \"rur-2024\",\n    number: 1,\n    title: \"t\",\n)\n"
        );
        fs::write(commitments.join(format!("inside-{n}.ron")), &text).unwrap();
        // What no disk takes as a name is none, and `.ron` is hidden and nobody's record.
        let is_name = !id.is_empty() && !id.contains('/') && id.len() < 250;
        if is_name && fs::write(commitments.join(format!("{id}.ron")), &text).is_ok() {
            named += 1;
        }
    }
    assert!(named > 60, "{named} names");
    ground.run(&["check"]);
    let (found, problems) = keys(&ground.path("uk"));
    assert_eq!(found, all);
    assert_eq!(problems.len(), ids.len() + named);
    let (before, outside) = (files(&ground.path("uk")), files(&ground.path("outside")));
    let step = if std::env::var_os("ROUNDTABLE_EVERY_ID").is_some() {
        1
    } else {
        9
    };
    for id in ids.iter().step_by(step) {
        for command in [&["show"][..], &["set"], &["history"]] {
            let mut arguments = command.to_vec();
            arguments.extend(["--", id]);
            if command == ["set"] {
                arguments.push("limited");
            }
            let found = ground.run(&arguments);
            assert!(
                !found.status.success() || command != ["set"],
                "{arguments:?}"
            );
        }
        let quoted = id.replace('\\', "\\\\").replace('"', "\\\"");
        fs::write(
            ground.path("script.txt"),
            format!("set-status \"{quoted}\" limited\n"),
        )
        .unwrap();
        let found = ground.run(&["apply", "script.txt"]);
        assert!(!found.status.success(), "{id:?}");
    }
    assert_eq!(files(&ground.path("uk")), before);
    assert_eq!(files(&ground.path("outside")), outside);
    let at_top: BTreeSet<_> = fs::read_dir(ground.scratch.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    let expected = ["home", "outside", "script.txt", "trace", "uk"].map(Into::into);
    assert!(at_top.is_subset(&BTreeSet::from(expected)), "{at_top:?}");
    eprintln!(
        "{} ids in records, {named} as names of files, one in {step} on the command line",
        ids.len()
    );
}
