//! Makes a text one line that steers neither a terminal nor the order of the letters around it.
//!
//! Unlike text on the screen, a document keeps the joiners and marks without which Persian or
//! Hindi cannot be written.

/// Returns the text as one line: white space as single spaces; what nobody sees is left out or,
/// where it would act on the reader's machine, shown as `�`.
pub(super) fn clean(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || matches!(c, '\u{2028}' | '\u{2029}') {
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
        ];
        for (text, expected) in cases {
            assert_eq!(clean(text), expected);
            assert_eq!(clean(expected), expected);
        }
    }
}
