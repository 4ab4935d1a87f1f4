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
    /// Returns true when the file is not what it was taken for.
    pub(super) fn is_changed_outside(&self) -> bool {
        matches!(self.cause, Cause::ChangedOutside)
    }

    /// Returns the reason and the name of the file, a few words that say the most first.
    pub fn in_brief(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        let reason = match &self.cause {
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
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    format!("free some space on the disk of {folder}")
                }
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
                ErrorKind::FileTooLarge => "the file is too long; move something out of it".into(),
                _ => "try again; if it fails again, copy the workspace to another disk".into(),
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

/// Returns the folder a path is in, `.` for a bare name.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|dir| *dir != Path::new(""))
        .unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::super::fs::RealFs;
    use super::super::sim::{Fault, SimFs, Times};
    use super::*;

    const OLD: &[u8] = b"(title: \"old\")\n";
    const NEW: &[u8] = b"(title: \"new and longer\")\n";

    fn target() -> PathBuf {
        PathBuf::from("/uk/plans/a.ron")
    }

    fn disk(old: Option<&[u8]>) -> SimFs {
        let sim = SimFs::new(Path::new("/uk/plans"));
        if let Some(old) = old {
            sim.put(&target(), old);
        }
        sim
    }

    fn litter(sim: &SimFs) -> usize {
        sim.paths().iter().filter(|path| **path != target()).count()
    }

    /// Walks `fault` through a save until a run passes without meeting it.
    fn walk(old: Option<&[u8]>, fault: Fault, times: Times) {
        for n in 1.. {
            let sim = disk(old);
            sim.fault_at(n, fault, times);
            let result = replace(&sim, &target(), old.map(Print::of), NEW);
            let told = format!("{fault:?} {times:?} at {n}: {result:?} {:?}", sim.log());
            let whole =
                |found: Option<Vec<u8>>| found.as_deref() == old || found.as_deref() == Some(NEW);
            assert!(whole(sim.get(&target())), "live, {told}");
            for next in sim.power_cuts() {
                assert!(whole(next.get(&target())), "after a power cut, {told}");
            }
            if fault != Fault::Kill && times == Times::Once {
                assert_eq!(litter(&sim), 0, "{told}");
            }
            if result.is_ok() && fault != Fault::Lie {
                for next in sim.power_cuts() {
                    assert_eq!(next.get(&target()).as_deref(), Some(NEW), "{told}");
                }
            }
            if sim.count() < n {
                assert!(result.is_ok(), "{told}");
                return;
            }
        }
    }

    #[test]
    fn is_old_or_new_whatever_fails() {
        for old in [None, Some(OLD)] {
            for times in [Times::Once, Times::Forever] {
                for kind in [
                    ErrorKind::StorageFull,
                    ErrorKind::PermissionDenied,
                    ErrorKind::AlreadyExists,
                    ErrorKind::NotFound,
                    ErrorKind::Other,
                ] {
                    walk(old, Fault::Fail(kind), times);
                    walk(old, Fault::Short(kind), times);
                    // Created, and yet told that somebody else's file was met: no disk does that.
                    if kind != ErrorKind::AlreadyExists {
                        walk(old, Fault::Late(kind), times);
                    }
                }
            }
            walk(old, Fault::Kill, Times::Once);
        }
    }

    #[test]
    fn a_lying_write_is_noticed() {
        let sim = disk(Some(OLD));
        let write = 1 + {
            let trial = disk(Some(OLD));
            replace(&trial, &target(), Some(Print::of(OLD)), NEW).expect("saved");
            trial
                .log()
                .iter()
                .position(|name| name.starts_with("write"))
                .expect("a write")
        };
        sim.fault_at(write, Fault::Lie, Times::Once);
        let error = replace(&sim, &target(), Some(Print::of(OLD)), NEW).expect_err("a lie");
        assert!(matches!(error.cause, Cause::Garbled), "{error}");
        assert_eq!(sim.get(&target()).as_deref(), Some(OLD));
    }

    #[test]
    fn does_not_overwrite_what_somebody_else_saved() {
        let loaded = Some(Print::of(b"loaded"));
        for (found, base) in [(Some(OLD), loaded), (Some(OLD), None), (None, loaded)] {
            let sim = disk(found);
            let error = replace(&sim, &target(), base, NEW).expect_err("changed outside");
            assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
            assert_eq!(sim.get(&target()).as_deref(), found);
            assert_eq!(litter(&sim), 0);
        }
    }

    #[test]
    fn an_attempt_that_landed_unsynced_can_be_repeated() {
        let sim = disk(Some(OLD));
        let base = Some(Print::of(OLD));
        let trial = disk(Some(OLD));
        replace(&trial, &target(), base, NEW).expect("saved");
        sim.fail_at(trial.count(), ErrorKind::Other, Times::Once);
        let error = replace(&sim, &target(), base, NEW).expect_err("the folder is not synced");
        assert_eq!(error.step, Step::SyncFolder);
        assert_eq!(sim.get(&target()).as_deref(), Some(NEW));
        assert_eq!(
            replace(&sim, &target(), base, NEW).expect("saved"),
            Print::of(NEW)
        );
        assert_eq!(sim.crash().get(&target()).as_deref(), Some(NEW));
    }

    #[test]
    fn what_could_not_be_read_again_is_not_written() {
        let sim = disk(Some(OLD));
        let long = vec![b' '; usize::try_from(FILE_LIMIT).expect("a length") + 1];
        let error = replace(&sim, &target(), Some(Print::of(OLD)), &long).expect_err("too long");
        assert_eq!(error.step, Step::Write);
        assert_eq!(sim.count(), 0);
        // What is too long to have been read is not what was read, and no failure of the disk.
        sim.put(&target(), &long);
        let error = replace(&sim, &target(), Some(Print::of(OLD)), NEW).expect_err("changed");
        assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
    }

    #[test]
    fn removes_what_was_read_and_nothing_else() {
        let base = Print::of(OLD);
        let sim = disk(Some(NEW));
        let error = remove(&sim, &target(), base).expect_err("changed outside");
        assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
        assert_eq!(sim.get(&target()).as_deref(), Some(NEW));
        remove(&disk(None), &target(), base).expect("gone already");
        for fault in [
            Fault::Fail(ErrorKind::Other),
            Fault::Late(ErrorKind::Other),
            Fault::Kill,
        ] {
            for n in 1.. {
                let sim = disk(Some(OLD));
                sim.fault_at(n, fault, Times::Once);
                let result = remove(&sim, &target(), base);
                let told = format!("{fault:?} at {n}: {result:?} {:?}", sim.log());
                for next in sim.power_cuts() {
                    let found = next.get(&target());
                    assert!(found.is_none() || result.is_err(), "{told}");
                    assert!(found.is_none_or(|found| found == OLD), "{told}");
                }
                if sim.log().iter().any(|name| name.starts_with("remove")) && fault != Fault::Kill {
                    // What the file says counts, not what the error says.
                    let at_the_end = sim
                        .log()
                        .last()
                        .is_some_and(|name| name.starts_with("sync"));
                    let is_gone = sim.get(&target()).is_none();
                    assert_eq!(at_the_end, is_gone, "{told}");
                }
                if sim.count() < n {
                    break;
                }
            }
        }
    }

    #[test]
    fn an_error_names_the_file_the_step_and_the_way_out() {
        let sim = disk(None);
        sim.fail_at(1, ErrorKind::StorageFull, Times::Forever);
        let error = replace(&sim, &target(), None, NEW).expect_err("full");
        let text = error.to_string();
        assert!(
            text.starts_with("/uk/plans/a.ron: comparing with what was loaded: "),
            "{text}"
        );
        assert_eq!(error.hint(), "free some space on the disk of /uk/plans");
    }

    #[cfg(unix)]
    #[test]
    fn keeps_the_permissions_on_a_real_disk() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a folder to test in");
        let path = dir.path().join("a.ron");
        let print = replace(&RealFs, &path, None, OLD).expect("saved");
        let Mode(folder) = RealFs.mode(dir.path()).expect("mode").expect("a folder");
        assert_eq!(
            RealFs.mode(&path).expect("mode"),
            Some(Mode(folder & 0o666))
        );
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o664)).expect("set");
        replace(&RealFs, &path, Some(print), NEW).expect("saved");
        assert_eq!(RealFs.mode(&path).expect("mode"), Some(Mode(0o664)));
        assert_eq!(RealFs.read(&path, FILE_LIMIT).expect("read"), NEW);
        assert_eq!(RealFs.list(dir.path()).expect("listed").len(), 1);
    }
}
