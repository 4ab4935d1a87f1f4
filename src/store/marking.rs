//! Texts of two versions, with the marks that Git puts around what differs.
//!
//! ```text
//! <<<<<<< ours
//!     title: "Ours",
//! =======
//!     title: "Theirs",
//! >>>>>>> theirs
//! ```

use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::model::merge::paragraphs::{Part, Text};

const OPEN: &str = "<<<<<<< ours\n";

/// Returns the lines that two texts share, and between marks those in which they differ.
///
/// Whoever keeps the upper lines everywhere has `ours`, whoever keeps the lower ones `theirs`.
pub(super) fn between(ours: &str, theirs: &str) -> String {
    let (ours, theirs) = (lines(ours), lines(theirs));
    let mut text = String::new();
    let mut differing: Option<(Vec<String>, Vec<String>)> = None;
    for change in capture_diff_slices(Algorithm::Myers, &ours, &theirs) {
        let (tag, of_ours, of_theirs) = change.as_tag_tuple();
        let upper = ours.get(of_ours).unwrap_or_default();
        let lower = theirs.get(of_theirs).unwrap_or_default();
        if tag == DiffTag::Equal {
            if let Some((upper, lower)) = differing.take() {
                mark(&mut text, &upper, &lower);
            }
            text.extend(upper.iter().map(String::as_str));
        } else {
            let (above, below) = differing.get_or_insert_default();
            above.extend_from_slice(upper);
            below.extend_from_slice(lower);
        }
    }
    if let Some((upper, lower)) = differing {
        mark(&mut text, &upper, &lower);
    }
    text
}

/// Returns whether a text has marks of a merge in it.
pub(super) fn are_in(text: &str) -> bool {
    text.starts_with(OPEN) || text.contains(&format!("\n{OPEN}"))
}

/// Merges texts line by line, and says whether some lines clash: these are between marks.
pub(super) fn line_by_line(base: &str, ours: &str, theirs: &str) -> (String, bool) {
    let [base, ours, theirs] = [base, ours, theirs].map(lines);
    let merged = Text::unite(&base, &theirs, &ours);
    let mut text = String::new();
    for part in &merged.parts {
        match part {
            Part::Same(lines) => text.extend(lines.iter().map(String::as_str)),
            Part::Clash { lead, other, .. } => mark(&mut text, other, lead),
        }
    }
    (text, merged.clashes())
}

fn mark(text: &mut String, upper: &[String], lower: &[String]) {
    // The last line of a file may have no end.
    let mut add = |lines: &[String], mark: &str| {
        text.extend(lines.iter().map(String::as_str));
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text.push_str(mark);
    };
    add(&[], OPEN);
    add(upper, "=======\n");
    add(lower, ">>>>>>> theirs\n");
}

/// Returns the lines of a text with their ends.
fn lines(text: &str) -> Vec<String> {
    text.split_inclusive('\n').map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "a\nB\nc\nd\n";

    #[test]
    fn marks_stand_around_what_differs_only() {
        let expected = "a\n<<<<<<< ours\nB\n=======\nb\n>>>>>>> theirs\nc\n<<<<<<< ours\nd\n=======\n>>>>>>> theirs\n";
        assert_eq!(between(OURS, "a\nb\nc\n"), expected);
        assert_eq!(between(OURS, OURS), OURS);
        let expected = "<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n";
        assert_eq!(between("a", "b"), expected);
    }

    #[test]
    fn lines_are_merged_as_git_does_it() {
        let (text, clashes) = line_by_line("a\nb\nc\n", OURS, "A\nb\nc\n");
        assert_eq!((text.as_str(), clashes), ("A\nB\nc\nd\n", false));
        let (text, clashes) = line_by_line("a\n", "b\n", "c\n");
        let expected = "<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n";
        assert_eq!((text.as_str(), clashes), (expected, true));
    }
}
