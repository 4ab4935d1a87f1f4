//! Commands for the course of a meeting and its roll.

use super::desk::Desk;
use super::name;
use super::signature::Given;
use super::wrong::Wrong;
use crate::base::date::Towards;
use crate::cli::find;
use crate::model::closing::missing;
use crate::model::known;
use crate::model::verbs::{approve, convene, correct, roll};
use crate::model::{
    EntryId, Meeting, MeetingId, MeetingKind, MeetingState, Party, Presence, RecordRef, Sector,
    Stakeholder, Transaction, calendar,
};

/// Sets the meeting the lines that follow are about.
pub(super) fn at_hand(desk: &mut Desk<'_>, given: &Given) -> Result<(), Wrong> {
    desk.at_hand
        .take(find::meeting(desk.workspace, given.must("ID"))?);
    Ok(())
}

/// Sets the time of day.
pub(super) fn at(desk: &mut Desk<'_>, given: &Given) -> Result<(), Wrong> {
    let time: crate::base::clock::ClockTime = given
        .must("TIME")
        .parse()
        .map_err(|what: String| Wrong::not_understood(what, ""))?;
    desk.clerk.say_time(time);
    Ok(())
}

/// Sets the day; on another one no time of day is known until a line says it.
pub(super) fn on(desk: &mut Desk<'_>, given: &Given) -> Result<(), Wrong> {
    let day = name::day(desk, given.must("DATE"), Towards::Coming)?;
    desk.clerk.name_day(day);
    Ok(())
}

/// Drafts a meeting, which is then at hand unless another is in progress.
pub(super) fn new(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let date = match given.get("DATE") {
        Some(typed) => name::day(desk, typed, Towards::Coming)?,
        None => calendar::next_review(desk.workspace, desk.clerk.today()).propose,
    };
    let kind = match given.get("kind") {
        Some(typed) => name::one_of(
            "kind of meeting",
            typed,
            &MeetingKind::ALL,
            MeetingKind::words,
        )?,
        None => MeetingKind::Review,
    };
    let title = given.get("title").unwrap_or_default();
    let drafted = convene::new_meeting(desk.workspace, desk.clerk, kind, date, title)?;
    if let RecordRef::Meeting(id) = &drafted.focus {
        let is_one_in_progress = desk.workspace.meeting_in_progress().is_some();
        desk.at_hand.take_drafted(id.clone(), is_one_in_progress);
    }
    Ok(drafted)
}

/// Begins a meeting.
pub(super) fn begin(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    set_state(desk, given, MeetingState::InProgress)
}

/// Closes a meeting.
pub(super) fn close(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    set_state(desk, given, MeetingState::Closed)
}

/// Makes minutes final.
pub(super) fn finalise(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    set_state(desk, given, MeetingState::Final)
}

fn set_state(
    desk: &mut Desk<'_>,
    given: &Given,
    state: MeetingState,
) -> Result<Transaction, Wrong> {
    let id = match given.get("ID") {
        Some(typed) => find::meeting(desk.workspace, typed)?,
        None => desk.meeting_to_move()?,
    };
    meeting_state(desk, id, state)
}

/// Sets how far a meeting has come; it is then at hand.
pub(super) fn meeting_state(
    desk: &mut Desk<'_>,
    id: MeetingId,
    state: MeetingState,
) -> Result<Transaction, Wrong> {
    let missing = what_is_missing(desk, &id, state);
    let done = convene::set_state(desk.workspace, desk.clerk, &id, state)?;
    desk.at_hand.take(id);
    match missing.filter(|_| !done.changes_nothing()) {
        Some(missing) => Ok(Transaction {
            sentence: format!("{}; {missing}", done.sentence),
            ..done
        }),
        None => Ok(done),
    }
}

/// Says how much is missing in a meeting that is closed, as the list on the screen would; nothing is said
/// where nothing is missing.
fn what_is_missing(desk: &Desk<'_>, id: &MeetingId, state: MeetingState) -> Option<String> {
    let held = desk.workspace.meetings().get(id)?;
    let count = missing(desk.workspace, held).len();
    let (is, them) = match count {
        0 => return None,
        1 => ("thing is", "it"),
        _ => ("things are", "them"),
    };
    match state {
        MeetingState::Closed => Some(format!(
            "{count} {is} missing in it: F on the screen lists {them} before its minutes are final"
        )),
        MeetingState::Final => Some(format!("{count} {is} missing in it")),
        MeetingState::Draft | MeetingState::Open | MeetingState::InProgress => None,
    }
}

/// Marks a line of the roll.
pub(super) fn call(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    let line = name::line_of_roll(desk.workspace, meeting, given.must("NAME"))?;
    if let Some(typed) = given.get("people") {
        return people(desk, meeting, &line, given.must("PRESENCE"), typed);
    }
    presence(
        desk,
        &RecordRef::Attendance(meeting.id.clone(), line),
        given.must("PRESENCE"),
    )
}

fn people(
    desk: &Desk<'_>,
    meeting: &Meeting,
    line: &EntryId,
    presence: &str,
    typed: &str,
) -> Result<Transaction, Wrong> {
    if presence != Presence::Present.words() {
        return Err(Wrong::not_understood(
            "only people who are present are counted",
            "write present before people:",
        ));
    }
    let number = name::number("people", typed)?;
    let (workspace, clerk) = (desk.workspace, &*desk.clerk);
    Ok(roll::mark_people(
        workspace,
        clerk,
        &meeting.id,
        line,
        number,
    )?)
}

/// The keys of `count`, and what each counts.
const COUNTS: [(&str, Sector, Presence); 5] = [
    ("government", Sector::Government, Presence::Present),
    ("civil-society", Sector::CivilSociety, Presence::Present),
    ("other", Sector::Other, Presence::Present),
    (
        "government-apologies",
        Sector::Government,
        Presence::Apologies,
    ),
    (
        "civil-society-apologies",
        Sector::CivilSociety,
        Presence::Apologies,
    ),
];

/// Counts people by sector.
pub(super) fn count(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting_id()?;
    let mut counts = Vec::new();
    for (key, sector, presence) in COUNTS {
        if let Some(typed) = given.get(key) {
            counts.push((sector, presence, name::number(key, typed)?));
        }
    }
    Ok(roll::count(desk.workspace, desk.clerk, &meeting, &counts)?)
}

/// Marks who was there, or left.
pub(super) fn presence(
    desk: &mut Desk<'_>,
    record: &RecordRef,
    typed: &str,
) -> Result<Transaction, Wrong> {
    let RecordRef::Attendance(meeting, line) = record else {
        return Err(Wrong::refused("that is no line of a roll", ""));
    };
    let (workspace, clerk) = (desk.workspace, &*desk.clerk);
    let called = name::one_of("attendance", typed, &roll::Called::ALL, roll::Called::words)?;
    Ok(roll::call(workspace, clerk, meeting, line, called)?)
}

/// Takes a line off the roll.
pub(super) fn take_off_roll(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting()?;
    let typed = given.must("NAME");
    let typed = typed.strip_prefix("roll:").unwrap_or(typed);
    let line = name::line_of_roll(desk.workspace, meeting, typed)?;
    Ok(roll::take_off(desk.workspace, &meeting.id, &line)?)
}

/// Puts somebody on the roll: a stakeholder, or with a sector somebody new.
pub(super) fn add_to_roll(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let (meeting, typed) = (desk.meeting_id()?, given.must("NAME"));
    let on_record = known::exact_stakeholder(desk.workspace, typed);
    let on_record = on_record.ok().flatten();
    if let Some(one) = on_record {
        as_on_record(given, one)?;
    }
    if let (Some(sector), None) = (given.get("sector"), on_record) {
        if given.get("another").is_some() {
            return Err(Wrong::refused(
                format!("{typed} is nobody on record, of whom there could be one more"),
                "leave another: out, then call them with `roll`".to_owned(),
            ));
        }
        let sector = self::sector(sector)?;
        let party = name::party(given.get("is"), typed, Party::Person)?;
        let (workspace, clerk) = (desk.workspace, &mut *desk.clerk);
        let added = roll::add_guest(workspace, clerk, &meeting, typed, sector, party);
        return Ok(added?);
    }
    let stakeholder = name::stakeholder(desk.workspace, typed).map_err(|wrong| match wrong {
        Wrong::Refused { what, hint } if hint.starts_with('`') => {
            let hint =
                format!("for somebody new, name the sector: add-to-roll {typed} sector:other, and is:organisation if it is one");
            Wrong::refused(what, hint)
        }
        wrong => wrong,
    })?;
    let (workspace, clerk) = (desk.workspace, &mut *desk.clerk);
    let proposal = match given.get("another") {
        Some(presence) => {
            let presence = name::one_of("presence", presence, &Presence::ALL, Presence::words)?;
            roll::add_one_more(workspace, clerk, &meeting, &stakeholder, Some(presence))
        }
        None => roll::add_stakeholder(workspace, clerk, &meeting, &stakeholder),
    };
    Ok(proposal?)
}

/// Refuses what is said of somebody on record who is somebody else by the record: neither is a person put
/// on the roll as the organisation of that name, nor for another sector without a word.
fn as_on_record(given: &Given, one: &Stakeholder) -> Result<(), Wrong> {
    let sector = given.get("sector").map(sector).transpose()?;
    let party = given
        .get("is")
        .map(|typed| name::party(Some(typed), "", Party::Person));
    let is_person = party.transpose()?.map(|party| party == Party::Person);
    if sector.is_none_or(|sector| sector == one.sector)
        && is_person.is_none_or(|person| person == one.person)
    {
        return Ok(());
    }
    let party = if one.person {
        "a person"
    } else {
        "an organisation"
    };
    let what = format!(
        "{} is on record as {party} of sector {}",
        one.name,
        one.sector.words()
    );
    let hint = format!(
        "leave out what differs, correct the record with `edit stakeholder:{}`, or give whoever else is meant \
         a name of their own",
        one.id
    );
    Err(Wrong::refused(what, hint))
}

fn sector(typed: &str) -> Result<Sector, Wrong> {
    name::one_of("sector", typed, &Sector::ALL, Sector::words)
}

/// Approves the minutes of an earlier meeting.
pub(super) fn approve_minutes(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let approved = find::meeting(desk.workspace, given.must("ID"))?;
    Ok(approve::approve(
        desk.workspace,
        &desk.meeting_id()?,
        &approved,
    )?)
}

/// Corrects final minutes.
pub(super) fn correct_minutes(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = find::meeting(desk.workspace, given.must("ID"))?;
    let held = desk.workspace.meetings().get(&id);
    let minute = match (given.get("minute"), held) {
        (Some(typed), Some(held)) => Some(name::minute(held, typed)?),
        _ => None,
    };
    let wrong = correct::Wrong {
        minute,
        after: given.must("TEXT").into(),
        by: given.must("by").to_owned(),
        why: given.must("why").to_owned(),
    };
    Ok(correct::correct(desk.workspace, desk.clerk, &id, wrong)?)
}
