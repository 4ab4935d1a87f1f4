//! The government's own assessments of the plan.

use jiff::Span;
use jiff::civil::Date;

use super::bench::{Bench, count, months_after};
use super::rule::{Check, Report, Requirement};
use super::{Exhibit, Finding, Verdict};
use crate::base::date::human_day;
use crate::model::field::Field;
use crate::model::plan::Plan;
use crate::model::workspace::Workspace;

/// What the rules that bind a plan ask of one of its self-assessments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The day by which it is to be published.
    pub due: Option<Date>,
    /// For how many days its draft is to be open to comments.
    pub comment_days: Option<u8>,
}

impl Asked {
    /// Reads what is asked from the requirements that are built in. The rule about comments is one for
    /// both, as the sources tell of it for the mid-term only.
    ///
    /// # Errors
    /// What is wrong with the requirements; a test holds them free of errors.
    pub fn of(workspace: &Workspace, plan: &Plan, report: Report) -> Result<Self, String> {
        let bench = Bench::new(workspace, plan, Date::MAX);
        let mut asked = Self {
            due: None,
            comment_days: None,
        };
        let requirements = Requirement::built_in()?;
        for rule in requirements.iter().filter(|rule| bench.is_bound_by(rule)) {
            match rule.check {
                Check::SelfAssessment { report: of, months } if of == report => {
                    asked.due = due_on(&bench, report, months);
                }
                Check::Comments { days, .. } => asked.comment_days = Some(days),
                _ => {}
            }
        }
        Ok(asked)
    }
}

fn due_on(bench: &Bench<'_>, report: Report, months: u8) -> Option<Date> {
    let after = match report {
        Report::MidTerm => bench.begin?.saturating_add(Span::new().years(1)),
        Report::EndOfTerm => bench.end?,
    };
    Some(months_after(after, months))
}

/// A self-assessment was published in time.
pub(super) fn in_time(bench: &Bench<'_>, report: Report, months: u8) -> Finding {
    let name = report.words();
    let Some(due) = due_on(bench, report, months) else {
        return bench.missing(
            &[Field::Start, Field::End],
            "no day when the plan begins or ends",
        );
    };
    let next = Some(due).filter(|due| *due >= bench.today);
    let held = report.recorded(bench.plan);
    let Some(published) = held.published else {
        if next.is_some() {
            return Finding::cannot_tell(format!("{name} is due by {}", human_day(due))).due(next);
        }
        let why = format!(
            "whether {name}, due by {}, was published is not recorded",
            human_day(due)
        );
        return bench.missing(&[report.fields().published], why);
    };
    let human = published.human();
    let by = human_day(due);
    let (first, last) = (published.first_day(), published.last_day());
    let (verdict, why) = if last.is_some_and(|last| last <= due) {
        (
            Verdict::Met,
            format!("{name} was published {human}, by {by}"),
        )
    } else if first.is_some_and(|first| first > due) {
        (
            Verdict::NotMet,
            format!("{name} was published {human}, later than {by}"),
        )
    } else {
        (
            Verdict::CannotTell,
            format!("{name} was published {human}; whether by {by} is not recorded"),
        )
    };
    let exhibits = (!held.link.is_empty()).then(|| Exhibit::plain(held.link.clone(), None));
    Finding::new(verdict, why).shown_by(exhibits.into_iter().collect())
}

/// A draft of a self-assessment was open to comments for so many days.
pub(super) fn comments(bench: &Bench<'_>, report: Report, days: u8) -> Finding {
    let held = report.recorded(bench.plan);
    let (Some(from), Some(until)) = (held.comments_from, held.comments_until) else {
        let why = format!(
            "how long {} was open to comments is not recorded",
            report.words()
        );
        return bench.missing(&[report.fields().from, report.fields().until], why);
    };
    let lasted = held.days_open().unwrap_or_default();
    let verdict = if lasted >= i64::from(days) {
        Verdict::Met
    } else {
        Verdict::NotMet
    };
    let why = format!(
        "it was open to comments from {} to {}, {}",
        human_day(from),
        human_day(until),
        count(lasted, "day")
    );
    Finding::new(verdict, why)
}
