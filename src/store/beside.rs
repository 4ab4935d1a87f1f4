//! Other versions of a file beside it: ours that clashes with theirs, copies that file syncs make,
//! and the two sides that Git leaves between its marks.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::contents::Contents;
use super::error::StoreError;
use super::layout::FileKey;
use super::marks;
use super::save::{self, FILE_LIMIT, Print, SaveError, Step};
use super::store::Store;
use crate::base::text::safe;
use crate::model::rebase::Rival;
use crate::model::{Beside, Workspace};

/// The most versions of one file that are kept beside it.
const MOST: usize = 1000;

impl Store {
    /// Writes our side of what both changed differently into a file beside theirs.
    pub fn keep_beside(&self, rival: &Rival) -> Result<Vec<Beside>, StoreError> {
        let key = FileKey::of(&rival.instead);
        self.put_beside(&key, std::slice::from_ref(rival))
    }

    /// Writes our side of what both changed differently into files beside the one they belong to.
    pub(super) fn put_beside(
        &self,
        key: &FileKey,
        rivals: &[Rival],
    ) -> Result<Vec<Beside>, StoreError> {
        if rivals.is_empty() {
            return Ok(Vec::new());
        }
        let mut ours = Workspace::scratch();
        for rival in rivals {
            ours.mirror(&rival.instead);
        }
        let places: Vec<String> = rivals
            .iter()
            .flat_map(|rival| &rival.clashes)
            .map(|clash| clash.place.clone())
            .collect();
        let Some(contents) = Contents::of(&ours, key) else {
            return Ok(Vec::new());
        };
        let source = version_of(self.who());
        let path = key.path();
        let text = contents.text(&self.root().join(&path))?;
        let text = format!(
            "// {}\n{text}",
            safe(&format!("{source}: {}", places.join(", ")))
        );
        let name = self.write_beside(&path, text.as_bytes())?;
        Ok(vec![beside(key, &name, source, &contents)])
    }

    /// Writes the second side of a file with marks into a file beside it, before it is replaced.
    pub(super) fn put_marked_beside(
        &self,
        key: &FileKey,
        old: &[u8],
    ) -> Result<Option<Beside>, StoreError> {
        let is_marked = self.known().marked.contains(key);
        let Some(sides) = marks::sides(old).filter(|_| is_marked) else {
            return Ok(None);
        };
        let Ok(contents) = Contents::read(key, sides.second.as_bytes()) else {
            return Ok(None);
        };
        let path = key.path();
        let source = version_of(&sides.name);
        let text = contents.text(&self.root().join(&path))?;
        let name = self.write_beside(&path, format!("// {source}\n{text}").as_bytes())?;
        self.known().marked.remove(key);
        Ok(Some(beside(key, &name, source, &contents)))
    }

    /// Gives up another version of a file that somebody has decided about.
    ///
    /// # Errors
    /// When it cannot be removed: it will be shown again.
    pub fn settle(&self, beside: &Beside) -> Result<(), StoreError> {
        if beside.is_between_marks() {
            // The file itself is written anew, without the marks.
            self.known()
                .marked
                .retain(|key| key.path() != Path::new(&beside.of));
            return Ok(());
        }
        let path = self.root().join(&beside.name);
        let failed = |cause: io::Error| {
            StoreError::Save(SaveError {
                path: path.clone(),
                step: Step::Remove,
                cause: cause.into(),
            })
        };
        match self.fs().read(&path, FILE_LIMIT) {
            Ok(bytes) => {
                if let Some(key) = beside.versions.first().map(FileKey::of) {
                    self.keep_beside_version(&key, &bytes, &beside.source);
                }
                save::remove(self.fs(), &path, Print::of(&bytes)).map_err(StoreError::from)
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    fn write_beside(&self, path: &Path, bytes: &[u8]) -> Result<PathBuf, StoreError> {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        for n in 1..MOST {
            let name = path.with_file_name(format!("{stem}.conflict-{}-{n}.ron", self.machine()));
            match save::replace(self.fs(), &self.root().join(&name), None, bytes) {
                Err(error) if error.is_changed_outside() => {
                    // Of what was kept before, maybe by a program that ended then.
                    let held = self.fs().read(&self.root().join(&name), FILE_LIMIT);
                    if held.is_ok_and(|held| held == bytes) {
                        return Ok(name);
                    }
                }
                written => return written.map(|_| name).map_err(StoreError::from),
            }
        }
        let path = self.root().join(path);
        Err(SaveError::changed_outside(path, Step::Create).into())
    }
}

/// Returns what is at `name`, relative to the workspace, as another version of a file.
pub(super) fn beside(key: &FileKey, name: &Path, source: String, contents: &Contents) -> Beside {
    Beside {
        name: name.to_string_lossy().into_owned(),
        of: key.path().to_string_lossy().into_owned(),
        source,
        // The records as if they were made.
        versions: Contents::edits(None, Some(contents)),
    }
}

/// What the source of a version begins with, whose maker is known.
pub(super) const VERSION_OF: &str = "the version of ";

/// Says whose version it is, for people.
pub(super) fn version_of(who: &str) -> String {
    format!("{VERSION_OF}{}", safe(who))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::super::sim::{SimFs, Times};
    use super::*;

    fn disk() -> (SimFs, Store) {
        let sim = SimFs::new(Path::new("/uk"));
        let fs = Arc::new(sim.clone());
        (sim, Store::at(fs, PathBuf::from("/uk")))
    }

    #[test]
    fn the_same_version_is_kept_once_and_another_never_over_it() {
        let (sim, store) = disk();
        let write = |bytes: &[u8]| store.write_beside(Path::new("actions.ron"), bytes);
        let first = write(b"one").expect("written");
        // As by a program that ended before it could say so.
        assert_eq!(write(b"one").expect("written"), first);
        let second = write(b"two").expect("written");
        assert_ne!(second, first);
        for (name, bytes) in [(first, b"one"), (second, b"two")] {
            assert_eq!(
                sim.get(&Path::new("/uk").join(name)).as_deref(),
                Some(&bytes[..])
            );
        }
        assert_eq!(sim.paths().len(), 2);
    }

    #[test]
    fn a_version_that_is_settled_may_be_gone_already_and_must_be_readable() {
        let (sim, store) = disk();
        let beside = Beside {
            name: "actions.conflict-desk7-1.ron".to_owned(),
            of: "actions.ron".to_owned(),
            source: version_of("Anna"),
            versions: Vec::new(),
        };
        store.settle(&beside).expect("nothing to do");
        let path = Path::new("/uk").join(&beside.name);
        sim.put(&path, b"(actions: [])");
        sim.fail_at(sim.count() + 1, ErrorKind::PermissionDenied, Times::Once);
        let refused = store.settle(&beside).expect_err("not readable");
        assert_eq!(
            refused.to_string(),
            "/uk/actions.conflict-desk7-1.ron: removing: permission denied"
        );
        assert!(sim.get(&path).is_some(), "what was not read is not removed");
        store.settle(&beside).expect("removed");
        assert_eq!(sim.get(&path), None);
    }
}
