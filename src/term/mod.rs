//! The loop: waits for what happens, lets the program take it, does what the
//! program asks for, and draws. Nothing wakes it while nothing happens, but the next minute while
//! an item of an agenda is timed.

mod editor;
mod input;
mod open;
mod screen;
mod watch;
mod writer;

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jiff::Zoned;
use jiff::civil::{Date, DateTime};

use crate::app::keymap::Keymap;
use crate::app::start::{Start, Wish};
use crate::app::{App, Effect, Event};
use crate::model::Unrecorded;
use crate::store::StoreError;
use crate::ui;
use crate::ui::theme::Theme;
use input::Input;
use screen::Screen;
use writer::Writer;

/// How long what was typed is kept in memory only, at most; with the time a disk takes, a quarter of
/// a second.
const KEPT_WITHIN: Duration = Duration::from_millis(150);

/// How the screen is to behave.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// The day to take for today; `None` follows the clock.
    pub today: Option<Date>,
    /// Whether to draw with ASCII only.
    pub ascii: bool,
    /// Whether to draw with colours.
    pub colour: bool,
}

impl Options {
    fn theme(self) -> Theme {
        Theme {
            ascii: self.ascii,
            colour: self.colour,
        }
    }
}

/// Why the screen could not be opened, or what was lost on leaving.
#[derive(Debug, thiserror::Error)]
pub enum TermError {
    /// The workspace could not be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There is no terminal, or it is gone.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] std::io::Error),
    /// The built-in keymap is wrong; a test holds that it is not.
    #[error("the keymap is wrong: {0}")]
    Keymap(String),
    /// Files for publication were not written, and nobody was there any more to be told.
    #[error("not published: {0}")]
    NotPublished(String),
    /// The program had to leave and something was not on disk.
    #[error("not on disk: {waiting} of your changes: {why}")]
    NotSaved {
        /// How many.
        waiting: usize,
        /// Why.
        why: String,
    },
}

/// What reaches the loop.
enum Signal {
    /// Something the program takes.
    Event(Event),
    /// What was typed at once; the thread that reads waits for permission to go on.
    Typed(Vec<Event>),
    /// The terminal or the system wants the program to end.
    End,
}

/// How the loop ended.
enum Ended {
    /// The user left.
    Left,
    /// The user wants the workspace read again.
    Reopen,
    /// The terminal or the system ended it.
    Forced,
}

/// The terminal, taken over: its screen, its keys and all that reaches the loop. There is one for
/// as long as the program runs, since two would take the keys from each other.
pub struct Stage {
    screen: Screen,
    input: Input,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
}

impl Stage {
    /// Takes the terminal over until this is dropped.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn enter() -> Result<Self, TermError> {
        let (sender, signals) = channel();
        Ok(Self {
            screen: Screen::enter()?,
            input: Input::start(&sender),
            signals,
            sender,
        })
    }
}

/// Opens the workspace in `root` on the screen and returns when it is left. What was done is
/// written down below the user's folder `private`, if there is one.
///
/// # Errors
/// When it cannot be opened, or something could not be saved before an end
/// that could not wait.
pub fn run(
    root: &Path,
    private: Option<&Path>,
    options: Options,
    mut stage: Option<Stage>,
) -> Result<(), TermError> {
    let mut untold = None;
    loop {
        let (ended, untold_yet) = session(root, private, options, &mut stage, untold)?;
        match (ended, untold_yet) {
            (Ended::Reopen, why) => untold = why,
            (Ended::Left | Ended::Forced, None) => return Ok(()),
            (Ended::Left | Ended::Forced, Some(why)) => return Err(TermError::NotPublished(why)),
        }
    }
}

/// Shows the card until the user wants something.
///
/// # Errors
/// When there is no terminal, or it is gone.
pub fn ask(start: &mut Start, options: Options, stage: &mut Stage) -> Result<Wish, TermError> {
    let Stage {
        screen,
        input,
        signals,
        ..
    } = stage;
    let theme = options.theme();
    loop {
        screen.draw(|area, buffer| ui::draw_start(start, &theme, area, buffer))?;
        input.go_on();
        let Ok(Signal::Typed(events)) = signals.recv() else {
            return Ok(Wish::Leave);
        };
        for event in &events {
            if matches!(event, Event::Redraw) {
                screen.measure()?;
            }
            if let Some(wish) = start.update(event) {
                return Ok(wish);
            }
        }
    }
}

/// Runs one session, from reading the workspace to leaving it. `untold` is why files of the session
/// before were not published; returns the same of this one, if it was left before it could say so.
fn session(
    root: &Path,
    private: Option<&Path>,
    options: Options,
    stage: &mut Option<Stage>,
    untold: Option<String>,
) -> Result<(Ended, Option<String>), TermError> {
    let keymap = Keymap::built_in().map_err(TermError::Keymap)?;
    let opened = open::open(root, private, now(options.today))?;
    let Stage {
        screen,
        input,
        signals,
        sender,
    } = match stage {
        Some(entered) => entered,
        none => none.insert(Stage::enter()?),
    };
    let mirror = opened.session.workspace.clone();
    let mut table = Table {
        app: App::new(opened.session, keymap),
        theme: options.theme(),
        today: options.today,
        screen,
        input,
        writer: Writer::start(opened.store.clone(), opened.journal, mirror, sender),
        kept: Vec::new(),
        keep_at: None,
    };
    if let Some(why) = untold {
        table.take(Event::Published(Err(why)))?;
    }
    // The first screen is on the terminal before the rest is read.
    table.draw()?;
    table.writer.recall();
    let _watching = table.writer.watch(opened.store);
    open::read_rest(opened.rest, sender);
    let ended = table.run(signals)?;
    table.finish(signals, ended)
}

/// The program at work.
struct Table<'a> {
    app: App,
    theme: Theme,
    today: Option<Date>,
    screen: &'a mut Screen,
    input: &'a Input,
    writer: Writer,
    /// The texts not recorded that were handed to the writer last.
    kept: Vec<Unrecorded>,
    /// When what was typed since is to be kept.
    keep_at: Option<Instant>,
}

impl Table<'_> {
    fn run(&mut self, signals: &Receiver<Signal>) -> Result<Ended, TermError> {
        self.input.go_on();
        loop {
            let first = match self.next(signals) {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => Signal::Event(Event::Redraw),
                Err(RecvTimeoutError::Disconnected) => return Ok(Ended::Forced),
            };
            if self.keep_at.is_some_and(|at| at <= Instant::now()) {
                self.keep_unrecorded();
            }
            let mut typed = false;
            for signal in
                std::iter::once(first).chain(std::iter::from_fn(|| signals.try_recv().ok()))
            {
                let events = match signal {
                    Signal::Event(event) => vec![event],
                    Signal::Typed(events) => {
                        typed = true;
                        events
                    }
                    Signal::End => return Ok(Ended::Forced),
                };
                for event in events {
                    if let Some(ended) = self.take(event)? {
                        return Ok(ended);
                    }
                }
            }
            self.draw()?;
            if typed {
                self.input.go_on();
                let soon = Instant::now() + KEPT_WITHIN;
                self.keep_at.get_or_insert(soon);
            }
        }
    }

    /// Waits for the next signal, or until something is due: the next minute while the time of an
    /// item is on the screen, keeping what was typed.
    fn next(&self, signals: &Receiver<Signal>) -> Result<Signal, RecvTimeoutError> {
        let minute = self.app.shows_time().then(|| {
            let second = now(self.today).second().unsigned_abs();
            let rest = 60_u64.saturating_sub(second.into());
            Duration::from_secs(rest.max(1))
        });
        let keep = self
            .keep_at
            .map(|at| at.saturating_duration_since(Instant::now()));
        match minute.into_iter().chain(keep).min() {
            Some(longest) => signals.recv_timeout(longest),
            None => signals.recv().map_err(|_| RecvTimeoutError::Disconnected),
        }
    }

    /// Has the texts kept that are typed and not recorded, where they changed since.
    fn keep_unrecorded(&mut self) {
        self.keep_at = None;
        let unrecorded = self.app.unrecorded();
        if unrecorded != self.kept {
            self.kept.clone_from(&unrecorded);
            self.writer.keep(unrecorded);
        }
    }

    /// Lets the program take an event and does what it asks for.
    fn take(&mut self, event: Event) -> Result<Option<Ended>, TermError> {
        let mut ended = None;
        // Not for a key, which must be quick; what else happens catches a change that came before
        // anybody listened for it.
        if !matches!(event, Event::Key(_)) {
            self.screen.measure()?;
        }
        for effect in self.app.update(event, now(self.today)) {
            match effect {
                Effect::Save(committed) => {
                    self.writer.save(committed, now(self.today));
                    // What is recorded now is no draft any more.
                    self.keep_unrecorded();
                }
                Effect::SaveAgain => self.writer.save_again(),
                Effect::Edit { heading, text } => {
                    self.keep_unrecorded();
                    self.screen.suspend()?;
                    let edited = editor::edit(&heading, &text);
                    self.screen.resume()?;
                    if let Some(then) = self.take(Event::EditorClosed(edited))? {
                        ended = Some(then);
                    }
                }
                Effect::Copy(text) => self.screen.copy(&text)?,
                Effect::Publish {
                    meeting,
                    view,
                    files,
                } => self.writer.publish(meeting, view, files),
                Effect::Settle(name) => {
                    // What was typed before is ours by now, and kept by us before it is given up.
                    self.keep_unrecorded();
                    self.writer.settle(name);
                }
                Effect::Decided(beside) => self.writer.decided(beside),
                Effect::Leave => ended = Some(Ended::Left),
                Effect::Reopen => ended = Some(Ended::Reopen),
            }
        }
        Ok(ended)
    }

    fn draw(&mut self) -> Result<(), TermError> {
        let Self {
            app, theme, screen, ..
        } = self;
        screen.draw(|area, buffer| {
            let areas = ui::measure(area, app);
            app.sync(areas.sizes());
            ui::draw(app, &areas, theme, buffer)
        })?;
        Ok(())
    }

    /// Waits until the writer has written what it was given, and says what it could not.
    fn finish(
        mut self,
        signals: &Receiver<Signal>,
        ended: Ended,
    ) -> Result<(Ended, Option<String>), TermError> {
        self.keep_unrecorded();
        self.writer.finish();
        let unsaid = Unsaid::of(signals, |event| {
            self.app.update(event, now(self.today));
        });
        match (self.app.session.saving.waiting(), unsaid.not_saved) {
            (0, _) => Ok((ended, unsaid.not_published)),
            (waiting, why) => {
                let why = why.unwrap_or_else(|| "unknown".into());
                let why = match unsaid.not_published {
                    Some(other) => format!("{why}; not published: {other}"),
                    None => why,
                };
                Err(TermError::NotSaved { waiting, why })
            }
        }
    }
}

/// What the writer could not do after the last screen was drawn, and why.
#[derive(Debug, Default, PartialEq, Eq)]
struct Unsaid {
    not_saved: Option<String>,
    not_published: Option<String>,
}

impl Unsaid {
    /// Takes what is left of the signals; what changes how much waits for the disk goes to
    /// `update`.
    fn of(signals: &Receiver<Signal>, mut update: impl FnMut(Event)) -> Self {
        let mut unsaid = Self::default();
        for signal in signals.try_iter() {
            match signal {
                Signal::Event(Event::Published(Err(why))) => unsaid.not_published = Some(why),
                Signal::Event(event @ Event::Saved { .. }) => update(event),
                Signal::Event(event @ Event::NotSaved { .. }) => {
                    if let Event::NotSaved { why, hint } = &event {
                        unsaid.not_saved = Some(format!("{why}; {hint}"));
                    }
                    update(event);
                }
                _ => {}
            }
        }
        unsaid
    }
}

fn now(today: Option<Date>) -> DateTime {
    let clock = Zoned::now().datetime();
    match today {
        Some(day) => day.to_datetime(clock.time()),
        None => clock,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_were_not_published_are_told_of_on_leaving() {
        let (sender, signals) = channel();
        let why = "minutes.md holds something else; move it away".to_owned();
        let not_saved = Event::NotSaved {
            why: "the disk is full".to_owned(),
            hint: "free some space".to_owned(),
        };
        for event in [
            Event::Published(Err(why.clone())),
            Event::Published(Ok(vec!["other.md".to_owned()])),
            not_saved,
        ] {
            sender.send(Signal::Event(event)).expect("it is heard");
        }
        let mut updates = 0;
        let unsaid = Unsaid::of(&signals, |_| updates += 1);
        assert_eq!(unsaid.not_published, Some(why));
        assert_eq!(
            unsaid.not_saved.as_deref(),
            Some("the disk is full; free some space")
        );
        assert_eq!(updates, 1);
    }
}
