//! The store: knows what it read, and saves a record over nothing else.

use std::collections::{HashMap, HashSet};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::contents::Contents;
use super::error::StoreError;
use super::fs::Fs;
use super::layout::{self, FileKey};
use super::litter;
use super::published;
use super::save::{self, FILE_LIMIT, Print, SaveError, Step};
use super::versions::Versions;
use super::within::Within;
use crate::model::Workspace;
use crate::model::plan::FORMAT;

/// The files of one workspace; clones are the same store, on any thread.
#[derive(Clone, Debug)]
pub struct Store {
    fs: Arc<dyn Fs>,
    root: PathBuf,
    format: u32,
    known: Arc<Mutex<Known>>,
    who: Arc<str>,
    /// What files held before; `None` where there is no place for that.
    pub(super) versions: Option<Arc<Mutex<Versions>>>,
}

/// What this store read or wrote last.
#[derive(Debug, Default)]
pub(super) struct Known {
    pub(super) files: HashMap<FileKey, OnDisk>,
    /// What was to be written by saves that failed, however far they came.
    pub(super) attempts: HashMap<FileKey, OnDisk>,
    /// Files that Git left its marks in, until somebody decides.
    pub(super) marked: HashSet<FileKey>,
    /// Files that are said to be broken or gone.
    pub(super) broken: HashSet<FileKey>,
    /// Our versions of files that were changed outside and cannot be read.
    pub(super) kept: HashMap<FileKey, (PathBuf, Print)>,
    /// Files that cannot be read, in whose place a record is to be put all the same.
    pub(super) given_up: HashSet<FileKey>,
    /// Folders whose names are known to be durable.
    folders: HashSet<PathBuf>,
    /// Whether what interrupted saves have left was looked for.
    swept: bool,
}

/// A file as it is known to be.
#[derive(Clone, Debug)]
pub(super) struct OnDisk {
    pub(super) print: Print,
    pub(super) held: Contents,
}

impl Store {
    /// Makes a new workspace in a folder that is empty or does not exist yet.
    ///
    /// The settings are written last: a folder where this was interrupted is not a workspace.
    pub fn init(fs: Arc<dyn Fs>, root: PathBuf, workspace: &Workspace) -> Result<Self, StoreError> {
        let store = Self::at(fs, root);
        let mut was_there = false;
        match store.fs.list(&store.root) {
            Ok(entries) if entries.is_empty() => was_there = true,
            Ok(_) => return Err(StoreError::NotEmpty(store.root)),
            Err(error) if error.kind() == ErrorKind::NotFound => store.make_folder(&store.root)?,
            Err(cause) => {
                return Err(StoreError::Folder {
                    path: store.root,
                    cause,
                });
            }
        }
        for key in FileKey::all(workspace) {
            // Without a lock: nobody else knows the folder yet, and so changed nothing either.
            let saved = store.save_once(&key, Contents::of(workspace, &key).as_ref());
            if let Err(error) = saved {
                store.take_back(was_there);
                return Err(error);
            }
        }
        Ok(store)
    }

    /// Removes what was made of a new workspace, so that its folder is as it was.
    fn take_back(&self, was_there: bool) {
        let known = std::mem::take(&mut *self.known());
        // OK because what cannot be removed, here and below, is all that stays.
        for (key, made) in known.files.iter().chain(&known.attempts) {
            let _ = save::remove(self.fs(), &self.path(key), made.print);
        }
        for folder in [layout::PLANS, layout::COMMITMENTS, layout::MEETINGS] {
            let _ = self.fs.remove_dir(&self.root.join(folder));
        }
        if !was_there {
            let _ = self.fs.remove_dir(&self.root);
        }
    }

    /// Returns whether a newer program wrote the workspace, so that this one must not.
    pub fn is_read_only(&self) -> bool {
        self.format > FORMAT
    }

    /// Returns why a workspace of a newer program is not written.
    pub(crate) fn newer(&self) -> StoreError {
        StoreError::Newer {
            format: self.format,
            known: FORMAT,
        }
    }

    /// Makes sure that the names of all files are durable: whoever saved one that is there may have
    /// ended before it was.
    ///
    /// # Errors
    /// When one may not be.
    pub fn make_durable(&self) -> io::Result<()> {
        for folder in ["", layout::PLANS, layout::COMMITMENTS, layout::MEETINGS] {
            match self.fs.sync_dir(&self.root.join(folder)) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                synced => synced?,
            }
        }
        Ok(())
    }

    /// Returns the folder of the workspace.
    pub fn root(&self) -> &Path {
        &self.root
    }

    pub(crate) fn at(fs: Arc<dyn Fs>, root: PathBuf) -> Self {
        // The empty path names no folder, though it joins like one.
        let root = if root == Path::new("") {
            PathBuf::from(".")
        } else {
            root
        };
        Self {
            fs: Arc::new(Within::new(fs, root.clone())),
            root,
            format: FORMAT,
            known: Arc::default(),
            who: Arc::from("somebody"),
            versions: None,
        }
    }

    /// Has what is written beside other files signed by `who`: a user and a machine.
    #[must_use]
    pub fn signed_by(self, who: &str) -> Self {
        Self {
            who: Arc::from(who),
            ..self
        }
    }

    pub(super) fn who(&self) -> &str {
        &self.who
    }

    /// Returns the machine in a few letters and digits, for the name of a file.
    pub(super) fn machine(&self) -> String {
        let machine = self.who.rsplit(' ').next().unwrap_or_default();
        let kept = machine.chars().filter(char::is_ascii_alphanumeric).take(16);
        kept.collect::<String>().to_ascii_lowercase()
    }

    pub(crate) fn for_format(self, format: u32) -> Self {
        Self { format, ..self }
    }

    pub(crate) fn shared_fs(&self) -> Arc<dyn Fs> {
        Arc::clone(&self.fs)
    }

    pub(crate) fn fs(&self) -> &dyn Fs {
        self.fs.as_ref()
    }

    pub(crate) fn read(&self, key: &FileKey) -> io::Result<Vec<u8>> {
        self.fs.read(&self.path(key), FILE_LIMIT)
    }

    pub(crate) fn know(&self, key: FileKey, print: Print, held: Contents) {
        self.known().files.insert(key, OnDisk { print, held });
    }

    pub(super) fn known(&self) -> MutexGuard<'_, Known> {
        // A map that a panicking thread left behind still maps what was read.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn path(&self, key: &FileKey) -> PathBuf {
        self.root.join(key.path())
    }

    /// Makes the folder of a file where it is missing, and its name durable.
    pub(super) fn needs_folder(&self, path: &Path) -> Result<(), StoreError> {
        let folder = save::folder_of(path);
        match self.fs.mode(folder) {
            Ok(Some(_)) if self.known().folders.contains(folder) => return Ok(()),
            // Whoever made it may have been ended before its name was durable.
            Ok(Some(_)) => match self.fs.sync_dir(save::folder_of(folder)) {
                // OK because the folder of the workspace itself is the user's.
                Err(_) if folder == self.root => {}
                // As an error about the file: the folder is there, and not what is in the way.
                synced => synced.map_err(|cause| SaveError {
                    path: path.to_owned(),
                    step: Step::SyncFolder,
                    cause: cause.into(),
                })?,
            },
            Ok(None) => self.make_folder(folder)?,
            Err(cause) => return Err(no_folder(folder, cause)),
        }
        self.known().folders.insert(folder.to_owned());
        Ok(())
    }

    /// Removes, once, what interrupted saves have left.
    pub(super) fn sweep(&self) {
        if std::mem::replace(&mut self.known().swept, true) {
            return;
        }
        litter::sweep(self.fs(), &self.root);
        let inside = [
            layout::PLANS,
            layout::COMMITMENTS,
            layout::MEETINGS,
            layout::OURS,
            published::FOLDER,
        ];
        for folder in inside {
            litter::sweep(self.fs(), &self.root.join(folder));
        }
    }

    fn make_folder(&self, folder: &Path) -> Result<(), StoreError> {
        let made = self.fs.create_dir(folder);
        made.and_then(|()| self.fs.sync_dir(save::folder_of(folder)))
            .map_err(|cause| no_folder(folder, cause))
    }
}

fn no_folder(folder: &Path, cause: io::Error) -> StoreError {
    StoreError::Folder {
        path: folder.to_owned(),
        cause,
    }
}
