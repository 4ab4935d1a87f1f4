//! The words of days: months and weekdays in the languages people mix into English, numbers, units.
//!
//! All are written as [`fold`](crate::base::text::fold) leaves them: small, without accents.

use jiff::civil::Weekday;

use super::super::Season;
use super::elsewhere;
use super::named::{MONTHS, WEEKDAYS};

/// The least letters of a name that may stand for it, as in `Sep` and `Sept`.
const LEAST_LETTERS: usize = 3;

/// The two letters that stand for a weekday before a day in German and Dutch: `Mo 3.12.2018`.
const TWO_LETTERS: [(&str, Weekday); 10] = [
    ("mo", Weekday::Monday),
    ("ma", Weekday::Monday),
    ("di", Weekday::Tuesday),
    ("mi", Weekday::Wednesday),
    ("wo", Weekday::Wednesday),
    ("do", Weekday::Thursday),
    ("fr", Weekday::Friday),
    ("vr", Weekday::Friday),
    ("sa", Weekday::Saturday),
    ("so", Weekday::Sunday),
];

/// Words for today and the days next to it, by how many days they are off.
const DAYS: &[(&str, i64)] = &[
    ("today", 0),
    ("now", 0),
    ("tonight", 0),
    ("heute", 0),
    ("hoy", 0),
    ("oggi", 0),
    ("hoje", 0),
    ("vandaag", 0),
    ("dzisiaj", 0),
    ("dzis", 0),
    ("idag", 0),
    ("azi", 0),
    ("astazi", 0),
    ("сьогодні", 0),
    ("σημερα", 0),
    ("stamattina", 0),
    ("stasera", 0),
    ("vanmorgen", 0),
    ("vanmiddag", 0),
    ("vanavond", 0),
    ("tomorrow", 1),
    ("morgen", 1),
    ("demain", 1),
    ("manana", 1),
    ("domani", 1),
    ("amanha", 1),
    ("jutro", 1),
    ("imorgon", 1),
    ("завтра", 1),
    ("αυριο", 1),
    ("ubermorgen", 2),
    ("overmorgen", 2),
    ("overmorgon", 2),
    ("dopodomani", 2),
    ("pojutrze", 2),
    ("poimaine", 2),
    ("післязавтра", 2),
    ("μεθαυριο", 2),
    ("yesterday", -1),
    ("gestern", -1),
    ("hier", -1),
    ("ayer", -1),
    ("ieri", -1),
    ("ontem", -1),
    ("gisteren", -1),
    ("wczoraj", -1),
    ("igar", -1),
    ("вчора", -1),
    ("χθεσ", -1),
    ("χτεσ", -1),
    ("vorgestern", -2),
    ("anteayer", -2),
    ("antier", -2),
    ("anteontem", -2),
    ("eergisteren", -2),
    ("przedwczoraj", -2),
    ("avantieri", -2),
    ("alaltaieri", -2),
    ("позавчора", -2),
    ("προχθεσ", -2),
    ("anoche", -1),
    ("vannacht", -1),
];

/// The same in several words; signs between them (`avant-hier`, `aujourd’hui`) say nothing.
const DAYS_OF_WORDS: &[(&[&str], i64)] = &[
    (&["aujourd", "hui"], 0),
    (&["i", "dag"], 0),
    (&["i", "morgen"], 1),
    (&["i", "morgon"], 1),
    (&["apres", "demain"], 2),
    (&["pasado", "manana"], 2),
    (&["depois", "de", "amanha"], 2),
    (&["i", "overmorgen"], 2),
    (&["i", "overmorgon"], 2),
    (&["i", "gar"], -1),
    (&["avant", "hier"], -2),
    (&["l", "altro", "ieri"], -2),
    (&["antes", "de", "ayer"], -2),
    (&["i", "forgars"], -2),
    (&["i", "forgar"], -2),
    (&["i", "gaar"], -1),
    (&["last", "night"], -1),
    (&["late", "last", "night"], -1),
    (&["early", "this", "morning"], 0),
    (&["first", "thing", "this", "morning"], 0),
    (&["first", "thing", "tomorrow"], 1),
    (&["late", "yesterday"], -1),
    (&["early", "yesterday"], -1),
    (&["this", "time", "last", "week"], -7),
    (&["last", "evening"], -1),
    (&["this", "morning"], 0),
    (&["this", "lunchtime"], 0),
    (&["this", "afternoon"], 0),
    (&["this", "evening"], 0),
    (&["ce", "matin"], 0),
    (&["ce", "soir"], 0),
    (&["cet", "apres", "midi"], 0),
    (&["esta", "manana"], 0),
    (&["esta", "tarde"], 0),
    (&["esta", "noche"], 0),
    (&["esta", "manha"], 0),
];

/// Numbers as words.
const NUMBERS: [(&str, i64); 16] = [
    ("a", 1),
    ("an", 1),
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirty", 30),
    ("ninety", 90),
];

/// Places in a row as words.
const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth",
];

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Fortnight,
    Month,
    Quarter,
    Year,
}

/// Which of several: the one at hand, the one after, the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Which {
    This,
    Next,
    Last,
}

/// The month of a name, or of at least three letters of one where no other month begins so.
pub(super) fn month(word: &str) -> Option<i8> {
    let months = || (1_i8..).zip(MONTHS);
    let whole = months().find(|(_, names)| names.contains(&word));
    if let Some((month, _)) = whole {
        return Some(month);
    }
    let mut begins = months().filter(|(_, names)| names.iter().any(|name| begins(name, word)));
    let (month, _) = begins.next()?;
    begins.next().is_none().then_some(month)
}

/// The English name of a month in small letters; empty for a number that is none.
pub(super) fn month_name(month: i8) -> &'static str {
    let index = usize::try_from(month).ok().and_then(|m| m.checked_sub(1));
    let names = index.and_then(|index| MONTHS.get(index));
    names
        .and_then(|names| names.first())
        .copied()
        .unwrap_or_default()
}

/// The weekday of a name, or of at least three letters of one where no other weekday begins so.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    if let Some((weekday, _)) = WEEKDAYS.iter().find(|(_, names)| names.contains(&word)) {
        return Some(*weekday);
    }
    let mut found = WEEKDAYS
        .iter()
        .filter(|(_, names)| names.iter().any(|name| begins(name, word)));
    let (weekday, _) = found.next()?;
    found.next().is_none().then_some(*weekday)
}

/// The weekday a word means before a day: also in two letters.
pub(super) fn weekday_before_a_day(word: &str) -> Option<Weekday> {
    let two = TWO_LETTERS.iter().find(|(letters, _)| *letters == word);
    two.map(|(_, day)| *day).or_else(|| weekday(word))
}

/// Tells whether a word may stand for a month or weekday alone: a whole name, or the beginning of an
/// English one. `Don` and `Marc` are people more often than beginnings of other languages' days.
pub(super) fn stands_alone(word: &str) -> bool {
    let weekdays = WEEKDAYS.iter().map(|(_, names)| *names);
    let mut all = MONTHS.into_iter().chain(weekdays);
    all.any(|names| {
        names.contains(&word) || names.first().is_some_and(|english| begins(english, word))
    })
}

fn begins(name: &str, word: &str) -> bool {
    word.chars().count() >= LEAST_LETTERS && name.starts_with(word)
}

/// The English name of a weekday.
pub(super) fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

/// How many days the day is off that a word such as `tomorrow` means.
pub(super) fn days_off(word: &str) -> Option<i64> {
    among(DAYS, word)
}

/// How many days the day is off that the first of these words mean together, as in `après-demain`, and
/// how many words those are.
pub(super) fn days_off_of_words(words: &[&str]) -> Option<(usize, i64)> {
    let meant = DAYS_OF_WORDS
        .iter()
        .find(|(known, _)| words.starts_with(known));
    meant.map(|(known, off)| (known.len(), *off))
}

/// The number a word means.
pub(super) fn number(word: &str) -> Option<i64> {
    among(&NUMBERS, word).or_else(|| elsewhere::number(word))
}

/// The place in a row a word means: `first` is 1.
pub(super) fn ordinal(word: &str) -> Option<i32> {
    (1..)
        .zip(ORDINALS)
        .find(|(_, o)| *o == word)
        .map(|(n, _)| n)
}

/// The season of a name; `fall` is autumn.
pub(super) fn season(word: &str) -> Option<Season> {
    if word == "fall" {
        return Some(Season::Autumn);
    }
    let names = |season: &Season| begins(&season.name().to_lowercase(), word);
    Season::ALL.into_iter().find(names)
}

/// The unit of a word, in the short forms people type too.
pub(super) fn unit(word: &str) -> Option<Unit> {
    Some(match word {
        "d" | "day" | "days" => Unit::Day,
        "w" | "wk" | "wks" | "week" | "weeks" => Unit::Week,
        "fortnight" | "fortnights" => Unit::Fortnight,
        "m" | "mo" | "mon" | "mth" | "mths" | "month" | "months" => Unit::Month,
        "q" | "quarter" | "quarters" => Unit::Quarter,
        "y" | "yr" | "yrs" | "year" | "years" => Unit::Year,
        word => return elsewhere::unit(word),
    })
}

/// Which one a word means.
pub(super) fn which(word: &str) -> Option<Which> {
    Some(match word {
        "this" | "coming" | "current" => Which::This,
        "next" | "following" => Which::Next,
        "last" | "past" | "previous" => Which::Last,
        word => return elsewhere::which(word),
    })
}

fn among(table: &[(&str, i64)], word: &str) -> Option<i64> {
    table
        .iter()
        .find(|(known, _)| *known == word)
        .map(|(_, n)| *n)
}
