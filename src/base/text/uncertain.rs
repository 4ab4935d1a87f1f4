//! What terminals do not agree on.

use unicode_width::UnicodeWidthChar;

/// Tells a grapheme that not every terminal gives as many columns as we do: letters with vowels and
/// marks of Asian scripts, halfwidth sound marks, and pictographs, alone and of several characters.
///
/// Too many are told rather than too few: it only costs that the cursor is placed behind one.
pub fn is_uncertain(grapheme: &str) -> bool {
    !grapheme.is_ascii() && grapheme.chars().any(is_uncertain_char)
}

fn is_uncertain_char(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{605}'
        | '\u{8A0}'..='\u{10FF}' // scripts of South and South-East Asia, Tibetan
        | '\u{1100}'..='\u{11FF}' // parts of Hangul
        | '\u{1700}'..='\u{1CFF}'
        | '\u{200C}'..='\u{200D}'
        | '\u{20D0}'..='\u{20FF}'
        | '\u{302A}'..='\u{302F}'
        | '\u{3099}'..='\u{309A}'
        | '\u{A800}'..='\u{ABFF}'
        | '\u{D7B0}'..='\u{D7FF}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FF9E}'..='\u{FF9F}'
        | '\u{10A00}'..='\u{11FFF}'
        | '\u{16100}'..='\u{16FFF}'
        | '\u{1D100}'..='\u{1D1FF}'
        | '\u{1E000}'..='\u{1FAFF}' // flags, pictographs and what is new among them
        | '\u{E0000}'..='\u{E0FFF}')
        // Wide only in newer tables, as signs of the clock and of the zodiac.
        || (matches!(c, '\u{2300}'..='\u{2BFF}') && c.width() == Some(2))
}

/// Tells the spacing vowels that Unicode counts with the letter before them (Bengali AA, Tamil AA
/// and the like) and that most terminals give a column of their own: the place is kept for them, as
/// what stands behind would be written over them otherwise.
pub(super) fn is_spacing_vowel(c: char) -> bool {
    matches!(
        c,
        '\u{9BE}'
            | '\u{9D7}'
            | '\u{B3E}'
            | '\u{B57}'
            | '\u{BBE}'
            | '\u{BD7}'
            | '\u{CC0}'
            | '\u{CC2}'
            | '\u{CC7}'
            | '\u{CC8}'
            | '\u{CCA}'
            | '\u{CCB}'
            | '\u{CD5}'
            | '\u{CD6}'
            | '\u{D3E}'
            | '\u{D57}'
            | '\u{DCF}'
            | '\u{DDF}'
            | '\u{1B35}'
    ) && c.width() == Some(0)
}
