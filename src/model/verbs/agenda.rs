//! Prepares the agenda and walks it.

use super::super::carry::item_of;
use super::super::clerk::Clerk;
use super::super::ids::{EntryId, MeetingId, RecordRef};
use super::super::meeting::agenda::{AgendaItem, ItemState, Topic};
use super::super::meeting::{Meeting, MeetingState};
use super::super::template::ends_with;
use super::super::workspace::Workspace;
use super::revise::{Draft, name_of, revise, revise_if_other};
use super::{Proposal, Refusal, already, open_record, propose};
use crate::base::clock::{ClockTime, Stamp};

/// What is put on an agenda.
#[derive(Debug, Clone, Default)]
pub struct Proposed {
    /// What it is called, where the topic does not say so itself.
    pub title: String,
    /// The record it is about.
    pub topic: Option<Topic>,
    /// Why it is on the agenda.
    pub because: String,
    /// How many minutes are planned for it.
    pub planned: u16,
}

/// Puts items at the end of the agenda; those that are on it already are left out.
///
/// # Errors
/// When all of them are on it, an item has neither title nor topic, or the minutes are final.
pub fn put_on(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    proposed: Vec<Proposed>,
) -> Proposal {
    let held = open_record(workspace, meeting)?;
    let mut items: Vec<AgendaItem> = Vec::new();
    for one in proposed {
        if one.topic.is_none() && one.title.trim().is_empty() {
            return Err(Refusal::new("an item of the agenda needs a title"));
        }
        let known = |item: &AgendaItem| item.topic.is_some() && item.topic == one.topic;
        if !held.live_agenda().any(known) && !items.iter().any(known) {
            items.push(AgendaItem {
                topic: one.topic,
                because: one.because,
                planned: one.planned,
                ..AgendaItem::new(clerk.mint(), one.title.trim())
            });
        }
    }
    let (Some(first), count) = (items.first(), items.len()) else {
        let sentence = format!("that is on the agenda of {meeting} already");
        let record = RecordRef::Meeting(meeting.clone());
        return Ok(already(workspace, record, sentence));
    };
    let focus = RecordRef::AgendaItem(meeting.clone(), first.id.clone());
    let sentence = match count {
        1 => format!(
            "{} is on the agenda of {meeting}",
            shown_title(workspace, first)
        ),
        // Those that were on it before are not among them.
        n => match held.live_agenda().count() {
            0 => format!("{n} items put on the agenda of {meeting}"),
            before => {
                let all = before + n;
                format!("{n} items put on the agenda of {meeting}: {all} are on it now")
            }
        },
    };
    let edit = revise(workspace, &RecordRef::Meeting(meeting.clone()), |draft| {
        if let Draft::Meeting(copy) = draft {
            // What every meeting ends with stays last.
            let last = copy.agenda.last();
            let ends = last.is_some_and(|item| ends_with(copy.kind, &item.title));
            let at = copy.agenda.len().saturating_sub(usize::from(ends));
            copy.agenda.splice(at..at, items);
        }
        Ok(())
    })?;
    Ok(propose(workspace, focus, sentence, vec![edit]))
}

/// Moves an item up (-1) or down (1) among those that are not in the bin.
///
/// # Errors
/// When it is the first or last already, is not there, or the minutes are final.
pub fn move_item(
    workspace: &Workspace,
    meeting: &MeetingId,
    item: &EntryId,
    by: isize,
) -> Proposal {
    let held = open_record(workspace, meeting)?;
    let live: Vec<&EntryId> = held.live_agenda().map(|i| &i.id).collect();
    let at = live.iter().position(|id| *id == item);
    let other = at.and_then(|at| live.get(at.checked_add_signed(by)?));
    let place = |id: &EntryId| held.agenda.iter().position(|i| i.id == *id);
    let (Some(from), Some(to)) = (place(item), other.and_then(|id| place(id))) else {
        return Err(Refusal::new("it cannot be moved any further"));
    };
    let record = RecordRef::AgendaItem(meeting.clone(), item.clone());
    let sentence = format!(
        "{}: moved {}",
        name_of(workspace, &record),
        if by < 0 { "up" } else { "down" }
    );
    let edit = revise(workspace, &RecordRef::Meeting(meeting.clone()), |draft| {
        if let Draft::Meeting(copy) = draft {
            let moved = copy.agenda.remove(from);
            copy.agenda.insert(to, moved);
        }
        Ok(())
    })?;
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Begins to talk about an item, and ends what was talked about before.
///
/// # Errors
/// When the meeting is not in progress, the item is not there or is the current one.
pub fn discuss(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    item: &EntryId,
) -> Proposal {
    let now = clerk.time_in(in_progress(workspace, meeting)?);
    let record = RecordRef::AgendaItem(meeting.clone(), item.clone());
    let name = name_of(workspace, &record);
    let edit = revise(workspace, &RecordRef::Meeting(meeting.clone()), |draft| {
        let Draft::Meeting(copy) = draft else {
            return Ok(());
        };
        if copy
            .current_item()
            .is_some_and(|current| current.id == *item)
        {
            return Err(Refusal(format!("{name} is being talked about")));
        }
        stop_the_clock(copy, now);
        let next = copy.agenda.iter_mut().find(|i| i.id == *item);
        let next = next.ok_or_else(|| Refusal::new("that item is not on the agenda"))?;
        next.since = Some(Stamp::from(now));
        next.state = ItemState::Discussed;
        Ok(())
    })?;
    let sentence = format!("now: {}", name_of(workspace, &record));
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Puts an item off to another meeting; what was said about it stays.
///
/// # Errors
/// When the item is not there, is put off already, or the minutes are final.
pub fn postpone(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    item: &EntryId,
) -> Proposal {
    let record = RecordRef::AgendaItem(meeting.clone(), item.clone());
    let held = workspace.meetings().get(meeting);
    let now = held.and_then(|held| clerk.time_in(held));
    let edit = revise_if_other(workspace, &record, |draft| {
        if let Draft::AgendaItem(item) = draft {
            if item.state == ItemState::Postponed && item.since.is_none() {
                return Ok(());
            }
            item.used = item.used_by(now);
            item.since = None;
            item.state = ItemState::Postponed;
        }
        Ok(())
    })?;
    let Some(edit) = edit else {
        let sentence = format!("{} is put off already", name_of(workspace, &record));
        return Ok(already(workspace, record, sentence));
    };
    let sentence = format!("{}: put off", name_of(workspace, &record));
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Returns the item to talk about after (1) or before (-1) the current one; without a current one
/// the first that waits.
pub fn neighbour(meeting: &Meeting, by: isize) -> Option<&AgendaItem> {
    let live: Vec<&AgendaItem> = meeting.live_agenda().collect();
    match live.iter().position(|item| item.since.is_some()) {
        Some(at) => live.get(at.checked_add_signed(by)?).copied(),
        None => live
            .into_iter()
            .find(|item| item.state == ItemState::Waiting),
    }
}

/// Adds the running time of the current item to it.
pub(super) fn stop_the_clock(meeting: &mut Meeting, now: Option<ClockTime>) {
    for item in &mut meeting.agenda {
        item.used = item.used_by(now);
        item.since = None;
    }
}

fn in_progress<'w>(workspace: &'w Workspace, meeting: &MeetingId) -> Result<&'w Meeting, Refusal> {
    let held: &Meeting = open_record(workspace, meeting)?;
    if held.state == MeetingState::InProgress {
        return Ok(held);
    }
    Err(Refusal(format!(
        "meeting {meeting} is {}; begin it first with s",
        held.state.words()
    )))
}

/// Returns what to call an item: its own title, or what its topic is called.
pub fn shown_title(workspace: &Workspace, item: &AgendaItem) -> String {
    title_within(workspace, item, CARRIED)
}

/// So many items may an item go back to for its title: those that name each other could go round
/// in a circle.
const CARRIED: usize = 8;

fn title_within(workspace: &Workspace, item: &AgendaItem, carried: usize) -> String {
    if !item.title.is_empty() {
        return item.title.clone();
    }
    match &item.topic {
        Some(Topic::Promise(subject)) => {
            let title = match workspace.milestone(subject) {
                Some(milestone) => Some(&milestone.title),
                None => workspace
                    .commitments()
                    .get(&subject.commitment)
                    .map(|c| &c.title),
            };
            let name = workspace.subject_name(subject);
            title.map_or(name.clone(), |title| format!("{name} {title}"))
        }
        Some(Topic::Action(id)) => {
            let action = workspace.actions().get(id);
            let text = action.map_or_else(|| id.to_string(), |a| a.text.first().to_owned());
            format!("Action: {text}")
        }
        Some(Topic::Question(meeting, id)) => {
            let minute = workspace.meetings().get(meeting).and_then(|m| m.minute(id));
            let text = minute
                .map(|m| m.text.first().to_owned())
                .unwrap_or_default();
            format!("Question: {text}")
        }
        Some(Topic::Minutes(meeting)) => format!("Minutes of {meeting}"),
        Some(Topic::Item(meeting, id)) => {
            match item_of(workspace, meeting, id).filter(|_| carried > 0) {
                Some(item) => title_within(workspace, item, carried - 1),
                None => format!("item of {meeting}"),
            }
        }
        None => "item".to_owned(),
    }
}
