//! The workspace: all records of one member, in tables by id.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use super::action::Action;
use super::commitment::{Commitment, Milestone};
use super::edit::{Change, Edit, Stale};
use super::ids::{
    ActionId, CommitmentId, ContactId, MeetingId, PlanId, RecordRef, StakeholderId, Subject,
};
use super::meeting::{Meeting, MeetingState};
use super::plan::{Plan, Settings};
use super::stakeholder::{Contact, Stakeholder};
use super::status::Update;
use super::unread::Unread;
use crate::base::id::Id;

/// A thing with an id and a place of its own in the workspace.
pub trait Record: PartialEq + Sized {
    /// The type of its ids.
    type Id: Clone + Ord + fmt::Debug + fmt::Display;
    /// Returns its id.
    fn id(&self) -> &Self::Id;
    /// Returns the one of that id.
    fn held<'w>(workspace: &'w Workspace, id: &Self::Id) -> Option<&'w Arc<Self>>;
    /// Puts one in its place, or takes it away.
    fn put(workspace: &mut Workspace, id: &Self::Id, record: Option<Arc<Self>>);
    /// Returns what it is called where its own file cannot be read; `None` for one in a list.
    fn unread(id: &Self::Id) -> Option<Unread>;
    /// Wraps a change of one.
    fn edit(change: Change<Self>) -> Edit;
}

/// The records of one kind, in the order of their ids. Records are shared:
/// copying a table or handing a record to another thread copies no text.
pub type Table<T> = BTreeMap<<T as Record>::Id, Arc<T>>;

macro_rules! record {
    ($type:ident, $id:ident, $table:ident, $unread:expr) => {
        impl Record for $type {
            type Id = $id;
            fn id(&self) -> &$id {
                &self.id
            }
            fn held<'w>(workspace: &'w Workspace, id: &$id) -> Option<&'w Arc<Self>> {
                workspace.$table.get(id)
            }
            fn put(workspace: &mut Workspace, id: &$id, record: Option<Arc<Self>>) {
                match record {
                    Some(record) => workspace.$table.insert(id.clone(), record),
                    None => workspace.$table.remove(id),
                };
            }
            fn unread(id: &$id) -> Option<Unread> {
                let unread: Option<fn($id) -> Unread> = $unread;
                unread.map(|unread| unread(id.clone()))
            }
            fn edit(change: Change<Self>) -> Edit {
                Edit::$type(change)
            }
        }
    };
}

record!(Plan, PlanId, plans, Some(Unread::Plan));
record!(
    Commitment,
    CommitmentId,
    commitments,
    Some(Unread::Commitment)
);
record!(Meeting, MeetingId, meetings, Some(Unread::Meeting));
record!(Action, ActionId, actions, None);
record!(Stakeholder, StakeholderId, stakeholders, None);
record!(Contact, ContactId, contacts, None);

/// Names the settings, of which a workspace has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TheSettings;

impl fmt::Display for TheSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("workspace.ron")
    }
}

impl Record for Settings {
    type Id = TheSettings;
    fn id(&self) -> &TheSettings {
        &TheSettings
    }
    fn held<'w>(workspace: &'w Workspace, _: &TheSettings) -> Option<&'w Arc<Self>> {
        Some(&workspace.settings)
    }
    fn put(workspace: &mut Workspace, _: &TheSettings, record: Option<Arc<Self>>) {
        // A workspace is never without them.
        if let Some(settings) = record {
            workspace.settings = settings;
        }
    }
    fn unread(_: &TheSettings) -> Option<Unread> {
        None
    }
    fn edit(change: Change<Self>) -> Edit {
        Edit::Settings(change)
    }
}

/// All records of one member of the Open Government Partnership.
#[derive(Debug, Clone, PartialEq)]
pub struct Workspace {
    settings: Arc<Settings>,
    plans: Table<Plan>,
    commitments: Table<Commitment>,
    meetings: Table<Meeting>,
    actions: Table<Action>,
    stakeholders: Table<Stakeholder>,
    contacts: Table<Contact>,
    unread: BTreeSet<Unread>,
}

impl Workspace {
    /// Makes a workspace that holds nothing but its settings.
    pub fn new(settings: Settings) -> Self {
        Self {
            settings: Arc::new(settings),
            plans: Table::<Plan>::new(),
            commitments: Table::<Commitment>::new(),
            meetings: Table::<Meeting>::new(),
            actions: Table::<Action>::new(),
            stakeholders: Table::<Stakeholder>::new(),
            contacts: Table::<Contact>::new(),
            unread: BTreeSet::new(),
        }
    }

    /// Makes a workspace of nobody, to work out in it what becomes of records.
    ///
    /// # Panics
    /// Never: the id is one.
    pub fn scratch() -> Self {
        let current = PlanId::parse("none").expect("the id is one");
        Self::new(Settings::new("", current))
    }

    /// Takes in a record as it was read from its file. Only loading calls
    /// this; everything else goes through [`super::History::commit`].
    pub fn admit<T: Record>(&mut self, record: Arc<T>) {
        let id = record.id().clone();
        T::put(self, &id, Some(record));
    }

    /// Takes note of what is there and could not be read, so that nobody takes it for missing.
    pub fn leave_out(&mut self, unread: Unread) {
        self.unread.insert(unread);
    }

    /// Takes note that it can be read after all.
    pub fn read_again(&mut self, unread: &Unread) {
        self.unread.remove(unread);
    }

    /// Returns what could not be read.
    pub fn unread(&self) -> &BTreeSet<Unread> {
        &self.unread
    }

    /// Returns whose plans these are and which one is current.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Has all that asks for the current plan see another one, to be looked at; nothing is saved
    /// of it.
    pub fn show_plan(&mut self, plan: PlanId) {
        Arc::make_mut(&mut self.settings).current = plan;
    }

    /// Returns the settings as they are shared with other threads.
    pub fn settings_shared(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// Returns the plans.
    pub fn plans(&self) -> &Table<Plan> {
        &self.plans
    }

    /// Returns the commitments of all plans, the binned ones among them.
    pub fn commitments(&self) -> &Table<Commitment> {
        &self.commitments
    }

    /// Returns the meetings, earliest first.
    pub fn meetings(&self) -> &Table<Meeting> {
        &self.meetings
    }

    /// Returns the actions.
    pub fn actions(&self) -> &Table<Action> {
        &self.actions
    }

    /// Returns the stakeholders.
    pub fn stakeholders(&self) -> &Table<Stakeholder> {
        &self.stakeholders
    }

    /// Returns the contacts.
    pub fn contacts(&self) -> &Table<Contact> {
        &self.contacts
    }

    /// Returns the plan under review, if its file could be read.
    pub fn current_plan(&self) -> Option<&Plan> {
        self.plans.get(&self.settings.current).map(AsRef::as_ref)
    }

    /// Returns the meeting that takes place now.
    pub fn meeting_in_progress(&self) -> Option<&Arc<Meeting>> {
        let now = |m: &&Arc<Meeting>| m.state == MeetingState::InProgress && m.binned.is_none();
        self.meetings.values().rev().find(now)
    }

    /// Returns the milestone of that commitment.
    pub fn milestone(&self, subject: &Subject) -> Option<&Milestone> {
        self.commitments
            .get(&subject.commitment)?
            .milestone(subject.milestone.as_ref()?)
    }

    /// Returns the updates of a commitment or milestone.
    pub fn updates(&self, subject: &Subject) -> Option<&[Update]> {
        match &subject.milestone {
            None => Some(&self.commitments.get(&subject.commitment)?.updates),
            Some(_) => Some(&self.milestone(subject)?.updates),
        }
    }

    /// Returns the subject as people know it: `UK0063` or `UK0063.2`, with the
    /// milestone's number rather than its id.
    pub fn subject_name(&self, subject: &Subject) -> String {
        match self.milestone(subject) {
            Some(milestone) => format!("{}.{}", subject.commitment, milestone.number),
            None => subject.to_string(),
        }
    }

    /// Finds the subject somebody typed: `uk0063`, `UK0063.2` by id or by number.
    pub fn find_subject(&self, text: &str) -> Option<Subject> {
        let (commitment, milestone) = match text.split_once('.') {
            None => (text, None),
            Some((commitment, milestone)) => (commitment, Some(milestone)),
        };
        let id = CommitmentId::parse(commitment).ok()?;
        let commitment = self.commitments.get(&id)?;
        let Some(wanted) = milestone else {
            return Some(Subject::commitment(&id));
        };
        let by_id = commitment
            .milestones
            .iter()
            .find(|m| m.id.as_str() == wanted);
        let by_number = || {
            commitment
                .milestones
                .iter()
                .find(|m| m.number.to_string() == wanted)
        };
        by_id
            .or_else(by_number)
            .map(|m| Subject::milestone(&id, &m.id))
    }

    /// Returns true when the record is there and not in the bin, nor inside
    /// something that is.
    pub fn is_live(&self, record: &RecordRef) -> bool {
        super::verbs::bin::binned_since(self, record) == Some(None)
    }

    /// Applies one edit.
    ///
    /// # Errors
    /// [`Stale`] when the table does not hold what the edit was made from.
    pub(super) fn apply(&mut self, edit: &Edit) -> Result<(), Stale> {
        match edit {
            Edit::Settings(change) => self.apply_change(change),
            Edit::Plan(change) => self.apply_change(change),
            Edit::Commitment(change) => self.apply_change(change),
            Edit::Meeting(change) => self.apply_change(change),
            Edit::Action(change) => self.apply_change(change),
            Edit::Stakeholder(change) => self.apply_change(change),
            Edit::Contact(change) => self.apply_change(change),
        }
    }

    /// Takes an edit over without asking what was there before: for mirrors
    /// of the workspace, which follow it and decide nothing.
    pub fn mirror(&mut self, edit: &Edit) {
        match edit {
            Edit::Settings(change) => self.mirror_change(change),
            Edit::Plan(change) => self.mirror_change(change),
            Edit::Commitment(change) => self.mirror_change(change),
            Edit::Meeting(change) => self.mirror_change(change),
            Edit::Action(change) => self.mirror_change(change),
            Edit::Stakeholder(change) => self.mirror_change(change),
            Edit::Contact(change) => self.mirror_change(change),
        }
    }

    /// Takes a change of one record over without asking what was there before.
    pub(super) fn mirror_change<T: Record>(&mut self, change: &Change<T>) {
        if let (Some(unread), false) = (T::unread(change.id()), self.unread.is_empty()) {
            self.unread.remove(&unread);
        }
        T::put(self, change.id(), change.after.clone());
    }

    fn apply_change<T: Record>(&mut self, change: &Change<T>) -> Result<(), Stale> {
        let id = change.id();
        let same = match (T::held(self, id), &change.before) {
            (None, None) => true,
            (Some(held), Some(before)) => Arc::ptr_eq(held, before) || held == before,
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            return Err(Stale { id: id.to_string() });
        }
        self.mirror_change(change);
        Ok(())
    }
}
