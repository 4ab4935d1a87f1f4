//! The one way in which texts of people are compared: however each of them was written.
//!
//! ```text
//! Łódź  lodz  ＬＯＤＺ  Lo\u{301}dz\u{301}       one text
//! O’Brien  O'Brien  Oʼbrien  O`BRIEN      one text
//! İstanbul  ISTANBUL  ıstanbul            one text
//! ```

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

use super::visible::is_ignorable;

/// Returns `s` as it is compared and looked for.
///
/// Aside are: letter case, accents and vowel points (one character with the letter or behind it),
/// width, ligatures, the stroke through a letter, the dot of `i`, which apostrophe or dash it is,
/// double quotes, what nobody sees, and how much white space there is. Folding twice is folding
/// once, and a part between spaces folds to a part of the whole.
pub fn fold(s: &str) -> String {
    let mut folded = String::new();
    fold_into(s, &mut folded);
    folded
}

/// Folds `s` into `folded`, whose memory is used again; see [`fold`].
fn fold_into(s: &str, folded: &mut String) {
    folded.clear();
    folded.reserve(s.len());
    if s.is_ascii() {
        push_words(s.chars().map(|c| one_sign(c.to_ascii_lowercase())), folded);
        return;
    }
    let mut letters = String::with_capacity(s.len());
    for c in s.chars() {
        if c.is_ascii() {
            letters.push(one_sign(c.to_ascii_lowercase()));
            continue;
        }
        // Signs go first, as some come apart into a space and an accent.
        decompose_compatible(one_sign(c), |part| {
            if !is_left_out(part) {
                letters.extend(one_case(part).flat_map(|c| Letters::of(one_sign(c))));
            }
        });
    }
    if letters.is_ascii() {
        push_words(letters.chars(), folded);
    } else {
        // Hangul and kana, which came apart, are one character again.
        push_words(letters.nfc(), folded);
    }
}

/// Returns `s` as it is looked for: folded, and without apostrophes and dashes, which people type or
/// leave out: `obrien` finds O’Brien, and `co-creation` cocreation. What a text holds once it is folded it
/// holds then as well.
pub fn sought(s: &str) -> String {
    let mut folded = String::new();
    sought_into(s, &mut folded);
    folded
}

/// Makes `sought` of `s`, whose memory is used again; see [`sought`].
pub fn sought_into(s: &str, sought: &mut String) {
    fold_into(s, sought);
    if !sought.contains(UNTYPED) {
        return;
    }
    let mut before = ' ';
    sought.retain(|c| {
        let goes = UNTYPED.contains(&c) || c == ' ' && before == ' ';
        if !goes {
            before = c;
        }
        !goes
    });
    if sought.ends_with(' ') {
        sought.pop();
    }
}

/// The signs that are left out of what is looked for, once they are folded.
const UNTYPED: [char; 2] = ['\'', '-'];

/// Tells whether two texts are one, however each of them is written; see [`fold`].
pub fn alike(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

/// Adds the letters with one space for each run of white space, and none at the ends.
fn push_words(letters: impl Iterator<Item = char>, folded: &mut String) {
    let mut space = false;
    for c in letters.filter(|&c| c != '"') {
        if c.is_whitespace() {
            space = !folded.is_empty();
            continue;
        }
        if std::mem::take(&mut space) {
            folded.push(' ');
        }
        folded.push(c);
    }
}

/// Returns the sign of the keyboard for an apostrophe, a dash or a quotation mark; any other
/// character as it is.
pub fn one_sign(c: char) -> char {
    if c.is_ascii() && c != '`' {
        return c;
    }
    match c {
        c if is_apostrophe(c) => '\'',
        c if is_dash(c) => '-',
        c if is_quotation_mark(c) => '"',
        other => other,
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(
        c,
        '`' | '´' | '‘' | '’' | '‚' | '‛' | '′' | '‵' | '\u{2B9}' | '\u{2BB}'
            ..='\u{2BF}'
                | '\u{2C8}'
                | '\u{2CA}'
                | '\u{2CB}'
                | '\u{384}'
                | '\u{55A}'
                | '\u{5F3}'
                | '\u{1FBD}'
                | '\u{1FBF}'
                | '\u{1FEF}'
                | '\u{1FFD}'
                | '\u{1FFE}'
                | '\u{A78C}'
                | '\u{FF07}'
                | '\u{FF40}'
    )
}

fn is_dash(c: char) -> bool {
    matches!(
        c,
        '\u{58A}' | '\u{5BE}' | '\u{1806}' | '\u{2010}'
            ..='\u{2015}' | '⁃' | '−' | '〜' | '\u{30A0}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}'
    )
}

fn is_quotation_mark(c: char) -> bool {
    matches!(
        c,
        '«' | '»'
            | '“'
            | '”'
            | '„'
            | '‟'
            | '″'
            | '‶'
            | '〝'
            | '〞'
            | '〟'
            | '\u{2BA}'
            | '\u{2DD}'
            | '\u{5F4}'
            | '「'
            | '」'
            | '『'
            | '』'
            | '\u{FF02}'
    )
}

/// Tells what is written or left out at will: accents and the points of Hebrew, Arabic and Syriac,
/// by their classes in Unicode (the vowels and tones of other scripts have classes of their own
/// and stay), what encloses a letter, the stroke that stretches an Arabic word, and what nobody sees.
fn is_left_out(c: char) -> bool {
    const OVERLAYS: u8 = 1;
    matches!(
        canonical_combining_class(c),
        OVERLAYS | 10..=36 | 202..=240
    ) || matches!(
        c,
        '\u{640}' | '\u{488}' | '\u{489}' | '\u{20DD}'..='\u{20E4}'
    ) || is_ignorable(c)
}

/// Returns a letter in the one case that all its cases lead to: `ß` and `ẞ` are `ss`, final sigma is
/// sigma, and `I`, `İ` and `ı` are `i`.
fn one_case(c: char) -> impl Iterator<Item = char> {
    let upper = c.to_lowercase().flat_map(char::to_uppercase);
    upper.flat_map(char::to_lowercase)
}

/// One or two letters.
struct Letters(Option<char>, Option<char>);

impl Letters {
    /// Returns what a small letter is without what Unicode does not count as an accent.
    fn of(c: char) -> Self {
        if c.is_ascii() {
            return Self(Some(c), None);
        }
        let (first, second) = match c {
            'æ' => ('a', Some('e')),
            'œ' => ('o', Some('e')),
            'þ' => ('t', Some('h')),
            'ƕ' => ('h', Some('v')),
            other => (plain(other), None),
        };
        Self(Some(first), second)
    }
}

impl Iterator for Letters {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        self.0.take().or_else(|| self.1.take())
    }
}

/// Returns the letter below a stroke or hook, and the one letter that several keyboards of Arabic
/// letters write in several ways.
fn plain(c: char) -> char {
    match c {
        'ⱥ' => 'a',
        'ƀ' | 'ƃ' | 'ɓ' => 'b',
        'ƈ' | 'ȼ' => 'c',
        'đ' | 'ð' | 'ɖ' | 'ɗ' | 'ƌ' | 'ȡ' => 'd',
        'ɇ' => 'e',
        'ƒ' => 'f',
        'ǥ' | 'ɠ' => 'g',
        'ħ' | 'ɦ' | 'ⱨ' => 'h',
        'ɨ' | 'ɩ' => 'i',
        'ȷ' | 'ɉ' => 'j',
        'ĸ' | 'ƙ' | 'ⱪ' => 'k',
        'ł' | 'ƚ' | 'ȴ' | 'ɫ' | 'ⱡ' => 'l',
        'ŋ' | 'ɲ' | 'ƞ' | 'ȵ' => 'n',
        'ø' | 'ɵ' => 'o',
        'ƥ' | 'ᵽ' => 'p',
        'ɋ' => 'q',
        'ɍ' | 'ɽ' => 'r',
        'ȿ' | 'ʂ' => 's',
        'ŧ' | 'ƭ' | 'ʈ' | 'ȶ' | 'ⱦ' => 't',
        'ʉ' => 'u',
        'ʋ' => 'v',
        'ⱳ' => 'w',
        'ƴ' | 'ɏ' => 'y',
        'ƶ' | 'ȥ' | 'ɀ' | 'ⱬ' => 'z',
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ک' => 'ك',
        'ة' | 'ہ' => 'ه',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            ("Gẃyr Ỳ ẞ", "gwyr y ss"),
            ("内閣府", "内閣府"),
            ("a \u{301} \u{640}b", "a b"),
            ("", ""),
            (
                "O’Brien OʼBRIEN O`brien O´Brien O′Brien",
                "o'brien o'brien o'brien o'brien o'brien",
            ),
            ("İnsan Derneği, Işık Vakfı", "insan dernegi, isik vakfi"),
            (
                "Straße STRASSE Maſſe ﬁnance",
                "strasse strasse masse finance",
            ),
            ("Ærø Œuvre Þór", "aero oeuvre thor"),
            (
                "North–South North‐South North−South",
                "north-south north-south north-south",
            ),
            ("Fundacja „Panoptykon”", "fundacja panoptykon"),
            ("« Les »", "les"),
            ("שָׁלוֹם־עֲלֵיכֶם", "שלום-עליכם"),
            ("محمـــد کریم", "محمد كريم"),
            ("می\u{200C}خواهم", "ميخواهم"),
            ("ﾊﾟｿｺﾝ", "パソコン"),
            ("パソコン", "パソコン"),
            ("한국", "한국"),
            ("Ελλάδα και Ρώμη", "ελλαδα και ρωμη"),
            ("Андрiй Ёлкин", "андрiи елкин"),
            ("ශ්\u{200D}රී", "ශ්රී"),
            ("ไทย น้ำ", "ไทย น้\u{E4D}\u{E32}"),
            ("ⓔ ① Ⅳ ㎏", "e 1 iv kg"),
            ("ᲗᲑᲘᲚᲘᲡᲘ", "თბილისი"),
        ];
        for (typed, expected) in cases {
            assert_eq!(fold(typed), expected, "{typed}");
        }
    }

    #[test]
    fn apostrophes_and_dashes_are_left_out_of_what_is_looked_for() {
        let cases = [
            ("Niamh O’Brien", "niamh obrien"),
            ("Children's co‑creation", "childrens cocreation"),
            ("open – government -", "open government"),
            ("'", ""),
            ("2018-04-09", "20180409"),
        ];
        for (text, expected) in cases {
            assert_eq!(sought(text), expected, "{text}");
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for c in '\0'..='\u{2FFFF}' {
            let once = fold(&format!("x {c}y"));
            assert_eq!(fold(&once), once, "{c:?}");
        }
    }

    #[test]
    fn letter_case_and_accents_of_no_letter_count() {
        for c in '\0'..='\u{1FFFF}' {
            // The iota below a Greek vowel is a letter of its own in capitals.
            let is_letter_in_capitals = std::iter::once(c).nfd().any(|part| part == '\u{345}');
            let is_bare_accent = matches!(c, '\u{1FCD}'..='\u{1FCF}' | '\u{1FDD}'..='\u{1FDF}');
            if is_letter_in_capitals || is_bare_accent {
                continue;
            }
            let written = format!("x{c}y");
            let folded = fold(&written);
            let ways = [
                written.to_uppercase(),
                written.to_lowercase(),
                written.nfd().collect(),
                written.nfc().collect(),
            ];
            for way in ways.into_iter().filter(|way| *way != written) {
                assert_eq!(fold(&way), folded, "{c:?}");
            }
        }
    }

    proptest! {
        #[test]
        fn a_word_folds_to_a_part_of_its_text(text in "(\\PC|[ -~]|[’´ﬁßİıŁ\u{301}\u{3099}ﾊﾟ한각\u{94D}\u{200D}]| ){0,30}") {
            let folded = fold(&text);
            for word in text.split_whitespace() {
                prop_assert!(folded.contains(&fold(word)), "{word:?} in {text:?}");
                prop_assert!(sought(&text).contains(&sought(word)), "{word:?} in {text:?}");
            }
        }

        #[test]
        fn what_is_found_with_its_signs_is_found_without(text in "[a-c'’ –-]{0,12}", from in 0_usize..12, length in 0_usize..12) {
            let folded = fold(&text);
            let part: String = folded.chars().skip(from).take(length).collect();
            let bare = part.replace(['\'', '-'], "");
            for typed in [&part, &bare] {
                prop_assert!(sought(&text).contains(&sought(typed)), "{typed:?} in {text:?}");
            }
        }
    }
}
