//! Days as people type them, at each of the four doors: forms, the capture line, contacts and `apply`.
//!
//! The tables of `tests/days` say what was typed on which day and how it is understood, or why it is
//! refused. No door may take another day, or none, without a word.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::{Date, date};
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Event, Session};
use roundtable::base::date::FuzzyDate;
use roundtable::base::id::Id as _;
use roundtable::model::plan::{Plan, Settings};
use roundtable::model::{Action, Capture, Clerk, PlanId, Workspace, exchange};

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

fn form_of_an_action(today: Date, typed: &str) -> App {
    let clerk = Clerk::new(today.at(10, 0, 0, 0), 1);
    let mut app = App::new(
        Session::new(workspace(), clerk, "p"),
        Keymap::built_in().unwrap(),
    );
    press(&mut app, today, "5 a x Down Down");
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
        let is_no_day = ["", "soon", "Don", "by Mario", "+w", "++2w", "next fryday"];
        let remarks = usize::from(!is_no_day.contains(&row.typed.as_str()));
        if row.becomes != "not a date" || remarks == 0 {
            assert_eq!(found.remarks.len(), remarks, "{line}");
        }
    }
}

#[test]
fn a_contact_is_of_the_day_that_was_typed_or_is_refused() {
    let ws = workspace();
    let mut of_the_past = 0;
    for row in rows("typed.tsv") {
        let behind = row.typed.strip_prefix("on ").unwrap_or(&row.typed);
        let line = format!("asked when the bill comes on {behind}");
        let day = row.becomes.split(", ").next().unwrap();
        match exchange::read(&ws, &line, row.today) {
            Err(_) => {}
            Ok(found) => {
                of_the_past += 1;
                assert!(found.dated && found.date <= row.today, "{line}: {found:?}");
                assert_eq!(found.text, "asked when the bill comes", "{line}");
                // Without a year and a week it is the latest of that name.
                let year = found.date.year().to_string();
                let same = found.day().date.spoken() == day;
                assert!(
                    same || !row.typed.contains(&year),
                    "{line}: {}",
                    found.day()
                );
            }
        }
    }
    assert!(of_the_past >= 60, "{of_the_past}");
    for row in rows("refused.tsv")
        .iter()
        .filter(|row| row.becomes != "not a date")
    {
        let line = format!("asked when the bill comes on {}", row.typed);
        let found = exchange::read(&ws, &line, row.today);
        assert!(found.is_err(), "{line}: {found:?}");
    }
}

#[test]
fn a_script_answers_with_the_day_or_refuses_it() {
    let shell = Shell::with_sample();
    let asked: Vec<Row> = rows("typed.tsv");
    let is_asked =
        |row: &&Row| row.becomes.ends_with("day first") && row.typed.matches('/').count() == 1;
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
        .filter(is_asked)
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
