//! How much time lies between two dates, said no finer than the dates are known.

use std::fmt;

use jiff::Unit;
use jiff::civil::Date;

use super::{FuzzyDate, days_between};

/// How much later one date is than another, from last day to last day.
///
/// It can be made of two [`FuzzyDate`]s only, and holds days only where both are days: there is no way to
/// count days from a month, or months from a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag(Span);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Span {
    /// Both are days.
    Days { from: Date, to: Date },
    /// Neither is less exact than a season: whole months.
    Months(u32),
    /// One of them is a year: whole years.
    Years(u32),
}

/// What a date is counted in, the finest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Grain {
    Days,
    Months,
    Years,
}

impl FuzzyDate {
    fn grain(self) -> Option<Grain> {
        match self {
            FuzzyDate::Day(_) => Some(Grain::Days),
            FuzzyDate::Month { .. } | FuzzyDate::Season { .. } | FuzzyDate::Quarter { .. } => {
                Some(Grain::Months)
            }
            FuzzyDate::Year(_) => Some(Grain::Years),
            FuzzyDate::Ongoing => None,
        }
    }
}

impl Lag {
    /// Returns how much later `to` is than `from`; `None` where it is not later, and for what has no end.
    pub fn between(from: FuzzyDate, to: FuzzyDate) -> Option<Self> {
        let grain = from.grain()?.max(to.grain()?);
        let (first, last) = (from.last_day()?, to.last_day()?);
        if first >= last {
            return None;
        }
        Some(Self(match grain {
            Grain::Days => Span::Days {
                from: first,
                to: last,
            },
            Grain::Months => Span::Months(whole(Unit::Month, first, last)),
            Grain::Years => Span::Years(whole(Unit::Year, first, last)),
        }))
    }

    /// Returns by how much `due` has passed on `day`; `None` while it has not.
    pub fn past(due: FuzzyDate, day: Date) -> Option<Self> {
        Self::between(due, FuzzyDate::Day(day))
    }

    /// Returns the days, where both dates are days.
    pub fn days(self) -> Option<i64> {
        match self.0 {
            Span::Days { from, to } => Some(days_between(from, to)),
            Span::Months(_) | Span::Years(_) => None,
        }
    }

    /// Returns it in words that say how exact it is: `1 day`, `about 3 years`, `less than a month`.
    pub fn about(self) -> String {
        match self.0 {
            Span::Days { .. } | Span::Months(0) | Span::Years(0) => self.to_string(),
            Span::Months(_) | Span::Years(_) => format!("about {self}"),
        }
    }
}

/// Writes it in the two largest units that say it: `4 months 11 days`, `1 year 7 months`,
/// `less than a month`.
impl fmt::Display for Lag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Span::Days { from, to } => f.write_str(&of_days(from, to)),
            Span::Months(0) => f.write_str("less than a month"),
            Span::Months(months) => f.write_str(&said([
                (i64::from(months / 12), "year"),
                (i64::from(months % 12), "month"),
            ])),
            Span::Years(0) => f.write_str("less than a year"),
            Span::Years(years) => f.write_str(&said([(i64::from(years), "year")])),
        }
    }
}

fn of_days(from: Date, to: Date) -> String {
    let (from, to) = behind(from, to);
    let Ok(span) = from.until((Unit::Year, to)) else {
        return "some time".to_owned();
    };
    let parts = [
        (i64::from(span.get_years()), "year"),
        (i64::from(span.get_months()), "month"),
        (i64::from(span.get_days()), "day"),
    ];
    said(parts)
}

/// Returns how many whole units lie between two days.
fn whole(unit: Unit, from: Date, to: Date) -> u32 {
    let (from, to) = behind(from, to);
    let span = from.until((unit, to)).ok();
    let many = span.map(|span| match unit {
        Unit::Year => i32::from(span.get_years()),
        _ => span.get_months(),
    });
    many.and_then(|many| u32::try_from(many).ok()).unwrap_or(0)
}

/// Returns the days behind both: a month that ends earlier than another is whole all the same.
fn behind(from: Date, to: Date) -> (Date, Date) {
    match (from.tomorrow(), to.tomorrow()) {
        (Ok(from), Ok(to)) => (from, to),
        _ => (from, to),
    }
}

fn said<const N: usize>(parts: [(i64, &str); N]) -> String {
    let told = parts.into_iter().filter(|(many, _)| *many > 0).take(2);
    let told =
        told.map(|(many, unit)| format!("{many} {unit}{}", if many == 1 { "" } else { "s" }));
    told.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use proptest::prelude::*;

    use super::*;
    use crate::base::date::Season;

    #[track_caller]
    fn check(from: &str, to: &str, expected: Option<&str>) {
        let lag = Lag::between(from.parse().unwrap(), to.parse().unwrap());
        let words = lag.map(|lag| lag.to_string());
        assert_eq!(words.as_deref(), expected, "{from} to {to}");
    }

    #[test]
    fn april_2018_is_never_late_by_days() {
        check("2018-04", "2018-04-30", None);
        check("2018-04", "2018-05-01", Some("less than a month"));
        check("2018-04", "2018-08-09", Some("3 months"));
        check("2016-04", "2017-11-30", Some("1 year 7 months"));
        check("2017-03", "2017-11-30", Some("8 months"));
        check("Summer 2017", "2017-10-31", Some("2 months"));
        check("2018-Q1", "2018-05-01", Some("1 month"));
        check("2018", "2019-11-30", Some("less than a year"));
        check("2018", "2020-01-01", Some("1 year"));
        check("2018-04", "2021", Some("3 years"));
        check("2018", "2018-06", None);
        check("Ongoing", "2018-06", None);
    }

    #[test]
    fn days_are_counted_between_days() {
        check("2018-04-30", "2018-05-01", Some("1 day"));
        check("2018-03-31", "2018-08-09", Some("4 months 9 days"));
        check("2016-01-01", "2018-10-05", Some("2 years 9 months"));
        check("2018-05-01", "2018-05-01", None);
        let lag = Lag::past("2018-03-31".parse().unwrap(), "2018-08-09".parse().unwrap());
        assert_eq!(lag.and_then(Lag::days), Some(131));
        let lag = Lag::past("2018-03".parse().unwrap(), "2018-08-09".parse().unwrap());
        assert_eq!(lag.map(Lag::days), Some(None));
    }

    proptest! {
        #[test]
        fn no_day_is_said_where_a_date_is_none(
            year in 1990i16..2060, month in 1i8..=12, later in 0i32..5000, kind in 0..4,
            season in proptest::sample::select(Season::ALL.to_vec()),
        ) {
            let from = match kind {
                0 => FuzzyDate::Month { year, month },
                1 => FuzzyDate::Season { year, season },
                2 => FuzzyDate::Quarter { year, quarter: (month - 1) / 3 + 1 },
                _ => FuzzyDate::Year(year),
            };
            let day = from.last_day().unwrap().saturating_add(jiff::Span::new().days(later));
            let lag = Lag::past(from, day);
            prop_assert_eq!(lag.is_some(), later > 0);
            let words = lag.map(|lag| lag.to_string()).unwrap_or_default();
            prop_assert!(!words.contains("day"), "{}", words);
            prop_assert!(kind != 3 || !words.contains("month"), "{}", words);
        }
    }
}
