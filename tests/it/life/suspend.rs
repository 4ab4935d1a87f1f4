//! Stopping for a while and going on, by the palette, by signals, and with an outside editor open.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use rustix::process::Signal;

use super::seat::{Seat, Started};

#[test]
fn suspended_it_gives_the_terminal_to_the_shell_and_fg_brings_it_back() {
    let mut seat = Seat::take(Started::ByShell);
    seat.record();
    seat.command("back to the shell", "and back in the shell");
    // Nothing waits any more for a program that may never be continued.
    assert!(seat.is_in_the_journal() && seat.is_in_the_files());
    assert_eq!(seat.not_given_back(), None);
    seat.resize(30, 100);
    seat.type_in(&["\n"]);
    let filled = |screen: &vt100::Screen| {
        let last = screen.rows(0, 100).nth(28).unwrap_or_default();
        screen.alternate_screen() && last.len() >= 99 && last.ends_with(": all")
    };
    seat.wait_until("a frame of the new size", filled);
    seat.key("u", "undid");
    seat.type_in(&["q"]);
    seat.wait_for("all over");
    let (ended, _) = seat.wait_for_end();
    assert!(ended.success(), "{ended:?}");
    assert_eq!(seat.not_given_back(), None);
}

#[test]
fn where_no_shell_waits_it_is_not_frozen_for_ever() {
    let mut seat = Seat::take(Started::Leading);
    seat.command("back to the shell", "no shell waits for this program");
    assert!(!seat.worked().1);
    seat.key("3", "Minutes");
}

#[test]
fn told_to_stop_it_saves_and_gives_the_terminal_back_until_it_is_continued() {
    let mut seat = Seat::take(Started::Leading);
    for _ in 0..3 {
        seat.record();
        seat.send(Signal::TSTP);
        seat.wait_until("the first screen", |screen| !screen.alternate_screen());
        seat.wait_until_stopped();
        assert!(seat.is_in_the_files());
        assert_eq!(seat.not_given_back(), None);
        seat.send(Signal::CONT);
        seat.wait_until("a frame", vt100::Screen::alternate_screen);
        seat.key("u", "undid");
    }
}

#[test]
fn stopped_without_being_asked_it_draws_all_anew_when_it_goes_on() {
    let mut seat = Seat::take(Started::Leading);
    seat.send(Signal::STOP);
    seat.wait_until_stopped();
    // What whoever uses the terminal meanwhile does to it.
    seat.leave_in_a_mess();
    seat.send(Signal::CONT);
    seat.wait_for(": all");
    seat.wait_until("a frame", vt100::Screen::alternate_screen);
    seat.record();
    seat.send(Signal::TERM);
    assert_eq!(seat.wait_for_end().0.code(), Some(143));
}

/// Returns a program that is used as an editor: it puts a line behind the text, says so, and waits
/// for a line from the terminal.
fn editor(seat_says: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("editor");
    let script = format!(
        "#!/bin/sh\n{seat_says}\necho typed outside >> \"$1\"\necho the editor has it\nread line || read line\n"
    );
    fs::write(&path, script).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// Opens the title of a commitment in the editor.
fn open_editor(seat: &mut Seat) {
    seat.key("E", "the editor has it");
}

#[test]
fn a_key_that_interrupts_the_editor_does_not_end_the_program() {
    let (_folder, path) = editor("trap 'echo interrupted' INT");
    let mut seat = Seat::with(&[("VISUAL", &path)]);
    open_editor(&mut seat);
    seat.key("\x03", "interrupted");
    seat.type_in(&["\n"]);
    seat.wait_until("the change", |screen| {
        screen.alternate_screen() && screen.contents().contains("u undoes")
    });
    seat.wait_until_saved();
    assert!(seat.has_file_with(&["typed outside"]));
}

#[test]
fn told_to_end_while_an_editor_is_open_it_takes_what_the_editor_saved() {
    let (_folder, path) = editor("");
    let mut seat = Seat::with(&[("VISUAL", &path)]);
    open_editor(&mut seat);
    seat.send(Signal::TERM);
    assert_eq!(seat.wait_for_end().0.code(), Some(143));
    assert_eq!(seat.not_given_back(), None);
    assert!(seat.has_file_with(&["typed outside"]));
}

#[test]
fn the_key_that_stops_the_editor_stops_the_program_with_it() {
    let (_folder, path) = editor("trap 'echo and goes on' CONT");
    let mut seat = Seat::with(&[("VISUAL", &path)]);
    open_editor(&mut seat);
    seat.send(Signal::TSTP);
    seat.wait_until_stopped();
    seat.send(Signal::CONT);
    seat.type_in(&["\n"]);
    seat.wait_until("the change", |screen| {
        screen.alternate_screen() && screen.contents().contains("u undoes")
    });
}

#[test]
fn an_editor_that_does_not_care_does_not_hold_up_the_end() {
    let (_folder, path) = editor("trap '' TERM HUP");
    let mut seat = Seat::with(&[("VISUAL", &path)]);
    open_editor(&mut seat);
    seat.send(Signal::TERM);
    assert_eq!(seat.wait_for_end().0.code(), Some(143));
}
