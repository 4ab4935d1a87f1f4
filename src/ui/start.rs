//! Draws the card shown when no workspace was named.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::modals;
use super::text::{guard, put};
use super::theme::Theme;
use crate::app::start::Start;
use crate::app::view::Role;
use crate::app::{Message, Tone};
use crate::base::text::wrap;

const WHAT_IT_IS: &str = "The record of the meetings in which government and civil society review an \
                          open government action plan. No workspace was named, and there is none in \
                          this folder.";

/// Draws the card; returns where the terminal's cursor belongs.
pub fn draw_start(start: &Start, theme: &Theme, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let theme = *theme;
    let line = |y: u16| Rect {
        y: area.y + y,
        height: 1,
        ..area
    };
    put_line(line(0), "Roundtable", Role::Strong, theme, buf);
    let mut room = Rect {
        y: area.y + 1.min(area.height),
        height: area.height.saturating_sub(3),
        ..area
    };
    let lines = wrap(
        WHAT_IT_IS,
        usize::from(area.width.saturating_sub(2)).clamp(1, 76),
    );
    let taken = u16::try_from(lines.len()).unwrap_or(u16::MAX);
    if room.height > taken.saturating_add(9) {
        for (text, y) in lines.into_iter().zip(2..) {
            put_line(line(y), text, Role::Normal, theme, buf);
        }
        room.y += taken + 1;
        room.height -= taken + 1;
    }
    let mut cursor = modals::menu(&start.card, theme, room, buf);
    if let Some(form) = start.form() {
        cursor = modals::form(form, theme, room, buf);
    } else if area.height > 2 {
        let keys = "Enter does it  Up Down move  q leave";
        put_line(line(area.height - 2), keys, Role::Key, theme, buf);
    }
    if area.height > 1 {
        let Message { tone, text } = &start.message;
        let role = if *tone == Tone::Refused {
            Role::Overdue
        } else {
            Role::Normal
        };
        put_line(line(area.height - 1), text, role, theme, buf);
    }
    guard(buf, theme);
    cursor
}

fn put_line(line: Rect, text: &str, role: Role, theme: Theme, buf: &mut Buffer) {
    let width = line.width.saturating_sub(1);
    put(buf, (line.x + 1, line.y), width, text, theme.style(role));
}
