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
use crate::model::{Edit, PutBack, Unread, Workspace};
use crate::publish::Shown;

impl App {
    /// Lists what is wrong.
    pub(in crate::app) fn open_problems(&mut self) {
        let troubles = self.session.troubles.iter().map(|trouble| {
            let label = format!("{}: {}", trouble.place, trouble.what);
            Item::plain(label, "", Choice::ViewTrouble(trouble.clone()))
        });
        let between = check(&self.session.workspace, self.session.clerk.today())
            .into_iter()
            .map(|problem| {
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
                Item::plain(problem.what, "", choice)
            });
        let items: Vec<Item> = troubles.chain(between).collect();
        if items.is_empty() {
            return self.tell_none("no problems: every file was read and everything fits together");
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
        let record = record.map(|record| {
            let is_held = is_held(&self.session.workspace, &record);
            (record, is_held)
        });
        self.open_page(Page::new("What is wrong", About::Trouble(record), page));
    }

    /// Takes a key that means something to the page of a problem.
    pub(super) fn press_in_trouble(&mut self, key: Key, record: Option<&Versioned>) {
        match (key.code, record) {
            (KeyCode::Char('H'), Some(record)) => self.ask_past_of(record.clone()),
            (KeyCode::Char('r'), Some(record)) if is_held(&self.session.workspace, record) => {
                self.put_back(record, None);
            }
            (KeyCode::Char('r'), Some(_)) => {
                self.refuse("nothing of it was read; H shows versions");
            }
            (_, Some(_)) => self.refuse("H shows versions, arrows move, Esc closes"),
            (_, None) => self.refuse("arrows move, Esc closes"),
        }
    }

    /// Puts a record in the place of its file, which cannot be read: what is on the screen of it, or
    /// what `edit` makes.
    pub(super) fn put_back(&mut self, record: &Versioned, edit: Option<Edit>) {
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        self.modals.clear();
        let file = Unread::of(record);
        let troubles = &mut self.session.troubles;
        troubles.retain(|trouble| trouble.unread.as_ref() != Some(&file));
        if let Some(edit) = &edit {
            self.session.workspace.take_in(edit);
            self.look_again(std::slice::from_ref(edit));
        }
        let name = record.name(&self.session.workspace);
        let sentence = format!("{name}: put back");
        self.tell(format!("{name} is put back"));
        self.memory.effects.push(Effect::PutBack(Box::new(PutBack {
            file,
            record: edit,
            sentence,
        })));
    }

    /// Tells whether the file of a record cannot be read.
    pub(super) fn is_broken(&self, record: &Versioned) -> bool {
        let file = Unread::of(record);
        let mut troubles = self.session.troubles.iter();
        troubles.any(|trouble| trouble.unread.as_ref() == Some(&file))
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
        Versioned::Contact(id) => workspace.contacts().contains_key(id),
    }
}
