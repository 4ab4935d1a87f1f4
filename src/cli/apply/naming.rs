//! Commands on words that may be somebody's name and are on no record.

use super::super::find;
use super::desk::Desk;
use super::signature::Given;
use super::wrong::Wrong;
use crate::model::Transaction;
use crate::model::verbs::naming;

/// Keeps a name back in all that leaves.
pub(super) fn keep_back(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    Ok(naming::keep_back(desk.workspace, given.must("NAME"))?)
}

/// Lets words stand in what is published of a meeting.
pub(super) fn leave(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = find::meeting(desk.workspace, given.must("MEETING"))?;
    Ok(naming::leave(
        desk.workspace,
        &meeting,
        given.must("WORDS"),
    )?)
}

/// Lets words stand in all that leaves.
pub(super) fn always_leave(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    Ok(naming::always_leave(desk.workspace, given.must("WORDS"))?)
}
