//! The sample plan inside the program: the United Kingdom's plans and their meetings.

use std::io;
use std::path::Path;

use include_dir::{Dir, DirEntry, include_dir};

use super::error::CliError;
use super::record;
use crate::store::StoreError;

static SAMPLE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/sample/uk");

/// Copies the sample into `folder`, which must be empty or not there yet.
pub(super) fn copy_to(folder: &Path) -> Result<(), CliError> {
    let failed = |cause| CliError::Folder {
        path: folder.to_owned(),
        cause,
    };
    if !is_free(folder).map_err(failed)? {
        return Err(StoreError::NotEmpty(folder.to_owned()).into());
    }
    let was_there = folder.exists();
    let copied = std::fs::create_dir_all(folder).and_then(|()| SAMPLE.extract(folder));
    if copied.is_err() {
        take_back(&SAMPLE, folder);
        if !was_there {
            // OK because an empty folder is all that stays.
            let _ = std::fs::remove_dir(folder);
        }
    }
    copied.map_err(failed)?;
    record::begin_anew(folder);
    Ok(())
}

/// Removes what was copied of the sample into a folder that was empty, so that it is so again.
fn take_back(copied: &Dir<'_>, folder: &Path) {
    // OK because what cannot be removed, here and below, is all that stays.
    for entry in copied.entries() {
        match entry {
            DirEntry::File(file) => {
                let _ = std::fs::remove_file(folder.join(file.path()));
            }
            DirEntry::Dir(dir) => {
                take_back(dir, folder);
                let _ = std::fs::remove_dir(folder.join(dir.path()));
            }
        }
    }
}

/// Returns true when `folder` is empty or does not exist.
fn is_free(folder: &Path) -> io::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}
