//! Minutes on a page: what was said, and beside it what was put right.

use std::io;

use super::super::super::page::Page;
use crate::base::date::human_day;
use crate::model::action::due_as_agreed;
use crate::model::meeting::Correction;
use crate::model::{Meeting, Minute, Side, Workspace};

/// Prints the minutes of a meeting, and the corrections to them as a whole.
pub(super) fn all(page: &mut Page<'_>, workspace: &Workspace, meeting: &Meeting) -> io::Result<()> {
    for (nth, minute) in meeting.live_minutes().enumerate() {
        if nth == 0 {
            page.heading("Minutes")?;
        }
        page.hang("  ", &heading(workspace, meeting, minute))?;
        body(page, meeting, minute)?;
    }
    for (nth, correction) in meeting.corrections_of(None).enumerate() {
        if nth == 0 {
            page.heading("Corrections to the minutes as a whole")?;
        }
        put_right(page, "  ", correction)?;
    }
    Ok(())
}

/// Prints what a minute says, and what it should say.
pub(super) fn body(page: &mut Page<'_>, meeting: &Meeting, minute: &Minute) -> io::Result<()> {
    for paragraph in minute.text.iter() {
        page.hang("      ", paragraph)?;
    }
    if let Some(earlier) = &minute.supersedes {
        page.hang("      ", &format!("Takes the place of {earlier}."))?;
    }
    if minute.is_unanswered() {
        page.hang("      ", "Not answered.")?;
    }
    for (nth, paragraph) in minute.answer.iter().enumerate() {
        let answer = if nth == 0 { "answer: " } else { "" };
        page.hang("      ", &format!("{answer}{paragraph}"))?;
    }
    let mut corrections = meeting.corrections_of(Some(&minute.id));
    corrections.try_for_each(|correction| put_right(page, "      ", correction))
}

/// Prints a correction: who asked for it, why, whether it is approved, and all that should be said.
fn put_right(page: &mut Page<'_>, indent: &str, correction: &Correction) -> io::Result<()> {
    let Correction {
        number, by, why, ..
    } = correction;
    let (day, approval) = (human_day(correction.date), correction.approval());
    let mut head = format!("correction {number} ({day}, asked for by {by}), {approval}");
    if !why.trim().is_empty() {
        head = format!("{head}; reason: {why}");
    }
    page.hang(indent, &head)?;
    for (nth, paragraph) in correction.after.iter().enumerate() {
        let reads = if nth == 0 { "it should say: " } else { "" };
        page.hang(&format!("{indent}  "), &format!("{reads}{paragraph}"))?;
    }
    Ok(())
}

/// Returns the first line of a minute: `10:31 decision D1, UK0063.2, by Involve, internal`.
fn heading(workspace: &Workspace, meeting: &Meeting, minute: &Minute) -> String {
    let kind = minute.title();
    let mut parts = vec![match minute.time {
        Some(time) => format!("{time} {kind}"),
        None => kind,
    }];
    let about = minute.about.as_ref();
    parts.extend(about.map(|about| workspace.subject_name(about)));
    if !minute.by.is_empty() {
        parts.push(format!("by {}", minute.by));
    }
    let side = minute.side.filter(|side| *side != Side::Agreed);
    parts.extend(side.map(|side| format!("for {}", side.words())));
    let due = due_as_agreed(workspace, meeting, minute);
    parts.extend(due.map(|due| format!("due {}", due.human())));
    if minute.internal {
        parts.push("internal".to_owned());
    }
    parts.join(", ")
}
