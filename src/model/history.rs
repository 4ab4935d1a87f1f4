//! Undo and redo: the transactions done and those taken back.

use serde::{Deserialize, Serialize};

use super::clerk::Clerk;
use super::edit::{Stale, Transaction};
use super::held::Held;
use super::ids::MeetingId;
use super::meeting::changed::in_the_minutes;
use super::rebase::in_one_step;
use super::workspace::Workspace;

/// What was done, latest last, and what can be done again.
#[derive(Debug, Clone, Default)]
pub struct History {
    done: Vec<Done>,
    undone: Vec<Done>,
    /// How many transactions were done in this session.
    here: u64,
    /// What minutes hold that became final; it is in neither list any more.
    held: Held,
    /// The meeting whose minutes became final last, and how many of `done` were done before that.
    stopped: Option<(MeetingId, usize)>,
}

/// A transaction and what it is known by.
#[derive(Debug, Clone)]
struct Done {
    turn: Turn,
    transaction: Transaction,
}

/// Names one transaction that was done, however often it was taken back and done again since.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// Done in this session, in the order of these numbers.
    Here(u64),
    /// Done before; its number in the journal.
    Before(u64),
}

/// What was done with a transaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Act {
    /// It was done.
    Do,
    /// It was taken back.
    Undo,
    /// It was done again.
    Redo,
}

/// One change of the workspace as it was applied, to be written down and saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Committed {
    /// The transaction that was done, taken back or done again.
    pub turn: Turn,
    /// Which of the three it was.
    pub act: Act,
    /// What was applied: for [`Act::Undo`] the inverse of what was done.
    pub transaction: Transaction,
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
    ) -> Result<Committed, Stale> {
        let transaction = in_the_minutes(workspace, clerk, transaction);
        apply(workspace, &transaction)?;
        let turn = Turn::Here(self.here);
        self.here += 1;
        self.undone.clear();
        self.push(Done {
            turn,
            transaction: transaction.clone(),
        });
        Ok(Committed {
            turn,
            act: Act::Do,
            transaction,
        })
    }

    /// Takes back the latest transaction and returns its inverse as it was
    /// applied; `None` when there is nothing to take back. What made minutes
    /// final cannot be taken back, nor what they hold; what was done before
    /// and has nothing to do with them can.
    ///
    /// # Errors
    /// [`Stale`], and nothing is changed, when somebody else has changed the same since; what else
    /// they changed in a record stays. The transaction is then passed over: it cannot be taken back,
    /// but what came before it can.
    pub fn undo(&mut self, workspace: &mut Workspace) -> Result<Option<Committed>, Stale> {
        let Some(Done { turn, transaction }) = self.done.pop() else {
            return Ok(None);
        };
        let inverse = apply_or_merge(workspace, transaction.inverse())?;
        self.undone.push(Done { turn, transaction });
        Ok(Some(Committed {
            turn,
            act: Act::Undo,
            transaction: inverse,
        }))
    }

    /// Does again what was last taken back and returns it; `None` when there
    /// is nothing to do again.
    ///
    /// # Errors
    /// [`Stale`], and nothing is changed; what could be done again after it stays behind it.
    pub fn redo(&mut self, workspace: &mut Workspace) -> Result<Option<Committed>, Stale> {
        let Some(again) = self.undone.pop() else {
            return Ok(None);
        };
        let transaction = match apply_or_merge(workspace, again.transaction.clone()) {
            Ok(transaction) => transaction,
            Err(stale) => {
                self.undone.push(again);
                return Err(stale);
            }
        };
        let turn = again.turn;
        self.push(again);
        Ok(Some(Committed {
            turn,
            act: Act::Redo,
            transaction,
        }))
    }

    /// Takes in what the journal says was done before, in the order in which it says so.
    ///
    /// Nothing is applied: whether it still fits the records is seen when it is taken back.
    pub fn recall(&mut self, recalled: Committed) {
        let Committed {
            turn,
            act,
            transaction,
        } = recalled;
        let place = |done: &[Done]| done.iter().rposition(|known| known.turn == turn);
        let known = |done: &mut Vec<Done>| Some(done.remove(place(done)?));
        match act {
            Act::Do => {
                self.undone.clear();
                self.push(Done { turn, transaction });
            }
            // Two programs at once may each have done the same.
            Act::Undo if place(&self.undone).is_some() => {}
            Act::Redo if place(&self.done).is_some() => {}
            Act::Undo => {
                // What was done may have been left out of the journal since; its inverse says it.
                let transaction = known(&mut self.done)
                    .map_or_else(|| transaction.inverse(), |done| done.transaction);
                self.undone.push(Done { turn, transaction });
            }
            Act::Redo => {
                known(&mut self.undone);
                self.push(Done { turn, transaction });
            }
        }
    }

    /// Puts on top what was just done. What makes minutes final is out of reach, with what they hold.
    fn push(&mut self, done: Done) {
        let Some(minutes) = done.transaction.makes_final() else {
            if let Some((_, before)) = &mut self.stopped {
                *before = (*before).min(self.done.len());
            }
            return self.done.push(done);
        };
        let id = minutes.id.clone();
        self.held.add(minutes);
        self.leave_out_what_is_held();
        self.stopped = Some((id, self.done.len()));
    }

    fn leave_out_what_is_held(&mut self) {
        let mut held = self.held.clone();
        let latest_first = std::mem::take(&mut self.done).into_iter().rev();
        let free = latest_first.filter(|done| !held.holds(&done.transaction));
        self.done = free.collect();
        self.done.reverse();
    }

    /// Puts what was done before this session below what was done in it.
    pub fn remember(&mut self, mut earlier: Self) {
        // Once anything is done, what was taken back before cannot be done again.
        if self.done.is_empty() && self.undone.is_empty() {
            self.undone = std::mem::take(&mut earlier.undone);
        }
        if let Some((_, before)) = &mut self.stopped {
            earlier.held = self.held.clone();
            earlier.leave_out_what_is_held();
            *before += earlier.done.len();
        } else {
            self.stopped = earlier.stopped;
        }
        let here = std::mem::replace(&mut self.done, earlier.done);
        self.done.extend(here);
    }

    /// Returns what undo would take back.
    pub fn next_undo(&self) -> Option<&Transaction> {
        self.done.last().map(|done| &done.transaction)
    }

    /// Returns what was done and not taken back, the latest first.
    pub fn latest(&self) -> impl Iterator<Item = &Transaction> {
        self.done.iter().rev().map(|done| &done.transaction)
    }

    /// Returns the meeting whose minutes became final since what undo would take back was done; with
    /// what they hold they are out of reach.
    pub fn stopped_at(&self) -> Option<&MeetingId> {
        let (id, before) = self.stopped.as_ref()?;
        (self.done.len() <= *before).then_some(id)
    }

    /// Returns the names of all that can be taken back or done again.
    pub fn within_reach(&self) -> impl Iterator<Item = Turn> {
        self.done.iter().chain(&self.undone).map(|done| done.turn)
    }

    /// Returns what redo would do again.
    pub fn next_redo(&self) -> Option<&Transaction> {
        self.undone.last().map(|undone| &undone.transaction)
    }
}

/// Applies a transaction, merged with what was changed since in the records it was made from, and
/// returns it as it was applied.
fn apply_or_merge(
    workspace: &mut Workspace,
    transaction: Transaction,
) -> Result<Transaction, Stale> {
    let Err(stale) = apply(workspace, &transaction) else {
        return Ok(transaction);
    };
    let steps = in_one_step(&transaction.edits);
    let mut merged = workspace.clone();
    for step in &steps {
        // What was made is not taken away with what others have added to it.
        if merged.rebase(step).is_some() || merged.holds_after_all(step) {
            return Err(stale);
        }
    }
    let edits = steps
        .iter()
        .filter_map(|step| workspace.edit_to(&merged, step));
    let merged = Transaction {
        edits: edits.collect(),
        ..transaction
    };
    if merged.edits.is_empty() {
        return Err(stale);
    }
    apply(workspace, &merged)?;
    Ok(merged)
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
