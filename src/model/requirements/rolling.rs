//! Whether the plan rolls: whether commitments are added to it and kept up to date.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::bench::{Bench, count, months_after};
use super::rule::Months;
use super::{Exhibit, Finding, Verdict};
use crate::base::date::human_day;
use crate::model::Status;
use crate::model::commitment::Commitment;
use crate::model::field::{Field, PlanField};
use crate::model::ids::{CommitmentId, RecordRef, Subject};

/// New commitments were published at as many points as the plan promises.
pub(super) fn additions(bench: &Bench<'_>) -> Finding {
    let wanted = bench.plan.addition_points;
    let points = points(bench);
    let exhibits: Vec<Exhibit> = points.into_iter().map(|(_, shown)| shown).collect();
    let found = exhibits.len();
    let so_far = format!(
        "new commitments were published at {found} of {}",
        count(wanted, "point")
    );
    if wanted == 0 {
        let found = bench.missing(
            &[Field::Plan(PlanField::AdditionPoints)],
            "the plan promises none",
        );
        return found.shown_by(exhibits);
    }
    let (verdict, why) = if found >= usize::from(wanted) {
        (Verdict::Met, so_far)
    } else if bench.is_over() {
        (Verdict::NotMet, so_far)
    } else {
        (
            Verdict::CannotTell,
            format!("{so_far}, and the plan still runs"),
        )
    };
    let is_open = verdict == Verdict::CannotTell;
    Finding::new(verdict, why)
        .due(bench.end.filter(|_| is_open))
        .shown_by(exhibits)
}

/// Returns the days on which commitments were added while the plan ran, each with what was added.
pub(super) fn points(bench: &Bench<'_>) -> Vec<(Date, Exhibit)> {
    let mut points: BTreeMap<Date, Vec<&CommitmentId>> = BTreeMap::new();
    for commitment in bench.commitments() {
        if let Some(day) = added_on(bench, commitment).filter(|day| *day <= bench.until()) {
            points.entry(day).or_default().push(&commitment.id);
        }
    }
    let shown = |(day, added): (Date, Vec<&CommitmentId>)| {
        let first = RecordRef::Commitment((*added.first()?).clone());
        let words = match added.as_slice() {
            [one, .., last] => format!("{} commitments added, {one} to {last}", added.len()),
            _ => format!("{} added", added.first()?),
        };
        let words = format!("{}: {words}", human_day(day));
        Some((day, Exhibit::of(first, words, Some(true))))
    };
    points.into_iter().filter_map(shown).collect()
}

/// Returns the day from which on a commitment was promised.
pub(super) fn promised_since(bench: &Bench<'_>, commitment: &Commitment) -> Option<Date> {
    added_on(bench, commitment).or(bench.begin)
}

/// Returns the day a commitment was added while the plan ran: that of its own publication, else of
/// the meeting it was added in.
fn added_on(bench: &Bench<'_>, commitment: &Commitment) -> Option<Date> {
    let of_meeting = || {
        let meeting = commitment.added_in.as_ref()?;
        Some(bench.workspace.meetings().get(meeting)?.date)
    };
    let day = commitment.published.or_else(of_meeting)?;
    bench.begin.is_none_or(|begin| day > begin).then_some(day)
}

/// Every commitment that is not settled was spoken of within the cadence of the plan.
pub(super) fn kept_up_to_date(bench: &Bench<'_>) -> Finding {
    let Some(months) = bench.months(Months::Cadence) else {
        return bench.missing(
            &[Field::Plan(PlanField::Cadence)],
            "the plan promises no cadence",
        );
    };
    let until = bench.surely_until();
    let (mut stale, mut all) = (Vec::new(), 0);
    for commitment in bench.commitments() {
        if commitment.standing().agreed.is_some_and(Status::is_settled) {
            continue;
        }
        all += 1;
        let latest = latest_word(bench, commitment);
        // Who has only just promised something has nothing to tell yet.
        let since = latest.max(promised_since(bench, commitment));
        if since.is_some_and(|day| months_after(day, months) >= until) {
            continue;
        }
        let id = &commitment.id;
        let words = match latest {
            Some(day) => format!("{id}: last spoken of on {}", human_day(day)),
            None => format!("{id}: never spoken of"),
        };
        stale.push(Exhibit::of(
            RecordRef::Commitment(id.clone()),
            words,
            Some(false),
        ));
    }
    let period = match (count(months, "month"), bench.is_over()) {
        (months, false) => format!("the last {months}"),
        (months, true) => format!(
            "the last {months} of the plan, which ended {}",
            bench.ended()
        ),
    };
    let (verdict, why) = match (all, stale.len()) {
        (0, _) => (
            Verdict::CannotTell,
            "the plan has no commitments that are not settled".to_owned(),
        ),
        (_, 0) => (
            Verdict::Met,
            format!("each of {all} open commitments was spoken of in {period}, or is newer"),
        ),
        (_, few) => (
            Verdict::NotMet,
            format!("{few} of {all} open commitments were not spoken of in {period}"),
        ),
    };
    Finding::new(verdict, why).shown_by(stale)
}

/// Returns the latest day, of those judged, on which something was said of a commitment.
fn latest_word(bench: &Bench<'_>, commitment: &Commitment) -> Option<Date> {
    let updates = commitment.live_updates();
    let updates = updates.map(|(_, update)| bench.workspace.day_of(update));
    let meetings = bench.workspace.meetings().values();
    let minuted = meetings.filter(|meeting| {
        // What is internal is nobody's evidence.
        let mut minutes = meeting.live_minutes().filter(|minute| !minute.internal);
        let is_about = |about: &Subject| about.commitment == commitment.id;
        meeting.was_held() && minutes.any(|minute| minute.about.as_ref().is_some_and(is_about))
    });
    let days = updates.chain(minuted.map(|meeting| meeting.date));
    days.filter(|day| *day <= bench.until()).max()
}
