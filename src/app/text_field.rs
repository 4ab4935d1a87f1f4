//! A field one types into, of one line or many. The editing itself is the
//! widget crate's; this gives it the keys of office programs, never modal.
//!
//! The widget keeps its own caret and soft wrap, so both come from one layout.
//! It is the one place where this layer names a crate of the screen.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use super::key::{Key, KeyCode};

/// A field one types into.
#[derive(Debug, Clone)]
pub struct TextField {
    area: TextArea<'static>,
    many_lines: bool,
}

impl TextField {
    /// Makes a field of one line, with the caret behind `text`.
    pub fn one_line(text: &str) -> Self {
        Self::new(vec![text.replace('\n', " ")], false)
    }

    /// Makes a field of many lines, with the caret behind `text`.
    pub fn many_lines(text: &str) -> Self {
        Self::new(text.split('\n').map(str::to_owned).collect(), true)
    }

    /// Makes a field of one line, with the caret between two texts.
    pub fn with_caret(before: &str, after: &str) -> Self {
        let mut field = Self::one_line(before);
        for c in after.chars() {
            field.area.insert_char(c);
        }
        for _ in after.chars() {
            field.area.move_cursor(CursorMove::Back);
        }
        field
    }

    /// Returns where the caret of a field of one line is, in bytes.
    pub fn caret(&self) -> usize {
        let text = self.text();
        let column = self.area.cursor().1;
        text.char_indices()
            .nth(column)
            .map_or(text.len(), |(at, _)| at)
    }

    fn new(lines: Vec<String>, many_lines: bool) -> Self {
        let mut area = TextArea::new(lines);
        // No underline below the line of the caret; a selection shows without colour.
        let selection = area.cursor_style();
        area.set_cursor_line_style(selection.not_reversed().not_underlined());
        area.set_selection_style(selection);
        if many_lines {
            area.set_wrap_mode(WrapMode::WordOrGlyph);
        }
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area, many_lines }
    }

    /// Returns the widget, for drawing.
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Returns true for a field of many lines.
    pub fn has_many_lines(&self) -> bool {
        self.many_lines
    }

    /// Returns what stands in the field.
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// Returns true when nothing but white space stands in the field.
    pub fn is_blank(&self) -> bool {
        self.area.lines().iter().all(|line| line.trim().is_empty())
    }

    /// Puts pasted text in at the caret, control characters left out.
    pub fn paste(&mut self, text: &str) {
        let line_break = if self.many_lines { '\n' } else { ' ' };
        let unified = text.replace("\r\n", "\n").replace('\r', "\n");
        let kept = unified.chars().filter_map(|c| match c {
            '\n' => Some(line_break),
            '\t' => Some(' '),
            c if c.is_control() => None,
            c => Some(c),
        });
        self.area.insert_str(kept.collect::<String>());
    }

    /// Takes a key; returns false when the key means nothing in this field.
    pub fn press(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.area.insert_char(c);
            return true;
        }
        match key.code {
            KeyCode::Char(c) if key.ctrl => return self.press_ctrl(c),
            KeyCode::Enter if self.many_lines => self.area.insert_newline(),
            KeyCode::Backspace if key.ctrl || key.alt => _ = self.area.delete_word(),
            KeyCode::Backspace => _ = self.area.delete_char(),
            KeyCode::Delete if key.ctrl => _ = self.area.delete_next_word(),
            KeyCode::Delete => _ = self.area.delete_next_char(),
            _ => return self.press_move(key),
        }
        true
    }

    fn press_ctrl(&mut self, letter: char) -> bool {
        match letter {
            'a' => self.area.select_all(),
            'c' if self.area.is_selecting() => self.area.copy(),
            'x' => _ = self.area.cut(),
            'v' => _ = self.area.paste(),
            'z' => _ = self.area.undo(),
            'y' => _ = self.area.redo(),
            'w' => _ = self.area.delete_word(),
            'u' => _ = self.area.delete_line_by_head(),
            _ => return false,
        }
        true
    }

    fn press_move(&mut self, key: Key) -> bool {
        let to = match (key.code, key.ctrl) {
            (KeyCode::Left, false) => CursorMove::Back,
            (KeyCode::Right, false) => CursorMove::Forward,
            (KeyCode::Left, true) => CursorMove::WordBack,
            (KeyCode::Right, true) => CursorMove::WordForward,
            (KeyCode::Home, false) => CursorMove::Head,
            (KeyCode::End, false) => CursorMove::End,
            (KeyCode::Home, true) => CursorMove::Top,
            (KeyCode::End, true) => CursorMove::Bottom,
            (KeyCode::Up, _) if self.many_lines => CursorMove::Up,
            (KeyCode::Down, _) if self.many_lines => CursorMove::Down,
            (KeyCode::PageUp, _) if self.many_lines => CursorMove::ParagraphBack,
            (KeyCode::PageDown, _) if self.many_lines => CursorMove::ParagraphForward,
            _ => return false,
        };
        if key.shift && !self.area.is_selecting() {
            self.area.start_selection();
        } else if !key.shift {
            self.area.cancel_selection();
        }
        let before = self.area.cursor();
        self.area.move_cursor(to);
        // Up and Down lead out of a text at its ends.
        !matches!(key.code, KeyCode::Up | KeyCode::Down) || self.area.cursor() != before
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::key::parse_keys;

    #[track_caller]
    fn check(mut field: TextField, keys: &str, text: &str) {
        for key in parse_keys(keys).expect("keys") {
            field.press(key);
        }
        assert_eq!(field.text(), text);
    }

    #[test]
    fn keys_do_what_they_do_in_an_office_program() {
        check(TextField::one_line("ab"), "c", "abc");
        check(TextField::one_line("ab"), "Left Backspace", "b");
        check(TextField::one_line("ab"), "Home Del", "b");
        check(TextField::one_line("ab"), "Enter c", "abc");
        check(TextField::many_lines("ab"), "Enter c", "ab\nc");
        check(TextField::one_line("one two"), "Ctrl-Backspace", "one ");
        check(TextField::one_line("one"), "Ctrl-A x", "x");
        check(
            TextField::one_line("ab"),
            "Shift-Left Ctrl-X Home Ctrl-V",
            "ba",
        );
        check(TextField::one_line("ab"), "c Ctrl-Z", "ab");
    }

    #[test]
    fn pasted_text_brings_no_control_characters() {
        let mut field = TextField::one_line("");
        field.paste("one\r\ntwo\u{1b}[31m\tthree");
        assert_eq!(field.text(), "one two[31m three");
        let mut field = TextField::many_lines("");
        field.paste("one\r\ntwo");
        assert_eq!(field.text(), "one\ntwo");
    }
}
