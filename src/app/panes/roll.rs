//! The roll of a meeting: who was there, how many of which side, and whether they are enough.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::meeting::nothing;
use crate::app::view::{Role, View, piece};
use crate::base::clock::Stamp;
use crate::base::text::{pad, safe, wrap};
use crate::model::meeting::{Attendance, Heads};
use crate::model::verbs::roll::shown_name;
use crate::model::{Meeting, Presence, RecordRef, Workspace};

/// Returns how many take part: `12 gov 6 cso 1 other`, with `?` for a side of which nobody was called yet, or
/// that nobody has said.
pub fn heads(heads: Option<Heads>) -> String {
    let Some(heads) = heads else {
        return "roll not called".to_owned();
    };
    let side = |people: Option<u32>| people.map_or_else(|| "?".to_owned(), |n| n.to_string());
    let mut text = format!(
        "{} gov {} cso",
        side(heads.government),
        side(heads.civil_society)
    );
    if let Some(other) = heads.other.filter(|other| *other > 0) {
        // OK because writing to a string cannot fail.
        let _ = write!(text, " {other} other");
    }
    text
}

/// Returns whether those at the table are enough by the rules of the forum, or what is missing;
/// `None` where it has no such rules, or the roll was not called.
pub fn quorum(workspace: &Workspace, meeting: &Meeting) -> Option<Result<(), String>> {
    let forum = workspace.plans().get(&meeting.plan)?.forum.as_ref()?;
    let missing = forum.quorum?.missing(meeting.heads_at_the_table()?);
    Some(if missing.is_empty() {
        Ok(())
    } else {
        Err(missing.join(", "))
    })
}

/// Lays the roll out in `width` columns; while it is called, with a row behind the last one that says
/// that it is the end.
pub fn lay_out(workspace: &Workspace, meeting: &Meeting, width: usize, calling: bool) -> View {
    const SECTOR: usize = 14;
    const STATE: usize = 11;
    let mut view = View::default();
    if meeting.roll.iter().any(Attendance::took_part) {
        let (text, role) = match quorum(workspace, meeting) {
            Some(Ok(())) => (", quorum yes".to_owned(), Role::Strong),
            Some(Err(missing)) => (format!(", no quorum: {missing}"), Role::Overdue),
            None => (String::new(), Role::Strong),
        };
        let text = format!("{}{text}", heads(meeting.heads_at_the_table()));
        for line in wrap(&text, width.max(8)) {
            view.push_free(vec![piece(role, line)]);
        }
    }
    let sectors = width >= 46;
    let fixed = STATE + if sectors { SECTOR } else { 0 };
    for line in &meeting.roll {
        view.begin_row(
            RecordRef::Attendance(meeting.id.clone(), line.id.clone()),
            None,
        );
        let name = attendance_name(workspace, line, meeting.date);
        let mut pieces = vec![piece(
            Role::Normal,
            pad(&safe(&name), width.saturating_sub(fixed).max(8)),
        )];
        if sectors {
            pieces.push(piece(
                Role::Dim,
                pad(&format!(" {}", line.sector.words()), SECTOR),
            ));
        }
        let here = line.is_at_the_table();
        let role = if here { Role::Strong } else { Role::Dim };
        pieces.push(piece(role, format!(" {}", presence_words(line))));
        view.push(pieces);
    }
    if view.rows.is_empty() {
        return nothing("Nobody is on the roll yet. a adds somebody.", width);
    }
    if calling {
        view.begin_row(RecordRef::Meeting(meeting.id.clone()), None);
        for line in wrap(&end_of(meeting), width.max(8)) {
            view.push(vec![piece(Role::Strong, line)]);
        }
    }
    view
}

/// Says whether all are called, and how to go on.
fn end_of(meeting: &Meeting) -> String {
    let left = meeting.roll.iter().filter(|line| line.presence.is_none());
    match left.count() {
        0 => " All are called: Esc ends the roll call".to_owned(),
        n => format!(" {n} not called: Tab goes there, Esc ends"),
    }
}

fn attendance_name(workspace: &Workspace, line: &Attendance, day: Date) -> String {
    let mut name = shown_name(workspace, line, Some(day));
    if line.people > 1 {
        // OK because writing to a string cannot fail.
        let _ = write!(name, " ×{}", line.people);
    }
    if !line.role.is_empty() {
        let _ = write!(name, " ({})", line.role);
    }
    if !line.substitute_for.is_empty() {
        let _ = write!(name, " for {}", line.substitute_for);
    }
    name
}

fn presence_words(line: &Attendance) -> String {
    match (line.presence, line.left, line.arrived) {
        (None, ..) => "not called".to_owned(),
        (Some(_), Some(Stamp::At(left)), _) => format!("left {left}"),
        (Some(_), Some(Stamp::Unknown), _) => "left".to_owned(),
        (Some(Presence::Present), None, Some(at)) => format!("here {at}"),
        (Some(presence), ..) => presence.words().to_owned(),
    }
}
