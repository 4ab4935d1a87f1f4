//! Splits RON text into tokens, just well enough to tell comments, texts and brackets apart.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `// ..` or `/* .. */`.
    Comment,
    /// A text, with its quotes.
    Text,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// `,`.
    Comma,
    /// `:`.
    Colon,
    /// A name, a number, a character, anything else.
    Word,
}

/// A piece of a text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    /// What it is.
    pub(crate) kind: Kind,
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after its last.
    pub(crate) end: usize,
    /// The line it begins on.
    pub(crate) line: usize,
    /// The line it ends on.
    pub(crate) end_line: usize,
}

impl Token {
    pub(crate) fn is_comment(&self) -> bool {
        self.kind == Kind::Comment
    }

    pub(crate) fn text<'a>(&self, whole: &'a str) -> &'a str {
        whole.get(self.start..self.end).unwrap_or_default()
    }
}

/// The tokens of a text; whatever the text, they are in order and do not overlap.
pub(crate) struct Tokens<'t> {
    text: &'t str,
    at: usize,
    line: usize,
}

impl<'t> Tokens<'t> {
    pub(crate) fn of(text: &'t str) -> Self {
        Self {
            text,
            at: 0,
            line: 0,
        }
    }
}

impl Iterator for Tokens<'_> {
    type Item = Token;

    fn next(&mut self) -> Option<Token> {
        let rest = self.text.get(self.at..)?;
        let space = rest.len() - rest.trim_start().len();
        self.line += newlines(rest, space);
        self.at += space;
        let rest = rest.get(space..).filter(|rest| !rest.is_empty())?;
        let (kind, len) = first_token(rest);
        let (start, line) = (self.at, self.line);
        self.at += len;
        self.line += newlines(rest, len);
        Some(Token {
            kind,
            start,
            end: self.at,
            line,
            end_line: self.line,
        })
    }
}

/// Returns all tokens of a text.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    Tokens::of(text).collect()
}

fn newlines(text: &str, len: usize) -> usize {
    text.bytes().take(len).filter(|byte| *byte == b'\n').count()
}

/// Returns the kind and the length of the token a text begins with; the length is never 0.
fn first_token(text: &str) -> (Kind, usize) {
    if text.starts_with("//") {
        let line = text.lines().next().unwrap_or(text);
        return (Kind::Comment, line.len());
    }
    if text.starts_with("/*") {
        return (Kind::Comment, block_comment(text));
    }
    if let Some(len) = quoted(text) {
        return (Kind::Text, len);
    }
    let mut chars = text.chars();
    let first = chars.next().unwrap_or(' ');
    let single = match first {
        '(' | '[' | '{' => Kind::Open,
        ')' | ']' | '}' => Kind::Close,
        ',' => Kind::Comma,
        ':' => Kind::Colon,
        '\'' => return (Kind::Word, character(text)),
        _ => return (Kind::Word, word(text)),
    };
    (single, first.len_utf8())
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0usize;
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// Returns the length of `".."`, `r".."`, `r#".."#` and the same with `b` before.
fn quoted(text: &str) -> Option<usize> {
    let unprefixed = text.strip_prefix('b').unwrap_or(text);
    let skipped = text.len() - unprefixed.len();
    if let Some(raw) = unprefixed.strip_prefix('r') {
        let body = raw.trim_start_matches('#');
        let hashes = raw.len() - body.len();
        let inside = body.strip_prefix('"')?;
        let end = format!("\"{}", "#".repeat(hashes));
        let len = inside
            .find(&end)
            .map_or(inside.len(), |found| found + end.len());
        return Some(skipped + 1 + hashes + 1 + len);
    }
    let inside = unprefixed.strip_prefix('"')?;
    let mut escaped = false;
    let end = inside.char_indices().find(|(_, c)| {
        let ends = *c == '"' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    Some(skipped + 1 + end.map_or(inside.len(), |(at, _)| at + 1))
}

/// Returns the length of `'x'` or `'\''`.
fn character(text: &str) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, c)| {
        let ends = *c == '\'' && !escaped;
        escaped = *c == '\\' && !escaped;
        ends
    });
    // `'''` is the character of a quote.
    let end = end.map_or(text.len(), |(at, _)| at + 1);
    if text.starts_with("'''") { 3 } else { end }
}

fn word(text: &str) -> usize {
    let ends = |c: char| c.is_whitespace() || "()[]{},:\"'/".contains(c);
    let first = text.chars().next().map_or(1, char::len_utf8);
    text.get(first..)
        .and_then(|rest| rest.find(ends))
        .map_or(text.len(), |at| first + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = tokens(text).iter().map(|token| token.text(text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn tells_comments_from_texts() {
        check(
            "(a: 1.5e3, r#in: Some(-2))",
            &[
                "(", "a", ":", "1.5e3", ",", "r#in", ":", "Some", "(", "-2", ")", ")",
            ],
        );
        check(r#""a // \" b" // c"#, &[r#""a // \" b""#, "// c"]);
        check(
            r##"r#"a " /* "# b"\x" x"##,
            &[r##"r#"a " /* "#"##, r#"b"\x""#, "x"],
        );
        check(
            "/* a /* b */ c */ d // e\r\nf",
            &["/* a /* b */ c */", "d", "// e", "f"],
        );
        check(
            r#"['"', '\'', ''', x]"#,
            &["[", "'\"'", ",", r"'\''", ",", "'''", ",", "x", "]"],
        );
    }

    #[test]
    fn counts_lines() {
        let text = "a\n\"b\nc\" /* d\n */";
        let lines: Vec<_> = tokens(text).iter().map(|t| (t.line, t.end_line)).collect();
        assert_eq!(lines, [(0, 0), (1, 2), (2, 3)]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_covered_in_order(text in "[ra#b\"'/*\\\\\n(): é]{0,40}") {
            let mut at = 0;
            for token in tokens(&text) {
                proptest::prop_assert!(token.start >= at && token.end > token.start);
                proptest::prop_assert!(text[at..token.start].trim().is_empty());
                at = token.end;
            }
            proptest::prop_assert!(text[at..].trim().is_empty());
        }
    }
}
