//! How a name has to be written to be one, where it is also a word.

use std::ops::Range;

use super::words::{Word, joined, words};
use crate::model::lexicon::{Known, Lexicon};

/// Words that are names only as they were written: without this an organisation called ONE or WHO
/// would be found in every second sentence.
const LITTLE_WORDS: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "each", "for",
    "from", "has", "he", "how", "i", "if", "in", "is", "it", "may", "me", "more", "no", "none",
    "not", "now", "of", "on", "one", "or", "our", "out", "she", "so", "some", "that", "the",
    "them", "they", "this", "to", "two", "up", "us", "was", "we", "what", "when", "who", "will",
    "with", "you",
];

/// How a name is written where it is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Written {
    /// In whatever letters.
    AnyHow,
    /// As on record alone.
    Exactly(String),
    /// With its capitals: `Involve` is a name, and `involve` a word.
    WithCapitals(Capitals),
}

/// Which words of a name begin with a capital.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Capitals(Vec<bool>);

impl Written {
    /// Returns how the name of an organisation, or of several people, has to be written: `hope` is hardly
    /// ever the organisation of that name.
    pub(super) fn of(name: &str) -> Self {
        match words(name).as_slice() {
            [word] if Lexicon::built_in().is_common(&word.key) && !is_little(&joined(name)) => {
                Self::WithCapitals(Capitals::of(name, std::slice::from_ref(word)))
            }
            _ => Self::of_person(name),
        }
    }

    /// Returns how the name of a person has to be written.
    pub(super) fn of_person(name: &str) -> Self {
        if LITTLE_WORDS.contains(&joined(name).as_str()) {
            return Self::Exactly(name.trim().to_owned());
        }
        let all = words(name);
        let lexicon = Lexicon::built_in();
        let is_word = match all.as_slice() {
            [] => false,
            [word] => lexicon.is_common(&word.key) && !is_name(&word.key),
            _ => all.iter().all(|word| is_ordinary(&word.key)),
        };
        if is_word {
            return Self::WithCapitals(Capitals::of(name, &all));
        }
        Self::AnyHow
    }
}

/// Tells whether a word of a longer name is one of every text, and none that organisations are known by.
fn is_ordinary(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    let is_word = [Known::Ordinary, Known::NameAndWord]
        .into_iter()
        .any(|kind| lexicon.is(word, kind));
    is_word && !lexicon.is(word, Known::OfOrganisations) && !is_little(word)
}

/// Tells whether a word is a name to those who do not know it as a word.
fn is_name(word: &str) -> bool {
    let lexicon = Lexicon::built_in();
    [Known::NameAndWord, Known::Given]
        .into_iter()
        .any(|kind| lexicon.is(word, kind))
}

impl Capitals {
    fn of(name: &str, words: &[Word]) -> Self {
        Self(words.iter().map(|word| word.is_capital(name)).collect())
    }

    /// Tells whether those words of a text have the capitals, or are said to have spoken.
    pub(super) fn is_met(&self, text: &str, words: &[Word], place: Range<usize>) -> bool {
        let Some(taken) = words.get(place.clone()) else {
            return false;
        };
        // Joined or taken apart in another way, it is hardly a word by accident.
        if taken.len() != self.0.len() {
            return true;
        }
        let mut pairs = taken.iter().zip(&self.0);
        if pairs.all(|(word, capital)| !capital || word.is_capital(text)) {
            return true;
        }
        let speaks = taken.last().zip(words.get(place.end));
        speaks.is_some_and(|(last, next)| {
            text.get(last.end..next.start) == Some(" ")
                && Lexicon::built_in().is(&next.key, Known::Says)
        })
    }
}

/// Returns true for a word that is common to all texts.
pub(super) fn is_little(word: &str) -> bool {
    LITTLE_WORDS.contains(&word)
}
