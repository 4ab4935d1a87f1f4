//! `roundtable minutes`: publishes a meeting, to stdout or into a file.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::super::args::{Args, FormatArg, MinutesArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::{find, folder};
use crate::base::text::safe;
use crate::model::{Attribution, Beside, Meeting, Workspace};
use crate::publish::{self, Format, View};
use crate::store::fs::RealFs;
use crate::store::published::Place;
use crate::store::{Loaded, Problem};

/// Writes a view of the meeting that was named.
pub(crate) fn run(
    args: &Args,
    minutes: &MinutesArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let Loaded {
        workspace,
        problems,
        beside,
        ..
    } = folder::read_and_remark(args)?;
    let id = find::meeting_by_word(&workspace, &minutes.meeting)?;
    let meeting = workspace.meetings().get(&id);
    let meeting = meeting.ok_or_else(|| find::unknown(&workspace, &minutes.meeting))?;
    if meeting.binned.is_some() {
        return Err(CliError::Declined {
            what: format!("the meeting {id} is in the bin"),
            hint: "open the workspace and take it out with g b first".to_owned(),
        });
    }
    nothing_hidden(&problems)?;
    nothing_undecided(&workspace, &beside)?;
    let attribution = attribution(meeting, minutes)?;
    let view = View::from(minutes.view);
    let format = format(minutes);
    let text = publish::publish(&workspace, meeting, view, format, attribution);
    match &minutes.out {
        None => out.document(&text)?,
        Some(out_path) => {
            let path = target(out_path, meeting, view, format);
            let why_kept = |held: &str| publish::why_kept(held, &meeting.id, view);
            let document = view.of(&meeting.id);
            Place::at(&RealFs, path.clone(), &document, why_kept)?.write(&RealFs, &text)?;
            let shown = path.strip_prefix(".").unwrap_or(&path).display();
            out.line(&format!("wrote {shown}"))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Refuses to publish while a file was left out that may say what is internal or who is not to be
/// named.
pub(super) fn nothing_hidden(problems: &[Problem]) -> Result<(), CliError> {
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
pub(super) fn nothing_undecided(workspace: &Workspace, beside: &[Beside]) -> Result<(), CliError> {
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

/// Returns the attribution asked for, which may be stricter than the meeting's own but never
/// looser.
fn attribution(meeting: &Meeting, minutes: &MinutesArgs) -> Result<Attribution, CliError> {
    let own = meeting.attribution;
    let Some(asked) = minutes.attribution.map(Attribution::from) else {
        return Ok(own);
    };
    if asked >= own {
        return Ok(asked);
    }
    let stricter = Attribution::ALL.into_iter().filter(|one| *one >= own);
    let stricter: Vec<&str> = stricter.map(option).collect();
    Err(CliError::Declined {
        what: format!(
            "the meeting {} chose the attribution {}; {} would tell more than was promised",
            meeting.id,
            option(own),
            option(asked)
        ),
        hint: format!("leave --attribution out, or give {}", stricter.join(" or ")),
    })
}

/// Returns an attribution as it is typed.
fn option(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Named => "named",
        Attribution::Organisation => "organisation",
        Attribution::Sector => "sector",
        Attribution::ChathamHouse => "chatham-house",
    }
}

/// Returns the format asked for, else the one that the file's ending says.
fn format(minutes: &MinutesArgs) -> Format {
    let ending = || {
        let ending = minutes.out.as_deref().and_then(Path::extension)?;
        let is_html = ending.eq_ignore_ascii_case("html") || ending.eq_ignore_ascii_case("htm");
        is_html.then_some(Format::Html)
    };
    match minutes.format {
        Some(FormatArg::Markdown) => Format::Markdown,
        Some(FormatArg::Html) => Format::Html,
        None => ending().unwrap_or(Format::Markdown),
    }
}

/// Returns the file to write: in a folder the one whose name says which meeting and view it is.
fn target(out: &Path, meeting: &Meeting, view: View, format: Format) -> PathBuf {
    if out.is_dir() {
        return out.join(publish::file_name(meeting, view, format));
    }
    out.to_owned()
}
