//! Somebody who presses any key at any time, in a window of any size, on a disk that comes and goes;
//! in every second run others change the files meanwhile.
//!
//! ```text
//! ROUNDTABLE_EVENTS=1000000 ROUNDTABLE_SEED=7 cargo test --release --test it any_key
//! ```
//!
//! | what holds | alone | with others |
//! |---|---|---|
//! | nothing panics, every screen is drawn, all text is safe | yes | yes |
//! | ids are unique | yes | in what was not merged |
//! | undo of everything gives the start, redo the present | yes | |
//! | undo takes away nothing that others wrote after what it takes back | | yes |
//! | once saved, the files are read as what is on the screen | all | all that can be read |
//! | the mirror that is saved from is what is on the screen | yes | yes |
//! | a file is said to be wrong as long as it is | no file is wrong | yes |
//! | what is called saved, and what others wrote, is in a file, beside it, or in a version | yes | yes |

mod checks;
mod desk;
mod others;
mod traces;

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{DateTime, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roundtable::app::key::{Key, KeyCode};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Effect, Event, Session};
use roundtable::base::text::is_safe;
use roundtable::model::history::Committed;
use roundtable::model::{Clerk, Workspace};
use roundtable::store::sim::SimFs;
use roundtable::store::{Store, Versions};
use roundtable::ui;
use roundtable::ui::theme::Theme;

use crate::chance::Chance;
use crate::script::trouble;
use crate::world::{ROOT, disk};
use desk::Desk;
use others::Others;
use traces::Traces;

/// How many events there are, unless somebody wants more.
const EVENTS: u64 = 50_000;

/// After how many of them somebody begins anew: a workspace that grows for ever is slow, and no
/// other than one that is large.
const ROUND: u64 = 25_000;

/// Texts as they are pasted.
const PASTED: [&str; 5] = [
    "a text\nof two lines",
    "\u{1b}]0;title\u{7}\u{202e}",
    "e\u{301}\u{301}\u{301} 情報公開 👩\u{200d}🚀",
    "UK0063.2 due 31/12/2018 @Cabinet Office",
    "status:limited nation:uk",
];

#[test]
fn any_key_at_any_time_does_no_harm() {
    let wished = |name: &str| std::env::var(name).ok().and_then(|n| n.parse().ok());
    let events = wished("ROUNDTABLE_EVENTS").unwrap_or(EVENTS);
    let seed = wished("ROUNDTABLE_SEED").unwrap_or(20_180_809);
    let rounds = events.div_ceil(ROUND);
    std::thread::scope(|scope| {
        for hand in 0..2 {
            scope.spawn(move || {
                for round in (hand..rounds).step_by(2) {
                    play(seed + round, ROUND);
                }
            });
        }
    });
}

fn play(seed: u64, events: u64) {
    let mut monkey = Monkey::new(seed);
    for n in 1..=events {
        monkey.act();
        if n % 100 == 0 {
            monkey.check();
        }
        if n % 5_000 == 0 {
            monkey.check_files();
        }
    }
    // It is a test only if much was done.
    assert!(monkey.done > events / 100, "{} changes", monkey.done);
    assert!(
        monkey.failed + monkey.desk.failed > events / 5_000,
        "{} failed",
        monkey.failed
    );
    let (saved, theirs) = monkey.traces.counts();
    assert!(saved > 10, "{saved} words were saved");
    if let Some(others) = &monkey.others {
        assert!(others.done > events / 200, "others did {}", others.done);
        assert!(theirs > 10, "{theirs} words are of others");
    }
}

/// The program, somebody at its keys, and a disk.
struct Monkey {
    chance: Chance,
    keys: Vec<Key>,
    app: App,
    fs: SimFs,
    /// The disk of what is not in the workspace.
    home: SimFs,
    desk: Desk,
    /// Who else is at work, if anybody is.
    others: Option<Others>,
    traces: Traces,
    /// The records when the program was opened.
    start: Workspace,
    /// Whether the disk of the workspace takes nothing.
    failing: bool,
    /// How many changes were made.
    done: u64,
    /// How many attempts to save them failed.
    failed: u64,
    /// The latest events, to be told of when something is wrong.
    latest: VecDeque<String>,
}

impl Monkey {
    fn new(seed: u64) -> Self {
        let fs = disk("sample until 2018-04-09");
        let keymap = Keymap::built_in().unwrap();
        let keys = keymap.all().iter().flat_map(|binding| binding.keys.clone());
        let home = SimFs::new(Path::new("/home"));
        let (app, desk) = open(&fs, &home, seed);
        Self {
            chance: Chance(seed),
            keys: keys.collect(),
            start: app.session.workspace.clone(),
            app,
            fs,
            home,
            desk,
            others: (seed % 2 == 1).then(Others::default),
            traces: Traces::default(),
            failing: false,
            done: 0,
            failed: 0,
            latest: VecDeque::from([format!("seed {seed}")]),
        }
    }

    /// Lets one thing happen; the screen hears of what was saved or seen now, or later.
    fn act(&mut self) {
        self.happen();
        if self.others.is_none() || self.chance.below(3) == 0 {
            self.hear();
        }
    }

    fn happen(&mut self) {
        let (width, height) = match self.chance.below(1_000) {
            0..=2 => return self.turn_disk(),
            3 => return self.take(Event::Redraw),
            4 => return self.paste(),
            5 => return self.reopen(),
            6..=12 => (self.chance.below(41), self.chance.below(21)),
            13..=16 => (20 + self.chance.below(200), 6 + self.chance.below(60)),
            17..=31 if self.others.is_some() => return self.others_act(),
            32..=46 if self.others.is_some() => return self.look(),
            47..=96 => {
                let trace = self.traces.fresh();
                return self.take(Event::Paste(trace));
            }
            _ => {
                let key = self.key();
                return self.take(Event::Key(key));
            }
        };
        self.note(format!("{width}x{height}"));
        let size = |n: u64| u16::try_from(n).unwrap();
        self.draw(size(width), size(height));
    }

    /// Returns a key: one that does something, one that goes on with it, or a letter.
    fn key(&mut self) -> Key {
        let plain = [
            KeyCode::Enter,
            KeyCode::Enter,
            KeyCode::Esc,
            KeyCode::Down,
            KeyCode::Up,
            KeyCode::Tab,
            KeyCode::Right,
            KeyCode::Backspace,
        ];
        match self.chance.below(8) {
            0..=3 => self.chance.of(&plain).map(Key::plain),
            4..=6 => self.chance.of(&self.keys),
            _ => {
                let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyz .,:-/#@0123456789é情"
                    .chars()
                    .collect();
                self.chance
                    .of(&letters)
                    .map(|c| Key::plain(KeyCode::Char(c)))
            }
        }
        .unwrap()
    }

    fn paste(&mut self) {
        let text = self.chance.of(&PASTED).unwrap();
        let trace = self.traces.fresh();
        self.take(Event::Paste(format!("{text} {trace}")));
    }

    fn others_act(&mut self) {
        let Self {
            others,
            fs,
            chance,
            traces,
            desk,
            ..
        } = self;
        let others = others.as_mut().unwrap();
        if let Some(what) = others.act(fs, chance, traces, desk) {
            self.note(what);
        }
    }

    fn look(&mut self) {
        self.note("looks".to_owned());
        self.desk.look();
    }

    /// Lets the screen hear of all that was saved or seen.
    fn hear(&mut self) {
        while let Some(event) = self.desk.told.pop_front() {
            self.take(event);
        }
    }

    fn take(&mut self, event: Event) {
        self.note(brief(&event));
        if let Event::ChangedOutside { edits, .. } = &event {
            self.traces.tell(edits);
        }
        for effect in self.app.update(event, noon()) {
            match effect {
                Effect::Save(committed) => self.save(&committed),
                Effect::SaveAgain => self.desk.write(&mut self.traces),
                Effect::Edit { text, .. } => {
                    let edited = self.chance.below(2) == 0;
                    let trace = self.traces.fresh();
                    let edited = edited.then(|| format!("{text}\nedited {trace}"));
                    self.take(Event::EditorClosed(edited));
                }
                Effect::Publish { files, .. } => {
                    let names = files.into_iter().map(|(name, _)| name).collect();
                    self.take(Event::Published(Ok(names)));
                }
                Effect::Suspend => self.take(Event::NotSuspended),
                Effect::Past(of) => {
                    let past = self.desk.store.past(&of, 20).map_err(|error| error.why());
                    self.take(Event::Past { of, past });
                }
                Effect::Leave | Effect::Reopen => self.reopen(),
                Effect::KeepBeside(rivals) => self.desk.keep_beside(rivals, &mut self.traces),
                Effect::PutBack(put_back) => self.desk.put_back(&put_back, &mut self.traces),
                Effect::Decided(beside) => self.desk.decided(beside, &mut self.traces),
                // Nothing is left of an earlier program.
                Effect::Copy(_) | Effect::Settle(_) | Effect::DrawAnew => {}
            }
        }
    }

    fn save(&mut self, committed: &Committed) {
        self.done += 1;
        self.traces.record(committed);
        self.desk.save(committed, &mut self.traces);
    }

    fn turn_disk(&mut self) {
        self.failing = !self.failing;
        self.note(format!("the disk fails: {}", self.failing));
        self.fs
            .refuse_changes(self.failing.then_some(ErrorKind::StorageFull));
    }

    /// Leaves and opens the workspace again, once everything is on the disk.
    fn reopen(&mut self) {
        self.fs.refuse_changes(None);
        self.failing = false;
        self.come_to_rest();
        if let (Some(others), true) = (&mut self.others, self.desk.failing) {
            // What cannot be read keeps what was done to it from being saved.
            others.mend_all(&self.fs, &mut self.traces);
            self.come_to_rest();
        }
        assert_eq!(self.desk.waiting, 0, "{:?}", self.desk.unsaved);
        self.check();
        self.check_files();
        let seed = self.chance.below(u64::MAX);
        // Another process; and what was done on the disk need not be remembered.
        self.fs = self.fs.restart();
        self.home = self.home.restart();
        self.traces.begin_again();
        self.failed += self.desk.failed;
        (self.app, self.desk) = open(&self.fs, &self.home, seed);
        self.start = self.app.session.workspace.clone();
    }

    /// Lets all be saved, seen and heard of, as far as it can be.
    fn come_to_rest(&mut self) {
        self.hear();
        if self.desk.failing {
            self.desk.write(&mut self.traces);
            self.hear();
        }
        for _ in 0..3 {
            if self.others.is_some() {
                self.desk.look();
            }
            self.hear();
        }
    }

    fn draw(&mut self, width: u16, height: u16) {
        let area = Rect::new(0, 0, width, height);
        let mut cells = Buffer::empty(area);
        let areas = ui::measure(area, &self.app);
        self.app.sync(areas.sizes());
        let cursor = ui::draw(&self.app, &areas, &Theme::COLOURED, &mut cells);
        assert!(cursor.is_none_or(|at| area.contains(at)));
        assert!(cells.content.iter().all(|cell| is_safe(cell.symbol())));
    }

    fn note(&mut self, what: String) {
        self.latest.push_back(what);
        if self.latest.len() > 40 {
            // The seed stays in front.
            self.latest.remove(1);
        }
    }
}

impl Drop for Monkey {
    fn drop(&mut self) {
        if std::thread::panicking() {
            use std::io::Write as _;
            // OK because the failure itself is told in any case.
            let _ = writeln!(std::io::stderr(), "{:#?}", self.latest);
        }
    }
}

fn open(fs: &SimFs, home: &SimFs, seed: u64) -> (App, Desk) {
    let loaded = Store::load_all(Arc::new(fs.clone()), ROOT.into()).unwrap();
    let mirror = loaded.workspace.clone();
    let mut session = Session::new(loaded.workspace, Clerk::new(noon(), seed), "uk");
    session.troubles = loaded.problems.into_iter().map(trouble).collect();
    session.beside = loaded.beside;
    let app = App::new(session, Keymap::built_in().unwrap());
    let (home, folder) = (Arc::new(home.clone()), Path::new("/home"));
    let versions = Versions::new(home, folder, Path::new(ROOT), "anna", noon(), true);
    let store = loaded.store.signed_by("anna on desk-7");
    (app, Desk::new(store.keeping(versions), mirror))
}

/// Returns what is known of an event to be told of.
fn brief(event: &Event) -> String {
    let text = format!("{event:?}");
    let end = text
        .char_indices()
        .nth(300)
        .map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}

fn noon() -> DateTime {
    date(2018, 8, 9).at(12, 0, 0, 0)
}
