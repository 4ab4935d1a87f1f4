//! The signs this program itself writes, and what stands for them where a terminal has ASCII only.

use std::borrow::Cow;

/// Each sign with one character for the cells of a screen, and a text for lines of their own length.
const SIGNS: [(char, char, &str); 15] = [
    ('…', '~', "..."),
    ('→', '>', "->"),
    ('·', '-', "*"),
    ('×', 'x', "x"),
    ('≠', '#', "!="),
    ('“', '"', "\""),
    ('”', '"', "\""),
    ('‘', '\'', "'"),
    ('’', '\'', "'"),
    ('–', '-', "-"),
    ('—', '-', "-"),
    ('━', '=', "="),
    ('╌', '~', "~"),
    ('│', '|', "|"),
    ('\u{A0}', ' ', " "),
];

/// Returns the ASCII character that takes the place of a sign without moving what is behind it.
///
/// Letters are no signs: whoever writes in another alphabet keeps it. The picture of a control
/// character becomes `?`.
pub fn plain_sign(c: char) -> Option<char> {
    if is_picture(c) {
        return Some('?');
    }
    sign(c).map(|&(_, cell, _)| cell)
}

/// Writes the signs in `text` with ASCII characters, as many as it takes.
pub fn plain_signs(text: &str) -> Cow<'_, str> {
    let is_sign = |c| is_picture(c) || sign(c).is_some();
    if text.is_ascii() || !text.contains(is_sign) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    for c in text.chars() {
        match sign(c) {
            Some((_, _, written)) => plain.push_str(written),
            None if is_picture(c) => plain.extend(['^', key_of(c)]),
            None => plain.push(c),
        }
    }
    Cow::Owned(plain)
}

fn sign(c: char) -> Option<&'static (char, char, &'static str)> {
    SIGNS.iter().find(|(sign, ..)| *sign == c)
}

/// Tells the pictures that [`safe`](super::safe()) puts in the place of control characters.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2400}'..='\u{241F}' | '␡')
}

/// Returns the key that with Ctrl makes the control character of a picture, as in `^[`.
fn key_of(picture: char) -> char {
    let code = u8::try_from(u32::from(picture) % 0x100).unwrap_or(0);
    // The code of the delete character is the odd one out: 0x21, and its key is `?`.
    if code == 0x21 {
        '?'
    } else {
        char::from(code + b'@')
    }
}

#[cfg(test)]
mod tests {
    use super::super::width;
    use super::*;

    #[test]
    fn a_sign_is_replaced_within_its_column() {
        for (sign, cell, written) in SIGNS {
            assert!(cell.is_ascii() && written.is_ascii(), "{sign}");
            assert_eq!(width(&sign.to_string()), 1, "{sign}");
        }
        assert_eq!(plain_sign('␛'), Some('?'));
        assert_eq!(plain_sign('é'), None);
    }

    #[test]
    fn signs_are_written_out_and_letters_kept() {
        let cases = [
            ("limited → complete…", "limited -> complete..."),
            ("“Łódź” · ␛[31m␡", "\"Łódź\" * ^[[31m^?"),
            ("日本", "日本"),
        ];
        for (text, expected) in cases {
            assert_eq!(plain_signs(text), expected);
        }
    }
}
