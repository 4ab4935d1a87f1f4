//! What one file holds, as records: one of them, or a list.

use std::path::Path;
use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use super::layout::FileKey;
use super::problem::Problem;
use super::reading::{self, ActionsFile, ContactsFile, StakeholdersFile};
use super::ron_text;
use crate::model::workspace::{Record, Table};
use crate::model::{
    Action, Change, Commitment, Contact, Edit, Meeting, Plan, Settings, Stakeholder, Workspace,
};

/// What one file holds.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "each variant is that noun")]
pub enum Contents {
    Settings(Arc<Settings>),
    Plan(Arc<Plan>),
    Commitment(Arc<Commitment>),
    Meeting(Arc<Meeting>),
    Actions(Vec<Arc<Action>>),
    Stakeholders(Vec<Arc<Stakeholder>>),
    Contacts(Vec<Arc<Contact>>),
}

macro_rules! contents {
    ($($type:ty => $variant:ident),*) => {
        $(impl From<$type> for Contents {
            fn from(held: $type) -> Self {
                Self::$variant(held)
            }
        })*
    };
}

contents!(
    Arc<Settings> => Settings,
    Arc<Plan> => Plan,
    Arc<Commitment> => Commitment,
    Arc<Meeting> => Meeting,
    Vec<Arc<Action>> => Actions,
    Vec<Arc<Stakeholder>> => Stakeholders,
    Vec<Arc<Contact>> => Contacts
);

impl Contents {
    /// Returns what the file is to hold of a workspace; `None` for a record that is not in it.
    pub(crate) fn of(workspace: &Workspace, key: &FileKey) -> Option<Self> {
        Some(match key {
            FileKey::Settings => Self::Settings(Arc::clone(workspace.settings_shared())),
            FileKey::Plan(id) => Self::Plan(Arc::clone(workspace.plans().get(id)?)),
            FileKey::Commitment(id) => {
                Self::Commitment(Arc::clone(workspace.commitments().get(id)?))
            }
            FileKey::Meeting(id) => Self::Meeting(Arc::clone(workspace.meetings().get(id)?)),
            FileKey::Actions => Self::Actions(all(workspace.actions())),
            FileKey::Stakeholders => Self::Stakeholders(all(workspace.stakeholders())),
            FileKey::Contacts => Self::Contacts(all(workspace.contacts())),
        })
    }

    /// Reads what the file holds; marks of Git are a problem here.
    ///
    /// # Errors
    /// What is wrong with the file and where, safe to show on a terminal.
    pub fn read(key: &FileKey, bytes: &[u8]) -> Result<Self, Problem> {
        match key {
            FileKey::Settings => {
                let settings = reading::settings_in(bytes)?;
                reading::known(&settings)?;
                Ok(Self::Settings(Arc::new(settings)))
            }
            FileKey::Plan(id) => reading::record_in(key, id, bytes).map(Self::Plan),
            FileKey::Commitment(id) => reading::record_in(key, id, bytes).map(Self::Commitment),
            FileKey::Meeting(id) => reading::record_in(key, id, bytes).map(Self::Meeting),
            FileKey::Actions => {
                reading::list_in(key, bytes, |file: ActionsFile| file.actions).map(Self::Actions)
            }
            FileKey::Stakeholders => {
                reading::list_in(key, bytes, |file: StakeholdersFile| file.stakeholders)
                    .map(Self::Stakeholders)
            }
            FileKey::Contacts => {
                reading::list_in(key, bytes, |file: ContactsFile| file.contacts).map(Self::Contacts)
            }
        }
    }

    /// Returns the text of the file at `path`, once it is sure that it reads back as what it holds.
    ///
    /// # Errors
    /// When it would not.
    pub fn text(&self, path: &Path) -> Result<String, StoreError> {
        match self {
            Self::Settings(settings) => faithful(path, settings.as_ref()),
            Self::Plan(plan) => faithful(path, plan.as_ref()),
            Self::Commitment(commitment) => faithful(path, commitment.as_ref()),
            Self::Meeting(meeting) => faithful(path, meeting.as_ref()),
            Self::Actions(actions) => {
                let actions = actions.clone();
                faithful(path, &ActionsFile { actions })
            }
            Self::Stakeholders(stakeholders) => {
                let stakeholders = stakeholders.clone();
                faithful(path, &StakeholdersFile { stakeholders })
            }
            Self::Contacts(contacts) => {
                let contacts = contacts.clone();
                faithful(path, &ContactsFile { contacts })
            }
        }
    }

    /// Puts the records into a workspace.
    pub fn admit_to(&self, workspace: &mut Workspace) {
        match self {
            Self::Settings(settings) => workspace.admit(Arc::clone(settings)),
            Self::Plan(plan) => workspace.admit(Arc::clone(plan)),
            Self::Commitment(commitment) => workspace.admit(Arc::clone(commitment)),
            Self::Meeting(meeting) => workspace.admit(Arc::clone(meeting)),
            Self::Actions(all) => all.iter().cloned().for_each(|one| workspace.admit(one)),
            Self::Stakeholders(all) => all.iter().cloned().for_each(|one| workspace.admit(one)),
            Self::Contacts(all) => all.iter().cloned().for_each(|one| workspace.admit(one)),
        }
    }

    /// Returns the edits between two states of one file; `None` for one that is not there.
    pub(crate) fn edits(before: Option<&Self>, after: Option<&Self>) -> Vec<Edit> {
        match before.or(after) {
            None => Vec::new(),
            Some(Self::Settings(_)) => between(before, after, Self::settings),
            Some(Self::Plan(_)) => between(before, after, Self::plans),
            Some(Self::Commitment(_)) => between(before, after, Self::commitments),
            Some(Self::Meeting(_)) => between(before, after, Self::meetings),
            Some(Self::Actions(_)) => between(before, after, Self::actions),
            Some(Self::Stakeholders(_)) => between(before, after, Self::stakeholders),
            Some(Self::Contacts(_)) => between(before, after, Self::contacts),
        }
    }

    fn settings(&self) -> &[Arc<Settings>] {
        match self {
            Self::Settings(settings) => std::slice::from_ref(settings),
            _ => &[],
        }
    }

    fn plans(&self) -> &[Arc<Plan>] {
        match self {
            Self::Plan(plan) => std::slice::from_ref(plan),
            _ => &[],
        }
    }

    fn commitments(&self) -> &[Arc<Commitment>] {
        match self {
            Self::Commitment(commitment) => std::slice::from_ref(commitment),
            _ => &[],
        }
    }

    fn meetings(&self) -> &[Arc<Meeting>] {
        match self {
            Self::Meeting(meeting) => std::slice::from_ref(meeting),
            _ => &[],
        }
    }

    fn actions(&self) -> &[Arc<Action>] {
        match self {
            Self::Actions(actions) => actions,
            _ => &[],
        }
    }

    fn stakeholders(&self) -> &[Arc<Stakeholder>] {
        match self {
            Self::Stakeholders(stakeholders) => stakeholders,
            _ => &[],
        }
    }

    fn contacts(&self) -> &[Arc<Contact>] {
        match self {
            Self::Contacts(contacts) => contacts,
            _ => &[],
        }
    }
}

fn all<T: Record>(table: &Table<T>) -> Vec<Arc<T>> {
    table.values().cloned().collect()
}

/// Returns the edits between the records of two states of a file.
fn between<T: Record>(
    before: Option<&Contents>,
    after: Option<&Contents>,
    records: fn(&Contents) -> &[Arc<T>],
) -> Vec<Edit> {
    let table = |contents: Option<&Contents>| -> Table<T> {
        let records = contents.map(records).unwrap_or_default().iter();
        records
            .map(|record| (record.id().clone(), Arc::clone(record)))
            .collect()
    };
    let (before, after) = (table(before), table(after));
    let gone = before.keys().filter(|id| !after.contains_key(id));
    let changed = after
        .iter()
        .filter(|&(id, record)| before.get(id) != Some(record));
    gone.chain(changed.map(|(id, _)| id))
        .filter_map(|id| Change::between(before.get(id).cloned(), after.get(id).cloned()))
        .map(T::edit)
        .collect()
}

/// Returns the text of a file, once it is sure that it reads back as the same.
pub(super) fn faithful<T>(path: &Path, held: &T) -> Result<String, StoreError>
where
    T: Serialize + DeserializeOwned + PartialEq,
{
    let unfaithful = |what: String| StoreError::Unfaithful {
        path: path.to_owned(),
        what,
    };
    let text = ron_text::to_text(held).map_err(|error| unfaithful(error.to_string()))?;
    match ron_text::from_text::<T>(text.as_bytes()) {
        Ok(read) if read == *held => Ok(text),
        Ok(_) => Err(unfaithful("another value".to_owned())),
        Err(problem) => Err(unfaithful(problem.to_string())),
    }
}

#[cfg(test)]
#[expect(clippy::print_stderr, reason = "a test says what it counted")]
mod damage;
