//! Whether anything may leave the workspace, as what cannot be read or is not decided may say what must
//! stay inside; and into which file.

use std::path::{Path, PathBuf};

use super::error::CliError;
use super::output::{Output, hint, note, remark};
use crate::base::text::{pad, safe, width};
use crate::model::{Beside, Workspace};
use crate::publish::{self, Paper, PossibleName};
use crate::store::fs::{Fs as _, RealFs};
use crate::store::published::Place;
use crate::store::{Loaded, Problem};

/// Refuses to publish while a file or another version of one may hold what must stay inside.
pub(super) fn nothing_in_the_way(loaded: &Loaded) -> Result<(), CliError> {
    nothing_hidden(&loaded.problems)?;
    nothing_undecided(&loaded.workspace, &loaded.beside)
}

/// Returns the file to write: in a folder, be it one that is still to be made, the one of that name.
///
/// # Errors
/// When the folder cannot be made.
pub(super) fn file_in(out: &Path, name: String) -> Result<PathBuf, CliError> {
    let is_named_as_folder = out.as_os_str().to_string_lossy().ends_with(['/', '\\']);
    if is_named_as_folder && !out.exists() {
        RealFs.create_dir(out).map_err(|error| CliError::Declined {
            what: format!("the folder {} cannot be made: {error}", out.display()),
            hint: "make it first, or name another".to_owned(),
        })?;
    }
    Ok(if out.is_dir() {
        out.join(name)
    } else {
        out.to_owned()
    })
}

/// Writes what is published into a file, over nothing but an earlier writing of the same.
pub(super) fn write(
    path: &Path,
    paper: &Paper,
    text: &str,
    out: &mut Output,
) -> Result<(), CliError> {
    let why_kept = |held: &str| publish::why_kept(held, paper);
    let place = Place::at(&RealFs, path.to_owned(), &paper.words(), why_kept)?;
    place.write(&RealFs, text)?;
    let shown = path.strip_prefix(".").unwrap_or(path).display();
    out.line(&format!("wrote {shown}"))?;
    Ok(())
}

/// Lists the words of what is printed that may be somebody's name and are on no record.
pub(super) fn remark_on_names(names: &[PossibleName]) {
    if names.is_empty() {
        return;
    }
    remark(&said_of(names));
    for line in table(names) {
        note(&line);
    }
    hint(ANSWERS);
}

/// Lists the words of what is to be written that may be somebody's name, and refuses to write it before
/// somebody says of each what becomes of it.
pub(super) fn names_are_answered(names: &[PossibleName], are_seen: bool) -> Result<(), CliError> {
    if are_seen || names.is_empty() {
        return Ok(());
    }
    for line in table(names) {
        note(&line);
    }
    Err(CliError::Declined {
        what: format!("not written: {}", said_of(names)),
        hint: format!("{ANSWERS}; --names-seen writes it as it stands"),
    })
}

/// How words that may be a name are answered for.
const ANSWERS: &str = "in `roundtable apply`: keep-back NAME, leave-name MEETING NAME or always-leave \
                       NAME; on the screen: P, then n";

fn said_of(names: &[PossibleName]) -> String {
    match names {
        [one] => format!("{} may be somebody's name, and is on no record", one.words),
        names => format!(
            "{} words may be somebody's name, and are on no record",
            names.len()
        ),
    }
}

/// Returns a line for each name: the words, and where they stand.
fn table(names: &[PossibleName]) -> Vec<String> {
    let widest = names.iter().map(|one| width(&safe(&one.words))).max();
    let widest = widest.unwrap_or_default();
    let line = |one: &PossibleName| {
        format!(
            "  {}  {}",
            pad(&safe(&one.words), widest),
            safe(&one.context)
        )
    };
    names.iter().map(line).collect()
}

/// Refuses to publish while a file was left out that may say what is internal or who is not to be
/// named.
fn nothing_hidden(problems: &[Problem]) -> Result<(), CliError> {
    match problems.iter().find(|problem| problem.bars_publishing()) {
        None => Ok(()),
        Some(problem) => Err(CliError::Declined {
            what: format!(
                "{} could not be read, and may say what must stay inside: {}",
                safe(&problem.path.to_string_lossy()),
                problem.what
            ),
            hint: problem.hint.clone(),
        }),
    }
}

/// Refuses to publish while a record is in two versions of which one may say that something is
/// internal.
fn nothing_undecided(workspace: &Workspace, beside: &[Beside]) -> Result<(), CliError> {
    match beside
        .iter()
        .find(|beside| beside.bars_publishing(workspace))
    {
        None => Ok(()),
        Some(beside) => Err(CliError::Declined {
            what: format!(
                "{} is in two versions, of which one may say what must stay inside: {}",
                safe(&beside.of),
                safe(&beside.name)
            ),
            hint: "open the workspace and decide with g v".to_owned(),
        }),
    }
}
