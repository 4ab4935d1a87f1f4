//! Copies of a file beside it: those that file syncs leave, and our versions that clash.
//!
//! ```text
//! uk0063.conflict-desk7-1.ron                         ours
//! uk0063.ron.kept-1                                   ours, of a file that could not be read
//! uk0063 (conflicted copy 2018-04-09).ron             Dropbox, Nextcloud
//! uk0063.sync-conflict-20180409-103000-K3F9QA2.ron    Syncthing
//! uk0063-DESKTOP-7.ron  uk0063 (1).ron                OneDrive, Google Drive
//! ```

use std::path::Path;

use super::beside::{VERSION_OF, beside, version_of};
use super::contents::Contents;
use super::layout::FileKey;
use super::problem::Problem;
use super::save::FILE_LIMIT;
use super::store::Store;
use crate::base::id::Id;
use crate::model::Beside;

/// The most copies that are read in one folder.
const MOST: usize = 1000;

/// The most letters of a comment that says whose a copy is.
const SOURCE: usize = 100;

/// Returns the id of the record that a file is a copy of, by its name: the longest beginning of the
/// name that is the id of one there is.
pub(super) fn copied<I: Id>(name: &str, is_there: impl Fn(&I) -> bool) -> Option<I> {
    let is_copy = name.contains(".ron.kept-") || name.to_ascii_lowercase().ends_with(".ron");
    let lower = name.to_ascii_lowercase();
    let mut beginning = lower
        .split_once(".ron")
        .map(|(stem, _)| stem)
        .filter(|_| is_copy)?;
    loop {
        if let Some(id) = I::parse(beginning).ok().filter(&is_there) {
            return Some(id);
        }
        let end = beginning.rfind(|c: char| !c.is_ascii_alphanumeric())?;
        beginning = beginning.get(..end)?;
    }
}

impl Store {
    /// Reads the files that problems are about as copies of others, where they are; leaves the
    /// problems of those that are not.
    pub(super) fn copies(
        &self,
        problems: &mut Vec<Problem>,
        of: impl Fn(&str) -> Option<FileKey>,
    ) -> Vec<Beside> {
        let mut found = Vec::new();
        problems.retain(|problem| {
            let name = problem.path.file_name().unwrap_or_default();
            let key = of(&name.to_string_lossy()).filter(|_| found.len() < MOST);
            let beside = key.and_then(|key| self.copy(&key, &problem.path));
            let is_none = beside.is_none();
            found.extend(beside);
            is_none
        });
        found
    }

    /// Reads the file at `path` as a copy of `key`; `None` for one that is none.
    fn copy(&self, key: &FileKey, path: &Path) -> Option<Beside> {
        let bytes = self.fs().read(&self.root().join(path), FILE_LIMIT).ok()?;
        let contents = Contents::read(key, &bytes).ok()?;
        Some(beside(key, path, source(&bytes), &contents))
    }
}

/// Says whose a copy is: what the comment in its first line says, where it is one of ours.
fn source(bytes: &[u8]) -> String {
    let first = bytes
        .split(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let comment = std::str::from_utf8(first).ok();
    let comment = comment.and_then(|line| line.strip_prefix("// ")?.strip_prefix(VERSION_OF));
    match comment {
        Some(whose) => {
            let whose = whose.split(": ").next().unwrap_or_default();
            let whose: String = whose.chars().take(SOURCE).collect();
            version_of(whose.trim())
        }
        None => "a copy beside it".to_owned(),
    }
}

/// Returns the file of the root that a name is a copy of.
pub(super) fn copied_in_root(name: &str) -> Option<FileKey> {
    let files = [
        FileKey::Actions,
        FileKey::Stakeholders,
        FileKey::Contacts,
        FileKey::Settings,
    ];
    files.into_iter().find(|key| {
        let path = key.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let rest = name.strip_prefix(&*stem);
        let goes_on = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let is_ron = Path::new(name)
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("ron"));
        rest.is_some_and(|rest| goes_on(rest) && rest != ".ron")
            && (is_ron || name.contains(".ron.kept-"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{CommitmentId, MeetingId};

    #[test]
    fn copies_are_known_by_the_beginning_of_their_name() {
        let ids = ["UK0063", "UK006"].map(|id| CommitmentId::parse(id).expect("an id"));
        for (name, expected) in [
            ("uk0063.conflict-desk7-1.ron", Some("UK0063")),
            ("uk0063.ron.kept-1", Some("UK0063")),
            ("uk0063 (conflicted copy 2018-04-09).ron", Some("UK0063")),
            (
                "uk0063.sync-conflict-20180409-103000-K3F9QA2.ron",
                Some("UK0063"),
            ),
            ("uk0063-DESKTOP-7.ron", Some("UK0063")),
            ("uk0063 (1).ron", Some("UK0063")),
            ("UK0063_conf(1).ron", Some("UK0063")),
            ("uk00631.ron", None),
            ("copy of uk0063.ron", None),
            ("uk0063.txt", None),
            ("notes.ron", None),
        ] {
            let found = copied(name, |id| ids.contains(id));
            assert_eq!(found.as_ref().map(Id::as_str), expected, "{name}");
        }
        let ids = ["2017-11-30", "2017-11-30-2"].map(|id| MeetingId::parse(id).expect("an id"));
        let found = |name| copied(name, |id| ids.contains(id));
        assert_eq!(found("2017-11-30 (1).ron").as_ref(), Some(&ids[0]));
        assert_eq!(found("2017-11-30-2-DESKTOP.ron").as_ref(), Some(&ids[1]));
    }

    #[test]
    fn copies_of_lists_are_known_too() {
        let found = |name| copied_in_root(name).map(|key| key.path());
        assert_eq!(found("actions (1).ron"), Some("actions.ron".into()));
        assert_eq!(
            found("contacts.conflict-desk7-1.ron"),
            Some("contacts.ron".into())
        );
        assert_eq!(found("actions.ron"), None);
        assert_eq!(found("actionsheet.ron"), None);
        assert_eq!(found("actions.txt"), None);
    }
}
