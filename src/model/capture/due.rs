//! When an action is due: a day behind `due`, `by`, `no later than`, `bis` and the like, at the end of its line.
//!
//! What looks like a day there and is none is remarked on, and so is a day to come without such a word:
//! `on friday` may be when something is due, and may be when it was said.

use std::ops::Range;

use jiff::civil::Date;

use crate::base::date::{
    DateError, FuzzyDate, Lead, Reading, Towards, lead, looks_like_a_day, read_typed,
    sounds_like_a_time,
};
use crate::model::days_in_text::{is_number, is_of_the_text, last_words, word_starts};

/// Words that a day to come often begins with, and other texts as well.
const MAY_LEAD: [&str; 9] = [
    "on", "before", "in", "within", "next", "this", "coming", "tomorrow", "end",
];
/// Words that begin a span of days: `open from 3 until 5 April`.
const FROM: [&str; 9] = [
    "from", "between", "von", "vom", "du", "de", "del", "dal", "van",
];
/// The most words from the beginning of a span to the word for its end.
const OF_A_SPAN: usize = 4;
/// In how many words behind `due` a figure is meant for a day.
const OF_A_DAY: usize = 3;
/// The fewest letters of a word that names a day alone.
const LETTERS: usize = 5;
/// Signs that end a line or a part of it, and say nothing of the day.
const ENDS: [char; 2] = [';', ':'];

/// Reads the day at the end of what is left of a line; returns where the word before it begins.
pub(super) fn due(rest: &str, today: Date) -> Option<(usize, Reading)> {
    let due = leads(rest).filter(|led| led.lead == Lead::Due);
    let mut read = due.filter_map(|led| Some((led.start, read(led.day, today).ok()?)));
    read.next()
        .filter(|(start, _)| span(rest, *start).is_none())
}

/// Finds what looks as if it said when the action is due and does not; returns where it stands and what
/// is wrong with it.
pub(super) fn misread(rest: &str, today: Date) -> Option<(Range<usize>, String)> {
    let led = leads(rest).filter_map(|led| {
        let what = match led.lead {
            Lead::Due => wrong(rest, &led, today)?,
            Lead::MayBeDue => may_be_due(rest.get(led.start..)?, led.day, today)?,
        };
        Some((led.start..rest.len(), what))
    });
    led.last().or_else(|| not_led(rest, today))
}

/// Says what is wrong with what stands behind a word for `due`.
fn wrong(rest: &str, led: &Led<'_>, today: Date) -> Option<String> {
    let unknown =
        |day: &str| format!("no day is known as “{day}”; the day goes last, as in due 30 nov");
    match read(led.day, today) {
        Ok(_) => span(rest, led.start).map(|span| {
            format!("“{span}” names more than one day; end with one, as in due 30 nov")
        }),
        Err(DateError::Typed { text }) => {
            let says_due = rest
                .get(led.start..)
                .and_then(|tail| tail.get(..3))
                .is_some_and(|word| word.eq_ignore_ascii_case("due"));
            let mut words = led.day.split_whitespace().take(OF_A_DAY);
            let figures = says_due && words.any(|word| word.contains(|c: char| c.is_ascii_digit()));
            let is_meant = figures || looks_like_a_day(led.day) || sounds_like_a_time(led.day);
            is_meant.then(|| unknown(&text))
        }
        Err(why) => Some(why.to_string()),
    }
}

/// Says that a day to come may be when it is due, or that it is none.
fn may_be_due(whole: &str, day: &str, today: Date) -> Option<String> {
    match read(day, today) {
        Ok(reading) if reading.date.last_day() >= Some(today) => Some(format!(
            "“{whole}” may be when it is due: due {day} records that"
        )),
        Err(why @ (DateError::Lacks { .. } | DateError::Several { .. })) => Some(why.to_string()),
        Err(DateError::Typed { text }) if sounds_like_a_time(day) => Some(format!(
            "no day is known as “{text}”; the day goes last, as in due 30 nov"
        )),
        Ok(_) | Err(_) => None,
    }
}

/// Finds a day to come at the end that no word says to be when something is due.
fn not_led(rest: &str, today: Date) -> Option<(Range<usize>, String)> {
    last_words(rest).find_map(|(before, tail)| {
        let what = may_be_due(tail, tail, today)?;
        let first = tail.split_whitespace().next().unwrap_or_default();
        let may_lead = MAY_LEAD.iter().any(|word| first.eq_ignore_ascii_case(word));
        let is_day = match read(tail, today) {
            Ok(reading) => matches!(reading.date, FuzzyDate::Day(_)),
            Err(DateError::Lacks { .. } | DateError::Several { .. }) => true,
            Err(_) => false,
        };
        // `ask the sun` names no Sunday.
        let is_long = tail
            .split_whitespace()
            .any(|word| word.chars().count() >= LETTERS);
        let is_said = is_long || tail.contains(|c: char| c.is_ascii_digit());
        let is_meant = is_day && is_said && !is_number(tail) && !is_of_the_text(before, tail);
        (may_lead || is_meant).then(|| (rest.len() - tail.len()..rest.len(), what))
    })
}

fn read(day: &str, today: Date) -> Result<Reading, DateError> {
    read_typed(day.trim_end_matches(ENDS), today, Towards::Coming)
}

/// Returns the span of days that the word at `start` stands in: `from 3 until 5 April`.
fn span(rest: &str, start: usize) -> Option<&str> {
    let before = rest.get(..start)?;
    let starts: Vec<usize> = word_starts(before).collect();
    let from = starts.iter().rev().take(OF_A_SPAN).find(|at| {
        let word = before
            .get(**at..)
            .and_then(|tail| tail.split_whitespace().next());
        word.is_some_and(|word| FROM.iter().any(|from| word.eq_ignore_ascii_case(from)))
    })?;
    let behind = before
        .get(*from..)?
        .split_once(char::is_whitespace)?
        .1
        .trim();
    let is_day = behind.starts_with(|c: char| c.is_ascii_digit()) || looks_like_a_day(behind);
    is_day.then_some(rest.get(*from..)?)
}

/// Words that say something of the day behind them.
struct Led<'r> {
    start: usize,
    lead: Lead,
    day: &'r str,
}

/// Returns each of the words in the text that say something of the day behind them.
fn leads(rest: &str) -> impl Iterator<Item = Led<'_>> {
    word_starts(rest).filter_map(move |start| {
        let (lead, length) = lead(rest.get(start..)?)?;
        let day = rest.get(start + length..)?.trim_start();
        Some(Led { start, lead, day })
    })
}
