//! Why versions could not be kept or read.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

use crate::store::journal::brief;
use crate::store::save::way_out_of;

/// Says why a version could not be kept, or those there are not be read.
#[derive(Debug, thiserror::Error)]
pub enum VersionsError {
    /// The user has no home, so that there is no place for them.
    #[error("there is no home folder to keep versions in")]
    NoHome,
    /// The system refused.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The disk does not hold what was written.
    #[error("{}: the disk did not keep what was written", .0.display())]
    Garbled(PathBuf),
    /// The line that says what was done cannot be made.
    #[error("what was done cannot be written down: {0}")]
    Unfaithful(String),
}

impl VersionsError {
    /// Returns why, and what becomes of that, in one sentence.
    pub fn consequence(&self) -> String {
        format!("{}: H will not show what is saved now", self.why())
    }

    /// Returns the same where the journal cannot be written either.
    pub fn consequence_of_both(&self) -> String {
        let why = self.why();
        format!("{why}: undo will not survive leaving, nor H show what is saved now")
    }

    /// Returns the reason in as few words as there are, for the line on top.
    pub fn in_brief(&self) -> String {
        match self {
            Self::NoHome => "no home folder".to_owned(),
            Self::Io { cause, .. } => brief(cause),
            Self::Garbled(_) => "the disk lost it".to_owned(),
            Self::Unfaithful(_) => "it cannot be written".to_owned(),
        }
    }

    /// Returns the way out.
    pub fn hint(&self) -> String {
        let way_out = match self {
            Self::NoHome => Some("set HOME to the folder of who works here".to_owned()),
            Self::Io { path, cause } => way_out_of(cause, path),
            Self::Garbled(_) | Self::Unfaithful(_) => None,
        };
        way_out.unwrap_or_else(|| {
            "look whether the folder for your programs' state may be read and written".to_owned()
        })
    }

    /// Returns the reason, in a few words.
    pub fn why(&self) -> String {
        match self {
            Self::Io { path, cause } => match cause.kind() {
                ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                    format!("no storage space for versions in {}", path.display())
                }
                ErrorKind::WouldBlock => "another program keeps the versions locked".to_owned(),
                _ => self.to_string(),
            },
            _ => self.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn io(kind: ErrorKind) -> VersionsError {
        VersionsError::Io {
            path: PathBuf::from("/state/versions"),
            cause: kind.into(),
        }
    }

    #[test]
    fn each_trouble_says_why_what_becomes_of_it_and_the_way_out() {
        let of_another = "look whether the folder for your programs' state may be read and written";
        let cases = [
            (
                VersionsError::NoHome,
                "there is no home folder",
                "set HOME to the folder of who works here",
            ),
            (
                io(ErrorKind::StorageFull),
                "no storage space for versions in /state/versions",
                "free some space on the disk of /state/versions",
            ),
            (
                io(ErrorKind::ReadOnlyFilesystem),
                "/state/versions: ",
                "use another disk; that of /state/versions is read-only",
            ),
            (
                io(ErrorKind::WouldBlock),
                "another program keeps the versions locked",
                of_another,
            ),
            (
                VersionsError::Garbled(PathBuf::from("/state/versions/a")),
                "/state/versions/a: the disk did not keep what was written",
                of_another,
            ),
        ];
        for (error, why, way_out) in cases {
            assert!(error.why().starts_with(why), "{}", error.why());
            let consequence = error.consequence();
            assert!(consequence.starts_with(why), "{consequence}");
            assert!(consequence.ends_with("H will not show what is saved now"));
            assert!(error.hint().contains(way_out), "{}", error.hint());
        }
    }
}
