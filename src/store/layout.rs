//! Where each record lives: paths come from ids and from nothing else.
//!
//! ```text
//! workspace.ron  actions.ron  stakeholders.ron  contacts.ron
//! plans/uk-2016-18.ron  commitments/uk0075.ron  meetings/2017-11-30.ron
//! ```

use std::cell::LazyCell;
use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::fs::{Entry, Kind};
use super::problem::Problem;
use super::published::FOLDER;
use crate::base::id::Id;
use crate::model::{CommitmentId, Edit, MeetingId, PlanId, Unread, Workspace};

/// The most files one folder of a workspace may hold.
pub const FILES_LIMIT: usize = 200_000;

pub(crate) const SETTINGS: &str = "workspace.ron";
pub(crate) const ACTIONS: &str = "actions.ron";
pub(crate) const STAKEHOLDERS: &str = "stakeholders.ron";
pub(crate) const CONTACTS: &str = "contacts.ron";
/// The folder of what is ours and nobody's record.
pub(crate) const OURS: &str = ".roundtable";
pub(crate) const PLANS: &str = "plans";
pub(crate) const COMMITMENTS: &str = "commitments";
pub(crate) const MEETINGS: &str = "meetings";

/// A file of a workspace, by what is in it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FileKey {
    /// Whose plans these are and which one is current.
    Settings,
    /// A plan.
    Plan(PlanId),
    /// A commitment with its milestones and updates.
    Commitment(CommitmentId),
    /// A meeting with its roll and minutes.
    Meeting(MeetingId),
    /// All actions.
    Actions,
    /// All stakeholders.
    Stakeholders,
    /// All contacts.
    Contacts,
}

impl FileKey {
    /// Returns the path of the file, relative to the workspace.
    pub fn path(&self) -> PathBuf {
        match self {
            Self::Settings => PathBuf::from(SETTINGS),
            Self::Plan(id) => in_folder(PLANS, id),
            Self::Commitment(id) => in_folder(COMMITMENTS, id),
            Self::Meeting(id) => in_folder(MEETINGS, id),
            Self::Actions => PathBuf::from(ACTIONS),
            Self::Stakeholders => PathBuf::from(STAKEHOLDERS),
            Self::Contacts => PathBuf::from(CONTACTS),
        }
    }

    /// Returns what a file is by its path, whatever folder the workspace is in.
    pub fn at(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        let folder = path.parent().and_then(Path::file_name);
        let stem = name.strip_suffix(".ron")?;
        match (folder.and_then(OsStr::to_str), name) {
            (_, SETTINGS) => Some(Self::Settings),
            (_, ACTIONS) => Some(Self::Actions),
            (_, STAKEHOLDERS) => Some(Self::Stakeholders),
            (_, CONTACTS) => Some(Self::Contacts),
            (Some(PLANS), _) => Id::parse(stem).ok().map(Self::Plan),
            (Some(COMMITMENTS), _) => Id::parse(stem).ok().map(Self::Commitment),
            (Some(MEETINGS), _) => Id::parse(stem).ok().map(Self::Meeting),
            _ => None,
        }
    }

    /// Returns what is missing where the file cannot be read; without the settings nothing is there.
    pub fn unread(&self) -> Option<Unread> {
        Some(match self {
            Self::Settings => return None,
            Self::Plan(id) => Unread::Plan(id.clone()),
            Self::Commitment(id) => Unread::Commitment(id.clone()),
            Self::Meeting(id) => Unread::Meeting(id.clone()),
            Self::Actions => Unread::Actions,
            Self::Stakeholders => Unread::Stakeholders,
            Self::Contacts => Unread::Contacts,
        })
    }

    /// Returns the file in which something cannot be read.
    pub fn of_unread(unread: &Unread) -> Self {
        match unread {
            Unread::Plan(id) => Self::Plan(id.clone()),
            Unread::Commitment(id) => Self::Commitment(id.clone()),
            Unread::Meeting(id) => Self::Meeting(id.clone()),
            Unread::Actions => Self::Actions,
            Unread::Stakeholders => Self::Stakeholders,
            Unread::Contacts => Self::Contacts,
        }
    }

    /// Returns the file that an edit changes.
    pub fn of(edit: &Edit) -> Self {
        match edit {
            Edit::Settings(_) => Self::Settings,
            Edit::Plan(change) => Self::Plan(change.id().clone()),
            Edit::Commitment(change) => Self::Commitment(change.id().clone()),
            Edit::Meeting(change) => Self::Meeting(change.id().clone()),
            Edit::Action(_) => Self::Actions,
            Edit::Stakeholder(_) => Self::Stakeholders,
            Edit::Contact(_) => Self::Contacts,
        }
    }

    /// Returns the files of a whole workspace, its settings last.
    pub fn all(workspace: &Workspace) -> Vec<Self> {
        let plans = workspace.plans().keys().cloned().map(Self::Plan);
        let commitments = workspace
            .commitments()
            .keys()
            .cloned()
            .map(Self::Commitment);
        let meetings = workspace.meetings().keys().cloned().map(Self::Meeting);
        let lists = [
            Self::Actions,
            Self::Stakeholders,
            Self::Contacts,
            Self::Settings,
        ];
        plans
            .chain(commitments)
            .chain(meetings)
            .chain(lists)
            .collect()
    }
}

/// Returns the ids that the files of a folder are named after, sorted, and the names that do not
/// fit; what is no business of ours, such as a README, is passed over.
pub(crate) fn ids_in<I: Id>(folder: &Path, entries: &[Entry]) -> (Vec<I>, Vec<Problem>) {
    let mut ids = Vec::with_capacity(entries.len());
    let mut problems = Vec::new();
    // Made only for the first name that is not in lower case: there is hardly ever one.
    let names = LazyCell::new(|| entries.iter().map(|entry| entry.name.as_os_str()).collect());
    for entry in entries {
        match id_of(folder, entry, &names) {
            Some(Ok(id)) => ids.push(id),
            Some(Err(problem)) => problems.push(problem),
            None => {}
        }
    }
    ids.sort_unstable();
    problems.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    (ids, problems)
}

/// Returns what does not fit among the names beside `workspace.ron`.
pub(crate) fn strays_in_root(mut entries: Vec<Entry>) -> Vec<Problem> {
    entries.sort_unstable();
    let known = [SETTINGS, ACTIONS, STAKEHOLDERS, CONTACTS];
    let stray = |entry: &Entry| {
        let name = entry.name.to_string_lossy();
        if known.contains(&name.as_ref()) {
            return None;
        }
        let path = Path::new(&entry.name);
        if [OURS, FOLDER].contains(&name.as_ref()) && entry.kind != Kind::Dir {
            let what = "it is no folder of the workspace, so nothing is written to it";
            let hint = "remove it: a link to another place is not followed";
            return Some(Problem::notice(path, what, hint));
        }
        leftover(path, &name).or_else(|| {
            let copy = entry.kind == Kind::File && has_ending(&name);
            copy.then(|| Problem::notice(path, "it is no file of the workspace", COPY))
        })
    };
    entries.iter().filter_map(stray).collect()
}

const COPY: &str = "if a file sync left this copy, compare the two and remove one";

fn in_folder<I: Id>(folder: &str, id: &I) -> PathBuf {
    // An id holds letters, digits and `-` only, so the path stays inside the folder.
    Path::new(folder).join(format!("{}.ron", id.as_str().to_ascii_lowercase()))
}

fn has_ending(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"))
}

fn id_of<'a, I: Id>(
    folder: &Path,
    entry: &Entry,
    names: &LazyCell<HashSet<&'a OsStr>, impl FnOnce() -> HashSet<&'a OsStr>>,
) -> Option<Result<I, Problem>> {
    let name = entry.name.to_string_lossy();
    let path = folder.join(&entry.name);
    if !has_ending(&name) {
        return leftover(&path, &name).map(Err);
    }
    let stem = name.get(..name.len() - ".ron".len()).unwrap_or_default();
    let Ok(id) = I::parse(stem) else {
        let what = "the name is no id, so the file was left out";
        return Some(Err(Problem::whole(&path, what, COPY)));
    };
    let wanted = format!("{}.ron", id.as_str().to_ascii_lowercase());
    if name != wanted {
        let (what, hint) = if names.contains(OsStr::new(&wanted)) {
            let what = format!("the name differs from `{wanted}` in letter case only");
            (what, "compare the two files and remove one".to_owned())
        } else {
            let what = "the name is not in lower case".to_owned();
            (what, format!("rename it to `{wanted}`"))
        };
        return Some(Err(Problem::whole(&path, &what, &hint)));
    }
    if entry.kind != Kind::File {
        let hint = "put the file itself here";
        return Some(Err(Problem::whole(&path, "it is not a regular file", hint)));
    }
    Some(Ok(id))
}

/// Returns the remark about a file that a save left behind.
fn leftover(path: &Path, name: &str) -> Option<Problem> {
    if name.starts_with('.') && path.extension().is_some_and(|ending| ending == "tmp") {
        let what = "a save was interrupted and left this behind";
        return Some(Problem::notice(
            path,
            what,
            "look whether anything in it is missing, then remove it",
        ));
    }
    if name.contains(".ron.kept-") {
        let what = "it holds a version that could not be saved, as the file had changed";
        return Some(Problem::notice(
            path,
            what,
            "take from it what is missing, then remove it",
        ));
    }
    None
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::*;

    fn entry(name: &str, kind: Kind) -> Entry {
        Entry {
            name: OsString::from(name),
            kind,
        }
    }

    #[test]
    fn paths_come_from_ids() {
        let id = CommitmentId::parse("UK0075").expect("an id");
        assert_eq!(
            FileKey::Commitment(id).path(),
            Path::new("commitments/uk0075.ron")
        );
        assert_eq!(FileKey::Settings.path(), Path::new("workspace.ron"));
    }

    #[test]
    fn a_path_says_what_is_in_the_file() {
        let found = |path: &str| FileKey::at(Path::new(path)).map(|key| key.path());
        for path in [
            "workspace.ron",
            "plans/p.ron",
            "commitments/uk0075.ron",
            "contacts.ron",
        ] {
            assert_eq!(found(path).as_deref(), Some(Path::new(path)));
            assert_eq!(
                found(&format!("a/b/{path}")).as_deref(),
                Some(Path::new(path))
            );
        }
        for path in [
            "keymap.ron",
            "plans/.ron",
            "plans/p.md",
            "meetings/a b.ron",
            "plans",
            "",
        ] {
            assert_eq!(found(path), None, "{path}");
        }
    }

    #[test]
    fn names_are_ids_problems_or_no_business_of_ours() {
        let entries = vec![
            entry("uk0075.ron", Kind::File),
            entry("uk0063.ron", Kind::File),
            entry("uk0063 (conflicted copy).ron", Kind::File),
            entry("UK0064.ron", Kind::File),
            entry("uk0065.ron", Kind::Link),
            entry(".uk0063.0123456789abcdef.tmp", Kind::File),
            entry("uk0063.ron.kept-1", Kind::File),
            entry("README.md", Kind::File),
            entry(".git", Kind::Dir),
        ];
        let (ids, problems) = ids_in::<CommitmentId>(Path::new("commitments"), &entries);
        let ids: Vec<_> = ids.iter().map(Id::as_str).collect();
        assert_eq!(ids, ["UK0063", "UK0075"]);
        let shown: Vec<_> = problems.iter().map(ToString::to_string).collect();
        let expected = [
            "commitments/.uk0063.0123456789abcdef.tmp: a save was interrupted and left this behind, look whether anything in it is missing, then remove it",
            "commitments/UK0064.ron: the name is not in lower case, rename it to `uk0064.ron`",
            "commitments/uk0063 (conflicted copy).ron: the name is no id, so the file was left out, if a file sync left this copy, compare the two and remove one",
            "commitments/uk0063.ron.kept-1: it holds a version that could not be saved, as the file had changed, take from it what is missing, then remove it",
            "commitments/uk0065.ron: it is not a regular file, put the file itself here",
        ];
        assert_eq!(shown, expected);
    }

    #[test]
    fn copies_beside_the_settings_are_noticed() {
        let entries = vec![
            entry("workspace.ron", Kind::File),
            entry("actions (1).ron", Kind::File),
            entry("LICENSE", Kind::File),
            entry(".gitattributes", Kind::File),
        ];
        let found: Vec<_> = strays_in_root(entries)
            .into_iter()
            .map(|found| found.path)
            .collect();
        assert_eq!(found, [Path::new("actions (1).ron")]);
    }
}
