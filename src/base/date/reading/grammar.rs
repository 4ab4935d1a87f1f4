//! Phrases that lead to a date from today: weekdays, distances, the next month, the end of it.
//!
//! ```text
//! phrase   = day | end | whole | distance | weekday | unit | named
//! end      = "end" [ "of" ] ( unit | phrase )
//! distance = ( "in" | "within" | "after" | "next" | "last" | "+" | "-" ) steps
//!          | steps ( "ago" | "from now" | ( "after" | "before" | "on" ) phrase )
//! steps    = count unit { count unit }
//! weekday  = [ which ] name [ which "week" ] | which "week" name
//! unit     = which ( "day" | "week" | "month" | "quarter" | "year" | season | month )
//! which    = "this" | "next" | "last"
//! named    = what `figures` reads, perhaps with which month or year
//! ```

use jiff::civil::Weekday;

use super::super::FuzzyDate;
use super::around;
use super::calendar::{Calendar, added};
use super::elsewhere;
use super::figures;
use super::tokens::{Number, Token};
use super::words::{self, Unit, Which};
use super::{How, Miss, Parsed, Why, first_hit};
use Token::{Sign, Word};

type Tokens<'a, 't> = &'a [Token<'t>];

/// Words before a day that say nothing of their own, in the languages of the names of months.
const BEFORE: &[&str] = &[
    "on", "at", "the", "am", "den", "der", "le", "el", "il", "op", "dnia", "em", "alle", "later",
    "earlier", "zum", "vom", "au", "al", "ao", "na", "w", "pa", "pe", "στισ", "την", "у", "в",
    "dia", "giorno", "latest", "deadline",
];
/// The steps of one distance: `2 weeks 3 days`.
const STEPS: usize = 4;
/// A few days are taken for three.
const A_FEW: i64 = 3;

/// Reads a whole phrase.
pub(super) fn phrase(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let tokens = without_what_says_nothing(tokens);
    let inside = without(tokens, |word| {
        word == "in" || word == "within" || word == "the"
    });
    if tokens.is_empty() {
        return Err(Miss::Form);
    }
    first_hit([
        &|| day(tokens, calendar),
        &|| end_of(tokens, calendar),
        &|| whole_of(inside, calendar),
        &|| distance(tokens, calendar),
        &|| weekday(inside, calendar),
        &|| unit(inside, calendar),
        &|| named_of_which(inside, calendar),
        &|| figures::named(inside, calendar),
    ])
}

/// Returns the tokens without the words before a day that say nothing of which it is.
pub(super) fn without_what_says_nothing<'a, 't>(mut tokens: Tokens<'a, 't>) -> Tokens<'a, 't> {
    loop {
        if let [Word(part), Word("of" | "on"), bare @ ..] = tokens
            && around::is_part_of_a_day(part)
        {
            tokens = bare;
            continue;
        }
        let bare = match (around::without_due(tokens), tokens) {
            (Some(bare), _) => bare,
            (None, [Word(word), bare @ ..]) if BEFORE.contains(word) => bare,
            (None, tokens) => return tokens,
        };
        tokens = bare;
    }
}

fn without<'a, 't>(mut tokens: Tokens<'a, 't>, skips: impl Fn(&str) -> bool) -> Tokens<'a, 't> {
    while let [Word(word), rest @ ..] = tokens
        && skips(word)
    {
        tokens = rest;
    }
    tokens
}

/// Reads `tomorrow`, `eom`, `ongoing`.
fn day(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let [Word(word)] = tokens else {
        return day_of_words(tokens, calendar);
    };
    let end = |unit| end_of_unit(calendar, unit, Which::This);
    match *word {
        "ongoing" => Ok((FuzzyDate::Ongoing, None)),
        "eow" => end(Unit::Week),
        "eom" => end(Unit::Month),
        "eoq" => end(Unit::Quarter),
        "eoy" => end(Unit::Year),
        word => {
            let off = words::days_off(word).ok_or(Miss::Form)?;
            Ok((FuzzyDate::Day(calendar.days_on(off)?), None))
        }
    }
}

/// Reads `avant-hier`, `pasado mañana`.
fn day_of_words(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let words = words_of(tokens);
    match words::days_off_of_words(&words) {
        Some((count, off)) if count == words.len() => {
            Ok((FuzzyDate::Day(calendar.days_on(off)?), None))
        }
        _ => Err(Miss::Form),
    }
}

/// Returns the words without the hyphens between them; none where there is anything else.
pub(super) fn words_of<'t>(tokens: Tokens<'_, 't>) -> Vec<&'t str> {
    let words = tokens.iter().filter(|token| **token != Sign('-'));
    let words = words.map(|token| match token {
        Word(word) => Some(*word),
        Token::Number(_) | Sign(_) => None,
    });
    words.collect::<Option<Vec<&str>>>().unwrap_or_default()
}

/// Reads `end of May`, `the end of next week`, `end of 2018`: the last day of it.
fn end_of(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let tokens = without(tokens, |word| matches!(word, "in" | "the" | "la" | "a"));
    let [Word(end), rest @ ..] = tokens else {
        return Err(Miss::Form);
    };
    if *end != "end" && !elsewhere::is_end(end) {
        return Err(Miss::Form);
    }
    let rest = without(rest, |word| {
        word == "of" || word == "the" || elsewhere::is_of(word)
    });
    let unit = match rest {
        [Word(week)] if elsewhere::unit(week) == Some(Unit::Week) => return Err(Miss::Form),
        [Word(unit)] => words::unit(unit).map(|unit| (unit, Which::This)),
        [Word(which), Word(unit)] => words::unit(unit).zip(words::which(which)),
        _ => None,
    };
    if let Some((unit, which)) = unit {
        return end_of_unit(calendar, unit, which);
    }
    match phrase(rest, calendar)? {
        (FuzzyDate::Day(_) | FuzzyDate::Ongoing, _) => Err(Miss::Form),
        (date, how) => {
            let last = date.last_day().ok_or(Miss::Form)?;
            Ok((FuzzyDate::Day(last), how))
        }
    }
}

fn end_of_unit(calendar: Calendar, unit: Unit, which: Which) -> Parsed {
    let last = match unit {
        Unit::Day | Unit::Fortnight => return Err(Miss::Form),
        Unit::Week => calendar.in_week(Weekday::Sunday, which)?,
        Unit::Month | Unit::Quarter | Unit::Year => {
            let whole = calendar.whole(unit, which)?;
            whole.last_day().ok_or(Miss::Calendar(Why::Reach))?
        }
    };
    Ok((FuzzyDate::Day(last), None))
}

/// Reads `mid-May` and `early 2018` as the month and the year: nothing finer was said that can be kept.
fn whole_of(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let [
        Word("early" | "mid" | "middle" | "late" | "beginning" | "start"),
        rest @ ..,
    ] = tokens
    else {
        return Err(Miss::Form);
    };
    let rest = match rest {
        [Sign('-'), rest @ ..] => rest,
        rest => without(rest, |word| word == "of" || word == "the"),
    };
    match phrase(rest, calendar)? {
        (FuzzyDate::Day(_) | FuzzyDate::Ongoing, _) => Err(Miss::Form),
        (date, _) => Ok((date, Some(How::Whole))),
    }
}

/// How far a distance goes, and whether that was said in figures.
struct Steps {
    steps: Vec<(i64, Unit)>,
    few: bool,
}

impl Steps {
    fn from(&self, from: (FuzzyDate, Option<How>), sign: i64) -> Parsed {
        let (FuzzyDate::Day(mut day), how) = from else {
            return Err(Miss::Form);
        };
        for (count, unit) in &self.steps {
            day = added(day, sign.saturating_mul(*count), *unit)?;
        }
        let few = self.few.then_some(How::AFew);
        Ok((FuzzyDate::Day(day), few.or(how)))
    }
}

/// Reads `in 2 weeks`, `5 days ago`, `2 days after next Friday`, `+2w`.
fn distance(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let today = (FuzzyDate::Day(calendar.today), None);
    let (sign, rest) = match tokens {
        [Sign(sign @ ('+' | '-')), rest @ ..] => (Some(sign_of(*sign)), rest),
        [Word(now), Sign(sign @ ('+' | '-')), rest @ ..] if words::days_off(now) == Some(0) => {
            (Some(sign_of(*sign)), rest)
        }
        [Word("in" | "within" | "after"), rest @ ..] => {
            let next = |word: &str| matches!(word, "the" | "next" | "coming");
            (Some(1), without(rest, next))
        }
        [Word(ahead), rest @ ..] if elsewhere::is_ahead(ahead) => (Some(1), rest),
        tokens if let Some(rest) = back(tokens) => (Some(-1), rest),
        [Word(which), rest @ ..] if words::which(which) == Some(Which::Next) => (Some(1), rest),
        [Word(which), rest @ ..] if words::which(which) == Some(Which::Last) => (Some(-1), rest),
        rest => (None, rest),
    };
    let (steps, rest) = steps(rest, sign.is_none())?;
    let from = |rest| phrase(rest, calendar);
    match (sign, rest) {
        (Some(sign), []) => steps.from(today, sign),
        (Some(1), [Word("time")]) => steps.from(today, 1),
        (None, []) if calendar.towards == super::Towards::Coming => steps.from(today, 1),
        (None, [Word("ago" | "back")] | [Word("before"), Word("now" | "today")]) => {
            steps.from(today, -1)
        }
        (None, [Word(back)]) if elsewhere::is_back_behind(back) => steps.from(today, -1),
        (None, [Word("hence" | "later")] | [Word("from"), Word("now" | "today")]) => {
            steps.from(today, 1)
        }
        (
            None,
            [
                Word("after" | "from" | "past" | "following" | "on"),
                rest @ ..,
            ],
        ) => steps.from(from(rest)?, 1),
        (None, [Word("before"), rest @ ..]) => steps.from(from(rest)?, -1),
        _ => Err(Miss::Form),
    }
}

/// Returns the distance behind `il y a`, `vor`, `hace`.
fn back<'a, 't>(tokens: Tokens<'a, 't>) -> Option<Tokens<'a, 't>> {
    let words: Vec<&str> = tokens.iter().map_while(word).collect();
    tokens.get(elsewhere::back_before(&words)?..)
}

fn word<'t>(token: &Token<'t>) -> Option<&'t str> {
    match token {
        Word(word) => Some(word),
        Token::Number(_) | Sign(_) => None,
    }
}

fn sign_of(sign: char) -> i64 {
    if sign == '-' { -1 } else { 1 }
}

/// Reads `2 weeks 3 days`, and `day` alone where it stands `before` or `after` another.
fn steps<'a, 't>(mut tokens: Tokens<'a, 't>, alone: bool) -> Result<(Steps, Tokens<'a, 't>), Miss> {
    let mut found = Steps {
        steps: Vec::new(),
        few: false,
    };
    if let [Word(word), rest @ ..] = tokens
        && let ([Word("after" | "before" | "following"), ..], true) = (rest, alone)
        && let Some(unit) = words::unit(word)
    {
        found.steps.push((1, unit));
        return Ok((found, rest));
    }
    while found.steps.len() < STEPS {
        let joined = match tokens {
            [Word("and") | Sign(','), rest @ ..] if !found.steps.is_empty() => rest,
            rest => rest,
        };
        let Some((count, few, rest)) = count(joined) else {
            break;
        };
        let [Word(word), rest @ ..] = rest else { break };
        let Some(unit) = words::unit(word) else { break };
        found.steps.push((count, unit));
        found.few |= few;
        tokens = rest;
    }
    if found.steps.is_empty() {
        return Err(Miss::Form);
    }
    Ok((found, tokens))
}

/// Reads a count, and whether it is `a few`.
fn count<'a, 't>(tokens: Tokens<'a, 't>) -> Option<(i64, bool, Tokens<'a, 't>)> {
    match tokens {
        [Word("a"), Word("few"), rest @ ..] | [Word("few"), rest @ ..] => Some((A_FEW, true, rest)),
        [Word("a"), Word("couple"), Word("of"), rest @ ..] => Some((2, false, rest)),
        [Token::Number(number), rest @ ..] if !number.ordinal => {
            Some((i64::from(number.value), false, rest))
        }
        [Word(word), rest @ ..] => Some((words::number(word)?, false, rest)),
        _ => None,
    }
}

/// Reads `friday`, `next friday`, `friday of next week`, `next week on friday`, `friday week`.
fn weekday(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let between = |word: &str| matches!(word, "of" | "on" | "in" | "the");
    let of_week = |week, day: &str, rest: Tokens<'_, '_>| match (rest, alone(day)) {
        ([], Some(day)) => Ok((FuzzyDate::Day(calendar.in_week(day, week)?), None)),
        _ => Err(Miss::Form),
    };
    if let [Word(week), Word("week"), rest @ ..] = tokens
        && let Some(week) = words::which(week)
        && let [Word(day), rest @ ..] = without(rest, between)
    {
        return of_week(week, day, rest);
    }
    // Swedish: `i fredags` is the last one.
    if let [Word("i"), Word(name)] = tokens
        && let Some(day) = name.strip_suffix('s').and_then(alone)
    {
        return of_which(calendar, day, Some(Which::Last));
    }
    let (which, rest) = match tokens {
        [Word("this"), Word("coming"), rest @ ..] => (Some(Which::This), rest),
        [Word(word), rest @ ..] if words::which(word).is_some() => (words::which(word), rest),
        rest => (None, rest),
    };
    let [Word(name), rest @ ..] = rest else {
        return Err(Miss::Form);
    };
    let day = alone(name).ok_or(Miss::Form)?;
    let rest = match rest {
        [Sign(',' | '.'), rest @ ..] | rest => without(rest, between),
    };
    match (which, rest) {
        (which, []) => of_which(calendar, day, which),
        (None, [Word(behind)]) if words::which(behind).is_some() => {
            of_which(calendar, day, words::which(behind))
        }
        (None, [Word("que"), Word("viene")]) => of_which(calendar, day, Some(Which::Next)),
        (None, [Word("week")]) => {
            let next = calendar.next_weekday(day)?;
            Ok((FuzzyDate::Day(added(next, 1, Unit::Week)?), None))
        }
        (None, [Word(week), Word("week"), rest @ ..]) => {
            of_week(words::which(week).ok_or(Miss::Form)?, name, rest)
        }
        _ => Err(Miss::Form),
    }
}

fn alone(word: &str) -> Option<Weekday> {
    words::weekday(word).filter(|_| words::stands_alone(word))
}

fn of_which(calendar: Calendar, day: Weekday, which: Option<Which>) -> Parsed {
    let is_today = calendar.today.weekday() == day;
    let past = calendar.towards == super::Towards::Past;
    let (next, latest) = (
        || calendar.next_weekday(day),
        || calendar.latest_weekday(day),
    );
    let (found, how) = match which {
        Some(Which::Next) => {
            let found = calendar.in_week(day, Which::Next)?;
            (found, (found != next()?).then_some(How::NextWeeks))
        }
        Some(Which::Last) => {
            let found = latest()?;
            let other = calendar.in_week(day, Which::Last)?;
            (found, (found != other).then_some(How::Latest))
        }
        Some(Which::This) | None if is_today && (past || which.is_some()) => (calendar.today, None),
        Some(Which::This) if past => {
            let found = latest()?;
            let other = calendar.in_week(day, Which::This)?;
            (found, (found != other).then_some(How::Latest))
        }
        None if past => (latest()?, None),
        Some(Which::This) | None => (next()?, is_today.then_some(How::NotToday)),
    };
    Ok((FuzzyDate::Day(found), how))
}

/// Reads `next week`, `this month`, `last year`, `next spring`, `next January`, `the week after next`.
fn unit(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    if let [Word("week"), Word("after"), Word("next")] = tokens {
        let there = added(calendar.today, 2, Unit::Week)?;
        return Ok((FuzzyDate::Day(there), None));
    }
    let tokens = match tokens {
        [Word("la"), rest @ ..] => rest,
        tokens => tokens,
    };
    let [Word(first), Word(second)] = tokens else {
        return Err(Miss::Form);
    };
    // `la semaine dernière` has it behind.
    let (which, word) = match (words::which(first), elsewhere::which(second)) {
        (Some(which), _) => (which, second),
        (None, Some(which)) => (which, first),
        (None, None) => return Err(Miss::Form),
    };
    match (words::unit(word), which) {
        (Some(Unit::Week), Which::This) => {
            let sunday = calendar.in_week(Weekday::Sunday, Which::This)?;
            Ok((FuzzyDate::Day(sunday), Some(How::EndOfWeek)))
        }
        (Some(unit), which) => {
            let how = match (unit, which) {
                (Unit::Week, Which::Next) => Some(How::InAWeek),
                (Unit::Week, Which::Last) => Some(How::AWeekAgo),
                _ => None,
            };
            Ok((calendar.whole(unit, which)?, how))
        }
        (None, which) => Ok((name_of_which(word, which, calendar)?, None)),
    }
}

/// Returns the month or season of that name that is this one, the next or the last.
fn name_of_which(word: &str, which: Which, calendar: Calendar) -> Result<FuzzyDate, Miss> {
    let towards = match which {
        Which::This => calendar.towards,
        Which::Next => super::Towards::Coming,
        Which::Last => super::Towards::Past,
    };
    let of = |today| Calendar { today, towards };
    let read = |calendar: Calendar| match (words::month(word), words::season(word)) {
        (Some(month), _) => Ok(calendar.month(month)),
        (None, Some(season)) => calendar.season(season),
        (None, None) => Err(Miss::Form),
    };
    let found = read(of(calendar.today))?;
    let holds_today = found.first_day() <= Some(calendar.today) && !found.is_past(calendar.today);
    match which {
        Which::Next if holds_today => {
            let last = found.last_day().ok_or(Miss::Form)?;
            read(of(added(last, 1, Unit::Day)?))
        }
        Which::Last if holds_today => {
            let first = found.first_day().ok_or(Miss::Form)?;
            read(of(added(first, -1, Unit::Day)?))
        }
        Which::This | Which::Next | Which::Last => Ok(found),
    }
}

/// Reads `the 15th of next month`, `January next year`, `30 Nov this year`: the month and the year are
/// put in their place.
fn named_of_which(tokens: Tokens<'_, '_>, calendar: Calendar) -> Parsed {
    let [before @ .., Word(which), Word(unit)] = tokens else {
        return Err(Miss::Form);
    };
    let (which, before) = match (words::which(which), *which, before) {
        (Some(which), _, before) => (which, before),
        (None, "the", before) => (Which::This, before),
        _ => return Err(Miss::Form),
    };
    let unit = words::unit(unit)
        .filter(|_| !before.is_empty())
        .ok_or(Miss::Form)?;
    let year = |year: i16| {
        Token::Number(Number {
            value: i32::from(year),
            digits: 4,
            ordinal: false,
        })
    };
    let mut named = before.to_vec();
    match calendar.whole(unit, which)? {
        FuzzyDate::Year(of) => named.push(year(of)),
        FuzzyDate::Month { year: of, month } => {
            named.extend([Word(words::month_name(month)), year(of)]);
        }
        _ => return Err(Miss::Form),
    }
    figures::named(&named, calendar)
}
