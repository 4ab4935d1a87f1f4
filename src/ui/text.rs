//! Puts text into the buffer, clipped; the only place that writes cells.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Style};

use super::theme::Theme;
use crate::base::text::{Safe, cut_end, grapheme_width, graphemes, is_safe, plain_sign, width};

/// Writes `text` from a place on, cut to `columns`; returns how many it took. What is not [`Safe`]
/// becomes so here, and only that is ever drawn.
pub(super) fn put<'t>(
    buf: &mut Buffer,
    (x, y): (u16, u16),
    columns: u16,
    text: impl Into<Safe<'t>>,
    style: Style,
) -> u16 {
    let area = buf.area;
    if y < area.top() || y >= area.bottom() || x < area.left() || x >= area.right() {
        return 0;
    }
    uncover(buf, x, y);
    let room = columns.min(area.right() - x);
    let mut at = x;
    for grapheme in graphemes(&cut_end(&text.into(), usize::from(room))) {
        at += put_grapheme(buf, (at, y), grapheme, style);
    }
    at - x
}

/// Writes one grapheme, for which there must be room; returns how many columns it took.
fn put_grapheme(buf: &mut Buffer, (x, y): (u16, u16), grapheme: &str, style: Style) -> u16 {
    let columns = u16::try_from(grapheme_width(grapheme)).unwrap_or(u16::MAX);
    if columns == 0 {
        return 0;
    }
    if let Some(cell) = buf.cell_mut((x, y)) {
        cell.set_symbol(grapheme).set_style(style);
    }
    // The terminal draws a wide grapheme over the cells behind its first.
    for x in (x..x.saturating_add(columns)).skip(1) {
        if let Some(cell) = buf.cell_mut((x, y)) {
            cell.reset();
        }
    }
    columns
}

/// Blanks a wide glyph that reaches from the cell before into this one: a terminal shows it whole
/// or not at all, and ratatui would never send what is written into its second half.
fn uncover(buf: &mut Buffer, x: u16, y: u16) {
    let before = x.checked_sub(1).and_then(|x| buf.cell_mut((x, y)));
    if let Some(cell) = before
        && width(cell.symbol()) > 1
    {
        cell.set_char(' ');
    }
}

/// Returns the columns `text` takes when it is drawn, so capped that sums of a few never overflow.
pub(super) fn columns<'t>(text: impl Into<Safe<'t>>) -> u16 {
    const FAR_BEYOND_ANY_SCREEN: u16 = 8_000;
    u16::try_from(width(&text.into())).map_or(FAR_BEYOND_ANY_SCREEN, |columns| {
        columns.min(FAR_BEYOND_ANY_SCREEN)
    })
}

/// Fills a rectangle with blanks of one style.
pub(super) fn fill(buf: &mut Buffer, area: Rect, style: Style) {
    let area = area.intersection(buf.area);
    for y in area.top()..area.bottom() {
        uncover(buf, area.left(), y);
        for x in area.left()..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
                cell.set_style(style);
            }
        }
    }
}

/// Replaces whatever is not fit for the terminal, cell by cell: the last guard, should text have
/// come here without being made safe. It is also the one place that writes our signs plainly in
/// ASCII, and that takes the colours away which a widget brought along.
pub(super) fn guard(buf: &mut Buffer, Theme { ascii, colour }: Theme) {
    for cell in &mut buf.content {
        if !is_safe(cell.symbol()) {
            cell.set_char('?');
        }
        if !colour {
            (cell.fg, cell.bg) = (Color::Reset, Color::Reset);
        }
        if ascii && let Some(plain) = sole_char(cell.symbol()).and_then(plain_sign) {
            cell.set_char(plain);
        }
    }
}

fn sole_char(symbol: &str) -> Option<char> {
    let mut chars = symbol.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// Draws a frame with a title and returns what is inside of it.
pub(super) fn frame<'t>(
    buf: &mut Buffer,
    area: Rect,
    title: impl Into<Safe<'t>>,
    theme: Theme,
    focused: bool,
) -> Rect {
    let area = area.intersection(buf.area);
    if area.width < 2 || area.height < 2 {
        return Rect {
            width: 0,
            height: 0,
            ..area
        };
    }
    let style = theme.border(focused);
    let [across, down, corners] = if theme.ascii {
        ["-", "|", "++++"]
    } else {
        ["─", "│", "┌┐└┘"]
    };
    let (left, right, top, bottom) = (area.left(), area.right() - 1, area.top(), area.bottom() - 1);
    for x in left..=right {
        put_grapheme(buf, (x, top), across, style);
        put_grapheme(buf, (x, bottom), across, style);
    }
    for y in top..=bottom {
        put_grapheme(buf, (left, y), down, style);
        put_grapheme(buf, (right, y), down, style);
    }
    let places = [(left, top), (right, top), (left, bottom), (right, bottom)];
    for (place, corner) in places.into_iter().zip(graphemes(corners)) {
        put_grapheme(buf, place, corner, style);
    }
    put(
        buf,
        (left + 1, top),
        area.width - 2,
        title,
        theme.title(focused),
    );
    Rect {
        x: left + 1,
        y: top + 1,
        width: area.width - 2,
        height: area.height - 2,
    }
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::Cell;

    use super::*;

    #[test]
    fn what_covers_half_a_wide_glyph_is_sent_to_the_terminal() {
        let area = Rect::new(0, 0, 6, 1);
        let blank = Buffer::empty(area);
        let sent = |buf: &Buffer| -> Vec<(u16, String)> {
            let cells = blank.diff(buf).into_iter();
            cells
                .map(|(x, _, cell)| (x, cell.symbol().to_owned()))
                .collect()
        };
        let mut buf = Buffer::empty(area);
        put(&mut buf, (0, 0), 6, "日本語", Style::new());
        put(&mut buf, (1, 0), 1, "|", Style::new());
        assert_eq!(
            sent(&buf),
            [(1, "|".into()), (2, "本".into()), (4, "語".into())]
        );
        fill(&mut buf, Rect::new(3, 0, 2, 1), Style::new());
        assert_eq!(sent(&buf), [(1, "|".into())]);
    }

    proptest::proptest! {
        #[test]
        fn safe_text_takes_as_many_cells_as_it_is_wide(
            s in "(a|7|\n|\t|\u{1b}|👩|❤|🏽|🇬|🇧|क|\u{94D}|\u{93E}|\u{301}{1,9}|ﾞ{1,3}|日|ｶ|\\PC|\
                  \u{200D}|\u{FE0F}|\u{20E3}|\u{E0041}|\u{600}|\u{1161}|\u{AC00}|\u{202E}){0,40}"
        ) {
            let text = crate::base::text::safe(&s);
            let mut buf = Buffer::empty(Rect::new(0, 0, 1_000, 1));
            let taken = put(&mut buf, (0, 0), 1_000, &text, Style::new());
            proptest::prop_assert_eq!(usize::from(taken), width(&text).min(1_000));
            // Every cell shows its own columns: what it is wide, or nothing behind a wide one.
            let (mut x, mut shown) = (0, String::new());
            while x < usize::from(taken) {
                let symbol = buf.content.get(x).map_or("", Cell::symbol);
                proptest::prop_assert!(is_safe(symbol));
                shown.push_str(symbol);
                x += width(symbol).max(1);
            }
            proptest::prop_assert_eq!(x, usize::from(taken));
            if width(&text) <= 1_000 {
                proptest::prop_assert_eq!(shown.as_str(), &*text);
            }
        }
    }
}
