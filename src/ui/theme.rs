//! What roles look like, and the shapes of statuses.
//!
//! Colours are the terminal's own sixteen, so that they follow its palette. Nobody knows what is
//! behind them: a colour comes with its background, or not at all. Most text has neither.

use ratatui::style::{Color, Modifier, Style};

use crate::app::view::Role;
use crate::model::Status;

/// The look of everything. Colour is never the only sign: statuses have
/// shapes and letters, the cursor a mark and reverse video.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// Only characters every terminal has.
    pub ascii: bool,
    /// Colours, where they help; weight, line and reverse video say the same.
    pub colour: bool,
}

impl Theme {
    /// Colours and all signs.
    pub const COLOURED: Self = Self {
        ascii: false,
        colour: true,
    };

    /// Returns the style of a role.
    pub fn style(self, role: Role) -> Style {
        let (colours, modifier) = look(role);
        let style = Style::new().add_modifier(modifier);
        match colours.filter(|_| self.colour) {
            Some((on_top, behind)) => style.fg(on_top).bg(behind),
            None if role == Role::Wrong => style.add_modifier(Modifier::REVERSED),
            None => style,
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

    /// Returns the style of the title in a frame.
    pub fn title(self, focused: bool) -> Style {
        if focused {
            Style::new().add_modifier(Modifier::BOLD | Modifier::REVERSED)
        } else {
            Style::new()
        }
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

/// Returns the colours of a role, if it has any, and what says the same without them.
///
/// Limited, substantial and complete go from yellow to blue, which the colour-blind can tell apart
/// in any of the common forms; red and green are never set against each other.
fn look(role: Role) -> (Option<(Color, Color)>, Modifier) {
    let plain = Modifier::empty();
    let bold = Modifier::BOLD;
    match role {
        Role::Normal | Role::Label | Role::Status(None | Some(Status::NotStarted)) => (None, plain),
        Role::Dim | Role::Status(Some(Status::NoEvidence | Status::Withdrawn)) => {
            (None, Modifier::DIM)
        }
        Role::Strong | Role::Key => (None, bold),
        Role::Heading => (None, bold | Modifier::UNDERLINED),
        Role::Status(Some(Status::Limited)) => (Some((Color::Black, Color::Yellow)), plain),
        Role::Status(Some(Status::Substantial)) => (Some((Color::Black, Color::Cyan)), plain),
        Role::Status(Some(Status::Complete)) => (Some((Color::White, Color::Blue)), bold),
        Role::Overdue | Role::Wrong => (Some((Color::White, Color::Red)), bold),
        Role::Disputed => (Some((Color::White, Color::Magenta)), bold),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 9] = [
        Role::Normal,
        Role::Dim,
        Role::Strong,
        Role::Heading,
        Role::Label,
        Role::Overdue,
        Role::Disputed,
        Role::Wrong,
        Role::Key,
    ];

    fn roles() -> impl Iterator<Item = Role> {
        let statuses = Status::ALL.into_iter().map(Some).chain([None]);
        ROLES.into_iter().chain(statuses.map(Role::Status))
    }

    /// The sixteen colours as xterm has them (XTerm-col.ad); red, green and blue, 0 to 255.
    fn xterm(colour: Color) -> [u8; 3] {
        match colour {
            Color::Black => [0, 0, 0],
            Color::Red => [205, 0, 0],
            Color::Yellow => [205, 205, 0],
            Color::Blue => [0, 0, 238],
            Color::Magenta => [205, 0, 205],
            Color::Cyan => [0, 205, 205],
            Color::White => [255, 255, 255],
            other => unreachable!("{other} is not used"),
        }
    }

    /// The relative luminance of WCAG 2.1.
    fn luminance(colour: Color) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        };
        let [red, green, blue] = xterm(colour).map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    #[test]
    fn every_colour_has_its_background_and_can_be_read() {
        let theme = Theme {
            ascii: false,
            colour: true,
        };
        for role in roles() {
            let style = theme.style(role);
            assert_eq!(style.fg.is_some(), style.bg.is_some(), "{role:?}");
            if let (Some(fg), Some(bg)) = (style.fg, style.bg) {
                let (one, other) = (luminance(fg), luminance(bg));
                let contrast = (one.max(other) + 0.05) / (one.min(other) + 0.05);
                assert!(contrast >= 4.5, "{role:?}: {contrast:.1}");
            }
        }
    }

    #[test]
    fn what_matters_stands_out_without_colour() {
        for ascii in [false, true] {
            let theme = Theme {
                ascii,
                colour: false,
            };
            for role in roles() {
                let style = theme.style(role);
                assert_eq!((style.fg, style.bg), (None, None), "{role:?}");
            }
            let normal = theme.style(Role::Normal);
            for role in [Role::Strong, Role::Heading, Role::Overdue, Role::Disputed] {
                assert_ne!(theme.style(role), normal, "{role:?}");
            }
            for role in ROLES.into_iter().filter(|role| *role != Role::Wrong) {
                assert_ne!(theme.style(role), theme.style(Role::Wrong), "{role:?}");
            }
            assert_ne!(theme.cursor(true), theme.cursor(false));
            assert_ne!(theme.border(true), theme.border(false));
            assert_ne!(theme.title(true), theme.title(false));
            let mut shapes: Vec<_> = Status::ALL.map(|status| theme.shape(Some(status))).into();
            shapes.push(theme.shape(None));
            shapes.sort_unstable();
            shapes.dedup();
            assert_eq!(shapes.len(), 7);
        }
    }
}
