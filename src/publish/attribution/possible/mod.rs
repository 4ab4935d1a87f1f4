//! The words of a text that may be somebody's name and are on no record.
//!
//! Nothing is decided here: what is found is shown to whoever publishes, who keeps it back or lets it
//! stand. It looks at how words are written, at the tables of `assets/names`, and at what stands beside
//! them. Where a script has no capitals only a title tells.

mod sorts;
mod units;

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use self::sorts::{Sort, Sorting};
use self::units::{Case, Unit, gap, units};
use super::addresses::{Address, addresses};
use crate::model::lexicon::{Known, Lexicon};

/// Words before a word with a capital that show that it is a thing.
const ARTICLES: [&str; 34] = [
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
const OF: [&str; 18] = [
    "of", "de", "du", "des", "della", "delle", "dei", "del", "di", "da", "do", "dos", "das", "fur",
    "och", "og", "allied", "y",
];

/// Words before a place.
const AT: [&str; 8] = ["in", "at", "near", "en", "w", "iz", "nad", "around"];

/// Words before somebody who is spoken to or of.
const ABOUT: [&str; 9] = [
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

/// The most words that make a name behind a title.
const LONGEST: usize = 5;

/// The most words that make a name nobody has a given name in.
const LONGEST_UNKNOWN: usize = 3;

/// Looks for words that may be somebody's name.
#[derive(Debug)]
pub(in crate::publish) struct Search {
    taken: BTreeSet<String>,
    small: HashSet<String>,
}

impl Search {
    /// Makes a search of a document of these texts; `taken` are the words that organisations and
    /// promises on record have in their names.
    pub(super) fn new<'t>(taken: BTreeSet<String>, texts: impl Iterator<Item = &'t str>) -> Self {
        let small = texts
            .flat_map(units)
            .filter(|unit| unit.case == Case::Small);
        Self {
            taken,
            small: small.map(|unit| unit.key).collect(),
        }
    }

    /// Returns where in a text words stand that may be somebody's name, in order.
    pub(in crate::publish) fn in_text(&self, text: &str) -> Vec<Range<usize>> {
        let sorting = Sorting {
            taken: &self.taken,
            small: &self.small,
        };
        let units = units(text);
        let sorts = units.iter().map(|unit| sorting.sort(unit)).collect();
        let mut looking = Looking {
            text,
            has_capital_nouns: has_capital_nouns(&units),
            units,
            sorts,
            found: Vec::new(),
        };
        looking.handles();
        looking.turned_round();
        let mut at = 0;
        while at < looking.units.len() {
            at = looking.run(at).max(at + 1);
        }
        looking.settled()
    }
}

struct Looking<'t> {
    text: &'t str,
    units: Vec<Unit>,
    sorts: Vec<Sort>,
    has_capital_nouns: bool,
    found: Vec<Range<usize>>,
}

impl Looking<'_> {
    fn sort(&self, at: usize) -> Option<Sort> {
        self.sorts.get(at).copied()
    }

    fn case(&self, at: usize) -> Option<Case> {
        self.units.get(at).map(|unit| unit.case)
    }

    fn key(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |unit| unit.key.as_str())
    }

    /// Returns what stands before a unit since the one before it.
    fn gap_before(&self, at: usize) -> &str {
        let before = at.checked_sub(1).and_then(|at| self.units.get(at));
        match (before, self.units.get(at)) {
            (Some(before), Some(unit)) => gap(self.text, before, unit),
            (None, Some(unit)) => self.text.get(..unit.start).unwrap_or_default(),
            _ => "",
        }
    }

    fn begins_sentence(&self, at: usize) -> bool {
        let gap = self.gap_before(at);
        at == 0
            || gap.contains(['.', '!', '?', ':', ';', '•', '–', '—', '|', '¿', '¡'])
            || gap.contains(" - ")
    }

    /// Tells whether two units stand together as words of one name do.
    fn joined(&self, at: usize) -> bool {
        let gap = self.gap_before(at + 1);
        let pointed = matches!(self.sort(at), Some(Sort::Initial | Sort::Title));
        let possessive = self.units.get(at).is_some_and(Unit::is_possessive);
        !possessive && (gap == " " || pointed && matches!(gap, ". " | "."))
    }

    /// Tells whether a word may be part of a name by how it is written.
    fn may_be_of_name(&self, at: usize) -> bool {
        matches!(self.case(at), Some(Case::Name | Case::Initial))
            || self.case(at) == Some(Case::Capitals) && self.sort(at) != Some(Sort::Acronym)
    }

    /// Names of accounts.
    fn handles(&mut self) {
        let found = addresses(self.text).into_iter();
        let handles = found.filter_map(|address| match address {
            Address::Handle(range) => Some(range),
            Address::Email(_) => None,
        });
        let handles: Vec<Range<usize>> = handles.collect();
        self.found.extend(handles);
    }

    /// `SMITH, John` and `Kowalska, A.`
    fn turned_round(&mut self) {
        for at in 0..self.units.len() {
            let next = at + 1;
            let family = matches!(
                self.sort(at),
                Some(Sort::Unknown | Sort::NameOrWord | Sort::Acronym)
            ) && matches!(self.case(at), Some(Case::Name | Case::Capitals));
            let long = self.key(at).chars().count() > 2;
            let loud = self.case(at) == Some(Case::Capitals);
            let spaced =
                matches!(self.gap_before(next), ", ") || loud && self.gap_before(next) == " ";
            let given = match self.sort(next) {
                Some(Sort::Given) => true,
                Some(Sort::GivenOrWord) => loud && self.case(next) == Some(Case::Name),
                Some(Sort::Initial) => {
                    let unit = self.units.get(next).map_or(0, |unit| unit.end);
                    self.text
                        .get(unit..)
                        .is_some_and(|rest| rest.starts_with('.'))
                }
                _ => false,
            };
            // `Okafor, Priya and Tom` is a list.
            let list = || self.joined(next) || self.gap_before(next + 1).starts_with(", ") && !loud;
            if family && long && spaced && given && (loud || !list()) {
                self.take(at, next + 1);
            }
        }
    }

    /// Looks at the words with capitals from `at` on; returns the place behind them.
    fn run(&mut self, at: usize) -> usize {
        if self.lone_small(at) {
            return at + 1;
        }
        let titled = self.is_title(at);
        if titled && !self.may_be_of_name(at) {
            // `dr Okafor`, and of a script without capitals `السيد` alone.
            return self.behind_title(at);
        }
        if !self.may_be_of_name(at) {
            return at + 1;
        }
        let mut end = at + 1;
        loop {
            let particles = (end..self.units.len())
                .take_while(|next| self.joined(next - 1) && self.is_particle(*next))
                .count();
            let next = end + particles;
            let goes_on = next < self.units.len()
                && (end..=next).all(|one| self.joined(one - 1))
                && self.may_be_of_name(next)
                && particles < 3;
            if !goes_on {
                break;
            }
            end = next + 1;
        }
        self.in_run(at, end);
        end
    }

    /// Tells a word with a capital that is no part of a name.
    fn breaks_a_name(&self, at: usize) -> bool {
        matches!(
            self.sort(at),
            Some(
                Sort::Plain | Sort::Organisation | Sort::Acronym | Sort::Title | Sort::BeforePlace
            )
        )
    }

    fn is_particle(&self, at: usize) -> bool {
        self.case(at) == Some(Case::Small)
            && Lexicon::built_in().is(self.key(at), Known::Particle)
            && !matches!(
                self.key(at),
                "a" | "i" | "in" | "at" | "to" | "e" | "do" | "das"
            )
            || self.case(at) == Some(Case::Small)
                && matches!(self.key(at), "do" | "das" | "dos")
                && { self.sort(at.saturating_sub(1)) == Some(Sort::Given) }
    }

    fn is_title(&self, at: usize) -> bool {
        let Some(unit) = self.units.get(at) else {
            return false;
        };
        let behind = self.text.get(unit.end..).unwrap_or_default();
        let pointed = behind.starts_with(". ");
        let lexicon = Lexicon::built_in();
        let rare = lexicon.is(&unit.key, Known::Particle) || lexicon.is(&unit.key, Known::Ordinary);
        lexicon.is(&unit.key, Known::Title)
            && (unit.key.chars().count() > 1 || pointed && unit.case == Case::Initial)
            && (!rare || unit.case == Case::Name || pointed)
    }

    /// Takes the name behind a title; returns the place behind it.
    fn behind_title(&mut self, at: usize) -> usize {
        let mut first = at;
        while self.is_title(first) && first + 1 < self.units.len() && self.joined(first) {
            first += 1;
        }
        let fits = |one: usize| {
            self.is_particle(one)
                || self.case(one) == Some(Case::None)
                || self.may_be_of_name(one) && !self.breaks_a_name(one)
        };
        let mut end = first;
        while end < self.units.len()
            && fits(end)
            && (end == first || self.joined(end - 1))
            && end < first + LONGEST
        {
            end += 1;
        }
        while end > first && self.is_particle(end - 1) {
            end -= 1;
        }
        let is_name = (first..end).any(|one| {
            !matches!(
                self.sort(one),
                Some(Sort::Place | Sort::Particle | Sort::Initial)
            )
        });
        if end > first && first > at && is_name {
            self.take(first, end);
            return end;
        }
        first.max(at + 1)
    }

    /// Looks at a run of words with capitals.
    fn in_run(&mut self, from: usize, end: usize) {
        let mut at = from;
        // The first word of a sentence has its capital in any case.
        let is_little = |at: usize| {
            let letters = self.key(at).chars().count();
            letters < 3 && self.sort(at) == Some(Sort::NameOrWord)
        };
        while at < end
            && (self.begins_sentence(at) || at > from)
            && (self.sort(at) == Some(Sort::Plain) || is_little(at))
        {
            at += 1;
        }
        let titled = (at..end).find(|one| self.is_title(*one));
        if let Some(title) = titled.filter(|title| title + 1 < end) {
            let behind = self.behind_title(title);
            self.in_run(at, title);
            return self.in_run(behind, end);
        }
        let mut from = at;
        while from < end {
            let to = (from..end)
                .find(|one| self.breaks_a_name(*one))
                .unwrap_or(end);
            if to > from {
                let organisation = |one: usize| self.sort(one) == Some(Sort::Organisation);
                let behind = to < end && organisation(to);
                let before = from > at && organisation(from - 1);
                self.segment(from, to, before, behind);
            }
            from = to + 1;
        }
    }

    /// Looks at words with capitals none of which is of prose; `before` and `behind` tell whether
    /// one of an organisation stands there.
    fn segment(&mut self, from: usize, to: usize, before: bool, behind: bool) {
        let particle = |at: &usize| self.is_particle(*at);
        // What a particle joins to a word before it goes with that.
        let joined = (from..to).take_while(particle).count();
        let before = before || joined > 0 && from > 0 && self.joined(from - 1);
        let loose = (from..to).rev().take_while(particle).count();
        let (from, to) = (from + joined, to - loose.min(to - from - joined));
        let sorts = self.sorts.get(from..to).unwrap_or_default();
        let count = |wanted: &[Sort]| sorts.iter().filter(|sort| wanted.contains(sort)).count();
        let words = sorts.len() - count(&[Sort::Particle]);
        let given = count(&[Sort::Given]);
        let perhaps = count(&[Sort::GivenOrWord]);
        let initials = count(&[Sort::Initial]);
        let places = count(&[Sort::Place]);
        if behind || words == initials || self.is_place(from, to, words, given) {
            return;
        }
        if words > 1 {
            let unknown = count(&[Sort::Unknown, Sort::NameOrWord, Sort::GivenOrWord]);
            let is_name = if given > 0 {
                words > places
            } else if before {
                perhaps > 0 && unknown == words
            } else if perhaps > 0 || initials > 0 {
                places == 0 || unknown + initials > places
            } else {
                unknown == sorts.len()
                    && words <= LONGEST_UNKNOWN
                    && !self.has_capital_nouns
                    && !self.is_behind(from, &ARTICLES)
                    && !self.is_behind(from, &AT)
            };
            if is_name {
                self.take(from, to);
            }
            return;
        }
        if before {
            return;
        }
        let alone = (from..to).find(|one| self.sort(*one) != Some(Sort::Particle));
        if alone.is_some_and(|one| self.is_name_alone(one)) {
            self.take(from, to);
        }
    }

    /// Tells whether what stands before or behind makes words with capitals a place or a thing.
    fn is_place(&self, from: usize, to: usize, words: usize, given: usize) -> bool {
        let lexicon = Lexicon::built_in();
        let behind = |at: usize| lexicon.is(self.key(at), Known::BehindPlace);
        // `Anna Park` is one name, `Tom Mboya Street` is none.
        let street = words > 1 && behind(to - 1) && !(words == 2 && given > 0);
        let district = given == 0 && to < self.units.len() && self.joined(to - 1) && behind(to);
        let Some(before) = from.checked_sub(1).filter(|before| self.joined(*before)) else {
            return street || district;
        };
        let is_before = |at: usize| lexicon.is(self.key(at), Known::BeforePlace);
        let palace = is_before(before) && (self.case(before) == Some(Case::Name) || given == 0);
        let of_palace = OF.contains(&self.key(before))
            && before.checked_sub(1).is_some_and(|at| {
                is_before(at) || matches!(self.sort(at), Some(Sort::Organisation | Sort::Acronym))
            });
        street || district || palace || of_palace && given == 0
    }

    /// Tells whether a single word with a capital may be a name.
    fn is_name_alone(&self, at: usize) -> bool {
        let short = self.key(at).chars().count() < 3 && !self.acts(at);
        if short
            || self.is_behind(at, &ARTICLES)
            || self.is_behind(at, &OF)
            || self.is_behind(at, &AT)
        {
            return false;
        }
        let begins = self.begins_sentence(at);
        match self.sort(at) {
            Some(Sort::Given) => !begins || self.acts(at),
            Some(Sort::Unknown) if self.has_capital_nouns => self.is_double(at),
            Some(Sort::Unknown) => self.acts(at) || !begins && self.is_spoken_to(at),
            Some(Sort::NameOrWord | Sort::GivenOrWord) => {
                let is_date = Lexicon::built_in().is(self.key(at), Known::Calendar);
                self.says(at) || !begins && !is_date && self.is_behind(at, &ABOUT)
            }
            _ => false,
        }
    }

    /// Tells two words with capitals and a hyphen: `Meier-Lehmann`.
    fn is_double(&self, at: usize) -> bool {
        let unit = self.units.get(at);
        let written = unit.and_then(|unit| self.text.get(unit.start..unit.end));
        let capitals = written.is_some_and(|written| {
            written
                .split(['-', '‐', '‑'])
                .all(|part| part.starts_with(char::is_uppercase))
        });
        capitals && unit.is_some_and(|unit| unit.parts.len() == 2)
    }

    /// Tells whether one of those words stands before.
    fn is_behind(&self, at: usize, words: &[&str]) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let gap = self.gap_before(at).trim_end_matches(['\'', '’']);
        gap.trim().is_empty() && words.contains(&self.key(before))
    }

    /// Tells whether the word is said to have spoken.
    fn says(&self, at: usize) -> bool {
        let next =
            self.gap_before(at + 1) == " " && !self.units.get(at).is_some_and(Unit::is_possessive);
        next && self.case(at + 1) == Some(Case::Small)
            && Lexicon::built_in().is(self.key(at + 1), Known::Says)
    }

    /// Tells whether the word is said to do something, to have something, or to be somewhere.
    fn acts(&self, at: usize) -> bool {
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

    /// Tells whether something is said to be done with whom the word names.
    fn is_spoken_to(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else {
            return false;
        };
        let lexicon = Lexicon::built_in();
        self.gap_before(at) == " "
            && (lexicon.is(self.key(before), Known::BeforeName)
                || lexicon.is(self.key(before), Known::Says))
            || self.acts(at)
    }

    /// Takes a given name in small letters of which it is said that somebody speaks or is spoken to.
    fn lone_small(&mut self, at: usize) -> bool {
        let is_it = self.case(at) == Some(Case::Small)
            && self.sort(at) == Some(Sort::Given)
            && self.key(at).chars().count() > 3
            && (self.says(at)
                || at > 0
                    && self.gap_before(at) == " "
                    && matches!(
                        self.key(at - 1),
                        "thanked" | "thanks" | "asked" | "by" | "with" | "told"
                    ));
        if is_it {
            self.take(at, at + 1);
        }
        is_it
    }

    /// Takes the units from `from` to before `to` as a name.
    fn take(&mut self, from: usize, to: usize) {
        let first = self.units.get(from).map(|unit| unit.start);
        let last = self.units.get(to - 1).map(|unit| unit.end);
        if let (Some(start), Some(end)) = (first, last) {
            self.found.push(start..end);
        }
    }

    /// Returns what was found, those that overlap as one.
    fn settled(mut self) -> Vec<Range<usize>> {
        self.found.sort_by_key(|range| (range.start, range.end));
        let mut settled: Vec<Range<usize>> = Vec::new();
        for range in self.found {
            match settled.last_mut() {
                Some(last) if range.start < last.end => last.end = last.end.max(range.end),
                _ => settled.push(range),
            }
        }
        settled
    }
}

/// Tells whether a text is in German, which writes its nouns with capitals.
fn has_capital_nouns(units: &[Unit]) -> bool {
    let of_german = |word: &&&str| {
        units
            .iter()
            .any(|unit| unit.key == ***word && unit.case == Case::Small)
    };
    GERMAN.iter().filter(of_german).count() > 1
}

#[cfg(test)]
mod tests;
