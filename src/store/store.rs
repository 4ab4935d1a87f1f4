//! The store: knows what it read, and saves a record over nothing else.

use std::collections::HashMap;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::comments;
use super::error::StoreError;
use super::fs::Fs;
use super::layout::FileKey;
use super::load::{ActionsFile, ContactsFile, StakeholdersFile};
use super::ron_text;
use super::save::{self, Cause, FILE_LIMIT, Print, SaveError, Step};
use crate::model::Workspace;
use crate::model::plan::FORMAT;

/// The files of one workspace; clones are the same store, on any thread.
#[derive(Clone, Debug)]
pub struct Store {
    fs: Arc<dyn Fs>,
    root: PathBuf,
    format: u32,
    known: Arc<Mutex<Known>>,
}

/// What this store read or wrote last.
#[derive(Debug, Default)]
struct Known {
    prints: HashMap<FileKey, Print>,
    /// What was to be written by saves that failed, however far they came.
    attempts: HashMap<FileKey, Print>,
    /// Our versions of files that were changed outside.
    kept: HashMap<FileKey, (PathBuf, Print)>,
}

/// What the next version of a file is made from.
struct Base {
    /// The fingerprint the file must still have.
    print: Option<Print>,
    /// The bytes of the file, if it has that fingerprint.
    old: Option<Vec<u8>>,
    /// Whether those bytes are known to be durable.
    durable: bool,
}

impl Store {
    /// Makes a new workspace in a folder that is empty or does not exist yet.
    ///
    /// The settings are written last: a folder where this was interrupted is not a workspace.
    pub fn init(fs: Arc<dyn Fs>, root: PathBuf, workspace: &Workspace) -> Result<Self, StoreError> {
        let store = Self::at(fs, root);
        match store.fs.list(&store.root) {
            Ok(entries) if entries.is_empty() => {}
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
            store.save(workspace, &key)?;
        }
        Ok(store)
    }

    /// Saves one file of the workspace; returns once it is durable.
    ///
    /// A record that the workspace no longer holds loses its file. What is on the disk already is
    /// not written again. A file that somebody else changed is left alone: our version is written
    /// beside it, and [`StoreError::Kept`] says where.
    pub fn save(&self, workspace: &Workspace, key: &FileKey) -> Result<(), StoreError> {
        if self.is_read_only() {
            return Err(self.newer());
        }
        match key {
            FileKey::Settings => self.save_record(key, workspace.settings()),
            FileKey::Plan(id) => self.save_or_remove(key, workspace.plans().get(id)),
            FileKey::Commitment(id) => self.save_or_remove(key, workspace.commitments().get(id)),
            FileKey::Meeting(id) => self.save_or_remove(key, workspace.meetings().get(id)),
            FileKey::Actions => {
                let actions: Vec<_> = workspace.actions().values().cloned().collect();
                self.save_record(key, &ActionsFile { actions })
            }
            FileKey::Stakeholders => {
                let stakeholders: Vec<_> = workspace.stakeholders().values().cloned().collect();
                self.save_record(key, &StakeholdersFile { stakeholders })
            }
            FileKey::Contacts => {
                let contacts: Vec<_> = workspace.contacts().values().cloned().collect();
                self.save_record(key, &ContactsFile { contacts })
            }
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
            fs,
            root,
            format: FORMAT,
            known: Arc::default(),
        }
    }

    pub(crate) fn for_format(self, format: u32) -> Self {
        Self { format, ..self }
    }

    pub(crate) fn fs(&self) -> &dyn Fs {
        self.fs.as_ref()
    }

    pub(crate) fn read(&self, key: &FileKey) -> io::Result<Vec<u8>> {
        self.fs.read(&self.path(key), FILE_LIMIT)
    }

    pub(crate) fn know(&self, key: FileKey, print: Print) {
        self.known().prints.insert(key, print);
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // A map that a panicking thread left behind still maps what was read.
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn path(&self, key: &FileKey) -> PathBuf {
        self.root.join(key.path())
    }

    fn save_or_remove<T>(&self, key: &FileKey, record: Option<&Arc<T>>) -> Result<(), StoreError>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        match record {
            Some(record) => self.save_record(key, record.as_ref()),
            None => self.remove(key),
        }
    }

    fn save_record<T>(&self, key: &FileKey, record: &T) -> Result<(), StoreError>
    where
        T: Serialize + DeserializeOwned + PartialEq,
    {
        let path = self.path(key);
        let text = faithful_text(&path, record)?;
        let Base {
            print,
            old,
            durable,
        } = self.base(key);
        let same = |old: &Vec<u8>| ron_text::from_text(old).as_ref() == Ok(record);
        if durable && old.as_ref().is_some_and(same) {
            return Ok(());
        }
        let text = match old.as_deref().map(str::from_utf8) {
            Some(Ok(old)) => comments::carry(old, &text),
            _ => text,
        };
        self.needs_folder(&path)?;
        match save::replace(self.fs(), &path, print, text.as_bytes()) {
            Ok(print) => {
                self.known().attempts.remove(key);
                self.know(key.clone(), print);
                Ok(())
            }
            Err(SaveError {
                cause: Cause::ChangedOutside,
                ..
            }) => Err(self.keep(key, &text)),
            Err(error) => {
                self.known()
                    .attempts
                    .insert(key.clone(), Print::of(text.as_bytes()));
                Err(error.into())
            }
        }
    }

    /// Returns what the next version of a file is made from.
    fn base(&self, key: &FileKey) -> Base {
        let (known, attempt) = {
            let known = self.known();
            (
                known.prints.get(key).copied(),
                known.attempts.get(key).copied(),
            )
        };
        // A file that cannot be read now is for the save itself to look at, and to say why.
        let old = self.read(key).ok();
        let found = old.as_deref().map(Print::of);
        if found.is_some() && found == attempt {
            // Our last attempt came further than its error said.
            return Base {
                print: attempt,
                old,
                durable: false,
            };
        }
        Base {
            print: known,
            old: old.filter(|_| found == known),
            durable: true,
        }
    }

    /// Writes our version beside a file that was changed outside, and says so.
    fn keep(&self, key: &FileKey, text: &str) -> StoreError {
        let path = self.path(key);
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
                Err(SaveError {
                    cause: Cause::ChangedOutside,
                    ..
                }) => {}
                Err(error) => return error.into(),
            }
        }
        StoreError::Save(SaveError {
            path,
            step: Step::Compare,
            cause: Cause::ChangedOutside,
        })
    }

    fn remove(&self, key: &FileKey) -> Result<(), StoreError> {
        let base = self.known().prints.get(key).copied();
        // What was never read or written here is not ours to remove.
        let Some(base) = base else { return Ok(()) };
        save::remove(self.fs(), &self.path(key), base)?;
        self.known().prints.remove(key);
        Ok(())
    }

    fn needs_folder(&self, path: &Path) -> Result<(), StoreError> {
        let folder = save::folder_of(path);
        match self.fs.mode(folder) {
            Ok(Some(_)) => Ok(()),
            Ok(None) => self.make_folder(folder),
            Err(cause) => Err(StoreError::Folder {
                path: folder.to_owned(),
                cause,
            }),
        }
    }

    fn make_folder(&self, folder: &Path) -> Result<(), StoreError> {
        let failed = |cause| StoreError::Folder {
            path: folder.to_owned(),
            cause,
        };
        self.fs.create_dir(folder).map_err(failed)?;
        self.fs.sync_dir(save::folder_of(folder)).map_err(failed)
    }
}

/// Returns the text of a record, once it is sure that it reads back as that record.
fn faithful_text<T>(path: &Path, record: &T) -> Result<String, StoreError>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let unfaithful = |what: String| StoreError::Unfaithful {
        path: path.to_owned(),
        what,
    };
    let text = ron_text::to_text(record).map_err(|error| unfaithful(error.to_string()))?;
    match ron_text::from_text::<T>(text.as_bytes()) {
        Ok(read) if read == *record => Ok(text),
        Ok(_) => Err(unfaithful("another value".to_owned())),
        Err(problem) => Err(unfaithful(problem.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::super::fs::RealFs;
    use super::super::sim::{SimFs, Times};
    use super::*;
    use crate::base::id::Id as _;
    use crate::model::commitment::Commitment;
    use crate::model::{CommitmentId, PlanId, Settings};

    const ROOT: &str = "/uk";

    fn sample() -> Workspace {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
        let loaded = Store::load_all(Arc::new(RealFs), root).expect("the sample");
        assert_eq!(loaded.problems, []);
        loaded.workspace
    }

    fn key() -> FileKey {
        FileKey::Commitment(CommitmentId::parse("UK0001").expect("an id"))
    }

    fn path() -> PathBuf {
        Path::new(ROOT).join(key().path())
    }

    fn commitment(title: &str) -> Commitment {
        let text = format!("(id: \"UK0001\", plan: \"p\", number: 1, title: {title:?})");
        ron_text::from_text(text.as_bytes()).expect("a commitment")
    }

    fn workspace(title: &str) -> Workspace {
        let current = PlanId::parse("p").expect("an id");
        let mut workspace = Workspace::new(Settings::new("UK", current));
        workspace.admit(Arc::new(commitment(title)));
        workspace
    }

    fn saved(sim: &SimFs) -> Option<String> {
        let bytes = sim.get(&path())?;
        Some(
            ron_text::from_text::<Commitment>(&bytes)
                .expect("whole")
                .title,
        )
    }

    /// Returns a disk with one commitment of title `old`, and the store that wrote it.
    fn disk() -> (SimFs, Store) {
        let sim = SimFs::new(Path::new("/"));
        let store = Store::init(
            Arc::new(sim.clone()),
            PathBuf::from(ROOT),
            &workspace("old"),
        );
        (sim, store.expect("a new workspace"))
    }

    #[test]
    fn what_was_loaded_is_saved_as_the_same_bytes() {
        let sim = SimFs::new(Path::new("/"));
        let workspace = sample();
        let root = PathBuf::from(ROOT);
        Store::init(Arc::new(sim.clone()), root.clone(), &workspace).expect("a new workspace");
        let crashed: Arc<dyn Fs> = Arc::new(sim.crash());
        let again = Store::load_all(crashed, root).expect("loaded");
        assert_eq!(again.problems, []);
        assert_eq!(again.workspace, workspace);
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
        for key in FileKey::all(&workspace) {
            let Ok(expected) = RealFs.read(&source.join(key.path()), FILE_LIMIT) else {
                continue;
            };
            let found = sim.get(&Path::new(ROOT).join(key.path()));
            let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
            assert_eq!(found.map(text), Some(text(expected)), "{key:?}");
        }
    }

    #[test]
    fn what_is_on_the_disk_is_not_written_again() {
        let (sim, store) = disk();
        let before = sim.count();
        store.save(&workspace("old"), &key()).expect("saved");
        assert_eq!(
            sim.log().get(before..),
            Some(&["read uk0001.ron".to_owned()][..])
        );
    }

    #[test]
    fn comments_stay_when_a_record_is_saved() {
        let (sim, _) = disk();
        let text = "// mine\n(id: \"UK0001\", plan: \"p\", number: 1,\n// name\ntitle: \"old\")";
        sim.put(&path(), text.as_bytes());
        let loaded = Store::load_all(Arc::new(sim.clone()), PathBuf::from(ROOT)).expect("loaded");
        loaded.store.save(&workspace("new"), &key()).expect("saved");
        let found = String::from_utf8(sim.get(&path()).expect("a file")).expect("text");
        assert!(found.starts_with("// mine\n(\n"), "{found}");
        assert!(
            found.contains("    // name\n    title: \"new\",\n"),
            "{found}"
        );
    }

    #[test]
    fn a_file_changed_outside_is_left_and_ours_is_kept_beside_it() {
        let (sim, store) = disk();
        let theirs = ron_text::to_text(&commitment("theirs")).expect("text");
        sim.put(&path(), theirs.as_bytes());
        let kept = path().with_file_name("uk0001.ron.kept-1");
        for title in ["ours", "ours again"] {
            let error = store
                .save(&workspace(title), &key())
                .expect_err("changed outside");
            assert!(matches!(&error, StoreError::Kept { kept: place, .. } if *place == kept));
            assert_eq!(saved(&sim).as_deref(), Some("theirs"));
            let text = ron_text::to_text(&commitment(title)).expect("text");
            assert_eq!(sim.crash().get(&kept), Some(text.into_bytes()));
        }
    }

    #[test]
    fn every_fault_is_told_and_the_next_save_makes_it_good() {
        for times in [Times::Once, Times::Forever] {
            for n in 1.. {
                let (sim, store) = disk();
                let start = sim.count();
                sim.fail_at(start + n, ErrorKind::StorageFull, times);
                let result = store.save(&workspace("new"), &key());
                let told = format!("{times:?} at {n}: {result:?} {:?}", sim.log().get(start..));
                for view in [&sim, &sim.crash(), &sim.crash_with_names()] {
                    let title = saved(view);
                    assert!(matches!(title.as_deref(), Some("old" | "new")), "{told}");
                }
                if result.is_ok() {
                    assert_eq!(saved(&sim.crash()).as_deref(), Some("new"), "{told}");
                } else if times == Times::Once {
                    store.save(&workspace("newer"), &key()).expect(&told);
                    assert_eq!(saved(&sim.crash()).as_deref(), Some("newer"), "{told}");
                }
                if sim.count() < start + n {
                    break;
                }
            }
        }
    }

    #[test]
    fn a_record_that_is_gone_loses_its_file() {
        let (sim, store) = disk();
        let current = PlanId::parse("p").expect("an id");
        let empty = Workspace::new(Settings::new("UK", current));
        store.save(&empty, &key()).expect("removed");
        assert_eq!(saved(&sim.crash()), None);
        store.save(&workspace("back"), &key()).expect("undone");
        assert_eq!(saved(&sim.crash()).as_deref(), Some("back"));
    }

    #[test]
    fn a_new_workspace_needs_an_empty_folder() {
        let (sim, _) = disk();
        let error = Store::init(Arc::new(sim), PathBuf::from(ROOT), &workspace("x"));
        assert!(matches!(error, Err(StoreError::NotEmpty(_))));
    }

    #[test]
    fn a_store_works_on_any_thread() {
        fn any_thread<T: Send + Sync + 'static>() {}
        any_thread::<Store>();
    }
}
