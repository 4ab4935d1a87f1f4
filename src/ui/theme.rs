//! What roles look like, and the shapes of statuses.

use ratatui::style::{Color, Modifier, Style};

use crate::app::view::Role;
use crate::model::Status;

/// The look of everything. Colour is never the only sign: statuses have
/// shapes and letters, the cursor a mark and reverse video.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Only characters every terminal has.
    pub ascii: bool,
}

impl Theme {
    /// Makes the theme; `ascii` keeps to characters every terminal has.
    pub fn new(ascii: bool) -> Self {
        Self { ascii }
    }

    /// Returns the style of a role.
    pub fn style(self, role: Role) -> Style {
        let plain = Style::new();
        match role {
            Role::Normal | Role::Status(None | Some(Status::NotStarted)) => plain,
            Role::Dim => plain.add_modifier(Modifier::DIM),
            Role::Strong | Role::Key => plain.add_modifier(Modifier::BOLD),
            Role::Heading => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Label => plain.fg(Color::Cyan),
            Role::Status(Some(status)) => status_style(status),
            Role::Overdue => plain.fg(Color::Yellow).add_modifier(Modifier::BOLD),
            Role::Disputed => plain.fg(Color::Magenta).add_modifier(Modifier::BOLD),
            Role::Wrong => plain.fg(Color::Red).add_modifier(Modifier::BOLD),
        }
    }

    /// Returns the style of the row stood on.
    pub fn cursor(self, focused: bool) -> Style {
        if focused {
            Style::new().add_modifier(Modifier::REVERSED)
        } else {
            Style::new().add_modifier(Modifier::BOLD)
        }
    }

    /// Returns the style of a frame.
    pub fn border(self, focused: bool) -> Style {
        let modifier = if focused {
            Modifier::BOLD
        } else {
            Modifier::DIM
        };
        Style::new().add_modifier(modifier)
    }

    /// Returns the mark of the row stood on.
    pub fn marker(self) -> &'static str {
        if self.ascii { ">" } else { "▌" }
    }

    /// Returns the shape of a status.
    pub fn shape(self, status: Option<Status>) -> &'static str {
        let (drawn, ascii) = match status {
            None => ("·", "."),
            Some(Status::NoEvidence) => ("?", "?"),
            Some(Status::NotStarted) => ("○", "-"),
            Some(Status::Limited) => ("◔", "l"),
            Some(Status::Substantial) => ("◑", "s"),
            Some(Status::Complete) => ("●", "C"),
            Some(Status::Withdrawn) => ("✕", "x"),
        };
        if self.ascii { ascii } else { drawn }
    }
}

fn status_style(status: Status) -> Style {
    let plain = Style::new();
    match status {
        Status::NoEvidence | Status::Withdrawn => plain.add_modifier(Modifier::DIM),
        Status::NotStarted => plain,
        Status::Limited => plain.fg(Color::Yellow),
        Status::Substantial => plain.fg(Color::Cyan),
        Status::Complete => plain.fg(Color::Blue).add_modifier(Modifier::BOLD),
    }
}
