//! Adds plans, commitments, milestones and stakeholders.

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::contribution::Origin;
use super::super::edit::{Change, Edit};
use super::super::ids::{CommitmentId, PlanId, RecordRef, StakeholderId};
use super::super::plan::{AssessmentEra, Plan};
use super::super::stakeholder::{Party, Sector, Stakeholder};
use super::super::unread::Unread;
use super::super::workspace::Workspace;
use super::revise::{Draft, revise, shorten};
use super::{Proposal, Refusal, current_plan, propose, said_now};
use crate::base::date::FuzzyDate;
use crate::base::id::Id;
use crate::base::text::{alike, fold};

/// Adds a plan, such as the one that follows the current plan: with its nations, and the rules of its
/// time. Which plan is current stays.
///
/// # Errors
/// When the id is taken or the title is empty.
pub fn plan(workspace: &Workspace, id: &PlanId, title: &str, era: AssessmentEra) -> Proposal {
    if workspace.plans().contains_key(id) {
        return Err(Refusal(format!("there is a plan {id} already")));
    }
    if workspace.unread().contains(&Unread::Plan(id.clone())) {
        return Err(Refusal(format!(
            "{id} is taken by a file that cannot be read; g x shows why"
        )));
    }
    let title = required(title, "a plan needs a title")?;
    let before = workspace.current_plan();
    let added = Plan {
        era,
        nations: before.map(|plan| plan.nations.clone()).unwrap_or_default(),
        ..Plan::new(id.clone(), title)
    };
    let said = |title: &str| format!("plan {id} added: {title}");
    let (sentence, whole) = (said(&shorten(&added.title)), said(&added.title));
    let focus = RecordRef::Plan(id.clone());
    let edits = vec![Edit::Plan(Change::create(added))];
    Ok(propose(workspace, focus, sentence, edits).minuted_as(whole))
}

/// Proposes the id of the plan after the current one: `uk-2019` after `uk-2016-18`, which ends in 2018.
pub fn next_plan_id(workspace: &Workspace, today: Date) -> Option<PlanId> {
    let current = workspace.current_plan()?;
    let id = current.id.to_string();
    let prefix = id.split(|c: char| c.is_ascii_digit()).next()?;
    let ends = current.end.and_then(FuzzyDate::last_day).unwrap_or(today);
    let first = ends.year().saturating_add(1);
    let mut ids = (first..).filter_map(|year| PlanId::parse(&format!("{prefix}{year}")).ok());
    ids.find(|id| !workspace.plans().contains_key(id))
}

/// What is known of a new commitment.
#[derive(Debug, Clone, Default)]
pub struct Promise {
    /// The nation whose part of the plan it is in.
    pub nation: String,
    /// Its title.
    pub title: String,
    /// The way it came into the plan.
    pub came_from: Option<Origin>,
    /// The day it was published, for one added while the plan runs.
    pub published: Option<Date>,
}

impl Promise {
    /// Makes one of which nothing else is known.
    pub fn titled(nation: &str, title: &str) -> Self {
        Self {
            nation: nation.to_owned(),
            title: title.to_owned(),
            ..Self::default()
        }
    }
}

/// Adds a commitment to the current plan, as the next number of its nation.
///
/// # Errors
/// When there is no current plan, the id is taken, the title is empty or the plan has parts of
/// nations and none of that one.
pub fn commitment(workspace: &Workspace, id: &CommitmentId, told: Promise) -> Proposal {
    let plan = current_plan(workspace)?;
    taken(workspace, id)?;
    let Promise {
        nation,
        title,
        came_from,
        published,
    } = told;
    let title = required(&title, "a commitment needs a title")?;
    let nation = nation_of(plan, &nation)?.to_owned();
    let number = next_number(workspace, &plan.id, &nation);
    let added = Commitment {
        nation,
        came_from,
        added_in: workspace.meeting_in_progress().map(|m| m.id.clone()),
        published,
        ..Commitment::new(id.clone(), plan.id.clone(), number, title)
    };
    let said = |title: &str| format!("{id} added: {title}");
    let (sentence, whole) = (said(&shorten(&added.title)), said(&added.title));
    let focus = RecordRef::Commitment(id.clone());
    let edits = vec![Edit::Commitment(Change::create(added))];
    Ok(propose(workspace, focus, sentence, edits).minuted_as(whole))
}

/// Refuses an id that a commitment has, be it one whose file cannot be read.
pub(super) fn taken(workspace: &Workspace, id: &CommitmentId) -> Result<(), Refusal> {
    if workspace.commitments().contains_key(id) {
        return Err(Refusal(format!("{id} is taken; give the next free id")));
    }
    if workspace.unread().contains(&Unread::Commitment(id.clone())) {
        return Err(Refusal(format!(
            "{id} is taken by a file that cannot be read; g x shows why"
        )));
    }
    Ok(())
}

/// Returns the nation as the plan writes it: a part nobody knows would begin to count at 1.
fn nation_of<'n>(plan: &'n Plan, typed: &'n str) -> Result<&'n str, Refusal> {
    if plan.nations.is_empty() {
        return Ok(typed);
    }
    let same = |nation: &&String| alike(nation, typed);
    let known = plan.nations.iter().find(same);
    known.map(String::as_str).ok_or_else(|| {
        let nations = plan.nations.join(", ");
        let wrong = if typed.is_empty() {
            "a commitment of this plan needs a nation".to_owned()
        } else {
            format!("the plan has no part of “{typed}”")
        };
        Refusal(format!("{wrong}; give one of {nations}"))
    })
}

/// Proposes the id of a new commitment: the one after the highest with the
/// prefix of the current plan, `UK0098` after `UK0097`.
pub fn next_commitment_id(workspace: &Workspace) -> Option<CommitmentId> {
    let current = &workspace.settings().current;
    let of_plan = workspace
        .commitments()
        .values()
        .rev()
        .find(|c| c.plan == *current);
    let any = || workspace.commitments().values().next_back();
    let Some(example) = of_plan.or_else(any) else {
        return CommitmentId::parse("C0001").ok();
    };
    let (prefix, digits) = split_digits(example.id.as_str());
    // The file of one that could not be read has its id all the same.
    let unread = workspace.unread().iter().filter_map(|unread| match unread {
        Unread::Commitment(id) => Some(id),
        _ => None,
    });
    let highest = workspace
        .commitments()
        .keys()
        .chain(unread)
        .filter_map(|id| {
            let (p, d) = split_digits(id.as_str());
            if p == prefix {
                d.parse::<u64>().ok()
            } else {
                None
            }
        })
        .max()?;
    let width = digits.len();
    CommitmentId::parse(&format!("{prefix}{:0width$}", highest.saturating_add(1))).ok()
}

fn split_digits(id: &str) -> (&str, &str) {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    id.split_at_checked(letters).unwrap_or((id, ""))
}

/// Returns the next number of a nation's part of a plan.
pub(super) fn next_number(workspace: &Workspace, plan: &PlanId, nation: &str) -> u16 {
    let of_nation = workspace
        .commitments()
        .values()
        .filter(|c| c.plan == *plan && c.nation == nation);
    of_nation
        .map(|c| c.number)
        .max()
        .unwrap_or(0)
        .saturating_add(1)
}

/// Adds a milestone to a commitment, as its next number.
///
/// # Errors
/// When the commitment is not there or the title is empty.
pub fn milestone(
    workspace: &Workspace,
    clerk: &mut Clerk,
    to: &CommitmentId,
    title: &str,
    due: Option<FuzzyDate>,
) -> Proposal {
    let held = super::commitment(workspace, to)?;
    let title = required(title, "a milestone needs a title")?;
    let number = held
        .milestones
        .iter()
        .map(|m| m.number)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let (added_in, day) = said_now(workspace, clerk);
    let added = Milestone {
        due,
        added_in,
        added: Some(day),
        ..Milestone::new(clerk.mint_numbered(number), number, title)
    };
    let said = |title: &str| format!("{to}.{number} added: {title}");
    let (sentence, whole) = (said(&shorten(&added.title)), said(&added.title));
    let focus = RecordRef::Milestone(to.clone(), added.id.clone());
    let edit = revise(workspace, &RecordRef::Commitment(to.clone()), |draft| {
        if let Draft::Commitment(copy) = draft {
            copy.milestones.push(added);
        }
        Ok(())
    })?;
    Ok(propose(workspace, focus, sentence, vec![edit]).minuted_as(whole))
}

/// An organisation or person to add.
#[derive(Debug, Clone)]
pub struct Newcomer {
    /// The name.
    pub name: String,
    /// The sector it sits at the table for.
    pub sector: Sector,
    /// Whether it is a person.
    pub party: Party,
    /// The nation it works in, where it is not all of them.
    pub nation: String,
    /// Who speaks for it, as an office.
    pub contact_role: String,
}

impl Newcomer {
    /// Makes one of which nothing else is known.
    pub fn new(name: impl Into<String>, sector: Sector, party: Party) -> Self {
        Self {
            name: name.into(),
            sector,
            party,
            nation: String::new(),
            contact_role: String::new(),
        }
    }
}

/// Adds an organisation or person.
///
/// # Errors
/// When the name is empty or taken.
pub fn stakeholder(workspace: &Workspace, clerk: &mut Clerk, told: Newcomer) -> Proposal {
    let added = new_stakeholder(workspace, clerk, told)?;
    let focus = RecordRef::Stakeholder(added.id.clone());
    let sentence = format!("{} added to the stakeholders", added.name);
    let edits = vec![Edit::Stakeholder(Change::create(added))];
    Ok(propose(workspace, focus, sentence, edits))
}

/// Adds several at once, such as those whom a form named first; returns an edit for each.
///
/// # Errors
/// When a name is empty or taken.
pub fn newcomers(
    workspace: &Workspace,
    clerk: &mut Clerk,
    told: Vec<Newcomer>,
) -> Result<Vec<Edit>, Refusal> {
    let mut with_them = workspace.clone();
    let mut edits = Vec::new();
    for one in told {
        let added = new_stakeholder(&with_them, clerk, one)?;
        let edit = Edit::Stakeholder(Change::create(added));
        with_them.mirror(&edit);
        edits.push(edit);
    }
    Ok(edits)
}

pub(super) fn new_stakeholder(
    workspace: &Workspace,
    clerk: &mut Clerk,
    told: Newcomer,
) -> Result<Stakeholder, Refusal> {
    let name = required(&told.name, "give the name of the organisation or person")?;
    let same = |s: &&std::sync::Arc<Stakeholder>| alike(&s.name, &name);
    if let Some(known) = workspace.stakeholders().values().find(same) {
        return Err(Refusal(format!(
            "{} is among the stakeholders already",
            known.name
        )));
    }
    let id = id_from_name(workspace, &name).unwrap_or_else(|| clerk.mint());
    Ok(Stakeholder {
        person: told.party == Party::Person,
        nation: told.nation,
        contact_role: told.contact_role,
        ..Stakeholder::new(id, name, told.sector)
    })
}

/// Makes a readable id of a name, `cabinet-office`, if it can and it is free.
fn id_from_name(workspace: &Workspace, name: &str) -> Option<StakeholderId> {
    let name = fold(name);
    let words = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|w| !w.is_empty());
    let id = StakeholderId::parse(&words.collect::<Vec<_>>().join("-")).ok()?;
    (!workspace.stakeholders().contains_key(&id)).then_some(id)
}

fn required(text: &str, otherwise: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        Err(Refusal::new(otherwise))
    } else {
        Ok(text.to_owned())
    }
}
