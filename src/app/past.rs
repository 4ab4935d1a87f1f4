//! Shows the versions of a record, what changed in each, and makes the record one of them again.

use super::App;
use super::event::Effect;
use super::key::{Key, KeyCode};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use super::problems::is_held;
use crate::model::Edit;
use crate::model::differences::{Difference, Kind};
use crate::model::verbs::restore;
use crate::model::version::{Past, Version, Versioned, none_kept};
use crate::publish::Shown;

impl App {
    /// Asks for the versions of the record under the cursor.
    pub(in crate::app) fn ask_past(&mut self) {
        if let Some(record) = self.record() {
            self.ask_past_of(Versioned::of(&record));
        }
    }

    /// Asks for the versions of a record.
    pub(super) fn ask_past_of(&mut self, of: Versioned) {
        self.tell(format!(
            "reading the versions of {}",
            of.name(&self.session.workspace)
        ));
        self.memory.past_asked = Some(of.clone());
        self.memory.effects.push(Effect::Past(of));
    }

    /// Lists the versions that were asked for, unless another key was pressed since.
    pub(super) fn take_past(&mut self, of: Versioned, past: Result<Past, String>) {
        if self.memory.past_asked.as_ref() != Some(&of) {
            return;
        }
        self.memory.past_asked = None;
        let name = of.name(&self.session.workspace);
        let past = match past {
            Ok(past) => past,
            Err(why) => return self.refuse(why),
        };
        if past.versions.is_empty() && past.unreadable == 0 {
            let is_held = is_held(&self.session.workspace, &of);
            return self.tell(none_kept(&name, is_held));
        }
        match remarks(&past) {
            None => self.message = super::Message::default(),
            Some(remark) => self.refuse(remark),
        }
        self.push_menu(list(&name, &past));
        self.memory.past = Some((of, past));
    }

    /// Shows what changed in a version; closing that goes back to the list.
    pub(super) fn view_version(&mut self, number: u64) {
        let Some((of, version)) = self.version(number) else {
            return;
        };
        let name = of.name(&self.session.workspace);
        let title = format!("{name} on {}", version.when());
        let mut text = shown(version);
        text.extend(self.would_change(of, version));
        let page = Page::new(title, About::Version(number), text);
        if let Some((_, past)) = &self.memory.past {
            let mut versions = past.versions.iter();
            let place = versions.position(|version| version.number == number);
            let list = list(&name, past).standing_on(place.unwrap_or_default());
            self.push_menu(list);
        }
        self.open_page(page);
    }

    /// Says what restoring a version would change now: all that came after it goes with it.
    fn would_change(&self, of: &Versioned, version: &Version) -> Vec<Shown> {
        let workspace = &self.session.workspace;
        let held = version.held(&of.name(workspace));
        let mut page = vec![Shown::gap()];
        match held.and_then(|held| restore::to_version(workspace, &held, version.time)) {
            Err(refusal) => page.push(Shown::heading(format!("Not to be restored: {refusal}"))),
            Ok(transaction) => {
                page.push(Shown::heading("r would change what is there now"));
                let changes = transaction.edits.iter().flat_map(Edit::changes);
                for change in changes {
                    page.push(Shown::text(2, would_become(&change)));
                }
            }
        }
        page
    }

    /// Takes a key that means something to the page of a version.
    pub(super) fn press_in_version(&mut self, key: Key, number: u64) {
        match key.code {
            KeyCode::Char('r') => self.restore_version(number),
            _ => self.refuse("r restores, arrows move, Esc closes"),
        }
    }

    /// Makes the record what it was in a version, as a change of its own.
    fn restore_version(&mut self, number: u64) {
        let Some((of, version)) = self.version(number) else {
            return;
        };
        let workspace = &self.session.workspace;
        let held = version.held(&of.name(workspace));
        let proposal = held.and_then(|held| restore::to_version(workspace, &held, version.time));
        let of = of.clone();
        if let Ok(transaction) = &proposal
            && self.is_broken(&of)
        {
            let record = transaction.edits.first().cloned();
            return self.put_back(&of, record);
        }
        if self.commit(proposal) {
            self.modals.clear();
        }
    }

    fn version(&self, number: u64) -> Option<(&Versioned, &Version)> {
        let (of, past) = self.memory.past.as_ref()?;
        let mut versions = past.versions.iter();
        let version = versions.find(|version| version.number == number)?;
        Some((of, version))
    }
}

/// Returns the versions of what is called `name` to choose from.
fn list(name: &str, past: &Past) -> Menu {
    let prefix = format!("{name}: ");
    let items = past.versions.iter().map(|version| {
        // What it is about is in the title.
        let sentence = version.sentence().replacen(&prefix, "", 1);
        // On which machine is on the page of the version; here it would push out what was done.
        let whose = version.hand.words();
        let whose = whose.split(" on ").next().unwrap_or_default();
        let number = version.number;
        let label = format!("{number}  {}  {whose}  {sentence}", version.when());
        let meeting = version.meeting.as_ref();
        let note = meeting.map(|id| format!("in {id}")).unwrap_or_default();
        Item::plain(label, note, Choice::ViewVersion(version.number))
    });
    Menu::to_type_in(format!("Versions of {name}"), items.collect())
}

/// Says what a change does to what is there now.
pub(super) fn would_become(change: &Difference) -> String {
    let Difference { field, .. } = change;
    match change.kind {
        Kind::OnlyBefore => format!("- {field} is taken out: {}", said(&change.before)),
        Kind::OnlyAfter if field.is_empty() => "- all of it is added".to_owned(),
        Kind::OnlyAfter => format!("- {field} is added: {}", said(&change.after)),
        Kind::Value | Kind::Order => {
            let (before, after) = (said(&change.before), said(&change.after));
            format!("- {field}: {before} → {after}")
        }
    }
}

fn said(text: &str) -> String {
    match text {
        "" => "nothing".to_owned(),
        text => text.replace('\n', " / "),
    }
}

/// Says which versions there are that are not listed.
fn remarks(past: &Past) -> Option<String> {
    let unreadable =
        (past.unreadable > 0).then(|| format!("versions that cannot be read: {}", past.unreadable));
    let older = past
        .older
        .then(|| "older ones are shown by `roundtable history`".to_owned());
    let remarks: Vec<String> = unreadable.into_iter().chain(older).collect();
    (!remarks.is_empty()).then(|| remarks.join("; "))
}

fn shown(version: &Version) -> Vec<Shown> {
    let mut page = vec![Shown::heading(version.heading())];
    for sentence in version.sentences() {
        page.push(Shown::text(0, sentence));
    }
    for change in version.changes() {
        page.push(Shown::gap());
        page.push(Shown::heading(change.field));
        page.push(Shown::text(2, format!("before: {}", said(&change.before))));
        page.push(Shown::text(2, format!("after:  {}", said(&change.after))));
    }
    page
}
