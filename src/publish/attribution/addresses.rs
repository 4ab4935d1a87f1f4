//! Finds e-mail addresses and handles in running text.

use std::ops::Range;

/// What gives somebody away without a name in it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// An e-mail address, whole.
    Email(Range<usize>),
    /// The name of an account: `@ada_quill`.
    Handle(Range<usize>),
}

/// How the sign of an e-mail address is written where no machine is to find it.
const AT: [&str; 5] = ["@", "(at)", "[at]", "{at}", "＠"];

/// Returns the addresses in a text, in order.
pub(super) fn addresses(text: &str) -> Vec<Address> {
    let mut found: Vec<Address> = Vec::new();
    let mut done = 0;
    while let Some((at, sign)) = next_sign(text, done) {
        let after = at + sign.len();
        let (before, behind) = (
            text.get(done..at).unwrap_or_default(),
            text.get(after..).unwrap_or_default(),
        );
        let spelt = sign.len() == "(at)".len();
        let (local, gap) = if spelt {
            (before.trim_end(), behind.len() - behind.trim_start().len())
        } else {
            (before, 0)
        };
        let local_letters: usize = local
            .chars()
            .rev()
            .take_while(|c| is_local(*c))
            .map(char::len_utf8)
            .sum();
        let start = done + local.len() - local_letters;
        let domain = behind.get(gap..).unwrap_or_default();
        let in_domain = |c: char| c == '@' || is_local(c) && !matches!(c, '\'' | '’');
        let domain = run(domain, in_domain);
        let end = after + gap + domain.len();
        let is_handle = local_letters == 0 && !domain.contains('@');
        // Spelt out it is a word like any other unless a domain follows.
        if domain.is_empty() || spelt && (is_handle || !domain.contains('.')) {
            done = after;
            continue;
        }
        found.push(if is_handle {
            Address::Handle(at..end)
        } else {
            Address::Email(start..end)
        });
        done = end;
    }
    found
}

fn next_sign(text: &str, from: usize) -> Option<(usize, &'static str)> {
    let rest = text.get(from..)?;
    let signs = AT.into_iter().filter_map(|sign| {
        let capital = sign.to_uppercase();
        let at = rest.find(sign).or_else(|| rest.find(&capital))?;
        Some((from + at, sign))
    });
    signs.min_by_key(|(at, _)| *at)
}

/// Returns the beginning of a text that is made of such characters, without the full stop or dash
/// that ends a sentence.
fn run(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !belongs(c)).unwrap_or(text.len());
    let run = text.get(..end).unwrap_or_default();
    run.trim_end_matches(|c: char| !c.is_alphanumeric() && c != '_')
}

fn is_local(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%' | '\'' | '’')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let found = addresses(text);
        let found: Vec<&str> = found
            .iter()
            .map(|(Address::Email(range) | Address::Handle(range))| &text[range.clone()])
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn addresses_are_found_whole() {
        check("Write to ada.quill@x.org.", &["ada.quill@x.org"]);
        check(
            "<a@b>, (o'brien+ogp@x.co.uk)",
            &["a@b", "o'brien+ogp@x.co.uk"],
        );
        check(
            "ada (at) quill.org; ada[AT]quill.org",
            &["ada (at) quill.org", "ada[AT]quill.org"],
        );
        check("ask @ada_quill’s, @quill!", &["@ada_quill", "@quill"]);
        check("@ada@social.example said", &["@ada@social.example"]);
        check("at 10 @ 11, the price @ £3, look (at) it", &[]);
    }
}
