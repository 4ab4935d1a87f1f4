//! Makes commitments of commitments: a part taken out, two made one, one taken up by the next plan.
//!
//! What was said stays where it was said, since it is part of minutes; the milestone that goes on
//! begins with what the one before had come to.

use super::super::assessment::Assessment;
use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::descent::{Descent, Way};
use super::super::edit::{Change, Edit};
use super::super::ids::{CommitmentId, EntryId, MilestoneId, PlanId, RecordRef};
use super::super::status::{Side, Status, Update};
use super::super::workspace::Workspace;
use super::add::{next_commitment_id, next_number, taken};
use super::revise::shorten;
use super::{Proposal, Refusal, commitment, plan, propose};

/// Takes milestones out of a commitment into a new one of the same plan; they are withdrawn in the
/// one before, which says where they go on.
///
/// # Errors
/// When a milestone is not there, none is named, or none would be left.
pub fn split(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &CommitmentId,
    title: &str,
    milestones: &[MilestoneId],
) -> Proposal {
    let held = live(workspace, id)?;
    let title = title.trim();
    if title.is_empty() {
        return Err(Refusal::new("the new commitment needs a title"));
    }
    if let Some(unknown) = milestones.iter().find(|m| held.milestone(m).is_none()) {
        return Err(Refusal(format!("{id} has no milestone {unknown}")));
    }
    let goes = |milestone: &Milestone| milestones.contains(&milestone.id);
    let live = held.live_milestones().count();
    let going = held.live_milestones().filter(|m| goes(m)).count();
    if going == 0 {
        return Err(Refusal(format!("name the milestones of {id} that go")));
    }
    if going == live {
        return Err(Refusal(format!(
            "nothing would be left of {id}; leave at least one milestone"
        )));
    }
    let new = new_id(workspace)?;
    let number = next_number(workspace, &held.plan, &held.nation);
    let mut made = successor(workspace, clerk, held, new.clone(), Way::Split);
    title.clone_into(&mut made.title);
    made.number = number;
    let mut stays = Commitment::clone(held);
    for milestone in stays
        .milestones
        .iter_mut()
        .filter(|m| m.binned.is_none() && goes(m))
    {
        let later = go_on(workspace, clerk, id, milestone, &mut made);
        milestone.updates.push(Update {
            status: Some(Status::Withdrawn),
            note: format!("Goes on as {later}.").as_str().into(),
            ..said_today(workspace, clerk)
        });
    }
    let sentence = format!("{new} split from {id}: {}", shorten(title));
    let edits = vec![
        Edit::Commitment(Change::update(held, stays)),
        Edit::Commitment(Change::create(made)),
    ];
    let focus = RecordRef::Commitment(new);
    Ok(propose(workspace, focus, sentence, edits))
}

/// Makes one commitment of two: the milestones of `id` go into `into`, and `id` is withdrawn, with
/// the reason.
///
/// # Errors
/// When they are one, of two plans, or either is in the bin.
pub fn merge(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &CommitmentId,
    into: &CommitmentId,
) -> Proposal {
    let (goes, stays) = (live(workspace, id)?, live(workspace, into)?);
    if id == into {
        return Err(Refusal(format!("{id} cannot be merged with itself")));
    }
    if goes.plan != stays.plan {
        return Err(Refusal(format!(
            "{id} and {into} are of two plans; carry {id} forward instead"
        )));
    }
    let mut united = Commitment::clone(stays);
    for milestone in goes.live_milestones() {
        go_on(workspace, clerk, id, milestone, &mut united);
    }
    united.descent.push(descent(clerk, id, Way::Merged));
    let mut withdrawn = Commitment::clone(goes);
    withdrawn.updates.push(Update {
        status: Some(Status::Withdrawn),
        note: format!("Merged into {into}.").as_str().into(),
        ..said_today(workspace, clerk)
    });
    let edits = vec![
        Edit::Commitment(Change::update(stays, united)),
        Edit::Commitment(Change::update(goes, withdrawn)),
    ];
    let focus = RecordRef::Commitment(into.clone());
    Ok(propose(
        workspace,
        focus,
        format!("{id} merged into {into}"),
        edits,
    ))
}

/// Has another plan take a commitment up again, with the milestones that are not settled.
///
/// # Errors
/// When that plan is its own or is not there.
pub fn carry_forward(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &CommitmentId,
    to: &PlanId,
) -> Proposal {
    let held = live(workspace, id)?;
    let next = plan(workspace, to)?;
    if held.plan == *to {
        return Err(Refusal(format!("{id} is in {to} already")));
    }
    let again = workspace.commitments().values().find(|other| {
        let from = |descent: &Descent| descent.from == *id && descent.how == Way::CarriedForward;
        other.plan == *to && other.binned.is_none() && other.descent.iter().any(from)
    });
    if let Some(again) = again {
        return Err(Refusal(format!(
            "{id} is carried forward already, as {}",
            again.id
        )));
    }
    let new = new_id(workspace)?;
    let mut made = successor(workspace, clerk, held, new.clone(), Way::CarriedForward);
    made.plan = to.clone();
    // A plan without parts has no nation to number by.
    if !next.nations.contains(&made.nation) {
        made.nation.clear();
    }
    made.number = next_number(workspace, to, &made.nation);
    (made.start, made.end) = (None, None);
    let open = |m: &&Milestone| !m.standing().agreed.is_some_and(Status::is_settled);
    let open = held.live_milestones().filter(open);
    for milestone in open {
        go_on(workspace, clerk, id, milestone, &mut made);
    }
    let focus = RecordRef::Commitment(new.clone());
    let sentence = format!("{id} carried forward into {to} as {new}");
    let edits = vec![Edit::Commitment(Change::create(made))];
    Ok(propose(workspace, focus, sentence, edits))
}

/// Returns the milestones of a commitment by their numbers or ids.
///
/// # Errors
/// Names the first that is not there.
pub fn milestones_named<'t>(
    workspace: &Workspace,
    id: &CommitmentId,
    typed: impl Iterator<Item = &'t str>,
) -> Result<Vec<MilestoneId>, Refusal> {
    let held = commitment(workspace, id)?;
    typed
        .map(|name| {
            let is_called =
                |m: &&Milestone| m.number.to_string() == name || m.id.to_string() == name;
            let found = held.live_milestones().find(is_called);
            let found = found.map(|milestone| milestone.id.clone());
            found.ok_or_else(|| Refusal(format!("{id} has no milestone {name}")))
        })
        .collect()
}

fn live<'w>(
    workspace: &'w Workspace,
    id: &CommitmentId,
) -> Result<&'w std::sync::Arc<Commitment>, Refusal> {
    let held = commitment(workspace, id)?;
    if held.binned.is_some() {
        return Err(Refusal(format!(
            "{id} is in the bin; take it out with g b first"
        )));
    }
    Ok(held)
}

fn new_id(workspace: &Workspace) -> Result<CommitmentId, Refusal> {
    let id = next_commitment_id(workspace)
        .ok_or_else(|| Refusal::new("there is no id to go on from; add a commitment by hand"))?;
    taken(workspace, &id)?;
    Ok(id)
}

/// Makes a commitment that goes on from another: its texts and institutions, nothing said about it.
fn successor(
    workspace: &Workspace,
    clerk: &Clerk,
    held: &Commitment,
    id: CommitmentId,
    how: Way,
) -> Commitment {
    Commitment {
        id,
        updates: Vec::new(),
        pulses: Vec::new(),
        replans: Vec::new(),
        milestones: Vec::new(),
        assessment: Assessment::default(),
        sources: Vec::new(),
        descent: vec![descent(clerk, &held.id, how)],
        added_in: workspace.meeting_in_progress().map(|m| m.id.clone()),
        published: None,
        ..held.clone()
    }
}

fn descent(clerk: &Clerk, from: &CommitmentId, how: Way) -> Descent {
    Descent {
        from: from.clone(),
        how,
        date: clerk.today(),
    }
}

fn said_today(workspace: &Workspace, clerk: &mut Clerk) -> Update {
    Update {
        id: clerk.mint::<EntryId>(),
        date: clerk.today(),
        side: Side::Agreed,
        status: None,
        note: super::super::paragraphs::Paragraphs::default(),
        evidence: Vec::new(),
        obstacle: None,
        delay: String::new(),
        meeting: workspace.meeting_in_progress().map(|m| m.id.clone()),
        binned: None,
    }
}

/// Adds to `to` the milestone that goes on from one of `of`, and returns its name.
fn go_on(
    workspace: &Workspace,
    clerk: &mut Clerk,
    of: &CommitmentId,
    milestone: &Milestone,
    to: &mut Commitment,
) -> String {
    let last = to.milestones.iter().map(|m| m.number).max();
    let number = last.unwrap_or(0).saturating_add(1);
    let begins_with = Update {
        status: milestone.standing().agreed,
        note: format!("Goes on from {of}.{}.", milestone.number)
            .as_str()
            .into(),
        ..said_today(workspace, clerk)
    };
    let goes_on = Milestone {
        id: clerk.mint_numbered(number),
        number,
        updates: vec![begins_with],
        replans: Vec::new(),
        added_in: workspace.meeting_in_progress().map(|m| m.id.clone()),
        ..milestone.clone()
    };
    let name = to.name_of(&goes_on);
    to.milestones.push(goes_on);
    name
}
