//! The card shown without a workspace, at every size that has a layout of its own.
//!
//! `UPDATE=1` writes the pictures of `tests/screens` anew, to be reviewed as a diff.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roundtable::app::Event;
use roundtable::app::key::parse_keys;
use roundtable::app::start::Start;
use roundtable::ui;
use roundtable::ui::theme::Theme;

use crate::picture::picture;

/// Names a file of `tests/screens`, what was opened before, and what is pressed.
const CARDS: [(&str, &[&str], &str); 3] = [
    ("start_card_first_run", &[], ""),
    (
        "start_card_again",
        &[
            "/home/ana/uk",
            "/home/ana/a folder\u{1b}[31m with \u{202e}tricks and a name without end, which is cut",
        ],
        "Down",
    ),
    ("start_card_new", &[], "n k e Enter"),
];

#[test]
fn the_start_card_at_every_size() {
    let mut wrong = Vec::new();
    for (name, recent, keys) in CARDS {
        let mut start = Start::new(recent.iter().map(PathBuf::from).collect());
        for key in parse_keys(keys).unwrap() {
            start.update(&Event::Key(key));
        }
        let mut drawn = String::new();
        for (width, height) in [(80, 24), (40, 12), (200, 60), (19, 3)] {
            let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
            ui::draw_start(&start, &Theme::COLOURED, buffer.area, &mut buffer);
            write!(drawn, "--- {width}x{height}\n{}", picture(&buffer)).unwrap();
        }
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/screens/{name}.txt"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &drawn).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != drawn {
            wrong.push(format!("{name}:\n{drawn}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "UPDATE=1 rewrites them; review the diff\n{}",
        wrong.join("\n")
    );
}
