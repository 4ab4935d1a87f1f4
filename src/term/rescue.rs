//! What becomes of a failure inside: it ends neither the program nor the screen, and what was
//! done up to the key before is still there.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind};
use std::sync::Once;
use std::thread::ThreadId;

use super::screen;
use crate::app::Event;
use crate::base::text::safe;
use crate::model::history::Committed;
use crate::model::{PutBack, Workspace};

thread_local! {
    /// Whether a failure of this thread is caught.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// What the latest failure of this thread was: only the hook is told where it happened.
    static FAILURE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Does `work`, or returns in one sentence, fit for a terminal, what went wrong in it.
pub(super) fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = CATCHING.replace(true);
    // Whoever goes on after a failure does not use what it may have left half done.
    let done = catch_unwind(AssertUnwindSafe(work));
    CATCHING.set(before);
    done.map_err(|_| FAILURE.take())
}

/// From now on failures that are caught are not printed over the screen, and before one that is
/// not the terminal is given back, if it is one of this thread, which draws.
pub(super) fn watch() {
    static HOOKED: Once = Once::new();
    HOOKED.call_once(|| {
        let drawing: ThreadId = std::thread::current().id();
        std::panic::set_hook(Box::new(move |panic| {
            let failure = told(panic);
            if CATCHING.get() {
                FAILURE.set(failure);
            } else if std::thread::current().id() == drawing {
                screen::give_back();
                // OK because there is nowhere left to say that stderr is gone.
                let _ = writeln!(io::stderr().lock(), "roundtable: {failure}");
            }
        }));
    });
}

fn told(panic: &PanicHookInfo<'_>) -> String {
    let what = panic.payload_as_str().unwrap_or("no reason was given");
    let place = panic.location().map(ToString::to_string);
    let told = format!(
        "something went wrong inside: {what} ({})",
        place.unwrap_or_default()
    );
    safe(&told.replace('\n', " ")).into()
}

/// The records as they were after the last event that was taken wholly. Kept in step rather than
/// copied, so that a key costs the same in every plan; records are shared, so it holds no text.
pub(super) struct Kept {
    workspace: Workspace,
    /// How many transactions were sent to be saved and are not known to be.
    waiting: usize,
}

impl Kept {
    /// Begins with what was read.
    pub(super) fn new(workspace: Workspace) -> Self {
        Self {
            workspace,
            waiting: 0,
        }
    }

    /// Takes in what comes from outside.
    pub(super) fn hear(&mut self, event: &Event) {
        match event {
            Event::Read { commitments, .. } => {
                for commitment in commitments {
                    self.workspace.admit(std::sync::Arc::clone(commitment));
                }
            }
            Event::ChangedOutside { edits, .. } => {
                for edit in edits {
                    self.workspace.take_in(edit);
                }
            }
            Event::Saved { count, .. } => self.waiting = self.waiting.saturating_sub(*count),
            _ => {}
        }
    }

    /// Takes in what was done.
    pub(super) fn follow(&mut self, committed: &Committed) {
        self.waiting += 1;
        for edit in &committed.transaction.edits {
            self.workspace.mirror(edit);
        }
    }

    /// Takes in what is put in the place of a file that cannot be read.
    pub(super) fn put_back(&mut self, put_back: &PutBack) {
        if let Some(edit) = &put_back.record {
            self.workspace.mirror(edit);
        }
    }

    /// Returns how many transactions wait for the disk.
    pub(super) fn waiting(&self) -> usize {
        self.waiting
    }

    /// Returns the records and how many transactions wait for the disk.
    pub(super) fn state(&self) -> (Workspace, usize) {
        (self.workspace.clone(), self.waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::panic, reason = "it is what is caught")]
    fn what_was_caught_can_be_said_on_a_terminal() {
        watch();
        let why = caught(|| panic!("a \u{1b}]0;title\u{7} in\ntwo lines")).expect_err("it fails");
        let expected =
            "something went wrong inside: a ␛]0;title␇ in two lines (src/term/rescue.rs:";
        assert!(why.starts_with(expected), "{why}");
        assert_eq!(caught(|| 7), Ok(7));
    }
}
