//! Unites what two sides made of one file of a workspace, for whoever merges files: Git.
//!
//! ```text
//! all three are records of the kind that the path says ─► model::merge ─► canonical text
//! one is not, or the path says no kind                 ─► line by line, as Git does it
//!                                      what clashes ─► both versions between marks
//! ```

use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::comments;
use super::contents::faithful;
use super::error::StoreError;
use super::fs::Fs;
use super::layout::FileKey;
use super::marking;
use super::reading::{self, ActionsFile, ContactsFile, StakeholdersFile};
use super::ron_text::{self, ReadProblem};
use super::save;
use crate::model::merge::{Clash, Merged, merge_values};
use crate::model::{Commitment, Meeting, Plan, Settings};

/// One file as it was and as two sides have it; nothing where a side has none.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'t> {
    /// What both were made from; empty where there was none.
    pub base: &'t str,
    /// As we have it.
    pub ours: &'t str,
    /// As they have it.
    pub theirs: &'t str,
}

/// What became of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct United {
    /// The text, with marks around what clashes.
    pub text: String,
    /// What both sides changed differently; empty for a file that was merged line by line.
    pub clashes: Vec<Clash>,
    /// Why it was merged line by line, where it was.
    pub by_lines: Option<String>,
    /// True when nobody has to look at it.
    pub is_clean: bool,
}

impl United {
    /// Returns true when there are marks in the text.
    pub fn is_marked(&self) -> bool {
        marking::are_in(&self.text)
    }
}

/// Unites the sides of the file at `path`, relative to any folder above it.
///
/// # Errors
/// When a record would not read back the same.
pub fn unite(path: &Path, sides: Sides<'_>) -> Result<United, StoreError> {
    let Some(key) = FileKey::at(path) else {
        let why = "it is no file of a workspace".to_owned();
        return Ok(line_by_line(sides, why, &|_| true));
    };
    match key {
        FileKey::Settings => of_records::<Settings>(path, sides, as_it_is, |settings| {
            reading::known(settings).err().map(|problem| problem.what)
        }),
        FileKey::Plan(_) => of_records::<Plan>(path, sides, as_it_is, any),
        FileKey::Commitment(_) => of_records::<Commitment>(path, sides, as_it_is, any),
        FileKey::Meeting(_) => of_records::<Meeting>(path, sides, as_it_is, any),
        FileKey::Actions => {
            let by_id = |file: &mut ActionsFile| file.actions.sort_by(|a, b| a.id.cmp(&b.id));
            of_records(path, sides, by_id, any)
        }
        FileKey::Stakeholders => {
            let by_id =
                |file: &mut StakeholdersFile| file.stakeholders.sort_by(|a, b| a.id.cmp(&b.id));
            of_records(path, sides, by_id, any)
        }
        FileKey::Contacts => {
            let by_id = |file: &mut ContactsFile| file.contacts.sort_by(|a, b| a.id.cmp(&b.id));
            of_records(path, sides, by_id, any)
        }
    }
}

/// Writes into a new workspace what Git needs to know of its files: who merges them, and that
/// their lines end alike on every machine. Where no driver is set up, Git merges them by lines.
pub fn write_attributes(fs: &dyn Fs, root: &Path) -> Result<(), StoreError> {
    const ATTRIBUTES: &str = "# `roundtable merge-driver --help` says how Git is told to let Roundtable merge these.\n\
        *.ron merge=roundtable text eol=lf\n";
    save::replace(
        fs,
        &root.join(".gitattributes"),
        None,
        ATTRIBUTES.as_bytes(),
    )?;
    Ok(())
}

fn as_it_is<T>(_: &mut T) {}

fn any<T>(_: &T) -> Option<String> {
    None
}

/// The records in three texts; no base where the first text is empty.
struct Records<T> {
    base: Option<T>,
    ours: T,
    theirs: T,
}

impl<T: DeserializeOwned> Records<T> {
    fn read(sides: Sides<'_>, refused: impl Fn(&T) -> Option<String>) -> Result<Self, String> {
        let read = |whose: &str, text: &str| -> Result<T, String> {
            let cannot = |problem: ReadProblem| format!("{whose} cannot be read: {problem}");
            let record = ron_text::from_text(text.as_bytes()).map_err(cannot)?;
            match refused(&record) {
                Some(why) => Err(why),
                None => Ok(record),
            }
        };
        let base = match sides.base {
            "" => None,
            text => Some(read("what both were made from", text)?),
        };
        Ok(Self {
            base,
            ours: read("ours", sides.ours)?,
            theirs: read("theirs", sides.theirs)?,
        })
    }
}

fn of_records<T>(
    path: &Path,
    sides: Sides<'_>,
    tidy: impl Fn(&mut T),
    refused: impl Fn(&T) -> Option<String>,
) -> Result<United, StoreError>
where
    T: Clone + PartialEq + Serialize + DeserializeOwned,
{
    let records = match Records::read(sides, refused) {
        Ok(records) => records,
        Err(why) => {
            let is_record = |text: &str| ron_text::from_text::<T>(text.as_bytes()).is_ok();
            return Ok(line_by_line(sides, why, &is_record));
        }
    };
    let Merged {
        mut record,
        ours,
        clashes,
    } = merge_values(records.base.as_ref(), &records.ours, &records.theirs);
    let text = |record: &mut T| {
        tidy(record);
        let text = faithful(path, record)?;
        let Sides { base, ours, theirs } = sides;
        Ok::<_, StoreError>(comments::carry_both(base, ours, theirs, &text))
    };
    let text = match ours {
        None if record == records.ours
            && !comments::are_new(sides.base, sides.ours, sides.theirs) =>
        {
            // A record that nobody else edited is not rewritten.
            sides.ours.to_owned()
        }
        None => text(&mut record)?,
        Some(mut ours) => marking::between(&text(&mut ours)?, &text(&mut record)?),
    };
    Ok(United {
        text,
        is_clean: clashes.is_empty(),
        clashes,
        by_lines: None,
    })
}

fn line_by_line(sides: Sides<'_>, why: String, is_good: &dyn Fn(&str) -> bool) -> United {
    let (text, clashes) = marking::line_by_line(sides.base, sides.ours, sides.theirs);
    United {
        is_clean: !clashes && is_good(&text),
        text,
        clashes: Vec::new(),
        by_lines: Some(why),
    }
}
