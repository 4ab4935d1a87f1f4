//! Words around a day that say nothing of which day it is: that something is due by then, and the part of
//! the day. All are written as [`fold`] leaves them, without apostrophes.

use super::tokens::Token;
use super::words;
use crate::base::text::fold;

/// Words behind which stands the day something is due, the longer ones first. `do` and `tot` are no such
/// words, as English has them too: see [`MAY_BE_DUE`].
const DUE: &[&[&str]] = &[
    &["on", "or", "before"],
    &["by", "or", "before"],
    &["at", "the", "very", "latest"],
    &["no", "later", "than"],
    &["not", "later", "than"],
    &["at", "the", "latest"],
    &["at", "latest"],
    &["due"],
    &["by"],
    &["until"],
    &["till"],
    &["til"],
    // German
    &["bis", "spatestens"],
    &["bis", "zum"],
    &["bis"],
    &["spatestens", "bis", "zum"],
    &["spatestens", "bis"],
    &["spatestens", "zum"],
    &["spatestens"],
    &["fallig"],
    // French
    &["jusqu", "au"],
    &["jusqu", "a"],
    &["jusquau"],
    &["d", "ici", "au"],
    &["d", "ici", "le"],
    &["d", "ici"],
    &["au", "plus", "tard"],
    // Spanish and Portuguese
    &["hasta"],
    &["a", "mas", "tardar"],
    &["ate", "ao"],
    &["ate", "a"],
    &["ate", "o"],
    &["ate"],
    &["o", "mais", "tardar"],
    // Italian
    &["entro", "e", "non", "oltre"],
    &["entro"],
    &["fino", "al"],
    &["fino", "a"],
    &["non", "oltre"],
    &["al", "piu", "tardi"],
    // Dutch
    &["uiterlijk", "voor"],
    &["uiterlijk"],
    &["tot", "en", "met"],
    &["tot", "uiterlijk"],
    // Polish
    &["najpozniej", "do"],
    &["najpozniej"],
    // Swedish, Danish, Norwegian
    &["senast", "den"],
    &["senast"],
    &["senest", "den"],
    &["senest"],
    &["innen"],
    &["inden"],
    &["fram", "till"],
    &["frem", "til"],
    // Romanian, Ukrainian, Greek
    &["pana", "la"],
    &["pana", "pe"],
    &["pana", "in"],
    &["до"],
    &["не", "пізніше"],
    &["μεχρι"],
    &["εωσ"],
];

/// Words that say `due` in one language and something else in another, or that a day before is meant.
const MAY_BE_DUE: &[&[&str]] = &[
    &["ahead", "of"],
    &["in", "advance", "of"],
    &["before"],
    &["do"],
    &["tot"],
    &["tegen"],
    &["voor"],
    &["vor", "dem"],
    &["avant"],
    &["antes", "del"],
    &["antes", "de"],
    &["prima", "del"],
    &["prima", "di"],
    &["przed"],
    &["przed", "dniem"],
    &["deadline"],
    &["latest"],
    &["fore"],
    &["перед"],
];

/// What stands behind a day: that it is the last one, or which part of it. The longer ones first.
const BEHIND: &[&[&str]] = &[
    &["at", "the", "very", "latest"],
    &["at", "the", "latest"],
    &["at", "latest"],
    &["latest"],
    &["spatestens"],
    &["au", "plus", "tard"],
    &["a", "mas", "tardar"],
    &["o", "mais", "tardar"],
    &["al", "piu", "tardi"],
    &["uiterlijk"],
    &["senast"],
    &["senest"],
    &["najpozniej"],
    &["in", "the", "morning"],
    &["in", "the", "afternoon"],
    &["in", "the", "evening"],
    &["at", "noon"],
    &["at", "midday"],
    &["at", "lunchtime"],
    &["at", "lunch"],
    &["at", "night"],
    &["morning"],
    &["afternoon"],
    &["evening"],
    &["lunchtime"],
    &["noon"],
    &["night"],
    &["am", "morgen"],
    &["am", "vormittag"],
    &["am", "mittag"],
    &["am", "nachmittag"],
    &["am", "abend"],
    &["am", "matin"],
    &["apres", "midi"],
    &["au", "soir"],
    &["matin"],
    &["soir"],
    &["por", "la", "manana"],
    &["por", "la", "tarde"],
    &["por", "la", "noche"],
    &["di", "mattina"],
    &["di", "sera"],
    &["mattina"],
    &["sera"],
    &["pomeriggio"],
    &["de", "manha"],
    &["a", "tarde"],
    &["a", "noite"],
    &["rano"],
    &["wieczorem"],
    &["po", "poludniu"],
    &["ввечері"],
    &["вранці"],
];

/// Parts of the day that are written as one word with it: `Freitagabend`, `gisteravond`.
const JOINED: [&str; 13] = [
    "vormittag",
    "nachmittag",
    "mittag",
    "morgen",
    "abend",
    "nacht",
    "fruh",
    "namiddag",
    "middag",
    "ochtend",
    "avond",
    "kvall",
    "aften",
];

/// Tells whether a word is a part of the day: `the morning of 3 Dec`.
pub(super) fn is_part_of_a_day(word: &str) -> bool {
    matches!(word, "morning" | "afternoon" | "evening" | "night")
}

/// Returns the tokens without the words that begin them and say that something is due by the day.
pub(super) fn without_due<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    DUE.iter().find_map(|words| begins(tokens, words))
}

/// Returns the tokens without the last words, where those say nothing of which day it is.
pub(super) fn without_behind<'a, 't>(tokens: &'a [Token<'t>]) -> Option<&'a [Token<'t>]> {
    let bare = match tokens {
        [before @ .., Token::Sign('.' | ',')] => return Some(before),
        tokens => tokens,
    };
    let alone = BEHIND.iter().find_map(|words| {
        let at = bare.len().checked_sub(words.len()).filter(|at| *at > 0)?;
        let (before, last) = bare.split_at_checked(at)?;
        begins(last, words).map(|_| before)
    });
    alone.or_else(|| match bare {
        [before @ .., Token::Sign('-'), Token::Word(part)] | [before @ .., Token::Word(part)]
            if !before.is_empty() && JOINED.contains(part) =>
        {
            Some(before)
        }
        [
            before @ ..,
            Token::Word("apres"),
            Token::Sign('-'),
            Token::Word("midi"),
        ] => Some(before),
        _ => None,
    })
}

fn begins<'a, 't>(tokens: &'a [Token<'t>], words: &[&str]) -> Option<&'a [Token<'t>]> {
    let (first, rest) = tokens.split_at_checked(words.len())?;
    let mut pairs = first.iter().zip(words);
    pairs
        .all(|(token, word)| *token == Token::Word(word))
        .then_some(rest)
}

/// Takes the part of the day off a word that has it at its end: `Freitagabend` is `Freitag`.
pub(super) fn without_part(token: Token<'_>) -> Token<'_> {
    let Token::Word(word) = token else {
        return token;
    };
    // Swedish: `fredagen` is that Friday.
    if word.ends_with("dagen")
        && let Some(day) = word.strip_suffix("en")
        && words::weekday(day).is_some()
    {
        return Token::Word(day);
    }
    let day = JOINED.iter().find_map(|part| word.strip_suffix(part));
    let is_day = |day: &&str| {
        words::weekday(day).is_some_and(|_| words::stands_alone(day))
            || words::days_off(day).is_some()
            || *day == "gister"
    };
    match day.filter(is_day) {
        Some("gister") => Token::Word("gisteren"),
        Some(day) => Token::Word(day),
        None => token,
    }
}

/// What words at the beginning of a text say of the day behind them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// That something is due by it.
    Due,
    /// That it may be so: the word has other meanings, or a day before that one is meant.
    MayBeDue,
}

/// Returns what the first words of a text say of a day behind them, and how long they are: of `no later
/// than 30 June` the first three.
pub fn lead(text: &str) -> Option<(Lead, usize)> {
    let due = DUE.iter().find_map(|words| said(text, words));
    let may_be = || MAY_BE_DUE.iter().find_map(|words| said(text, words));
    due.map(|length| (Lead::Due, length))
        .or_else(|| Some((Lead::MayBeDue, may_be()?)))
}

/// Returns how long these words are at the beginning of a text, with a colon behind them.
fn said(text: &str, words: &[&str]) -> Option<usize> {
    let mut rest = text;
    for (at, word) in words.iter().enumerate() {
        if at > 0 {
            let between = |c: char| c.is_whitespace() || matches!(c, '\'' | '’');
            rest = rest.strip_prefix(between)?.trim_start();
        }
        let end = rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len());
        let (first, behind) = rest.split_at_checked(end)?;
        if fold(first) != *word {
            return None;
        }
        rest = behind;
    }
    let behind = rest.strip_prefix(':').unwrap_or(rest);
    let ends = behind.is_empty() || behind.starts_with(char::is_whitespace);
    ends.then_some(text.len() - behind.len())
}
