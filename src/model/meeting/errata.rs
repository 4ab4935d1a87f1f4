//! What a correction changes, word by word: the errata that are told instead of both texts whole.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// So many words of what stays are told on either side of what changes, so that it is found.
const AROUND: usize = 3;

/// A part of a paragraph, both counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passage {
    /// Which paragraph.
    pub paragraph: usize,
    /// Which bytes of it: whole words.
    pub part: Range<usize>,
}

/// One thing that reads otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Erratum {
    /// A passage of the text before reads as one of the text after.
    Reads(Passage, Passage),
    /// A paragraph of the text after is new.
    Added(Passage),
    /// A paragraph of the text before goes.
    Struck(Passage),
}

/// Returns in what two texts differ, each given as its paragraphs; nothing where they are the same.
pub fn errata(before: &[&str], after: &[&str]) -> Vec<Erratum> {
    let mut found = Vec::new();
    for op in capture_diff_slices(Algorithm::Myers, before, after) {
        if op.tag() == DiffTag::Equal {
            continue;
        }
        let (old, new) = (op.old_range(), op.new_range());
        for (was, reads) in old.clone().zip(new.clone()) {
            found.extend(in_paragraph((was, before), (reads, after)));
        }
        let both = old.len().min(new.len());
        let whole = |text: &[&str], paragraph: usize| Passage {
            paragraph,
            part: 0..text.get(paragraph).map_or(0, |text| text.len()),
        };
        let struck = old.skip(both).map(|at| Erratum::Struck(whole(before, at)));
        found.extend(struck);
        let added = new.skip(both).map(|at| Erratum::Added(whole(after, at)));
        found.extend(added);
    }
    found
}

/// Returns the passages in which two paragraphs differ, with some words around each.
fn in_paragraph((old, before): (usize, &[&str]), (new, after): (usize, &[&str])) -> Vec<Erratum> {
    let text = |of: &[&'_ str], at: usize| of.get(at).copied().unwrap_or_default().to_owned();
    let (was, reads) = (text(before, old), text(after, new));
    let (old_words, new_words) = (words(&was), words(&reads));
    let of = |text: &str, words: &[Range<usize>]| -> Vec<String> {
        let word = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default().to_owned();
        words.iter().map(word).collect()
    };
    let ops = capture_diff_slices(
        Algorithm::Myers,
        &of(&was, &old_words),
        &of(&reads, &new_words),
    );
    let passage = |paragraph, words: &[Range<usize>], text: &str, from: usize, to: usize| {
        // Words at both ends stand for the whole paragraph, with the space around them.
        let start = words.get(from).map_or(text.len(), |word| word.start);
        let end = to.checked_sub(1).and_then(|last| words.get(last));
        let end = end.map_or(start, |word| word.end);
        Passage {
            paragraph,
            part: start..end.max(start),
        }
    };
    let hunks = hunks(&ops);
    let told = hunks.into_iter().map(|(old_hunk, new_hunk)| {
        let around = |hunk: &Range<usize>, all: usize| {
            (
                hunk.start.saturating_sub(AROUND),
                (hunk.end + AROUND).min(all),
            )
        };
        let (from, to) = around(&old_hunk, old_words.len());
        let old_passage = passage(old, &old_words, &was, from, to);
        let (from, to) = around(&new_hunk, new_words.len());
        Erratum::Reads(old_passage, passage(new, &new_words, &reads, from, to))
    });
    told.collect()
}

/// Returns what changes, as ranges of words of both texts; changes so near each other that the words
/// around them meet are one.
fn hunks(ops: &[DiffOp]) -> Vec<(Range<usize>, Range<usize>)> {
    let mut hunks: Vec<(Range<usize>, Range<usize>)> = Vec::new();
    for op in ops.iter().filter(|op| op.tag() != DiffTag::Equal) {
        let (old, new) = (op.old_range(), op.new_range());
        match hunks.last_mut() {
            Some((before, after)) if old.start <= before.end + 2 * AROUND => {
                before.end = old.end;
                after.end = new.end;
            }
            _ => hunks.push((old, new)),
        }
    }
    hunks
}

/// Returns where the words of a text are.
fn words(text: &str) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices() {
        match (from, c.is_whitespace()) {
            (None, false) => from = Some(at),
            (Some(start), true) => {
                words.push(start..at);
                from = None;
            }
            _ => {}
        }
    }
    words.extend(from.map(|start| start..text.len()));
    words
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]

    use super::*;

    #[track_caller]
    fn check(before: &[&str], after: &[&str], told: &[&str]) {
        let part = |text: &[&str], passage: &Passage| {
            let whole = text[passage.paragraph];
            format!("{}: {}", passage.paragraph, &whole[passage.part.clone()])
        };
        let said = errata(before, after);
        let said = said.iter().map(|erratum| match erratum {
            Erratum::Reads(was, reads) => {
                format!("{} -> {}", part(before, was), part(after, reads))
            }
            Erratum::Added(new) => format!("+ {}", part(after, new)),
            Erratum::Struck(old) => format!("- {}", part(before, old)),
        });
        assert_eq!(said.collect::<Vec<_>>(), told);
    }

    #[test]
    fn only_what_changes_is_told_with_some_words_around() {
        let before = "The forum met on 4 May in London and agreed the terms of reference.";
        let after = "The forum met on 5 May in London and agreed the terms of reference.";
        check(
            &["One.", before],
            &["One.", after],
            &["1: forum met on 4 May in London -> 1: forum met on 5 May in London"],
        );
        check(&[before], &[before], &[]);
        check(&["a b"], &["a b", "c d"], &["+ 1: c d"]);
        check(&["a b", "c d"], &["c d"], &["- 0: a b"]);
        check(&["a b"], &["a"], &["0: a b -> 0: a"]);
        check(
            &["five of them came"],
            &["all came"],
            &["0: five of them came -> 0: all came"],
        );
    }

    #[test]
    fn changes_far_apart_are_told_apart() {
        let middle = "one two three four five six seven eight nine ten";
        check(
            &[&format!("old {middle} old")],
            &[&format!("new {middle} new")],
            &[
                "0: old one two three -> 0: new one two three",
                "0: eight nine ten old -> 0: eight nine ten new",
            ],
        );
    }

    proptest::proptest! {
        #[test]
        fn any_two_texts_are_told_in_whole_characters(
            before in proptest::collection::vec("[aé ß]{0,9}", 0..4),
            after in proptest::collection::vec("[aé ß]{0,9}", 0..4),
        ) {
            let old: Vec<&str> = before.iter().map(String::as_str).collect();
            let new: Vec<&str> = after.iter().map(String::as_str).collect();
            let told = errata(&old, &new);
            proptest::prop_assert!(old != new || told.is_empty());
            for erratum in &told {
                let parts = match erratum {
                    Erratum::Reads(was, reads) => vec![(&old, was), (&new, reads)],
                    Erratum::Added(added) => vec![(&new, added)],
                    Erratum::Struck(struck) => vec![(&old, struck)],
                };
                for (text, passage) in parts {
                    let whole = text[passage.paragraph];
                    proptest::prop_assert!(whole.get(passage.part.clone()).is_some());
                }
            }
        }
    }
}
