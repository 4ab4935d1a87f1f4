//! The rows of those who have a part in the plan.

use jiff::civil::Date;
use serde::Serialize;

use super::{Column, LIST_GAP, Row, marks};
use crate::model::contribution::{Contribution, Origin};
use crate::model::coverage::{Area, Nation, attended};
use crate::model::forum::ForumDocument;
use crate::model::stakeholder::Priority;
use crate::model::{Contact, Stakeholder, StakeholderId, Workspace};

/// An organisation or person.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct StakeholderRow {
    id: String,
    name: String,
    sector: &'static str,
    person: bool,
    nation: String,
    priority: Option<&'static str>,
    policy_areas: String,
    contact_role: String,
    came: usize,
    of_meetings: usize,
}

/// An informal exchange.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ContactRow {
    id: String,
    date: Date,
    with: String,
    about: String,
    text: String,
}

/// A contribution to the current plan.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct ContributionRow {
    id: String,
    date: Date,
    by: String,
    came_by: Option<&'static str>,
    commitment: Option<String>,
    text: String,
    answered: bool,
    responded: Option<Date>,
}

/// A paper of the forum.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct DocumentRow {
    id: String,
    kind: &'static str,
    title: String,
    dated: Option<String>,
    next_review: Option<String>,
    overdue: bool,
    link: String,
}

/// Who is reached in a policy area or nation of the current plan.
#[derive(Debug, Serialize)]
pub(in crate::cli) struct CoverageRow {
    kind: &'static str,
    name: String,
    commitments: usize,
    reached: usize,
    came: Option<usize>,
    who: String,
}

impl StakeholderRow {
    /// Makes the row of a stakeholder.
    pub(in crate::cli) fn of(workspace: &Workspace, stakeholder: &Stakeholder) -> Self {
        let came = attended(workspace, &stakeholder.id);
        Self {
            id: stakeholder.id.to_string(),
            name: stakeholder.name.clone(),
            sector: stakeholder.sector.words(),
            person: stakeholder.person,
            nation: stakeholder.nation.clone(),
            priority: stakeholder.priority.map(Priority::words),
            policy_areas: stakeholder.policy_areas.join(LIST_GAP),
            contact_role: stakeholder.contact_role.clone(),
            came: came.came,
            of_meetings: came.of,
        }
    }
}

impl ContactRow {
    /// Makes the row of a contact.
    pub(in crate::cli) fn of(workspace: &Workspace, contact: &Contact) -> Self {
        Self {
            id: contact.id.to_string(),
            date: contact.date,
            with: contact.with_whom(workspace),
            about: contact.about_what(workspace),
            text: contact.text.to_lines(),
        }
    }
}

impl ContributionRow {
    /// Makes the row of a contribution.
    pub(in crate::cli) fn of(contribution: &Contribution) -> Self {
        Self {
            id: contribution.id.to_string(),
            date: contribution.date,
            by: contribution.by.clone(),
            came_by: contribution.way.map(Origin::words),
            commitment: contribution.commitment.as_ref().map(ToString::to_string),
            text: contribution.text.to_lines(),
            answered: contribution.is_answered(),
            responded: contribution.responded,
        }
    }
}

impl DocumentRow {
    /// Makes the row of a paper.
    pub(in crate::cli) fn of(document: &ForumDocument, today: Date) -> Self {
        Self {
            id: document.id.to_string(),
            kind: document.kind.words(),
            title: document.title.clone(),
            dated: document.dated.map(|date| date.to_string()),
            next_review: document.next_review.map(|date| date.to_string()),
            overdue: document.is_overdue(today),
            link: document.link.clone(),
        }
    }
}

impl CoverageRow {
    /// Makes the row of a policy area.
    pub(in crate::cli) fn of_area(workspace: &Workspace, area: &Area) -> Self {
        Self {
            kind: "area",
            name: area.name.clone(),
            commitments: area.commitments.len(),
            reached: area.reached.len(),
            came: None,
            who: names(workspace, &area.reached),
        }
    }

    /// Makes the row of a nation.
    pub(in crate::cli) fn of_nation(workspace: &Workspace, nation: &Nation) -> Self {
        Self {
            kind: "nation",
            name: nation.name.clone(),
            commitments: nation.commitments,
            reached: nation.reached.len(),
            came: Some(nation.came.len()),
            who: match names(workspace, &nation.reached) {
                own if own.is_empty() && nation.everywhere > 0 => {
                    format!("{} that work in all nations", nation.everywhere)
                }
                own => own,
            },
        }
    }
}

fn names(workspace: &Workspace, ids: &[StakeholderId]) -> String {
    let known = ids.iter().filter_map(|id| workspace.stakeholders().get(id));
    let names: Vec<&str> = known.map(|s| s.name.as_str()).collect();
    names.join(LIST_GAP)
}

impl Row for StakeholderRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 24),
        Column::new("SECTOR", 13),
        Column::new("CAME", 6),
        Column::new("NATION", 16),
        Column::new("PRIORITY", 8),
        Column::new("NAME", 60),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.sector.to_owned(),
            format!("{}/{}", self.came, self.of_meetings),
            self.nation.clone(),
            self.priority.unwrap_or_default().to_owned(),
            self.name.clone(),
        ]
    }
}

impl Row for ContactRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 10),
        Column::new("DAY", 10),
        Column::new("WITH", 24),
        Column::new("ABOUT", 18),
        Column::new("TEXT", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.date.to_string(),
            self.with.clone(),
            self.about.clone(),
            first_line(&self.text),
        ]
    }
}

impl Row for ContributionRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 10),
        Column::new("DAY", 10),
        Column::new("MARKS", 10),
        Column::new("BY", 24),
        Column::new("ABOUT", 10),
        Column::new("TEXT", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.date.to_string(),
            marks(&[(!self.answered, "unanswered")]),
            self.by.clone(),
            self.commitment.clone().unwrap_or_default(),
            first_line(&self.text),
        ]
    }

    fn keyword(&self, word: &str) -> Option<bool> {
        match word {
            "unanswered" => Some(!self.answered),
            "answered" => Some(self.answered),
            _ => None,
        }
    }
}

impl Row for DocumentRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("ID", 16),
        Column::new("KIND", 18),
        Column::new("MARKS", 7),
        Column::new("DATED", 10),
        Column::new("REVIEW", 10),
        Column::new("TITLE", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.id.clone(),
            self.kind.to_owned(),
            marks(&[(self.overdue, "overdue")]),
            self.dated.clone().unwrap_or_default(),
            self.next_review.clone().unwrap_or_default(),
            self.title.clone(),
        ]
    }

    fn keyword(&self, word: &str) -> Option<bool> {
        (word == "overdue").then_some(self.overdue)
    }
}

impl Row for CoverageRow {
    const COLUMNS: &'static [Column] = &[
        Column::new("NAME", 36),
        Column::new("KIND", 6),
        Column::new("COMMITMENTS", 11),
        Column::new("REACHED", 7),
        Column::new("CAME", 4),
        Column::new("WHO", 80),
    ];

    fn cells(&self) -> Vec<String> {
        vec![
            self.name.clone(),
            self.kind.to_owned(),
            self.commitments.to_string(),
            self.reached.to_string(),
            self.came.map(|came| came.to_string()).unwrap_or_default(),
            self.who.clone(),
        ]
    }

    fn keyword(&self, word: &str) -> Option<bool> {
        match word {
            "missing" => Some(self.reached == 0),
            "area" | "nation" => Some(self.kind == word),
            _ => None,
        }
    }
}

fn first_line(text: &str) -> String {
    text.lines().next().unwrap_or_default().to_owned()
}
