//! Commands that prepare the agenda and walk it.

use super::desk::Desk;
use super::name;
use super::signature::Given;
use super::wrong::Wrong;
use crate::model::field::minutes_typed;
use crate::model::gate::{GateItem, GateKind, gate};
use crate::model::verbs::agenda::{self, Proposed};
use crate::model::{EntryId, Meeting, RecordRef, Topic, Transaction};

/// Adds an item of its own.
pub(super) fn add(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let item = Proposed {
        title: given.must("TITLE").to_owned(),
        planned: planned(given)?,
        ..Proposed::default()
    };
    put(desk, vec![item])
}

/// Puts a record on the agenda, with the reason why it should be looked at if there is one.
pub(super) fn put_on(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    let record = name::record(desk, given.must("RECORD"))?;
    let waiting = gate(desk.workspace, meeting);
    let proposed = match waiting.iter().find(|item| item.record == record) {
        Some(item) => item.proposed(),
        None => Proposed {
            topic: Some(topic(meeting, record)?),
            ..Proposed::default()
        },
    };
    let planned = planned(given)?;
    put(
        desk,
        vec![Proposed {
            planned,
            ..proposed
        }],
    )
}

/// Puts all on the agenda that should be looked at for one reason.
pub(super) fn put_all_on(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let kind = name::one_of("reason", given.must("REASON"), &GateKind::ALL, reason)?;
    let waiting = gate(desk.workspace, desk.meeting()?);
    let new = |item: &&GateItem| item.kind == kind && item.on_agenda.is_none();
    let items: Vec<Proposed> = waiting.iter().filter(new).map(GateItem::proposed).collect();
    if items.is_empty() {
        let what = format!("nothing more could go on the agenda as {}", reason(kind));
        return Err(Wrong::refused(what, ""));
    }
    put(desk, items)
}

/// Talks about the next item.
pub(super) fn next(desk: &mut Desk<'_>, _: &Given) -> Result<Transaction, Wrong> {
    step(desk, 1, "that was the last item of the agenda")
}

/// Goes back to the item before.
pub(super) fn previous(desk: &mut Desk<'_>, _: &Given) -> Result<Transaction, Wrong> {
    step(desk, -1, "this is the first item of the agenda")
}

/// Talks about an item.
pub(super) fn discuss(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    let item = name::item(desk.workspace, meeting, given.must("ITEM"))?;
    Ok(agenda::discuss(
        desk.workspace,
        desk.clerk,
        &meeting.id,
        &item,
    )?)
}

/// Puts an item off, the current one where none is named.
pub(super) fn postpone(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    let item = match given.get("ITEM") {
        Some(typed) => name::item(desk.workspace, meeting, typed)?,
        None => current(meeting)?,
    };
    Ok(agenda::postpone(
        desk.workspace,
        desk.clerk,
        &meeting.id,
        &item,
    )?)
}

/// Moves an item up.
pub(super) fn move_up(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    shift(desk, given, -1)
}

/// Moves an item down.
pub(super) fn move_down(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    shift(desk, given, 1)
}

fn planned(given: &Given) -> Result<u16, Wrong> {
    match given.get("minutes") {
        Some(typed) => minutes_typed(typed).map_err(|refusal| Wrong::not_understood(refusal.0, "")),
        None => Ok(0),
    }
}

fn put(desk: &mut Desk<'_>, items: Vec<Proposed>) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting_id()?;
    Ok(agenda::put_on(desk.workspace, desk.clerk, &meeting, items)?)
}

fn topic(meeting: &Meeting, record: RecordRef) -> Result<Topic, Wrong> {
    match record {
        RecordRef::Action(id) => Ok(Topic::Action(id)),
        RecordRef::Meeting(id) if id != meeting.id => Ok(Topic::Minutes(id)),
        RecordRef::Minute(id, minute) if id != meeting.id => Ok(Topic::Question(id, minute)),
        record => record.subject().map(Topic::Promise).ok_or_else(|| {
            Wrong::refused(
                "that cannot go on the agenda",
                "commitments, milestones, actions, and questions and minutes of other meetings can",
            )
        }),
    }
}

/// Returns the word for a reason to look at something.
fn reason(kind: GateKind) -> &'static str {
    match kind {
        GateKind::Approve => "to-approve",
        GateKind::Action => "actions",
        GateKind::CarriedOver => "carried-over",
        GateKind::Due => "due",
        GateKind::Disputed => "disputed",
        GateKind::Untouched => "untouched",
    }
}

fn step(desk: &mut Desk<'_>, by: isize, end: &str) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    if meeting.live_agenda().next().is_none() {
        let what = format!("nothing is on the agenda of {}", meeting.id);
        return Err(Wrong::refused(
            what,
            "add-agenda-item and put-on-agenda fill it",
        ));
    }
    let item = agenda::neighbour(meeting, by).ok_or_else(|| Wrong::refused(end, ""))?;
    Ok(agenda::discuss(
        desk.workspace,
        desk.clerk,
        &meeting.id,
        &item.id,
    )?)
}

fn current(meeting: &Meeting) -> Result<EntryId, Wrong> {
    let item = meeting.current_item().map(|item| item.id.clone());
    item.ok_or_else(|| Wrong::refused("no item is being talked about", "name one: postpone-item 3"))
}

fn shift(desk: &mut Desk<'_>, given: &Given, by: isize) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    let item = name::item(desk.workspace, meeting, given.must("ITEM"))?;
    Ok(agenda::move_item(desk.workspace, &meeting.id, &item, by)?)
}
