//! Places that cannot be written, each in its own way, made of the real system.

use std::ffi::OsString;
use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::shell::text;

/// The user and group that may do nothing.
const NOBODY: u32 = 65_534;

/// Far more than a sample and its state need.
const ROOM: &str = "size=8m";

/// Why a place cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// There is no room left.
    Full,
    /// It may only be read.
    ReadOnly,
    /// No file may be longer than so many bytes, the limit of a process (`ulimit -f`).
    Short(u64),
    /// It belongs to another user.
    Forbidden,
}

/// A folder that works until it is spoilt, and after it is healed. Gone when this is dropped.
pub(crate) struct Medium {
    kind: Kind,
    folder: PathBuf,
    /// What else the user has, and keeps.
    others: PathBuf,
}

impl Medium {
    /// Makes one in that folder; says why not where it cannot be made here.
    pub(crate) fn new(kind: Kind, folder: &Path, others: &Path) -> Result<Self, String> {
        let medium = Self {
            kind,
            folder: folder.to_owned(),
            others: others.to_owned(),
        };
        match kind {
            Kind::Full | Kind::ReadOnly => {
                let mount = ["-t", "tmpfs", "-o", ROOM, "tmpfs"];
                run(Command::new("mount").args(mount).arg(folder))?;
            }
            Kind::Forbidden => {
                // The folders of tests are for their owner alone.
                for above in folder.ancestors().skip(1).take(2) {
                    let _ = fs::set_permissions(above, fs::Permissions::from_mode(0o755));
                }
                let program = env!("CARGO_BIN_EXE_roundtable");
                run(medium.wrapped(program).arg("--version"))?;
            }
            Kind::Short(_) => run(medium.wrapped("true").arg("--version"))?,
        }
        Ok(medium)
    }

    /// Makes it impossible to write there.
    pub(crate) fn spoil(&self) {
        match self.kind {
            Kind::Full => self.fill(),
            Kind::ReadOnly => self.remount("remount,ro"),
            Kind::Short(_) => {}
            Kind::Forbidden => {
                Self::each(&self.others, &|path, _| {
                    chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
                });
                Self::each(&self.folder, &|path, is_dir| {
                    set(path, is_dir, 0o555, 0o644);
                });
            }
        }
    }

    /// Makes it possible again.
    pub(crate) fn heal(&self) {
        match self.kind {
            Kind::Full => fs::remove_file(self.ballast()).unwrap(),
            Kind::ReadOnly => self.remount("remount,rw"),
            Kind::Short(_) => {}
            Kind::Forbidden => Self::each(&self.folder, &|path, is_dir| {
                set(path, is_dir, 0o755, 0o644);
            }),
        }
    }

    /// Gives it to the one who may do nothing elsewhere.
    pub(crate) fn give_away(&self) {
        Self::each(&self.folder, &|path, _| {
            chown(path, Some(NOBODY), Some(NOBODY)).unwrap();
        });
    }

    /// Returns the words before those that start a program there.
    pub(crate) fn before(&self) -> Vec<OsString> {
        let words = match self.kind {
            Kind::Full | Kind::ReadOnly => Vec::new(),
            Kind::Short(most) => vec!["prlimit".to_owned(), format!("--fsize={most}:")],
            Kind::Forbidden => {
                let user = [format!("--reuid={NOBODY}"), format!("--regid={NOBODY}")];
                let none = "--clear-groups".to_owned();
                [&["setpriv".to_owned(), none][..], &user].concat()
            }
        };
        words.into_iter().map(OsString::from).collect()
    }

    /// Returns that program, started in the way of the medium.
    pub(crate) fn wrapped(&self, program: &str) -> Command {
        let mut words = self.before();
        words.push(program.into());
        let mut command = Command::new(&words[0]);
        command.args(&words[1..]);
        command
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }

    fn fill(&self) {
        use std::io::Write as _;
        let mut ballast = fs::File::create(self.ballast()).unwrap();
        let mut size = 1 << 20;
        // To the last byte of the last block.
        while size > 0 {
            if ballast.write_all(&vec![0; size]).is_err() {
                size /= 2;
            }
        }
    }

    fn remount(&self, how: &str) {
        run(Command::new("mount").args(["-o", how]).arg(&self.folder)).unwrap();
    }

    fn each(path: &Path, act: &dyn Fn(&Path, bool)) {
        let is_dir = path.is_dir();
        if is_dir {
            for entry in fs::read_dir(path).unwrap() {
                Self::each(&entry.unwrap().path(), act);
            }
        }
        act(path, is_dir);
    }
}

impl Drop for Medium {
    fn drop(&mut self) {
        if matches!(self.kind, Kind::Full | Kind::ReadOnly) {
            // OK because where it is not mounted there is nothing to take away.
            let _ = run(Command::new("umount").arg("-l").arg(&self.folder));
        }
    }
}

fn set(path: &Path, is_dir: bool, folder: u32, file: u32) {
    let mode = if is_dir { folder } else { file };
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// Runs a tool of the system; returns what it says where it does not do it.
fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(output) if output.status.success() => Ok(()),
        Ok(output) => Err(format!("{name}: {}", text(&output.stderr).trim())),
        Err(error) => Err(format!("{name}: {error}")),
    }
}
