//! Failures inside: the program goes on where it can, and says so; what was done is kept.

use super::seat::{Seat, Started};

/// What the screen says of a failure, made fit for a terminal.
fn told(place: &str) -> String {
    format!("wrong inside: a test wants ␛[31m{place} to fail")
}

/// Lets the program fail at a place while these keys are pressed.
#[track_caller]
fn fails(place: &str, keys: &[&str]) -> Seat {
    let mut seat = Seat::take(Started::Leading);
    seat.resize(24, 200);
    seat.record();
    seat.wait_until_saved();
    seat.fail_at(&[place]);
    seat.type_in(keys);
    seat.wait_for(&told(place));
    seat
}

/// What a user who goes on after it finds: nothing is lost, and all works.
#[track_caller]
fn goes_on(seat: &mut Seat, place: &str) {
    seat.type_in(&["u"]);
    seat.wait_for("undid");
    seat.type_in(&["U"]);
    seat.wait_for("redid");
    seat.wait_until_saved();
    seat.type_in(&["q"]);
    let (ended, _) = seat.wait_for_end();
    assert!(ended.success(), "{place}: {ended:?}");
    assert!(seat.is_in_the_files(), "{place}");
    assert_eq!(seat.not_given_back(), None, "{place}");
}

#[test]
fn a_key_that_fails_costs_nothing_but_itself() {
    let cases: [(&str, &[&str]); 11] = [
        ("update", &["j"]),
        ("down", &["j"]),
        ("next-pane", &["\t"]),
        ("open", &["\r"]),
        ("palette", &[":"]),
        ("help", &["?"]),
        ("filter", &["/"]),
        ("set-status", &["s"]),
        ("zoom", &["z"]),
        ("go-meeting", &["3"]),
        ("draw", &["j"]),
    ];
    for (place, keys) in cases {
        let mut seat = fails(place, keys);
        goes_on(&mut seat, place);
    }
}

#[test]
fn what_a_key_did_before_it_failed_is_done() {
    let mut seat = fails("undo", &["u"]);
    seat.wait_until_saved();
    seat.type_in(&["U"]);
    seat.wait_for("redid");
    goes_on(&mut seat, "undo");
}

#[test]
fn a_text_that_was_being_typed_is_taken_up_again() {
    let mut seat = Seat::take(Started::Leading);
    seat.key("s", "Status of");
    seat.key("\x1b[B\r", ": not started");
    seat.key("half a sentence", "half a sentence");
    seat.fail_at(&["draw"]);
    // The caret to the front; what else is drawn may have failed before.
    seat.key("\x1b[H", "wrong inside");
    seat.key("s", "Status of");
    seat.key("\x1b[B\r", "half a sentence");
}

#[test]
fn what_fails_again_when_it_is_begun_anew_ends_the_program_in_order() {
    for again in ["draw", "begin-again"] {
        let mut seat = Seat::take(Started::Leading);
        seat.record();
        seat.fail_at(&["draw", again]);
        seat.type_in(&["j"]);
        let (ended, _) = seat.wait_for_end();
        assert_eq!(ended.code(), Some(1), "{ended:?}");
        assert_eq!(seat.not_given_back(), None);
        assert!(seat.is_in_the_files() && seat.is_in_the_journal());
        let shown = seat.shown().replace('\n', " ");
        assert!(shown.contains(&told(again)), "{shown}");
        assert!(shown.contains("what was done is in the files"), "{shown}");
    }
}

#[test]
fn keys_that_cannot_be_read_are_passed_over() {
    let mut seat = Seat::take(Started::Leading);
    seat.fail_at(&["input"]);
    seat.type_in(&["j"]);
    // It fails before it is known to have been pressed: the next one is read.
    seat.wait_until_it_failed();
    seat.record();
    seat.wait_until_saved();
}

#[test]
fn a_failure_while_saving_is_not_silent_and_is_made_good_for() {
    for (place, then) in [("save", "\x13"), ("journal", "")] {
        let mut seat = Seat::take(Started::Leading);
        seat.resize(24, 200);
        seat.fail_at(&[place]);
        let says = if then.is_empty() {
            &told(place)
        } else {
            "NOT SAVED"
        };
        seat.record_and_see(says);
        seat.type_in(&[then]);
        seat.wait_until_saved();
        seat.record();
        seat.type_in(&["q"]);
        assert!(seat.wait_for_end().0.success());
        assert!(seat.is_in_the_files() && seat.is_in_the_journal());
    }
}

#[test]
fn what_may_be_lost_by_a_failure_is_never_called_saved() {
    let mut seat = Seat::take(Started::Leading);
    seat.fail_at(&["take"]);
    seat.record_and_see("NOT SAVED");
    seat.key("\x13", "NOT SAVED");
    seat.send(rustix::process::Signal::TERM);
    assert_eq!(seat.wait_for_end().0.code(), Some(143));
    assert!(seat.shown().contains("not on disk: 1 of your changes"));
}

/// Changes a title as somebody else does, and waits until the screen says so.
#[track_caller]
fn somebody_else_changes(seat: &Seat, from: &str, to: &str) {
    let file = seat.file("uk/commitments/uk0064.ron");
    let held = std::fs::read_to_string(&file).unwrap();
    assert!(held.contains(from), "{held}");
    std::fs::write(&file, held.replacen(from, to, 1)).unwrap();
}

#[test]
fn watching_that_fails_is_begun_anew_and_told_when_it_fails_again() {
    let mut seat = Seat::take(Started::Leading);
    seat.resize(24, 200);
    seat.fail_at(&["watch"]);
    somebody_else_changes(&seat, "Natural Resource", "Mineral Resource");
    seat.wait_until_it_failed();
    seat.wait_for("Mineral Resource");
    seat.fail_at(&["watch"]);
    somebody_else_changes(&seat, "Mineral Resource", "Timber Resource");
    seat.wait_for(&told("watch"));
    seat.wait_for("open again to see what others change");
    seat.record();
    seat.wait_until_saved();
}
