//! Makes texts comparable that people write in more than one way.

use nucleo_matcher::chars::normalize;

/// Returns `s` without letter case, accents and vowel points, with fullwidth letters as narrow ones
/// and one space for any run of them: `Łódź`, `lodz` and `ＬＯＤＺ` are one text.
pub fn fold(s: &str) -> String {
    let mut folded = String::with_capacity(s.len());
    let mut space = false;
    // Some small letters come with a mark of their own, so marks go last.
    for c in s.chars().flat_map(|c| narrow(c).to_lowercase()) {
        if c.is_whitespace() {
            space = !folded.is_empty();
        } else if !is_mark(c) {
            if std::mem::take(&mut space) {
                folded.push(' ');
            }
            folded.push(plain(c));
        }
    }
    folded
}

/// Tells the marks that are written or left out at will: combining accents, the points of Hebrew
/// and Arabic, and the stroke that stretches an Arabic word.
fn is_mark(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36F}'
            | '\u{591}'..='\u{5BD}'
            | '\u{610}'..='\u{61A}'
            | '\u{640}'
            | '\u{64B}'..='\u{65F}'
            | '\u{670}'
    )
}

/// Returns the narrow form of a fullwidth letter, digit or sign.
fn narrow(c: char) -> char {
    const FIRST: u32 = 0xFF01;
    const LAST: u32 = 0xFF5E;
    let code = u32::from(c);
    let narrow = (FIRST..=LAST).contains(&code).then(|| code - FIRST + 0x21);
    narrow.and_then(char::from_u32).unwrap_or(c)
}

/// Returns a small letter without its accent.
fn plain(c: char) -> char {
    match c {
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' => 'ي',
        'ة' => 'ه',
        // The matcher's table is wrong beyond these: it makes `i` of `ẃ` and `a` of `ₕ`.
        'ß'..='\u{24F}' => normalize(c),
        '\u{1E00}'..='\u{1EFF}' => latin_additional(c),
        other => other,
    }
}

/// Returns the letter below the accents of U+1E00 to U+1EFF, with which Welsh and Vietnamese are
/// written: as their decompositions in Unicode begin.
fn latin_additional(c: char) -> char {
    const BASES: &str = "\
        aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm\
        mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv\
        wwwwwwwwwwxxxxyyzzzzzzhtwyassss.aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee\
        eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyy..vvyy";
    let place = usize::try_from(u32::from(c).wrapping_sub(0x1E00)).unwrap_or(usize::MAX);
    let base = BASES.as_bytes().get(place).copied().map(char::from);
    base.filter(|base| *base != '.').unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_text_has_one_form() {
        let cases = [
            ("Łódź", "lodz"),
            ("e\u{301}tat", "etat"),
            ("  Cabinet\t Office ", "cabinet office"),
            ("Υπουργείο Εσωτερικών", "υπουργειο εσωτερικων"),
            ("ΕΘΝΟΣ", "εθνοσ"),
            ("ＬＯＤＺ　１", "lodz 1"),
            ("وِزَارَة", "وزاره"),
            ("Tiếng Việt", "tieng viet"),
            ("Gẃyr Ỳ ẞ", "gwyr y s"),
            ("内閣府", "内閣府"),
            ("a \u{301} \u{640}b", "a b"),
            ("", ""),
        ];
        for (typed, expected) in cases {
            assert_eq!(fold(typed), expected, "{typed}");
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for c in '\0'..='\u{FFFF}' {
            let once = fold(&format!("x {c}y"));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }
}
