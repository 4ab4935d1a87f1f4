//! Whether a text looks as if a day was meant by it, also where the calendar has none such.

use super::grammar::{without_what_says_nothing, words_of};
use super::tokens::{Token, tokens};
use super::words;
use crate::base::text::fold;

/// How many words from the beginning are looked at.
const WORDS: usize = 6;

/// Tells whether a text begins like a day: `31 nov`, `2019-02-30`, `next fryday`, `the 15th`. Numbers of
/// other things (`3 pages`) and words that only may be one (`may we`) do not.
pub fn looks_like_a_day(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().take(WORDS).collect();
    // What is in no day may stand behind one.
    (1..=words.len()).rev().any(|count| {
        let some = words.get(..count).unwrap_or_default().join(" ");
        let folded = fold(some.trim_end_matches(['!', '?', ':', ';']));
        let begins = |tokens: Vec<Token<'_>>| begins_like_one(&tokens, count == words.len());
        tokens(&folded).is_some_and(begins)
    })
}

/// Months that are other words as well: they are meant where nothing stands behind them.
const OTHER_WORDS: [&str; 4] = ["may", "march", "mars", "set"];

/// Words before a day that leave it open, and some that say nothing of it.
const LITTLE_WORDS: [&str; 24] = [
    "the", "on", "in", "within", "end", "of", "mid", "early", "late", "around", "about", "circa",
    "ca", "roughly", "before", "after", "ende", "anfang", "mitte", "fin", "mi", "debut", "vers",
    "gegen",
];

/// Times that are named and are no day of the calendar: feasts, and words for soon. In several languages.
const TIMES: [&str; 67] = [
    "easter",
    "christmas",
    "xmas",
    "pentecost",
    "whitsun",
    "ramadan",
    "eid",
    "diwali",
    "hanukkah",
    "passover",
    "michaelmas",
    "thanksgiving",
    "halloween",
    "carnival",
    "asap",
    "soon",
    "shortly",
    "immediately",
    "summer",
    "recess",
    "weekend",
    "midterm",
    "ostern",
    "pfingsten",
    "weihnachten",
    "silvester",
    "neujahr",
    "baldmoglichst",
    "sofort",
    "noel",
    "paques",
    "pentecote",
    "toussaint",
    "bientot",
    "navidad",
    "pascua",
    "pronto",
    "natale",
    "pasqua",
    "ferragosto",
    "presto",
    "natal",
    "pascoa",
    "kerst",
    "kerstmis",
    "pasen",
    "pinksteren",
    "wielkanoc",
    "wielkanocy",
    "jul",
    "julen",
    "paske",
    "pasken",
    "pask",
    "midsommar",
    "craciun",
    "craciunului",
    "paste",
    "pasti",
    "різдва",
    "різдво",
    "великодня",
    "великдень",
    "χριστουγεννα",
    "πασχα",
    "cob",
    "cop",
];
/// The same in several words.
const TIMES_OF_WORDS: [&[&str]; 16] = [
    &["mid", "term"],
    &["midterm"],
    &["new", "year"],
    &["good", "friday"],
    &["bank", "holiday"],
    &["the", "holidays"],
    &["half", "term"],
    &["as", "soon"],
    &["end", "of"],
    &["start", "of"],
    &["beginning", "of"],
    &["close", "of"],
    &["semana", "santa"],
    &["nouvel", "an"],
    &["boze", "narodzenie"],
    &["so", "bald"],
];
/// Words that may stand before or behind one of them: `Christmas Eve`, `before Easter 2019`, `Easter next year`.
const WITH_TIMES: [&str; 16] = [
    "the", "eve", "day", "break", "monday", "sunday", "next", "this", "year", "at", "holidays",
    "possible", "zu", "a", "la", "le",
];

/// Tells whether a text is a time that has a name and is no day that can be read: `Easter`, `Christmas 2019`,
/// `ASAP`, `end of term`.
pub fn sounds_like_a_time(text: &str) -> bool {
    let folded = fold(text.trim_end_matches(['!', '?', ':', ';', '.']));
    let Some(tokens) = tokens(&folded) else {
        return false;
    };
    let tokens = without_what_says_nothing(&tokens);
    let words: Vec<&str> = tokens
        .iter()
        .filter(|token| **token != Token::Sign('-'))
        .map_while(|token| match token {
            Token::Word(word) => Some(*word),
            Token::Number(_) | Token::Sign(_) => None,
        })
        .collect();
    if TIMES_OF_WORDS.iter().any(|time| words.starts_with(time)) {
        return words.len() <= WORDS;
    }
    let is_named = words.iter().any(|word| TIMES.contains(word));
    let is_with = |word: &&str| TIMES.contains(word) || WITH_TIMES.contains(word);
    is_named && words.iter().all(is_with)
}

fn begins_like_one(tokens: &[Token<'_>], is_all: bool) -> bool {
    use Token::{Number, Sign, Word};
    let month = |word: &str| words::month(word).is_some();
    let weekday = |word: &str| words::weekday(word).is_some() && words::stands_alone(word);
    if words::days_off_of_words(&words_of(tokens)).is_some() {
        return true;
    }
    match tokens {
        [Word(word), rest @ ..] if LITTLE_WORDS.contains(word) => begins_like_one(rest, is_all),
        tokens if without_what_says_nothing(tokens).len() < tokens.len() => {
            begins_like_one(without_what_says_nothing(tokens), is_all)
        }
        [Word(word), ..] if words::days_off(word).is_some() && *word != "now" => true,
        [Word(word), Number(_), ..] if month(word) => true,
        [Word(word), rest @ ..] if month(word) && words::stands_alone(word) => {
            is_all && rest.is_empty() || !OTHER_WORDS.contains(word)
        }
        [Word(word), ..] if weekday(word) => true,
        [Word(which), Word(word), ..] if words::which(which).is_some() => {
            words::unit(word).is_some() || month(word) || weekday(word)
        }
        [Word(count), Word(word), ..] if words::number(count).is_some() => {
            words::unit(word).is_some()
        }
        [Sign('+' | '-'), Number(_), Word(word)] => words::unit(word).is_some(),
        [Word("q"), Number(_), ..] | [Number(_), Sign('-'), Word("q"), Number(_), ..] => true,
        [Number(number), ..] if number.ordinal || number.digits == 8 => true,
        [Number(number)] => is_all && number.digits == 4,
        [Number(_), Word(word), ..] if month(word) || words::unit(word).is_some() => true,
        [
            Number(_),
            Word("of" | "de" | "di") | Sign('.' | '-'),
            Word(word),
            ..,
        ] => month(word),
        [Number(_), Word(_), Number(year), ..] => year.digits == 4,
        [Number(_), Sign('.' | '/' | '-'), Number(_), ..] => true,
        _ => false,
    }
}

/// Tells a place in a row as a word: `second` is one of the days of a month, and of much else.
pub fn is_place_in_a_row(word: &str) -> bool {
    words::ordinal(&fold(word)).is_some()
}
