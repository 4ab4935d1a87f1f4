//! Makes a text one line that steers neither a terminal nor the order of the letters around it.
//!
//! Unlike text on the screen, a document keeps every joiner, as a page has no columns to count. Text
//! that Persian, Hindi or the flag of Wales cannot be written without is kept everywhere.

use crate::base::text::flag_length;

/// Returns the text as one line: white space as single spaces; what nobody sees is left out or,
/// where it would act on the reader's machine, shown as `�`.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    let mut flag_ends = 0;
    for (at, c) in text.char_indices() {
        let flag = text.get(at..).and_then(flag_length);
        flag_ends = flag.map_or(flag_ends, |length| at + length);
        if at < flag_ends {
            line.push(c);
        } else if c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}') {
            if !line.ends_with(' ') {
                line.push(' ');
            }
        } else if acts(c) {
            line.push(char::REPLACEMENT_CHARACTER);
        } else if !is_nothing(c) {
            line.push(c);
        }
    }
    line.trim().to_owned()
}

/// Tells what shows nothing and changes nothing that is read.
fn is_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}'
    )
}

/// Tells control characters, the embeddings, overrides and isolates of the bidirectional algorithm,
/// annotations and tags.
fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{206F}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_holds_nothing_that_acts() {
        let cases = [
            ("  two\n\twords\u{2028}", "two words"),
            ("a\u{1b}[31mb\u{7}", "a�[31mb�"),
            ("a\u{202e}b\u{2066}c", "a�b�c"),
            ("re\u{ad}gister\u{200b}", "register"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            (
                "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
                "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
            ),
            ("🏴\u{E0067}\u{E007F}", "🏴��"),
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
            assert_eq!(clean(expected), expected);
        }
    }
}
