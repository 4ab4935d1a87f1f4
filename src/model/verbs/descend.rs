//! Makes commitments of commitments: a part taken out, two made one, one taken up by the next plan.
//!
//! What was said stays where it was said, since it is part of minutes; the milestone that goes on
//! begins with what the one before had come to.

use jiff::civil::Date;

use super::super::assessment::Assessment;
use super::super::clerk::Clerk;
use super::super::commitment::{Commitment, Milestone};
use super::super::descent::{Descent, Way};
use super::super::edit::{Change, Edit};
use super::super::ids::{CommitmentId, EntryId, MilestoneId, PlanId, RecordRef};
use super::super::known;
use super::super::later::{said_after, what_stays};
use super::super::status::{Side, Status, Update};
use super::super::workspace::Workspace;
use super::add::{next_commitment_id, next_number, taken};
use super::revise::shorten;
use super::{Proposal, Refusal, already, commitment, plan, propose, said_now};

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
    let open = || held.milestones.iter().filter(|m| goes_on(m));
    let live = open().count();
    let going = open().filter(|m| goes(m)).count();
    if going == 0 {
        return Err(Refusal(format!(
            "name the milestones of {id} that go; those that are withdrawn stay"
        )));
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
    let mut remarks = Vec::new();
    for milestone in stays
        .milestones
        .iter_mut()
        .filter(|m| goes_on(m) && goes(m))
    {
        let later = go_on(workspace, clerk, (id, &held.plan), milestone, &mut made);
        let withdrawn = Update {
            status: Some(Status::Withdrawn),
            note: format!("Goes on as {later}.").as_str().into(),
            ..said_today(workspace, clerk, &milestone.updates)
        };
        milestone.updates.push(withdrawn.clone());
        if let Some(stays) = what_stays(&milestone.updates, &withdrawn) {
            remarks.push(format!("; {id}.{}: {stays}", milestone.number));
        }
    }
    let said = |title: &str| format!("{new} split from {id}: {title}{}", remarks.concat());
    let (sentence, whole) = (said(&shorten(title)), said(title));
    let edits = vec![
        Edit::Commitment(Change::update(held, stays)),
        Edit::Commitment(Change::create(made)),
    ];
    let focus = RecordRef::Commitment(new);
    Ok(propose(workspace, focus, sentence, edits).minuted_as(whole))
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
    let (goes, into_held) = (live(workspace, id)?, live(workspace, into)?);
    if id == into {
        return Err(Refusal(format!("{id} cannot be merged with itself")));
    }
    if goes.plan != into_held.plan {
        return Err(Refusal(format!(
            "{id} and {into} are of two plans; carry {id} forward instead"
        )));
    }
    let mut united = Commitment::clone(into_held);
    for milestone in goes.milestones.iter().filter(|m| goes_on(m)) {
        go_on(workspace, clerk, (id, &goes.plan), milestone, &mut united);
    }
    let (_, date) = said_now(workspace, clerk);
    united.descent.push(descent(date, id, Way::Merged));
    let mut withdrawn = Commitment::clone(goes);
    let update = Update {
        status: Some(Status::Withdrawn),
        note: format!("Merged into {into}.").as_str().into(),
        ..said_today(workspace, clerk, &goes.updates)
    };
    withdrawn.updates.push(update.clone());
    let stays = what_stays(&withdrawn.updates, &update);
    let stays = stays.map(|stays| format!("; {id}: {stays}"));
    let edits = vec![
        Edit::Commitment(Change::update(into_held, united)),
        Edit::Commitment(Change::update(goes, withdrawn)),
    ];
    let focus = RecordRef::Commitment(into.clone());
    Ok(propose(
        workspace,
        focus,
        format!("{id} merged into {into}{}", stays.unwrap_or_default()),
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
        let sentence = format!("{id} is in {to} already");
        return Ok(already(
            workspace,
            RecordRef::Commitment(id.clone()),
            sentence,
        ));
    }
    let again = workspace.commitments().values().find(|other| {
        let from = |descent: &Descent| descent.from == *id && descent.how == Way::CarriedForward;
        other.plan == *to && other.binned.is_none() && other.descent.iter().any(from)
    });
    if let Some(again) = again {
        let sentence = format!("{id} is carried forward already, as {}", again.id);
        let record = RecordRef::Commitment(again.id.clone());
        return Ok(already(workspace, record, sentence));
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
        // What was promised for the old plan is no promise of the new one.
        let milestone = &Milestone {
            start: None,
            due: None,
            replans: Vec::new(),
            ..milestone.clone()
        };
        go_on(workspace, clerk, (id, &held.plan), milestone, &mut made);
    }
    // The new one is in another plan, which is not looked at.
    let focus = RecordRef::Commitment(id.clone());
    let sentence = format!("{id} carried forward into {to} as {new}");
    let edits = vec![Edit::Commitment(Change::create(made))];
    Ok(propose(workspace, focus, sentence, edits))
}

/// Returns the milestones of a commitment that somebody typed, named as everywhere: `1, 3`, `2-4`,
/// `1 and 3`, `UK0075.1`, or by id.
///
/// # Errors
/// Names the first that is not there, or is of another commitment.
pub fn milestones_named(
    workspace: &Workspace,
    id: &CommitmentId,
    typed: &str,
) -> Result<Vec<MilestoneId>, Refusal> {
    let held = commitment(workspace, id)?;
    let words = typed.split([',', ' ', ';']);
    let words = words.filter(|word| !word.is_empty() && *word != "and");
    let mut found = Vec::new();
    for word in words {
        let one = |word: &str| milestone_named(workspace, held, word);
        let ends = word.split_once('-');
        let Some((first, last)) = ends.filter(|_| one(word).is_err()) else {
            found.push(one(word)?.id.clone());
            continue;
        };
        let range = one(first)?.number..=one(last)?.number;
        let between = held.live_milestones().filter(|m| range.contains(&m.number));
        found.extend(between.map(|m| m.id.clone()));
    }
    Ok(found)
}

/// Finds a milestone of a commitment by its number or id, with the commitment's before it or not.
fn milestone_named<'c>(
    workspace: &Workspace,
    held: &'c Commitment,
    typed: &str,
) -> Result<&'c Milestone, Refusal> {
    let whole = format!("{}.{typed}", held.id);
    let found = known::subject(workspace, &whole).or_else(|_| known::subject(workspace, typed));
    let subject = found.ok().filter(|subject| subject.commitment == held.id);
    let milestone = subject.and_then(|subject| held.milestone(&subject.milestone?));
    milestone.ok_or_else(|| {
        let like = held.live_milestones().next().map(|m| held.name_of(m));
        let like = like.map(|name| format!("; they are named like {name}"));
        let like = like.unwrap_or_default();
        Refusal(format!("{} has no milestone {typed}{like}", held.id))
    })
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
    if held.standing().agreed == Some(Status::Withdrawn) {
        return Err(Refusal(format!("{id} is withdrawn; reopen it with s")));
    }
    Ok(held)
}

/// Tells whether a milestone can go on elsewhere: not one that is withdrawn, perhaps since it did.
fn goes_on(milestone: &Milestone) -> bool {
    milestone.binned.is_none() && milestone.standing().agreed != Some(Status::Withdrawn)
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
    let (added_in, date) = said_now(workspace, clerk);
    Commitment {
        id,
        updates: Vec::new(),
        pulses: Vec::new(),
        replans: Vec::new(),
        milestones: Vec::new(),
        assessment: Assessment::default(),
        sources: Vec::new(),
        descent: vec![descent(date, &held.id, how)],
        added_in,
        published: None,
        ..held.clone()
    }
}

fn descent(date: Date, from: &CommitmentId, how: Way) -> Descent {
    Descent {
        from: from.clone(),
        how,
        date,
    }
}

/// Returns an update that says nothing yet, made now and thus the latest of these.
fn said_today(workspace: &Workspace, clerk: &mut Clerk, updates: &[Update]) -> Update {
    let (meeting, date) = said_now(workspace, clerk);
    Update {
        id: clerk.mint::<EntryId>(),
        date,
        after: said_after(updates, clerk),
        side: Side::Agreed,
        status: None,
        note: super::super::paragraphs::Paragraphs::default(),
        evidence: Vec::new(),
        obstacle: None,
        delay: String::new(),
        meeting,
        binned: None,
    }
}

/// Adds to `to` the milestone that goes on from one of `of`, and returns its name.
fn go_on(
    workspace: &Workspace,
    clerk: &mut Clerk,
    (of, of_plan): (&CommitmentId, &PlanId),
    milestone: &Milestone,
    to: &mut Commitment,
) -> String {
    let last = to.milestones.iter().map(|m| m.number).max();
    let number = last.unwrap_or(0).saturating_add(1);
    let from = format!("Goes on from {of}.{}.", milestone.number);
    // What had come of it holds in the same plan; another one begins anew.
    let agreed = milestone.standing().agreed.filter(|_| to.plan == *of_plan);
    let stood = agreed.map(|status| Update {
        status: Some(status),
        note: from.as_str().into(),
        ..said_today(workspace, clerk, &[])
    });
    let notes = std::iter::once(from.as_str()).chain(milestone.notes.iter());
    let (added_in, day) = said_now(workspace, clerk);
    let goes_on = Milestone {
        id: clerk.mint_numbered(number),
        number,
        notes: notes.map(str::to_owned).collect::<Vec<_>>().into(),
        updates: stood.into_iter().collect(),
        added: Some(day),
        added_in,
        ..milestone.clone()
    };
    let name = to.name_of(&goes_on);
    to.milestones.push(goes_on);
    name
}
