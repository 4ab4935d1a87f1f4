//! What was said of each commitment between two days outside its own record: minutes, actions, contacts.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::action::{Action, due_as_agreed, internal};
use super::ids::{CommitmentId, Subject};
use super::meeting::{Meeting, Minute};
use super::workspace::Workspace;
use crate::base::date::human_day;

/// What was said of each commitment, a line each, the earliest first.
pub(super) type Between = BTreeMap<CommitmentId, Vec<String>>;

/// A day, what is meant, and what was said of it on that day.
type Said<'w> = (Date, &'w Subject, String);

/// Returns what the records as they were known at the end of a day say that those of an earlier day,
/// `from`, did not.
pub(super) fn between(before: &Workspace, after: &Workspace, from: Date) -> Between {
    let mut said: Vec<Said<'_>> = minutes(after, from);
    said.extend(actions(before, after));
    said.extend(contacts(before, after));
    said.sort_by_key(|(day, ..)| *day);
    let mut between = Between::new();
    for (_, about, words) in said {
        let words = match about.milestone {
            Some(_) => format!("{}, {words}", after.subject_name(about)),
            None => words,
        };
        let of = between.entry(about.commitment.clone()).or_default();
        of.push(words);
    }
    between
}

fn minutes(after: &Workspace, from: Date) -> Vec<Said<'_>> {
    let mut said = Vec::new();
    let meetings = after
        .meetings()
        .values()
        .filter(|meeting| meeting.date > from && meeting.binned.is_none() && !meeting.is_to_come());
    for meeting in meetings {
        for minute in meeting.live_minutes() {
            if let Some(about) = about(meeting, minute) {
                said.push((meeting.date, about, minuted(after, meeting, minute)));
            }
        }
    }
    said
}

/// Returns the actions that are new, unless a minute tells of them, and what became of others.
fn actions<'w>(before: &Workspace, after: &'w Workspace) -> Vec<Said<'w>> {
    let mut said = Vec::new();
    let internal = internal(after);
    for action in after.actions().values().filter(|a| a.binned.is_none()) {
        let Some(about) = &action.about else {
            continue;
        };
        let was = before.actions().get(&action.id);
        let (day, text) = (after.day_of(action.as_ref()), action.text.first());
        let mark = if internal.contains(&action.id) {
            " (internal)"
        } else {
            ""
        };
        if was.is_none() && !is_minuted(after, action) {
            said.push((
                day,
                about,
                format!("action on {}{mark}: {text}", human_day(day)),
            ));
        }
        let (state, steps) = (action.state(), action.steps.iter());
        if was.map_or(!action.steps.is_empty(), |was| was.state() != state) {
            let day = steps.map(|step| after.day_of(step)).max().unwrap_or(day);
            let (state, on) = (state.words(), human_day(day));
            said.push((day, about, format!("action {state} on {on}{mark}: {text}")));
        }
    }
    said
}

fn contacts<'w>(before: &Workspace, after: &'w Workspace) -> Vec<Said<'w>> {
    let contacts = after.contacts().values();
    let new = contacts
        .filter(|contact| contact.binned.is_none() && !before.contacts().contains_key(&contact.id));
    let said = new.flat_map(|contact| {
        let (day, text) = (contact.date, contact.text.first());
        let words = format!("contact on {}: {text}", human_day(day));
        let about = contact.about.iter();
        about.map(move |about| (day, about, words.clone()))
    });
    said.collect()
}

/// Returns what a minute is about, by its own word, else by that of the item it was said under.
fn about<'m>(meeting: &'m Meeting, minute: &'m Minute) -> Option<&'m Subject> {
    let under = || {
        let item = meeting.live_agenda();
        let mut item = item.filter(|item| minute.item.as_ref() == Some(&item.id));
        item.next()?.subject()
    };
    minute.about.as_ref().or_else(under)
}

/// Returns true for an action that a minute of its meeting tells of.
fn is_minuted(workspace: &Workspace, action: &Action) -> bool {
    let meeting = action.meeting.as_ref();
    let meeting = meeting.and_then(|id| workspace.meetings().get(id));
    meeting.is_some_and(|meeting| {
        let mut minutes = meeting.live_minutes();
        minutes.any(|minute| minute.action.as_ref() == Some(&action.id))
    })
}

/// Returns `decision D1 in the meeting 2018-04-09: …`.
fn minuted(workspace: &Workspace, meeting: &Meeting, minute: &Minute) -> String {
    let mut words = minute.title();
    if !minute.by.is_empty() {
        words = format!("{words} by {}", minute.by);
    }
    let due = due_as_agreed(workspace, meeting, minute);
    if let Some(due) = due {
        words = format!("{words}, due {},", due.human());
    }
    words = format!("{words} in the meeting {}", meeting.id);
    if minute.internal {
        words.push_str(" (internal)");
    }
    match minute.text.first() {
        "" => words,
        text => format!("{words}: {text}"),
    }
}
