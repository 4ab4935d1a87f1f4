//! A disk in memory for the tests: it can fail, lie, be killed at any operation, and lose power.
//!
//! It keeps two views of everything. The live one is what a running program sees; the durable one
//! is what is left when the power goes: bytes become durable by a sync of the file, names by a
//! sync of the folder. Operations are counted from 1, so a test can walk a fault through a
//! procedure: fail at 1, at 2, ..., until a run passes without meeting the fault.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::fs::{Appending, Entry, Fs, Held, Kind, Mode, NewFile, NotAFile, Stamp, TooLarge};

/// A simulated disk; clones are the same disk.
#[derive(Clone, Debug, Default)]
pub struct SimFs {
    state: Arc<Mutex<State>>,
}

/// How long a failure lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// The one operation fails, later ones work.
    Once,
    /// Every operation from this one on fails.
    Forever,
}

/// What an operation does in place of its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// Nothing, and says so.
    Fail(ErrorKind),
    /// All of its work, and yet says that it failed.
    Late(ErrorKind),
    /// For a write, half of its work, and says that it failed; for others, as `Fail`.
    Short(ErrorKind),
    /// Nothing, and says that it worked.
    Lie,
    /// Nothing; the program was killed here and no later operation happens either.
    Kill,
}

#[derive(Clone, Debug, Default)]
struct State {
    nodes: Vec<Node>,
    live: Names,
    durable: Names,
    faults: Vec<(usize, Fault, Times)>,
    log: Vec<String>,
    refuses: Option<ErrorKind>,
    dead: bool,
    /// The files that are locked.
    locked: BTreeSet<PathBuf>,
}

/// The folders, and the files with the place of their node.
#[derive(Clone, Debug, Default)]
struct Names {
    dirs: BTreeSet<PathBuf>,
    files: BTreeMap<PathBuf, usize>,
}

#[derive(Clone, Debug)]
struct Node {
    bytes: Vec<u8>,
    synced: Vec<u8>,
    mode: Mode,
}

impl SimFs {
    /// Returns a disk that holds nothing but the folder `root`.
    pub fn new(root: &Path) -> Self {
        let sim = Self::default();
        sim.put_dir(root);
        sim
    }

    /// Puts a folder and its parents on the disk, durable from the start.
    pub fn put_dir(&self, dir: &Path) {
        let mut state = self.state();
        for dir in dir.ancestors() {
            state.live.dirs.insert(dir.to_owned());
            state.durable.dirs.insert(dir.to_owned());
        }
    }

    /// Puts a file on the disk, durable from the start, without counting as an operation.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        if let Some(dir) = path.parent() {
            self.put_dir(dir);
        }
        let mut state = self.state();
        let place = state.nodes.len();
        let (bytes, synced) = (bytes.to_vec(), bytes.to_vec());
        state.nodes.push(Node {
            bytes,
            synced,
            mode: Mode(0o644),
        });
        state.live.files.insert(path.to_owned(), place);
        state.durable.files.insert(path.to_owned(), place);
    }

    /// Returns the bytes a running program sees, without counting as an operation.
    pub fn get(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        let place = state.live.files.get(path)?;
        state.nodes.get(*place).map(|node| node.bytes.clone())
    }

    /// Returns the paths of all files, sorted.
    pub fn paths(&self) -> Vec<PathBuf> {
        self.state().live.files.keys().cloned().collect()
    }

    /// Makes operation `n` (the first is 1) fail.
    pub fn fail_at(&self, n: usize, kind: ErrorKind, times: Times) {
        self.fault_at(n, Fault::Fail(kind), times);
    }

    /// Makes operation `n` (the first is 1) misbehave.
    pub fn fault_at(&self, n: usize, fault: Fault, times: Times) {
        self.state().faults.push((n, fault, times));
    }

    /// Makes every operation that would change the disk fail, or none.
    pub fn refuse_changes(&self, kind: Option<ErrorKind>) {
        self.state().refuses = kind;
    }

    /// Ends the program before operation `n`: it and all later ones do nothing.
    pub fn kill_at(&self, n: usize) {
        self.fault_at(n, Fault::Kill, Times::Once);
    }

    /// Returns how many operations there were.
    pub fn count(&self) -> usize {
        self.state().log.len()
    }

    /// Returns the names of the operations so far, such as `read a.ron`.
    pub fn log(&self) -> Vec<String> {
        self.state().log.clone()
    }

    /// Returns the disk after a power cut: only what was synced is left.
    #[must_use]
    pub fn crash(&self) -> Self {
        let state = self.state();
        Self::after(&state, state.durable.clone())
    }

    /// Returns the disk after a power cut where the names had reached it, but unsynced bytes not.
    ///
    /// Real disks may do either; a procedure is safe only when both views are good.
    #[must_use]
    pub fn crash_with_names(&self) -> Self {
        let state = self.state();
        Self::after(&state, state.live.clone())
    }

    /// Returns the disk as the next program finds it after this one was killed: all that reached
    /// the system is there.
    #[must_use]
    pub fn restart(&self) -> Self {
        let state = self.state();
        let left = State {
            nodes: state.nodes.clone(),
            live: state.live.clone(),
            durable: state.durable.clone(),
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(left)),
        }
    }

    fn after(state: &State, names: Names) -> Self {
        let nodes = state
            .nodes
            .iter()
            .map(|node| Node {
                bytes: node.synced.clone(),
                ..node.clone()
            })
            .collect();
        let left = State {
            nodes,
            live: names.clone(),
            durable: names,
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(left)),
        }
    }

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

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts one operation and does `work`, unless a fault stands in its way.
    fn operation<T>(
        &self,
        name: &str,
        path: &Path,
        lie: T,
        work: impl FnOnce(&mut State, Extent) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.state();
        let file = path
            .file_name()
            .unwrap_or(path.as_os_str())
            .to_string_lossy()
            .into_owned();
        state.log.push(format!("{name} {file}"));
        if let Some(kind) = state.refuses
            && !["list", "read", "read_end", "mode"].contains(&name)
        {
            return Err(kind.into());
        }
        match state.fault() {
            None => work(&mut state, Extent::All),
            Some(Fault::Late(kind)) => work(&mut state, Extent::All).and(Err(kind.into())),
            Some(Fault::Short(kind)) if name == "write" => {
                work(&mut state, Extent::Half).and(Err(kind.into()))
            }
            Some(Fault::Fail(kind) | Fault::Short(kind)) => Err(kind.into()),
            Some(Fault::Lie) => Ok(lie),
            Some(Fault::Kill) => {
                state.dead = true;
                Err(io::Error::other("killed"))
            }
        }
    }
}

/// How much of a write is done.
#[derive(Clone, Copy)]
enum Extent {
    All,
    Half,
}

impl State {
    fn fault(&self) -> Option<Fault> {
        if self.dead {
            return Some(Fault::Kill);
        }
        let now = self.log.len();
        let met = |&&(n, _, times): &&(usize, Fault, Times)| match times {
            Times::Once => now == n,
            Times::Forever => now >= n,
        };
        self.faults.iter().find(met).map(|&(_, fault, _)| fault)
    }

    fn node(&mut self, path: &Path) -> io::Result<&mut Node> {
        let place = self
            .live
            .files
            .get(path)
            .copied()
            .ok_or(ErrorKind::NotFound)?;
        self.nodes
            .get_mut(place)
            .ok_or_else(|| ErrorKind::NotFound.into())
    }

    fn needs_folder(&self, path: &Path) -> io::Result<()> {
        match path.parent() {
            Some(dir) if !self.live.dirs.contains(dir) => Err(ErrorKind::NotFound.into()),
            _ => Ok(()),
        }
    }

    fn create(&mut self, path: &Path) -> io::Result<usize> {
        self.needs_free(path)?;
        let place = self.nodes.len();
        self.nodes.push(Node {
            bytes: Vec::new(),
            synced: Vec::new(),
            mode: Mode(0o600),
        });
        self.live.files.insert(path.to_owned(), place);
        Ok(place)
    }

    fn open(&mut self, path: &Path) -> io::Result<usize> {
        match self.live.files.get(path) {
            Some(place) => Ok(*place),
            None => self.create(path),
        }
    }

    fn needs_free(&self, path: &Path) -> io::Result<()> {
        if self.live.files.contains_key(path) || self.live.dirs.contains(path) {
            return Err(ErrorKind::AlreadyExists.into());
        }
        self.needs_folder(path)
    }
}

impl Fs for SimFs {
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        self.operation("list", dir, Vec::new(), |state, _| {
            if !state.live.dirs.contains(dir) {
                return Err(ErrorKind::NotFound.into());
            }
            let files = state.live.files.keys().map(|path| (path, Kind::File));
            let dirs = state.live.dirs.iter().map(|path| (path, Kind::Dir));
            let inside = files
                .chain(dirs)
                .filter(|(path, _)| path.parent() == Some(dir));
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
        self.operation("list", dir, Vec::new(), |state, _| {
            let files = state.live.files.iter();
            let inside = files.filter(|(path, _)| path.parent() == Some(dir));
            Ok(inside
                .filter_map(|(path, place)| {
                    let length = state.nodes.get(*place)?.bytes.len() as u64;
                    let stamp = Stamp {
                        modified: 0,
                        length,
                        file: *place as u64,
                    };
                    Some((path.file_name()?.to_owned(), stamp))
                })
                .collect())
        })
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        self.operation("read", path, Vec::new(), |state, _| {
            if state.live.dirs.contains(path) {
                return Err(NotAFile.into());
            }
            let bytes = state.node(path)?.bytes.clone();
            let size = bytes.len() as u64;
            if size > limit {
                Err(TooLarge { size, limit }.into())
            } else {
                Ok(bytes)
            }
        })
    }

    fn read_end(&self, path: &Path, limit: u64) -> io::Result<(Vec<u8>, u64)> {
        self.operation("read_end", path, (Vec::new(), 0), |state, _| {
            if state.live.dirs.contains(path) {
                return Err(NotAFile.into());
            }
            let bytes = &state.node(path)?.bytes;
            let limit = usize::try_from(limit).unwrap_or(usize::MAX);
            let end = bytes.get(bytes.len().saturating_sub(limit)..);
            Ok((end.unwrap_or_default().to_vec(), bytes.len() as u64))
        })
    }

    fn create_exclusive(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        let place = self.operation("create", path, usize::MAX, |state, _| state.create(path))?;
        Ok(Box::new(self.file(path, place)))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn Appending>> {
        let place = self.operation("open", path, usize::MAX, |state, _| state.open(path))?;
        Ok(Box::new(self.file(path, place)))
    }

    fn lock(&self, path: &Path, _patience: Duration) -> io::Result<Box<dyn Held>> {
        // Who works on this disk lets go of a lock before the next one asks.
        self.operation("lock", path, usize::MAX, |state, _| state.open(path))?;
        Ok(Box::new(self.held(path)))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        self.operation("try_lock", path, usize::MAX, |state, _| state.open(path))?;
        if self.state().locked.contains(path) {
            return Ok(None);
        }
        Ok(Some(Box::new(self.held(path))))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operation("rename", to, (), |state, _| {
            state.needs_folder(to)?;
            let place = state.live.files.remove(from).ok_or(ErrorKind::NotFound)?;
            state.live.files.insert(to.to_owned(), place);
            Ok(())
        })
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.operation("rename_new", to, (), |state, _| {
            state.needs_free(to)?;
            let place = state.live.files.remove(from).ok_or(ErrorKind::NotFound)?;
            state.live.files.insert(to.to_owned(), place);
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.operation("remove", path, (), |state, _| {
            let place = state.live.files.remove(path);
            place.map(drop).ok_or_else(|| ErrorKind::NotFound.into())
        })
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.operation("remove_dir", path, (), |state, _| {
            let Names { dirs, files } = &mut state.live;
            let inside = |other: &PathBuf| other.parent() == Some(path);
            if files.keys().any(inside) || dirs.iter().any(inside) {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            let was_there = dirs.remove(path);
            was_there.then_some(()).ok_or(ErrorKind::NotFound.into())
        })
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.operation("sync_dir", dir, (), |state, _| {
            let inside = |path: &Path| path.parent() == Some(dir);
            let State { live, durable, .. } = state;
            durable.files.retain(|path, _| !inside(path));
            let files = live.files.iter().filter(|(path, _)| inside(path));
            durable
                .files
                .extend(files.map(|(path, place)| (path.clone(), *place)));
            durable.dirs.retain(|path| !inside(path));
            durable
                .dirs
                .extend(live.dirs.iter().filter(|path| inside(path)).cloned());
            Ok(())
        })
    }

    fn mode(&self, path: &Path) -> io::Result<Option<Mode>> {
        self.operation("mode", path, None, |state, _| {
            if state.live.dirs.contains(path) {
                return Ok(Some(Mode(0o755)));
            }
            Ok(state.node(path).ok().map(|node| node.mode))
        })
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.operation("create_dir", path, (), |state, _| {
            state.needs_free(path)?;
            state.live.dirs.insert(path.to_owned());
            Ok(())
        })
    }

    fn create_private_dir(&self, path: &Path) -> io::Result<()> {
        self.create_dir(path)
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
        self.change("write", |node, extent| {
            let part = match extent {
                Extent::All => bytes,
                Extent::Half => bytes.get(..bytes.len() / 2).unwrap_or_default(),
            };
            node.bytes.extend_from_slice(part);
        })
    }

    fn set_mode(&mut self, mode: Mode) -> io::Result<()> {
        self.change("set_mode", |node, _| node.mode = mode)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.change("sync", |node, _| node.synced.clone_from(&node.bytes))
    }
}

impl Appending for SimFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        self.change("cut", |node, _| node.bytes.truncate(length))
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.sync()
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
    fn change(&self, name: &str, change: impl FnOnce(&mut Node, Extent)) -> io::Result<()> {
        self.sim.operation(name, &self.path, (), |state, extent| {
            let node = state.nodes.get_mut(self.place).ok_or(ErrorKind::NotFound)?;
            change(node, extent);
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(sim: &SimFs, path: &Path) -> io::Result<()> {
        let mut file = sim.create_exclusive(path)?;
        file.write_all(b"text")?;
        file.sync()
    }

    #[test]
    fn a_name_is_durable_after_a_sync_of_its_folder() {
        let sim = SimFs::new(Path::new("/uk"));
        let path = Path::new("/uk/a.ron");
        write(&sim, path).expect("written");
        assert_eq!(sim.crash().get(path), None);
        assert_eq!(
            sim.crash_with_names().get(path).as_deref(),
            Some(&b"text"[..])
        );
        sim.sync_dir(Path::new("/uk")).expect("synced");
        assert_eq!(sim.crash().get(path).as_deref(), Some(&b"text"[..]));
        assert_eq!(
            sim.log(),
            ["create a.ron", "write a.ron", "sync a.ron", "sync_dir uk"]
        );
    }

    #[test]
    fn unsynced_bytes_do_not_survive() {
        let sim = SimFs::new(Path::new("/uk"));
        let path = Path::new("/uk/a.ron");
        let mut file = sim.create_exclusive(path).expect("created");
        file.write_all(b"text").expect("written");
        sim.sync_dir(Path::new("/uk")).expect("synced");
        assert_eq!(sim.crash().get(path).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn faults_strike_where_they_were_put() {
        let path = Path::new("/uk/a.ron");
        for (fault, left) in [
            (Fault::Fail(ErrorKind::StorageFull), ""),
            (Fault::Short(ErrorKind::StorageFull), "te"),
            (Fault::Late(ErrorKind::Other), "text"),
            (Fault::Kill, ""),
        ] {
            let sim = SimFs::new(Path::new("/uk"));
            sim.fault_at(2, fault, Times::Once);
            assert!(write(&sim, path).is_err());
            assert_eq!(sim.get(path).as_deref(), Some(left.as_bytes()), "{fault:?}");
            assert_eq!(sim.remove(path).is_err(), fault == Fault::Kill);
        }
    }
}
