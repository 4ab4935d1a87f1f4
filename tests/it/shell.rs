//! A user at a shell: runs the real program on a workspace and with a home of the test's own.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::pty::sample;

/// A home with a workspace in it.
pub(crate) struct Shell {
    home: tempfile::TempDir,
}

impl Shell {
    /// Makes one with a copy of the sample in `uk`.
    pub(crate) fn with_sample() -> Self {
        Self::sample_in(tempfile::tempdir().unwrap())
    }

    /// Makes one in memory, where there is such a place: what is killed there leaves the same as on
    /// a disk, sooner.
    pub(crate) fn with_sample_in_memory() -> Self {
        let home = tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir());
        Self::sample_in(home.unwrap())
    }

    fn sample_in(home: tempfile::TempDir) -> Self {
        sample(home.path());
        Self { home }
    }

    /// Returns the folder of the user.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Returns a file of the user.
    pub(crate) fn file(&self, path: &str) -> PathBuf {
        self.home().join(path)
    }

    /// Returns the program with these arguments, to be started.
    pub(crate) fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
        at_home(&mut command, self.home());
        command.args(["-w", "uk"]).args(arguments);
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.program(arguments).output().unwrap()
    }

    /// Runs it and returns what it prints; it must do what was asked.
    #[track_caller]
    pub(crate) fn done(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let said = text(&output.stderr);
        assert!(output.status.success(), "{arguments:?}: {said}");
        text(&output.stdout) + &said
    }

    /// Returns what the files of a folder hold, one after the other. Not those with a dot before
    /// their names, which nobody reads.
    pub(crate) fn held(&self, folder: &str) -> String {
        let paths = std::fs::read_dir(self.file(folder)).unwrap();
        let paths = paths.map(|entry| entry.unwrap().path());
        let files = paths.filter(|path| path.is_file() && !is_hidden(path));
        files
            .map(|path| text(&std::fs::read(path).unwrap()))
            .collect()
    }

    /// Returns what all files below a folder hold whose paths have `part` in them.
    pub(crate) fn held_below(&self, folder: &str, part: &str) -> String {
        let mut held = String::new();
        let mut folders = vec![self.file(folder)];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.to_string_lossy().contains(part) {
                    held += &text(&std::fs::read(path).unwrap());
                }
            }
        }
        held
    }

    /// Returns the problems of the workspace, without those that time mends: a temporary file is
    /// swept when it is surely nobody's.
    pub(crate) fn problems(&self) -> Vec<String> {
        let checked = text(&self.run(&["check"]).stdout);
        let lines = checked.lines().filter(|line| {
            !line.contains("a save was interrupted") && !line.ends_with("no problems")
        });
        lines.map(str::to_owned).collect()
    }
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Lets a command run with nothing of who runs the tests, but for where it counts the lines it
/// reaches.
pub(crate) fn bare(command: &mut Command) {
    let counts = std::env::vars_os().filter(|(name, _)| name == "LLVM_PROFILE_FILE");
    command.env_clear().envs(counts);
}

/// Lets a command run at home, on a day of its own.
pub(crate) fn at_home(command: &mut Command, home: &Path) {
    bare(command.current_dir(home));
    command.env("HOME", home);
    command.env("XDG_STATE_HOME", home.join("state"));
    command.stdin(Stdio::null());
}

/// Returns bytes as text.
pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns what a variable says, as a number.
pub(crate) fn wished<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok()?.parse().ok()
}
