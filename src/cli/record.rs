//! Records what a command changes as the screen does: first in the journal, then in the files, so
//! that `u` on the screen takes it back.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use jiff::civil::DateTime;

use super::afterwards::Afterwards;
use super::error::CliError;
use super::output::{self, Output};
use crate::model::history::{Act, Committed};
use crate::model::{Clerk, History, PutBack, Transaction, Workspace};
use crate::store::fs::RealFs;
use crate::store::journal::JournalError;
use crate::store::sitting::Who;
use crate::store::{FileKey, Journal, Store, state};
use crate::term::machine;

/// Commits a transaction at `at`, saves what it changes and tells what of it is in the record then.
pub(super) fn record(
    store: &Store,
    workspace: &mut Workspace,
    clerk: &mut Clerk,
    (transaction, at): (Transaction, DateTime),
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    if transaction.changes_nothing() {
        out.line(&transaction.sentence)?;
        return Ok(ExitCode::SUCCESS);
    }
    if store.is_read_only() {
        return Err(store.newer().into());
    }
    let done = History::default().commit(workspace, clerk, transaction)?;
    let mut journal = write_in_journal(store, [(done.clone(), at)]);
    let mut keys: Vec<FileKey> = done.transaction.edits.iter().map(FileKey::of).collect();
    keys.sort_unstable();
    keys.dedup();
    let afterwards = Afterwards::of_saving(store, workspace, &keys);
    if !afterwards.is_saved() {
        let taken_back = Committed {
            turn: done.turn,
            act: Act::Undo,
            transaction: done.transaction.inverse(),
        };
        // OK because it only keeps what was never saved out of the way of undo.
        let _ = write_down(journal.as_mut(), taken_back, at);
    }
    leave(store, journal, true);
    afterwards.tell([&done.transaction], workspace, out)
}

/// Puts a record in the place of a file that cannot be read.
pub(super) fn put_back(
    store: &Store,
    workspace: &mut Workspace,
    put_back: &PutBack,
) -> Result<(), CliError> {
    if let Some(edit) = &put_back.record {
        workspace.mirror(edit);
    }
    let key = store.give_up(put_back);
    let afterwards = Afterwards::of_saving(store, workspace, &[key]);
    leave(store, None, true);
    afterwards.or_why()
}

/// Ends what this command did: `done` when nothing of it is left to be recovered.
pub(super) fn leave(store: &Store, journal: Option<Journal>, done: bool) {
    if let Some(error) = store.versions_trouble() {
        output::remark(&format!("H will not show what was saved: {}", error.why()));
    }
    // OK because what stays too long is let go of the next time. By the clock, whatever day is
    // taken for today: what is gone is gone on every day.
    let _ = store.thin_versions(machine::now());
    if let Some(mut journal) = journal {
        // OK because it is then looked at again when the workspace is opened, and found saved.
        let _ = journal.leave(done);
    }
}

/// Writes into the journal what was done, each at its time; says so where it cannot. Of nothing there is
/// no journal.
pub(super) fn write_in_journal(
    store: &Store,
    done: impl IntoIterator<Item = (Committed, DateTime)>,
) -> Option<Journal> {
    let mut done = done.into_iter().peekable();
    let (_, since) = done.peek()?;
    let mut journal = journal_of(store.root(), *since);
    let done = done.inspect(|(committed, at)| store.note(committed, *at));
    let written = match &mut journal {
        // Without a home there is no place for versions either.
        None => Err(JournalError::NoHome),
        Some(journal) => {
            for (committed, at) in done {
                journal.note(committed, at);
            }
            journal.write_together()
        }
    };
    if let Err(error) = written {
        output::remark(&format!("u will not take this back: {}", error.why()));
    }
    journal
}

/// Sees to it that undo knows nothing of another workspace that was in the folder of this new one.
pub(super) fn begin_anew(folder: &Path) {
    if let Some(journal) = journal_of(folder, DateTime::MIN) {
        // OK because undo compares the records with what it knows, and finds others.
        let _ = journal.begin_anew();
    }
}

/// Returns the journal of a workspace, kept by who works here from `since` on; `None` for a user
/// without a home.
pub(super) fn journal_of(folder: &Path, since: DateTime) -> Option<Journal> {
    let private = state::of_user()?;
    let folder = state::path_of(folder);
    let journal = Journal::new(Arc::new(RealFs), &private, &folder);
    Some(journal.of(Who::here(since)))
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
