//! What would be published, to be read before it leaves the program.

use crate::app::key::{Key, KeyCode};
use crate::base::text::{safe_lines, wrap};
use crate::model::MeetingId;
use crate::publish::View;

/// A document as its Markdown text, and the place in it.
#[derive(Debug)]
pub struct Preview {
    /// The meeting.
    pub meeting: MeetingId,
    /// The view of it.
    pub view: View,
    /// The text as it would be written.
    pub text: String,
    /// The text in lines that fit.
    pub lines: Vec<String>,
    /// The first line shown.
    pub top: usize,
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
    pub fn new(meeting: MeetingId, view: View, text: String) -> Self {
        Self {
            meeting,
            view,
            text,
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
        let text = safe_lines(&self.text);
        let lines = text
            .split('\n')
            .flat_map(|line| match wrap(line, columns.max(1)) {
                none if none.is_empty() => vec![String::new()],
                some => some.into_iter().map(str::to_owned).collect(),
            });
        self.lines = lines.collect();
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
