//! Why the journal could not be written.

use std::io::{self, ErrorKind};
use std::path::PathBuf;

/// Says why what was done could not be written down.
#[derive(Debug, thiserror::Error)]
pub enum JournalError {
    /// The user has no home, so that there is no place for it.
    #[error("there is no home folder to keep the journal in")]
    NoHome,
    /// The system refused.
    #[error("{}: {cause}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The disk gave back other bytes than were written.
    #[error("{}: the disk did not keep what was written", .0.display())]
    Garbled(PathBuf),
    /// What would be written does not read back as what it says.
    #[error("the journal cannot hold `{sentence}`: {why}")]
    Unfaithful {
        /// What was done.
        sentence: String,
        /// What reading back said.
        why: String,
    },
}

impl JournalError {
    /// Says in one sentence why, and what follows from it; the middle may be cut out.
    pub fn consequence(&self) -> String {
        format!("{}: undo will not survive leaving", self.why())
    }

    /// Returns the reason in as few words as there are, for the line on top.
    pub fn in_brief(&self) -> String {
        match self {
            Self::NoHome => "no home folder".to_owned(),
            Self::Io { cause, .. } => brief(cause),
            Self::Garbled(_) => "the disk lost it".to_owned(),
            Self::Unfaithful { .. } => "it cannot be written".to_owned(),
        }
    }

    /// Returns the reason, a few words that say the most first.
    pub fn why(&self) -> String {
        match self {
            Self::Io { path, cause } if cause.kind() != ErrorKind::Other => {
                format!("{} for the journal in {}", cause.kind(), path.display())
            }
            other => other.to_string(),
        }
    }
}

/// Returns what the system said, in as few words as there are.
pub(in crate::store) fn brief(cause: &io::Error) -> String {
    match cause.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "disk full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "read-only disk".to_owned(),
        ErrorKind::NotFound => "no folder for it".to_owned(),
        ErrorKind::WouldBlock => "locked by another".to_owned(),
        ErrorKind::Other => cause.to_string(),
        kind => kind.to_string(),
    }
}
