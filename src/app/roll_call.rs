//! The roll call: one key a person, and on to the next. Behind the last one is a row that is nobody's,
//! so that a key too many is about nobody.

use super::App;
use super::commands::moving::page;
use super::key::{Key, KeyCode};
use super::modal::{Form, Modal, Task};
use super::panes::Pane;
use super::panes::meeting::Tab;
use crate::model::meeting::{Attendance, Presence};
use crate::model::verbs::roll;
use crate::model::{EntryId, MeetingId, RecordRef};

/// What a key of the roll call means.
enum Called {
    Marked(Presence),
    /// So many people of the line are there.
    People(u16),
    /// They come just now.
    Came,
    Left,
    SitsIn,
    Add,
    TakeOff,
    Move(isize),
    Page(isize),
    /// To the last one there is.
    Last,
    /// To the next who was not called.
    Next,
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
            KeyCode::PageDown => Self::Page(1),
            KeyCode::PageUp => Self::Page(-1),
            KeyCode::Home => Self::Move(isize::MIN),
            KeyCode::End => Self::Last,
            KeyCode::Tab => Self::Next,
            KeyCode::Char('u') => Self::Back,
            KeyCode::Enter | KeyCode::Char('p') => Self::Marked(Presence::Present),
            KeyCode::Char('r') => Self::Marked(Presence::Remote),
            KeyCode::Char('a') => Self::Marked(Presence::Apologies),
            KeyCode::Char('x') => Self::Marked(Presence::Absent),
            KeyCode::Char('c') => Self::Came,
            KeyCode::Char('l') => Self::Left,
            KeyCode::Char('s') => Self::SitsIn,
            KeyCode::Char('n') => Self::Add,
            KeyCode::Char('-') | KeyCode::Delete => Self::TakeOff,
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
            Called::Page(pages) => self.meetings.scroll.move_by(pages * page(self)),
            Called::Last => {
                let last = self.roll_called(meeting).and_then(|roll| Some(roll.last()?.id.clone()));
                self.stand_on_line(meeting, last);
            }
            Called::Next => match self.next_not_called(meeting) {
                Some(line) => self.stand_on_line(meeting, Some(line)),
                None => self.tell("all are called; Esc ends the roll call"),
            },
            Called::Back => self.take_back_call(meeting),
            Called::Add => self.open_add_to_roll(meeting),
            Called::Nothing => self.refuse(
                "p present, 2 to 9 so many, r remote, a apologies, x absent, c came just now, l left, \
                 s sits in for, n new, - off the roll, Tab next not called, Esc done",
            ),
            called => match self.called_line() {
                Some(line) => self.call(meeting, &line, &called),
                None if self.roll_called(meeting).is_none_or(<[_]>::is_empty) => {
                    self.refuse("nobody is on the roll yet; n adds somebody");
                }
                None => self.refuse("this is the end of the roll; Up goes back, Esc ends the roll call"),
            },
        }
    }

    /// Takes back the latest mark of this roll; anything else was not done by calling it.
    fn take_back_call(&mut self, meeting: &MeetingId) {
        let latest = self.session.history.next_undo().map(|next| &next.focus);
        match latest {
            Some(line @ RecordRef::Attendance(called, _)) if called == meeting => {
                let line = line.clone();
                self.undo();
                // Back is back to whom it was.
                self.meetings.scroll.move_to(&line);
            }
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
            Called::Marked(presence) => {
                let marked = roll::Called::Marked(*presence);
                roll::call(workspace, clerk, meeting, line, marked)
            }
            Called::People(people) => roll::mark_people(workspace, clerk, meeting, line, *people),
            Called::Came => roll::call(workspace, clerk, meeting, line, roll::Called::Came),
            Called::Left => roll::call(workspace, clerk, meeting, line, roll::Called::Left),
            Called::TakeOff => return self.take_off_roll(),
            Called::SitsIn => {
                return self.open_substitute(meeting.clone(), line.clone());
            }
            Called::Add
            | Called::Move(_)
            | Called::Page(_)
            | Called::Last
            | Called::Next
            | Called::Back
            | Called::Done
            | Called::Nothing => return,
        };
        // What is so already needs no second key either.
        if self.commit(proposal) || self.is_called(meeting, line, called) {
            self.meetings.scroll.move_by(1);
        }
    }

    /// Records what is said of a line of the roll; returns whether it was.
    pub(super) fn call_line(
        &mut self,
        meeting: &MeetingId,
        line: &EntryId,
        called: roll::Called,
    ) -> bool {
        let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
        let proposal = roll::call(workspace, clerk, meeting, line, called);
        self.commit(proposal)
    }

    /// Returns true when a line is what it was called.
    fn is_called(&self, meeting: &MeetingId, line: &EntryId, called: &Called) -> bool {
        let roll = self.roll_called(meeting).unwrap_or_default();
        let held = roll.iter().find(|held| held.id == *line);
        held.is_some_and(|held| match called {
            Called::Marked(presence) => held.is_marked(*presence),
            Called::People(people) => held.is_marked(Presence::Present) && held.people == *people,
            Called::Came => held.is_at_the_table(),
            Called::Left => held.left.is_some(),
            _ => false,
        })
    }

    fn roll_called(&self, meeting: &MeetingId) -> Option<&[Attendance]> {
        let held = self.session.workspace.meetings().get(meeting)?;
        Some(held.roll.as_slice())
    }

    /// Returns the next line that was not called, from the one stood on and round again.
    fn next_not_called(&self, meeting: &MeetingId) -> Option<EntryId> {
        let roll = self.roll_called(meeting)?;
        let here = self.called_line();
        let at = roll.iter().position(|line| Some(&line.id) == here.as_ref());
        let (before, behind) = roll.split_at(at.map_or(0, |at| at + 1));
        let mut lines = behind.iter().chain(before);
        let next = lines.find(|line| line.presence.is_none())?;
        Some(next.id.clone())
    }

    fn stand_on_line(&mut self, meeting: &MeetingId, line: Option<EntryId>) {
        if let Some(line) = line {
            let record = RecordRef::Attendance(meeting.clone(), line);
            self.meetings.scroll.move_to(&record);
        }
    }

    /// Calls the roll of a meeting, from the first who was not called yet.
    pub(super) fn open_roll_call(&mut self, id: &MeetingId) {
        self.meetings.chosen = Some(id.clone());
        self.meetings.turn_to(Tab::Roll);
        self.focus = Pane::Meeting;
        self.modals.push(Modal::RollCall(id.clone()));
        self.refresh();
        let roll = self.roll_called(id).unwrap_or_default();
        let first = roll.iter().find(|line| line.presence.is_none());
        let first = first.map(|line| line.id.clone());
        self.stand_on_line(id, first);
    }

    /// Returns true while a roll is called, whatever is asked meanwhile.
    pub(super) fn calls_the_roll(&self) -> bool {
        let is_called = |modal: &Modal| matches!(modal, Modal::RollCall(_));
        self.modals.iter().any(is_called)
    }

    /// Takes the line under the cursor off the roll.
    pub(super) fn take_off_roll(&mut self) {
        if let Some(RecordRef::Attendance(meeting, line)) = self.record() {
            let proposal = roll::take_off(&self.session.workspace, &meeting, &line);
            self.commit(proposal);
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
