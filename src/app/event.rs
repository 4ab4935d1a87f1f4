//! What happens to the program, and what the program asks to be done outside.

use std::sync::Arc;

use super::key::Key;
use super::session::{Keeping, Loading, Trouble};
use crate::base::clock::ClockTime;
use crate::model::history::Committed;
use crate::model::rebase::Rival;
use crate::model::version::{Past, Versioned};
use crate::model::{Beside, Commitment, Edit, History, PutBack, Unfinished};
use crate::publish::Paper;

/// Something that happened.
#[derive(Debug)]
pub enum Event {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// More commitments were read; `None` for `loading` when these were the last.
    Read {
        /// The commitments, in the order of their ids.
        commitments: Vec<Arc<Commitment>>,
        /// Files that could not be read.
        troubles: Vec<Trouble>,
        /// Other versions of records.
        beside: Vec<Beside>,
        /// How far reading has come.
        loading: Option<Loading>,
    },
    /// So many of the transactions sent to be saved are on disk.
    Saved {
        /// How many.
        count: usize,
        /// When.
        at: ClockTime,
    },
    /// Transactions could not be saved; they wait for the next attempt.
    NotSaved {
        /// Why, in a few words.
        why: String,
        /// The way out.
        hint: String,
    },
    /// Files were written for publication, or why not.
    Published(Result<Vec<String>, String>),
    /// The journal of what was done before was read.
    Recalled {
        /// What it says was done.
        earlier: Box<History>,
        /// What is wrong with it and what becomes of that, one sentence.
        trouble: Option<String>,
        /// Who else has the workspace open, and since when.
        also_open: Vec<String>,
        /// What programs that ended before their time may not have saved.
        unfinished: Vec<Unfinished>,
    },
    /// Somebody else changed records: from what was held here to what they made of it.
    ChangedOutside {
        /// What they changed.
        edits: Vec<Edit>,
        /// Who it was, for people.
        whose: String,
    },
    /// A file that was read cannot be read any more.
    Broken(Trouble),
    /// A file that could not be read, or was gone, is in order again; its path in the workspace.
    Mended(String),
    /// Another version of records was found, or was kept beside theirs.
    Beside(Beside),
    /// Somebody else decided about another version; its name.
    DecidedOutside(String),
    /// The versions of a record were read, or why not, one sentence.
    Past {
        /// The record.
        of: Versioned,
        /// Its versions.
        past: Result<Past, String>,
    },
    /// What others change is not seen any more, because of a failure inside; one sentence.
    NotWatched(String),
    /// Which zone the clock is of is not known; one sentence.
    NoZone(String),
    /// The journal cannot be written, so that undo ends with this session; one sentence.
    NotJournalled(String),
    /// Something of the user's own is not kept on this machine, and why, in a few words; or it is again.
    Kept {
        /// What.
        what: Keeping,
        /// Why it is not.
        lack: Option<String>,
    },
    /// The outside editor was closed; the text, if it was changed and saved.
    EditorClosed(Option<String>),
    /// The program was to be stopped for a while, and there is no shell to go back to.
    NotSuspended,
    /// The size of the terminal changed, or something else that only needs drawing.
    Redraw,
}

impl Event {
    /// Returns true for what changes the records, or is about them as they are today.
    pub(super) fn touches_records(&self) -> bool {
        match self {
            Self::Read { .. }
            | Self::Recalled { .. }
            | Self::ChangedOutside { .. }
            | Self::Broken(_)
            | Self::Mended(_)
            | Self::Beside(_)
            | Self::DecidedOutside(_)
            | Self::EditorClosed(_) => true,
            Self::Key(_)
            | Self::Paste(_)
            | Self::Saved { .. }
            | Self::NotSaved { .. }
            | Self::Published(_)
            | Self::Past { .. }
            | Self::NotWatched(_)
            | Self::NoZone(_)
            | Self::NotJournalled(_)
            | Self::Kept { .. }
            | Self::NotSuspended
            | Self::Redraw => false,
        }
    }
}

/// Something the program asks to be done outside of it.
#[derive(Debug, PartialEq)]
pub enum Effect {
    /// Write down what was done, and what it changed.
    Save(Box<Committed>),
    /// Try again to write what could not be written.
    SaveAgain,
    /// Open the text in an outside editor, below a line that says what it is.
    Edit {
        /// What is edited.
        heading: String,
        /// The text.
        text: String,
    },
    /// Put the text on the clipboard.
    Copy(String),
    /// Write the files of what is published, by name, into the folder for them.
    Publish {
        /// What is published.
        paper: Paper,
        /// Names and texts.
        files: Vec<(String, String)>,
    },
    /// Put a record in the place of a file that cannot be read.
    PutBack(Box<PutBack>),
    /// Write what clashes with what others changed into files beside theirs.
    KeepBeside(Vec<Rival>),
    /// Clear away what is known by this name among the unfinished, once everything asked for before
    /// is on the disk.
    Settle(String),
    /// Give up another version of records, which somebody has decided about, once everything asked
    /// for before is on the disk.
    Decided(Beside),
    /// Draw all anew, whatever else has written on the terminal.
    DrawAnew,
    /// Stop until the shell has the program go on.
    Suspend,
    /// Read the versions of a record, once everything asked for before is saved.
    Past(Versioned),
    /// Leave the program, once everything asked for is done.
    Leave,
    /// Leave the program and open the workspace again from disk.
    Reopen,
}
