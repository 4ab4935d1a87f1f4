//! The comment by which a published file is known again: which paper it is, and a digest of its text,
//! which shows whether somebody wrote in it since.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::Paper;

/// How many lines at the beginning of a published file say whose it is.
const LINES: usize = 3;

/// How many bytes of the digest are kept: enough against chance, and nobody wants to forge one.
const BYTES: usize = 8;

/// Returns the text of a file: what goes `before` the mark, the mark and what comes `after` it,
/// each in whole lines.
pub(super) fn marked(paper: &Paper, before: &str, after: &str) -> String {
    let digest = digest(before.lines().chain(after.lines()));
    format!("{before}{}{digest} -->\n{after}", beginning(paper))
}

/// Returns why a file with that text must not be written over with that paper, as what follows its
/// name; `None` when it is what was written for it before.
pub fn why_kept(text: &str, paper: &Paper) -> Option<String> {
    let beginning = beginning(paper);
    let marks = text.lines().take(LINES).enumerate();
    let mark = marks.filter_map(|(nth, line)| Some((nth, line.trim().strip_prefix(&beginning)?)));
    let Some((place, rest)) = mark.into_iter().next() else {
        return Some(format!("holds something else than {}", paper.words()));
    };
    let others = text.lines().enumerate().filter(|(nth, _)| *nth != place);
    let digest = digest(others.map(|(_, line)| line));
    let is_as_written = rest.strip_suffix(" -->") == Some(digest.as_str());
    (!is_as_written).then(|| "was edited since it was written".to_owned())
}

fn beginning(paper: &Paper) -> String {
    format!("<!-- roundtable: {}, text ", paper.name())
}

/// Returns the digest of lines, however they end: Git and editors turn line ends.
fn digest<'t>(lines: impl Iterator<Item = &'t str>) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update(line);
        hash.update("\n");
    }
    let mut text = String::with_capacity(2 * BYTES);
    for byte in hash.finalize().iter().take(BYTES) {
        // OK because writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id as _;
    use crate::model::requirements::Report;
    use crate::model::{MeetingId, PlanId};
    use crate::publish::View;

    #[test]
    fn a_file_that_was_edited_by_hand_is_not_written_over() {
        let [meeting, other] =
            ["2018-04-09", "2018-11-22"].map(|id| MeetingId::parse(id).expect("an id"));
        let plan = PlanId::parse("2018-04-09").expect("an id");
        let paper = Paper::Meeting(meeting.clone(), View::Minutes);
        let text = marked(&paper, "<!DOCTYPE html>\n", "one\ntwo\n");
        let why = |text: &str| why_kept(text, &paper);
        assert_eq!(why(&text), None, "{text}");
        assert_eq!(why(&text.replace('\n', "\r\n")), None);
        let edited = Some("was edited since it was written".to_owned());
        assert_eq!(why(&text.replace("two", "too")), edited);
        assert_eq!(why(&format!("{text}three\n")), edited);
        assert_eq!(why(&text.replace(" -->", "0 -->")), edited);
        let other_file = Some("holds something else than the minutes of 2018-04-09".to_owned());
        assert_eq!(why("one\ntwo\n"), other_file);
        for text in [
            marked(&Paper::Meeting(meeting, View::Progress), "", "one\n"),
            marked(&Paper::Meeting(other, View::Minutes), "", "one\n"),
            marked(&Paper::SelfAssessment(plan, Report::MidTerm), "", "one\n"),
        ] {
            assert_eq!(why(&text), other_file);
        }
    }
}
