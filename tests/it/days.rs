//! Days as people type them, at each door: forms, the capture line, contacts, and the commands of `apply`.
//!
//! The tables of `tests/days` say what was typed on which day and how it is understood, or why it is
//! refused. No door may take another day, or none, without a word.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Event, Session};
use roundtable::base::date::{FuzzyDate, How, Towards, lead, read_typed};
use roundtable::base::id::Id as _;
use roundtable::model::plan::{Plan, Settings};
use roundtable::model::{
    Action, Capture, Clerk, Commitment, CommitmentId, PlanId, Workspace, exchange,
};

use crate::shell::Shell;

/// A row of a table: what was typed, on which day, and what becomes of it.
struct Row {
    typed: String,
    today: Date,
    becomes: String,
}

fn rows(table: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/days")
        .join(table);
    let text = fs::read_to_string(path).unwrap();
    let rows = text
        .lines()
        .filter(|row| !row.starts_with('#') && !row.is_empty());
    let row = |row: &str| {
        let columns: Vec<&str> = row.split('\t').collect();
        Row {
            typed: columns[0].to_owned(),
            today: columns[1].parse().unwrap(),
            becomes: columns[2].to_owned(),
        }
    };
    rows.map(row).collect()
}

fn workspace() -> Workspace {
    let current = PlanId::parse("p").unwrap();
    let mut workspace = Workspace::new(Settings::new("UK", current.clone()));
    let id = CommitmentId::parse("UK9001").unwrap();
    let promise = Commitment::new(id, current.clone(), 1, "Probe".to_owned());
    workspace.admit(Arc::new(promise));
    workspace.admit(Arc::new(Plan::new(current, "Plan")));
    workspace
}

#[test]
fn a_form_records_the_day_that_stood_below_it_and_says_it_again() {
    for row in rows("typed.tsv") {
        let mut app = form_of_an_action(row.today, &row.typed);
        let hint = app
            .modals
            .last()
            .and_then(|modal| modal.form()?.understood.clone());
        assert_eq!(hint.as_deref(), Some(row.becomes.as_str()), "{}", row.typed);
        press(&mut app, row.today, "Enter");
        let due = actions(&app)
            .first()
            .and_then(|action| action.due)
            .map(FuzzyDate::spoken);
        let said = row.becomes.split(", ").next().map(str::to_owned);
        assert_eq!(due, said, "{}", row.typed);
        let told = format!("due {}", row.becomes);
        assert!(
            app.message.text.to_string().contains(&told),
            "{}: {}",
            row.typed,
            app.message.text
        );
    }
}

#[test]
fn a_form_keeps_what_is_no_day_and_says_why() {
    for row in rows("refused.tsv")
        .iter()
        .filter(|row| !row.typed.is_empty())
    {
        let mut app = form_of_an_action(row.today, &row.typed);
        press(&mut app, row.today, "Enter");
        let form = app.modals.last().and_then(|modal| modal.form());
        let why = form
            .and_then(|form| form.refused.clone())
            .unwrap_or_default();
        assert!(why.contains(&row.becomes), "{}: {why}", row.typed);
        assert_eq!(actions(&app).len(), 0, "{}", row.typed);
    }
}

#[test]
fn a_form_of_a_field_reads_its_date_as_any_other() {
    let id = CommitmentId::parse("UK9001").unwrap();
    let end = |app: &App| app.session.workspace.commitments()[&id].end;
    for row in rows("typed.tsv") {
        let mut app = form_at("1 d", row.today, &row.typed);
        press(&mut app, row.today, "Enter");
        let said = row.becomes.split(", ").next().map(str::to_owned);
        assert_eq!(end(&app).map(FuzzyDate::spoken), said, "{}", row.typed);
        let told = app.message.text.to_string();
        assert!(told.contains(&row.becomes), "{}: {told}", row.typed);
    }
    for row in rows("refused.tsv") {
        let mut app = form_at("1 d", row.today, &row.typed);
        press(&mut app, row.today, "Enter");
        assert_eq!(end(&app), None, "{}", row.typed);
        let form = app.modals.last().and_then(|modal| modal.form());
        let why = form.and_then(|form| form.refused.clone());
        let is_told = why.is_some_and(|why| why.contains(&row.becomes));
        assert!(is_told || row.typed.is_empty(), "{}", row.typed);
    }
}

fn form_of_an_action(today: Date, typed: &str) -> App {
    form_at("5 a x Down Down", today, typed)
}

/// Opens a form with these keys and types into the field they lead to.
fn form_at(keys: &str, today: Date, typed: &str) -> App {
    let clerk = Clerk::new(today.at(10, 0, 0, 0), 1);
    let mut app = App::new(
        Session::new(workspace(), clerk, "p"),
        Keymap::built_in().unwrap(),
    );
    press(&mut app, today, keys);
    app.update(Event::Paste(typed.to_owned()), today.at(10, 0, 0, 0));
    app
}

fn press(app: &mut App, today: Date, keys: &str) {
    for key in keys.split(' ') {
        app.update(Event::Key(key.parse().unwrap()), today.at(10, 0, 0, 0));
    }
}

fn actions(app: &App) -> Vec<&Action> {
    app.session
        .workspace
        .actions()
        .values()
        .map(AsRef::as_ref)
        .collect()
}

#[test]
fn the_capture_line_shows_the_day_an_action_is_due_or_why_there_is_none() {
    let ws = workspace();
    for row in rows("typed.tsv") {
        let found = Capture::of(
            &ws,
            &format!("a write the terms due {}", row.typed),
            row.today,
        );
        assert_eq!(found.text, "write the terms", "{}", row.typed);
        let preview = format!("action · due {}", row.becomes);
        assert_eq!(found.preview(&ws), preview, "{}", row.typed);
    }
    for row in rows("refused.tsv") {
        let line = format!("a write the terms due {}", row.typed);
        let found = Capture::of(&ws, &line, row.today);
        assert_eq!(
            (found.due, found.text.as_str()),
            (None, line[2..].trim()),
            "{line}"
        );
        // Words that look like no day are words.
        let is_no_day = ["", "Don", "by Mario", "+w", "next fryday"];
        let remarks = usize::from(!is_no_day.contains(&row.typed.as_str()));
        if row.becomes != "not a date" || remarks == 0 {
            assert_eq!(found.remarks.len(), remarks, "{line}");
        }
    }
}

#[test]
fn a_contact_is_of_the_day_that_was_typed_or_is_refused() {
    let ws = workspace();
    let (mut of_the_past, mut understood) = (0, 0);
    let typed = rows("typed.tsv");
    for (row, led) in typed.iter().flat_map(|row| [(row, true), (row, false)]) {
        let behind = row.typed.strip_prefix("on ").unwrap_or(&row.typed);
        let on = if led { "on " } else { "" };
        let line = format!("asked when the bill comes {on}{behind}");
        // What has no year or week is the latest of that name.
        let reading = read_typed(&row.typed, row.today, Towards::Past);
        let day = match reading.map(|reading| reading.date) {
            Ok(FuzzyDate::Day(day)) if day <= row.today => Some(day),
            _ => None,
        };
        // What is due by a day did not happen on it.
        of_the_past += usize::from(day.is_some() && lead(&row.typed).is_none());
        match exchange::read(&ws, &line, row.today) {
            Ok(found) if found.dated => {
                understood += 1;
                assert_eq!(Some(found.date), day, "{line}");
                assert_eq!(found.text, "asked when the bill comes", "{line}");
            }
            // It is said that the words are not the day.
            Ok(found) => {
                let preview = found.preview(&ws);
                assert!(!led && found.kept.is_some(), "{line}: {preview}");
                assert!(preview.starts_with("today, "), "{line}: {preview}");
                assert!(preview.contains("is part of what was said"), "{line}");
            }
            Err(_) => {}
        }
    }
    assert!(of_the_past >= 140, "{of_the_past}");
    assert!(
        understood * 10 >= of_the_past * 9,
        "{understood} of {of_the_past}"
    );
}

#[test]
fn a_contact_whose_last_words_are_no_day_is_not_dated_without_a_word() {
    let ws = workspace();
    let refused = rows("refused.tsv");
    let refused = refused.iter().filter(|row| row.becomes != "not a date");
    for (row, on) in refused.flat_map(|row| [(row, "on "), (row, "")]) {
        let line = format!("asked when the bill comes {on}{}", row.typed);
        match exchange::read(&ws, &line, row.today) {
            Err(_) => {}
            Ok(found) => assert!(on.is_empty() && found.kept.is_some(), "{line}: {found:?}"),
        }
    }
}

#[test]
fn the_command_that_logs_a_contact_says_the_day_or_that_the_words_are_none() {
    let shell = Shell::with_sample();
    let mut script = String::new();
    let lines = rows("typed.tsv");
    let taken: Vec<&Row> = lines
        .iter()
        .filter(|row| {
            let line = format!("asked for it {}", row.typed);
            let read = exchange::read(&workspace(), &line, row.today);
            read.is_ok_and(|found| !found.how.is_some_and(How::is_two_guesses))
        })
        .collect();
    for row in &taken {
        writeln!(
            script,
            "on {}\nlog-contact \"asked for it {}\"",
            row.today, row.typed
        )
        .unwrap();
    }
    let (answers, error) = apply(&shell, &script);
    assert_eq!(error, "", "{answers}");
    for (answer, row) in answers.lines().zip(taken) {
        let line = format!("asked for it {}", row.typed);
        let found = exchange::read(&workspace(), &line, row.today).unwrap();
        let told = format!("contact of {}", found.day());
        assert!(answer.starts_with(&told), "{line}: {answer}");
        let remarks = answer.contains("is part of what was said, not when it was");
        assert_eq!(remarks, !found.dated, "{line}: {answer}");
    }
}

#[test]
fn a_script_answers_with_the_day_or_refuses_it() {
    let shell = Shell::with_sample();
    let asked: Vec<Row> = rows("typed.tsv");
    let mut script = String::new();
    let taken: Vec<&Row> = asked.iter().filter(|row| !is_asked(row)).collect();
    for row in &taken {
        script.push_str("on ");
        script.push_str(&row.today.to_string());
        script.push_str("\nadd-action Do it due:\"");
        script.push_str(&row.typed);
        script.push_str("\"\n");
    }
    let answers = apply(&shell, &script);
    assert_eq!(answers.1, "", "{}", answers.0);
    for (answer, row) in answers.0.lines().zip(taken) {
        let told = format!("action added: Do it, due {}", row.becomes);
        assert_eq!(answer, told, "{}", row.typed);
    }
    let asked = asked
        .iter()
        .filter(|row| is_asked(row))
        .map(|row| (row, "the month may stand first"));
    let refused = rows("refused.tsv");
    let refused = refused.iter().filter(|row| !row.typed.is_empty());
    for (row, why) in refused.map(|row| (row, row.becomes.as_str())).chain(asked) {
        let script = format!("on {}\nadd-action Do it due:\"{}\"\n", row.today, row.typed);
        let (answer, error) = apply(&shell, &script);
        assert_eq!(answer, "", "{}", row.typed);
        assert!(error.contains(why), "{}: {error}", row.typed);
    }
}

/// The commands that take a date, each with a `DATE` where it stands and what its answer holds before it.
const DATED: [(&str, &str); 5] = [
    ("edit UK9001 end DATE", "→ "),
    ("set-date UK9001 DATE", "→ "),
    ("replan UK9001 DATE why:\"as agreed\"", "to "),
    ("add-milestone UK9001 Do it due:\"DATE\"", "due "),
    ("minute-action Do it due:\"DATE\" about:none", "due "),
];

#[test]
fn every_command_that_takes_a_date_says_the_day_or_refuses_it() {
    let shell = Shell::with_sample();
    let begin = "add-commitment Probe id:UK9001 nation:UK\non 2018-11-22\nnew-meeting 2018-11-22\nbegin-meeting\n";
    for (command, before) in DATED {
        let typed = rows("typed.tsv");
        let taken = typed.iter().filter(|row| !is_asked(row));
        let taken: Vec<&Row> = taken.collect();
        let mut script = begin.to_owned();
        let changes = !command.contains("Do it");
        for row in &taken {
            let line = command.replace("DATE", &row.typed);
            writeln!(script, "on {}", row.today).unwrap();
            if changes {
                // The date of the row before is none of this one.
                script.push_str("edit UK9001 end 9999-01-01!\n");
            }
            writeln!(script, "{line}").unwrap();
        }
        let (answers, error) = tried(&shell, &script);
        assert_eq!(error, "", "{command}: {answers}");
        let lines_of_a_row = if changes { 2 } else { 1 };
        let answers = answers
            .lines()
            .skip(3 + lines_of_a_row - 1)
            .step_by(lines_of_a_row);
        for (answer, row) in answers.zip(taken) {
            let told = format!("{before}{}", row.becomes);
            let later = format!("date {}", row.becomes);
            let said = answer.contains(&told) || answer.ends_with(&later);
            assert!(said, "{command}: {}: {answer}", row.typed);
        }
        let asked = typed.iter().filter(|row| is_asked(row));
        let asked = asked.map(|row| (row, "the month may stand first"));
        let refused = rows("refused.tsv");
        let refused = refused.iter().filter(|row| !row.typed.is_empty());
        let refused = refused.map(|row| (row, row.becomes.as_str()));
        // The other commands read a date by the function of one of these, or of `add-action`.
        let is_one = command.starts_with("edit") || command.starts_with("replan");
        for (row, why) in refused.chain(asked).filter(|_| is_one) {
            let line = command.replace("DATE", &row.typed);
            let (_, error) = tried(&shell, &format!("{begin}on {}\n{line}\n", row.today));
            assert!(error.contains(why), "{command}: {}: {error}", row.typed);
        }
    }
}

/// Tells whether a date rests on two guesses, which a script refuses.
fn is_asked(row: &Row) -> bool {
    row.becomes.ends_with("day first") && row.typed.matches('/').count() == 1
}

fn tried(shell: &Shell, script: &str) -> (String, String) {
    fs::write(shell.file("script"), script).unwrap();
    let done = shell.run(&["apply", "--dry-run", "script"]);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let error = text(done.stderr);
    let remark = "roundtable: nothing was written: this was a dry run\n";
    (text(done.stdout), error.replace(remark, ""))
}

fn apply(shell: &Shell, script: &str) -> (String, String) {
    fs::write(shell.file("script"), script).unwrap();
    let done = shell.run(&["apply", "script"]);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(done.stdout), text(done.stderr))
}

#[test]
fn an_action_never_loses_its_date_without_a_word() {
    let ws = workspace();
    for day in [
        "31 nov",
        "30 feb 2019",
        "2019-02-30",
        "32.13.2019",
        "30 nov for the minister",
    ] {
        let line = format!("a publish the terms due {day}");
        let found = Capture::of(&ws, &line, date(2018, 12, 29));
        assert_eq!(found.remarks.len(), 1, "{line}");
    }
}

/// Ends of the text of an action that look like a day, and no word says that it is due then.
const NOT_SET: [&str; 10] = [
    "30 April 2019",
    "2019-04-30",
    "30.4.2019",
    "on friday",
    "(30 April 2019)",
    "31 April 2019",
    "due Easter",
    "by Christmas 2019",
    "due ASAP",
    "between 3 and 5 April",
];

#[test]
fn a_day_in_the_text_of_an_action_is_not_swallowed_without_a_word_at_any_door() {
    let today = date(2018, 12, 29);
    let (ws, shell) = (workspace(), Shell::with_sample());
    for day in NOT_SET {
        let found = Capture::of(&ws, &format!("a publish the terms {day}"), today);
        assert_eq!((found.due, found.remarks.len()), (None, 1), "{day}");
        let mut app = form_at("5 a", today, &format!("publish the terms {day}"));
        let form = app.modals.last().and_then(|modal| modal.form());
        let hint = form.and_then(|form| form.understood.clone());
        assert!(
            hint.is_some_and(|hint| hint.contains("no day is set")),
            "{day}"
        );
        press(&mut app, today, "Enter");
        let told = app.message.text.to_string();
        assert!(told.contains("no day is set"), "{day}: {told}");
        let begin = "on 2018-12-29\nnew-meeting 2018-12-29\nbegin-meeting\n";
        for command in ["minute-action", "add-action"] {
            let script = format!("{begin}{command} \"publish the terms {day}\"\n");
            let (answer, error) = tried(&shell, &script);
            assert!(
                answer.contains("no day is set"),
                "{command} {day}: {answer}{error}"
            );
        }
        let (answer, error) = tried(
            &shell,
            &format!("{begin}minute a publish the terms {day}\n"),
        );
        assert!(
            !answer.contains("minuted in") && !error.is_empty(),
            "{day}: {answer}"
        );
    }
}

#[test]
fn a_text_of_an_action_without_a_day_is_taken_as_it_is() {
    let ws = workspace();
    for text in [
        "do 3 pages of text",
        "carry out due diligence",
        "see what to do",
        "update version 1.5 of the plan",
        "ask the minister",
        "put the plan for 2019 on the agenda",
        "meet the March organisers",
        "send it to Easter Road",
        "raise it by 12 per cent",
    ] {
        let found = Capture::of(&ws, &format!("a {text}"), date(2018, 12, 29));
        assert_eq!(
            (found.due, found.remarks.as_slice()),
            (None, [].as_slice()),
            "{text}"
        );
        assert_eq!(found.preview(&ws), "action", "{text}");
    }
}
