//! Days that stand in a text: where they stand, and whether they are part of what is said.

use jiff::civil::Date;

use super::verbs::revise::shorten;
use crate::base::date::{
    DateError, FuzzyDate, Lead, Towards, is_place_in_a_row, lead, looks_like_a_day, read_typed,
    sounds_like_a_time,
};

/// Words behind which, or from which on, a day is part of what was said: `the letter of 2 nov`.
const OF_THE_TEXT: [&str; 37] = [
    "of", "from", "for", "since", "until", "till", "by", "about", "in", "than", "before", "after",
    "due", "and", "or", "to", "von", "vom", "seit", "nach", "du", "de", "des", "depuis", "del",
    "desde", "dal", "della", "da", "van", "sinds", "od", "z", "från", "fra", "av", "af",
];
/// The same where they stand before a day only: `vor 3 Tagen` is a day.
const BEFORE_IT: [&str; 2] = ["vor", "πριν"];
/// The most words of a day.
const WORDS: usize = 10;
/// The fewest letters of a word that may name a day to come within a text: `sun` and `now` are words.
const LETTERS: usize = 5;
/// Signs that end a line or a part of it, and say nothing of the day.
const ENDS: [char; 2] = [';', ':'];

/// Returns each of the last words as the beginning of a tail, the longest tail first, with what is before.
pub(super) fn last_words(line: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut starts: Vec<usize> = word_starts(line).collect();
    let first = starts.len().saturating_sub(WORDS);
    let last = starts.split_off(first);
    last.into_iter().filter_map(move |start| {
        let (before, tail) = line.split_at_checked(start)?;
        Some((before.trim_end(), tail))
    })
}

/// Returns where the words of `text` begin, from the left.
pub(super) fn word_starts(text: &str) -> impl Iterator<Item = usize> {
    let mut before = ' ';
    text.char_indices().filter_map(move |(at, c)| {
        let starts = before.is_whitespace() && !c.is_whitespace();
        before = c;
        starts.then_some(at)
    })
}

/// Tells whether a day is part of what was said, by the word before it or its own first one, or as it is a
/// number of other things as well: `1.5` and `3/4`.
pub(super) fn is_of_the_text(before: &str, tail: &str) -> bool {
    let first = tail.split_whitespace().next().unwrap_or_default();
    is_behind_a_word_of_the_text(before)
        || is_among(&OF_THE_TEXT, first)
        || lead(tail).is_some()
        || is_number(tail)
}

/// Tells whether the word before a day makes it part of what was said.
pub(super) fn is_behind_a_word_of_the_text(before: &str) -> bool {
    let word = before.split_whitespace().next_back().unwrap_or_default();
    is_among(&OF_THE_TEXT, word)
        || is_among(&BEFORE_IT, word)
        || lead(word).is_some_and(|(_, length)| length == word.len())
}

fn is_among(words: &[&str], word: &str) -> bool {
    words.iter().any(|of| word.eq_ignore_ascii_case(of))
}

/// Tells whether a text is a number of other things as well: `1.5`, `3/4`, `2019`.
pub(super) fn is_number(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ',', ';', ':']);
    let figures = bare
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'));
    figures && bare.matches(['.', '/', '-']).count() < 2
}

/// Says of an action without a day that its text holds what looks like one.
pub fn unset_day(text: &str, today: Date) -> Option<String> {
    let words = unset(text, today)?;
    Some(format!(
        "no day is set: “{}” is part of the text",
        shorten(words)
    ))
}

/// Returns the words of a text that look like a day, the last ones before those within.
fn unset(text: &str, today: Date) -> Option<&str> {
    let at_the_end = last_words(text).find(|(_, tail)| {
        let tail = tail.trim_end_matches(ENDS);
        let first = tail.split_whitespace().next().unwrap_or_default();
        let looks = || {
            let is_part = first.contains(['.', '/', '-']) && is_number(first);
            let figures = tail.contains(|c: char| c.is_ascii_digit()) && !is_part;
            figures && looks_like_a_day(tail)
        };
        let is_day = match read_typed(tail, today, Towards::Coming) {
            Ok(reading) => match reading.date {
                FuzzyDate::Day(_) => true,
                FuzzyDate::Year(_) | FuzzyDate::Ongoing => false,
                stretch => !stretch.is_past(today),
            },
            Err(DateError::Lacks { .. } | DateError::Far { .. } | DateError::Several { .. }) => {
                true
            }
            Err(_) => looks(),
        };
        is_day && !is_number(tail) || is_due_at_a_time(tail)
    });
    at_the_end
        .map(|(_, tail)| tail)
        .or_else(|| within(text, today))
}

fn is_due_at_a_time(tail: &str) -> bool {
    lead(tail).is_some_and(|(said, length)| {
        let behind = tail.get(length..).unwrap_or_default();
        said == Lead::Due && sounds_like_a_time(behind)
    })
}

/// Returns a day that other words stand behind.
fn within(text: &str, today: Date) -> Option<&str> {
    let mut days = days_within(text, today, Towards::Coming);
    days.next().map(|(_, day)| day)
}

/// Returns each day that other words stand behind, with what stands before it.
pub(super) fn days_within(
    text: &str,
    today: Date,
    towards: Towards,
) -> impl Iterator<Item = (&str, &str)> {
    word_starts(text).filter_map(move |start| {
        let (before, tail) = text.split_at_checked(start)?;
        let mut ends: Vec<usize> = word_starts(tail).skip(1).take(WORDS).collect();
        ends.reverse();
        let mut some = ends
            .into_iter()
            .filter_map(|end| Some(tail.get(..end)?.trim_end()));
        let day = some.find(|some| names_a_day(some, today, towards))?;
        Some((before.trim_end(), day))
    })
}

/// Tells whether words within a text name a day. A short word alone (`sun`, `now`) is any word, and so is a
/// weekday: the Friday briefing.
fn names_a_day(some: &str, today: Date, towards: Towards) -> bool {
    let is_figures = some.contains(|c: char| c.is_ascii_digit());
    let is_one_word = !some.contains(char::is_whitespace);
    // `the second draft`
    let is_ordinal = some
        .split_whitespace()
        .all(|word| word.eq_ignore_ascii_case("the") || is_place_in_a_row(word));
    let is_short = some.chars().count() < LETTERS || some.starts_with(char::is_uppercase);
    let is_any_word = is_ordinal || is_one_word && is_short;
    let is_day = match read_typed(some, today, towards) {
        Ok(reading) => matches!(reading.date, FuzzyDate::Day(_)),
        Err(DateError::Lacks { .. } | DateError::Several { .. }) => is_figures,
        Err(_) => false,
    };
    let first = some.split_whitespace().next().unwrap_or_default();
    let is_part = first.contains(['.', '/', '-']) && is_number(first);
    is_day && !is_part && !is_number(some) && (is_figures || !is_any_word)
}
