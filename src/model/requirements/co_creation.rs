//! How the plan was made: whether others knew in time, could contribute, and were answered.

use super::bench::{Bench, count};
use super::{Exhibit, Finding, Verdict};
use crate::base::date::{days_between, human_day};
use crate::model::contribution::Contribution;
use crate::model::ids::RecordRef;

/// Says that nothing of the kind is recorded.
fn not_recorded(bench: &Bench<'_>, what: &str, field: &str) -> Finding {
    bench.missing(
        &format!("co_creation, {field},"),
        format!("{what} is not recorded"),
    )
}

/// The timeline of co-creation was public so many days before it began.
pub(super) fn announced(bench: &Bench<'_>, days: u8) -> Finding {
    let made = &bench.plan.co_creation;
    let (Some(announced), Some(began)) = (made.announced, made.began) else {
        return not_recorded(
            bench,
            "when the timeline was published and when co-creation began",
            "announced and began",
        );
    };
    let ahead = days_between(announced, began);
    let verdict = if ahead >= i64::from(days) {
        Verdict::Met
    } else {
        Verdict::NotMet
    };
    let why = format!(
        "the timeline was published on {}, {} before co-creation began",
        human_day(announced),
        count(ahead, "day")
    );
    Finding::new(verdict, why)
}

/// There was outreach.
pub(super) fn outreach(bench: &Bench<'_>) -> Finding {
    let outreach = &bench.plan.co_creation.outreach;
    if outreach.is_empty() {
        return not_recorded(bench, "outreach", "outreach");
    }
    let done = count(
        i64::try_from(outreach.len()).unwrap_or(i64::MAX),
        "activity",
    );
    let done = done.replace("activitys", "activities");
    let exhibits = outreach.iter().map(|one| Exhibit::plain(one, Some(true)));
    Finding::new(Verdict::Met, format!("{done} to reach others")).shown_by(exhibits.collect())
}

/// Contributions could be made for a known time.
pub(super) fn inputs(bench: &Bench<'_>) -> Finding {
    let made = &bench.plan.co_creation;
    let (Some(from), Some(until)) = (made.inputs_from, made.inputs_until) else {
        return not_recorded(
            bench,
            "how long contributions could be made",
            "inputs_from and inputs_until",
        );
    };
    let days = count(days_between(from, until) + 1, "day");
    Finding::new(
        Verdict::Met,
        format!(
            "contributions could be made from {} to {}, {days}",
            human_day(from),
            human_day(until)
        ),
    )
}

/// Contributions were answered: each that is recorded in writing, else all of them in one place.
pub(super) fn response(bench: &Bench<'_>) -> Finding {
    let contributions: Vec<&Contribution> = bench.plan.live_contributions().collect();
    if !contributions.is_empty() {
        return answered(bench, &contributions);
    }
    let response = &bench.plan.co_creation.response;
    if response.is_empty() {
        return not_recorded(
            bench,
            "where the response to contributions is published",
            "response",
        );
    }
    Finding::new(Verdict::Met, "the response to contributions is published")
        .shown_by(vec![Exhibit::plain(response, Some(true))])
}

fn answered(bench: &Bench<'_>, contributions: &[&Contribution]) -> Finding {
    let answered = contributions.iter().filter(|c| c.is_answered()).count();
    let verdict = if answered == contributions.len() {
        Verdict::Met
    } else {
        Verdict::NotMet
    };
    let why = format!(
        "{answered} of {} contributions were answered in writing",
        contributions.len()
    );
    let exhibits = contributions.iter().map(|contribution| {
        let id = (bench.plan.id.clone(), contribution.id.clone());
        let words = format!(
            "{}: {}",
            human_day(contribution.date),
            contribution.text.first()
        );
        let record = RecordRef::Contribution(id.0, id.1);
        Exhibit::of(record, words, Some(contribution.is_answered()))
    });
    Finding::new(verdict, why).shown_by(exhibits.collect())
}
