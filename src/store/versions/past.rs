//! Reads the versions of one record: those of its file in which it changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::de::DeserializeOwned;

use super::entry::Entry;
use super::error::VersionsError;
use super::objects::Digest;
use super::{Versions, io_error, line};
use crate::model::version::{Held, Past, Version, Versioned};
use crate::model::{Commitment, Meeting, Plan};
use crate::store::layout::FileKey;
use crate::store::reading::{ActionsFile, ContactsFile, StakeholdersFile};
use crate::store::ron_text;

/// The log of a file.
#[derive(Debug, Default)]
pub(super) struct Log {
    /// The lines that are whole, oldest first, with their numbers.
    pub(super) lines: Vec<(u64, Entry)>,
    /// The text of those that are not.
    pub(super) damaged: Vec<Vec<u8>>,
}

/// Bytes of a version that are gone or damaged, or hold no such record.
struct Unreadable;

impl Versions {
    /// Returns the versions of a record, read from the last `most` versions of its file.
    pub(in crate::store) fn past(
        &self,
        of: &Versioned,
        most: usize,
    ) -> Result<Past, VersionsError> {
        let Log { lines, damaged } = self.read_log(&self.log(&file_of(of)))?;
        let from = lines.len().saturating_sub(most);
        // One more says what the oldest of them was made from.
        let older = lines.get(..from).unwrap_or_default();
        let base = older.iter().rposition(|(_, entry)| !entry.was_beside());
        let mut past = Past {
            older: from > 0,
            unreadable: damaged.len(),
            ..Past::default()
        };
        let mut known: HashMap<&Digest, Result<Option<Held>, Unreadable>> = HashMap::new();
        let mut before: Option<(&Entry, Option<Held>)> = None;
        for (nth, (number, entry)) in lines.iter().enumerate().skip(base.unwrap_or(from)) {
            let held = match &entry.after {
                None => None,
                Some(digest) => {
                    let held = known.entry(digest).or_insert_with(|| self.held(of, digest));
                    let Ok(held) = held else {
                        past.unreadable += 1;
                        continue;
                    };
                    held.clone()
                }
            };
            let is_base = nth < from;
            let was = before.as_ref().and_then(|(_, held)| held.clone());
            // A file beside holds only what clashed: what is not in it was not removed by it.
            let is_empty = entry.was_beside() && held.is_none();
            if !is_base && !is_empty && held != was {
                let made_from = before.as_ref().and_then(|(entry, _)| entry.after.clone());
                past.versions.push(Version {
                    number: *number,
                    time: entry.time,
                    hand: entry.hand.clone(),
                    meeting: entry.meeting.clone(),
                    said: entry.said.clone(),
                    more: entry.more,
                    before: was,
                    after: held.clone(),
                    thinned: entry.before != made_from,
                });
            }
            if !entry.was_beside() {
                before = Some((entry, held));
            }
        }
        past.versions.reverse();
        Ok(past)
    }

    /// Reads a log; one that is not there yet is empty.
    pub(super) fn read_log(&self, path: &Path) -> Result<Log, VersionsError> {
        let (bytes, _) = self.end(path, u64::MAX)?;
        let mut log = Log::default();
        for place in line::places(&bytes) {
            let text = bytes.get(place).unwrap_or_default();
            match line::from_line(text) {
                Some(line) => log.lines.push(line),
                None => log.damaged.push(text.to_owned()),
            }
        }
        Ok(log)
    }

    /// Returns the record in the bytes of that digest; `None` where it is not in them.
    fn held(&self, of: &Versioned, digest: &Digest) -> Result<Option<Held>, Unreadable> {
        let bytes = self.objects().get(digest).map_err(|_| Unreadable)?;
        Ok(match of {
            Versioned::Plan(_) => Some(Held::Plan(whole::<Plan>(&bytes)?)),
            Versioned::Commitment(_) => Some(Held::Commitment(whole::<Commitment>(&bytes)?)),
            Versioned::Milestone(id, milestone) => {
                let commitment = whole::<Commitment>(&bytes)?;
                let found = commitment.milestone(milestone).cloned();
                found.map(|milestone| Held::Milestone(id.clone(), Arc::new(milestone)))
            }
            Versioned::Meeting(_) => Some(Held::Meeting(whole::<Meeting>(&bytes)?)),
            Versioned::Action(id) => {
                let file = read::<ActionsFile>(&bytes)?;
                let mut actions = file.actions.into_iter();
                actions.find(|action| action.id == *id).map(Held::Action)
            }
            Versioned::Stakeholder(id) => {
                let file = read::<StakeholdersFile>(&bytes)?;
                let mut stakeholders = file.stakeholders.into_iter();
                stakeholders
                    .find(|held| held.id == *id)
                    .map(Held::Stakeholder)
            }
            Versioned::Contact(id) => {
                let file = read::<ContactsFile>(&bytes)?;
                let mut contacts = file.contacts.into_iter();
                contacts.find(|held| held.id == *id).map(Held::Contact)
            }
        })
    }

    /// Returns the logs there are, by their names.
    pub(super) fn logs(&self) -> Result<Vec<PathBuf>, VersionsError> {
        let entries = self.fs.list(&self.folder);
        let entries = entries.map_err(|cause| io_error(&self.folder, cause))?;
        let paths = entries
            .into_iter()
            .map(|entry| self.folder.join(entry.name));
        let mut logs: Vec<_> = paths
            .filter(|path| {
                path.extension()
                    .is_some_and(|ending| ending == super::ENDING)
            })
            .collect();
        logs.sort_unstable();
        Ok(logs)
    }
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Unreadable> {
    ron_text::from_text(bytes).map_err(|_| Unreadable)
}

fn whole<T: DeserializeOwned>(bytes: &[u8]) -> Result<Arc<T>, Unreadable> {
    read(bytes).map(Arc::new)
}

/// Returns the file a record is in.
fn file_of(of: &Versioned) -> FileKey {
    match of {
        Versioned::Plan(id) => FileKey::Plan(id.clone()),
        Versioned::Commitment(id) | Versioned::Milestone(id, _) => FileKey::Commitment(id.clone()),
        Versioned::Meeting(id) => FileKey::Meeting(id.clone()),
        Versioned::Action(_) => FileKey::Actions,
        Versioned::Stakeholder(_) => FileKey::Stakeholders,
        Versioned::Contact(_) => FileKey::Contacts,
    }
}
