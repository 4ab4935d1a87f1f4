//! Why a command did not do what was asked, and the way out.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::afterwards::ELSEWHERE;
use super::apply::Wrong;
use crate::model::edit::Stale;
use crate::model::filter::FilterError;
use crate::model::verbs::Refusal;
use crate::store::StoreError;
use crate::store::published::PublishError;
use crate::store::save::{folder_of, way_out_of};
use crate::term::TermError;

/// Says why a command did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum CliError {
    /// No workspace was named and the current folder is none.
    #[error("no workspace was named, and this folder has no workspace.ron")]
    NoWorkspace,
    /// What looks like a slip in the name of a command was taken for a folder.
    #[error("there is no command and no folder `{typed}`")]
    NoCommand {
        /// What was typed.
        typed: String,
        /// The command that was meant.
        meant: String,
    },
    /// The workspace could not be opened or saved.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A verb does not do what was asked.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The record changed under a verb.
    #[error(transparent)]
    Stale(#[from] Stale),
    /// No record has that id.
    #[error("there is nothing with the id `{typed}` in this workspace")]
    UnknownId {
        /// The id as typed.
        typed: String,
        /// The ids that may have been meant, nearest first.
        nearest: Vec<String>,
    },
    /// The filter was not understood.
    #[error("the filter `{}` is not understood: {}", .0.term, .0.what)]
    Filter(#[from] FilterError),
    /// What was asked for is understood and not done.
    #[error("{what}")]
    Declined {
        /// What is in the way.
        what: String,
        /// What to do instead.
        hint: String,
    },
    /// The requirements that are built in cannot be read.
    #[error("the requirements have errors: {0}")]
    Requirements(String),
    /// A published file could not be written.
    #[error(transparent)]
    Unwritten(#[from] PublishError),
    /// An argument does not fit with another.
    #[error("{what}")]
    Usage {
        /// What does not fit.
        what: String,
        /// What would.
        hint: String,
    },
    /// A folder for a new workspace could not be made.
    #[error("{} cannot be made ({cause})", path.display())]
    Folder {
        /// The folder.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// The screen was asked for where there is none, as in a pipe.
    #[error("there is no terminal to open the workspace on")]
    NoTerminal,
    /// The screen could not be opened, or left something unsaved.
    #[error(transparent)]
    Screen(TermError),
    /// A script could not be read.
    #[error("the script {} cannot be read ({cause})", path.display())]
    Script {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: io::Error,
    },
    /// A line of a script was not done, and so none was.
    #[error("{place}: {wrong}")]
    Line {
        /// The file and the number of the line.
        place: String,
        /// Why not.
        wrong: Wrong,
    },
    /// What a script did is only partly on the disk.
    #[error("{}", half_saved(saved, failed))]
    HalfSaved {
        /// The files that are saved.
        saved: Vec<PathBuf>,
        /// Those that are not, and why.
        failed: Vec<(PathBuf, StoreError)>,
    },
    /// What a command printed could not be written.
    #[error("the output could not be written ({0})")]
    Output(#[from] io::Error),
}

impl CliError {
    /// Returns the way out, where there is one to name.
    pub(super) fn hint(&self) -> Option<String> {
        match self {
            Self::NoWorkspace => Some(
                "name one with -w DIR, look at the sample with `roundtable demo`, \
                 or make one with `roundtable init DIR`"
                    .to_owned(),
            ),
            Self::NoCommand { meant, .. } => Some(format!("did you mean `roundtable {meant}`?")),
            Self::Store(error) => Some(error.hint()),
            Self::UnknownId { nearest, .. } if nearest.is_empty() => Some(
                "`roundtable list commitments` shows the ids; so do milestones, meetings, actions"
                    .to_owned(),
            ),
            Self::UnknownId { nearest, .. } => {
                Some(format!("did you mean {}?", nearest.join(", ")))
            }
            Self::Filter(_) => {
                Some("`roundtable list --help` shows what a filter can hold".to_owned())
            }
            Self::Usage { hint, .. } | Self::Declined { hint, .. } => Some(hint.clone()),
            Self::Unwritten(error) => Some(error.hint()),
            Self::Folder { path, cause } => way_out_of(cause, folder_of(path))
                .or_else(|| Some("name a folder in a place where you may write".to_owned())),
            Self::NoTerminal => {
                Some("`roundtable list` and `roundtable show` work without a terminal".to_owned())
            }
            Self::Script { .. } => {
                Some("name a file of text, or - to read what is piped in".into())
            }
            Self::Line { wrong, .. } => wrong.hint(),
            Self::HalfSaved { failed, .. } => failed.first().map(|(_, error)| error.hint()),
            Self::Screen(TermError::NotSaved { .. }) => Some(
                "`roundtable recover` shows what of it was kept, once the disk answers".to_owned(),
            ),
            Self::Refused(_)
            | Self::Stale(_)
            | Self::Requirements(_)
            | Self::Screen(_)
            | Self::Output(_) => None,
        }
    }

    /// Returns what is wrong and the way out as one sentence, for a line of the screen.
    pub(super) fn in_one_line(&self) -> String {
        match self.hint() {
            Some(hint) => format!("{self}; {hint}"),
            None => self.to_string(),
        }
    }

    /// Returns 2 for arguments that were not understood, 3 where all that is not saved is kept, else 1.
    pub(super) fn exit_code(&self) -> ExitCode {
        let is_kept = |error: &StoreError| matches!(error, StoreError::Kept { .. });
        match self {
            Self::Store(error) if is_kept(error) => ExitCode::from(ELSEWHERE),
            Self::HalfSaved { failed, .. } if failed.iter().all(|(_, error)| is_kept(error)) => {
                ExitCode::from(ELSEWHERE)
            }
            Self::Usage { .. }
            | Self::Filter(_)
            | Self::Line {
                wrong: Wrong::NotUnderstood { .. },
                ..
            } => ExitCode::from(2),
            Self::NoWorkspace
            | Self::NoCommand { .. }
            | Self::Store(_)
            | Self::Refused(_)
            | Self::Stale(_)
            | Self::UnknownId { .. }
            | Self::Declined { .. }
            | Self::Unwritten(_)
            | Self::Folder { .. }
            | Self::NoTerminal
            | Self::Requirements(_)
            | Self::Script { .. }
            | Self::Line { .. }
            | Self::HalfSaved { .. }
            | Self::Output(_) => ExitCode::FAILURE,
            Self::Screen(error) => ExitCode::from(error.status()),
        }
    }
}

/// Says which files are on the disk and which are not.
fn half_saved(saved: &[PathBuf], failed: &[(PathBuf, StoreError)]) -> String {
    let names = |paths: &[PathBuf]| {
        let names: Vec<String> = paths
            .iter()
            .map(|path| path.display().to_string())
            .collect();
        names.join(", ")
    };
    let saved = if saved.is_empty() {
        "nothing is saved".to_owned()
    } else {
        format!("saved: {}", names(saved))
    };
    let failed: Vec<String> = failed
        .iter()
        .map(|(path, error)| format!("{} ({error})", path.display()))
        .collect();
    format!("{saved}; not saved: {}", failed.join(", "))
}

impl From<TermError> for CliError {
    fn from(error: TermError) -> Self {
        match error {
            // It has a hint of its own.
            TermError::Store(error) => Self::Store(error),
            other => Self::Screen(other),
        }
    }
}
