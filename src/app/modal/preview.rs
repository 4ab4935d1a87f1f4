//! What would be published, to be read before it leaves the program.

use crate::app::key::{Key, KeyCode};
use crate::app::view::{Piece, Role, piece};
use crate::base::text::{safe_lines, wrap};
use crate::model::MeetingId;
use crate::publish::{Shown, View};

/// A document as it reads, and the place in it.
#[derive(Debug)]
pub struct Preview {
    /// The meeting.
    pub meeting: MeetingId,
    /// The view of it.
    pub view: View,
    /// The document in lines that fit.
    pub lines: Vec<Piece>,
    /// The first line shown.
    pub top: usize,
    paragraphs: Vec<Shown>,
    room: (usize, usize),
}

/// What a key did to a preview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// The other view is wanted.
    Other,
    /// It is to be written to a file.
    Write,
    /// It is to be copied.
    Copy,
    /// It is to go.
    Closed,
    /// It is still open.
    Open,
    /// The key means nothing here.
    Unknown,
}

impl Preview {
    /// Makes a preview that is laid out when its room is known.
    pub fn new(meeting: MeetingId, view: View, paragraphs: Vec<Shown>) -> Self {
        Self {
            meeting,
            view,
            paragraphs,
            lines: Vec::new(),
            top: 0,
            room: (0, 0),
        }
    }

    /// Lays the text out in so many columns and rows; does nothing while they stay the same.
    pub fn fit(&mut self, room: (usize, usize)) {
        if self.room == room {
            return;
        }
        self.room = room;
        let (columns, _) = room;
        self.lines = Vec::new();
        for Shown {
            heading,
            indent,
            text,
        } in &self.paragraphs
        {
            let role = if *heading {
                Role::Heading
            } else {
                Role::Normal
            };
            let text = safe_lines(text);
            let mut lines = wrap(&text, columns.saturating_sub(indent + 2).max(1));
            if lines.is_empty() {
                lines.push("");
            }
            // An entry of a list hangs behind its mark.
            let hang = if text.starts_with("- ") { 2 } else { 0 };
            for (n, line) in lines.into_iter().enumerate() {
                let indent = if n == 0 { *indent } else { indent + hang };
                self.lines
                    .push(piece(role, format!("{:indent$}{line}", "")));
            }
        }
        self.scroll(0);
    }

    /// Takes a key.
    pub fn press(&mut self, key: Key) -> Pressed {
        let page = isize::try_from(self.room.1.saturating_sub(1).max(1)).unwrap_or(1);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.scroll(1),
            KeyCode::Up | KeyCode::Char('k') => self.scroll(-1),
            KeyCode::PageDown | KeyCode::Char(' ') | KeyCode::Enter => self.scroll(page),
            KeyCode::PageUp => self.scroll(-page),
            KeyCode::Home => self.scroll(isize::MIN),
            KeyCode::End => self.scroll(isize::MAX),
            KeyCode::Tab | KeyCode::BackTab => return Pressed::Other,
            KeyCode::Char('w') => return Pressed::Write,
            KeyCode::Char('y') => return Pressed::Copy,
            KeyCode::Esc | KeyCode::Char('q' | 'P') => return Pressed::Closed,
            _ => return Pressed::Unknown,
        }
        Pressed::Open
    }

    fn scroll(&mut self, lines: isize) {
        let last = self.lines.len().saturating_sub(self.room.1);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}
