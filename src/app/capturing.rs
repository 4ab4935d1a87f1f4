//! Takes minutes from the capture line, one after the other.

use jiff::civil::Date;

use super::App;
use super::key::{Key, KeyCode};
use super::modal::Modal;
use super::modal::capture::CaptureLine;
use crate::model::capture::{Capture, Remark, Role};
use crate::model::verbs::minute;
use crate::model::{MinuteKind, Subject, Workspace};

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
        let today = self.session.clerk.today();
        let stranger = stranger(&self.session.workspace, &text, today);
        if !line.remarks.is_empty() && !line.warned {
            line.warned = true;
            return self.refuse(match stranger {
                None => {
                    "not understood as it stands above; Enter again keeps it as text".to_owned()
                }
                Some((who, _)) => {
                    format!("{who} is not known; Enter again asks which side they are of")
                }
            });
        }
        if let Some((who, rest)) = stranger {
            return self.ask_about_owner(&who, rest, about.as_ref());
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

    /// Asks about the owner of an action, in the form of an action with what else was understood.
    fn ask_about_owner(&mut self, who: &str, rest: Capture, about: Option<&Subject>) {
        let meeting = match self.minuted_meeting() {
            Ok(meeting) => meeting.id.clone(),
            Err(refusal) => return self.refuse(refusal.to_string()),
        };
        self.memory.drafts.keep_captured(String::new());
        self.modals.pop();
        let due = rest.due.map(|due| due.date.to_string());
        let about = rest.about(about);
        self.open_minute_form(meeting, MinuteKind::Action, about);
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.fill(&[rest.text, who.to_owned(), due.unwrap_or_default()]);
        }
        self.record_form();
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

/// Returns the owner of an action who is not known and what is understood of the line without them.
fn stranger(workspace: &Workspace, line: &str, today: Date) -> Option<(String, Capture)> {
    let captured = Capture::of(workspace, line, today);
    let owner = |remark: &&Remark| remark.meant == Role::By;
    let remark = captured.remarks.iter().find(owner);
    let remark = remark.filter(|_| captured.kind == MinuteKind::Action)?;
    let (who, rest) = captured.without(line, remark)?;
    let rest = Capture::of(workspace, &rest, today);
    // The form of an action cannot keep one internal.
    (!rest.internal).then(|| (who.to_owned(), rest))
}
