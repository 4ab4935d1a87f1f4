//! Words by which a name is told from other words: titles, particles, given names, what only
//! organisations carry, what the field calls its sides.
//!
//! The words are data, in `assets/names`. Nothing in here knows anybody.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::stakeholder::{Party, Sector};
use crate::base::text::{fold, one_sign};

/// The files that are built into the program.
const BUILT_IN: [&str; 3] = [
    include_str!("../../assets/names/names.txt"),
    include_str!("../../assets/names/given.txt"),
    include_str!("../../assets/names/words.txt"),
];

/// What a word of the tables is known as; a word may be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u16)]
pub enum Known {
    /// Stands before a name as its title: `dr`.
    Title = 1,
    /// Stands behind a name as its title, in capitals: `mp`.
    TitleBehind = 1 << 1,
    /// Stands in a name and is none alone: `van`.
    Particle = 1 << 2,
    /// Is a name, and a word of every text: `green`.
    NameAndWord = 1 << 3,
    /// Is carried by organisations, works and events, and by no person: `ministry`.
    OfOrganisations = 1 << 4,
    /// Stands behind whoever speaks: `says`.
    Says = 1 << 5,
    /// Stands before whoever is spoken of: `thanked`.
    BeforeName = 1 << 6,
    /// Is a month, a weekday or a season.
    Calendar = 1 << 7,
    /// Is a place, or whoever is from there.
    Place = 1 << 8,
    /// Is a given name in some language.
    Given = 1 << 9,
    /// Is a word of plans, meetings and everyday prose.
    Ordinary = 1 << 10,
    /// Stands behind a name and makes it a place or a thing: `street`.
    BehindPlace = 1 << 11,
    /// Stands before a name and makes it a place or a thing: `palais`.
    BeforePlace = 1 << 12,
}

impl Known {
    /// Returns the kind that a heading of the tables names.
    fn of(heading: &str) -> Option<Self> {
        let kinds = [
            ("places and things behind", Self::BehindPlace),
            ("places and things before", Self::BeforePlace),
            ("before a name", Self::BeforeName),
            ("before", Self::Title),
            ("behind", Self::TitleBehind),
            ("particles", Self::Particle),
            ("organisations", Self::OfOrganisations),
            ("says", Self::Says),
            ("calendar", Self::Calendar),
            ("places", Self::Place),
            ("given", Self::Given),
            ("words", Self::Ordinary),
            ("names and words", Self::NameAndWord),
        ];
        let found = kinds.iter().find(|(name, _)| heading.starts_with(name));
        found.map(|(_, kind)| *kind)
    }
}

/// The tables, ready to be asked.
#[derive(Debug)]
pub struct Lexicon {
    words: HashMap<&'static str, u16>,
    /// What names nobody although it may be written with a capital, as [`letters`].
    field: HashSet<String>,
}

impl Lexicon {
    /// Returns the tables that are built into the program. They are read when first asked for and
    /// never change.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: LazyLock<Lexicon> = LazyLock::new(Lexicon::read_all);
        &BUILT_IN
    }

    fn read_all() -> Self {
        let mut lexicon = Self {
            words: HashMap::with_capacity(50_000),
            field: HashSet::new(),
        };
        for file in BUILT_IN {
            let mut heading = "";
            for line in file.lines() {
                if let Some(rest) = line.strip_prefix('[') {
                    heading = rest.trim_end_matches(']');
                } else if !line.starts_with('#') {
                    lexicon.read(heading, line);
                }
            }
        }
        for sector in Sector::ALL {
            lexicon.field.insert(letters(sector.words()));
        }
        lexicon
    }

    fn read(&mut self, heading: &str, line: &'static str) {
        if heading == "field" {
            let phrases = line.split('|').map(letters);
            self.field
                .extend(phrases.filter(|phrase| !phrase.is_empty()));
        } else if let Some(kind) = Known::of(heading) {
            for word in line.split_ascii_whitespace() {
                *self.words.entry(word).or_default() |= kind as u16;
            }
        }
    }

    /// Tells whether a word, given without capitals and accents, is known as that.
    pub fn is(&self, word: &str, kind: Known) -> bool {
        self.words
            .get(word)
            .is_some_and(|kinds| kinds & kind as u16 != 0)
    }

    /// Tells whether a word stands in texts that speak of nobody, too.
    pub fn is_common(&self, word: &str) -> bool {
        const COMMON: [Known; 7] = [
            Known::NameAndWord,
            Known::Ordinary,
            Known::OfOrganisations,
            Known::Calendar,
            Known::Place,
            Known::Says,
            Known::Title,
        ];
        COMMON.into_iter().any(|kind| self.is(word, kind))
    }

    /// Tells whether a text as a whole is a word of the field, a sector, a side or a role: it names
    /// nobody, whoever is kept back.
    pub fn is_field(&self, text: &str) -> bool {
        self.has_phrase(&letters(text))
    }

    /// Tells the same of a text that is given as [`letters`].
    pub fn has_phrase(&self, letters: &str) -> bool {
        let bare = letters.strip_prefix("the").unwrap_or(letters);
        self.field.contains(letters) || self.field.contains(bare)
    }

    /// Tells whether a text names nobody: it is of the field, or each of its words is one of every
    /// text and written like one.
    pub fn names_nobody(&self, text: &str) -> bool {
        if self.is_field(text) {
            return true;
        }
        let mut words = words_of(text).peekable();
        words.peek().is_some()
            && words.all(|word| {
                let key = letters(word);
                let small = !word.starts_with(char::is_uppercase);
                small && (self.is(&key, Known::Ordinary) || self.is(&key, Known::OfOrganisations))
            })
    }

    /// Tells whether a name holds a word that only organisations carry, or is one of the field.
    pub fn is_organisation(&self, name: &str) -> bool {
        let carried = |word: &str| {
            let key = letters(word);
            self.is(&key, Known::OfOrganisations) && !self.is(&key, Known::NameAndWord)
        };
        self.is_field(name) || words_of(name).any(carried)
    }

    /// Tells whether a name reads like that of a person: two words or more, one of them a given
    /// name or a title, and none that only organisations carry.
    pub fn is_person(&self, name: &str) -> bool {
        if self.is_organisation(name) {
            return false;
        }
        let words: Vec<String> = words_of(name).map(letters).collect();
        let gives_away = |word: &String| self.is(word, Known::Given) && !self.is_little(word);
        let titled = words
            .first()
            .is_some_and(|first| self.is(first, Known::Title) && !self.is(first, Known::Particle));
        words.len() > 1 && (titled || words.first().is_some_and(gives_away))
    }

    /// Tells whether a word is one of every text that happens to be a given name somewhere.
    fn is_little(&self, word: &str) -> bool {
        self.is(word, Known::Ordinary) && !self.is(word, Known::NameAndWord)
    }

    /// Returns whether a name of which nobody said so is a person's or an organisation's; where the
    /// name itself does not tell, it is `otherwise`.
    pub fn party(&self, name: &str, otherwise: Party) -> Party {
        if self.is_organisation(name) {
            Party::Organisation
        } else if self.is_person(name) {
            Party::Person
        } else {
            otherwise
        }
    }
}

/// Returns the letters and digits of a text as they are compared, nothing between them: `obrien` of
/// `O’Brien`, `O Brien` and `OBRIEN`.
pub fn letters(text: &str) -> String {
    let mut letters = fold(text);
    letters.retain(is_letter);
    letters
}

/// Tells letters and digits; the letters of Unicode that stand for an apostrophe are none.
pub fn is_letter(c: char) -> bool {
    one_sign(c).is_alphanumeric()
}

/// Returns the words of a name, a hyphen or an apostrophe inside being part of one.
fn words_of(name: &str) -> impl Iterator<Item = &str> {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | '/'));
    words.filter(|word| word.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_hold_words_as_they_are_compared() {
        for file in BUILT_IN {
            let mut heading = "";
            for line in file.lines().filter(|line| !line.starts_with('#')) {
                if let Some(rest) = line.strip_prefix('[') {
                    heading = rest;
                    assert!(
                        heading.starts_with("field") || Known::of(heading).is_some(),
                        "{heading}"
                    );
                } else if !heading.starts_with("field") {
                    for word in line.split_whitespace() {
                        assert_eq!(letters(word), word, "{heading}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_name_says_whether_it_is_an_organisations() {
        let lexicon = Lexicon::built_in();
        let cases = [
            ("Parliament", Party::Organisation),
            ("Ministry of Culture", Party::Organisation),
            ("Public Governance International Ltd", Party::Organisation),
            ("Fundación Ciudadana", Party::Organisation),
            ("Civil society", Party::Organisation),
            ("Ada Quill", Party::Person),
            ("Dr Okafor", Party::Person),
            ("Niamh O'Brien", Party::Person),
            ("Marisol Vega Lozano", Party::Person),
        ];
        for (name, expected) in cases {
            for otherwise in Party::ALL {
                assert_eq!(lexicon.party(name, otherwise), expected, "{name}");
            }
        }
        for unsure in ["Involve", "mySociety", "Xqa Bbjo"] {
            for otherwise in Party::ALL {
                assert_eq!(lexicon.party(unsure, otherwise), otherwise, "{unsure}");
            }
        }
    }

    #[test]
    fn words_of_the_field_name_nobody() {
        let lexicon = Lexicon::built_in();
        for text in [
            "government",
            "Civil Society",
            "the Government",
            "Open government",
            "PARLIAMENT",
            "the policy team",
            "Co-chairs",
            "academia",
            "the private sector",
        ] {
            assert!(lexicon.names_nobody(text), "{text}");
        }
        for text in ["Ada Quill", "Involve", "Bill Price", "quill", "Grace"] {
            assert!(!lexicon.names_nobody(text), "{text}");
        }
    }
}
