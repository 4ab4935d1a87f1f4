//! Opens the menus and forms that verbs need to know more from.

use super::command;
use super::modal::menu::Item;
use super::modal::{Choice, Confirm, Form, Menu, Modal, Task};
use super::panes::Pane;
use super::panes::meeting::Tab;
use super::session::changes;
use super::view::Row;
use super::{App, Saving};
use crate::model::calendar::next_review;
use crate::model::field::{self, Field, Typed, fields_of};
use crate::model::verbs::revise::name_of;
use crate::model::verbs::{add, bin, convene, minute};
use crate::model::{
    ActionId, ActionState, EntryId, MeetingId, MeetingKind, MeetingState, MinuteKind, Obstacle,
    Presence, RecordRef, Sector, Side, Status, Subject,
};

impl App {
    /// Returns the row the cursor stands on, of whichever pane has the keys.
    pub(super) fn row(&self) -> Option<Row> {
        match self.focus {
            Pane::Commitments => {
                let id = self.commitments.selected()?.clone();
                Some(Row {
                    record: RecordRef::Commitment(id),
                    field: None,
                })
            }
            Pane::Detail => self.detail.scroll.row().cloned(),
            Pane::Meeting => self.meetings.scroll.row().cloned(),
            Pane::Actions => self.actions.row().cloned(),
        }
    }

    /// Returns the record the cursor stands on.
    pub(super) fn record(&self) -> Option<RecordRef> {
        self.row().map(|row| row.record)
    }

    /// Returns what a minute written now is about.
    pub(super) fn subject(&self) -> Option<Subject> {
        match self.record() {
            Some(RecordRef::Minute(meeting, id)) => {
                let meeting = self.session.workspace.meetings().get(&meeting)?;
                meeting.minutes.iter().find(|m| m.id == id)?.about.clone()
            }
            Some(RecordRef::Action(id)) => self.session.workspace.actions().get(&id)?.about.clone(),
            Some(record) => record.subject(),
            None => None,
        }
    }

    pub(super) fn open_status(&mut self, subject: &Subject) {
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

    pub(super) fn open_report(&mut self, subject: Subject, status: Status) {
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

    pub(super) fn open_action_menu(&mut self, id: &ActionId) {
        let items =
            ActionState::ALL
                .into_iter()
                .zip(['o', 'g', 'd', 'x'])
                .map(|(state, letter)| {
                    Item::lettered(
                        letter,
                        state.words(),
                        Choice::ActionState(id.clone(), state),
                    )
                });
        self.push_menu(Menu::of_letters("What has become of it", items.collect()));
    }

    pub(super) fn open_action_state(&mut self, id: ActionId, state: ActionState) {
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

    pub(super) fn open_meeting_menu(&mut self, id: &MeetingId) {
        let Some(meeting) = self.session.workspace.meetings().get(id) else {
            return;
        };
        let Some(next) = convene::next_state(meeting.state) else {
            return self.refuse(format!("the minutes of {id} are final and do not change"));
        };
        let states = [
            ('d', MeetingState::Draft, "draft: being prepared"),
            ('o', MeetingState::Open, "open: papers are out"),
            ('i', MeetingState::InProgress, "in progress: it begins now"),
            (
                'c',
                MeetingState::Closed,
                "closed: it is over, minutes may be corrected",
            ),
            (
                'f',
                MeetingState::Final,
                "final: the minutes never change again",
            ),
        ];
        let stands_on = states
            .iter()
            .position(|(_, state, _)| *state == next)
            .unwrap_or(0);
        let items = states.into_iter().map(|(letter, state, label)| {
            let mut item = Item::lettered(letter, label, Choice::MeetingState(id.clone(), state));
            item.off = (state == meeting.state).then(|| format!("it is {} now", state.words()));
            item
        });
        let title = format!("Meeting {id} is {}", meeting.state.words());
        let menu = Menu::of_letters(title, items.collect()).standing_on(stands_on);
        self.push_menu(menu);
    }

    pub(super) fn open_presence(&mut self, meeting: &MeetingId, line: &EntryId) {
        let choice = |p| Choice::Presence(meeting.clone(), line.clone(), p);
        let mut items: Vec<Item> = Presence::ALL
            .into_iter()
            .zip(['p', 'r', 'a', 'x'])
            .map(|(presence, letter)| Item::lettered(letter, presence.words(), choice(presence)))
            .collect();
        let left = Choice::Left(meeting.clone(), line.clone());
        items.push(Item::lettered('l', "left", left));
        let title = self.name(&RecordRef::Attendance(meeting.clone(), line.clone()));
        self.push_menu(Menu::of_letters(title, items));
    }

    pub(super) fn open_finalise(&mut self, id: &MeetingId) {
        let title = format!("Final minutes never change. Type {id} to make them final");
        self.open_form(Form::new(title, Task::Finalise(id.clone())).line("Meeting", ""));
    }

    pub(super) fn open_minute_menu(&mut self) {
        let letters = ['n', 'p', 'd', 'a', 'o', 'q'];
        let items = MinuteKind::ALL
            .into_iter()
            .zip(letters)
            .map(|(kind, letter)| Item::lettered(letter, kind.words(), Choice::Minute(kind)));
        self.push_menu(Menu::of_letters("Minute this", items.collect()));
    }

    pub(super) fn open_minute(&mut self, kind: MinuteKind) {
        let meeting = match minute::minuted_meeting(&self.session.workspace) {
            Ok(meeting) => meeting.id.clone(),
            Err(refusal) => return self.refuse(refusal.to_string()),
        };
        let about = self.subject();
        let on = about
            .as_ref()
            .map(|s| self.session.workspace.subject_name(s));
        let title = match on {
            Some(name) => format!("{} on {name}, meeting {meeting}", kind.words()),
            None => format!("{} of meeting {meeting}", kind.words()),
        };
        let form = Form::new(title, Task::Minute(meeting, kind, about));
        let form = if kind == MinuteKind::Action {
            form.line("What", "").line("Who", "").line("By when", "")
        } else {
            form.lines("Text", "")
        };
        self.open_form(form);
    }

    pub(super) fn open_add_action(&mut self) {
        let form = Form::new("New action", Task::AddAction(None));
        self.open_form(form.line("What", "").line("Who", "").line("By when", ""));
    }

    pub(super) fn open_new_meeting(&mut self) {
        let today = self.session.clerk.today();
        let next = next_review(&self.session.workspace, today);
        let kinds = MeetingKind::ALL
            .into_iter()
            .map(MeetingKind::words)
            .collect();
        let title = match next.due {
            Some(due) if due < today => format!("New meeting; a review was due by {due}"),
            Some(due) => format!("New meeting; the next review is due by {due}"),
            None => "New meeting".to_owned(),
        };
        let form = Form::new(title, Task::NewMeeting)
            .line("Date", &next.propose.to_string())
            .choice("Kind", kinds)
            .line("Title", "");
        self.open_form(form);
    }

    /// Asks for an item of the agenda of the meeting looked at.
    pub(super) fn open_add_item(&mut self) {
        let shown = self.meetings.shown(&self.session.workspace);
        let Some(id) = shown.map(|meeting| meeting.id.clone()) else {
            return self.open_new_meeting();
        };
        let form = Form::new(format!("New item for {id}"), Task::AddItem(id));
        self.open_form(form.line("Title", "").line("Minutes", ""));
    }

    pub(super) fn open_add_milestone(&mut self) {
        let Some(id) = self.commitments.selected().cloned() else {
            return;
        };
        let form = Form::new(format!("New milestone of {id}"), Task::AddMilestone(id));
        self.open_form(form.line("Title", "").line("Due", ""));
    }

    pub(super) fn open_add_commitment(&mut self) {
        let id = add::next_commitment_id(&self.session.workspace);
        let selected = self.commitments.selected();
        let like = selected.and_then(|id| self.session.workspace.commitments().get(id));
        let nation = like.map(|c| c.nation.clone()).unwrap_or_default();
        let form = Form::new("New commitment", Task::AddCommitment)
            .line("Id", &id.map(|id| id.to_string()).unwrap_or_default())
            .line("Nation", &nation)
            .line("Title", "");
        self.open_form(Form { focus: 2, ..form });
    }

    pub(super) fn open_add_to_roll(&mut self, meeting: &MeetingId) {
        let Some(held) = self.session.workspace.meetings().get(meeting) else {
            return;
        };
        let on_roll = |id| {
            held.roll
                .iter()
                .any(|line| line.stakeholder.as_ref() == Some(id))
        };
        let known = self.session.workspace.stakeholders().values();
        let absent = known.filter(|s| s.binned.is_none() && !on_roll(&s.id));
        let mut items = vec![Item::plain(
            "somebody new…",
            "",
            Choice::Guest(meeting.clone()),
        )];
        items.extend(absent.map(|s| {
            let choice = Choice::Stakeholder(meeting.clone(), s.id.clone());
            Item::plain(s.name.as_str(), s.sector.words(), choice)
        }));
        self.push_menu(Menu::to_type_in("Who is on the roll? Type to find", items));
    }

    pub(super) fn open_guest(&mut self, meeting: MeetingId) {
        let sectors = Sector::ALL.into_iter().map(Sector::words).collect();
        let form = Form::new("Somebody new on the roll", Task::AddGuest(meeting));
        self.open_form(form.line("Name", "").choice("Sector", sectors));
    }

    /// Opens a field for editing.
    pub(super) fn open_field(&mut self, record: RecordRef, field: Field) {
        let Some(value) = field::read(&self.session.workspace, &record, field) else {
            return self.refuse(format!("{} cannot be edited", self.name(&record)));
        };
        let title = format!("{}: {}", self.name(&record), field.label());
        let form = Form::new(title, Task::SetField(record, field));
        let form = match field.typed() {
            Typed::Line | Typed::Date => form.line(field.label(), &value),
            Typed::Paragraphs | Typed::Lines => form.lines(field.label(), &value),
        };
        self.open_form(form);
    }

    /// Opens the field under the cursor, or the record's first one.
    pub(super) fn open_edit(&mut self) {
        let Some(row) = self.row() else {
            return self.refuse("nothing to edit here");
        };
        let first = fields_of(&row.record).first().copied();
        if let Some(field) = row.field.or(first) {
            self.open_field(row.record, field);
        }
    }

    pub(super) fn open_bin_question(&mut self) {
        let Some(record) = self.record() else { return };
        let question = format!("Put {} in the bin?", self.name(&record));
        self.modals
            .push(Modal::Confirm(Confirm::new(question, record)));
    }

    pub(super) fn open_bin(&mut self) {
        let binned = bin::binned(&self.session.workspace);
        if binned.is_empty() {
            return self.tell("the bin is empty");
        }
        let items = binned.into_iter().map(|record| {
            Item::plain(
                self.name(&record),
                "Enter takes it out",
                Choice::Restore(record),
            )
        });
        let menu = Menu::to_type_in("In the bin", items.collect());
        self.push_menu(menu);
    }

    pub(super) fn open_problems(&mut self) {
        let mut items: Vec<Item> = self
            .session
            .troubles
            .iter()
            .map(|t| Item::plain(format!("{}: {}", t.place, t.what), &t.hint, Choice::Nothing))
            .collect();
        for problem in crate::model::check::check(&self.session.workspace) {
            let choice = problem.record.map_or(Choice::Nothing, Choice::Show);
            items.push(Item::plain(problem.what, problem.hint, choice));
        }
        if items.is_empty() {
            return self.tell("no problems: every file was read and everything fits together");
        }
        self.push_menu(Menu::to_type_in("Problems", items));
    }

    pub(super) fn open_palette(&mut self) {
        let recent = self.memory.recent.iter().copied();
        let rest = command::all().filter(|command| !self.memory.recent.contains(command));
        let items = recent.chain(rest).map(|command| {
            let keys = self.keymap.keys_of(self.scope(), command);
            let note = keys.map(super::key::show_keys).unwrap_or_default();
            let mut item = Item::plain(command.title, note, Choice::Command(command));
            item.off = (command.when)(self).err();
            item
        });
        let menu = Menu::to_type_in("Everything you can do; type to find", items.collect());
        self.push_menu(menu);
    }

    pub(super) fn open_help(&mut self) {
        let scope = self.scope();
        let items = self.keymap.in_scope(scope).map(|binding| {
            let keys = super::key::show_keys(&binding.keys);
            let choice = Choice::Command(binding.command);
            let mut item = Item::plain(format!("{keys:<9} {}", binding.command.title), "", choice);
            item.off = (binding.command.when)(self).err();
            item
        });
        let title = format!("Keys in {}; type to find, Enter does it", scope.words());
        let menu = Menu::to_type_in(title, items.collect());
        self.push_menu(menu);
    }

    pub(super) fn open_quit(&mut self) {
        let waiting = self.session.saving.waiting();
        let items = vec![
            Item::lettered('s', "Stay", Choice::Nothing),
            Item::lettered('w', "Write again, then leave", Choice::SaveAndLeave),
            Item::lettered('l', "Leave anyway and lose it", Choice::LeaveAnyway),
        ];
        let title = match &self.session.saving {
            Saving::NotSaved { why, .. } => format!("{} not on disk: {why}", changes(waiting)),
            _ => format!("{} not on disk", changes(waiting)),
        };
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Says what there is, on entering.
    pub(super) fn welcome(&mut self) {
        match self.session.troubles.len() {
            0 => {}
            1 => self.refuse("1 file needs a look: g x shows it"),
            n => self.refuse(format!("{n} files need a look: g x shows them")),
        }
    }

    /// Calls the roll of a meeting.
    pub(super) fn open_roll_call(&mut self, id: MeetingId) {
        self.meetings.chosen = Some(id.clone());
        self.meetings.turn_to(Tab::Roll);
        self.focus = Pane::Meeting;
        self.modals.push(Modal::RollCall(id));
    }

    fn name(&self, record: &RecordRef) -> String {
        name_of(&self.session.workspace, record)
    }

    fn push_menu(&mut self, menu: Menu) {
        self.modals.push(Modal::Menu(Box::new(menu)));
    }
}
