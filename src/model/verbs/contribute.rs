//! Records what somebody contributed to the current plan.

use jiff::civil::Date;

use super::super::clerk::Clerk;
use super::super::contribution::{Contribution, Origin};
use super::super::edit::{Change, Edit, Transaction};
use super::super::ids::{CommitmentId, RecordRef};
use super::super::known;
use super::super::paragraphs::Paragraphs;
use super::super::plan::Plan;
use super::super::workspace::Workspace;
use super::revise::shorten;
use super::{Proposal, Refusal, commitment, current_plan, propose};

/// What was contributed.
#[derive(Debug, Clone, Default)]
pub struct Contributed {
    /// Who contributed it.
    pub by: String,
    /// The way it came.
    pub way: Option<Origin>,
    /// What it says.
    pub text: Paragraphs,
    /// The commitment it is about.
    pub commitment: Option<CommitmentId>,
    /// The day; today where none is given.
    pub date: Option<Date>,
}

/// Records what somebody contributed.
///
/// # Errors
/// When there is no current plan, the text is empty or the commitment is not there.
pub fn contribute(workspace: &Workspace, clerk: &mut Clerk, told: Contributed) -> Proposal {
    let plan = current_plan(workspace)?;
    if told.text.is_empty() {
        return Err(Refusal::new("say what was contributed"));
    }
    if let Some(id) = &told.commitment {
        commitment(workspace, id)?;
    }
    let made = Contribution {
        id: clerk.mint(),
        date: told.date.unwrap_or(clerk.today()),
        by: known::full_name(workspace, &told.by),
        way: told.way,
        text: told.text,
        commitment: told.commitment,
        response: Paragraphs::default(),
        responded: None,
        link: String::new(),
        binned: None,
    };
    let sentence = format!("contribution recorded: {}", shorten(made.text.first()));
    let focus = RecordRef::Contribution(plan.id.clone(), made.id.clone());
    let mut copy = Plan::clone(plan);
    copy.co_creation.contributions.push(made);
    let edits = vec![Edit::Plan(Change::update(plan, copy))];
    // Its words may name who made it.
    let minuted = Some("a contribution to the plan was recorded".to_owned());
    Ok(Transaction {
        minuted,
        ..propose(workspace, focus, sentence, edits)
    })
}
