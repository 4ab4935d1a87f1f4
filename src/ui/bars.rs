//! The lines above and below the panes: title, keys, messages.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text::{columns, fill, frame, put};
use super::theme::Theme;
use crate::app::hints::{hints, prefix_hints};
use crate::app::panes::roll::{heads, quorum};
use crate::app::view::Role;
use crate::app::{App, Saving, Tone};
use crate::base::date::human_day;
use crate::base::text::{cut_end, cut_middle, safe, wrap};
use crate::model::Meeting;
use crate::model::verbs::agenda::shown_title;

/// Draws the line on top: where one is, and whether all is on disk.
pub(super) fn title(app: &App, theme: Theme, area: Rect, buf: &mut Buffer) {
    let (saved, role) = saved(app);
    let saved = safe(&saved);
    let saved = cut_end(&saved, usize::from(area.width.saturating_sub(1)));
    let waiting = format!("{}{}", waiting(app), unkept(app));
    let waiting = safe(&waiting);
    let taken = columns(&*saved) + columns(&*waiting) + 1;
    let room = area.width.saturating_sub(taken + 1);
    let place = place(app);
    put(
        buf,
        (area.x, area.y),
        room,
        format!(" {place}"),
        theme.style(Role::Strong),
    );
    let at = area.right().saturating_sub(taken).max(area.x);
    let wide = put(
        buf,
        (at, area.y),
        area.width,
        &*waiting,
        theme.style(Role::Wrong),
    );
    put(
        buf,
        (at + wide, area.y),
        area.width,
        saved,
        theme.style(role),
    );
}

/// Returns the keys of what waits for somebody to look at it, each until that is done.
fn waiting(app: &App) -> String {
    let session = &app.session;
    let keys = [
        (!session.troubles.is_empty(), "g x"),
        (!session.beside.is_empty(), "g v"),
        (!session.unfinished.is_empty(), "g r"),
    ];
    let keys: Vec<&str> = keys
        .into_iter()
        .filter_map(|(waits, key)| waits.then_some(key))
        .collect();
    if keys.is_empty() {
        return String::new();
    }
    format!("! {}  ", keys.join(" "))
}

/// Says what is not kept on this machine, while it is so. What is not saved at all comes before it.
fn unkept(app: &App) -> String {
    match app.session.unkept.iter().next() {
        Some((what, why)) if app.session.saving.failure().is_none() => {
            format!("{}: {why}  ", what.not_kept())
        }
        _ => String::new(),
    }
}

fn place(app: &App) -> String {
    let place = place_today(app);
    let place = match &app.other_plan {
        Some(_) => format!(
            "{} NOT CURRENT  {place}",
            app.session.workspace.settings().current
        ),
        None => place,
    };
    match &app.back_then {
        Some(back_then) => format!("AS OF {}  {place}", human_day(back_then.day)),
        None => place,
    }
}

fn place_today(app: &App) -> String {
    let plan = app.session.workspace.current_plan();
    let plan = plan.map_or_else(|| app.session.place.clone(), |plan| plan.title.clone());
    let Some(meeting) = app.session.workspace.meeting_in_progress() else {
        return plan;
    };
    let since = meeting
        .began
        .map(|at| format!(" since {at}"))
        .unwrap_or_default();
    let quorum = match quorum(&app.session.workspace, meeting) {
        Some(Ok(())) => " quorum",
        Some(Err(_)) => " NO QUORUM",
        None => "",
    };
    let heads = heads(meeting.heads_at_the_table());
    let id = &meeting.id;
    match running_item(app, meeting) {
        Some(item) => format!("{id} IN PROGRESS  {heads}{quorum}  {item}"),
        None => format!("Meeting {id} IN PROGRESS{since}  {heads}{quorum}  {plan}"),
    }
}

/// Returns what is talked about, since how long and for how long it is planned.
fn running_item(app: &App, meeting: &Meeting) -> Option<String> {
    let item = meeting.current_item()?;
    let used = item.used_by(app.session.clerk.time_in(meeting));
    let planned = match item.planned {
        0 => String::new(),
        planned => format!(" of {planned}"),
    };
    let title = shown_title(&app.session.workspace, item);
    Some(format!("{used}{planned} min {title}"))
}

/// Says whether all is on disk; what is not comes before anything else.
pub(super) fn saved(app: &App) -> (String, Role) {
    if app.session.read_only.is_some() && app.session.saving.waiting() == 0 {
        return ("read-only".to_owned(), Role::Wrong);
    }
    match &app.session.saving {
        Saving::Saved(_) if app.session.is_elsewhere() => {
            ("NOT ALL IN THE RECORD".to_owned(), Role::Wrong)
        }
        Saving::Saved(None) => ("saved".to_owned(), Role::Dim),
        Saving::Saved(Some(at)) => (format!("saved {at}"), Role::Dim),
        Saving::Saving(_) => ("saving".to_owned(), Role::Strong),
        Saving::NotSaved { why, .. } => (format!("NOT SAVED: {why}"), Role::Wrong),
    }
}

/// Draws the line of keys; the way to all others stands at its right end.
pub(super) fn keys(app: &App, theme: Theme, area: Rect, buf: &mut Buffer) {
    let always = "? help  : all";
    let shown = app.modals.is_empty() && app.commitments.typing.is_none();
    let end = if shown && area.width >= 30 {
        columns(always) + 1
    } else {
        0
    };
    let mut x = area.x + 1;
    for (key, word) in hints(app) {
        let wanted = columns(&key) + columns(word) + 3;
        if x + wanted > area.right().saturating_sub(end) {
            break;
        }
        x += put(buf, (x, area.y), area.width, &key, theme.style(Role::Key)) + 1;
        x += put(
            buf,
            (x, area.y),
            area.width,
            word,
            theme.style(Role::Normal),
        ) + 2;
    }
    if end > 0 {
        put(
            buf,
            (area.right() - end, area.y),
            end,
            always,
            theme.style(Role::Key),
        );
    }
}

/// How many lines a message may take on the smallest screen, and over a modal where it says why not.
const LONGEST: usize = 3;

/// How many lines a message may take over a modal that stands at the bottom: its own, and that of the keys.
const BELOW_A_MODAL: usize = 2;

/// Draws the message, or the filter while it is typed; returns the caret.
pub(super) fn message(app: &App, theme: Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if let Some(field) = &app.commitments.typing {
        let x = area.x
            + put(
                buf,
                (area.x, area.y),
                area.width,
                " /",
                theme.style(Role::Key),
            );
        let rest = Rect {
            x,
            width: area.right().saturating_sub(x),
            ..area
        };
        let text = field.text();
        let caret = super::modals::field(field, rest, buf);
        if let Some(error) = &app.commitments.filter_error {
            let what = safe(&error.what);
            // A long filter gives way, so that what is wrong with it is seen.
            let latest = area
                .right()
                .saturating_sub(columns(&what).min(area.width / 2));
            let at = (x + columns(&text) + 2).min(latest);
            put(
                buf,
                (at, area.y),
                area.width,
                &what,
                theme.style(Role::Wrong),
            );
        }
        return caret;
    }
    let role = if app.message.tone == Tone::Refused {
        Role::Strong
    } else {
        Role::Normal
    };
    // A message takes the lines of keys and panes above it where it is longer, since half a sentence may say
    // the contrary; the next key gives them back. What fits nowhere is left out of the middle, as the way out
    // stands at the end.
    let room = usize::from(area.width.saturating_sub(2)).max(1);
    let whole = safe(&app.message.text);
    let rows = match app.message.tone {
        _ if app.modals.is_empty() => LONGEST.max(usize::from(area.bottom()) / 2),
        Tone::Refused => LONGEST,
        Tone::Told => BELOW_A_MODAL,
    };
    let is_short = usize::from(columns(&*whole)) <= room + 1;
    let lines = if is_short {
        vec![&*whole]
    } else {
        wrap(&whole, room)
    };
    let text = cut_middle(&whole, room * rows - rows * room / 8);
    let lines = if lines.len() > rows {
        wrap(&text, room)
    } else {
        lines
    };
    let high = lines.len().clamp(1, rows);
    for (line, above) in lines.iter().take(high).zip((0..high).rev()) {
        let y = area
            .y
            .saturating_sub(u16::try_from(above).unwrap_or(u16::MAX));
        let row = Rect { y, ..area };
        fill(buf, row, theme.style(Role::Normal));
        let line = format!(" {line}");
        put(buf, (row.x, row.y), row.width, &line, theme.style(role));
    }
    None
}

/// Draws how the keys pressed so far can go on, in the lower right corner.
pub(super) fn prefix(app: &App, theme: Theme, above: Rect, buf: &mut Buffer) {
    let going_on = prefix_hints(app);
    if going_on.is_empty() {
        return;
    }
    let lines: Vec<String> = going_on
        .iter()
        .map(|(key, title)| format!("{key:<3} {title}"))
        .collect();
    let wide = lines.iter().map(columns).max().unwrap_or(0) + 2;
    let high = u16::try_from(lines.len())
        .unwrap_or(u16::MAX)
        .saturating_add(2);
    let (wide, high) = (wide.min(above.width), high.min(above.height));
    let area = Rect {
        x: above.right() - wide,
        y: above.bottom() - high,
        width: wide,
        height: high,
    };
    fill(buf, area, theme.style(Role::Normal));
    let keys = crate::app::key::show_keys(&app.pending);
    let inside = frame(buf, area, format!(" {keys} "), theme, true);
    for (y, line) in (inside.top()..inside.bottom()).zip(&lines) {
        put(
            buf,
            (inside.x, y),
            inside.width,
            line,
            theme.style(Role::Normal),
        );
    }
}
