//! Leaving: what the writer was given is written, as far as there is time, and what is not is said.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use super::force::{End, PATIENCE};
use super::table::Table;
use super::{Ended, Signal, TermError};
use crate::app::Event;

/// How long a disk gets when nobody is in haste.
const DISK: Duration = Duration::from_secs(20);

impl Table<'_> {
    /// Waits until the writer has written what it was given, and says what it could not. Returns
    /// why files were not published, if whoever opens the workspace again can say so.
    pub(super) fn finish(
        mut self,
        signals: &Receiver<Signal>,
        ended: Ended,
    ) -> Result<(Ended, Option<String>), TermError> {
        // However it ends: what somebody was typing is written with the rest, before the files.
        self.keep_unrecorded();
        self.writer.close();
        let mut until = self.patience(&ended);
        let mut ended = ended;
        let mut unsaid = Unsaid {
            not_saved: self.app.session.saving.failure().map(str::to_owned),
            ..Unsaid::default()
        };
        loop {
            match signals.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(Signal::Event(event)) => {
                    self.kept.hear(&event);
                    unsaid.hear(event);
                }
                Ok(Signal::End(end)) => {
                    until = end.until;
                    ended = Ended::Forced(end);
                }
                Ok(Signal::Typed(_) | Signal::Suspend | Signal::Continued) => {}
                Ok(Signal::Written)
                | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        let waiting = self.kept.waiting();
        match ended {
            Ended::Forced(End { by, .. }) => {
                let lost = unsaid.lost(waiting).map(Box::new);
                Err(TermError::Ended { by, lost })
            }
            Ended::Failed(why) => {
                let lost = unsaid.lost(waiting).map(Box::new);
                Err(TermError::Failed { why, lost })
            }
            Ended::Left | Ended::Reopen if waiting > 0 => {
                unsaid.lost(waiting).map_or(Ok((ended, None)), Err)
            }
            Ended::Left | Ended::Reopen => Ok((ended, unsaid.not_published)),
        }
    }

    /// Returns until when the disk is waited for.
    fn patience(&self, ended: &Ended) -> Instant {
        match ended {
            Ended::Forced(end) => end.until,
            // The user knows of what waits, and has said to leave without it.
            Ended::Left if self.kept.waiting() > 0 => Instant::now() + PATIENCE,
            Ended::Left | Ended::Reopen | Ended::Failed(_) => Instant::now() + DISK,
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
    /// Takes what the writer says.
    fn hear(&mut self, event: Event) {
        match event {
            Event::Published(Err(why)) => self.not_published = Some(why),
            Event::NotSaved { why, hint } => self.not_saved = Some(format!("{why}; {hint}")),
            _ => {}
        }
    }

    /// Returns what is lost, with `waiting` transactions not on the disk.
    fn lost(self, waiting: usize) -> Option<TermError> {
        if waiting == 0 {
            return self.not_published.map(TermError::NotPublished);
        }
        let why = self.not_saved;
        let why = why.unwrap_or_else(|| "the disk does not answer".to_owned());
        let why = match self.not_published {
            Some(other) => format!("{why}; not published: {other}"),
            None => why,
        };
        Some(TermError::NotSaved { waiting, why })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_were_not_published_are_told_of_on_leaving() {
        let why = "minutes.md holds something else; move it away".to_owned();
        let not_saved = Event::NotSaved {
            why: "the disk is full".to_owned(),
            hint: "free some space".to_owned(),
        };
        let mut unsaid = Unsaid::default();
        for event in [
            Event::Published(Err(why)),
            Event::Published(Ok(vec!["other.md".to_owned()])),
            not_saved,
        ] {
            unsaid.hear(event);
        }
        let lost = unsaid.lost(2).expect("two changes").to_string();
        let expected = "not on disk: 2 of your changes: the disk is full; free some space; \
             not published: minutes.md holds something else; move it away";
        assert_eq!(lost, expected);
    }

    #[test]
    fn a_disk_that_does_not_answer_is_named() {
        let lost = Unsaid::default().lost(1).expect("a change").to_string();
        assert_eq!(
            lost,
            "not on disk: 1 of your changes: the disk does not answer"
        );
        assert!(Unsaid::default().lost(0).is_none());
    }
}
