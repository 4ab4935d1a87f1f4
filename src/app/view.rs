//! A pane as lines to show and rows to stand on: what detail, meeting and
//! actions have in common.

use crate::base::text::Safe;
use crate::model::field::Field;
use crate::model::{RecordRef, Status};

/// What a piece of text is, for the theme to give it a look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Plain text.
    Normal,
    /// Text of less weight.
    Dim,
    /// Text of more weight.
    Strong,
    /// The heading of a part.
    Heading,
    /// The name of a field.
    Label,
    /// A status, or that there is none.
    Status(Option<Status>),
    /// A due date that has passed.
    Overdue,
    /// The sides do not say the same.
    Disputed,
    /// What is wrong.
    Wrong,
    /// A key to press.
    Key,
}

/// A run of text of one role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// What it is.
    pub role: Role,
    /// The text.
    pub text: Safe<'static>,
}

/// One line of a pane.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// The row it belongs to; `None` for headings and gaps.
    pub row: Option<usize>,
    /// Its text.
    pub pieces: Vec<Piece>,
}

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The record verbs work on.
    pub record: RecordRef,
    /// The field of it, where the row is one.
    pub field: Option<Field>,
    /// The policy area under which the record is filed with others, where the row is that.
    pub area: Option<String>,
}

/// A pane's content, laid out for a width.
#[derive(Debug, Clone, Default)]
pub struct View {
    /// The lines to show.
    pub lines: Vec<Line>,
    /// The rows one can stand on, in order.
    pub rows: Vec<Row>,
}

impl View {
    /// Begins a row; lines pushed from now on belong to it.
    pub fn begin_row(&mut self, record: RecordRef, field: Option<Field>) {
        self.rows.push(Row {
            record,
            field,
            area: None,
        });
    }

    /// Begins the row of a policy area, in which `first` is the first commitment.
    pub fn begin_area(&mut self, area: &str, first: RecordRef) {
        self.rows.push(Row {
            record: first,
            field: None,
            area: Some(area.to_owned()),
        });
    }

    /// Adds a line to the row begun last.
    pub fn push(&mut self, pieces: Vec<Piece>) {
        self.lines.push(Line {
            row: self.rows.len().checked_sub(1),
            pieces,
        });
    }

    /// Adds a line that belongs to no row.
    pub fn push_free(&mut self, pieces: Vec<Piece>) {
        self.lines.push(Line { row: None, pieces });
    }
}

/// Makes a piece; what is not fit for a terminal is spelled out in it.
pub fn piece<'t>(role: Role, text: impl Into<Safe<'t>>) -> Piece {
    Piece {
        role,
        text: text.into().into_owned(),
    }
}

/// A view with a place in it.
#[derive(Debug, Clone, Default)]
pub struct Scroll {
    /// What is shown.
    pub view: View,
    /// The row stood on.
    pub cursor: usize,
    /// The first line shown.
    pub top: usize,
    /// The first line that keeps the row stood on in sight.
    kept: usize,
    /// How many lines one has read on from there, behind the last row.
    past: usize,
    anchor: Option<Row>,
}

impl Scroll {
    /// Returns the row stood on.
    pub fn row(&self) -> Option<&Row> {
        self.view.rows.get(self.cursor)
    }

    /// Returns true until something is laid out, or a place in it is chosen.
    pub fn is_new(&self) -> bool {
        self.anchor.is_none()
    }

    /// Goes back to the beginning, as for another record.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Moves by rows, and behind the last row by lines; stops at both ends.
    pub fn move_by(&mut self, rows: isize) {
        let last = self.view.rows.len().saturating_sub(1);
        let many = rows.unsigned_abs();
        if rows < 0 {
            let back = self.past.min(many);
            self.past -= back;
            self.cursor = self.cursor.saturating_sub(many - back);
        } else {
            let to_last = last.saturating_sub(self.cursor).min(many);
            self.cursor += to_last;
            self.past = self.past.saturating_add(many - to_last);
        }
        self.anchor = self.row().cloned();
    }

    /// Moves to the row of that record, if it is there.
    pub fn move_to(&mut self, record: &RecordRef) {
        self.past = 0;
        if let Some(place) = self.view.rows.iter().position(|row| row.record == *record) {
            self.cursor = place;
        }
        self.anchor = Some(Row {
            record: record.clone(),
            field: None,
            area: None,
        });
    }

    /// Takes a new layout of the same thing and stays on the same row of it;
    /// keeps the row stood on within the `height` lines shown.
    pub fn lay_out(&mut self, view: View, height: usize) {
        self.view = view;
        if let Some(anchor) = &self.anchor {
            let same_record = |row: &Row| row.record == anchor.record;
            let found = self.view.rows.iter().position(|row| row == anchor);
            let found = found.or_else(|| self.view.rows.iter().position(same_record));
            self.cursor = found.unwrap_or(self.cursor);
        }
        self.cursor = self.cursor.min(self.view.rows.len().saturating_sub(1));
        self.anchor = self.row().cloned();
        self.follow(height);
    }

    /// Keeps the row stood on in sight of what is laid out already.
    pub fn keep_in_sight(&mut self, height: usize) {
        self.anchor = self.row().cloned();
        self.follow(height);
    }

    fn follow(&mut self, height: usize) {
        let of_cursor = |line: &Line| line.row == Some(self.cursor);
        let first = self.view.lines.iter().position(of_cursor).unwrap_or(0);
        let last = self.view.lines.iter().rposition(of_cursor).unwrap_or(0);
        // The heading above the first row comes into sight with it.
        let first = if self.cursor == 0 { 0 } else { first };
        if first < self.kept {
            self.kept = first;
        } else if last >= self.kept + height {
            self.kept = (last + 1).saturating_sub(height).min(first);
        }
        let end = self.view.lines.len().saturating_sub(height);
        self.kept = self.kept.min(end);
        if self.cursor + 1 < self.view.rows.len() {
            self.past = 0;
        }
        self.past = self.past.min(end - self.kept);
        self.top = self.kept + self.past;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;
    use crate::model::ActionId;

    fn action(name: &str) -> RecordRef {
        RecordRef::Action(ActionId::parse(name).expect("an id"))
    }

    /// Lays out a row a letter, each of as many lines as `lines` says.
    fn view(rows: &[(&str, usize)]) -> View {
        let mut view = View::default();
        view.push_free(vec![piece(Role::Heading, "heading")]);
        for (name, lines) in rows {
            view.begin_row(action(name), None);
            for _ in 0..*lines {
                view.push(vec![piece(Role::Normal, *name)]);
            }
        }
        view
    }

    #[test]
    fn the_row_stood_on_stays_in_sight() {
        let rows = [("a", 1), ("b", 2), ("c", 1), ("d", 3)];
        let mut scroll = Scroll::default();
        scroll.lay_out(view(&rows), 4);
        let mut tops = Vec::new();
        for _ in 0..4 {
            tops.push((scroll.cursor, scroll.top));
            scroll.move_by(1);
            scroll.lay_out(view(&rows), 4);
        }
        assert_eq!(tops, [(0, 0), (1, 0), (2, 1), (3, 4)]);
        scroll.move_by(-9);
        scroll.lay_out(view(&rows), 4);
        assert_eq!((scroll.cursor, scroll.top), (0, 0));
    }

    #[test]
    fn what_follows_the_last_row_can_be_read() {
        let long = || {
            let mut view = view(&[("a", 1), ("b", 1)]);
            for line in ["c", "d", "e", "f"] {
                view.push_free(vec![piece(Role::Normal, line)]);
            }
            view
        };
        let mut scroll = Scroll::default();
        scroll.lay_out(long(), 3);
        let mut moved = |rows: isize| {
            scroll.move_by(rows);
            scroll.lay_out(long(), 3);
            (scroll.cursor, scroll.top)
        };
        assert_eq!([1, 1, 1].map(&mut moved), [(1, 0), (1, 1), (1, 2)]);
        assert_eq!(moved(isize::MAX), (1, 4), "the last line is in sight");
        assert_eq!([-1, -3, -1].map(&mut moved), [(1, 3), (1, 0), (0, 0)]);
    }

    #[test]
    fn a_new_row_above_does_not_move_the_cursor_off_its_record() {
        let mut scroll = Scroll::default();
        scroll.lay_out(view(&[("a", 1), ("b", 1)]), 9);
        scroll.move_by(1);
        scroll.lay_out(view(&[("a", 1), ("new", 1), ("b", 1)]), 9);
        assert_eq!(scroll.row().map(|row| &row.record), Some(&action("b")));
    }
}
