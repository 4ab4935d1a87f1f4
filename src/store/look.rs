//! Looks at what somebody else left in a file.

use std::collections::BTreeSet;
use std::path::Path;

use super::contents::Contents;
use super::copies;
use super::layout::FileKey;
use super::problem::Problem;
use super::save::Print;
use super::store::Store;
use crate::model::{Beside, CommitmentId, Edit, MeetingId, PlanId};

/// What somebody else did to a file.
#[derive(Debug, PartialEq)]
#[must_use = "what was seen is not seen again"]
pub enum Seen {
    /// Nothing: it holds what was read or written last.
    Nothing,
    /// They changed what it holds.
    Changed {
        /// What they changed.
        edits: Vec<Edit>,
        /// Who they are, for people.
        whose: String,
    },
    /// It cannot be read any more, or is gone; what was read stays.
    Broken(Problem),
}

impl Store {
    /// Looks at a file, and takes what it holds for what is on the disk.
    pub fn look(&self, key: &FileKey) -> Seen {
        let Ok(base) = self.base(key) else {
            return Seen::Nothing;
        };
        if !base.changed {
            return Seen::Nothing;
        }
        let path = key.path();
        let Some(found) = &base.old else {
            let hint = "it is made again when something of it is changed here";
            return Seen::Broken(Problem::notice(&path, "it is gone", hint));
        };
        match Contents::read(key, found) {
            Err(problem) => Seen::Broken(problem),
            // Whose plans these are is not changed while a program runs.
            Ok(Contents::Settings(_)) => Seen::Nothing,
            Ok(theirs) => {
                let edits = Contents::edits(base.held.as_ref(), Some(&theirs));
                self.know(key.clone(), Print::of(found), theirs);
                if edits.is_empty() {
                    return Seen::Nothing;
                }
                let whose = self.whose(found);
                Seen::Changed { edits, whose }
            }
        }
    }

    /// Looks whether the file at `path` is another version of one of ours.
    pub fn look_beside(&self, path: &Path) -> Option<Beside> {
        let of = |name: &str| -> Option<FileKey> {
            let known = self.known();
            let keys = || {
                known
                    .files
                    .keys()
                    .filter(|key| key.path().parent() == path.parent())
            };
            let plans: BTreeSet<&PlanId> = keys().filter_map(FileKey::plan).collect();
            let commitments: BTreeSet<&CommitmentId> =
                keys().filter_map(FileKey::commitment).collect();
            let meetings: BTreeSet<&MeetingId> = keys().filter_map(FileKey::meeting).collect();
            let plan = copies::copied(name, &plans).cloned().map(FileKey::Plan);
            let commitment = copies::copied(name, &commitments).cloned();
            let meeting = copies::copied(name, &meetings).cloned();
            plan.or(commitment.map(FileKey::Commitment))
                .or(meeting.map(FileKey::Meeting))
                .or_else(|| {
                    copies::copied_in_root(name).filter(|_| path.parent() == Some(Path::new("")))
                })
        };
        let mut problems = vec![Problem::whole(path, "", "")];
        self.copies(&mut problems, of).pop()
    }
}
