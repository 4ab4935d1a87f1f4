//! A disk in memory for the tests: it can fail, lie, be killed at any operation, and lose power.
//!
//! ```text
//! disk   what is on it: seen by programs, durable, and what waits between the two
//! cuts   the disks that a power cut may leave
//! door   the operations
//! ```
//!
//! A running program sees all that was done. Bytes and permissions become durable by a sync of the
//! file, names by a sync of the folder. Operations are counted from 1, so a test can walk a fault
//! through a procedure: fail at 1, at 2, ..., until a run passes without meeting the fault.

mod cuts;
pub(crate) mod dice;
mod disk;
mod door;
mod name;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::fs::Mode;
use disk::Disk;
use name::Name;

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
    /// Nothing, and says so. A sync that fails loses what it should have made durable: a later
    /// one does not write it either.
    Fail(ErrorKind),
    /// All of its work, and yet says that it failed.
    Late(ErrorKind),
    /// Half of its work, and says that it failed: for a write, half of the bytes; for a rename that
    /// replaces nothing, the new name beside the old one. For others, as `Fail`.
    Short(ErrorKind),
    /// For a write, half of the bytes, and says that it worked; for others, all of its work.
    Half,
    /// Nothing, and says that it worked.
    Lie,
    /// Nothing; the program was killed here and no later operation happens either.
    Kill,
}

#[derive(Clone, Debug, Default)]
struct State {
    disk: Disk,
    faults: Vec<(usize, Fault, Times)>,
    log: Vec<String>,
    refuses: Option<ErrorKind>,
    dead: bool,
    /// What somebody else writes before an operation.
    others: Vec<(usize, PathBuf, Vec<u8>)>,
    /// The files that are locked.
    locked: BTreeSet<PathBuf>,
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
        self.state().disk.put_dir(dir);
    }

    /// Puts a file on the disk, durable from the start, without counting as an operation.
    pub fn put(&self, path: &Path, bytes: &[u8]) {
        let mut state = self.state();
        if let Some(dir) = path.parent() {
            state.disk.put_dir(dir);
        }
        state.disk.put(path, bytes);
    }

    /// Returns the bytes a running program sees, without counting as an operation.
    pub fn get(&self, path: &Path) -> Option<Vec<u8>> {
        let state = self.state();
        let node = state.disk.node(path).ok()?;
        Some(node.live.bytes.clone())
    }

    /// Returns the paths of all files, sorted.
    pub fn paths(&self) -> Vec<PathBuf> {
        let state = self.state();
        let mut paths: Vec<PathBuf> = state
            .disk
            .live
            .files
            .keys()
            .map(|name| name.to_path_buf())
            .collect();
        paths.sort();
        paths
    }

    /// Returns all files with their bytes and permissions.
    pub fn files(&self) -> BTreeMap<PathBuf, (Vec<u8>, Mode)> {
        let state = self.state();
        let file = |(name, place): (&Name, &usize)| {
            let content = &state.disk.nodes.get(*place)?.live;
            Some((name.to_path_buf(), (content.bytes.clone(), content.mode)))
        };
        state.disk.live.files.iter().filter_map(file).collect()
    }

    /// Shows each file with its bytes and permissions, in order, and copies none of them.
    pub fn for_each_file(&self, mut look: impl FnMut(&Path, &[u8], Mode)) {
        let state = self.state();
        for (path, place) in &state.disk.live.files {
            if let Some(node) = state.disk.nodes.get(*place) {
                look(path, &node.live.bytes, node.live.mode);
            }
        }
    }

    /// Lets time pass: what was written before is that much older.
    pub fn wait(&self, time: Duration) {
        self.state().disk.now += time;
    }

    /// Makes all that was done durable, without counting as an operation.
    pub fn settle(&self) {
        self.state().disk.settle();
    }

    /// Makes operation `n` (the first is 1) fail.
    pub fn fail_at(&self, n: usize, kind: ErrorKind, times: Times) {
        self.fault_at(n, Fault::Fail(kind), times);
    }

    /// Makes operation `n` (the first is 1) misbehave.
    pub fn fault_at(&self, n: usize, fault: Fault, times: Times) {
        self.state().faults.push((n, fault, times));
    }

    /// Ends all faults.
    pub fn heal(&self) {
        self.state().faults.clear();
    }

    /// Makes every operation that would change the disk fail, or none.
    pub fn refuse_changes(&self, kind: Option<ErrorKind>) {
        self.state().refuses = kind;
    }

    /// Ends the program before operation `n`: it and all later ones do nothing.
    pub fn kill_at(&self, n: usize) {
        self.fault_at(n, Fault::Kill, Times::Once);
    }

    /// Has somebody else write a file just before operation `n`.
    pub fn somebody_writes_at(&self, n: usize, path: &Path, bytes: &[u8]) {
        let write = (n, path.to_owned(), bytes.to_vec());
        self.state().others.push(write);
    }

    /// Returns how many operations there were.
    pub fn count(&self) -> usize {
        self.state().log.len()
    }

    /// Returns the names of the operations so far, such as `read a.ron`.
    pub fn log(&self) -> Vec<String> {
        self.state().log.clone()
    }

    /// Returns the disk after a power cut that lost everything that was not synced.
    #[must_use]
    pub fn crash(&self) -> Self {
        Self::of(self.state().disk.barest())
    }

    /// Returns every disk that a power cut may leave now, where there are too many a sample that is
    /// always the same.
    ///
    /// Any effect that is not durable may be there or not, and what was written may be torn. A
    /// procedure is safe only when all of these disks are good.
    pub fn power_cuts(&self) -> impl Iterator<Item = Self> {
        let disk = self.state().disk.clone();
        disk.cuts().map(Self::of)
    }

    /// Returns the disk as the next program finds it after this one was killed: all that reached
    /// the system is there.
    #[must_use]
    pub fn restart(&self) -> Self {
        Self::of(self.state().disk.clone())
    }

    fn of(disk: Disk) -> Self {
        let state = State {
            disk,
            ..State::default()
        };
        Self {
            state: Arc::new(Mutex::new(state)),
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
        work: impl FnOnce(&mut Disk, Extent) -> io::Result<T>,
    ) -> io::Result<T> {
        let mut state = self.state();
        let file = path.file_name().unwrap_or(path.as_os_str());
        let entry = format!("{name} {}", file.to_string_lossy());
        state.log.push(entry);
        state.let_others_write();
        if let Some(kind) = state.refuses
            && !["list", "read", "read_end", "mode", "age"].contains(&name)
        {
            return Err(kind.into());
        }
        let fault = state.fault();
        let disk = &mut state.disk;
        match fault {
            Some(Fault::Late(kind)) => work(disk, Extent::All).and(Err(kind.into())),
            Some(Fault::Half) if name == "write" => work(disk, Extent::Half),
            None | Some(Fault::Half) => work(disk, Extent::All),
            Some(Fault::Short(kind)) if ["write", "rename_new"].contains(&name) => {
                work(disk, Extent::Half).and(Err(kind.into()))
            }
            Some(Fault::Fail(kind) | Fault::Short(kind)) if name == "sync" => {
                work(disk, Extent::None).and(Err(kind.into()))
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

/// How much of a write or a sync is done.
#[derive(Clone, Copy)]
enum Extent {
    All,
    Half,
    None,
}

impl State {
    fn let_others_write(&mut self) {
        let now = self.log.len();
        for (_, path, bytes) in self.others.extract_if(.., |(n, ..)| *n == now) {
            self.disk.put(&path, &bytes);
        }
    }

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
}
