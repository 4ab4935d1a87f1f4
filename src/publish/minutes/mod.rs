//! The minutes: who was there, what was decided and promised, what was said and changed.

mod after;
mod attendance;
mod decided;
mod discussion;
mod disputed;
mod entry;

use super::document::{Document, Section, View};
use super::reading::Reading;
use crate::model::{Attribution, Meeting, Workspace};

/// Makes the minutes of a meeting.
pub fn minutes(workspace: &Workspace, meeting: &Meeting, attribution: Attribution) -> Document {
    let reading = Reading::new(workspace, meeting, attribution);
    let mut document = reading.begin(View::Minutes);
    let sections = [attendance::section(&reading), decided::section(&reading)];
    document.sections.extend(sections);
    document.sections.extend(discussion::sections(&reading));
    let after: [Section; 6] = [
        disputed::section(&reading),
        after::changed(&reading),
        after::not_reached(&reading),
        after::corrections(&reading),
        after::next_meeting(&reading),
        after::sources(&reading),
    ];
    let told = after.into_iter().filter(|section| !section.is_empty());
    document.sections.extend(told);
    document.tell_anchors_apart();
    document
}
