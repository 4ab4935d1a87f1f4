//! Commands that make commitments of commitments.

use super::desk::Desk;
use super::name;
use super::signature::Given;
use super::wrong::Wrong;
use crate::base::id::Id;
use crate::model::plan::AssessmentEra;
use crate::model::verbs::{add, current, descend};
use crate::model::{CommitmentId, PlanId, Transaction};

fn commitment(desk: &Desk<'_>, typed: &str) -> Result<CommitmentId, Wrong> {
    Ok(name::subject(desk.workspace, typed)?.commitment)
}

/// Adds a plan.
pub(super) fn add_plan(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = plan(given.must("ID"))?;
    let all = AssessmentEra::ALL;
    let read = |typed| name::one_of("template", typed, &all, AssessmentEra::words);
    let era = given.get("template").map(read).transpose()?;
    let era = era.unwrap_or(AssessmentEra::Results);
    Ok(add::plan(desk.workspace, &id, given.must("TITLE"), era)?)
}

/// Makes another plan the current one.
pub(super) fn make_current(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = plan(given.must("PLAN"))?;
    Ok(current::make_current(desk.workspace, &id)?)
}

fn plan(typed: &str) -> Result<PlanId, Wrong> {
    PlanId::parse(typed).map_err(|error| Wrong::not_understood(error.to_string(), ""))
}

/// Has some milestones go on in a new commitment.
pub(super) fn split(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = commitment(desk, given.must("ID"))?;
    let milestones = descend::milestones_named(desk.workspace, &id, given.must("MILESTONES"))?;
    let title = given.must("title");
    Ok(descend::split(
        desk.workspace,
        desk.clerk,
        &id,
        title,
        &milestones,
    )?)
}

/// Merges a commitment into another.
pub(super) fn merge(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = commitment(desk, given.must("ID"))?;
    let into = commitment(desk, given.must("OTHER"))?;
    Ok(descend::merge(desk.workspace, desk.clerk, &id, &into)?)
}

/// Has another plan take a commitment up again.
pub(super) fn carry_forward(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = commitment(desk, given.must("ID"))?;
    let plan = plan(given.must("PLAN"))?;
    Ok(descend::carry_forward(
        desk.workspace,
        desk.clerk,
        &id,
        &plan,
    )?)
}
