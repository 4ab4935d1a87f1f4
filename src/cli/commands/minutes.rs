//! `roundtable minutes`: publishes a meeting, to stdout or into a file.

use std::path::Path;
use std::process::ExitCode;

use super::super::args::{Args, FormatArg, MinutesArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::{find, folder, leaving};
use crate::model::{Attribution, Meeting};
use crate::publish::{self, Format, Paper, View};

/// Writes a view of the meeting that was named.
pub(crate) fn run(
    args: &Args,
    minutes: &MinutesArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let loaded = folder::read_and_remark(args)?;
    let workspace = &loaded.workspace;
    let id = find::meeting_by_word(workspace, &minutes.meeting)?;
    let meeting = workspace.meetings().get(&id);
    let meeting = meeting.ok_or_else(|| find::unknown(workspace, &minutes.meeting))?;
    if meeting.binned.is_some() {
        return Err(CliError::Declined {
            what: format!("the meeting {id} is in the bin"),
            hint: "open the workspace and take it out with g b first".to_owned(),
        });
    }
    leaving::nothing_in_the_way(&loaded)?;
    let attribution = attribution(meeting, minutes)?;
    let view = View::from(minutes.view);
    let format = format(minutes);
    let document = publish::document(workspace, meeting, view, attribution);
    let paper = Paper::Meeting(id, view);
    let text = publish::written(&document, &paper, format);
    let names = publish::possible_names(workspace, meeting, &document);
    match &minutes.out {
        None => {
            out.document(&text)?;
            leaving::remark_on_names(&names);
        }
        Some(out_path) => {
            leaving::names_are_answered(&names, minutes.names.names_seen)?;
            let name = publish::file_name(meeting, view, format);
            let path = leaving::file_in(out_path, name)?;
            leaving::write(&path, &paper, &text, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
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
