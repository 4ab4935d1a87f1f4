//! Reads the files of `tests/formats`: good ones are written back as they are, bad ones explained.
//!
//! A file is a case. It is laid over the workspace of `tests/cli`, and where it is says what it
//! holds: `commitments/x.ron` keeps its name, as do plans and meetings, and `actions/x.ron` stands
//! for `actions.ron`, likewise `settings`, `stakeholders` and `contacts`.
//!
//! ```text
//! good/K/x.ron          loads and is written back to the same bytes
//! good/K/x.rewritten    or to these, where a person or another program wrote it
//! bad/K/x.ron           is left out or remarked on, and every other file still loads
//! bad/K/x.txt           what `roundtable check` says, about it alone
//! ```
//!
//! `UPDATE=1` writes what was found over what was expected.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use roundtable::store::comments::carry;
use roundtable::store::fs::RealFs;
use roundtable::store::save::FILE_LIMIT;
use roundtable::store::sim::SimFs;
use roundtable::store::{FileKey, Loaded, Store};

#[test]
fn good_files_are_written_back_to_the_same_bytes() {
    let folder = formats().join("good");
    let mut failed = String::new();
    for case in cases(&folder) {
        let bytes = fs::read(folder.join(&case)).unwrap();
        let there = laid(&case, &bytes);
        let loaded = load(there.path());
        let own = place(&case);
        let problems: Vec<_> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(problems, [""; 0], "{}", case.display());
        assert_eq!(saved_again(&loaded, there.path(), &own), bytes);
        let found = carry(text(&bytes), &fresh(&loaded, &own));
        let rewritten = folder.join(case.with_extension("rewritten"));
        match fs::read(&rewritten) {
            Ok(expected) => differs(&rewritten, &expected, &found, &mut failed),
            Err(_) => differs(&folder.join(&case), &bytes, &found, &mut failed),
        }
    }
    assert!(
        failed.is_empty(),
        "{failed}\nUPDATE=1 writes what was found"
    );
}

#[test]
fn bad_files_are_explained_and_the_others_load() {
    let folder = formats().join("bad");
    let everything = load(laid(Path::new("none/none"), b"").path());
    let mut failed = String::new();
    let long = vec![b' '; usize::try_from(FILE_LIMIT).unwrap() + 1];
    let made = [(PathBuf::from("commitments/oversized.ron"), long)];
    let read = |case: PathBuf| (case.clone(), fs::read(folder.join(case)).unwrap());
    for (case, bytes) in cases(&folder).into_iter().map(read).chain(made) {
        let there = laid(&case, &bytes);
        let own = place(&case);
        let found = said_by_check(there.path());
        let about = format!("{}:", own.display());
        let all_about_it = found.lines().all(|line| line.starts_with(&about));
        assert!(all_about_it, "{}:\n{found}", case.display());
        let expected = folder.join(case.with_extension("txt"));
        let known = fs::read(&expected).unwrap_or_default();
        differs(&expected, &known, &found, &mut failed);
        if own != Path::new("workspace.ron") {
            let missing: Vec<_> = records(&everything)
                .difference(&records(&load(there.path())))
                .filter(|(path, _)| *path != own)
                .cloned()
                .collect();
            assert_eq!(missing, [], "{}", case.display());
        }
    }
    assert!(
        failed.is_empty(),
        "{failed}\nUPDATE=1 writes what was found"
    );
}

fn formats() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// Returns the cases of a folder, relative to it.
fn cases(folder: &Path) -> Vec<PathBuf> {
    let inside = |dir: &Path| -> Vec<PathBuf> {
        let entries = fs::read_dir(dir).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    };
    let files = inside(folder).into_iter().flat_map(|kind| inside(&kind));
    let mut cases: Vec<_> = files
        .filter(|path| path.extension() == Some(OsStr::new("ron")))
        .map(|path| path.strip_prefix(folder).unwrap().to_owned())
        .collect();
    cases.sort();
    assert!(!cases.is_empty(), "there are cases");
    cases
}

/// Returns where a case belongs in a workspace.
fn place(case: &Path) -> PathBuf {
    match case.parent().and_then(Path::to_str) {
        Some("settings") => PathBuf::from("workspace.ron"),
        Some(list @ ("actions" | "stakeholders" | "contacts")) => {
            PathBuf::from(format!("{list}.ron"))
        }
        _ => case.to_owned(),
    }
}

/// Lays a case over a copy of the workspace.
fn laid(case: &Path, bytes: &[u8]) -> tempfile::TempDir {
    let there = tempfile::tempdir().unwrap();
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/workspace");
    super::cli::copy(&whole, there.path());
    if case != Path::new("none/none") {
        fs::write(there.path().join(place(case)), bytes).unwrap();
    }
    there
}

fn load(root: &Path) -> Loaded {
    Store::load_all(Arc::new(RealFs), root.to_owned()).unwrap()
}

/// Saves a file that nobody changed, and returns its bytes.
fn saved_again(loaded: &Loaded, root: &Path, own: &Path) -> Vec<u8> {
    for key in FileKey::all(&loaded.workspace) {
        if key.path() == own {
            let _ = loaded.store.save(&loaded.workspace, &key).unwrap();
        }
    }
    fs::read(root.join(own)).unwrap()
}

/// Returns the text of a record as it is written where there was none.
fn fresh(loaded: &Loaded, own: &Path) -> String {
    let disk = SimFs::new(Path::new("/"));
    Store::init(Arc::new(disk.clone()), "/new".into(), &loaded.workspace).unwrap();
    let bytes = disk.get(&Path::new("/new").join(own)).unwrap();
    text(&bytes).to_owned()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

/// Returns what `roundtable check` prints.
fn said_by_check(root: &Path) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_roundtable"))
        .arg("-w")
        .arg(root)
        .arg("check")
        .env_clear()
        .output()
        .unwrap();
    text(&output.stdout).to_owned()
}

/// Returns every record that was read, with the file it is in.
fn records(loaded: &Loaded) -> BTreeSet<(PathBuf, String)> {
    let workspace = &loaded.workspace;
    let files = FileKey::all(workspace)
        .into_iter()
        .map(|key| (key.path(), String::new()));
    let in_list = |list: &str, id: String| (PathBuf::from(format!("{list}.ron")), id);
    let actions = workspace
        .actions()
        .keys()
        .map(|id| in_list("actions", id.to_string()));
    let stakeholders = workspace
        .stakeholders()
        .keys()
        .map(|id| in_list("stakeholders", id.to_string()));
    let contacts = workspace
        .contacts()
        .keys()
        .map(|id| in_list("contacts", id.to_string()));
    files
        .chain(actions)
        .chain(stakeholders)
        .chain(contacts)
        .collect()
}

/// Notes that a file is not what was found, or writes it anew.
fn differs(path: &Path, expected: &[u8], found: &str, failed: &mut String) {
    if expected == found.as_bytes() {
        return;
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(path, found).unwrap();
        return;
    }
    let expected = String::from_utf8_lossy(expected);
    writeln!(
        failed,
        "{}\n--- expected\n{expected}--- found\n{found}",
        path.display()
    )
    .unwrap();
}
