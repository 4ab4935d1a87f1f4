//! Undo on a screen whose workspace cannot be written for a while: said, kept, and saved later.

#![expect(clippy::print_stderr, reason = "says what could not be tried")]

use std::path::Path;
use std::process::Command;

use super::seat::Seat;
use crate::media::medium::{Kind, Medium};
use crate::pty::sample;
use crate::shell::at_home;

/// A length that no file of a commitment keeps to.
const BLOCK: u64 = 1024;

#[test]
fn an_undo_that_cannot_be_saved_is_said_and_saved_when_it_can_be() {
    for kind in [
        Kind::Full,
        Kind::ReadOnly,
        Kind::Short(BLOCK),
        Kind::Forbidden,
    ] {
        let home = tempfile::tempdir().unwrap();
        if let Err(why) = undo_on(kind, home.path()) {
            eprintln!("not tried: {kind:?}: {why}");
        }
    }
}

fn undo_on(kind: Kind, home: &Path) -> Result<(), String> {
    for folder in ["uk", "state"] {
        std::fs::create_dir(home.join(folder)).unwrap();
    }
    let medium = Medium::new(kind, &home.join("uk"), &home.join("state"))?;
    sample(home);
    let file = home.join("uk/commitments/uk0063.ron");
    let read = || std::fs::read(&file).unwrap();
    let before = read();
    let mut status = Command::new(env!("CARGO_BIN_EXE_roundtable"));
    at_home(&mut status, home);
    let words = [
        "-w",
        "uk",
        "--today",
        "2018-08-09",
        "set",
        "UK0063",
        "limited",
    ];
    assert!(status.args(words).output().unwrap().status.success());
    let changed = read();
    medium.spoil();
    let mut seat = Seat::at_behind(&medium.before(), home);
    seat.wait_for("Beneficial Ownership");
    seat.key("u", "undid: UK0063: no status → limited");
    seat.wait_for("NOT SAVED");
    assert_eq!(read(), changed, "{kind:?}");
    medium.heal();
    if let Kind::Short(_) = kind {
        let mut lift = Command::new("prlimit");
        lift.arg("--fsize=unlimited:").arg("--pid");
        let pid = seat.pid().as_raw_nonzero().to_string();
        assert!(lift.arg(pid).status().unwrap().success());
    }
    if kind == Kind::Forbidden {
        medium.give_away();
    }
    // Ctrl-S tries again.
    seat.type_in(&["\x13"]);
    seat.wait_until_saved();
    seat.type_in(&["q"]);
    let (ended, _) = seat.wait_for_end();
    assert!(ended.success(), "{kind:?}: {ended:?}");
    assert_eq!(read(), before, "{kind:?}");
    assert_eq!(litter(home), 0, "{kind:?}");
    Ok(())
}

/// Returns how many temporary files there are beside the file.
fn litter(home: &Path) -> usize {
    let names = std::fs::read_dir(home.join("uk/commitments")).unwrap();
    let names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.contains(".tmp")).count()
}
