//! The workspace being worked on and everything true of it: what was done,
//! what is saved, what could not be read.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::clock::ClockTime;
use crate::model::{Beside, Clerk, History, Unfinished, Unread, Workspace};

/// The workspace being worked on.
#[derive(Debug)]
pub struct Session {
    /// The records.
    pub workspace: Workspace,
    /// What was done, for undo and redo.
    pub history: History,
    /// Hands out the time and fresh ids.
    pub clerk: Clerk,
    /// What the folder is called.
    pub place: String,
    /// Whether what is on screen is on disk.
    pub saving: Saving,
    /// How many commitments are still to be read.
    pub loading: Option<Loading>,
    /// Whether what was done before this session is still being read.
    pub recalling: bool,
    /// What programs that ended before their time may not have saved.
    pub unfinished: Vec<Unfinished>,
    /// Other versions of records, which differ from those here until somebody decides.
    pub beside: Vec<Beside>,
    /// Whether there is a folder of the user's own, where texts that are not recorded are kept.
    pub keeps: bool,
    /// The names of those that hold what was done here and is not in the record.
    pub elsewhere: BTreeSet<String>,
    /// What is not kept on this machine, and why, in a few words, while it is so.
    pub unkept: BTreeMap<Keeping, String>,
    /// What could not be read or saved.
    pub troubles: Vec<Trouble>,
    /// Why nothing can be changed, if nothing can.
    pub read_only: Option<String>,
}

/// What is kept for the user on this machine, outside the workspace. What is worst to lose is first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Keeping {
    /// What is typed and not recorded.
    Text,
    /// What was done, for undo and for recovering it.
    Undo,
    /// What files held before.
    Versions,
}

impl Keeping {
    /// Says that it is not kept.
    pub fn not_kept(self) -> &'static str {
        match self {
            Self::Text => "TEXT NOT KEPT",
            Self::Undo => "UNDO NOT KEPT",
            Self::Versions => "HISTORY NOT KEPT",
        }
    }
}

/// How far reading has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loading {
    /// Files read.
    pub read: usize,
    /// Files there are.
    pub all: usize,
}

/// Whether what is on screen is on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Saving {
    /// Everything is on disk; since when, if anything was written.
    Saved(Option<ClockTime>),
    /// So many transactions are on their way.
    Saving(usize),
    /// The latest attempt failed; so many transactions are not on disk.
    NotSaved {
        /// Why.
        why: String,
        /// How many transactions wait.
        waiting: usize,
    },
}

impl Saving {
    /// Returns since when everything is on disk.
    pub fn since(&self) -> Option<ClockTime> {
        match self {
            Self::Saved(at) => *at,
            Self::Saving(_) | Self::NotSaved { .. } => None,
        }
    }

    /// Returns true when saving failed before, for that reason.
    pub fn failed_by(&self, reason: &str) -> bool {
        matches!(self, Self::NotSaved { why, .. } if why == reason)
    }

    /// Returns why saving failed, if it did.
    pub fn failure(&self) -> Option<&str> {
        match self {
            Self::NotSaved { why, .. } => Some(why),
            Self::Saved(_) | Self::Saving(_) => None,
        }
    }

    /// Returns how many transactions are not on disk.
    pub fn waiting(&self) -> usize {
        match self {
            Self::Saved(_) => 0,
            Self::Saving(waiting) | Self::NotSaved { waiting, .. } => *waiting,
        }
    }
}

/// Something that could not be read or saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Where: `commitments/uk0063.ron:4:11`.
    pub place: String,
    /// What is wrong.
    pub what: String,
    /// The way out.
    pub hint: String,
    /// What could not be read because of it.
    pub unread: Option<Unread>,
    /// Whether a file was left out that may say what must not be published.
    pub bars_publishing: bool,
}

impl Trouble {
    /// Returns the path of the file in the workspace, without the place in it.
    pub fn path(&self) -> &str {
        // No name of a file of records has a colon.
        self.place.split(':').next().unwrap_or_default()
    }
}

impl Session {
    /// Returns true while something that was done here is in another version and not in the record.
    pub fn is_elsewhere(&self) -> bool {
        self.beside
            .iter()
            .any(|beside| self.elsewhere.contains(&beside.name))
    }

    /// Makes a session of a workspace that is wholly read.
    pub fn new(workspace: Workspace, clerk: Clerk, place: &str) -> Self {
        Self {
            workspace,
            history: History::default(),
            clerk,
            place: place.to_owned(),
            saving: Saving::Saved(None),
            loading: None,
            recalling: false,
            unfinished: Vec::new(),
            beside: Vec::new(),
            keeps: false,
            elsewhere: BTreeSet::new(),
            unkept: BTreeMap::new(),
            troubles: Vec::new(),
            read_only: None,
        }
    }
}

/// Says how many changes: `1 change`, `2 changes`.
pub fn changes(count: usize) -> String {
    match count {
        1 => "1 change".to_owned(),
        n => format!("{n} changes"),
    }
}

/// Says of how many changes something is true: `1 change is`, `2 changes are`.
pub fn changes_are(count: usize) -> String {
    let are = if count == 1 { "is" } else { "are" };
    format!("{} {are}", changes(count))
}
