//! Calls the roll.

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit};
use super::super::ids::{EntryId, MeetingId, RecordRef, StakeholderId};
use super::super::meeting::{Attendance, MeetingState, Presence};
use super::super::stakeholder::{Party, Sector};
use super::super::workspace::Workspace;
use super::revise::{Draft, name_of, revise};
use super::{Proposal, Refusal, open_record, propose};

/// Marks a line of the roll. While the meeting is in progress, whoever comes
/// is stamped with the time they arrived.
///
/// # Errors
/// When the line is not there or the minutes are final.
pub fn mark(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
    presence: Presence,
) -> Proposal {
    let stamp = in_progress(workspace, meeting)?.then(|| clerk.time());
    let change = |attendance: &mut Attendance| {
        let was_there = attendance.took_part();
        attendance.presence = Some(presence);
        attendance.left = None;
        attendance.arrived = match (presence.takes_part(), was_there) {
            (false, _) => None,
            // Who is marked again has been there since they came.
            (true, true) => attendance.arrived.or(stamp),
            (true, false) => stamp,
        };
    };
    line_changed(workspace, meeting, line, presence.words(), change)
}

/// Marks that so many people of a line take part.
///
/// # Errors
/// When the line is not there, nobody is meant or the minutes are final.
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
    let stamp = in_progress(workspace, meeting)?.then(|| clerk.time());
    let words = format!("{people} present");
    line_changed(workspace, meeting, line, &words, |attendance| {
        attendance.people = people;
        attendance.presence = Some(Presence::Present);
        attendance.left = None;
        attendance.arrived = stamp;
    })
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
    let stamp = in_progress(workspace, meeting)?.then(|| clerk.time());
    let record = RecordRef::Meeting(meeting.clone());
    let edit = revise(workspace, &record, |draft| {
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
                    arrived: stamp.filter(|_| presence.takes_part()),
                    ..Attendance::new(clerk.mint(), sector)
                }),
            }
        }
        Ok(())
    })?;
    let sentence = format!("people counted for the roll of {meeting}");
    Ok(propose(workspace, record, sentence, vec![edit]))
}

/// Marks that somebody who was there has left, and when.
///
/// # Errors
/// When the line is not there, they were not marked as taking part, or the
/// minutes are final.
pub fn mark_left(
    workspace: &Workspace,
    clerk: &Clerk,
    meeting: &MeetingId,
    line: &EntryId,
) -> Proposal {
    let held = open_record(workspace, meeting)?;
    let took_part = held
        .roll
        .iter()
        .find(|l| l.id == *line)
        .is_some_and(|l| l.presence.is_some_and(Presence::takes_part));
    if !took_part {
        return Err(Refusal::new(
            "only somebody who is present can leave; mark them present first",
        ));
    }
    let time = clerk.time();
    line_changed(workspace, meeting, line, "left", |attendance| {
        attendance.left = Some(time);
    })
}

fn line_changed(
    workspace: &Workspace,
    meeting: &MeetingId,
    line: &EntryId,
    word: &str,
    change: impl FnOnce(&mut Attendance),
) -> Proposal {
    let record = RecordRef::Attendance(meeting.clone(), line.clone());
    let edit = revise(workspace, &record, |draft| {
        if let Draft::Attendance(attendance) = draft {
            change(attendance);
        }
        Ok(())
    })?;
    let sentence = format!("{}: {word}", name_of(workspace, &record));
    Ok(propose(workspace, record, sentence, vec![edit]))
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
    let known = workspace
        .stakeholders()
        .get(stakeholder)
        .ok_or_else(|| Refusal(format!("there is no stakeholder {stakeholder}")))?;
    if held.roll.iter().any(|line| line.waits_for(stakeholder)) {
        return Err(Refusal(format!("{} is on the roll already", known.name)));
    }
    let (name, sector) = (known.name.clone(), known.sector);
    add_line(
        workspace,
        clerk,
        meeting,
        stakeholder.clone(),
        &name,
        sector,
        None,
    )
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
    let (id, name) = (added.id.clone(), added.name.clone());
    let first = Edit::Stakeholder(Change::create(added));
    add_line(workspace, clerk, meeting, id, &name, sector, Some(first))
}

fn add_line(
    workspace: &Workspace,
    clerk: &mut Clerk,
    meeting: &MeetingId,
    stakeholder: StakeholderId,
    name: &str,
    sector: Sector,
    first: Option<Edit>,
) -> Proposal {
    let now = in_progress(workspace, meeting)?;
    let line = Attendance {
        stakeholder: Some(stakeholder),
        presence: now.then_some(Presence::Present),
        arrived: now.then(|| clerk.time()),
        ..Attendance::new(clerk.mint(), sector)
    };
    let focus = RecordRef::Attendance(meeting.clone(), line.id.clone());
    let edit = revise(workspace, &RecordRef::Meeting(meeting.clone()), |draft| {
        if let Draft::Meeting(copy) = draft {
            copy.roll.push(line);
        }
        Ok(())
    })?;
    let edits = first.into_iter().chain([edit]).collect();
    Ok(propose(
        workspace,
        focus,
        format!("{name} is on the roll"),
        edits,
    ))
}

fn in_progress(workspace: &Workspace, meeting: &MeetingId) -> Result<bool, Refusal> {
    Ok(open_record(workspace, meeting)?.state == MeetingState::InProgress)
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
