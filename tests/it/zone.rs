//! The clock of the record is that of the zone the machine is in, whatever way it is named.

#![expect(clippy::print_stderr, reason = "says what could not be tried")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};

use crate::shell::at_home;

fn run(home: &Path, zone: &str, words: &[&str], typed: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
    at_home(&mut command, home);
    fs::write(home.join("typed"), typed).unwrap();
    command
        .env("TZ", zone)
        .args(words)
        .stdin(fs::File::open(home.join("typed")).unwrap())
        .output()
        .unwrap()
}

#[test]
fn where_tz_names_a_zone_a_meeting_begins_at_the_time_of_that_zone() {
    if !Path::new("/usr/share/zoneinfo/Asia/Kathmandu").exists() {
        return eprintln!("not tried: this system has no files of time zones");
    }
    let home = tempfile::tempdir().unwrap();
    run(home.path(), "UTC", &["init", "uk", "--sample"], "");
    // 5 h 45 from UTC all year, so that no other zone is mistaken for it.
    let here = TimeZone::fixed(Offset::from_seconds(20_700).unwrap());
    let before = Timestamp::now().to_zoned(here.clone()).datetime();
    let script = "new-meeting today\nbegin-meeting\n";
    let words = ["-w", "uk", "apply", "-"];
    let output = run(home.path(), "Asia/Kathmandu", &words, script);
    let after = Timestamp::now().to_zoned(here).datetime();
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty(), "{output:?}");
    let meeting = format!("uk/meetings/{}.ron", before.date());
    let meeting = fs::read_to_string(home.path().join(meeting)).unwrap();
    let minutes = [before, after].map(|time| time.strftime("began: Some(\"%H:%M\")").to_string());
    assert!(
        minutes.iter().any(|began| meeting.contains(began)),
        "{minutes:?} in {meeting}"
    );
}

#[test]
fn a_zone_that_is_not_known_is_said_and_not_taken_for_another_without_a_word() {
    let home = tempfile::tempdir().unwrap();
    run(home.path(), "UTC", &["init", "uk", "--sample"], "");
    let words = ["-w", "uk", "list", "meetings"];
    let said = |zone| String::from_utf8(run(home.path(), zone, &words, "").stderr).unwrap();
    assert_eq!(
        said("Mars/Olympus"),
        "roundtable: TZ is `Mars/Olympus`, a time zone that is not known here; the clock is that of UTC\n"
    );
    for known in ["UTC", "", "UTC-14", "EST5EDT,M3.2.0,M11.1.0"] {
        assert_eq!(said(known), "", "{known}");
    }
}
