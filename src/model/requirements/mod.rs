//! What a plan has to do, checked from its records: the standards of the Open Government
//! Partnership, its older rules, and what the plan itself promises.
//!
//! ```text
//! assets/requirements.ron ─ rule ─→ Requirement ─ its check, on a bench ─→ Finding
//! ```
//!
//! The rules are data, with where they come from and how sure we are of their words; here is
//! only how each kind of [`Check`] is made. What is not recorded is not known: a requirement of
//! which nothing is written down is neither met nor missed, and says what to write down.

mod bench;
mod co_creation;
mod meetings;
mod public;
mod reports;
mod rolling;
mod rule;
mod years;

#[cfg(test)]
mod tests;

use jiff::civil::Date;

pub use self::reports::Asked;
pub use self::rule::{Body, Check, Report, Requirement, Wording};

use self::bench::Bench;
use super::ids::RecordRef;
use super::plan::Plan;
use super::workspace::Workspace;
use crate::base::date::human_day;

/// Whether a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The records show it.
    Met,
    /// The records show that it is not.
    NotMet,
    /// The records do not say.
    CannotTell,
}

impl Verdict {
    /// Returns the verdict in words, lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::NotMet => "not met",
            Self::CannotTell => "cannot tell",
        }
    }
}

/// What was found of a requirement.
///
/// The sentence is the program's own, with dates, numbers and ids in it. What shows it may hold what
/// the plan's file says, and goes out through the censor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Whether it is met.
    pub verdict: Verdict,
    /// Why, one sentence without a full stop.
    pub why: String,
    /// What to write down so that it can be told, and where.
    pub hint: Option<String>,
    /// The day by which something is to be done next.
    pub due: Option<Date>,
    /// What shows it, in order.
    pub exhibits: Vec<Exhibit>,
}

/// Something that shows whether a requirement is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exhibit {
    /// The record to look at, where it is one.
    pub record: Option<RecordRef>,
    /// What it shows.
    pub words: String,
    /// Whether this is as it should be; `None` where it cannot be told.
    pub meets: Option<bool>,
}

impl Finding {
    /// Says by when something is to be done next, or was to be done.
    pub fn due_words(&self, today: Date) -> Option<String> {
        let due = self.due?;
        let words = if due < today { "due since" } else { "next by" };
        Some(format!("{words} {}", human_day(due)))
    }

    fn new(verdict: Verdict, why: impl Into<String>) -> Self {
        Self {
            verdict,
            why: why.into(),
            hint: None,
            due: None,
            exhibits: Vec::new(),
        }
    }

    fn cannot_tell(why: impl Into<String>) -> Self {
        Self::new(Verdict::CannotTell, why)
    }

    fn shown_by(mut self, exhibits: Vec<Exhibit>) -> Self {
        self.exhibits = exhibits;
        self
    }

    fn due(mut self, due: Option<Date>) -> Self {
        self.due = due;
        self
    }
}

impl Exhibit {
    fn of(record: RecordRef, words: impl Into<String>, meets: Option<bool>) -> Self {
        Self {
            record: Some(record),
            words: words.into(),
            meets,
        }
    }

    fn plain(words: impl Into<String>, meets: Option<bool>) -> Self {
        Self {
            record: None,
            words: words.into(),
            meets,
        }
    }
}

/// A requirement with what was found of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What is required.
    pub requirement: Requirement,
    /// Whether it binds the plan: whether it was in force while the plan ran.
    pub binding: bool,
    /// What the records say.
    pub finding: Finding,
}

/// Judges a plan by every requirement on the day `today`, those that bind it first.
pub fn judge_all(
    requirements: Vec<Requirement>,
    workspace: &Workspace,
    plan: &Plan,
    today: Date,
) -> Vec<Judged> {
    let judged = requirements.into_iter().map(|requirement| {
        let bench = Bench::new(workspace, plan, today);
        let binding = bench.is_bound_by(&requirement);
        // What was not in force is looked at over the whole plan, to compare.
        let bench = if binding {
            bench.while_in_force(&requirement)
        } else {
            bench
        };
        Judged {
            binding,
            finding: bench.judge(&requirement.check),
            requirement,
        }
    });
    let mut judged: Vec<Judged> = judged.collect();
    judged.sort_by_key(|judged| !judged.binding);
    judged
}
