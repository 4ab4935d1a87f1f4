//! Reads what one file holds: a record, a list, the settings; where Git left its marks, both sides.

use std::io::ErrorKind;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::beside::{beside, version_of};
use super::contents::Contents;
use super::error::StoreError;
use super::layout::FileKey;
use super::marks;
use super::problem::{Place, Problem};
use super::ron_text;
use super::save::Print;
use super::store::Store;
use crate::model::plan::FORMAT;
use crate::model::workspace::Record;
use crate::model::{Action, Beside, Contact, PlanId, Settings, Stakeholder};

/// What a file holds, and the other side of it where it has marks.
pub(super) struct Found<T> {
    pub(super) held: T,
    pub(super) beside: Option<Beside>,
}

/// What `actions.ron` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ActionsFile {
    pub(crate) actions: Vec<Arc<Action>>,
}

/// What `stakeholders.ron` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct StakeholdersFile {
    pub(crate) stakeholders: Vec<Arc<Stakeholder>>,
}

/// What `contacts.ron` holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContactsFile {
    pub(crate) contacts: Vec<Arc<Contact>>,
}

/// The settings as far as every format will have them.
#[derive(Deserialize)]
struct AnySettings {
    format: u32,
    member: String,
    current: PlanId,
}

pub(super) fn settings(store: &Store) -> Result<Settings, StoreError> {
    let path = FileKey::Settings.path();
    let unreadable = |error| StoreError::Settings(Problem::unreadable(&path, &error));
    let bytes = store.read(&FileKey::Settings).map_err(unreadable)?;
    let settings = settings_in(&bytes).map_err(StoreError::Settings)?;
    let held = Arc::new(settings.clone());
    store.know(FileKey::Settings, Print::of(&bytes), held.into());
    Ok(settings)
}

/// Returns the settings that a file holds.
pub(super) fn settings_in(bytes: &[u8]) -> Result<Settings, Problem> {
    let path = FileKey::Settings.path();
    let settings = match ron_text::from_text(bytes) {
        Ok(settings) => settings,
        Err(problem) => match ron_text::from_text::<AnySettings>(bytes) {
            // Fields this program does not know are no mistake in a newer format.
            Ok(AnySettings {
                format,
                member,
                current,
            }) if format > FORMAT => Settings {
                format,
                ..Settings::new(member, current)
            },
            _ => return Err(Problem::text(&path, problem)),
        },
    };
    if settings.format == 0 {
        let what = "format: no program ever wrote the format 0";
        let hint = format!("write {FORMAT}, or restore the file from Git");
        return Err(Problem::whole(&path, what, &hint));
    }
    Ok(settings)
}

/// Makes sure that the settings are in a format this program writes.
pub(super) fn known(settings: &Settings) -> Result<(), Problem> {
    let format = settings.format;
    if format <= FORMAT {
        return Ok(());
    }
    let what = format!("it has format {format}, this program knows format {FORMAT}");
    let hint = "open the workspace with a newer Roundtable";
    Err(Problem::whole(&FileKey::Settings.path(), &what, hint))
}

pub(super) fn record<T>(store: &Store, id: &T::Id, key: &FileKey) -> Result<Found<Arc<T>>, Problem>
where
    T: Record + DeserializeOwned + Clone,
    Contents: From<Arc<T>>,
{
    let unreadable = |error| Problem::unreadable(&key.path(), &error);
    let bytes = store.read(key).map_err(unreadable)?;
    store.found(key.clone(), &bytes, |key, bytes| {
        record_in::<T>(key, id, bytes)
    })
}

/// Returns the record that a file holds.
pub(super) fn record_in<T: Record + DeserializeOwned + Clone>(
    key: &FileKey,
    id: &T::Id,
    bytes: &[u8],
) -> Result<Arc<T>, Problem> {
    let path = key.path();
    let record: T = ron_text::from_text(bytes).map_err(|problem| Problem::text(&path, problem))?;
    if record.id() != id {
        let what = format!("the record inside has the id `{}`", record.id());
        let hint = "let the name of the file be its id in lower case";
        let place = place_of_id(bytes, &record.id().to_string(), 0);
        return Err(Problem {
            place,
            ..Problem::whole(&path, &what, hint)
        });
    }
    // Lists that grew as they were read have room to grow on; those of a copy are just as long
    // as they are, which takes a quarter less memory.
    Ok(Arc::new(record.clone()))
}

pub(super) fn list<F, T>(
    store: &Store,
    key: &FileKey,
    records: fn(F) -> Vec<Arc<T>>,
) -> Result<Found<Vec<Arc<T>>>, Problem>
where
    F: DeserializeOwned,
    T: Record,
    Contents: From<Vec<Arc<T>>>,
{
    let bytes = match store.read(key) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return Ok(Found {
                held: Vec::new(),
                beside: None,
            });
        }
        Err(error) => return Err(Problem::unreadable(&key.path(), &error)),
    };
    store.found(key.clone(), &bytes, |key, bytes| {
        list_in(key, bytes, records)
    })
}

impl Store {
    /// Reads what was found in a file, and remembers it; where Git left its marks, both sides.
    fn found<H>(
        &self,
        key: FileKey,
        bytes: &[u8],
        read: impl Fn(&FileKey, &[u8]) -> Result<H, Problem>,
    ) -> Result<Found<H>, Problem>
    where
        H: Clone,
        Contents: From<H>,
    {
        let (held, beside) = match read(&key, bytes) {
            Ok(held) => (held, None),
            Err(problem) => {
                let sides = marks::sides(bytes).ok_or_else(|| problem.clone())?;
                let both = read(&key, sides.first.as_bytes()).ok();
                let both = both.zip(read(&key, sides.second.as_bytes()).ok());
                let (held, second) = both.ok_or(problem)?;
                self.known().marked.insert(key.clone());
                let source = version_of(&sides.name);
                let beside = beside(&key, &key.path(), source, &second.into());
                (held, Some(beside))
            }
        };
        self.know(key, Print::of(bytes), held.clone().into());
        Ok(Found { held, beside })
    }
}

/// Returns the records that the file of a list holds.
pub(super) fn list_in<F: DeserializeOwned, T: Record>(
    key: &FileKey,
    bytes: &[u8],
    records: fn(F) -> Vec<Arc<T>>,
) -> Result<Vec<Arc<T>>, Problem> {
    let path = key.path();
    let file = ron_text::from_text(bytes).map_err(|problem| Problem::text(&path, problem))?;
    let records = records(file);
    let mut ids: Vec<&T::Id> = records.iter().map(|record| record.id()).collect();
    ids.sort_unstable();
    // A table by id would drop one of the two, and the next save would lose it.
    if let Some([id, _]) = ids.array_windows().find(|[one, next]| one == next) {
        let what = format!("the id `{id}` is there twice");
        let place = place_of_id(bytes, &id.to_string(), 1);
        return Err(Problem {
            place,
            ..Problem::whole(&path, &what, "give one another id")
        });
    }
    Ok(records)
}

/// Returns the place of the nth time, counted from 0, that `id: ".."` names this id.
fn place_of_id(bytes: &[u8], id: &str, nth: usize) -> Option<Place> {
    let text = std::str::from_utf8(bytes).ok()?;
    let wanted = format!("id: \"{}\"", id.to_lowercase());
    let begins = |line: &str| {
        line.trim_start_matches([' ', '\t', '('])
            .to_lowercase()
            .starts_with(&wanted)
    };
    let (at, line) = text
        .lines()
        .enumerate()
        .filter(|(_, line)| begins(line))
        .nth(nth)?;
    Some(Place {
        line: at + 1,
        column: line.find("id:")? + 1,
    })
}
