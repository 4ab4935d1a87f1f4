//! An informal exchange in one line: `Involve, BEIS: asked for the date of the bill #UK0063 on 2 nov`.
//!
//! | part | is |
//! |---|---|
//! | names before the first colon | with whom, if at least one of them is known |
//! | `#UK0063` anywhere | what it was about |
//! | a past day at the very end: `on 2 nov`, `yesterday`, `two weeks ago` | when; else today |
//! | all else | what was said, character by character |
//!
//! A day behind `on` that is not at the end, is to come or is none is asked about, and so is one at the very
//! end that the calendar lacks: today would be wrong. Any other day at the very end that is not when it was
//! (`will answer tomorrow`) stays part of what was said, and that is said with the day that is recorded.
//! Whoever means a day as part of what was said puts the day of the contact behind it: `… on 5 may today`.

use jiff::civil::Date;

use super::days_in_text::{days_within, is_behind_a_word_of_the_text, is_of_the_text, last_words};
use super::ids::{StakeholderId, Subject};
use super::known;
use super::verbs::Refusal;
use super::verbs::revise::shorten;
use super::workspace::Workspace;
use crate::base::date::{
    DateError, FuzzyDate, How, Reading, Towards, looks_like_a_day, read_typed, sounds_like_a_time,
};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// With whom.
    pub with: Vec<StakeholderId>,
    /// What it was about.
    pub about: Vec<Subject>,
    /// The day.
    pub date: Date,
    /// How the day was understood, where it could be understood otherwise.
    pub how: Option<How>,
    /// Whether the line names the day; else it is today.
    pub dated: bool,
    /// What was said.
    pub text: String,
    /// The last words, where they look like a day and are part of what was said.
    pub kept: Option<String>,
}

impl Exchange {
    /// Returns the day as it was understood: `Mon 2 Apr 2018, day first`.
    pub fn day(&self) -> Reading {
        Reading {
            date: FuzzyDate::Day(self.date),
            how: self.how,
        }
    }

    /// Says what would be recorded: `today, Mon 9 Apr 2018 · Involve · UK0063`.
    pub fn preview(&self, workspace: &Workspace) -> String {
        let today = if self.dated { "" } else { "today, " };
        let mut said = vec![format!("{today}{}", self.day())];
        // A line that is too long is cut at its end.
        said.extend(self.remark());
        let known = |id| workspace.stakeholders().get(id);
        said.extend(self.with.iter().filter_map(known).map(|s| s.name.clone()));
        said.extend(self.about.iter().map(|about| workspace.subject_name(about)));
        said.join(" · ")
    }

    /// Says that the last words are not the day, where they look like one.
    pub fn remark(&self) -> Option<String> {
        let kept = self.kept.as_ref()?;
        Some(format!("“{kept}” is part of what was said"))
    }
}

/// Reads a line.
///
/// # Errors
/// When one of several names before the colon is not known, nothing was said, or a day is named that
/// cannot be when it was.
pub fn read(workspace: &Workspace, line: &str, today: Date) -> Result<Exchange, Refusal> {
    let (rest, day) = take_day(line.trim(), today)?;
    let kept = match day {
        None => not_taken(rest, today)?,
        Some(_) => None,
    };
    let (with, rest) = take_names(workspace, rest)?;
    let (about, text) = take_subjects(workspace, rest);
    if text.is_empty() {
        return Err(Refusal::new("say in a few words what was talked about"));
    }
    Ok(Exchange {
        with,
        about,
        date: day.map_or(today, |(day, _)| day),
        how: day.and_then(|(_, how)| how),
        dated: day.is_some(),
        text,
        kept,
    })
}

/// A day, and how it was understood.
type Day = (Date, Option<How>);

/// Takes the day from the end of a line.
fn take_day(line: &str, today: Date) -> Result<(&str, Option<Day>), Refusal> {
    let found =
        last_words(line).find_map(
            |(before, tail)| match read_typed(tail, today, Towards::Past) {
                Ok(reading) => Some(Ok((before, tail, reading))),
                Err(DateError::Several { .. }) if !is_behind_a_word_of_the_text(before) => {
                    Some(Err(not_one_day(tail)))
                }
                Err(_) => None,
            },
        );
    let found = found.transpose()?;
    let says_when =
        |&(before, tail, reading): &(&str, &str, Reading)| says_when(before, tail, reading, today);
    match found.filter(says_when) {
        Some((before, tail, reading)) => Ok((before, Some(past(tail, reading, today)?))),
        None => match day_in_the_text(line, today) {
            Some(why) => Err(why),
            None => Ok((line, None)),
        },
    }
}

/// Returns the last words that look like a day or a time, where none was taken from there.
///
/// # Errors
/// When they are a day that the calendar lacks, or a past day stands within.
fn not_taken(line: &str, today: Date) -> Result<Option<String>, Refusal> {
    if let Some(kept) = looking_like_a_day(line, today)? {
        return Ok(Some(kept));
    }
    if let Some(why) = past_day_within(line, today) {
        return Err(why);
    }
    let mut tails = last_words(line).filter(|(before, tail)| {
        let first = tail.split_whitespace().next().unwrap_or_default();
        let leads = AT_A_TIME.contains(&first.to_lowercase().as_str());
        let time = tail.get(first.len()..).unwrap_or_default();
        leads && !is_behind_a_word_of_the_text(before) && sounds_like_a_time(time)
    });
    Ok(tails.next().map(|(_, tail)| shorten(tail)))
}

/// Words before a feast at which something was: `over Christmas`.
const AT_A_TIME: [&str; 12] = [
    "at", "over", "during", "on", "around", "last", "zu", "an", "à", "en", "a", "w",
];

/// Returns the last words that look like a day, where none was taken from there.
///
/// # Errors
/// When the calendar lacks that day, and no word before it makes it part of what was said.
fn looking_like_a_day(line: &str, today: Date) -> Result<Option<String>, Refusal> {
    for (before, tail) in last_words(line) {
        let looks = || looks_like_a_day(tail) && tail.contains(|c: char| c.is_ascii_digit());
        match read_typed(tail, today, Towards::Past) {
            Err(DateError::Lacks { .. }) if is_of_the_text(before, tail) => {}
            Err(why @ DateError::Lacks { .. }) => {
                return Err(Refusal(format!(
                    "{why}; end with the day it was, as in on 2 nov, or with today"
                )));
            }
            Ok(_) | Err(DateError::Far { .. }) => {}
            Err(_) if looks() || read_typed(tail, today, Towards::Coming).is_ok() => {}
            Err(_) => continue,
        }
        return Ok(Some(shorten(tail)));
    }
    Ok(None)
}

/// Tells whether a date at the end of a line says when it was: behind `on`, or alone where it is a day
/// that is past and no word before it makes it part of what was said.
fn says_when(before: &str, tail: &str, reading: Reading, today: Date) -> bool {
    let first = tail.split_whitespace().next().unwrap_or_default();
    if first.eq_ignore_ascii_case("on") {
        return true;
    }
    let is_past = match reading.date {
        FuzzyDate::Day(day) => day <= today,
        _ => ["last", "past", "this"]
            .iter()
            .any(|which| first.eq_ignore_ascii_case(which)),
    };
    !is_of_the_text(before, tail) && is_past
}

fn past(tail: &str, reading: Reading, today: Date) -> Result<Day, Refusal> {
    match reading.date {
        FuzzyDate::Day(day) if day <= today => Ok((day, reading.how)),
        FuzzyDate::Day(_) => Err(Refusal(format!(
            "{reading} is to come; end with the day it was, as in on 2 nov, or with today"
        ))),
        _ => Err(not_one_day(tail)),
    }
}

fn not_one_day(tail: &str) -> Refusal {
    Refusal(format!(
        "“{tail}” is not one day; end with the day it was, as in on 2 nov, or with today"
    ))
}

/// Returns what is wrong with a day behind `on` that does not say when it was.
fn day_in_the_text(line: &str, today: Date) -> Option<Refusal> {
    let mut behind = line
        .match_indices(" on ")
        .filter_map(|(at, on)| line.get(at + on.len()..));
    let day = behind.find(|day| looks_like_a_day(day))?;
    let why = match read_typed(day, today, Towards::Past) {
        Err(why @ (DateError::Lacks { .. } | DateError::Far { .. })) => why.to_string(),
        _ => format!(
            "is “on {}” when it was? the day goes last, as in on 2 nov; else end with today",
            shorten(day)
        ),
    };
    Some(Refusal(why))
}

/// Asks whether a past day that other words stand behind is when it was: `rang yesterday about the bill`.
fn past_day_within(line: &str, today: Date) -> Option<Refusal> {
    let day = days_within(line, today, Towards::Past).find_map(|(before, day)| {
        let reading = read_typed(day, today, Towards::Past);
        let is_past = match reading.map(|reading| reading.date) {
            Ok(FuzzyDate::Day(day)) => day <= today,
            Ok(_) => false,
            Err(_) => true,
        };
        (is_past && !is_of_the_text(before, day)).then_some(day)
    })?;
    Some(Refusal(format!(
        "is “{}” when it was? the day goes last, as in on 2 nov; else end with today",
        shorten(day)
    )))
}

fn take_names<'l>(
    workspace: &Workspace,
    line: &'l str,
) -> Result<(Vec<StakeholderId>, &'l str), Refusal> {
    let Some((names, rest)) = line.split_once(':') else {
        return Ok((Vec::new(), line));
    };
    let (mut with, mut unknown) = (Vec::new(), Vec::new());
    for name in names.split(',').map(str::trim) {
        match known::stakeholder(workspace, name) {
            Ok(found) if with.contains(&found.id) => {}
            Ok(found) => with.push(found.id.clone()),
            Err(why) => unknown.push(why.sentence("stakeholder", name)),
        }
    }
    match (with.is_empty(), unknown.first()) {
        (true, _) => Ok((with, line)),
        (false, None) => Ok((with, rest.trim_start())),
        (false, Some(why)) => Err(Refusal(format!(
            "{why}; add it with a among the stakeholders, or name it behind the colon"
        ))),
    }
}

fn take_subjects(workspace: &Workspace, line: &str) -> (Vec<Subject>, String) {
    let mut about = Vec::new();
    let mut words = Vec::new();
    for word in line.split(' ') {
        let (name, after) = match word.strip_prefix('#') {
            None => {
                words.push(word.to_owned());
                continue;
            }
            Some(name) => {
                let end = name.trim_end_matches(['.', ',', ';', ':', '!', '?']);
                name.split_at(end.len())
            }
        };
        match known::subject(workspace, name) {
            Ok(subject) => {
                if !about.contains(&subject) {
                    about.push(subject);
                }
                // What ended the sentence behind it ends it still.
                if let (Some(last), false) = (words.last_mut(), after.is_empty()) {
                    last.push_str(after);
                }
            }
            Err(_) => words.push(word.to_owned()),
        }
    }
    (about, words.join(" ").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::base::id::Id;
    use crate::model::verbs::tests::{uk, workspace};
    use crate::model::{Clerk, History, Party, Sector, verbs::add};

    fn known_two() -> Workspace {
        let mut workspace = workspace();
        let mut clerk = Clerk::new(date(2018, 4, 9).at(10, 0, 0, 0), 1);
        for (name, sector) in [
            ("Involve", Sector::CivilSociety),
            ("BEIS", Sector::Government),
        ] {
            let added = add::stakeholder(
                &workspace,
                &mut clerk,
                add::Newcomer::new(name, sector, Party::Organisation),
            );
            let done = History::default().commit(&mut workspace, &mut clerk, added.expect("added"));
            done.expect("it fits");
        }
        let promise = add::Promise::titled("UK", "Beneficial ownership");
        let added = add::commitment(&workspace, &uk(63), promise).expect("added");
        let done = History::default().commit(&mut workspace, &mut clerk, added);
        done.expect("it fits");
        workspace
    }

    #[track_caller]
    fn check(line: &str, with: &str, about: &str, day: &str, text: &str) {
        let read = read(&known_two(), line, date(2018, 4, 9)).expect("read");
        let with_ids: Vec<&str> = read.with.iter().map(Id::as_str).collect();
        let subjects: Vec<String> = read.about.iter().map(ToString::to_string).collect();
        let found = (
            with_ids.join(","),
            subjects.join(","),
            read.date.to_string(),
        );
        assert_eq!(
            (
                found.0.as_str(),
                found.1.as_str(),
                found.2.as_str(),
                read.text.as_str()
            ),
            (with, about, day, text)
        );
    }

    #[test]
    fn a_line_is_taken_apart_and_what_is_not_understood_is_text() {
        check(
            "Involve: asked for a date",
            "involve",
            "",
            "2018-04-09",
            "asked for a date",
        );
        check(
            "involve, beis: the bill #uk63 on 2 apr",
            "involve,beis",
            "UK0063",
            "2018-04-02",
            "the bill",
        );
        check(
            "The bill of #UK0063, at last",
            "",
            "UK0063",
            "2018-04-09",
            "The bill of, at last",
        );
        check(
            "Two things: one #UK9999",
            "",
            "",
            "2018-04-09",
            "Two things: one #UK9999",
        );
        check(
            "Worked on the bill",
            "",
            "",
            "2018-04-09",
            "Worked on the bill",
        );
    }

    #[test]
    fn what_was_said_on_tuesday_was_said_last_tuesday() {
        // 9 April 2018 is a Monday.
        check("Rang on tuesday", "", "", "2018-04-03", "Rang");
        check("Rang on mon", "", "", "2018-04-09", "Rang");
        check("Rang yesterday", "", "", "2018-04-08", "Rang");
        check("Rang last week", "", "", "2018-04-02", "Rang");
        check(
            "Rang the day before yesterday",
            "",
            "",
            "2018-04-07",
            "Rang",
        );
        check("Rang two weeks ago.", "", "", "2018-03-26", "Rang");
        check("Rang 2 Nov 2017", "", "", "2017-11-02", "Rang");
    }

    #[test]
    fn a_day_that_belongs_to_what_was_said_stays_there() {
        for text in [
            "Asked for the letter of 2 nov",
            "Will answer in two weeks",
            "Will publish next friday",
            "Asked for version 1.5",
            "They wait since last week",
            "On the terms of the bill",
        ] {
            check(text, "", "", "2018-04-09", text);
        }
        check(
            "Asked for it on 5 may today",
            "",
            "",
            "2018-04-09",
            "Asked for it on 5 may",
        );
        check(
            "Met on 2 apr on friday",
            "",
            "",
            "2018-04-06",
            "Met on 2 apr",
        );
    }

    #[test]
    fn a_contact_whose_text_ends_in_tomorrow_is_not_dated_today_without_a_word() {
        for (line, kept) in [
            ("Will answer tomorrow", "tomorrow"),
            ("Will publish next friday", "next friday"),
            ("Asked for the letter of 2 nov", "of 2 nov"),
            ("Asked for version 1.5", "1.5"),
            ("Met 30 nov or so", "30 nov or so"),
            ("Asked for the reports of 3 and 4 Dec", "4 Dec"),
            ("Met over Christmas", "over Christmas"),
        ] {
            let found = read(&known_two(), line, date(2018, 4, 9)).expect("read");
            assert_eq!(found.kept.as_deref(), Some(kept), "{line}");
            let says = format!("“{kept}” is part of what was said");
            assert!(found.preview(&known_two()).contains(&says), "{line}");
        }
        for line in ["Worked on the bill", "Asked for 3 copies", "Rang yesterday"] {
            let found = read(&known_two(), line, date(2018, 4, 9)).expect("read");
            assert_eq!(found.kept, None, "{line}");
        }
        check("Rang avant-hier", "", "", "2018-04-07", "Rang");
        check("Rang anteayer", "", "", "2018-04-07", "Rang");
        let lacks = read(&known_two(), "Rang 31 nov", date(2018, 4, 9));
        assert!(
            matches!(&lacks, Err(Refusal(why)) if why.contains("November has 30 days")),
            "{lacks:?}"
        );
    }

    #[test]
    fn a_year_that_is_written_stays() {
        for (typed, day) in [
            ("on 8 Oct 2012", "2012-10-08"),
            ("on 2013-01-01", "2013-01-01"),
            ("on October 8, 2012", "2012-10-08"),
            ("on 08/10/12", "2012-10-08"),
            ("on 8.10.2012", "2012-10-08"),
        ] {
            check(&format!("Met {typed}"), "", "", day, "Met");
        }
    }

    #[test]
    fn a_day_that_cannot_be_when_it_was_is_not_taken_for_today() {
        for (line, why) in [
            ("Met on 1 jan 2030", "Tue 1 Jan 2030 is to come; end with"),
            ("Met on tomorrow", "Tue 10 Apr 2018 is to come"),
            ("Met on 31 nov", "November has 30 days"),
            ("Met on 8 Oct 0212", "type 8 Oct 0212! if that is meant"),
            ("Met last month", "“last month” is not one day"),
            ("Met on 3 and 4 Dec", "“on 3 and 4 Dec” is not one day"),
            ("Met from 3 to 5 Dec", "“from 3 to 5 Dec” is not one day"),
            ("Met over the weekend", "“over the weekend” is not one day"),
            ("Rang am 31. November", "November has 30 days"),
            ("Rang yesterday by phone", "is “yesterday” when it was?"),
            (
                "Met on 2 apr about the bill",
                "the day goes last, as in on 2 nov",
            ),
        ] {
            match read(&known_two(), line, date(2018, 4, 9)) {
                Err(Refusal(found)) => assert!(found.contains(why), "{line}: {found}"),
                Ok(found) => unreachable!("{line}: {found:?}"),
            }
        }
    }

    #[test]
    fn one_name_of_two_that_is_not_known_is_not_lost() {
        let why = read(&known_two(), "Involve, Nobody: hello", date(2018, 4, 9));
        let Err(Refusal(why)) = why else {
            unreachable!("it is refused");
        };
        assert!(why.starts_with("no stakeholder “Nobody” is known"), "{why}");
        let empty = read(&known_two(), "Involve:  ", date(2018, 4, 9));
        assert!(empty.is_err());
    }
}
