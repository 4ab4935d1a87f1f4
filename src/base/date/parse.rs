//! Reads dates in files: the text they hold, and the forms people write who write them by hand.

use std::str::FromStr;

use jiff::civil::Date;

use super::reading::Why;
use super::{FuzzyDate, MONTHS, Season};
use crate::base::text;

/// How much of a wrong text an error repeats.
const QUOTED_COLUMNS: usize = 40;
/// The least of a name that may stand for it, as in `Sep` and `Sept`.
const LEAST_LETTERS: usize = 3;
/// Why a text is not a date. The text inside is fit for a terminal and cut to a few words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has no form of a date.
    #[error(
        "not a date: `{text}`; write it like 30 Sep 2014, 2014-09-30, 30/9/2014, Sep 2014, \
         2014-09, Autumn 2014, 2016-Q3, 2014 or Ongoing"
    )]
    Form {
        /// What was written.
        text: String,
    },
    /// The text has no form of a date where all forms would do.
    #[error(
        "not a date: `{text}`; type it like 30 Sep 2018, 30 sep, 30.9.2018, 2018-09-30, next friday, \
         in 2 weeks, end of May, Sep 2018, Autumn 2018, 2018-Q3, 2018 or Ongoing"
    )]
    Typed {
        /// What was typed.
        text: String,
    },
    /// What was typed has the form of a date, but the calendar has no such date.
    #[error("the calendar has no `{text}`: {why}")]
    Lacks {
        /// What was typed.
        text: String,
        /// Why it has none.
        why: Why,
    },
    /// What was typed names more than one day.
    #[error("`{text}` names more than one day; type one, as in 30 nov")]
    Several {
        /// What was typed.
        text: String,
    },
    /// The year that was typed is far from today.
    #[error(
        "`{text}` is in the year {year:04}, {years} years from now; type {text}! if that is meant"
    )]
    Far {
        /// What was typed.
        text: String,
        /// The year it is in.
        year: i16,
        /// How far that is.
        years: i16,
    },
    /// The text is no day where only a day will do.
    #[error("not a day: `{text}`; write it like 2014-09-30")]
    Day {
        /// What was written.
        text: String,
    },
    /// The text has the form of a date, but the calendar has no such date.
    #[error("the calendar has no `{text}`; check day, month and year")]
    Calendar {
        /// What was written.
        text: String,
    },
}

/// Reads the text in files and the forms in plans, with letters of either case:
///
/// ```text
/// 2014-09-30    30 Sep 2014   30th September 2014   30/9/2014 (day first)
/// 2014-09       Sep 2014      September 2014        9/2014
/// Autumn 2014   Fall 2014     2016-Q3   2016 Q3     Q3 2016   2014   Ongoing
/// ```
impl FromStr for FuzzyDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        read(&text.trim().to_lowercase()).map_err(|miss| match miss {
            Miss::Form => DateError::Form { text: quoted(text) },
            Miss::Calendar => DateError::Calendar { text: quoted(text) },
        })
    }
}

/// Why one form did not yield a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Miss {
    /// The text has another form, so the next one may have a try.
    Form,
    /// The form is right, the date does not exist.
    Calendar,
}

/// Returns the first result that knows the form.
fn first_hit<const N: usize>(tries: [Result<FuzzyDate, Miss>; N]) -> Result<FuzzyDate, Miss> {
    tries
        .into_iter()
        .find(|found| *found != Err(Miss::Form))
        .unwrap_or(Err(Miss::Form))
}

/// Reads every form that does not depend on the day.
fn read(lower: &str) -> Result<FuzzyDate, Miss> {
    let words: Vec<&str> = lower.split_whitespace().collect();
    match *words.as_slice() {
        ["ongoing"] => Ok(FuzzyDate::Ongoing),
        [one] => {
            let year = digits(one, 4).map(FuzzyDate::Year);
            first_hit([year, by_hyphens(one), by_slashes(one)])
        }
        [one, two] => first_hit([
            month_name(one).and_then(|month| month_of(digits(two, 4)?, month)),
            season(one).and_then(|season| {
                Ok(FuzzyDate::Season {
                    year: digits(two, 4)?,
                    season,
                })
            }),
            quarter_of(one, two),
            quarter_of(two, one),
        ]),
        [d, m, y] => day_of(digits(y, 4)?, month_name(m)?, ordinal(d)?),
        _ => Err(Miss::Form),
    }
}

/// Reads `2014-09-30`, `2014-09` and `2016-q3`, with all their digits.
fn by_hyphens(text: &str) -> Result<FuzzyDate, Miss> {
    let parts: Vec<&str> = text.split('-').collect();
    match *parts.as_slice() {
        [y, m, d] => day_of(digits(y, 4)?, small(m, 2)?, small(d, 2)?),
        [y, q] if q.starts_with('q') => quarter_of(y, q),
        [y, m] => month_of(digits(y, 4)?, small(m, 2)?),
        _ => Err(Miss::Form),
    }
}

/// Reads `30/9/2014` and `9/2014`.
fn by_slashes(text: &str) -> Result<FuzzyDate, Miss> {
    let parts: Vec<&str> = text.split('/').collect();
    let part = |part: &str| small(part, part.len().clamp(1, 2));
    match *parts.as_slice() {
        [d, m, y] => day_of(digits(y, 4)?, part(m)?, part(d)?),
        [m, y] => month_of(digits(y, 4)?, part(m)?),
        _ => Err(Miss::Form),
    }
}

fn day_of(year: i16, month: i8, day: i8) -> Result<FuzzyDate, Miss> {
    Date::new(year, month, day)
        .map(FuzzyDate::Day)
        .map_err(|_| Miss::Calendar)
}

fn month_of(year: i16, month: i8) -> Result<FuzzyDate, Miss> {
    let valid = (1..=12).contains(&month);
    if valid {
        Ok(FuzzyDate::Month { year, month })
    } else {
        Err(Miss::Calendar)
    }
}

fn quarter_of(year: &str, quarter: &str) -> Result<FuzzyDate, Miss> {
    let year = digits(year, 4)?;
    let quarter = small(quarter.strip_prefix('q').ok_or(Miss::Form)?, 1)?;
    let valid = (1..=4).contains(&quarter);
    if valid {
        Ok(FuzzyDate::Quarter { year, quarter })
    } else {
        Err(Miss::Calendar)
    }
}

/// Reads a number of exactly `len` digits.
fn digits(text: &str, len: usize) -> Result<i16, Miss> {
    let valid = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    if valid {
        text.parse().map_err(|_| Miss::Form)
    } else {
        Err(Miss::Form)
    }
}

/// Reads a number of exactly `len` digits, two at most.
fn small(text: &str, len: usize) -> Result<i8, Miss> {
    digits(text, len).and_then(|number| i8::try_from(number).map_err(|_| Miss::Form))
}

/// Reads a day such as `3`, `03` or `3rd`.
fn ordinal(text: &str) -> Result<i8, Miss> {
    let number = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let valid = matches!(
        text.strip_prefix(number),
        Some("" | "st" | "nd" | "rd" | "th")
    );
    if valid {
        small(number, number.len().clamp(1, 2))
    } else {
        Err(Miss::Form)
    }
}

/// Tells whether `text` is `name` or enough of its beginning.
fn means(text: &str, name: &str) -> bool {
    text.len() >= LEAST_LETTERS && name.to_lowercase().starts_with(text)
}

fn month_name(text: &str) -> Result<i8, Miss> {
    let text = text.trim_end_matches('.');
    let months = (1..).zip(MONTHS);
    let found = months.into_iter().find(|(_, name)| means(text, name));
    found.map(|(month, _)| month).ok_or(Miss::Form)
}

fn season(text: &str) -> Result<Season, Miss> {
    if text == "fall" {
        return Ok(Season::Autumn);
    }
    let found = Season::ALL
        .into_iter()
        .find(|season| means(text, season.name()));
    found.ok_or(Miss::Form)
}

/// Returns a wrong text as an error may repeat it.
pub(super) fn quoted(text: &str) -> String {
    text::cut_end(&text::safe(text.trim()), QUOTED_COLUMNS).into_owned()
}

#[cfg(test)]
pub(super) mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_what_people_write() {
        let cases = [
            ("2014-09-30", "2014-09-30"),
            ("30 Sep 2014", "2014-09-30"),
            ("  30th  september 2014 ", "2014-09-30"),
            ("1 Sept. 2014", "2014-09-01"),
            ("30/9/2014", "2014-09-30"),
            ("03/09/2014", "2014-09-03"),
            ("9/2014", "2014-09"),
            ("Sep 2014", "2014-09"),
            ("MAY 2014", "2014-05"),
            ("2014-09", "2014-09"),
            ("autumn 2014", "Autumn 2014"),
            ("Aut 2014", "Autumn 2014"),
            ("Fall 2014", "Autumn 2014"),
            ("2016-Q3", "2016-Q3"),
            ("2016 q3", "2016-Q3"),
            ("Q3 2016", "2016-Q3"),
            ("2014", "2014"),
            ("ongoing", "Ongoing"),
        ];
        for (written, stored) in cases {
            assert_eq!(
                written.parse::<FuzzyDate>().unwrap().to_string(),
                stored,
                "{written}"
            );
        }
    }

    #[test]
    fn refuses_with_the_text_and_the_way_out() {
        let forms = [
            "",
            "2014-9-3",
            "14-09-30",
            "30 Se 2014",
            "soon",
            "+014",
            "2014-09-30T00",
            "３０",
        ];
        for text in forms
            .into_iter()
            .chain(["today", "1//2014", "3xx Sep 2014", "Sep 14", "2014-"])
        {
            let error = text.parse::<FuzzyDate>().unwrap_err();
            assert_eq!(
                error,
                DateError::Form {
                    text: text.to_owned()
                }
            );
            assert!(
                error.to_string().contains("; write it like 30 Sep 2014"),
                "{error}"
            );
        }
        for text in [
            "2014-02-30",
            "31 Sep 2014",
            "9/30/2014",
            "2014-13",
            "2016-Q5",
            "2016-Q0",
        ] {
            let error = text.parse::<FuzzyDate>().unwrap_err();
            assert_eq!(
                error,
                DateError::Calendar {
                    text: text.to_owned()
                }
            );
        }
        let error = format!("\x1b[2J{}", "x".repeat(100))
            .parse::<FuzzyDate>()
            .unwrap_err();
        assert!(matches!(&error, DateError::Form { text } if text::width(text) == 40));
        assert!(text::is_safe(&error.to_string()), "{error}");
    }

    pub(in crate::base::date) fn any_fuzzy() -> impl Strategy<Value = FuzzyDate> {
        let year = 0_i16..=9999;
        prop_oneof![
            (year.clone(), 1_i8..=12, 1_i8..=28)
                .prop_map(|(y, m, d)| FuzzyDate::Day(Date::new(y, m, d).unwrap())),
            (year.clone(), 1_i8..=12).prop_map(|(year, month)| FuzzyDate::Month { year, month }),
            (year.clone(), prop::sample::select(&Season::ALL))
                .prop_map(|(year, season)| FuzzyDate::Season { year, season }),
            (year.clone(), 1_i8..=4)
                .prop_map(|(year, quarter)| FuzzyDate::Quarter { year, quarter }),
            year.prop_map(FuzzyDate::Year),
            Just(FuzzyDate::Ongoing),
        ]
    }

    proptest! {
        #[test]
        fn every_text_of_a_date_reads_back(fuzzy in any_fuzzy()) {
            prop_assert_eq!(fuzzy.to_string().parse(), Ok(fuzzy));
            prop_assert_eq!(fuzzy.human().parse(), Ok(fuzzy));
            prop_assert_eq!(fuzzy.short().parse(), Ok(fuzzy));
            prop_assert!(fuzzy.short().len() <= 10);
        }
    }
}
