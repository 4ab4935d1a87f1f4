//! The capture line: one line for a whole minute, understood as it is typed.

use crate::app::text_field::TextField;
use crate::model::capture::{Completion, complete};
use crate::model::{Subject, Workspace, capture};

/// The line being typed and what is understood of it.
#[derive(Debug)]
pub struct CaptureLine {
    /// The line.
    pub field: TextField,
    /// What it is about where it names nothing itself: what the cursor was on.
    pub about: Option<Subject>,
    /// What would be recorded.
    pub preview: String,
    /// What was not understood and stays text.
    pub remarks: Vec<String>,
    /// How the word being typed could go on.
    pub completions: Vec<Completion>,
    /// The place of the one Tab takes.
    pub chosen: usize,
    /// Whoever types has heard that something was not understood, and has changed nothing since.
    pub warned: bool,
}

impl CaptureLine {
    /// Makes a line with `text` in it.
    pub fn new(text: &str, about: Option<Subject>) -> Self {
        Self {
            field: TextField::one_line(text),
            about,
            preview: String::new(),
            remarks: Vec::new(),
            completions: Vec::new(),
            chosen: 0,
            warned: false,
        }
    }

    /// Reads the line again, after a key.
    pub fn read(&mut self, workspace: &Workspace, today: jiff::civil::Date) {
        let line = self.field.text();
        let captured = capture::Capture::of(workspace, &line, today);
        self.preview = captured.preview(workspace);
        let about = captured.about(self.about.as_ref());
        if let (None, Some(about)) = (&captured.about, &about) {
            self.preview = format!("{} · {}", self.preview, workspace.subject_name(about));
        }
        self.remarks = captured.remarks.into_iter().map(|r| r.what).collect();
        self.completions = complete(workspace, &line, self.field.caret());
        self.chosen = 0;
        self.warned = false;
    }

    /// Goes to another completion.
    pub fn choose(&mut self, by: isize) {
        let last = self.completions.len().saturating_sub(1);
        self.chosen = self.chosen.saturating_add_signed(by).min(last);
    }

    /// Puts the chosen completion into the line; returns false when there is none.
    pub fn complete(&mut self) -> bool {
        let Some(Completion { range, insert, .. }) = self.completions.get(self.chosen) else {
            return false;
        };
        let line = self.field.text();
        let (before, after) = (line.get(..range.start), line.get(range.end..));
        let (Some(before), Some(after)) = (before, after) else {
            return false;
        };
        self.field = TextField::with_caret(&format!("{before}{insert}"), after);
        true
    }
}
