//! Adds commitments, milestones and stakeholders.

use super::super::assessment::Assessment;
use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::edit::{Change, Edit};
use super::super::ids::{CommitmentId, RecordRef, StakeholderId};
use super::super::paragraphs::Paragraphs;
use super::super::stakeholder::{Party, Sector, Stakeholder};
use super::super::unread::Unread;
use super::super::workspace::Workspace;
use super::revise::{Draft, revise};
use super::{Proposal, Refusal, commitment, propose};
use crate::base::date::FuzzyDate;
use crate::base::id::Id;

/// Adds a commitment to the current plan, as the next number of its nation.
///
/// # Errors
/// When there is no current plan, the id is taken or the title is empty.
pub fn commitment_named(
    workspace: &Workspace,
    id: &CommitmentId,
    nation: &str,
    title: &str,
) -> Proposal {
    let plan = workspace.current_plan().ok_or_else(|| {
        Refusal::new("the current plan's file could not be read; roundtable check says why")
    })?;
    if workspace.commitments().contains_key(id) {
        return Err(Refusal(format!("{id} is taken; give the next free id")));
    }
    if workspace.unread().contains(&Unread::Commitment(id.clone())) {
        return Err(Refusal(format!(
            "{id} is taken by a file that cannot be read; g x shows why"
        )));
    }
    let title = required(title, "a commitment needs a title")?;
    let number = next_number(workspace, nation);
    let added = Commitment {
        id: id.clone(),
        plan: plan.id.clone(),
        nation: nation.to_owned(),
        number,
        title,
        lead: Vec::new(),
        support: Vec::new(),
        start: None,
        end: None,
        policy_areas: Vec::new(),
        values: Vec::new(),
        text: Paragraphs::default(),
        objective: Paragraphs::default(),
        status_quo: Paragraphs::default(),
        ambition: Paragraphs::default(),
        milestones: Vec::new(),
        updates: Vec::new(),
        assessment: Assessment::default(),
        sources: Vec::new(),
        replans: Vec::new(),
        added_in: workspace.meeting_in_progress().map(|m| m.id.clone()),
        published: None,
        binned: None,
    };
    let sentence = format!("{id} added: {}", super::revise::shorten(&added.title));
    let focus = RecordRef::Commitment(id.clone());
    Ok(propose(
        workspace,
        focus,
        sentence,
        vec![Edit::Commitment(Change::create(added))],
    ))
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

fn next_number(workspace: &Workspace, nation: &str) -> u16 {
    let current = &workspace.settings().current;
    let of_nation = workspace
        .commitments()
        .values()
        .filter(|c| c.plan == *current && c.nation == nation);
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
    let held = commitment(workspace, to)?;
    let title = required(title, "a milestone needs a title")?;
    let number = held
        .milestones
        .iter()
        .map(|m| m.number)
        .max()
        .unwrap_or(0)
        .saturating_add(1);
    let added = Milestone {
        id: clerk.mint_numbered(number),
        number,
        title,
        start: None,
        due,
        responsible: String::new(),
        notes: Paragraphs::default(),
        updates: Vec::new(),
        replans: Vec::new(),
        added_in: workspace.meeting_in_progress().map(|m| m.id.clone()),
        binned: None,
    };
    let sentence = format!(
        "{to}.{number} added: {}",
        super::revise::shorten(&added.title)
    );
    let focus = RecordRef::Milestone(to.clone(), added.id.clone());
    let edit = revise(workspace, &RecordRef::Commitment(to.clone()), |draft| {
        if let Draft::Commitment(copy) = draft {
            copy.milestones.push(added);
        }
        Ok(())
    })?;
    Ok(propose(workspace, focus, sentence, vec![edit]))
}

/// Adds an organisation or person.
///
/// # Errors
/// When the name is empty or taken.
pub fn stakeholder(
    workspace: &Workspace,
    clerk: &mut Clerk,
    name: &str,
    sector: Sector,
    party: Party,
) -> Proposal {
    let added = new_stakeholder(workspace, clerk, name, sector, party)?;
    let focus = RecordRef::Stakeholder(added.id.clone());
    let sentence = format!("{} added to the stakeholders", added.name);
    Ok(propose(
        workspace,
        focus,
        sentence,
        vec![Edit::Stakeholder(Change::create(added))],
    ))
}

pub(super) fn new_stakeholder(
    workspace: &Workspace,
    clerk: &mut Clerk,
    name: &str,
    sector: Sector,
    party: Party,
) -> Result<Stakeholder, Refusal> {
    let name = required(name, "give the name of the organisation or person")?;
    let same = |s: &&std::sync::Arc<Stakeholder>| s.name.to_lowercase() == name.to_lowercase();
    if let Some(known) = workspace.stakeholders().values().find(same) {
        return Err(Refusal(format!(
            "{} is among the stakeholders already",
            known.name
        )));
    }
    Ok(Stakeholder {
        id: id_from_name(workspace, &name).unwrap_or_else(|| clerk.mint()),
        name,
        sector,
        person: party == Party::Person,
        nation: String::new(),
        priority: None,
        notes: Paragraphs::default(),
        binned: None,
    })
}

/// Makes a readable id of a name, `cabinet-office`, if it can and it is free.
fn id_from_name(workspace: &Workspace, name: &str) -> Option<StakeholderId> {
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
