//! Dates that were moved while the plan ran: what was promised first, what is promised now, and why.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{EntryId, MeetingId};
use crate::base::date::{FuzzyDate, day, days_between};

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

/// Returns the date that was promised at the end of `day`, for one that is `current` today.
pub fn promised_on(current: Option<FuzzyDate>, replans: &[Replan], day: Date) -> Option<FuzzyDate> {
    let later = replans.iter().filter(|replan| replan.date > day);
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
    /// By how many days it was put off, from last day to last day, fewer than none if it was brought
    /// forward; `None` where one of the two has no end.
    pub days: Option<i64>,
    /// Whether both are days: else the number is no more exact than they are.
    pub is_exact: bool,
}

impl Slip {
    /// Returns how far a date has slipped that was moved like this; `None` for one that was not.
    pub fn of(current: Option<FuzzyDate>, replans: &[Replan]) -> Option<Self> {
        let original = replans.iter().min_by_key(|replan| replan.date)?.from;
        let last = |date: Option<FuzzyDate>| date.and_then(FuzzyDate::last_day);
        let days = last(Some(original))
            .zip(last(current))
            .map(|(was, is)| days_between(was, is));
        let is_day = |date: Option<FuzzyDate>| matches!(date, Some(FuzzyDate::Day(_)));
        Some(Self {
            original,
            days,
            is_exact: is_day(Some(original)) && is_day(current),
        })
    }

    /// Tells whether it is later than was promised first, or may be.
    pub fn is_late(self) -> bool {
        self.days.is_none_or(|days| days > 0)
    }

    /// Returns the slip in words: `was Apr 2018, about 1341 days later`.
    pub fn words(self) -> String {
        let original = self.original.human();
        match self.days {
            None => format!("was {original}"),
            Some(0) => format!("was moved and is {original} again"),
            Some(days) => {
                let (many, way) = (days.abs(), if days < 0 { "earlier" } else { "later" });
                let plural = if many == 1 { "" } else { "s" };
                let about = if self.is_exact { "" } else { "about " };
                format!("was {original}, {about}{many} day{plural} {way}")
            }
        }
    }
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
        check("2018-06", &twice, "was Apr 2018, about 61 days later");
        let forward = [replan("2018-04-09", "2018-04-30", "2018-04-29")];
        check("2018-04-29", &forward, "was 30 Apr 2018, 1 day earlier");
        let open = [replan("2018-04-09", "2018-04", "Ongoing")];
        check("Ongoing", &open, "was Apr 2018");
    }
}
