//! Replaces one file so that it is, whatever happens, either the old one or the new one.
//!
//! ```text
//! read target, compare with what was loaded      somebody else's work is not overwritten
//! create .stem.rand.tmp   exclusive, 0600        nobody else's file, nobody else's eyes
//! write, set mode, sync, close                   the bytes are on the disk
//! read back, compare                             the disk did not lie
//! read target, compare again                     the window for somebody else is microseconds
//! rename over the target                         old or new, nothing between
//! sync the folder                                the name is on the disk: now it is saved
//! ```
//!
//! A failed sync is never repeated on the same file, as the kernel may have forgotten by then what
//! it failed to write: every attempt writes a fresh temporary file. What else a whole save needs
//! stands around this function: the journal, on the disk before it is called; the lock that keeps
//! two programs apart; and the history, which takes the old bytes before they are replaced.

use std::fmt;
use std::hash::{DefaultHasher, Hasher as _};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::fs::{self, Fs, Mode};
use super::litter;

/// The most bytes a file may have, read or written.
pub const FILE_LIMIT: u64 = 4 * 1024 * 1024;

/// The fingerprint of a file's content; means something inside this process only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Print {
    hash: u64,
    len: u64,
}

impl Print {
    /// Returns the fingerprint of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Self {
            hash: hasher.finish(),
            len: bytes.len() as u64,
        }
    }
}

/// Says which file could not be saved, at which step, and why.
#[derive(Debug, thiserror::Error)]
#[error("{}: {step}: {cause}", path.display())]
pub struct SaveError {
    /// The file that was to be saved.
    pub path: PathBuf,
    /// How far the save had come.
    pub step: Step,
    /// Why it came no further.
    pub cause: Cause,
}

/// Why a file could not be saved.
#[derive(Debug, thiserror::Error)]
pub enum Cause {
    /// The file on the disk is not the one that was loaded.
    #[error("the file was changed outside since it was read")]
    ChangedOutside,
    /// The disk gave back other bytes than were written.
    #[error("the disk did not keep what was written")]
    Garbled,
    /// Somebody took the right to write the file from everybody.
    #[error("the file is write-protected")]
    Protected,
    /// The system refused.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// The steps of a save.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Comparing the file with what was loaded.
    Compare,
    /// Creating the temporary file.
    Create,
    /// Writing the temporary file.
    Write,
    /// Syncing the temporary file.
    Sync,
    /// Reading the temporary file back.
    ReadBack,
    /// Giving the temporary file the file's name.
    Rename,
    /// Removing the file.
    Remove,
    /// Syncing the folder, the work being done already.
    SyncFolder,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Compare => "comparing with what was loaded",
            Self::Create => "creating a temporary file",
            Self::Write => "writing",
            Self::Sync => "syncing to the disk",
            Self::ReadBack => "reading back",
            Self::Rename => "putting the new text in place",
            Self::Remove => "removing",
            Self::SyncFolder => "syncing the folder, all else being done",
        })
    }
}

impl SaveError {
    /// Says that a file is not what it was taken for.
    pub(super) fn changed_outside(path: PathBuf, step: Step) -> Self {
        Self {
            path,
            step,
            cause: Cause::ChangedOutside,
        }
    }

    /// Returns true when the file is not what it was taken for.
    pub(super) fn is_changed_outside(&self) -> bool {
        matches!(self.cause, Cause::ChangedOutside)
    }

    /// Returns the reason and the name of the file, a few words that say the most first.
    pub fn in_brief(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        let reason = match &self.cause {
            // Of what is no file, the system has no word.
            Cause::Io(error) if error.kind() == ErrorKind::InvalidInput => error.to_string(),
            Cause::Io(error) if error.kind() != ErrorKind::Other => error.kind().to_string(),
            cause => cause.to_string(),
        };
        format!("{reason}, {}", name.to_string_lossy())
    }

    /// Returns the way out, one sentence.
    pub fn hint(&self) -> String {
        let folder = folder_of(&self.path).display();
        match &self.cause {
            Cause::Protected => {
                let file = self.path.display();
                format!("if it may be changed, give the right to write {file} back")
            }
            Cause::ChangedOutside => {
                "somebody else saved this file; look at both versions before saving again".into()
            }
            Cause::Garbled => "the disk may be failing; save the workspace on another disk".into(),
            Cause::Io(error) => match error.kind() {
                ErrorKind::PermissionDenied if self.step == Step::Compare => {
                    format!("ask for the right to read {}", self.path.display())
                }
                ErrorKind::PermissionDenied => {
                    format!("ask for the right to write in {folder}")
                }
                ErrorKind::ReadOnlyFilesystem => {
                    format!("copy the workspace to another disk; that of {folder} is read-only")
                }
                ErrorKind::NotFound => format!("put the folder {folder} back"),
                ErrorKind::InvalidInput => {
                    format!("move {} away", self.path.display())
                }
                _ if fs::too_large(error).is_some() => {
                    "the file is too long; move something out of it".into()
                }
                _ => way_out_of(error, folder_of(&self.path)).unwrap_or_else(|| {
                    format!(
                        "look what is wrong with {folder}, or copy the workspace to another disk"
                    )
                }),
            },
        }
    }
}

/// Replaces the file `path` by `bytes`, and returns their fingerprint once they are durable.
///
/// `base` is the fingerprint of what was loaded, `None` when the file must not exist yet. A file
/// that already holds exactly `bytes` is accepted too: an attempt before this one may have come
/// as far as the rename. The permissions are kept; a new file may be read and written by whoever
/// may read and write its folder. The owner becomes the one who saves.
pub fn replace(
    fs: &dyn Fs,
    path: &Path,
    base: Option<Print>,
    bytes: &[u8],
) -> Result<Print, SaveError> {
    let save = Save {
        fs,
        path,
        dir: folder_of(path),
        base,
        bytes,
    };
    if bytes.len() as u64 > FILE_LIMIT {
        let size = bytes.len() as u64;
        return Err(save.failed(
            Step::Write,
            fs::TooLarge {
                size,
                limit: FILE_LIMIT,
            },
        ));
    }
    save.compare()?;
    let temporary = save.write_temporary()?;
    save.put_in_place(&temporary)
        .inspect_err(|_| save.discard(&temporary))?;
    fs.sync_dir(save.dir)
        .map_err(|error| save.failed(Step::SyncFolder, error))?;
    Ok(Print::of(bytes))
}

/// Removes the file `path` if it still is what was loaded, and returns once that is durable.
///
/// A file that is gone already is as it should be.
pub fn remove(fs: &dyn Fs, path: &Path, base: Print) -> Result<(), SaveError> {
    let dir = folder_of(path);
    let save = Save {
        fs,
        path,
        dir,
        base: Some(base),
        bytes: &[],
    };
    match fs.read(path, FILE_LIMIT) {
        Ok(found) if Print::of(&found) != base => {
            return Err(save.because(Step::Compare, Cause::ChangedOutside));
        }
        Ok(_) => {
            // As after a rename: what the file says counts, not what the error says.
            let removed = fs.remove(path);
            let gone = || matches!(fs.mode(path), Ok(None));
            if let Err(error) = removed
                && !gone()
            {
                return Err(save.failed(Step::Remove, error));
            }
        }
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(save.failed(Step::Compare, error)),
    }
    fs.sync_dir(dir)
        .map_err(|error| save.failed(Step::SyncFolder, error))
}

struct Save<'a> {
    fs: &'a dyn Fs,
    path: &'a Path,
    dir: &'a Path,
    base: Option<Print>,
    bytes: &'a [u8],
}

/// Whether the target exists.
#[derive(Clone, Copy)]
enum Target {
    New,
    Old,
}

impl Save<'_> {
    fn failed(&self, step: Step, cause: impl Into<io::Error>) -> SaveError {
        self.because(step, Cause::Io(cause.into()))
    }

    fn because(&self, step: Step, cause: Cause) -> SaveError {
        SaveError {
            path: self.path.to_owned(),
            step,
            cause,
        }
    }

    /// Refuses a target that is neither what was loaded nor what is being saved.
    fn compare(&self) -> Result<Target, SaveError> {
        let found = match self.fs.read(self.path, FILE_LIMIT) {
            Ok(found) => Some(found),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            // A file longer than was ever loaded, or a link or folder in its place.
            Err(error) if fs::too_large(&error).is_some() || fs::not_a_file(&error) => {
                return Err(self.because(Step::Compare, Cause::ChangedOutside));
            }
            Err(error) => return Err(self.failed(Step::Compare, error)),
        };
        let known = found.as_deref().map(Print::of) == self.base;
        match found {
            Some(found) if known || found == self.bytes => Ok(Target::Old),
            None if known => Ok(Target::New),
            _ => Err(self.because(Step::Compare, Cause::ChangedOutside)),
        }
    }

    fn write_temporary(&self) -> Result<PathBuf, SaveError> {
        let mode = self.wanted_mode()?;
        let temporary = litter::temporary(self.path);
        match self.fill(&temporary, mode) {
            Ok(()) => Ok(temporary),
            Err(error) => {
                // A creation that failed may still have created; one that met another's file
                // must leave it alone.
                let met = error.step == Step::Create
                    && matches!(&error.cause, Cause::Io(cause) if cause.kind() == ErrorKind::AlreadyExists);
                if !met {
                    self.discard(&temporary);
                }
                Err(error)
            }
        }
    }

    fn wanted_mode(&self) -> Result<Option<Mode>, SaveError> {
        let io = |error| self.failed(Step::Create, error);
        if let Some(mode) = self.fs.mode(self.path).map_err(io)? {
            // A rename would replace the file all the same: it asks for rights on the folder only.
            return match mode {
                Mode(bits) if bits & 0o222 == 0 => {
                    Err(self.because(Step::Rename, Cause::Protected))
                }
                mode => Ok(Some(mode)),
            };
        }
        let folder = self.fs.mode(self.dir).map_err(io)?;
        Ok(folder.map(|Mode(bits)| Mode(bits & 0o666)))
    }

    fn fill(&self, temporary: &Path, mode: Option<Mode>) -> Result<(), SaveError> {
        let at = |step| move |error: io::Error| self.failed(step, error);
        let mut file = self
            .fs
            .create_exclusive(temporary)
            .map_err(at(Step::Create))?;
        file.write_all(self.bytes).map_err(at(Step::Write))?;
        if let Some(mode) = mode {
            file.set_mode(mode).map_err(at(Step::Write))?;
        }
        file.sync().map_err(at(Step::Sync))?;
        drop(file);
        let written = self
            .fs
            .read(temporary, FILE_LIMIT)
            .map_err(at(Step::ReadBack))?;
        if written == self.bytes {
            Ok(())
        } else {
            Err(self.because(Step::ReadBack, Cause::Garbled))
        }
    }

    fn put_in_place(&self, temporary: &Path) -> Result<(), SaveError> {
        let renamed = match self.compare()? {
            Target::New => self.fs.rename_new(temporary, self.path),
            Target::Old => self.fs.rename(temporary, self.path),
        };
        let Err(error) = renamed else { return Ok(()) };
        // An error tells nothing about what happened; the file does.
        if self
            .fs
            .read(self.path, FILE_LIMIT)
            .is_ok_and(|found| found == self.bytes)
        {
            self.discard(temporary);
            return Ok(());
        }
        Err(match error.kind() {
            ErrorKind::AlreadyExists => self.because(Step::Rename, Cause::ChangedOutside),
            _ => self.failed(Step::Rename, error),
        })
    }

    fn discard(&self, temporary: &Path) {
        // Best effort: what stays is a `.tmp` file, which is swept when it is old.
        let _ = self.fs.remove(temporary);
    }
}

/// Returns the way out, one sentence, where the disk of a folder or the system takes nothing more.
pub(crate) fn way_out_of(cause: &io::Error, folder: &Path) -> Option<String> {
    let folder = folder.display();
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
            Some(format!("free some space on the disk of {folder}"))
        }
        ErrorKind::ReadOnlyFilesystem => {
            Some(format!("use another disk; that of {folder} is read-only"))
        }
        ErrorKind::FileTooLarge => Some(format!(
            "files in {folder} may not get so long here; raise the limit, as with `ulimit -f unlimited`"
        )),
        _ => None,
    }
}

/// Returns the folder a path is in, `.` for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|dir| *dir != Path::new(""))
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests;
