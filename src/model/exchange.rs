//! An informal exchange in one line: `Involve, BEIS: asked for the date of the bill #UK0063 on 2 nov`.
//!
//! | part | is |
//! |---|---|
//! | names before the first colon | with whom, if at least one of them is known |
//! | `#UK0063` anywhere | what it was about |
//! | `on` and a day that is past, or `yesterday`, at the end | when; else today |
//! | all else | what was said, character by character |

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::ids::{StakeholderId, Subject};
use super::known;
use super::verbs::Refusal;
use super::workspace::Workspace;
use crate::base::date::{FuzzyDate, parse_typed};

/// What a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// With whom.
    pub with: Vec<StakeholderId>,
    /// What it was about.
    pub about: Vec<Subject>,
    /// The day.
    pub date: Date,
    /// What was said.
    pub text: String,
}

/// Reads a line.
///
/// # Errors
/// When one of several names before the colon is not known, or nothing was said.
pub fn read(workspace: &Workspace, line: &str, today: Date) -> Result<Exchange, Refusal> {
    let (rest, date) = take_day(line.trim(), today);
    let (with, rest) = take_names(workspace, rest)?;
    let (about, text) = take_subjects(workspace, rest);
    if text.is_empty() {
        return Err(Refusal::new("say in a few words what was talked about"));
    }
    Ok(Exchange {
        with,
        about,
        date: date.unwrap_or(today),
        text,
    })
}

fn take_day(line: &str, today: Date) -> (&str, Option<Date>) {
    for word in [" yesterday", " today"] {
        if let Some(before) = line.strip_suffix(word)
            && let Ok(FuzzyDate::Day(day)) = parse_typed(word.trim(), today)
        {
            return (before.trim_end(), Some(day));
        }
    }
    let Some((before, typed)) = line.rsplit_once(" on ") else {
        return (line, None);
    };
    let Ok(FuzzyDate::Day(day)) = parse_typed(typed.trim(), today) else {
        return (line, None);
    };
    // Weekdays, and dates typed without a year, are those to come; what was talked about is past.
    let earlier = if typed.contains(|c: char| c.is_ascii_digit()) {
        day.checked_sub(1.year())
    } else {
        day.checked_sub(1.week())
    };
    let day = match earlier {
        Ok(earlier) if day > today && earlier <= today => earlier,
        _ => day,
    };
    if day <= today {
        (before.trim_end(), Some(day))
    } else {
        (line, None)
    }
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
        check(
            "Talked on 1 jan 2030",
            "",
            "",
            "2018-04-09",
            "Talked on 1 jan 2030",
        );
    }

    #[test]
    fn what_was_said_on_tuesday_was_said_last_tuesday() {
        // 9 April 2018 is a Monday.
        check("Rang on tuesday", "", "", "2018-04-03", "Rang");
        check("Rang on mon", "", "", "2018-04-09", "Rang");
        check("Rang yesterday", "", "", "2018-04-08", "Rang");
        check("Rang last week", "", "", "2018-04-09", "Rang last week");
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
