//! The folder of what is only this machine's business: private to the user, outside every workspace.
//!
//! ```text
//! recent.ron                  the workspaces opened lately
//! workspaces/3f0c..../        one workspace, by the digest of its path
//!   workspace                   that path
//!   journal.v1                  what was done, line by line
//!   versions/                   what files held before and after each save
//! ```

use std::io;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;
use sha2::{Digest as _, Sha256};

use super::fs::Fs;
use super::save::folder_of;

/// Returns the folder of this user; `None` for a user without a home.
pub fn of_user() -> Option<PathBuf> {
    let dirs = ProjectDirs::from("", "", "roundtable")?;
    Some(dirs.state_dir().unwrap_or(dirs.data_local_dir()).to_owned())
}

/// Returns the one path of a workspace, by whatever path it was named.
pub fn path_of(workspace: &Path) -> PathBuf {
    std::fs::canonicalize(workspace)
        .or_else(|_| std::path::absolute(workspace))
        .unwrap_or_else(|_| workspace.to_owned())
}

/// Returns the folder, below `state`, of the workspace with that absolute path.
pub(super) fn of_workspace(state: &Path, workspace: &Path) -> PathBuf {
    let digits = digest(workspace.as_os_str().as_encoded_bytes());
    state.join("workspaces").join(digits)
}

/// Returns the first 64 bits of the SHA-256 digest (FIPS 180-4), in hexadecimal digits.
pub(super) fn digest(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let first = digest.iter().take(8);
    let number = first.fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
    format!("{number:016x}")
}

/// Makes a folder and those above it that are missing, which only their owner can look into, and
/// makes them durable.
pub(super) fn make_private(fs: &dyn Fs, folder: &Path) -> io::Result<()> {
    let missing: Vec<&Path> = folder
        .ancestors()
        .take_while(|folder| matches!(fs.mode(folder), Ok(None)))
        .collect();
    for folder in missing.into_iter().rev() {
        match fs.create_private_dir(folder) {
            // Another program that began at the same time was faster.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            made => made?,
        }
        fs.sync_dir(folder_of(folder))?;
    }
    Ok(())
}
