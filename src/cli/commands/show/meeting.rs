//! The page of a meeting: its roll and its minutes.

use std::io;

use super::super::super::output::Output;
use super::super::super::page::Page;
use crate::base::date::human_day;
use crate::model::meeting::Attendance;
use crate::model::verbs::roll::shown_name;
use crate::model::{Meeting, Minute, Presence, Workspace};

/// Prints a meeting with its roll and its minutes.
pub(super) fn page(workspace: &Workspace, meeting: &Meeting, out: &mut Output) -> io::Result<()> {
    let mut page = Page::begin(out, &meeting.id.to_string(), &meeting.shown_title())?;
    page.field("plan", &meeting.plan.to_string())?;
    page.field("kind", meeting.kind.words())?;
    page.field("state", meeting.state.words())?;
    page.field("date", &human_day(meeting.date))?;
    page.field("time", &time(meeting))?;
    page.optional("time zone", meeting.zone.as_ref())?;
    page.field("place", &meeting.place)?;
    page.field("note by", &meeting.note_by)?;
    page.optional("published", meeting.published.map(human_day))?;
    page.optional("approved by", meeting.approved_by.as_ref())?;
    page.optional("in the bin since", meeting.binned)?;
    roll(&mut page, workspace, meeting)?;
    minutes(&mut page, workspace, meeting)?;
    page.list("Sources", &meeting.sources)
}

fn roll(page: &mut Page<'_>, workspace: &Workspace, meeting: &Meeting) -> io::Result<()> {
    if meeting.roll.is_empty() {
        return Ok(());
    }
    page.heading(&match meeting.heads() {
        None => "Roll: not called".to_owned(),
        Some(heads) => format!("Roll: {}", heads.words()),
    })?;
    for line in &meeting.roll {
        let presence = line.presence.map_or("not called", Presence::words);
        page.hang(
            &format!("  {presence:<10}  "),
            &attendance(workspace, meeting, line),
        )?;
    }
    Ok(())
}

fn attendance(workspace: &Workspace, meeting: &Meeting, line: &Attendance) -> String {
    let mut parts = vec![format!(
        "{} ({})",
        shown_name(workspace, line, Some(meeting.date)),
        line.sector.words()
    )];
    if line.people != 1 {
        parts.push(format!("{} people", line.people));
    }
    if !line.role.is_empty() {
        parts.push(line.role.clone());
    }
    parts.extend(meeting.late(line).map(|at| format!("came at {at}")));
    let away = line.away.iter();
    parts.extend(away.map(|away| format!("away from {} to {}", away.from, away.to)));
    parts.extend(line.left.map(|left| match left.time() {
        Some(at) => format!("left {at}"),
        None => "left".to_owned(),
    }));
    parts.join(", ")
}

fn minutes(page: &mut Page<'_>, workspace: &Workspace, meeting: &Meeting) -> io::Result<()> {
    for (nth, minute) in meeting.live_minutes().enumerate() {
        if nth == 0 {
            page.heading("Minutes")?;
        }
        page.hang("  ", &heading(workspace, minute))?;
        for paragraph in minute.text.iter() {
            page.hang("      ", paragraph)?;
        }
    }
    Ok(())
}

/// Returns the first line of a minute: `10:31 decision, UK0063.2, by Involve, internal`.
fn heading(workspace: &Workspace, minute: &Minute) -> String {
    let kind = minute.kind.words();
    let mut parts = vec![
        minute
            .time
            .map_or(kind.to_owned(), |time| format!("{time} {kind}")),
    ];
    parts.extend(
        minute
            .about
            .as_ref()
            .map(|about| workspace.subject_name(about)),
    );
    if !minute.by.is_empty() {
        parts.push(format!("by {}", minute.by));
    }
    if minute.internal {
        parts.push("internal".to_owned());
    }
    parts.join(", ")
}

fn time(meeting: &Meeting) -> String {
    match (meeting.began, meeting.closed) {
        (Some(began), Some(closed)) => format!("{began} to {closed}"),
        (Some(began), None) => format!("since {began}"),
        (None, Some(closed)) => format!("until {closed}"),
        (None, None) => String::new(),
    }
}
