//! Looks at what somebody else left in a file.

use std::path::{Path, PathBuf};

use super::contents::Contents;
use super::copies;
use super::layout::{self, FileKey};
use super::marks;
use super::problem::Problem;
use super::save::Print;
use super::saving::Base;
use super::store::Store;
use super::watch::Changes;
use crate::base::id::Id;
use crate::model::{Beside, Edit};

/// What somebody else did to a file.
#[derive(Debug, PartialEq)]
#[must_use = "what was seen is not seen again"]
pub enum Seen {
    /// Nothing: it holds what was read or written last.
    Nothing,
    /// They changed what it holds.
    Changed {
        /// What they changed.
        edits: Vec<Edit>,
        /// Who they are, for people.
        whose: String,
    },
    /// It could not be read, or was gone, and is in order again.
    Mended {
        /// What they changed in it meanwhile.
        edits: Vec<Edit>,
        /// Who they are, for people.
        whose: String,
    },
    /// It cannot be read any more, or is gone; what was read stays.
    Broken(Problem),
}

impl Store {
    /// Looks at a file, and takes what it holds for what is on the disk.
    pub fn look(&self, key: &FileKey) -> Seen {
        let Ok(base) = self.base(key) else {
            return Seen::Nothing;
        };
        let seen = self.compare(key, &base);
        let broken = &mut self.known().broken;
        if let Seen::Broken(_) = seen {
            broken.insert(key.clone());
            return seen;
        }
        // A file that was broken and is gone is not in order.
        if base.old.is_none() {
            return seen;
        }
        match (broken.remove(key), seen) {
            (true, Seen::Nothing) => Seen::Mended {
                edits: Vec::new(),
                whose: String::new(),
            },
            (true, Seen::Changed { edits, whose }) => Seen::Mended { edits, whose },
            (_, seen) => seen,
        }
    }

    /// Remembers that a file is said to be broken, until it is seen in order.
    pub(super) fn note_broken(&self, key: &FileKey) {
        self.known().broken.insert(key.clone());
    }

    /// Tells whether a file was said to be broken or gone and was not seen in order since.
    pub fn is_noted_broken(&self, key: &FileKey) -> bool {
        self.known().broken.contains(key)
    }

    fn compare(&self, key: &FileKey, base: &Base) -> Seen {
        if !base.changed {
            return Seen::Nothing;
        }
        let path = key.path();
        let Some(found) = &base.old else {
            let hint = "it is made again when something of it is changed here";
            return Seen::Broken(Problem::notice(&path, "it is gone", hint));
        };
        match Contents::read(key, found) {
            Err(problem) => Seen::Broken(problem),
            Ok(theirs) => {
                let edits = Contents::edits(base.held.as_ref(), Some(&theirs));
                self.know(key.clone(), Print::of(found), theirs);
                if edits.is_empty() {
                    return Seen::Nothing;
                }
                let whose = self.whose(found);
                Seen::Changed { edits, whose }
            }
        }
    }

    /// Returns the other versions, by name, that somebody has decided about: the file beside ours is gone,
    /// or the marks that it stood between are.
    pub fn decided(&self, changes: &Changes) -> Vec<String> {
        let is_gone =
            |path: &&PathBuf| matches!(self.fs().stamp(&self.root().join(path)), Ok(None));
        let gone = changes.others.iter().filter(is_gone).cloned();
        let is_unmarked = |key: &&FileKey| {
            let is_known = self.known().marked.contains(*key);
            is_known
                && self
                    .read(key)
                    .is_ok_and(|bytes| marks::sides(&bytes).is_none())
        };
        let unmarked: Vec<&FileKey> = changes.files.iter().filter(is_unmarked).collect();
        for key in &unmarked {
            self.known().marked.remove(*key);
        }
        let paths = gone.chain(unmarked.into_iter().map(FileKey::path));
        paths
            .map(|path| path.to_string_lossy().into_owned())
            .collect()
    }

    /// Looks whether the file at `path` is another version of one of ours.
    pub fn look_beside(&self, path: &Path) -> Option<Beside> {
        let is_there = |key: FileKey| self.known().files.contains_key(&key);
        let of = |name: &str| match path.parent().and_then(Path::to_str)? {
            "" => copies::copied_in_root(name),
            layout::PLANS => copied_as(name, is_there, FileKey::Plan),
            layout::COMMITMENTS => copied_as(name, is_there, FileKey::Commitment),
            layout::MEETINGS => copied_as(name, is_there, FileKey::Meeting),
            _ => None,
        };
        let mut problems = vec![Problem::whole(path, "", "")];
        self.copies(&mut problems, of).pop()
    }
}

/// Returns the file of one kind that a name is a copy of.
fn copied_as<I: Id + Clone>(
    name: &str,
    is_there: impl Fn(FileKey) -> bool,
    key: fn(I) -> FileKey,
) -> Option<FileKey> {
    copies::copied(name, |id: &I| is_there(key(id.clone()))).map(key)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::path::Path;
    use std::sync::Arc;

    use super::*;
    use crate::model::StakeholderId;
    use crate::store::fs::Fs as _;
    use crate::store::sim::SimFs;

    /// A workspace with a file that cannot be read.
    fn broken() -> (SimFs, Store) {
        let fs = SimFs::new(Path::new("/"));
        let settings = "(\n    format: 1,\n    member: \"A\",\n    current: \"p\",\n)\n";
        fs.put_dir(Path::new("/uk"));
        fs.put(Path::new("/uk/workspace.ron"), settings.as_bytes());
        fs.put(Path::new("/uk/stakeholders.ron"), b"(");
        let loaded = Store::load_all(Arc::new(fs.clone()), "/uk".into()).unwrap();
        assert_eq!(loaded.problems.len(), 1);
        (fs, loaded.store)
    }

    #[test]
    fn a_broken_file_that_is_taken_away_is_not_in_order() {
        let (fs, store) = broken();
        fs.remove(Path::new("/uk/stakeholders.ron")).unwrap();
        let seen = store.look(&FileKey::Stakeholders);
        assert!(!matches!(seen, Seen::Mended { .. }), "{seen:?}");
        assert!(store.is_noted_broken(&FileKey::Stakeholders));
    }

    #[test]
    fn a_broken_file_that_is_put_right_is_in_order_with_what_it_holds() {
        let (fs, store) = broken();
        let right =
            "(\n    stakeholders: [\n        (id: \"a\", name: \"A\", sector: Other),\n    ],\n)\n";
        fs.put(Path::new("/uk/stakeholders.ron"), right.as_bytes());
        let Seen::Mended { edits, .. } = store.look(&FileKey::Stakeholders) else {
            unreachable!("it is in order");
        };
        let id = StakeholderId::parse("a").unwrap();
        assert!(matches!(edits.as_slice(), [Edit::Stakeholder(change)] if *change.id() == id));
    }
}
