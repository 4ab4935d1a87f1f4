//! Another version of records, found or kept beside them: what two sides changed differently.

use super::edit::Edit;
use super::rebase::Rival;
use super::workspace::Workspace;

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

impl Beside {
    /// Returns true when its two sides are in one file, between marks.
    pub fn is_between_marks(&self) -> bool {
        self.name == self.of
    }

    /// Returns true when it differs in what may say what is internal or who is not to be named:
    /// nothing can be published safely before somebody decides.
    pub fn bars_publishing(&self, workspace: &Workspace) -> bool {
        let says_so = |edit: &Edit| {
            matches!(
                edit,
                Edit::Meeting(_) | Edit::Action(_) | Edit::Stakeholder(_)
            )
        };
        self.versions.iter().any(says_so) && !self.rivals(workspace).is_empty()
    }

    /// Returns how its records differ from those of a workspace, as the edits that would take its
    /// side; none for what is there already.
    ///
    /// Entries that only one of the two has are in both: which of them was taken out is not known.
    pub fn rivals(&self, workspace: &Workspace) -> Vec<Rival> {
        let versions = self.versions.iter();
        versions
            .filter_map(|version| rival(version, workspace))
            .collect()
    }

    /// Returns what clashes in all of its [`Beside::rivals`], in their order: in which version, and
    /// where in it.
    pub fn clashes(&self, workspace: &Workspace) -> Vec<(&Edit, String)> {
        let of_version = |version| {
            let clashes = rival(version, workspace).map_or_else(Vec::new, |rival| rival.clashes);
            clashes.into_iter().map(move |clash| (version, clash.place))
        };
        self.versions.iter().flat_map(of_version).collect()
    }
}

/// Returns how a version of a record differs from that of a workspace.
fn rival(version: &Edit, workspace: &Workspace) -> Option<Rival> {
    let mut one = workspace.only(version);
    let rival = one.rebase(version);
    // What only this version has is taken in whichever side is taken in the rest.
    let united = workspace.edit_to(&one, version);
    match (rival, united) {
        (None, None) => None,
        (None, Some(instead)) => Some(Rival {
            instead,
            clashes: Vec::new(),
        }),
        (Some(rival), None) => Some(rival),
        (Some(rival), Some(united)) => Some(Rival {
            instead: united.then(&rival.instead).unwrap_or(rival.instead),
            ..rival
        }),
    }
}
