//! `roundtable [DIR]`: opens a workspace on the screen.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf, absolute};
use std::process::ExitCode;
use std::sync::Arc;

use clap::CommandFactory;

use super::super::args::Args;
use super::super::error::CliError;
use super::super::folder;
use super::super::output::Output;
use super::{demo, init};
use crate::app::start::{Start, Wish};
use crate::base::near;
use crate::store::fs::RealFs;
use crate::store::{Recent, Store, state};
use crate::term::{self, Options, Stage};

/// Opens the workspace that the arguments name; where they name none, asks for one on the screen.
pub(crate) fn run(args: &Args, out: &mut Output) -> Result<ExitCode, CliError> {
    let dir = match folder::of(args) {
        Err(CliError::NoWorkspace) if has_terminal() => return ask(args, out),
        found => found?,
    };
    match mistyped_command(args) {
        Some(error) => Err(error),
        None => open(&dir, options(args), None),
    }
}

/// Opens the workspace in `dir` on the screen, which `stage` has if it was entered before, and returns when the user leaves it.
pub(crate) fn open(
    dir: &Path,
    options: Options,
    stage: Option<Stage>,
) -> Result<ExitCode, CliError> {
    if !has_terminal() {
        // A workspace that cannot be opened anywhere is the better thing to say.
        Store::open(Arc::new(RealFs), dir.to_owned())?;
        return Err(CliError::NoTerminal);
    }
    let private = state::of_user();
    if let (Some(private), Ok(dir)) = (&private, absolute(dir)) {
        Recent::in_folder(Arc::new(RealFs), private.clone()).remember(&dir);
    }
    term::run(dir, private.as_deref(), options, stage)?;
    Ok(ExitCode::SUCCESS)
}

fn has_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// Shows the start card until what is wanted there can be had.
fn ask(args: &Args, out: &mut Output) -> Result<ExitCode, CliError> {
    let recent = Recent::of_user(Arc::new(RealFs));
    let mut start = Start::new(recent.map(|recent| recent.folders()).unwrap_or_default());
    let mut stage = Stage::enter()?;
    loop {
        let wish = term::ask(&mut start, options(args), &mut stage)?;
        let (is_sample, folder) = match wish {
            Wish::Leave => return Ok(ExitCode::SUCCESS),
            Wish::Sample => (true, demo::fresh_copy(args)),
            Wish::Open(folder) => (false, openable(&folder::typed(folder))),
            Wish::New {
                folder,
                member,
                plan,
            } => (false, made(&folder::typed(folder), &member, &plan)),
        };
        match folder {
            Ok(folder) if is_sample => return demo::show(&folder, args, out, Some(stage)),
            Ok(folder) => return open(&folder, options(args), Some(stage)),
            Err(error) => start.refuse(&error.in_one_line()),
        }
    }
}

fn openable(folder: &Path) -> Result<PathBuf, CliError> {
    Store::open(Arc::new(RealFs), folder.to_owned())?;
    Ok(folder.to_owned())
}

fn made(folder: &Path, member: &str, plan: &str) -> Result<PathBuf, CliError> {
    init::make_empty(folder, member, plan)?;
    Ok(folder.to_owned())
}

/// Returns how the arguments want the screen to behave.
pub(crate) fn options(args: &Args) -> Options {
    Options {
        today: args.today,
        ascii: args.ascii,
        // Not left to the terminal's library: with each colour it leaves out it also takes back
        // the reverse video and the weight set before it.
        colour: std::env::var_os("NO_COLOR").is_none_or(|set| set.is_empty()),
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
