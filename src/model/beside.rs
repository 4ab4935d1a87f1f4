//! Another version of records, found or kept beside them: in what it differs from what is here.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::differences::{Difference, Kind, Pick, chosen};
use super::edit::{Change, Edit};
use super::workspace::{Record, Workspace};

/// Another version of records, in a file of its own or between marks in theirs.
#[derive(Debug, Clone, PartialEq)]
pub struct Beside {
    /// What it is called, by the store: a path in the workspace.
    pub name: String,
    /// The path of the file that it is another version of.
    pub of: String,
    /// Whose it is or where it comes from, for people.
    pub source: String,
    /// Each record as that version has it, as if it were made.
    pub versions: Vec<Edit>,
}

/// One record of another version, and in what it differs from the one that is here.
#[derive(Debug, Clone, PartialEq)]
pub struct Differing {
    /// The record as that version has it, as if it were made.
    pub version: Edit,
    /// In what: one at least. What is here is *before*.
    pub differences: Vec<Difference>,
}

impl Beside {
    /// Returns true when its two sides are in one file, between marks.
    pub fn is_between_marks(&self) -> bool {
        self.name == self.of
    }

    /// Returns true when it differs in what may say what is internal or who is not to be named:
    /// nothing can be published safely before somebody decides.
    pub fn bars_publishing(&self, workspace: &Workspace) -> bool {
        let says_so = |record: &Differing| match record.version {
            Edit::Plan(_) | Edit::Meeting(_) | Edit::Action(_) | Edit::Stakeholder(_) => true,
            // Of a commitment that is who answered the three questions.
            Edit::Commitment(_) => {
                let mut paths = record.differences.iter().map(Difference::path);
                paths.any(|path| path.is_empty() || path.starts_with("pulses"))
            }
            Edit::Contact(_) | Edit::Settings(_) => false,
        };
        self.differing(workspace).iter().any(says_so)
    }

    /// Returns the records that differ from those of a workspace, in the order of the file.
    ///
    /// One that only has less than what is here is none of them: nothing can be taken from it.
    pub fn differing(&self, workspace: &Workspace) -> Vec<Differing> {
        let versions = self.versions.iter();
        let differing = versions.map(|version| Differing {
            version: version.clone(),
            differences: differences(version, workspace),
        });
        let has_more = |record: &Differing| {
            let mut kinds = record.differences.iter().map(|found| found.kind);
            kinds.any(|kind| kind != Kind::OnlyBefore)
        };
        differing.filter(has_more).collect()
    }
}

/// Returns in what a version of a record differs from the one that is here.
fn differences(version: &Edit, workspace: &Workspace) -> Vec<Difference> {
    let mut other = Workspace::scratch();
    other.mirror(version);
    let edit = workspace.edit_to(&other, version);
    edit.map_or_else(Vec::new, |edit| edit.changes())
}

impl Differing {
    /// Returns the edit by which the record that is here has each thing from the version picked for
    /// it, in the order of `differences`; `None` when that is no record.
    pub(super) fn made_of(&self, workspace: &Workspace, picks: &[Pick]) -> Option<Edit> {
        let picks: Vec<(&Difference, Pick)> =
            self.differences.iter().zip(picks.iter().copied()).collect();
        match &self.version {
            Edit::Settings(change) => made_of(workspace, change, &picks),
            Edit::Plan(change) => made_of(workspace, change, &picks),
            Edit::Commitment(change) => made_of(workspace, change, &picks),
            Edit::Meeting(change) => made_of(workspace, change, &picks),
            Edit::Action(change) => made_of(workspace, change, &picks),
            Edit::Stakeholder(change) => made_of(workspace, change, &picks),
            Edit::Contact(change) => made_of(workspace, change, &picks),
        }
    }
}

fn made_of<T>(
    workspace: &Workspace,
    version: &Change<T>,
    picks: &[(&Difference, Pick)],
) -> Option<Edit>
where
    T: Record + Clone + Serialize + DeserializeOwned,
{
    let other = version.after.as_deref()?;
    match T::held(workspace, version.id()) {
        Some(here) => {
            let made = chosen(here.as_ref(), other, picks)?;
            Some(T::edit(Change::update(here, made)))
        }
        None => Some(T::edit(version.clone())),
    }
}
