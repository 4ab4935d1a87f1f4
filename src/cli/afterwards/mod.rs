//! What a command answers and exits with: read from the records as they are once it has saved.

use std::path::PathBuf;
use std::process::ExitCode;

use super::error::CliError;
use super::output::{self, Output};
use crate::model::landed::{Landed, answer, is_elsewhere};
use crate::model::{Beside, Edit, Transaction, Workspace};
use crate::store::{FileKey, Saved, Store, StoreError};

/// The exit code where something that was done is kept, and is not in the record.
pub(super) const ELSEWHERE: u8 = 3;

/// What saving came to.
pub(super) struct Afterwards {
    /// The records as they were made, without what others changed meanwhile.
    made: Workspace,
    saved: Vec<PathBuf>,
    failed: Vec<(FileKey, StoreError)>,
    /// Our versions of what others changed differently meanwhile.
    beside: Vec<Beside>,
}

impl Afterwards {
    /// Saves every file, also when one cannot be saved: what is on the disk then is the most that can be.
    /// What others changed meanwhile is in the workspace afterwards.
    pub(super) fn of_saving(store: &Store, workspace: &mut Workspace, keys: &[FileKey]) -> Self {
        let mut afterwards = Self {
            made: workspace.clone(),
            saved: Vec::new(),
            failed: Vec::new(),
            beside: Vec::new(),
        };
        for key in keys {
            match store.save(workspace, key) {
                Ok(saved) => {
                    afterwards.saved.push(key.path());
                    afterwards.take_in(saved, workspace);
                }
                Err(error) => afterwards.failed.push((key.clone(), error)),
            }
        }
        afterwards
    }

    fn take_in(&mut self, saved: Saved, workspace: &mut Workspace) {
        for edit in &saved.taken_in {
            workspace.mirror(edit);
        }
        say_taken_in(&saved);
        self.beside.extend(saved.beside);
    }

    /// Returns true when every file is saved.
    pub(super) fn is_saved(&self) -> bool {
        self.failed.is_empty()
    }

    /// Returns what is to be said of each thing that was done, and whether it is in the record.
    fn came_to(&self, done: &Transaction, workspace: &Workspace) -> (Landed, String) {
        let is_elsewhere =
            |edit| self.is_unsaved(edit) || is_elsewhere(edit, workspace, &self.beside);
        let landed = Landed::counted(done.edits.iter().map(is_elsewhere));
        let said = match landed {
            Landed::Whole => answer(done, &self.made, workspace),
            Landed::Part => format!("only in part in the record: {}", done.sentence),
            Landed::Elsewhere => format!("not in the record: {}", done.sentence),
        };
        (landed, said)
    }

    /// Prints what of all that was done is in the record, tells what is not, and returns the exit code.
    ///
    /// # Errors
    /// When a file could not be saved.
    pub(super) fn tell<'t>(
        self,
        done: impl IntoIterator<Item = &'t Transaction>,
        workspace: &Workspace,
        out: &mut Output,
    ) -> Result<ExitCode, CliError> {
        let mut exit = ExitCode::SUCCESS;
        if !self.saved.is_empty() {
            out.is_about_what_is_recorded();
        }
        for done in done {
            if done.changes_nothing() {
                out.line(&done.sentence)?;
                continue;
            }
            let (landed, said) = self.came_to(done, workspace);
            if landed == Landed::Whole {
                out.line(&said)?;
            } else {
                output::remark(&said);
                exit = ExitCode::from(ELSEWHERE);
            }
        }
        self.or_why().map(|()| exit)
    }

    fn is_unsaved(&self, edit: &Edit) -> bool {
        let key = FileKey::of(edit);
        self.failed.iter().any(|(failed, _)| *failed == key)
    }

    /// Says why a file could not be saved.
    ///
    /// # Errors
    /// When one could not be.
    pub(super) fn or_why(mut self) -> Result<(), CliError> {
        if self.failed.len() == 1 && self.saved.is_empty() {
            self.failed
                .pop()
                .map_or(Ok(()), |(_, error)| Err(error.into()))
        } else if self.failed.is_empty() {
            Ok(())
        } else {
            let failed = self.failed.into_iter();
            let failed = failed.map(|(key, error)| (key.path(), error));
            Err(CliError::HalfSaved {
                saved: self.saved,
                failed: failed.collect(),
            })
        }
    }
}

/// Says what others changed meanwhile in a file that is saved.
fn say_taken_in(saved: &Saved) {
    let Saved {
        taken_in,
        whose,
        beside,
    } = saved;
    for edit in taken_in {
        let name = edit.name();
        let versions = beside.iter().flat_map(|beside| &beside.versions);
        let both = if versions.into_iter().any(|version| version.name() == name) {
            ""
        } else {
            "; both are saved"
        };
        output::remark(&format!(
            "{} was changed by {whose} meanwhile{both}",
            name.1
        ));
    }
    for Beside {
        name, of, source, ..
    } in beside
    {
        let stays = match whose.as_str() {
            "" => String::new(),
            whose => format!("what {whose} made of {of} stays; "),
        };
        output::remark(&format!(
            "{stays}{source} is in {name}: open the workspace and decide with g v"
        ));
    }
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod random;
#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod tests;
