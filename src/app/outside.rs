//! What others change while the program runs, and what both changed differently.

use super::modal::page::About;
use super::modal::{Choice, Modal};
use super::session::{Session, Trouble, changes};
use super::{App, Tone};
use crate::model::differences::{Difference, fields_in_brief};
use crate::model::landed::Landed;
use crate::model::meeting::Changed;
use crate::model::verbs::revise::name_of_edit;
use crate::model::{Beside, Change, Edit, Meeting, Transaction};

impl App {
    /// Takes in what somebody else changed; the cursor stays where it is, unless another plan is current.
    pub(super) fn changed_outside(&mut self, edits: &[Edit], whose: &str) {
        if edits.iter().any(changes_plan) {
            self.leave_other_plan();
        }
        for edit in edits {
            self.session.workspace.take_in(edit);
            // One that could not be read can be read again.
            if let Some(mended) = edit.unread() {
                self.session.workspace.read_again(&mended);
                let troubles = &mut self.session.troubles;
                troubles.retain(|trouble| trouble.unread.as_ref() != Some(&mended));
            }
        }
        self.look_again(edits);
        let therefore = self.decided_meanwhile();
        let text = match edits {
            [edit] => self.what_others_did(edit, whose),
            edits => format!("{} came from {whose}", changes(edits.len())),
        };
        match therefore {
            Some(therefore) => self.refuse(format!("{text}; {therefore}")),
            // What the user has to know stays until the next key.
            None if self.message.tone == Tone::Refused => {}
            None => self.tell(text),
        }
    }

    /// Says what somebody else changed in a record.
    fn what_others_did(&self, edit: &Edit, whose: &str) -> String {
        let found = edit.changes();
        // What they did in a meeting comes with its entry in the minutes, which says it best.
        let is_entry = |found: &Difference| found.path().starts_with("changed/");
        if let Edit::Meeting(change) = edit
            && !found.is_empty()
            && found.iter().all(is_entry)
            && let Some(entry) = entry_of_others(change)
        {
            return format!("{}, by {whose}", entry.words);
        }
        let name = name_of_edit(&self.session.workspace, edit);
        format!("{name} was changed by {whose}: {}", fields_in_brief(&found))
    }

    /// Says that somebody else broke a file; what was read of it stays.
    pub(super) fn broken_outside(&mut self, trouble: Trouble) {
        self.refuse(format!("{}: {}; g x shows it", trouble.place, trouble.what));
        let known = &mut self.session.troubles;
        // A file that was wrong in another place is so no more.
        known.retain(|known| known.path() != trouble.path());
        known.push(trouble);
    }

    /// Says that a file is in order again.
    pub(super) fn mended_outside(&mut self, path: &str) {
        let known = &mut self.session.troubles;
        let mended: Vec<Trouble> = known
            .extract_if(.., |trouble| trouble.path() == path)
            .collect();
        for unread in mended.iter().filter_map(|trouble| trouble.unread.as_ref()) {
            self.session.workspace.read_again(unread);
        }
        if !mended.is_empty() {
            self.memory.changes += 1;
            self.tell(format!("{path} is in order again"));
        }
    }

    /// Takes up another version of records.
    pub(super) fn found_beside(&mut self, beside: Beside) {
        let known = &mut self.session.beside;
        // What was between marks has its own file now.
        known.retain(|known| !known.is_between_marks() || known.of != beside.of);
        known.retain(|known| known.name != beside.name);
        let not_in = self.not_in_the_record(&beside);
        if not_in.is_some() {
            self.session.elsewhere.insert(beside.name.clone());
        }
        self.session.beside.push(beside);
        let has_more = self.look_at_beside();
        if let (Some(not_in), true) = (not_in, has_more) {
            self.refuse(format!("{not_in}; two versions: g v decides"));
        }
    }

    /// Says what of all that was done here, and is being saved, is in this version and not in the record.
    fn not_in_the_record(&self, beside: &Beside) -> Option<String> {
        let Session {
            workspace,
            history,
            saving,
            ..
        } = &self.session;
        let beside = std::slice::from_ref(beside);
        let done = history.latest().take(saving.waiting());
        let lost =
            |done: &&Transaction| Landed::of(&done.edits, workspace, beside) != Landed::Whole;
        let mut lost: Vec<&Transaction> = done.filter(lost).collect();
        let first = lost.pop()?;
        let more = match lost.len() {
            0 => String::new(),
            n => format!(" and {n} more"),
        };
        Some(format!("not in the record: {}{more}", first.sentence))
    }

    /// Gives up another version that somebody else decided about: what they picked is in the file.
    pub(super) fn decided_outside(&mut self, name: &str) {
        let Some(beside) = self.beside(name).cloned() else {
            return;
        };
        self.session.beside.retain(|known| known.name != name);
        // A list of versions is not what it was, and a page of this one is of nothing.
        let choice = Choice::ViewBeside(name.to_owned());
        let is_about_it = |modal: &Modal| match modal {
            Modal::Page(page) => {
                matches!(&page.about, About::Beside(deciding) if deciding.name == name)
            }
            Modal::Menu(menu) => menu.items.iter().any(|item| item.choice == choice),
            _ => false,
        };
        self.modals.retain(|modal| !is_about_it(modal));
        self.tell(format!(
            "{}: somebody else decided which version stays",
            self.named(&beside)
        ));
    }

    /// Leaves out versions in which nothing differs any more; says so when some are left.
    pub(super) fn look_at_beside(&mut self) -> bool {
        let workspace = &self.session.workspace;
        let differs =
            |beside: &Beside| beside.is_between_marks() || !beside.differing(workspace).is_empty();
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
}

/// Tells whether another plan is current after an edit.
pub(super) fn changes_plan(edit: &Edit) -> bool {
    let Edit::Settings(Change { before, after, .. }) = edit else {
        return false;
    };
    let [before, after] = [before, after].map(|held| held.as_ref().map(|held| &held.current));
    before != after
}

/// Returns the last entry of what was changed in a meeting that only the other side has.
fn entry_of_others(change: &Change<Meeting>) -> Option<&Changed> {
    let known = change.before.iter().flat_map(|held| &held.changed);
    let known: Vec<_> = known.map(|entry| &entry.id).collect();
    let mut theirs = change.after.as_ref()?.changed.iter().rev();
    theirs.find(|entry| !known.contains(&&entry.id))
}
