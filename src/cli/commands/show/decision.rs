//! The page of a decision: what was decided, whether it holds, and what was put right in it.

use std::io;

use serde::Serialize;

use super::super::super::output::Output;
use super::super::super::page::Page;
use super::minutes;
use crate::base::date::human_day;
use crate::model::decisions::Decision;
use crate::model::meeting::{Correction, Heads};
use crate::model::{DecisionId, Minute, Workspace};

/// A decision for programs: its minute, and what is on record of it elsewhere.
#[derive(Debug, Serialize)]
pub(super) struct Recorded<'d> {
    #[serde(flatten)]
    minute: &'d Minute,
    superseded_by: Option<&'d DecisionId>,
    corrections: Vec<&'d Correction>,
}

impl<'d> Recorded<'d> {
    /// Makes one of a decision.
    pub(super) fn of(decision: &'d Decision<'_>) -> Self {
        Self {
            minute: decision.minute,
            superseded_by: decision.superseded_by.as_ref(),
            corrections: decision.corrections().collect(),
        }
    }
}

/// Prints a decision.
pub(super) fn page(
    workspace: &Workspace,
    decision: &Decision<'_>,
    out: &mut Output,
) -> io::Result<()> {
    let (meeting, minute) = (decision.meeting, decision.minute);
    let mut page = Page::begin(out, &decision.id.to_string(), minute.text.first())?;
    page.field("state", &decision.force().words())?;
    page.field(
        "meeting",
        &format!("{}, {}", meeting.id, human_day(meeting.date)),
    )?;
    page.optional("time", minute.time)?;
    let about = minute.about.as_ref();
    page.optional("about", about.map(|about| workspace.subject_name(about)))?;
    page.field("by", &minute.by)?;
    page.optional("at the table", decision.at_the_table().map(Heads::words))?;
    let internal = minute.internal.then_some("yes, it is never published");
    page.optional("internal", internal)?;
    page.heading("Text")?;
    minutes::body(&mut page, meeting, minute)
}
