//! The panes: the list of commitments, and those laid out as lines.

use std::fmt::Write as _;

use jiff::civil::Date;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::text::{columns, frame, put};
use super::theme::Theme;
use crate::app::App;
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::app::panes::words::shown_title;
use crate::app::panes::words::{letters, past_role, standing_role};
use crate::app::view::{Line, Role, Scroll};
use crate::base::date::{human_day, month_short};
use crate::base::text::{cut_middle, safe, wrap};
use crate::model::{Commitment, filter};

/// Draws one pane; returns where its cursor is, if it has the keys.
pub(super) fn pane(
    app: &App,
    theme: Theme,
    pane: Pane,
    (area, inside): (Rect, Rect),
    buf: &mut Buffer,
) -> Option<Position> {
    let focused = app.focus == pane;
    let title = title(app, pane, area.width);
    if inside.x > area.x {
        frame(buf, area, &title, theme, focused);
    } else {
        put(
            buf,
            (area.x, area.y),
            area.width,
            &title,
            theme.style(Role::Strong),
        );
    }
    let at = place(app, pane, inside);
    let x = area.right().saturating_sub(columns(&at) + 1);
    if x > area.x.saturating_add(columns(&title)) {
        put(buf, (x, area.y), area.width, &at, theme.style(Role::Normal));
    }
    let cursor = match pane {
        Pane::Commitments => commitments(app, theme, focused, inside, buf),
        Pane::Detail => lines(&app.detail.scroll, theme, focused, inside, buf),
        Pane::Meeting => lines(&app.meetings.scroll, theme, focused, inside, buf),
        Pane::Stakeholders => lines(&app.stakeholders.scroll, theme, focused, inside, buf),
        Pane::Actions => lines(&app.actions, theme, focused, inside, buf),
        Pane::Timeline => timeline(app, theme, focused, inside, buf),
    };
    cursor.filter(|_| focused)
}

/// Returns where one is in what does not fit, counted in lines: `12/40`.
fn place(app: &App, pane: Pane, inside: Rect) -> String {
    let of_scroll = |scroll: &Scroll| {
        let stood_on = |line: &Line| line.row == Some(scroll.cursor);
        let at = scroll.view.lines.iter().position(stood_on);
        (at.unwrap_or(scroll.top), scroll.view.lines.len())
    };
    let (at, all) = match pane {
        Pane::Commitments => {
            let list = &app.commitments;
            if list.lines() <= usize::from(inside.height) {
                return String::new();
            }
            return format!("{}/{}", list.cursor() + 1, list.rows().len());
        }
        Pane::Detail => of_scroll(&app.detail.scroll),
        Pane::Meeting => of_scroll(&app.meetings.scroll),
        Pane::Stakeholders => of_scroll(&app.stakeholders.scroll),
        Pane::Actions => of_scroll(&app.actions),
        // All of it is in sight but the commitments, whose number stands in its title.
        Pane::Timeline => return String::new(),
    };
    if all <= usize::from(inside.height) {
        return String::new();
    }
    format!("{}/{all}", at + 1)
}

fn title(app: &App, pane: Pane, room: u16) -> String {
    match pane {
        Pane::Commitments => commitments_title(app),
        Pane::Detail => {
            let shown = app.detail.shown.as_ref();
            let commitment = shown.and_then(|id| app.session.workspace.commitments().get(id));
            commitment.map_or("2 Detail".to_owned(), |c| {
                format!("2 {} {}", c.id, c.place_in_plan())
            })
        }
        Pane::Meeting => {
            let mut text = "3".to_owned();
            for tab in Tab::ALL {
                let here = tab == app.meetings.tab;
                let (open, close) = if here { ("[", "]") } else { ("", "") };
                // OK because writing to a string cannot fail.
                let _ = write!(text, " {open}{}{close}", tab.words());
            }
            let shown = app.meeting_shown();
            shown.map_or(text.clone(), |meeting| format!("{text} {}", meeting.id))
        }
        Pane::Stakeholders => stakeholders_title(app, room),
        Pane::Actions => "5 Actions".to_owned(),
        Pane::Timeline => timeline_title(app),
    }
}

/// Names the parts of pane 4, that which is shown in brackets; where there is no room for all, only
/// that one, and how to get to the next.
fn stakeholders_title(app: &App, room: u16) -> String {
    use crate::app::panes::stakeholders::Tab;
    let named = |tab: &Tab| {
        let words = tab.words();
        if *tab == app.stakeholders.tab {
            format!("[{words}]")
        } else {
            words.to_owned()
        }
    };
    let all = Tab::ALL.iter().map(named).collect::<Vec<_>>().join(" ");
    let text = format!("4 {all}");
    if columns(&text) + 8 <= room {
        return text;
    }
    let at = Tab::ALL.iter().position(|tab| *tab == app.stakeholders.tab);
    let (at, words) = (at.unwrap_or(0) + 1, app.stakeholders.tab.words());
    format!("4 {words} ({at} of {}; ] next)", Tab::ALL.len())
}

/// `6 Timeline, today 9 Aug 2018, May 2016 to Dec 2018, whole cycle`
fn timeline_title(app: &App) -> String {
    let today = app.session.clerk.today();
    let Some(window) = app.timeline.window else {
        return "6 Timeline".to_owned();
    };
    let month = |day: Date| format!("{} {}", month_short(day.month()), day.year());
    let (first, last) = (month(window.first), month(window.last));
    let outside = if today < window.first {
        ", before this"
    } else if today > window.last {
        ", after this"
    } else {
        ""
    };
    let today = human_day(today);
    let in_sight = app.timeline.zoom.words();
    format!("6 Timeline, today {today}{outside}, {first} to {last}, {in_sight}")
}

/// Draws the timeline, which is laid out as far as it is in sight.
fn timeline(
    app: &App,
    theme: Theme,
    focused: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let mut cursor = None;
    let shown = app.timeline.lines.iter().enumerate();
    for ((place, line), y) in shown.zip(area.top()..area.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        let behind_mark = Rect {
            x: row.x + 1,
            width: row.width.saturating_sub(1),
            ..row
        };
        pieces(line, theme, behind_mark, buf);
        if app.timeline.stood_on == Some(place) {
            mark(theme, focused, row, buf);
            cursor = Some(Position { x: row.x, y });
        }
    }
    cursor
}

fn commitments_title(app: &App) -> String {
    let list = &app.commitments;
    let mut text = if list.is_filtered() {
        format!(
            "1 Commitments {} of {} /{}",
            list.rows().len(),
            list.in_plan,
            list.filter_text
        )
    } else {
        format!("1 Commitments {}", list.rows().len())
    };
    if !list.marked().is_empty() {
        // OK because writing to a string cannot fail.
        let _ = write!(text, ", {} marked", list.marked().len());
    }
    if let Some(loading) = app.session.loading {
        // OK because writing to a string cannot fail.
        let _ = write!(text, ", reading {} of {}", loading.read, loading.all);
    }
    text
}

fn commitments(
    app: &App,
    theme: Theme,
    focused: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let list = &app.commitments;
    if list.rows().is_empty() {
        let wrong = list.filter_error.as_ref().map(|error| error.what.clone());
        let text = match (list.is_filtered(), app.session.loading) {
            _ if let Some(wrong) = wrong => wrong,
            (true, _) => match filter::meant(&list.filter_text) {
                Some(flag) => format!("Nothing passes; is {flag} meant?"),
                None => "Nothing passes; Esc clears the filter.".to_owned(),
            },
            (false, Some(_)) => "Reading…".to_owned(),
            (false, None) => "No commitments yet; a adds one.".to_owned(),
        };
        let text = safe(&text);
        let lines = wrap(&text, usize::from(area.width).max(8));
        for (line, y) in lines.into_iter().zip(area.top()..area.bottom()) {
            put(buf, (area.x, y), area.width, line, theme.style(Role::Dim));
        }
        return None;
    }
    let shown = list.rows().iter().enumerate().skip(list.top());
    let (mut cursor, mut y) = (None, area.top());
    // While another pane has the keys, what these are about.
    let meant = app.commitment_meant();
    for (place, id) in shown {
        if y >= area.bottom() {
            break;
        }
        let Some(commitment) = app.session.workspace.commitments().get(id) else {
            continue;
        };
        if let Some((nation, count)) = list.heading(place) {
            let name = if nation.is_empty() {
                "No nation"
            } else {
                nation
            };
            let heading = safe(name).into_owned();
            let heading = format!(" {heading}, {count}");
            put(
                buf,
                (area.x, y),
                area.width,
                &heading,
                theme.style(Role::Heading),
            );
            y += 1;
        }
        if y >= area.bottom() {
            break;
        }
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        commitment_row(app, theme, commitment, row, buf);
        if meant.as_ref() == Some(id) {
            mark(theme, focused, row, buf);
            cursor = Some(Position { x: row.x, y });
        }
        y += 1;
    }
    cursor
}

/// `▌UK  1 UK0063 Beneficial Ownership  ◔ LT !`
fn commitment_row(app: &App, theme: Theme, commitment: &Commitment, row: Rect, buf: &mut Buffer) {
    let standing = commitment.standing();
    let shown = standing.shown().map(|(status, _)| status);
    let end = 7;
    let marked = if app.commitments.is_marked(&commitment.id) {
        "*"
    } else {
        " "
    };
    let head = format!("{marked}{}", app.commitments.columns().head(commitment));
    let mut x = row.x
        + put(
            buf,
            (row.x, row.y),
            row.width,
            &head,
            theme.style(Role::Label),
        );
    let room = row.right().saturating_sub(x + end);
    let (title, role) = shown_title(&commitment.title);
    let title = cut_middle(&title, usize::from(room));
    put(buf, (x, row.y), room, title, theme.style(role));
    x = row.right().saturating_sub(end - 1).max(row.x);
    // Where the sides differ, both words take the place of the sign.
    let status = if standing.is_disputed() {
        letters(standing)
    } else {
        format!("{} {}", theme.shape(shown), letters(standing))
    };
    let style = theme.style(standing_role(standing));
    x += put(buf, (x, row.y), 5, &status, style);
    if let Some(reported) = commitment.reported_past(app.session.clerk.today()) {
        let mark = reported.mark().to_string();
        put(buf, (x, row.y), 1, &mark, theme.style(past_role(reported)));
    }
}

/// Draws the part of a view that is scrolled into sight.
fn lines(
    scroll: &Scroll,
    theme: Theme,
    focused: bool,
    area: Rect,
    buf: &mut Buffer,
) -> Option<Position> {
    let shown = scroll.view.lines.iter().skip(scroll.top);
    let mut cursor = None;
    for (line, y) in shown.zip(area.top()..area.bottom()) {
        let row = Rect {
            y,
            height: 1,
            ..area
        };
        pieces(
            line,
            theme,
            Rect {
                x: row.x + 1,
                width: row.width.saturating_sub(1),
                ..row
            },
            buf,
        );
        if line.row == Some(scroll.cursor) {
            mark(theme, focused, row, buf);
            cursor = cursor.or(Some(Position { x: row.x, y }));
        }
    }
    cursor
}

/// Draws the pieces of a line one behind the other.
pub(super) fn pieces(line: &Line, theme: Theme, row: Rect, buf: &mut Buffer) {
    let mut x = row.x;
    for piece in &line.pieces {
        let room = row.right().saturating_sub(x);
        if room == 0 {
            break;
        }
        x += put(buf, (x, row.y), room, &piece.text, theme.style(piece.role));
    }
}

fn mark(theme: Theme, focused: bool, row: Rect, buf: &mut Buffer) {
    buf.set_style(row.intersection(buf.area), theme.cursor(focused));
    put(
        buf,
        (row.x, row.y),
        1,
        theme.marker(),
        theme.style(Role::Strong),
    );
}
