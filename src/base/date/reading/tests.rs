//! Days as people type them, and what is said of those that can be read in two ways or not at all.
#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::base::date::parse::tests::any_fuzzy;

/// What people typed, on which day, and what is meant: rows that were made up for this.
const TYPED: &str = include_str!("../../../../tests/days/typed.tsv");
/// What nobody can mean, and why it is refused.
const REFUSED: &str = include_str!("../../../../tests/days/refused.tsv");

fn rows(table: &str) -> impl Iterator<Item = (&str, Date, &str)> {
    let rows = table
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty());
    rows.map(|row| {
        let mut columns = row.split('\t');
        let mut column = || columns.next().unwrap();
        (column(), column().parse().unwrap(), column())
    })
}

#[test]
fn days_are_read_as_people_type_them() {
    let mut wrong = Vec::new();
    for (typed, today, meant) in rows(TYPED) {
        let read = read_typed(typed, today, Towards::Coming);
        let said = read
            .as_ref()
            .map_or_else(ToString::to_string, ToString::to_string);
        if said != meant {
            wrong.push(format!("{typed} on {today}: {said}, not {meant}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_no_day_is_refused_with_why() {
    for (typed, today, why) in rows(REFUSED) {
        let error = read_typed(typed, today, Towards::Coming)
            .unwrap_err()
            .to_string();
        assert!(error.contains(why), "{typed} on {today}: {error}");
        let past = read_typed(typed, today, Towards::Past);
        assert!(past.is_err(), "{typed} on {today}: {past:?}");
    }
}

#[test]
fn a_day_without_a_year_is_a_past_one_where_what_is_told_is_past() {
    // A Monday.
    let today = date(2018, 4, 9);
    for (typed, meant) in [
        ("2 nov", "Thu 2 Nov 2017"),
        ("2 apr", "Mon 2 Apr 2018"),
        ("9/4", "Mon 9 Apr 2018, day first"),
        ("29 feb", "Mon 29 Feb 2016"),
        ("tuesday", "Tue 3 Apr 2018"),
        ("monday", "Mon 9 Apr 2018"),
        ("this friday", "Fri 6 Apr 2018, the latest one"),
        ("last friday", "Fri 6 Apr 2018"),
        ("the 15th", "Thu 15 Mar 2018"),
        ("the 31st", "Sat 31 Mar 2018"),
        ("in January", "Jan 2018"),
        ("in May", "May 2017"),
        ("in winter", "Winter 2017"),
        ("two weeks ago", "Mon 26 Mar 2018"),
        ("8 Oct 2012", "Mon 8 Oct 2012"),
    ] {
        let read = read_typed(typed, today, Towards::Past).unwrap();
        assert_eq!(read.to_string(), meant, "{typed}");
    }
}

#[test]
fn a_written_year_is_never_changed() {
    for year in 1993_i16..=2043 {
        for typed in [
            format!("8 Oct {year}"),
            format!("October 8, {year}"),
            format!("8/10/{year}"),
            format!("8.10.{year}"),
            format!("{year}-10-08"),
            format!("{year}/10/8"),
        ] {
            for towards in [Towards::Coming, Towards::Past] {
                let read = read_typed(&typed, date(2018, 4, 9), towards).unwrap();
                assert_eq!(read.date, FuzzyDate::Day(date(year, 10, 8)), "{typed}");
            }
        }
    }
}

#[test]
fn a_far_year_is_taken_from_who_insists() {
    let today = date(2018, 12, 31);
    let why = read_typed("0219-01-05", today, Towards::Coming).unwrap_err();
    assert_eq!(
        why.to_string(),
        "`0219-01-05` is in the year 0219, 1799 years from now; type 0219-01-05! if that is meant"
    );
    let read = read_typed("0219-01-05!", today, Towards::Coming).unwrap();
    assert_eq!(read.date, FuzzyDate::Day(date(219, 1, 5)));
}

#[test]
fn every_month_and_weekday_of_the_table_is_read_with_its_beginning() {
    let today = date(2018, 4, 9);
    for (name, month) in [
        ("März", 3),
        ("Dez.", 12),
        ("août", 8),
        ("févr.", 2),
        ("enero", 1),
        ("setiembre", 9),
        ("gennaio", 1),
        ("mag", 5),
        ("março", 3),
        ("out", 10),
        ("mrt", 3),
        ("mei", 5),
        ("października", 10),
        ("grudnia", 12),
        ("maj", 5),
        ("травня", 5),
        ("Μαΐου", 5),
    ] {
        let typed = format!("3 {name} 2019");
        let read = read_typed(&typed, today, Towards::Coming).unwrap();
        assert_eq!(read.date, FuzzyDate::Day(date(2019, month, 3)), "{typed}");
    }
    for weekday in [
        "Montag",
        "lundi",
        "lunes",
        "lunedì",
        "segunda-feira",
        "maandag",
        "poniedziałek",
    ] {
        let typed = format!("{weekday} 16/4");
        let read = read_typed(&typed, today, Towards::Coming).unwrap();
        assert_eq!(read.to_string(), "Mon 16 Apr 2018", "{typed}");
    }
}

#[test]
fn what_looks_like_a_day_is_told_from_what_does_not() {
    for day in [
        "31 nov",
        "2019-02-30",
        "3/4",
        "30.2.2019",
        "31st of November",
        "the 45th",
        "Nov 31",
        "in two weeks or so",
        "tomorrow evening",
        "3 kesäkuuta 2019",
        "30 nov the terms",
        "end of Feb",
        "friday at noon",
        "12.13.14",
        "2020",
        "next month's meeting",
    ] {
        assert!(looks_like_a_day(day), "{day}");
    }
    for text in [
        "",
        "soon",
        "next fryday 3 may",
        "3 pages",
        "the ministry",
        "us",
        "may we",
        "Don",
        "Mario",
        "a few people",
        "now",
        "10:31",
        "12 experts",
        "UK0075",
        "the end",
        "https://example.org/1/2",
    ] {
        assert!(!looks_like_a_day(text), "{text}");
    }
}

proptest! {
    #[test]
    fn every_text_of_a_date_is_read_as_that_date(fuzzy in any_fuzzy(), days in 0_i64..3000) {
        let today = date(2017, 1, 1).checked_add(Span::new().days(days)).unwrap();
        for text in [fuzzy.to_string(), fuzzy.human(), fuzzy.short(), fuzzy.spoken()] {
            for towards in [Towards::Coming, Towards::Past] {
                let read = read_typed(&format!("{text}!"), today, towards);
                prop_assert_eq!(read, Ok(Reading { date: fuzzy, how: None }), "{}", text);
            }
        }
    }

    #[test]
    fn any_text_gets_an_answer(
        words in prop::collection::vec(prop::sample::select(vec![
            "next", "last", "this", "friday", "week", "of", "end", "the", "2", "15th", "days", "after",
            "before", "may", "2018", "30/11", ".", "-", "in", "a few", "month", "+2w", "ago", "q3", "mar",
        ]), 0..8),
        text in "[-+/ 0-9a-zA-Zé]{0,14}|\\PC*",
        days in 0_i64..3000,
    ) {
        let today = date(2017, 1, 1).checked_add(Span::new().days(days)).unwrap();
        for text in [words.join(" "), text] {
            let _: bool = looks_like_a_day(&text);
            if let Ok(read) = read_typed(&text, today, Towards::Coming) {
                let again = read_typed(&format!("{}!", read.date), today, Towards::Past);
                prop_assert_eq!(again.map(|again| again.date), Ok(read.date), "{}", text);
            }
        }
    }
}
