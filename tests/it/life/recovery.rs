//! What a program had not saved when it ended, recovered at the shell.

use std::fs;

use rustix::process::Signal;

use super::seat::{Seat, Started};

#[test]
fn what_others_changed_since_stays_with_what_was_not_saved_beside_it_and_is_not_offered_again() {
    let mut seat = Seat::take(Started::Leading);
    seat.fail_at(&["hang save"]);
    seat.key("e", "Esc leaves it");
    seat.type_in(&["\x1b[H", "The "]);
    seat.key("\r", "The Beneficial Ownership – UK ·");
    seat.wait_until_it_failed();
    seat.send(Signal::KILL);
    seat.wait_for_end();
    let file = seat.file("uk/commitments/uk0063.ron");
    let held = fs::read_to_string(&file).unwrap();
    let title = "title: \"Beneficial Ownership – UK\"";
    assert!(held.contains(title), "{held}");
    let theirs = held.replacen(title, "title: \"Owners of companies\"", 1);
    fs::write(&file, &theirs).unwrap();

    assert!(seat.recover("--list").contains("UK0063: title"));
    let restored = seat.recover("--restore");
    assert!(restored.contains("decide with g v"), "{restored}");
    assert_eq!(fs::read_to_string(&file).unwrap(), theirs);
    assert!(seat.has_file_with(&["title: \"The Beneficial Ownership – UK\""]));
    assert!(seat.recover("--list").starts_with("nothing to recover"));
}

#[test]
fn what_is_done_while_the_disk_of_the_files_hangs_is_kept_by_that_of_the_user() {
    let mut seat = Seat::take(Started::Leading);
    seat.fail_at(&["hang save"]);
    seat.record();
    seat.wait_until_it_failed();
    seat.key("e", "Esc leaves it");
    seat.type_in(&["\x1b[H", "The "]);
    seat.key("\r", "The Beneficial Ownership – UK ·");
    seat.key("a", "New commitment");
    seat.type_in(&["Publish the guid"]);
    seat.wait_until_it_keeps("Publish the guid");
    let at_work = seat.recover("--list");
    for said in [
        "has it open since",
        "not saved yet: UK0063: no status → not started",
        "not saved yet: UK0063: title",
        "not recorded yet: New commitment",
        "nothing else to recover",
    ] {
        assert!(at_work.contains(said), "{at_work}");
    }
    seat.send(Signal::KILL);
    seat.wait_for_end();

    let lost = seat.recover("--list");
    for said in [
        "UK0063: no status → not started",
        "UK0063: title",
        "New commitment",
    ] {
        assert!(lost.contains(said), "{lost}");
    }
    seat.recover("--restore");
    assert!(seat.has_file_with(&["The Beneficial Ownership", "status: Some(NotStarted)"]));
}

#[test]
fn text_typed_where_nothing_can_be_kept_is_said_not_to_be_and_recovery_does_not_claim_it() {
    // A file where the folder would be: nobody, not even root, can make one there.
    let mut seat = Seat::with(&[("XDG_STATE_HOME", "/dev/null")]);
    seat.key("e", "Esc leaves it");
    seat.type_in(&["The only copy "]);
    seat.wait_for("TEXT NOT KEPT");
    seat.send(Signal::KILL);
    seat.wait_for_end();
    let said = seat.recover("--list");
    assert!(!said.contains("all that was"), "{said}");
    assert!(
        said.starts_with("nothing to recover was found on this machine"),
        "{said}"
    );
}
