//! `roundtable compare`: what became of each commitment between two meetings.

use std::process::ExitCode;

use jiff::civil::Date;
use serde::Serialize;

use super::super::args::{Args, CompareArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::page::Page;
use super::super::{find, folder};
use crate::base::date::human_day;
use crate::model::Workspace;
use crate::model::compare::compare;

/// Prints what became of each commitment of the current plan.
pub(crate) fn run(
    args: &Args,
    asked: &CompareArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let workspace = folder::read_and_remark(args)?.workspace;
    let (one, other) = (day(&workspace, &asked.one)?, day(&workspace, &asked.other)?);
    let (from, to) = (one.min(other), one.max(other));
    let compared = compare(&workspace, from, to);
    if asked.json {
        let rows: Vec<Row<'_>> = compared
            .iter()
            .map(|one| Row {
                id: one.commitment.to_string(),
                changes: &one.changes,
            })
            .collect();
        out.json(&rows)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut page = Page::begin(out, &human_day(from), &format!("and {}", human_day(to)))?;
    for one in compared.iter().filter(|one| !one.changes.is_empty()) {
        let title = workspace
            .commitments()
            .get(&one.commitment)
            .map(|held| held.title.as_str());
        page.list(
            &format!("{} {}", one.commitment, title.unwrap_or_default()),
            &one.changes,
        )?;
    }
    let same = compared.iter().filter(|one| one.changes.is_empty());
    let same: Vec<String> = same.map(|one| one.commitment.to_string()).collect();
    if !same.is_empty() {
        page.list("Nothing new", &[same.join(", ")])?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns the day of a meeting that was named.
fn day(workspace: &Workspace, typed: &str) -> Result<Date, CliError> {
    let id = find::meeting_by_word(workspace, typed)?;
    let meeting = workspace.meetings().get(&id);
    meeting
        .map(|meeting| meeting.date)
        .ok_or_else(|| find::unknown(workspace, typed))
}

/// A commitment for programs.
#[derive(Serialize)]
struct Row<'c> {
    id: String,
    changes: &'c [String],
}
