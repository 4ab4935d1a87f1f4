//! What stops the store from opening or saving, with the file, the place and the way out.

use std::io;
use std::path::{Path, PathBuf};

use super::problem::{Place, Problem};
use super::save::{self, SaveError};

/// Says why a workspace could not be opened or a file of it not saved.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder does not exist.
    #[error("there is no folder {}", .0.display())]
    NoFolder(PathBuf),
    /// The folder has no `workspace.ron`.
    #[error("{} is not a workspace: it has no workspace.ron", .0.display())]
    NotAWorkspace(PathBuf),
    /// The folder for a new workspace is not empty.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A folder holds more files than anybody wrote by hand.
    #[error("{} holds {count} files", folder.display())]
    TooMany {
        /// The folder.
        folder: PathBuf,
        /// How many files it holds.
        count: usize,
    },
    /// A folder could not be listed or created.
    #[error("{}: {cause}", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The settings could not be read.
    #[error("{}", without_hint(.0))]
    Settings(Problem),
    /// A newer program wrote the workspace.
    #[error("the workspace has format {format}, this program writes format {known}")]
    Newer {
        /// The format of the workspace.
        format: u32,
        /// The newest format this program knows.
        known: u32,
    },
    /// The text of a record does not read back as that record.
    #[error("{}: what would be written does not read back the same ({what})", path.display())]
    Unfaithful {
        /// The file.
        path: PathBuf,
        /// What reading back said.
        what: String,
    },
    /// The file was changed by somebody else; our version is in another file.
    #[error("{} was changed outside; your version is in {}", path.display(), kept.display())]
    Kept {
        /// The file.
        path: PathBuf,
        /// The file with our version.
        kept: PathBuf,
    },
    /// The file could not be saved.
    #[error(transparent)]
    Save(#[from] SaveError),
}

impl StoreError {
    /// Returns the way out, one sentence.
    pub fn hint(&self) -> String {
        match self {
            Self::NoFolder(path) | Self::NotAWorkspace(path) => {
                format!(
                    "to make a workspace there, run `roundtable init {}`",
                    path.display()
                )
            }
            Self::NotEmpty(_) => "name a folder that is empty or does not exist yet".into(),
            Self::TooMany { .. } => "open the folder of the workspace, not one above it".into(),
            Self::Folder { path, cause } if cause.kind() == io::ErrorKind::PermissionDenied => {
                format!("ask for the right to use {}", path.display())
            }
            Self::Folder { path, cause } => save::way_out_of(cause, path)
                .unwrap_or_else(|| "look whether the folder is there and may be read".into()),
            Self::Settings(problem) => problem.hint.clone(),
            Self::Newer { .. } => "it can be read but not changed; install a newer version".into(),
            Self::Unfaithful { .. } => {
                "the file is left as it was; shorten what was typed (u takes it back on the screen), or report it"
                    .into()
            }
            Self::Kept { path, kept } => {
                let (path, kept) = (path.display(), kept.display());
                format!(
                    "{path} cannot be read any more, and your version is in {kept}: g x, Enter and r put it in \
                     its place"
                )
            }
            Self::Save(error) => error.hint(),
        }
    }

    /// Returns the reason in a few words, for a line that may be cut at its end.
    pub fn in_brief(&self) -> String {
        match self {
            Self::Save(error) => error.in_brief(),
            Self::Kept { path, .. } => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                format!("changed outside, {}", name.to_string_lossy())
            }
            Self::Folder { path, cause } => format!("{}, {}", cause.kind(), path.display()),
            other => other.to_string(),
        }
    }

    /// Returns the file or folder in question.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::NoFolder(path)
            | Self::NotAWorkspace(path)
            | Self::NotEmpty(path)
            | Self::TooMany { folder: path, .. }
            | Self::Folder { path, .. }
            | Self::Unfaithful { path, .. }
            | Self::Kept { path, .. } => Some(path),
            Self::Settings(problem) => Some(&problem.path),
            Self::Save(error) => Some(&error.path),
            Self::Newer { .. } => None,
        }
    }

    /// Returns the place in the file, where one is to blame.
    pub fn place(&self) -> Option<Place> {
        match self {
            Self::Settings(problem) => problem.place,
            _ => None,
        }
    }
}

fn without_hint(problem: &Problem) -> String {
    let bare = Problem {
        hint: String::new(),
        ..problem.clone()
    };
    bare.to_string().trim_end_matches(", ").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_and_keeps_the_hint_apart() {
        let error = StoreError::NotAWorkspace(PathBuf::from("docs"));
        assert_eq!(
            error.to_string(),
            "docs is not a workspace: it has no workspace.ron"
        );
        assert_eq!(
            error.hint(),
            "to make a workspace there, run `roundtable init docs`"
        );
        let path = Path::new("workspace.ron");
        let error = StoreError::Settings(Problem::whole(path, "the file is empty", "restore it"));
        assert_eq!(error.to_string(), "workspace.ron: the file is empty");
        assert_eq!(
            (error.hint().as_str(), error.path()),
            ("restore it", Some(path))
        );
    }
}
