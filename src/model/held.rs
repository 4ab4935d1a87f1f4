//! What final minutes hold: the records that were changed on the way to them, which undo leaves alone.

use std::collections::BTreeSet;

use super::edit::{Change, Edit, Transaction};
use super::ids::{ActionId, CommitmentId, StakeholderId};
use super::meeting::{Meeting, Topic};
use super::workspace::Record;

/// The records that final minutes hold, by the kind and the id of each.
///
/// What was done to any of them before the minutes were final is in the minutes, or they go on from
/// it. What has nothing to do with them can still be taken back, and fits as exactly as ever.
#[derive(Debug, Clone, Default)]
pub struct Held {
    changed: BTreeSet<(&'static str, String)>,
    /// Records that are named there, which must have been made.
    named: BTreeSet<(&'static str, String)>,
}

impl Held {
    /// Adds what these minutes hold.
    pub fn add(&mut self, minutes: &Meeting) {
        let commitment = |id: &CommitmentId| ("commitment", id.to_string());
        let action = |id: &ActionId| ("action", id.to_string());
        let stakeholder = |id: &StakeholderId| ("stakeholder", id.to_string());
        self.changed.insert(("meeting", minutes.id.to_string()));
        let said = minutes.minutes.iter();
        let changed = minutes.changed.iter();
        let items = minutes.agenda.iter();
        let topics = || items.clone().filter_map(|item| item.topic.as_ref());
        let about = said.clone().filter_map(|minute| minute.about.as_ref());
        let about = about.chain(changed.clone().filter_map(|change| change.about.as_ref()));
        let about = about.chain(items.clone().filter_map(|item| item.subject()));
        self.named
            .extend(about.map(|subject| commitment(&subject.commitment)));
        let acted = said.filter_map(|minute| minute.action.as_ref());
        let acted = acted.chain(changed.filter_map(|change| change.action.as_ref()));
        self.named.extend(acted.map(action));
        self.named.extend(topics().filter_map(|topic| match topic {
            Topic::Action(id) => Some(action(id)),
            Topic::Question(id, _) | Topic::Minutes(id) | Topic::Item(id, _) => {
                Some(("meeting", id.to_string()))
            }
            Topic::Promise(_) => None,
        }));
        let seats = minutes.roll.iter();
        self.named
            .extend(seats.filter_map(|line| line.stakeholder.as_ref().map(stakeholder)));
        self.named.insert(("plan", minutes.plan.to_string()));
    }

    /// Tells whether what was done then is held; asked of what was done last first, as all that the
    /// held goes on from is held as well.
    pub fn holds(&mut self, done: &Transaction) -> bool {
        let names = || done.edits.iter().map(|edit| (edit.name(), makes(edit)));
        let is_held = names().any(|(name, made)| {
            self.changed.contains(&name) || (made && self.named.contains(&name))
        });
        if is_held {
            self.changed.extend(names().map(|(name, _)| name));
        }
        is_held
    }
}

/// Tells whether an edit makes its record, or takes it away.
fn makes(edit: &Edit) -> bool {
    fn of<T: Record>(change: &Change<T>) -> bool {
        change.before.is_none() || change.after.is_none()
    }
    match edit {
        Edit::Settings(_) => false,
        Edit::Plan(change) => of(change),
        Edit::Commitment(change) => of(change),
        Edit::Meeting(change) => of(change),
        Edit::Action(change) => of(change),
        Edit::Stakeholder(change) => of(change),
        Edit::Contact(change) => of(change),
    }
}
