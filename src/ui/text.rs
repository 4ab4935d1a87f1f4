//! Puts text into the buffer, clipped; the only place that writes cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::base::text::{cut_end, is_safe, width};

/// Writes `text` from a place on, cut to `columns`; returns how many it took.
pub(super) fn put(
    buf: &mut Buffer,
    (x, y): (u16, u16),
    columns: u16,
    text: &str,
    style: Style,
) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    let room = columns.min(area.right() - x);
    let cut = cut_end(text, usize::from(room));
    buf.set_stringn(x, y, &cut, usize::from(room), style);
    u16::try_from(width(&cut)).unwrap_or(room)
}

/// Fills a rectangle with blanks of one style.
pub(super) fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Replaces whatever is not fit for a terminal: the last guard, should text
/// have come here without being made safe.
pub(super) fn guard(buf: &mut Buffer) {
    for cell in &mut buf.content {
        if !is_safe(cell.symbol()) {
            cell.set_char('?');
        }
    }
}

/// Draws a frame with a title and returns what is inside of it.
pub(super) fn frame(buf: &mut Buffer, area: Rect, title: &str, style: Style, ascii: bool) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    let [across, down, corners] = if ascii {
        ["-", "|", "++++"]
    } else {
        ["─", "│", "┌┐└┘"]
    };
    let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
    for x in left..=right {
        put(buf, (x, top), 1, across, style);
        put(buf, (x, bottom), 1, across, style);
    }
    for y in top..=bottom {
        put(buf, (left, y), 1, down, style);
        put(buf, (right, y), 1, down, style);
    }
    let places = [(left, top), (right, top), (left, bottom), (right, bottom)];
    for (place, corner) in places.into_iter().zip(corners.chars()) {
        put(buf, place, 1, &corner.to_string(), style);
    }
    put(buf, (left + 1, top), area.width - 2, title, style);
    Rect {
        x: left + 1,
        y: top + 1,
        width: area.width - 2,
        height: area.height - 2,
    }
}
