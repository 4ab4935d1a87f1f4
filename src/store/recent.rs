//! The workspaces opened lately, kept outside of them in the user's own folder.
//!
//! They only save typing: a list that cannot be read is an empty one, and one that cannot be
//! written is left as it was.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::fs::Fs;
use super::litter;
use super::ron_text::{from_text, to_text};
use super::save::{self, FILE_LIMIT, Print};
use super::state;

/// The most workspaces listed: each has a digit for its key.
const MOST: usize = 9;

/// The workspaces opened lately.
#[derive(Debug, Clone)]
pub struct Recent {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
}

impl Recent {
    /// Returns the list of this user; `None` for a user without a home.
    pub fn of_user(fs: Arc<dyn Fs>) -> Option<Self> {
        Some(Self::in_folder(fs, state::of_user()?))
    }

    /// Returns the list kept in `folder`.
    pub fn in_folder(fs: Arc<dyn Fs>, folder: PathBuf) -> Self {
        Self { fs, folder }
    }

    /// Returns the folders of the workspaces that are still there, the latest first.
    pub fn folders(&self) -> Vec<PathBuf> {
        let (mut known, _) = self.read();
        known.retain(|folder| self.is_workspace(folder));
        known
    }

    /// Puts the workspace in `folder`, an absolute path, at the top of the list.
    pub fn remember(&self, folder: &Path) {
        let (mut known, print) = self.read();
        known.retain(|other| other != folder);
        known.insert(0, folder.to_owned());
        known.truncate(MOST);
        // A path that is no text has no place in a file of text.
        let texts: Vec<&str> = known.iter().filter_map(|path| path.to_str()).collect();
        let Ok(text) = to_text(&texts) else { return };
        if state::make_private(&*self.fs, &self.folder).is_ok() {
            // OK because the list is a convenience: opening the workspace matters more.
            let _ = save::replace(&*self.fs, &self.path(), print, text.as_bytes());
            litter::sweep(&*self.fs, &self.folder);
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.join("recent.ron")
    }

    fn read(&self) -> (Vec<PathBuf>, Option<Print>) {
        match self.fs.read(&self.path(), FILE_LIMIT) {
            Ok(bytes) => {
                let texts: Vec<String> = from_text(&bytes).unwrap_or_default();
                let folders = texts.into_iter().take(MOST).map(PathBuf::from).collect();
                (folders, Some(Print::of(&bytes)))
            }
            Err(_) => (Vec::new(), None),
        }
    }

    fn is_workspace(&self, folder: &Path) -> bool {
        matches!(self.fs.mode(&folder.join("workspace.ron")), Ok(Some(_)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sim::SimFs;

    fn disk(workspaces: &[&str]) -> (SimFs, Recent) {
        let fs = SimFs::new(Path::new("/home"));
        for folder in workspaces {
            fs.put_dir(Path::new(folder));
            fs.put(&Path::new(folder).join("workspace.ron"), b"()");
        }
        let recent = Recent::in_folder(Arc::new(fs.clone()), "/home/state/roundtable".into());
        (fs, recent)
    }

    #[test]
    fn the_latest_workspace_comes_first_and_each_only_once() {
        let (_, recent) = disk(&["/home/uk", "/home/ke"]);
        for folder in ["/home/uk", "/home/ke", "/home/uk", "/home/gone"] {
            recent.remember(Path::new(folder));
        }
        assert_eq!(
            recent.folders(),
            [Path::new("/home/uk"), Path::new("/home/ke")]
        );
    }

    #[test]
    fn a_broken_list_is_an_empty_one_and_is_written_anew() {
        let (fs, recent) = disk(&["/home/uk"]);
        recent.remember(Path::new("/home/uk"));
        fs.put(Path::new("/home/state/roundtable/recent.ron"), b"[\"/ho");
        assert_eq!(recent.folders(), Vec::<PathBuf>::new());
        recent.remember(Path::new("/home/uk"));
        assert_eq!(recent.folders(), [Path::new("/home/uk")]);
    }
}
