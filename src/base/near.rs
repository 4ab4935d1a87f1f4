//! How near two short texts are, for questions like "did you mean?".

use super::text::fold;

/// Counts the letters to insert, remove, replace or swap with their neighbour to turn `a` into
/// `b`, when both are folded.
pub fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (letters(a), letters(b));
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(i + 1);
        for (j, y) in b.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(usize::MAX / 2);
            let replaced = at(&row, j) + usize::from(x != y);
            let removed = at(&row, j + 1) + 1;
            let inserted = at(&next, j) + 1;
            let mut least = replaced.min(removed).min(inserted);
            let swapped = i > 0 && j > 0 && a.get(i - 1) == Some(y) && b.get(j - 1) == Some(x);
            if swapped {
                least = least.min(at(&before, j - 1) + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row.last().copied().unwrap_or(0)
}

/// Returns up to `most` of the `known` texts that `typed` may have been meant to be, the nearest
/// first.
pub fn nearest<'k>(
    typed: &str,
    known: impl IntoIterator<Item = &'k str>,
    most: usize,
) -> Vec<&'k str> {
    // More than a third of the letters wrong is another word, not a slip.
    let allowed = (typed.chars().count() / 3).clamp(1, 3);
    let length = typed.chars().count();
    let mut found: Vec<(usize, &str)> = known
        .into_iter()
        .filter(|name| name.chars().count().abs_diff(length) <= allowed)
        .map(|name| (distance(typed, name), name))
        .filter(|&(distance, _)| distance <= allowed)
        .collect();
    found.sort_unstable();
    found.truncate(most);
    found.into_iter().map(|(_, name)| name).collect()
}

fn letters(text: &str) -> Vec<char> {
    fold(text).chars().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_slips() {
        let cases = [
            ("list", "list", 0),
            ("lsit", "list", 1),
            ("LIST", "list", 0),
            ("lit", "list", 1),
            ("lisst", "list", 1),
            ("mist", "list", 1),
            ("", "abc", 3),
            ("abc", "", 3),
        ];
        for (a, b, expected) in cases {
            assert_eq!(distance(a, b), expected, "{a} {b}");
        }
    }

    #[test]
    fn offers_what_may_have_been_meant() {
        let known = ["UK0063", "UK0064", "UK0163", "2017-11-30"];
        assert_eq!(nearest("UK063", known, 2), ["UK0063", "UK0163"]);
        assert_eq!(nearest("uk0065", known, 1), ["UK0063"]);
        assert!(nearest("cabinet-office", known, 3).is_empty());
    }
}
