//! The store keeps a version before it replaces a file, and reads those there are.

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::DateTime;

use super::{Versions, VersionsError};
use crate::model::history::Committed;
use crate::model::version::{Past, Versioned};
use crate::store::layout::FileKey;
use crate::store::save::{self, Print, SaveError};
use crate::store::state;
use crate::store::store::Store;

impl Store {
    /// Returns the store that keeps versions of what it saves.
    #[must_use]
    pub fn keeping(mut self, versions: Versions) -> Self {
        self.versions = Some(Arc::new(Mutex::new(versions)));
        self
    }

    /// Returns the store that keeps versions of what `who`, a user and a machine, saves from `now`
    /// on, below the user's folder `private`; `session` says whether that is at the screen.
    #[must_use]
    pub fn keeping_below(self, private: &Path, who: &str, now: DateTime, session: bool) -> Self {
        let (fs, root) = (self.shared_fs(), state::path_of(self.root()));
        self.keeping(Versions::new(fs, private, &root, who, now, session))
    }

    /// Takes down what was done at `at`, to be said with the next versions of the files it changes.
    pub fn note(&self, committed: &Committed, at: DateTime) {
        if let Some(mut versions) = self.versions() {
            versions.note(committed, at);
        }
    }

    /// Returns why no version is kept of what is saved, the first time since one was.
    pub fn versions_trouble(&self) -> Option<VersionsError> {
        self.versions()?.untold()
    }

    /// Returns why no version is kept of what is saved, in a few words, for as long as none is.
    pub fn versions_lack(&self) -> Option<String> {
        self.versions()?.lack()
    }

    /// Returns the versions of a record, read from the last `most` versions of its file.
    ///
    /// # Errors
    /// When there is no place for them, or they cannot be read.
    pub fn past(&self, of: &Versioned, most: usize) -> Result<Past, VersionsError> {
        self.versions().ok_or(VersionsError::NoHome)?.past(of, most)
    }

    /// Takes down a sentence for the next version of a file.
    pub(in crate::store) fn note_sentence(&self, key: &FileKey, sentence: &str) {
        if let Some(mut versions) = self.versions() {
            versions.note_sentence(key, sentence);
        }
    }

    /// Lets go of versions that are too old or too many at `now`.
    ///
    /// # Errors
    /// When that cannot be done; every version that stays is then still there.
    pub fn thin_versions(&self, now: DateTime) -> Result<(), VersionsError> {
        self.versions()
            .map_or(Ok(()), |versions| versions.thin(now))
    }

    /// Replaces a file once what it holds, and is to hold, is kept.
    pub(in crate::store) fn keep_and_replace(
        &self,
        key: &FileKey,
        path: &Path,
        base: Option<Print>,
        (old, new): (Option<&[u8]>, &str),
    ) -> Result<Print, SaveError> {
        let new = new.as_bytes();
        self.keep_version(key, old, Some(new));
        let replaced = save::replace(self.fs(), path, base, new);
        if let (Ok(_), Some(mut versions)) = (&replaced, self.versions()) {
            versions.landed(key, Some(new));
        }
        replaced
    }

    /// Removes a file once what it holds is kept.
    pub(in crate::store) fn keep_and_remove(
        &self,
        key: &FileKey,
        path: &Path,
        base: Print,
        old: Option<&[u8]>,
    ) -> Result<(), SaveError> {
        if old.is_some() {
            self.keep_version(key, old, None);
        }
        save::remove(self.fs(), path, base)?;
        if let Some(mut versions) = self.versions() {
            versions.landed(key, None);
        }
        Ok(())
    }

    /// Keeps what lies beside a file, from `source`, before it is removed.
    pub(in crate::store) fn keep_beside_version(&self, key: &FileKey, bytes: &[u8], source: &str) {
        if let Some(mut versions) = self.versions() {
            versions.keep_beside(key, bytes, source);
        }
    }

    fn keep_version(&self, key: &FileKey, old: Option<&[u8]>, new: Option<&[u8]>) {
        if let Some(mut versions) = self.versions() {
            versions.keep(key, old, new, &|bytes| self.whose(bytes));
        }
    }

    fn versions(&self) -> Option<MutexGuard<'_, Versions>> {
        let versions = self.versions.as_ref()?;
        // What a panicking thread left behind still says what it kept.
        Some(versions.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
