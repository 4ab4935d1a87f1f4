//! From a key to the cells of the next frame, and to the bytes for a terminal.

use std::cell::RefCell;
use std::io;

use divan::Bencher;
use jiff::civil::{DateTime, date};
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use roundtable::app::key::{Key, KeyCode};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Event, Session};
use roundtable::model::Clerk;
use roundtable::ui;
use roundtable::ui::theme::Theme;

use crate::load::load;
use crate::workspaces::{folder, sizes};

/// A large window on a large screen.
const AREA: Rect = Rect::new(0, 0, 200, 50);

/// The next commitment, drawn into cells.
#[divan::bench(args = sizes(), sample_count = 300, sample_size = 1)]
fn down_to_cells(bencher: Bencher<'_, '_>, count: u32) {
    let mut table = Table::open(count);
    let mut cells = Buffer::empty(AREA);
    bencher.bench_local(|| {
        table.step();
        cells.reset();
        draw(&mut table.app, &mut cells);
    });
}

/// The next commitment, drawn, compared with the frame before, and written for a terminal.
#[divan::bench(args = sizes(), sample_count = 300, sample_size = 1)]
fn down_to_bytes(bencher: Bencher<'_, '_>, count: u32) {
    let mut table = Table::open(count);
    let viewport = Viewport::Fixed(AREA);
    let backend = CrosstermBackend::new(io::sink());
    let mut terminal = Terminal::with_options(backend, TerminalOptions { viewport }).unwrap();
    bencher.bench_local(|| {
        table.step();
        let drawn = terminal.draw(|frame| draw(&mut table.app, frame.buffer_mut()));
        drawn.unwrap();
    });
}

/// The first letter of a filter, for which every commitment is looked at.
#[divan::bench(args = sizes(), sample_count = 50, sample_size = 1)]
fn first_letter_of_filter(bencher: Bencher<'_, '_>, count: u32) {
    letter_of_filter(bencher, count, "", 'r');
}

/// A letter more, for which only those are looked at that passed before.
#[divan::bench(args = sizes(), sample_count = 50, sample_size = 1)]
fn next_letter_of_filter(bencher: Bencher<'_, '_>, count: u32) {
    letter_of_filter(bencher, count, "regi", 's');
}

/// Measures `letter` typed behind `before`, drawn into cells.
fn letter_of_filter(bencher: Bencher<'_, '_>, count: u32, before: &str, letter: char) {
    let table = RefCell::new(Table::open(count));
    let mut cells = Buffer::empty(AREA);
    let prepare = || {
        let mut table = table.borrow_mut();
        table.press(KeyCode::Esc);
        table.press(KeyCode::Char('/'));
        before.chars().for_each(|c| table.press(KeyCode::Char(c)));
    };
    bencher.with_inputs(prepare).bench_local_values(|()| {
        let mut table = table.borrow_mut();
        table.press(KeyCode::Char(letter));
        cells.reset();
        draw(&mut table.app, &mut cells);
    });
}

/// The program without its terminal.
struct Table {
    app: App,
    now: DateTime,
    way: KeyCode,
}

impl Table {
    fn open(count: u32) -> Self {
        let now = date(2026, 3, 2).at(10, 30, 0, 0);
        let workspace = load(&folder(count)).workspace;
        let session = Session::new(workspace, Clerk::new(now, 1), "made-up");
        let mut app = App::new(session, Keymap::built_in().unwrap());
        draw(&mut app, &mut Buffer::empty(AREA));
        Self {
            app,
            now,
            way: KeyCode::Down,
        }
    }

    fn press(&mut self, code: KeyCode) {
        self.app.update(Event::Key(Key::plain(code)), self.now);
    }

    /// Goes to the next commitment; turns round at the end, where a key would change nothing.
    fn step(&mut self) {
        let list = &self.app.commitments;
        if list.cursor() + 1 == list.rows().len() {
            self.way = KeyCode::Up;
        }
        if list.cursor() == 0 {
            self.way = KeyCode::Down;
        }
        self.press(self.way);
    }
}

fn draw(app: &mut App, cells: &mut Buffer) {
    let areas = ui::measure(AREA, app);
    app.sync(areas.sizes());
    ui::draw(app, &areas, &Theme::COLOURED, cells);
}
