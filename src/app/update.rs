//! The only way in: what happens changes the state and asks for effects.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::command::Command;
use super::event::{Effect, Event};
use super::key::{Key, KeyCode, show_keys};
use super::keymap::Found;
use super::modal::confirm::Answered;
use super::modal::{Choice, Modal, form, menu};
use super::panes::Pane;
use super::session::{Loading, Saving, Trouble};
use super::{App, Message, WhenSaved};
use crate::base::failpoint;
use crate::model::Commitment;
use crate::model::filter::of_area;
use crate::model::verbs::bin;

impl App {
    /// Takes what happened at `now` and returns what is to be done outside.
    pub fn update(&mut self, event: Event, now: DateTime) -> Vec<Effect> {
        self.without_the_past(event, now);
        self.tell_what_waits();
        self.refresh();
        failpoint::reach("update");
        std::mem::take(&mut self.memory.effects)
    }

    /// Takes what happened.
    pub(super) fn take(&mut self, event: Event) {
        match event {
            Event::Key(key) => self.press(key),
            Event::Paste(text) => self.paste(&text),
            Event::Read {
                commitments,
                troubles,
                beside,
                loading,
            } => {
                self.session.beside.extend(beside);
                self.read(&commitments, troubles, loading);
            }
            Event::Saved { count, at } => {
                let waiting = self.session.saving.waiting().saturating_sub(count);
                self.session.saving = if waiting == 0 {
                    match self.memory.when_saved.take() {
                        Some(WhenSaved::Leave) => self.memory.effects.push(Effect::Leave),
                        Some(WhenSaved::Say) => self.say_saved(),
                        None => {}
                    }
                    Saving::Saved(Some(at))
                } else {
                    Saving::Saving(waiting)
                };
            }
            Event::NotSaved { why, hint } => {
                let waiting = self.session.saving.waiting();
                // Said once: what was done meanwhile has something to say too, and the reason stays
                // on top.
                let waited_for = self.memory.when_saved.take();
                if waited_for == Some(WhenSaved::Leave) {
                    self.refuse(format!("still not saved, and so not left: {hint}"));
                } else if waited_for.is_some() || !self.session.saving.failed_by(&why) {
                    self.refuse(format!("{hint}; Ctrl-S tries again"));
                }
                self.session.saving = Saving::NotSaved { why, waiting };
            }
            Event::Published(written) => self.published(written),
            Event::Recalled {
                earlier,
                trouble,
                also_open,
                unfinished,
            } => {
                if !also_open.is_empty() {
                    let text = format!("also open elsewhere: {}", also_open.join(", "));
                    self.memory.waits_to_be_told = Some(text);
                }
                self.take_in(unfinished);
                if let Some(trouble) = trouble {
                    self.refuse(trouble);
                }
                self.memory.earlier = Some(earlier);
                self.remember();
            }
            Event::ChangedOutside { edits, whose } => self.changed_outside(&edits, &whose),
            Event::Broken(trouble) => self.broken_outside(trouble),
            Event::Mended(path) => self.mended_outside(&path),
            Event::Beside(beside) => self.found_beside(beside),
            Event::DecidedOutside(name) => self.decided_outside(&name),
            Event::Past { of, past } => self.take_past(of, past),
            Event::NotWatched(why) => {
                self.refuse(format!("{why}; open again to see what others change"));
            }
            Event::NoZone(why) | Event::NotJournalled(why) => self.refuse(why),
            Event::Kept { what, lack } => match lack {
                Some(why) => _ = self.session.unkept.insert(what, why),
                None => _ = self.session.unkept.remove(&what),
            },
            Event::EditorClosed(text) => self.editor_closed(text.as_deref()),
            Event::NotSuspended => self.refuse("no shell waits for this program; q leaves"),
            Event::Redraw => {}
        }
    }

    fn read(
        &mut self,
        commitments: &[Arc<Commitment>],
        troubles: Vec<Trouble>,
        loading: Option<Loading>,
    ) {
        self.memory.changes += 1;
        for commitment in commitments {
            self.session.workspace.admit(Arc::clone(commitment));
        }
        let today = self.session.clerk.today();
        self.commitments
            .admit(commitments.iter(), &self.session.workspace, today);
        for unread in troubles.iter().filter_map(|trouble| trouble.unread.clone()) {
            self.session.workspace.leave_out(unread);
        }
        self.session.troubles.extend(troubles);
        let was_loading = self.session.loading.is_some();
        self.session.loading = loading;
        self.remember();
        if was_loading && loading.is_none() {
            self.welcome();
        }
    }

    /// Lets undo reach what was done before, once the records are there that it would take back:
    /// one that is not read yet would be taken for one that somebody changed.
    fn remember(&mut self) {
        if self.session.loading.is_some() {
            return;
        }
        if let Some(earlier) = self.memory.earlier.take() {
            self.session.history.remember(*earlier);
            self.session.recalling = false;
            self.look_at_unfinished();
            if std::mem::take(&mut self.memory.undo_when_recalled) {
                self.undo();
            }
        }
    }

    /// Says what could not be said yet, as soon as nothing else is said or asked.
    fn tell_what_waits(&mut self) {
        // At the end of reading there is something else to say.
        let is_read = self.session.loading.is_none() && !self.session.recalling;
        let is_free = self.message.text.is_empty() && self.modals.is_empty();
        if is_read
            && is_free
            && self.commitments.typing.is_none()
            && let Some(text) = self.memory.waits_to_be_told.take()
        {
            self.tell(text);
        }
    }

    fn press(&mut self, key: Key) {
        // As everywhere, also while something is typed.
        if key == Key::REDRAW {
            self.memory.effects.push(Effect::DrawAnew);
            return;
        }
        self.message = Message::default();
        self.memory.undo_when_recalled = false;
        self.memory.past_asked = None;
        if self.modals.is_empty() && self.commitments.typing.is_some() {
            return self.press_in_filter(key);
        }
        let Some(modal) = self.modals.last_mut() else {
            return self.press_in_panes(key);
        };
        match modal {
            Modal::Menu(menu) => {
                let pressed = menu.press(key);
                self.menu_pressed(pressed);
            }
            Modal::Form(form) => {
                let pressed = form.press(key);
                self.form_pressed(pressed);
                self.offer_names();
                self.read_form();
            }
            Modal::Confirm(confirm) => match confirm.press(key) {
                Answered::Yes => {
                    let record = confirm.record.clone();
                    self.modals.pop();
                    let proposal = bin::bin(&self.session.workspace, &self.session.clerk, &record);
                    self.commit(proposal);
                }
                Answered::No => {
                    self.modals.pop();
                    self.tell("nothing was put in the bin");
                }
                Answered::NotYet => {}
            },
            Modal::Page(_) => self.press_in_page(key),
            Modal::Capture(_) => self.press_in_capture(key),
            Modal::RollCall(meeting) => {
                let meeting = meeting.clone();
                self.press_in_roll_call(&meeting, key);
            }
        }
    }

    fn press_in_panes(&mut self, key: Key) {
        if !self.pending.is_empty() && key.code == KeyCode::Esc {
            self.pending.clear();
            return;
        }
        self.pending.push(key);
        match self.keymap.look_up(self.scope(), &self.pending) {
            Found::Prefix => {}
            Found::Command(command) => {
                self.pending.clear();
                // Whoever goes on working does not mean to leave any more.
                if command.id != "quit" {
                    self.memory.when_saved = None;
                }
                self.run(command);
            }
            Found::Nothing => {
                let keys = show_keys(&self.pending);
                // A wrong letter leaves the box of continuations open.
                self.pending.pop();
                self.refuse(format!("{keys} is not used here; ? shows the keys"));
            }
        }
    }

    /// Runs a command, or says why it is off.
    pub(super) fn run(&mut self, command: &'static Command) {
        match command.check(self) {
            Ok(()) => {
                self.memory.recent.retain(|known| *known != command);
                self.memory.recent.insert(0, command);
                (command.run)(self);
                failpoint::reach(command.id);
            }
            Err(why) => self.refuse(why),
        }
    }

    fn menu_pressed(&mut self, pressed: menu::Pressed) {
        match pressed {
            menu::Pressed::Chosen(choice) => {
                let typed = match self.modals.pop() {
                    Some(Modal::Menu(menu)) => menu.typed_beyond(),
                    _ => String::new(),
                };
                match choice {
                    Choice::Guest(meeting) => self.open_guest(meeting, &typed),
                    choice => self.choose(choice),
                }
            }
            menu::Pressed::Off(why) => self.refuse(why),
            menu::Pressed::Closed => _ = self.modals.pop(),
            menu::Pressed::Open => {}
            menu::Pressed::Unknown => self.refuse("no such choice; Esc closes"),
        }
    }

    fn form_pressed(&mut self, pressed: form::Pressed) {
        match pressed {
            form::Pressed::Record => self.record_form(),
            form::Pressed::Leave => self.leave_form(),
            form::Pressed::Outside => self.edit_outside(false),
            form::Pressed::Open => {}
        }
    }

    fn press_in_filter(&mut self, key: Key) {
        let Some(field) = &mut self.commitments.typing else {
            return;
        };
        match key.code {
            KeyCode::Enter | KeyCode::Up | KeyCode::Down => self.commitments.typing = None,
            KeyCode::Esc => return self.clear_filter(),
            KeyCode::Char('c') if key.ctrl => return self.clear_filter(),
            _ => {
                field.press(key);
            }
        }
        self.filter_typed();
    }

    fn filter_typed(&mut self) {
        let Some(typed) = self
            .commitments
            .typing
            .as_ref()
            .map(super::text_field::TextField::text)
        else {
            return;
        };
        if typed != self.commitments.filter_text {
            let today = self.session.clerk.today();
            self.commitments
                .set_filter(&typed, &self.session.workspace, today);
        }
    }

    /// Shows the commitments filed under a policy area.
    pub(super) fn show_area(&mut self, area: &str) {
        let today = self.session.clerk.today();
        let filter = of_area(area);
        self.commitments
            .set_filter(&filter, &self.session.workspace, today);
        self.focus = Pane::Commitments;
        self.tell(format!("filed under {area}; Esc shows all"));
    }

    /// Takes the filter off.
    pub(super) fn clear_filter(&mut self) {
        self.commitments.typing = None;
        let today = self.session.clerk.today();
        self.commitments
            .set_filter("", &self.session.workspace, today);
    }

    fn paste(&mut self, text: &str) {
        match self.modals.last_mut() {
            Some(Modal::Form(form)) => {
                if let Some(field) = form.focused_text() {
                    field.paste(text);
                }
                self.read_form();
            }
            Some(Modal::Menu(menu)) => menu.paste(text),
            Some(Modal::Capture(_)) => self.paste_into_capture(text),
            Some(Modal::Confirm(_) | Modal::RollCall(_) | Modal::Page(_)) => {
                self.refuse("text was pasted where none can be typed");
            }
            None if self.commitments.typing.is_some() => {
                if let Some(field) = &mut self.commitments.typing {
                    field.paste(text);
                }
                self.filter_typed();
            }
            None => self.refuse("to paste, open a text first: m n writes a note"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::{Keymap, Session};
    use super::*;
    use crate::model::Clerk;
    use crate::model::verbs::tests::workspace;

    fn app(now: DateTime) -> App {
        let session = Session::new(workspace(), Clerk::new(now, 1), "uk");
        App::new(session, Keymap::built_in().expect("keys"))
    }

    #[test]
    fn whoever_asks_to_save_while_it_is_saved_is_told_when_it_is_done() {
        let now = date(2018, 4, 9).at(12, 0, 0, 0);
        let mut app = app(now);
        app.session.saving = Saving::Saving(1);
        app.update(Event::Key(Key::ctrl('s')), now);
        assert_eq!(app.message.text, "saving");
        let at = app.session.clerk.time();
        app.update(Event::Saved { count: 1, at }, now);
        assert_eq!(app.message.text, "everything is saved");
    }

    #[test]
    fn who_else_has_the_workspace_open_is_told_whatever_else_is_said_first() {
        let now = date(2018, 4, 9).at(12, 0, 0, 0);
        let mut app = app(now);
        app.refuse("1 file needs a look: g x shows it");
        app.update(recalled(), now);
        assert_eq!(app.message.text, "1 file needs a look: g x shows it");
        app.update(Event::Key(Key::plain(KeyCode::Down)), now);
        assert_eq!(app.message.text, "also open elsewhere: Anna on desk7");
        app.update(Event::Key(Key::plain(KeyCode::Down)), now);
        assert!(app.message.text.is_empty(), "once is enough");
    }

    #[test]
    fn who_else_has_the_workspace_open_is_told_when_all_is_read() {
        let now = date(2018, 4, 9).at(12, 0, 0, 0);
        let mut app = app(now);
        app.session.loading = Some(Loading { read: 0, all: 1 });
        app.update(recalled(), now);
        assert!(
            app.message.text.is_empty(),
            "what is found in reading comes first"
        );
        let read = Event::Read {
            commitments: Vec::new(),
            troubles: Vec::new(),
            beside: Vec::new(),
            loading: None,
        };
        app.update(read, now);
        assert_eq!(app.message.text, "also open elsewhere: Anna on desk7");
    }

    fn recalled() -> Event {
        Event::Recalled {
            earlier: Box::default(),
            trouble: None,
            also_open: vec!["Anna on desk7".to_owned()],
            unfinished: Vec::new(),
        }
    }
}
