//! The operations of a simulated disk.

use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::super::fs::{
    Appending, Entry, Fs, Held, Kind, Mode, NewFile, NotAFile, Stamp, TooLarge,
};
use super::disk::{Change, Disk, Node};
use super::name::key;
use super::{Extent, SimFs};

impl Fs for SimFs {
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.operation("list", dir, Vec::new(), |disk, _| {
            if !disk.live.dirs.contains_key(key(dir)) {
                return Err(ErrorKind::NotFound.into());
            }
            let files = disk.live.files.keys().map(|path| (path, Kind::File));
            let dirs = disk.live.dirs.keys().map(|path| (path, Kind::Dir));
            let inside = files.chain(dirs).filter(|(name, _)| name.is_in(dir));
            Ok(inside
                .filter_map(|(path, kind)| {
                    Some(Entry {
                        name: path.file_name()?.to_owned(),
                        kind,
                    })
                })
                .collect())
        })
    }

    fn stamps(&self, dir: &Path) -> io::Result<Vec<(OsString, Stamp)>> {
        self.operation("list", dir, Vec::new(), |disk, _| {
            let files = disk.live.files.iter();
            let inside = files.filter(|(name, _)| name.is_in(dir));
            Ok(inside
                .filter_map(|(path, place)| {
                    Some((path.file_name()?.to_owned(), disk.stamp(*place)?))
                })
                .collect())
        })
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<Stamp>> {
        self.operation("list", path, None, |disk, _| {
            let place = disk.live.files.get(key(path));
            Ok(place.and_then(|place| disk.stamp(*place)))
        })
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.operation("read", path, Vec::new(), |disk, _| {
            if disk.live.dirs.contains_key(key(path)) {
                return Err(NotAFile.into());
            }
            let bytes = disk.node(path)?.live.bytes.clone();
            let size = bytes.len() as u64;
            if size > limit {
                Err(TooLarge { size, limit }.into())
            } else {
                Ok(bytes)
            }
        })
    }

    fn read_end(&self, path: &Path, limit: u64) -> io::Result<(Vec<u8>, u64)> {
        self.operation("read_end", path, (Vec::new(), 0), |disk, _| {
            if disk.live.dirs.contains_key(key(path)) {
                return Err(NotAFile.into());
            }
            let bytes = &disk.node(path)?.live.bytes;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let end = bytes.get(bytes.len().saturating_sub(limit)..);
            Ok((end.unwrap_or_default().to_vec(), bytes.len() as u64))
        })
    }

    fn create_exclusive(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let place = self.operation("create", path, usize::MAX, |disk, _| disk.create(path))?;
        Ok(Box::new(self.file(path, place)))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn Appending>> {
        let place = self.operation("open", path, usize::MAX, |disk, _| disk.open(path))?;
        Ok(Box::new(self.file(path, place)))
    }

    fn lock(&self, path: &Path, _patience: Duration) -> io::Result<Box<dyn Held>> {
        // Who works on this disk lets go of a lock before the next one asks.
        self.operation("lock", path, usize::MAX, |disk, _| disk.open(path))?;
        Ok(Box::new(self.held(path)))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        self.operation("try_lock", path, usize::MAX, |disk, _| disk.open(path))?;
        if self.state().locked.contains(path) {
            return Ok(None);
        }
        Ok(Some(Box::new(self.held(path))))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operation("rename", to, (), |disk, _| disk.rename(from, to))
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operation("rename_new", to, (), |disk, extent| {
            disk.needs_free(to)?;
            match extent {
                Extent::Half => disk.link(from, to),
                Extent::All | Extent::None => disk.rename(from, to),
            }
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.operation("remove", path, (), |disk, _| disk.remove(path))
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.operation("remove_dir", path, (), |disk, _| disk.remove_dir(path))
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.operation("sync_dir", dir, (), |disk, _| {
            disk.sync_dir(dir);
            Ok(())
        })
    }

    fn is_link(&self, _path: &Path) -> io::Result<bool> {
        // This disk has none. No operation either: it changes nothing and can hide nothing.
        Ok(false)
    }

    fn mode(&self, path: &Path) -> io::Result<Option<Mode>> {
        self.operation("mode", path, None, |disk, _| {
            if let Some(mode) = disk.live.dirs.get(key(path)) {
                return Ok(Some(*mode));
            }
            Ok(disk.node(path).ok().map(|node| node.live.mode))
        })
    }

    fn age(&self, path: &Path) -> io::Result<Duration> {
        self.operation("age", path, Duration::ZERO, |disk, _| {
            let written = disk.node(path)?.written;
            Ok(disk.now.saturating_sub(written))
        })
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.operation("create_dir", path, (), |disk, _| {
            disk.create_dir(path, Mode(0o755))
        })
    }

    fn create_private_dir(&self, path: &Path) -> io::Result<()> {
        self.operation("create_dir", path, (), |disk, _| {
            disk.create_dir(path, Mode(0o700))
        })
    }
}

impl SimFs {
    fn file(&self, path: &Path, place: usize) -> SimFile {
        SimFile {
            sim: self.clone(),
            path: path.to_owned(),
            place,
        }
    }

    fn held(&self, path: &Path) -> SimLock {
        self.state().locked.insert(path.to_owned());
        SimLock {
            sim: self.clone(),
            path: path.to_owned(),
        }
    }
}

#[derive(Debug)]
struct SimFile {
    sim: SimFs,
    path: PathBuf,
    place: usize,
}

impl NewFile for SimFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.change("write", |node, extent, now| match extent {
            Extent::All | Extent::None => node.append(bytes, now),
            Extent::Half => node.append(bytes.get(..bytes.len() / 2).unwrap_or_default(), now),
        })
    }

    fn set_mode(&mut self, mode: Mode) -> io::Result<()> {
        self.change("set_mode", |node, _, now| {
            node.change(Change::Mode(mode), now);
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_what(|_| true)
    }
}

impl Appending for SimFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.change("cut", |node, _, now| node.change(Change::Cut(length), now))
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.sync_what(Change::is_of_data)
    }
}

/// A lock, until it is dropped.
#[derive(Debug)]
struct SimLock {
    sim: SimFs,
    path: PathBuf,
}

impl Held for SimLock {}

impl Drop for SimLock {
    fn drop(&mut self) {
        self.sim.state().locked.remove(&self.path);
    }
}

impl SimFile {
    fn sync_what(&self, which: fn(&Change) -> bool) -> io::Result<()> {
        self.change("sync", |node, extent, _| match extent {
            Extent::All | Extent::Half => node.sync(which),
            Extent::None => node.lose(),
        })
    }

    fn change(
        &self,
        name: &str,
        change: impl FnOnce(&mut Node, Extent, Duration),
    ) -> io::Result<()> {
        let work = |disk: &mut Disk, extent| {
            let now = disk.now;
            let node = disk.nodes.get_mut(self.place).ok_or(ErrorKind::NotFound)?;
            change(node, extent, now);
            Ok(())
        };
        self.sim.operation(name, &self.path, (), work)
    }
}
