//! Records what a command changes as the screen does: first in the journal, then in the files, so
//! that `u` on the screen takes it back.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::error::CliError;
use super::output;
use crate::model::history::{Act, Committed};
use crate::model::{Clerk, History, Transaction, Workspace};
use crate::store::fs::RealFs;
use crate::store::journal::JournalError;
use crate::store::{FileKey, Journal, Store, state};

/// Commits a transaction at `at` and saves what it changes.
pub(super) fn record(
    store: &Store,
    workspace: &mut Workspace,
    clerk: &mut Clerk,
    transaction: Transaction,
    at: DateTime,
) -> Result<(), CliError> {
    if store.is_read_only() {
        return Err(store.newer().into());
    }
    let done = History::default().commit(workspace, clerk, transaction)?;
    let mut journal = write_in_journal(store, [(done.clone(), at)]);
    let mut keys: Vec<FileKey> = done.transaction.edits.iter().map(FileKey::of).collect();
    keys.sort_unstable();
    keys.dedup();
    let saved = keys.iter().try_for_each(|key| store.save(workspace, key));
    if saved.is_err() {
        let taken_back = Committed {
            turn: done.turn,
            act: Act::Undo,
            transaction: done.transaction.inverse(),
        };
        // OK because it only keeps what was never saved out of the way of undo.
        let _ = write_down(journal.as_mut(), taken_back, at);
    }
    Ok(saved?)
}

/// Writes into the journal what was done, each at its time; says so where it cannot.
pub(super) fn write_in_journal(
    store: &Store,
    done: impl IntoIterator<Item = (Committed, DateTime)>,
) -> Option<Journal> {
    let mut journal = journal_of(store.root());
    let written = match &mut journal {
        None => Err(JournalError::NoHome),
        Some(journal) => {
            for (committed, at) in done {
                journal.note(committed, at);
            }
            journal.write()
        }
    };
    if let Err(error) = written {
        output::remark(&format!("u will not take this back: {}", error.why()));
    }
    journal
}

/// Sees to it that undo knows nothing of another workspace that was in the folder of this new one.
pub(super) fn begin_anew(folder: &Path) {
    if let Some(journal) = journal_of(folder) {
        // OK because undo compares the records with what it knows, and finds others.
        let _ = journal.begin_anew();
    }
}

fn journal_of(folder: &Path) -> Option<Journal> {
    let private = state::of_user()?;
    let folder = state::path_of(folder);
    Some(Journal::new(Arc::new(RealFs), &private, &folder))
}

fn write_down(
    journal: Option<&mut Journal>,
    committed: Committed,
    at: DateTime,
) -> Result<(), JournalError> {
    let journal = journal.ok_or(JournalError::NoHome)?;
    journal.note(committed, at);
    journal.write()
}
