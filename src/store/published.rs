//! Writes what is published: whole or not at all, and never over anything else.

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use super::fs::{Fs, not_a_file, too_large};
use super::litter;
use super::save::{self, Cause, FILE_LIMIT, Print, SaveError};

/// The folder of a workspace that holds what was published from the screen.
pub const FOLDER: &str = "published";

/// Says why a file was not written.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    /// The file holds something that must not be lost.
    #[error("{} {why}; nothing was written", path.display())]
    Kept {
        /// The file.
        path: PathBuf,
        /// Why it is kept, as what follows its name.
        why: String,
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
            Self::Kept { .. } => "move it away, or choose another name".to_owned(),
            Self::Unreadable { .. } => "move it away, or look at its permissions".to_owned(),
            Self::Folder { path, cause } => save::way_out_of(cause, path)
                .unwrap_or_else(|| "look whether you may write there".to_owned()),
            Self::Save(error) => not_saved(error),
        }
    }
}

fn not_saved(error: &SaveError) -> String {
    let Cause::Io(cause) = &error.cause else {
        return "try again, or choose another file".to_owned();
    };
    match cause.kind() {
        ErrorKind::NotFound => "make the folder first, or choose another one".to_owned(),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "choose a file in a place where you may write".to_owned()
        }
        _ => save::way_out_of(cause, save::folder_of(&error.path))
            .unwrap_or_else(|| "try again, or choose another file".to_owned()),
    }
}

/// A file that may be written: nothing is there, or an earlier writing of the same document.
#[derive(Debug)]
pub struct Place {
    path: PathBuf,
    base: Option<Print>,
}

impl Place {
    /// Looks whether what is called `document` may be written to `path`. Of a file that is there,
    /// `why_kept` says from its text why it must not be replaced, if it must not.
    pub fn at(
        fs: &dyn Fs,
        path: PathBuf,
        document: &str,
        why_kept: impl FnOnce(&str) -> Option<String>,
    ) -> Result<Self, PublishError> {
        let base = match fs.read(&path, FILE_LIMIT) {
            Ok(bytes) => match why_kept(&String::from_utf8_lossy(&bytes)) {
                None => Some(Print::of(&bytes)),
                Some(why) => return Err(PublishError::Kept { path, why }),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(cause) if !not_a_file(&cause) && too_large(&cause).is_none() => {
                return Err(PublishError::Unreadable { path, cause });
            }
            Err(_) => {
                let why = format!("holds something else than {document}");
                return Err(PublishError::Kept { path, why });
            }
        };
        Ok(Self { path, base })
    }

    /// Writes the text, if what is there is still what was looked at.
    pub fn write(self, fs: &dyn Fs, text: &str) -> Result<(), PublishError> {
        save::replace(fs, &self.path, self.base, text.as_bytes())?;
        litter::sweep(fs, save::folder_of(&self.path));
        Ok(())
    }
}

/// Makes the folder for what is published in the workspace `root`, and returns it.
pub fn folder(fs: &dyn Fs, root: &Path) -> Result<PathBuf, PublishError> {
    let path = root.join(FOLDER);
    let made = match fs.mode(&path) {
        Ok(Some(_)) => Ok(()),
        Ok(None) => fs.create_dir(&path),
        Err(cause) => Err(cause),
    };
    // Also where it was there: whoever made it may have been ended before its name was durable.
    match made.and_then(|()| fs.sync_dir(root)) {
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
        let other =
            |text: &str, begins: &str| (!text.starts_with(begins)).then(|| "is another".to_owned());
        let is_first = |text: &str| other(text, "first");
        let place = Place::at(&fs, path.clone(), "the first", is_first);
        let place = place.expect("there is none yet");
        place.write(&fs, "first").expect("written");
        let place = Place::at(&fs, path.clone(), "the first", is_first);
        let place = place.expect("it is the same");
        place.write(&fs, "first, again").expect("written");
        let other = Place::at(&fs, path.clone(), "the second", |text| {
            other(text, "second")
        });
        let refused = other.expect_err("it is another");
        let said = "/uk/published/minutes.md is another; nothing was written";
        assert_eq!(refused.to_string(), said);
        assert_eq!(fs.get(&path).as_deref(), Some(b"first, again".as_slice()));
    }
}
