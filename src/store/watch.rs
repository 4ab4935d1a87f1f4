//! Sees which files of a workspace somebody changed, by looking at what the system says of them.
//!
//! Nothing is read but names, lengths and times; whether the content differs is for
//! [`Store::look`](super::Store::look) to say.

use std::collections::{BTreeSet, HashMap};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fs::{Fs, Stamp};
use super::layout::{self, FileKey};
use super::store::Store;

/// The folders looked at, below the workspace.
const FOLDERS: [&str; 4] = ["", layout::PLANS, layout::COMMITMENTS, layout::MEETINGS];

/// Knows how the files of a workspace were when they were looked at last.
#[derive(Debug)]
pub struct Watch {
    fs: Arc<dyn Fs>,
    root: PathBuf,
    stamps: HashMap<PathBuf, Stamp>,
}

/// What changed since the last look.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files of the workspace.
    pub files: Vec<FileKey>,
    /// Files with the ending of records whose names are of none: copies of others, maybe.
    pub others: Vec<PathBuf>,
}

impl Changes {
    fn of<'p>(paths: impl IntoIterator<Item = impl AsRef<Path> + 'p>) -> Self {
        let mut changes = Self::default();
        for path in paths {
            let path = path.as_ref();
            match key_of(path) {
                Some(key) => changes.files.push(key),
                None => changes.others.push(path.to_owned()),
            }
        }
        changes.files.sort_unstable();
        changes.others.sort_unstable();
        changes
    }

    /// Returns true when nothing changed.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.others.is_empty()
    }
}

impl Watch {
    /// Begins to watch. Files younger than `since`, in nanoseconds of the system's clock, may have
    /// been read before they were changed, and count as changed.
    pub fn begin(store: &Store, since: i128) -> Self {
        let mut watch = Self {
            fs: store.shared_fs(),
            root: store.root().to_owned(),
            stamps: HashMap::new(),
        };
        watch.stamps = watch.now();
        watch.stamps.retain(|_, stamp| stamp.modified < since);
        watch
    }

    /// Returns the folders there are to watch.
    pub fn folders(&self) -> impl Iterator<Item = PathBuf> {
        FOLDERS.iter().map(|folder| self.root.join(folder))
    }

    /// Returns what changed since the last look.
    pub fn look(&mut self) -> Changes {
        let now = self.now();
        let new = now
            .iter()
            .filter(|&(path, stamp)| self.stamps.get(path) != Some(stamp))
            .map(|(path, _)| path);
        let gone = self.stamps.keys().filter(|path| !now.contains_key(*path));
        let changes = Changes::of(new.chain(gone));
        self.stamps = now;
        changes
    }

    /// Returns what changed at these paths since the last look; `None` where only a look at all of
    /// it can tell.
    pub fn look_at(&mut self, paths: &BTreeSet<PathBuf>) -> Option<Changes> {
        let mut seen = Vec::new();
        for path in paths {
            let below = path.strip_prefix(&self.root).ok()?;
            let is_folder = FOLDERS.iter().any(|folder| Path::new(folder) == below);
            if is_folder {
                return None;
            }
            if below.file_name().is_some_and(may_be_ours) {
                seen.push((below, self.fs.stamp(path).ok()?));
            }
        }
        // Only now is it known that nothing has to be looked at again with all the rest.
        seen.retain(|&(below, now)| {
            let before = match now {
                Some(now) => self.stamps.insert(below.to_owned(), now),
                None => self.stamps.remove(below),
            };
            before != now
        });
        Some(Changes::of(seen.into_iter().map(|(below, _)| below)))
    }

    fn now(&self) -> HashMap<PathBuf, Stamp> {
        let mut stamps = HashMap::with_capacity(self.stamps.len());
        for folder in FOLDERS {
            // A folder that is not there has no files.
            let found = self.fs.stamps(&self.root.join(folder)).unwrap_or_default();
            let found = found.into_iter().filter(|(name, _)| may_be_ours(name));
            stamps.extend(found.map(|(name, stamp)| (Path::new(folder).join(name), stamp)));
        }
        stamps
    }
}

fn may_be_ours(name: &OsStr) -> bool {
    let ending = Path::new(name).extension();
    ending.is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}

/// Returns the file of a workspace that has this path in it; none for one that differs in letter case.
fn key_of(path: &Path) -> Option<FileKey> {
    FileKey::at(path).filter(|key| key.path() == path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id as _;
    use crate::model::CommitmentId;
    use crate::store::sim::SimFs;

    fn paths(changes: Changes) -> Vec<PathBuf> {
        let files = changes.files.iter().map(FileKey::path);
        files.chain(changes.others).collect()
    }

    #[test]
    fn what_was_changed_made_or_taken_away_is_seen_once() {
        let sim = SimFs::new(Path::new("/uk"));
        let put = |path: &str, text: &str| sim.put(&Path::new("/uk").join(path), text.as_bytes());
        put("workspace.ron", "()");
        put("commitments/uk0001.ron", "one");
        put("commitments/uk0002.ron", "two");
        put("README.md", "x");
        let store = Store::at(Arc::new(sim.clone()), "/uk".into());
        let mut watch = Watch::begin(&store, i128::MIN);
        assert_eq!(
            paths(watch.look()).len(),
            3,
            "all may have been read before"
        );
        assert!(watch.look().is_empty());
        put("commitments/uk0001.ron", "One");
        put("commitments/uk0003.ron", "three");
        put("commitments/uk0003 (1).ron", "three");
        put("README.md", "y");
        sim.remove(Path::new("/uk/commitments/uk0002.ron"))
            .expect("removed");
        let expected = ["uk0001.ron", "uk0002.ron", "uk0003.ron", "uk0003 (1).ron"];
        let expected: Vec<PathBuf> = expected
            .iter()
            .map(|name| Path::new("commitments").join(name))
            .collect();
        assert_eq!(paths(watch.look()), expected);
        assert!(watch.look().is_empty());
        let mut later = Watch::begin(&store, i128::MAX);
        assert!(later.look().is_empty());
    }

    #[test]
    fn what_is_named_is_looked_at_alone() {
        let sim = SimFs::new(Path::new("/uk"));
        let at = |path: &str| Path::new("/uk").join(path);
        let put = |path: &str, text: &str| sim.put(&at(path), text.as_bytes());
        put("commitments/uk0001.ron", "one");
        put("commitments/uk0002.ron", "two");
        let store = Store::at(Arc::new(sim.clone()), "/uk".into());
        let mut watch = Watch::begin(&store, i128::MAX);
        put("commitments/uk0001.ron", "One");
        put("commitments/uk0002.ron", "Two");
        put("commitments/uk0003 (1).ron", "three");
        put("commitments/.uk0001.tmp", "One");
        let named = |paths: &[&str]| paths.iter().map(|path| at(path)).collect();
        let some = named(&[
            "commitments/uk0001.ron",
            "commitments/uk0003 (1).ron",
            "commitments/.uk0001.tmp",
            "commitments/uk0009.ron",
        ]);
        let seen = watch.look_at(&some).map(paths).expect("seen");
        let expected = ["commitments/uk0001.ron", "commitments/uk0003 (1).ron"];
        assert_eq!(seen, expected.map(PathBuf::from));
        assert_eq!(watch.look_at(&some).map(paths), Some(Vec::new()));
        sim.remove(&at("commitments/uk0001.ron")).expect("removed");
        let seen = watch.look_at(&some).map(paths).expect("seen");
        assert_eq!(seen, [PathBuf::from("commitments/uk0001.ron")]);
        // What was not named is seen when all is looked at.
        assert_eq!(
            paths(watch.look()),
            [PathBuf::from("commitments/uk0002.ron")]
        );
        for all in ["commitments", ""] {
            assert_eq!(watch.look_at(&named(&[all])), None, "{all}");
        }
        assert_eq!(watch.look_at(&[PathBuf::from("/other")].into()), None);
        // What was named together with a folder is seen with it.
        put("commitments/uk0002.ron", "Two!");
        let both = named(&["commitments/uk0002.ron", "meetings"]);
        assert_eq!(watch.look_at(&both), None);
        assert_eq!(
            paths(watch.look()),
            [PathBuf::from("commitments/uk0002.ron")]
        );
    }

    #[test]
    fn a_file_is_known_by_its_path() {
        let key = |path: &str| key_of(Path::new(path));
        let id = CommitmentId::parse("UK0063").expect("an id");
        assert_eq!(key("commitments/uk0063.ron"), Some(FileKey::Commitment(id)));
        assert_eq!(key("actions.ron"), Some(FileKey::Actions));
        for other in [
            "commitments/UK0063.ron",
            "uk0063.ron",
            "plans/a b.ron",
            "x/uk0063.ron",
        ] {
            assert_eq!(key(other), None, "{other}");
        }
    }
}
