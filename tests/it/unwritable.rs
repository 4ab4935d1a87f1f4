//! A folder that may not be written: said so, with the folder and the way out, and nothing is left behind.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn a_folder_that_may_not_be_written_is_named() {
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("uk");
    super::cli::copy(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/workspace"),
        &folder,
    );
    let commitments = folder.join("commitments");
    let before = contents(&commitments);
    allow(&commitments, 0o555);
    if fs::write(commitments.join("probe"), "").is_ok() {
        // The superuser may write anywhere: `a_disk_that_cannot_be_written` says the rest.
        return;
    }
    let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .current_dir(scratch.path())
        .env_clear()
        .env("HOME", scratch.path())
        .args([
            "-w",
            "uk",
            "--today",
            "2025-01-10",
            "set",
            "RU0003",
            "limited",
        ])
        .output()
        .unwrap();
    allow(&commitments, 0o755);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "roundtable: uk/commitments/ru0003.ron: creating a temporary file: Permission denied (os error 13)\n\
         hint: ask for the right to write in uk/commitments\n"
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(contents(&commitments), before);
}

fn allow(folder: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(folder, fs::Permissions::from_mode(mode)).unwrap();
}

fn contents(folder: &Path) -> Vec<(std::ffi::OsString, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let mut files: Vec<_> = entries
        .map(|entry| (entry.file_name(), fs::read(entry.path()).unwrap()))
        .collect();
    files.sort();
    files
}
