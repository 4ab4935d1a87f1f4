//! Keys as the program knows them, and their text: `g g`, `C-s`, `F1`.

use std::fmt;
use std::str::FromStr;

/// A key pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// Which key.
    pub code: KeyCode,
    /// Ctrl was held.
    pub ctrl: bool,
    /// Alt was held.
    pub alt: bool,
    /// Shift was held; never set for a character, which says it itself.
    pub shift: bool,
}

/// Which key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "named as on the keyboard")]
pub enum KeyCode {
    Char(char),
    F(u8),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

/// The names of keys that are not one character, as files and screens write them.
const NAMES: [(KeyCode, &str); 16] = [
    (KeyCode::Char(' '), "Space"),
    (KeyCode::Enter, "Enter"),
    (KeyCode::Esc, "Esc"),
    (KeyCode::Tab, "Tab"),
    (KeyCode::BackTab, "Shift-Tab"),
    (KeyCode::Backspace, "Backspace"),
    (KeyCode::Delete, "Del"),
    (KeyCode::Insert, "Ins"),
    (KeyCode::Up, "Up"),
    (KeyCode::Down, "Down"),
    (KeyCode::Left, "Left"),
    (KeyCode::Right, "Right"),
    (KeyCode::Home, "Home"),
    (KeyCode::End, "End"),
    (KeyCode::PageUp, "PgUp"),
    (KeyCode::PageDown, "PgDn"),
];

impl Key {
    /// Draws the screen again, wherever it is pressed.
    pub const REDRAW: Self = Self {
        code: KeyCode::Char('l'),
        ctrl: true,
        alt: false,
        shift: false,
    };

    /// Makes a key with nothing held.
    pub const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
            shift: false,
        }
    }

    /// Makes a key with Ctrl held.
    pub const fn ctrl(letter: char) -> Self {
        Self {
            code: KeyCode::Char(letter),
            ctrl: true,
            alt: false,
            shift: false,
        }
    }

    /// Returns the character typed, if the key types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [
            (self.ctrl, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, "Shift-"),
        ] {
            f.write_str(if held { name } else { "" })?;
        }
        match (self.code, NAMES.iter().find(|(code, _)| *code == self.code)) {
            (_, Some((_, name))) => f.write_str(name),
            (KeyCode::Char(c), None) if self.ctrl => write!(f, "{}", c.to_ascii_uppercase()),
            (KeyCode::Char(c), None) => write!(f, "{c}"),
            (KeyCode::F(n), None) => write!(f, "F{n}"),
            (_, None) => Ok(()),
        }
    }
}

impl FromStr for Key {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let mut key = Self::plain(KeyCode::Enter);
        let mut rest = text;
        if rest != "Shift-Tab" {
            for (prefix, held) in [
                ("Ctrl-", &mut key.ctrl),
                ("Alt-", &mut key.alt),
                ("Shift-", &mut key.shift),
            ] {
                if let Some(after) = rest.strip_prefix(prefix) {
                    *held = true;
                    rest = after;
                }
            }
        }
        key.code = code(rest, key.ctrl).ok_or_else(|| format!("no key is called `{text}`"))?;
        Ok(key)
    }
}

fn code(name: &str, ctrl: bool) -> Option<KeyCode> {
    if let Some((code, _)) = NAMES.iter().find(|(_, known)| *known == name) {
        return Some(*code);
    }
    let mut chars = name.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) if ctrl => Some(KeyCode::Char(c.to_ascii_lowercase())),
        (Some(c), None) => Some(KeyCode::Char(c)),
        (Some('F'), Some(_)) => name.get(1..)?.parse().ok().map(KeyCode::F),
        _ => None,
    }
}

/// Reads keys written one after the other with spaces between: `m n Enter`.
///
/// # Errors
/// The first name that is no key.
pub fn parse_keys(text: &str) -> Result<Vec<Key>, String> {
    text.split_whitespace().map(str::parse).collect()
}

/// Writes keys one after the other: `g g`.
pub fn show_keys(keys: &[Key]) -> String {
    keys.iter()
        .map(Key::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_as_it_is_written() {
        for text in [
            "a",
            "A",
            "?",
            "Ctrl-S",
            "Alt-Up",
            "F10",
            "Space",
            "Shift-Tab",
            "g g",
            "Shift-Left",
        ] {
            let keys = parse_keys(text).expect("keys");
            assert_eq!(show_keys(&keys), text);
        }
        assert_eq!("Ctrl-s".parse::<Key>(), Ok(Key::ctrl('s')));
        assert!("Hyper-x".parse::<Key>().is_err());
    }
}
