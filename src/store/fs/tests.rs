//! What the door to the disk of this machine does.

use super::*;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder to test in")
}

fn write(path: &Path, bytes: &[u8]) {
    let mut file = RealFs.create_exclusive(path).expect("a new file");
    file.write_all(bytes).expect("written");
    file.sync().expect("synced");
}

#[test]
fn reads_up_to_the_limit_and_not_beyond() {
    let dir = folder();
    let path = dir.path().join("a.ron");
    write(&path, b"12345");
    assert_eq!(RealFs.read(&path, 5).expect("read"), b"12345");
    let error = RealFs.read(&path, 4).expect_err("too long");
    assert_eq!(too_large(&error), Some(TooLarge { size: 5, limit: 4 }));
    assert!(!not_a_file(&error));
}

#[test]
fn lists_names_with_their_kinds() {
    let dir = folder();
    write(&dir.path().join("a.ron"), b"");
    RealFs
        .create_dir(&dir.path().join("plans"))
        .expect("a folder");
    let mut found = RealFs.list(dir.path()).expect("listed");
    found.sort();
    let kinds: Vec<_> = found
        .iter()
        .map(|e| (e.name.to_str().unwrap_or_default(), e.kind))
        .collect();
    assert_eq!(kinds, [("a.ron", Kind::File), ("plans", Kind::Dir)]);
}

#[test]
fn never_replaces_on_creation_or_rename_new() {
    let dir = folder();
    let (a, b) = (dir.path().join("a"), dir.path().join("b"));
    write(&a, b"a");
    write(&b, b"b");
    let error = RealFs.create_exclusive(&a).expect_err("taken");
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    let error = RealFs.rename_new(&a, &b).expect_err("taken");
    assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
    assert_eq!(RealFs.read(&b, 9).expect("read"), b"b");
    RealFs.rename(&a, &b).expect("replaced");
    assert_eq!(RealFs.read(&b, 9).expect("read"), b"a");
    RealFs.rename_new(&b, &a).expect("a free name");
    RealFs.sync_dir(dir.path()).expect("synced");
}

#[test]
fn appends_behind_what_is_there_and_reads_the_end() {
    let dir = folder();
    let path = dir.path().join("a");
    for part in ["one ", "two "] {
        let mut file = RealFs.open_append(&path).expect("opened");
        file.append(part.as_bytes()).expect("written");
        file.sync_data().expect("synced");
    }
    assert_eq!(RealFs.read(&path, 9).expect("read"), b"one two ");
    let mut file = RealFs.open_append(&path).expect("opened");
    file.cut(4).expect("cut");
    file.append(b"three").expect("written");
    let end = RealFs.read_end(&path, 6).expect("read");
    assert_eq!(end, (b" three".to_vec(), 9));
    assert_eq!(RealFs.read_end(&path, 99).expect("read").0, b"one three");
}

#[test]
fn a_lock_keeps_the_next_one_out_until_it_is_dropped() {
    let dir = folder();
    let path = dir.path().join("lock");
    let first = RealFs.lock(&path, PATIENCE).expect("locked");
    let error = lock_within(Duration::ZERO, &path).expect_err("held");
    assert_eq!(error.kind(), io::ErrorKind::WouldBlock);
    drop(first);
    RealFs.lock(&path, PATIENCE).expect("free again");
}

#[cfg(unix)]
#[test]
fn refuses_links_folders_and_pipes() {
    let dir = folder();
    let link = dir.path().join("link.ron");
    std::os::unix::fs::symlink("/etc/hostname", &link).expect("a link");
    let pipe = dir.path().join("pipe.ron");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(not_a_file(&RealFs.read(&link, 9).expect_err("a link")));
    assert!(not_a_file(&RealFs.read_end(&link, 9).expect_err("a link")));
    assert!(RealFs.open_append(&link).is_err());
    assert!(RealFs.lock(&link, PATIENCE).is_err());
    assert!(not_a_file(
        &RealFs.read(dir.path(), 9).expect_err("a folder")
    ));
    if made.is_ok_and(|status| status.success()) {
        assert!(not_a_file(&RealFs.read(&pipe, 9).expect_err("a pipe")));
    }
}

#[cfg(unix)]
#[test]
fn a_new_file_is_private_until_told_otherwise() {
    let dir = folder();
    let path = dir.path().join("a");
    let mut file = RealFs.create_exclusive(&path).expect("a new file");
    assert_eq!(RealFs.mode(&path).expect("mode"), Some(Mode(0o600)));
    file.set_mode(Mode(0o664)).expect("set");
    assert_eq!(RealFs.mode(&path).expect("mode"), Some(Mode(0o664)));
    RealFs.remove(&path).expect("removed");
    assert_eq!(RealFs.mode(&path).expect("mode"), None);
}
