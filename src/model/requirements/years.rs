//! The years of a plan, and how often something happened in each.

use jiff::Span;
use jiff::civil::Date;

use super::bench::{Bench, count};
use super::{Exhibit, Finding, Verdict};
use crate::base::date::human_day;
use crate::model::field::Field;

/// A year of the plan: whole, or the one that runs today.
struct Year {
    from: Date,
    to: Date,
    is_over: bool,
}

/// Returns the years of the plan that have begun; what remains after the last whole one is none.
fn years(bench: &Bench<'_>, begin: Date) -> Vec<Year> {
    let mut years = Vec::new();
    for nth in 0.. {
        let first = |nth: i64| begin.saturating_add(Span::new().years(nth));
        let (from, next) = (first(nth), first(nth + 1));
        let to = next.yesterday().unwrap_or(next);
        let is_whole = bench.end.is_none_or(|end| to <= end);
        // The end of time is the end of every plan.
        if from > bench.until() || !is_whole || next <= from {
            break;
        }
        years.push(Year {
            from,
            to,
            is_over: to < bench.today,
        });
    }
    years
}

/// Judges whether something happened `at_least` so many times in each year of the plan; of the
/// events only those count that meet what is asked of them.
pub(super) fn each_year_has(
    bench: &Bench<'_>,
    events: Vec<(Date, Exhibit)>,
    at_least: u8,
    noun: &str,
) -> Finding {
    let Some(begin) = bench.begin else {
        return bench.missing(&[Field::Start], "no day when the plan begins");
    };
    let (mut exhibits, mut short, mut over, mut due, mut now) = (Vec::new(), 0, 0, None, 0);
    let mut events = events.into_iter().peekable();
    for year in years(bench, begin) {
        let mut here = Vec::new();
        while let Some((_, exhibit)) = events.next_if(|(day, _)| *day <= year.to) {
            here.push(exhibit);
        }
        let counted = here
            .iter()
            .filter(|exhibit| exhibit.meets == Some(true))
            .count();
        let enough = counted >= usize::from(at_least);
        let of = format!(
            "{}, at least {at_least} asked",
            count(i64::try_from(counted).unwrap_or(i64::MAX), noun)
        );
        let range = format!("{} to {}", human_day(year.from), human_day(year.to));
        if year.is_over {
            over += 1;
            short += usize::from(!enough);
            exhibits.push(Exhibit::plain(format!("{range}: {of}"), Some(enough)));
        } else {
            now = counted;
            due = (!enough).then_some(year.to);
            let words = format!("{range}, which is not over: {of}");
            exhibits.push(Exhibit::plain(words, enough.then_some(true)));
        }
        exhibits.append(&mut here);
    }
    exhibits.extend(events.map(|(_, exhibit)| exhibit));
    let wanted = count(at_least, noun);
    let (verdict, why) = match (over, short) {
        (0, _) if now >= usize::from(at_least) => {
            (Verdict::Met, format!("{wanted} in the first year"))
        }
        (0, _) if bench.is_over() => (Verdict::CannotTell, "the plan had no whole year".to_owned()),
        (0, _) => (
            Verdict::CannotTell,
            format!("the first year is not over: {now} of {wanted} so far"),
        ),
        (_, 0) => (
            Verdict::Met,
            format!("at least {wanted} in each whole year of the plan"),
        ),
        (_, few) => (
            Verdict::NotMet,
            format!("fewer than {wanted} in {few} of {over} whole years of the plan"),
        ),
    };
    Finding::new(verdict, why).due(due).shown_by(exhibits)
}
