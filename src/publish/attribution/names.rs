//! Finds names in running text, whatever their letter case, accents and punctuation, and puts
//! something else in their place.

use std::borrow::Cow;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthChar;

use crate::base::text::{fold, one_sign};

/// Words that are names only as they were written: without this an organisation called ONE or WHO
/// would be found in every second sentence.
const LITTLE_WORDS: &[&str] = &[
    "a", "all", "an", "and", "any", "are", "as", "at", "be", "by", "can", "do", "each", "for",
    "from", "has", "he", "how", "i", "if", "in", "is", "it", "may", "me", "more", "no", "none",
    "not", "now", "of", "on", "one", "or", "our", "out", "she", "so", "some", "that", "the",
    "them", "they", "this", "to", "two", "up", "us", "was", "we", "what", "when", "who", "will",
    "with", "you",
];

/// How people are addressed: the family name behind one of these gives a person away too.
const ADDRESSES: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "sir",
    "dame",
    "prof",
    "professor",
    "lord",
    "lady",
    "baroness",
    "minister",
];

/// The least that must be left of a name that was cut short with `…` to be known by it.
const LEAST_CUT: usize = 3;

/// Names to be kept back, and what to say instead of each.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By their first word.
    by_first: BTreeMap<String, Vec<Name>>,
}

#[derive(Debug)]
struct Name {
    words: Vec<String>,
    /// The name as it was written, where only that counts.
    as_written: Option<String>,
    instead: String,
}

/// A word of a text and where it stands.
struct Word {
    key: String,
    start: usize,
    end: usize,
    /// Cut short with `…`.
    is_cut: bool,
}

/// A name found in a text: from the byte `start` to `end`.
struct Hit<'n> {
    start: usize,
    end: usize,
    words: usize,
    instead: &'n str,
}

impl Names {
    /// Keeps a name back. Of two people of one name neither is told from the other.
    pub(super) fn hide(&mut self, name: &str, instead: &str, unsure: &str) {
        let keys = keys(name);
        self.hide_keys(keys, Some(name), instead, unsure);
    }

    /// Keeps the name of a person back, the family name behind a form of address with it.
    pub(super) fn hide_person(&mut self, name: &str, instead: &str, unsure: &str) {
        self.hide(name, instead, unsure);
        let words = keys(name);
        if let (Some(family), true) = (words.last(), words.len() > 1) {
            for address in ADDRESSES {
                let keys = vec![(*address).to_owned(), family.clone()];
                self.hide_keys(keys, None, instead, unsure);
            }
        }
    }

    fn hide_keys(
        &mut self,
        words: Vec<String>,
        written: Option<&str>,
        instead: &str,
        unsure: &str,
    ) {
        let Some(first) = words.first() else {
            return;
        };
        let little = words.len() == 1 && LITTLE_WORDS.contains(&first.as_str());
        let as_written = written
            .filter(|_| little)
            .map(|name| name.trim().to_owned());
        let same_first = self.by_first.entry(first.clone()).or_default();
        let known = same_first
            .iter_mut()
            .find(|name| name.words == words && name.as_written == as_written);
        match known {
            Some(name) if name.instead != instead => unsure.clone_into(&mut name.instead),
            Some(_) => {}
            None => same_first.push(Name {
                words,
                as_written,
                instead: instead.to_owned(),
            }),
        }
    }

    /// Sees to it that what is said instead of a name holds none.
    pub(super) fn settle(&mut self, unsure: &str) {
        let mut telling: Vec<String> = Vec::new();
        for name in self.by_first.values().flatten() {
            if self.hides(&name.instead) {
                telling.push(name.instead.clone());
            }
        }
        for name in self.by_first.values_mut().flatten() {
            if telling.contains(&name.instead) {
                unsure.clone_into(&mut name.instead);
            }
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
        if self.by_first.is_empty() {
            return Vec::new();
        }
        let words = words(text);
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for at in 0..words.len() {
            let rest = words.get(at..).unwrap_or_default();
            let Some((length, name)) = self.longest(text, rest) else {
                continue;
            };
            let (Some(first), Some(last)) = (rest.first(), rest.get(length - 1)) else {
                continue;
            };
            let found = Hit {
                start: first.start,
                end: last.end,
                words: length,
                instead: &name.instead,
            };
            match hits.last_mut() {
                Some(before) if found.start < before.end => {
                    before.end = before.end.max(found.end);
                    if found.words > before.words {
                        (before.words, before.instead) = (found.words, found.instead);
                    }
                }
                _ => hits.push(found),
            }
        }
        hits
    }

    /// Returns the longest name the words begin with, and how many of the words it takes.
    fn longest(&self, text: &str, words: &[Word]) -> Option<(usize, &Name)> {
        let first = words.first()?;
        let same_first = self.by_first.get(&first.key).into_iter().flatten();
        // A cut word may be the beginning of any name's first word.
        let cut = self.by_first.values().flatten().filter(|_| first.is_cut);
        same_first
            .chain(cut)
            .filter_map(|name| Some((name.length_in(text, words)?, name)))
            .max_by_key(|(length, name)| (*length, name.words.len()))
    }
}

impl Name {
    /// Returns how many of the words the name takes, if they begin with it.
    fn length_in(&self, text: &str, words: &[Word]) -> Option<usize> {
        if let Some(written) = &self.as_written {
            let first = words.first()?;
            return (text.get(first.start..first.end) == Some(written)).then_some(1);
        }
        for (nth, wanted) in self.words.iter().enumerate() {
            let word = words.get(nth)?;
            if word.key == *wanted {
                continue;
            }
            let enough = nth > 0 || word.key.chars().count() >= LEAST_CUT;
            let is_cut = word.is_cut && enough && wanted.starts_with(&word.key);
            return is_cut.then_some(nth + 1);
        }
        Some(self.words.len())
    }
}

/// Returns the words of a name as they are compared: without letter case, accents and punctuation.
pub(super) fn keys(name: &str) -> Vec<String> {
    words(name).into_iter().map(|word| word.key).collect()
}

/// Returns true for a word that is common to all texts.
pub(super) fn is_little(word: &str) -> bool {
    LITTLE_WORDS.contains(&word)
}

fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        // Some apostrophes count as letters.
        if !one_sign(c).is_alphanumeric() {
            // A mark, or a joiner that nobody sees, belongs to the word it is in.
            if c.width() == Some(0) {
                if let Some(word) = &mut open {
                    word.end = end;
                }
                continue;
            }
            if let Some(mut word) = open.take() {
                word.is_cut = c == '…';
                words.push(word);
            }
            continue;
        }
        if is_unspaced(c) {
            words.extend(open.take());
        }
        let word = open.get_or_insert_with(|| Word {
            key: String::new(),
            start: at,
            end,
            is_cut: false,
        });
        word.end = end;
        word.key.push(c);
        if is_unspaced(c) {
            words.extend(open.take());
        }
    }
    words.extend(open);
    for word in &mut words {
        word.key = fold(&word.key);
    }
    // Nothing is left of a word of strokes and points alone.
    words.retain(|word| !word.key.is_empty());
    words
}

/// Tells the letters of scripts that are written without spaces between words; each of them counts
/// as a word, so that a name is found inside a sentence.
fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'     // Thai, Lao
        | '\u{1000}'..='\u{109F}'   // Burmese
        | '\u{1780}'..='\u{17FF}'   // Khmer
        | '\u{3040}'..='\u{30FF}'   // Hiragana, Katakana
        | '\u{3400}'..='\u{9FFF}'   // Han
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
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
mod tests {
    use super::*;

    const UNSURE: &str = "a participant";

    #[track_caller]
    fn check(names: &[&str], text: &str, expected: &str) {
        let mut hidden = Names::default();
        for name in names {
            hidden.hide_person(name, "somebody", UNSURE);
        }
        hidden.settle(UNSURE);
        let redacted = hidden.redact(text);
        assert_eq!(redacted, expected);
        assert!(!hidden.hides(&redacted), "{redacted} still holds a name");
    }

    #[test]
    fn whole_words_are_found_whatever_their_case() {
        let names = ["Anna Kowalska", "Łódź Watch"];
        check(&names, "ANNA KOWALSKA’s point.", "Somebody’s point.");
        check(
            &names,
            "Asked anna  kowalska; lodz-watch agreed.",
            "Asked somebody; somebody agreed.",
        );
        check(&names, "Annabel Kowalska", "Annabel Kowalska");
        check(
            &names,
            "Thanks. Lo\u{301}dz\u{301} Watch left.",
            "Thanks. Somebody left.",
        );
        check(&["Weiß"], "WEISS, weiß", "Somebody, somebody");
    }

    #[test]
    fn a_name_is_found_however_its_accents_are_written() {
        // Each name as one letter with its accents, and as a letter and marks behind it.
        let names = [
            (
                "Nguy\u{1EC5}n Vi\u{1EC7}t",
                "Nguye\u{302}\u{303}n Vie\u{323}\u{302}t",
            ),
            ("G\u{1E83}yr \u{1EF2}nys", "Gw\u{301}yr Y\u{300}nys"),
            ("W\u{175}yn T\u{177}", "Ww\u{302}yn Ty\u{302}"),
        ];
        for (composed, decomposed) in names {
            let plain = crate::base::text::fold(composed);
            for name in [composed, decomposed] {
                for written in [composed, decomposed, plain.as_str()] {
                    check(&[name], &format!("Ask {written} now"), "Ask somebody now");
                    let upper = written.to_uppercase();
                    check(&[name], &format!("Ask {upper} now"), "Ask somebody now");
                }
            }
        }
        // Letters that have nothing in common but a wrong table are not one.
        check(&["Gir"], "G\u{1E83}r", "G\u{1E83}r");
        check(
            &["WEI\u{1E9E}"],
            "Wei\u{DF} and weiss",
            "Somebody and somebody",
        );
        check(
            &["\u{645}\u{62D}\u{645}\u{62F}"],
            "\u{645}\u{62D}\u{640}\u{645}\u{62F}",
            "Somebody",
        );
    }

    #[test]
    fn an_article_goes_with_the_name() {
        let names = ["Ministry of Justice"];
        check(&names, "The Ministry of Justice asks.", "Somebody asks.");
        check(
            &names,
            "Of the Ministry of Justice; bathe Ministry of Justice",
            "Of somebody; bathe somebody",
        );
    }

    #[test]
    fn the_longest_name_counts_and_names_that_overlap_go_together() {
        check(
            &["Anna", "Anna Kowalska"],
            "by Anna Kowalska",
            "by somebody",
        );
        check(
            &["One Two", "Two Three"],
            "x one two three y",
            "x somebody y",
        );
    }

    #[test]
    fn a_family_name_is_known_by_the_form_of_address() {
        check(
            &["Anna Green"],
            "Ms Green on the green paper; Dr. Green",
            "Somebody on the green paper; somebody",
        );
    }

    #[test]
    fn a_name_cut_short_is_still_a_name() {
        check(&["Anna Kowalska"], "“Ask Anna Kow…”", "“Ask somebody…”");
        check(&["Kowalska"], "Ask Kowal…", "Ask somebody…");
        check(&["Kowalska"], "Ask K…", "Ask K…");
    }

    #[test]
    fn little_words_are_names_only_as_they_are_written() {
        check(
            &["ONE"],
            "One of them is from ONE.",
            "One of them is from somebody.",
        );
    }

    #[test]
    fn names_are_found_where_words_have_no_spaces() {
        check(&["山田太郎"], "昨日山田太郎さんは", "昨日somebodyさんは");
    }

    #[test]
    fn what_is_said_instead_holds_no_name() {
        let mut hidden = Names::default();
        hidden.hide("Smith", "somebody of Smith Foundation", UNSURE);
        hidden.settle(UNSURE);
        assert_eq!(hidden.redact("by Smith"), "by a participant");
        hidden.hide("Jones", "somebody of Involve", UNSURE);
        hidden.hide("Jones", "somebody of ONE", UNSURE);
        assert_eq!(hidden.redact("by Jones"), "by a participant");
    }
}
