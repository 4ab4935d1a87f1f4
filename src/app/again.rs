//! Beginning again after a failure inside, with the records as they were before it.

use super::modal::Modal;
use super::session::Saving;
use super::{App, Effect, Message};
use crate::model::Workspace;
use crate::model::history::Committed;

impl App {
    /// Goes on from `workspace`, which holds all that was done, of which so many transactions are not on disk yet, and says why.
    ///
    /// Only what was shown is forgotten: texts that were typed are drafts afterwards, and each step
    /// of undo looks for itself whether it still fits.
    pub fn begin_again(&mut self, workspace: Workspace, waiting: usize, why: &str) {
        self.keep_what_is_typed();
        // Back to today and the current plan, which the records are of.
        self.leave_other_plan();
        self.session.workspace = workspace;
        self.session.saving = match std::mem::replace(&mut self.session.saving, Saving::Saved(None))
        {
            Saving::NotSaved { why, .. } if waiting > 0 => Saving::NotSaved { why, waiting },
            _ if waiting > 0 => Saving::Saving(waiting),
            saved => Saving::Saved(saved.since()),
        };
        self.pending.clear();
        self.message = Message::default();
        self.commitments = super::Commitments::default();
        self.detail = super::Detail::default();
        self.meetings = super::Meetings::default();
        self.stakeholders = super::Stakeholders::default();
        self.actions = super::Scroll::default();
        self.timeline = super::Timeline::default();
        (self.focus, self.zoomed) = (super::Pane::Commitments, false);
        self.memory.changes += 1;
        self.memory.when_saved = None;
        self.memory.undo_when_recalled = false;
        let today = self.session.clerk.today();
        self.commitments.rebuild(&self.session.workspace, today);
        self.refresh();
        self.refuse(format!("{why}; what was recorded is safe"));
    }

    /// Returns what was done and not yet handed out when an event failed: each transaction is done
    /// wholly or not at all, so these are done.
    pub fn done_before_failing(&mut self) -> Vec<Box<Committed>> {
        let effects = std::mem::take(&mut self.memory.effects);
        let done = effects.into_iter().filter_map(|effect| match effect {
            Effect::Save(committed) => Some(committed),
            _ => None,
        });
        done.collect()
    }

    fn keep_what_is_typed(&mut self) {
        for modal in std::mem::take(&mut self.modals) {
            match modal {
                Modal::Form(form) => _ = self.memory.drafts.keep(&form),
                Modal::Capture(line) => self.memory.drafts.keep_captured(line.field.text()),
                Modal::Menu(_) | Modal::Confirm(_) | Modal::RollCall(_) | Modal::Page(_) => {}
            }
        }
    }
}
