//! Opens the menus and forms that verbs need to know more from.
//!
//! ```text
//! status   how far a promise, an action, somebody on the roll is
//! meeting  what a meeting needs: its state, roll, agenda, minutes
//! records  new actions, milestones, commitments
//! lists    what there is: palette, help, bin, problems, decisions
//! taking_part  stakeholders, contacts, contributions, documents; split, merged, carried forward
//! tasks    the form of any task
//! ```

mod lists;
mod meeting;
mod records;
mod status;
mod taking_part;
mod tasks;

use super::App;
use super::modal::menu::Item;
use super::modal::{Choice, Confirm, Form, Menu, Modal, Task};
use super::panes::Pane;
use super::view::Row;
use crate::base::date::Towards;
use crate::model::capture::titled;
use crate::model::field::{self, Field, Typed, fields_of};
use crate::model::verbs::revise::name_of;
use crate::model::verbs::{Refusal, bin, open_record};
use crate::model::{RecordRef, Subject};

/// The most fields that are found by looking; more are narrowed by typing.
const AT_A_GLANCE: usize = 20;

impl App {
    /// Returns the row the cursor stands on, of whichever pane has the keys.
    pub(in crate::app) fn row(&self) -> Option<Row> {
        match self.focus {
            Pane::Timeline if self.timeline.on_plan => None,
            Pane::Commitments | Pane::Timeline => {
                let id = self.commitments.selected()?.clone();
                Some(Row {
                    record: RecordRef::Commitment(id),
                    field: None,
                    area: None,
                })
            }
            Pane::Detail => self.detail.scroll.row().cloned(),
            Pane::Meeting => self.meetings.scroll.row().cloned(),
            Pane::Stakeholders => self.stakeholders.scroll.row().cloned(),
            Pane::Actions => self.actions.row().cloned(),
        }
    }

    /// Returns the record the cursor stands on.
    pub(in crate::app) fn record(&self) -> Option<RecordRef> {
        self.row().map(|row| row.record)
    }

    /// Returns what a minute written now is about.
    pub(in crate::app) fn subject(&self) -> Option<Subject> {
        match self.record() {
            Some(RecordRef::Minute(meeting, id)) => {
                let meeting = self.session.workspace.meetings().get(&meeting)?;
                meeting.minutes.iter().find(|m| m.id == id)?.about.clone()
            }
            Some(RecordRef::Action(id)) => self.session.workspace.actions().get(&id)?.about.clone(),
            Some(RecordRef::AgendaItem(meeting, item)) => {
                let meeting = self.session.workspace.meetings().get(&meeting)?;
                let item = meeting.live_agenda().find(|i| i.id == item)?;
                item.subject().cloned()
            }
            Some(record) => record.subject(),
            None => None,
        }
    }

    /// Opens a field for editing.
    pub(in crate::app) fn open_field(&mut self, record: RecordRef, field: Field) {
        let Some(value) = field::read(&self.session.workspace, &record, field) else {
            return self.refuse(self.why_not_edited(&record));
        };
        let title = match (&record, field) {
            // A new name is another thing than one that was mistyped.
            (RecordRef::Stakeholder(_), Field::Name) => {
                format!(
                    "{}: put the name right; : rename gives a new one",
                    self.name(&record)
                )
            }
            _ => format!("{}: {}", self.name(&record), field.label()),
        };
        let mut form = Form::new(title, Task::SetField(record, field));
        form.was = Some(value.clone());
        let form = match field.typed() {
            Typed::Line => form.line(field.label(), &value),
            Typed::Date => form.date(field.label(), &value, field.towards()),
            Typed::Paragraphs | Typed::Lines => form.lines(field.label(), &value),
        };
        self.open_form(form);
    }

    /// Asks to when the date of a commitment or milestone moves, and why.
    pub(in crate::app) fn open_replan(&mut self, subject: Subject) {
        let record = RecordRef::from(subject.clone());
        let field = if subject.milestone.is_some() {
            Field::Due
        } else {
            Field::End
        };
        let due = field::read(&self.session.workspace, &record, field);
        let Some(due) = due.filter(|due| !due.is_empty()) else {
            let name = self.name(&record);
            let milestone = if field == Field::End {
                "; its milestones have their own"
            } else {
                ""
            };
            return self.refuse(format!("{name} has no date to move; d sets one{milestone}"));
        };
        let title = format!("Re-plan {}, now {due}", self.name(&record));
        let form = Form::new(title, Task::Replan(subject));
        self.open_form(form.date("New date", "", Towards::Coming).line("Why", ""));
    }

    /// Opens a menu of what can be edited in a record, the texts first.
    pub(in crate::app) fn open_fields(&mut self, record: &RecordRef) {
        let values = fields_of(record).iter().filter_map(|&field| {
            let value = field::read(&self.session.workspace, record, field)?;
            let value = value.lines().next().unwrap_or_default().to_owned();
            let choice = Choice::Field(record.clone(), field);
            Some(Item::plain(field.label(), value, choice))
        });
        let items: Vec<Item> = values.collect();
        if items.is_empty() {
            return self.refuse(self.why_not_edited(record));
        }
        let title = self.name(record);
        self.push_menu(if items.len() > AT_A_GLANCE {
            Menu::to_type_in(title, items)
        } else {
            Menu::of_letters(title, items)
        });
    }

    /// Opens the field under the cursor; else the record's first one, or the choice of all where
    /// Enter does something else.
    pub(in crate::app) fn open_edit(&mut self) {
        let Some(row) = self.row() else {
            return self.refuse("nothing to edit here");
        };
        if let RecordRef::Meeting(_) | RecordRef::Attendance(..) | RecordRef::AgendaItem(..) =
            row.record
        {
            return self.open_fields(&row.record);
        }
        let first = fields_of(&row.record).first().copied();
        if let Some(field) = row.field.or(first) {
            self.open_field(row.record, field);
        }
    }

    fn why_not_edited(&self, record: &RecordRef) -> String {
        let open = |id| open_record(&self.session.workspace, id);
        match record.meeting().map(open) {
            Some(Err(Refusal(why))) => why,
            Some(Ok(_)) | None => format!("{} cannot be edited", self.name(record)),
        }
    }

    pub(in crate::app) fn open_bin_question(&mut self) {
        let Some(record) = self.record() else { return };
        if let RecordRef::Attendance(..) = record {
            return self.take_off_roll();
        }
        let (workspace, clerk) = (&self.session.workspace, &self.session.clerk);
        match bin::bin(workspace, clerk, &record) {
            Err(Refusal(why)) => return self.refuse(why),
            Ok(already) if already.changes_nothing() => return self.refuse(already.sentence),
            Ok(_) => {}
        }
        let named = match &record {
            RecordRef::Commitment(_) | RecordRef::Milestone(..) => record.subject(),
            _ => None,
        };
        let name = named.map(|subject| titled(workspace, &subject));
        let name = name.unwrap_or_else(|| self.name(&record));
        let question = format!("Put {name} in the bin?");
        self.modals
            .push(Modal::Confirm(Confirm::new(question, record)));
    }

    fn name(&self, record: &RecordRef) -> String {
        name_of(&self.session.workspace, record)
    }

    pub(in crate::app) fn push_menu(&mut self, menu: Menu) {
        self.modals.push(Modal::Menu(Box::new(menu)));
    }
}
