//! The laws of the simulated disk.

use super::super::fs::Fs as _;
use super::*;

fn write(sim: &SimFs, path: &Path) -> io::Result<()> {
    let mut file = sim.create_exclusive(path)?;
    file.write_all(b"text")?;
    file.sync()
}

#[test]
fn a_name_is_durable_after_a_sync_of_its_folder() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    write(&sim, path).expect("written");
    assert_eq!(sim.crash().get(path), None);
    sim.sync_dir(Path::new("/uk")).expect("synced");
    assert_eq!(sim.crash().get(path).as_deref(), Some(&b"text"[..]));
    assert_eq!(
        sim.log(),
        ["create a.ron", "write a.ron", "sync a.ron", "sync_dir uk"]
    );
}

#[test]
fn unsynced_bytes_do_not_survive() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    let mut file = sim.create_exclusive(path).expect("created");
    file.write_all(b"text").expect("written");
    sim.sync_dir(Path::new("/uk")).expect("synced");
    assert_eq!(sim.crash().get(path).as_deref(), Some(&b""[..]));
}

#[test]
fn faults_strike_where_they_were_put() {
    let path = Path::new("/uk/a.ron");
    for (fault, left) in [
        (Fault::Fail(ErrorKind::StorageFull), ""),
        (Fault::Short(ErrorKind::StorageFull), "te"),
        (Fault::Late(ErrorKind::Other), "text"),
        (Fault::Kill, ""),
    ] {
        let sim = SimFs::new(Path::new("/uk"));
        sim.fault_at(2, fault, Times::Once);
        assert!(write(&sim, path).is_err());
        assert_eq!(sim.get(path).as_deref(), Some(left.as_bytes()), "{fault:?}");
        assert_eq!(sim.remove(path).is_err(), fault == Fault::Kill);
    }
}

/// Returns what the file may hold after a power cut; `None` for no such file.
fn after_cuts(sim: &SimFs, path: &Path) -> Vec<Option<String>> {
    let text = |bytes| String::from_utf8(bytes).expect("text");
    let mut found: Vec<_> = sim
        .power_cuts()
        .map(|disk| disk.get(path).map(text))
        .collect();
    let count = found.len();
    found.sort();
    found.dedup();
    assert_eq!(found.len(), count, "no disk is there twice");
    found
}

fn texts(texts: &[&str]) -> Vec<Option<String>> {
    texts.iter().map(|text| Some((*text).to_owned())).collect()
}

#[test]
fn bytes_that_are_not_synced_may_be_torn_or_zeros() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    sim.put(path, b"old ");
    let mut file = sim.open_append(path).expect("opened");
    file.append(b"new").expect("written");
    let expected = [
        "old ",
        "old \0\0\0",
        "old n",
        "old n\0\0",
        "old ne",
        "old ne\0",
        "old new",
    ];
    assert_eq!(after_cuts(&sim, path), texts(&expected));
    file.sync_data().expect("synced");
    assert_eq!(after_cuts(&sim, path), texts(&["old new"]));
    file.cut(3).expect("cut");
    assert_eq!(after_cuts(&sim, path), texts(&["old", "old new"]));
}

#[test]
fn the_last_blocks_may_be_there_without_the_first() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    let mut file = sim.create_exclusive(path).expect("created");
    let bytes = [b'a'; 1024];
    file.write_all(&bytes).expect("written");
    let late = [[0; 512], [b'a'; 512]].concat();
    assert!(
        sim.power_cuts()
            .any(|disk| disk.get(path) == Some(late.clone()))
    );
    // A file far too long to tear at every byte is torn at the borders of its blocks at least.
    file.write_all(&vec![b'b'; 100_000]).expect("written");
    let count = sim.power_cuts().count();
    assert!((2_000..20_000).contains(&count), "{count}");
}

#[test]
fn names_that_are_not_synced_may_be_there_in_any_combination() {
    let dir = Path::new("/uk");
    let sim = SimFs::new(dir);
    let (a, b) = (Path::new("/uk/a"), Path::new("/uk/b"));
    sim.put(a, b"A");
    let mut file = sim.create_exclusive(b).expect("created");
    file.write_all(b"B").expect("written");
    file.sync().expect("synced");
    drop(file);
    let seen = |sim: &SimFs| -> Vec<[Option<Vec<u8>>; 2]> {
        let mut seen: Vec<_> = sim
            .power_cuts()
            .map(|disk| [disk.get(a), disk.get(b)])
            .collect();
        seen.sort();
        seen
    };
    let [old, new] = [b"A", b"B"].map(|bytes| Some(bytes.to_vec()));
    assert_eq!(
        seen(&sim),
        [[old.clone(), None], [old.clone(), new.clone()]]
    );
    // A rename is done or not; nobody sees a half of it.
    sim.rename(b, a).expect("renamed");
    assert_eq!(
        seen(&sim),
        [[old.clone(), None], [old, new.clone()], [new.clone(), None]]
    );
    sim.sync_dir(dir).expect("synced");
    assert_eq!(seen(&sim), [[new.clone(), None]]);
    sim.remove(a).expect("removed");
    assert_eq!(seen(&sim), [[None, None], [new, None]]);
}

#[test]
fn a_file_in_a_folder_that_is_lost_is_lost() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/plans/a.ron");
    sim.create_private_dir(Path::new("/uk/plans"))
        .expect("made");
    write(&sim, path).expect("written");
    sim.sync_dir(Path::new("/uk/plans")).expect("synced");
    assert_eq!(sim.crash().get(path), None);
    let mode = sim.mode(Path::new("/uk/plans")).expect("mode");
    assert_eq!(mode, Some(Mode(0o700)));
    assert_eq!(after_cuts(&sim, path).len(), 2);
    sim.sync_dir(Path::new("/uk")).expect("synced");
    assert_eq!(after_cuts(&sim, path), texts(&["text"]));
}

#[test]
fn what_a_failed_sync_lost_no_later_sync_writes() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    sim.put(path, b"");
    let mut file = sim.open_append(path).expect("opened");
    file.append(b"text").expect("written");
    sim.fail_at(sim.count() + 1, ErrorKind::Other, Times::Once);
    file.sync_data().expect_err("failed");
    file.sync_data().expect("says that it worked");
    assert_eq!(sim.get(path).as_deref(), Some(&b"text"[..]));
    assert_eq!(sim.crash().get(path).as_deref(), Some(&b""[..]));
    file.cut(0).expect("cut");
    file.append(b"again").expect("written");
    file.sync_data().expect("synced");
    assert_eq!(after_cuts(&sim, path), texts(&["again"]));
}

#[test]
fn permissions_are_durable_after_a_sync_of_all_of_the_file() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    let modes = || -> Vec<u32> {
        let mode = |disk: SimFs| disk.files().get(path).map(|(_, Mode(bits))| *bits);
        sim.power_cuts().filter_map(mode).collect()
    };
    let mut file = sim.create_exclusive(path).expect("created");
    sim.sync_dir(Path::new("/uk")).expect("synced");
    file.set_mode(Mode(0o664)).expect("set");
    assert_eq!(modes(), [0o600, 0o664]);
    file.sync().expect("synced");
    assert_eq!(modes(), [0o664]);
}

#[test]
fn a_half_write_says_that_it_worked_and_time_passes() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    sim.fault_at(1, Fault::Half, Times::Forever);
    write(&sim, path).expect("says so");
    assert_eq!(sim.get(path).as_deref(), Some(&b"te"[..]));
    sim.wait(Duration::from_secs(9));
    assert_eq!(
        sim.restart().age(path).expect("age"),
        Duration::from_secs(9)
    );
    sim.heal();
    let mut file = sim.open_append(path).expect("opened");
    file.append(b"xt").expect("written");
    assert_eq!(sim.age(path).expect("age"), Duration::ZERO);
    assert_eq!(sim.get(path).as_deref(), Some(&b"text"[..]));
}

#[test]
fn others_write_when_they_are_told_to() {
    let sim = SimFs::new(Path::new("/uk"));
    let path = Path::new("/uk/a.ron");
    sim.somebody_writes_at(2, path, b"theirs");
    sim.read(path, 9).expect_err("not yet there");
    assert_eq!(sim.read(path, 9).expect("read"), b"theirs");
    sim.put(path, b"ours");
    assert_eq!(sim.read(path, 9).expect("read"), b"ours");
}
