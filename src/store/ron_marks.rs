//! Writes the marks and joiners of a text as they are, where they belong to what they stand behind:
//! most scripts of Asia cannot be read without them. What hides, steers or sits on nothing stays a code.
//!
//! ```text
//! "ร\u{e31}ฐบาล"              "รัฐบาล"           a mark behind its letter
//! "می\u{200c}خواهم"           "می‌خواهم"         a joiner inside a word
//! "🏴\u{e0067}..\u{e007f}"    "🏴󠁧󠁢󠁷󠁬󠁳󠁿"               the letters of a flag
//! "\u{301}a", "\u{202e}"      as they are       a lone mark, what turns the reading order
//! ```

use unicode_segmentation::UnicodeSegmentation;

use super::ron_tokens::{Kind, Tokens};
use crate::base::text::is_safe;

const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

/// Returns canonical text with the marks in its texts as they are.
pub(super) fn with_marks(text: String) -> String {
    if !text.contains("\\u{") {
        return text;
    }
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for token in Tokens::of(&text).filter(|token| token.kind == Kind::Text) {
        written.push_str(text.get(at..token.start).unwrap_or_default());
        write_marks(token.text(&text), &mut written);
        at = token.end;
    }
    written.push_str(text.get(at..).unwrap_or_default());
    written
}

/// Writes one text of the file, grapheme by grapheme.
fn write_marks(text: &str, written: &mut String) {
    let pieces = pieces(text);
    let meant: String = pieces.iter().map(|(c, _)| *c).collect();
    let mut rest = pieces.as_slice();
    for grapheme in meant.graphemes(true) {
        let (own, behind) = rest.split_at(grapheme.chars().count().min(rest.len()));
        rest = behind;
        let next = behind.first().map(|(c, _)| *c);
        let sits_on_something = own.first().is_some_and(|first| !is_sign(*first));
        if sits_on_something && is_safe(grapheme) && !ends_in_a_loose_joiner(grapheme, next) {
            written.push_str(grapheme);
        } else {
            written.extend(own.iter().map(|(_, spelt)| *spelt));
        }
    }
}

/// Tells a joiner behind which no word goes on: nobody would see it.
fn ends_in_a_loose_joiner(grapheme: &str, next: Option<char>) -> bool {
    grapheme.ends_with(JOINERS) && !next.is_some_and(char::is_alphabetic)
}

/// Tells the quotes around a text and what is a code in it: no letter for a mark.
fn is_sign((meant, spelt): (char, &str)) -> bool {
    meant == '"' || spelt.starts_with('\\')
}

/// Splits a text of the file into characters and how each is spelt there.
fn pieces(text: &str) -> Vec<(char, &str)> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let (meant, length) = match code(rest) {
            Some(code) => code,
            None => (first, first.len_utf8()),
        };
        let (spelt, behind) = rest.split_at(length);
        pieces.push((meant, spelt));
        rest = behind;
    }
    pieces
}

/// Returns the character that a code at the start of `text` stands for, and how long the code is.
fn code(text: &str) -> Option<(char, usize)> {
    let behind = text.strip_prefix('\\')?;
    if let Some(hex) = behind.strip_prefix("u{") {
        let end = hex.find('}')?;
        let meant = u32::from_str_radix(hex.get(..end)?, 16).ok()?;
        return Some((char::from_u32(meant)?, "\\u{}".len() + end));
    }
    let short = behind.chars().next()?;
    let meant = match short {
        '0' => '\0',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        other => other,
    };
    Some((meant, 1 + short.len_utf8()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::ron_text::{from_text, to_text};

    #[track_caller]
    fn check(text: &str, written: &str) {
        let held = vec![text.to_owned()];
        let file = to_text(&held).expect("written");
        assert_eq!(file, format!("[\n    \"{written}\",\n]\n"));
        assert_eq!(from_text(file.as_bytes()), Ok(held));
    }

    #[test]
    fn files_are_read_by_people_in_every_script() {
        for text in [
            "รัฐบาลเปิดเผยข้อมูล",
            "हिन्दी में लिखा शीर्षक",
            "ශ්\u{200D}රී ලංකා",
            "বাংলা ভাষায় লেখা",
            "می\u{200C}خواهم",
            "Cymru 🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
            "שָׁלוֹם",
            "Vie\u{323}\u{302}t",
            "👩\u{200D}💻 ❤\u{FE0F} 1\u{FE0F}\u{20E3}",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn what_hides_or_sits_on_nothing_stays_a_code() {
        check("\u{301}a", "\\u{301}a");
        check("\u{9BE}a", "\\u{9be}a");
        check("a\n\u{301}", "a\\n\\u{301}");
        check("\"\u{301}", "\\\"\\u{301}");
        check("a\u{202E}b\u{200B}c", "a\\u{202e}b\\u{200b}c");
        check("می\u{200C} x", "می\\u{200c} x");
        check("می\u{200C}", "می\\u{200c}");
        check("a\u{200D}b", "a\\u{200d}b");
        check("x\u{E0067}", "x\\u{e0067}");
        check("\u{1B}[31m", "\\u{1b}[31m");
        check(r"ร\u{e31}", r"ร\\u{e31}");
    }

    proptest! {
        #[test]
        fn both_spellings_are_read_alike(
            text in "([a-zรี\u{E31}שּ\u{5B8}ක\u{DCA}ය\u{200D}\u{200C}🏴👩\u{E0067}\u{E007F}\u{FE0F}\"\\\\'\n\u{301}\u{202E}]|\\PC| ){0,24}"
        ) {
            let held = vec![text];
            let file = to_text(&held).expect("written");
            prop_assert_eq!(&from_text::<Vec<String>>(file.as_bytes()), &Ok(held.clone()));
            let codes = ron::ser::to_string(&held).expect("written");
            prop_assert_eq!(from_text::<Vec<String>>(codes.as_bytes()), Ok(held));
            for hidden in ['\u{202E}', '\u{200B}', '\u{1B}'] {
                prop_assert!(!file.contains(hidden));
            }
        }
    }
}
