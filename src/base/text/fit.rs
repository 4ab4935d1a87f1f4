//! Cuts and fills one line to a number of columns.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::{grapheme_width, graphemes, width};

/// Stands where text was left out; one column wide.
const ELLIPSIS: &str = "…";

/// Cuts `s` to at most `columns` and ends it in `…` if something is left out.
///
/// A wide character that does not fit is left out whole, so the result may be a column short.
pub fn cut_end(s: &str, columns: usize) -> Cow<'_, str> {
    if fits(s, columns) {
        return Cow::Borrowed(s);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    Cow::Owned([head(s, room).0, ELLIPSIS].concat())
}

/// Cuts `s` to at most `columns`, keeping beginning and end around a `…`.
pub fn cut_middle(s: &str, columns: usize) -> Cow<'_, str> {
    if fits(s, columns) {
        return Cow::Borrowed(s);
    }
    let Some(room) = columns.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let (end, used) = tail(s, room / 2);
    let (start, _) = head(s, room - used);
    Cow::Owned([start, ELLIPSIS, end].concat())
}

/// Cuts `s` like [`cut_end`] and fills it with spaces to exactly `columns`.
pub fn pad(s: &str, columns: usize) -> String {
    let mut text = cut_end(s, columns).into_owned();
    let missing = columns.saturating_sub(width(&text));
    text.extend(std::iter::repeat_n(' ', missing));
    text
}

/// Tells whether `s` takes at most `columns`, without counting far beyond them.
fn fits(s: &str, columns: usize) -> bool {
    head(s, columns).0.len() == s.len()
}

/// Returns the longest beginning of `s` within `columns`, and its width.
fn head(s: &str, columns: usize) -> (&str, usize) {
    let (end, used) = count(graphemes(s), columns);
    (s.get(..end).unwrap_or(s), used)
}

/// Returns the longest end of `s` within `columns`, and its width.
fn tail(s: &str, columns: usize) -> (&str, usize) {
    let (len, used) = count(s.graphemes(true).rev(), columns);
    (s.get(s.len() - len..).unwrap_or(s), used)
}

/// Adds up the bytes and the width of `graphemes` until the next exceeds `columns`.
fn count<'a>(graphemes: impl Iterator<Item = &'a str>, columns: usize) -> (usize, usize) {
    let (mut bytes, mut used) = (0, 0);
    for grapheme in graphemes {
        let width = grapheme_width(grapheme);
        if used + width > columns {
            break;
        }
        bytes += grapheme.len();
        used += width;
    }
    (bytes, used)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::text::safe;

    #[test]
    fn cuts_at_the_end() {
        let cases = [
            ("commitment", 10, "commitment"),
            ("commitment", 9, "commitme…"),
            ("commitment", 1, "…"),
            ("commitment", 0, ""),
            ("日本語", 5, "日本…"),
            ("日本語", 4, "日…"),
            ("e\u{301}te\u{301}", 2, "e\u{301}…"),
            ("", 0, ""),
        ];
        for (s, columns, expected) in cases {
            assert_eq!(cut_end(s, columns), expected);
        }
    }

    #[test]
    fn cuts_in_the_middle() {
        let cases = [
            ("commitment", 10, "commitment"),
            ("commitment", 7, "com…ent"),
            ("commitment", 6, "com…nt"),
            ("commitment", 2, "c…"),
            ("commitment", 1, "…"),
            ("commitment", 0, ""),
            ("日本語日本", 6, "日…本"),
        ];
        for (s, columns, expected) in cases {
            assert_eq!(cut_middle(s, columns), expected);
        }
    }

    #[test]
    fn pads_to_the_column() {
        assert_eq!(pad("ab", 4), "ab  ");
        assert_eq!(pad("日本語", 4), "日… ");
        assert_eq!(pad("abc", 0), "");
    }

    proptest! {
        #[test]
        fn nothing_exceeds_its_columns(s in any::<String>(), columns in 0_usize..30) {
            let s = safe(&s);
            prop_assert!(width(&cut_end(&s, columns)) <= columns);
            prop_assert!(width(&cut_middle(&s, columns)) <= columns);
            prop_assert_eq!(width(&pad(&s, columns)), columns);
        }

        #[test]
        fn what_fits_is_borrowed(s in any::<String>()) {
            let s = safe(&s);
            let columns = width(&s);
            prop_assert!(matches!(cut_end(&s, columns), Cow::Borrowed(_)));
            prop_assert!(matches!(cut_middle(&s, columns), Cow::Borrowed(_)));
        }
    }
}
