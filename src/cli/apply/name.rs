//! Whom and what the words of a command name.
//!
//! | written | is |
//! |---|---|
//! | `UK0075`, `UK0075.2` | a commitment, a milestone |
//! | `UK0075.2/last`, `UK0075.2/ID` | its latest update, an update |
//! | `2017-11-30` | a meeting |
//! | `minute:D3`, `minute:"The terms"`, `2017-11-30/D3` | a minute of the meeting at hand, of that one |
//! | `item:3`, `item:"Any other"` | an item of the agenda of the meeting at hand |
//! | `roll:Involve` | a line of its roll |
//! | `action:"Publish the terms"` | an action; also by its id alone |
//! | `contribution:"More data"`, `document:"Terms"` | a contribution to the current plan, a paper of its forum |
//! | `stakeholder:Involve` | an organisation or person; also by its id alone |
//!
//! A text stands for the one record that begins so, letter case and accents aside.

use super::super::find;
use super::among::Among;
use super::desk::Desk;
use super::signature::towards;
use super::wrong::Wrong;
use crate::base::date::{FuzzyDate, Reading, Towards, read_typed};
use crate::base::id::Id;
use crate::base::text::{alike, fold};
use crate::model::field::{Field, fields_of};
use crate::model::known;
use crate::model::later::in_order;
use crate::model::lexicon::Lexicon;
use crate::model::verbs::agenda::shown_title;
use crate::model::verbs::roll::shown_name;
use crate::model::who::{Strangers, who_in_field};
use crate::model::{
    ActionId, EntryId, Meeting, MeetingId, Party, RecordRef, StakeholderId, Subject, Workspace,
};

/// Finds any record.
pub(super) fn record(desk: &Desk<'_>, typed: &str) -> Result<RecordRef, Wrong> {
    let workspace = desk.workspace;
    match typed.split_once(':') {
        Some(("action", typed)) => return action(workspace, typed).map(RecordRef::Action),
        Some(("stakeholder", typed)) => {
            return stakeholder(workspace, typed).map(RecordRef::Stakeholder);
        }
        Some((kind @ ("contribution" | "document"), typed)) => {
            return of_current_plan(workspace, kind, typed);
        }
        Some(("item", typed)) => {
            let meeting = desk.meeting()?;
            let item = item(workspace, meeting, typed)?;
            return Ok(RecordRef::AgendaItem(meeting.id.clone(), item));
        }
        Some(("roll", typed)) => {
            let meeting = desk.meeting()?;
            let line = line_of_roll(workspace, meeting, typed)?;
            return Ok(RecordRef::Attendance(meeting.id.clone(), line));
        }
        Some(("minute", typed)) => {
            let meeting = desk.meeting()?;
            return Ok(RecordRef::Minute(
                meeting.id.clone(),
                minute(meeting, typed)?,
            ));
        }
        _ => {}
    }
    if let Some((whole, entry)) = typed.split_once('/') {
        return entry_of(workspace, whole, entry);
    }
    Ok(find::record(workspace, typed)?)
}

/// Finds a contribution to the current plan, or a document of its forum, by id or text.
fn of_current_plan(workspace: &Workspace, kind: &str, typed: &str) -> Result<RecordRef, Wrong> {
    let plan = workspace.current_plan().ok_or_else(|| {
        Wrong::refused(
            "the current plan cannot be read",
            "`roundtable check` says why",
        )
    })?;
    let way_out = format!("`roundtable show {}` shows them", plan.id);
    if kind == "document" {
        let all = plan.documents.iter();
        let named = all.map(|d| (d.title.clone(), d.binned.is_none(), d.id.clone()));
        let id = Among::new("document", "", named).find(typed, &way_out)?;
        return Ok(RecordRef::Document(plan.id.clone(), id));
    }
    let all = plan.co_creation.contributions.iter();
    let named = all.map(|c| (c.text.first().to_owned(), c.binned.is_none(), c.id.clone()));
    let id = Among::new("contribution", "", named).find(typed, &way_out)?;
    Ok(RecordRef::Contribution(plan.id.clone(), id))
}

/// Finds the minute of a meeting, the update of a commitment or milestone.
fn entry_of(workspace: &Workspace, whole: &str, entry: &str) -> Result<RecordRef, Wrong> {
    let meeting = MeetingId::parse(whole).ok();
    if let Some(meeting) = meeting.and_then(|id| workspace.meetings().get(&id)) {
        let minute = minute(meeting, entry)?;
        return Ok(RecordRef::Minute(meeting.id.clone(), minute));
    }
    let subject = subject(workspace, whole)?;
    let held = workspace.commitments().get(&subject.commitment);
    let mut pulses = held.into_iter().flat_map(|held| &held.pulses);
    if let Some(pulse) = pulses.find(|pulse| pulse.id.as_str() == entry) {
        return Ok(RecordRef::Pulse(subject.commitment, pulse.id.clone()));
    }
    let updates = workspace.updates(&subject).unwrap_or_default();
    let found = match entry {
        "last" => in_order(updates).last().copied(),
        id => updates.iter().find(|u| u.id.as_str() == id),
    };
    match found {
        Some(update) => Ok(RecordRef::Update(subject, update.id.clone())),
        None => Err(Wrong::refused(
            format!(
                "{} has no update `{entry}`",
                workspace.subject_name(&subject)
            ),
            "`last` is the latest; `roundtable show ID --json` shows their ids",
        )),
    }
}

/// Finds a commitment or milestone, also one in the bin.
pub(super) fn subject(workspace: &Workspace, typed: &str) -> Result<Subject, Wrong> {
    match workspace.find_subject(typed) {
        Some(subject) => Ok(subject),
        None => known::subject(workspace, typed).map_err(|why| {
            let way_out = "`roundtable list commitments` shows the ids";
            Wrong::unknown(&why, "commitment or milestone", typed, way_out)
        }),
    }
}

/// Finds an organisation or person.
pub(super) fn stakeholder(workspace: &Workspace, typed: &str) -> Result<StakeholderId, Wrong> {
    let id = StakeholderId::parse(typed).ok();
    if let Some(id) = id.filter(|id| workspace.stakeholders().contains_key(id)) {
        return Ok(id);
    }
    let found = known::stakeholder(workspace, typed).map_err(|why| {
        let way_out = "`add-stakeholder NAME sector:SECTOR` adds one";
        Wrong::unknown(&why, "organisation", typed, way_out)
    })?;
    Ok(found.id.clone())
}

/// Returns the names in `typed`, which has commas between them, in full: organisations, or those
/// who are on the roll under a name of their own.
pub(super) fn people(desk: &Desk<'_>, typed: &str) -> Result<String, Wrong> {
    let on_the_roll = |name: &str| {
        let meeting = desk.meeting().ok()?;
        let own = meeting.roll.iter().map(|line| line.name.as_str());
        own.filter(|own| !own.is_empty())
            .find(|own| alike(own, name))
            .map(str::to_owned)
    };
    let one = |name: &str| {
        if let Some(own) = on_the_roll(name) {
            return Ok(own);
        }
        let id = stakeholder(desk.workspace, name)?;
        let found = desk.workspace.stakeholders().get(&id);
        Ok(found.map_or_else(|| id.to_string(), |s| s.name.clone()))
    };
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    // A name can have a comma inside.
    match one(typed) {
        Err(_) if typed.contains(',') => {
            let names: Result<Vec<String>, Wrong> =
                typed.split(',').map(|name| one(name.trim())).collect();
            Ok(names?.join(", "))
        }
        found => found,
    }
}

/// Returns who is named in a field, in full.
pub(super) fn who(
    desk: &Desk<'_>,
    record: &RecordRef,
    field: Field,
    typed: &str,
) -> Result<String, Wrong> {
    who_in_field(desk.workspace, record, field, typed).map_err(|Strangers(names)| {
        let name = names.first().map_or(typed, String::as_str);
        let way_out =
            format!("`add-stakeholder {name} sector:SECTOR` adds it, with is:person a person");
        Wrong::refused(
            format!("no organisation or person “{name}” is known"),
            way_out,
        )
    })
}

/// Finds an action by its id or the beginning of its text.
pub(super) fn action(workspace: &Workspace, typed: &str) -> Result<ActionId, Wrong> {
    let actions = workspace.actions().values();
    let named = actions.map(|a| (a.text.first().to_owned(), a.binned.is_none(), a.id.clone()));
    Among::new("action", "", named).find(typed, "`roundtable list actions` shows them")
}

/// Finds an item of an agenda by its place, its id or the beginning of its title.
pub(super) fn item(
    workspace: &Workspace,
    meeting: &Meeting,
    typed: &str,
) -> Result<EntryId, Wrong> {
    let typed = typed.strip_prefix("item:").unwrap_or(typed);
    let place = typed.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    if let Some(item) = place.and_then(|place| meeting.live_agenda().nth(place)) {
        return Ok(item.id.clone());
    }
    let agenda = meeting.agenda.iter();
    let named = agenda.map(|i| (shown_title(workspace, i), i.binned.is_none(), i.id.clone()));
    let place = format!(" on the agenda of {}", meeting.id);
    Among::new("item", place, named).find(typed, "name it by its place, from 1, or its title")
}

/// Finds a line of the roll by its name.
pub(super) fn line_of_roll(
    workspace: &Workspace,
    meeting: &Meeting,
    typed: &str,
) -> Result<EntryId, Wrong> {
    let roll = meeting.roll.iter();
    let day = Some(meeting.date);
    let named = roll.map(|line| (shown_name(workspace, line, day), true, line.id.clone()));
    let place = format!(" on the roll of {}", meeting.id);
    Among::new("name", place, named).find(typed, &format!("`add-to-roll {typed}` adds it"))
}

/// Finds a minute by the number of a decision, its id or the beginning of its text.
pub(super) fn minute(meeting: &Meeting, typed: &str) -> Result<EntryId, Wrong> {
    let number = typed.strip_prefix(['D', 'd']);
    let number = number.and_then(|number| number.parse::<u16>().ok());
    let mut minutes = meeting.minutes.iter();
    if let Some(decision) = minutes.find(|m| number.is_some() && m.number == number) {
        return Ok(decision.id.clone());
    }
    let minutes = meeting.minutes.iter();
    let named = minutes.map(|m| (m.text.first().to_owned(), m.binned.is_none(), m.id.clone()));
    let place = format!(" in the minutes of {}", meeting.id);
    Among::new("minute", place, named).find(typed, "name it by the beginning of its text")
}

/// Finds a field of a record by its label, with `-` for a space.
pub(super) fn field(record: &RecordRef, typed: &str) -> Result<Field, Wrong> {
    let label = |field: Field| field.label().replace(' ', "-");
    let fields = fields_of(record);
    let found = fields
        .iter()
        .copied()
        .find(|field| alike(&label(*field), typed));
    found.ok_or_else(|| {
        let labels: Vec<String> = fields.iter().map(|field| label(*field)).collect();
        let hint = format!("write one of: {}", labels.join(", "));
        Wrong::not_understood(format!("there is no field `{typed}` here"), hint)
    })
}

/// Reads one of a few words, with spaces or dashes.
pub(super) fn one_of<T: Copy>(
    what: &str,
    typed: &str,
    all: &[T],
    words: impl Fn(T) -> &'static str,
) -> Result<T, Wrong> {
    let plain = |text: &str| fold(text).replace('-', " ");
    let found = all
        .iter()
        .copied()
        .find(|&one| plain(words(one)) == plain(typed));
    found.ok_or_else(|| {
        let words: Vec<String> = all
            .iter()
            .map(|&one| words(one).replace(' ', "-"))
            .collect();
        let hint = format!("write one of: {}", words.join(", "));
        Wrong::not_understood(format!("there is no {what} `{typed}`"), hint)
    })
}

/// Reads whether a stakeholder of that name is a person or an organisation; where that is left out,
/// the name may tell, else it is `otherwise`.
pub(super) fn party(typed: Option<&str>, name: &str, otherwise: Party) -> Result<Party, Wrong> {
    let read = |typed| one_of("kind of stakeholder", typed, &Party::ALL, Party::words);
    let guess = || Ok(Lexicon::built_in().party(name, otherwise));
    typed.map_or_else(guess, read)
}

/// Reads a date as it can be typed on the screen; one without its year lies `towards` that side of today.
/// On the screen a person sees how it is understood; here nobody looks, so what rests on two guesses is
/// refused.
pub(super) fn date(desk: &Desk<'_>, typed: &str, towards: Towards) -> Result<FuzzyDate, Wrong> {
    let read = read_typed(typed, desk.clerk.today(), towards);
    let reading = read.map_err(|error| {
        let error = error.to_string();
        let (what, hint) = error.split_once("; ").unwrap_or((error.as_str(), ""));
        Wrong::not_understood(what, hint)
    })?;
    sure(reading)?;
    Ok(reading.date)
}

/// Refuses what could be another day of another year: `3/4`.
pub(super) fn sure(reading: Reading) -> Result<(), Wrong> {
    match reading.how {
        Some(how) if how.is_two_guesses() => Err(Wrong::not_understood(
            format!(
                "{} would be a guess: the month may stand first, and no year is written",
                reading.date.spoken()
            ),
            format!("write {}, or with dots, as in 30.11.", reading.date.human()),
        )),
        _ => Ok(()),
    }
}

/// Reads the date behind a key, where more than one word needs quotes.
pub(super) fn date_of_key(desk: &Desk<'_>, key: &str, typed: &str) -> Result<FuzzyDate, Wrong> {
    date(desk, typed, towards(key)).map_err(|wrong| match wrong {
        Wrong::NotUnderstood { what, hint } if !typed.contains(' ') => {
            let hint = format!("a date of more words goes in quotes, {key}:\"30 nov\"; {hint}");
            Wrong::not_understood(what, hint)
        }
        wrong => wrong,
    })
}

/// Reads a date that must be one day.
pub(super) fn day(
    desk: &Desk<'_>,
    typed: &str,
    towards: Towards,
) -> Result<jiff::civil::Date, Wrong> {
    match date(desk, typed, towards)? {
        FuzzyDate::Day(day) => Ok(day),
        other => Err(Wrong::not_understood(
            format!("“{}” is not one day", other.human()),
            "write one like 2017-11-30",
        )),
    }
}

/// Reads a number of people.
pub(super) fn number(key: &str, typed: &str) -> Result<u16, Wrong> {
    typed.parse().map_err(|_| {
        let what = format!("`{typed}` is no number of people");
        Wrong::not_understood(what, format!("write it in digits: {key}:3"))
    })
}
