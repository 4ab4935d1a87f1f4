//! Undo and redo: the transactions done and those taken back.

use super::clerk::Clerk;
use super::edit::{Stale, Transaction};
use super::ids::MeetingId;
use super::meeting::changed::in_the_minutes;
use super::workspace::Workspace;

/// What was done, latest last, and what can be done again.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
}

impl History {
    /// Applies `transaction` wholly or not at all, and returns it as it was applied: what it
    /// changes while a meeting is in progress is noted in the meeting's minutes too.
    ///
    /// # Errors
    /// [`Stale`] when the workspace does not hold what an edit was made from;
    /// the workspace is then as it was.
    pub fn commit(
        &mut self,
        workspace: &mut Workspace,
        clerk: &mut Clerk,
        transaction: Transaction,
    ) -> Result<Transaction, Stale> {
        let transaction = in_the_minutes(workspace, clerk, transaction);
        apply(workspace, &transaction)?;
        self.undone.clear();
        self.done.push(transaction.clone());
        Ok(transaction)
    }

    /// Takes back the latest transaction and returns its inverse as it was
    /// applied; `None` when there is nothing to take back. What made minutes
    /// final cannot be taken back, nor what came before it.
    ///
    /// # Errors
    /// [`Stale`], and nothing is changed.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Result<Option<Transaction>, Stale> {
        if self.next_undo().is_none() {
            return Ok(None);
        }
        let Some(transaction) = self.done.pop() else {
            return Ok(None);
        };
        let inverse = transaction.inverse();
        match apply(workspace, &inverse) {
            Ok(()) => self.undone.push(transaction),
            Err(stale) => {
                self.done.push(transaction);
                return Err(stale);
            }
        }
        Ok(Some(inverse))
    }

    /// Does again what was last taken back and returns it; `None` when there
    /// is nothing to do again.
    ///
    /// # Errors
    /// [`Stale`], and nothing is changed.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Result<Option<Transaction>, Stale> {
        let Some(transaction) = self.undone.pop() else {
            return Ok(None);
        };
        if let Err(stale) = apply(workspace, &transaction) {
            self.undone.push(transaction);
            return Err(stale);
        }
        self.done.push(transaction.clone());
        Ok(Some(transaction))
    }

    /// Returns what undo would take back.
    pub fn next_undo(&self) -> Option<&Transaction> {
        self.done.last().filter(|last| last.makes_final().is_none())
    }

    /// Returns the meeting whose minutes the latest transaction made final, which stops undo.
    pub fn stopped_at(&self) -> Option<&MeetingId> {
        self.done.last().and_then(Transaction::makes_final)
    }

    /// Returns what redo would do again.
    pub fn next_redo(&self) -> Option<&Transaction> {
        self.undone.last()
    }
}

fn apply(workspace: &mut Workspace, transaction: &Transaction) -> Result<(), Stale> {
    for (position, edit) in transaction.edits.iter().enumerate() {
        let Err(stale) = workspace.apply(edit) else {
            continue;
        };
        for applied in transaction.edits.iter().take(position).rev() {
            // OK because the edit was applied a moment ago, so its `after` is in the table.
            let taken_back = workspace.apply(&applied.inverse());
            debug_assert!(taken_back.is_ok(), "an edit just applied can be taken back");
        }
        return Err(stale);
    }
    Ok(())
}
