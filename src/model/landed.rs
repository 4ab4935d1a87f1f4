//! What of something that was done is in the records afterwards, once it is united with what others
//! did meanwhile.

use std::collections::BTreeSet;

use super::beside::Beside;
use super::differences::Difference;
use super::edit::{Edit, Transaction};
use super::ids::{EntryId, RecordRef, Subject};
use super::later::in_order;
use super::status::Standing;
use super::verbs::bin::binned_since;
use super::verbs::revise::name_of;
use super::workspace::Workspace;
use crate::base::date::human_day;

/// How much of something that was done is in the records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landed {
    /// All of it.
    Whole,
    /// Some of it; the rest is in another version.
    Part,
    /// Nothing: it is in another version.
    Elsewhere,
}

impl Landed {
    /// Reads from the records as they are `now`, and from the versions that were kept beside them, what
    /// became of edits.
    pub fn of(edits: &[Edit], now: &Workspace, beside: &[Beside]) -> Self {
        Self::counted(edits.iter().map(|edit| is_elsewhere(edit, now, beside)))
    }

    /// Counts the edits of which it is said whether they are elsewhere.
    pub fn counted(elsewhere: impl Iterator<Item = bool>) -> Self {
        let (mut some, mut all) = (false, true);
        for is_elsewhere in elsewhere {
            some |= is_elsewhere;
            all &= is_elsewhere;
        }
        match (some, all) {
            (false, _) => Self::Whole,
            (true, true) => Self::Elsewhere,
            (true, false) => Self::Part,
        }
    }
}

/// Tells whether something that an edit changes differs between the record and a version beside it.
pub fn is_elsewhere(edit: &Edit, now: &Workspace, beside: &[Beside]) -> bool {
    let name = edit.name();
    let mut differing = beside.iter().flat_map(|beside| beside.differing(now));
    let Some(record) = differing.find(|record| record.version.name() == name) else {
        return false;
    };
    let within = |one: &str, other: &str| {
        let rest = one.strip_prefix(other);
        rest.is_some_and(|rest| rest.is_empty() || other.is_empty() || rest.starts_with('/'))
    };
    edit.changes().iter().any(|change| {
        let changed = change.path();
        let mut kept = record.differences.iter().map(Difference::path);
        kept.any(|kept| within(&kept, &changed) || within(&changed, &kept))
    })
}

/// Says what was done to records as they were `made`, how promises stand `now` where that is another
/// way, since others have recorded more, and what others put in the bin.
pub fn answer(done: &Transaction, made: &Workspace, now: &Workspace) -> String {
    let mut said = done.sentence.clone();
    for subject in reported(&done.edits) {
        let [made, held] = [made, now].map(|records| records.updates(&subject).unwrap_or_default());
        let stands = Standing::of(held, None);
        if stands == Standing::of(made, None) {
            continue;
        }
        let latest = in_order(held)
            .into_iter()
            .rfind(|update| update.status.is_some());
        let day = latest.map(|update| format!(" ({})", human_day(update.date)));
        let (name, status) = (now.subject_name(&subject), stands.words());
        said.extend([
            "; others recorded more meanwhile, so that ",
            &name,
            " stands at ",
            &status,
            &day.unwrap_or_default(),
        ]);
    }
    if let Some(record) = put_in_the_bin(done, made, now) {
        let name = name_of(now, &record);
        said.extend([
            "; others put ",
            &name,
            " in the bin meanwhile, where it is now",
        ]);
    }
    said
}

/// Returns what was changed and is in the bin `now`, where it was not when it was `made` so.
fn put_in_the_bin(done: &Transaction, made: &Workspace, now: &Workspace) -> Option<RecordRef> {
    let is_in_it = |records: &Workspace, record: &RecordRef| {
        binned_since(records, record).is_some_and(|since| since.is_some())
    };
    let whole = done.edits.iter().map(Edit::record);
    let mut changed = whole.chain([done.focus.clone()]);
    changed.find(|record| is_in_it(now, record) && !is_in_it(made, record))
}

/// Returns the promises of which edits report a status.
fn reported(edits: &[Edit]) -> BTreeSet<Subject> {
    let mut found = BTreeSet::new();
    for edit in edits {
        let Edit::Commitment(change) = edit else {
            continue;
        };
        let Some(after) = &change.after else {
            continue;
        };
        let before = change.before.iter().flat_map(|before| before.all_updates());
        let known: BTreeSet<&EntryId> = before.map(|(_, update)| &update.id).collect();
        let added = after
            .all_updates()
            .filter(|(_, update)| !known.contains(&update.id));
        let statuses = added.filter(|(_, update)| update.status.is_some());
        found.extend(statuses.map(|(subject, _)| subject));
    }
    found
}
