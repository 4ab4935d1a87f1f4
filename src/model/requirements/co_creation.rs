//! How the plan was made: whether others knew in time, could contribute, and were answered.

use super::bench::{Bench, count};
use super::{Exhibit, Finding, Verdict};
use crate::base::date::{days_between, human_day};
use crate::model::contribution::Contribution;
use crate::model::field::{Field, PlanField};
use crate::model::ids::RecordRef;

/// Says that nothing of the kind is recorded.
fn not_recorded(bench: &Bench<'_>, what: &str, fields: &[Field]) -> Finding {
    bench.missing(fields, format!("{what} is not recorded"))
}

/// The timeline of co-creation was public so many days before it began.
pub(super) fn announced(bench: &Bench<'_>, days: u8) -> Finding {
    let made = &bench.plan.co_creation;
    let (Some(announced), Some(began)) = (made.announced, made.began) else {
        return not_recorded(
            bench,
            "when the timeline was published and when co-creation began",
            &[
                Field::Plan(PlanField::Announced),
                Field::Plan(PlanField::Began),
            ],
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
        return not_recorded(bench, "outreach", &[Field::Plan(PlanField::Outreach)]);
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
            &[
                Field::Plan(PlanField::InputsFrom),
                Field::Plan(PlanField::InputsUntil),
            ],
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

/// Contributions were answered: in one place that is published, or each of them in writing. While
/// contributions can be made, one that waits is not one that was left without an answer.
pub(super) fn response(bench: &Bench<'_>) -> Finding {
    let made = &bench.plan.co_creation;
    let contributions: Vec<&Contribution> = bench.plan.live_contributions().collect();
    let answered = contributions.iter().filter(|c| c.is_answered()).count();
    let published = (!made.response.is_empty()).then(|| Exhibit::plain(&made.response, Some(true)));
    if contributions.is_empty() && published.is_none() {
        return not_recorded(
            bench,
            "where the response to contributions is published",
            &[Field::Plan(PlanField::Considered)],
        );
    }
    let is_over = made.inputs_until.is_some_and(|last| last < bench.today);
    let all = answered == contributions.len();
    let verdict = match (published.is_some() || all, is_over) {
        (true, _) => Verdict::Met,
        (false, true) => Verdict::NotMet,
        (false, false) => Verdict::CannotTell,
    };
    let many = count(
        i64::try_from(contributions.len()).unwrap_or(i64::MAX),
        "contribution",
    );
    let why = match (published.is_some(), contributions.is_empty()) {
        (true, true) => "the response to contributions is published".to_owned(),
        (true, false) => {
            format!("the response is published, and {answered} of {many} answered in writing")
        }
        (false, _) => format!("{answered} of {many} answered in writing"),
    };
    let exhibits = contributions.iter().map(|contribution| {
        let (day, text) = (human_day(contribution.date), contribution.text.first());
        let record = RecordRef::Contribution(bench.plan.id.clone(), contribution.id.clone());
        Exhibit::of(
            record,
            format!("{day}: {text}"),
            Some(contribution.is_answered()),
        )
    });
    Finding::new(verdict, why).shown_by(published.into_iter().chain(exhibits).collect())
}
