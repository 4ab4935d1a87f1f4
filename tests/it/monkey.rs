//! Somebody who presses any key at any time, in a window of any size, on a disk that comes and goes.
//!
//! ```text
//! ROUNDTABLE_EVENTS=1000000 ROUNDTABLE_SEED=7 cargo test --release --test it any_key
//! ```

use std::collections::{BTreeSet, VecDeque};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::{DateTime, date};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roundtable::app::key::{Key, KeyCode};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Effect, Event, Saving, Session};
use roundtable::base::text::is_safe;
use roundtable::model::history::Committed;
use roundtable::model::{Clerk, History, Workspace};
use roundtable::store::sim::SimFs;
use roundtable::store::{FileKey, Store, Versions};
use roundtable::ui;
use roundtable::ui::theme::Theme;

use crate::chance::Chance;
use crate::world::{ROOT, disk};

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
    assert!(monkey.failed > events / 5_000, "{} failed", monkey.failed);
}

/// The program, somebody at its keys, and a disk.
struct Monkey {
    chance: Chance,
    keys: Vec<Key>,
    app: App,
    fs: SimFs,
    store: Store,
    /// The records when the program was opened.
    start: Workspace,
    /// What was done and is not on the disk.
    waiting: usize,
    unsaved: BTreeSet<FileKey>,
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
        let (app, store) = open(&fs, seed);
        Self {
            chance: Chance(seed),
            keys: keys.collect(),
            start: app.session.workspace.clone(),
            app,
            fs,
            store,
            waiting: 0,
            unsaved: BTreeSet::new(),
            failing: false,
            done: 0,
            failed: 0,
            latest: VecDeque::from([format!("seed {seed}")]),
        }
    }

    /// Lets one thing happen.
    fn act(&mut self) {
        let (width, height) = match self.chance.below(1_000) {
            0..=2 => return self.turn_disk(),
            3 => return self.take(Event::Redraw),
            4 => return self.paste(),
            5 => return self.reopen(),
            6..=12 => (self.chance.below(41), self.chance.below(21)),
            13..=16 => (20 + self.chance.below(200), 6 + self.chance.below(60)),
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
        self.take(Event::Paste(text.to_owned()));
    }

    fn take(&mut self, event: Event) {
        self.note(format!("{event:?}"));
        for effect in self.app.update(event, noon()) {
            match effect {
                Effect::Save(committed) => self.save(&committed),
                Effect::SaveAgain => self.write(),
                Effect::Edit { text, .. } => {
                    let edited = self.chance.below(2) == 0;
                    self.take(Event::EditorClosed(
                        edited.then(|| format!("{text}\nedited")),
                    ));
                }
                Effect::Publish { files, .. } => {
                    let names = files.into_iter().map(|(name, _)| name).collect();
                    self.take(Event::Published(Ok(names)));
                }
                Effect::Suspend => self.take(Event::NotSuspended),
                Effect::Past(of) => {
                    let past = self.store.past(&of, 20).map_err(|error| error.why());
                    self.take(Event::Past { of, past });
                }
                Effect::Leave | Effect::Reopen => self.reopen(),
                // Nobody else is at work here, and nothing is left of an earlier program.
                Effect::Copy(_)
                | Effect::KeepBeside(_)
                | Effect::Settle(_)
                | Effect::PutBack(_)
                | Effect::Decided(_) => {}
            }
        }
    }

    fn save(&mut self, committed: &Committed) {
        self.store.note(committed, noon());
        self.waiting += 1;
        self.done += 1;
        let edits = committed.transaction.edits.iter();
        self.unsaved.extend(edits.map(FileKey::of));
        self.write();
    }

    fn write(&mut self) {
        let (store, workspace) = (&mut self.store, &self.app.session.workspace);
        let mut failed = None;
        self.unsaved.retain(|key| {
            let saved = store.save(workspace, key);
            failed = failed
                .take()
                .or(saved.as_ref().err().map(ToString::to_string));
            saved.is_err()
        });
        self.failed += u64::from(failed.is_some());
        let event = match failed {
            Some(why) => Event::NotSaved {
                why,
                hint: "free some space".to_owned(),
            },
            None => Event::Saved {
                count: std::mem::take(&mut self.waiting),
                at: noon().time().into(),
            },
        };
        self.take(event);
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
        if self.waiting > 0 {
            self.write();
        }
        self.check();
        self.check_files();
        let seed = self.chance.below(u64::MAX);
        // Another process; and what was done on the disk need not be remembered.
        self.fs = self.fs.restart();
        (self.app, self.store) = open(&self.fs, seed);
        self.start = self.app.session.workspace.clone();
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

    /// Checks what always holds.
    fn check(&mut self) {
        self.draw(80, 24);
        let session = &self.app.session;
        assert!(is_safe(&self.app.message.text), "{:?}", self.app.message);
        assert_eq!(session.saving.waiting(), self.waiting);
        let not_saved = matches!(session.saving, Saving::NotSaved { .. });
        assert_eq!(not_saved, self.waiting > 0, "{:?}", session.saving);
        ids_are_unique(&session.workspace);
        self.undo_is_the_way_back();
    }

    /// Undo of everything gives the start, redo of everything the present.
    fn undo_is_the_way_back(&self) {
        let Session {
            workspace, history, ..
        } = &self.app.session;
        let (mut past, mut history): (Workspace, History) = (workspace.clone(), history.clone());
        let mut steps = 0;
        while history.undo(&mut past).unwrap().is_some() {
            steps += 1;
        }
        // Minutes that became final stay so, with all that was done before.
        if history.stopped_at().is_none() {
            assert!(past == self.start, "undo is not the way back");
        }
        for _ in 0..steps {
            history.redo(&mut past).unwrap();
        }
        assert!(past == *workspace, "redo is not the way back");
    }

    /// What is on the disk is what is on the screen, if it is said to be.
    fn check_files(&self) {
        if self.waiting > 0 {
            return;
        }
        let loaded = Store::load_all(Arc::new(self.fs.clone()), PathBuf::from(ROOT)).unwrap();
        assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
        assert!(loaded.workspace == self.app.session.workspace);
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

fn open(fs: &SimFs, seed: u64) -> (App, Store) {
    let loaded = Store::load_all(Arc::new(fs.clone()), ROOT.into()).unwrap();
    let session = Session::new(loaded.workspace, Clerk::new(noon(), seed), "uk");
    let app = App::new(session, Keymap::built_in().unwrap());
    let home = Arc::new(SimFs::new(Path::new("/home")));
    let versions = Versions::new(
        home,
        Path::new("/home"),
        Path::new(ROOT),
        "anna",
        noon(),
        true,
    );
    (app, loaded.store.keeping(versions))
}

fn ids_are_unique(workspace: &Workspace) {
    for meeting in workspace.meetings().values() {
        let entries = meeting.minutes.iter().map(|minute| &minute.id);
        unique(entries);
        unique(meeting.roll.iter().map(|guest| &guest.id));
        unique(meeting.agenda.iter().map(|item| &item.id));
    }
    for commitment in workspace.commitments().values() {
        unique(commitment.updates.iter().map(|update| &update.id));
        unique(commitment.milestones.iter().map(|milestone| &milestone.id));
    }
}

fn unique<T: Ord + std::fmt::Debug>(ids: impl Iterator<Item = T>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let told = format!("{id:?} is there twice");
        assert!(seen.insert(id), "{told}");
    }
}

fn noon() -> DateTime {
    date(2018, 8, 9).at(12, 0, 0, 0)
}
