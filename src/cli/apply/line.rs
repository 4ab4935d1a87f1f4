//! One line of a script as words.
//!
//! ```text
//! line  = [ word { space word } ] [ "#" comment ]
//! word  = [ key ":" ] ( letters | '"' anything '"' )
//! ```
//!
//! In quotes `\n` is a new paragraph; `\"` is a quote and `\\` a backslash, there and elsewhere.
//! A comment begins with a `#` that is a word of its own or begins the line: `#UK0075` is none
//! behind a command.

use super::wrong::Wrong;

/// A word of a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// The word, without its quotes.
    pub(super) text: String,
    /// How many bytes of it may be a key: those before the first colon, small letters and `-`.
    key: Option<usize>,
    /// Whether any of it was in quotes.
    quoted: bool,
}

impl Word {
    /// Returns key and value, for a word that may have a key.
    pub(super) fn key_and_value(&self) -> Option<(&str, &str)> {
        let (key, rest) = self.text.split_at_checked(self.key?)?;
        Some((key, rest.strip_prefix(':')?))
    }

    /// Returns true when nothing is meant by an empty word or value.
    pub(super) fn is_unquoted(&self) -> bool {
        !self.quoted
    }

    fn push(&mut self, c: char) {
        let can_be_key = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')
        };
        if c == ':' && self.key.is_none() && !self.quoted && can_be_key(&self.text) {
            self.key = Some(self.text.len());
        }
        self.text.push(c);
    }
}

/// Splits a line into its words; none for an empty line or a comment.
///
/// # Errors
/// When a quote is not closed.
pub(super) fn words(line: &str) -> Result<Vec<Word>, Wrong> {
    let mut words: Vec<Word> = Vec::new();
    let mut word: Option<Word> = None;
    let mut chars = line.trim().chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '#' if word.is_none()
                && (words.is_empty() || chars.peek().is_none_or(|next| next.is_whitespace())) =>
            {
                break;
            }
            '"' => {
                let word = word.get_or_insert_default();
                word.quoted = true;
                quoted(&mut chars, word)?;
            }
            '\\' => {
                let meant = chars.next_if(|next| matches!(next, '"' | '\\'));
                word.get_or_insert_default().push(meant.unwrap_or('\\'));
            }
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

/// Reads up to the closing quote.
fn quoted(chars: &mut impl Iterator<Item = char>, word: &mut Word) -> Result<(), Wrong> {
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok(()),
            '\\' => match chars.next() {
                Some('n') => word.text.push('\n'),
                Some(c @ ('"' | '\\')) => word.text.push(c),
                Some(c) => word.text.extend(['\\', c]),
                None => break,
            },
            c => word.text.push(c),
        }
    }
    Err(Wrong::not_understood(
        "a quote is not closed",
        "end the text with \"; a quote inside it is written \\\"",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn reads(line: &str, expected: &[&str]) {
        let found = words(line).expect("words");
        let texts: Vec<&str> = found.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, expected, "{line}");
    }

    #[test]
    fn a_line_is_words() {
        reads("", &[]);
        reads("  # a comment", &[]);
        reads("#UK0075 is a comment here", &[]);
        reads(
            "roll Cabinet  Office present",
            &["roll", "Cabinet", "Office", "present"],
        );
        reads(
            "minute the terms #UK0075 # said twice",
            &["minute", "the", "terms", "#UK0075"],
        );
        reads("x \"two words\" y", &["x", "two words", "y"]);
        reads("x note:\"two words\"", &["x", "note:two words"]);
        reads(
            r#"x "one\ntwo" "a \"b\" \\ c" \d"#,
            &["x", "one\ntwo", "a \"b\" \\ c", "\\d"],
        );
        reads(r#"he said \"no\""#, &["he", "said", "\"no\""]);
        reads("x \"\"", &["x", ""]);
        reads("x \"# no comment\"", &["x", "# no comment"]);
        assert!(words("x \"open").is_err());
        assert!(words("x \"open\\").is_err());
    }

    #[test]
    fn a_key_is_small_letters_before_a_colon() {
        let key = |line: &str| {
            let words = words(line).expect("words");
            let found = words.first().and_then(Word::key_and_value);
            found.map(|(key, value)| (key.to_owned(), value.to_owned()))
        };
        let pair = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        assert_eq!(key("note:x:y"), pair("note", "x:y"));
        assert_eq!(key("note:"), pair("note", ""));
        assert_eq!(key("item:\"Any other\""), pair("item", "Any other"));
        for none in ["10:31", "Note:x", "\"note:x\"", ":x", "note"] {
            assert_eq!(key(none), None, "{none}");
        }
    }
}
