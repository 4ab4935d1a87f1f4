//! What can be said of a promise whose date has passed: that it is late only where what was reported last
//! shows it is not complete, and by no more than the date itself is known.
//!
//! Every list, sign, filter, document and verdict asks here.

use jiff::civil::Date;

use super::status::{Standing, Status, Update};
use crate::base::date::{FuzzyDate, Lag};

/// A date that has passed of something that nothing shows to be settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past {
    /// By how much.
    pub by: Lag,
    /// What was reported.
    pub reported: Reported,
}

/// What was reported of something whose date has passed; the worst last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reported {
    /// Nothing at all.
    Nothing,
    /// Something, but not how far it has come.
    NoStatus,
    /// One side says that it is settled and the other that it is not.
    Differently,
    /// That it is not complete.
    NotComplete,
}

impl Reported {
    /// Returns what is said of it, behind the date.
    pub fn words(self) -> &'static str {
        match self {
            Self::Nothing => "nothing reported",
            Self::NoStatus => "no status reported",
            Self::Differently => "the sides differ",
            Self::NotComplete => "not complete",
        }
    }

    /// Returns its name for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing-reported",
            Self::NoStatus => "no-status",
            Self::Differently => "disputed",
            Self::NotComplete => "late",
        }
    }

    /// Returns true where it is known to be late.
    pub fn is_late(self) -> bool {
        self == Self::NotComplete
    }

    /// Returns the mark of lists: late, or only past its date.
    pub fn mark(self) -> char {
        if self.is_late() { '!' } else { '?' }
    }
}

impl Past {
    /// Returns what can be said on `day` of something due by what was reported by then: how it stands, and
    /// whether anything was said at all. `None` while it is not due, and where the last word of each side is
    /// that it is settled.
    pub fn of(
        due: Option<FuzzyDate>,
        standing: Standing,
        is_spoken_of: bool,
        day: Date,
    ) -> Option<Self> {
        let by = Lag::past(due?, day)?;
        let words = standing.last_words();
        let settled = words.iter().filter(|status| status.is_settled()).count();
        let reported = match (words.len(), settled) {
            (0, _) if is_spoken_of => Reported::NoStatus,
            (0, _) => Reported::Nothing,
            (_, 0) => Reported::NotComplete,
            (all, settled) if settled == all => return None,
            _ => Reported::Differently,
        };
        Some(Self { by, reported })
    }

    /// Returns the same of what is due today, by all its updates.
    pub fn today(due: Option<FuzzyDate>, updates: &[Update], today: Date) -> Option<Self> {
        let by_then = |update: &Update| update.binned.is_none() && update.date <= today;
        let standing = Standing::of(updates, Some(today));
        Self::of(due, standing, updates.iter().any(by_then), today)
    }

    /// Returns true where it is known to be late.
    pub fn is_late(self) -> bool {
        self.reported.is_late()
    }

    /// Returns by how many days it is late, where that is known to the day.
    pub fn days_late(self) -> Option<i64> {
        self.by.days().filter(|_| self.is_late())
    }

    /// Returns it in words: `late by 4 months`, `past its date by 4 months, nothing reported`.
    pub fn words(self) -> String {
        if self.is_late() {
            format!("late by {}", self.by)
        } else {
            format!("past its date by {}, {}", self.by, self.reported.words())
        }
    }
}

impl Standing {
    /// Returns the last word of each who has spoken: of the sides, where they spoke since both agreed, else
    /// of both together.
    fn last_words(self) -> Vec<Status> {
        let sides = [self.government, self.civil_society];
        let agreed = self.agreed.filter(|_| sides.iter().any(Option::is_none));
        sides.into_iter().chain([agreed]).flatten().collect()
    }

    /// Tells whether the last word of each who has spoken is that nothing more is to be done.
    pub fn is_reported_settled(self) -> bool {
        let words = self.last_words();
        !words.is_empty() && words.iter().all(|status| status.is_settled())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(due: &str, updates: &str, expected: &str) {
        let updates: Vec<Update> = ron::from_str(updates).expect("updates");
        let due = due.parse().expect("a date");
        let day = "2018-08-09".parse().expect("a day");
        let words = Past::today(Some(due), &updates, day).map(Past::words);
        assert_eq!(words.unwrap_or_default(), expected, "{updates:?}");
    }

    const NOTE: &str = "[(id: \"a\", date: \"2018-01-01\")]";

    fn said(parts: &[&str]) -> String {
        let update = |(n, part): (usize, &&str)| {
            let (side, status) = part.split_once(' ').expect("side and status");
            format!(
                "(id: \"{n}\", date: \"2018-01-0{}\", side: {side}, status: Some({status}))",
                n + 1
            )
        };
        let all: Vec<String> = parts.iter().enumerate().map(update).collect();
        format!("[{}]", all.join(", "))
    }

    #[test]
    fn it_was_called_late_and_nobody_had_reported_anything() {
        check(
            "2018-04",
            "[]",
            "past its date by 3 months, nothing reported",
        );
        check(
            "2018-04",
            NOTE,
            "past its date by 3 months, no status reported",
        );
        check(
            "2018-07-31",
            "[]",
            "past its date by 9 days, nothing reported",
        );
        check(
            "2017",
            "[]",
            "past its date by less than a year, nothing reported",
        );
        check("2018", "[]", "");
        check("Ongoing", "[]", "");
        let binned = "[(id: \"a\", date: \"2018-01-01\", status: Some(Limited), \
                      binned: Some(\"2018-01-02\"))]";
        check(
            "2018-04",
            binned,
            "past its date by 3 months, nothing reported",
        );
        let to_come = "[(id: \"a\", date: \"2018-09-01\", status: Some(Complete))]";
        check(
            "2018-04",
            to_come,
            "past its date by 3 months, nothing reported",
        );
    }

    #[test]
    fn late_is_what_the_last_report_shows_not_to_be_complete() {
        check("2018-07-31", &said(&["Agreed Limited"]), "late by 9 days");
        check(
            "2018-04",
            &said(&["Government Substantial"]),
            "late by 3 months",
        );
        check("2018-04", &said(&["Agreed Complete"]), "");
        check("2018-04", &said(&["Government Complete"]), "");
        check(
            "2018-04",
            &said(&["Agreed Complete", "Agreed Limited"]),
            "late by 3 months",
        );
        let differ = "past its date by 3 months, the sides differ";
        check(
            "2018-04",
            &said(&["Government Complete", "CivilSociety Limited"]),
            differ,
        );
        check(
            "2018-04",
            &said(&["Agreed Limited", "Government Complete"]),
            differ,
        );
        let both = [
            "Agreed Limited",
            "Government Complete",
            "CivilSociety Complete",
        ];
        check("2018-04", &said(&both), "");
        let neither = ["Government Limited", "CivilSociety NotStarted"];
        check("2018-04", &said(&neither), "late by 3 months");
    }
}
