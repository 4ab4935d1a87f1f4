//! Minutes this: writes down what is said, tied to what it is about.

use std::sync::Arc;

use jiff::civil::Date;

use super::super::action::Action;
use super::super::clerk::Clerk;
use super::super::days_in_text::unset_day;
use super::super::edit::{Change, Edit, Transaction};
use super::super::ids::{ActionId, DecisionId, EntryId, MeetingId, RecordRef, Subject};
use super::super::meeting::{Meeting, Minute, MinuteKind};
use super::super::paragraphs::Paragraphs;
use super::super::status::Side;
use super::super::workspace::Workspace;
use super::revise::{Draft, revise, shorten};
use super::{Proposal, Refusal, already, known_subject, open_record, propose, said_now};
use crate::base::date::FuzzyDate;

/// What is to be written down.
#[derive(Debug, Clone)]
pub struct Saying {
    /// What sort of entry it is.
    pub kind: MinuteKind,
    /// What it is about.
    pub about: Option<Subject>,
    /// Who said it; for an action, who is to do it.
    pub by: String,
    /// What was said.
    pub text: Paragraphs,
    /// When an action is due.
    pub due: Option<FuzzyDate>,
    /// The side whose own words these are.
    pub side: Option<Side>,
    /// The earlier decision that a decision takes the place of.
    pub supersedes: Option<DecisionId>,
    /// Kept out of everything published.
    pub internal: bool,
}

impl Saying {
    /// Makes an entry of that sort with nothing in it yet.
    pub fn new(kind: MinuteKind) -> Self {
        Self {
            kind,
            about: None,
            by: String::new(),
            text: Paragraphs::default(),
            due: None,
            side: None,
            supersedes: None,
            internal: false,
        }
    }
}

/// Returns the meeting new minutes go to: the one in progress.
///
/// # Errors
/// Says how to begin one.
pub fn minuted_meeting(workspace: &Workspace) -> Result<&Meeting, Refusal> {
    workspace
        .meeting_in_progress()
        .map(AsRef::as_ref)
        .ok_or_else(|| Refusal::new("no meeting is in progress; begin one: 3 for meetings, then s"))
}

/// Returns the meeting if something can be minuted in it: nothing was said in one that has not begun.
fn begun<'w>(workspace: &'w Workspace, id: &MeetingId) -> Result<&'w Arc<Meeting>, Refusal> {
    let held = open_record(workspace, id)?;
    if held.is_to_come() {
        return Err(Refusal(format!(
            "meeting {id} has not begun, so nothing was said or decided in it; begin it first"
        )));
    }
    Ok(held)
}

/// Adds a minute to the meeting; an action is also put on the list of actions.
///
/// # Errors
/// When the meeting's minutes are final, the subject is unknown or nothing was typed.
pub fn minute(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    saying: Saying,
) -> Proposal {
    let held = begun(workspace, meeting)?;
    if saying.text.is_empty() && saying.kind != MinuteKind::NoUpdate {
        return Err(Refusal::new("nothing was typed, so nothing was recorded"));
    }
    if let Some(subject) = &saying.about {
        known_subject(workspace, subject)?;
    }
    if let Some(earlier) = &saying.supersedes {
        known_decision(workspace, earlier)?;
    }
    let kind = saying.kind;
    let about = saying.about.as_ref().map(|s| workspace.subject_name(s));
    let action =
        (kind == MinuteKind::Action).then(|| action(clerk, Some(meeting), held.date, &saying));
    let due = due_of(&saying, clerk.today());
    let decided = kind == MinuteKind::Decision;
    let item = held.item_for(saying.about.as_ref());
    let item = item.map(|item| item.id.clone());
    let minute = Minute {
        time: clerk.time_in(held),
        about: saying.about,
        by: saying.by,
        side: saying.side,
        text: saying.text,
        number: decided.then(|| next_number(held)),
        supersedes: saying.supersedes,
        internal: saying.internal,
        present: if decided {
            at_the_table(held)
        } else {
            Vec::new()
        },
        item: item.clone(),
        due: saying.due,
        count: held.at_the_table().filter(|_| decided),
        action: action.as_ref().map(|a| a.id.clone()),
        ..Minute::new(clerk.mint(), kind)
    };
    let focus = RecordRef::Minute(meeting.clone(), minute.id.clone());
    let mut edits = vec![revise(
        workspace,
        &RecordRef::Meeting(meeting.clone()),
        |draft| {
            if let Draft::Meeting(copy) = draft {
                copy.minutes.push(minute);
                copy.touch_item(item.as_ref());
            }
            Ok(())
        },
    )?];
    edits.extend(action.map(|a| Edit::Action(Change::create(a))));
    let sentence = match about {
        Some(name) => format!("{} on {name} minuted in {meeting}{due}", kind.words()),
        None => format!("{} minuted in {meeting}{due}", kind.words()),
    };
    let transaction = propose(workspace, focus, sentence, edits);
    Ok(Transaction {
        meeting: Some(meeting.clone()),
        ..transaction
    })
}

/// Minutes that there is nothing new on these; those of which that is minuted already are left out.
///
/// # Errors
/// When it is minuted of all of them, one is unknown, or the minutes are final.
pub fn no_update(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    subjects: &[Subject],
) -> Proposal {
    let held = begun(workspace, meeting)?;
    let known = |subject: &&Subject| {
        held.live_minutes()
            .any(|m| m.kind == MinuteKind::NoUpdate && m.about.as_ref() == Some(subject))
    };
    let item_for = |subject| held.item_for(Some(subject)).map(|item| item.id.clone());
    let time = clerk.time_in(held);
    let mut minutes = Vec::new();
    for subject in subjects.iter().filter(|subject| !known(subject)) {
        known_subject(workspace, subject)?;
        minutes.push(Minute {
            time,
            about: Some(subject.clone()),
            item: item_for(subject),
            ..Minute::new(clerk.mint(), MinuteKind::NoUpdate)
        });
    }
    let Some(first) = minutes.first() else {
        let sentence = "no further update is minuted already".to_owned();
        let record = RecordRef::Meeting(meeting.clone());
        return Ok(already(workspace, record, sentence));
    };
    let focus = RecordRef::Minute(meeting.clone(), first.id.clone());
    let sentence = match (minutes.as_slice(), subjects) {
        ([_], [subject]) => format!("{}: no further update", workspace.subject_name(subject)),
        (minutes, _) => format!("no further update on {} commitments", minutes.len()),
    };
    let record = RecordRef::Meeting(meeting.clone());
    let edit = revise(workspace, &record, |draft| {
        if let Draft::Meeting(copy) = draft {
            for minute in minutes {
                copy.touch_item(minute.item.as_ref());
                copy.minutes.push(minute);
            }
        }
        Ok(())
    })?;
    Ok(propose(workspace, focus, sentence, vec![edit]))
}

/// Returns the number of the next decision; a number is never used twice, not even that of a
/// decision in the bin.
fn next_number(meeting: &Meeting) -> u16 {
    let highest = meeting.minutes.iter().filter_map(|m| m.number).max();
    highest.unwrap_or(0).saturating_add(1)
}

fn at_the_table(meeting: &Meeting) -> Vec<EntryId> {
    let lines = meeting.roll.iter().filter(|line| line.is_at_the_table());
    lines.map(|line| line.id.clone()).collect()
}

fn known_decision(workspace: &Workspace, id: &DecisionId) -> Result<(), Refusal> {
    let meeting = workspace.meetings().get(&id.meeting);
    let known = meeting.is_some_and(|m| m.live_minutes().any(|m| m.number == Some(id.number)));
    if known {
        Ok(())
    } else {
        Err(Refusal(format!(
            "there is no decision {id}; g d lists them"
        )))
    }
}

/// Adds an action that no minute records.
///
/// # Errors
/// When nothing was typed or the subject is unknown.
pub fn add_action(workspace: &Workspace, clerk: &mut Clerk, saying: &Saying) -> Proposal {
    if saying.text.is_empty() {
        return Err(Refusal::new("nothing was typed, so nothing was recorded"));
    }
    if let Some(subject) = &saying.about {
        known_subject(workspace, subject)?;
    }
    let (meeting, date) = said_now(workspace, clerk);
    let action = action(clerk, meeting.as_ref(), date, saying);
    let focus = RecordRef::Action(action.id.clone());
    let text = saying.text.iter().collect::<Vec<_>>().join(" ");
    let due = due_of(saying, clerk.today());
    let said = |text: &str| format!("action added: {text}{due}");
    let (sentence, whole) = (said(&shorten(saying.text.first())), said(&text));
    let edits = vec![Edit::Action(Change::create(action))];
    Ok(propose(workspace, focus, sentence, edits).minuted_as(whole))
}

/// Says when it is due, with the weekday: `, due Fri 30 Nov 2018`; or that its text holds what looks like a
/// day and none is set.
fn due_of(saying: &Saying, today: Date) -> String {
    let unset = || {
        let texts = saying
            .text
            .iter()
            .filter(|_| saying.kind == MinuteKind::Action);
        texts.into_iter().find_map(|text| unset_day(text, today))
    };
    match saying.due {
        Some(due) => format!(", due {}", due.spoken()),
        None => unset().map_or_else(String::new, |unset| format!("; {unset}")),
    }
}

fn action(clerk: &mut Clerk, meeting: Option<&MeetingId>, date: Date, saying: &Saying) -> Action {
    let id: ActionId = clerk.mint();
    Action {
        id,
        date,
        text: saying.text.clone(),
        owner: saying.by.clone(),
        due: saying.due,
        about: saying.about.clone(),
        meeting: meeting.cloned(),
        steps: Vec::new(),
        binned: None,
    }
}
