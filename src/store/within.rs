//! A door that leads to what is below one folder, and to nothing that a link there points at.
//!
//! A name in a workspace may be a link that somebody else put there. The disk follows none in the
//! last place of a path; the folders before that are looked at here, before each operation. The
//! folder of the workspace itself may be a link: its user named it.

use std::ffi::OsString;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::fs::{Appending, Entry, Fs, Held, Mode, NewFile, Stamp};

/// The cause inside an error about a path that leads out of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{} is a link to another place, which is not followed", .0.display())]
pub(super) struct LedAway(PathBuf);

impl From<LedAway> for io::Error {
    fn from(cause: LedAway) -> Self {
        // What opening a link as a folder answers when it must not be followed.
        Self::new(io::ErrorKind::NotADirectory, cause)
    }
}

/// The disk as far as it is below a folder; other paths are passed on as they are.
#[derive(Debug)]
pub(super) struct Within {
    fs: Arc<dyn Fs>,
    root: PathBuf,
}

impl Within {
    pub(super) fn new(fs: Arc<dyn Fs>, root: PathBuf) -> Self {
        Self { fs, root }
    }

    /// Refuses a folder that is a link, or that is reached by one.
    fn folder(&self, path: &Path) -> io::Result<()> {
        let Ok(below) = path.strip_prefix(&self.root) else {
            return Ok(());
        };
        let mut folder = self.root.clone();
        for part in below.components() {
            folder.push(part);
            // `..` is no name that anything in a workspace has.
            if !matches!(part, Component::Normal(_)) || self.fs.is_link(&folder)? {
                return Err(LedAway(folder).into());
            }
        }
        Ok(())
    }

    /// Refuses a name in a folder that is a link, or that is reached by one.
    fn name(&self, path: &Path) -> io::Result<()> {
        if path.ends_with("..") {
            return Err(LedAway(path.to_owned()).into());
        }
        path.parent().map_or(Ok(()), |folder| self.folder(folder))
    }
}

impl Fs for Within {
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.folder(dir)?;
        self.fs.list(dir)
    }

    fn stamps(&self, dir: &Path) -> io::Result<Vec<(OsString, Stamp)>> {
        self.folder(dir)?;
        self.fs.stamps(dir)
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<Stamp>> {
        self.name(path)?;
        self.fs.stamp(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.name(path)?;
        self.fs.read(path, limit)
    }

    fn read_end(&self, path: &Path, limit: u64) -> io::Result<(Vec<u8>, u64)> {
        self.name(path)?;
        self.fs.read_end(path, limit)
    }

    fn create_exclusive(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        self.name(path)?;
        self.fs.create_exclusive(path)
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn Appending>> {
        self.name(path)?;
        self.fs.open_append(path)
    }

    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Held>> {
        self.name(path)?;
        self.fs.lock(path, patience)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        self.name(path)?;
        self.fs.try_lock(path)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.name(from)?;
        self.name(to)?;
        self.fs.rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.name(from)?;
        self.name(to)?;
        self.fs.rename_new(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.name(path)?;
        self.fs.remove(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.name(path)?;
        self.fs.remove_dir(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        // The folder above a workspace is synced when its own name is new.
        self.folder(dir)?;
        self.fs.sync_dir(dir)
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        self.fs.is_link(path)
    }

    fn mode(&self, path: &Path) -> io::Result<Option<Mode>> {
        self.name(path)?;
        self.fs.mode(path)
    }

    fn age(&self, path: &Path) -> io::Result<Duration> {
        self.name(path)?;
        self.fs.age(path)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.name(path)?;
        self.fs.create_dir(path)
    }

    fn create_private_dir(&self, path: &Path) -> io::Result<()> {
        self.name(path)?;
        self.fs.create_private_dir(path)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::super::fs::RealFs;
    use super::*;

    #[test]
    fn what_a_link_leads_to_is_neither_read_nor_written() {
        let here = tempfile::tempdir().expect("a folder");
        let (root, outside) = (here.path().join("uk"), here.path().join("outside"));
        std::fs::create_dir(&root).expect("the workspace");
        std::fs::create_dir(&outside).expect("another folder");
        std::fs::write(outside.join("a.ron"), "a").expect("a file");
        symlink(&outside, root.join("plans")).expect("a link");
        symlink(&root, here.path().join("named")).expect("a link");
        // The link that the user names is followed.
        for root in [root, here.path().join("named")] {
            let fs = Within::new(Arc::new(RealFs), root.clone());
            let (folder, file) = (root.join("plans"), root.join("plans/a.ron"));
            let up = root.join("../outside/a.ron");
            let led_away = [
                fs.list(&folder).err(),
                fs.stamps(&folder).err(),
                fs.sync_dir(&folder).err(),
                fs.read(&file, 9).err(),
                fs.read_end(&file, 9).err(),
                fs.create_exclusive(&root.join("plans/b.ron")).err(),
                fs.open_append(&file).err(),
                fs.lock(&file, Duration::ZERO).err(),
                fs.try_lock(&file).err(),
                fs.rename(&file, &root.join("b.ron")).err(),
                fs.rename_new(&file, &root.join("b.ron")).err(),
                fs.rename(&root.join("b.ron"), &file).err(),
                fs.remove(&file).err(),
                fs.mode(&file).err(),
                fs.create_dir(&root.join("plans/c")).err(),
                fs.read(&up, 9).err(),
                fs.list(&root.join("..")).err(),
            ];
            for (n, error) in led_away.into_iter().enumerate() {
                let kind = error.map(|error| error.kind());
                assert_eq!(kind, Some(io::ErrorKind::NotADirectory), "operation {n}");
            }
            assert_eq!(fs.list(&root).expect("listed").len(), 1);
        }
        let names = std::fs::read_dir(&outside).expect("listed").count();
        assert_eq!(names, 1);
        assert_eq!(std::fs::read(outside.join("a.ron")).expect("read"), b"a");
    }
}
