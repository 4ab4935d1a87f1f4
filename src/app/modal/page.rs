//! A text to be read, over the whole screen: what would be published, what was found again.

use std::ops::Range;

use crate::app::deciding::Deciding;
use crate::app::key::{Key, KeyCode};
use crate::app::standards::Looking;
use crate::app::view::{Piece, Role, piece};
use crate::base::text::{safe_lines, wrap};
use crate::model::version::Versioned;
use crate::publish::{Paper, Shown};

/// What a page shows.
#[derive(Debug, Clone, PartialEq)]
pub enum About {
    /// What would be published.
    Published(Paper),
    /// Another version of records, and what is picked of it.
    Beside(Deciding),
    /// What was not saved when a program ended before its time; its name among the unfinished.
    Unfinished(String),
    /// What is wrong with a file, and of which record; whether that is on the screen all the same.
    Trouble(Option<(Versioned, bool)>),
    /// What became of each commitment between two meetings.
    Compared,
    /// What a picture or many records come to, told in words or numbers.
    Told,
    /// What was found of a requirement.
    Requirement(Box<Looking>),
    /// What changed in a version of a record, by its number.
    Version(u64),
}

/// A text as it reads, and the place in it.
#[derive(Debug)]
pub struct Page {
    /// What it is called.
    pub title: String,
    /// What it shows.
    pub about: About,
    /// The text in lines that fit.
    pub lines: Vec<Piece>,
    /// The first line shown.
    pub top: usize,
    /// The lines of the paragraph stood on.
    pub stood_on: Range<usize>,
    at: Option<usize>,
    paragraphs: Vec<Shown>,
    room: (usize, usize),
}

/// How many lines from the first of the paragraph stood on are shown with it.
const BELONGS_TO_IT: usize = 6;

/// What a key did to a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pressed {
    /// It is to go.
    Closed,
    /// It is still open.
    Open,
    /// The key means nothing to the page itself.
    Other,
}

impl Page {
    /// Makes a page that is laid out when its room is known.
    pub fn new(title: impl Into<String>, about: About, paragraphs: Vec<Shown>) -> Self {
        Self {
            title: title.into(),
            about,
            paragraphs,
            lines: Vec::new(),
            top: 0,
            stood_on: 0..0,
            at: None,
            room: (0, 0),
        }
    }

    /// Stands on the nth paragraph, which is kept in sight.
    #[must_use]
    pub fn standing_on(mut self, paragraph: usize) -> Self {
        self.at = Some(paragraph);
        self
    }

    /// Begins at a line, if it has so many.
    pub fn begin_at(&mut self, top: usize) {
        self.top = top;
        self.scroll(0);
        self.show_where_it_stands();
    }

    /// Returns which lines are in sight and how many there are; `None` where all are.
    pub fn in_sight(&self) -> Option<(Range<usize>, usize)> {
        let last = self.lines.len();
        let shown = self.top..last.min(self.top + self.room.1);
        (shown.len() < last).then_some((shown, last))
    }

    /// Lays the text out in so many columns and rows; does nothing while they stay the same.
    pub fn fit(&mut self, room: (usize, usize)) {
        if self.room == room {
            return;
        }
        self.room = room;
        let (columns, _) = room;
        self.lines = Vec::new();
        for (place, paragraph) in self.paragraphs.iter().enumerate() {
            let Shown {
                heading,
                indent,
                text,
            } = paragraph;
            let first = self.lines.len();
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
            if self.at == Some(place) {
                self.stood_on = first..self.lines.len();
            }
        }
        self.scroll(0);
        self.show_where_it_stands();
    }

    /// Takes a key; where it stands on a paragraph, those that move are not its own.
    pub fn press(&mut self, key: Key) -> Pressed {
        let moves = matches!(
            key.code,
            KeyCode::Down | KeyCode::Up | KeyCode::Enter | KeyCode::Char('j' | 'k' | ' ')
        );
        if self.at.is_some() && moves {
            return Pressed::Other;
        }
        let page = isize::try_from(self.room.1.saturating_sub(1).max(1)).unwrap_or(1);
        match key.code {
            KeyCode::Down | KeyCode::Char('j') => self.scroll(1),
            KeyCode::Up | KeyCode::Char('k') => self.scroll(-1),
            KeyCode::PageDown | KeyCode::Char(' ') | KeyCode::Enter => self.scroll(page),
            KeyCode::PageUp => self.scroll(-page),
            KeyCode::Home => self.scroll(isize::MIN),
            KeyCode::End => self.scroll(isize::MAX),
            KeyCode::Esc | KeyCode::Char('q') => return Pressed::Closed,
            _ => return Pressed::Other,
        }
        Pressed::Open
    }

    /// Scrolls until the paragraph stood on is in sight, with what follows as far as there is room.
    fn show_where_it_stands(&mut self) {
        let (Range { start, .. }, rows) = (self.stood_on.clone(), self.room.1);
        if self.at.is_none() {
            return;
        }
        let end = (start + BELONGS_TO_IT).min(self.lines.len());
        self.top = self.top.max(end.saturating_sub(rows)).min(start);
    }

    fn scroll(&mut self, lines: isize) {
        let last = self.lines.len().saturating_sub(self.room.1);
        self.top = self.top.saturating_add_signed(lines).min(last);
    }
}
