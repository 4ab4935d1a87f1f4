//! Reads text as a terminal hands it over when somebody pastes: with keys written as escape sequences
//! in it (tmux with `extended-keys-format csi-u`, xterm with `modifyOtherKeys`), and with those that
//! programs write to colour what was copied.
//!
//! ```text
//! one ESC[13;1u two         one, a line break, two      the key of that code
//! one ESC[27;1;13~ two      the same                    the key of that code
//! one ESC[106;5u two        the same                    Ctrl-J, which is a line feed
//! ESC[31m red ESC[0m        red                         a sequence that writes nothing
//! ESC and no sequence       as it is                    nothing typed is lost
//! ```

use std::borrow::Cow;

const ESC: char = '\u{1B}';
/// The bits of Shift and Ctrl in what a sequence says of a key, and those of the locks.
const SHIFT: u32 = 1;
const CTRL: u32 = 4;
const LOCKS: u32 = 64 | 128;

/// Returns the text that was pasted: its keys as characters, and no other escape sequence.
pub(super) fn pasted(raw: &str) -> Cow<'_, str> {
    if !raw.contains([ESC, '\u{9B}']) {
        return Cow::Borrowed(raw);
    }
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(c) = rest.chars().next() {
        if let Some((length, meant)) = sequence(rest) {
            text.extend(meant);
            rest = rest.get(length..).unwrap_or_default();
        } else {
            text.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    // Both keys of a line end from Windows are one line break.
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// Returns the length of the escape sequence that `text` begins with, and the character it is for.
/// None is longer than its line.
fn sequence(text: &str) -> Option<(usize, Option<char>)> {
    let behind = |introducer: &str| Some((introducer.len(), text.strip_prefix(introducer)?));
    if let Some((length, body)) = behind("\u{1B}[").or_else(|| behind("\u{9B}")) {
        let (more, meant) = control_sequence(body)?;
        return Some((length + more, meant));
    }
    if let Some((length, body)) = behind("\u{1B}O") {
        let key = body.chars().next().filter(char::is_ascii_alphabetic)?;
        return Some((length + key.len_utf8(), (key == 'M').then_some('\n')));
    }
    // Titles, links, clipboards and the like: up to the sign that ends them.
    let (length, body) = ["\u{1B}]", "\u{1B}P", "\u{1B}_", "\u{1B}^", "\u{1B}X"]
        .into_iter()
        .find_map(behind)?;
    let line = body.split(['\n', '\r']).next().unwrap_or_default();
    let ends = ["\u{7}", "\u{1B}\\", "\u{9C}"].into_iter();
    let end = ends
        .filter_map(|end| Some(line.find(end)? + end.len()))
        .min()?;
    Some((length + end, None))
}

/// Returns the length of what follows `ESC [`, and the character it is for (ECMA-48, 5.4).
fn control_sequence(body: &str) -> Option<(usize, Option<char>)> {
    let is_parameter = |c: char| matches!(c, '0'..='?');
    let parameters = body
        .find(|c| !is_parameter(c))
        .and_then(|end| body.get(..end))?;
    let behind = body.get(parameters.len()..)?;
    let end = behind.find(|c| !matches!(c, ' '..='/'))?;
    let last = behind.get(end..)?.chars().next()?;
    if !matches!(last, '@'..='~') {
        return None;
    }
    let meant = match last {
        'u' => key_of_unicode(parameters),
        '~' => key_of_xterm(parameters),
        _ => None,
    };
    Some((parameters.len() + end + last.len_utf8(), meant))
}

/// Reads `code:shifted;modifiers:event;text`, as kitty writes a key; the short form is xterm's.
fn key_of_unicode(parameters: &str) -> Option<char> {
    const RELEASED: &str = "3";
    let mut parts = parameters.split(';');
    let mut codes = parts.next()?.split(':');
    let (code, shifted) = (codes.next()?, codes.next().unwrap_or_default());
    let mut how = parts.next().unwrap_or_default().split(':');
    let modifiers = how.next().unwrap_or_default();
    if how.next() == Some(RELEASED) {
        return None;
    }
    if let Some(text) = parts.next().and_then(character) {
        return Some(text);
    }
    key(code, shifted, modifiers)
}

/// Reads `27;modifiers;code`.
fn key_of_xterm(parameters: &str) -> Option<char> {
    let (modifiers, code) = parameters.strip_prefix("27;")?.split_once(';')?;
    key(code, "", modifiers)
}

/// Returns what a key writes: nothing together with Ctrl or Alt, but for line breaks and tabs, which are
/// a character however they are made.
fn key(code: &str, shifted: &str, modifiers: &str) -> Option<char> {
    let held = match modifiers {
        "" => 0,
        written => written.parse::<u32>().ok()?.checked_sub(1)? & !LOCKS,
    };
    let c = character(code)?;
    let as_control = (held & CTRL != 0).then(|| control(c)).flatten();
    match held {
        _ if as_control.is_some() => as_control,
        _ if matches!(c, '\r' | '\n' | '\t') => Some(c),
        0 => Some(c),
        SHIFT => character(shifted).or_else(|| c.to_uppercase().next()),
        _ => None,
    }
}

/// Returns the line break or tab that a letter is together with Ctrl.
fn control(letter: char) -> Option<char> {
    match letter.to_ascii_lowercase() {
        'j' => Some('\n'),
        'm' => Some('\r'),
        'i' => Some('\t'),
        _ => None,
    }
}

/// Returns the character of a code, if it is one that a text can hold.
fn character(code: &str) -> Option<char> {
    /// Where kitty has the codes of keys without a character.
    const FUNCTION_KEYS: std::ops::RangeInclusive<char> = '\u{E000}'..='\u{F8FF}';
    match char::from_u32(code.parse().ok()?)? {
        '\r' => Some('\r'),
        '\n' | '\u{E046}' => Some('\n'),
        '\t' => Some('\t'),
        c if c.is_control() || FUNCTION_KEYS.contains(&c) => None,
        c => Some(c),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keys_inside_a_paste_are_what_they_write() {
        let cases = [
            ("one\u{1B}[13;1utwo\u{1B}[13utwo", "one\ntwo\ntwo"),
            ("one\u{1B}[27;1;13~two", "one\ntwo"),
            ("a\u{1B}[9;1ub\u{1B}[9uc\u{1B}[27;1;9~d", "a\tb\tc\td"),
            ("\u{1B}[97u\u{1B}[97;2u\u{1B}[97:65;2u\u{1B}[322;1u", "aAAł"),
            ("\u{1B}[97;;98u\u{1B}[97;1:3u", "b"),
            ("\u{1B}[97;65u", "a"),
            ("a\u{1B}[99;5ub\u{1B}[27;5;99~c", "abc"),
            ("one\u{1B}OMtwo\u{1B}[57414utwo", "one\ntwo\ntwo"),
            ("a\u{9B}13;1ub", "a\nb"),
        ];
        for (raw, text) in cases {
            assert_eq!(pasted(raw), text, "{raw:?}");
        }
    }

    #[test]
    fn lines_of_a_paste_stay_apart_however_their_end_is_written() {
        let breaks = [
            "10u",
            "10;5u",
            "13;5u",
            "13;3u",
            "13;6u",
            "106;5u",
            "106;6u",
            "74;6u",
            "109;5u",
            "106:74;5u",
            "106;69u",
            "106;5:1u",
            "27;5;106~",
            "27;5;109~",
            "27;5;10~",
            "27;5;13~",
            "27;6;74~",
        ];
        for key in breaks {
            let raw = format!("drafted\u{1B}[{key}the date");
            assert_eq!(pasted(&raw), "drafted\nthe date", "{key}");
        }
        let windows = "one\u{1B}[13;1u\u{1B}[106;5utwo\u{1B}[109;5u\ntwo";
        assert_eq!(pasted(windows), "one\ntwo\ntwo");
        for key in ["9u", "9;5u", "105;5u", "27;5;105~", "9;2u"] {
            let raw = format!("a\u{1B}[{key}b");
            assert_eq!(pasted(&raw), "a\tb", "{key}");
        }
        // The key that is let go writes nothing, nor does Ctrl with any other letter.
        for key in ["106;5:3u", "107;5u", "27;5;107~", "106;3u"] {
            let raw = format!("a\u{1B}[{key}b");
            assert_eq!(pasted(&raw), "ab", "{key}");
        }
    }

    #[test]
    fn other_sequences_are_left_out_whole() {
        let cases = [
            (
                "\u{1B}[1;31mred\u{1B}[0m \u{1B}[2K\u{1B}[?25l\u{1B}[>4;1mx",
                "red x",
            ),
            ("\u{1B}[A\u{1B}[1;5C\u{1B}OA\u{1B}[3~\u{1B}[15;2~x", "x"),
            (
                "\u{1B}]0;title\u{7}a\u{1B}]8;;https://x.org\u{1B}\\b\u{1B}]8;;\u{1B}\\",
                "ab",
            ),
            ("\u{1B}[57358u\u{1B}[27u\u{1B}[127ux", "x"),
            ("\u{1B}P1$r0m\u{1B}\\x", "x"),
        ];
        for (raw, text) in cases {
            assert_eq!(pasted(raw), text, "{raw:?}");
        }
    }

    #[test]
    fn what_only_looks_like_a_sequence_is_kept() {
        for raw in [
            "plain",
            "[13;1u",
            "a\u{1B}",
            "a\u{1B}[13;1",
            "a\u{1B}[é",
            "\u{1B}]0;no end\nx\u{7}",
            "\u{1B} x",
        ] {
            assert_eq!(pasted(raw), raw, "{raw:?}");
        }
    }

    proptest! {
        #[test]
        fn no_letter_beside_a_sequence_is_lost(
            words in proptest::collection::vec("[a-złы ]{0,6}", 1..6),
            between in "\u{1B}\\[(13;1u|27;1;13~|9u|106;5u|31m|99;5u|A|200~)"
        ) {
            let text = pasted(&words.join(&between)).into_owned();
            let letters = |s: &str| s.replace(['\n', '\t'], "");
            prop_assert_eq!(letters(&text), words.concat());
        }
    }
}
