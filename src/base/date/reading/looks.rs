//! Whether a text looks as if a day was meant by it, also where the calendar has none such.

use super::grammar::words_of;
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

fn begins_like_one(tokens: &[Token<'_>], is_all: bool) -> bool {
    use Token::{Number, Sign, Word};
    let month = |word: &str| words::month(word).is_some();
    let weekday = |word: &str| words::weekday(word).is_some() && words::stands_alone(word);
    if words::days_off_of_words(&words_of(tokens)).is_some() {
        return true;
    }
    match tokens {
        [
            Word("the" | "on" | "in" | "within" | "end" | "of" | "mid" | "early" | "late"),
            rest @ ..,
        ] => begins_like_one(rest, is_all),
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
