//! What others change while the program runs, and what both changed differently.

use super::App;
use super::session::changes;
use crate::model::{Beside, Edit};

impl App {
    /// Takes in what somebody else changed; the cursor stays where it is.
    pub(super) fn changed_outside(&mut self, edits: &[Edit], whose: &str) {
        for edit in edits {
            self.session.workspace.take_in(edit);
        }
        self.look_again(edits);
        let text = match edits {
            [edit] => format!("{} was changed by {whose}", edit.name().1),
            edits => format!("{} came from {whose}", changes(edits.len())),
        };
        self.tell(text);
    }

    /// Takes up another version of records.
    pub(super) fn found_beside(&mut self, beside: Beside) {
        self.session.beside.push(beside);
        self.refuse("both changed the same: g v shows it");
    }
}
