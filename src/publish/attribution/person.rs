//! The ways in which a person's name is written.

use super::words::{joined, keys};
use super::written::Written;
use crate::model::lexicon::{Known, Lexicon};

/// A family name of so few letters is one only with a capital.
const SHORT: usize = 3;

/// The words of a person's name.
#[derive(Debug)]
pub(super) struct Person {
    /// The given names and family names, without titles and what joins them.
    words: Vec<(String, Part)>,
    /// What is looked for in a text, as letters.
    pub(super) anchors: Vec<(String, Anchor)>,
    /// Each word of the name is one of every text: it is a name only with a capital.
    pub(super) is_of_words: bool,
    /// What is said instead.
    pub(super) instead: String,
}

/// What a word of a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A given name.
    Given,
    /// A family name, or a part of one.
    Family,
    /// `van`, `de la`.
    Particle,
}

/// Words of a name that show in a text that a person may be meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    /// A family name that stands for nothing else: it is enough.
    Alone,
    /// One that few letters make: it is enough with a capital.
    AloneWithCapital,
    /// A family name that is also a word; something beside it must show that it is a name.
    Beside,
    /// A given name.
    Given,
}

impl Person {
    /// Reads a name; `taken` tells the words that organisations and promises have in their names.
    pub(super) fn read(name: &str, instead: &str, taken: impl Fn(&str) -> bool) -> Self {
        let lexicon = Lexicon::built_in();
        let written = bare(name, lexicon);
        let all: Vec<String> = written.iter().map(|word| joined(word)).collect();
        let is_particle = |word: &String| lexicon.is(word, Known::Particle);
        let given = |word: Option<&String>| word.is_some_and(|w| lexicon.is(w, Known::Given));
        // `Kovács Anna`: the family name comes first.
        let is_reversed = all.len() == 2 && !given(all.first()) && given(all.last());
        let given_at = usize::from(is_reversed);
        let part = |(nth, word): (usize, &String)| match nth {
            nth if all.len() > 1 && nth == given_at => Part::Given,
            nth if nth + 1 < all.len() && nth > 0 && is_particle(word) => Part::Particle,
            _ => Part::Family,
        };
        let parts: Vec<Part> = all.iter().enumerate().map(part).collect();
        let alone = |letters: &str| match letters.chars().count() {
            _ if lexicon.is_common(letters) || taken(letters) => Anchor::Beside,
            0 | 1 => Anchor::Beside,
            2..=SHORT => Anchor::AloneWithCapital,
            _ => Anchor::Alone,
        };
        let mut anchors: Vec<(String, Anchor)> = Vec::new();
        let mut add = |letters: String, anchor: Anchor| {
            let known = anchors.iter().any(|(known, _)| *known == letters);
            if !known && letters.chars().count() > 1 {
                anchors.push((letters, anchor));
            }
        };
        for (nth, (word, part)) in all.iter().zip(&parts).enumerate() {
            match part {
                Part::Given => add(word.clone(), Anchor::Given),
                Part::Family | Part::Particle => {
                    let end = if is_reversed { given_at } else { all.len() };
                    let rest = all.get(nth..end).unwrap_or_default().concat();
                    let anchor = alone(&rest);
                    add(rest, anchor);
                    if *part == Part::Family && all.len() > 1 {
                        let middle = lexicon.is(word, Known::Given) && nth + 1 < end;
                        add(
                            word.clone(),
                            if middle { Anchor::Beside } else { alone(word) },
                        );
                    }
                }
            }
        }
        // Half of `Smith-Jones` needs something beside it.
        let halves = written
            .iter()
            .flat_map(|word| word.split(['-', '‐', '‑', '–']));
        let halves: Vec<String> = halves.map(joined).collect();
        for half in halves.iter().filter(|half| !is_particle(half)) {
            let of_given = |(part, word): (&Part, &String)| {
                *part == Part::Given && word.contains(half.as_str())
            };
            let is_given = parts.iter().zip(&all).any(of_given);
            let anchor = if is_given {
                Anchor::Given
            } else {
                Anchor::Beside
            };
            add(half.clone(), anchor);
        }
        let mut words: Vec<(String, Part)> = all.into_iter().zip(parts).collect();
        for half in halves {
            if !words.iter().any(|(word, _)| *word == half) {
                words.push((half, Part::Family));
            }
        }
        words.retain(|(word, _)| !word.is_empty());
        Self {
            words,
            anchors,
            is_of_words: matches!(Written::of(name), Written::WithCapitals(_)),
            instead: instead.to_owned(),
        }
    }

    /// Returns what those letters are in the name.
    pub(super) fn part(&self, letters: &str) -> Option<Part> {
        let found = self.words.iter().find(|(word, _)| word == letters);
        found.map(|(_, part)| *part)
    }

    /// Tells whether letters are the first ones of the given names, as in `A. B. Quill`.
    pub(super) fn begins_with(&self, letters: &str, of: Part) -> bool {
        let words = || {
            self.words
                .iter()
                .filter(|(_, part)| *part == of || *part == Part::Family && of == Part::Given)
        };
        !letters.is_empty()
            && letters.chars().count() < 4
            && letters
                .chars()
                .all(|c| words().any(|(word, _)| word.starts_with(c)))
    }

    /// Tells whether the name of an account, as letters, is made of the name.
    pub(super) fn is_handle(&self, handle: &str) -> bool {
        let given = || self.words.iter().filter(|(_, part)| *part == Part::Given);
        let whole: String = self.words.iter().map(|(word, _)| word.as_str()).collect();
        if handle == whole {
            return true;
        }
        self.anchors.iter().any(|(family, anchor)| match anchor {
            Anchor::Given => false,
            Anchor::Alone => handle.contains(family.as_str()),
            Anchor::AloneWithCapital | Anchor::Beside => given().any(|(name, _)| {
                let first: String = name.chars().take(1).collect();
                let of = [format!("{name}{family}"), format!("{family}{name}")];
                let short = [format!("{first}{family}"), format!("{family}{first}")];
                of.iter().any(|of| handle.contains(of.as_str()))
                    || short.iter().any(|short| handle == short)
            }),
        })
    }
}

/// Returns the words of a name as they are written, without titles and what follows in brackets or
/// behind a comma; `Quill, Ada` is turned round.
fn bare<'n>(name: &'n str, lexicon: &Lexicon) -> Vec<&'n str> {
    let name = name.split('(').next().unwrap_or(name);
    let (first, rest) = name.split_once(',').unwrap_or((name, ""));
    let turned = keys(rest);
    let is_given = turned
        .first()
        .is_some_and(|word| lexicon.is(word, Known::Given));
    let is_turned = is_given && turned.len() <= 2 && keys(first).len() <= 2;
    let words = if is_turned {
        let words: Vec<&str> = rest
            .split_whitespace()
            .chain(first.split_whitespace())
            .collect();
        words
    } else {
        first.split_whitespace().collect()
    };
    let mut words: Vec<&str> = words
        .into_iter()
        .filter(|word| !joined(word).is_empty())
        .collect();
    while words.len() > 1
        && words
            .first()
            .is_some_and(|w| lexicon.is(&joined(w), Known::Title))
    {
        words.remove(0);
    }
    let is_behind = |word: &&str| {
        let capitals = !word.contains(char::is_lowercase) || *word == "PhD";
        capitals && lexicon.is(&joined(word), Known::TitleBehind)
    };
    while words.len() > 1 && words.last().is_some_and(is_behind) {
        words.pop();
    }
    words
}
