//! The one place that counts columns, and the one that makes foreign text fit for a terminal.
//!
//! A string from a file becomes [`Safe`] first; every other function here expects what that holds.

mod fit;
mod fold;
mod graphemes;
mod joints;
mod safe;
mod signs;
mod uncertain;
mod visible;
mod wrap;

use unicode_width::UnicodeWidthStr;

pub use fit::{cut_end, cut_middle, pad};
pub use fold::{alike, fold, one_sign, sought, sought_into};
pub use graphemes::{Graphemes, graphemes};
pub use joints::flag_length;
pub use safe::{Safe, safe, safe_lines};
pub use signs::{plain_sign, plain_signs};
pub use uncertain::is_uncertain;
pub use visible::is_safe;
pub use wrap::wrap;

/// Returns how many columns `s` takes in a terminal.
///
/// The count goes grapheme by grapheme, as ratatui fills cells; ligatures that span two
/// graphemes count twice, some vowels of Asian scripts have the place that most terminals give them, and a grapheme with a control character counts nothing because it is
/// never drawn.
pub fn width(s: &str) -> usize {
    if s.is_ascii() {
        return s.bytes().filter(|byte| !byte.is_ascii_control()).count();
    }
    graphemes(s).map(grapheme_width).sum()
}

/// Returns the columns of one grapheme.
pub fn grapheme_width(grapheme: &str) -> usize {
    if let [b' '..=b'~'] = grapheme.as_bytes() {
        return 1;
    }
    if grapheme.contains(char::is_control) {
        return 0;
    }
    let apart = grapheme.chars().filter(|&c| is_counted_apart(c)).count();
    grapheme.width() + apart
}

/// Tells what has a column of its own and is counted with the letter before it: the halfwidth katakana
/// sound marks, to which ratatui adds a cell, and spacing vowels.
fn is_counted_apart(c: char) -> bool {
    matches!(c, '\u{FF9E}' | '\u{FF9F}') || uncertain::is_spacing_vowel(c)
}

/// Returns words as a sentence begins.
pub fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    /// Counts the columns by drawing.
    fn drawn(s: &str) -> usize {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4000, 1));
        usize::from(buffer.set_stringn(0, 0, s, 4000, Style::new()).0)
    }

    #[test]
    fn widths_of_well_known_text() {
        let cases = [
            ("", 0),
            ("plan", 4),
            ("Łódź", 4),
            ("e\u{301}", 1),
            ("日本", 4),
            ("👩\u{200D}🚀", 2),
            ("🇬🇧", 2),
            ("\u{644}\u{627}", 2),
            ("a\u{1b}b", 2),
            ("বাংলা", 5),
            (
                "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
                2,
            ),
        ];
        for (s, expected) in cases {
            assert_eq!(width(s), expected, "{s:?}");
        }
    }

    proptest! {
        #[test]
        fn width_is_what_ratatui_draws_and_the_spacing_vowels(s in "(\\PC|ক|\u{9BE}|\\n|ﾞ|🇬|\u{200D}|\u{FE0F}|\u{301}|👩){0,24}") {
            let vowels = |s: &str| s.chars().filter(|&c| uncertain::is_spacing_vowel(c)).count();
            prop_assert_eq!(width(&s), drawn(&s) + vowels(&s));
            let clean = safe(&s);
            prop_assert_eq!(width(&clean), drawn(&clean) + vowels(&clean));
        }
    }
}
