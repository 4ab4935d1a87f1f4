//! When the next review meeting should be.

use jiff::Span;
use jiff::civil::Date;

use super::meeting::MeetingKind;
use super::workspace::Workspace;

/// When the next review is due and what day to propose for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextReview {
    /// The day to propose: the day it is due, or today when that has passed.
    pub propose: Date,
    /// The day it is due by the plan's cadence; `None` before the first
    /// review and where the plan promises no cadence.
    pub due: Option<Date>,
}

/// Works out the next review from the plan's cadence and the last review held
/// or drafted.
pub fn next_review(workspace: &Workspace, today: Date) -> NextReview {
    let plan = workspace.current_plan();
    let months = plan.map_or(0, |plan| plan.cadence_months);
    let current = &workspace.settings().current;
    let last = workspace
        .meetings()
        .values()
        .filter(|m| m.kind == MeetingKind::Review && m.plan == *current && m.binned.is_none())
        .map(|m| m.date)
        .max();
    let due = last
        .filter(|_| months > 0)
        .and_then(|last| last.checked_add(Span::new().months(i64::from(months))).ok());
    NextReview {
        propose: due.unwrap_or(today).max(today),
        due,
    }
}
