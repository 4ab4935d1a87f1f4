//! Text that is fit for a terminal, as a type of its own: a screen and the command line show nothing
//! else, so that nobody can forget to make it so.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::visible::{is_safe, visible};

/// One line that is fit for a terminal: nothing in it is hidden, and nothing steers the terminal.
/// [`safe()`] alone makes one, also where other text is converted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Safe<'s>(Cow<'s, str>);

/// Returns `s` as one line that is fit for a terminal.
///
/// Control characters become their pictures (`␛`, `␊` for a line break) and a tab one space.
/// Everything invisible or bidirectional becomes its code, as in `<U+202E>`, except the joiners
/// of an emoji or of letters that join, and what a flag is made of. A grapheme keeps 8 marks and 64 bytes. Text that is fit already is borrowed, and
/// a second call changes nothing.
pub fn safe(s: &str) -> Safe<'_> {
    Safe(visible(s))
}

/// Returns `s` with each of its lines fit for a terminal like [`safe()`], and the breaks between them
/// kept (`\r\n` as `\n`): to be broken into lines to show.
pub fn safe_lines(s: &str) -> Cow<'_, str> {
    if s.split('\n').all(is_safe) {
        return Cow::Borrowed(s);
    }
    let lines = s.replace("\r\n", "\n");
    let lines: Vec<_> = lines.split('\n').map(visible).collect();
    Cow::Owned(lines.join("\n"))
}

impl Safe<'_> {
    /// Returns the same text, owned.
    pub fn into_owned(self) -> Safe<'static> {
        Safe(Cow::Owned(self.0.into_owned()))
    }
}

impl Deref for Safe<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Safe<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl PartialEq<&str> for Safe<'_> {
    fn eq(&self, s: &&str) -> bool {
        self.0 == *s
    }
}

impl<'s> From<&'s str> for Safe<'s> {
    fn from(s: &'s str) -> Self {
        safe(s)
    }
}

impl From<String> for Safe<'_> {
    fn from(s: String) -> Self {
        match visible(&s) {
            Cow::Borrowed(_) => Self(Cow::Owned(s)),
            Cow::Owned(spelled_out) => Self(Cow::Owned(spelled_out)),
        }
    }
}

impl<'s> From<&'s String> for Safe<'s> {
    fn from(s: &'s String) -> Self {
        safe(s)
    }
}

impl<'s> From<Cow<'s, str>> for Safe<'s> {
    fn from(s: Cow<'s, str>) -> Self {
        match s {
            Cow::Borrowed(s) => safe(s),
            Cow::Owned(s) => s.into(),
        }
    }
}

impl<'s> From<&'s Safe<'_>> for Safe<'s> {
    fn from(s: &'s Safe<'_>) -> Self {
        Self(Cow::Borrowed(&s.0))
    }
}

impl From<Safe<'_>> for String {
    fn from(s: Safe<'_>) -> Self {
        s.0.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_survive_on_request() {
        assert_eq!(safe_lines("one\r\ntwo\n\x1bthree\n"), "one\ntwo\n␛three\n");
        assert_eq!(safe_lines("one\r\ntwo"), "one\ntwo");
        assert!(matches!(safe_lines("one\ntwo"), Cow::Borrowed(_)));
    }

    #[test]
    fn whatever_it_is_made_of_it_is_made_safe() {
        let hostile = "a\x1b[31m\u{202e}b";
        let shown = "a␛[31m<U+202E>b";
        let owned = hostile.to_owned();
        let made: [Safe<'_>; 6] = [
            safe(hostile),
            hostile.into(),
            (&owned).into(),
            owned.clone().into(),
            Cow::Borrowed(hostile).into(),
            Cow::<str>::Owned(owned.clone()).into(),
        ];
        for safe in made {
            assert_eq!(safe, shown);
            assert_eq!(Safe::from(&safe), safe);
        }
    }
}
