//! The program on a terminal, from taking it over to giving it back.
//!
//! ```text
//! input, signals, writer, open ── Signal ─→ table ── Event ─→ App ── Effect ─→ table ─→ screen, writer, editor
//!   (a thread each)                         (the loop)                            └ leave: what is still to be written
//! ```
//!
//! A failure inside (`rescue`) ends none of them.

mod editor;
mod force;
mod input;
mod leave;
mod lent;
pub mod machine;
mod open;
mod paint;
mod pasted;
mod rescue;
mod screen;
#[cfg(unix)]
mod signals;
mod table;
mod watch;
mod writer;

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};

use jiff::civil::{Date, DateTime};

use crate::app::key::Key;
use crate::app::keymap::Keymap;
use crate::app::start::{Start, Wish};
use crate::app::{App, Event};
use crate::store::StoreError;
use crate::ui;
use crate::ui::theme::Theme;
use force::End;
pub use force::Force;
use input::Input;
use lent::Lent;
use rescue::Kept;
use screen::Screen;
use table::Table;
use writer::Writer;

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
    /// The program failed and could not go on.
    #[error("{why}; {}", what_is_left(.lost.as_deref()))]
    Failed {
        /// What went wrong.
        why: String,
        /// What is not on disk.
        lost: Option<Box<TermError>>,
    },
    /// Something else than the user ended the program.
    #[error("{by}{}", and(.lost.as_deref()))]
    Ended {
        /// What.
        by: Force,
        /// What is not on disk.
        lost: Option<Box<TermError>>,
    },
}

impl TermError {
    /// Returns the exit status: that of a signal where one ended the program, else 1.
    pub fn status(&self) -> u8 {
        match self {
            Self::Ended { by, .. } => by.status(),
            _ => 1,
        }
    }
}

fn what_is_left(lost: Option<&TermError>) -> String {
    lost.map_or_else(
        || "what was done is in the files".to_owned(),
        ToString::to_string,
    )
}

fn and(lost: Option<&TermError>) -> String {
    lost.map_or_else(String::new, |lost| format!("; {lost}"))
}

/// What reaches the loop.
enum Signal {
    /// Something the program takes.
    Event(Event),
    /// What was typed at once; the thread that reads waits for permission to go on.
    Typed(Vec<Event>),
    /// The terminal or the system wants the program to end.
    End(End),
    /// The system wants the program to stop until it is continued.
    Suspend,
    /// The program was stopped, maybe without being asked, and goes on.
    Continued,
    /// The writer has done all it was asked for, and is gone.
    Written,
}

/// How the loop ended.
enum Ended {
    /// The user left.
    Left,
    /// The user wants the workspace read again.
    Reopen,
    /// The terminal or the system ended it.
    Forced(End),
    /// It failed, and failed again when it was begun anew.
    Failed(String),
}

/// The terminal, taken over: its screen, its keys and all that reaches the loop. There is one for
/// as long as the program runs, since two would take the keys from each other.
pub struct Stage {
    screen: Screen,
    input: Input,
    signals: Receiver<Signal>,
    sender: Sender<Signal>,
    lent: Lent,
}

impl Stage {
    /// Takes the terminal over until this is dropped.
    ///
    /// # Errors
    /// When there is no terminal.
    pub fn enter() -> Result<Self, TermError> {
        let (sender, signals) = channel();
        let lent = Lent::default();
        Ok(Self {
            screen: Screen::enter()?,
            input: Input::start(&sender, &lent),
            signals,
            sender,
            lent,
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
            (_, None) => return Ok(()),
            (_, Some(why)) => return Err(TermError::NotPublished(why)),
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
        let events = loop {
            match signals.recv() {
                Ok(Signal::Typed(events)) => break events,
                Ok(Signal::Suspend) => screen.stop()?,
                Ok(Signal::Continued) => screen.resume()?,
                Ok(Signal::End(End { by, .. })) => return Err(TermError::Ended { by, lost: None }),
                Ok(Signal::Event(_) | Signal::Written) => {}
                Err(_) => return Ok(Wish::Leave),
            }
            screen.draw(|area, buffer| ui::draw_start(start, &theme, area, buffer))?;
        };
        for event in &events {
            match event {
                Event::Redraw => screen.measure()?,
                Event::Key(Key::REDRAW) => screen.forget()?,
                _ => {}
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
    let mut opened = open::open(root, private, now(options.today))?;
    if options
        .today
        .is_some_and(|day| day != machine::now().date())
    {
        let clerk = &mut opened.session.clerk;
        *clerk = clerk.clone().on_a_day_named();
    }
    let Stage {
        screen,
        input,
        signals,
        sender,
        lent,
    } = match stage {
        Some(entered) => entered,
        none => none.insert(Stage::enter()?),
    };
    let mirror = opened.session.workspace.clone();
    let mut table = Table {
        kept: Kept::new(mirror.clone()),
        app: App::new(opened.session, keymap),
        theme: options.theme(),
        today: options.today,
        screen,
        input,
        lent,
        writer: Writer::start(opened.store.clone(), opened.journal, mirror, sender),
        unrecorded: Vec::new(),
        keep_at: None,
    };
    // The first screen is on the terminal before the rest is read.
    let mut ended = match untold {
        Some(why) => table.take(Event::Published(Err(why))),
        None => Ok(None),
    };
    if let (Ok(None), Some(why)) = (&ended, machine::unknown_zone()) {
        ended = table.take(Event::NoZone(why));
    }
    if let Ok(None) = ended {
        ended = table.draw();
    }
    let mut _watching = None;
    if let Ok(None) = ended {
        table.writer.recall();
        _watching = table.writer.watch(opened.store);
        open::read_rest(opened.rest, sender);
        ended = table.run(signals).map(Some);
    }
    // A terminal that cannot be used any more is no reason to lose what waits for the disk.
    let ended = match ended {
        Ok(ended) => ended.unwrap_or(Ended::Left),
        Err(_) => Ended::Forced(End::now(Force::NoTerminal)),
    };
    table.finish(signals, ended)
}

fn now(today: Option<Date>) -> DateTime {
    let clock = machine::now();
    match today {
        Some(day) => day.to_datetime(clock.time()),
        None => clock,
    }
}
