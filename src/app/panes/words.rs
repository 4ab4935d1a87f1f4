//! How values are written in all panes, and the pieces of text they make.

use crate::app::view::{Piece, Role, View, piece};
use crate::base::text::{Safe, safe, safe_lines, wrap};
use crate::model::deadline::Reported;
use crate::model::{Side, Standing, Update};

/// How wide the names of fields are, with the space behind them.
pub const LABEL: usize = 10;

/// Returns the letters of a standing for lists: the status, and a mark for whose word it is where it is
/// not agreed. Where the sides differ both stand there, `CP≠NS`: two columns more.
pub fn letters(standing: Standing) -> String {
    if let Some([(one, _), (other, _)]) = standing.differing() {
        return format!("{}≠{}", one.letters(), other.letters());
    }
    let Some((status, side)) = standing.shown() else {
        return "-- ".to_owned();
    };
    let whose = match side {
        Side::Agreed => " ",
        Side::Government => "g",
        Side::CivilSociety => "c",
    };
    format!("{}{whose}", status.letters())
}

/// Returns the role a standing is shown in.
pub fn standing_role(standing: Standing) -> Role {
    if standing.is_disputed() {
        Role::Disputed
    } else {
        Role::Status(standing.shown().map(|(status, _)| status))
    }
}

/// Adds a named value, wrapped beside its name, or below it where there is no room.
pub fn push_field(view: &mut View, width: usize, label: &str, role: Role, text: &str) {
    let beside = width >= 3 * LABEL;
    let indent = if beside { LABEL } else { 2 };
    if !beside {
        view.push(vec![piece(Role::Label, label)]);
    }
    let text = safe_lines(text);
    for (n, line) in wrap(&text, room(width, indent)).into_iter().enumerate() {
        let label = if beside && n == 0 { label } else { "" };
        view.push(vec![
            piece(Role::Label, format!("{label:indent$}")),
            piece(role, line),
        ]);
    }
}

/// Adds a named value, or that it is not known.
pub fn push_known(view: &mut View, width: usize, label: &str, value: &str) {
    match value {
        "" => push_field(view, width, label, Role::Dim, "not known"),
        value => push_field(view, width, label, Role::Normal, value),
    }
}

/// Adds wrapped text after an indent.
pub fn push_text(view: &mut View, width: usize, indent: usize, role: Role, text: &str) {
    let text = safe_lines(text);
    for line in wrap(&text, room(width, indent)) {
        view.push(vec![piece(role, format!("{:indent$}{line}", ""))]);
    }
}

/// Adds one dated update: the day, whose word it is, the status, the note.
pub fn push_update(view: &mut View, width: usize, indent: usize, update: &Update) {
    let mut head = vec![piece(
        Role::Label,
        format!("{:indent$}{} ", "", update.date),
    )];
    if update.side != Side::Agreed || update.status.is_some() {
        head.push(piece(Role::Dim, format!("{} ", update.side.words())));
    }
    if let Some(status) = update.status {
        head.push(piece(Role::Status(Some(status)), status.words()));
    }
    view.push(head);
    for paragraph in update.note.iter() {
        push_text(view, width, indent + 2, Role::Normal, paragraph);
    }
    if !update.delay.is_empty() {
        let text = format!("Late because: {}", update.delay);
        push_text(view, width, indent + 2, Role::Normal, &text);
    }
    for link in &update.evidence {
        push_text(view, width, indent + 2, Role::Dim, link);
    }
}

/// Returns one line of text, made safe.
pub fn plain(role: Role, text: &str) -> Piece {
    piece(role, safe(text))
}

/// Returns a title fit for a terminal, or that there is none.
pub fn shown_title(title: &str) -> (Safe<'_>, Role) {
    if title.trim().is_empty() {
        return (safe("(no title)"), Role::Dim);
    }
    (safe(title), Role::Normal)
}

/// Returns the mark of something whose date has passed: `!` where it is known to be late, else `?`.
pub fn past_mark(reported: Option<Reported>) -> Piece {
    match reported {
        Some(reported) => piece(past_role(reported), reported.mark().to_string()),
        None => piece(Role::Normal, " "),
    }
}

/// Returns how the mark of something whose date has passed stands out.
pub fn past_role(reported: Reported) -> Role {
    if reported.is_late() {
        Role::Overdue
    } else {
        Role::Strong
    }
}

/// Returns what an indent leaves of the width; never so little that nothing fits.
fn room(width: usize, indent: usize) -> usize {
    width.saturating_sub(indent).max(8)
}
