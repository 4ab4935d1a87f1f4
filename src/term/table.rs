//! The loop: waits for what happens, lets the program take it, does what the
//! program asks for, and draws. Nothing wakes it while nothing happens, but the next minute while
//! an item of an agenda is timed, and once after a key, to have kept what was typed.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use jiff::civil::Date;

use super::force::{End, Force, PATIENCE};
use super::input::Input;
use super::lent::Lent;
use super::rescue::{Kept, caught};
use super::screen::Screen;
use super::writer::Writer;
use super::{Ended, Signal, TermError, editor, now};
use crate::app::{App, Effect, Event, Keeping};
use crate::base::failpoint;
use crate::model::Unrecorded;
use crate::model::history::Committed;
use crate::ui;
use crate::ui::theme::Theme;

/// How long what was typed is kept in memory only, at most; with the time a disk takes, a quarter of
/// a second.
const KEPT_WITHIN: Duration = Duration::from_millis(150);

/// The program at work.
pub(super) struct Table<'a> {
    pub(super) app: App,
    pub(super) kept: Kept,
    pub(super) theme: Theme,
    pub(super) today: Option<Date>,
    pub(super) screen: &'a mut Screen,
    pub(super) input: &'a Input,
    pub(super) lent: &'a Lent,
    pub(super) writer: Writer,
    /// The texts not recorded that were handed to the writer last.
    pub(super) unrecorded: Vec<Unrecorded>,
    /// When what was typed since is to be kept.
    pub(super) keep_at: Option<Instant>,
}

impl Table<'_> {
    /// Runs until something ends it.
    pub(super) fn run(&mut self, signals: &Receiver<Signal>) -> Result<Ended, TermError> {
        self.input.go_on();
        loop {
            let first = match self.next(signals) {
                Ok(first) => first,
                // Keeping what was typed shows nothing new.
                Err(RecvTimeoutError::Timeout) if self.is_to_keep() && !self.app.shows_time() => {
                    self.keep_unrecorded();
                    continue;
                }
                Err(RecvTimeoutError::Timeout) => Signal::Event(Event::Redraw),
                Err(RecvTimeoutError::Disconnected) => {
                    return Ok(Ended::Forced(End::now(Force::NoTerminal)));
                }
            };
            if self.is_to_keep() {
                self.keep_unrecorded();
            }
            let mut typed = false;
            let all = std::iter::once(first).chain(signals.try_iter());
            for signal in all {
                typed |= matches!(signal, Signal::Typed(_));
                if let Some(ended) = self.hear(signal)? {
                    return Ok(ended);
                }
            }
            if let Some(ended) = self.draw()? {
                return Ok(ended);
            }
            if typed {
                self.input.go_on();
                let soon = Instant::now() + KEPT_WITHIN;
                self.keep_at.get_or_insert(soon);
            }
        }
    }

    fn hear(&mut self, signal: Signal) -> Result<Option<Ended>, TermError> {
        let events = match signal {
            Signal::Event(event) => vec![event],
            Signal::Typed(events) => events,
            Signal::End(end) => return Ok(Some(Ended::Forced(end))),
            Signal::Suspend => {
                self.wait_for_the_disk();
                self.screen.stop()?;
                Vec::new()
            }
            Signal::Continued => {
                self.screen.resume()?;
                Vec::new()
            }
            Signal::Written => Vec::new(),
        };
        for event in events {
            if let Some(ended) = self.take(event)? {
                return Ok(Some(ended));
            }
        }
        Ok(None)
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

    /// Tells whether what was typed has been in memory only for long enough.
    fn is_to_keep(&self) -> bool {
        self.keep_at.is_some_and(|at| at <= Instant::now())
    }

    /// Has the texts kept that are typed and not recorded, where they changed since.
    pub(super) fn keep_unrecorded(&mut self) {
        self.keep_at = None;
        // What cannot even be looked at leaves those that were kept before.
        let unrecorded = caught(|| self.app.unrecorded());
        if let Ok(unrecorded) = unrecorded
            && (unrecorded != self.unrecorded || self.is_text_unkept())
        {
            self.unrecorded.clone_from(&unrecorded);
            self.writer.keep(unrecorded);
        }
    }

    /// Tells whether what was typed could not be kept, so that it is tried again.
    fn is_text_unkept(&self) -> bool {
        self.app.session.unkept.contains_key(&Keeping::Text)
    }

    /// Lets the program take an event and does what it asks for.
    pub(super) fn take(&mut self, event: Event) -> Result<Option<Ended>, TermError> {
        // Not for a key, which must be quick; what else happens catches a change that came before
        // anybody listened for it.
        if !matches!(event, Event::Key(_)) {
            self.screen.measure()?;
        }
        self.kept.hear(&event);
        let now = now(self.today);
        let effects = match caught(|| self.app.update(event, now)) {
            Ok(effects) => effects,
            Err(why) => return Ok(self.begin_again(&why)),
        };
        let mut ended = None;
        for effect in effects {
            if let Some(then) = self.do_outside(effect)? {
                ended = Some(then);
            }
        }
        Ok(ended)
    }

    fn do_outside(&mut self, effect: Effect) -> Result<Option<Ended>, TermError> {
        match effect {
            Effect::Save(committed) => {
                self.save(committed);
                // What is recorded now is no draft any more.
                self.keep_unrecorded();
            }
            Effect::SaveAgain => self.writer.save_again(),
            Effect::Edit { heading, text } => {
                self.keep_unrecorded();
                self.screen.suspend()?;
                let edited = editor::edit(&heading, &text, self.lent);
                // What was typed there is taken even if there is no terminal to go back to.
                let resumed = self.screen.resume();
                let ended = self.take(Event::EditorClosed(edited));
                resumed?;
                return ended;
            }
            Effect::Copy(text) => self.screen.copy(&text)?,
            Effect::Publish { paper, files } => self.writer.publish(paper, files),
            Effect::KeepBeside(rivals) => self.writer.keep_beside(rivals),
            Effect::Settle(name) => {
                // What was typed before is ours by now, and kept by us before it is given up.
                self.keep_unrecorded();
                self.writer.settle(name);
            }
            Effect::PutBack(put_back) => {
                self.kept.put_back(&put_back);
                self.writer.put_back(put_back);
            }
            Effect::Past(of) => self.writer.past(of),
            Effect::Decided(beside) => self.writer.decided(beside),
            Effect::DrawAnew => self.screen.forget()?,
            Effect::Suspend => return self.suspend(),
            Effect::Leave => return Ok(Some(Ended::Left)),
            Effect::Reopen => return Ok(Some(Ended::Reopen)),
        }
        Ok(None)
    }

    /// Goes back to the shell, with all the others it waits for.
    fn suspend(&mut self) -> Result<Option<Ended>, TermError> {
        self.wait_for_the_disk();
        self.screen.suspend()?;
        #[cfg(unix)]
        let stopped = super::signals::stop_all();
        #[cfg(not(unix))]
        let stopped = false;
        self.screen.resume()?;
        if stopped {
            return Ok(None);
        }
        self.take(Event::NotSuspended)
    }

    /// Has all that was done written, as nobody knows whether a program that is stopped ever goes
    /// on; a disk that does not answer is not waited for.
    fn wait_for_the_disk(&mut self) {
        self.keep_unrecorded();
        self.writer.wait(Instant::now() + PATIENCE);
    }

    /// Draws a frame.
    pub(super) fn draw(&mut self) -> Result<Option<Ended>, TermError> {
        let Err(why) = self.try_draw()? else {
            return Ok(None);
        };
        if let Some(ended) = self.begin_again(&why) {
            return Ok(Some(ended));
        }
        Ok(self.try_draw()?.err().map(Ended::Failed))
    }

    fn try_draw(&mut self) -> Result<Result<(), String>, TermError> {
        let Self {
            app, theme, screen, ..
        } = self;
        let mut done = Ok(());
        screen.draw(|area, buffer| {
            let painted = caught(|| {
                let areas = ui::measure(area, app);
                app.sync(areas.sizes());
                failpoint::reach("draw");
                ui::draw(app, &areas, theme, buffer)
            });
            painted.unwrap_or_else(|why| {
                buffer.reset();
                done = Err(why);
                None
            })
        })?;
        Ok(done)
    }

    /// Goes on with the records as they were before what failed, and with what it had done.
    fn begin_again(&mut self, why: &str) -> Option<Ended> {
        for committed in self.app.done_before_failing() {
            self.save(committed);
        }
        let (workspace, waiting) = self.kept.state();
        let begun = caught(|| {
            failpoint::reach("begin-again");
            self.app.begin_again(workspace, waiting, why);
        });
        begun.err().map(Ended::Failed)
    }

    fn save(&mut self, committed: Box<Committed>) {
        self.kept.follow(&committed);
        self.writer.save(committed, now(self.today));
    }
}
