//! What goes to the terminal, byte by byte, when every text of every record is hostile.
//!
//! Each text takes its turn with each payload. The cells are written by the backend that the program
//! uses, and what it writes is read back: by the grammar of what we send, and by a terminal that
//! tells of titles, clipboards and whatever it does not know.

#![expect(
    clippy::print_stderr,
    reason = "says what was tried, and what could not be"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::date;
use ratatui::backend::{Backend as _, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roundtable::app::key::{Key, parse_keys};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Event};
use roundtable::base::text::is_safe;
use roundtable::model::{MeetingState, Record, Workspace};
use roundtable::store::Store;
use roundtable::ui;
use roundtable::ui::theme::Theme;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::sizes::{SCREENS, app};
use crate::world::{ROOT, disk};

/// What somebody may put into a text, but for what is made of many.
const PAYLOADS: [&str; 36] = [
    "\u{1b}",
    "\u{1b}[2J\u{1b}[H",
    "\u{1b}[31mred\u{1b}[0m",
    "\u{1b}[8mhidden\u{1b}[28m",
    "\u{1b}[?1049l\u{1b}[?25l",
    "\u{1b}[6n",
    "\u{1b}]0;owned\u{7}",
    "\u{1b}]2;owned\u{1b}\\",
    "\u{1b}]52;c;b3duZWQ=\u{7}",
    "\u{1b}]52;c;?\u{1b}\\",
    "\u{1b}]8;;https://example.org\u{1b}\\click\u{1b}]8;;\u{1b}\\",
    "\u{1b}P+q544e\u{1b}\\",
    "\u{1b}_Gf=100;AAAA\u{1b}\\",
    "\u{1b}c\u{1b}(0",
    "\u{9b}31mred",
    "\u{9d}0;owned\u{9c}",
    "\u{90}q\u{9c}\u{85}\u{84}",
    "\u{7}\u{8}\u{e}\u{f}\u{c}\u{b}",
    "one\r\ntwo\nthree\tfour",
    "\u{7f}\u{0}\u{1}",
    "user\u{202e}txt.exe",
    "\u{2067}isolated\u{2069}\u{61c}\u{200f}",
    "a\u{200b}b\u{200d}c\u{2060}d\u{feff}e\u{ad}f",
    "\u{1f3f4}\u{e0067}\u{e0062}\u{e007f}\u{e0041}",
    "\u{2028}\u{2029}\u{fff9}x\u{fffb}",
    "\u{3164}\u{115f}\u{1160}\u{ffa0}",
    "\u{301}\u{489}begins with marks",
    "\u{5d0}\u{5d1} \u{627}\u{644}\u{62d}\u{643}\u{648}\u{645}\u{629} 2018",
    "\u{60c5}\u{5831}\u{516c}\u{958b} \u{ff76}\u{ff9e}",
    "\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{1f44d}\u{1f3fd} 1\u{fe0f}\u{20e3}",
    "\u{1f1ec}\u{1f1e7}\u{1f1ec}",
    "\u{915}\u{94d}\u{937}\u{93f} \u{e33}\u{e33}",
    "\u{17d8}\u{fdfd}\u{12031}",
    "   ",
    "",
    "\u{e000}\u{f8ff}\u{10fffd}\u{fffe}",
];

fn payloads() -> Vec<String> {
    let mut all: Vec<String> = PAYLOADS.map(str::to_owned).to_vec();
    all.push(format!("a{}", "\u{301}".repeat(2_000)));
    all.push("\u{1f469}\u{200d}".repeat(500));
    all.push("x".repeat(100_000));
    all.push("\u{1b}]0;owned\u{7} \u{202e}".repeat(2_000));
    all
}

/// A workspace in which every field has a value, before and after its texts were filled.
struct Records {
    pristine: Workspace,
    workspace: Workspace,
    texts: usize,
}

impl Records {
    fn read() -> Self {
        let fs = disk("cli/workspace");
        let good = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/good");
        for kind in [
            "plans",
            "commitments",
            "meetings",
            "actions",
            "stakeholders",
            "contacts",
        ] {
            let bytes = std::fs::read(good.join(kind).join("every-field.ron")).unwrap();
            let name = match kind {
                "plans" | "commitments" | "meetings" => format!("{kind}/every-field.ron"),
                list => format!("{list}.ron"),
            };
            fs.put(&Path::new(ROOT).join(name), &bytes);
        }
        let member = "\\u{1b}]0;owned\\u{7}\\u{202e}";
        let settings = format!("(format: 1, member: \"{member}\", current: \"rur-2024\")");
        fs.put(&Path::new(ROOT).join("workspace.ron"), settings.as_bytes());
        let loaded = Store::load_all(Arc::new(fs), PathBuf::from(ROOT)).unwrap();
        assert_eq!(loaded.problems, []);
        Self {
            pristine: loaded.workspace.clone(),
            workspace: loaded.workspace,
            texts: 0,
        }
    }

    /// Fills every text with a payload: the first with the one of this turn, the next with the next.
    fn fill(&mut self, payloads: &[String], turn: usize) {
        self.texts = 0;
        let at = |texts: &mut usize| {
            *texts += 1;
            payloads[(turn + *texts) % payloads.len()].clone()
        };
        let mut filled = self.pristine.clone();
        macro_rules! fill {
            ($($table:ident),*) => {$(
                for record in self.pristine.$table().values() {
                    filled.admit(Arc::new(hostile(&**record, || at(&mut self.texts))));
                }
            )*};
        }
        fill!(
            plans,
            commitments,
            meetings,
            actions,
            stakeholders,
            contacts
        );
        // The meeting in whose records every field has a value is being held.
        let last = filled
            .meetings()
            .values()
            .max_by_key(|meeting| meeting.minutes.len());
        let mut held = last.unwrap().as_ref().clone();
        held.state = MeetingState::InProgress;
        held.began = "10:00".parse().ok();
        filled.admit(Arc::new(held));
        self.workspace = filled;
    }
}

/// Returns a record with every text in it replaced that takes any text at all; ids, dates and the
/// like refuse it.
fn hostile<T: Record + Serialize + DeserializeOwned>(
    record: &T,
    mut payload: impl FnMut() -> String,
) -> T {
    let mut value = serde_json::to_value(record).unwrap();
    let mut places = Vec::new();
    texts(&value, String::new(), &mut places);
    for place in places {
        let before = value.pointer(&place).unwrap().clone();
        *value.pointer_mut(&place).unwrap() = Value::from("\u{1b}x");
        if T::deserialize(&value).is_ok() {
            *value.pointer_mut(&place).unwrap() = Value::from(payload());
        } else {
            *value.pointer_mut(&place).unwrap() = before;
        }
    }
    let filled = T::deserialize(&value).unwrap();
    assert!(filled.id() == record.id());
    filled
}

/// Collects the places of all texts in a value.
fn texts(value: &Value, at: String, places: &mut Vec<String>) {
    match value {
        Value::String(_) => places.push(at),
        Value::Array(all) => {
            for (n, one) in all.iter().enumerate() {
                texts(one, format!("{at}/{n}"), places);
            }
        }
        Value::Object(all) => {
            for (name, one) in all {
                texts(one, format!("{at}/{name}"), places);
            }
        }
        _ => {}
    }
}

/// A terminal that notes what it is asked for beside showing text.
#[derive(Default)]
struct Asked(Vec<String>);

impl vt100::Callbacks for Asked {
    fn audible_bell(&mut self, _: &mut vt100::Screen) {
        self.0.push("bell".into());
    }
    fn resize(&mut self, _: &mut vt100::Screen, size: (u16, u16)) {
        self.0.push(format!("size {size:?}"));
    }
    fn set_window_icon_name(&mut self, _: &mut vt100::Screen, name: &[u8]) {
        self.0.push(format!("icon {name:?}"));
    }
    fn set_window_title(&mut self, _: &mut vt100::Screen, title: &[u8]) {
        self.0.push(format!("title {title:?}"));
    }
    fn copy_to_clipboard(&mut self, _: &mut vt100::Screen, _: &[u8], data: &[u8]) {
        self.0.push(format!("copy {data:?}"));
    }
    fn paste_from_clipboard(&mut self, _: &mut vt100::Screen, kind: &[u8]) {
        self.0.push(format!("paste {kind:?}"));
    }
    fn unhandled_control(&mut self, _: &mut vt100::Screen, byte: u8) {
        self.0.push(format!("control {byte}"));
    }
    fn unhandled_osc(&mut self, _: &mut vt100::Screen, parts: &[&[u8]]) {
        self.0.push(format!("osc {parts:?}"));
    }
}

/// Draws, writes as the program does, and reads back; returns how many bytes went out.
fn send(app: &mut App, keys: &str) -> usize {
    let area = Rect::new(0, 0, 120, 40);
    let mut cells = Buffer::empty(area);
    let areas = ui::measure(area, app);
    app.sync(areas.sizes());
    ui::draw(app, &areas, &Theme::COLOURED, &mut cells);
    assert!(
        cells.content.iter().all(|cell| is_safe(cell.symbol())),
        "{keys}"
    );
    let mut bytes = Vec::new();
    let all = Buffer::empty(area);
    CrosstermBackend::new(&mut bytes)
        .draw(all.diff(&cells).into_iter())
        .unwrap();
    let text = std::str::from_utf8(&bytes).unwrap();
    if let Some(at) = first_of_others(text) {
        panic!(
            "{keys}: {:?}",
            text.get(at..).unwrap().chars().take(40).collect::<String>()
        );
    }
    let mut terminal = vt100::Parser::new_with_callbacks(40, 120, 0, Asked::default());
    terminal.process(&bytes);
    assert_eq!(terminal.callbacks().0, [""; 0], "{keys}");
    bytes.len()
}

/// Returns where something stands that is neither text nor a colour, a style or a place of ours.
fn first_of_others(text: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        if c == '\u{1b}' {
            let begins = chars.next().is_some_and(|(_, c)| c == '[');
            let ends = chars.find(|(_, c)| !matches!(c, '0'..='9' | ';' | ':'));
            if !begins || !ends.is_some_and(|(_, c)| matches!(c, 'm' | 'H')) {
                return Some(at);
            }
        } else if c.is_control() {
            return Some(at);
        }
    }
    None
}

#[test]
fn hostile_text_in_any_field_sends_nothing_but_text_on_any_screen() {
    let payloads = payloads();
    assert_eq!(payloads.len(), 40);
    let turns = if std::env::var_os("ROUNDTABLE_EVERY_PAYLOAD").is_some() {
        1
    } else {
        5
    };
    let (mut records, mut frames, mut bytes) = (Records::read(), 0, 0);
    for turn in (0..payloads.len()).step_by(turns) {
        records.fill(&payloads, turn);
        for keys in SCREENS {
            bytes += press(&records.workspace, &parse_keys(keys).unwrap(), keys);
            frames += 1;
        }
    }
    eprintln!("{} texts, {frames} frames, {bytes} bytes", records.texts);
    assert!(records.texts >= 70, "{} texts", records.texts);
}

#[test]
fn hostile_text_sends_nothing_but_text_whatever_is_pressed() {
    let payloads = payloads();
    let mut records = Records::read();
    records.fill(&payloads, 7);
    let keymap = Keymap::built_in().unwrap();
    let mut frames = 0;
    for pane in ["", "2", "3", "3 2", "4", "6"] {
        for binding in keymap.all() {
            let mut keys = parse_keys(pane).unwrap();
            keys.extend(binding.keys.iter().copied());
            press(
                &records.workspace,
                &keys,
                &format!("{pane}, then {:?}", binding.keys),
            );
            frames += 1;
        }
    }
    eprintln!("{frames} frames");
    assert!(frames > 200, "{frames}");
}

/// Presses keys in a program that was just opened, and sends the last frame.
fn press(workspace: &Workspace, keys: &[Key], said: &str) -> usize {
    let mut app = app(workspace.clone());
    for key in keys {
        let areas = ui::measure(Rect::new(0, 0, 120, 40), &app);
        app.sync(areas.sizes());
        app.update(Event::Key(*key), date(2024, 11, 4).at(10, 30, 0, 0));
    }
    send(&mut app, said)
}
