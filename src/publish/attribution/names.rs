//! Finds names in running text, whatever their letter case, accents and punctuation, and puts
//! something else in their place.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::UNSURE;
use super::addresses::{Address, addresses};
use super::inflected::{LONGEST_ENDING, stems};
use super::mention::{PIECES, letters, mention};
use super::person::{Anchor, Person};
use super::phrases::Phrases;
use super::words::{Word, joined, words};
use super::written::Written;
use crate::model::lexicon::Lexicon;
use crate::publish::links::{Piece, pieces};

/// What is said instead of an e-mail address.
const EMAIL: &str = "an e-mail address";

/// What is said instead of a web address that holds a name.
const LINK: &str = "a link that names somebody";

/// The least that must be left of a name that was cut short with `…` to be known by it.
const LEAST_CUT: usize = 3;

/// Names to be kept back, and what to say instead of each.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Whole names, by their letters.
    whole: BTreeMap<String, Vec<Whole>>,
    people: Vec<Person>,
    /// Words that may mention one of the people, by their letters.
    anchors: BTreeMap<String, Vec<(usize, Anchor)>>,
    /// The letters of the longest name.
    longest: usize,
    /// E-mail addresses are kept back.
    addresses: bool,
    /// What is said of the plan and names nobody.
    phrases: Phrases,
}

/// A name that is found as a whole.
#[derive(Debug)]
struct Whole {
    /// How it has to be written to be the name.
    written: Written,
    /// It is of a person, in two words or more.
    is_full: bool,
    instead: String,
}

/// A name found in a text: from the byte `start` to `end`.
struct Hit<'n> {
    start: usize,
    end: usize,
    /// It is of a person, in two words or more.
    is_full: bool,
    instead: &'n str,
}

impl Hit<'_> {
    /// Tells whether it is a word of something longer that names nobody. A person in full is one there
    /// too.
    fn is_inside(&self, phrase: &Range<usize>) -> bool {
        let is_within = phrase.start <= self.start && self.end <= phrase.end;
        is_within && !self.is_full && self.length() < phrase.len()
    }

    fn length(&self) -> usize {
        self.end - self.start
    }
}

impl Names {
    /// Keeps nothing back yet; inside these phrases no name is looked for.
    pub(super) fn outside(phrases: Phrases) -> Self {
        Self {
            phrases,
            ..Self::default()
        }
    }

    /// Keeps e-mail addresses back: in running text they are of people.
    pub(super) fn hide_addresses(&mut self) {
        self.addresses = true;
    }

    /// Keeps a name back as a whole. Of two of one name neither is told from the other. A word of the
    /// field is no name.
    pub(super) fn hide(&mut self, name: &str, instead: &str, unsure: &str) {
        self.hide_written(name, Written::of(name), false, instead, unsure);
    }

    fn hide_written(
        &mut self,
        name: &str,
        written: Written,
        is_full: bool,
        instead: &str,
        unsure: &str,
    ) {
        if Lexicon::built_in().is_field(name) {
            return;
        }
        let letters = joined(name);
        if letters.is_empty() {
            return;
        }
        self.longest = self.longest.max(letters.chars().count());
        let same = self.whole.entry(letters).or_default();
        let known = same.iter_mut().find(|name| name.written == written);
        match known {
            Some(name) => {
                if name.instead != instead {
                    unsure.clone_into(&mut name.instead);
                }
                name.is_full |= is_full;
            }
            None => same.push(Whole {
                written,
                is_full,
                instead: instead.to_owned(),
            }),
        }
    }

    /// Keeps the name of a person back, however it is written. `taken` are the words that others have
    /// in their names, as [`joined`].
    pub(super) fn hide_person(
        &mut self,
        name: &str,
        instead: &str,
        unsure: &str,
        taken: &BTreeSet<String>,
    ) {
        if Lexicon::built_in().names_nobody(name) {
            return;
        }
        let (written, is_full) = (Written::of_person(name), words(name).len() > 1);
        self.hide_written(name, written, is_full, instead, unsure);
        let person = Person::read(name, instead, |word| taken.contains(word));
        let nth = self.people.len();
        for (letters, anchor) in &person.anchors {
            self.longest = self.longest.max(letters.chars().count());
            let same = self.anchors.entry(letters.clone()).or_default();
            same.push((nth, *anchor));
        }
        self.people.push(person);
    }

    /// Sees to it that what is said instead of a name holds none.
    pub(super) fn settle(&mut self, unsure: &str) {
        let told = self.whole.values().flatten().map(|name| &name.instead);
        let told = told.chain(self.people.iter().map(|person| &person.instead));
        let told: BTreeSet<String> = told.cloned().collect();
        let telling: BTreeSet<String> = told.into_iter().filter(|told| self.hides(told)).collect();
        let whole = self
            .whole
            .values_mut()
            .flatten()
            .map(|name| &mut name.instead);
        let people = self.people.iter_mut().map(|person| &mut person.instead);
        for instead in whole
            .chain(people)
            .filter(|instead| telling.contains(*instead))
        {
            unsure.clone_into(instead);
        }
    }

    /// Returns true when the text holds a name that is kept back.
    pub(super) fn hides(&self, text: &str) -> bool {
        !self.hits(text).is_empty()
    }

    /// Returns the text without the names.
    pub(super) fn redact<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let hits = self.hits(text);
        if hits.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut redacted = String::with_capacity(text.len());
        let mut done = 0;
        for hit in hits {
            redacted.push_str(text.get(done..hit.start).unwrap_or_default());
            drop_article(&mut redacted);
            if begins_sentence(&redacted) {
                let mut letters = hit.instead.chars();
                redacted.extend(letters.next().into_iter().flat_map(char::to_uppercase));
                redacted.push_str(letters.as_str());
            } else {
                redacted.push_str(hit.instead);
            }
            done = hit.end;
        }
        redacted.push_str(text.get(done..).unwrap_or_default());
        Cow::Owned(redacted)
    }

    /// Returns the names in a text, those that overlap as one.
    fn hits(&self, text: &str) -> Vec<Hit<'_>> {
        if self.whole.is_empty() && self.people.is_empty() && !self.addresses {
            return Vec::new();
        }
        let mut found = self.in_addresses(text);
        found.extend(self.in_coded_links(text));
        let words = words(text);
        for at in 0..words.len() {
            self.at(text, &words, at, &mut found);
        }
        // A person in full is one anywhere.
        let phrases = if found.iter().all(|hit| hit.is_full) {
            Vec::new()
        } else {
            self.phrases.find(text, &words)
        };
        found.retain(|hit| !phrases.iter().any(|phrase| hit.is_inside(phrase)));
        found.sort_by_key(|hit| (hit.start, std::cmp::Reverse(hit.end)));
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for hit in found {
            match hits.last_mut() {
                Some(before) if hit.start < before.end => {
                    if hit.length() > before.length() {
                        before.instead = hit.instead;
                    }
                    before.end = before.end.max(hit.end);
                }
                _ => hits.push(hit),
            }
        }
        whole_links(text, hits)
    }

    /// Returns the web addresses in which a name is written in codes: `Ada%20Quill`.
    fn in_coded_links(&self, text: &str) -> Vec<Hit<'_>> {
        if !(text.contains('%') && text.contains("://")) {
            return Vec::new();
        }
        let links = links(text).into_iter().filter(|link| {
            let link = text.get(link.clone()).unwrap_or_default();
            let decoded = decoded(link);
            decoded != link && self.hides(&decoded)
        });
        let hits = links.map(|link| Hit {
            start: link.start,
            end: link.end,
            is_full: true,
            instead: LINK,
        });
        hits.collect()
    }

    /// Returns the handles of people who are kept back, and e-mail addresses: theirs, or all.
    fn in_addresses(&self, text: &str) -> Vec<Hit<'_>> {
        if !text.contains(['@', '＠', '(', '[', '{']) {
            return Vec::new();
        }
        let of_somebody = |range: &Range<usize>| {
            let account = text.get(range.clone())?;
            let account = account.trim_start_matches('@');
            let mut name = joined(account.split(['@', '＠', '(', '[', '{']).next()?);
            name.retain(|c| !c.is_numeric());
            self.people.iter().find(|person| person.is_handle(&name))
        };
        let found = addresses(text).into_iter().filter_map(|address| {
            let (range, instead) = match &address {
                Address::Email(range) => {
                    (self.addresses || of_somebody(range).is_some()).then_some((range, EMAIL))?
                }
                Address::Handle(range) => (range, of_somebody(range)?.instead.as_str()),
            };
            Some(Hit {
                start: range.start,
                end: range.end,
                is_full: true,
                instead,
            })
        });
        found.collect()
    }

    /// Adds the names that begin, or are anchored, at a word.
    fn at<'n>(&'n self, text: &str, words: &[Word], at: usize, found: &mut Vec<Hit<'n>>) {
        let mut spelt = String::new();
        for length in 1.. {
            let Some(last) = words.get(at + length - 1) else {
                return;
            };
            spelt.push_str(&last.key);
            let count = spelt.chars().count();
            if count > self.longest + LONGEST_ENDING {
                return;
            }
            let is_cut = last.is_cut && count >= LEAST_CUT;
            for whole in matching(&self.whole, &spelt, is_cut) {
                if let Some(hit) = whole.hit(text, words, at, length) {
                    found.push(hit);
                }
            }
            if length <= PIECES && letters(text, words, at, length).is_some() {
                self.mentions(text, words, (at, length), &spelt, is_cut, found);
            }
        }
    }

    fn mentions<'n>(
        &'n self,
        text: &str,
        words: &[Word],
        place: (usize, usize),
        spelt: &str,
        is_cut: bool,
        found: &mut Vec<Hit<'n>>,
    ) {
        let mut best: Option<Hit<'n>> = None;
        // The `s` of `Quill’s` is a word of its own and no ending.
        let last = words.get((place.0 + place.1).saturating_sub(1));
        let has_ending = last.is_some_and(|word| word.key.chars().count() > 1);
        let first = words.get(place.0);
        let inflected = first.filter(|word| has_ending && word.is_capital(text));
        let inflected = inflected.into_iter().flat_map(|_| stems(spelt));
        let inflected: Vec<&(usize, Anchor)> = inflected
            .filter_map(|stem| self.anchors.get(&stem))
            .flatten()
            .filter(|(_, anchor)| *anchor == Anchor::Alone)
            .collect();
        for (nth, anchor) in matching(&self.anchors, spelt, is_cut).chain(inflected) {
            let Some(person) = self.people.get(*nth) else {
                continue;
            };
            let Some((first, behind)) = mention(text, words, person, *anchor, place) else {
                continue;
            };
            let (Some(first), Some(last)) = (words.get(first), words.get(behind - 1)) else {
                continue;
            };
            // The point of `Quill, A.` goes with the letter.
            let pointed = behind - 1 > place.0 && last.is_initial(text) && last.has_point(text);
            let hit = Hit {
                start: first.start,
                end: last.end + usize::from(pointed),
                is_full: last.start > first.start,
                instead: &person.instead,
            };
            match &mut best {
                Some(best) if best.length() > hit.length() => {}
                Some(best) if best.length() == hit.length() && best.instead != hit.instead => {
                    best.instead = UNSURE;
                }
                _ => best = Some(hit),
            }
        }
        found.extend(best);
    }
}

/// Returns where a text has web addresses.
fn links(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    let mut links: Vec<Range<usize>> = Vec::new();
    for piece in pieces(text) {
        let (Piece::Words(part) | Piece::Address(part)) = piece;
        if matches!(piece, Piece::Address(_)) {
            links.push(at..at + part.len());
        }
        at += part.len();
    }
    links
}

/// Returns an address with its codes as the letters they stand for (RFC 3986, section 2.1).
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail.get(..2).filter(|_| *first == b'%');
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = tail
            .get(if code.is_some() { 2 } else { 0 }..)
            .unwrap_or_default();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Makes of each name inside a web address one of the whole of it: what is left of the address would lead
/// somewhere else.
fn whole_links<'n>(text: &str, hits: Vec<Hit<'n>>) -> Vec<Hit<'n>> {
    if hits.is_empty() || !text.contains("://") {
        return hits;
    }
    let links = links(text);
    let mut whole: Vec<Hit<'n>> = Vec::new();
    for mut hit in hits {
        let link = links
            .iter()
            .find(|link| link.start < hit.end && hit.start < link.end);
        if let Some(link) = link {
            hit.start = hit.start.min(link.start);
            hit.end = hit.end.max(link.end);
            hit.instead = LINK;
        }
        match whole.last_mut() {
            Some(before) if hit.start < before.end => before.end = before.end.max(hit.end),
            _ => whole.push(hit),
        }
    }
    whole
}

/// Returns all under those letters; where they are cut short, under all that begin with them.
fn matching<'m, 's, T>(
    map: &'m BTreeMap<String, Vec<T>>,
    spelt: &'s str,
    is_cut: bool,
) -> impl Iterator<Item = &'m T> + use<'m, 's, T> {
    let whole = map.get(spelt).filter(|_| !is_cut);
    let from = is_cut
        .then(|| map.range(spelt.to_owned()..))
        .into_iter()
        .flatten();
    let cut = from.take_while(move |(known, _)| known.starts_with(spelt));
    whole
        .into_iter()
        .flatten()
        .chain(cut.flat_map(|(_, all)| all))
}

impl Whole {
    fn hit(&self, text: &str, words: &[Word], at: usize, length: usize) -> Option<Hit<'_>> {
        let (first, last) = words.get(at).zip(words.get(at + length - 1))?;
        let written = text.get(first.start..last.end)?;
        let is_it = match &self.written {
            Written::AnyHow => true,
            Written::Exactly(name) => name == written,
            Written::WithCapitals(name) => name.is_met(text, words, at..at + length),
        };
        is_it.then_some(Hit {
            start: first.start,
            end: last.end,
            is_full: self.is_full,
            instead: &self.instead,
        })
    }
}

/// Takes the article off before a name: `the Ministry` becomes `somebody`, not `the somebody`.
fn drop_article(before: &mut String) {
    for article in ["the ", "The "] {
        let rest = before.strip_suffix(article);
        if let Some(rest) = rest.filter(|rest| !rest.ends_with(char::is_alphanumeric)) {
            before.truncate(rest.len());
            return;
        }
    }
}

fn begins_sentence(before: &str) -> bool {
    before.is_empty() || before.ends_with([' ']) && before.trim_end().ends_with(['.', '!', '?'])
}

#[cfg(test)]
mod tests;
