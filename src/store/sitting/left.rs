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
    /// The seal of the line without which none is recovered.
    pub(in crate::store) until: Option<String>,
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

/// Returns the places in the folder of all of them whose programs are gone, the earliest first.
///
/// One that cannot be read is passed over: it may be of a program that is taking its place now.
pub(in crate::store) fn left_in(fs: &Arc<dyn Fs>, all: &Path) -> Vec<Left> {
    let mut folders: Vec<PathBuf> = fs
        .list(all)
        .unwrap_or_default()
        .into_iter()
        .filter(|entry| entry.kind == Kind::Dir)
        .map(|entry| all.join(entry.name))
        .collect();
    folders.sort();
    folders.truncate(MOST);
    let left = folders.into_iter().filter_map(|folder| look(fs, folder));
    left.collect()
}

fn look(fs: &Arc<dyn Fs>, folder: PathBuf) -> Option<Left> {
    if let Ok(None) = fs.mode(&folder.join(HELD)) {
        // OK because a folder that is not empty stays, and one that is empty holds nothing.
        let _ = fs.remove_dir(&folder);
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
    let unrecorded = fs.read(&folder.join(DRAFTS), FILE_LIMIT).ok();
    // Of a place whose head is damaged no line is known for its own.
    let after = head.as_ref().map_or(u64::MAX, |head| head.after);
    let (who, until) = head.map(|head| (head.who, head.until)).unzip();
    Some(Left {
        fs: Arc::clone(fs),
        folder,
        who,
        until: until.flatten(),
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
