//! Real media that cannot be written: full, read-only, with a limit to the length of files, and of
//! another user. Every file is the old one or the new one, what is not saved is said with the file and a
//! way out, and nothing is left behind.
//!
//! ```text
//! cargo test --test it media -- --nocapture        says what was tried, and what could not be
//! ```
//!
//! Two of the media are mounted, which takes the rights of the superuser; where they cannot be made, that
//! is said and the others are tried.

#![expect(clippy::print_stderr, reason = "says what could not be tried")]

pub(crate) mod medium;
mod scenarios;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use medium::{Kind, Medium};
use scenarios::{BAD, CREATE, GROUP, LEFT, On, SCENARIOS, Scenario, Then};

use crate::shell::{at_home, text};

/// How long files may be in `ulimit -f 1`.
const BLOCK: u64 = 1024;

/// A length that all files of the sample keep to, but not the journal.
const LONGER_THAN_FILES: u64 = 10 * 1024;

/// Every file below a folder, by its path.
type Files = BTreeMap<PathBuf, Vec<u8>>;

#[test]
fn on_a_full_disk_nothing_is_half_and_nothing_is_called_saved() {
    try_all(|_| Kind::Full);
}

#[test]
fn on_a_disk_that_is_read_only_nothing_is_half_and_nothing_is_called_saved() {
    try_all(|_| Kind::ReadOnly);
}

#[test]
fn where_files_may_not_be_longer_nothing_is_half_and_nothing_is_called_saved() {
    try_all(|scenario| match scenario.on {
        On::State => Kind::Short(LONGER_THAN_FILES),
        On::Workspace | On::Elsewhere => Kind::Short(BLOCK),
    });
}

#[test]
fn in_a_folder_of_somebody_else_nothing_is_half_and_nothing_is_called_saved() {
    try_all(|_| Kind::Forbidden);
}

/// Tries all scenarios, and tells of all that went wrong.
#[track_caller]
fn try_all(kind: impl Fn(&Scenario) -> Kind) {
    let mut wrong = String::new();
    for scenario in &SCENARIOS {
        let kind = kind(scenario);
        let ground = match Ground::new(kind, scenario) {
            Ok(ground) => ground,
            Err(why) => return eprintln!("not tried: {kind:?}: {why}"),
        };
        for what in ground.play() {
            let _ = writeln!(wrong, "{kind:?}, {}: {what}", scenario.what);
        }
    }
    eprintln!("tried: {} scenarios", SCENARIOS.len());
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A user with a workspace, part of which is on a bad medium.
struct Ground<'s> {
    scenario: &'s Scenario,
    kind: Kind,
    /// Taken away before the folder it is in.
    medium: Medium,
    home: tempfile::TempDir,
}

impl<'s> Ground<'s> {
    /// Prepares everything on media that work still; says why not where a medium cannot be made.
    fn new(kind: Kind, scenario: &'s Scenario) -> Result<Self, String> {
        let home = tempfile::tempdir().unwrap();
        let [bad, good] = ["bad", "good"].map(|name| home.path().join(name));
        for folder in [&bad, &good] {
            fs::create_dir(folder).unwrap();
        }
        let medium = Medium::new(kind, &bad, &good)?;
        let ground = Self {
            scenario,
            kind,
            medium,
            home,
        };
        ground.prepare();
        Ok(ground)
    }

    fn prepare(&self) {
        for (name, script) in [
            ("create.txt", CREATE),
            ("group.txt", GROUP),
            ("left.txt", LEFT),
        ] {
            fs::write(self.home.path().join(name), script).unwrap();
        }
        let workspace = self.workspace().to_string_lossy().into_owned();
        self.done(&["init", "--sample", &workspace]);
        for status in ["limited", "substantial", "complete"] {
            self.done(&["set", "UK0070", status]);
        }
        // A script that could not be saved, for a recovery.
        if self.scenario.what == "recover" {
            let file = self.workspace().join("commitments/uk0067.ron");
            let mode = |bits| {
                let rights = std::os::unix::fs::PermissionsExt::from_mode(bits);
                fs::set_permissions(&file, rights).unwrap();
            };
            mode(0o444);
            let refused = self.program(&["apply", "left.txt"]).output().unwrap();
            assert!(!refused.status.success());
            mode(0o644);
        }
    }

    /// Does it, and returns all that is not as it should be.
    fn play(self) -> Vec<String> {
        let mut wrong = Vec::new();
        let before = self.files();
        self.medium.spoil();
        let output = self.act();
        let after = self.files();
        self.medium.heal();
        self.look_at(&output, &mut wrong);
        self.compare(&before, &after, &mut wrong);
        self.begin_again(&mut wrong);
        if !wrong.is_empty() {
            wrong.push(format!(
                "it said {}{}",
                text(&output.stdout),
                text(&output.stderr)
            ));
        }
        wrong
    }

    fn act(&self) -> Output {
        let bad = self.folder(true).to_string_lossy().into_owned();
        let words: Vec<String> = self
            .scenario
            .words
            .iter()
            .map(|word| word.replace(BAD, &bad))
            .collect();
        let mut command = self.medium.wrapped(env!("CARGO_BIN_EXE_roundtable"));
        self.at_work(&mut command);
        command.args(words).output().unwrap()
    }

    /// Looks at what was said and how it ended.
    fn look_at(&self, output: &Output, wrong: &mut Vec<String>) {
        let said = text(&output.stderr);
        let mut unless = |is_so: bool, what: &str| {
            if !is_so {
                wrong.push(what.to_owned());
            }
        };
        unless(!said.contains("panicked"), "it panicked");
        match self.scenario.then {
            Then::Refused(file) => {
                let file = file.replace(BAD, &self.folder(true).to_string_lossy());
                unless(
                    output.status.code() == Some(1),
                    &format!("{}", output.status),
                );
                unless(said.contains(&file), "it does not name the file");
                unless(said.contains("hint: "), "it names no way out");
            }
            Then::SavedWithout(words) => {
                unless(output.status.success(), &format!("{}", output.status));
                // Of a limit to the length of files the versions see nothing, as they are short.
                let short = matches!(self.kind, Kind::Short(_));
                for words in words.iter().take(if short { 1 } else { words.len() }) {
                    unless(said.contains(words), &format!("it does not say: {words}"));
                }
            }
            Then::Works => {
                unless(output.status.success(), &format!("{}", output.status));
                unless(!output.stdout.is_empty(), "it shows nothing");
            }
        }
    }

    /// Looks whether every file is as it should be, and what is in the journal.
    fn compare(&self, before: &Files, after: &Files, wrong: &mut Vec<String>) {
        let workspace = self.workspace();
        let saved = matches!(self.scenario.then, Then::SavedWithout(_));
        let changes: Vec<PathBuf> = self
            .scenario
            .changes
            .iter()
            .map(|path| workspace.join(path))
            .collect();
        let ours = workspace.join(".roundtable");
        let of_workspace = |path: &Path| path.starts_with(&workspace) && !path.starts_with(&ours);
        for path in before.keys().chain(after.keys()) {
            let is_changed = before.get(path) != after.get(path);
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            if name.ends_with(".tmp") {
                wrong.push(format!("{} is left behind", path.display()));
            } else if of_workspace(path) && is_changed != (saved && changes.contains(path)) {
                wrong.push(format!("{} is changed: {is_changed}", path.display()));
            }
        }
        let elsewhere = self.scenario.on == On::Elsewhere;
        for path in after
            .keys()
            .filter(|path| elsewhere && path.starts_with(self.folder(true)))
        {
            if path.file_name().is_some_and(|name| name != "ballast") {
                wrong.push(format!("{} is left behind", path.display()));
            }
        }
        let works = self.scenario.on == On::Workspace && !matches!(self.kind, Kind::Short(_));
        let journal = after
            .iter()
            .filter(|(path, _)| path.ends_with("journal.v1"));
        let journal: String = journal.map(|(_, bytes)| text(bytes)).collect();
        if works && !journal.contains(self.scenario.journal) {
            wrong.push("it is not in the journal".to_owned());
        }
    }

    /// Starts again where all works: what is left is recovered, and no problem stays.
    fn begin_again(&self, wrong: &mut Vec<String>) {
        let restored = self.program(&["recover", "--restore"]).output().unwrap();
        let listed = self.program(&["recover", "--list"]).output().unwrap();
        if !restored.status.success() || !text(&listed.stdout).starts_with("nothing to recover") {
            wrong.push(format!(
                "then: {}{}{}",
                text(&restored.stderr),
                text(&listed.stdout),
                text(&listed.stderr)
            ));
        }
        // A day on which nothing of the sample is still to come.
        let mut check = Command::new(env!("CARGO_BIN_EXE_roundtable"));
        at_home(&mut check, self.home.path());
        check.args(["--today", "2018-11-30", "check", "-w"]);
        let checked = check.arg(self.workspace()).output().unwrap();
        let checked = text(&checked.stdout);
        if !checked.trim_end().ends_with("no problems") {
            wrong.push(format!("then: {checked}"));
        }
        if matches!(self.scenario.then, Then::Refused(_)) && self.scenario.words[0] == "init" {
            let again = self
                .program(&[])
                .arg("init")
                .arg(self.folder(true).join("new"))
                .output()
                .unwrap();
            if !again.status.success() {
                wrong.push(format!("then: {}", text(&again.stderr)));
            }
        }
    }

    #[track_caller]
    fn done(&self, words: &[&str]) {
        let output = self.program(words).output().unwrap();
        assert!(output.status.success(), "{}", text(&output.stderr));
    }

    fn program(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
        self.at_work(&mut command);
        command.args(words);
        command
    }

    fn at_work(&self, command: &mut Command) {
        at_home(command, self.home.path());
        command.env(
            "XDG_STATE_HOME",
            self.folder(self.scenario.on == On::State).join("state"),
        );
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
            .args(["--today", "2018-08-09", "-w"])
            .arg(self.workspace());
    }

    fn workspace(&self) -> PathBuf {
        self.folder(self.scenario.on == On::Workspace).join("uk")
    }

    fn folder(&self, bad: bool) -> PathBuf {
        self.home.path().join(if bad { "bad" } else { "good" })
    }

    fn files(&self) -> Files {
        let mut files = Files::new();
        let mut folders = vec![self.home.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.file_name().is_some_and(|name| name != "ballast") {
                    files.insert(path.clone(), fs::read(&path).unwrap());
                }
            }
        }
        files
    }
}
