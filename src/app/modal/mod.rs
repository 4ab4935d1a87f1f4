//! What lies over the panes and has the keys while it is there.

pub mod capture;
pub mod confirm;
pub mod form;
pub mod menu;
pub mod page;

pub use capture::CaptureLine;
pub use confirm::Confirm;
pub use form::{Form, Task};
pub use menu::{Choice, Menu};
pub use page::Page;

use crate::model::MeetingId;

/// One thing over the panes; the topmost gets the keys.
#[derive(Debug)]
pub enum Modal {
    /// Choices, one a line; also palette and help.
    Menu(Box<Menu>),
    /// Fields to type into.
    Form(Box<Form>),
    /// A question whose harmless answer is Enter.
    Confirm(Confirm),
    /// A text to be read.
    Page(Box<Page>),
    /// A minute in one line.
    Capture(Box<CaptureLine>),
    /// The roll of this meeting is being called.
    RollCall(MeetingId),
}

impl Modal {
    /// Returns the form, if it is one.
    pub fn form(&self) -> Option<&Form> {
        match self {
            Self::Form(form) => Some(form),
            Self::Menu(_)
            | Self::Confirm(_)
            | Self::Page(_)
            | Self::Capture(_)
            | Self::RollCall(_) => None,
        }
    }
}
