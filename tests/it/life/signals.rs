//! Signals and closed terminals, whatever the program is about: it is gone at once, the terminal is
//! as it was, and what was done is in the journal and the files.

use std::io::Write as _;
use std::os::unix::process::ExitStatusExt;
use std::time::Duration;

use rustix::process::Signal;

use super::seat::{Seat, Started};

/// What the program is about when it happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    /// Nothing; a change is saved.
    Nothing,
    /// A change was recorded a moment ago.
    Saving,
    /// A text is being typed.
    Typing,
    /// A question is asked.
    Asking,
    /// What a killed program left is being restored.
    Restoring,
}

const ABOUT: [About; 5] = [
    About::Nothing,
    About::Saving,
    About::Typing,
    About::Asking,
    About::Restoring,
];

/// What happens.
#[derive(Clone, Copy, Debug)]
enum Happens {
    Signal(Signal),
    Closed,
}

/// How often all is repeated: `ROUNDTABLE_REPEAT=20 cargo test --test it gone_at_once -- --nocapture`.
fn repeats() -> usize {
    let wished = std::env::var("ROUNDTABLE_REPEAT").ok();
    wished.map_or(1, |wished| wished.parse().unwrap())
}

/// Returns what a killed program had, with a change that is in the journal and in no file.
fn leave_unsaved() -> Seat {
    let mut seat = Seat::take(Started::Leading);
    seat.fail_at(&["hang save"]);
    seat.record();
    seat.wait_until_it_failed();
    seat.send(Signal::KILL);
    seat.wait_for_end();
    assert!(seat.is_in_the_journal() && !seat.is_in_the_files());
    seat
}

fn go_about(seat: &mut Seat, about: About) {
    match about {
        About::Restoring => {
            seat.wait_for("Restore");
            // It has no time to say that it did.
            return seat.type_in(&["r"]);
        }
        _ => seat.record(),
    }
    match about {
        About::Saving | About::Restoring => {}
        About::Nothing => seat.wait_until_saved(),
        About::Typing => {
            seat.key("s", "Status of");
            seat.key("\x1b[B\r", ": not started");
            seat.key("half a sentence", "half a sentence");
        }
        About::Asking => seat.key("X", "in the bin?"),
    }
}

/// Lets it happen and returns how long the program took to be gone.
fn check(started: Started, about: About, happens: Happens, status: Option<i32>) -> Duration {
    let told = format!("{started:?}, {about:?}, {happens:?}");
    let before = matches!(about, About::Restoring).then(leave_unsaved);
    let mut seat = match &before {
        Some(before) => before.again(started),
        None => Seat::take(started),
    };
    go_about(&mut seat, about);
    match happens {
        Happens::Signal(signal) => seat.send(signal),
        Happens::Closed => seat.close(),
    }
    let (ended, took) = seat.wait_for_end();
    assert_eq!(ended.code(), status, "{told}: {ended:?}");
    assert!(ended.signal().is_none() || status.is_none(), "{told}");
    if matches!(happens, Happens::Signal(signal) if signal != Signal::KILL) {
        assert_eq!(seat.not_given_back(), None, "{told}");
    }
    // What a killed program has not come to is not there; it never waited.
    if about == About::Restoring {
        assert!(seat.is_in_the_journal(), "{told}");
        restores_the_rest(&seat, &told);
    } else if status.is_some() || about == About::Nothing {
        assert!(seat.is_in_the_journal(), "{told}");
        assert!(seat.is_in_the_files(), "{told}");
    }
    // A killed one had no time for what was typed last.
    if status.is_some() && about == About::Typing {
        assert!(seat.keeps("half a sentence"), "{told}");
    }
    took
}

/// Has the next program restore what it is offered: then all is there, and nothing is offered any more.
fn restores_the_rest(seat: &Seat, told: &str) {
    let offered = seat.recover("--list").contains("not started");
    assert!(offered || seat.is_in_the_files(), "{told}");
    seat.recover("--restore");
    assert!(seat.is_in_the_files(), "{told}");
    let left = seat.recover("--list");
    assert!(left.starts_with("nothing to recover"), "{told}: {left}");
}

#[test]
fn whatever_ends_it_the_program_is_gone_at_once_and_leaves_everything_in_order() {
    let signal = Happens::Signal;
    let cases = [
        (Started::Leading, signal(Signal::HUP), Some(129)),
        (Started::Leading, signal(Signal::INT), Some(130)),
        (Started::Leading, signal(Signal::QUIT), Some(131)),
        (Started::Leading, signal(Signal::TERM), Some(143)),
        (Started::Leading, signal(Signal::KILL), None),
        (Started::Leading, Happens::Closed, Some(129)),
        (Started::NotLeading, Happens::Closed, Some(129)),
        (Started::DeafToHup, Happens::Closed, Some(129)),
    ];
    let mut longest = Duration::ZERO;
    for _ in 0..repeats() {
        for about in ABOUT {
            for (started, happens, status) in cases {
                longest = longest.max(check(started, about, happens, status));
            }
        }
    }
    let runs = repeats() * ABOUT.len() * cases.len();
    writeln!(
        std::io::stderr(),
        "{runs} ends, the slowest after {longest:?}"
    )
    .unwrap();
}

#[test]
fn a_program_nobody_uses_does_nothing() {
    for started in [Started::Leading, Started::NotLeading] {
        let mut seat = Seat::take(started);
        seat.record();
        seat.wait_until_saved();
        seat.look_on_for(Duration::from_millis(200));
        let before = seat.worked().0;
        seat.look_on_for(Duration::from_millis(500));
        let worked = seat.worked().0 - before;
        assert!(
            worked <= 2,
            "{worked} hundredths of a second in half of one"
        );
    }
}

#[test]
fn a_disk_that_hangs_holds_up_neither_the_end_nor_the_journal() {
    for by in [Some(Signal::TERM), None] {
        let mut seat = Seat::take(Started::NotLeading);
        seat.fail_at(&["hang save"]);
        seat.record();
        // The second change waits behind the first, which never gets to the disk.
        seat.key("u", "undid");
        match by {
            Some(signal) => seat.send(signal),
            None => seat.close(),
        }
        let (ended, took) = seat.wait_for_end();
        assert!(ended.code().is_some_and(|code| code > 128), "{ended:?}");
        assert!(
            took > Duration::from_millis(500),
            "{took:?}: it did not wait"
        );
        assert!(seat.is_in_the_journal());
        if by.is_some() {
            let shown = seat.shown();
            assert!(shown.contains("not on disk: 2 of your changes"), "{shown}");
            assert_eq!(seat.not_given_back(), None);
        }
    }
}

#[test]
fn a_terminal_that_takes_nothing_does_not_hold_up_the_end() {
    let mut seat = Seat::take(Started::Leading);
    seat.record();
    seat.wait_until_saved();
    // More frames than the terminal has room for, and nobody reads them.
    for _ in 0..200 {
        seat.type_in(&["2", "1", "z", "3", "z"]);
    }
    seat.send(Signal::TERM);
    let (ended, _) = seat.wait_for_end_unread();
    assert_eq!(ended.code(), Some(143));
    assert!(seat.is_in_the_files());
}

#[test]
fn leaving_in_spite_of_a_disk_that_hangs_works() {
    let mut seat = Seat::take(Started::Leading);
    seat.fail_at(&["hang save"]);
    seat.record();
    seat.key("q", "saving, then leaving");
    seat.key("q", "Leave; it is kept");
    seat.type_in(&["k"]);
    let (ended, _) = seat.wait_for_end();
    assert_eq!(ended.code(), Some(1), "{ended:?}");
    assert!(seat.shown().contains("the disk does not answer"));
    assert_eq!(seat.not_given_back(), None);
}
