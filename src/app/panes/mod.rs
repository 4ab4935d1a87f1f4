//! The panes: what each shows and where one stands in it. No pane names another.

pub mod actions;
pub mod agenda;
pub mod assessment;
pub mod commitments;
pub mod detail;
mod groups;
pub mod meeting;
pub mod roll;
pub mod stakeholders;
pub mod timeline;
pub mod words;

/// A pane, by the number that goes to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Pane {
    /// 1: the list of commitments.
    Commitments,
    /// 2: one commitment.
    Detail,
    /// 3: the meetings, and the roll and minutes of one.
    Meeting,
    /// 4: the stakeholders, and what there is to know of them.
    Stakeholders,
    /// 5: the actions.
    Actions,
    /// 6: the timeline of the plan.
    Timeline,
}

impl Pane {
    /// Every pane, in the order Tab goes through them.
    pub const ALL: [Self; 6] = [
        Self::Commitments,
        Self::Detail,
        Self::Meeting,
        Self::Stakeholders,
        Self::Actions,
        Self::Timeline,
    ];
}
