//! The sample plan inside the program: the United Kingdom's plans and their meetings.

use std::io;
use std::path::Path;

use include_dir::{Dir, include_dir};

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
    std::fs::create_dir_all(folder).map_err(failed)?;
    SAMPLE.extract(folder).map_err(failed)?;
    record::begin_anew(folder);
    Ok(())
}

/// Returns true when `folder` is empty or does not exist.
fn is_free(folder: &Path) -> io::Result<bool> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}
