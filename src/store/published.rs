//! Writes what is published: whole or not at all, and never over anything else.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::fs::{Fs, not_a_file, too_large};
use super::save::{self, Cause, FILE_LIMIT, Print, SaveError};

/// The folder of a workspace that holds what was published from the screen.
pub const FOLDER: &str = "published";

/// Says why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The file holds something else.
    #[error("{} holds something else than {document}; nothing was written", path.display())]
    OtherFile {
        /// The file.
        path: PathBuf,
        /// What was to be written.
        document: String,
    },
    /// What is there cannot be read, so nobody knows what it is.
    #[error("{} cannot be read ({cause})", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The folder could not be made.
    #[error("{} cannot be made ({cause})", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The file could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl PublishError {
    /// Returns the way out, one sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::OtherFile { .. } => "move it away, or choose another name".to_owned(),
            Self::Unreadable { .. } => "move it away, or look at its permissions".to_owned(),
            Self::Folder { .. } => "look whether you may write there".to_owned(),
            Self::Save(error) => not_saved(error).to_owned(),
        }
    }
}

fn not_saved(error: &SaveError) -> &'static str {
    let kind = match &error.cause {
        Cause::Io(cause) => Some(cause.kind()),
        Cause::ChangedOutside | Cause::Garbled | Cause::Protected => None,
    };
    match kind {
        Some(ErrorKind::NotFound) => "make the folder first, or choose another one",
        Some(ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem) => {
            "choose a file in a place where you may write"
        }
        Some(ErrorKind::StorageFull | ErrorKind::QuotaExceeded) => {
            "the disk is full; free some space and try again"
        }
        _ => "try again, or choose another file",
    }
}

/// Writes `text`, which is called `document`, to `path`. A file that is there is replaced only if `is_same` says of its text
/// that it is an earlier writing of the same document.
pub fn write(
    fs: &dyn Fs,
    path: &Path,
    text: &str,
    document: &str,
    is_same: impl FnOnce(&str) -> bool,
) -> Result<(), PublishError> {
    let other = || PublishError::OtherFile {
        path: path.to_owned(),
        document: document.to_owned(),
    };
    let base = match fs.read(path, FILE_LIMIT) {
        Ok(bytes) if is_same(&String::from_utf8_lossy(&bytes)) => Some(Print::of(&bytes)),
        Ok(_) => return Err(other()),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) if not_a_file(&error) || too_large(&error).is_some() => {
            return Err(other());
        }
        Err(cause) => {
            let path = path.to_owned();
            return Err(PublishError::Unreadable { path, cause });
        }
    };
    save::replace(fs, path, base, text.as_bytes())?;
    Ok(())
}

/// Makes the folder for what is published in the workspace `root`, and returns it.
pub fn folder(fs: &dyn Fs, root: &Path) -> Result<PathBuf, PublishError> {
    let path = root.join(FOLDER);
    match fs.mode(&path) {
        Ok(Some(_)) => return Ok(path),
        Ok(None) => {}
        Err(cause) => return Err(PublishError::Folder { path, cause }),
    }
    match fs.create_dir(&path) {
        Ok(()) => Ok(path),
        Err(cause) => Err(PublishError::Folder { path, cause }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sim::SimFs;

    #[test]
    fn another_meetings_minutes_are_never_overwritten() {
        let fs = SimFs::new(Path::new("/uk"));
        let folder = folder(&fs, Path::new("/uk")).expect("the folder");
        let path = folder.join("minutes.md");
        let is_first = |text: &str| text.starts_with("first");
        write(&fs, &path, "first", "the first", is_first).expect("there is none yet");
        write(&fs, &path, "first, again", "the first", is_first).expect("it is the same");
        let other = write(&fs, &path, "second", "the second", |text| {
            text.starts_with("second")
        });
        let refused = other.expect_err("it is another");
        let said = "/uk/published/minutes.md holds something else than the second; \
                    nothing was written";
        assert_eq!(refused.to_string(), said);
        assert_eq!(fs.get(&path).as_deref(), Some(b"first, again".as_slice()));
    }
}
