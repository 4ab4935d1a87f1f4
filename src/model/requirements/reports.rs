//! The government's own assessments of the plan.

use jiff::Span;
use jiff::civil::Date;

use super::bench::{Bench, count, months_after};
use super::rule::Report;
use super::{Exhibit, Finding, Verdict};
use crate::base::date::{days_between, human_day};
use crate::model::plan::SelfAssessment;

fn held<'w>(bench: &Bench<'w>, report: Report) -> &'w SelfAssessment {
    match report {
        Report::MidTerm => &bench.plan.mid_term_report,
        Report::EndOfTerm => &bench.plan.end_of_term_report,
    }
}

fn field(report: Report) -> &'static str {
    match report {
        Report::MidTerm => "mid_term_report",
        Report::EndOfTerm => "end_of_term_report",
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
        return bench.missing("start and end", "no day when the plan begins or ends");
    };
    let next = Some(due).filter(|due| *due >= bench.today);
    let held = held(bench, report);
    let Some(published) = held.published else {
        if next.is_some() {
            return Finding::cannot_tell(format!("{name} is due by {}", human_day(due))).due(next);
        }
        let why = format!(
            "whether {name}, due by {}, was published is not recorded",
            human_day(due)
        );
        return bench.missing(field(report), why);
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
    let held = held(bench, report);
    let (Some(from), Some(until)) = (held.comments_from, held.comments_until) else {
        let why = format!(
            "how long {} was open to comments is not recorded",
            report.words()
        );
        return bench.missing(field(report), why);
    };
    let lasted = days_between(from, until) + 1;
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
