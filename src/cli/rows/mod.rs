//! The rows of lists: flat objects with the names `roundtable list --help` promises.
//!
//! The order of the fields is the order in JSON; no field is ever left out.

pub(super) mod taking_part;
mod told;

pub(super) use told::Told;

use jiff::civil::Date;
use serde::Serialize;

use super::table::Column;
use crate::base::id::Id;
use crate::model::commitment::Milestone;
use crate::model::deadline::{Past, Reported};
use crate::model::decisions::{Decision, Force};
use crate::model::meeting::Correction;
use crate::model::{
    Action, ActionState, Commitment, Meeting, MeetingId, MeetingKind, MeetingState, Status,
    Subject, Update, Workspace, discussed,
};

/// What stands between institutions, or meetings, that share one text.
const LIST_GAP: &str = "; ";

/// A kind of row: its columns for people.
pub(super) trait Row: Serialize {
    /// The columns.
    const COLUMNS: &'static [Column];
    /// Returns the text of each column.
    fn cells(&self) -> Vec<String>;
    /// Returns what `word` says of the row if it is a keyword, such as a state; `None` for any
    /// other word. Without it `open` would find everything of Open Knowledge, done or not.
    fn keyword(&self, word: &str) -> Option<bool> {
        let _ = word;
        None
    }
}

/// A commitment.
#[derive(Debug, Serialize)]
pub(super) struct CommitmentRow {
    id: String,
    plan: String,
    nation: String,
    number: u16,
    title: String,
    lead: String,
    start: Option<String>,
    end: Option<String>,
    #[serde(flatten)]
    told: Told,
    overdue: bool,
    past_date: Option<&'static str>,
    starred: bool,
    milestones: usize,
    settled_milestones: usize,
    updated: Option<Date>,
}

/// A milestone.
#[derive(Debug, Serialize)]
pub(super) struct MilestoneRow {
    id: String,
    name: String,
    commitment: String,
    number: u16,
    title: String,
    responsible: String,
    start: Option<String>,
    due: Option<String>,
    #[serde(flatten)]
    told: Told,
    overdue: bool,
    past_date: Option<&'static str>,
    days_late: Option<i64>,
    updated: Option<Date>,
}

/// A meeting.
#[derive(Debug, Serialize)]
pub(super) struct MeetingRow {
    id: String,
    plan: String,
    kind: &'static str,
    title: String,
    date: Date,
    state: &'static str,
    place: String,
    government: Option<u32>,
    civil_society: Option<u32>,
    other: Option<u32>,
    minutes: usize,
    published: Option<Date>,
    approved_by: Option<String>,
}

/// An action.
#[derive(Debug, Serialize)]
pub(super) struct ActionRow {
    id: String,
    date: Date,
    text: String,
    owner: String,
    due: Option<String>,
    state: &'static str,
    overdue: bool,
    past_date: Option<&'static str>,
    about: Option<String>,
    meeting: Option<String>,
    discussed: String,
    internal: bool,
}

/// A decision.
#[derive(Debug, Serialize)]
pub(super) struct DecisionRow {
    id: String,
    date: Date,
    meeting: String,
    text: String,
    about: Option<String>,
    government: Option<u32>,
    civil_society: Option<u32>,
    other: Option<u32>,
    state: &'static str,
    supersedes: Option<String>,
    superseded_by: Option<String>,
    internal: bool,
    corrections: Vec<CorrectionRow>,
}

impl CommitmentRow {
    /// Makes the row of a commitment.
    pub(super) fn of(commitment: &Commitment, today: Date) -> Self {
        let standing = commitment.standing();
        let settled = |m: &&Milestone| m.standing().agreed.is_some_and(Status::is_settled);
        let milestones_updates = commitment.live_milestones().flat_map(|m| &m.updates);
        let past = commitment.reported_past(today);
        Self {
            id: commitment.id.to_string(),
            plan: commitment.plan.to_string(),
            nation: commitment.nation.clone(),
            number: commitment.number,
            title: commitment.title.clone(),
            lead: commitment.lead.join(LIST_GAP),
            start: commitment.start.map(|date| date.to_string()),
            end: commitment.end.map(|date| date.to_string()),
            told: Told::of(standing),
            overdue: past.is_some_and(Reported::is_late),
            past_date: past.map(Reported::name),
            starred: commitment.assessment.is_starred(),
            milestones: commitment.live_milestones().count(),
            settled_milestones: commitment.live_milestones().filter(settled).count(),
            updated: latest(commitment.updates.iter().chain(milestones_updates)),
        }
    }
}

impl MilestoneRow {
    /// Makes the row of a milestone.
    pub(super) fn of(commitment: &Commitment, milestone: &Milestone, today: Date) -> Self {
        let standing = milestone.standing();
        let past = commitment.milestone_past(milestone, today);
        Self {
            id: Subject::milestone(&commitment.id, &milestone.id).to_string(),
            name: commitment.name_of(milestone),
            commitment: commitment.id.to_string(),
            number: milestone.number,
            title: milestone.title.clone(),
            responsible: milestone.responsible.clone(),
            start: milestone.start.map(|date| date.to_string()),
            due: milestone.due.map(|date| date.to_string()),
            told: Told::of(standing),
            overdue: past.is_some_and(Past::is_late),
            past_date: past.map(|past| past.reported.name()),
            days_late: past.and_then(Past::days_late),
            updated: latest(&milestone.updates),
        }
    }
}

impl MeetingRow {
    /// Makes the row of a meeting.
    pub(super) fn of(meeting: &Meeting) -> Self {
        let heads = meeting.heads();
        Self {
            id: meeting.id.to_string(),
            plan: meeting.plan.to_string(),
            kind: meeting.kind.words(),
            title: meeting.shown_title(),
            date: meeting.date,
            state: meeting.state.words(),
            place: meeting.place.clone(),
            government: heads.and_then(|heads| heads.government),
            civil_society: heads.and_then(|heads| heads.civil_society),
            other: heads.and_then(|heads| heads.other),
            minutes: meeting.live_minutes().count(),
            published: meeting.published,
            approved_by: meeting.approved_by.as_ref().map(ToString::to_string),
        }
    }
}

impl ActionRow {
    /// Makes the row of an action.
    pub(super) fn of(workspace: &Workspace, action: &Action, internal: bool, today: Date) -> Self {
        let past = action.past_date(today);
        Self {
            id: action.id.to_string(),
            date: action.date,
            text: action.text.to_lines(),
            owner: action.owner.clone(),
            due: action.due.map(|date| date.to_string()),
            state: action.state().words(),
            overdue: past.is_some_and(Past::is_late),
            past_date: past.map(|past| past.reported.name()),
            about: action
                .about
                .as_ref()
                .map(|about| workspace.subject_name(about)),
            meeting: action.meeting.as_ref().map(ToString::to_string),
            discussed: ids(&discussed::of_action(workspace, action)),
            internal,
        }
    }
}

/// What was put right in a decision.
#[derive(Debug, Serialize)]
struct CorrectionRow {
    number: u16,
    date: Date,
    text: String,
    approved_by: Option<String>,
    #[serde(skip)]
    brief: String,
}

impl CorrectionRow {
    fn of(correction: &Correction) -> Self {
        Self {
            number: correction.number,
            date: correction.date,
            text: correction.after.to_lines(),
            approved_by: correction.approved_by.as_ref().map(ToString::to_string),
            brief: correction.brief(),
        }
    }
}

/// A decision that holds.
const IN_FORCE: &str = "in force";
/// A decision that a later one took the place of.
const SUPERSEDED: &str = "superseded";

/// The state of one that stands in the draft of a meeting that has not begun.
const NOT_YET: &str = "not decided yet";

/// Returns the state of a decision in one word for programs; what took its place is told apart.
pub(super) fn state_of(decision: &Decision<'_>) -> &'static str {
    match decision.force() {
        Force::NotYet => NOT_YET,
        Force::InForce => IN_FORCE,
        Force::SupersededBy(_) => SUPERSEDED,
    }
}

impl DecisionRow {
    /// Makes the row of a decision.
    pub(super) fn of(workspace: &Workspace, decision: &Decision<'_>) -> Self {
        let heads = decision.at_the_table();
        let minute = decision.minute;
        let about = minute.about.as_ref();
        Self {
            id: decision.id.to_string(),
            date: decision.meeting.date,
            meeting: decision.meeting.id.to_string(),
            text: minute.text.to_lines(),
            about: about.map(|about| workspace.subject_name(about)),
            government: heads.and_then(|heads| heads.government),
            civil_society: heads.and_then(|heads| heads.civil_society),
            other: heads.and_then(|heads| heads.other),
            state: state_of(decision),
            supersedes: minute.supersedes.as_ref().map(ToString::to_string),
            superseded_by: decision.superseded_by.as_ref().map(ToString::to_string),
            internal: minute.internal,
            corrections: decision.corrections().map(CorrectionRow::of).collect(),
        }
    }

    /// Returns what was decided, and beside it what it should say.
    fn in_one_line(&self) -> String {
        let text = self.text.lines().next().unwrap_or_default();
        match self.corrections.last() {
            Some(correction) => format!("{text} ({})", correction.brief),
            None => text.to_owned(),
        }
    }
}

impl Row for CommitmentRow {
    // On a narrow terminal columns go from the right, so the least important stand there.
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 16),
        Column::new("STATUS", 25),
        Column::new("MARKS", 26),
        Column::new("SAID BY", 26),
        Column::new("END", 11),
        Column::new("SETTLED", 7),
        Column::new("NO.", 20),
        Column::new("LEAD", 20),
        Column::new("TITLE", 80),
    ];

    fn cells(&self) -> Vec<String> {
        let place = format!("{} {}", self.nation, self.number);
        let done = match self.milestones {
            0 => String::new(),
            all => format!("{}/{all}", self.settled_milestones),
        };
        vec![
            self.id.clone(),
            self.told.headline(),
            marks(&[
                (self.overdue, "overdue"),
                (is_past(self.past_date), "past date"),
                (self.told.is_disputed(), "disputed"),
                (self.starred, "starred"),
            ]),
            self.told.whose(),
            self.end.clone().unwrap_or_default(),
            done,
            place.trim_start().to_owned(),
            first_of(&self.lead),
            self.title.clone(),
        ]
    }
}

impl Row for MilestoneRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 18),
        Column::new("STATUS", 25),
        Column::new("MARKS", 18),
        Column::new("SAID BY", 26),
        Column::new("DUE", 11),
        Column::new("RESPONSIBLE", 20),
        Column::new("TITLE", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.told.headline(),
            marks(&[
                (self.overdue, "overdue"),
                (is_past(self.past_date), "past date"),
                (self.told.is_disputed(), "disputed"),
            ]),
            self.told.whose(),
            self.due.clone().unwrap_or_default(),
            self.responsible.clone(),
            self.title.clone(),
        ]
    }
}

impl Row for MeetingRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 16),
        Column::new("KIND", 8),
        Column::new("STATE", 11),
        Column::new("PLAN", 16),
        Column::new("GOV+CSO", 8),
        Column::new("MINUTES", 7),
        Column::new("PLACE", 16),
        Column::new("TITLE", 80),
    ];

    fn cells(&self) -> Vec<String> {
        let minutes = match self.minutes {
            0 => String::new(),
            minutes => minutes.to_string(),
        };
        vec![
            self.id.clone(),
            self.kind.to_owned(),
            self.state.to_owned(),
            self.plan.clone(),
            both_sides(self.government, self.civil_society),
            minutes,
            self.place.clone(),
            self.title.clone(),
        ]
    }

    fn keyword(&self, word: &str) -> Option<bool> {
        let states = MeetingState::ALL.map(MeetingState::words);
        let kinds = MeetingKind::ALL.map(MeetingKind::words);
        one_of(&states, self.state, word).or_else(|| one_of(&kinds, self.kind, word))
    }
}

impl Row for ActionRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 16),
        Column::new("STATE", 7),
        Column::new("MARKS", 18),
        Column::new("DUE", 11),
        Column::new("OWNER", 20),
        Column::new("ABOUT", 18),
        Column::new("TEXT", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.state.to_owned(),
            marks(&[
                (self.overdue, "overdue"),
                (is_past(self.past_date), "past date"),
                (self.internal, "internal"),
            ]),
            self.due.clone().unwrap_or_default(),
            self.owner.clone(),
            self.about.clone().unwrap_or_default(),
            self.text.lines().next().unwrap_or_default().to_owned(),
        ]
    }

    fn keyword(&self, word: &str) -> Option<bool> {
        let states = ActionState::ALL.map(ActionState::words);
        one_of(&states, self.state, word).or(match word {
            "overdue" => Some(self.overdue),
            "past-date" => Some(self.past_date.is_some()),
            "internal" => Some(self.internal),
            _ => None,
        })
    }
}

impl Row for DecisionRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 18),
        Column::new("STATE", 10),
        Column::new("BY", 18),
        Column::new("MARKS", 8),
        Column::new("GOV+CSO", 8),
        Column::new("ABOUT", 18),
        Column::new("TEXT", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.state.to_owned(),
            self.superseded_by.clone().unwrap_or_default(),
            marks(&[(self.internal, "internal")]),
            both_sides(self.government, self.civil_society),
            self.about.clone().unwrap_or_default(),
            self.in_one_line(),
        ]
    }

    fn keyword(&self, word: &str) -> Option<bool> {
        match word {
            // One word for a shell; `force` alone may be in any text.
            "in-force" => Some(self.state == IN_FORCE),
            SUPERSEDED => Some(self.state == SUPERSEDED),
            "internal" => Some(self.internal),
            _ => None,
        }
    }
}

/// Returns how many people of both sides there were, as `6+4`.
fn both_sides(government: Option<u32>, civil_society: Option<u32>) -> String {
    let both = government.zip(civil_society);
    both.map_or_else(String::new, |(government, civil)| {
        format!("{government}+{civil}")
    })
}

fn ids(meetings: &[MeetingId]) -> String {
    let ids: Vec<&str> = meetings.iter().map(Id::as_str).collect();
    ids.join(LIST_GAP)
}

fn one_of(keywords: &[&str], own: &str, word: &str) -> Option<bool> {
    keywords.contains(&word).then(|| own == word)
}

/// Returns the first of several institutions and how many more there are; JSON has them all.
fn first_of(lead: &str) -> String {
    match lead.split_once(LIST_GAP) {
        None => lead.to_owned(),
        Some((first, rest)) => format!("{first} +{}", rest.split(LIST_GAP).count()),
    }
}

fn latest<'u>(updates: impl IntoIterator<Item = &'u Update>) -> Option<Date> {
    updates
        .into_iter()
        .filter(|u| u.binned.is_none())
        .map(|u| u.date)
        .max()
}

/// Tells whether a date has passed of something that is not known to be late.
fn is_past(reported: Option<&str>) -> bool {
    reported.is_some_and(|reported| reported != Reported::NotComplete.name())
}

fn marks(marks: &[(bool, &str)]) -> String {
    let set: Vec<&str> = marks
        .iter()
        .filter(|(set, _)| *set)
        .map(|(_, word)| *word)
        .collect();
    set.join(" ")
}
