//! A save is old or new, whatever fails and whoever else writes.

use super::super::fs::RealFs;
use super::super::sim::{Fault, SimFs, Times};
use super::*;

const OLD: &[u8] = b"(title: \"old\")\n";
const NEW: &[u8] = b"(title: \"new and longer\")\n";

fn target() -> PathBuf {
    PathBuf::from("/uk/plans/a.ron")
}

fn disk(old: Option<&[u8]>) -> SimFs {
    let sim = SimFs::new(Path::new("/uk/plans"));
    if let Some(old) = old {
        sim.put(&target(), old);
    }
    sim
}

fn litter(sim: &SimFs) -> usize {
    sim.paths().iter().filter(|path| **path != target()).count()
}

/// Walks `fault` through a save until a run passes without meeting it.
fn walk(old: Option<&[u8]>, fault: Fault, times: Times) {
    for n in 1.. {
        let sim = disk(old);
        sim.fault_at(n, fault, times);
        let result = replace(&sim, &target(), old.map(Print::of), NEW);
        let told = format!("{fault:?} {times:?} at {n}: {result:?} {:?}", sim.log());
        let whole =
            |found: Option<Vec<u8>>| found.as_deref() == old || found.as_deref() == Some(NEW);
        assert!(whole(sim.get(&target())), "live, {told}");
        for next in sim.power_cuts() {
            assert!(whole(next.get(&target())), "after a power cut, {told}");
        }
        if fault != Fault::Kill && times == Times::Once {
            assert_eq!(litter(&sim), 0, "{told}");
        }
        if result.is_ok() && fault != Fault::Lie {
            for next in sim.power_cuts() {
                assert_eq!(next.get(&target()).as_deref(), Some(NEW), "{told}");
            }
        }
        if sim.count() < n {
            assert!(result.is_ok(), "{told}");
            return;
        }
    }
}

#[test]
fn is_old_or_new_whatever_fails() {
    for old in [None, Some(OLD)] {
        for times in [Times::Once, Times::Forever] {
            for kind in [
                ErrorKind::StorageFull,
                ErrorKind::PermissionDenied,
                ErrorKind::AlreadyExists,
                ErrorKind::NotFound,
                ErrorKind::Other,
            ] {
                walk(old, Fault::Fail(kind), times);
                walk(old, Fault::Short(kind), times);
                // Created, and yet told that somebody else's file was met: no disk does that.
                if kind != ErrorKind::AlreadyExists {
                    walk(old, Fault::Late(kind), times);
                }
            }
        }
        walk(old, Fault::Kill, Times::Once);
    }
}

#[test]
fn a_lying_write_is_noticed() {
    let sim = disk(Some(OLD));
    let write = 1 + {
        let trial = disk(Some(OLD));
        replace(&trial, &target(), Some(Print::of(OLD)), NEW).expect("saved");
        trial
            .log()
            .iter()
            .position(|name| name.starts_with("write"))
            .expect("a write")
    };
    sim.fault_at(write, Fault::Lie, Times::Once);
    let error = replace(&sim, &target(), Some(Print::of(OLD)), NEW).expect_err("a lie");
    assert!(matches!(error.cause, Cause::Garbled), "{error}");
    assert_eq!(sim.get(&target()).as_deref(), Some(OLD));
}

#[test]
fn does_not_overwrite_what_somebody_else_saved() {
    let loaded = Some(Print::of(b"loaded"));
    for (found, base) in [(Some(OLD), loaded), (Some(OLD), None), (None, loaded)] {
        let sim = disk(found);
        let error = replace(&sim, &target(), base, NEW).expect_err("changed outside");
        assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
        assert_eq!(sim.get(&target()).as_deref(), found);
        assert_eq!(litter(&sim), 0);
    }
}

#[test]
fn an_attempt_that_landed_unsynced_can_be_repeated() {
    let sim = disk(Some(OLD));
    let base = Some(Print::of(OLD));
    let trial = disk(Some(OLD));
    replace(&trial, &target(), base, NEW).expect("saved");
    sim.fail_at(trial.count(), ErrorKind::Other, Times::Once);
    let error = replace(&sim, &target(), base, NEW).expect_err("the folder is not synced");
    assert_eq!(error.step, Step::SyncFolder);
    assert_eq!(sim.get(&target()).as_deref(), Some(NEW));
    assert_eq!(
        replace(&sim, &target(), base, NEW).expect("saved"),
        Print::of(NEW)
    );
    assert_eq!(sim.crash().get(&target()).as_deref(), Some(NEW));
}

#[test]
fn what_could_not_be_read_again_is_not_written() {
    let sim = disk(Some(OLD));
    let long = vec![b' '; usize::try_from(FILE_LIMIT).expect("a length") + 1];
    let error = replace(&sim, &target(), Some(Print::of(OLD)), &long).expect_err("too long");
    assert_eq!(error.step, Step::Write);
    assert_eq!(sim.count(), 0);
    // What is too long to have been read is not what was read, and no failure of the disk.
    sim.put(&target(), &long);
    let error = replace(&sim, &target(), Some(Print::of(OLD)), NEW).expect_err("changed");
    assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
}

#[test]
fn removes_what_was_read_and_nothing_else() {
    let base = Print::of(OLD);
    let sim = disk(Some(NEW));
    let error = remove(&sim, &target(), base).expect_err("changed outside");
    assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
    assert_eq!(sim.get(&target()).as_deref(), Some(NEW));
    remove(&disk(None), &target(), base).expect("gone already");
    for fault in [
        Fault::Fail(ErrorKind::Other),
        Fault::Late(ErrorKind::Other),
        Fault::Kill,
    ] {
        for n in 1.. {
            let sim = disk(Some(OLD));
            sim.fault_at(n, fault, Times::Once);
            let result = remove(&sim, &target(), base);
            let told = format!("{fault:?} at {n}: {result:?} {:?}", sim.log());
            for next in sim.power_cuts() {
                let found = next.get(&target());
                assert!(found.is_none() || result.is_err(), "{told}");
                assert!(found.is_none_or(|found| found == OLD), "{told}");
            }
            if sim.log().iter().any(|name| name.starts_with("remove")) && fault != Fault::Kill {
                // What the file says counts, not what the error says.
                let at_the_end = sim
                    .log()
                    .last()
                    .is_some_and(|name| name.starts_with("sync"));
                let is_gone = sim.get(&target()).is_none();
                assert_eq!(at_the_end, is_gone, "{told}");
            }
            if sim.count() < n {
                break;
            }
        }
    }
}

#[test]
fn an_error_names_the_file_the_step_and_the_way_out() {
    let sim = disk(None);
    sim.fail_at(1, ErrorKind::StorageFull, Times::Forever);
    let error = replace(&sim, &target(), None, NEW).expect_err("full");
    let text = error.to_string();
    assert!(
        text.starts_with("/uk/plans/a.ron: comparing with what was loaded: "),
        "{text}"
    );
    assert_eq!(error.hint(), "free some space on the disk of /uk/plans");
}

#[cfg(unix)]
#[test]
fn keeps_the_permissions_on_a_real_disk() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().expect("a folder to test in");
    let path = dir.path().join("a.ron");
    let print = replace(&RealFs, &path, None, OLD).expect("saved");
    let Mode(folder) = RealFs.mode(dir.path()).expect("mode").expect("a folder");
    assert_eq!(
        RealFs.mode(&path).expect("mode"),
        Some(Mode(folder & 0o666))
    );
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o664)).expect("set");
    replace(&RealFs, &path, Some(print), NEW).expect("saved");
    assert_eq!(RealFs.mode(&path).expect("mode"), Some(Mode(0o664)));
    assert_eq!(RealFs.read(&path, FILE_LIMIT).expect("read"), NEW);
    assert_eq!(RealFs.list(dir.path()).expect("listed").len(), 1);
}

/// Returns the number of the first operation of that kind in a save that goes well.
fn operation(old: Option<&[u8]>, name: &str) -> usize {
    let trial = disk(old);
    replace(&trial, &target(), old.map(Print::of), NEW).expect("saved");
    let log = trial.log();
    1 + log
        .iter()
        .position(|done| done.starts_with(name))
        .expect("it is one of them")
}

#[test]
fn what_somebody_else_saves_meanwhile_is_not_overwritten() {
    let theirs = b"(title: \"theirs\")\n";
    for (old, name) in [(None, "rename_new"), (Some(OLD), "rename a.ron")] {
        let rename = operation(old, name);
        for n in 1..=rename {
            let sim = disk(old);
            sim.somebody_writes_at(n, &target(), theirs);
            let result = replace(&sim, &target(), old.map(Print::of), NEW);
            let told = format!("at {n}: {result:?} {:?}", sim.log());
            if n == rename && old.is_some() {
                // The one moment that no disk guards.
                result.expect(&told);
                continue;
            }
            let error = result.expect_err(&told);
            assert!(matches!(error.cause, Cause::ChangedOutside), "{told}");
            assert_eq!(sim.get(&target()).as_deref(), Some(&theirs[..]), "{told}");
            assert_eq!(litter(&sim), 0, "{told}");
        }
    }
}

#[test]
fn bytes_of_the_same_length_are_told_apart() {
    let sim = disk(Some(OLD));
    let loaded = Print::of(b"(title: \"odd\")\n");
    let error = replace(&sim, &target(), Some(loaded), NEW).expect_err("changed outside");
    assert!(matches!(error.cause, Cause::ChangedOutside), "{error}");
}

#[test]
fn a_temporary_name_that_somebody_has_is_left_to_them() {
    let sim = disk(Some(OLD));
    let create = operation(Some(OLD), "create");
    sim.fail_at(create, ErrorKind::AlreadyExists, Times::Once);
    let error = replace(&sim, &target(), Some(Print::of(OLD)), NEW).expect_err("taken");
    assert_eq!(error.step, Step::Create);
    assert!(!sim.log().iter().any(|name| name.starts_with("remove")));
}

#[test]
fn a_failed_write_is_told_and_a_rename_that_was_done_all_the_same_is_not() {
    let base = Some(Print::of(OLD));
    let sim = disk(Some(OLD));
    let full = ErrorKind::StorageFull;
    sim.fault_at(
        operation(Some(OLD), "write"),
        Fault::Short(full),
        Times::Once,
    );
    let error = replace(&sim, &target(), base, NEW).expect_err("full");
    assert_eq!(error.step, Step::Write);
    for (old, name) in [(None, "rename_new"), (Some(OLD), "rename a.ron")] {
        for fault in [Fault::Late(full), Fault::Short(full)] {
            let sim = disk(old);
            sim.fault_at(operation(old, name), fault, Times::Once);
            let result = replace(&sim, &target(), old.map(Print::of), NEW);
            // Half of a rename that replaces nothing is the new name beside the old one.
            let is_done = old.is_none() || fault == Fault::Late(full);
            assert_eq!(result.is_ok(), is_done, "{name} {fault:?}");
            assert_eq!(litter(&sim), 0, "{name} {fault:?}");
        }
    }
}

#[test]
fn a_write_protected_file_is_not_replaced() {
    let sim = disk(None);
    let mut file = sim.create_exclusive(&target()).expect("created");
    file.write_all(OLD).expect("written");
    file.set_mode(Mode(0o444)).expect("set");
    let error = replace(&sim, &target(), Some(Print::of(OLD)), NEW).expect_err("protected");
    assert!(matches!(error.cause, Cause::Protected), "{error}");
    assert_eq!(sim.get(&target()).as_deref(), Some(OLD));
}

#[test]
fn every_reason_has_a_way_out() {
    let hint = |step, cause| {
        let path = target();
        SaveError { path, step, cause }.hint()
    };
    let refused = |step, kind: ErrorKind| hint(step, Cause::Io(kind.into()));
    let (compare, rename) = (Step::Compare, Step::Rename);
    let long = fs::TooLarge { size: 2, limit: 1 };
    let said = [
        hint(rename, Cause::Protected),
        hint(compare, Cause::ChangedOutside),
        hint(Step::ReadBack, Cause::Garbled),
        refused(Step::Write, ErrorKind::StorageFull),
        refused(compare, ErrorKind::PermissionDenied),
        refused(rename, ErrorKind::PermissionDenied),
        refused(Step::Create, ErrorKind::ReadOnlyFilesystem),
        refused(Step::Remove, ErrorKind::NotFound),
        hint(Step::Write, Cause::Io(long.into())),
        refused(Step::Write, ErrorKind::FileTooLarge),
        refused(Step::Sync, ErrorKind::Other),
        refused(compare, ErrorKind::InvalidInput),
    ];
    let expected = [
        "if it may be changed, give the right to write /uk/plans/a.ron back",
        "somebody else saved this file; look at both versions before saving again",
        "the disk may be failing; save the workspace on another disk",
        "free some space on the disk of /uk/plans",
        "ask for the right to read /uk/plans/a.ron",
        "ask for the right to write in /uk/plans",
        "copy the workspace to another disk; that of /uk/plans is read-only",
        "put the folder /uk/plans back",
        "the file is too long; move something out of it",
        "files in /uk/plans may not get so long here; raise the limit, as with `ulimit -f unlimited`",
        "look what is wrong with /uk/plans, or copy the workspace to another disk",
        "move /uk/plans/a.ron away",
    ];
    assert_eq!(said, expected);
}

#[test]
fn a_reason_is_a_few_words_and_the_name_of_the_file() {
    let error = |cause| SaveError {
        path: target(),
        step: Step::Write,
        cause,
    };
    let brief = |cause| error(cause).in_brief();
    let said = [
        brief(Cause::Io(io::Error::from_raw_os_error(28))),
        brief(Cause::Io(fs::NotAFile.into())),
        brief(Cause::Io(io::Error::other("the disk hums"))),
        brief(Cause::Garbled),
    ];
    let expected = [
        "no storage space, a.ron",
        "it is a link, a folder or a device now, not a file, a.ron",
        "the disk hums, a.ron",
        "the disk did not keep what was written, a.ron",
    ];
    assert_eq!(said, expected);
    let read_only = io::Error::from(ErrorKind::ReadOnlyFilesystem);
    assert_eq!(
        way_out_of(&read_only, Path::new("/uk")).as_deref(),
        Some("use another disk; that of /uk is read-only")
    );
    assert!(error(Cause::ChangedOutside).is_changed_outside());
    assert!(!error(Cause::Garbled).is_changed_outside());
}

#[test]
fn a_file_as_long_as_may_be_is_saved_and_a_longer_one_is_not() {
    let sim = disk(None);
    let longest = vec![b' '; usize::try_from(FILE_LIMIT).expect("a size")];
    replace(&sim, &target(), None, &longest).expect("saved");
    let longer = [&longest[..], b" "].concat();
    let base = Some(Print::of(&longest));
    let error = replace(&sim, &target(), base, &longer).expect_err("too long");
    assert_eq!(error.step, Step::Write);
    assert_eq!(sim.get(&target()).as_deref(), Some(&longest[..]));
}
