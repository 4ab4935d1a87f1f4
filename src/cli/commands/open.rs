//! `roundtable [DIR]`: opens a workspace on the screen.

use std::io::{self, IsTerminal};
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use clap::CommandFactory;

use super::super::args::Args;
use super::super::error::CliError;
use super::super::folder;
use crate::base::near;
use crate::store::Store;
use crate::store::fs::RealFs;
use crate::term::{self, Options};

/// Opens the workspace that the arguments name.
pub(crate) fn run(args: &Args) -> Result<ExitCode, CliError> {
    let dir = folder::of(args)?;
    match mistyped_command(args) {
        Some(error) => Err(error),
        None => open(&dir, options(args)),
    }
}

/// Opens the workspace in `dir` on the screen and returns when the user leaves it.
pub(crate) fn open(dir: &Path, options: Options) -> Result<ExitCode, CliError> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        // A workspace that cannot be opened anywhere is the better thing to say.
        Store::open(Arc::new(RealFs), dir.to_owned())?;
        return Err(CliError::NoTerminal);
    }
    term::run(dir, options)?;
    Ok(ExitCode::SUCCESS)
}

/// Returns how the arguments want the screen to behave.
pub(crate) fn options(args: &Args) -> Options {
    Options {
        today: args.today,
        ascii: args.ascii,
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
