//! Dates as plans write them: a day, or only a month, a season, a quarter, a year, or no end.

mod day;
mod lag;
mod parse;
mod reading;

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub use day::{day, day_or_none};
pub use lag::Lag;
pub use parse::DateError;
pub use reading::{
    How, Lead, Reading, Towards, is_place_in_a_row, lead, looks_like_a_day, read_typed,
    sounds_like_a_time,
};

/// The months, January first.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A date as exact as its author made it.
///
/// [`Display`](fmt::Display) writes the one text that files hold; [`FromStr`](std::str::FromStr)
/// reads it and the forms people write. Only parsing checks a month and a quarter; one outside
/// the calendar has no first and no last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FuzzyDate {
    /// A day: `2014-09-30`.
    Day(Date),
    /// A month: `2014-09`.
    Month {
        /// The year.
        year: i16,
        /// The month, 1 to 12.
        month: i8,
    },
    /// A season: `Autumn 2014`.
    Season {
        /// The year in which the season begins.
        year: i16,
        /// The season.
        season: Season,
    },
    /// A quarter of the calendar year: `2016-Q3`.
    Quarter {
        /// The year.
        year: i16,
        /// The quarter, 1 to 4.
        quarter: i8,
    },
    /// A calendar year: `2014`.
    Year(i16),
    /// No end is meant: `Ongoing`.
    Ongoing,
}

/// A season of three whole months, as in the north.
///
/// Plans leave the months open. Roundtable counts March to May as spring, June to August as
/// summer, September to November as autumn, and December to the end of February of the *next*
/// year as winter: whoever promises something for "Winter 2014" has until 28 February 2015.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Season {
    /// March to May.
    Spring,
    /// June to August.
    Summer,
    /// September to November.
    Autumn,
    /// December to February of the next year.
    Winter,
}

impl Season {
    /// All seasons in the order of the year.
    pub const ALL: [Season; 4] = [
        Season::Spring,
        Season::Summer,
        Season::Autumn,
        Season::Winter,
    ];

    /// Returns the name, such as `Autumn`.
    pub fn name(self) -> &'static str {
        match self {
            Season::Spring => "Spring",
            Season::Summer => "Summer",
            Season::Autumn => "Autumn",
            Season::Winter => "Winter",
        }
    }

    /// Returns the first three letters of the name, such as `Aut`.
    pub fn short_name(self) -> &'static str {
        match self {
            Season::Spring => "Spr",
            Season::Summer => "Sum",
            Season::Autumn => "Aut",
            Season::Winter => "Win",
        }
    }

    /// Returns the month the season begins with.
    fn first_month(self) -> i8 {
        match self {
            Season::Spring => 3,
            Season::Summer => 6,
            Season::Autumn => 9,
            Season::Winter => 12,
        }
    }
}

impl FuzzyDate {
    /// Returns the first day that is meant, or `None` for [`Ongoing`](FuzzyDate::Ongoing).
    pub fn first_day(self) -> Option<Date> {
        match self {
            FuzzyDate::Day(date) => Some(date),
            FuzzyDate::Month { year, month } => Date::new(year, month, 1).ok(),
            FuzzyDate::Season { year, season } => Date::new(year, season.first_month(), 1).ok(),
            FuzzyDate::Quarter { year, quarter } => {
                let month = quarter.checked_mul(3)?.checked_sub(2)?;
                Date::new(year, month, 1).ok()
            }
            FuzzyDate::Year(year) => Date::new(year, 1, 1).ok(),
            FuzzyDate::Ongoing => None,
        }
    }

    /// Returns the last day that is meant, or `None` for [`Ongoing`](FuzzyDate::Ongoing).
    ///
    /// A deadline runs until this day: see [`Season`] for where a season ends.
    pub fn last_day(self) -> Option<Date> {
        let first = self.first_day()?;
        match self {
            FuzzyDate::Day(date) => Some(date),
            FuzzyDate::Month { .. } => Some(first.last_of_month()),
            FuzzyDate::Season { .. } | FuzzyDate::Quarter { .. } => Some(third_month_end(first)),
            FuzzyDate::Year(_) => Some(first.last_of_year()),
            FuzzyDate::Ongoing => None,
        }
    }

    /// Tells whether the last day that is meant lies before `today`.
    pub fn is_past(self, today: Date) -> bool {
        self.last_day().is_some_and(|last| last < today)
    }

    /// Returns the day to sort by: the last one, and the end of time for what is ongoing.
    pub fn sort_key(self) -> Date {
        self.last_day().unwrap_or(Date::MAX)
    }

    /// Returns the date for prose: `30 Sep 2014`, `Sep 2014`, `2016 Q3`.
    pub fn human(self) -> String {
        match self {
            FuzzyDate::Day(date) => human_day(date),
            FuzzyDate::Month { year, month } => format!("{} {year:04}", month_short(month)),
            FuzzyDate::Quarter { year, quarter } => format!("{year:04} Q{quarter}"),
            FuzzyDate::Season { .. } | FuzzyDate::Year(_) | FuzzyDate::Ongoing => self.to_string(),
        }
    }

    /// Returns the date as it is said back to whoever typed it, a day with its weekday:
    /// `Tue 30 Sep 2014`.
    pub fn spoken(self) -> String {
        match self {
            FuzzyDate::Day(date) => spoken_day(date),
            other => other.human(),
        }
    }

    /// Returns the date for a table, at most ten columns wide: `2014-09-30`, `Aut 2014`.
    pub fn short(self) -> String {
        match self {
            FuzzyDate::Season { year, season } => format!("{} {year:04}", season.short_name()),
            FuzzyDate::Day(_)
            | FuzzyDate::Month { .. }
            | FuzzyDate::Quarter { .. }
            | FuzzyDate::Year(_)
            | FuzzyDate::Ongoing => self.to_string(),
        }
    }
}

/// Returns how many days lie between, fewer than none where `to` is the earlier.
pub fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

/// Returns a day for prose: `30 Nov 2017`.
pub fn human_day(date: Date) -> String {
    format!(
        "{} {} {:04}",
        date.day(),
        month_short(date.month()),
        date.year()
    )
}

/// Returns a day as it is said back to whoever typed it: `Thu 30 Nov 2017`.
pub fn spoken_day(date: Date) -> String {
    format!("{} {}", date.strftime("%a"), human_day(date))
}

/// Writes the text that files hold.
impl fmt::Display for FuzzyDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match *self {
            FuzzyDate::Day(date) => date.to_string(),
            FuzzyDate::Month { year, month } => format!("{year:04}-{month:02}"),
            FuzzyDate::Season { year, season } => format!("{} {year:04}", season.name()),
            FuzzyDate::Quarter { year, quarter } => format!("{year:04}-Q{quarter}"),
            FuzzyDate::Year(year) => format!("{year:04}"),
            FuzzyDate::Ongoing => "Ongoing".to_owned(),
        };
        f.pad(&text)
    }
}

impl Serialize for FuzzyDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FuzzyDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

/// Returns the last day of the third month from `first` on.
fn third_month_end(first: Date) -> Date {
    // A winter at the end of time ends with it.
    first
        .saturating_add(jiff::Span::new().months(2))
        .last_of_month()
}

/// Returns the first three letters of a month.
pub fn month_short(month: i8) -> &'static str {
    let index = usize::try_from(month)
        .ok()
        .and_then(|month| month.checked_sub(1));
    index
        .and_then(|index| MONTHS.get(index)?.get(..3))
        .unwrap_or("?")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;

    use super::*;

    fn fuzzy(text: &str) -> FuzzyDate {
        text.parse().unwrap()
    }

    #[test]
    fn texts_and_days() {
        // stored, human, short, first day, last day
        let cases = [
            (
                "2014-09-03",
                "3 Sep 2014",
                "2014-09-03",
                (2014, 9, 3),
                (2014, 9, 3),
            ),
            (
                "2016-02",
                "Feb 2016",
                "2016-02",
                (2016, 2, 1),
                (2016, 2, 29),
            ),
            (
                "Spring 2014",
                "Spring 2014",
                "Spr 2014",
                (2014, 3, 1),
                (2014, 5, 31),
            ),
            (
                "Summer 2014",
                "Summer 2014",
                "Sum 2014",
                (2014, 6, 1),
                (2014, 8, 31),
            ),
            (
                "Autumn 2014",
                "Autumn 2014",
                "Aut 2014",
                (2014, 9, 1),
                (2014, 11, 30),
            ),
            (
                "Winter 2015",
                "Winter 2015",
                "Win 2015",
                (2015, 12, 1),
                (2016, 2, 29),
            ),
            ("2016-Q1", "2016 Q1", "2016-Q1", (2016, 1, 1), (2016, 3, 31)),
            (
                "2016-Q4",
                "2016 Q4",
                "2016-Q4",
                (2016, 10, 1),
                (2016, 12, 31),
            ),
            ("2014", "2014", "2014", (2014, 1, 1), (2014, 12, 31)),
        ];
        for (stored, human, short, (y, m, d), (ly, lm, ld)) in cases {
            let fuzzy = fuzzy(stored);
            assert_eq!(fuzzy.to_string(), stored);
            assert_eq!(fuzzy.human(), human);
            assert_eq!(fuzzy.short(), short);
            assert_eq!(fuzzy.first_day(), Some(date(y, m, d)), "{stored}");
            assert_eq!(fuzzy.last_day(), Some(date(ly, lm, ld)), "{stored}");
            assert_eq!(fuzzy.sort_key(), date(ly, lm, ld));
        }
    }

    #[test]
    fn ongoing_has_no_days() {
        let ongoing = FuzzyDate::Ongoing;
        assert_eq!((ongoing.first_day(), ongoing.last_day()), (None, None));
        assert_eq!(ongoing.sort_key(), Date::MAX);
        assert!(!ongoing.is_past(date(9999, 12, 31)));
        assert_eq!(
            format!("{:>8}|{}|{}", ongoing, ongoing.human(), ongoing.short()),
            " Ongoing|Ongoing|Ongoing"
        );
    }

    #[test]
    fn a_deadline_is_late_from_the_day_behind_its_last() {
        let due = fuzzy("Summer 2017");
        assert!(!due.is_past(date(2017, 8, 31)));
        assert!(due.is_past(date(2017, 9, 1)));
    }

    #[test]
    fn dates_outside_the_calendar_have_no_days() {
        let month = FuzzyDate::Month {
            year: 2014,
            month: 13,
        };
        let quarter = FuzzyDate::Quarter {
            year: 2014,
            quarter: i8::MIN,
        };
        assert_eq!((month.first_day(), quarter.last_day()), (None, None));
        assert_eq!(month.human(), "? 2014");
        assert_eq!(fuzzy("Winter 9999").last_day(), Some(Date::MAX));
    }

    #[test]
    fn serde_goes_through_the_text() {
        let due = vec![fuzzy("Autumn 2014"), fuzzy("2016-Q3"), FuzzyDate::Ongoing];
        let text = ron::to_string(&due).unwrap();
        assert_eq!(text, r#"["Autumn 2014","2016-Q3","Ongoing"]"#);
        assert_eq!(ron::from_str::<Vec<FuzzyDate>>(&text).unwrap(), due);
        let error = ron::from_str::<FuzzyDate>("\"soon\"")
            .unwrap_err()
            .to_string();
        assert!(error.contains("not a date: `soon`"), "{error}");
    }
}
