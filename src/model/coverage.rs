//! Who has a part in a plan, by policy area and nation, and who is missing at the table.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::commitment::Commitment;
use super::ids::{CommitmentId, StakeholderId};
use super::meeting::Meeting;
use super::plan::Plan;
use super::stakeholder::{Sector, Stakeholder};
use super::workspace::Workspace;
use crate::base::text::{alike, fold};

/// How often somebody came.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Attended {
    /// The meetings they took part in.
    pub came: usize,
    /// The meetings whose roll names anybody.
    pub of: usize,
}

impl Attended {
    /// Returns it in words: `3 of 6 meetings`.
    pub fn words(self) -> String {
        let plural = if self.of == 1 { "" } else { "s" };
        format!("{} of {} meeting{plural}", self.came, self.of)
    }
}

/// Returns how many of the meetings that were held somebody came to. Meetings whose roll only counts
/// people say nothing of it and are left out.
pub fn attended(workspace: &Workspace, who: &StakeholderId) -> Attended {
    let mut attended = Attended::default();
    for meeting in held(workspace).filter(|meeting| names_anybody(meeting)) {
        attended.of += 1;
        attended.came += usize::from(took_part(meeting, who));
    }
    attended
}

/// Returns the meetings that somebody took part in, earliest first.
pub fn meetings_of<'w>(
    workspace: &'w Workspace,
    who: &'w StakeholderId,
) -> impl Iterator<Item = &'w Meeting> {
    held(workspace).filter(|meeting| took_part(meeting, who))
}

fn held(workspace: &Workspace) -> impl Iterator<Item = &Meeting> {
    let meetings = workspace.meetings().values().map(AsRef::as_ref);
    meetings.filter(|meeting: &&Meeting| meeting.binned.is_none() && meeting.was_held())
}

fn names_anybody(meeting: &Meeting) -> bool {
    meeting.roll.iter().any(|line| line.stakeholder.is_some())
}

fn took_part(meeting: &Meeting, who: &StakeholderId) -> bool {
    let mut roll = meeting.roll.iter();
    roll.any(|line| line.stakeholder.as_ref() == Some(who) && line.took_part())
}

/// What is known of one policy area of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Area {
    /// Its name, as the commitments have it.
    pub name: String,
    /// The commitments filed under it.
    pub commitments: Vec<CommitmentId>,
    /// Who outside government works in it, or has a part in one of these commitments.
    pub reached: Vec<StakeholderId>,
}

/// What is known of one nation of a plan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nation {
    /// Its name.
    pub name: String,
    /// How many of the plan's commitments are in its part.
    pub commitments: usize,
    /// Who of civil society works there and not everywhere.
    pub reached: Vec<StakeholderId>,
    /// How many of civil society work in all nations.
    pub everywhere: usize,
    /// Which of them came to a meeting of the plan.
    pub came: Vec<StakeholderId>,
}

/// Who is reached, and where nobody is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The policy areas: those where nobody is reached first, then by how many commitments they have.
    pub areas: Vec<Area>,
    /// The nations, in the order of the plan.
    pub nations: Vec<Nation>,
}

/// Works out who is reached in a plan.
pub fn coverage(workspace: &Workspace, plan: &Plan) -> Coverage {
    let of_plan = |c: &&Arc<Commitment>| c.plan == plan.id && c.binned.is_none();
    let commitments: Vec<&Commitment> = workspace
        .commitments()
        .values()
        .filter(of_plan)
        .map(AsRef::as_ref)
        .collect();
    let outside: Vec<&Stakeholder> = workspace
        .stakeholders()
        .values()
        .map(AsRef::as_ref)
        .filter(|s: &&Stakeholder| s.binned.is_none() && is_outside(s.sector))
        .collect();
    Coverage {
        areas: areas(&commitments, &outside),
        nations: nations(workspace, plan, &commitments, &outside),
    }
}

fn is_outside(sector: Sector) -> bool {
    !matches!(sector, Sector::Government | Sector::Parliament)
}

fn areas(commitments: &[&Commitment], outside: &[&Stakeholder]) -> Vec<Area> {
    let mut by_area: BTreeMap<String, (String, Vec<&Commitment>)> = BTreeMap::new();
    for commitment in commitments {
        for area in &commitment.policy_areas {
            let (_, filed) = by_area
                .entry(fold(area))
                .or_insert_with(|| (area.clone(), Vec::new()));
            filed.push(commitment);
        }
    }
    let mut areas: Vec<Area> = by_area
        .into_iter()
        .map(|(folded, (name, filed))| {
            let works = |s: &&&Stakeholder| {
                s.policy_areas.iter().any(|area| fold(area) == folded)
                    || filed.iter().any(|c| has_part(s, c))
            };
            let reached = outside.iter().filter(works).map(|s| s.id.clone());
            Area {
                name,
                reached: reached.collect(),
                commitments: filed.iter().map(|c| c.id.clone()).collect(),
            }
        })
        .collect();
    // The sort keeps the order of names within one number.
    areas.sort_by_key(|area| {
        let many = area.commitments.len();
        (!area.reached.is_empty(), std::cmp::Reverse(many))
    });
    areas
}

/// Returns true for one that leads or supports a commitment under any of its names.
pub fn has_part(stakeholder: &Stakeholder, commitment: &Commitment) -> bool {
    let mut parts = commitment.lead.iter().chain(&commitment.support);
    parts.any(|name| stakeholder.is_called(name.trim()))
}

fn nations(
    workspace: &Workspace,
    plan: &Plan,
    commitments: &[&Commitment],
    outside: &[&Stakeholder],
) -> Vec<Nation> {
    let came: BTreeSet<&StakeholderId> = held(workspace)
        .filter(|meeting| meeting.plan == plan.id)
        .flat_map(|meeting| meeting.roll.iter().filter(|line| line.took_part()))
        .filter_map(|line| line.stakeholder.as_ref())
        .collect();
    let nation = |name: &String| {
        let there = |s: &&&Stakeholder| s.sector == Sector::CivilSociety && alike(&s.nation, name);
        let reached: Vec<StakeholderId> =
            outside.iter().filter(there).map(|s| s.id.clone()).collect();
        let everywhere =
            |s: &&&Stakeholder| s.sector == Sector::CivilSociety && s.nation.is_empty();
        let came = reached.iter().filter(|id| came.contains(id)).cloned();
        Nation {
            name: name.clone(),
            commitments: commitments.iter().filter(|c| c.nation == *name).count(),
            came: came.collect(),
            everywhere: outside.iter().filter(everywhere).count(),
            reached,
        }
    };
    plan.nations.iter().map(nation).collect()
}
