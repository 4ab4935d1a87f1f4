//! `roundtable merge-driver`: unites two versions of a file, for Git to call.
//!
//! Git takes 0 for merged, up to 128 for a file that somebody has to look at, and stops the whole
//! merge at anything above, which is right where the file could not be read or written at all.

use std::path::Path;
use std::process::ExitCode;

use super::super::args::MergeDriverArgs;
use super::super::error::CliError;
use super::super::output;
use crate::model::merge::Clash;
use crate::store::fs::{Fs as _, RealFs};
use crate::store::merging::{Sides, United, unite};
use crate::store::save::{FILE_LIMIT, Print, replace};
use crate::store::{Problem, StoreError};

/// What Git takes for a driver that could not do its work.
const STOP: u8 = 129;

/// Writes the merged file over ours, and says on stderr what clashes.
pub(crate) fn run(files: &MergeDriverArgs) -> ExitCode {
    match merge(files) {
        Ok(code) => code,
        Err(error) => {
            output::complain(&error);
            ExitCode::from(STOP)
        }
    }
}

fn merge(files: &MergeDriverArgs) -> Result<ExitCode, CliError> {
    let read = |path: &Path| {
        let read = RealFs.read(path, FILE_LIMIT);
        read.map_err(|error| not_read(&Problem::unreadable(path, &error)))
    };
    let [base, ours, theirs] = [&files.base, &files.ours, &files.theirs].map(|path| read(path));
    let (base, ours, theirs) = (base?, ours?, theirs?);
    let name = files.path.display();
    let texts = [&base, &ours, &theirs].map(|bytes| std::str::from_utf8(bytes));
    let [Ok(base), Ok(our_text), Ok(theirs)] = texts else {
        output::remark(&format!(
            "{name}: it is not UTF-8 text, so ours is left as it is"
        ));
        return Ok(ExitCode::FAILURE);
    };
    let sides = Sides {
        base,
        ours: our_text,
        theirs,
    };
    let united = unite(&files.path, sides)?;
    if united.text != our_text {
        let print = Some(Print::of(&ours));
        let written = replace(&RealFs, &files.ours, print, united.text.as_bytes());
        written.map_err(StoreError::from)?;
    }
    say(&name.to_string(), &united);
    Ok(if united.is_clean {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn say(name: &str, united: &United) {
    if let Some(why) = &united.by_lines {
        output::remark(&format!("{name}: merged line by line: {why}"));
    }
    for clash in &united.clashes {
        output::remark(&format!("{name}: {}", sentence(clash)));
    }
    if !united.is_clean {
        output::hint(if united.is_marked() {
            "decide in Roundtable, or keep one of the two between each <<<<<<< and >>>>>>>; then git add the file"
        } else {
            "put right what cannot be read, then git add the file"
        });
    }
}

/// Says what both sides changed differently.
fn sentence(clash: &Clash) -> String {
    let place = match clash.place.as_str() {
        "" => "the record",
        place => place,
    };
    let was = clash.base.is_some();
    match (&clash.ours, &clash.theirs) {
        (None, Some(_)) if was => format!("{place} is gone in ours and changed in theirs"),
        (Some(_), None) if was => format!("{place} is changed in ours and gone in theirs"),
        (None, Some(_)) => format!("only theirs has {place}"),
        (Some(_), None) => format!("only ours has {place}"),
        (None, None) | (Some(_), Some(_)) => format!("both changed {place}"),
    }
}

fn not_read(problem: &Problem) -> CliError {
    CliError::Declined {
        what: format!("{}: {}", problem.path.display(), problem.what),
        hint: problem.hint.clone(),
    }
}
