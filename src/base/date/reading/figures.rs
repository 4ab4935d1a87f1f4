//! Days, months, seasons, quarters and years that are named: in figures or with the name of the month.

use jiff::civil::Weekday;

use super::super::{FuzzyDate, Season};
use super::calendar::Calendar;
use super::tokens::{Number, Token};
use super::words;
use super::{How, Miss, Parsed, Why};

/// Words between the parts of a date that say nothing of their own.
const BETWEEN: [&str; 10] = [
    "of", "the", "de", "del", "di", "den", "do", "d", "year", "feira",
];
const MONTHS: i32 = 12;
const MOST_DAYS: i32 = 31;

/// A part of a date.
#[derive(Debug, Clone, Copy)]
enum Part {
    Number(Number),
    Month(i8),
    Season(Season),
    Quarter(Number),
}

/// The parts of a date, what stands between each and the next, and the weekday it is said to be.
struct Parts {
    named: Vec<Part>,
    between: Vec<char>,
    ends_in_dot: bool,
    weekday: Option<Weekday>,
}

/// Reads a date that names its day, month, season, quarter or year.
pub(super) fn named(tokens: &[Token<'_>], calendar: Calendar) -> Parsed {
    let parts = Parts::of(tokens)?;
    let (date, how) = parts.read(tokens, calendar)?;
    match (parts.weekday, date) {
        (None, _) => Ok((date, how)),
        (Some(said), FuzzyDate::Day(day)) if day.weekday() == said => Ok((date, how)),
        (Some(said), FuzzyDate::Day(_)) => Ok((date, Some(How::NotA(said)))),
        (Some(_), _) => Err(Miss::Form),
    }
}

impl Parts {
    fn of(tokens: &[Token<'_>]) -> Result<Self, Miss> {
        let (weekday, tokens) = without_weekday(tokens);
        let mut found = Self {
            named: Vec::new(),
            between: Vec::new(),
            ends_in_dot: false,
            weekday,
        };
        let (mut sign, mut the) = (' ', false);
        let mut rest = tokens;
        while let Some((token, behind)) = rest.split_first() {
            rest = behind;
            let part = match (*token, behind) {
                (Token::Sign('+'), _) => return Err(Miss::Form),
                (Token::Sign(c), _) => {
                    sign = c;
                    continue;
                }
                (Token::Word(word), _) if BETWEEN.contains(&word) => {
                    the |= word == "the";
                    continue;
                }
                (Token::Word("q"), [Token::Number(number), more @ ..]) => {
                    rest = more;
                    Part::Quarter(*number)
                }
                (Token::Number(number), [Token::Word("quarter"), more @ ..]) if number.ordinal => {
                    rest = more;
                    Part::Quarter(number)
                }
                (Token::Number(number), _) => Part::Number(Number {
                    ordinal: number.ordinal || the,
                    ..number
                }),
                (Token::Word(word), behind) => {
                    let part = word_part(word)?;
                    if let (Part::Number(number), [Token::Word("quarter"), more @ ..]) =
                        (part, behind)
                    {
                        rest = more;
                        Part::Quarter(number)
                    } else {
                        part
                    }
                }
            };
            if !found.named.is_empty() {
                found.between.push(sign);
            }
            (sign, the) = (' ', false);
            found.named.push(part);
        }
        found.ends_in_dot = sign == '.';
        Ok(found)
    }

    fn read(&self, tokens: &[Token<'_>], calendar: Calendar) -> Parsed {
        use Part::{Month, Number as N, Quarter, Season as S};
        let exact = |date| Ok((date, None));
        match *self.named.as_slice() {
            [N(year), Month(month), N(day)] if year.digits == 4 || is_year_before(year, day) => {
                full(calendar, day, month, year)
            }
            [Month(month), N(year), N(day)] if year.digits == 4 => full(calendar, day, month, year),
            [N(day), Month(month), N(year)] | [Month(month), N(day), N(year)] => {
                full(calendar, day, month, year)
            }
            [N(year), Month(month)] | [Month(month), N(year)] if year.digits == 4 => {
                let year = year_of(calendar, year)?;
                exact(FuzzyDate::Month { year, month })
            }
            [Month(month), N(year)] if is_year(year) => {
                let year = year_of(calendar, year)?;
                exact(FuzzyDate::Month { year, month })
            }
            [N(day), Month(month)] | [Month(month), N(day)] => {
                let day = calendar.day_of_year(month, day_of(day)?)?;
                exact(FuzzyDate::Day(day))
            }
            [Month(month)] if stands_alone(tokens) => exact(calendar.month(month)),
            [S(season), N(year)] | [N(year), S(season)] if year.digits == 4 => {
                let year = year_of(calendar, year)?;
                exact(FuzzyDate::Season { year, season })
            }
            [S(season)] => exact(calendar.season(season)?),
            [Quarter(q), N(year)] | [N(year), Quarter(q)] if year.digits == 4 => {
                let (year, quarter) = (year_of(calendar, year)?, quarter_of(q)?);
                exact(FuzzyDate::Quarter { year, quarter })
            }
            [Quarter(q)] => exact(calendar.quarter(quarter_of(q)?)?),
            [N(a), N(b), N(c)] => self.three(calendar, [a, b, c]),
            [N(a), N(b)] => self.two(calendar, a, b),
            [N(one)] => self.one(calendar, one),
            _ => Err(Miss::Form),
        }
    }

    /// Reads `30/11/18`, `2018-11-3` and `12/31/2018`. Whoever begins with the year and writes hyphens
    /// writes the month next, so that `2019-13-01` is a slip and no day before a month.
    fn three(&self, calendar: Calendar, [a, b, c]: [Number; 3]) -> Parsed {
        let year_last = a.digits <= 2 && matches!(c.digits, 2 | 4);
        let spaced = self.between == [' ', ' '] && c.digits == 4;
        if !(spaced || self.is_by_one_sign()) || b.digits > 2 {
            return Err(Miss::Form);
        }
        if a.digits == 4 && c.digits <= 2 {
            let hyphens = self.between.iter().all(|sign| *sign == '-');
            let swapped = !hyphens && b.value > MONTHS && c.value <= MONTHS;
            let (month, day) = if swapped { (c, b) } else { (b, c) };
            let (date, _) = full(calendar, day, month_of(month)?, a)?;
            return Ok((date, swapped.then_some(How::DayBeforeMonth)));
        }
        if !year_last {
            return Err(Miss::Form);
        }
        if b.value > MONTHS && a.value <= MONTHS {
            let (date, _) = full(calendar, b, month_of(a)?, c)?;
            return Ok((date, Some(How::MonthFirst)));
        }
        let (date, _) = full(calendar, a, month_of(b)?, c)?;
        // `14-09-30` could begin with the year.
        let year_first = self.between == ['-', '-'] && c.digits == 2 && c.value <= MOST_DAYS;
        let two_ways = self.is_two_ways(a, b) || year_first;
        Ok((date, two_ways.then_some(How::DayFirst)))
    }

    /// Reads `30/11`, `9/2014` and `2014-09`.
    fn two(&self, calendar: Calendar, a: Number, b: Number) -> Parsed {
        if !self.is_by_one_sign() {
            return Err(Miss::Form);
        }
        let month_of_year = |year, month| {
            let (year, month) = (year_of(calendar, year)?, month_of(month)?);
            Ok((FuzzyDate::Month { year, month }, None))
        };
        match (a.digits, b.digits) {
            (1 | 2, 4) => month_of_year(b, a),
            (4, 1 | 2) => month_of_year(a, b),
            (1 | 2, 1 | 2) => {
                let swapped = b.value > MONTHS && a.value <= MONTHS;
                let (day, month) = if swapped { (b, a) } else { (a, b) };
                let day = calendar.day_of_year(month_of(month)?, day_of(day)?)?;
                let how = match (swapped, self.is_two_ways(a, b)) {
                    (true, _) => Some(How::MonthFirst),
                    (false, true) => Some(How::DayFirstOfNoYear),
                    (false, false) => None,
                };
                Ok((FuzzyDate::Day(day), how))
            }
            _ => Err(Miss::Form),
        }
    }

    /// Reads `2014`, `20140930`, `the 15th` and `15.`
    fn one(&self, calendar: Calendar, one: Number) -> Parsed {
        match one.digits {
            4 if !one.ordinal => Ok((FuzzyDate::Year(year_of(calendar, one)?), None)),
            8 => {
                let part = |by: i32, of: i32| i8::try_from(one.value / by % of);
                let (month, day) = (part(100, 100), part(1, 100));
                let year = i16::try_from(one.value / 10_000);
                let (Ok(year), Ok(month), Ok(day)) = (year, month, day) else {
                    return Err(Miss::Form);
                };
                Ok((FuzzyDate::Day(Calendar::day(year, month, day)?), None))
            }
            1 | 2 if one.ordinal || self.ends_in_dot => {
                let day = calendar.day_of_month(day_of(one)?)?;
                Ok((FuzzyDate::Day(day), None))
            }
            _ => Err(Miss::Form),
        }
    }

    /// Tells whether day and month could be the other way round. Whoever writes dots writes the day first.
    fn is_two_ways(&self, a: Number, b: Number) -> bool {
        let dots = self.between.iter().all(|sign| *sign == '.');
        !dots && a.value <= MONTHS && b.value <= MONTHS && a.value != b.value
    }

    fn is_by_one_sign(&self) -> bool {
        let first = self.between.first();
        let known = first.is_some_and(|sign| matches!(sign, '.' | '/' | '-'));
        known && self.between.iter().all(|sign| Some(sign) == first)
    }
}

/// Takes the weekday from before or behind a date. `mar` is one only where a month follows.
fn without_weekday<'a, 't>(tokens: &'a [Token<'t>]) -> (Option<Weekday>, &'a [Token<'t>]) {
    let is_month = |token: &Token<'_>| matches!(token, Token::Word(w) if words::month(w).is_some());
    if let [Token::Word(first), rest @ ..] = tokens
        && !rest.is_empty()
        && let Some(weekday) = words::weekday_before_a_day(first)
        && (words::month(first).is_none() || rest.iter().any(is_month))
    {
        return (Some(weekday), rest);
    }
    if let [rest @ .., Token::Word(last)] = tokens
        && !rest.is_empty()
        && words::month(last).is_none()
        && let Some(weekday) = words::weekday(last)
    {
        return (Some(weekday), rest);
    }
    (None, tokens)
}

fn word_part(word: &str) -> Result<Part, Miss> {
    let ordinal = words::ordinal(word).map(|value| {
        Part::Number(Number {
            value,
            digits: 2,
            ordinal: true,
        })
    });
    let month = || words::month(word).map(Part::Month);
    let season = || words::season(word).map(Part::Season);
    ordinal.or_else(month).or_else(season).ok_or(Miss::Form)
}

fn stands_alone(tokens: &[Token<'_>]) -> bool {
    let mut words = tokens.iter().filter_map(|token| match token {
        Token::Word(word) => Some(word),
        Token::Number(_) | Token::Sign(_) => None,
    });
    words.any(|word| words::month(word).is_some() && words::stands_alone(word))
}

fn full(calendar: Calendar, day: Number, month: i8, year: Number) -> Parsed {
    let year = year_of(calendar, year)?;
    let day = Calendar::day(year, month, day_of(day)?)?;
    Ok((FuzzyDate::Day(day), None))
}

/// Tells whether a number behind the name of a month is its year: `Sep 2014`, `Sep 96`.
fn is_year(number: Number) -> bool {
    !number.ordinal && (number.digits == 4 || (number.digits == 2 && number.value > MOST_DAYS))
}

/// Tells whether of two short numbers around a month the first is the year: `96 Aug 9`.
fn is_year_before(first: Number, last: Number) -> bool {
    is_year(first) && last.value <= MOST_DAYS
}

fn year_of(calendar: Calendar, number: Number) -> Result<i16, Miss> {
    let value = i16::try_from(number.value).map_err(|_| Miss::Form)?;
    match number.digits {
        _ if number.ordinal => Err(Miss::Form),
        2 => Ok(calendar.year_of_two_digits(value)),
        4 => Ok(value),
        _ => Err(Miss::Form),
    }
}

fn month_of(number: Number) -> Result<i8, Miss> {
    let month = i8::try_from(number.value).map_err(|_| Miss::Form)?;
    match month {
        _ if number.ordinal || number.digits > 2 => Err(Miss::Form),
        1..=12 => Ok(month),
        _ => Err(Miss::Calendar(Why::NoMonth(month))),
    }
}

fn day_of(number: Number) -> Result<i8, Miss> {
    if number.digits > 2 {
        return Err(Miss::Form);
    }
    match i8::try_from(number.value) {
        Ok(day @ 1..=31) => Ok(day),
        _ => Err(Miss::Calendar(Why::Days(31))),
    }
}

fn quarter_of(number: Number) -> Result<i8, Miss> {
    match i8::try_from(number.value) {
        Ok(quarter @ 1..=4) => Ok(quarter),
        _ => Err(Miss::Calendar(Why::Quarters)),
    }
}
