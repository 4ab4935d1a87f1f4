//! The page of a meeting: its roll, its agenda, its minutes and what was changed in it.

use std::io;

use super::super::super::output::Output;
use super::super::super::page::Page;
use super::minutes;
use crate::base::date::human_day;
use crate::model::action;
use crate::model::meeting::{Attendance, ItemState, came_of};
use crate::model::verbs::agenda::shown_title;
use crate::model::verbs::roll::shown_name;
use crate::model::{Meeting, Presence, Topic, Workspace};

/// Prints a meeting with all that its minutes tell.
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
    agenda(&mut page, workspace, meeting)?;
    minutes::all(&mut page, workspace, meeting)?;
    changed(&mut page, workspace, meeting)?;
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
    if !line.substitute_for.trim().is_empty() {
        parts.push(format!("sits in for {}", line.substitute_for));
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

/// Prints what was to be talked about, how long it took and what was not reached.
fn agenda(page: &mut Page<'_>, workspace: &Workspace, meeting: &Meeting) -> io::Result<()> {
    let internal = action::internal(workspace);
    for (nth, item) in meeting.live_agenda().enumerate() {
        if nth == 0 {
            page.heading("Agenda")?;
        }
        let mut parts = vec![shown_title(workspace, item)];
        let minutes = |words: &str, n: u16| (n > 0).then(|| format!("{words} {n} min"));
        parts.extend(minutes("planned", item.planned));
        parts.extend(minutes("used", item.used));
        if meeting.left_open().any(|open| open.id == item.id) {
            let state = match item.state {
                ItemState::Postponed => "put off",
                ItemState::Waiting | ItemState::Discussed => "not reached",
            };
            parts.push(state.to_owned());
        }
        let is_internal = match &item.topic {
            Some(Topic::Action(id)) => internal.contains(id),
            Some(Topic::Question(asked, id)) => {
                let asked = workspace.meetings().get(asked);
                let minute = asked.and_then(|asked| asked.minute(id));
                minute.is_some_and(|minute| minute.internal)
            }
            _ => false,
        };
        if is_internal {
            parts.push("internal".to_owned());
        }
        page.hang(&format!("  {:>2}. ", nth + 1), &parts.join(", "))?;
    }
    Ok(())
}

/// Prints what was changed in other records meanwhile.
fn changed(page: &mut Page<'_>, workspace: &Workspace, meeting: &Meeting) -> io::Result<()> {
    let internal = action::internal(workspace);
    let changes = came_of(meeting.changed.iter()).into_iter().map(|change| {
        let is_internal = change
            .action
            .as_ref()
            .is_some_and(|id| internal.contains(id));
        let mark = if is_internal { ", internal" } else { "" };
        format!("{}{mark}", change.words)
    });
    page.list("Changed in this meeting", &changes.collect::<Vec<_>>())
}

fn time(meeting: &Meeting) -> String {
    match (meeting.began, meeting.closed) {
        (Some(began), Some(closed)) => format!("{began} to {closed}"),
        (Some(began), None) => format!("since {began}"),
        (None, Some(closed)) => format!("until {closed}"),
        (None, None) => String::new(),
    }
}
