//! Reads what somebody typed into a field.

use jiff::civil::Date;

use super::super::verbs::Refusal;
use crate::base::date::{FuzzyDate, Towards, read_typed};
use crate::base::text::alike;

/// Reads a date somebody typed; one without its year lies `towards` that side of today.
///
/// # Errors
/// Says what was not understood and which forms are.
pub fn typed_date(typed: &str, today: Date, towards: Towards) -> Result<FuzzyDate, Refusal> {
    let read = read_typed(typed, today, towards);
    read.map(|reading| reading.date)
        .map_err(|error| Refusal(error.to_string()))
}

/// Reads a date somebody typed that must name one day.
///
/// # Errors
/// Says what was not understood and which forms are.
pub fn typed_day(typed: &str, today: Date, towards: Towards) -> Result<Date, Refusal> {
    match typed_date(typed, today, towards)? {
        FuzzyDate::Day(day) => Ok(day),
        other => Err(Refusal(format!(
            "“{}” is not one day; type one like 30 nov or 2017-11-30",
            other.human()
        ))),
    }
}

/// Splits what was typed into items, one a line.
pub(super) fn lines(typed: &str) -> Vec<String> {
    let items = typed.lines().map(str::trim).filter(|line| !line.is_empty());
    items.map(str::to_owned).collect()
}

pub(super) fn optional<T>(
    typed: &str,
    parse: impl FnOnce(&str) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    if typed.is_empty() {
        Ok(None)
    } else {
        parse(typed).map(Some)
    }
}

pub(super) fn positive(typed: &str) -> Result<u16, Refusal> {
    match typed.parse() {
        Ok(number) if number > 0 => Ok(number),
        _ => Err(Refusal::new("type a whole number from 1 to 65535")),
    }
}

/// Reads the least share of either side, in percent: no more than half, as there are two.
pub(super) fn share_typed(typed: &str) -> Result<u16, Refusal> {
    match typed.trim_end_matches('%').trim().parse() {
        Ok(percent @ 0..=50) => Ok(percent),
        _ => Err(Refusal::new(
            "type percent, from 0 to 50, as there are two sides",
        )),
    }
}

/// Reads minutes somebody typed, `10` or `10'`.
///
/// # Errors
/// When it is no number up to 600.
pub fn minutes_typed(typed: &str) -> Result<u16, Refusal> {
    match typed.trim_end_matches(['\'', '’']).trim().parse() {
        Ok(minutes @ 0..=600) => Ok(minutes),
        _ => Err(Refusal::new("type minutes, from 0 to 600")),
    }
}

pub(super) fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

pub(super) fn one_of<T: Copy>(
    typed: &str,
    all: &[T],
    words: fn(T) -> &'static str,
) -> Result<T, Refusal> {
    let found = all
        .iter()
        .copied()
        .find(|&value| alike(words(value), typed));
    found.ok_or_else(|| {
        let choices: Vec<&str> = all.iter().map(|&value| words(value)).collect();
        Refusal(format!("type one of: {}", choices.join(", ")))
    })
}
