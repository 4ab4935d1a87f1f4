//! Takes minutes from the capture line, one after the other.

use super::App;
use super::key::{Key, KeyCode};
use super::modal::Modal;
use super::modal::capture::CaptureLine;
use crate::model::capture::Capture;
use crate::model::verbs::minute;

impl App {
    /// Opens the capture line, with what was left in it.
    pub(super) fn open_capture(&mut self) {
        let mut line = CaptureLine::new(self.memory.drafts.captured(), self.subject());
        line.read(&self.session.workspace, self.session.clerk.today());
        self.modals.push(Modal::Capture(Box::new(line)));
    }

    /// Takes a key while the capture line has them.
    pub(super) fn press_in_capture(&mut self, key: Key) {
        let Some(Modal::Capture(line)) = self.modals.last_mut() else {
            return;
        };
        match key.code {
            KeyCode::Enter => return self.record_captured(),
            KeyCode::Esc => return self.leave_capture(),
            KeyCode::Char('c') if key.ctrl => return self.leave_capture(),
            KeyCode::Up => return line.choose(-1),
            KeyCode::Down => return line.choose(1),
            KeyCode::Tab => _ = line.complete(),
            _ => _ = line.field.press(key),
        }
        line.read(&self.session.workspace, self.session.clerk.today());
    }

    /// Puts pasted text into the capture line.
    pub(super) fn paste_into_capture(&mut self, text: &str) {
        if let Some(Modal::Capture(line)) = self.modals.last_mut() {
            line.field.paste(text);
            line.read(&self.session.workspace, self.session.clerk.today());
        }
    }

    /// Records the line and makes room for the next; a line that is refused stays.
    fn record_captured(&mut self) {
        let Some(Modal::Capture(line)) = self.modals.last_mut() else {
            return;
        };
        let (text, about) = (line.field.text(), line.about.clone());
        if text.trim().is_empty() {
            return self.leave_capture();
        }
        if !line.remarks.is_empty() && !line.warned {
            line.warned = true;
            return self.refuse("not understood as it stands above; Enter again keeps it as text");
        }
        let meeting = self.minuted_meeting().map(|meeting| meeting.id.clone());
        let (workspace, clerk) = (&self.session.workspace, &mut self.session.clerk);
        let captured = Capture::of(workspace, &text, clerk.today());
        let dates: Vec<_> = captured
            .due
            .map(|due| ("due".to_owned(), due))
            .into_iter()
            .collect();
        let saying = captured.saying(about.as_ref());
        let proposal = meeting
            .and_then(|id| minute::minute(workspace, clerk, &id, saying))
            .map(|transaction| transaction.saying(&dates));
        if self.commit(proposal) {
            self.memory.drafts.keep_captured(String::new());
            let mut next = CaptureLine::new("", about);
            next.read(&self.session.workspace, self.session.clerk.today());
            self.modals.pop();
            self.modals.push(Modal::Capture(Box::new(next)));
        }
    }

    /// Leaves the capture line; what was typed is there again the next time.
    fn leave_capture(&mut self) {
        if let Some(Modal::Capture(line)) = self.modals.pop() {
            self.memory.drafts.keep_captured(line.field.text());
            if !line.field.is_blank() {
                self.tell("left without recording; the same key takes up what you typed");
            }
        }
    }
}
