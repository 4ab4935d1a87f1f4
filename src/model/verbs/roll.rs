//! Calls the roll.

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit};
use super::super::ids::{EntryId, MeetingId, RecordRef, StakeholderId};
use super::super::meeting::{Attendance, Away, HeadCount, MeetingState, Presence};
use super::super::order;
use super::super::stakeholder::{Party, Sector, Stakeholder};
use super::super::workspace::Workspace;
use super::revise::{Draft, name_of, revise, revise_if_other};
use super::{Proposal, Refusal, already, open_record, propose};
use crate::base::clock::{ClockTime, Stamp};

/// What is said of a line of the roll, beside how many people it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Called {
    /// They are there, or not.
    Marked(Presence),
    /// They come just now.
    Came,
    /// They have left.
    Left,
}

impl Called {
    /// All that can be said, in the order of the roll call.
    pub const ALL: [Self; 6] = [
        Self::Marked(Presence::Present),
        Self::Marked(Presence::Remote),
        Self::Marked(Presence::Apologies),
        Self::Marked(Presence::Absent),
        Self::Came,
        Self::Left,
    ];

    /// Returns it in a word.
    pub fn words(self) -> &'static str {
        match self {
            Self::Marked(presence) => presence.words(),
            Self::Came => "came",
            Self::Left => "left",
        }
    }
}

/// Records what is said of a line of the roll.
///
/// # Errors
/// When it is so already, the line is not there or the minutes are final.
pub fn call(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
    called: Called,
) -> Proposal {
    match called {
        Called::Marked(presence) => mark(workspace, clerk, meeting, line, presence),
        Called::Came => mark_arrived(workspace, clerk, meeting, line),
        Called::Left => mark_left(workspace, clerk, meeting, line),
    }
}

/// Marks a line of the roll.
///
/// That somebody is called says nothing of when they came: only who was marked as not there, and is
/// while the meeting is in progress, came just now. Who had left and is back was away meanwhile.
///
/// # Errors
/// When they are marked so already, the line is not there or the minutes are final.
fn mark(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
    presence: Presence,
) -> Proposal {
    let now = clerk.time_in(open_record(workspace, meeting)?);
    line_changed(workspace, meeting, line, presence.words(), |attendance| {
        if attendance.is_marked(presence) {
            return Err(Unchanged::So(format!(
                "marked as {} already",
                presence.words()
            )));
        }
        set_presence(attendance, presence, now);
        Ok(())
    })
}

/// Marks that so many people of a line take part.
///
/// # Errors
/// When they are marked so already, the line is not there, nobody is meant or the minutes are final.
pub fn mark_people(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
    people: u16,
) -> Proposal {
    if people == 0 {
        return Err(Refusal::new("nobody is marked absent with x"));
    }
    let now = clerk.time_in(open_record(workspace, meeting)?);
    let words = format!("{people} present");
    line_changed(workspace, meeting, line, &words, |attendance| {
        if attendance.is_marked(Presence::Present) && attendance.people == people {
            return Err(Unchanged::So(format!("marked as {people} present already")));
        }
        attendance.people = people;
        set_presence(attendance, Presence::Present, now);
        Ok(())
    })
}

/// Marks that somebody comes just now.
///
/// # Errors
/// When they take part already, the meeting is not in progress or the line is not there.
fn mark_arrived(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
) -> Proposal {
    let held = open_record(workspace, meeting)?;
    if held.state != MeetingState::InProgress {
        return Err(Refusal(format!(
            "meeting {meeting} is not in progress, so that nobody comes just now; e sets when they came"
        )));
    }
    let now = clerk.time_in(held);
    let words = now.map_or_else(|| "came".to_owned(), |now| format!("came at {now}"));
    line_changed(workspace, meeting, line, &words, |attendance| {
        if attendance.is_at_the_table() {
            return Err(Unchanged::So(
                "here already; e sets when they came".to_owned(),
            ));
        }
        let first = !attendance.took_part();
        set_presence(attendance, Presence::Present, now);
        if first {
            attendance.arrived = now;
        }
        Ok(())
    })
}

fn set_presence(attendance: &mut Attendance, presence: Presence, now: Option<ClockTime>) {
    let left = attendance.left.take();
    if !presence.takes_part() {
        attendance.arrived = None;
        attendance.away.clear();
    } else if attendance.took_part() {
        let back = left.and_then(Stamp::time).zip(now);
        let back = back.map(|(from, to)| Away { from, to });
        attendance
            .away
            .extend(back.filter(|away| away.from != away.to));
    } else if attendance.presence.is_some() {
        attendance.arrived = now;
    }
    attendance.presence = Some(presence);
}

/// Writes down how many people of each sector there are, where names are not recorded. A count
/// written before for the same sector and presence is replaced; 0 leaves a line with nobody out.
///
/// # Errors
/// When nothing is counted or changed, or the minutes are final.
pub fn count(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    counts: &[(Sector, Presence, u16)],
) -> Proposal {
    let record = RecordRef::Meeting(meeting.clone());
    let edit = revise_if_other(workspace, &record, |draft| {
        let Draft::Meeting(copy) = draft else {
            return Ok(());
        };
        for &(sector, presence, people) in counts {
            let same =
                |l: &Attendance| l.is_count() && l.sector == sector && l.presence == Some(presence);
            let known = copy.roll.iter().position(same);
            match (known, people) {
                (Some(place), 0) => _ = copy.roll.remove(place),
                (Some(place), _) => {
                    if let Some(line) = copy.roll.get_mut(place) {
                        line.people = people;
                    }
                }
                (None, 0) => {}
                (None, _) => copy.roll.push(Attendance {
                    people,
                    presence: Some(presence),
                    ..Attendance::new(clerk.mint(), sector)
                }),
            }
        }
        Ok(())
    })?;
    let Some(edit) = edit else {
        let sentence = format!("so many are counted for the roll of {meeting} already");
        return Ok(already(workspace, record, sentence));
    };
    let sentence = format!("people counted for the roll of {meeting}");
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Marks that somebody who was there has left, and when.
///
/// # Errors
/// When the line is not there, they were not marked as taking part or have left, or the minutes are
/// final.
fn mark_left(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
) -> Proposal {
    let time = clerk.time_in(open_record(workspace, meeting)?);
    let words = time.map_or_else(|| "left".to_owned(), |time| format!("left at {time}"));
    line_changed(workspace, meeting, line, &words, |attendance| {
        match attendance.left {
            Some(Stamp::At(left)) => {
                let is = format!("gone since {left} already; e sets when they left");
                return Err(Unchanged::So(is));
            }
            Some(Stamp::Unknown) => {
                return Err(Unchanged::So(
                    "gone already; e sets when they left".to_owned(),
                ));
            }
            None => {}
        }
        if !attendance.took_part() {
            let is = "not there: only who is present can leave; mark them present first";
            return Err(Unchanged::Refused(is.to_owned()));
        }
        attendance.left = Some(Stamp::from(time));
        match order::of_attendance(attendance) {
            Some(what) => Err(Unchanged::Refused(format!(
                "not gone before they came: {what}"
            ))),
            None => Ok(()),
        }
    })
}

/// Why a line is not changed, in words that go behind `is`.
enum Unchanged {
    /// It is so already.
    So(String),
    /// It may not be.
    Refused(String),
}

/// Changes one line; `change` says what it is where there is nothing to change.
fn line_changed(
    workspace: &Workspace,
    meeting: &MeetingId,
    line: &EntryId,
    word: &str,
    change: impl FnOnce(&mut Attendance) -> Result<(), Unchanged>,
) -> Proposal {
    let record = RecordRef::Attendance(meeting.clone(), line.clone());
    let name = name_of(workspace, &record);
    let mut so = None;
    let edit = revise_if_other(workspace, &record, |draft| {
        let Draft::Attendance(attendance) = draft else {
            return Ok(());
        };
        match change(attendance) {
            Ok(()) => {}
            Err(Unchanged::So(is)) => so = Some(is),
            Err(Unchanged::Refused(is)) => return Err(Refusal(format!("{name} is {is}"))),
        }
        Ok(())
    })?;
    let Some(edit) = edit else {
        let is = so.unwrap_or_else(|| format!("{word} already"));
        return Ok(already(workspace, record, format!("{name} is {is}")));
    };
    let sentence = format!("{name}: {word}");
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Takes a line off the roll that should not be on it, and off the decisions that count it.
///
/// # Errors
/// When the line is not there or the minutes are final.
pub fn take_off(workspace: &Workspace, meeting: &MeetingId, line: &EntryId) -> Proposal {
    let held = open_record(workspace, meeting)?;
    let off = held.roll.iter().find(|held| held.id == *line);
    let off = off.ok_or_else(|| Refusal::new("that line is not on the roll any more"))?;
    let record = RecordRef::Attendance(meeting.clone(), line.clone());
    let name = name_of(workspace, &record);
    let people = HeadCount::of([off]);
    let mut decisions = 0_usize;
    let whole = RecordRef::Meeting(meeting.clone());
    let edit = revise(workspace, &whole, |draft| {
        if let Draft::Meeting(copy) = draft {
            copy.roll.retain(|held| held.id != *line);
            let counted = copy.minutes.iter_mut();
            for minute in counted.filter(|minute| minute.present.contains(line)) {
                minute.present.retain(|id| id != line);
                minute.count = minute.count.map(|count| count.without(people));
                decisions += 1;
            }
        }
        Ok(())
    })?;
    let rest = match decisions {
        0 => String::new(),
        1 => ", and off 1 decision that counted it".to_owned(),
        n => format!(", and off {n} decisions that counted it"),
    };
    let sentence = format!("{name} taken off the roll of {meeting}{rest}");
    Ok(propose(workspace, whole, sentence, vec![edit]))
}

/// Adds a stakeholder to the roll, as present when the meeting is in progress.
///
/// # Errors
/// When the stakeholder is not known or on the roll already, or the minutes are final.
pub fn add_stakeholder(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    stakeholder: &StakeholderId,
) -> Proposal {
    let held = open_record(workspace, meeting)?;
    let known = stakeholder_of(workspace, stakeholder)?;
    if let Some(line) = held.roll.iter().find(|line| line.is_of(stakeholder)) {
        let record = RecordRef::Attendance(meeting.clone(), line.id.clone());
        let how_many = match line.presence {
            Some(presence) if presence.takes_part() => {
                "; 2 to 9 in the roll call, or people: in a script, say how many of them are there; one \
                 more, or another:, is for one who is not there as they are"
            }
            _ => "; call it there",
        };
        let name = &known.name;
        let sentence = format!("{name} is on the roll already{how_many}");
        return Ok(already(workspace, record, sentence));
    }
    add_line(workspace, clerk, meeting, Addition::of(known))
}

/// Adds one more line of a stakeholder to the roll, for somebody who is not there as the others of it are:
/// of one office one came and another sent apologies.
///
/// # Errors
/// When the stakeholder is not known or the minutes are final.
pub fn add_one_more(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    stakeholder: &StakeholderId,
    presence: Option<Presence>,
) -> Proposal {
    let known = stakeholder_of(workspace, stakeholder)?;
    let addition = Addition {
        presence,
        ..Addition::of(known)
    };
    add_line(workspace, clerk, meeting, addition)
}

fn stakeholder_of<'w>(
    workspace: &'w Workspace,
    id: &StakeholderId,
) -> Result<&'w Stakeholder, Refusal> {
    let known = workspace.stakeholders().get(id).map(AsRef::as_ref);
    known.ok_or_else(|| Refusal(format!("there is no stakeholder {id}")))
}

/// Adds somebody new to the roll and to the stakeholders.
///
/// # Errors
/// When the name is empty or known, or the minutes are final.
pub fn add_guest(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    name: &str,
    sector: Sector,
    party: Party,
) -> Proposal {
    let added = super::add::new_stakeholder(
        workspace,
        clerk,
        super::add::Newcomer::new(name, sector, party),
    )?;
    let addition = Addition {
        first: Some(Edit::Stakeholder(Change::create(added.clone()))),
        ..Addition::of(&added)
    };
    add_line(workspace, clerk, meeting, addition)
}

/// A line that is added to a roll.
struct Addition {
    stakeholder: StakeholderId,
    name: String,
    sector: Sector,
    /// How they are there, where that is said.
    presence: Option<Presence>,
    /// What has to be there before.
    first: Option<Edit>,
}

impl Addition {
    fn of(stakeholder: &Stakeholder) -> Self {
        Self {
            stakeholder: stakeholder.id.clone(),
            name: stakeholder.name.clone(),
            sector: stakeholder.sector,
            presence: None,
            first: None,
        }
    }
}

fn add_line(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    added: Addition,
) -> Proposal {
    let held = open_record(workspace, meeting)?;
    let now = held.state == MeetingState::InProgress;
    let line = Attendance {
        stakeholder: Some(added.stakeholder),
        presence: added.presence.or(now.then_some(Presence::Present)),
        ..Attendance::new(clerk.mint(), added.sector)
    };
    let focus = RecordRef::Attendance(meeting.clone(), line.id.clone());
    let edit = revise(workspace, &RecordRef::Meeting(meeting.clone()), |draft| {
        if let Draft::Meeting(copy) = draft {
            copy.roll.push(line);
        }
        Ok(())
    })?;
    let edits = added.first.into_iter().chain([edit]).collect();
    let said = added
        .presence
        .map(|presence| format!(", {}", presence.words()));
    let sentence = format!("{} is on the roll{}", added.name, said.unwrap_or_default());
    Ok(propose(workspace, focus, sentence, edits))
}

/// Returns the name to show for a line of the roll of a meeting on that day: its own, else what the
/// stakeholder was called then, else the sector.
pub fn shown_name(workspace: &Workspace, line: &Attendance, day: Option<Date>) -> String {
    if !line.name.is_empty() {
        return line.name.clone();
    }
    let known = line
        .stakeholder
        .as_ref()
        .and_then(|id| workspace.stakeholders().get(id));
    match (known, &line.stakeholder) {
        (Some(stakeholder), _) => match day {
            Some(day) => stakeholder.name_on(day).to_owned(),
            None => stakeholder.name.clone(),
        },
        (None, Some(id)) => id.to_string(),
        (None, None) => line.sector.words().to_owned(),
    }
}
