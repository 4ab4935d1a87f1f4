//! The roll call: one key a person, and on to the next.

use super::App;
use super::key::{Key, KeyCode};
use super::modal::{Form, Task};
use crate::model::meeting::Presence;
use crate::model::verbs::roll;
use crate::model::{EntryId, MeetingId, RecordRef};

/// What a key of the roll call means.
enum Called {
    Marked(Presence),
    /// So many people of the line are there.
    People(u16),
    Left,
    SitsIn,
    Add,
    Move(isize),
    Back,
    Done,
    Nothing,
}

impl Called {
    fn of(key: Key) -> Self {
        match key.code {
            KeyCode::Esc => Self::Done,
            KeyCode::Down | KeyCode::Char('j') => Self::Move(1),
            KeyCode::Up | KeyCode::Char('k') => Self::Move(-1),
            KeyCode::Char('u') => Self::Back,
            KeyCode::Enter | KeyCode::Char('p') => Self::Marked(Presence::Present),
            KeyCode::Char('r') => Self::Marked(Presence::Remote),
            KeyCode::Char('a') => Self::Marked(Presence::Apologies),
            KeyCode::Char('x') => Self::Marked(Presence::Absent),
            KeyCode::Char('l') => Self::Left,
            KeyCode::Char('s') => Self::SitsIn,
            KeyCode::Char('n') => Self::Add,
            KeyCode::Char(digit @ '1'..='9') => {
                Self::People(digit.to_digit(10).map_or(1, |n| n.try_into().unwrap_or(1)))
            }
            _ => Self::Nothing,
        }
    }
}

impl App {
    /// Takes a key while the roll of `meeting` is called.
    pub(super) fn press_in_roll_call(&mut self, meeting: &MeetingId, key: Key) {
        match Called::of(key) {
            Called::Done => {
                self.modals.pop();
                self.tell("roll call done");
            }
            Called::Move(by) => self.meetings.scroll.move_by(by),
            Called::Back => self.take_back_call(meeting),
            Called::Add => self.open_add_to_roll(meeting),
            Called::Nothing => self.refuse(
                "p present, 2 to 9 so many, r remote, a apologies, x absent, l left, s sits in for, \
                 n new, Esc done",
            ),
            called => match self.called_line() {
                Some(line) => self.call(meeting, &line, &called),
                None => self.refuse("nobody is on the roll yet; n adds somebody"),
            },
        }
    }

    /// Takes back the latest mark of this roll; anything else was not done by calling it.
    fn take_back_call(&mut self, meeting: &MeetingId) {
        let latest = self.session.history.next_undo().map(|next| &next.focus);
        match latest {
            Some(RecordRef::Attendance(called, _)) if called == meeting => self.undo(),
            _ => self.refuse("no mark of this roll is left to take back; Esc, then u undoes more"),
        }
    }

    fn called_line(&self) -> Option<EntryId> {
        match self.meetings.scroll.row().map(|row| &row.record) {
            Some(RecordRef::Attendance(_, line)) => Some(line.clone()),
            _ => None,
        }
    }

    fn call(&mut self, meeting: &MeetingId, line: &EntryId, called: &Called) {
        let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
        let proposal = match called {
            Called::Marked(presence) => roll::mark(workspace, clerk, meeting, line, *presence),
            Called::People(people) => roll::mark_people(workspace, clerk, meeting, line, *people),
            Called::Left => roll::mark_left(workspace, clerk, meeting, line),
            Called::SitsIn => {
                return self.open_substitute(meeting.clone(), line.clone());
            }
            Called::Add | Called::Move(_) | Called::Back | Called::Done | Called::Nothing => return,
        };
        if self.commit(proposal) {
            self.meetings.scroll.move_by(1);
        }
    }

    /// Asks whom a line of the roll sits in for.
    pub(super) fn open_substitute(&mut self, meeting: MeetingId, line: EntryId) {
        let title = format!("{} sits in for", self.line_name(&meeting, &line));
        let task = Task::SubstituteFor(meeting, line);
        self.open_form(Form::new(title, task).line("Whom", ""));
    }

    fn line_name(&self, meeting: &MeetingId, line: &EntryId) -> String {
        let workspace = &self.session.workspace;
        let held = workspace.meetings().get(meeting);
        let found = held.and_then(|m| m.roll.iter().find(|l| l.id == *line));
        found.map_or_else(String::new, |line| {
            roll::shown_name(workspace, line, held.map(|m| m.date))
        })
    }
}
