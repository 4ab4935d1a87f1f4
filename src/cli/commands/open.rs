//! `roundtable [DIR]`: opens a workspace on the screen.

use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;

use super::super::args::Args;
use super::super::error::CliError;
use super::super::folder;
use crate::base::near;
pub(crate) use crate::term::Options;
use crate::term::{self, TermError};

impl From<&Args> for Options {
    fn from(args: &Args) -> Self {
        Self {
            today: args.today,
            ascii: args.ascii,
        }
    }
}

/// Opens the workspace that the arguments name.
pub(crate) fn run(args: &Args) -> Result<ExitCode, CliError> {
    let dir = folder::of(args)?;
    match mistyped_command(args) {
        Some(error) => Err(error),
        None => open(&dir, Options::from(args)),
    }
}

/// Opens the workspace in `dir` on the screen and returns when the user leaves it.
pub(crate) fn open(dir: &Path, options: Options) -> Result<ExitCode, CliError> {
    match term::run(dir, options) {
        Ok(()) => Ok(ExitCode::SUCCESS),
        Err(TermError::Store(error)) => Err(error.into()),
        Err(error) => Err(CliError::Screen {
            path: dir.to_owned(),
            why: error.to_string(),
        }),
    }
}

/// Returns the error for a word like `lsit`, which would else be taken for a folder to make.
fn mistyped_command(args: &Args) -> Option<CliError> {
    let typed = args
        .dir
        .as_ref()
        .filter(|dir| args.workspace.is_none() && !dir.exists())?;
    let typed = typed.to_str()?;
    let command = Args::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let meant = near::nearest(typed, names, 1)
        .first()
        .map(|&name| name.to_owned())?;
    Some(CliError::NoCommand {
        typed: typed.to_owned(),
        meant,
    })
}
