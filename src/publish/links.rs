//! Finds the web addresses in a text.

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// The address of a page.
    Address(&'t str),
}

/// Cuts a text into words and addresses.
///
/// Only what begins with `http://` or `https://` and is all ASCII is an address: nothing that runs
/// code, and nothing that looks like another address than it is.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    let mut words = 0;
    while let Some(begin) = next_address(rest, words) {
        let tail = rest.get(begin..).unwrap_or_default();
        let length = address_length(tail);
        let end = begin + length;
        let scheme = if tail.starts_with("https://") { 8 } else { 7 };
        let next = tail.get(length..).and_then(|after| after.chars().next());
        if length <= scheme || next.is_some_and(char::is_alphanumeric) {
            words = begin + scheme;
            continue;
        }
        if begin > 0 {
            pieces.push(Piece::Words(rest.get(..begin).unwrap_or_default()));
        }
        pieces.push(Piece::Address(rest.get(begin..end).unwrap_or_default()));
        rest = rest.get(end..).unwrap_or_default();
        words = 0;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// Returns where the next address begins at or behind `from`.
fn next_address(text: &str, from: usize) -> Option<usize> {
    let tail = text.get(from..)?;
    let places = ["https://", "http://"].map(|scheme| tail.find(scheme));
    places.into_iter().flatten().min().map(|at| from + at)
}

/// Returns how long the address at the beginning of a text is; a full stop or bracket at its end is
/// the sentence's.
fn address_length(text: &str) -> usize {
    let end = text.find(|c: char| !is_of_address(c)).unwrap_or(text.len());
    let mut address = text.get(..end).unwrap_or_default();
    loop {
        let shorter = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_', '~']);
        let closed =
            shorter.ends_with(')') && shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closed {
            shorter.strip_suffix(')').unwrap_or(shorter)
        } else {
            shorter
        };
        if shorter.len() == address.len() {
            return address.len();
        }
        address = shorter;
    }
}

/// Tells the characters an address is made of (RFC 3986, section 2) but for the brackets, which
/// it may hold for numbers of machines only.
fn is_of_address(c: char) -> bool {
    c.is_ascii_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[Piece<'_>]) {
        assert_eq!(pieces(text), expected);
    }

    #[test]
    fn addresses_are_told_from_words() {
        use Piece::{Address, Words};
        check("no link", &[Words("no link")]);
        check(
            "see https://a.example/x_(y)?z=1. Then (http://b.example/).",
            &[
                Words("see "),
                Address("https://a.example/x_(y)?z=1"),
                Words(". Then ("),
                Address("http://b.example/"),
                Words(")."),
            ],
        );
        check(
            "https:// and javascript:alert(1)",
            &[Words("https:// and javascript:alert(1)")],
        );
        check(
            "https://ex\u{e4}mple.org https://b.example",
            &[
                Words("https://ex\u{e4}mple.org "),
                Address("https://b.example"),
            ],
        );
        check(
            "https://a.example/\"onclick=x",
            &[Address("https://a.example/"), Words("\"onclick=x")],
        );
    }
}
