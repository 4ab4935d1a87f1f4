//! Reads the terminal on a thread of its own, in step with the loop: after
//! each batch it waits to be told to go on, so that an outside editor can
//! have the terminal meanwhile.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use crossterm::event::{self, Event as Raw, KeyEvent, KeyEventKind, KeyModifiers};

use super::Signal;
use super::force::{End, Force};
use super::lent::Lent;
use super::pasted::pasted;
use super::rescue::caught;
use crate::app::Event;
use crate::app::key::{Key, KeyCode};
use crate::base::failpoint;

/// As many characters at once nobody types; some terminals paste that way.
const BURST: usize = 20;

/// How many failures in reading what is typed are passed over, one after the other.
const FAILURES: usize = 10;

/// How long to look for what else is at hand. Given no time at all, crossterm does not even look
/// at what it has read already.
const AT_HAND: Duration = Duration::from_micros(10);

/// The thread that reads the terminal.
pub(super) struct Input {
    go: Sender<()>,
}

impl Input {
    /// Starts the thread, and those that listen for the system's signals.
    pub(super) fn start(sender: &Sender<Signal>, lent: &Lent) -> Self {
        let (go, told) = channel();
        let to_loop = sender.clone();
        std::thread::spawn(move || read(&to_loop, &told));
        #[cfg(unix)]
        super::signals::listen(sender, lent);
        #[cfg(not(unix))]
        let _ = lent;
        Self { go }
    }

    /// Lets the thread read on.
    pub(super) fn go_on(&self) {
        // OK because the thread ends only with the terminal, which is told otherwise.
        let _ = self.go.send(());
    }
}

fn read(sender: &Sender<Signal>, told: &Receiver<()>) {
    while told.recv().is_ok() {
        let mut events = Vec::new();
        let mut failures = 0;
        while events.is_empty() {
            events = match caught(batch) {
                Ok(Ok(batch)) => batch,
                // Keys that cannot be read are passed over, but not for ever.
                Err(_) if failures < FAILURES => {
                    failures += 1;
                    continue;
                }
                Ok(Err(_)) | Err(_) => {
                    let _ = sender.send(Signal::End(End::now(Force::NoTerminal)));
                    return;
                }
            };
        }
        // In one piece, so that the loop gives one permission for it: with a second one the thread
        // would read on while an outside editor has the terminal.
        if sender.send(Signal::Typed(events)).is_err() {
            return;
        }
    }
}

/// Waits for an event and takes what else is at hand.
fn batch() -> std::io::Result<Vec<Event>> {
    let mut events: Vec<Event> = convert(event::read()?).into_iter().collect();
    failpoint::reach("input");
    while event::poll(AT_HAND)? {
        events.extend(convert(event::read()?));
    }
    Ok(as_paste(&events).map_or(events, |pasted| vec![pasted]))
}

/// Takes a burst of characters with line breaks for what it is: pasted text.
fn as_paste(events: &[Event]) -> Option<Event> {
    if events.len() < BURST {
        return None;
    }
    let mut text = String::new();
    for event in events {
        match event {
            Event::Key(key) => match (key.typed(), key.code) {
                (Some(c), _) => text.push(c),
                (None, KeyCode::Enter) => text.push('\n'),
                (None, KeyCode::Tab) => text.push('\t'),
                _ => return None,
            },
            _ => return None,
        }
    }
    text.contains('\n').then_some(Event::Paste(text))
}

fn convert(raw: Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) if key.kind != KeyEventKind::Release => convert_key(key).map(Event::Key),
        Raw::Paste(text) => Some(Event::Paste(pasted(&text).into_owned())),
        Raw::Resize(..) | Raw::FocusGained => Some(Event::Redraw),
        Raw::Key(_) | Raw::FocusLost | Raw::Mouse(_) => None,
    }
}

fn convert_key(key: KeyEvent) -> Option<Key> {
    use crossterm::event::KeyCode as Raw;
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let code = match key.code {
        Raw::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
        Raw::Char(c) => KeyCode::Char(c),
        Raw::F(n) => KeyCode::F(n),
        Raw::Enter => KeyCode::Enter,
        Raw::Esc => KeyCode::Esc,
        Raw::Tab => KeyCode::Tab,
        Raw::BackTab => KeyCode::BackTab,
        Raw::Backspace => KeyCode::Backspace,
        Raw::Delete => KeyCode::Delete,
        Raw::Insert => KeyCode::Insert,
        Raw::Up => KeyCode::Up,
        Raw::Down => KeyCode::Down,
        Raw::Left => KeyCode::Left,
        Raw::Right => KeyCode::Right,
        Raw::Home => KeyCode::Home,
        Raw::End => KeyCode::End,
        Raw::PageUp => KeyCode::PageUp,
        Raw::PageDown => KeyCode::PageDown,
        _ => return None,
    };
    let says_itself = matches!(code, KeyCode::Char(_) | KeyCode::BackTab);
    let shift = key.modifiers.contains(KeyModifiers::SHIFT) && !says_itself;
    Some(Key {
        code,
        ctrl,
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift,
    })
}
