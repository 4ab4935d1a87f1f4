//! What holds a grapheme together and is not seen itself: the joiners without which Persian and
//! Sinhala cannot be written, the glue of emoji, and the letters inside the flags of nations.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

const ZERO_WIDTH_NON_JOINER: char = '\u{200C}';
pub(super) const ZERO_WIDTH_JOINER: char = '\u{200D}';
pub(super) const EMOJI_STYLE: char = '\u{FE0F}';
const KEYCAP: char = '\u{20E3}';
const BLACK_FLAG: char = '🏴';
const END_OF_FLAG: char = '\u{E007F}';

/// Tells whether `c` belongs, unseen, to the grapheme it stands in, after `before` and before `after`.
///
/// A grapheme holds a joiner and a pictograph behind it only if a pictograph precedes them, so
/// that the look ahead is enough for that joiner.
pub(super) fn is_joint(before: Option<char>, c: char, after: Option<char>) -> bool {
    match c {
        ZERO_WIDTH_JOINER if after.is_some_and(is_pictograph) => before.is_some(),
        ZERO_WIDTH_JOINER | ZERO_WIDTH_NON_JOINER => before.is_some_and(takes_joiners),
        EMOJI_STYLE => before.is_some_and(|before| match before {
            '0'..='9' | '#' | '*' => after == Some(KEYCAP),
            before => is_pictograph(before),
        }),
        _ => false,
    }
}

/// Returns the bytes of the flag of a part of a country with which `text` begins, such as that of
/// Wales: a black flag, two letters of the country, up to four of the part, and the end (UTS 51).
pub fn flag_length(text: &str) -> Option<usize> {
    let mut tags = text.strip_prefix(BLACK_FLAG)?.chars();
    let mut length = BLACK_FLAG.len_utf8();
    for nth in 0..7 {
        let tag = tags.next()?;
        length += tag.len_utf8();
        match tag {
            END_OF_FLAG => return (nth > 2).then_some(length),
            '\u{E0061}'..='\u{E007A}' => {}
            '\u{E0030}'..='\u{E0039}' if nth > 1 => {}
            _ => return None,
        }
    }
    None
}

/// Tells the letters and marks of scripts in which a joiner decides how letters look: those that
/// join, as Arabic, and those with conjuncts, as Sinhala. Elsewhere it only hides.
fn takes_joiners(c: char) -> bool {
    let in_such_a_script = matches!(c,
        '\u{620}'..='\u{65F}'
        | '\u{66E}'..='\u{6D3}'
        | '\u{6D5}'..='\u{6DC}'
        | '\u{6FA}'..='\u{6FF}'
        | '\u{710}'..='\u{77F}'
        | '\u{7CA}'..='\u{7F5}'
        | '\u{840}'..='\u{85B}'
        | '\u{8A0}'..='\u{DFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17D3}'
        | '\u{1820}'..='\u{1878}'
        | '\u{A840}'..='\u{A873}'
        | '\u{1B00}'..='\u{1B7C}'
        | '\u{A980}'..='\u{A9DF}'
        | '\u{10A00}'..='\u{10A3F}'
        | '\u{11000}'..='\u{117FF}'
        | '\u{1E900}'..='\u{1E94B}');
    in_such_a_script && (c.is_alphabetic() || c.width() == Some(0))
}

/// Tells whether Unicode calls `c` pictographic.
///
/// The segmentation crate knows the property but does not export it: only a pictograph keeps
/// hold of another one across a joiner.
fn is_pictograph(c: char) -> bool {
    let mut bytes = [0; 16];
    let mut end = 0;
    for part in [c, ZERO_WIDTH_JOINER, '☺'] {
        let Some(rest) = bytes.get_mut(end..) else {
            return false;
        };
        end += part.encode_utf8(rest).len();
    }
    let probe = bytes.get(..end).and_then(|b| str::from_utf8(b).ok());
    probe.is_some_and(|probe| probe.graphemes(true).count() == 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_of_parts_of_a_country_are_known_and_other_tags_are_not() {
        let wales = "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}";
        assert_eq!(flag_length(wales), Some(wales.len()));
        assert_eq!(flag_length(&format!("{wales}!")), Some(wales.len()));
        for other in [
            "🏴",
            "🏴\u{E0067}\u{E007F}",
            "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}",
            "🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E0073}\u{E0073}\u{E007F}",
            "🏴\u{E0041}\u{E0042}\u{E0043}\u{E007F}",
            "😀\u{E0067}\u{E0062}\u{E0077}\u{E007F}",
            "",
        ] {
            assert_eq!(flag_length(other), None, "{other:?}");
        }
    }
}
