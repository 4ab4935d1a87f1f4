//! Saving one file: what others changed in it is taken in, and nothing is written over.
//!
//! ```text
//! lock              advice: programs of ours wait for each other
//! read, compare     what is in the file decides
//! unite             field by field, where somebody else changed it
//! put beside        our side of what both changed differently
//! replace           old or new, nothing between
//! look again        somebody who keeps no lock may have replaced ours in the same moment
//! ```

use std::io::{self, ErrorKind};
use std::path::Path;
use std::time::Duration;

use super::comments;
use super::contents::Contents;
use super::error::StoreError;
use super::fs::Held;
use super::layout::{self, FileKey};
use super::problem::Problem;
use super::save::{self, Print, SaveError, Step};
use super::store::{OnDisk, Store};
use crate::model::rebase::Rival;
use crate::model::{Beside, Edit, PutBack, Workspace};

/// How often a save begins anew because somebody who keeps no lock was faster.
const TRIES: usize = 20;

/// How long to wait for another program that saves, before going on without it.
const LOCK_PATIENCE: Duration = Duration::from_secs(2);

/// What saving a file came to.
#[derive(Debug, Default, PartialEq)]
#[must_use = "what others changed is to be taken in"]
pub struct Saved {
    /// What others changed in the file, and what is saved with it: from what was to be saved.
    pub taken_in: Vec<Edit>,
    /// Who they are, for people; empty where nothing was changed.
    pub whose: String,
    /// Our versions of what both changed, each in a file beside it.
    pub beside: Vec<Beside>,
}

/// What the next version of a file is made from.
pub(super) struct Base {
    /// The fingerprint the file has; `None` for one that is not there.
    pub(super) print: Option<Print>,
    /// The bytes of the file.
    pub(super) old: Option<Vec<u8>>,
    /// What it holds, if it is what was read or written last.
    pub(super) held: Option<Contents>,
    /// Whether it was changed by somebody else.
    pub(super) changed: bool,
    /// Whether its bytes are known to be durable.
    pub(super) durable: bool,
    /// Whether what cannot be read in it is given up.
    pub(super) given_up: bool,
}

impl Base {
    /// Tells whether the file holds that, for good.
    fn holds(&self, key: &FileKey, wanted: &Contents) -> bool {
        let old = self.old.as_deref().filter(|_| self.durable);
        old.is_some_and(|old| Contents::read(key, old).as_ref() == Ok(wanted))
    }
}

impl Store {
    /// Saves one file of the workspace; returns once it is durable.
    ///
    /// A record that the workspace no longer holds loses its file. What is on the disk already is
    /// not written again. What somebody else changed in the file is taken in, record by record and
    /// field by field; where both changed the same, theirs stays in the file, and our version is
    /// written beside it. A file that was changed and cannot be read is left alone: our version is
    /// written beside it, and [`StoreError::Kept`] says where.
    pub fn save(&self, workspace: &Workspace, key: &FileKey) -> Result<Saved, StoreError> {
        if self.is_read_only() {
            return Err(self.newer());
        }
        let ours = Contents::of(workspace, key);
        if self.is_saved(key, ours.as_ref()) {
            return Ok(Saved::default());
        }
        let mut lock = self.lock();
        for _ in 0..TRIES {
            match self.save_once(key, ours.as_ref()) {
                // Somebody was faster who keeps no lock, or for whom there was no waiting any more:
                // on a busy machine those who wait are many.
                Err(StoreError::Save(error)) if error.is_changed_outside() => {
                    lock = lock.or_else(|| self.lock());
                }
                saved => return saved,
            }
        }
        Err(SaveError::changed_outside(self.path(key), Step::Compare).into())
    }

    /// Gives up what cannot be read of a file, and returns which: the next record of it that is saved takes
    /// its place, with what it held among the versions.
    pub fn give_up(&self, put_back: &PutBack) -> FileKey {
        let key = FileKey::of_unread(&put_back.file);
        self.note_sentence(&key, &put_back.sentence);
        self.known().given_up.insert(key.clone());
        key
    }

    pub(super) fn save_once(
        &self,
        key: &FileKey,
        ours: Option<&Contents>,
    ) -> Result<Saved, StoreError> {
        let path = self.path(key);
        let base = self.base(key)?;
        let (wanted, rivals) = if base.changed {
            match theirs(key, &base) {
                Ok(theirs) => merged(key, base.held.as_ref(), ours, theirs.as_ref()),
                Err(_) if base.given_up => (ours.cloned(), Vec::new()),
                // What is there cannot be read, and so not be united with ours.
                Err(_) => return Err(self.keep(key, ours)),
            }
        } else {
            (ours.cloned(), Vec::new())
        };
        // Before the file that they clash with is written: nothing is lost on the way.
        let mut beside = self.put_beside(key, &rivals)?;
        if let Some(old) = &base.old {
            beside.extend(self.put_marked_beside(key, old)?);
        }
        match &wanted {
            Some(wanted) => self.write(key, &path, wanted, &base)?,
            None => self.remove(key, &path, &base)?,
        }
        let whose = base.old.as_deref().filter(|_| base.changed);
        Ok(Saved {
            taken_in: Contents::edits(ours, wanted.as_ref()),
            whose: whose.map(|old| self.whose(old)).unwrap_or_default(),
            beside,
        })
    }

    fn write(
        &self,
        key: &FileKey,
        path: &Path,
        wanted: &Contents,
        base: &Base,
    ) -> Result<(), StoreError> {
        let text = wanted.text(path)?;
        let old = base.old.as_deref();
        if let Some(print) = base.print
            && base.holds(key, wanted)
        {
            self.know(key.clone(), print, wanted.clone());
            return Ok(());
        }
        let text = match old.map(str::from_utf8) {
            Some(Ok(old)) if !base.given_up => comments::carry(old, &text),
            _ => text,
        };
        self.needs_folder(path)?;
        let held = wanted.clone();
        // Whoever watches sees the file at once, and asks whose it is.
        self.note_ours(text.as_bytes());
        match self.keep_and_replace(key, path, base.print, (old, &text)) {
            Ok(print) => {
                self.known().attempts.remove(key);
                self.known().given_up.remove(key);
                self.clear_kept(key);
                if self.is_overtaken(key, print) {
                    // What is known stays what ours was made from, so that the next try unites the two.
                    return Err(SaveError::changed_outside(path.to_owned(), Step::Rename).into());
                }
                self.know(key.clone(), print, held);
                self.sweep();
                Ok(())
            }
            Err(error) => {
                let print = Print::of(text.as_bytes());
                let attempt = OnDisk { print, held };
                self.known().attempts.insert(key.clone(), attempt);
                Err(error.into())
            }
        }
    }

    /// Tells whether somebody replaced a file that was saved only now. They compared it just before, and
    /// did not see ours: where the disk knows no locks, what ours says may be in no file any more.
    fn is_overtaken(&self, key: &FileKey, saved: Print) -> bool {
        // OK because a file that cannot be read was there a moment ago, and is looked at again.
        self.read(key).is_ok_and(|now| Print::of(&now) != saved)
    }

    /// Tells whether a file holds what it is to hold, and nobody changed it.
    fn is_saved(&self, key: &FileKey, wanted: Option<&Contents>) -> bool {
        let base = self.base(key);
        base.is_ok_and(|base| match wanted {
            Some(wanted) => !base.changed && base.holds(key, wanted),
            None => base.print.is_none() && base.held.is_none(),
        })
    }

    /// Returns what the next version of a file is made from.
    pub(super) fn base(&self, key: &FileKey) -> Result<Base, StoreError> {
        let (known, attempt) = {
            let known = self.known();
            (
                known.files.get(key).cloned(),
                known.attempts.get(key).cloned(),
            )
        };
        let old = match self.read(key) {
            Ok(old) => Some(old),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(self.unreadable(key, error)),
        };
        let print = old.as_deref().map(Print::of);
        let is_attempt = print.is_some() && print == attempt.as_ref().map(|tried| tried.print);
        // Our last attempt came further than its error said.
        let known = if is_attempt { attempt } else { known };
        Ok(Base {
            changed: print != known.as_ref().map(|known| known.print),
            print,
            old,
            held: known.map(|known| known.held),
            durable: !is_attempt,
            given_up: self.known().given_up.contains(key),
        })
    }

    fn unreadable(&self, key: &FileKey, cause: io::Error) -> StoreError {
        StoreError::Save(SaveError {
            path: self.path(key),
            step: Step::Compare,
            cause: cause.into(),
        })
    }

    /// Keeps other programs from saving meanwhile, where the disk knows how to. Advice only: what
    /// is in a file decides.
    fn lock(&self) -> Option<Box<dyn Held>> {
        let folder = self.root().join(layout::OURS);
        if let Ok(None) = self.fs().mode(&folder) {
            self.fs().create_dir(&folder).ok()?;
            // For Git, which has no business here. OK because a folder without it is committed at worst.
            let ignore = folder.join(".gitignore");
            let _ = save::replace(self.fs(), &ignore, None, b"*\n");
        }
        self.fs().lock(&folder.join("lock"), LOCK_PATIENCE).ok()
    }

    /// Writes our version of a file beside one that was changed outside and cannot be read, and
    /// says so.
    fn keep(&self, key: &FileKey, ours: Option<&Contents>) -> StoreError {
        let path = self.path(key);
        let text = match ours.map(|ours| ours.text(&path)) {
            Some(Ok(text)) => text,
            Some(Err(error)) => return error,
            None => return SaveError::changed_outside(path, Step::Compare).into(),
        };
        let before = self.known().kept.get(key).cloned();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let fresh = (1..100).map(|n| (path.with_file_name(format!("{name}.kept-{n}")), None));
        // The next version of what is kept already takes its place, unless that was changed too.
        for (kept, base) in before
            .map(|(kept, print)| (kept, Some(print)))
            .into_iter()
            .chain(fresh)
        {
            match save::replace(self.fs(), &kept, base, text.as_bytes()) {
                Ok(print) => {
                    self.known().kept.insert(key.clone(), (kept.clone(), print));
                    return StoreError::Kept { path, kept };
                }
                Err(error) if error.is_changed_outside() => {}
                Err(error) => return error.into(),
            }
        }
        SaveError::changed_outside(path, Step::Compare).into()
    }

    /// Removes our version of a file that could not be read, now that it is in the file itself.
    fn clear_kept(&self, key: &FileKey) {
        let kept = self.known().kept.remove(key);
        if let Some((path, print)) = kept {
            // OK because it is then named by the check.
            let _ = save::remove(self.fs(), &path, print);
        }
    }

    fn remove(&self, key: &FileKey, path: &Path, base: &Base) -> Result<(), StoreError> {
        // What was never read or written here is not ours to remove.
        if base.held.is_some() {
            // One that is gone may be gone by an attempt of ours that was not made durable.
            let print = base.print.unwrap_or_else(|| Print::of(&[]));
            self.keep_and_remove(key, path, print, base.old.as_deref())?;
        }
        self.known().files.remove(key);
        Ok(())
    }
}

/// Returns what somebody else left in a file.
fn theirs(key: &FileKey, base: &Base) -> Result<Option<Contents>, Problem> {
    match base.old.as_deref() {
        // Nothing is ever deleted: a file that is gone was not meant to be.
        None => Ok(base.held.clone()),
        Some(bytes) => Contents::read(key, bytes).map(Some),
    }
}

/// Returns what becomes of a file that both changed, and our side of what both changed differently.
fn merged(
    key: &FileKey,
    base: Option<&Contents>,
    ours: Option<&Contents>,
    theirs: Option<&Contents>,
) -> (Option<Contents>, Vec<Rival>) {
    let mut merged = Workspace::scratch();
    if let Some(theirs) = theirs {
        theirs.admit_to(&mut merged);
    }
    let edits = Contents::edits(base, ours);
    let rivals = edits.iter().filter_map(|edit| merged.rebase(edit));
    let rivals = rivals.collect();
    (Contents::of(&merged, key), rivals)
}

#[cfg(test)]
mod tests;
