//! What was changed in other records while a meeting was in progress.

use serde::{Deserialize, Serialize};

use crate::base::clock::ClockTime;
use crate::model::clerk::Clerk;
use crate::model::edit::{Change, Edit, Transaction};
use crate::model::ids::{ActionId, EntryId, RecordRef, Subject};
use crate::model::meeting::{Meeting, MeetingState};
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

/// Adds to a transaction the entry that says in the minutes what it changes.
///
/// A transaction that writes into the meeting itself (a minute, the roll) is in the minutes by
/// that; stakeholders and contacts are no matter of the meeting.
pub(crate) fn in_the_minutes(
    workspace: &Workspace,
    clerk: &mut Clerk,
    mut transaction: Transaction,
) -> Transaction {
    let matters =
        |edit: &Edit| matches!(edit, Edit::Plan(_) | Edit::Commitment(_) | Edit::Action(_));
    let in_a_meeting = |edit: &Edit| matches!(edit, Edit::Meeting(_));
    let minuted = transaction.minuted.take();
    let Some(meeting) = transaction.meeting.as_ref() else {
        return transaction;
    };
    let held = workspace.meetings().get(meeting);
    let Some(held) = held.filter(|held| held.state != MeetingState::Final) else {
        return transaction;
    };
    if transaction.edits.iter().any(in_a_meeting) || !transaction.edits.iter().any(matters) {
        return transaction;
    }
    let entry = Changed {
        id: clerk.mint(),
        time: (held.state == MeetingState::InProgress).then(|| clerk.time()),
        about: transaction.focus.subject(),
        action: match &transaction.focus {
            RecordRef::Action(id) => Some(id.clone()),
            _ => None,
        },
        words: minuted.unwrap_or_else(|| transaction.sentence.clone()),
    };
    let mut copy = Meeting::clone(held);
    copy.changed.push(entry);
    transaction
        .edits
        .push(Edit::Meeting(Change::update(held, copy)));
    transaction
}
