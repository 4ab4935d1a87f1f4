//! The screen as text, for tests to compare.

use std::fmt::Write as _;

use ratatui::buffer::Buffer;

/// Returns the text of a buffer, a line a row; the cell behind a wide glyph is skipped.
pub(crate) fn picture(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut x = 0;
        while x < buffer.area.width {
            let symbol = buffer[(x, y)].symbol();
            line.push_str(symbol);
            x += u16::try_from(roundtable::base::text::width(symbol).max(1)).unwrap();
        }
        writeln!(text, "{}", line.trim_end()).unwrap();
    }
    text
}
