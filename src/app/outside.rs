//! What others change while the program runs, and what both changed differently.

use super::App;
use super::event::Effect;
use super::key::{Key, KeyCode};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use super::session::{Trouble, changes};
use crate::model::rebase::Rival;
use crate::model::verbs::decide::{Side, decide};
use crate::model::verbs::revise::name_of;
use crate::model::{Beside, Edit};
use crate::publish::Shown;

impl App {
    /// Takes in what somebody else changed; the cursor stays where it is.
    pub(super) fn changed_outside(&mut self, edits: &[Edit], whose: &str) {
        for edit in edits {
            self.session.workspace.take_in(edit);
        }
        self.look_again(edits);
        let text = match edits {
            [edit] => format!("{} was changed by {whose}", self.name_of_edit(edit)),
            edits => format!("{} came from {whose}", changes(edits.len())),
        };
        self.tell(text);
    }

    /// Says that somebody else broke a file; what was read of it stays.
    pub(super) fn broken_outside(&mut self, trouble: Trouble) {
        self.refuse(format!("{}: {}; g x shows it", trouble.place, trouble.what));
        let known = &mut self.session.troubles;
        known.retain(|known| known.place != trouble.place);
        known.push(trouble);
    }

    /// Takes up another version of records.
    pub(super) fn found_beside(&mut self, beside: Beside) {
        let known = &mut self.session.beside;
        // What was between marks has its own file now.
        known.retain(|known| !known.is_between_marks() || known.of != beside.of);
        known.retain(|known| known.name != beside.name);
        known.push(beside);
        self.look_at_beside();
    }

    /// Leaves out versions in which nothing differs any more; says so when some are left.
    pub(super) fn look_at_beside(&mut self) -> bool {
        let workspace = &self.session.workspace;
        let differs =
            |beside: &Beside| beside.is_between_marks() || !beside.rivals(workspace).is_empty();
        self.session.beside.retain(differs);
        match self.session.beside.as_slice() {
            [] => return false,
            [one] => {
                let text = format!("{}: two versions, g v decides", self.named(one));
                self.refuse(text);
            }
            all => {
                let text = format!("{} records are in two versions: g v decides", all.len());
                self.refuse(text);
            }
        }
        true
    }

    /// Lists the records that are in two versions.
    pub(in crate::app) fn open_beside(&mut self) {
        let items = self.session.beside.iter().map(|beside| {
            let choice = Choice::ViewBeside(beside.name.clone());
            Item::plain(self.named(beside), &beside.source, choice)
        });
        let items: Vec<Item> = items.collect();
        match self.session.beside.as_slice() {
            [] => self.tell("every record is in one version"),
            [one] => {
                let name = one.name.clone();
                self.view_beside(&name);
            }
            _ => self.push_menu(Menu::to_type_in("In two versions", items)),
        }
    }

    /// Shows in what another version differs.
    pub(super) fn view_beside(&mut self, name: &str) {
        let Some(beside) = self.beside(name) else {
            return;
        };
        let rivals = beside.rivals(&self.session.workspace);
        let title = format!("Two versions of {}", self.named(beside));
        let page = self.shown(beside, &rivals);
        self.open_page(Page::new(title, About::Beside(name.to_owned()), page));
    }

    /// Takes a key that means something to the page of another version.
    pub(super) fn press_in_beside(&mut self, key: Key, name: &str) {
        match key.code {
            KeyCode::Char('h') => self.decide(name, Side::AsItIs),
            KeyCode::Char('o') => self.decide(name, Side::TheOther),
            KeyCode::Char(digit @ '1'..='9') => {
                let which = digit.to_digit(10).map_or(0, |digit| digit as usize - 1);
                self.take_one(name, which);
            }
            _ => self.refuse("h keeps what is here, o takes the other, Esc decides later"),
        }
    }

    /// Takes one side of what is in two versions.
    fn decide(&mut self, name: &str, side: Side) {
        let Some(beside) = self.beside(name).cloned() else {
            return;
        };
        let decided = match decide(&self.session.workspace, &beside, side) {
            Err(refusal) => return self.refuse(refusal.to_string()),
            Ok(decided) => decided,
        };
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        let (first, last) = if beside.is_between_marks() {
            // The marks are not to be kept beside what is written now.
            (Some(Effect::Decided(beside.clone())), None)
        } else {
            (None, Some(Effect::Decided(beside.clone())))
        };
        self.memory.effects.extend(first);
        match decided {
            None => self.tell(format!("{} stays as it is", self.named(&beside))),
            Some(transaction) => _ = self.commit(Ok(transaction)),
        }
        // The list that it was chosen from is not what it was.
        self.modals.clear();
        self.session.beside.retain(|known| known.name != name);
        self.memory.effects.extend(last);
    }

    /// Takes one thing from the other version and shows what is left to decide; the version is given
    /// up when that is nothing.
    fn take_one(&mut self, name: &str, which: usize) {
        let Some(beside) = self.beside(name).cloned() else {
            return;
        };
        let taken = match decide(&self.session.workspace, &beside, Side::TheOtherIn(which)) {
            Err(refusal) => return self.refuse(refusal.to_string()),
            Ok(taken) => taken,
        };
        if !taken.is_some_and(|taken| self.commit(Ok(taken))) {
            return;
        }
        let done = self.message.clone();
        self.modals.clear();
        let rivals = beside.rivals(&self.session.workspace);
        if rivals.iter().all(|rival| rival.clashes.is_empty()) {
            self.session
                .beside
                .retain(|known| known.name != beside.name);
            self.memory.effects.push(Effect::Decided(beside.clone()));
        } else {
            self.view_beside(&beside.name);
        }
        self.message = done;
    }

    /// Returns what to call the records that are in two versions.
    fn named(&self, beside: &Beside) -> String {
        let rivals = beside.rivals(&self.session.workspace);
        let names: Vec<String> = rivals
            .iter()
            .take(2)
            .map(|rival| self.name_of_edit(&rival.instead))
            .collect();
        match (names.as_slice(), rivals.len()) {
            ([], _) => beside.of.clone(),
            (names, n) if n > names.len() => format!("{} and others", names.join(", ")),
            (names, _) => names.join(", "),
        }
    }

    fn name_of_edit(&self, edit: &Edit) -> String {
        match edit.record() {
            Some(record) => name_of(&self.session.workspace, &record),
            None => edit.name().1,
        }
    }

    fn shown(&self, beside: &Beside, rivals: &[Rival]) -> Vec<Shown> {
        let said = |text: &Option<String>| match text.as_deref() {
            None | Some("") => "nothing".to_owned(),
            Some(text) => text.to_owned(),
        };
        let mut page = Vec::new();
        let clashes: usize = rivals.iter().map(|rival| rival.clashes.len()).sum();
        let mut numbers = 1..;
        for rival in rivals {
            let name = self.name_of_edit(&rival.instead);
            if rival.clashes.is_empty() {
                page.push(Shown::heading(name));
                let text = "The other version has entries that are not here.";
                page.push(Shown::text(2, text));
                continue;
            }
            for clash in &rival.clashes {
                let number = match numbers.next() {
                    Some(number @ 1..=9) if clashes > 1 => format!("{number} "),
                    _ => String::new(),
                };
                page.push(Shown::heading(format!("{number}{name}: {}", clash.place)));
                page.push(Shown::text(2, format!("here:  {}", said(&clash.theirs))));
                page.push(Shown::text(2, format!("other: {}", said(&clash.ours))));
            }
        }
        page.push(Shown::gap());
        let other = format!("The other is {}, in {}.", beside.source, beside.name);
        page.push(Shown::text(0, other));
        page
    }

    fn beside(&self, name: &str) -> Option<&Beside> {
        let mut all = self.session.beside.iter();
        all.find(|beside| beside.name == name)
    }
}
