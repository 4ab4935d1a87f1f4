//! What is public of a plan, how soon, and how often.

use jiff::civil::Date;

use super::bench::{Bench, count, months_after};
use super::years::each_year_has;
use super::{Exhibit, Finding, Verdict, rolling};
use crate::base::date::{days_between, human_day};
use crate::model::field::{Field, PlanField};
use crate::model::ids::RecordRef;
use crate::model::meeting::MeetingKind;

/// The rules of the forum are public.
pub(super) fn rules(bench: &Bench<'_>) -> Finding {
    let forum = bench
        .plan
        .forum
        .as_ref()
        .filter(|forum| !forum.rules.is_empty());
    let Some(forum) = forum else {
        return bench.missing(
            &[Field::Plan(PlanField::ForumRules)],
            "where the forum's rules are public is not recorded",
        );
    };
    let dated = forum
        .rules_dated
        .map(|day| format!(", of {}", human_day(day)))
        .unwrap_or_default();
    Finding::new(
        Verdict::Met,
        format!("the rules of the forum are public{dated}"),
    )
    .shown_by(vec![Exhibit::plain(forum.rules.clone(), Some(true))])
}

/// The plan has a public page.
pub(super) fn website(bench: &Bench<'_>) -> Finding {
    let website = &bench.plan.website;
    if website.is_empty() {
        return bench.missing(&[Field::Plan(PlanField::Website)], "no page is recorded");
    }
    Finding::new(Verdict::Met, "the plan has a public page")
        .shown_by(vec![Exhibit::plain(website.clone(), Some(true))])
}

/// Something was published so many times in each year of the plan: the plan, or a meeting's note.
pub(super) fn published(bench: &Bench<'_>, at_least: u8) -> Finding {
    let mut events: Vec<(Date, Exhibit)> = bench
        .held(&MeetingKind::ALL)
        .into_iter()
        .filter_map(|meeting| {
            let day = meeting.published.filter(|day| *day <= bench.until())?;
            let record = RecordRef::Meeting(meeting.id.clone());
            let words = format!(
                "{}: note of the meeting of {}",
                human_day(day),
                human_day(meeting.date)
            );
            Some((day, Exhibit::of(record, words, Some(true))))
        })
        .collect();
    events.extend(bench.plan.published.map(|day| {
        (
            day,
            Exhibit::plain(format!("{}: the plan", human_day(day)), Some(true)),
        )
    }));
    events.extend(rolling::points(bench));
    events.sort_by_key(|(day, _)| *day);
    each_year_has(bench, events, at_least, "publication")
}

/// Every commitment has evidence that is not older than so many months; of a settled one any will do, and
/// one that is younger than that may still have none.
pub(super) fn evidence(bench: &Bench<'_>, months: u8) -> Finding {
    let until = bench.surely_until();
    let (mut without, mut all, mut young) = (Vec::new(), 0, 0);
    for commitment in bench.commitments() {
        let agreed = commitment.standing().agreed;
        let is_settled = agreed.is_some_and(crate::model::Status::is_settled);
        let fresh = |day: Date| day <= until && (is_settled || months_after(day, months) >= until);
        let updates = commitment.live_updates().map(|(_, update)| update);
        let with_evidence = updates.filter(|update| !update.evidence.is_empty());
        let days: Vec<Date> = with_evidence.map(|u| bench.workspace.day_of(u)).collect();
        let since = rolling::promised_since(bench, commitment);
        let is_young = since.is_some_and(|since| months_after(since, months) >= until);
        let is_shown = days.iter().any(|day| fresh(*day));
        if is_young && !is_shown {
            young += 1;
            continue;
        }
        all += 1;
        if is_shown {
            continue;
        }
        let id = &commitment.id;
        let words = match days.iter().filter(|day| **day <= until).max() {
            Some(day) => format!("{id}: its latest evidence is of {}", human_day(*day)),
            None => format!("{id}: it has no evidence"),
        };
        without.push(Exhibit::of(
            RecordRef::Commitment(id.clone()),
            words,
            Some(false),
        ));
    }
    let (verdict, why) = evidence_found(without.len(), all, young, &count(months, "month"));
    Finding::new(verdict, why).shown_by(without)
}

/// Returns what it comes to that `few` of `all` commitments have no evidence, and `young` ones have none yet.
fn evidence_found(few: usize, all: usize, young: usize, period: &str) -> (Verdict, String) {
    let (verdict, why) = match (all, few) {
        (0, _) if young == 0 => {
            let why = "the plan has no commitments".to_owned();
            return (Verdict::CannotTell, why);
        }
        (0, _) => {
            let why = format!("no commitment is older than {period}, and none has evidence yet");
            return (Verdict::CannotTell, why);
        }
        (_, 0) => (
            Verdict::Met,
            format!(
                "of {all} commitments each open one has evidence of the last {period}, each settled one some"
            ),
        ),
        _ => (
            Verdict::NotMet,
            format!(
                "{few} of {all} commitments have no evidence of the last {period}, or none at all"
            ),
        ),
    };
    match young {
        0 => (verdict, why),
        1 => (
            verdict,
            format!("{why}; 1 more is not older than that and has none yet"),
        ),
        _ => (
            verdict,
            format!("{why}; {young} more are not older than that and have none yet"),
        ),
    }
}

/// Minutes are published within the days that the plan promises.
pub(super) fn minutes_in_time(bench: &Bench<'_>) -> Finding {
    let days = bench.plan.minutes_days;
    let (mut exhibits, mut late, mut due) = (Vec::new(), 0, None::<Date>);
    for meeting in bench.held(&MeetingKind::ALL) {
        let by = meeting
            .date
            .saturating_add(jiff::Span::new().days(i64::from(days)));
        let (words, meets) = match meeting.published.filter(|day| *day <= bench.today) {
            Some(day) => {
                let lag = days_between(meeting.date, day);
                (
                    format!("published after {}", count(lag, "day")),
                    Some(day <= by),
                )
            }
            None if by < bench.today => ("not published".to_owned(), Some(false)),
            None => ("not published yet".to_owned(), None),
        };
        if meets.is_none() {
            due = Some(due.map_or(by, |due| due.min(by)));
        }
        late += usize::from(meets == Some(false));
        let meets = meets.filter(|_| days > 0);
        let record = RecordRef::Meeting(meeting.id.clone());
        exhibits.push(Exhibit::of(
            record,
            format!("{}: {words}", human_day(meeting.date)),
            meets,
        ));
    }
    let all = exhibits.len();
    let (verdict, why) = match (days, all, late) {
        (0, ..) => (Verdict::CannotTell, "the plan names no time".to_owned()),
        (_, 0, _) => (Verdict::CannotTell, "no meeting was held yet".to_owned()),
        (_, _, 0) if exhibits.iter().all(|shown| shown.meets.is_none()) => {
            (Verdict::CannotTell, "no note is due yet".to_owned())
        }
        (_, _, 0) => (
            Verdict::Met,
            format!("no note came later than {}", count(days, "day")),
        ),
        (..) => (
            Verdict::NotMet,
            format!(
                "{late} of {all} notes did not come within {}",
                count(days, "day")
            ),
        ),
    };
    if days == 0 {
        return bench
            .missing(&[Field::Plan(PlanField::MinutesDays)], why)
            .shown_by(exhibits);
    }
    Finding::new(verdict, why).due(due).shown_by(exhibits)
}
