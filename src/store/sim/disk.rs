//! What a simulated disk holds: what programs see, what is durable, and what lies between the two.
//!
//! Every change of bytes, permissions or names is an effect that waits until a sync of its file
//! or of its folder makes it durable. A power cut may keep any of the effects that wait and lose
//! any others; [`cuts`](super::cuts) says which disks that leaves.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use super::super::fs::{Mode, Stamp};
use super::name::{Name, key};

/// Files, folders and what is not durable of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Disk {
    pub(super) nodes: Vec<Node>,
    pub(super) live: Arc<Names>,
    pub(super) durable: Arc<Names>,
    /// The changes of names that are not durable, in the order they were made.
    pub(super) namings: Vec<Naming>,
    pub(super) now: Duration,
}

/// The folders with their permissions, and the files with the place of their node.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Names {
    pub(super) dirs: BTreeMap<Name, Mode>,
    pub(super) files: BTreeMap<Name, usize>,
}

/// A change of names; each happens whole or not at all.
#[derive(Clone, Debug)]
pub(super) enum Naming {
    Link(Name, usize),
    Unlink(Name),
    Rename(Name, Name, usize),
    Folder(Name, Mode),
    NoFolder(Name),
}

/// A file, whatever its name.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) live: Arc<Content>,
    pub(super) durable: Arc<Content>,
    /// What is not durable, in the order it was done.
    pub(super) effects: Vec<Effect>,
    pub(super) written: Duration,
}

/// The bytes and the permissions of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Content {
    pub(super) bytes: Vec<u8>,
    pub(super) mode: Mode,
}

/// A change of a file that is not durable.
#[derive(Clone, Debug)]
pub(super) struct Effect {
    pub(super) change: Change,
    /// Whether a sync failed to write it. The system has then forgotten that it should: no later
    /// sync makes it durable, whatever it answers.
    lost: bool,
}

/// A change of a file.
#[derive(Clone, Debug)]
pub(super) enum Change {
    Write { at: usize, bytes: Vec<u8> },
    Cut(usize),
    Mode(Mode),
}

impl Disk {
    /// Puts a folder and its parents on the disk, durable from the start.
    pub(super) fn put_dir(&mut self, dir: &Path) {
        for names in [&mut self.live, &mut self.durable] {
            for dir in dir.ancestors() {
                Arc::make_mut(names)
                    .dirs
                    .entry(Name::of(dir))
                    .or_insert(Mode(0o755));
            }
        }
    }

    /// Puts a file on the disk, durable from the start.
    pub(super) fn put(&mut self, path: &Path, bytes: &[u8]) {
        let place = self.add_node(bytes, Mode(0o644));
        for names in [&mut self.live, &mut self.durable] {
            let names = Arc::make_mut(names);
            names.files.insert(Name::of(path), place);
        }
        // What was done with this name before is done with.
        self.namings.retain(|naming| !naming.concerns(path));
    }

    fn add_node(&mut self, bytes: &[u8], mode: Mode) -> usize {
        let bytes = bytes.to_vec();
        let content = Arc::new(Content { bytes, mode });
        self.nodes.push(Node {
            live: Arc::clone(&content),
            durable: content,
            effects: Vec::new(),
            written: self.now,
        });
        self.nodes.len() - 1
    }

    /// Returns the file of that name.
    pub(super) fn node(&self, path: &Path) -> io::Result<&Node> {
        let place = self.live.files.get(key(path)).ok_or(ErrorKind::NotFound)?;
        Ok(self.nodes.get(*place).ok_or(ErrorKind::NotFound)?)
    }

    /// Returns what the system says of the file at a place.
    pub(super) fn stamp(&self, place: usize) -> Option<Stamp> {
        let node = self.nodes.get(place)?;
        Some(Stamp {
            modified: i128::try_from(node.written.as_nanos()).ok()?,
            length: node.live.bytes.len() as u64,
            file: place as u64,
        })
    }

    pub(super) fn create(&mut self, path: &Path) -> io::Result<usize> {
        self.needs_free(path)?;
        let place = self.add_node(b"", Mode(0o600));
        self.name(Naming::Link(Name::of(path), place));
        Ok(place)
    }

    pub(super) fn open(&mut self, path: &Path) -> io::Result<usize> {
        match self.live.files.get(key(path)) {
            Some(place) => Ok(*place),
            None => self.create(path),
        }
    }

    pub(super) fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.needs_folder(to)?;
        let place = *self.live.files.get(key(from)).ok_or(ErrorKind::NotFound)?;
        self.name(Naming::Rename(Name::of(from), Name::of(to), place));
        Ok(())
    }

    /// Gives a file a second name.
    pub(super) fn link(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        let place = *self.live.files.get(key(from)).ok_or(ErrorKind::NotFound)?;
        self.name(Naming::Link(Name::of(to), place));
        Ok(())
    }

    pub(super) fn remove(&mut self, path: &Path) -> io::Result<()> {
        self.live.files.get(key(path)).ok_or(ErrorKind::NotFound)?;
        self.name(Naming::Unlink(Name::of(path)));
        Ok(())
    }

    pub(super) fn create_dir(&mut self, path: &Path, mode: Mode) -> io::Result<()> {
        self.needs_free(path)?;
        self.name(Naming::Folder(Name::of(path), mode));
        Ok(())
    }

    pub(super) fn remove_dir(&mut self, path: &Path) -> io::Result<()> {
        self.live.dirs.get(key(path)).ok_or(ErrorKind::NotFound)?;
        let Names { dirs, files } = &*self.live;
        if files
            .keys()
            .chain(dirs.keys())
            .any(|other| other.is_in(path))
        {
            return Err(ErrorKind::DirectoryNotEmpty.into());
        }
        self.name(Naming::NoFolder(Name::of(path)));
        Ok(())
    }

    /// Makes the names in a folder durable.
    pub(super) fn sync_dir(&mut self, dir: &Path) {
        let Self {
            namings, durable, ..
        } = self;
        namings.retain(|naming| {
            let waits = !naming.name().is_in(dir);
            if !waits {
                naming.apply(Arc::make_mut(durable));
            }
            waits
        });
    }

    /// Makes everything durable.
    pub(super) fn settle(&mut self) {
        self.namings.clear();
        self.durable = Arc::clone(&self.live);
        for node in &mut self.nodes {
            node.durable = Arc::clone(&node.live);
            node.effects.clear();
        }
    }

    pub(super) fn needs_free(&self, path: &Path) -> io::Result<()> {
        if self.live.files.contains_key(key(path)) || self.live.dirs.contains_key(key(path)) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.needs_folder(path)
    }

    fn needs_folder(&self, path: &Path) -> io::Result<()> {
        match path.parent() {
            Some(dir) if !self.live.dirs.contains_key(key(dir)) => Err(ErrorKind::NotFound.into()),
            _ => Ok(()),
        }
    }

    fn name(&mut self, naming: Naming) {
        naming.apply(Arc::make_mut(&mut self.live));
        self.namings.push(naming);
    }
}

impl Names {
    /// Takes out what is in folders that are not there.
    pub(super) fn prune(&mut self) {
        loop {
            let dirs = &self.dirs;
            let lost = |dir: &&Name| !dir.is_below(dirs);
            let Some(lost) = dirs.keys().find(lost).cloned() else {
                break;
            };
            self.dirs.remove(&lost);
        }
        let dirs = &self.dirs;
        self.files.retain(|name, _| name.is_below(dirs));
    }
}

impl Naming {
    pub(super) fn apply(&self, names: &mut Names) {
        match self {
            Self::Link(path, place) => _ = names.files.insert(path.clone(), *place),
            Self::Unlink(path) => _ = names.files.remove(key(path)),
            Self::Rename(from, to, place) => {
                names.files.remove(key(from));
                names.files.insert(to.clone(), *place);
            }
            Self::Folder(path, mode) => _ = names.dirs.insert(path.clone(), *mode),
            Self::NoFolder(path) => _ = names.dirs.remove(key(path)),
        }
    }

    /// Returns the name whose folder has to be synced.
    fn name(&self) -> &Name {
        match self {
            Self::Link(path, _)
            | Self::Unlink(path)
            | Self::Folder(path, _)
            | Self::NoFolder(path) => path,
            Self::Rename(_, to, _) => to,
        }
    }

    fn concerns(&self, path: &Path) -> bool {
        let is_it = |name: &Name| key(name) == key(path);
        is_it(self.name()) || matches!(self, Self::Rename(from, ..) if is_it(from))
    }
}

impl Node {
    /// Changes what programs see.
    pub(super) fn change(&mut self, change: Change, now: Duration) {
        change.apply(Arc::make_mut(&mut self.live));
        self.written = now;
        self.effects.push(Effect {
            change,
            lost: false,
        });
    }

    /// Adds bytes to the end.
    pub(super) fn append(&mut self, bytes: &[u8], now: Duration) {
        let (at, bytes) = (self.live.bytes.len(), bytes.to_vec());
        self.change(Change::Write { at, bytes }, now);
    }

    /// Makes durable what waits, but for what an earlier sync has lost.
    pub(super) fn sync(&mut self, which: fn(&Change) -> bool) {
        let (mut lost, mut waits): (Vec<Effect>, _) = (Vec::new(), Vec::new());
        for effect in std::mem::take(&mut self.effects) {
            if effect.lost {
                lost.push(effect);
            } else if which(&effect.change) {
                effect.change.apply(Arc::make_mut(&mut self.durable));
                lost.retain(|earlier| !effect.change.covers(&earlier.change));
            } else {
                waits.push(effect);
            }
        }
        lost.extend(waits);
        self.effects = lost;
    }

    /// Fails to make durable what waits.
    pub(super) fn lose(&mut self) {
        self.effects
            .iter_mut()
            .for_each(|effect| effect.lost = true);
    }
}

impl Change {
    /// Returns whether it is about bytes, not permissions.
    pub(super) fn is_of_data(&self) -> bool {
        !matches!(self, Self::Mode(_))
    }

    pub(super) fn apply(&self, content: &mut Content) {
        match self {
            Self::Write { at, bytes } => write_at(&mut content.bytes, *at, bytes),
            Self::Cut(length) => content.bytes.truncate(*length),
            Self::Mode(mode) => content.mode = *mode,
        }
    }

    /// Returns whether nothing is left of `earlier` once this is done.
    fn covers(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (Self::Mode(_), Self::Mode(_)) => true,
            (Self::Cut(length), Self::Write { at, .. }) => length <= at,
            (Self::Cut(length), Self::Cut(before)) => length <= before,
            (Self::Write { at, bytes }, Self::Write { at: a, bytes: b }) => {
                at <= a && a + b.len() <= at + bytes.len()
            }
            _ => false,
        }
    }
}

/// Writes into `content` at a place, with zeros between where it was shorter.
pub(super) fn write_at(content: &mut Vec<u8>, at: usize, bytes: &[u8]) {
    let end = at + bytes.len();
    if content.len() < end {
        content.resize(end, 0);
    }
    if let Some(place) = content.get_mut(at..end) {
        place.copy_from_slice(bytes);
    }
}
