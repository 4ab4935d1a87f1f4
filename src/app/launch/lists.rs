//! Lists to choose from.

use crate::app::command;
use crate::app::modal::menu::Item;
use crate::app::modal::{Choice, Menu};
use crate::app::session::changes_are;
use crate::app::{App, Keeping, Saving, key};
use crate::model::RecordRef;
use crate::model::decisions::register;
use crate::model::verbs::bin;

impl App {
    pub(in crate::app) fn open_bin(&mut self) {
        let binned = bin::binned(&self.session.workspace);
        if binned.is_empty() {
            return self.tell_none("the bin is empty");
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

    /// Lists the decisions of all meetings, the latest first.
    pub(in crate::app) fn open_decisions(&mut self) {
        let register = register(&self.session.workspace);
        if register.is_empty() {
            return self.tell_none("no decisions yet; m d minutes one");
        }
        let items = register.iter().rev().map(|decision| {
            let note = decision.force().words();
            let label = format!("{}  {}", decision.id, decision.minute.text.first());
            // What it should say takes the room of the note, which therefore stands before it.
            let (label, note) = match decision.corrections().last() {
                Some(last) => (format!("{label} ({note}; {})", last.brief()), String::new()),
                None => (label, note),
            };
            let minute = decision.minute.id.clone();
            let record = RecordRef::Minute(decision.meeting.id.clone(), minute);
            Item::plain(label, note, Choice::Show(record))
        });
        let menu = Menu::to_type_in("Decisions", items.collect());
        self.push_menu(menu);
    }

    pub(in crate::app) fn open_palette(&mut self) {
        let recent = self.memory.recent.iter().copied();
        let rest = command::all().filter(|command| !self.memory.recent.contains(command));
        let items = recent.chain(rest).map(|command| {
            let keys = self.keymap.keys_of(self.scope(), command);
            let note = keys.map(key::show_keys).unwrap_or_default();
            let mut item = Item::plain(command.title, note, Choice::Command(command));
            item.also = command.id;
            item.off = command.check(self).err();
            item
        });
        let menu = Menu::to_type_in("Everything you can do; type to find", items.collect());
        self.push_menu(menu);
    }

    pub(in crate::app) fn open_help(&mut self) {
        let scope = self.scope();
        let items = self.keymap.in_scope(scope).map(|binding| {
            let keys = key::show_keys(&binding.keys);
            let choice = Choice::Command(binding.command);
            let mut item = Item::plain(format!("{keys:<9} {}", binding.command.title), "", choice);
            item.also = binding.command.id;
            item.off = binding.command.check(self).err();
            item
        });
        let title = format!("Keys in {}; type to find, Enter does it", scope.words());
        let menu = Menu::to_type_in(title, items.collect());
        self.push_menu(menu);
    }

    pub(in crate::app) fn open_quit(&mut self) {
        let waiting = self.session.saving.waiting();
        let items = vec![
            Item::lettered('s', "Stay", Choice::Nothing),
            Item::lettered('w', "Write again, then leave", Choice::SaveAndLeave),
            if self.session.keeps && !self.session.unkept.contains_key(&Keeping::Undo) {
                let label = "Leave; it is kept, and offered the next time";
                Item::lettered('k', label, Choice::LeaveAnyway)
            } else {
                Item::lettered('x', "Leave anyway and lose it", Choice::LeaveAnyway)
            },
        ];
        let title = match &self.session.saving {
            Saving::NotSaved { why, .. } => format!("{} not on disk: {why}", changes_are(waiting)),
            _ => format!("{} not on disk", changes_are(waiting)),
        };
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Asks what is to become of texts that were typed and left without recording.
    pub(in crate::app) fn open_quit_unrecorded(&mut self) {
        let (title, it) = match self.memory.drafts.len() {
            1 => ("A text was typed and not recorded".to_owned(), "it"),
            n => (format!("{n} texts were typed and not recorded"), "them"),
        };
        let mut keep = Item::lettered(
            'k',
            format!("Leave and keep {it} for the next time"),
            Choice::KeepUnrecorded,
        );
        let unkept = self.session.unkept.get(&Keeping::Text);
        keep.off = match unkept {
            _ if !self.session.keeps => Some("there is no home folder to keep it in".to_owned()),
            Some(why) => Some(format!("it cannot be kept: {why}")),
            None => None,
        };
        let items = vec![
            Item::lettered('s', "Stay; g r shows what", Choice::Nothing),
            keep,
            Item::lettered('x', format!("Leave and lose {it}"), Choice::LoseUnrecorded),
        ];
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Says what there is, on entering.
    pub(in crate::app) fn welcome(&mut self) {
        if self.session.loading.is_none() && self.look_at_beside() {
            return;
        }
        match self.session.troubles.len() {
            0 => {}
            1 => self.refuse("1 file needs a look: g x shows it"),
            n => self.refuse(format!("{n} files need a look: g x shows them")),
        }
    }
}
