//! Every fault at every operation of a save and of a thinning.

use std::collections::BTreeSet;

use super::*;
use crate::store::sim::Fault;

const FAULTS: [Fault; 4] = [
    Fault::Fail(ErrorKind::StorageFull),
    Fault::Late(ErrorKind::Other),
    Fault::Short(ErrorKind::StorageFull),
    Fault::Kill,
];

/// Calls `check` for every fault at every operation that `work` does on a disk that `prepare`
/// returns, until it meets the fault no more; returns how many runs.
fn walk<T>(
    prepare: impl Fn() -> (SimFs, T),
    mut work: impl FnMut(&mut T),
    mut check: impl FnMut(&SimFs, &T, &str),
) -> usize {
    let mut runs = 0;
    for fault in FAULTS {
        for times in [Times::Once, Times::Forever] {
            for n in 1.. {
                let (disk, mut thing) = prepare();
                let start = disk.count();
                disk.fault_at(start + n, fault, times);
                work(&mut thing);
                let ended = disk.count() < start + n;
                let log = disk.log();
                let told = format!("{fault:?} {times:?} at {n}: {:?}", log.get(start..));
                runs += 1;
                check(&disk, &thing, &told);
                if ended {
                    break;
                }
            }
        }
    }
    runs
}

/// Some disks that the next program may find: after a kill, and after a power cut.
fn next_disks(disk: &SimFs) -> Vec<SimFs> {
    let cuts: Vec<SimFs> = disk.power_cuts().take(600).collect();
    let some = cuts.len().div_ceil(6).max(1);
    let cuts = cuts.into_iter().step_by(some);
    std::iter::once(disk.restart()).chain(cuts).collect()
}

fn reader(disk: &SimFs) -> Versions {
    versions(Arc::new(disk.clone()), "abela", noon(), true)
}

/// Returns the titles of all versions of the commitment, newest first.
fn titles(disk: &SimFs) -> Vec<String> {
    let past = reader(disk).past(&Versioned::Commitment(uk(1)), usize::MAX);
    let past = past.expect("read");
    assert_eq!(past.unreadable, 0, "each version can be read");
    let titles = past
        .versions
        .iter()
        .map(|version| title(version.after.as_ref()).to_owned());
    titles.collect()
}

fn in_the_file(disk: &SimFs) -> String {
    let bytes = disk.get(&path()).expect("a file");
    ron_text::from_text::<Commitment>(&bytes)
        .expect("whole")
        .title
}

#[test]
fn what_a_save_replaces_is_kept_whatever_fails() {
    let prepare = || {
        let disk = disk();
        Program::init(&disk).saves("b");
        // Only what the next save does may be lost.
        let disk = disk.crash();
        let program = Program::open(&disk, "abela", noon());
        (disk, program)
    };
    let runs = walk(
        prepare,
        // Whether this can be saved or not is not the matter here.
        |program| drop(program.save("c")),
        |disk, program, told| {
            let told_of = program.store.versions_trouble().is_some();
            for next in next_disks(disk) {
                // A torn line is passed over; the others are all there.
                let past = reader(&next).past(&Versioned::Commitment(uk(1)), usize::MAX);
                let past = past.expect("read");
                let titles: Vec<&str> = past
                    .versions
                    .iter()
                    .map(|version| title(version.after.as_ref()))
                    .collect();
                assert!(titles.ends_with(&["b", "a"]), "{titles:?}, {told}");
                let file = in_the_file(&next);
                // In the file only once it is kept, or once it is known that it is not.
                let kept = titles.first() == Some(&"c");
                assert!(file == "b" || kept || told_of, "{file}, {titles:?}, {told}");
                // Whoever comes next can go on.
                let mut other = Program::open(&next, "borg", noon());
                other.saves("d");
                let titles = super::shown(&other.past());
                assert!(
                    titles.first().is_some_and(|line| line.contains("→d: ")),
                    "{titles:?}, {told}"
                );
            }
        },
    );
    assert!(runs > 100, "{runs} runs");
}

#[test]
fn a_full_disk_of_versions_holds_up_no_save() {
    for n in 1..40 {
        let (disk, home) = (disk(), disk());
        let mut program = Program::init(&disk);
        let kept = versions(Arc::new(home.clone()), "abela", noon(), true);
        program.store = program.store.keeping(kept);
        program.saves("b");
        home.fault_at(
            home.count() + n,
            Fault::Fail(ErrorKind::StorageFull),
            Times::Forever,
        );
        program.saves("c");
        assert_eq!(in_the_file(&disk.crash()), "c");
    }
}

/// Returns a disk with three more versions than stay of old ones, and when they are to be thinned.
fn old_versions() -> (SimFs, Versions) {
    let disk = disk();
    let mut program = Program::init(&disk);
    for n in 10..12 + thinning::LAST {
        program.saves(&format!("t{n}"));
    }
    let disk = disk.crash();
    let versions = reader(&disk);
    (disk, versions)
}

fn in_a_year() -> DateTime {
    noon() + jiff::SignedDuration::from_hours(3 * 365 * 24)
}

#[test]
fn thinning_loses_no_version_that_stays_whatever_fails() {
    let all = titles(&old_versions().0);
    let (disk, versions) = old_versions();
    versions.thin(in_a_year()).expect("thinned");
    let kept = titles(&disk);
    assert_eq!(kept.len(), thinning::LAST);
    assert_eq!(kept.as_slice(), &all[..thinning::LAST]);
    assert_eq!(objects(&disk).len(), kept.len());
    let runs = walk(
        old_versions,
        |versions| drop(versions.thin(in_a_year())),
        |disk, _, told| {
            for next in next_disks(disk) {
                let found = titles(&next);
                assert!(found == all || found == kept, "{found:?}, {told}");
                // Whoever comes next finishes it.
                let later = in_a_year() + jiff::SignedDuration::from_hours(24);
                reader(&next).thin(later).expect("thinned");
                assert_eq!(titles(&next), kept, "{told}");
                assert_eq!(objects(&next).len(), kept.len(), "{told}");
            }
        },
    );
    assert!(runs > 60, "{runs} runs");
}

fn objects(disk: &SimFs) -> BTreeSet<PathBuf> {
    let paths = disk.paths().into_iter();
    paths
        .filter(|path| {
            path.extension().is_some_and(|ending| ending == "ron") && path.starts_with(STATE)
        })
        .collect()
}

#[test]
fn what_a_damaged_line_names_stays() {
    let (disk, versions) = old_versions();
    let log = versions.log(&key());
    let mut text = disk.get(&log).expect("a log");
    // The first line, of the oldest version, is damaged in its time.
    text[10] = b'x';
    disk.put(&log, &text);
    versions.thin(in_a_year()).expect("thinned");
    assert_eq!(objects(&disk).len(), thinning::LAST + 1);
    let read = versions.read_log(&log).expect("read");
    assert_eq!((read.lines.len(), read.damaged.len()), (thinning::LAST, 1));
}

#[test]
fn they_are_thinned_once_a_day() {
    let (disk, versions) = old_versions();
    versions.thin(noon()).expect("thinned");
    let before = disk.count();
    versions.thin(noon()).expect("thinned");
    let did = disk.log().split_off(before);
    assert_eq!(did, ["mode versions", "read thinned"]);
}
