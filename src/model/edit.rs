//! The one way to change anything: an edit is a record before and after, a
//! transaction is edits and the sentence that says what they do.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::action::Action;
use super::commitment::Commitment;
use super::differences::Difference;
use super::ids::{MeetingId, RecordRef};
use super::meeting::{Meeting, MeetingState};
use super::plan::{Plan, Settings};
use super::stakeholder::{Contact, Stakeholder};
use super::unread::Unread;
use super::workspace::Record;
use crate::base::date::Reading;

/// One record before and after: created, updated or deleted. Its inverse is the swap.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(
    try_from = "Sides<T>",
    bound(deserialize = "T: Record + Deserialize<'de>")
)]
pub struct Change<T> {
    /// The record as it was; `None` where it did not exist.
    pub before: Option<Arc<T>>,
    /// The record as it will be; `None` where it will not exist.
    pub after: Option<Arc<T>>,
    /// One of the two, which names the record.
    #[serde(skip_serializing)]
    subject: Arc<T>,
}

impl<T: PartialEq> PartialEq for Change<T> {
    fn eq(&self, other: &Self) -> bool {
        self.before == other.before && self.after == other.after
    }
}

/// A change as it was written down, which may be no change at all.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sides<T> {
    before: Option<Arc<T>>,
    after: Option<Arc<T>>,
}

impl<T: Record> TryFrom<Sides<T>> for Change<T> {
    type Error = &'static str;

    fn try_from(Sides { before, after }: Sides<T>) -> Result<Self, Self::Error> {
        Self::between(before, after).ok_or("a change of no record, or of one into another")
    }
}

impl<T: Record> Change<T> {
    /// Makes the change that creates `record`.
    pub fn create(record: T) -> Self {
        let after = Arc::new(record);
        Self {
            before: None,
            subject: Arc::clone(&after),
            after: Some(after),
        }
    }

    /// Makes the change from `before` to `after`, which have one id.
    pub fn update(before: &Arc<T>, after: T) -> Self {
        debug_assert_eq!(before.id(), after.id(), "an update keeps the id");
        let after = Arc::new(after);
        Self {
            before: Some(Arc::clone(before)),
            subject: Arc::clone(&after),
            after: Some(after),
        }
    }

    /// Makes the change between two states of a record; `None` when there is none in either, or
    /// another in each.
    pub fn between(before: Option<Arc<T>>, after: Option<Arc<T>>) -> Option<Self> {
        if let (Some(before), Some(after)) = (&before, &after)
            && before.id() != after.id()
        {
            return None;
        }
        let subject = Arc::clone(after.as_ref().or(before.as_ref())?);
        Some(Self {
            before,
            after,
            subject,
        })
    }

    /// Returns the id of the record changed.
    pub fn id(&self) -> &T::Id {
        self.subject.id()
    }

    fn differences(&self) -> Vec<Difference>
    where
        T: Serialize,
    {
        let after = self.after.as_deref();
        after.map_or_else(Vec::new, |after| {
            Difference::of_records(self.before.as_deref(), after)
        })
    }

    /// Returns the change that does this one and then `next`; `None` when `next` does not begin where
    /// this one ends.
    fn then(&self, next: &Self) -> Option<Self> {
        let follows = self.id() == next.id() && self.after == next.before;
        // One that comes back to nothing from nothing is none.
        let is_change = self.before.is_some() || next.after.is_some();
        (follows && is_change).then(|| Self {
            before: self.before.clone(),
            after: next.after.clone(),
            subject: Arc::clone(&next.subject),
        })
    }

    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            before: self.after.clone(),
            after: self.before.clone(),
            subject: Arc::clone(&self.subject),
        }
    }
}

/// A change of one record of any kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "each variant is the change of that noun")]
pub enum Edit {
    Settings(Change<Settings>),
    Plan(Change<Plan>),
    Commitment(Change<Commitment>),
    Meeting(Change<Meeting>),
    Action(Change<Action>),
    Stakeholder(Change<Stakeholder>),
    Contact(Change<Contact>),
}

impl Edit {
    /// Returns the edit that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        match self {
            Self::Settings(change) => Self::Settings(change.inverse()),
            Self::Plan(change) => Self::Plan(change.inverse()),
            Self::Commitment(change) => Self::Commitment(change.inverse()),
            Self::Meeting(change) => Self::Meeting(change.inverse()),
            Self::Action(change) => Self::Action(change.inverse()),
            Self::Stakeholder(change) => Self::Stakeholder(change.inverse()),
            Self::Contact(change) => Self::Contact(change.inverse()),
        }
    }
}

impl Edit {
    /// Returns the edit that does this one and then `next`; `None` when `next` is of another record
    /// or does not begin where this one ends.
    #[must_use]
    pub fn then(&self, next: &Self) -> Option<Self> {
        match (self, next) {
            (Self::Settings(one), Self::Settings(next)) => one.then(next).map(Self::Settings),
            (Self::Plan(one), Self::Plan(next)) => one.then(next).map(Self::Plan),
            (Self::Commitment(one), Self::Commitment(next)) => one.then(next).map(Self::Commitment),
            (Self::Meeting(one), Self::Meeting(next)) => one.then(next).map(Self::Meeting),
            (Self::Action(one), Self::Action(next)) => one.then(next).map(Self::Action),
            (Self::Stakeholder(one), Self::Stakeholder(next)) => {
                one.then(next).map(Self::Stakeholder)
            }
            (Self::Contact(one), Self::Contact(next)) => one.then(next).map(Self::Contact),
            _ => None,
        }
    }

    /// Returns the file it is in, for where that cannot be read; without the settings nothing is there.
    pub fn unread(&self) -> Option<Unread> {
        Some(match self {
            Self::Settings(_) => return None,
            Self::Plan(change) => Unread::Plan(change.id().clone()),
            Self::Commitment(change) => Unread::Commitment(change.id().clone()),
            Self::Meeting(change) => Unread::Meeting(change.id().clone()),
            Self::Action(_) => Unread::Actions,
            Self::Stakeholder(_) => Unread::Stakeholders,
            Self::Contact(_) => Unread::Contacts,
        })
    }

    /// Returns what it changes, field by field.
    pub fn changes(&self) -> Vec<Difference> {
        match self {
            Self::Settings(change) => change.differences(),
            Self::Plan(change) => change.differences(),
            Self::Commitment(change) => change.differences(),
            Self::Meeting(change) => change.differences(),
            Self::Action(change) => change.differences(),
            Self::Stakeholder(change) => change.differences(),
            Self::Contact(change) => change.differences(),
        }
    }

    /// Returns the record as a verb names it: of the settings, the plan that is current.
    pub fn record(&self) -> RecordRef {
        match self {
            Self::Settings(change) => RecordRef::Plan(change.subject.current.clone()),
            Self::Plan(change) => RecordRef::Plan(change.id().clone()),
            Self::Commitment(change) => RecordRef::Commitment(change.id().clone()),
            Self::Meeting(change) => RecordRef::Meeting(change.id().clone()),
            Self::Action(change) => RecordRef::Action(change.id().clone()),
            Self::Stakeholder(change) => RecordRef::Stakeholder(change.id().clone()),
            Self::Contact(change) => RecordRef::Contact(change.id().clone()),
        }
    }

    /// Returns the kind and the id of the record, which name it in the workspace.
    pub fn name(&self) -> (&'static str, String) {
        match self {
            Self::Settings(change) => ("workspace", change.id().to_string()),
            Self::Plan(change) => ("plan", change.id().to_string()),
            Self::Commitment(change) => ("commitment", change.id().to_string()),
            Self::Meeting(change) => ("meeting", change.id().to_string()),
            Self::Action(change) => ("action", change.id().to_string()),
            Self::Stakeholder(change) => ("stakeholder", change.id().to_string()),
            Self::Contact(change) => ("contact", change.id().to_string()),
        }
    }
}

/// Edits that belong together and the sentence that says what they do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[must_use = "a transaction changes nothing until it is committed"]
pub struct Transaction {
    /// What it does, for the message line and the journal: `UK0063.2: limited → substantial`.
    pub sentence: String,
    /// What it is about, where `g u` goes.
    pub focus: RecordRef,
    /// The edits, in the order they apply.
    pub edits: Vec<Edit>,
    /// The meeting in progress when it was proposed.
    pub meeting: Option<MeetingId>,
    /// What its minutes say instead of the sentence, until it is committed: how something came about
    /// is no matter of a meeting.
    #[serde(skip)]
    pub minuted: Option<String>,
}

impl Transaction {
    /// Has the minutes say this instead of the sentence, which has room for so much only: what is
    /// published is never cut short.
    pub(crate) fn minuted_as(self, words: String) -> Self {
        Self {
            minuted: Some(words),
            ..self
        }
    }

    /// Has the sentence say how the dates were understood that were typed for it, each with what it is
    /// called. Minutes hold the dates themselves.
    pub fn saying(mut self, dates: &[(String, Reading)]) -> Self {
        for (label, reading) in dates {
            let (said, spoken) = (reading.to_string(), reading.date.spoken());
            if self.sentence.contains(&said) {
                continue;
            }
            self.minuted.get_or_insert_with(|| self.sentence.clone());
            self.sentence = match self.sentence.rsplit_once(&spoken) {
                Some((before, after)) => format!("{before}{said}{after}"),
                None => format!("{}; {label} {said}", self.sentence),
            };
        }
        self
    }

    /// Tells whether it changes nothing, as what was asked for is so already; its sentence says so then. It is
    /// never committed.
    pub fn changes_nothing(&self) -> bool {
        self.edits.is_empty()
    }

    /// Returns the meeting whose minutes it makes final, as it is then, if it does.
    pub fn makes_final(&self) -> Option<&Meeting> {
        let is_final = |m: &&Arc<Meeting>| m.state == MeetingState::Final;
        self.edits.iter().find_map(|edit| match edit {
            Edit::Meeting(change) => {
                let was = change.before.as_ref().is_some_and(|held| is_final(&held));
                let becomes = change.after.as_ref().filter(is_final);
                becomes.filter(|_| !was).map(AsRef::as_ref)
            }
            _ => None,
        })
    }

    /// Returns the transaction that takes this one back, with the same sentence.
    pub fn inverse(&self) -> Self {
        Self {
            sentence: self.sentence.clone(),
            focus: self.focus.clone(),
            edits: self.edits.iter().rev().map(Edit::inverse).collect(),
            meeting: self.meeting.clone(),
            minuted: None,
        }
    }
}

/// The workspace no longer holds what an edit was made from.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{id} has changed since; look at it again and repeat what you did")]
pub struct Stale {
    /// The record.
    pub id: String,
}
