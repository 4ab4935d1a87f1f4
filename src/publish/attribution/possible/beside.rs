//! What stands beside a word of a text, and what that says of it.

use super::Looking;
use super::sorts::Sort;
use super::units::{Case, Unit, gap};
use crate::model::lexicon::{Known, Lexicon};

/// Words before a word with a capital that show that it is a thing.
pub(super) const ARTICLES: [&str; 34] = [
    "the", "a", "an", "this", "that", "our", "their", "its", "new", "le", "la", "les", "l", "un",
    "une", "du", "des", "el", "los", "las", "una", "il", "lo", "gli", "der", "die", "das", "den",
    "dem", "ein", "eine", "het", "o", "os",
];

/// Words behind a name that show that somebody acts.
const ACTS: [&str; 28] = [
    "to", "will", "has", "had", "is", "was", "would", "should", "can", "could", "may", "did",
    "does", "cannot", "who", "wird", "hat", "va", "a", "doit", "ha", "va", "ma", "vil", "har",
    "skal", "zal", "bude",
];

/// Little words of German, of which two in a text tell its language.
const GERMAN: [&str; 34] = [
    "und", "der", "das", "ist", "nicht", "fur", "mit", "von", "dem", "den", "ein", "eine", "einen",
    "wird", "werden", "hat", "auf", "im", "zum", "zur", "sich", "wir", "dass", "als", "auch",
    "bei", "nach", "noch", "bis", "sind", "haben", "uber", "aus", "kein",
];

/// Words between two of which the first is no person: `Chamber of Commerce`.
pub(super) const OF: [&str; 18] = [
    "of", "de", "du", "des", "della", "delle", "dei", "del", "di", "da", "do", "dos", "das", "fur",
    "och", "og", "allied", "y",
];

/// Particles behind which nothing but a family name stands.
pub(super) const OF_FAMILY: [&str; 10] = [
    "van", "von", "bin", "ibn", "bint", "mac", "ni", "nic", "ap", "ferch",
];

/// Words before a place.
pub(super) const AT: [&str; 8] = ["in", "at", "near", "en", "w", "iz", "nad", "around"];

/// Words before somebody who is spoken to or of.
pub(super) const ABOUT: [&str; 9] = [
    "thanked",
    "thanks",
    "asked",
    "told",
    "invited",
    "mentioned",
    "ask",
    "thank",
    "remind",
];

/// Endings of family names, in letters as they are compared.
const OF_FAMILIES: [&str; 32] = [
    "ic", "ski", "ska", "cki", "cka", "enko", "yan", "ian", "shvili", "dze", "sson", "sen", "son",
    "oglu", "escu", "eanu", "opoulos", "akis", "idis", "wicz", "czyk", "czak", "ova", "ov", "eva",
    "ev", "auskas", "aite", "iute", "nen", "dottir", "wala",
];

/// The least letters of a word whose ending says so.
const LEAST_OF_FAMILY: usize = 6;

impl Looking<'_> {
    /// Returns the first of the particles that stand before a word, else the word.
    pub(super) fn first_particle(&self, at: usize) -> usize {
        let mut first = at;
        while let Some(before) = first.checked_sub(1) {
            if !is_particle(self.key(before)) || !self.joined(before) {
                break;
            }
            first = before;
        }
        first
    }

    /// Tells whether a word ends as family names of some languages do.
    pub(super) fn ends_like_a_family(&self, at: usize) -> bool {
        let key = self.key(at);
        let long = key.chars().count() >= LEAST_OF_FAMILY;
        long && OF_FAMILIES.iter().any(|ending| key.ends_with(ending))
    }

    pub(super) fn sort(&self, at: usize) -> Option<Sort> {
        self.sorts.get(at).copied()
    }

    pub(super) fn case(&self, at: usize) -> Option<Case> {
        self.units.get(at).map(|unit| unit.case)
    }

    pub(super) fn key(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |unit| unit.key.as_str())
    }

    /// Returns what stands before a unit since the one before it.
    pub(super) fn gap_before(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|at| self.units.get(at));
        match (before, self.units.get(at)) {
            (Some(before), Some(unit)) => gap(self.text, before, unit),
            (None, Some(unit)) => self.text.get(..unit.start).unwrap_or_default(),
            _ => "",
        }
    }

    pub(super) fn begins_sentence(&self, at: usize) -> bool {
        let gap = self.gap_before(at);
        at == 0
            || gap.contains(['.', '!', '?', ':', ';', '•', '–', '—', '|', '¿', '¡'])
            || gap.contains(" - ")
    }

    /// Tells whether two units stand together as words of one name do.
    pub(super) fn joined(&self, at: usize) -> bool {
        let gap = self.gap_before(at + 1);
        let pointed = matches!(self.sort(at), Some(Sort::Initial | Sort::Title));
        let possessive = self.units.get(at).is_some_and(Unit::is_possessive);
        !possessive && (gap == " " || pointed && matches!(gap, ". " | "."))
    }

    /// Tells whether a word may be part of a name by how it is written.
    pub(super) fn may_be_of_name(&self, at: usize) -> bool {
        matches!(self.case(at), Some(Case::Name | Case::Initial))
            || self.case(at) == Some(Case::Capitals) && self.sort(at) != Some(Sort::Acronym)
    }

    pub(super) fn is_behind_initial(&self, at: usize) -> bool {
        at.checked_sub(1)
            .is_some_and(|before| self.sort(before) == Some(Sort::Initial) && self.joined(before))
    }

    pub(super) fn is_particle(&self, at: usize) -> bool {
        let small = self.case(at) == Some(Case::Small);
        let of_given = matches!(self.key(at), "do" | "das")
            && self.sort(at.saturating_sub(1)) == Some(Sort::Given);
        small && (is_particle(self.key(at)) || of_given)
    }

    pub(super) fn is_title(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else {
            return false;
        };
        let behind = self.text.get(unit.end..).unwrap_or_default();
        let pointed = behind.starts_with(". ");
        let lexicon = Lexicon::built_in();
        let rare = lexicon.is(&unit.key, Known::Particle) || lexicon.is(&unit.key, Known::Ordinary);
        lexicon.is(&unit.key, Known::Title)
            && (unit.key.chars().count() > 1 || pointed && unit.case == Case::Initial)
            && !self.is_behind_initial(at)
            && (!rare || unit.case == Case::Name || pointed)
    }

    /// Tells whether one of those words stands before.
    pub(super) fn is_behind(&self, at: usize, words: &[&str]) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let gap = self.gap_before(at).trim_end_matches(['\'', '’']);
        gap.trim().is_empty() && words.contains(&self.key(before))
    }

    /// Tells whether the word is said to have spoken.
    pub(super) fn says(&self, at: usize) -> bool {
        let next =
            self.gap_before(at + 1) == " " && !self.units.get(at).is_some_and(Unit::is_possessive);
        next && self.case(at + 1) == Some(Case::Small)
            && Lexicon::built_in().is(self.key(at + 1), Known::Says)
    }

    /// Tells whether the word is said to do something, to have something, or to be somewhere.
    pub(super) fn acts(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else {
            return false;
        };
        let rest = self.text.get(unit.behind..).unwrap_or_default();
        let next = self.gap_before(at + 1) == " " && ACTS.contains(&self.key(at + 1));
        let is_word = !matches!(self.sort(at), Some(Sort::Given | Sort::Unknown));
        unit.is_possessive() && !is_word
            || self.says(at)
            || next
            || rest.starts_with(" (")
            || rest.starts_with(": ") && self.begins_sentence(at)
    }

    pub(super) fn is_german(&self) -> bool {
        self.german > 1
    }

    /// Tells whether a sentence goes on behind its first word.
    pub(super) fn goes_on(&self, at: usize) -> bool {
        let next = self.key(at + 1);
        self.german == 0
            && self.gap_before(at + 1) == " "
            && self.case(at + 1) == Some(Case::Small)
            && !OF.contains(&next)
            && !ARTICLES.contains(&next)
    }

    /// Tells whether something is said to be done with whom the word names.
    pub(super) fn is_spoken_to(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let lexicon = Lexicon::built_in();
        self.gap_before(at) == " "
            && (lexicon.is(self.key(before), Known::BeforeName)
                || lexicon.is(self.key(before), Known::Says))
            || self.acts(at)
    }
}

/// Returns how many little words of German a text has, which writes its nouns with capitals.
pub(super) fn german(units: &[Unit]) -> usize {
    let of_german = |word: &&&str| {
        units
            .iter()
            .any(|unit| unit.key == ***word && unit.case == Case::Small)
    };
    GERMAN.iter().filter(of_german).count()
}

/// Tells what stands inside names and is hardly ever anything else.
fn is_particle(word: &str) -> bool {
    let is_other = matches!(word, "a" | "i" | "in" | "at" | "to" | "e" | "do" | "das");
    !is_other && Lexicon::built_in().is(word, Known::Particle)
}
