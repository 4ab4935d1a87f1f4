//! Spells out what a terminal would act on or leave out, so that the reader sees that something is
//! there:
//!
//! ```text
//! ESC [ 3 1 m     ␛[31m          a control character as its picture
//! U+202E          <U+202E>       anything invisible by its code
//! a + 40 accents  á…<+32 more>   a flood up to a limit
//! ```

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthChar;

use super::grapheme_width;
use super::joints::{flag_length, is_joint};

/// More marks than any living script puts on one letter.
const MAX_MARKS: usize = 8;
/// Almost twice the longest emoji in use; floods beyond it have broken terminals.
const MAX_BYTES: usize = 64;

/// Returns `s` as one line of visible characters; borrowed where it is that already. A second call
/// changes nothing.
pub(super) fn visible(s: &str) -> Cow<'_, str> {
    if is_safe(s) {
        return Cow::Borrowed(s);
    }
    let mut text = spell_out(s);
    // What stood behind a replaced character may now join the replacement and exceed a limit.
    // OK because each round leaves fewer characters that can be replaced.
    while !is_safe(&text) {
        text = spell_out(&text);
    }
    Cow::Owned(text)
}

/// Tells whether a terminal shows `s` as it is; cheap enough for every cell of a frame.
pub fn is_safe(s: &str) -> bool {
    s.bytes().all(|byte| matches!(byte, b' '..=b'~'))
        || s.chars().all(is_plain)
        || s.graphemes(true).all(is_safe_grapheme)
}

/// Tells the common characters that are always visible and never join a neighbour.
fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{A0}'..='\u{AC}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{400}'..='\u{482}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205E}'
        | '\u{20A0}'..='\u{20C0}'
        | '\u{2190}'..='\u{2BFF}'
        | '\u{3041}'..='\u{3096}'
        | '\u{30A1}'..='\u{30FA}'
        | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7A3}')
}

/// Tells whether one grapheme is visible, within the limits and without anything hidden.
fn is_safe_grapheme(grapheme: &str) -> bool {
    if flag_length(grapheme) == Some(grapheme.len()) {
        return true;
    }
    if grapheme.starts_with(joins_what_is_before) {
        return false;
    }
    let mut marks = 0;
    let mut before = None;
    let mut chars = grapheme.chars().peekable();
    while let Some(c) = chars.next() {
        if is_joint(before, c, chars.peek().copied()) {
            before = Some(c);
            continue;
        }
        marks += usize::from(is_mark(c));
        if is_hidden(c) || marks > MAX_MARKS {
            return false;
        }
        before = Some(c);
    }
    grapheme.len() <= MAX_BYTES && grapheme_width(grapheme) > 0
}

/// Tells the characters that draw on the one before them.
fn is_mark(c: char) -> bool {
    c.width() == Some(0)
}

/// Tells the vowels and marks of Asian scripts that have a column and still belong to the letter before:
/// without one, terminals do not agree where they are drawn.
fn joins_what_is_before(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{ABFF}') && {
        let mut bytes = [b'a', 0, 0, 0, 0];
        let length = bytes
            .get_mut(1..)
            .map_or(0, |rest| c.encode_utf8(rest).len());
        let probe = bytes.get(..=length).and_then(|b| str::from_utf8(b).ok());
        probe.is_some_and(|probe| probe.graphemes(true).count() == 1)
    }
}

/// Tells the characters that a terminal obeys, reorders by or shows as nothing.
///
/// These are the controls, the line separators, the annotation and hieroglyph controls, and what
/// [`is_ignorable`] tells. U+17D8 is with them for being the one character of three columns.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || is_ignorable(c)
        || matches!(c,
            '\u{17D8}'
            | '\u{2028}'..='\u{2029}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{13430}'..='\u{1343F}')
}

/// Tells the code points that Unicode says to ignore by default: bidirectional controls, joiners,
/// fillers, variation selectors, tags.
pub(super) fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{AD}'
        | '\u{34F}'
        | '\u{61C}'
        | '\u{115F}'..='\u{1160}'
        | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

/// Copies `s` and spells out each grapheme that is not fit.
fn spell_out(s: &str) -> String {
    let mut out = String::with_capacity(s.len() + 16);
    for grapheme in s.graphemes(true) {
        if is_safe_grapheme(grapheme) {
            out.push_str(grapheme);
        } else {
            spell_out_grapheme(grapheme, &mut out);
        }
    }
    out
}

/// Writes one unfit grapheme, its hidden characters by name, up to the limits.
fn spell_out_grapheme(grapheme: &str, out: &mut String) {
    let (mut marks, mut bytes) = (0, 0);
    // A mark stays a mark only while it sits on what it sat on before.
    let mut has_base = false;
    for (n, c) in grapheme.chars().enumerate() {
        marks += usize::from(is_mark(c) || (is_hidden(c) && !c.is_control()));
        bytes += c.len_utf8();
        if marks > MAX_MARKS || bytes > MAX_BYTES {
            let more = grapheme.chars().count() - n;
            // OK because writing to a string cannot fail.
            let _ = write!(out, "<+{more} more>");
            return;
        }
        if is_hidden(c) || (!has_base && (is_mark(c) || joins_what_is_before(c))) {
            spell_out_char(c, out);
            has_base = false;
        } else {
            out.push(c);
            has_base = true;
        }
    }
}

/// Writes what stands for one character that must not reach the terminal.
fn spell_out_char(c: char, out: &mut String) {
    match c {
        '\t' => out.push(' '),
        '\0'..='\x1F' => out.extend(char::from_u32(0x2400 + u32::from(c))),
        '\x7F' => out.push('␡'),
        // OK because writing to a string cannot fail.
        c => {
            let _ = write!(out, "<U+{:04X}>", u32::from(c));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::base::text::width;

    const JOINERS: [char; 2] = ['\u{200C}', '\u{200D}'];

    /// Judges the output without the code under test: only joiners, one after a letter of a script
    /// that has them or between emoji, and the letters of flags may be left.
    fn assert_clean(out: &str) {
        let mut before = ' ';
        for c in out.chars() {
            assert!(!c.is_control(), "{out:?}");
            let joint = matches!(c, '\u{FE0F}' | '\u{E0030}'..='\u{E007F}') || JOINERS.contains(&c);
            assert!(joint || !is_hidden(c), "{out:?} keeps {c:?}");
            let latin = before.is_ascii()
                || matches!(before, '\u{A0}'..='\u{5FF}')
                || JOINERS.contains(&before);
            assert!(!(JOINERS.contains(&c) && latin), "{out:?} hides {c:?}");
            before = c;
        }
        for grapheme in out.graphemes(true) {
            assert!(grapheme.len() <= MAX_BYTES, "{out:?}");
            assert!(
                width(grapheme) > 0,
                "{out:?} draws nothing for {grapheme:?}"
            );
        }
        assert!(matches!(visible(out), Cow::Borrowed(_)), "{out:?}");
    }

    #[test]
    fn spells_out_what_would_hide() {
        let cases = [
            ("ab\x1b]0;pwn\x07cd", "ab␛]0;pwn␇cd"),
            ("one\r\ntwo\tthree", "one␍␊two three"),
            ("\x7f\u{9b}", "␡<U+009B>"),
            ("user\u{202E}txt", "user<U+202E>txt"),
            ("a\u{200B}b\u{AD}c", "a<U+200B>b<U+00AD>c"),
            ("\u{FEFF}x\u{3164}", "<U+FEFF>x<U+3164>"),
            ("a\u{200D}b", "a<U+200D>b"),
            ("\u{2028}\u{2029}", "<U+2028><U+2029>"),
            ("🏴\u{E0067}\u{E007F}", "🏴<U+E0067><U+E007F>"),
            ("\u{301}a", "<U+0301>a"),
            ("\u{93E}क", "<U+093E>क"),
            ("\u{9BE}", "<U+09BE>"),
            ("\n\u{301}", "␊<U+0301>"),
            ("7\u{FE0F}", "7<U+FE0F>"),
            ("ی\u{200C}\u{200C}", "ی<U+200C><U+200C>"),
            ("\u{200C}ی", "<U+200C>ی"),
            ("я\u{200D}я", "я<U+200D>я"),
            ("٣\u{200D}", "٣<U+200D>"),
            (
                "😀\u{E0067}\u{E0062}\u{E0077}\u{E007F}",
                "😀<U+E0067><U+E0062><U+E0077><U+E007F>",
            ),
            ("می\u{202E}", "می<U+202E>"),
        ];
        for (s, expected) in cases {
            assert_eq!(visible(s), expected);
            assert_clean(&visible(s));
        }
    }

    #[test]
    fn borrows_what_is_fit() {
        let fit = [
            "",
            "plan",
            "Łódź – “five”",
            "e\u{301}",
            "日本",
            "👩\u{200D}🚀",
            "1\u{FE0F}\u{20E3}",
        ];
        for s in fit.into_iter().chain([
            "❤\u{FE0F}\u{200D}🔥",
            "🇬🇧",
            "┌─┐",
            "ශ්\u{200D}රී ලංකා",
            "می\u{200C}خواهم",
            "অ\u{9CD}\u{200D}য",
            "അവന\u{D4D}\u{200D}",
            "Cymru 🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}",
            "\u{1112}\u{1161}\u{11AB}",
        ]) {
            assert!(matches!(visible(s), Cow::Borrowed(_)), "{s:?}");
        }
    }

    #[test]
    fn a_flood_of_marks_ends_in_a_count() {
        let flood = format!("a{}b", "\u{301}".repeat(1000));
        assert_eq!(
            visible(&flood),
            format!("a{}<+992 more>b", "\u{301}".repeat(8))
        );
        let family = "👩\u{200D}".repeat(100) + "👩";
        assert!(visible(&family).ends_with("more>"));
        assert_clean(&visible(&family));
    }

    #[test]
    fn every_character_of_unicode_comes_out_clean() {
        // Each stands behind a letter and behind a line break, where it has nothing to join; in
        // blocks, because a million calls are slow without optimisation.
        let mut block = String::new();
        for c in '\0'..=char::MAX {
            let ends_block = u32::from(c) % 256 == 255;
            // These planes hold nothing, or only private characters: all alike, so a sample does.
            let empty = matches!(c, '\u{40000}'..='\u{DFFFF}' | '\u{F0000}'..);
            if empty && !ends_block {
                continue;
            }
            block.extend(['a', c, '\n', c]);
            if ends_block {
                assert_clean(&visible(&block));
                block.clear();
            }
            let alone = c.to_string();
            assert!(
                !is_plain(c) || is_safe_grapheme(&alone),
                "{c:?} is not plain"
            );
            assert!(
                c.width() <= Some(2) || !is_safe(&alone),
                "{c:?} is too wide"
            );
        }
    }

    #[test]
    fn every_character_comes_out_clean_among_others() {
        // Where a character may join what is beside it. All of them, alone and in each place, with
        // `ROUNDTABLE_EVERY_CHARACTER=1`; else an even sample, as that takes long without
        // optimisation.
        let step = match std::env::var_os("ROUNDTABLE_EVERY_CHARACTER") {
            Some(_) => 1,
            None => 37,
        };
        let places = [
            ("", ""),
            ("a", "b"),
            ("\u{1f469}", "\u{200d}\u{1f680}"),
            ("7", "\u{fe0f}\u{20e3}"),
            ("e\u{301}", "\u{301}"),
            ("\r", "\n"),
            ("\u{915}\u{94d}", "\u{937}"),
            ("\u{1f1ec}", "\u{1f1e7}"),
        ];
        let mut seen = 0;
        for c in ('\0'..=char::MAX).step_by(step) {
            for (before, after) in places {
                let text = format!("{before}{c}{after}");
                let shown = visible(&text);
                assert!(is_safe(&shown), "{text:?} is shown as {shown:?}");
                assert_eq!(visible(&shown), shown, "{text:?}");
                seen += 1;
            }
            assert_clean(&visible(&c.to_string()));
        }
        assert!(seen > 200_000, "{seen}");
    }

    proptest! {
        #[test]
        fn arbitrary_text_comes_out_clean(s in any::<String>()) {
            assert_clean(&visible(&s));
        }

        #[test]
        fn hostile_text_comes_out_clean(
            s in "(a|7|\n|\r|\t|\u{1b}|👩|❤|🏽|🇬|क|\u{94D}|\u{93E}|\u{903}|\u{301}{1,9}|ﾞ{1,20}|\
                  \u{200D}|\u{200C}|ی|ශ|\u{DCA}|🏴|\u{E0067}|\u{E007F}|\u{FE0F}|\u{20E3}|\u{E0041}|\u{600}|\u{1161}|\u{202E}|\u{200B}){0,40}"
        ) {
            assert_clean(&visible(&s));
        }
    }
}
