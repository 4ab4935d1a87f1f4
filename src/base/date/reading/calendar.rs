//! The calendar around one day: the days that words without a year or date lead to.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan as _};

use super::super::{FuzzyDate, MONTHS, Season};
use super::words::{Unit, Which};
use super::{Miss, Towards, Why};

/// How far the next 29 February can be: the century years in between may have none.
const YEARS_TO_ANY_DAY: i16 = 8;
/// A year of two digits is the one that is nearest to today.
const CENTURY: i16 = 100;

/// The day from which all is counted, and on which side of it days without a year lie.
#[derive(Debug, Clone, Copy)]
pub(super) struct Calendar {
    pub(super) today: Date,
    pub(super) towards: Towards,
}

impl Calendar {
    /// Returns a day of a year.
    pub(super) fn day(year: i16, month: i8, day: i8) -> Result<Date, Miss> {
        Date::new(year, month, day).map_err(|_| Miss::Calendar(why_not(Some(year), month, day)))
    }

    /// Returns the day of that name without its year: the next, perhaps today, or the latest.
    pub(super) fn day_of_year(self, month: i8, day: i8) -> Result<Date, Miss> {
        let years = (0..=YEARS_TO_ANY_DAY).map(|years| self.years_on(years));
        let mut days = years.filter_map(|year| Date::new(year, month, day).ok());
        let found = days.find(|&day| self.is_ahead_or_today(day));
        found.ok_or(Miss::Calendar(why_not(None, month, day)))
    }

    /// Returns the day of that number: of this month or the next that has it, or of one before.
    pub(super) fn day_of_month(self, day: i8) -> Result<Date, Miss> {
        let months = (0..3_i32).filter_map(|months| {
            let months = match self.towards {
                Towards::Coming => months,
                Towards::Past => -months,
            };
            self.today
                .first_of_month()
                .checked_add(months.months())
                .ok()
        });
        let mut days = months.filter_map(|first| first.with().day(day).build().ok());
        let found = days.find(|&day| self.is_ahead_or_today(day));
        found.ok_or(Miss::Calendar(Why::Days(31)))
    }

    /// Returns the month of that name without its year: this one or the next, or the latest.
    pub(super) fn month(self, month: i8) -> FuzzyDate {
        let held = self.today.month();
        let later = match self.towards {
            Towards::Coming => month < held,
            Towards::Past => month > held,
        };
        let year = self.years_on(i16::from(later));
        FuzzyDate::Month { year, month }
    }

    /// Returns the season of that name without its year.
    pub(super) fn season(self, season: Season) -> Result<FuzzyDate, Miss> {
        self.nearest(|year| FuzzyDate::Season { year, season })
    }

    /// Returns the quarter of that number without its year.
    pub(super) fn quarter(self, quarter: i8) -> Result<FuzzyDate, Miss> {
        self.nearest(|year| FuzzyDate::Quarter { year, quarter })
    }

    /// Returns the one that is not over yet, or the latest that has begun.
    fn nearest(self, of: impl Fn(i16) -> FuzzyDate) -> Result<FuzzyDate, Miss> {
        let fits = |date: &FuzzyDate| match self.towards {
            Towards::Coming => !date.is_past(self.today),
            Towards::Past => date.first_day().is_some_and(|first| first <= self.today),
        };
        // A winter that is not over yet began in the year before.
        let mut years = (-1..=1).map(|years| of(self.years_on(years)));
        years.find(fits).ok_or(Miss::Calendar(Why::Reach))
    }

    fn years_on(self, years: i16) -> i16 {
        match self.towards {
            Towards::Coming => self.today.year().saturating_add(years),
            Towards::Past => self.today.year().saturating_sub(years),
        }
    }

    fn is_ahead_or_today(self, day: Date) -> bool {
        match self.towards {
            Towards::Coming => day >= self.today,
            Towards::Past => day <= self.today,
        }
    }

    /// Returns the year of two digits that is nearest to today.
    pub(super) fn year_of_two_digits(self, two: i16) -> i16 {
        let begins = self.today.year() - self.today.year().rem_euclid(CENTURY);
        let years = [-CENTURY, 0, CENTURY].map(|off| begins + off + two);
        let nearest = years
            .into_iter()
            .min_by_key(|year| (year - self.today.year()).abs());
        nearest.unwrap_or(two)
    }

    /// Returns the weekday of this week, the next or the last; a week begins on Monday.
    pub(super) fn in_week(self, weekday: Weekday, week: Which) -> Result<Date, Miss> {
        let monday = i64::from(self.today.weekday().to_monday_zero_offset());
        let wanted = i64::from(weekday.to_monday_zero_offset());
        let weeks = match week {
            Which::This => 0,
            Which::Next => 7,
            Which::Last => -7,
        };
        self.days_on(wanted - monday + weeks)
    }

    /// Returns the next such weekday, never today.
    pub(super) fn next_weekday(self, weekday: Weekday) -> Result<Date, Miss> {
        let found = self.today.nth_weekday(1, weekday);
        found.map_err(|_| Miss::Calendar(Why::Reach))
    }

    /// Returns the latest such weekday, never today.
    pub(super) fn latest_weekday(self, weekday: Weekday) -> Result<Date, Miss> {
        let found = self.today.nth_weekday(-1, weekday);
        found.map_err(|_| Miss::Calendar(Why::Reach))
    }

    /// Returns the day that is so many days off today.
    pub(super) fn days_on(self, days: i64) -> Result<Date, Miss> {
        added(self.today, days, Unit::Day)
    }

    /// Returns the whole month, quarter or year, or the day or week from today.
    pub(super) fn whole(self, unit: Unit, which: Which) -> Result<FuzzyDate, Miss> {
        let by = match which {
            Which::This => 0,
            Which::Next => 1,
            Which::Last => -1,
        };
        let first = match unit {
            Unit::Quarter | Unit::Month => self.today.first_of_month(),
            Unit::Day | Unit::Week | Unit::Fortnight | Unit::Year => self.today,
        };
        let there = added(first, by, unit)?;
        let (year, month) = (there.year(), there.month());
        Ok(match unit {
            Unit::Day | Unit::Week | Unit::Fortnight => FuzzyDate::Day(there),
            Unit::Month => FuzzyDate::Month { year, month },
            Unit::Quarter => FuzzyDate::Quarter {
                year,
                quarter: (month + 2) / 3,
            },
            Unit::Year => FuzzyDate::Year(year),
        })
    }
}

/// Returns the day so many units after another.
pub(super) fn added(from: Date, count: i64, unit: Unit) -> Result<Date, Miss> {
    let span = match unit {
        Unit::Day => Span::new().try_days(count),
        Unit::Week => Span::new().try_weeks(count),
        Unit::Fortnight => Span::new().try_weeks(count.saturating_mul(2)),
        Unit::Month => Span::new().try_months(count),
        Unit::Quarter => Span::new().try_months(count.saturating_mul(3)),
        Unit::Year => Span::new().try_years(count),
    };
    let there = span.and_then(|span| from.checked_add(span));
    there.map_err(|_| Miss::Calendar(Why::Reach))
}

/// Says why the calendar has no such day.
fn why_not(year: Option<i16>, month: i8, day: i8) -> Why {
    let index = usize::try_from(month).ok().and_then(|m| m.checked_sub(1));
    let Some(name) = index.and_then(|index| MONTHS.get(index)) else {
        return Why::NoMonth(month);
    };
    let leap = 2000;
    let of_year = year.unwrap_or(leap);
    match Date::new(of_year, month, 1) {
        Ok(first) if day > first.days_in_month() => Why::MonthEnds {
            month: name,
            year: year.filter(|_| month == 2),
            days: first.days_in_month(),
        },
        _ => Why::Days(31),
    }
}
