//! Whether words of a text mention a person, and from where to where.

use super::person::{Anchor, Part, Person};
use super::words::Word;
use super::written::is_little;
use crate::model::lexicon::{Known, Lexicon};

/// How many words of a text one word of a name may be: `O’`, `Brien`.
pub(super) const PIECES: usize = 4;

/// Words before a common word that show that it is no name.
const ARTICLES: [&str; 16] = [
    "a", "an", "any", "each", "every", "her", "his", "its", "my", "no", "our", "that", "the",
    "their", "this", "your",
];

/// The words of a text around those that may mention a person.
struct Mention<'a> {
    text: &'a str,
    words: &'a [Word],
    person: &'a Person,
    first: usize,
    last: usize,
    family: bool,
    given: bool,
    /// A title, or the first letter of another name.
    shown: bool,
}

/// Returns the words that mention the person, from the first to behind the last, if those from `at`
/// on, which are the anchor, do.
pub(super) fn mention(
    text: &str,
    words: &[Word],
    person: &Person,
    anchor: Anchor,
    (at, length): (usize, usize),
) -> Option<(usize, usize)> {
    let mut mention = Mention {
        text,
        words,
        person,
        first: at,
        last: at + length - 1,
        family: anchor != Anchor::Given,
        given: anchor == Anchor::Given,
        shown: false,
    };
    while mention.step_right() {}
    while mention.step_left() {}
    let is_capital = words.get(at)?.is_capital(text);
    let enough = match anchor {
        _ if person.is_of_words && !is_capital && !mention.shown => false,
        Anchor::Alone => true,
        Anchor::AloneWithCapital if is_capital => true,
        _ => mention.is_enough() || anchor != Anchor::Given && mention.is_speaking(at),
    };
    enough.then(|| {
        mention.take_more_before();
        (mention.first, mention.last + 1)
    })
}

impl Mention<'_> {
    fn is_enough(&self) -> bool {
        self.shown || self.family && self.given
    }

    /// Tells whether a word with a capital is said to have spoken.
    fn is_speaking(&self, at: usize) -> bool {
        let lexicon = Lexicon::built_in();
        let Some(word) = self.words.get(at) else {
            return false;
        };
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let beside = before.filter(|before| self.gap(before, word) == Some(" "));
        let is_word = beside.is_some_and(|before| {
            let is_ordinary = lexicon.is(&before.key, Known::Ordinary);
            ARTICLES.contains(&before.key.as_str()) || before.is_capital(self.text) && !is_ordinary
        });
        let next = self.words.get(self.last + 1);
        let says = next.is_some_and(|next| {
            let between = self
                .words
                .get(self.last)
                .and_then(|last| self.gap(last, next));
            between == Some(" ") && lexicon.is(&next.key, Known::Says)
        });
        word.is_capital(self.text) && says && !is_word
    }

    fn gap(&self, left: &Word, right: &Word) -> Option<&str> {
        self.text.get(left.end..right.start)
    }

    /// Takes the word behind, if it belongs to the name.
    fn step_right(&mut self) -> bool {
        let Some((last, next)) = self.words.get(self.last).zip(self.words.get(self.last + 1))
        else {
            return false;
        };
        let gap = self.gap(last, next).unwrap_or_default();
        let turned = gap.contains(',');
        if !is_soft(gap) || gap.contains('.') && !last.is_initial(self.text) && gap != "." {
            return false;
        }
        let lexicon = Lexicon::built_in();
        let capitals = !next.written(self.text).contains(char::is_lowercase);
        if lexicon.is(&next.key, Known::TitleBehind)
            && (capitals || next.written(self.text) == "PhD")
            && next.key.len() > 1
        {
            self.shown = true;
            self.last += 1;
            return true;
        }
        if turned && (self.given || self.shown) {
            return false;
        }
        for length in 1..=PIECES {
            let letters = self.letters(self.last + 1, length);
            if let Some(part) = letters.as_deref().and_then(|it| self.person.part(it)) {
                self.note(part);
                self.last += length;
                return true;
            }
        }
        self.step_over_initial(next, turned) && {
            self.last += 1;
            true
        }
    }

    /// Takes the word before, if it belongs to the name.
    fn step_left(&mut self) -> bool {
        let before = self.first.checked_sub(1).and_then(|at| self.words.get(at));
        let Some((before, first)) = before.zip(self.words.get(self.first)) else {
            return false;
        };
        let gap = self.gap(before, first).unwrap_or_default();
        let is_title = is_title(&before.key);
        let pointed = gap.contains('.');
        let may_point = is_title || before.is_initial(self.text) || gap == ".";
        if !is_soft(gap) || gap.contains(',') || pointed && !may_point {
            return false;
        }
        for length in 1..=PIECES.min(self.first) {
            let letters = self.letters(self.first - length, length);
            if let Some(part) = letters.as_deref().and_then(|it| self.person.part(it)) {
                self.note(part);
                self.first -= length;
                return true;
            }
        }
        if self.step_over_other_name() {
            return true;
        }
        // `m` is a title in `M. Dubois` alone.
        if is_title && (before.key.len() > 1 || pointed && before.is_capital(self.text)) {
            self.shown = true;
        } else if !self.step_over_initial(before, false) {
            return false;
        }
        self.first -= 1;
        true
    }

    /// Takes the given name before a word with a capital that is not on record: `Ada Maria Quill` is Ada
    /// Quill.
    fn step_over_other_name(&mut self) -> bool {
        let Some(at) = self.first.checked_sub(2) else {
            return false;
        };
        let (given, other) = (self.words.get(at), self.words.get(at + 1));
        let Some(((given, other), first)) = given.zip(other).zip(self.words.get(self.first)) else {
            return false;
        };
        let close = |gap: Option<&str>| gap.is_some_and(|gap| matches!(gap, " " | "\u{A0}" | ". "));
        let is_name = self.family
            && close(self.gap(given, other))
            && close(self.gap(other, first))
            && given.is_capital(self.text)
            && other.is_capital(self.text)
            && self.person.part(&given.key) == Some(Part::Given);
        if is_name {
            self.note(Part::Given);
            self.first = at;
        }
        is_name
    }

    /// Tells whether a word is the first letter of another name of the person, as in `A. Quill`, or
    /// the first letters, as in `AB Quill`.
    fn step_over_initial(&mut self, word: &Word, turned: bool) -> bool {
        let written = word.written(self.text);
        let pointed = word.has_point(self.text);
        let capitals = !written.contains(char::is_lowercase);
        if !(capitals || pointed && word.key.chars().count() == 1) {
            return false;
        }
        let of = if self.family {
            Part::Given
        } else {
            Part::Family
        };
        if !self.person.begins_with(&word.key, of) {
            return false;
        }
        // `A Green Paper` is no Anna Green: the article looks like her first letter.
        let article = matches!(written, "A" | "I") && !pointed && !turned;
        self.shown |= !article;
        true
    }

    /// Takes titles, first letters and given names before a name that is found, although they are
    /// not on record.
    fn take_more_before(&mut self) {
        let lexicon = Lexicon::built_in();
        while let Some(at) = self.first.checked_sub(1) {
            let Some((before, first)) = self.words.get(at).zip(self.words.get(self.first)) else {
                return;
            };
            let gap = self.gap(before, first).unwrap_or_default();
            let is_initial = before.is_initial(self.text) && before.has_point(self.text);
            let is_given = before.is_capital(self.text)
                && lexicon.is(&before.key, Known::Given)
                && !lexicon.is_common(&before.key);
            let is_title = is_title(&before.key) && before.key.len() > 1;
            let soft = match gap.trim() {
                "" | "-" => true,
                "." => is_initial || is_title,
                _ => false,
            };
            if !(soft && (is_initial || is_given || is_title)) {
                return;
            }
            self.first = at;
        }
    }

    fn note(&mut self, part: Part) {
        self.family |= part == Part::Family;
        self.given |= part == Part::Given;
    }

    /// Returns the letters of so many words from `at` on, unless a gap between them is more than
    /// what stands inside a name.
    fn letters(&self, at: usize, length: usize) -> Option<String> {
        letters(self.text, self.words, at, length)
    }
}

/// Tells a title from a little word that is one in another language: `an open question`.
fn is_title(word: &str) -> bool {
    Lexicon::built_in().is(word, Known::Title) && !is_little(word)
}

/// Returns the letters of so many words from `at` on, unless a gap between them is more than what
/// stands inside a name.
pub(super) fn letters(text: &str, words: &[Word], at: usize, length: usize) -> Option<String> {
    let taken = words.get(at..at + length)?;
    let gaps = taken.windows(2).all(|pair| match pair {
        [left, right] => is_close(text.get(left.end..right.start).unwrap_or_default()),
        _ => true,
    });
    gaps.then(|| taken.iter().map(|word| word.key.as_str()).collect())
}

/// Tells a gap inside a word of a name: nothing, an apostrophe, a hyphen, a space.
fn is_close(gap: &str) -> bool {
    gap.chars().count() <= 2
        && !gap.contains(['\n', '.', ',', ';', ':', '!', '?', '(', ')', '/', '…'])
}

/// Tells a gap between two words of a name.
fn is_soft(gap: &str) -> bool {
    gap.chars().count() <= 4
        && !gap.contains(['\n', ';', ':', '!', '?', '(', ')', '/', '…', '“', '”', '"'])
}
