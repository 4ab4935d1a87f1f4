//! A whole script on a workspace in memory: all of its lines, or the first that cannot be done.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use super::desk::{AtHand, Desk, Run};
use super::line::words;
use super::signature::bind;
use super::table;
use super::wrong::Wrong;
use crate::base::date::Reading;
use crate::base::near;
use crate::model::history::Committed;
use crate::model::{Clerk, History, MeetingId, Transaction, Workspace};
use crate::store::FileKey;

/// What a script has done so far, in memory.
#[derive(Debug)]
pub(in crate::cli) struct Script {
    /// The records as the lines left them.
    pub(in crate::cli) workspace: Workspace,
    /// What each line did, and when.
    pub(in crate::cli) done: Vec<(Committed, DateTime)>,
    /// What each line is answered with: what it did, or that it is so already.
    pub(in crate::cli) answers: Vec<Transaction>,
    /// The files that are to be saved.
    pub(in crate::cli) changed: BTreeSet<FileKey>,
    clerk: Clerk,
    history: History,
    at_hand: AtHand,
    /// The day that was set for the lines that follow, while none of them has said which it is.
    unsaid: Vec<(String, Reading)>,
}

impl Script {
    /// Makes a script that has done nothing yet.
    pub(in crate::cli) fn new(
        workspace: Workspace,
        clerk: Clerk,
        meeting: Option<MeetingId>,
    ) -> Self {
        Self {
            workspace,
            done: Vec::new(),
            answers: Vec::new(),
            changed: BTreeSet::new(),
            clerk,
            history: History::default(),
            at_hand: AtHand::new(meeting),
            unsaid: Vec::new(),
        }
    }

    /// Does every line of a text.
    ///
    /// # Errors
    /// The first line that cannot be done, by its number from 1, and why.
    pub(in crate::cli) fn run(&mut self, text: &str) -> Result<(), (usize, Wrong)> {
        let mut lines = (1..).zip(text.lines());
        lines.try_for_each(|(number, line)| self.line(line).map_err(|wrong| (number, wrong)))
    }

    fn line(&mut self, line: &str) -> Result<(), Wrong> {
        let words = words(line)?;
        let Some((name, arguments)) = words.split_first() else {
            return Ok(());
        };
        let row = table::find(&name.text).ok_or_else(|| no_command(&name.text))?;
        let given = bind(row.takes, arguments).map_err(|wrong| match wrong {
            Wrong::NotUnderstood { what, hint } if hint.is_empty() => {
                Wrong::not_understood(what, format!("write it like: {} {}", row.name, row.takes))
            }
            wrong => wrong,
        })?;
        let mut desk = Desk {
            workspace: &self.workspace,
            clerk: &mut self.clerk,
            at_hand: &mut self.at_hand,
        };
        let dates = given.dates(desk.clerk.today());
        let proposed = match row.run {
            Run::Propose(propose) => propose(&mut desk, &given)?.saying(&dates),
            Run::Set(set) => {
                set(&mut desk, &given)?;
                if !dates.is_empty() {
                    let days = given.unless_written_in_full(dates).into_iter();
                    self.unsaid = days.map(|(_, day)| ("day".to_owned(), day)).collect();
                }
                return Ok(());
            }
        };
        let proposed = proposed.saying(&std::mem::take(&mut self.unsaid));
        if proposed.changes_nothing() {
            self.answers.push(proposed);
            return Ok(());
        }
        let (workspace, clerk) = (&mut self.workspace, &mut self.clerk);
        let done = self.history.commit(workspace, clerk, proposed)?;
        let edits = done.transaction.edits.iter();
        self.changed.extend(edits.map(FileKey::of));
        self.answers.push(done.transaction.clone());
        self.done.push((done, self.clerk.now()));
        Ok(())
    }
}

fn no_command(typed: &str) -> Wrong {
    let names = table::rows().map(|row| row.name);
    let hint = match near::nearest(typed, names, 3).as_slice() {
        [] => "`roundtable apply --help` lists the commands".to_owned(),
        nearest => format!("did you mean {}?", nearest.join(", ")),
    };
    Wrong::not_understood(format!("there is no command `{typed}`"), hint)
}
