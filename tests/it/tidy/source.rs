//! A source file without its comments and literals, as words and signs with their lines.

/// A source file.
pub(super) struct Source<'t> {
    /// The path from the root of the package.
    pub(super) name: &'t str,
    /// The whole text.
    pub(super) text: &'t str,
    /// Its code.
    pub(super) tokens: Vec<Token<'t>>,
}

/// A word, a number or a sign of the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'t> {
    /// What it is; `::` is one sign.
    pub(super) text: &'t str,
    /// Its line, counted from 1.
    pub(super) line: usize,
}

/// A path in the code, with `self`, `super` and `crate` resolved and groups taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CodePath {
    /// What it names, such as `["crate", "model", "ids", "PlanId"]`.
    pub(super) segments: Vec<String>,
    /// Its line.
    pub(super) line: usize,
}

/// A function and how long it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Function {
    /// Its name.
    pub(super) name: String,
    /// The line of `fn`.
    pub(super) line: usize,
    /// Its lines, from `fn` to the closing brace.
    pub(super) lines: usize,
    /// Whether `too_many_lines` is expected of it, with a reason.
    pub(super) may_be_long: bool,
}

impl<'t> Source<'t> {
    pub(super) fn new(name: &'t str, text: &'t str) -> Self {
        Self {
            name,
            text,
            tokens: tokens(text),
        }
    }

    /// Returns every path of the code.
    pub(super) fn paths(&self) -> Vec<CodePath> {
        let mut walk = Walk {
            source: self,
            module: module_of(self.name),
            found: Vec::new(),
        };
        walk.module_body(0);
        walk.found
    }

    /// Returns the functions that have a body.
    pub(super) fn functions(&self) -> Vec<Function> {
        let starts = (0..self.tokens.len()).filter(|&at| self.word(at) == "fn");
        starts.filter_map(|at| self.function(at)).collect()
    }

    /// Returns the token at a place as text; empty behind the end.
    pub(super) fn word(&self, at: usize) -> &'t str {
        self.tokens.get(at).map_or("", |token| token.text)
    }

    fn function(&self, at: usize) -> Option<Function> {
        let start = self.tokens.get(at)?.line;
        // A function pointer type has no name.
        let name = self
            .tokens
            .get(at + 1)
            .filter(|token| is_name(token.text))?;
        let (mut depth, mut end) = (0_usize, at);
        loop {
            end += 1;
            match self.word(end) {
                "" => return None,
                ";" if depth == 0 => return None,
                "{" | "(" | "[" => depth += 1,
                "}" if depth == 1 => break,
                "}" | ")" | "]" => depth -= 1,
                _ => {}
            }
        }
        let lines = self.tokens.get(end)?.line - start + 1;
        let may_be_long = self.attributes_before(at).contains(&"too_many_lines");
        Some(Function {
            name: name.text.to_owned(),
            line: start,
            lines,
            may_be_long,
        })
    }

    /// Returns the words between the last `;`, `{` or `}` outside brackets and a place.
    fn attributes_before(&self, at: usize) -> Vec<&'t str> {
        let (mut words, mut brackets) = (Vec::new(), 0_usize);
        for token in self.tokens.iter().take(at).rev() {
            match token.text {
                ";" | "{" | "}" if brackets == 0 => break,
                "]" => brackets += 1,
                "[" => brackets = brackets.saturating_sub(1),
                word => words.push(word),
            }
        }
        words
    }
}

/// Goes through the code and keeps track of the module it is in.
struct Walk<'s, 't> {
    source: &'s Source<'t>,
    module: Vec<String>,
    found: Vec<CodePath>,
}

impl Walk<'_, '_> {
    /// Reads the body of a module from a place on and returns the place behind it.
    fn module_body(&mut self, mut at: usize) -> usize {
        let mut depth = 0_usize;
        loop {
            match self.source.word(at) {
                "" => return at,
                "mod" if self.source.word(at + 2) == "{" => {
                    self.module.push(self.source.word(at + 1).to_owned());
                    at = self.module_body(at + 3);
                    self.module.pop();
                    continue;
                }
                "{" => depth += 1,
                "}" if depth == 0 => return at + 1,
                "}" => depth -= 1,
                word if is_name(word) && self.begins_path(at) => {
                    at = self.path(at, &mut Vec::new());
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn begins_path(&self, at: usize) -> bool {
        let behind_sign = at > 0 && matches!(self.source.word(at - 1), "::" | ".");
        !behind_sign && self.source.word(at + 1) == "::"
    }

    /// Reads a path, with what its groups name, behind `before`; returns the place behind it.
    fn path(&mut self, mut at: usize, before: &mut Vec<String>) -> usize {
        let line = self.source.tokens.get(at).map_or(0, |token| token.line);
        let length = before.len();
        loop {
            let word = self.source.word(at);
            if word == "{" {
                at = self.group(at + 1, before);
                break;
            }
            self.step(word, before);
            at += 1;
            let goes_on = self.source.word(at) == "::"
                && (is_name(self.source.word(at + 1)) || self.source.word(at + 1) == "{");
            if !goes_on {
                self.found.push(CodePath {
                    segments: before.clone(),
                    line,
                });
                break;
            }
            at += 1;
        }
        before.truncate(length);
        at
    }

    fn group(&mut self, mut at: usize, before: &mut Vec<String>) -> usize {
        loop {
            match self.source.word(at) {
                "" => return at,
                "}" => return at + 1,
                word if is_name(word) => at = self.path(at, &mut before.clone()),
                "{" => at = self.group(at + 1, before),
                _ => at += 1,
            }
        }
    }

    /// Adds one word to a path: `crate`, `self` and `super` are places in the tree of modules.
    fn step(&self, word: &str, path: &mut Vec<String>) {
        match word {
            "self" if path.is_empty() => path.clone_from(&self.module),
            "self" => {}
            "super" => {
                if path.is_empty() {
                    path.clone_from(&self.module);
                }
                path.pop();
            }
            name => path.push(name.to_owned()),
        }
    }
}

/// Returns the module a file holds: `src/model/verbs/act.rs` is `crate::model::verbs::act`.
fn module_of(name: &str) -> Vec<String> {
    let inner = name.trim_start_matches("src/").trim_end_matches(".rs");
    let parts = inner
        .split('/')
        .filter(|part| !matches!(*part, "mod" | "lib" | "main"));
    std::iter::once("crate")
        .chain(parts)
        .map(str::to_owned)
        .collect()
}

fn is_name(word: &str) -> bool {
    word.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Takes the code apart; comments, texts and characters are left out.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let (mut tokens, mut at, mut line) = (Vec::new(), 0, 1);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let (length, is_code) = next(rest);
        let piece = &rest[..length];
        if is_code {
            tokens.push(Token { text: piece, line });
        }
        line += piece.matches('\n').count();
        at += length;
    }
    tokens
}

/// Returns the length of the next piece and whether it is code.
fn next(rest: &str) -> (usize, bool) {
    let first = rest.chars().next().expect("there is more");
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    if rest.starts_with("//") {
        return (rest.find('\n').unwrap_or(rest.len()), false);
    }
    if rest.starts_with("/*") {
        return (rest.find("*/").map_or(rest.len(), |end| end + 2), false);
    }
    if let Some(length) = literal(rest) {
        return (length, false);
    }
    if first.is_whitespace() {
        return (first.len_utf8(), false);
    }
    if is_word(first) {
        return (rest.find(|c| !is_word(c)).unwrap_or(rest.len()), true);
    }
    let length = if rest.starts_with("::") {
        2
    } else {
        first.len_utf8()
    };
    (length, true)
}

/// Returns the length of a text or a character in quotes; a lifetime is neither.
fn literal(rest: &str) -> Option<usize> {
    let body = rest
        .strip_prefix('b')
        .or_else(|| rest.strip_prefix('c'))
        .unwrap_or(rest);
    let prefix = rest.len() - body.len();
    if let Some(raw) = body.strip_prefix('r') {
        let hashes = raw.len() - raw.trim_start_matches('#').len();
        if raw[hashes..].starts_with('"') {
            let close = format!("\"{}", "#".repeat(hashes));
            let start = prefix + 1 + hashes + 1;
            return Some(start + rest[start..].find(&close)? + close.len());
        }
    }
    if body.starts_with('"') {
        return Some(prefix + quoted(body, '"')?);
    }
    let mut chars = body.chars();
    let is_char =
        chars.next() == Some('\'') && (chars.next() == Some('\\') || chars.next() == Some('\''));
    if is_char {
        Some(prefix + quoted(body, '\'')?)
    } else {
        None
    }
}

/// Returns the length of a text in quotes with its escapes.
fn quoted(body: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in body.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return Some(at + c.len_utf8()),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, code: &str, expected: &[&str]) {
        let paths = Source::new(name, code).paths();
        let found: Vec<String> = paths.iter().map(|path| path.segments.join("::")).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn paths_are_resolved() {
        let act = "src/model/verbs/act.rs";
        check(
            act,
            "use super::super::ids::PlanId;",
            &["crate::model::ids::PlanId"],
        );
        check(act, "use super::super::super::store;", &["crate::store"]);
        check(act, "use self::x::Y;", &["crate::model::verbs::act::x::Y"]);
        check(
            "src/model/mod.rs",
            "use super::{ui, base::{self, id}};",
            &["crate::ui", "crate::base", "crate::base::id"],
        );
        check(
            act,
            "mod tests { use super::*; use super::super::x; }",
            &["crate::model::verbs::act", "crate::model::verbs::x"],
        );
        check(
            act,
            "fn f() { a.b::<C>(std::fs::read(\"crate::x\")) } // std::io",
            &["std::fs::read"],
        );
    }

    #[test]
    fn literals_are_no_code() {
        let code =
            r##"let a = 'x'; let b: &'static str = "\"std::fs"; let c = r#"a"b"#; '\'' ; 'é'"##;
        let words: Vec<&str> = tokens(code).iter().map(|token| token.text).collect();
        let expected = [
            "let", "a", "=", ";", "let", "b", ":", "&", "'", "static", "str", "=", ";", "let", "c",
            "=", ";", ";",
        ];
        assert_eq!(words, expected);
    }

    #[test]
    fn functions_are_measured() {
        let code = "fn a() -> [u8; 2] {\n let x = || {};\n}\n\
                    #[expect(clippy::too_many_lines, reason = \"a table\")]\nfn b() {}\n\
                    trait T { fn c(&self); }\n type F = fn(u8);";
        let found = Source::new("src/lib.rs", code).functions();
        let found: Vec<_> = found
            .iter()
            .map(|f| (f.name.as_str(), f.line, f.lines, f.may_be_long))
            .collect();
        assert_eq!(found, [("a", 1, 3, false), ("b", 5, 1, true)]);
    }
}
