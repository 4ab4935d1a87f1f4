//! The words of a text as names are looked for in it.

use unicode_width::UnicodeWidthChar;

use crate::base::text::fold;
use crate::model::lexicon::is_letter;

/// A word of a text and where it stands.
pub(super) struct Word {
    /// The word without letter case and accents.
    pub(super) key: String,
    /// Its first byte.
    pub(super) start: usize,
    /// The byte behind it.
    pub(super) end: usize,
    /// Cut short with `…`.
    pub(super) is_cut: bool,
}

impl Word {
    /// Returns the word as it is written.
    pub(super) fn written<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    /// Tells whether it begins with a capital.
    pub(super) fn is_capital(&self, text: &str) -> bool {
        self.written(text).starts_with(char::is_uppercase)
    }

    /// Tells whether it is one letter, a capital or with a point behind it.
    pub(super) fn is_initial(&self, text: &str) -> bool {
        self.key.chars().count() == 1 && (self.is_capital(text) || self.has_point(text))
    }

    /// Tells whether a point stands behind it.
    pub(super) fn has_point(&self, text: &str) -> bool {
        text.get(self.end..)
            .is_some_and(|rest| rest.starts_with('.'))
    }
}

/// Returns the words of a text. Whatever is no letter stands between two of them, an apostrophe and
/// a hyphen too.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        if !is_letter(c) {
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

/// Returns the words of a name as they are compared: without letter case, accents and punctuation.
pub(super) fn keys(name: &str) -> Vec<String> {
    words(name).into_iter().map(|word| word.key).collect()
}

/// Returns the letters of a name, nothing between its words.
pub(super) fn joined(name: &str) -> String {
    keys(name).concat()
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
