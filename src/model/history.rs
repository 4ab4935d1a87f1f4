//! Undo and redo: the transactions done and those taken back.

use super::edit::{Stale, Transaction};
use super::workspace::Workspace;

/// What was done, latest last, and what can be done again.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Transaction>,
    undone: Vec<Transaction>,
}

impl History {
    /// Applies `transaction` wholly or not at all.
    ///
    /// # Errors
    /// [`Stale`] when the workspace does not hold what an edit was made from;
    /// the workspace is then as it was.
    pub fn commit(
        &mut self,
        workspace: &mut Workspace,
        transaction: Transaction,
    ) -> Result<(), Stale> {
        apply(workspace, &transaction)?;
        self.undone.clear();
        self.done.push(transaction);
        Ok(())
    }

    /// Takes back the latest transaction and returns its inverse as it was
    /// applied; `None` when there is nothing to take back.
    ///
    /// # Errors
    /// [`Stale`], and nothing is changed.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Result<Option<Transaction>, Stale> {
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
        self.done.last()
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
