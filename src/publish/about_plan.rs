//! What documents about a plan as a whole have in common: who decides what may be told, and the
//! meetings that were held.

use jiff::civil::Date;

use super::attribution::Outgoing;
use super::document::{Fact, Line, Table};
use crate::base::id::Id as _;
use crate::model::meeting::Heads;
use crate::model::{Attribution, Meeting, MeetingId, MeetingKind, Plan, Workspace};

/// Makes the meeting that stands for none, as what is published belongs to no one meeting.
///
/// # Panics
/// Never: the id is one.
pub(super) fn no_meeting(plan: &Plan, today: Date, attribution: Attribution) -> Meeting {
    let id = MeetingId::parse("none").expect("the id is one");
    Meeting {
        attribution,
        ..Meeting::draft(id, plan.id.clone(), MeetingKind::Review, today)
    }
}

/// Returns what is to be known first of a document.
pub(super) fn fact(name: &'static str, value: Line) -> Fact {
    Fact { name, value }
}

/// Returns who may be named in a document about no one meeting: of all of them the strictest
/// attribution holds.
pub(super) fn strictest(workspace: &Workspace) -> Attribution {
    let meetings = workspace.meetings().values();
    let strictest = meetings.map(|meeting| meeting.attribution).max();
    strictest.unwrap_or_default()
}

/// Returns meetings with how many of each side took part, in numbers.
pub(super) fn meetings_held(held: &[&Meeting]) -> Table {
    let rows = held.iter().map(|meeting| {
        let heads = meeting.heads();
        let people = |of: fn(Heads) -> Option<u32>| match heads.map(of) {
            None => Line::new().own("not recorded"),
            Some(None) => Line::new().own("not counted"),
            Some(Some(0)) => Line::new().own("none recorded"),
            Some(Some(people)) => Line::new().shown(people),
        };
        let published = meeting.published.map(|day| Line::from(Outgoing::day(day)));
        vec![
            Line::from(Outgoing::day(meeting.date)),
            Line::new().own(meeting.kind.words()),
            people(|heads| heads.government),
            people(|heads| heads.civil_society),
            // Nobody has to say that no others came.
            people(|heads| heads.other.or(Some(0))),
            published.unwrap_or_else(|| Line::new().own("no day recorded")),
        ]
    });
    Table {
        caption: Line::new().own("Meetings of both sides and who took part"),
        head: vec![
            "Day",
            "Kind",
            "Government",
            "Civil society",
            "Others",
            "Note published",
        ],
        rows: rows.collect(),
    }
}
