//! Takes over what was made from another state of a record: as a merge with what is there now.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::edit::{Change, Edit};
use super::merge::{Clash, Merged, merge};
use super::workspace::{Record, Workspace};

/// What was changed differently where an edit was made and where it is taken over.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival {
    /// What takes our side in all that clashes: from the record as it is now.
    pub instead: Edit,
    /// What clashes.
    pub clashes: Vec<Clash>,
}

impl Workspace {
    /// Takes an edit over, merged with what was changed since in the record it was made from.
    ///
    /// Where both changed the same, what the workspace holds stays, and the other side is returned.
    pub fn rebase(&mut self, edit: &Edit) -> Option<Rival> {
        match edit {
            Edit::Settings(change) => rebase(self, change),
            Edit::Plan(change) => rebase(self, change),
            Edit::Commitment(change) => rebase(self, change),
            Edit::Meeting(change) => rebase(self, change),
            Edit::Action(change) => rebase(self, change),
            Edit::Stakeholder(change) => rebase(self, change),
            Edit::Contact(change) => rebase(self, change),
        }
    }
}

impl Workspace {
    /// Takes over what somebody else changed, merged with what is changed here. Where both changed
    /// the same, what they made of it comes out.
    pub fn take_in(&mut self, edit: &Edit) {
        let mut theirs = Self::scratch();
        theirs.mirror(edit);
        // The same merge as that of `rebase`, seen from the other side.
        if let Some(here) = self.changed_since(edit) {
            theirs.rebase(&here);
        }
        if let Some(taken) = self.edit_to(&theirs, edit) {
            self.mirror(&taken);
        }
    }

    /// Returns the edit from what `edit` was made from to what is held here; `None` where that is
    /// the same.
    fn changed_since(&self, edit: &Edit) -> Option<Edit> {
        let mut before = Self::scratch();
        before.mirror(&edit.inverse());
        before.edit_to(self, edit)
    }

    /// Returns true when the record that `edit` would take away is there.
    pub(super) fn holds_after_all(&self, edit: &Edit) -> bool {
        let mut without = Self::scratch();
        without.mirror(edit);
        let takes_away = without.edit_to(&Self::scratch(), edit).is_none();
        takes_away && Self::scratch().edit_to(self, edit).is_some()
    }

    /// Returns the edit that makes the record which `like` is about as it is in `other`; `None`
    /// where it is the same in both.
    pub fn edit_to(&self, other: &Self, like: &Edit) -> Option<Edit> {
        match like {
            Edit::Settings(change) => difference(self, other, change),
            Edit::Plan(change) => difference(self, other, change),
            Edit::Commitment(change) => difference(self, other, change),
            Edit::Meeting(change) => difference(self, other, change),
            Edit::Action(change) => difference(self, other, change),
            Edit::Stakeholder(change) => difference(self, other, change),
            Edit::Contact(change) => difference(self, other, change),
        }
    }
}

fn difference<T: Record>(here: &Workspace, there: &Workspace, like: &Change<T>) -> Option<Edit> {
    let (before, after) = (T::held(here, like.id()), T::held(there, like.id()));
    let change = Change::between(before.cloned(), after.cloned())?;
    (before != after).then(|| T::edit(change))
}

fn rebase<T>(workspace: &mut Workspace, change: &Change<T>) -> Option<Rival>
where
    T: Record + Clone + Serialize + DeserializeOwned,
{
    let held = T::held(workspace, change.id());
    if held == change.before.as_ref() {
        workspace.mirror_change(change);
        return None;
    }
    let (Some(held), Some(ours)) = (held.map(Arc::clone), &change.after) else {
        // One side deleted what the other changed: what was changed stays.
        if let Some(ours) = &change.after {
            T::put(workspace, change.id(), Some(Arc::clone(ours)));
        }
        return None;
    };
    let Merged {
        record,
        ours,
        clashes,
    } = merge(change.before.as_deref(), ours, &held);
    let now = if record == *held {
        held
    } else {
        let now = Arc::new(record);
        T::put(workspace, change.id(), Some(Arc::clone(&now)));
        now
    };
    ours.map(|ours| Rival {
        instead: T::edit(Change::update(&now, ours)),
        clashes,
    })
}

/// Returns edits that do in one step what those do that follow upon each other.
pub fn in_one_step<'e>(edits: impl IntoIterator<Item = &'e Edit>) -> Vec<Edit> {
    let mut steps: Vec<Edit> = Vec::new();
    for edit in edits {
        let longer = steps
            .iter_mut()
            .rev()
            .find_map(|step| Some((step.then(edit)?, step)));
        match longer {
            Some((longer, step)) => *step = longer,
            None => steps.push(edit.clone()),
        }
    }
    steps
}
