//! `roundtable current`: says which plan is current, or makes another one that.

use std::process::ExitCode;

use super::super::args::{Args, CurrentArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::{find, folder, record};
use crate::model::verbs::current::make_current;

/// Says which plan is current, or makes the one that is named so.
pub(crate) fn run(
    args: &Args,
    asked: &CurrentArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let loaded = folder::read_and_remark(args)?;
    let (store, mut workspace) = (loaded.store, loaded.workspace);
    let Some(typed) = &asked.plan else {
        out.line(&format!(
            "{} is the current plan",
            workspace.settings().current
        ))?;
        return Ok(ExitCode::SUCCESS);
    };
    let id = find::plan(&workspace, Some(typed))?.id.clone();
    let transaction = make_current(&workspace, &id)?;
    let (mut clerk, done) = (args.clerk(), (transaction, args.now()));
    record::record(&store, &mut workspace, &mut clerk, done, out)
}
