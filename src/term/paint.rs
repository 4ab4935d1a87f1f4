//! Brings a terminal from one frame to the next with no more than what changed, and with nothing left
//! over where it counts columns differently from us.
//!
//! A row with a grapheme whose width terminals do not agree on is written whole when it changes: it is
//! cleared, and behind each such grapheme the cursor is placed anew, so that neither the frame nor a
//! letter of the row is anywhere but in its column. So is the row that takes its place, and the row
//! below where the text could have run on into it.

use std::io::{self, Write};

use crossterm::cursor::MoveTo;
use crossterm::queue;
use crossterm::terminal::{Clear, ClearType};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::{Position, Rect};

use crate::base::text::{grapheme_width, is_uncertain};

/// What a terminal shows, and how it is brought to show something else.
pub(super) struct Painter<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Frame,
    next: Frame,
    /// Nothing is known of what the terminal shows.
    is_anew: bool,
}

/// A frame and its rows that hold a grapheme terminals do not agree on.
struct Frame {
    cells: Buffer,
    uncertain: Vec<bool>,
}

/// A cell and its place.
type Placed<'f> = (u16, u16, &'f Cell);

impl<W: Write> Painter<W> {
    /// Makes a painter for a terminal of that size, of which nothing is known.
    pub(super) fn new(to: W, area: Rect) -> Self {
        Self {
            backend: CrosstermBackend::new(to),
            shown: Frame::empty(area),
            next: Frame::empty(area),
            is_anew: true,
        }
    }

    /// Returns the size of the frames.
    pub(super) fn area(&self) -> Rect {
        self.next.cells.area
    }

    /// Forgets what the terminal shows: the next frame is drawn on a terminal that is cleared.
    pub(super) fn begin_anew(&mut self, area: Rect) {
        self.shown = Frame::empty(area);
        self.next = Frame::empty(area);
        self.is_anew = true;
    }

    /// Draws a frame; `paint` returns where the cursor belongs.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(Rect, &mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        self.next.cells.reset();
        let cursor = paint(self.area(), &mut self.next.cells);
        self.next.look();
        self.backend.hide_cursor()?;
        if std::mem::take(&mut self.is_anew) {
            self.backend.clear()?;
        }
        self.send()?;
        std::mem::swap(&mut self.shown, &mut self.next);
        if let Some(position) = cursor {
            self.backend.show_cursor()?;
            self.backend.set_cursor_position(position)?;
        }
        Ok(())
    }

    /// Shows the cursor, as before the terminal is given to somebody else.
    pub(super) fn show_cursor(&mut self) -> io::Result<()> {
        self.backend.show_cursor()
    }

    fn send(&mut self) -> io::Result<()> {
        let Self {
            backend,
            shown,
            next,
            ..
        } = self;
        let whole = next.rows_to_write_whole(shown);
        let is_whole = |y: u16| whole.get(usize::from(y)) == Some(&true);
        let changed = shown.cells.diff_iter(&next.cells);
        backend.draw(changed.filter(|(_, y, _)| !is_whole(*y)))?;
        for y in (0..next.cells.area.height).filter(|y| is_whole(*y)) {
            queue!(backend, MoveTo(0, y), Clear(ClearType::UntilNewLine))?;
            let cells = next.row(y);
            for run in cells.split_inclusive(|(_, _, cell)| is_uncertain(cell.symbol())) {
                // Each call places the cursor.
                backend.draw(run.iter().copied())?;
            }
        }
        Ok(())
    }
}

impl Frame {
    fn empty(area: Rect) -> Self {
        Self {
            cells: Buffer::empty(area),
            uncertain: vec![false; usize::from(area.height)],
        }
    }

    /// Finds the rows with a grapheme that terminals do not agree on.
    fn look(&mut self) {
        let rows = rows_of(&self.cells);
        let is_uncertain = |row: &[Cell]| row.iter().any(|cell| is_uncertain(cell.symbol()));
        self.uncertain.clear();
        self.uncertain.extend(rows.map(is_uncertain));
    }

    /// Tells for each row whether it must be written whole after `before`.
    fn rows_to_write_whole(&self, before: &Self) -> Vec<bool> {
        let mut whole = vec![false; self.uncertain.len()];
        let rows = rows_of(&self.cells).zip(rows_of(&before.cells));
        let uncertain = self.uncertain.iter().zip(&before.uncertain);
        for (y, ((now, was), (is_now, was_so))) in rows.zip(uncertain).enumerate() {
            if !(*is_now || *was_so) || now == was {
                continue;
            }
            let runs_on = may_run_on(now) || may_run_on(was);
            let changed = whole.iter_mut().skip(y).take(if runs_on { 2 } else { 1 });
            changed.for_each(|row| *row = true);
        }
        whole
    }

    /// Returns the cells of a row, without the blank ones behind a wide grapheme.
    fn row(&self, y: u16) -> Vec<Placed<'_>> {
        let row = rows_of(&self.cells).nth(usize::from(y)).unwrap_or_default();
        let mut cells = Vec::with_capacity(row.len());
        let mut covered = 0;
        for (x, cell) in (0_u16..).zip(row) {
            if covered > 0 && cell.symbol() == " " {
                covered -= 1;
                continue;
            }
            covered = grapheme_width(cell.symbol()).saturating_sub(1);
            cells.push((x, y, cell));
        }
        cells
    }
}

fn rows_of(cells: &Buffer) -> impl Iterator<Item = &[Cell]> {
    cells.content.chunks(usize::from(cells.area.width).max(1))
}

/// Tells whether a terminal that counts two columns for each character would leave the row.
fn may_run_on(row: &[Cell]) -> bool {
    let mut left = row.len();
    row.iter().any(|cell| {
        let most = 2 * cell.symbol().chars().count();
        let runs_on = most > left && is_uncertain(cell.symbol());
        left -= 1;
        runs_on
    })
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::indexing_slicing,
        reason = "a test stops at the first surprise"
    )]

    use std::cell::RefCell;
    use std::rc::Rc;

    use proptest::prelude::*;
    use ratatui::style::{Modifier, Style};

    use super::*;
    use crate::base::text::{graphemes, safe};

    const AREA: Rect = Rect::new(0, 0, 24, 6);

    /// How some terminal counts the columns of a character.
    type Count = fn(char) -> usize;

    /// What terminals have been seen to do with what we are not sure of, and worse.
    const COUNTS: [Count; 4] = [
        // All marks joined, as in terminals that draw whole graphemes narrow.
        |c| usize::from(!is_odd(c)),
        // Each character a column.
        |_| 1,
        // What is not known is wide.
        |c| 1 + usize::from(is_odd(c)),
        // The wide ones are wide.
        |c| unicode_width::UnicodeWidthChar::width(c).unwrap_or(0),
    ];

    fn is_odd(c: char) -> bool {
        is_uncertain(c.encode_utf8(&mut [0; 4]))
    }

    /// A terminal with a table of widths of its own.
    struct Terminal {
        count: Count,
        wraps: bool,
        cells: Vec<Vec<String>>,
        at: (usize, usize),
    }

    impl Terminal {
        fn new(count: Count, wraps: bool) -> Self {
            let row = vec![" ".to_owned(); usize::from(AREA.width)];
            Self {
                count,
                wraps,
                cells: vec![row; usize::from(AREA.height)],
                at: (0, 0),
            }
        }

        fn take(&mut self, text: &str) {
            let mut rest = text;
            while let Some(c) = rest.chars().next() {
                rest = &rest[c.len_utf8()..];
                if c != '\u{1B}' {
                    self.write(c);
                    continue;
                }
                let end = rest
                    .find(|c: char| c.is_ascii_alphabetic())
                    .expect("an end");
                self.obey(&rest[1..end], &rest[end..=end]);
                rest = &rest[end + 1..];
            }
        }

        fn obey(&mut self, parameters: &str, what: &str) {
            let blank = || " ".to_owned();
            match what {
                "H" => {
                    let (row, column) = parameters.split_once(';').expect("a place");
                    let number = |text: &str| text.parse::<usize>().expect("a number") - 1;
                    self.at = (number(column), number(row));
                }
                "K" => self.cells[self.at.1]
                    .iter_mut()
                    .skip(self.at.0)
                    .for_each(|c| *c = blank()),
                "J" => self.cells.iter_mut().flatten().for_each(|c| *c = blank()),
                _ => {}
            }
        }

        fn write(&mut self, c: char) {
            let columns = (self.count)(c);
            let width = usize::from(AREA.width);
            if columns == 0 {
                let (x, y) = (self.at.0.saturating_sub(1), self.at.1);
                self.cells[y][x].push(c);
                return;
            }
            if self.at.0 + columns > width {
                let wraps = self.wraps && self.at.1 + 1 < self.cells.len();
                self.at = if wraps {
                    (0, self.at.1 + 1)
                } else {
                    (width - columns, self.at.1)
                };
            }
            let (x, y) = self.at;
            self.cells[y][x] = c.to_string();
            for behind in 1..columns {
                self.cells[y][x + behind] = String::new();
            }
            self.at.0 += columns;
        }

        fn row(&self, y: usize) -> String {
            self.cells[y].concat().trim_end().to_owned()
        }
    }

    /// Draws titles in a frame, as a list on the screen is.
    fn list(titles: &[String], buf: &mut Buffer) {
        for y in 0..AREA.height {
            for x in [0, AREA.width - 1] {
                buf[(x, y)].set_symbol("|");
            }
        }
        for (y, title) in (0..).zip(titles) {
            let mut x = 1;
            for grapheme in graphemes(title) {
                let columns = u16::try_from(grapheme_width(grapheme)).expect("few");
                if x + columns > AREA.width - 1 {
                    break;
                }
                buf[(x, y)].set_symbol(grapheme);
                if y == 0 {
                    buf[(x, y)].set_style(Style::new().add_modifier(Modifier::REVERSED));
                }
                x += columns;
            }
        }
    }

    /// What a painter has sent.
    #[derive(Clone, Default)]
    struct Wire(Rc<RefCell<Vec<u8>>>);

    impl Wire {
        fn take(&self) -> String {
            String::from_utf8(self.0.take()).expect("text")
        }
    }

    impl Write for Wire {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    /// Draws the titles and returns what is sent for that.
    fn drawn(painter: &mut Painter<Wire>, wire: &Wire, titles: &[String]) -> String {
        let drawn = painter.draw(|_, buf| {
            list(titles, buf);
            None
        });
        drawn.expect("drawn");
        wire.take()
    }

    fn check(frames: &[Vec<String>], count: Count, wraps: bool) {
        let wire = Wire::default();
        let mut terminal = Terminal::new(count, wraps);
        let mut painter = Painter::new(wire.clone(), AREA);
        for titles in frames {
            terminal.take(&drawn(&mut painter, &wire, titles));
            let mut expected = Buffer::empty(AREA);
            list(titles, &mut expected);
            for (y, cells) in rows_of(&expected).enumerate() {
                let row = terminal.row(y);
                let last = terminal.cells[y].last().map(String::as_str);
                let is_whole = row.starts_with('|') && last == Some("|");
                assert!(is_whole, "{row:?} of {titles:?} has no frame");
                if !cells.iter().any(|cell| is_uncertain(cell.symbol())) {
                    let wanted: String = cells.iter().map(Cell::symbol).collect();
                    assert_eq!(row, wanted, "{titles:?}");
                }
            }
        }
    }

    const WORDS: &str = "(open|plan |data| |বাংলা|ভাষায়|தமிழ்|සිංහල|ශ්\u{200D}රී|മലയാളം|ଭାଷା|မြန်မာ|น้ำ|ភាសា|\
        हिन्दी|తెలుగు|ಕನ್ನಡ|ગુજરાતી|ﾊﾟ|ﾎﾞﾄﾞ|👩\u{200D}🚀|👍🏽|🇬🇧|❤\u{FE0F}|\
        🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F}){0,7}";

    proptest! {
        #[test]
        fn no_frame_or_letter_of_an_earlier_screen_stays_however_a_terminal_counts(
            mut frames in proptest::collection::vec(proptest::collection::vec(WORDS, 5), 1..5),
            count in 0..COUNTS.len(),
            wraps in any::<bool>(),
        ) {
            frames.push(vec!["English only".to_owned(); 4]);
            let frames: Vec<Vec<String>> = frames
                .iter()
                .map(|titles| titles.iter().map(|title| safe(title).into()).collect())
                .collect();
            check(&frames, COUNTS[count], wraps);
        }
    }

    #[test]
    fn what_did_not_change_is_not_sent_again() {
        let wire = Wire::default();
        let mut painter = Painter::new(wire.clone(), AREA);
        let titles = ["বাংলা ভাষায়".to_owned(), "open plan".to_owned()];
        assert!(drawn(&mut painter, &wire, &titles).contains("plan"));
        let again = drawn(&mut painter, &wire, &titles);
        assert!(!again.contains(['p', 'ব', '|', 'K']), "{again:?}");
    }
}
