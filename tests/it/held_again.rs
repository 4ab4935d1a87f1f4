//! The real meetings of the sample, held again through the keys: their minutes say the same.
//!
//! For each of them the workspace goes back to that morning. The keys are made from the record of
//! the meeting: its roll called, its minutes typed into the capture line.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use roundtable::model::meeting::{Attendance, HeadCount};
use roundtable::model::verbs::roll::shown_name;
use roundtable::model::{Meeting, Minute, MinuteKind, Presence, Sector, Workspace};
use roundtable::publish::{Format, View, publish};
use roundtable::store::Store;
use roundtable::store::fs::RealFs;

use crate::script::Table;

#[test]
fn the_real_meetings_held_again_give_minutes_with_the_same_facts() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    let loaded = Store::load_all(Arc::new(RealFs), root).unwrap();
    let meetings = loaded.workspace.meetings().values();
    let recorded = meetings.filter(|m| !m.minutes.is_empty() && !m.roll.is_empty());
    let mut held = 0;
    for meeting in recorded {
        let again = hold(&loaded.workspace, meeting);
        let (before, now) = (facts(&loaded.workspace, meeting), again);
        assert_eq!(now, before, "{}", meeting.id);
        held += 1;
    }
    assert_eq!(
        held, 7,
        "the meetings of which it is known who came and what was said"
    );
}

/// Holds the meeting with keys and returns the facts of its minutes.
fn hold(workspace: &Workspace, meeting: &Meeting) -> String {
    let head = format!(
        "workspace: sample until {}\nnow: {} 10:30\nsize: 80x24\n",
        meeting.date, meeting.date
    );
    let mut table = Table::laid(&head);
    let kind = match meeting.kind.words() {
        "review" => "",
        "minister" => "Right",
        _ => "Right Right",
    };
    let (day, title) = (meeting.date, &meeting.title);
    table.press_all(&format!(
        "3 a Ctrl-A \"{day}\" Tab {kind} Tab \"{title}\" Enter s i"
    ));
    call_roll(&mut table, workspace, meeting);
    // From the roll, where a line without a commitment is about none.
    table.press_all(";");
    for minute in meeting.live_minutes() {
        table.press_all(&format!("\"{}\" Enter", line(workspace, minute)));
    }
    table.press_all("Esc : \"close the meeting\" Enter c");
    let workspace = &table.app.session.workspace;
    facts(workspace, &workspace.meetings()[&meeting.id])
}

/// Calls the roll: who was proposed from the last meeting and did not come is absent, who is new
/// is picked or typed.
fn call_roll(table: &mut Table, workspace: &Workspace, meeting: &Meeting) {
    let proposed = table.app.session.workspace.meetings()[&meeting.id].clone();
    let mut lines: Vec<&Attendance> = meeting.roll.iter().collect();
    table.press_all("F9");
    for line in &proposed.roll {
        let same =
            |real: &&Attendance| real.stakeholder == line.stakeholder && real.name == line.name;
        match lines.iter().position(same) {
            Some(place) => table.press_all(&keys_of(lines.remove(place))),
            None => table.press_all("x"),
        }
    }
    for line in lines {
        let sector = line.sector;
        let add = match &line.stakeholder {
            Some(id) if line.name.is_empty() => {
                let name = &workspace.stakeholders()[id].name;
                let roll = &table.app.session.workspace.meetings()[&meeting.id].roll;
                let is_there = roll.iter().any(|line| line.is_of(id));
                let more = if is_there { ": one more" } else { "" };
                format!("n \"{name}{more}\" Enter")
            }
            _ => {
                // Neither side nor kind is chosen beforehand. Nothing says of a line with a name of its own
                // whether it is a person; that is no matter of the facts below.
                let place = Sector::ALL.iter().position(|one| *one == sector).unwrap();
                let (side, organisation) = ("Right ".repeat(place + 1), "Right ".repeat(2));
                let name = shown_name(workspace, line, None);
                format!("n \"somebody new\" Enter \"{name}\" Tab {side} Tab {organisation} Enter")
            }
        };
        table.press_all(&format!("{add} {}", keys_of(line)));
    }
    table.press_all("Esc");
}

fn keys_of(line: &Attendance) -> String {
    match (line.presence, line.people) {
        (Some(Presence::Present), 1) => "p".to_owned(),
        (Some(Presence::Present), people) => people.to_string(),
        (Some(Presence::Remote), _) => "r".to_owned(),
        (Some(Presence::Apologies), _) => "a".to_owned(),
        (Some(Presence::Absent) | None, _) => "x".to_owned(),
    }
}

/// Returns a minute as it is typed into the capture line.
fn line(workspace: &Workspace, minute: &Minute) -> String {
    let letter = match minute.kind {
        MinuteKind::Note => 'n',
        MinuteKind::Progress => 'p',
        MinuteKind::Decision => 'd',
        MinuteKind::Action => 'a',
        MinuteKind::Objection => 'o',
        MinuteKind::Question => 'q',
        MinuteKind::NoUpdate => 'u',
    };
    let mut line = letter.to_string();
    if let Some(about) = &minute.about {
        write!(line, " #{}:", workspace.subject_name(about)).unwrap();
    }
    if !minute.by.is_empty() {
        write!(line, " {}:", minute.by).unwrap();
    }
    write!(line, " {}", minute.text.to_lines().replace('\n', " ")).unwrap();
    line
}

/// Returns the facts of a meeting's minutes: when, how many of each side, who, and what was said
/// by whom about what.
fn facts(workspace: &Workspace, meeting: &Meeting) -> String {
    let HeadCount {
        government,
        civil_society,
        other,
    } = meeting.head_count().unwrap();
    let mut text = format!(
        "{} {}: {government} government, {civil_society} civil society, {other} other\n",
        meeting.date,
        meeting.kind.words()
    );
    let apologies = |line: &&Attendance| line.presence == Some(Presence::Apologies);
    let mut names: Vec<String> = meeting
        .roll
        .iter()
        .filter(|line| line.took_part() || apologies(line))
        .map(|line| {
            let name = shown_name(workspace, line, None);
            format!("{name} {} {:?}", line.people, line.presence)
        })
        .collect();
    names.sort();
    text += &names.join("\n");
    for minute in meeting.live_minutes() {
        let about = minute.about.as_ref().map(|s| workspace.subject_name(s));
        let said = minute.text.to_lines().replace('\n', " ");
        let kind = minute.kind.words();
        write!(text, "\n{kind} {about:?} {}: {said}", minute.by).unwrap();
    }
    // What is said in the minutes reaches the page that is published.
    let page = publish(
        workspace,
        meeting,
        View::Minutes,
        Format::Markdown,
        meeting.attribution,
    );
    let told = page.lines().find(|line| line.contains(" government, "));
    // Who was proposed from the last roll and did not come is beside what the notes tell.
    let told = told.and_then(|line| line.split("; did not come").next());
    let told = told.unwrap_or_default().trim_end_matches('.');
    write!(text, "\n{told}").unwrap();
    text
}
