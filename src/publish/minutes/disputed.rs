//! Where the sides differ at the end of the meeting, whichever meeting they said it in.

use super::super::attribution::Outgoing;
use super::super::document::{Anchor, Entry, Section};
use super::super::reading::Reading;
use crate::model::{Subject, Update};

/// Returns the section: a line for each commitment or milestone on which the sides differ.
pub(super) fn section(reading: &Reading<'_>) -> Section {
    let title = Outgoing::own("Where the sides differ");
    let mut section = Section::new(Anchor::named("disputed"), title);
    let mut entries = Vec::new();
    for commitment in reading.commitments() {
        let own = Subject::commitment(&commitment.id);
        entries.extend(entry(reading, &own, &commitment.updates));
        for milestone in commitment.live_milestones() {
            let subject = Subject::milestone(&commitment.id, &milestone.id);
            entries.extend(entry(reading, &subject, &milestone.updates));
        }
    }
    section.list(entries);
    section
}

fn entry(reading: &Reading<'_>, subject: &Subject, updates: &[Update]) -> Option<Entry> {
    let standing = reading.standing_of(updates);
    standing.is_disputed().then(|| {
        let says = reading.standing(standing, updates);
        Entry::of(reading.subject(subject).own(". ").line(says))
    })
}
