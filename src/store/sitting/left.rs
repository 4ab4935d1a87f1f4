//! Places whose programs ended before their time.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::str;
use std::sync::Arc;

use super::{DRAFTS, HELD, Head, SAVED, WHO, Who, clear};
use crate::model::Unrecorded;
use crate::store::fs::{Fs, Held, Kind};
use crate::store::save::FILE_LIMIT;
use crate::store::sealed;

/// The most places that are looked at: far more than anybody leaves behind.
const MOST: usize = 100;

/// A place whose program is gone, locked by us.
#[derive(Debug)]
pub(in crate::store) struct Left {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    /// Whose it was, if that can still be read.
    pub(in crate::store) who: Option<Who>,
    /// The last line of the journal that needs no recovering.
    pub(in crate::store) saved: u64,
    /// The texts typed and not recorded.
    pub(in crate::store) unrecorded: Vec<Unrecorded>,
    _held: Box<dyn Held>,
}

impl Left {
    /// Returns what it is called.
    pub(in crate::store) fn name(&self) -> String {
        let name = self.folder.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Clears the place away, when nothing in it is needed any more.
    pub(in crate::store) fn clear(self) -> io::Result<()> {
        clear(&*self.fs, &self.folder)
    }
}

/// A program that is at work on the workspace now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AtWork {
    /// Who sits there.
    pub who: Who,
    /// What of its texts is not recorded yet.
    pub unrecorded: Vec<Unrecorded>,
    /// The line of the journal up to which everything is saved.
    pub(in crate::store) saved: u64,
}

/// Returns the places in the folder of all of them whose programs are gone, the earliest first.
///
/// One that cannot be read is passed over: it may be of a program that is taking its place now.
pub(in crate::store) fn left_in(fs: &Arc<dyn Fs>, all: &Path) -> Vec<Left> {
    let folders = folders_in(&**fs, all).into_iter();
    folders.filter_map(|folder| look(fs, folder)).collect()
}

/// Returns the programs at work in the folder of all places, but for those in `own`, which are locked
/// by us.
pub(super) fn at_work_in(fs: &dyn Fs, all: &Path, own: &[&Path]) -> Vec<AtWork> {
    let others = folders_in(fs, all).into_iter();
    let others = others.filter(|folder| !own.contains(&folder.as_path()));
    others.filter_map(|folder| at_work(fs, &folder)).collect()
}

fn folders_in(fs: &dyn Fs, all: &Path) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs
        .list(all)
        .unwrap_or_default()
        .into_iter()
        .filter(|entry| entry.kind == Kind::Dir)
        .map(|entry| all.join(entry.name))
        .collect();
    folders.sort();
    folders.truncate(MOST);
    folders
}

fn at_work(fs: &dyn Fs, folder: &Path) -> Option<AtWork> {
    let held = folder.join(HELD);
    let is_free = || matches!(fs.try_lock(&held), Ok(Some(_)) | Err(_));
    if matches!(fs.mode(&held), Ok(None)) || is_free() {
        return None;
    }
    let Head { who, after, .. } = sealed::read(&fs.read(&folder.join(WHO), FILE_LIMIT).ok()?)?;
    let saved = fs.read(&folder.join(SAVED), FILE_LIMIT).unwrap_or_default();
    let drafts = fs.read(&folder.join(DRAFTS), FILE_LIMIT).ok();
    Some(AtWork {
        who,
        unrecorded: drafts
            .and_then(|bytes| sealed::read(&bytes))
            .unwrap_or_default(),
        saved: last_number(&saved).unwrap_or(after).max(after),
    })
}

fn look(fs: &Arc<dyn Fs>, folder: PathBuf) -> Option<Left> {
    let has_no_lock = || matches!(fs.mode(&folder.join(HELD)), Ok(None));
    if has_no_lock() {
        let has_more = fs.list(&folder).is_ok_and(|entries| !entries.is_empty());
        // The lock is there before all else, and goes last. Where there is something and no lock
        // after that was seen, a power cut has taken it, and no line was written yet or none is
        // needed any more.
        let cleared = if has_more && has_no_lock() {
            clear(&**fs, &folder)
        } else {
            fs.remove_dir(&folder)
        };
        // OK because a folder that is not empty stays, and the next one who looks makes good for it.
        let _ = cleared;
        return None;
    }
    let lock = fs.try_lock(&folder.join(HELD)).ok()??;
    let bytes = match fs.read(&folder.join(WHO), FILE_LIMIT) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            // OK because the next one who looks makes good for it.
            let _ = clear(&**fs, &folder);
            return None;
        }
        bytes => bytes.ok()?,
    };
    let head: Option<Head> = sealed::read(&bytes);
    let saved = fs.read(&folder.join(SAVED), FILE_LIMIT);
    let saved = last_number(&saved.unwrap_or_default());
    // Where a text cannot be read now, all of it waits for one who can: what is taken up is cleared
    // away.
    let unrecorded = match fs.read(&folder.join(DRAFTS), FILE_LIMIT) {
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        bytes => Some(bytes.ok()?),
    };
    // Of a place whose head is damaged no line is known for its own.
    let after = head.as_ref().map_or(u64::MAX, |head| head.after);
    Some(Left {
        fs: Arc::clone(fs),
        folder,
        who: head.map(|head| head.who),
        saved: saved.unwrap_or(after).max(after),
        unrecorded: unrecorded
            .and_then(|bytes| sealed::read(&bytes))
            .unwrap_or_default(),
        _held: lock,
    })
}

/// Returns the last number that has a line of its own.
fn last_number(bytes: &[u8]) -> Option<u64> {
    let whole = &bytes.get(..bytes.iter().rposition(|byte| *byte == b'\n')?)?;
    let last = whole.rsplit(|byte| *byte == b'\n').next()?;
    str::from_utf8(last).ok()?.parse().ok()
}
