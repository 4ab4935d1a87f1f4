//! What was typed as words, numbers and signs.

/// The most tokens of a day: what has more is no day.
const MOST: usize = 16;
/// The most digits of a number: a day written as `20181130`.
const DIGITS: usize = 8;

/// What makes a number the place in a row, as in `31st`, `1er`, `1º` (which folds to `1o`); typed right behind
/// it.
const ORDINALS: [&str; 11] = [
    "st", "nd", "rd", "th", "er", "ere", "eme", "e", "o", "a", "°",
];

/// A piece of what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'t> {
    /// A word in small letters without accents.
    Word(&'t str),
    /// A number, and how it was written.
    Number(Number),
    /// One of `.`, `/`, `-`, `,` and `+`.
    Sign(char),
}

/// A number, and how it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    /// How much it is.
    pub(super) value: i32,
    /// How many digits it was written with.
    pub(super) digits: usize,
    /// Whether it names a place in a row: `31st`.
    pub(super) ordinal: bool,
}

/// Splits a folded text into tokens; brackets, quotes and apostrophes say nothing.
///
/// Returns `None` where something stands in it that is in no day.
pub(super) fn tokens(folded: &str) -> Option<Vec<Token<'_>>> {
    let mut found = Vec::new();
    let mut rest = folded;
    while let Some(first) = rest.chars().next() {
        let (length, token) = match first {
            c if c.is_ascii_digit() => number(rest)?,
            c if c.is_alphabetic() => word(rest),
            '.' | '。' => (first.len_utf8(), Some(Token::Sign('.'))),
            '-' | '–' | '−' | '‐' => (first.len_utf8(), Some(Token::Sign('-'))),
            '&' => (1, Some(Token::Word("and"))),
            '/' | '+' => (1, Some(Token::Sign(first))),
            ',' | '،' | '、' => (first.len_utf8(), Some(Token::Sign(','))),
            '[' | ']' | '(' | ')' | '"' | '\'' | '’' | '“' | '”' => (first.len_utf8(), None),
            c if c.is_whitespace() => (c.len_utf8(), None),
            _ => return None,
        };
        found.extend(token);
        rest = rest.get(length..)?;
    }
    (found.len() <= MOST).then(|| without_names_of_parts(found))
}

/// Puts signs in the place of words that only name the part of a date before them: `2019年4月30日`,
/// `sexta-feira`.
fn without_names_of_parts(found: Vec<Token<'_>>) -> Vec<Token<'_>> {
    let mut bare: Vec<Token<'_>> = Vec::with_capacity(found.len());
    for token in found {
        match (token, bare.last()) {
            (Token::Word("年" | "月" | "년" | "월"), Some(Token::Number(_))) => {
                bare.push(Token::Sign('-'));
            }
            (Token::Word("日" | "일"), Some(Token::Number(_))) => {}
            (Token::Word("feira"), Some(Token::Sign('-'))) => _ = bare.pop(),
            (token, _) => bare.push(token),
        }
    }
    bare
}

fn word(rest: &str) -> (usize, Option<Token<'_>>) {
    let word = leading(rest, char::is_alphabetic);
    (word.len(), Some(Token::Word(word)))
}

fn number(rest: &str) -> Option<(usize, Option<Token<'_>>)> {
    let digits = leading(rest, |c| c.is_ascii_digit());
    let behind = rest.get(digits.len()..)?;
    let suffix = leading(behind, |c| c.is_alphabetic() || c == '°');
    let ordinal = ORDINALS.contains(&suffix);
    let number = Number {
        value: (digits.len() <= DIGITS).then_some(digits)?.parse().ok()?,
        digits: digits.len(),
        ordinal,
    };
    let length = digits.len() + if ordinal { suffix.len() } else { 0 };
    Some((length, Some(Token::Number(number))))
}

fn leading(text: &str, fits: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !fits(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}
