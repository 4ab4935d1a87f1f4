//! Text that two sides changed, united paragraph by paragraph.

use std::ops::Range;

use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

/// Two texts united.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Text<'t> {
    /// The parts in order; those without a clash are the same whoever leads.
    pub(crate) parts: Vec<Part<'t>>,
}

/// Paragraphs that stand together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part<'t> {
    /// As both have it, or as the one has it that changed it.
    Same(&'t [String]),
    /// What both changed differently.
    Clash {
        /// As it was.
        base: &'t [String],
        /// As the leading side has it.
        lead: &'t [String],
        /// As the other side has it.
        other: &'t [String],
    },
}

impl<'t> Text<'t> {
    /// Unites two texts that were made of `base`.
    pub(crate) fn unite(base: &'t [String], lead: &'t [String], other: &'t [String]) -> Self {
        let (of_lead, of_other) = (hunks(base, lead), hunks(base, other));
        let mut parts = Vec::new();
        let (mut lead_side, mut other_side) =
            (Side::new(lead, &of_lead), Side::new(other, &of_other));
        let mut done = 0;
        while let Some(first) = earlier(lead_side.next(), other_side.next()) {
            let region = grown(first.old.clone(), &lead_side, &other_side);
            parts.push(Part::Same(base.get(done..region.start).unwrap_or_default()));
            let (one, two) = (lead_side.take(&region), other_side.take(&region));
            let was = base.get(region.clone()).unwrap_or_default();
            parts.push(match (one, two) {
                (Some(one), Some(two)) if one != two => Part::Clash {
                    base: was,
                    lead: one,
                    other: two,
                },
                (Some(changed), _) | (None, Some(changed)) => Part::Same(changed),
                (None, None) => Part::Same(was),
            });
            done = region.end;
        }
        parts.push(Part::Same(base.get(done..).unwrap_or_default()));
        parts.retain(|part| !matches!(part, Part::Same([])));
        Self { parts }
    }

    /// Returns the paragraphs, those of the leading side where both changed one.
    pub(crate) fn led(&self) -> Vec<String> {
        let parts = self.parts.iter().flat_map(|part| match part {
            Part::Same(texts) | Part::Clash { lead: texts, .. } => *texts,
        });
        parts.cloned().collect()
    }

    /// Returns true when both changed something differently.
    pub(crate) fn clashes(&self) -> bool {
        self.parts
            .iter()
            .any(|part| matches!(part, Part::Clash { .. }))
    }
}

/// Some paragraphs of `old` that are others in `new`.
#[derive(Debug, Clone)]
struct Hunk {
    old: Range<usize>,
    new: Range<usize>,
}

fn hunks(old: &[String], new: &[String]) -> Vec<Hunk> {
    let mut found: Vec<Hunk> = Vec::new();
    let changed = capture_diff_slices(Algorithm::Myers, old, new);
    let changed = changed.iter().map(DiffOp::as_tag_tuple);
    for (_, old, new) in changed.filter(|(tag, ..)| *tag != DiffTag::Equal) {
        match found.last_mut() {
            Some(last) if last.old.end == old.start && last.new.end == new.start => {
                last.old.end = old.end;
                last.new.end = new.end;
            }
            _ => found.push(Hunk { old, new }),
        }
    }
    found.into_iter().flat_map(one_by_one).collect()
}

/// As many paragraphs in place of as many are changed each for itself.
fn one_by_one(hunk: Hunk) -> Vec<Hunk> {
    if hunk.old.len() != hunk.new.len() {
        return vec![hunk];
    }
    let pairs = hunk.old.zip(hunk.new);
    let one = |(old, new)| Hunk {
        old: old..old + 1,
        new: new..new + 1,
    };
    pairs.map(one).collect()
}

/// One side of a text and the changes in it that are still to come.
struct Side<'t, 'h> {
    text: &'t [String],
    hunks: &'h [Hunk],
}

impl<'t, 'h> Side<'t, 'h> {
    fn new(text: &'t [String], hunks: &'h [Hunk]) -> Self {
        Self { text, hunks }
    }

    fn next(&self) -> Option<&'h Hunk> {
        self.hunks.first()
    }

    /// Returns what this side made of a region of the base, if it changed it.
    fn take(&mut self, region: &Range<usize>) -> Option<&'t [String]> {
        let inside = |hunk: &&Hunk| is_part(&hunk.old, region);
        let count = self.hunks.iter().take_while(inside).count();
        let (taken, rest) = self.hunks.split_at_checked(count)?;
        let (first, last) = (taken.first()?, taken.last()?);
        let start = first.new.start - (first.old.start - region.start);
        let end = last.new.end + (region.end - last.old.end);
        self.hunks = rest;
        self.text.get(start..end)
    }
}

/// Returns the change that comes first; of two in one place the one that only adds.
fn earlier<'h>(one: Option<&'h Hunk>, two: Option<&'h Hunk>) -> Option<&'h Hunk> {
    let place = |hunk: &&Hunk| (hunk.old.start, hunk.old.end);
    one.into_iter().chain(two).min_by_key(place)
}

/// Returns the region with all changes of both sides that reach into it.
fn grown(mut region: Range<usize>, lead: &Side<'_, '_>, other: &Side<'_, '_>) -> Range<usize> {
    loop {
        let reaching = [lead, other].into_iter().flat_map(|side| {
            let early = |hunk: &&Hunk| hunk.old.start <= region.end;
            side.hunks.iter().take_while(early)
        });
        let end = reaching.filter(|hunk| meet(&hunk.old, &region));
        let end = end.map(|hunk| hunk.old.end).max().unwrap_or(region.end);
        if end <= region.end {
            return region;
        }
        region.end = end;
    }
}

/// Tells whether two changes are about the same paragraphs, or add in the same place.
fn meet(one: &Range<usize>, two: &Range<usize>) -> bool {
    if one.is_empty() && two.is_empty() {
        return one.start == two.start;
    }
    one.start < two.end && two.start < one.end
}

fn is_part(hunk: &Range<usize>, region: &Range<usize>) -> bool {
    if hunk.is_empty() || region.is_empty() {
        return meet(hunk, region);
    }
    region.start <= hunk.start && hunk.end <= region.end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(base: &str, lead: &str, other: &str, expected: &str) {
        let texts =
            |text: &str| -> Vec<String> { text.split_whitespace().map(str::to_owned).collect() };
        let (base, lead, other) = (texts(base), texts(lead), texts(other));
        let text = Text::unite(&base, &lead, &other);
        let shown = text.parts.iter().map(|part| match part {
            Part::Same(texts) => texts.join(" "),
            Part::Clash { base, lead, other } => {
                format!(
                    "<{}|{}|{}>",
                    base.join(" "),
                    lead.join(" "),
                    other.join(" ")
                )
            }
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn different_paragraphs_are_both_changed() {
        check("a b", "A b", "a B", "A B");
        check("a b c", "b c", "a b c d", "b c d");
        check("a b", "x a b", "a y b", "x a y b");
        check("a b", "a x b", "a B", "a x B");
        check("a b c", "A B c", "a b C", "A B C");
    }

    #[test]
    fn the_same_change_is_no_clash() {
        check("a b", "A b", "A b", "A b");
        check("a b", "A b", "A B", "A B");
        check("", "a", "a", "a");
    }

    #[test]
    fn one_paragraph_changed_by_both_is_a_clash() {
        check("a b c", "a X c", "a Y c", "a <b|X|Y> c");
        check("a", "a x", "a y", "a <|x|y>");
        check("a b c", "c", "a B c", "<a b||a B> c");
        check("a b c d", "a x d", "a b C d", "a <b c|x|b C> d");
    }
}
