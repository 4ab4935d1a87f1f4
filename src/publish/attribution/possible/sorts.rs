//! What a word of a text is, as far as tables and the text itself tell.

use std::collections::{BTreeSet, HashSet};

use super::units::{Case, Unit};
use crate::model::lexicon::{Known, Lexicon};

/// What a word is, seen alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A given name and nothing else: `Priya`.
    Given,
    /// A given name, and a word as well: `Grace`.
    GivenOrWord,
    /// A family name, and a word as well: `Green`.
    NameOrWord,
    /// The first letter of a name.
    Initial,
    /// Stands before a name: `Dr`.
    Title,
    /// Stands inside a name: `van`.
    Particle,
    /// A word of organisations, works and events.
    Organisation,
    /// A place, or who is from there.
    Place,
    /// Makes what follows a place or a thing: `Palais`.
    BeforePlace,
    /// A short form in capitals.
    Acronym,
    /// A word of every text.
    Plain,
    /// In no table, and by its form a word of prose.
    Prose,
    /// In no table.
    Unknown,
}

/// Endings that words of prose have and names hardly ever, in the languages that plans are written in.
const ENDINGS: [&str; 54] = [
    "loven",
    "tinget",
    "registret",
    "rekisteri",
    "kollegiet",
    "utvalget",
    "oratet",
    "mentet",
    "tion",
    "tions",
    "ment",
    "ments",
    "ship",
    "ness",
    "ities",
    "ance",
    "ences",
    "ency",
    "ism",
    "logy",
    "able",
    "ible",
    "ical",
    "ional",
    "ware",
    "cion",
    "ciones",
    "cao",
    "coes",
    "zione",
    "zioni",
    "ungen",
    "keit",
    "heit",
    "schaft",
    "itat",
    "idad",
    "idade",
    "tate",
    "ite",
    "eurs",
    "cja",
    "cji",
    "osc",
    "osci",
    "iei",
    "elor",
    "het",
    "ningen",
    "sjon",
    "else",
    "lijk",
    "ische",
    "ischen",
];

/// The shortest word of which an ending tells anything.
const LONG_ENOUGH: usize = 7;

/// What is known about the words of a document.
#[derive(Debug)]
pub(super) struct Sorting<'d> {
    /// The words that organisations and promises on record have in their names.
    pub(super) taken: &'d BTreeSet<String>,
    /// The words that stand in small letters somewhere in the document.
    pub(super) small: &'d HashSet<String>,
}

impl Sorting<'_> {
    /// Returns what a word is.
    pub(super) fn sort(&self, unit: &Unit) -> Sort {
        let lexicon = Lexicon::built_in();
        let key = unit.key.as_str();
        let is = |kind| lexicon.is(key, kind);
        match unit.case {
            Case::Initial => return Sort::Initial,
            Case::Mixed => return Sort::Acronym,
            Case::Capitals if !is(Known::Given) && !is(Known::Title) => return Sort::Acronym,
            _ => {}
        }
        let given_part = |part: &String| lexicon.is(part, Known::Given);
        if is_made_of_words(unit, |word| self.is_word(word)) {
            return Sort::Plain;
        }
        if let [first, .., last] = unit.parts.as_slice() {
            let thing = lexicon.is(last, Known::BehindPlace) && unit.parts.len() > 2;
            if lexicon.is(last, Known::OfOrganisations) || thing {
                return Sort::Organisation;
            }
            if given_part(first) {
                return Sort::Given;
            }
        }
        let is_word = is(Known::Ordinary)
            || is(Known::Says)
            || is(Known::Calendar)
            || is(Known::BeforeName)
            || is(Known::OfOrganisations)
            || self.small.contains(key);
        if is(Known::Given) {
            return if is_word || is(Known::NameAndWord) || is(Known::Place) {
                Sort::GivenOrWord
            } else {
                Sort::Given
            };
        }
        if is(Known::BeforePlace) && !is(Known::NameAndWord) {
            return Sort::BeforePlace;
        }
        if is(Known::NameAndWord) {
            return Sort::NameOrWord;
        }
        if is(Known::Particle) && !(is(Known::Title) && unit.case == Case::Name) {
            return Sort::Particle;
        }
        if is(Known::Title) {
            return Sort::Title;
        }
        if is(Known::OfOrganisations) {
            return Sort::Organisation;
        }
        if is(Known::Place) {
            return Sort::Place;
        }
        if is_word || self.taken.contains(key) {
            return Sort::Plain;
        }
        if self.is_prose(unit) {
            return Sort::Prose;
        }
        Sort::Unknown
    }

    /// Tells whether a word of no table is one of prose by its form: another form of one that is known, or
    /// with an ending of such.
    fn is_prose(&self, unit: &Unit) -> bool {
        let key = unit.key.as_str();
        if unit.parts.len() > 1 {
            return false;
        }
        let stems = [
            "s", "es", "ed", "d", "ing", "ly", "er", "ers", "al", "ally", "n", "en", "e",
        ];
        let stemmed = stems.iter().filter_map(|ending| key.strip_suffix(ending));
        let inflected = stemmed.filter(|stem| stem.chars().count() > 3).any(|stem| {
            self.is_word(stem)
                || self.is_word(&format!("{stem}e"))
                || self.is_word(&format!("{stem}y"))
        });
        let long = key.chars().count() >= LONG_ENOUGH;
        inflected || long && ENDINGS.iter().any(|ending| key.ends_with(ending))
    }

    fn is_word(&self, word: &str) -> bool {
        let lexicon = Lexicon::built_in();
        lexicon.is(word, Known::Ordinary)
            || lexicon.is(word, Known::OfOrganisations)
            || self.small.contains(word)
    }
}

/// Tells whether a word with a hyphen is made of words: `Follow-up`, `Einkaufs-Plattform`.
fn is_made_of_words(unit: &Unit, is_word: impl Fn(&str) -> bool) -> bool {
    let word = |part: &String| is_word(part) || part.chars().count() < 3;
    unit.parts.len() > 1
        && (unit.parts.iter().all(word)
            || !unit.is_double && unit.parts.last().is_some_and(|last| is_word(last)))
}
