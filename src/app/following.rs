//! Follows a promise to what shows it: where it says it can be seen, and every record that is about
//! it.

use super::App;
use super::command::{Check, all_read};
use super::modal::menu::Item;
use super::modal::{Choice, Menu};
use super::panes::Pane;
use super::panes::stakeholders::Tab;
use crate::model::place::{List, Place};
use crate::model::requirements::Requirement;
use crate::model::verbs::revise::name_of;
use crate::model::{RecordRef, Subject, Workspace};

impl App {
    /// Tells whether the cursor is on something that can be followed.
    pub(in crate::app) fn can_follow(&self) -> Check {
        match self.subject() {
            Some(_) => all_read(self),
            None => Err("the cursor is not on a commitment or milestone".to_owned()),
        }
    }

    /// Lists what shows the promise under the cursor.
    pub(in crate::app) fn open_followed(&mut self) {
        let Some(subject) = self.subject() else {
            return;
        };
        let workspace = &self.session.workspace;
        let mut items: Vec<Item> = places(workspace, &subject)
            .into_iter()
            .map(|place| {
                let note = "can be seen here";
                Item::plain(self.place_in_words(&place), note, Choice::Follow(place))
            })
            .collect();
        items.extend(about(workspace, &subject));
        let name = workspace.subject_name(&subject);
        if items.is_empty() {
            return self.refuse(format!(
                "nothing here shows {name} yet: no meeting, action or contact is about it"
            ));
        }
        let title = format!("What shows {name}");
        self.push_menu(Menu::to_type_in(title, items));
    }

    /// Goes to a place.
    pub(super) fn follow(&mut self, place: &Place) {
        match place {
            Place::Promise(subject) => self.go_to(&subject.clone().into()),
            Place::Meeting(id) => self.go_to(&RecordRef::Meeting(id.clone())),
            Place::Requirement(id) => {
                self.open_standards();
                self.view_requirement(id);
            }
            Place::List(list) => {
                self.stakeholders.turn_to(match list {
                    List::Stakeholders => Tab::Register,
                    List::Contacts => Tab::Contacts,
                    List::Contributions => Tab::Contributions,
                    List::Coverage => Tab::Coverage,
                    List::Documents => Tab::Documents,
                });
                self.focus = Pane::Stakeholders;
            }
        }
    }

    fn place_in_words(&self, place: &Place) -> String {
        let workspace = &self.session.workspace;
        match place {
            Place::Promise(subject) => crate::model::capture::titled(workspace, subject),
            Place::Meeting(id) => meeting_in_words(workspace, id),
            Place::Requirement(id) => {
                let all = Requirement::built_in().unwrap_or_default();
                let known = all.into_iter().find(|one| one.id == *id);
                let title = known.map(|one| one.numbered_title());
                format!("Standards: {}", title.as_deref().unwrap_or(id))
            }
            Place::List(list) => format!("The {}", list.words()),
        }
    }
}

/// Returns where a promise says it can be seen; a milestone's, or those of all milestones.
fn places(workspace: &Workspace, subject: &Subject) -> Vec<Place> {
    let commitment = workspace.commitments().get(&subject.commitment);
    let milestones = commitment.into_iter().flat_map(|c| c.live_milestones());
    let of = milestones.filter(|m| subject.milestone.as_ref().is_none_or(|id| m.id == *id));
    let mut places: Vec<Place> = Vec::new();
    for place in of.flat_map(|milestone| &milestone.shown_by) {
        if !places.contains(place) {
            places.push(place.clone());
        }
    }
    places
}

/// Returns the records about a promise: meetings it was reported in, minutes, actions, contacts and
/// contributions.
fn about(workspace: &Workspace, subject: &Subject) -> Vec<Item> {
    let is_about = |other: &Subject| {
        other.commitment == subject.commitment
            && (subject.milestone.is_none() || other.milestone == subject.milestone)
    };
    let mut items = Vec::new();
    let mut item = |label: String, note: &str, record: RecordRef| {
        items.push(Item::plain(label, note, Choice::Show(record)));
    };
    if let Some(held) = workspace.commitments().get(&subject.commitment) {
        for (of, update) in held.live_updates().filter(|(of, _)| is_about(of)) {
            let record = RecordRef::Update(of, update.id.clone());
            let said = format!("{}  {}", update.date, update.note.first());
            item(said, update.side.words(), record);
        }
    }
    for meeting in workspace.meetings().values() {
        if meeting.binned.is_some() {
            continue;
        }
        for minute in meeting.live_minutes() {
            if minute.about.as_ref().is_some_and(is_about) {
                let record = RecordRef::Minute(meeting.id.clone(), minute.id.clone());
                let said = format!("{}  {}", meeting.date, minute.text.first());
                item(said, minute.kind.words(), record);
            }
        }
    }
    for action in workspace.actions().values() {
        if action.binned.is_none() && action.about.as_ref().is_some_and(is_about) {
            let record = RecordRef::Action(action.id.clone());
            item(
                format!("{}  {}", action.date, action.text.first()),
                "action",
                record,
            );
        }
    }
    for contact in workspace.contacts().values() {
        if contact.binned.is_none() && contact.about.iter().any(is_about) {
            let record = RecordRef::Contact(contact.id.clone());
            item(
                format!("{}  {}", contact.date, contact.text.first()),
                "contact",
                record,
            );
        }
    }
    if let Some(plan) = workspace.current_plan() {
        for made in plan.live_contributions() {
            let of = made.commitment.as_ref().map(Subject::commitment);
            if of.as_ref().is_some_and(is_about) {
                let record = RecordRef::Contribution(plan.id.clone(), made.id.clone());
                item(
                    format!("{}  {}", made.date, made.text.first()),
                    "contribution",
                    record,
                );
            }
        }
    }
    items
}

fn meeting_in_words(workspace: &Workspace, id: &crate::model::MeetingId) -> String {
    let held = workspace.meetings().get(id);
    let title = held.map(|meeting| meeting.shown_title());
    let name = name_of(workspace, &RecordRef::Meeting(id.clone()));
    match title {
        Some(title) => format!("{name}: {title}"),
        None => name,
    }
}
