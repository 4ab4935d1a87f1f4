//! What lies over the panes and has the keys while it is there.

pub mod capture;
pub mod confirm;
pub mod form;
pub mod menu;
pub mod preview;

pub use capture::CaptureLine;
pub use confirm::Confirm;
pub use form::{Form, Task};
pub use menu::{Choice, Menu};
pub use preview::Preview;

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
    /// What would be published.
    Preview(Box<Preview>),
    /// A minute in one line.
    Capture(Box<CaptureLine>),
    /// The roll of this meeting is being called.
    RollCall(MeetingId),
}
