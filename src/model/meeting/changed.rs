//! What was changed in other records while a meeting was in progress.

use serde::{Deserialize, Serialize};

use crate::base::clock::ClockTime;
use crate::model::carry::Matter;
use crate::model::clerk::Clerk;
use crate::model::edit::{Change, Edit, Transaction};
use crate::model::ids::{ActionId, EntryId, RecordRef, Subject};
use crate::model::meeting::{AgendaItem, Meeting, MeetingState, Topic};
use crate::model::workspace::Workspace;

/// One change, in the words in which it was done: `UK0063.2: limited → substantial`.
///
/// It is written by the very transaction that makes the change, so that
/// taking the change back takes it out of the minutes too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Changed {
    /// Names the change within its meeting.
    pub id: EntryId,
    /// When it was made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time: Option<ClockTime>,
    /// The commitment or milestone changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Subject>,
    /// The action changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<ActionId>,
    /// What was done.
    pub words: String,
}

/// Adds to a transaction the entry that says in the minutes what it changes, and marks the item of the
/// agenda about that as talked about.
///
/// A transaction that writes into the meeting itself (a minute, the roll) is in the minutes by
/// that; stakeholders and contacts are no matter of the meeting. What is done to the final minutes of
/// an earlier meeting (approval, correction) is.
pub(crate) fn in_the_minutes(
    workspace: &Workspace,
    clerk: &mut Clerk,
    mut transaction: Transaction,
) -> Transaction {
    let minuted = transaction.minuted.take();
    let Some(meeting) = transaction.meeting.as_ref() else {
        return transaction;
    };
    let held = workspace.meetings().get(meeting);
    let Some(held) = held.filter(|held| held.state != MeetingState::Final) else {
        return transaction;
    };
    let here = |edit: &Edit| matches!(edit, Edit::Meeting(change) if *change.id() == held.id);
    if transaction.edits.iter().any(here) || !transaction.edits.iter().any(matters) {
        return transaction;
    }
    let action = match &transaction.focus {
        RecordRef::Action(id) => Some(id),
        _ => transaction.edits.iter().find_map(|edit| match edit {
            Edit::Action(change) => Some(change.id()),
            _ => None,
        }),
    };
    let entry = Changed {
        id: clerk.mint(),
        time: clerk.time_in(held),
        about: transaction.focus.subject(),
        action: action.cloned(),
        words: minuted.unwrap_or_else(|| transaction.sentence.clone()),
    };
    let item = item_about(workspace, held, &transaction.focus);
    let mut copy = Meeting::clone(held);
    copy.changed.push(entry);
    copy.touch_item(item.as_ref());
    transaction
        .edits
        .push(Edit::Meeting(Change::update(held, copy)));
    transaction
}

/// Returns true for an edit that is a matter of the meeting it is made in.
fn matters(edit: &Edit) -> bool {
    match edit {
        Edit::Plan(_) | Edit::Commitment(_) | Edit::Action(_) => true,
        Edit::Meeting(change) => {
            let after = change.after.as_ref();
            after.is_some_and(|held| held.state == MeetingState::Final)
        }
        Edit::Settings(_) | Edit::Stakeholder(_) | Edit::Contact(_) => false,
    }
}

/// Returns the item of the agenda that is about that record.
fn item_about(workspace: &Workspace, held: &Meeting, record: &RecordRef) -> Option<EntryId> {
    if let Some(subject) = record.subject() {
        return held.item_for(Some(&subject)).map(|item| item.id.clone());
    }
    let topic = match record {
        RecordRef::Action(id) => Topic::Action(id.clone()),
        RecordRef::Meeting(id) => Topic::Minutes(id.clone()),
        RecordRef::Minute(id, minute) => Topic::Question(id.clone(), minute.clone()),
        _ => return None,
    };
    let about = |item: &&AgendaItem| Matter::of_item(workspace, &held.id, item).topic == topic;
    held.live_agenda().find(about).map(|item| item.id.clone())
}

/// Returns what came of changes, earliest first: of one that goes on from another, such as a status
/// that was set twice, how it was before the first and after the last; nothing where that is the same.
pub fn came_of<'c>(changes: impl Iterator<Item = &'c Changed>) -> Vec<Changed> {
    let mut net: Vec<Changed> = Vec::new();
    for change in changes {
        let same = |held: &Changed| held.about == change.about && held.action == change.action;
        let goes_on = net.iter().enumerate().rev().find_map(|(place, held)| {
            let words = united(&held.words, &change.words).filter(|_| same(held))?;
            Some((place, words))
        });
        let Some((place, words)) = goes_on else {
            net.push(change.clone());
            continue;
        };
        net.remove(place);
        if !words.is_empty() {
            net.push(Changed {
                words,
                ..change.clone()
            });
        }
    }
    net
}

/// Returns the words for two changes of which the second goes on from the first, none when they come
/// to nothing; `None` when they are about different things.
fn united(first: &str, second: &str) -> Option<String> {
    if first == second {
        return Some(second.to_owned());
    }
    // `UK0063.2: limited → substantial`, or with the name of a field: `UK0063: title One → Two`.
    let parts = |words: &'_ str| -> Option<(String, String, String)> {
        let (head, rest) = words.split_once(": ")?;
        let (before, after) = rest.split_once(" → ")?;
        Some((head.to_owned(), before.to_owned(), after.to_owned()))
    };
    let (head, before, between) = parts(first)?;
    let (same, again, after) = parts(second)?;
    let field = again.strip_suffix(&between)?;
    if head != same || !before.starts_with(field) {
        return None;
    }
    let changed = before.strip_prefix(field) != Some(&after);
    Some(if changed {
        format!("{head}: {before} → {after}")
    } else {
        String::new()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id as _;

    #[track_caller]
    fn check(words: &[&str], expected: &[&str]) {
        let changes: Vec<Changed> = words
            .iter()
            .map(|words| Changed {
                id: EntryId::parse("c").expect("an id"),
                time: None,
                about: None,
                action: None,
                words: (*words).to_owned(),
            })
            .collect();
        let net = came_of(changes.iter());
        let net: Vec<&str> = net.iter().map(|change| change.words.as_str()).collect();
        assert_eq!(net, expected);
    }

    #[test]
    fn a_status_that_was_set_twice_is_changed_once() {
        let steps = [
            "UK0063: no status → limited",
            "UK0064: no status → complete",
            "UK0063: limited → substantial",
        ];
        check(
            &steps,
            &[
                "UK0064: no status → complete",
                "UK0063: no status → substantial",
            ],
        );
        check(
            &["UK0063: limited → complete", "UK0063: complete → limited"],
            &[],
        );
        check(
            &["UK0063: title One → Two", "UK0063: title Two → Three"],
            &["UK0063: title One → Three"],
        );
        check(
            &["UK0063: lead changed", "UK0063: lead changed"],
            &["UK0063: lead changed"],
        );
        let others = [
            "UK0063: no status → limited",
            "UK0063.1: limited → complete",
        ];
        check(&others, &others);
    }
}
