//! What a program had done, and perhaps not saved, when it ended before its time.

use jiff::civil::DateTime;

use super::edit::Transaction;
use super::unrecorded::Unrecorded;

/// What a program had done, and perhaps not saved, when it ended before its time.
#[derive(Debug, Clone, PartialEq)]
pub struct Unfinished {
    /// What it is called, by the store.
    pub name: String,
    /// The user and the machine, as people say it; `None` where that is not known any more.
    pub who: Option<String>,
    /// What it did and may not have saved, each with its time.
    pub done: Vec<(DateTime, Transaction)>,
    /// The texts typed and not recorded.
    pub unrecorded: Vec<Unrecorded>,
}
