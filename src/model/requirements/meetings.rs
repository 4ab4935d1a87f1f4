//! How often both sides met, and whether they did.

use jiff::civil::Date;

use super::bench::{Bench, count, months_after};
use super::rule::{Months, Times};
use super::years::each_year_has;
use super::{Exhibit, Finding, Verdict};
use crate::base::date::{days_between, human_day};
use crate::model::commitment::Commitment;
use crate::model::field::{Field, PlanField};
use crate::model::ids::RecordRef;
use crate::model::meeting::{Meeting, MeetingKind, Minute, MinuteKind};
use crate::model::status::Side;

/// No two meetings are further apart than so many months, from the first one on record to the end of the
/// plan or today.
///
/// What was before the first meeting on record is not known: it is no gap, but where it is too long for one,
/// it cannot be told either that there was none.
pub(super) fn apart(bench: &Bench<'_>, kinds: &[MeetingKind], months: Months) -> Finding {
    let Some(months) = bench.months(months) else {
        return bench.missing(
            &[Field::Plan(PlanField::Cadence)],
            "the plan promises no cadence",
        );
    };
    let limit = count(months, "month");
    let held = bench.held(kinds);
    let Some(first) = held.first() else {
        return none_on_record(bench, months, &limit);
    };
    let opening = bench
        .began()
        .map(|began| Gap::new(began, first.date, Some(first), months));
    let is_unknown_before = match &opening {
        Some(opening) => opening.is_too_long(),
        None => bench
            .begin
            .is_some_and(|begin| first.date > months_after(begin, months)),
    };
    let mut gaps: Vec<Gap<'_>> = opening
        .into_iter()
        .filter(|opening| !opening.is_too_long())
        .collect();
    let between = held.iter().zip(held.iter().skip(1));
    gaps.extend(between.map(|(one, next)| Gap::new(one.date, next.date, Some(next), months)));
    let last = held.last().map_or(first.date, |last| last.date);
    let open = Gap::new(last, bench.surely_until(), None, months);
    if open.is_too_long() {
        gaps.push(open);
    }
    let due =
        Some(months_after(last, months)).filter(|due| bench.end.is_none_or(|end| *due <= end));
    let due = due.filter(|_| !bench.is_over());
    let too_long = gaps.iter().filter(|gap| gap.is_too_long()).count();
    let longest = gaps.iter().map(Gap::days).max().unwrap_or_default();
    let (verdict, why) = match (too_long, gaps.is_empty()) {
        (0, _) if is_unknown_before => (
            Verdict::CannotTell,
            format!(
                "what was before {}, the first meeting on record, is not recorded",
                human_day(first.date)
            ),
        ),
        (0, true) => (
            Verdict::CannotTell,
            "one meeting was held, and no day when the plan begins".to_owned(),
        ),
        (0, false) => (
            Verdict::Met,
            format!(
                "no gap is longer than {limit}: the longest has {}",
                count(longest, "day")
            ),
        ),
        (few, _) => (
            Verdict::NotMet,
            format!(
                "{few} of {} longer than {limit}, the longest has {}",
                count_gaps(gaps.len()),
                count(longest, "day")
            ),
        ),
    };
    let before = is_unknown_before.then(|| {
        let record = RecordRef::Meeting(first.id.clone());
        let words = format!("no meeting is recorded before {}", human_day(first.date));
        Exhibit::of(record, words, None)
    });
    let gaps = gaps.iter().map(|gap| gap.exhibit(bench.began(), &limit));
    Finding::new(verdict, why)
        .due(due)
        .shown_by(before.into_iter().chain(gaps).collect())
}

/// Without a meeting on record nothing can be told: one may have been held that nobody wrote down.
fn none_on_record(bench: &Bench<'_>, months: u8, limit: &str) -> Finding {
    let Some(begin) = bench.begin else {
        let why = "no meeting is recorded, and no day when the plan begins";
        return bench.missing(&[Field::Start], why);
    };
    if bench.is_over() {
        return Finding::cannot_tell("no meeting is recorded");
    }
    let due = bench.began().map(|began| months_after(began, months));
    let why = if bench.until() > months_after(begin, months) {
        "no meeting is recorded since the plan began".to_owned()
    } else {
        format!("no meeting was held yet; the first is due within {limit}")
    };
    let due = due.filter(|due| bench.end.is_none_or(|end| *due <= end));
    Finding::cannot_tell(why).due(due)
}

fn count_gaps(gaps: usize) -> String {
    if gaps == 1 {
        "1 gap is".to_owned()
    } else {
        format!("{gaps} gaps are")
    }
}

/// The time between two meetings, or to a day by which there was none.
struct Gap<'m> {
    from: Date,
    to: Date,
    meeting: Option<&'m Meeting>,
    limit: Date,
}

impl<'m> Gap<'m> {
    fn new(from: Date, to: Date, meeting: Option<&'m Meeting>, months: u8) -> Self {
        Self {
            from,
            to,
            meeting,
            limit: months_after(from, months),
        }
    }

    fn days(&self) -> i64 {
        days_between(self.from, self.to)
    }

    fn is_too_long(&self) -> bool {
        self.to > self.limit
    }

    fn exhibit(&self, begin: Option<Date>, limit: &str) -> Exhibit {
        let days = count(self.days(), "day");
        let since = if Some(self.from) == begin {
            "the plan's first day, "
        } else {
            ""
        };
        let late = if self.is_too_long() {
            let by = count(days_between(self.limit, self.to), "day");
            format!("; {limit} ended on {}, {by} earlier", human_day(self.limit))
        } else {
            String::new()
        };
        let (from, to) = (human_day(self.from), human_day(self.to));
        let words = match self.meeting {
            Some(_) => format!("{days} from {since}{from} to {to}{late}"),
            None => format!("{days} without a meeting from {since}{from} to {to}{late}"),
        };
        Exhibit {
            record: self
                .meeting
                .map(|meeting| RecordRef::Meeting(meeting.id.clone())),
            words,
            meets: Some(!self.is_too_long()),
        }
    }
}

/// At least so many meetings in each year of the plan.
pub(super) fn each_year(
    bench: &Bench<'_>,
    kinds: &[MeetingKind],
    at_least: Times,
    heard: bool,
) -> Finding {
    let at_least = match at_least {
        Times::Fixed(at_least) => at_least,
        Times::WithTheMinister => bench.plan.minister_meetings,
    };
    if at_least == 0 {
        return bench.missing(
            &[Field::Plan(PlanField::MinisterMeetings)],
            "the plan promises none",
        );
    }
    let held = bench.held(kinds);
    let events = held.iter().map(|meeting| {
        let record = RecordRef::Meeting(meeting.id.clone());
        let day = human_day(meeting.date);
        let exhibit = if heard {
            let (told, counts) = what_was_heard(bench, meeting);
            Exhibit::of(record, format!("{day}: {told}"), Some(counts))
        } else {
            Exhibit::of(
                record,
                format!("{day}: {}", meeting.kind.words()),
                Some(true),
            )
        };
        (meeting.date, exhibit)
    });
    each_year_has(bench, events.collect(), at_least, "meeting")
}

/// Says whether results were presented in a meeting and whether civil society commented, as far as
/// it is public; and whether both were.
fn what_was_heard(bench: &Bench<'_>, meeting: &Meeting) -> (&'static str, bool) {
    let minutes = || meeting.live_minutes().filter(|minute| !minute.internal);
    let made_here = |side: Option<Side>| {
        let mut updates = bench.commitments().flat_map(Commitment::live_updates);
        updates.any(|(_, update)| {
            let here = update.meeting.as_ref() == Some(&meeting.id);
            here && side.is_none_or(|side| update.side == side)
        })
    };
    let is_result =
        |minute: &Minute| matches!(minute.kind, MinuteKind::Progress | MinuteKind::NoUpdate);
    let results = minutes().any(is_result) || !meeting.changed.is_empty() || made_here(None);
    let is_comment = |minute: &Minute| {
        matches!(minute.kind, MinuteKind::Question | MinuteKind::Objection)
            || minute.side == Some(Side::CivilSociety)
    };
    let comments = minutes().any(is_comment) || made_here(Some(Side::CivilSociety));
    match (results, comments) {
        (true, true) => (
            "results presented, comments of civil society recorded",
            true,
        ),
        (true, false) => (
            "results presented, no comment of civil society recorded",
            false,
        ),
        (false, true) => (
            "comments of civil society recorded, no result presented",
            false,
        ),
        (false, false) => (
            "neither results nor comments of civil society recorded",
            false,
        ),
    }
}

/// Both sides took part in every meeting.
pub(super) fn both_sides(bench: &Bench<'_>, kinds: &[MeetingKind]) -> Finding {
    let held = bench.held(kinds);
    let exhibits: Vec<Exhibit> = held
        .iter()
        .map(|meeting| {
            let day = human_day(meeting.date);
            let (words, meets) = match meeting.heads() {
                None => (format!("{day}: who was there is not recorded"), None),
                Some(heads) => {
                    let sides = [heads.government, heads.civil_society];
                    // One side of which it is known that nobody came is enough.
                    let meets = if sides.contains(&Some(0)) {
                        Some(false)
                    } else {
                        sides.iter().all(Option::is_some).then_some(true)
                    };
                    let side = |people: Option<u32>, side: &str| match people {
                        Some(people) => format!("{people} of {side}"),
                        None => format!("{side} not counted"),
                    };
                    let government = side(heads.government, "government");
                    let civil = side(heads.civil_society, "civil society");
                    (format!("{day}: {government}, {civil}"), meets)
                }
            };
            Exhibit::of(RecordRef::Meeting(meeting.id.clone()), words, meets)
        })
        .collect();
    let one_sided = exhibits
        .iter()
        .filter(|shown| shown.meets == Some(false))
        .count();
    let unknown = exhibits
        .iter()
        .filter(|shown| shown.meets.is_none())
        .count();
    let all = count(i64::try_from(exhibits.len()).unwrap_or(i64::MAX), "meeting");
    let (verdict, why) = match (exhibits.len(), one_sided, unknown) {
        (0, ..) => (Verdict::CannotTell, "no meeting was held yet".to_owned()),
        (_, 0, 0) => (
            Verdict::Met,
            format!("both sides took part in each of {all}"),
        ),
        (_, 0, few) => (
            Verdict::CannotTell,
            format!("of {few} of {all} it is not recorded who was there"),
        ),
        (_, few, _) => (
            Verdict::NotMet,
            format!("one side was missing in {few} of {all}"),
        ),
    };
    Finding::new(verdict, why).shown_by(exhibits)
}
