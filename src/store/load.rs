//! Opens a workspace: the small files at once, the commitments as they come.
//!
//! ```text
//! Store::open ─► Opening { store, workspace, problems, rest }
//!                                                      ├ names()        to show the list at once
//!                                                      ├ read_first(n)  to fill the first screen
//!                                                      └ load(threads)  everything else, in batches
//! ```
//!
//! Reading never writes. A file with a problem is left out and named; it takes no other file
//! with it, and since nothing was loaded from it, nothing is ever saved over it.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::contents::Contents;
use super::copies;
use super::error::StoreError;
use super::fs::{Entry, Fs};
use super::in_order::in_order;
use super::layout::{self, FILES_LIMIT, FileKey};
use super::litter;
use super::problem::Problem;
use super::reading::{ActionsFile, ContactsFile, Found, StakeholdersFile, list, record, settings};
use super::store::Store;
use crate::base::id::Id;
use crate::model::workspace::Record;
use crate::model::{Beside, Commitment, CommitmentId, Meeting, Plan, Workspace};

/// A workspace whose commitments are not read yet.
#[derive(Debug)]
pub struct Opening {
    /// The way to save.
    pub store: Store,
    /// All records but the commitments.
    pub workspace: Workspace,
    /// The problems found so far.
    pub problems: Vec<Problem>,
    /// Other versions of files, found so far.
    pub beside: Vec<Beside>,
    /// The commitments to read.
    pub rest: Rest,
}

/// A workspace that is read.
#[derive(Debug)]
pub struct Loaded {
    /// The way to save.
    pub store: Store,
    /// All records without a problem.
    pub workspace: Workspace,
    /// Every file with a problem.
    pub problems: Vec<Problem>,
    /// Other versions of files, beside them or between marks.
    pub beside: Vec<Beside>,
}

/// The commitments that are still to be read, in the order of their ids.
#[derive(Debug)]
pub struct Rest {
    store: Store,
    names: Vec<CommitmentId>,
    read: usize,
}

/// Commitments as they come from the disk, in the order of their ids.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// The commitments.
    pub commitments: Vec<Arc<Commitment>>,
    /// The files among them that were left out.
    pub problems: Vec<Problem>,
    /// Other versions of those among them that have marks.
    pub beside: Vec<Beside>,
}

impl Rest {
    /// Returns the ids of all commitments that have a file, read or not.
    pub fn names(&self) -> &[CommitmentId] {
        &self.names
    }

    /// Reads the next `n` commitments on this thread.
    pub fn read_first(&mut self, n: usize) -> Batch {
        let unread = self.names.get(self.read..).unwrap_or_default();
        let results: Vec<_> = unread
            .iter()
            .take(n)
            .map(|id| commitment(&self.store, id))
            .collect();
        self.read += results.len();
        Batch::of(results)
    }

    /// Reads all others with some threads and sends them in order; returns when all are sent.
    ///
    /// Stops when `send` returns `false`: nobody is listening any more.
    pub fn load(self, threads: usize, mut send: impl FnMut(Batch) -> bool) {
        let unread = self.names.get(self.read..).unwrap_or_default();
        let work = |id: &CommitmentId| commitment(&self.store, id);
        in_order(unread, threads, work, |results| send(Batch::of(results)));
    }
}

impl Batch {
    /// Returns how many files it stands for.
    pub fn len(&self) -> usize {
        self.commitments.len() + self.problems.len()
    }

    /// Returns true when it stands for no file.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Adds the batch that comes next.
    pub fn extend(&mut self, next: Self) {
        self.commitments.extend(next.commitments);
        self.problems.extend(next.problems);
        self.beside.extend(next.beside);
    }

    fn of(results: Vec<Result<Found<Arc<Commitment>>, Problem>>) -> Self {
        let mut batch = Self::default();
        for result in results {
            match result {
                Ok(Found { held, beside }) => {
                    batch.commitments.push(held);
                    batch.beside.extend(beside);
                }
                Err(problem) => batch.problems.push(problem),
            }
        }
        batch
    }
}

impl Store {
    /// Opens a workspace and reads everything but its commitments.
    pub fn open(fs: Arc<dyn Fs>, root: PathBuf) -> Result<Opening, StoreError> {
        let top = match fs.list(&root) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return Err(StoreError::NoFolder(root));
            }
            Err(cause) => return Err(StoreError::Folder { path: root, cause }),
        };
        if !top.iter().any(|entry| entry.name == layout::SETTINGS) {
            return Err(StoreError::NotAWorkspace(root));
        }
        let store = Store::at(fs, root);
        let settings = settings(&store)?;
        let store = store.for_format(settings.format);
        let workspace = Workspace::new(settings);
        let mut problems = layout::strays_in_root(top);
        store.pass_over_saves(&mut problems);
        let beside = store.copies(&mut problems, copies::copied_in_root);
        let rest = Rest {
            store: store.clone(),
            names: Vec::new(),
            read: 0,
        };
        let mut opening = Opening {
            store,
            workspace,
            problems,
            beside,
            rest,
        };
        opening.read_small_files()?;
        opening.rest.names = opening.ids(layout::COMMITMENTS, FileKey::Commitment)?;
        Ok(opening)
    }

    /// Drops what is said of files that another program is just saving by.
    fn pass_over_saves(&self, problems: &mut Vec<Problem>) {
        let is_under_way = |path: &Path| litter::is_under_way(self.fs(), &self.root().join(path));
        problems.retain(|problem| !is_under_way(&problem.path));
    }

    /// Opens a workspace and reads all of it.
    pub fn load_all(fs: Arc<dyn Fs>, root: PathBuf) -> Result<Loaded, StoreError> {
        let Opening {
            store,
            mut workspace,
            mut problems,
            mut beside,
            rest,
        } = Store::open(fs, root)?;
        rest.load(2, |batch| {
            batch
                .commitments
                .into_iter()
                .for_each(|commitment| workspace.admit(commitment));
            problems.extend(batch.problems);
            beside.extend(batch.beside);
            true
        });
        for unread in problems.iter().filter_map(Problem::unread) {
            workspace.leave_out(unread);
        }
        Ok(Loaded {
            store,
            workspace,
            problems,
            beside,
        })
    }
}

impl Opening {
    fn read_small_files(&mut self) -> Result<(), StoreError> {
        for id in self.ids(layout::PLANS, FileKey::Plan)? {
            self.admit::<Plan>(&id, &FileKey::Plan(id.clone()));
        }
        for id in self.ids(layout::MEETINGS, FileKey::Meeting)? {
            self.admit::<Meeting>(&id, &FileKey::Meeting(id.clone()));
        }
        self.admit_list(&FileKey::Actions, |file: ActionsFile| file.actions);
        self.admit_list(&FileKey::Stakeholders, |file: StakeholdersFile| {
            file.stakeholders
        });
        self.admit_list(&FileKey::Contacts, |file: ContactsFile| file.contacts);
        Ok(())
    }

    fn ids<I: Id>(&mut self, folder: &str, key: fn(I) -> FileKey) -> Result<Vec<I>, StoreError> {
        let Some(entries) = self.entries(folder)? else {
            return Ok(Vec::new());
        };
        let (ids, mut problems) = layout::ids_in::<I>(Path::new(folder), &entries);
        if !problems.is_empty() {
            self.store.pass_over_saves(&mut problems);
            // They are sorted.
            let is_there = |id: &I| ids.binary_search(id).is_ok();
            let of = |name: &str| copies::copied(name, is_there).map(key);
            self.beside.extend(self.store.copies(&mut problems, of));
        }
        self.problems.extend(problems);
        Ok(ids)
    }

    /// Returns what a folder holds; `None` for a name that is no folder, which is a problem like
    /// any other.
    fn entries(&mut self, folder: &str) -> Result<Option<Vec<Entry>>, StoreError> {
        let path = self.store.root().join(folder);
        match self.store.fs().list(&path) {
            Ok(entries) if entries.len() > FILES_LIMIT => Err(StoreError::TooMany {
                folder: path,
                count: entries.len(),
            }),
            Ok(entries) => Ok(Some(entries)),
            // Git keeps no empty folders.
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                self.problems.push(Problem::no_folder(Path::new(folder)));
                Ok(None)
            }
            Err(cause) => Err(StoreError::Folder { path, cause }),
        }
    }

    fn admit<T>(&mut self, id: &T::Id, key: &FileKey)
    where
        T: Record + DeserializeOwned + Clone,
        Contents: From<Arc<T>>,
    {
        match record::<T>(&self.store, id, key) {
            Ok(Found { held, beside }) => {
                self.workspace.admit(held);
                self.beside.extend(beside);
            }
            Err(problem) => self.leave_out(key, problem),
        }
    }

    fn admit_list<F, T>(&mut self, key: &FileKey, records: fn(F) -> Vec<Arc<T>>)
    where
        F: DeserializeOwned,
        T: Record,
        Contents: From<Vec<Arc<T>>>,
    {
        match list(&self.store, key, records) {
            Ok(Found { held, beside }) => {
                for record in held {
                    self.workspace.admit(record);
                }
                self.beside.extend(beside);
            }
            Err(problem) => self.leave_out(key, problem),
        }
    }

    fn leave_out(&mut self, key: &FileKey, problem: Problem) {
        self.store.note_broken(key);
        self.problems.push(problem);
    }
}

fn commitment(store: &Store, id: &CommitmentId) -> Result<Found<Arc<Commitment>>, Problem> {
    let key = FileKey::Commitment(id.clone());
    record(store, id, &key).inspect_err(|_| store.note_broken(&key))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::problem::{Place, Severity};
    use super::super::ron_text;
    use super::super::sim::SimFs;
    use super::*;

    const SETTINGS: &str = "(format: 1, member: \"UK\", current: \"p\")";

    fn promise(id: &str) -> String {
        format!("(\n    id: \"{id}\",\n    plan: \"p\",\n    number: 1,\n    title: \"t\",\n)\n")
    }

    fn disk(files: &[(&str, &str)]) -> SimFs {
        let sim = SimFs::new(Path::new("/uk"));
        sim.put(Path::new("/uk/workspace.ron"), SETTINGS.as_bytes());
        for (path, text) in files {
            sim.put(&Path::new("/uk").join(path), text.as_bytes());
        }
        sim
    }

    fn load(sim: &SimFs) -> Loaded {
        Store::load_all(Arc::new(sim.clone()), PathBuf::from("/uk")).expect("opened")
    }

    fn refused(sim: &SimFs) -> StoreError {
        Store::open(Arc::new(sim.clone()), PathBuf::from("/uk")).expect_err("refused")
    }

    #[test]
    fn a_broken_file_is_named_and_the_others_load() {
        let good = promise("UK0001");
        let torn = promise("UK0003").replace("    title: \"t\",\n)\n", "    tit");
        let long = " ".repeat(4 * 1024 * 1024 + 1);
        let action = "(id: \"a\", date: \"2018-01-01\", text: [])";
        let twice = format!("(actions: [\n{action},\n{action},\n])");
        let sim = disk(&[
            ("commitments/uk0001.ron", &good),
            (
                "commitments/uk0002.ron",
                &promise("UK0002").replace("title", "titel"),
            ),
            ("commitments/uk0003.ron", &torn),
            ("commitments/uk0004.ron", &long),
            ("commitments/uk0005.ron", &promise("UK0006")),
            ("commitments/uk0007.ron", &promise("UK0007")),
            ("actions.ron", &twice),
        ]);
        let Loaded {
            workspace,
            problems,
            ..
        } = load(&sim);
        let ids: Vec<_> = workspace.commitments().keys().map(Id::as_str).collect();
        assert_eq!(ids, ["UK0001", "UK0007"]);
        assert!(
            problems
                .iter()
                .all(|problem| problem.severity == Severity::LeftOut)
        );
        let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
        let expected = [
            "actions.ron:3:2: the id `a` is there twice, give one another id",
            "commitments/uk0002.ron:5:5: titel: unknown field `titel`, did you mean `title`?",
            "commitments/uk0003.ron:5:5: tit: the file ends in the middle of an entry, its end was lost: restore the file from Git or a backup",
            "commitments/uk0004.ron: the file has 4194305 bytes, more than the 4194304 that are read, split it or restore it from Git",
            "commitments/uk0005.ron:2:5: the record inside has the id `UK0006`, let the name of the file be its id in lower case",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn nothing_is_saved_over_a_file_that_did_not_load() {
        let sim = disk(&[("commitments/uk0001.ron", "(id: \"UK0001\"")]);
        let Loaded {
            store,
            mut workspace,
            ..
        } = load(&sim);
        let mine: Commitment = ron_text::from_text(promise("UK0001").as_bytes()).expect("a record");
        let key = FileKey::Commitment(mine.id.clone());
        workspace.admit(Arc::new(mine));
        assert!(matches!(
            store.save(&workspace, &key),
            Err(StoreError::Kept { .. })
        ));
        let path = Path::new("/uk/commitments/uk0001.ron");
        assert_eq!(sim.get(path).as_deref(), Some(&b"(id: \"UK0001\""[..]));
    }

    #[test]
    fn what_somebody_is_just_saving_is_not_called_interrupted() {
        let sim = disk(&[
            ("commitments/uk0001.ron", &promise("UK0001")),
            ("commitments/.uk0001.0123456789abcdef.tmp", "(id"),
            (".actions.0123456789abcdef.tmp", "(act"),
            ("commitments/.mine.tmp", "not by us"),
        ]);
        let noticed = || {
            let problems = load(&sim).problems.into_iter();
            problems.map(|found| found.path).collect::<Vec<_>>()
        };
        assert_eq!(noticed(), [Path::new("commitments/.mine.tmp")]);
        sim.wait(Duration::from_mins(1));
        let left = [
            ".actions.0123456789abcdef.tmp",
            "commitments/.mine.tmp",
            "commitments/.uk0001.0123456789abcdef.tmp",
        ];
        assert_eq!(noticed(), left.map(Path::new));
    }

    #[test]
    fn says_what_is_not_a_workspace() {
        let error = refused(&SimFs::new(Path::new("/")));
        assert_eq!(error.to_string(), "there is no folder /uk");
        let error = refused(&SimFs::new(Path::new("/uk")));
        assert_eq!(
            error.to_string(),
            "/uk is not a workspace: it has no workspace.ron"
        );
        assert_eq!(
            error.hint(),
            "to make a workspace there, run `roundtable init /uk`"
        );
        let sim = disk(&[(
            "workspace.ron",
            "(format: 1, membr: \"UK\", current: \"p\")",
        )]);
        let error = refused(&sim);
        assert_eq!(
            error.place(),
            Some(Place {
                line: 1,
                column: 13
            })
        );
        assert_eq!(
            error.to_string(),
            "workspace.ron:1:13: membr: unknown field `membr`"
        );
        assert_eq!(error.hint(), "did you mean `member`?");
    }

    #[test]
    fn a_newer_format_is_read_and_never_written() {
        let newer = "(format: 99, member: \"UK\", current: \"p\", colour: \"red\")";
        let sim = disk(&[
            ("workspace.ron", newer),
            ("commitments/uk0001.ron", &promise("UK0001")),
        ]);
        let Loaded {
            store,
            workspace,
            problems,
            ..
        } = load(&sim);
        assert_eq!((workspace.commitments().len(), problems.len()), (1, 0));
        assert!(store.is_read_only());
        let before = sim.count();
        let error = store
            .save(&workspace, &FileKey::Settings)
            .expect_err("read-only");
        assert!(matches!(error, StoreError::Newer { format: 99, .. }));
        assert_eq!(sim.count(), before);
    }

    #[test]
    fn commitments_come_in_order_the_first_ones_first() {
        let files: Vec<(String, String)> = (0..300)
            .map(|n| {
                (
                    format!("commitments/uk{n:04}.ron"),
                    promise(&format!("UK{n:04}")),
                )
            })
            .collect();
        let files: Vec<(&str, &str)> = files
            .iter()
            .map(|(p, t)| (p.as_str(), t.as_str()))
            .collect();
        let sim = disk(&files);
        let opening = Store::open(Arc::new(sim.clone()), PathBuf::from("/uk")).expect("opened");
        let mut rest = opening.rest;
        let names = rest.names().to_vec();
        assert_eq!(names.len(), 300);
        let mut found = rest.read_first(50).commitments;
        assert_eq!(found.len(), 50);
        rest.load(2, |batch| {
            found.extend(batch.commitments);
            true
        });
        assert!(found.iter().map(|commitment| &commitment.id).eq(&names));
        assert!(
            sim.log()
                .iter()
                .all(|name| name.starts_with("read") || name.starts_with("list"))
        );
    }
}
