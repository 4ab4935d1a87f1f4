//! The words of a text that may be somebody's name and are on no record.
//!
//! Nothing is decided here: what is found is shown to whoever publishes, who keeps it back or lets it
//! stand. It looks at how words are written, at the tables of `assets/names`, and at what stands beside
//! them. Where a script has no capitals only a title tells.

mod beside;
mod sorts;
mod units;

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use self::beside::{ABOUT, ARTICLES, AT, OF, OF_FAMILY, german};
use self::sorts::{Sort, Sorting};
use self::units::{Case, Unit, units};
use super::addresses::{Address, addresses};
use crate::model::lexicon::{Known, Lexicon};

/// The letters of a long short form; a family name in capitals has more.
const LONGEST_ACRONYM: usize = 4;

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
        let sorts = sorts_of(&units, &sorting);
        let mut looking = Looking {
            text,
            german: german(&units),
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
    /// How many little words of German there are.
    german: usize,
    found: Vec<Range<usize>>,
}

impl Looking<'_> {
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
                Some(Sort::Unknown | Sort::NameOrWord | Sort::Acronym | Sort::Place)
            ) && matches!(self.case(at), Some(Case::Name | Case::Capitals));
            let long = self.key(at).chars().count() > 2;
            let loud = self.case(at) == Some(Case::Capitals);
            let spaced =
                matches!(self.gap_before(next), ", ") || loud && self.gap_before(next) == " ";
            let given = match self.sort(next) {
                Some(Sort::Given) => true,
                Some(Sort::GivenOrWord) => loud && self.case(next) == Some(Case::Name),
                Some(Sort::Initial) => self.units.get(next).is_some_and(|unit| unit.is_pointed),
                _ => false,
            };
            // `Okafor, Priya and Tom` is a list.
            let list = || self.joined(next) || self.gap_before(next + 1).starts_with(", ") && !loud;
            // `Saar, Madis: the sample` says who is to do it.
            let is_owner = self.begins_sentence(at)
                && self.gap_before(next) == ", "
                && (self.gap_before(next + 1) == ": "
                    || self.goes_on(next) && self.sort(next) == Some(Sort::Unknown))
                && [at, next]
                    .iter()
                    .all(|one| self.case(*one) == Some(Case::Name))
                && ![at, next].iter().any(|one| self.breaks_a_name(*one));
            if is_owner || family && long && spaced && given && (loud || !list()) {
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
        match self.sort(at) {
            Some(Sort::Plain | Sort::Organisation | Sort::Acronym) => true,
            // `T. J. Cardinal` has no title.
            Some(Sort::Title) => !self.is_behind_initial(at),
            // What stands before a place does not stand before `asked`.
            Some(Sort::BeforePlace) => {
                self.may_be_of_name(at + 1) && self.joined(at) || OF.contains(&self.key(at + 1))
            }
            _ => false,
        }
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
            let unknown = count(&[
                Sort::Unknown,
                Sort::NameOrWord,
                Sort::GivenOrWord,
                Sort::BeforePlace,
            ]);
            let prose = count(&[Sort::Prose]);
            let is_name = if given > 0 {
                words > places
            } else if before {
                perhaps > 0 && unknown == words
            } else if initials > 0 && words > initials + places {
                true
            } else if perhaps > 0 && prose == 0 {
                places == 0 || unknown + initials > places
            } else {
                unknown == sorts.len()
                    && words <= LONGEST_UNKNOWN
                    && !self.is_german()
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
        // `Anna Park` and `Mark Green` are names, `Tom Mboya Street` is none.
        let is_family = words == 2
            && (given > 0
                || self.sort(from) == Some(Sort::GivenOrWord)
                    && lexicon.is(self.key(to - 1), Known::NameAndWord));
        let street = words > 1 && behind(to - 1) && !is_family;
        let long =
            |at: usize| self.case(at) != Some(Case::Small) || self.key(at).chars().count() > 3;
        let says = lexicon.is(self.key(to), Known::Says);
        let district = given == 0 && self.joined(to - 1) && behind(to) && long(to) && !says;
        let is_before = |at: usize| lexicon.is(self.key(at), Known::BeforePlace) && long(at);
        let park = words > 1 && given == 0 && is_before(from);
        let Some(before) = from.checked_sub(1).filter(|before| self.joined(*before)) else {
            return street || district || park;
        };
        let palace = is_before(before) && (self.case(before) == Some(Case::Name) || given == 0);
        let of_palace = OF.contains(&self.key(before))
            && before.checked_sub(1).is_some_and(|at| {
                is_before(at) || matches!(self.sort(at), Some(Sort::Organisation | Sort::Acronym))
            });
        street || district || park || palace || of_palace && given == 0
    }

    /// Tells whether a single word with a capital may be a name.
    fn is_name_alone(&self, at: usize) -> bool {
        let short = self.key(at).chars().count() < 3 && !self.acts(at);
        // `van der Wiel` has no article, and `dos Anjos` at the beginning belongs to nothing before.
        let first = self.first_particle(at);
        let begins = self.begins_sentence(first);
        let is_family =
            first < at && (begins || (first..at).any(|one| OF_FAMILY.contains(&self.key(one))));
        let is_thing = [&ARTICLES[..], &OF, &AT]
            .iter()
            .any(|words| self.is_behind(at, words));
        if short || is_thing && !is_family {
            return false;
        }
        let is_double = self.units.get(at).is_some_and(|unit| unit.is_double);
        match self.sort(at) {
            Some(Sort::Given | Sort::Unknown) if is_double => true,
            Some(Sort::Given) => !begins || self.acts(at) || self.goes_on(at),
            Some(Sort::Unknown) if is_family => true,
            Some(Sort::Unknown) if self.is_german() => false,
            Some(Sort::Unknown) => {
                self.acts(at)
                    || begins && self.goes_on(at)
                    || !begins && (self.is_spoken_to(at) || self.ends_like_a_family(at))
            }
            Some(Sort::NameOrWord | Sort::GivenOrWord) => {
                let is_date = Lexicon::built_in().is(self.key(at), Known::Calendar);
                self.says(at) || is_family || !begins && !is_date && self.is_behind(at, &ABOUT)
            }
            _ => false,
        }
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

/// Tells a family name in capitals from most short forms.
fn is_loud(unit: &Unit) -> bool {
    unit.case == Case::Capitals && unit.key.chars().count() > LONGEST_ACRONYM
}

/// Returns what each word is; `Sh` is a first letter in `D. Sh. Abashidze`.
fn sorts_of(units: &[Unit], sorting: &Sorting<'_>) -> Vec<Sort> {
    let mut sorts: Vec<Sort> = Vec::with_capacity(units.len());
    for unit in units {
        let short = unit.is_pointed && unit.key.chars().count() == 2 && unit.case == Case::Name;
        let one = match sorts.last() {
            Some(Sort::Initial) if short => Sort::Initial,
            // `Mamadou BAKAYOKO`
            Some(Sort::Given) if is_loud(unit) => Sort::Unknown,
            _ => sorting.sort(unit),
        };
        sorts.push(one);
    }
    sorts
}

#[cfg(test)]
mod tests;
