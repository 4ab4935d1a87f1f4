//! The state as cells. Nothing here decides anything, and nothing can change
//! the state: it is seen through a shared reference.

mod bars;
mod layout;
mod modals;
mod panes;
mod start;
#[cfg(test)]
mod tests;
mod text;
pub mod theme;

pub use layout::{Areas, measure};
pub use start::draw_start;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::app::App;
use crate::app::panes::meeting::{push_changed, push_minute};
use crate::app::panes::words::letters;
use crate::app::view::{Role, View};
use crate::model::meeting::{Changed, came_of};
use text::{frame, guard, put};
use theme::Theme;

/// Draws everything; returns where the terminal's cursor belongs, so that
/// screen readers and magnifiers follow it.
pub fn draw(app: &App, areas: &Areas, theme: &Theme, buf: &mut Buffer) -> Option<Position> {
    let theme = *theme;
    if areas.too_small {
        too_small(app, theme, areas.title, buf);
        guard(buf, theme);
        return None;
    }
    bars::title(app, theme, areas.title, buf);
    let mut cursor = None;
    for (pane, area) in &areas.panes {
        let inside = areas.inside(*area);
        cursor = cursor.or(panes::pane(app, theme, *pane, (*area, inside), buf));
    }
    if let Some(area) = areas.strip {
        strip(app, theme, area, buf);
    }
    let above = Rect {
        y: areas.title.y + 1,
        height: areas.hints.y - areas.title.y - 1,
        ..areas.title
    };
    for modal in &app.modals {
        cursor = modals::modal(modal, theme, above, buf).or(cursor);
    }
    bars::prefix(app, theme, above, buf);
    bars::keys(app, theme, areas.hints, buf);
    let caret = bars::message(app, theme, areas.message, buf);
    guard(buf, theme);
    caret.or(cursor)
}

/// Draws the last minutes on the commitment of the meeting in progress.
fn strip(app: &App, theme: Theme, area: Rect, buf: &mut Buffer) {
    let Some(meeting) = app.session.workspace.meeting_in_progress() else {
        return;
    };
    let Some(id) = app.detail.shown.as_ref() else {
        return;
    };
    let title = format!("3 Minutes of {} on {id}", meeting.id);
    let inside = frame(buf, area, &title, theme, false);
    let mut view = View::default();
    let about = |m: &&crate::model::Minute| m.about.as_ref().is_some_and(|a| a.commitment == *id);
    let width = usize::from(inside.width);
    let changed = came_of(meeting.changed.iter());
    let is_about = |c: &&Changed| c.about.as_ref().is_some_and(|a| a.commitment == *id);
    let mut changed = changed.iter().filter(is_about).peekable();
    // Both in the order in which they came, as far as their times say.
    for minute in meeting.live_minutes().filter(about) {
        let before = |changed: &&Changed| meeting.is_before(changed.time, minute.time);
        while let Some(changed) = changed.next_if(before) {
            push_changed(&mut view, width, changed);
        }
        push_minute(&mut view, width, minute, None);
    }
    for changed in changed {
        push_changed(&mut view, width, changed);
    }
    if view.lines.is_empty() {
        let text = "Nothing minuted yet: m n note, m d decision, m a action";
        put(
            buf,
            (inside.x, inside.y),
            inside.width,
            text,
            theme.style(Role::Dim),
        );
    }
    let first = view.lines.len().saturating_sub(usize::from(inside.height));
    for (line, y) in view
        .lines
        .iter()
        .skip(first)
        .zip(inside.top()..inside.bottom())
    {
        panes::pieces(
            line,
            theme,
            Rect {
                y,
                height: 1,
                ..inside
            },
            buf,
        );
    }
}

/// Draws what can be said in very little room.
fn too_small(app: &App, theme: Theme, area: Rect, buf: &mut Buffer) {
    let selected = app.commitments.selected();
    let commitment = selected.and_then(|id| app.session.workspace.commitments().get(id));
    let lines = commitment.map_or_else(Vec::new, |c| {
        let standing = c.standing();
        let status = match standing.shown() {
            Some((status, _)) => status.words().to_owned(),
            None if standing.is_disputed() => letters(standing),
            None => "no status".to_owned(),
        };
        vec![format!("{} {status}", c.id), c.title.clone()]
    });
    let (saved, _) = bars::saved(app);
    let not_saved = (app.session.saving.waiting() > 0).then_some(saved.as_str());
    let lines = not_saved
        .into_iter()
        .chain(lines.iter().map(String::as_str))
        .chain(["window too small"]);
    for (line, y) in lines.zip(area.top()..area.bottom()) {
        put(
            buf,
            (area.x, y),
            area.width,
            line,
            theme.style(Role::Normal),
        );
    }
}
