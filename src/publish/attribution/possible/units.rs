//! The words of a text as a reader sees them: `O’Brien` and `Smith-Jones` are one each.

use super::super::words::{Word, words};

/// A word as a reader sees it.
#[derive(Debug)]
pub(super) struct Unit {
    /// Its letters as they are compared.
    pub(super) key: String,
    /// The letters of its parts, where an apostrophe or hyphen stands inside.
    pub(super) parts: Vec<String>,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind it, a possessive left out.
    pub(super) end: usize,
    /// The byte behind all of it.
    pub(super) behind: usize,
    /// How its letters are written.
    pub(super) case: Case,
    /// Two words with capitals and a hyphen: `Meier-Lehmann`.
    pub(super) is_double: bool,
    /// A point stands behind it.
    pub(super) is_pointed: bool,
}

/// How the letters of a word are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// All small: `ask`.
    Small,
    /// The first is a capital: `Okafor`, `d’Souza`, `McKenna`.
    Name,
    /// One capital: `J`.
    Initial,
    /// All capitals: `OGP`, `SMITH`.
    Capitals,
    /// Capitals in unusual places: `mySociety`, `GitHub`.
    Mixed,
    /// In a script that has no capitals.
    None,
}

impl Unit {
    /// Tells whether somebody's it is: `Okafor’s`.
    pub(super) fn is_possessive(&self) -> bool {
        self.behind > self.end
    }
}

/// Returns the words of a text; what stands between two of them is looked at by [`gap`].
pub(super) fn units(text: &str) -> Vec<Unit> {
    let words = words(text);
    let mut units: Vec<Unit> = Vec::new();
    let mut at = 0;
    while let Some(first) = words.get(at) {
        let mut last = at;
        let mut possessive = None;
        while let Some((left, right)) = words.get(last).zip(words.get(last + 1)) {
            match text.get(left.end..right.start).unwrap_or_default() {
                "'" | "’" | "ʼ" if right.key == "s" => {
                    possessive = Some(right.end);
                    break;
                }
                "'" | "’" | "ʼ" | "ʻ" | "‘" | "-" | "‐" | "‑" => last += 1,
                _ => break,
            }
        }
        let end = words.get(last).map_or(first.end, |word| word.end);
        let rest = text.get(end..).unwrap_or_default();
        let of_plural = ["' ", "’ "].iter().any(|sign| rest.starts_with(sign))
            && words.get(last).is_some_and(|word| word.key.ends_with('s'));
        let sign = rest.chars().next().map_or(0, char::len_utf8);
        let parts: Vec<String> = words
            .get(at..=last)
            .unwrap_or_default()
            .iter()
            .map(|word: &Word| word.key.clone())
            .collect();
        units.push(Unit {
            key: parts.concat(),
            parts,
            start: first.start,
            end,
            behind: possessive.unwrap_or(if of_plural { end + sign } else { end }),
            is_double: is_double(text.get(first.start..end).unwrap_or_default()),
            is_pointed: rest.starts_with('.'),
            case: if is_in_address(text, first.start) {
                Case::Mixed
            } else {
                case(text.get(first.start..end).unwrap_or_default())
            },
        });
        at = last + if possessive.is_some() { 2 } else { 1 };
    }
    units
}

/// Returns what stands between two units.
pub(super) fn gap<'t>(text: &'t str, left: &Unit, right: &Unit) -> &'t str {
    text.get(left.behind..right.start).unwrap_or_default()
}

fn is_double(written: &str) -> bool {
    let parts: Vec<&str> = written.split(['-', '‐', '‑']).collect();
    let name = |part: &&str| part.chars().count() > 2 && part.starts_with(char::is_uppercase);
    parts.len() == 2 && parts.iter().all(name)
}

/// Tells whether a byte is inside an address of the web.
fn is_in_address(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    word.contains("://") || word.contains("www.")
}

fn case(written: &str) -> Case {
    let letters = || written.chars().filter(|c| c.is_alphabetic());
    let capitals = letters().filter(|c| c.is_uppercase()).count();
    let cased = letters().filter(|c| c.is_uppercase() || c.is_lowercase());
    if written.chars().any(char::is_numeric) || cased.clone().next().is_none() {
        return if letters().count() > 1 && !written.chars().any(char::is_numeric) {
            Case::None
        } else {
            Case::Mixed
        };
    }
    match capitals {
        0 => Case::Small,
        1 if letters().count() == 1 => Case::Initial,
        n if n == cased.count() => Case::Capitals,
        _ if is_like_a_name(written) => Case::Name,
        _ => Case::Mixed,
    }
}

/// Tells whether each part begins with a capital or is what stands in a name (`d’`, `al-`, `Mc`),
/// and has no capital inside.
fn is_like_a_name(written: &str) -> bool {
    let parts = written.split(['\'', '’', 'ʼ', 'ʻ', '‘', '-', '‐', '‑']);
    let mut any = false;
    for part in parts.filter(|part| !part.is_empty()) {
        let rest = ["Mc", "Mac", "Fitz", "De", "Di", "Van", "Le", "La"]
            .iter()
            .find_map(|before| part.strip_prefix(before))
            .filter(|rest| rest.starts_with(char::is_uppercase))
            .unwrap_or(part);
        let mut letters = rest.chars();
        let begins = letters.next().is_some_and(char::is_uppercase);
        if letters.any(char::is_uppercase) || !begins && !any && part.chars().count() > 3 {
            return false;
        }
        any |= begins;
    }
    any
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_what_a_reader_takes_for_one() {
        let seen = |text: &str| -> Vec<(String, Case)> {
            let units = units(text).into_iter();
            units
                .map(|unit| (text[unit.start..unit.end].to_owned(), unit.case))
                .collect()
        };
        let of = |written: &str, case| (written.to_owned(), case);
        assert_eq!(
            seen("O’Brien's Smith-Jones, d’Souza al-Rashid McKenna"),
            [
                of("O’Brien", Case::Name),
                of("Smith-Jones", Case::Name),
                of("d’Souza", Case::Name),
                of("al-Rashid", Case::Name),
                of("McKenna", Case::Name),
            ]
        );
        assert_eq!(
            seen("J. ask OGP mySociety UK0063 अदिति"),
            [
                of("J", Case::Initial),
                of("ask", Case::Small),
                of("OGP", Case::Capitals),
                of("mySociety", Case::Mixed),
                of("UK0063", Case::Mixed),
                of("अदिति", Case::None),
            ]
        );
    }
}
