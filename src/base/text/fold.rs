//! Makes texts comparable that people write in more than one way.

use nucleo_matcher::chars::normalize;

/// Returns `s` without letter case, accents and vowel points, with fullwidth letters as narrow ones
/// and one space for any run of them: `Łódź`, `lodz` and `ＬＯＤＺ` are one text.
pub fn fold(s: &str) -> String {
    let mut folded = String::with_capacity(s.len());
    for word in s.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        // Some small letters come with a mark of their own, so marks go last.
        let letters = word.chars().flat_map(|c| narrow(c).to_lowercase());
        let plain = letters.filter(|&c| !is_mark(c)).map(plain);
        // Some signs are written with a capital instead.
        folded.extend(plain.flat_map(char::to_lowercase));
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
        other => normalize(other),
    }
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
            ("内閣府", "内閣府"),
            ("", ""),
        ];
        for (typed, expected) in cases {
            assert_eq!(fold(typed), expected, "{typed}");
        }
    }

    proptest::proptest! {
        #[test]
        fn folding_twice_is_folding_once(s in "\\PC{0,16}") {
            let once = fold(&s);
            proptest::prop_assert_eq!(fold(&once), once);
        }
    }
}
