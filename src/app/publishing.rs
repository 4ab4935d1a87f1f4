//! Shows, copies and writes what would be published of a meeting.

use super::App;
use super::event::Effect;
use super::key::Key;
use super::modal::preview::Pressed;
use super::modal::{Modal, Preview};
use crate::model::{Meeting, MeetingId};
use crate::publish::{Format, View, file_name, publish, show};

impl App {
    /// Opens the preview of a meeting's minutes.
    pub(super) fn open_preview(&mut self, meeting: &MeetingId) {
        self.preview(meeting, View::Minutes);
    }

    fn preview(&mut self, id: &MeetingId, view: View) {
        let workspace = &self.session.workspace;
        let Some(meeting) = workspace.meetings().get(id) else {
            return;
        };
        let shown = show(workspace, meeting, view, meeting.attribution);
        let mut preview = Preview::new(id.clone(), view, shown);
        preview.fit(self.memory.sizes.whole);
        self.modals.push(Modal::Preview(Box::new(preview)));
    }

    /// Takes a key while a preview has them.
    pub(super) fn press_in_preview(&mut self, key: Key) {
        let Some(Modal::Preview(preview)) = self.modals.last_mut() else {
            return;
        };
        let (pressed, id, view) = (preview.press(key), preview.meeting.clone(), preview.view);
        match pressed {
            Pressed::Open => {}
            Pressed::Closed => _ = self.modals.pop(),
            Pressed::Other => {
                self.modals.pop();
                self.preview(&id, view.other());
            }
            Pressed::Copy => self.copy_published(&id, view),
            Pressed::Write => self.write_published(&id, view),
            Pressed::Unknown => {
                self.refuse("Tab other view, w write files, y copy, arrows move, Esc closes");
            }
        }
    }

    /// Asks for a view to be put on the clipboard, as Markdown.
    fn copy_published(&mut self, id: &MeetingId, view: View) {
        let workspace = &self.session.workspace;
        let Some(meeting) = workspace.meetings().get(id) else {
            return;
        };
        let named = meeting.attribution;
        let text = publish(workspace, meeting, view, Format::Markdown, named);
        self.memory.effects.push(Effect::Copy(text));
        self.tell("copied, if the terminal lets programs copy; w writes a file");
    }

    /// Asks for a view to be written in every format.
    fn write_published(&mut self, id: &MeetingId, view: View) {
        let workspace = &self.session.workspace;
        let Some(meeting) = workspace.meetings().get(id) else {
            return;
        };
        let file = |format| {
            let text = publish(workspace, meeting, view, format, meeting.attribution);
            (file_name(meeting, view, format), text)
        };
        let effect = Effect::Publish {
            meeting: id.clone(),
            view,
            files: Format::ALL.map(file).to_vec(),
        };
        self.memory.effects.push(effect);
        self.tell("writing");
    }

    /// Says what became of files that were to be written.
    pub(super) fn published(&mut self, written: Result<Vec<String>, String>) {
        match written {
            Ok(paths) => self.tell(format!("written: {}", paths.join(", "))),
            Err(why) => self.refuse(why),
        }
    }

    /// Returns the meeting whose minutes are meant: the one looked at, else the latest.
    pub(super) fn meeting_to_publish(&self) -> Option<&Meeting> {
        self.meetings.shown(&self.session.workspace)
    }
}
