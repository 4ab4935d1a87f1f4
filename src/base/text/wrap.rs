//! Breaks text into lines of a number of columns.

use unicode_width::UnicodeWidthChar;

use super::{grapheme_width, graphemes, is_counted_apart, width};

/// The narrowest line: a wide character must fit.
const MIN_COLUMNS: usize = 2;

/// Breaks `s` into pieces of at most `columns` (taken as 2 if fewer).
///
/// Lines break at `\n`, else at spaces, behind hyphens between letters and between the characters of
/// Chinese and Japanese, and inside a word only where it is longer than a line. Spaces at the end of a piece are dropped, those at the
/// beginning of a line stay. Empty text is one empty line.
pub fn wrap(s: &str, columns: usize) -> Vec<&str> {
    let columns = columns.max(MIN_COLUMNS);
    let mut pieces = Vec::new();
    for line in s.split('\n') {
        wrap_line(line, columns, &mut pieces);
    }
    pieces
}

/// The piece that is being filled.
///
/// ```text
/// open gov-ernment plan
/// ^start   ^break  ^the grapheme in hand
/// ```
struct Piece {
    start: usize,
    used: usize,
    /// Where the piece could end; whatever spaces stand before are dropped.
    last_break: Option<usize>,
}

/// Breaks one line.
fn wrap_line<'a>(line: &'a str, columns: usize, pieces: &mut Vec<&'a str>) {
    let mut piece = Piece {
        start: 0,
        used: 0,
        last_break: None,
    };
    let mut only_spaces = true;
    let mut before = "";
    let mut behind = 0;
    for grapheme in graphemes(line) {
        let at = behind;
        behind += grapheme.len();
        if grapheme == " " {
            before = grapheme;
            piece.used += 1;
            // An indent is no place to break: the word behind it would only leave it alone.
            piece.last_break = if only_spaces { None } else { Some(behind) };
            continue;
        }
        if !only_spaces && may_break_between(before, grapheme) {
            piece.last_break = Some(at);
        }
        before = grapheme;
        only_spaces = false;
        let width = grapheme_width(grapheme);
        while piece.used + width > columns && piece.start < at {
            piece.end_before(at, line, pieces);
        }
        if width > columns {
            piece.force(at, grapheme, line, columns, pieces);
            continue;
        }
        piece.used += width;
        if grapheme == "-" && is_between_letters(line, at) {
            piece.last_break = Some(behind);
        }
    }
    pieces.push(trimmed(line, piece.start, line.len()));
}

impl Piece {
    /// Ends the piece at its last break, or else right before the grapheme at `at`.
    fn end_before<'a>(&mut self, at: usize, line: &'a str, pieces: &mut Vec<&'a str>) {
        let end = self.last_break.take().unwrap_or(at);
        pieces.push(trimmed(line, self.start, end));
        self.start = end;
        self.used = line.get(end..at).map_or(0, width);
    }

    /// Breaks inside a grapheme that is wider than a whole line, as some conjuncts are.
    fn force<'a>(
        &mut self,
        at: usize,
        grapheme: &str,
        line: &'a str,
        columns: usize,
        pieces: &mut Vec<&'a str>,
    ) {
        for (offset, c) in grapheme.char_indices() {
            let width = char_width(c);
            if self.used + width > columns {
                pieces.push(trimmed(line, self.start, at + offset));
                self.start = at + offset;
                self.used = 0;
            }
            self.used += width;
        }
    }
}

/// Tells whether a line may end between two graphemes without a space: one of them is written
/// without spaces, and neither is a mark that belongs to the other side.
fn may_break_between(before: &str, after: &str) -> bool {
    let (Some(end), Some(start)) = (before.chars().next(), after.chars().next()) else {
        return false;
    };
    let opens = "（「『【〔〈《｛［".contains(end);
    let closes = "、。，．・：；？！）」』】〕〉》｝］ー々…".contains(start);
    (is_ideographic(end) || is_ideographic(start)) && !opens && !closes && before != " "
}

/// Tells the characters of Chinese and Japanese; Korean is written with spaces.
fn is_ideographic(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{30FF}'
        | '\u{3400}'..='\u{4DBF}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF01}'..='\u{FF60}'
        | '\u{20000}'..='\u{3FFFF}')
}

/// Returns the most columns that a character adds to its grapheme.
fn char_width(c: char) -> usize {
    // The emoji style makes the narrow character before it wide.
    let widens = is_counted_apart(c) || c == '\u{FE0F}';
    c.width().unwrap_or(0) + usize::from(widens)
}

/// Tells a hyphen inside a word from a dash, a minus or the hyphens of a date or an id.
fn is_between_letters(line: &str, hyphen: usize) -> bool {
    let Some((before, after)) = line.split_at_checked(hyphen) else {
        return false;
    };
    before.ends_with(char::is_alphabetic)
        && after
            .strip_prefix('-')
            .is_some_and(|after| after.starts_with(char::is_alphabetic))
}

/// Returns the bytes from `start` to `end` without the spaces at their end.
fn trimmed(line: &str, start: usize, end: usize) -> &str {
    line.get(start..end).unwrap_or("").trim_end_matches(' ')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::text::safe_lines;

    #[test]
    fn breaks_where_a_reader_expects() {
        let cases: &[(&str, usize, &[&str])] = &[
            ("", 10, &[""]),
            ("open government plan", 10, &["open", "government", "plan"]),
            ("open government plan", 15, &["open government", "plan"]),
            ("open   plan  ", 6, &["open", "plan"]),
            ("one\n\ntwo", 10, &["one", "", "two"]),
            ("anti-corruption", 10, &["anti-", "corruption"]),
            ("due 2014-09-30", 10, &["due", "2014-09-30"]),
            ("abcdefgh", 3, &["abc", "def", "gh"]),
            ("  indent stays", 8, &["  indent", "stays"]),
            ("  abcdefgh", 6, &["  abcd", "efgh"]),
            ("日本語", 5, &["日本", "語"]),
            ("日本", 0, &["日", "本"]),
            (
                "e\u{301}e\u{301}e\u{301}",
                2,
                &["e\u{301}e\u{301}", "e\u{301}"],
            ),
            ("a-日本語", 5, &["a-日", "本語"]),
            ("公開。次は", 5, &["公", "開。", "次は"]),
            ("「公開」と", 4, &["「公", "開」", "と"]),
            ("公開ακόμη", 8, &["公開", "ακόμη"]),
            ("정부공개 참여", 8, &["정부공개", "참여"]),
            ("あﾞ", 2, &["あ", "ﾞ"]),
        ];
        for (s, columns, expected) in cases {
            assert_eq!(wrap(s, *columns), *expected, "{s:?} in {columns}");
        }
    }

    fn without_spaces(s: &str) -> String {
        s.chars().filter(|c| !matches!(c, ' ' | '\n')).collect()
    }

    fn check(s: &str, columns: usize) {
        let s = safe_lines(s);
        let pieces = wrap(&s, columns);
        assert_eq!(without_spaces(&pieces.concat()), without_spaces(&s));
        for piece in pieces {
            assert!(width(piece) <= columns.max(2), "{piece:?} in {columns}");
        }
    }

    proptest! {
        #[test]
        fn arbitrary_text_is_kept_within_columns(s in any::<String>(), columns in 0_usize..30) {
            check(&s, columns);
        }

        #[test]
        fn prose_is_kept_within_columns(
            s in "([a-z]{1,9}|-| {1,3}|\n|日|👩|❤\u{FE0F}|🏽|ﾞ|क\u{94D}|क\u{93E}|\u{301}){0,60}",
            columns in 0_usize..30,
        ) {
            check(&s, columns);
        }
    }
}
