//! Everybody with a part in the plan: who they are, what was talked about with them, what they
//! contributed, where nobody is reached, and the papers the forum works by.

mod contacts;
mod contributions;
mod coverage;
mod documents;
mod register;

use std::collections::BTreeSet;

use jiff::civil::Date;

use super::meeting::nothing;
use crate::app::view::{Scroll, View};
use crate::model::{Plan, RecordRef, StakeholderId, Workspace};

/// The parts of the pane, in the order `]` goes through them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Tab {
    /// All organisations and people.
    #[default]
    Register,
    /// Informal contacts, latest first.
    Contacts,
    /// What was contributed, and what was answered.
    Contributions,
    /// Who is reached, by policy area and nation.
    Coverage,
    /// The papers of the forum.
    Documents,
}

impl Tab {
    /// Every tab.
    pub const ALL: [Self; 5] = [
        Self::Register,
        Self::Contacts,
        Self::Contributions,
        Self::Coverage,
        Self::Documents,
    ];

    /// Returns the name of the tab.
    pub fn words(self) -> &'static str {
        match self {
            Self::Register => "Stakeholders",
            Self::Contacts => "Contacts",
            Self::Contributions => "Contributions",
            Self::Coverage => "Coverage",
            Self::Documents => "Documents",
        }
    }
}

/// Where one is among the stakeholders.
#[derive(Debug, Default)]
pub struct Stakeholders {
    /// The part shown.
    pub tab: Tab,
    /// Who shows what is known of them.
    pub unfolded: BTreeSet<StakeholderId>,
    /// What is shown and where one stands in it.
    pub scroll: Scroll,
    laid_out: Option<LaidOut>,
}

/// What the lines shown were made for: while it stays the same, so do they.
#[derive(Debug, Clone, PartialEq, Eq)]
struct LaidOut {
    tab: Tab,
    width: usize,
    changes: u64,
    today: Date,
    unfolded: BTreeSet<StakeholderId>,
}

impl Stakeholders {
    /// Goes to another part.
    pub fn turn_to(&mut self, tab: Tab) {
        if self.tab != tab {
            self.tab = tab;
            self.scroll.reset();
            self.laid_out = None;
        }
    }

    /// Lays the part shown out in `width` columns and `height` rows, anew only if something of it
    /// changed: who is reached is read from all commitments and meetings.
    pub fn lay_out(
        &mut self,
        workspace: &Workspace,
        changes: u64,
        (width, height): (usize, usize),
        today: Date,
    ) {
        let wanted = LaidOut {
            tab: self.tab,
            width,
            changes,
            today,
            unfolded: self.unfolded.clone(),
        };
        if self.laid_out.as_ref() == Some(&wanted) {
            return self.scroll.keep_in_sight(height);
        }
        self.laid_out = Some(wanted);
        let view = self.view(workspace, width, today);
        self.scroll.lay_out(view, height);
    }

    fn view(&self, workspace: &Workspace, width: usize, today: Date) -> View {
        if self.tab == Tab::Register {
            return register::lay_out(workspace, &self.unfolded, width);
        }
        if self.tab == Tab::Contacts {
            return contacts::lay_out(workspace, width);
        }
        let Some(plan) = workspace.current_plan() else {
            return nothing("The current plan could not be read; g x shows why.", width);
        };
        match self.tab {
            Tab::Contributions => contributions::lay_out(plan, width),
            Tab::Coverage => coverage::lay_out(workspace, plan, width),
            _ => documents::lay_out(plan, width, today),
        }
    }

    /// Shows the part that a record is in; returns false for one that is in none.
    pub fn turn_to_record(&mut self, record: &RecordRef) -> bool {
        let tab = match record {
            RecordRef::Stakeholder(_) => Tab::Register,
            RecordRef::Contact(_) => Tab::Contacts,
            RecordRef::Contribution(..) => Tab::Contributions,
            RecordRef::Document(..) => Tab::Documents,
            _ => return false,
        };
        self.turn_to(tab);
        true
    }
}

/// Returns the id of the plan of a record kept with one.
fn record_of(
    plan: &Plan,
    id: &crate::model::EntryId,
    make: fn(crate::model::PlanId, crate::model::EntryId) -> RecordRef,
) -> RecordRef {
    make(plan.id.clone(), id.clone())
}
