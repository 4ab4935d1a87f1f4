//! `roundtable demo`: opens a copy of the sample, to try anything on.

use std::fs::DirBuilder;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use jiff::civil::Date;

use super::super::args::{Args, DemoArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::sample;
use super::open;
use crate::term::Stage;

/// Copies the sample, opens the copy, and says where it is once the user has left it.
pub(crate) fn run(args: &Args, demo: &DemoArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    let folder = match &demo.dir {
        Some(dir) => {
            sample::copy_to(dir)?;
            dir.clone()
        }
        None => fresh_copy(args)?,
    };
    show(&folder, args, out, None)
}

/// Copies the sample into a fresh folder and returns that.
pub(crate) fn fresh_copy(args: &Args) -> Result<PathBuf, CliError> {
    let folder = fresh_folder(&std::env::temp_dir(), args.now().date())?;
    sample::copy_to(&folder)?;
    Ok(folder)
}

/// Opens a copy of the sample and says where it is once the user has left it.
pub(crate) fn show(
    folder: &Path,
    args: &Args,
    out: &mut Output,
    stage: Option<Stage>,
) -> Result<ExitCode, CliError> {
    let opened = open::open(folder, open::options(args), stage);
    // Said even when the screen failed: the copy is there, and what was typed may be in it.
    out.line(&format!("the demo is in {}", folder.display()))?;
    opened
}

/// Makes a folder that was not there before and that nobody else can look into.
fn fresh_folder(parent: &Path, today: Date) -> Result<PathBuf, CliError> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    let mut n = 1_u32;
    loop {
        let path = parent.join(format!("roundtable-demo-{today}-{n}"));
        match builder.create(&path) {
            Ok(()) => return Ok(path),
            // Somebody's earlier demo, or a trap laid in a folder everybody can write to.
            Err(cause) if cause.kind() == ErrorKind::AlreadyExists => n += 1,
            Err(cause) => return Err(CliError::Folder { path, cause }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_demo_has_a_folder_of_its_own() {
        let parent = tempfile::tempdir().expect("a folder");
        let day = jiff::civil::date(2018, 4, 9);
        let first = fresh_folder(parent.path(), day).expect("a folder");
        let second = fresh_folder(parent.path(), day).expect("a folder");
        assert_eq!(first, parent.path().join("roundtable-demo-2018-04-09-1"));
        assert_eq!(second, parent.path().join("roundtable-demo-2018-04-09-2"));
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_a_demo() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().expect("a folder");
        let day = jiff::civil::date(2018, 4, 9);
        let folder = fresh_folder(parent.path(), day).expect("a folder");
        let mode = folder.metadata().expect("a folder").permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }
}
