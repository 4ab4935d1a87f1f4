//! Menus and forms that say how far something is.

use crate::app::App;
use crate::app::modal::menu::Item;
use crate::app::modal::{Choice, Form, Menu, Task};
use crate::model::carry;
use crate::model::{
    ActionId, ActionState, EntryId, MeetingId, Obstacle, Presence, RecordRef, Side, Status, Subject,
};

impl App {
    pub(in crate::app) fn open_status(&mut self, subject: &Subject) {
        let title = format!("Status of {}", self.session.workspace.subject_name(subject));
        let letters = ['e', 'n', 'l', 's', 'c', 'w'];
        let items = Status::ALL
            .into_iter()
            .zip(letters)
            .map(|(status, letter)| {
                Item::lettered(
                    letter,
                    status.words(),
                    Choice::Status(subject.clone(), status),
                )
            });
        self.push_menu(Menu::of_letters(title, items.collect()));
    }

    pub(in crate::app) fn open_report(&mut self, subject: Subject, status: Status) {
        let name = self.session.workspace.subject_name(&subject);
        let sides = Side::ALL.into_iter().map(Side::words).collect();
        let obstacles = std::iter::once("nothing named")
            .chain(Obstacle::ALL.into_iter().map(Obstacle::words))
            .collect();
        let form = Form::new(
            format!("{name}: {}", status.words()),
            Task::Report(subject, status),
        )
        .line("Note", "")
        .choice("Who says", sides)
        .line("Evidence", "")
        .choice("In the way", obstacles)
        .line("If late, why", "");
        self.open_form(form);
    }

    pub(in crate::app) fn open_action_menu(&mut self, id: &ActionId) {
        let items = ActionState::ALL
            .into_iter()
            .zip(['o', 'g', 'd', 'x', 'e'])
            .map(|(state, letter)| {
                Item::lettered(
                    letter,
                    state.words(),
                    Choice::ActionState(id.clone(), state),
                )
            });
        self.push_menu(Menu::of_letters("What has become of it", items.collect()));
    }

    /// Asks what is to become of the action under the cursor if it was carried too often.
    pub(in crate::app) fn ask_if_carried_too_often(&mut self, meeting: &MeetingId) {
        let workspace = &self.session.workspace;
        let Some(RecordRef::Action(id)) = self.record() else {
            return;
        };
        let action = workspace.actions().get(&id);
        let Some((action, held)) = action.zip(workspace.meetings().get(meeting)) else {
            return;
        };
        let carried = carry::of_action(workspace, action, held);
        let is_open = matches!(action.state(), ActionState::Open | ActionState::Doing);
        if carried.times < carry::PATIENCE || !is_open {
            return;
        }
        let state = |letter, label, state| {
            Item::lettered(letter, label, Choice::ActionState(id.clone(), state))
        };
        let items = vec![
            Item::lettered('k', "keep on", Choice::Nothing),
            state('e', "escalate it to the minister", ActionState::Escalated),
            state('d', "it is done", ActionState::Done),
            state('x', "drop it, with a reason", ActionState::Dropped),
        ];
        let title = format!("Carried {} times; what is to become of it?", carried.times);
        self.push_menu(Menu::of_letters(title, items));
    }

    pub(in crate::app) fn open_action_state(&mut self, id: ActionId, state: ActionState) {
        let label = if state == ActionState::Dropped {
            "Why"
        } else {
            "Note"
        };
        let title = format!(
            "{}: {}",
            self.name(&RecordRef::Action(id.clone())),
            state.words()
        );
        self.open_form(Form::new(title, Task::ActionState(id, state)).line(label, ""));
    }

    pub(in crate::app) fn open_presence(&mut self, meeting: &MeetingId, line: &EntryId) {
        let choice = |p| Choice::Presence(meeting.clone(), line.clone(), p);
        let mut items: Vec<Item> = Presence::ALL
            .into_iter()
            .zip(['p', 'r', 'a', 'x'])
            .map(|(presence, letter)| Item::lettered(letter, presence.words(), choice(presence)))
            .collect();
        let came = Choice::Came(meeting.clone(), line.clone());
        items.push(Item::lettered('c', "came just now", came));
        let left = Choice::Left(meeting.clone(), line.clone());
        items.push(Item::lettered('l', "left", left));
        let title = self.name(&RecordRef::Attendance(meeting.clone(), line.clone()));
        self.push_menu(Menu::of_letters(title, items));
    }
}
