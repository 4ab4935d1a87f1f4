//! Offers what a program that ended before its time did and did not save.

use super::App;
use super::event::Effect;
use super::key::{Key, KeyCode};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use super::past::would_become;
use super::session::{Saving, changes};
use crate::model::Edit;
use crate::model::verbs::recover::{Recovered, recover};
use crate::model::{Unfinished, Workspace};
use crate::publish::Shown;

impl App {
    /// Takes in what programs that ended before their time left behind. Texts not recorded are
    /// there again at once; the rest is looked at when all records are read.
    pub(super) fn take_in(&mut self, mut unfinished: Vec<Unfinished>) {
        for one in &mut unfinished {
            self.take_up(std::mem::take(&mut one.unrecorded));
        }
        self.session.unfinished = unfinished;
    }

    /// Gives up what was saved after all, and offers the rest.
    pub(super) fn look_at_unfinished(&mut self) {
        let workspace = &self.session.workspace;
        let unfinished = std::mem::take(&mut self.session.unfinished);
        let (saved, lost) = unfinished
            .into_iter()
            .partition::<Vec<_>, _>(|one| recover(workspace, one).is_nothing());
        self.session.unfinished = without_repeats(workspace, lost);
        for one in saved {
            self.memory.effects.push(Effect::Settle(one.name));
        }
        let texts = self.memory.drafts.len();
        if !self.session.unfinished.is_empty() && self.modals.is_empty() {
            self.open_unfinished();
        } else if texts > 0 {
            self.tell(match texts {
                1 => "a text was typed and not recorded: g r takes it up".to_owned(),
                n => format!("{n} texts were typed and not recorded: g r takes them up"),
            });
        }
    }

    /// Shows what was not saved, and what was typed and not recorded.
    pub(in crate::app) fn open_recovery(&mut self) {
        let nothing_else = self.session.unfinished.is_empty() && self.memory.drafts.len() == 0;
        if let Saving::NotSaved { why, waiting } = &self.session.saving
            && nothing_else
        {
            let text = format!(
                "{} not saved yet: {why}; Ctrl-S tries again",
                changes(*waiting)
            );
            return self.refuse(text);
        }
        if self.session.unfinished.is_empty() {
            self.open_unrecorded();
        } else {
            self.open_unfinished();
        }
    }

    fn open_unfinished(&mut self) {
        let Some(one) = self.session.unfinished.first() else {
            return;
        };
        let count = recover(&self.session.workspace, one).sentences.len();
        let title = format!("Not saved {}: {}", ended(one), changes(count));
        let name = &one.name;
        let mut items = vec![
            Item::lettered('v', "View what", Choice::ViewUnfinished(name.clone())),
            Item::lettered('r', "Restore", Choice::Recover(name.clone())),
            Item::lettered('l', "Later; g r shows this again", Choice::Nothing),
            Item::lettered('x', "Throw it away", Choice::ThrowAway(name.clone())),
        ];
        let texts = self.memory.drafts.len();
        if texts > 0 {
            let label = format!("Texts typed and not recorded: {texts}");
            items.push(Item::lettered('t', label, Choice::Unrecorded));
        }
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Asks once more before what was not saved is thrown away.
    pub(super) fn ask_to_throw_away(&mut self, name: &str) {
        let items = vec![
            Item::lettered('k', "Keep it", Choice::Nothing),
            Item::lettered(
                'x',
                "Throw it away for good",
                Choice::ThrowAwayForGood(name.to_owned()),
            ),
        ];
        let title = "What was not saved is in no file";
        self.push_menu(Menu::of_letters(title, items));
    }

    /// Gives up what was not saved.
    pub(super) fn throw_away(&mut self, name: &str) {
        self.session.unfinished.retain(|one| one.name != name);
        self.memory.effects.push(Effect::Settle(name.to_owned()));
        self.tell("what was not saved is thrown away");
    }

    /// Shows what was not saved of one of the unfinished.
    pub(super) fn view_unfinished(&mut self, name: &str) {
        let Some(one) = self.unfinished(name) else {
            return;
        };
        let recovered = recover(&self.session.workspace, one);
        let page = Page::new(
            format!("Not saved {}", ended(one)),
            About::Unfinished(name.to_owned()),
            shown(one, &recovered),
        );
        self.open_page(page);
    }

    /// Takes a key that means something to the page of what was not saved.
    pub(super) fn press_in_unfinished(&mut self, key: Key, name: &str) {
        match key.code {
            KeyCode::Char('r') => {
                self.modals.pop();
                self.recover(name);
            }
            _ => self.refuse("r restores, arrows move, Esc closes"),
        }
    }

    /// Does again what was not saved, as one step. What others changed differently since stays as they
    /// left it, with what was not saved beside it.
    pub(super) fn recover(&mut self, name: &str) {
        let Some(one) = self.unfinished(name) else {
            return;
        };
        let Recovered {
            transaction,
            rivals,
            ..
        } = recover(&self.session.workspace, one);
        if let Some(why) = self.session.read_only.clone() {
            return self.refuse(why);
        }
        if !transaction.is_none_or(|transaction| self.commit(Ok(transaction))) {
            return;
        }
        self.session.unfinished.retain(|one| one.name != name);
        let effects = &mut self.memory.effects;
        if !rivals.is_empty() {
            effects.push(Effect::KeepBeside(rivals));
        }
        effects.push(Effect::Settle(name.to_owned()));
    }

    fn unfinished(&self, name: &str) -> Option<&Unfinished> {
        let mut all = self.session.unfinished.iter();
        all.find(|one| one.name == name)
    }
}

/// Leaves out those of which all is among what those before them did: each attempt to restore that
/// failed is one. They are looked at again the next time, and given up when all is saved.
pub(crate) fn without_repeats(
    workspace: &Workspace,
    unfinished: Vec<Unfinished>,
) -> Vec<Unfinished> {
    let mut as_if = workspace.clone();
    let mut adds = |one: &Unfinished| {
        let Recovered {
            transaction,
            rivals,
            ..
        } = recover(&as_if, one);
        let edits = transaction
            .iter()
            .flat_map(|transaction| &transaction.edits);
        let is_new = transaction.is_some() || !rivals.is_empty();
        edits.for_each(|edit| as_if.mirror(edit));
        is_new
    };
    unfinished.into_iter().filter(|one| adds(one)).collect()
}

/// Says when a program ended that was not left, as far as is known.
fn ended(one: &Unfinished) -> String {
    match one.done.last() {
        Some((at, _)) => format!("on {}", at.strftime("%-d %b at %H:%M")),
        None => "the last time".to_owned(),
    }
}

fn shown(one: &Unfinished, recovered: &Recovered) -> Vec<Shown> {
    let mut page = vec![Shown::heading(match &one.who {
        Some(who) => format!("Done by {who} and not saved"),
        None => "Done and not saved".to_owned(),
    })];
    for (at, sentence) in &recovered.sentences {
        let done = format!("- {} {sentence}", at.strftime("%H:%M"));
        page.push(Shown::text(0, done));
    }
    if !recovered.rivals.is_empty() {
        let heading =
            "Changed by others since: theirs stays, and what is recovered is kept beside it";
        page.push(Shown::heading(heading));
    }
    for rival in &recovered.rivals {
        let (_, name) = rival.instead.name();
        for clash in &rival.clashes {
            let or_none =
                |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".to_owned());
            page.push(Shown::text(0, format!("- {name}: {}", clash.place)));
            for (when, text) in [
                ("before", &clash.base),
                ("now", &clash.theirs),
                ("recovered", &clash.ours),
            ] {
                page.push(Shown::text(4, format!("{when}: {}", or_none(text))));
            }
        }
    }
    let edits = recovered.transaction.iter().flat_map(|done| &done.edits);
    let changes: Vec<_> = edits.flat_map(Edit::changes).collect();
    if !changes.is_empty() {
        page.push(Shown::heading("r would change what is there now"));
        page.extend(
            changes
                .iter()
                .map(|change| Shown::text(0, would_become(change))),
        );
    }
    page
}
