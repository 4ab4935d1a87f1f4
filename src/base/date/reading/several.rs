//! More than one day: `3 and 4 Dec`, `from 3 to 5 Dec`, `at the weekend`, `in the week of 3 December`. None of
//! them can be taken for the day that was meant.

use super::super::FuzzyDate;
use super::Miss;
use super::calendar::Calendar;
use super::grammar::{phrase, without_what_says_nothing};
use super::tokens::Token;
use super::words::{self, Unit};
use Token::{Number, Sign, Word};

/// Words that begin a span, besides those that stand before one day as well.
const FROM: [&str; 19] = [
    "from", "both", "von", "zwischen", "du", "de", "entre", "del", "dal", "tra", "fra", "van",
    "tussen", "od", "mellan", "mellem", "mellom", "between", "since",
];
/// Words between two days.
const AND: [&str; 32] = [
    "and", "or", "to", "until", "till", "til", "through", "thru", "und", "oder", "bis", "au", "et",
    "ou", "y", "e", "al", "ed", "o", "ao", "a", "en", "of", "tot", "do", "i", "lub", "och", "og",
    "eller", "si", "та",
];
/// Words for the two days at the end of a week, as they stand in a text.
const WEEKEND: [&[&str]; 11] = [
    &["weekend"],
    &["weekends"],
    &["week", "end"],
    &["wochenende"],
    &["fin", "de", "semana"],
    &["fine", "settimana"],
    &["fim", "de", "semana"],
    &["weekendzie"],
    &["helgen"],
    &["helga"],
    &["вихідні"],
];
/// Words between a week and the day it begins with.
const OF: [&str; 14] = [
    "of",
    "from",
    "commencing",
    "beginning",
    "starting",
    "ending",
    "vom",
    "ab",
    "du",
    "del",
    "van",
    "da",
    "od",
    "med",
];
const MOST_DAYS: i32 = 31;

/// Tells whether these words name more than one day.
pub(super) fn are(tokens: &[Token<'_>], calendar: Calendar) -> bool {
    let tokens = without_from(tokens);
    a_weekend(tokens) || a_week(tokens, calendar) || two(tokens, calendar)
}

fn without_from<'a, 't>(tokens: &'a [Token<'t>]) -> &'a [Token<'t>] {
    let bare = |tokens| match without_what_says_nothing(tokens) {
        [Word("in" | "over" | "during" | "within"), rest @ ..] => without_what_says_nothing(rest),
        rest => rest,
    };
    match bare(tokens) {
        [Word(from), rest @ ..] if FROM.contains(from) => bare(rest),
        rest => rest,
    }
}

/// `the weekend`, `last weekend`, `le week-end dernier`.
fn a_weekend(tokens: &[Token<'_>]) -> bool {
    let words = tokens.iter().filter(|token| **token != Sign('-'));
    let words: Option<Vec<&str>> = words
        .map(|token| match token {
            Word(word) => Some(*word),
            Number(_) | Sign(_) => None,
        })
        .collect();
    let Some(words) = words else { return false };
    let says_which = |word: &&str| words::which(word).is_none() && !matches!(*word, "the" | "le");
    let words: Vec<&str> = words.into_iter().filter(says_which).collect();
    WEEKEND.contains(&words.as_slice())
}

/// `the week of 3 December`, `week commencing 3 Dec`, `w/c 3 Dec`, `week 49`.
fn a_week(tokens: &[Token<'_>], calendar: Calendar) -> bool {
    match tokens {
        [Word("w"), Sign('/'), Word("c" | "b" | "e"), rest @ ..] => is_day(rest, calendar),
        [Word("week" | "kw" | "cw" | "woche" | "semaine"), Number(_)] => true,
        [Word("la" | "de" | "una"), rest @ ..] => a_week(rest, calendar),
        [Word(week), Word(of), rest @ ..]
            if words::unit(week) == Some(Unit::Week) && OF.contains(of) =>
        {
            is_day(rest, calendar)
        }
        _ => false,
    }
}

/// `3 and 4 Dec`, `3, 4 and 5 Dec`, `Mon 3 - Wed 5 Dec`, `Monday or Tuesday`.
fn two(tokens: &[Token<'_>], calendar: Calendar) -> bool {
    parted(tokens).any(|(first, last)| is_first(first, calendar) && is_day(last, calendar))
}

/// Returns what stands before and behind each of the words and signs between days.
fn parted<'a, 't>(
    tokens: &'a [Token<'t>],
) -> impl Iterator<Item = (&'a [Token<'t>], &'a [Token<'t>])> {
    let between = (0..tokens.len()).filter(|at| tokens.get(*at).is_some_and(is_between));
    between.filter_map(|at| {
        let (first, last) = (tokens.get(..at)?, tokens.get(at + 1..)?);
        // `3./4. Dezember`, `3, 4, and 5 Dec`
        match first {
            [rest @ .., Sign('.' | ',')] => Some((rest, last)),
            first => Some((first, last)),
        }
    })
}

fn is_between(token: &Token<'_>) -> bool {
    match token {
        Word(word) => AND.contains(word),
        Sign(sign) => matches!(sign, '-' | '/' | ',' | '+'),
        Number(_) => false,
    }
}

/// The number of a day before others, or days.
fn is_first(tokens: &[Token<'_>], calendar: Calendar) -> bool {
    match without_from(tokens) {
        [Number(day)] => day.digits <= 2 && (1..=MOST_DAYS).contains(&day.value),
        [Word(weekday), Number(day)] => {
            words::weekday_before_a_day(weekday).is_some() && day.digits <= 2
        }
        days => {
            let mut parted = parted(days);
            is_day(days, calendar)
                || parted.any(|(first, last)| is_first(first, calendar) && is_first(last, calendar))
        }
    }
}

/// A day with its month, or a weekday.
fn is_day(tokens: &[Token<'_>], calendar: Calendar) -> bool {
    let is_named = tokens.iter().any(|token| match token {
        Word(word) => {
            words::month(word).is_some()
                || words::weekday(word).is_some()
                || words::days_off(word).is_some()
        }
        Number(number) => number.digits == 4,
        Sign(_) => false,
    });
    let dots = tokens.iter().filter(|token| **token == Sign('.')).count();
    let reads = match phrase(tokens, calendar) {
        Ok((date, _)) => matches!(date, FuzzyDate::Day(_)),
        Err(Miss::Calendar(_)) => true,
        Err(Miss::Form | Miss::Several) => false,
    };
    reads && (is_named || dots == 2)
}
