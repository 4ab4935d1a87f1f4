//! The stretch of time in sight and its scale: which column a day falls into, and what stands above.

use jiff::civil::Date;
use jiff::{Span, ToSpan as _};

use crate::base::date::{days_between, month_short};

/// How much time is in sight.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Zoom {
    /// The whole cycle of the plan.
    #[default]
    Cycle,
    /// Twelve months.
    Year,
    /// Three months.
    Quarter,
}

impl Zoom {
    /// Returns what is in sight, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Cycle => "whole cycle",
            Self::Year => "12 months",
            Self::Quarter => "3 months",
        }
    }

    /// Returns how many months are in sight; `None` where it depends on the plan.
    pub fn months(self) -> Option<i64> {
        match self {
            Self::Cycle => None,
            Self::Year => Some(12),
            Self::Quarter => Some(3),
        }
    }
}

/// The days in sight, both ends among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first day.
    pub first: Date,
    /// The last day, never before the first.
    pub last: Date,
}

/// Where a day is, seen through a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Before it.
    Before,
    /// In that column.
    At(usize),
    /// After it.
    After,
}

impl Window {
    /// Makes the window of whole months from the one of `first` on.
    pub fn of_months(first: Date, months: i64) -> Self {
        let first = first.first_of_month();
        let end = first.saturating_add(Span::new().months(months));
        Self {
            first,
            last: end.yesterday().unwrap_or(end).max(first),
        }
    }

    /// Makes a window of whole months around two days.
    pub fn around(first: Date, last: Date) -> Self {
        Self {
            first: first.first_of_month(),
            last: last.max(first).last_of_month(),
        }
    }

    /// Returns how many days are in sight, one at least.
    pub fn days(self) -> i64 {
        days_between(self.first, self.last).max(0) + 1
    }

    /// Returns the day in the middle.
    pub fn middle(self) -> Date {
        self.first.saturating_add((self.days() / 2).days())
    }

    /// Returns where a day is in `width` columns.
    pub fn place(self, day: Date, width: usize) -> Place {
        if day < self.first {
            return Place::Before;
        }
        if day > self.last {
            return Place::After;
        }
        let columns = i64::try_from(width).unwrap_or(0);
        let column = days_between(self.first, day) * columns / self.days();
        Place::At(usize::try_from(column).unwrap_or(0))
    }

    fn column(self, day: Date, width: usize) -> Option<usize> {
        match self.place(day, width) {
            Place::At(column) => Some(column),
            Place::Before | Place::After => None,
        }
    }
}

/// What a scale is divided into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Year,
    Quarter,
    Month,
    Week,
}

impl Unit {
    /// Returns about how many days one has.
    fn days(self) -> i64 {
        match self {
            Self::Year => 365,
            Self::Quarter => 92,
            Self::Month => 31,
            Self::Week => 7,
        }
    }

    /// Returns the day on which the next one begins; the weeks of a month begin on its 1st, 8th,
    /// 15th and 22nd.
    fn after(self, day: Date) -> Date {
        let month = |months| {
            day.first_of_month()
                .saturating_add(Span::new().months(months))
        };
        match self {
            Self::Year => month(i64::from(13 - day.month())),
            Self::Quarter => month(i64::from(3 - (day.month() - 1) % 3)),
            Self::Week if day.day() < 22 => {
                let next = 7 - (day.day() - 1) % 7;
                day.saturating_add(i64::from(next).days())
            }
            Self::Month | Self::Week => month(1),
        }
    }

    /// Returns what stands above its first day.
    fn label(self, day: Date) -> String {
        match self {
            Self::Year => day.year().to_string(),
            Self::Quarter => format!("Q{}", (day.month() + 2) / 3),
            Self::Month => month_short(day.month()).to_owned(),
            Self::Week => day.day().to_string(),
        }
    }
}

/// Returns the lines of the scale, the coarser above the finer: years above quarters or months,
/// months above weeks, whatever has room in `width` columns.
pub fn scale(window: Window, width: usize) -> [String; 2] {
    // A label and a space behind it.
    let fits = |unit: Unit, columns: i64| {
        let room = i64::try_from(width).unwrap_or(0) * unit.days() / window.days();
        room >= columns
    };
    let (coarse, fine) = if fits(Unit::Week, 3) {
        (Unit::Month, Some(Unit::Week))
    } else if fits(Unit::Month, 4) {
        (Unit::Year, Some(Unit::Month))
    } else if fits(Unit::Quarter, 3) {
        (Unit::Year, Some(Unit::Quarter))
    } else {
        (Unit::Year, None)
    };
    let fine = fine.map_or_else(String::new, |unit| labels(window, width, unit, false));
    [labels(window, width, coarse, true), fine]
}

/// Writes the name of each part where it begins, if there is room before the next one.
fn labels(window: Window, width: usize, unit: Unit, with_year: bool) -> String {
    let mut line = String::new();
    let mut day = window.first;
    while day <= window.last {
        let next = unit.after(day);
        let mut label = unit.label(day);
        if with_year && unit == Unit::Month {
            label = format!("{label} {}", day.year());
        }
        let column = window.column(day, width).unwrap_or(width);
        let end = window.column(next, width).unwrap_or(width);
        // A space keeps it apart from the one before, and the next.
        if column >= line.len()
            && column + label.len() < end.max(column + 1) + usize::from(end == width)
        {
            line = format!("{line:<column$}{label} ");
        }
        if next <= day {
            break;
        }
        day = next;
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn cycle() -> Window {
        Window::around(date(2016, 5, 1), date(2018, 12, 31))
    }

    #[test]
    fn a_day_has_its_column_or_is_outside() {
        let window = cycle();
        assert_eq!(window.days(), 975);
        let cases = [
            (date(2016, 4, 30), Place::Before),
            (date(2016, 5, 1), Place::At(0)),
            (date(2017, 8, 31), Place::At(19)),
            (date(2017, 9, 1), Place::At(20)),
            (date(2018, 12, 31), Place::At(39)),
            (date(2019, 1, 1), Place::After),
        ];
        for (day, place) in cases {
            assert_eq!(window.place(day, 40), place, "{day}");
        }
        let one = Window::around(date(2016, 5, 1), date(2016, 4, 1));
        assert_eq!(
            one.last,
            date(2016, 5, 31),
            "an end before the beginning is no end"
        );
    }

    #[track_caller]
    fn check(window: Window, width: usize, coarse: &str, fine: &str) {
        assert_eq!(scale(window, width), [coarse.to_owned(), fine.to_owned()]);
    }

    #[test]
    fn the_scale_says_what_has_room() {
        check(cycle(), 24, "2016  2017     2018", "");
        check(
            cycle(),
            44,
            "2016       2017            2018",
            "  Q3  Q4   Q1  Q2  Q3  Q4  Q1  Q2  Q3  Q4",
        );
        check(
            Window::of_months(date(2018, 1, 9), 12),
            52,
            "2018",
            "Jan Feb Mar Apr  May Jun Jul  Aug Sep Oct  Nov Dec",
        );
        check(
            Window::of_months(date(2018, 7, 9), 3),
            46,
            "Jul 2018       Aug 2018        Sep 2018",
            "1  8   15 22   1   8  15  22   1  8   15 22",
        );
        check(Window::of_months(date(2018, 1, 9), 12), 2, "", "");
    }
}
