//! Does again what a program did that ended before its time and did not save all of it.

use std::collections::BTreeSet;

use jiff::civil::DateTime;

use super::super::edit::{Edit, Transaction};
use super::super::rebase::{Rival, in_one_step};
use super::super::unfinished::Unfinished;
use super::super::workspace::Workspace;

/// What is to be done again.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Recovered {
    /// What does it; `None` when all of it is there already.
    pub transaction: Option<Transaction>,
    /// What was changed differently by others since, which stays as they left it.
    pub rivals: Vec<Rival>,
    /// When what was done that is not all there, and the sentence that says what.
    pub sentences: Vec<(DateTime, String)>,
}

impl Recovered {
    /// Returns true when nothing is missing.
    pub fn is_nothing(&self) -> bool {
        self.transaction.is_none() && self.rivals.is_empty()
    }
}

/// What the sentence of what is recovered begins with.
const RECOVERED: &str = "recovered: ";

/// Proposes to do again what is not there of what a program did, merged with what was changed since.
pub fn recover<'u>(workspace: &Workspace, unfinished: &'u Unfinished) -> Recovered {
    let edits = |(_, done): &'u (DateTime, Transaction)| &done.edits;
    let steps = in_one_step(unfinished.done.iter().flat_map(edits));
    let mut merged = workspace.clone();
    let rivals: Vec<Rival> = steps
        .iter()
        .filter_map(|step| merged.rebase(step))
        .collect();
    let mut seen = BTreeSet::new();
    let edits: Vec<Edit> = steps
        .iter()
        .filter_map(|step| workspace.edit_to(&merged, step))
        .filter(|edit| seen.insert(edit.name()))
        .collect();
    let missing: BTreeSet<_> = edits
        .iter()
        .chain(rivals.iter().map(|rival| &rival.instead))
        .map(Edit::name)
        .collect();
    let touches = |(_, done): &&(DateTime, Transaction)| {
        let mut names = done.edits.iter().map(Edit::name);
        names.any(|name| missing.contains(&name))
    };
    let missed: Vec<_> = unfinished.done.iter().filter(touches).collect();
    let last = missed.last().filter(|_| !edits.is_empty());
    let transaction = last.map(|(_, last)| Transaction {
        sentence: {
            // One that was recovered before, and not saved again, is not twice as recovered.
            let sentence = last.sentence.strip_prefix(RECOVERED);
            let sentence = sentence.unwrap_or(&last.sentence);
            match missed.len() {
                1 => format!("{RECOVERED}{sentence}"),
                n => format!("{RECOVERED}{sentence} and {} more", n - 1),
            }
        },
        focus: last.focus.clone(),
        edits,
        // What was changed in a meeting was noted in its minutes then, and that is among it.
        meeting: None,
        minuted: None,
    });
    Recovered {
        transaction,
        rivals,
        sentences: missed
            .into_iter()
            .map(|(at, lost)| (*at, lost.sentence.clone()))
            .collect(),
    }
}
