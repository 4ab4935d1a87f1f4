//! The command line: subcommands that call the same verbs as the keys.
//!
//! ```text
//! arguments ─ args ─→ commands ─ verbs, store ─→ output ─→ stdout
//!                        └─ CliError ─────────→ output ─→ stderr
//! ```
//!
//! | exit code | means |
//! |---|---|
//! | 0 | done |
//! | 1 | refused, not there, not readable or not writable; `check` found problems |
//! | 2 | the arguments were not understood |
//! | 3 | what was done is kept, and some of it is not in the record but in another version beside it |
//! | 129 | `merge-driver` could not read or write a file: Git stops the merge |

mod afterwards;
mod apply;
mod args;
mod commands;
mod error;
mod find;
mod folder;
mod leaving;
mod output;
mod page;
mod record;
mod rows;
mod sample;
mod table;

use std::process::ExitCode;

use args::{Args, Command};
use commands::{
    apply as script, check, compare, current, demo, history, init, list, merge_driver, minutes,
    open, recover, self_assessment, set, show, standards, timeline, totals,
};
use error::CliError;
use output::Output;

use crate::term::machine;

/// Runs the program on the arguments of the process and returns its exit code.
pub fn main() -> ExitCode {
    outlive_the_limit_of_files();
    let args = match args::read(std::env::args_os()) {
        Ok(args) => args,
        Err(answer) => return output::answer(&answer),
    };
    let mut out = Output::stdout(args.ascii);
    let result = run(&args, &mut out);
    // What was printed before an error still belongs to the user.
    let printed = out.finish();
    let result = match (result, printed) {
        (Ok(code), Err(error)) if out.has_recorded() => {
            output::remark(&format!(
                "what was done is recorded, and could not be printed ({error})"
            ));
            Ok(code)
        }
        (Ok(_), Err(error)) => Err(error.into()),
        (result, _) => result,
    };
    result.unwrap_or_else(|error| {
        output::complain(&error);
        error.exit_code()
    })
}

/// Has a write fail that makes a file longer than the system allows, as any other write that fails.
/// Without this the system ends the program there, with the terminal as it is.
#[cfg(unix)]
fn outlive_the_limit_of_files() {
    // OK because without it the program ends there as it would have done.
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
const fn outlive_the_limit_of_files() {}

/// Refuses to do anything but look at records as they were known on another day.
fn only_to_look_back(args: &Args) -> Result<(), CliError> {
    let looks = matches!(
        args.command,
        Some(
            Command::List(_)
                | Command::Show(_)
                | Command::Standards(_)
                | Command::Timeline(_)
                | Command::Totals(_)
        )
    );
    if args.as_of.is_none() || looks {
        return Ok(());
    }
    Err(CliError::Usage {
        what: "--as-of is for list, show, standards, timeline and totals".to_owned(),
        hint: "on the screen { goes back from meeting to meeting".to_owned(),
    })
}

fn run(args: &Args, out: &mut Output) -> Result<ExitCode, CliError> {
    only_to_look_back(args)?;
    // On the screen it is said there, and a day that was given needs no clock.
    let by_the_clock = args.command.is_some() && args.as_of.or(args.today).is_none();
    if let Some(why) = by_the_clock.then(machine::unknown_zone).flatten() {
        output::remark(&why);
    }
    match &args.command {
        None => open::run(args, out),
        Some(Command::Demo(demo)) => demo::run(args, demo, out),
        Some(Command::Init(init)) => init::run(init, out),
        Some(Command::List(list)) => list::run(args, list, out),
        Some(Command::Show(show)) => show::run(args, show, out),
        Some(Command::History(asked)) => history::run(args, asked, out),
        Some(Command::Minutes(asked)) => minutes::run(args, asked, out),
        Some(Command::Set(set)) => set::run(args, set, out),
        Some(Command::Apply(apply)) => script::run(args, apply, out),
        Some(Command::Recover(asked)) => recover::run(args, asked, out),
        Some(Command::Standards(asked)) => standards::run(args, asked, out),
        Some(Command::Timeline(asked)) => timeline::run(args, asked, out),
        Some(Command::Current(asked)) => current::run(args, asked, out),
        Some(Command::Totals(asked)) => totals::run(args, asked, out),
        Some(Command::SelfAssessment(asked)) => self_assessment::run(args, asked, out),
        Some(Command::Compare(asked)) => compare::run(args, asked, out),
        Some(Command::Check(asked)) => check::run(args, asked, out),
        Some(Command::MergeDriver(files)) => Ok(merge_driver::run(files)),
    }
}
