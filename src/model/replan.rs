//! Dates that were moved while the plan ran: what was promised first, what is promised now, and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{EntryId, MeetingId};
use crate::base::date::{FuzzyDate, Lag, day};

/// A date that was moved.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Replan {
    /// Names it within its commitment or milestone.
    pub id: EntryId,
    /// The day it was decided.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// The date that was promised before.
    pub from: FuzzyDate,
    /// The date that was promised then.
    pub to: FuzzyDate,
    /// Why.
    pub reason: String,
    /// The meeting it was told in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// Returns the date that was promised before what `is_later`, for one that is `current` today.
pub fn promised_before(
    current: Option<FuzzyDate>,
    replans: &[Replan],
    is_later: impl Fn(&Replan) -> bool,
) -> Option<FuzzyDate> {
    let later = replans.iter().filter(|replan| is_later(replan));
    match later.min_by_key(|replan| replan.date) {
        Some(first) => Some(first.from),
        None => current,
    }
}

/// How far a date has slipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slip {
    /// The date that was promised first.
    pub original: FuzzyDate,
    /// The date that is promised now, if any.
    pub current: Option<FuzzyDate>,
}

impl Slip {
    /// Returns how far a date has slipped that was moved like this; `None` for one that was not.
    pub fn of(current: Option<FuzzyDate>, replans: &[Replan]) -> Option<Self> {
        let original = replans.iter().min_by_key(|replan| replan.date)?.from;
        Some(Self { original, current })
    }

    /// Tells whether it is later than was promised first, or may be.
    pub fn is_late(self) -> bool {
        let current = self.current.map(FuzzyDate::sort_key);
        current.is_none_or(|current| current > self.original.sort_key())
    }

    /// Returns the slip in words: `was Apr 2018, about 3 years later`.
    pub fn words(self) -> String {
        let original = self.original.human();
        match self.current {
            Some(current) if current == self.original => {
                format!("was moved and is {original} again")
            }
            Some(current) => match moved(self.original, current) {
                Some(moved) => format!("was {original}, {moved}"),
                None => format!("was {original}"),
            },
            None => format!("was {original}"),
        }
    }
}

/// Returns by how much a date was moved, no finer than both are known: `about 3 years later`; `None` where
/// one of them has no end, or both may be the same.
pub fn moved(from: FuzzyDate, to: FuzzyDate) -> Option<String> {
    let is_within = |whole: FuzzyDate, part: FuzzyDate| {
        whole.first_day() <= part.first_day() && part.last_day() <= whole.last_day()
    };
    if is_within(from, to) || is_within(to, from) {
        return None;
    }
    let later = Lag::between(from, to).map(|lag| format!("{} later", lag.about()));
    later.or_else(|| Lag::between(to, from).map(|lag| format!("{} earlier", lag.about())))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::base::id::Id as _;

    fn replan(date: &str, from: &str, to: &str) -> Replan {
        Replan {
            id: EntryId::parse("a").unwrap(),
            date: date.parse().unwrap(),
            from: from.parse().unwrap(),
            to: to.parse().unwrap(),
            reason: "so".to_owned(),
            meeting: None,
        }
    }

    #[track_caller]
    fn check(current: &str, replans: &[Replan], expected: &str) {
        let slip = Slip::of(Some(current.parse().unwrap()), replans);
        assert_eq!(slip.map(Slip::words).unwrap_or_default(), expected);
    }

    #[test]
    fn the_slip_is_counted_from_what_was_promised_first() {
        check("2018-04", &[], "");
        let twice = [
            replan("2018-06-01", "2018-05", "2018-06"),
            replan("2018-04-09", "2018-04", "2018-05"),
        ];
        check("2018-06", &twice, "was Apr 2018, about 2 months later");
        let forward = [replan("2018-04-09", "2018-04-30", "2018-04-29")];
        check("2018-04-29", &forward, "was 30 Apr 2018, 1 day earlier");
        let open = [replan("2018-04-09", "2018-04", "Ongoing")];
        check("Ongoing", &open, "was Apr 2018");
        let year = [replan("2018-04-09", "2018-04", "2021")];
        check("2021", &year, "was Apr 2018, about 3 years later");
        let finer = [replan("2018-04-09", "2018", "2018-10")];
        check("2018-10", &finer, "was 2018");
        let again = [
            replan("2018-04-09", "2018", "2018-10"),
            replan("2018-05-09", "2018-10", "2018"),
        ];
        check("2018", &again, "was moved and is 2018 again");
    }
}
