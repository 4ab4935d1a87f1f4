//! How much one file may hold, beside how long it may be: what no record of a plan comes near.
//!
//! A text without end costs its reader every time it is drawn or compared. A file that is short
//! enough not to need it is not looked at.

use super::ron_text::DEPTH;
use super::ron_tokens::{Kind, Tokens};

/// The most bytes of one text, as they are written in the file.
pub(super) const TEXT: usize = 256 * 1024;
/// The most entries of one list.
pub(super) const ENTRIES: usize = 10_000;

/// Something in a file that is larger than it may be.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Exceeded {
    /// The byte it begins at.
    pub(super) at: usize,
    /// The field it is in, as it is written there; empty where there is none.
    pub(super) field: String,
    /// What is too large, and the limit.
    pub(super) what: String,
}

/// A list that is not closed yet.
struct List<'t> {
    at: usize,
    field: &'t str,
    entries: usize,
    /// Whether what comes next begins an entry.
    next: bool,
}

/// Returns the first text or list in `text` that is larger than it may be.
pub(super) fn exceeded(text: &str) -> Option<Exceeded> {
    let commas = || text.bytes().filter(|byte| *byte == b',').count();
    if text.len() <= TEXT && (text.len() <= ENTRIES || commas() < ENTRIES) {
        return None;
    }
    let mut open: Vec<List<'_>> = Vec::new();
    let (mut word, mut field) = ("", "");
    for token in Tokens::of(text).filter(|token| !token.is_comment()) {
        if matches!(token.kind, Kind::Open | Kind::Text | Kind::Word)
            && let Some(list) = open.last_mut()
            && std::mem::take(&mut list.next)
        {
            list.entries += 1;
            if list.entries > ENTRIES {
                return Some(Exceeded {
                    at: list.at,
                    field: list.field.to_owned(),
                    what: format!("the list has more than the {ENTRIES} entries that are read"),
                });
            }
        }
        match token.kind {
            Kind::Text if token.end - token.start > TEXT => {
                let bytes = token.end - token.start;
                return Some(Exceeded {
                    at: token.start,
                    field: field.to_owned(),
                    what: format!("the text has {bytes} bytes, more than the {TEXT} that are read"),
                });
            }
            Kind::Word => word = token.text(text),
            Kind::Colon => field = std::mem::take(&mut word),
            // Which is not read at all, for its depth.
            Kind::Open if open.len() > DEPTH => return None,
            Kind::Open => open.push(List {
                at: token.start,
                field,
                entries: 0,
                // The fields of a record are named by its kind, so that nobody can add any.
                next: token.text(text) != "(",
            }),
            Kind::Close => _ = open.pop(),
            Kind::Comma => {
                if let Some(list) = open.last_mut() {
                    list.next = !text.get(list.at..).unwrap_or_default().starts_with('(');
                }
            }
            Kind::Text | Kind::Comment => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<(usize, &str, &str)>) {
        let found = exceeded(text);
        let found = found
            .as_ref()
            .map(|found| (found.at, &*found.field, &*found.what));
        assert_eq!(found, expected);
    }

    #[test]
    fn a_text_may_have_256_kib() {
        let file = |bytes| format!("(title: \"{}\", n: 1)", "x".repeat(bytes - 2));
        check(&file(TEXT), None);
        let what = "the text has 262145 bytes, more than the 262144 that are read";
        check(&file(TEXT + 1), Some((8, "title", what)));
    }

    #[test]
    fn a_small_file_of_brackets_takes_no_memory() {
        let many = 150_000;
        let text = format!("({}: {}", "x".repeat(many), "[".repeat(many));
        let taken = allocation_counter::measure(|| check(&text, None));
        assert!(taken.bytes_max < 10_000, "{} bytes", taken.bytes_max);
    }

    #[test]
    fn a_list_may_have_ten_thousand_entries() {
        let file = |entries| format!("(a: [], leads: [(n: {}),])", "\"x\", ".repeat(entries));
        check(&file(ENTRIES + 2), None);
        let file = |entries| format!("(a: [1], leads: [{}])", "\"x, y\", ".repeat(entries));
        check(&file(ENTRIES), None);
        let what = "the list has more than the 10000 entries that are read";
        check(&file(ENTRIES + 1), Some((16, "leads", what)));
    }
}
