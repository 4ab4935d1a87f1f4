//! Carries the comments a person wrote in a file over to its new text.
//!
//! A comment belongs to the field or entry it stands before, or behind on the same line. It is
//! put back on its own line before the same place, found again by its path: names of fields, ids
//! of entries, and only for entries without an id their number.
//!
//! ```text
//! // checked on 3 May          before the first bracket: stays at the head
//! (
//!     milestones: [
//!         // ask Anna again     milestones/#2
//!         (
//!             id: "2",
//!             due: "2018",      // was 2017 -> milestones/#2/due
//! ```

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::ron_tokens::{Kind, Token, tokens};

/// Returns `new` with the comments of `old` in it.
///
/// `new` is canonical text, which has no comments. Comments whose place is gone go to the head.
pub fn carry(old: &str, new: &str) -> String {
    let old = old.strip_prefix('\u{feff}').unwrap_or(old);
    // Most files have no comment, and most slashes stand in links.
    if !(old.contains("//") || old.contains("/*")) {
        return new.to_owned();
    }
    let old = &*with_our_line_ends(old);
    let old_tokens = tokens(old);
    if !old_tokens.iter().any(Token::is_comment) {
        return new.to_owned();
    }
    let new_tokens = tokens(new);
    let lines = lines_by_path(new, &new_tokens);
    let mut lost = Vec::new();
    let mut placed = Vec::new();
    for comment in walk(old, &old_tokens).comments {
        match lines.get(&comment.path) {
            Some(at) => placed.push((*at, comment.text)),
            None => lost.push(comment.text),
        }
    }
    let head = head(old, &old_tokens);
    let result = assemble(head, &lost, placed, new);
    if same_value(&result, new, &new_tokens) {
        result
    } else {
        all_at_head(old, &old_tokens, new)
    }
}

/// Returns `new` with the comments of `ours` in it, and those that `theirs` has and neither `ours`
/// nor `base`: each side keeps what it wrote.
pub fn carry_both(base: &str, ours: &str, theirs: &str, new: &str) -> String {
    let text = carry(ours, new);
    let [base, ours, theirs] = &[base, ours, theirs].map(with_our_line_ends);
    let added = new_comments(base, ours, theirs);
    if added.is_empty() {
        return text;
    }
    let their_tokens = tokens(theirs);
    let plain = tokens(new);
    let lines = lines_by_path(&text, &tokens(&text));
    let known = walk(theirs, &their_tokens).comments;
    let (mut placed, mut lost) = (Vec::new(), Vec::new());
    for comment in added {
        // Two comments of one text are of one place for all that matters here.
        let place = known.iter().find(|known| known.text == comment);
        match place.and_then(|known| lines.get(&known.path)) {
            Some(at) => placed.push((*at, comment)),
            None => lost.push(comment),
        }
    }
    let result = assemble("", &lost, placed, &text);
    if same_value(&result, new, &plain) {
        result
    } else {
        text
    }
}

/// Returns whether `theirs` has comments that neither `ours` nor `base` has.
pub fn are_new(base: &str, ours: &str, theirs: &str) -> bool {
    let [base, ours, theirs] = &[base, ours, theirs].map(with_our_line_ends);
    !new_comments(base, ours, theirs).is_empty()
}

/// Returns a text with the line ends of canonical text, so that a comment of several lines is the
/// same whoever saved it, and how often: some programs turn `\r\n` into `\r\r\n`.
fn with_our_line_ends(text: &str) -> Cow<'_, str> {
    if !text.contains('\r') {
        return Cow::Borrowed(text);
    }
    let lines = text.split('\n').map(|line| line.trim_end_matches('\r'));
    Cow::Owned(lines.collect::<Vec<_>>().join("\n"))
}

fn new_comments<'t>(base: &str, ours: &str, theirs: &'t str) -> Vec<&'t str> {
    if !has_comments(theirs) {
        return Vec::new();
    }
    let known: HashSet<&str> = [base, ours].into_iter().flat_map(all_comments).collect();
    let mut added = all_comments(theirs);
    added.retain(|comment| !known.contains(comment));
    added
}

fn all_comments(text: &str) -> Vec<&str> {
    let found = tokens(text);
    let comments = found.iter().filter(|token| token.is_comment());
    comments.map(|token| token.text(text)).collect()
}

/// Returns whether a text has comments that [`carry`] would have to carry.
pub fn has_comments(text: &str) -> bool {
    (text.contains("//") || text.contains("/*")) && tokens(text).iter().any(Token::is_comment)
}

/// A comment with the path of what it belongs to.
struct Placed<'a> {
    path: String,
    text: &'a str,
}

/// What a walk over the tokens of a text finds.
struct Walk<'a> {
    text: &'a str,
    all: &'a [Token],
    ids: HashMap<usize, String>,
    open: Vec<Group>,
    /// Comments that belong to what comes next.
    waiting: Vec<&'a str>,
    /// The last line that was not only comments, and the item it ended in.
    last: Option<(usize, String)>,
    comments: Vec<Placed<'a>>,
    /// Where each field and entry begins, and each bracket closes.
    items: Vec<(String, usize)>,
}

/// A bracket that is open.
struct Group {
    /// The path of the field or entry this bracket is the value of.
    path: String,
    /// The path of the item that is being read inside.
    item: String,
    /// How many items were begun.
    count: usize,
    /// Whether the next token begins an item.
    at_start: bool,
    /// Whether this is the bracket of `Some(..)`, which adds nothing to a path.
    transparent: bool,
}

fn walk<'a>(text: &'a str, all: &'a [Token]) -> Walk<'a> {
    let mut walk = Walk {
        text,
        all,
        ids: ids(text, all),
        open: Vec::new(),
        waiting: Vec::new(),
        last: None,
        comments: Vec::new(),
        items: Vec::new(),
    };
    let first = all
        .iter()
        .position(|token| !token.is_comment())
        .unwrap_or(all.len());
    for (at, token) in all.iter().enumerate().skip(first) {
        if token.is_comment() {
            walk.comment(token);
        } else {
            walk.step_on(at, token);
        }
    }
    walk.give_waiting_to(TAIL);
    walk
}

impl Walk<'_> {
    fn comment(&mut self, token: &Token) {
        let text = token.text(self.text);
        match &self.last {
            Some((line, path)) if *line == token.line && !self.open.is_empty() => {
                self.comments.push(Placed {
                    path: path.clone(),
                    text,
                });
            }
            _ => self.waiting.push(text),
        }
    }

    fn give_waiting_to(&mut self, path: &str) {
        let waiting = self.waiting.drain(..);
        self.comments.extend(waiting.map(|text| Placed {
            path: path.to_owned(),
            text,
        }));
    }

    fn step_on(&mut self, at: usize, token: &Token) {
        let mut path = self.path_of(at, token);
        self.give_waiting_to(&path);
        match token.kind {
            Kind::Open => self.enter(at, &path),
            Kind::Close => {
                self.items.push((path, token.start));
                self.open.pop();
                path = self
                    .open
                    .last()
                    .map(|group| group.item.clone())
                    .unwrap_or_default();
            }
            Kind::Comma => {
                if let Some(group) = self.open.last_mut() {
                    group.at_start = true;
                }
            }
            Kind::Comment | Kind::Text | Kind::Colon | Kind::Word => {}
        }
        self.last = Some((token.end_line, path));
    }

    /// Returns the path of the item this token is part of, or of the end of its group.
    fn path_of(&mut self, at: usize, token: &Token) -> String {
        let Some(group) = self.open.last_mut() else {
            return String::new();
        };
        if token.kind == Kind::Close {
            return format!("{}/)", group.path);
        }
        if group.at_start && token.kind != Kind::Comma {
            let step = step(self.text, self.all, at, &self.ids, group.count);
            group.count += 1;
            group.at_start = false;
            group.item = if group.transparent {
                group.path.clone()
            } else {
                format!("{}/{step}", group.path)
            };
            self.items.push((group.item.clone(), token.start));
        }
        group.item.clone()
    }

    fn enter(&mut self, at: usize, path: &str) {
        let transparent = before(self.all, at).is_some_and(|t| t.text(self.text) == "Some");
        let (path, item) = (path.to_owned(), path.to_owned());
        self.open.push(Group {
            path,
            item,
            count: 0,
            at_start: true,
            transparent,
        });
    }
}

/// The path of what stands after the last bracket.
const TAIL: &str = "end";

/// Returns the last step of the path of the item that begins at token `at`.
fn step(
    text: &str,
    all: &[Token],
    at: usize,
    ids: &HashMap<usize, String>,
    count: usize,
) -> String {
    let mut rest = all
        .iter()
        .enumerate()
        .skip(at)
        .filter(|(_, token)| !token.is_comment());
    let first = rest.next();
    let second = rest.next();
    if let (Some((_, name)), Some((_, colon))) = (first, second)
        && colon.kind == Kind::Colon
    {
        return name.text(text).to_owned();
    }
    // The bracket may follow the name of a variant.
    let id = [first, second]
        .into_iter()
        .flatten()
        .find_map(|(place, token)| {
            if token.kind == Kind::Open {
                ids.get(&place)
            } else {
                None
            }
        });
    id.map_or_else(|| count.to_string(), |id| format!("#{id}"))
}

/// Returns the ids of all entries, by the token of their opening bracket.
fn ids(text: &str, all: &[Token]) -> HashMap<usize, String> {
    let plain: Vec<(usize, &Token)> = all
        .iter()
        .enumerate()
        .filter(|(_, token)| !token.is_comment())
        .collect();
    let mut open = Vec::new();
    let mut found = HashMap::new();
    for (at, (place, token)) in plain.iter().enumerate() {
        match token.kind {
            Kind::Open => open.push(*place),
            Kind::Close => drop(open.pop()),
            Kind::Word if token.text(text) == "id" => {
                let colon = plain
                    .get(at + 1)
                    .is_some_and(|(_, next)| next.kind == Kind::Colon);
                let value = plain
                    .get(at + 2)
                    .filter(|(_, value)| value.kind == Kind::Text);
                if let (true, Some((_, value)), Some(group)) = (colon, value, open.last()) {
                    found
                        .entry(*group)
                        .or_insert_with(|| value.text(text).to_owned());
                }
            }
            _ => {}
        }
    }
    found
}

fn before(all: &[Token], at: usize) -> Option<&Token> {
    all.iter().take(at).rev().find(|token| !token.is_comment())
}

/// Returns the start of the line of every item of a canonical text, by path.
fn lines_by_path(text: &str, all: &[Token]) -> HashMap<String, usize> {
    let mut lines = HashMap::new();
    for (path, start) in walk(text, all).items {
        let line = text
            .get(..start)
            .and_then(|before| before.rfind('\n'))
            .map_or(0, |nl| nl + 1);
        lines.entry(path).or_insert(line);
    }
    lines.insert(TAIL.to_owned(), text.len());
    lines
}

/// Returns everything before the first bracket.
fn head<'a>(old: &'a str, all: &[Token]) -> &'a str {
    let first = all.iter().position(|token| !token.is_comment());
    match first {
        Some(0) => "",
        Some(first) => all
            .get(first)
            .and_then(|token| old.get(..token.start))
            .unwrap_or_default(),
        None => old,
    }
}

fn assemble(head: &str, lost: &[&str], placed: Vec<(usize, &str)>, new: &str) -> String {
    let mut result = head.trim_end_matches([' ', '\t']).to_owned();
    if !result.is_empty() && !result.ends_with('\n') {
        result.push('\n');
    }
    for comment in lost {
        result.push_str(comment);
        result.push('\n');
    }
    let mut placed = placed;
    // Stable: comments at one place stay in their order.
    placed.sort_by_key(|(at, _)| *at);
    let mut done = 0;
    for (at, comment) in placed {
        let rest = new.get(at..).unwrap_or_default();
        let indent = rest.len() - rest.trim_start_matches(' ').len();
        result.push_str(new.get(done..at).unwrap_or_default());
        result.push_str(rest.get(..indent).unwrap_or_default());
        if rest.trim_start().starts_with([')', ']', '}']) {
            result.push_str("    ");
        }
        result.push_str(comment);
        result.push('\n');
        done = at;
    }
    result.push_str(new.get(done..).unwrap_or_default());
    result
}

/// Tells whether a text differs from `new` in comments and spaces only.
fn same_value(result: &str, new: &str, new_tokens: &[Token]) -> bool {
    let found = tokens(result);
    let plain = found
        .iter()
        .filter(|token| !token.is_comment())
        .map(|token| token.text(result));
    plain.eq(new_tokens.iter().map(|token| token.text(new)))
}

/// Puts every comment before a text whose lines cannot be told apart.
fn all_at_head(old: &str, all: &[Token], new: &str) -> String {
    let comments: Vec<&str> = all
        .iter()
        .filter(|token| token.is_comment())
        .map(|token| token.text(old))
        .collect();
    let result = assemble("", &comments, Vec::new(), new);
    // Comments of a text that is not RON, such as one that never closes, could swallow the record.
    if same_value(&result, new, &tokens(new)) {
        result
    } else {
        new.to_owned()
    }
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test that panics is a test that fails"
)]
mod tests {
    use super::*;

    const OLD: &str = r#"// the head
/* of the file */

(
    // before the id
    id: "UK0075",
    link: "https://example.org/*not*/",

    // before the list
    milestones: [
        // about the first
        (
            id: "1",
            due: Some("2017"),
        ),

        // about the second
        /* in two
           lines */
        (
            id: "2",
            // was 2018
            due: None,
            // last in the second
        ),
        // last in the list
    ],

    texts: [
        "one",
        // before two
        "two",
    ],
)
// the tail
"#;

    fn stripped(text: &str) -> String {
        let all = tokens(text);
        let mut kept = text.to_owned();
        for token in all.iter().rev().filter(|token| token.is_comment()) {
            let line = text[..token.start]
                .rfind('\n')
                .map_or(0, |newline| newline + 1);
            let end = text[token.end..]
                .find('\n')
                .map_or(text.len(), |n| token.end + n + 1);
            kept.replace_range(line..end, "");
        }
        kept.trim_start().to_owned()
    }

    fn check(old: &str, new: &str, expected: &str) {
        let found = carry(old, new);
        assert_eq!(found, expected, "{found}");
        assert_eq!(carry(&found, new), found, "carried twice");
    }

    #[test]
    fn whole_line_comments_stay_where_they_are() {
        check(OLD, &stripped(OLD), OLD);
    }

    #[test]
    fn text_without_comments_is_the_new_text() {
        let plain = stripped(OLD);
        assert_eq!(carry(&plain, "(\n)\n"), "(\n)\n");
        assert!(!has_comments(&plain) && has_comments(OLD));
    }

    #[test]
    fn comments_follow_their_entry_by_its_id() {
        let new = "(\n    list: [\n        (\n            id: \"new\",\n        ),\n\n        (\n            id: \"b\",\n        ),\n    ],\n)\n";
        let old = "(list: [ // why\n (id: \"a\"), // gone\n (\n id: \"b\" /* b */), // after b\n])";
        let expected = "// gone\n(\n    // why\n    list: [\n        (\n            id: \"new\",\n        ),\n\n        // after b\n        (\n            /* b */\n            id: \"b\",\n        ),\n    ],\n)\n";
        check(old, new, expected);
    }

    #[test]
    fn implicit_and_explicit_options_are_the_same_place() {
        let old = "(\n  lead: ( // who\n    // the name\n    name: \"A\",\n  ),\n)";
        let new = "(\n    lead: Some((\n        name: \"A\",\n    )),\n)\n";
        let expected = "(\n    // who\n    lead: Some((\n        // the name\n        name: \"A\",\n    )),\n)\n";
        check(old, new, expected);
    }

    #[test]
    fn both_sides_keep_what_they_wrote() {
        let new = "(\n    a: 1,\n    b: 2,\n)\n";
        let base = "// head\n(\n    a: 1, // old\n)\n";
        let ours = "// head\n(\n    // ours\n    a: 1,\n)\n";
        let theirs =
            "// theirs\n// head\n(\n    a: 1, // old\n    // gone\n    c: 3,\n    b: 2, // b\n)\n";
        let expected =
            "// theirs\n// gone\n// head\n(\n    // ours\n    a: 1,\n    // b\n    b: 2,\n)\n";
        let found = carry_both(base, ours, theirs, new);
        assert_eq!(found, expected, "{found}");
        assert!(are_new(base, ours, theirs) && !are_new(base, ours, base));
        assert_eq!(carry_both(base, ours, base, new), carry(ours, new));
    }

    #[test]
    fn a_comment_of_several_lines_gets_the_line_ends_of_the_file() {
        let windows = "// head\r\n(\r\n    /* one\r\n       two */\r\n    a: 1,\r\n)\r\n";
        let ours = windows.replace("\r\n", "\n");
        check(windows, "(\n    a: 1,\n)\n", &ours);
        assert!(!are_new(&ours, &ours, windows));
        let new = "(\n    a: 2,\n)\n";
        assert_eq!(carry_both(&ours, &ours, windows, new), carry(&ours, new));
        let twice = windows.replace('\r', "\r\r");
        check(&twice, "(\n    a: 1,\n)\n", &ours);
    }

    #[test]
    fn a_comment_in_what_became_empty_is_kept() {
        check(
            "(\n    a: [\n        // none yet\n    ],\n)\n",
            "(\n    a: [],\n)\n",
            "(\n    // none yet\n    a: [],\n)\n",
        );
    }

    #[test]
    fn broken_comments_do_not_swallow_the_record() {
        assert_eq!(
            carry("(a: 1) /* never closed", "(\n    a: 1,\n)\n"),
            "(\n    a: 1,\n)\n/* never closed\n"
        );
        assert_eq!(
            carry("/* never closed (a: 1)", "(\n    a: 1,\n)\n"),
            "(\n    a: 1,\n)\n"
        );
    }

    proptest::proptest! {
        #[test]
        fn every_comment_is_kept_and_the_value_too(
            places in proptest::collection::vec((0usize..400, 0usize..4), 0..8),
            cut in 0usize..3,
        ) {
            let plain = stripped(OLD);
            let all = tokens(&plain);
            let mut old = plain.clone();
            let mut at: Vec<_> = places.iter().map(|(place, form)| {
                let token = &all[place % all.len()];
                (token.start, ["/* x */", "// y\n", "/* a /* b */\n c */", "\n// \"z\u{e9}(\n"][*form])
            }).collect();
            at.sort_unstable();
            for (start, comment) in at.iter().rev() {
                old.insert_str(*start, comment);
            }
            let new = match cut {
                0 => plain.clone(),
                1 => plain.replace("id: \"2\"", "id: \"3\""),
                _ => "(\n    id: \"UK0075\",\n    milestones: [],\n)\n".to_owned(),
            };
            let found = carry(&old, &new);
            proptest::prop_assert!(same_value(&found, &new, &tokens(&new)));
            let texts = |text: &str| {
                let all = tokens(text);
                let mut texts: Vec<String> = all.iter().filter(|token| token.is_comment())
                    .map(|token| token.text(text).to_owned()).collect();
                texts.sort();
                texts
            };
            proptest::prop_assert_eq!(texts(&old), texts(&found));
            proptest::prop_assert_eq!(carry(&found, &new), found);
        }
    }
}
