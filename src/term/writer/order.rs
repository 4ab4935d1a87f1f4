//! What the threads that save are asked for.

use std::sync::mpsc::Sender;

use jiff::civil::DateTime;

use crate::model::history::Committed;
use crate::model::rebase::Rival;
use crate::model::version::Versioned;
use crate::model::{Beside, PutBack, Unrecorded};
use crate::publish::Paper;
use crate::store::watch::Changes;

/// What the scribe is asked for.
pub(super) enum Order {
    /// Read what was done before.
    Recall,
    /// Keep the texts that are typed and not recorded.
    Keep(Vec<Unrecorded>),
    /// Write down what was done, if something was, and pass it on.
    Pass(Task),
    /// Take note of what is in the files by now.
    Done(Done),
}

/// What the desk is asked for.
pub(super) enum Task {
    /// Save what was done at that time.
    Save(Box<Committed>, DateTime),
    /// Try again what could not be saved.
    Again,
    /// Write these beside their files.
    KeepBeside(Vec<Rival>),
    /// Tell when all is saved, as what is called so among the unfinished can go then.
    Settle(String),
    /// Give up another version of records, once all is saved.
    Decided(Beside),
    /// Put a record in the place of a file that cannot be read.
    PutBack(Box<PutBack>),
    /// Look at what others changed.
    Look(Changes),
    /// Read the versions of a record.
    Past(Versioned),
    /// Write files into the folder for what is published.
    Publish {
        paper: Paper,
        files: Vec<(String, String)>,
    },
    /// Tell when all that was asked for before is done.
    Answer(Sender<()>),
}

impl Task {
    /// Tells whether something is to be written into the workspace for it.
    pub(super) fn writes(&self) -> bool {
        matches!(
            self,
            Self::Save(..)
                | Self::Again
                | Self::KeepBeside(_)
                | Self::Decided(_)
                | Self::PutBack(_)
        )
    }
}

/// Tasks as the scribe passes them on: all that go with one piece of the journal, since only when the
/// last of them is saved all of its lines are.
pub(super) struct Passed {
    pub(super) tasks: Vec<Task>,
    /// The line of the journal up to which everything is in it that was passed on so far.
    pub(super) line: u64,
    /// Whether the user knows that the journal cannot be written.
    pub(super) warned: bool,
}

/// What the desk tells the scribe.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// Everything is saved up to that line of the journal.
    Saved(u64),
    /// Everything is saved of what is called so among the unfinished.
    Settled(String),
}

/// How the desk was left.
#[derive(Debug, Default)]
pub(super) struct Left {
    /// Whether everything is saved.
    pub(super) clean: bool,
    /// What the scribe could not be told any more.
    pub(super) untold: Vec<Done>,
}
