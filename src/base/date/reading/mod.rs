//! The one reader of days as people type and say them, in forms, lines and scripts.
//!
//! ```text
//! text ─ fold ─→ tokens ─ grammar ─→ a date, and how it was understood where another reading is possible
//!                           │ figures    30/11/18 · 31st March, 2016 · Sept 2018 · Q3 2018
//!                           │ calendar   what a day without a year, a weekday or a distance leads to
//!                           │ around     what stands before and behind a day and says nothing of which it is
//!                           │ several    more than one day, which is none that can be taken
//!                           └ words      months and weekdays in the languages of the people at the table
//! ```
//!
//! Nothing is guessed in silence: a reading that is one of two says which ([`How`]), a year that is
//! written stays, a year that is far off is asked about, and a day the calendar lacks is refused with why.

mod around;
mod calendar;
mod elsewhere;
mod figures;
mod grammar;
mod looks;
mod named;
mod several;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use std::fmt;

use jiff::civil::{Date, Weekday};

use super::parse::quoted;
use super::{DateError, FuzzyDate};
use crate::base::text::fold;
use calendar::Calendar;
use tokens::Token;

pub use around::{Lead, lead};
pub use looks::{is_place_in_a_row, looks_like_a_day, sounds_like_a_time};

/// A year further from today than this is asked about: plans run for some years, and what has to do
/// with one is seldom older. It is more often a slip, such as 0219 or 2108.
const FAR_YEARS: i16 = 25;
/// What stands behind a day that is meant as it stands, however far it is.
const INSISTS: char = '!';
/// The most characters of a day: what is longer is no day.
const LONGEST: usize = 80;

/// On which side of today a day lies that is named without its year or week.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Towards {
    /// To come, as the day something is due.
    Coming,
    /// Past, as the day something was said.
    Past,
}

/// A date that was typed, as it was understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// The date.
    pub date: FuzzyDate,
    /// How it was understood, where it could be understood otherwise.
    pub how: Option<How>,
}

/// How a date was understood that could be understood otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// `01/09/2025`: the day before the month, as in Europe.
    DayFirst,
    /// `3/4`: the day before the month, and a year that nobody said.
    DayFirstOfNoYear,
    /// `12/31/2018`: the month before the day, as there is no month 31.
    MonthFirst,
    /// `2024/13/1`: the year, the day and the month.
    DayBeforeMonth,
    /// `next Friday`: that of the week after this one.
    NextWeeks,
    /// `last Friday`: the latest before today.
    Latest,
    /// `friday` on a Friday: in a week.
    NotToday,
    /// `next week`: in seven days.
    InAWeek,
    /// `last week`: seven days ago.
    AWeekAgo,
    /// `this week`: until its Sunday.
    EndOfWeek,
    /// `a few days`: three.
    AFew,
    /// `mid-May`: nothing finer is kept than the month.
    Whole,
    /// `Tue 10 January`, where that day is not a Tuesday.
    NotA(Weekday),
}

impl How {
    /// Tells whether the reading rests on more than one guess: it is asked about where nobody sees it
    /// before it is recorded.
    pub fn is_two_guesses(self) -> bool {
        self == Self::DayFirstOfNoYear
    }
}

impl fmt::Display for How {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DayFirst | Self::DayFirstOfNoYear => "day first",
            Self::MonthFirst => "month first, as no month has that number",
            Self::DayBeforeMonth => "day before month",
            Self::NextWeeks => "in the week after this one",
            Self::Latest => "the latest one",
            Self::NotToday | Self::InAWeek => "in a week",
            Self::AWeekAgo => "a week ago",
            Self::EndOfWeek => "the end of the week",
            Self::AFew => "a few taken for three",
            Self::Whole => "the whole of it",
            Self::NotA(weekday) => return write!(f, "not a {}", words::weekday_name(*weekday)),
        })
    }
}

/// Says the date with its weekday and how it was understood: `Mon 1 Sep 2025, day first`.
impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.date.spoken())?;
        match self.how {
            Some(how) => write!(f, ", {how}"),
            None => Ok(()),
        }
    }
}

/// Reads a date somebody typed on the day `today`.
///
/// Besides what plans hold (`30 Sep 2014`, `Sep 2014`, `Autumn 2014`, `2016-Q3`, `2014`, `Ongoing`):
/// days in figures with the day first, with or without the year; weekdays, `next friday`, `friday of next
/// week`; `tomorrow`, `in 2 weeks`, `2 days after next Friday`, `+2w`, `5 days ago`; `the 15th`, `in
/// January`, `end of May`, `eow`, `eom`, `eoq`, `eoy`. Months and weekdays may be of another language.
/// What has no year is the next one, or the latest where days are `towards` the past. A `!` behind the date
/// says that a far year is meant.
///
/// # Errors
/// When it is no date, the calendar has no such day, or the year is far from today.
pub fn read_typed(text: &str, today: Date, towards: Towards) -> Result<Reading, DateError> {
    let typed = text.trim();
    let (typed, insisted) = match typed.strip_suffix(INSISTS) {
        Some(date) => (date, true),
        None => (typed, false),
    };
    let (date, how) =
        understood(typed, Calendar { today, towards }).map_err(|miss| match miss {
            Miss::Form => DateError::Typed { text: quoted(text) },
            Miss::Several => DateError::Several { text: quoted(text) },
            Miss::Calendar(why) => DateError::Lacks {
                text: quoted(text),
                why,
            },
        })?;
    // No file holds a year before 0.
    let first = date.first_day().unwrap_or(today);
    let year = first.year();
    if year < 0 {
        return Err(DateError::Lacks {
            text: quoted(text),
            why: Why::Reach,
        });
    }
    if (year - today.year()).abs() > FAR_YEARS && !insisted {
        return Err(DateError::Far {
            text: quoted(typed),
            year,
            years: (year - today.year()).abs(),
        });
    }
    Ok(Reading { date, how })
}

fn understood(typed: &str, calendar: Calendar) -> Parsed {
    if typed.chars().count() > LONGEST {
        return Err(Miss::Form);
    }
    let folded = fold(typed);
    let tokens = tokens::tokens(&folded).ok_or(Miss::Form)?;
    let tokens: Vec<Token<'_>> = tokens.into_iter().map(around::without_part).collect();
    let mut rest = tokens.as_slice();
    loop {
        match (
            grammar::phrase(rest, calendar),
            around::without_behind(rest),
        ) {
            (Err(Miss::Form), Some(shorter)) => rest = shorter,
            (Err(Miss::Form), None) if several::are(&tokens, calendar) => {
                return Err(Miss::Several);
            }
            (read, _) => return read,
        }
    }
}

/// A date and how it was understood, or why it is none.
type Parsed = Result<(FuzzyDate, Option<How>), Miss>;

/// Why one form did not yield a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Miss {
    /// The text has another form, so the next one may have a try.
    Form,
    /// The form is right, the date does not exist.
    Calendar(Why),
    /// More than one day is named.
    Several,
}

/// Returns what the first form yields that knows the text.
fn first_hit<const N: usize>(tries: [&dyn Fn() -> Parsed; N]) -> Parsed {
    let mut found = tries.into_iter().map(|attempt| attempt());
    found
        .find(|found| *found != Err(Miss::Form))
        .unwrap_or(Err(Miss::Form))
}

/// Why the calendar has no such date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// The month is shorter.
    MonthEnds {
        /// Its name.
        month: &'static str,
        /// The year, where it matters.
        year: Option<i16>,
        /// The days it has.
        days: i8,
    },
    /// There are no more months, days or quarters than that.
    NoMonth(i8),
    /// No month has more days.
    Days(i8),
    /// There are four quarters.
    Quarters,
    /// It is beyond the years that can be recorded.
    Reach,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::MonthEnds {
                month,
                year: Some(year),
                days,
            } => write!(f, "{month} {year:04} has {days} days"),
            Self::MonthEnds { month, days, .. } => write!(f, "{month} has {days} days"),
            Self::NoMonth(month) => write!(f, "there is no month {month}"),
            Self::Days(days) => write!(f, "the days of a month go from 1 to {days}"),
            Self::Quarters => f.write_str("a year has four quarters"),
            Self::Reach => f.write_str("years go from 0000 to 9999"),
        }
    }
}
