//! Which folder is the workspace, and what is in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::args::Args;
use super::error::CliError;
use super::output;
use crate::store::fs::RealFs;
use crate::store::sitting::Who;
use crate::store::{Loaded, Severity, Store, state};

/// Decides which folder is the workspace: the one given with `-w`, else `DIR`, else the current
/// folder if it holds `workspace.ron`.
pub(super) fn of(args: &Args) -> Result<PathBuf, CliError> {
    let named = args.workspace.as_ref().or(args.dir.as_ref());
    let here = || {
        Path::new("workspace.ron")
            .exists()
            .then(|| PathBuf::from("."))
    };
    named.cloned().or_else(here).ok_or(CliError::NoWorkspace)
}

/// Returns the folder meant by a path typed on the screen, where no shell knows `~`.
pub(super) fn typed(path: PathBuf) -> PathBuf {
    let below_home = path.strip_prefix("~").ok();
    let home = directories::BaseDirs::new();
    match (below_home, home) {
        (Some(rest), Some(home)) => home.home_dir().join(rest),
        _ => path,
    }
}

/// Reads the workspace, files with problems beside all the others.
pub(super) fn read(args: &Args) -> Result<Loaded, CliError> {
    let loaded = Store::load_all(Arc::new(RealFs), of(args)?)?;
    let who = Who::here(args.now()).name;
    let store = loaded.store.signed_by(&who);
    let store = match state::of_user() {
        Some(private) => store.keeping_below(&private, &who, args.now(), false),
        None => store,
    };
    Ok(Loaded { store, ..loaded })
}

/// Reads the workspace, as it was known on the day that was asked for, and tells the user how many
/// files are missing from it.
pub(super) fn read_and_remark(args: &Args) -> Result<Loaded, CliError> {
    let mut loaded = read(args)?;
    if let Some(day) = args.as_of {
        loaded.workspace = loaded.workspace.as_of(day);
    }
    let missing = loaded
        .problems
        .iter()
        .filter(|problem| problem.severity == Severity::LeftOut);
    match missing.count() {
        0 => {}
        1 => output::remark("1 file could not be read; roundtable check says why"),
        n => output::remark(&format!(
            "{n} files could not be read; roundtable check says why"
        )),
    }
    Ok(loaded)
}
