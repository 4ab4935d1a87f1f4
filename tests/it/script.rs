//! Runs the scripts of `tests/scripts`: keys in; screen, message and files out.
//!
//! A script is a text of parts. The head says `workspace: sample` (a copy of
//! the embedded sample), `workspace: sample until 2018-04-09` (without what came later),
//! `workspace: empty` or a folder of `tests`, `now: 2018-04-09 10:30` and `size: 80x24`. Then come parts, each behind a line of its own:
//!
//! ```text
//! --- now        the time from now on: `2018-04-09 10:45`
//! --- keys       keys to press: `Down s`, texts in quotes: `"On track"`
//! --- size       the size of the screen from now on
//! --- screen     the screen as it then is
//! --- ascii      the screen as it is with `--ascii`
//! --- styles     what stands out without colour: `b`old, `d`im, `u`nderlined, `r`everse, and
//!                `B`, `D`, `U` for these in reverse
//! --- message    the message line
//! --- files      what lines changed in the files since the start
//! --- disk       what the disk does from now on: `works`, `waits` before it answers,
//!                or fails: `PermissionDenied`, `StorageFull`
//! --- journal    what the disk of the journal does from now on, as `disk`
//! --- outside    what somebody else changes in a file: `commitments/uk0063.ron: Limited -> Complete`,
//!                or copies: `commitments/uk0063.ron as commitments/uk0063 (1).ron: Limited -> Complete`,
//!                or takes away: `commitments/uk0063 (1).ron is removed`
//! --- looks      looks at the files for what somebody else changed
//! --- reopen     leaves the program and opens the workspace again
//! --- killed     ends the program where it is and opens the workspace again
//! --- left       whether the program was left
//! --- presses    how many keys were pressed so far, the letters of texts not counted
//! --- published  the Markdown that was written for publication since the last such part
//! ```
//!
//! `UPDATE=1` writes what happened into the scripts, to be reviewed as a diff.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
use roundtable::app::key::{Key, KeyCode};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Effect, Event, Keeping, Session, Trouble};
use roundtable::model::Clerk;
use roundtable::store::fs::Fs as _;
use roundtable::store::journal::JournalError;
use roundtable::store::sim::SimFs;
use roundtable::store::sitting::Who;
use roundtable::store::watch::{Changes, Watch};
use roundtable::store::{FileKey, Journal, Place, Problem, Saved, Seen, Store, Versions};
use roundtable::ui;
use roundtable::ui::theme::Theme;
use similar::{Algorithm, DiffTag, capture_diff_slices};

use crate::picture::picture;
use crate::world::{ROOT, disk};

/// Returns what is said of a problem with a file.
pub(crate) fn trouble(problem: Problem) -> Trouble {
    Trouble {
        place: match problem.place {
            Some(Place { line, column }) => format!("{}:{line}:{column}", problem.path.display()),
            None => problem.path.display().to_string(),
        },
        unread: problem.unread(),
        bars_publishing: problem.bars_publishing(),
        what: problem.what,
        hint: problem.hint,
    }
}

#[test]
fn scripts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts");
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    // Some of them, while one works on these.
    if let Ok(only) = std::env::var("ONLY") {
        paths.retain(|path| {
            only.split(',')
                .any(|part| path.to_string_lossy().contains(part))
        });
    }
    assert!(!paths.is_empty(), "there are scripts");
    let mut failed = String::new();
    for path in paths {
        let script = std::fs::read_to_string(&path).unwrap();
        let happened = run(&script);
        if happened == script {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, &happened).unwrap();
        } else {
            writeln!(
                failed,
                "{}:\n{}",
                path.display(),
                difference(&script, &happened)
            )
            .unwrap();
        }
    }
    assert!(
        failed.is_empty(),
        "UPDATE=1 rewrites them; review the diff\n{failed}"
    );
}

/// Runs a script and returns it with what really happened.
fn run(script: &str) -> String {
    let (head, parts) = split(script);
    let mut table = Table::laid(&head);
    let mut happened = head.clone();
    for (name, body) in parts {
        writeln!(happened, "--- {name}").unwrap();
        match name.as_str() {
            "now" => {
                table.now = time(body.trim());
                happened.push_str(&body);
            }
            "size" => {
                table.area = size(body.trim());
                table.screen();
                happened.push_str(&body);
            }
            "keys" => {
                table.press_all(&body);
                happened.push_str(&body);
            }
            "screen" => happened.push_str(&table.screen()),
            "styles" => happened.push_str(&table.styles()),
            "ascii" => happened.push_str(&table.ascii_screen()),
            "message" => writeln!(happened, "{}", table.app.message.text).unwrap(),
            "published" => happened.push_str(&std::mem::take(&mut table.published)),
            "presses" => writeln!(happened, "{} beside the texts", table.presses).unwrap(),
            "files" => happened.push_str(&table.files()),
            "disk" => {
                table.turn_disk(body.trim());
                happened.push_str(&body);
            }
            "journal" => {
                table.home.refuse_changes(refusal(body.trim()));
                happened.push_str(&body);
            }
            "outside" => {
                table.change_outside(body.trim());
                happened.push_str(&body);
            }
            "looks" => {
                table.looks();
                happened.push_str(&body);
            }
            "reopen" => {
                table.reopen();
                happened.push_str(&body);
            }
            "killed" => {
                table.killed();
                happened.push_str(&body);
            }
            "left" => writeln!(happened, "{}", if table.left { "yes" } else { "no" }).unwrap(),
            other => panic!("no part is called `{other}`"),
        }
    }
    happened
}

fn split(script: &str) -> (String, Vec<(String, String)>) {
    let mut head = String::new();
    let mut parts: Vec<(String, String)> = Vec::new();
    for line in script.lines() {
        match (line.strip_prefix("--- "), parts.last_mut()) {
            (Some(name), _) => parts.push((name.to_owned(), String::new())),
            (None, Some((_, body))) => writeln!(body, "{line}").unwrap(),
            (None, None) => writeln!(head, "{line}").unwrap(),
        }
    }
    (head, parts)
}

/// A program on a simulated disk.
pub(crate) struct Table {
    /// The program.
    pub(crate) app: App,
    store: Store,
    journal: Journal,
    fs: SimFs,
    /// The disk of what is not in the workspace.
    home: SimFs,
    watch: Watch,
    start: BTreeMap<PathBuf, Vec<u8>>,
    now: DateTime,
    area: Rect,
    presses: usize,
    published: String,
    unsaved: BTreeSet<FileKey>,
    disk_waits: bool,
    left: bool,
    /// It was said that the journal cannot be written.
    warned: bool,
    /// The characters of the files and of what was typed.
    brought: BTreeSet<char>,
}

impl Table {
    /// Lays the table as the head of a script says.
    pub(crate) fn laid(head: &str) -> Self {
        let value = |name: &str| {
            let line = head
                .lines()
                .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
            line.unwrap_or_else(|| panic!("the head says `{name}: ...`"))
                .to_owned()
        };
        let now = time(&value("now"));
        let area = size(&value("size"));
        let fs = disk(&value("workspace"));
        let home = SimFs::new(Path::new("/home"));
        let (app, store, journal) = open(&fs, &home, now);
        let start = contents(&fs);
        let watch = Watch::begin(&store, i128::MAX);
        let texts = start.values().map(|bytes| String::from_utf8_lossy(bytes));
        let brought = texts
            .flat_map(|text| text.chars().collect::<Vec<_>>())
            .collect();
        let mut table = Self {
            app,
            store,
            journal,
            fs,
            home,
            watch,
            start,
            now,
            area,
            presses: 0,
            published: String::new(),
            unsaved: BTreeSet::new(),
            disk_waits: false,
            left: false,
            warned: false,
            brought,
        };
        table.screen();
        table
    }

    /// Presses keys, and types the texts in quotes.
    pub(crate) fn press_all(&mut self, body: &str) {
        for token in tokens(body) {
            if let Some(text) = token.strip_prefix('"') {
                self.brought.extend(text.chars());
                for c in text.trim_end_matches('"').chars() {
                    self.press(Key::plain(KeyCode::Char(c)));
                }
            } else {
                self.presses += 1;
                self.press(token.parse().unwrap());
            }
            // What typed letters show is seen behind the last of them.
            self.screen();
        }
    }

    fn press(&mut self, key: Key) {
        self.take(Event::Key(key));
        self.keep();
        let areas = ui::measure(self.area, &self.app);
        self.app.sync(areas.sizes());
    }

    fn take(&mut self, event: Event) {
        for effect in self.app.update(event, self.now) {
            match effect {
                Effect::Save(committed) => {
                    self.unsaved
                        .extend(committed.transaction.edits.iter().map(FileKey::of));
                    self.store.note(&committed, self.now);
                    self.journal.note(*committed, self.now);
                    self.save();
                }
                Effect::SaveAgain => self.save(),
                Effect::Decided(beside) => {
                    self.save();
                    self.store.settle(&beside).unwrap();
                    self.unsaved.extend(
                        beside
                            .is_between_marks()
                            .then(|| FileKey::of(&beside.versions[0])),
                    );
                    self.save();
                }
                Effect::KeepBeside(rivals) => {
                    let kept = rivals.iter().map(|rival| self.store.keep_beside(rival));
                    for beside in kept.flat_map(Result::unwrap).collect::<Vec<_>>() {
                        self.take(Event::Beside(beside));
                    }
                }
                Effect::Settle(name) => {
                    self.keep();
                    if self.unsaved.is_empty() {
                        self.journal.settle(&name).unwrap();
                    }
                }
                Effect::PutBack(put_back) => {
                    self.unsaved.insert(self.store.give_up(&put_back));
                    self.save();
                }
                Effect::Past(of) => {
                    let past = self.store.past(&of, 99);
                    let past = past.map_err(|error| error.why());
                    self.take(Event::Past { of, past });
                }
                Effect::Leave => self.left = true,
                Effect::Publish { files, .. } => {
                    let names = files.into_iter().map(|(name, text)| {
                        if Path::new(&name).extension() == Some("md".as_ref()) {
                            self.published.push_str(&text);
                        }
                        name
                    });
                    let written = Ok(names.collect());
                    self.app.update(Event::Published(written), self.now);
                }
                Effect::Edit { .. }
                | Effect::Reopen
                | Effect::Copy(_)
                | Effect::DrawAnew
                | Effect::Suspend => {}
            }
        }
    }

    fn turn_disk(&mut self, state: &str) {
        let waited = std::mem::replace(&mut self.disk_waits, state == "waits");
        self.fs.refuse_changes(refusal(state));
        if waited && !self.disk_waits {
            self.save();
        }
    }

    fn change_outside(&mut self, change: &str) {
        if let Some(path) = change.strip_suffix(" is removed") {
            return self.fs.remove(&Path::new(ROOT).join(path)).unwrap();
        }
        let (path, change) = change.split_once(": ").unwrap();
        let (old, new) = change.split_once(" -> ").unwrap();
        let (path, copy) = path.split_once(" as ").unwrap_or((path, path));
        let path = Path::new(ROOT).join(path);
        let text = String::from_utf8(self.fs.get(&path).unwrap()).unwrap();
        // A line break in the text is written as in a string.
        let (old, new) = (old.replace("\\n", "\n"), new.replace("\\n", "\n"));
        assert!(text.contains(&old), "{old} is not in {text}");
        let copy = Path::new(ROOT).join(copy);
        self.fs.put(&copy, text.replacen(&old, &new, 1).as_bytes());
    }

    /// Looks at the files as the program does when the system or the clock wakes it.
    fn looks(&mut self) {
        let changes = self.watch.look();
        let decided = self.store.decided(&changes);
        let Changes { files, others } = changes;
        for key in files {
            match self.store.look(&key) {
                Seen::Nothing => {}
                Seen::Changed { edits, whose } => {
                    self.take(Event::ChangedOutside { edits, whose });
                }
                Seen::Mended { edits, whose } => {
                    self.take(Event::Mended(key.path().to_string_lossy().into_owned()));
                    self.take_in(Saved {
                        taken_in: edits,
                        whose,
                        beside: Vec::new(),
                    });
                }
                Seen::Broken(problem) => {
                    self.take(Event::Broken(trouble(problem)));
                }
            }
        }
        for name in decided {
            self.take(Event::DecidedOutside(name));
        }
        for path in others {
            if let Some(beside) = self.store.look_beside(&path) {
                self.take(Event::Beside(beside));
            }
        }
        self.screen();
    }

    fn reopen(&mut self) {
        self.keep();
        let done = self.unsaved.is_empty() && self.app.unrecorded().is_empty();
        self.journal.leave(done).unwrap();
        self.store.thin_versions(self.now).unwrap();
        self.open_again();
    }

    fn killed(&mut self) {
        self.fs = self.fs.restart();
        self.home = self.home.restart();
        self.open_again();
    }

    /// Keeps the texts that are typed and not recorded, as the program does in time.
    fn keep(&mut self) {
        let unrecorded = self.app.unrecorded();
        let kept = self.journal.keep(&unrecorded);
        let lack = kept.err().filter(|_| !unrecorded.is_empty());
        self.tell_lack(Keeping::Text, lack.map(|error| error.in_brief()));
    }

    /// Tells the program what is not kept, where that is another than before.
    fn tell_lack(&mut self, what: Keeping, lack: Option<String>) {
        if self.app.session.unkept.get(&what) != lack.as_ref() {
            self.take(Event::Kept { what, lack });
        }
    }

    fn open_again(&mut self) {
        self.unsaved.clear();
        (self.app, self.store, self.journal) = open(&self.fs, &self.home, self.now);
        self.watch = Watch::begin(&self.store, i128::MAX);
        let recalled = self.journal.recall();
        self.take(Event::Recalled {
            also_open: Vec::new(),
            earlier: Box::new(recalled.history),
            trouble: recalled.trouble,
            unfinished: recalled.unfinished,
        });
        self.screen();
    }

    /// Saves what is not saved yet and tells the program how that went.
    fn save(&mut self) {
        let written = self.journal.write();
        if self.disk_waits {
            return;
        }
        let lack = written.as_ref().err().map(JournalError::in_brief);
        self.tell_lack(Keeping::Undo, lack);
        let warned = std::mem::replace(&mut self.warned, written.is_err());
        if let (Err(error), false) = (written, warned) {
            self.take(Event::NotJournalled(error.consequence()));
        }
        let mut failed = None;
        for key in std::mem::take(&mut self.unsaved) {
            match self.store.save(self.app.of_today(), &key) {
                Ok(saved) => self.take_in(saved),
                Err(error) => {
                    failed = Some((error.in_brief(), error.hint()));
                    self.unsaved.insert(key);
                }
            }
        }
        if failed.is_none() {
            let line = self.journal.last_line();
            self.journal.note_saved(line);
        }
        let count = self.app.session.saving.waiting();
        let at = self.now.time().into();
        self.take(match failed {
            Some((why, hint)) => Event::NotSaved { why, hint },
            None => Event::Saved { count, at },
        });
        let lack = self.store.versions_lack();
        self.tell_lack(Keeping::Versions, lack);
        if let Some(error) = self.store.versions_trouble() {
            self.take(Event::NotJournalled(if self.warned {
                error.consequence_of_both()
            } else {
                error.consequence()
            }));
        }
    }

    fn take_in(&mut self, saved: Saved) {
        let Saved {
            taken_in: edits,
            whose,
            beside,
        } = saved;
        if !edits.is_empty() {
            self.take(Event::ChangedOutside { edits, whose });
        }
        for beside in beside {
            self.take(Event::Beside(beside));
        }
    }

    /// Draws the screen and returns its text, having looked that with `--ascii` nothing is drawn
    /// but ASCII and what the files and the user brought along.
    pub(crate) fn screen(&mut self) -> String {
        let plain = self.ascii_screen();
        let brought = |c: char| self.brought.contains(&c);
        let ours = plain.chars().find(|&c| !c.is_ascii() && !brought(c));
        assert_eq!(ours, None, "drawn with --ascii:\n{plain}");
        let empty =
            |run: &[Cell]| run[0].bg != Color::Reset && run.iter().all(|cell| cell.symbol() == " ");
        let blank = |row: &[Cell]| row.chunk_by(|a, b| a.bg == b.bg).any(empty);
        let cells = self.cells(Theme::COLOURED);
        let patch = cells
            .content
            .chunks(usize::from(self.area.width))
            .position(blank);
        assert_eq!(
            patch, None,
            "a row has a patch of colour with nothing in it"
        );
        self.draw(Theme::COLOURED)
    }

    fn ascii_screen(&mut self) -> String {
        let ascii = true;
        self.draw(Theme {
            ascii,
            ..Theme::COLOURED
        })
    }

    /// Draws and returns the text of the screen.
    fn draw(&mut self, theme: Theme) -> String {
        picture(&self.cells(theme))
    }

    /// Returns a letter for the style of each cell, drawn without colour.
    fn styles(&mut self) -> String {
        let colour = false;
        let buffer = self.cells(Theme {
            colour,
            ..Theme::COLOURED
        });
        let mut text = String::new();
        for row in buffer.content.chunks(usize::from(self.area.width)) {
            let coloured = |cell: &Cell| (cell.fg, cell.bg) != (Color::Reset, Color::Reset);
            assert!(!row.iter().any(coloured), "no cell has a colour");
            let line: String = row.iter().map(|cell| style_letter(cell.modifier)).collect();
            writeln!(text, "{}", line.trim_end()).unwrap();
        }
        text
    }

    fn cells(&mut self, theme: Theme) -> Buffer {
        let areas = ui::measure(self.area, &self.app);
        self.app.sync(areas.sizes());
        let mut buffer = Buffer::empty(self.area);
        ui::draw(&self.app, &areas, &theme, &mut buffer);
        buffer
    }

    /// Returns which lines changed in each file.
    fn files(&self) -> String {
        let now = contents(&self.fs);
        let mut text = String::new();
        let mut paths: Vec<&PathBuf> = self.start.keys().chain(now.keys()).collect();
        paths.sort();
        paths.dedup();
        for path in paths {
            let before = self.start.get(path).map(Vec::as_slice).unwrap_or_default();
            let after = now.get(path).map(Vec::as_slice).unwrap_or_default();
            if before != after {
                let name = path.strip_prefix(ROOT).unwrap().display();
                let (before, after) = (
                    std::str::from_utf8(before).unwrap(),
                    std::str::from_utf8(after).unwrap(),
                );
                writeln!(text, "{name}\n{}", difference(before, after)).unwrap();
            }
        }
        text
    }
}

/// Opens the workspace as the program does.
fn open(fs: &SimFs, home: &SimFs, now: DateTime) -> (App, Store, Journal) {
    let loaded = Store::load_all(Arc::new(fs.clone()), ROOT.into()).unwrap();
    let mut session = Session::new(loaded.workspace, Clerk::new(now, 1), "uk");
    session.troubles = loaded.problems.into_iter().map(trouble).collect();
    session.keeps = true;
    session.beside = loaded.beside;
    let app = App::new(session, Keymap::built_in().unwrap());
    let state = Path::new("/home/state/roundtable");
    let who = Who {
        since: now,
        process: 1,
        name: "anna on desk-7".to_owned(),
    };
    let journal = Journal::new(Arc::new(home.clone()), state, Path::new(ROOT)).of(who);
    let name = "anna on desk-7";
    let fs = Arc::new(home.clone());
    let versions = Versions::new(fs, state, Path::new(ROOT), name, now, true);
    let store = loaded.store.signed_by(name).keeping(versions);
    (app, store, journal)
}

fn time(written: &str) -> DateTime {
    written.replace(' ', "T").parse().unwrap()
}

fn size(text: &str) -> Rect {
    let (width, height) = text.split_once('x').unwrap();
    Rect::new(0, 0, width.parse().unwrap(), height.parse().unwrap())
}

fn style_letter(modifier: Modifier) -> char {
    let letter = [
        (Modifier::UNDERLINED, 'u'),
        (Modifier::BOLD, 'b'),
        (Modifier::DIM, 'd'),
    ]
    .into_iter()
    .find_map(|(part, letter)| modifier.contains(part).then_some(letter));
    match (letter, modifier.contains(Modifier::REVERSED)) {
        (None, true) => 'r',
        (None, false) => ' ',
        (Some(letter), true) => letter.to_ascii_uppercase(),
        (Some(letter), false) => letter,
    }
}

fn tokens(body: &str) -> Vec<String> {
    let (mut tokens, mut token, mut quoted) = (Vec::new(), String::new(), false);
    for c in body.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c.is_whitespace() && !quoted {
            tokens.push(std::mem::take(&mut token));
        } else {
            token.push(c);
        }
    }
    tokens.push(token);
    tokens.retain(|token| !token.is_empty());
    tokens
}

/// Lists the lines that differ, without those both sides share at the ends.
fn difference(before: &str, after: &str) -> String {
    let (before, after): (Vec<&str>, Vec<&str>) =
        (before.lines().collect(), after.lines().collect());
    let mut text = String::new();
    for step in capture_diff_slices(Algorithm::Myers, &before, &after) {
        if step.tag() == DiffTag::Equal {
            continue;
        }
        for line in &before[step.old_range()] {
            writeln!(text, "- {line}").unwrap();
        }
        for line in &after[step.new_range()] {
            writeln!(text, "+ {line}").unwrap();
        }
    }
    text
}

fn refusal(name: &str) -> Option<ErrorKind> {
    match name {
        "works" | "waits" => None,
        "PermissionDenied" => Some(ErrorKind::PermissionDenied),
        "StorageFull" => Some(ErrorKind::StorageFull),
        other => panic!("a disk knows no `{other}`"),
    }
}

fn contents(fs: &SimFs) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = fs
        .paths()
        .into_iter()
        // What is ours and nobody's record.
        .filter(|path| !path.starts_with(Path::new(ROOT).join(".roundtable")))
        .filter_map(|path| Some((path.clone(), fs.get(&path)?)));
    files.collect()
}
