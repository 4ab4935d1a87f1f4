//! What is wrong with files and between records, and the way out.

use super::App;
use super::event::Effect;
use super::key::{Key, KeyCode};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use super::session::Trouble;
use crate::model::check::check;
use crate::model::version::Versioned;
use crate::model::{Unread, Workspace};
use crate::publish::Shown;

impl App {
    /// Lists what is wrong.
    pub(in crate::app) fn open_problems(&mut self) {
        let troubles = self.session.troubles.iter().map(|trouble| {
            let label = format!("{}: {}", trouble.place, trouble.what);
            Item::plain(label, &trouble.hint, Choice::ViewTrouble(trouble.clone()))
        });
        let between = check(&self.session.workspace).into_iter().map(|problem| {
            let trouble = Trouble {
                place: String::new(),
                what: problem.what.clone(),
                hint: problem.hint.clone(),
                unread: None,
                bars_publishing: false,
            };
            let choice = problem
                .record
                .map_or(Choice::ViewTrouble(trouble), Choice::Show);
            Item::plain(problem.what, problem.hint, choice)
        });
        let items: Vec<Item> = troubles.chain(between).collect();
        if items.is_empty() {
            return self.tell("no problems: every file was read and everything fits together");
        }
        self.push_menu(Menu::to_type_in("Problems", items));
    }

    /// Shows all of a problem with a file.
    pub(super) fn view_trouble(&mut self, trouble: &Trouble) {
        let record = trouble.unread.as_ref().and_then(Unread::record);
        let mut page = vec![
            Shown::heading(&trouble.what),
            Shown::text(2, &trouble.place),
            Shown::gap(),
            Shown::text(0, format!("Way out: {}.", trouble.hint)),
        ];
        if let Some(record) = &record {
            let name = record.name(&self.session.workspace);
            page.push(Shown::gap());
            page.push(Shown::text(
                0,
                format!(
                    "H shows the versions of {name} that are kept: r in one of them puts it back."
                ),
            ));
            if is_held(&self.session.workspace, record) {
                let text = format!("r puts {name} back as it is on the screen, over the file.");
                page.push(Shown::text(0, text));
            }
        }
        self.open_page(Page::new("What is wrong", About::Trouble(record), page));
    }

    /// Takes a key that means something to the page of a problem.
    pub(super) fn press_in_trouble(&mut self, key: Key, record: Option<&Versioned>) {
        match (key.code, record) {
            (KeyCode::Char('H'), Some(record)) => self.ask_past_of(record.clone()),
            (KeyCode::Char('r'), Some(record)) if is_held(&self.session.workspace, record) => {
                self.put_back(record);
            }
            (KeyCode::Char('r'), Some(_)) => {
                self.refuse("nothing of it was read; H shows versions");
            }
            (_, Some(_)) => self.refuse("H shows versions, arrows move, Esc closes"),
            (_, None) => self.refuse("arrows move, Esc closes"),
        }
    }

    /// Puts what is on the screen of a record in the place of its file, which somebody broke.
    fn put_back(&mut self, record: &Versioned) {
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        self.modals.clear();
        self.give_up_file_of(record);
        let name = record.name(&self.session.workspace);
        self.tell(format!("{name} is put back; what the file held is in H"));
    }

    /// Has what is saved next of a record take the place of a file that cannot be read, if it cannot.
    pub(super) fn give_up_file_of(&mut self, record: &Versioned) {
        let unread = Unread::of(record);
        let troubles = &mut self.session.troubles;
        let before = troubles.len();
        troubles.retain(|trouble| trouble.unread.as_ref() != Some(&unread));
        if troubles.len() < before {
            self.memory.effects.push(Effect::PutBack(unread));
        }
    }
}

/// Tells whether a record is in the workspace.
pub(super) fn is_held(workspace: &Workspace, record: &Versioned) -> bool {
    match record {
        Versioned::Plan(id) => workspace.plans().contains_key(id),
        Versioned::Commitment(id) | Versioned::Milestone(id, _) => {
            workspace.commitments().contains_key(id)
        }
        Versioned::Meeting(id) => workspace.meetings().contains_key(id),
        Versioned::Action(id) => workspace.actions().contains_key(id),
        Versioned::Stakeholder(id) => workspace.stakeholders().contains_key(id),
    }
}
