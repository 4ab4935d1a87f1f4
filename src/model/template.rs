//! Agendas to begin with, by kind of meeting. What the gate holds is put between on the day.

use super::meeting::MeetingKind;
use super::verbs::agenda::Proposed;

/// Returns the items an agenda of that kind begins with, each with its minutes.
///
/// They follow what the published notes of such meetings have in common: the last minutes first,
/// then the commitments, then what comes next.
pub fn agenda(kind: MeetingKind) -> Vec<Proposed> {
    let proposed = |&(title, planned): &(&str, u16)| Proposed {
        title: title.to_owned(),
        planned,
        ..Proposed::default()
    };
    items(kind).map(proposed).collect()
}

/// Returns true for the title of the item that every meeting of that kind begins with, the welcome.
pub fn begins_with(kind: MeetingKind, title: &str) -> bool {
    let (first, _) = parts(kind);
    first.first().is_some_and(|(known, _)| *known == title)
}

/// Returns true for the title of the item under which the commitments are gone through.
pub fn is_commitments(kind: MeetingKind, title: &str) -> bool {
    kind == MeetingKind::Review && title == COMMITMENTS
}

/// Returns true for the title of the item that every meeting of that kind ends with.
pub fn ends_with(kind: MeetingKind, title: &str) -> bool {
    let (_, last) = parts(kind);
    last.is_some_and(|(known, _)| *known == title)
}

const COMMITMENTS: &str = "Commitments, one by one";

fn items(kind: MeetingKind) -> impl Iterator<Item = &'static (&'static str, u16)> {
    let (first, last) = parts(kind);
    first.iter().chain(last)
}

/// The items of a kind: those that come first, and the last.
type Parts = (
    &'static [(&'static str, u16)],
    Option<&'static (&'static str, u16)>,
);

fn parts(kind: MeetingKind) -> Parts {
    match kind {
        MeetingKind::Review => (
            &[
                ("Welcome and apologies", 5),
                ("What has happened since the last meeting", 10),
                (COMMITMENTS, 60),
            ],
            Some(&("Next steps and date of the next meeting", 5)),
        ),
        MeetingKind::Minister => (
            &[
                ("Welcome", 5),
                ("How the plan stands", 10),
                ("What was escalated to the minister", 20),
                ("Where the sides differ", 15),
            ],
            Some(&("What comes next", 10)),
        ),
        MeetingKind::Forum => (
            &[
                ("Welcome and apologies", 5),
                ("How the plan stands", 15),
                ("Contributions and the answers to them", 30),
                ("The forum's own rules and membership", 10),
            ],
            Some(&("Next steps and date of the next meeting", 5)),
        ),
        MeetingKind::Summit => (&[("Welcome", 5), ("What the member reports", 20)], None),
    }
}
