//! When an action is due: a day behind `due`, `by`, `until` or `till`, at the end of its line.
//!
//! What looks like a day there and is none is remarked on, and so is a day to come without such a word:
//! `on friday` may be when something is due, and may be when it was said.

use std::ops::Range;

use jiff::civil::Date;

use super::read::word_starts;
use crate::base::date::{DateError, Reading, Towards, looks_like_a_day, read_typed};

/// Words behind which the day stands when something is due.
const LEADS: [&str; 4] = ["due", "by", "until", "till"];
/// Words that a day to come often begins with, and other texts as well.
const MAY_LEAD: [&str; 9] = [
    "on", "before", "in", "within", "next", "this", "coming", "tomorrow", "end",
];
/// Signs that end a line or a part of it, and say nothing of the day.
const ENDS: [char; 2] = [';', ':'];

/// Reads the day at the end of what is left of a line; returns where the word before it begins.
pub(super) fn due(rest: &str, today: Date) -> Option<(usize, Reading)> {
    leads(rest, &LEADS).find_map(|(start, _, day)| Some((start, read(day, today).ok()?)))
}

/// Finds what looks as if it said when the action is due and does not; returns where it stands and what
/// is wrong with it.
pub(super) fn misread(rest: &str, today: Date) -> Option<(Range<usize>, String)> {
    let led = leads(rest, &LEADS).filter_map(|(start, word, day)| {
        let is_number = word == "due" && day.starts_with(|c: char| c.is_ascii_digit());
        let what = match read(day, today) {
            Err(_) if !is_number && !looks_like_a_day(day) => return None,
            Err(DateError::Typed { text }) => {
                format!("no day is known as “{text}”; the day goes last, as in due 30 nov")
            }
            Err(why) => why.to_string(),
            Ok(_) => return None,
        };
        Some((start..rest.len(), what))
    });
    led.last().or_else(|| not_led(rest, today))
}

/// Finds a day to come at the end that no word says to be when something is due.
fn not_led(rest: &str, today: Date) -> Option<(Range<usize>, String)> {
    leads(rest, &MAY_LEAD).find_map(|(start, word, behind)| {
        let whole = rest.get(start..)?;
        let day = if word == "before" { behind } else { whole };
        match read(day, today) {
            Ok(reading) if reading.date.last_day() >= Some(today) => {
                let what = format!("“{whole}” may be when it is due: due {day} records that");
                Some((start..rest.len(), what))
            }
            Err(why @ DateError::Lacks { .. }) => Some((start..rest.len(), why.to_string())),
            Ok(_) | Err(_) => None,
        }
    })
}

fn read(day: &str, today: Date) -> Result<Reading, DateError> {
    read_typed(day.trim_end_matches(ENDS), today, Towards::Coming)
}

/// Returns where each of these words begins, the word, and what stands behind it.
fn leads<'r>(
    rest: &'r str,
    words: &'static [&'static str],
) -> impl Iterator<Item = (usize, &'static str, &'r str)> {
    word_starts(rest).filter_map(move |start| {
        let tail = rest.get(start..)?;
        let (first, behind) = tail.split_once(char::is_whitespace).unwrap_or((tail, ""));
        let first = first.trim_end_matches(':');
        let word = words.iter().find(|word| first.eq_ignore_ascii_case(word))?;
        Some((start, *word, behind.trim_start()))
    })
}
