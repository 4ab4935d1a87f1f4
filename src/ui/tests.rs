//! Draws at every size there can be, whatever lies over the panes.

use std::sync::Arc;

use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::theme::Theme;
use super::{draw, measure};
use crate::app::key::parse_keys;
use crate::app::keymap::Keymap;
use crate::app::modal::menu::Item;
use crate::app::modal::{Choice, Confirm, Form, Menu, Modal, Task};
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::app::{App, Event, Saving, Session};
use crate::base::id::Id;
use crate::base::text::is_safe;
use crate::model::meeting::Attendance;
use crate::model::{
    Clerk, Commitment, CommitmentId, Meeting, MeetingId, MeetingKind, MeetingState, Minute,
    MinuteKind, Paragraphs, PlanId, Presence, RecordRef, Sector, Settings, Side, Status, Subject,
    Update, Workspace,
};

/// Titles that steer a terminal, hide, are wide or have no end.
const TITLES: [&str; 4] = [
    "Beneficial ownership",
    "\u{1b}[31mred\u{202e}txt\n",
    "情報公開と透明性の向上 👩\u{200d}🚀",
    "e\u{301}e\u{301}e\u{301} a title that goes on and on and on and on and on and on and on",
];

fn commitment(number: u16) -> Commitment {
    let title = TITLES.get(usize::from(number) % TITLES.len());
    let status = Status::ALL.get(usize::from(number) % 7).copied();
    let updates = status.map(|status| Update {
        id: Id::parse("u1").expect("an id"),
        date: date(2018, 1, 1),
        after: None,
        side: Side::Government,
        status: Some(status),
        note: Paragraphs::from("some note"),
        evidence: Vec::new(),
        obstacle: None,
        delay: String::new(),
        meeting: None,
        binned: None,
    });
    let id = CommitmentId::parse(&format!("UK{number:04}")).expect("an id");
    let plan = PlanId::parse("uk-2016-18").expect("an id");
    Commitment {
        nation: "Northern Ireland".into(),
        lead: vec!["Cabinet Office".into()],
        end: "2017-06".parse().ok(),
        text: Paragraphs::from("one two three\n\u{1b}four"),
        updates: updates.into_iter().collect(),
        ..Commitment::new(id, plan, number, title.copied().unwrap_or_default())
    }
}

fn meeting() -> Meeting {
    let about = CommitmentId::parse("UK0001").expect("an id");
    let minute = Minute {
        time: "10:31".parse().ok(),
        about: Some(Subject::commitment(&about)),
        by: "Ministry".into(),
        text: Paragraphs::from("what was said"),
        ..Minute::new(Id::parse("m1").expect("an id"), MinuteKind::Note)
    };
    let attendance = |n: u16| Attendance {
        name: format!("Guest {n}"),
        presence: Some(Presence::Present),
        ..Attendance::new(
            Id::parse(&format!("r{n}")).expect("an id"),
            Sector::Government,
        )
    };
    let id = MeetingId::parse("2018-04-09").expect("an id");
    let plan = PlanId::parse("uk-2016-18").expect("an id");
    Meeting {
        began: "10:30".parse().ok(),
        state: MeetingState::InProgress,
        roll: (0..30).map(attendance).collect(),
        minutes: vec![minute],
        ..Meeting::draft(id, plan, MeetingKind::Review, date(2018, 4, 9))
    }
}

fn app() -> App {
    let mut workspace = Workspace::new(Settings::new(
        "United Kingdom",
        PlanId::parse("uk-2016-18").expect("an id"),
    ));
    for number in 1..=40 {
        workspace.admit(Arc::new(commitment(number)));
    }
    workspace.admit(Arc::new(meeting()));
    let clerk = Clerk::new(date(2018, 4, 9).at(12, 0, 0, 0), 1);
    let session = Session::new(workspace, clerk, "a place");
    App::new(session, Keymap::built_in().expect("keys"))
}

fn with(modal: Modal) -> App {
    let mut app = app();
    app.modals.push(modal);
    app
}

/// The program in every state that draws something of its own, its longest
/// texts of so many words.
fn apps(words: usize) -> Vec<App> {
    let item = |n: usize| {
        Item::plain(
            format!("item {n} {}", "x".repeat(n)),
            "note",
            Choice::Nothing,
        )
    };
    let items: Vec<_> = (0..60).map(item).collect();
    let id = CommitmentId::parse("UK0001").expect("an id");
    let record = || RecordRef::Commitment(id.clone());
    let long = "long ".repeat(words);
    let mut form = Form::new(long.as_str(), Task::NewMeeting)
        .line("a", &long)
        .line(&long, "情報")
        .choice("side", vec!["agreed", "government"]);
    form.refused = Some(long.clone());
    let mut text = Form::new("note", Task::NewMeeting).lines("text", &long);
    text.refused = Some("no".into());
    let mut apps = vec![
        app(),
        with(Modal::Menu(
            Menu::of_letters("menu", items.clone())
                .standing_on(50)
                .into(),
        )),
        with(Modal::Menu(Menu::to_type_in(long.as_str(), items).into())),
        with(Modal::Menu(Menu::to_type_in("none", Vec::new()).into())),
        with(Modal::Form(form.into())),
        with(Modal::Form(text.into())),
        with(Modal::Confirm(Confirm::new(long.clone(), record()))),
        with(Modal::Confirm(Confirm::new(
            "Put it in the bin?".into(),
            record(),
        ))),
    ];
    for pane in Pane::ALL {
        let (mut shown, mut zoomed) = (app(), app());
        (shown.focus, zoomed.focus) = (pane, pane);
        shown.meetings.tab = Tab::Minutes;
        zoomed.zoomed = true;
        apps.extend([shown, zoomed]);
    }
    let mut calling = with(Modal::RollCall(meeting().id));
    calling.focus = Pane::Meeting;
    calling.meetings.tab = Tab::Roll;
    let mut failing = app();
    failing.session.saving = Saving::NotSaved {
        why: "the disk is full ".repeat(words),
        waiting: 2,
    };
    let mut filtering = app();
    type_keys(&mut filtering, "/ s t a t u s : z z");
    paste(&mut filtering, &long);
    let mut waiting = app();
    type_keys(&mut waiting, "m");
    apps.extend([calling, failing, filtering, waiting]);
    apps
}

fn type_keys(app: &mut App, keys: &str) {
    for key in parse_keys(keys).expect("keys") {
        app.update(Event::Key(key), date(2018, 4, 9).at(12, 0, 0, 0));
    }
}

fn paste(app: &mut App, text: &str) {
    app.update(
        Event::Paste(text.to_owned()),
        date(2018, 4, 9).at(12, 0, 0, 0),
    );
}

#[track_caller]
fn check(app: &mut App, width: u16, height: u16) -> Buffer {
    let area = Rect::new(0, 0, width, height);
    let mut buf = Buffer::empty(area);
    let areas = measure(area, app);
    app.sync(areas.sizes());
    let theme = Theme {
        ascii: width.is_multiple_of(2),
        colour: height.is_multiple_of(2),
    };
    let cursor = draw(app, &areas, &theme, &mut buf);
    assert!(
        cursor.is_none_or(|at| area.contains(at)),
        "{cursor:?} in {area}"
    );
    let fit = buf.content.iter().all(|cell| is_safe(cell.symbol()));
    assert!(fit, "{area}");
    buf
}

fn rows(buf: &Buffer) -> Vec<String> {
    let width = usize::from(buf.area.width).max(1);
    let line =
        |cells: &[ratatui::buffer::Cell]| cells.iter().map(ratatui::buffer::Cell::symbol).collect();
    buf.content.chunks(width).map(line).collect()
}

#[test]
fn every_small_size_is_drawn() {
    for mut app in apps(40) {
        for width in 0..=45 {
            for height in 0..=20 {
                check(&mut app, width, height);
            }
        }
    }
}

#[test]
fn larger_sizes_are_drawn() {
    let sizes = [
        (59, 16),
        (60, 15),
        (60, 16),
        (80, 24),
        (99, 16),
        (100, 20),
        (139, 50),
        (140, 16),
        (200, 60),
        (500, 5),
        (19, 200),
    ];
    for mut app in apps(15_000) {
        for (width, height) in sizes {
            check(&mut app, width, height);
        }
    }
}

#[test]
fn areas_of_another_size_do_no_harm() {
    for app in apps(15_000) {
        let areas = measure(Rect::new(0, 0, 150, 50), &app);
        for (width, height) in [(0, 0), (1, 1), (30, 8), (80, 24), (200, 60)] {
            let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
            let theme = Theme {
                ascii: false,
                colour: true,
            };
            draw(&app, &areas, &theme, &mut buf);
        }
    }
}

#[test]
fn what_is_not_saved_shows_at_every_size() {
    let mut app = app();
    app.session.saving = Saving::NotSaved {
        why: "disk full".into(),
        waiting: 1,
    };
    app.session.read_only = Some("also locked".into());
    for width in 10..120 {
        for height in 1..30 {
            let top = rows(&check(&mut app, width, height));
            let shown = top.first().is_some_and(|line| line.contains("NOT SAVE"));
            assert!(shown, "{width} x {height}: {top:?}");
        }
    }
}

#[test]
fn who_is_called_is_in_sight() {
    let mut app = app();
    app.focus = Pane::Meeting;
    app.meetings.tab = Tab::Roll;
    app.modals.push(Modal::RollCall(meeting().id));
    for (width, height) in [(80, 24), (40, 12), (25, 7), (60, 16)] {
        check(&mut app, width, height);
        app.meetings.scroll.move_by(-30);
        app.meetings.scroll.move_by(25);
        app.update(Event::Redraw, date(2018, 4, 9).at(12, 0, 0, 0));
        let text = rows(&check(&mut app, width, height)).join("\n");
        assert!(text.contains("Guest 25"), "{width} x {height}:\n{text}");
    }
}

#[test]
fn the_row_stood_on_shows_without_colour() {
    let text = rows(&check(&mut app(), 81, 24)).join("\n");
    assert!(text.contains("▌NIr"), "{text}");
    let text = rows(&check(&mut app(), 80, 24)).join("\n");
    assert!(text.contains(">NIr"), "{text}");
    assert!(text.contains("3 Minutes of 2018-04-09 on UK0001"), "{text}");
}

#[test]
fn an_answer_that_goes_on_about_the_status_is_read_to_its_end() {
    let said = "UK0063: limited recorded for 1 Aug 2018; the status stays substantial (11 Aug 2018), as what \
                government says of the later day counts, and the status is limited · u undoes";
    for (wide, high) in [(80, 24), (60, 24), (40, 24), (132, 43)] {
        let mut app = app();
        app.message.text = said.to_owned().into();
        let area = Rect::new(0, 0, wide, high);
        let mut buf = Buffer::empty(area);
        let areas = measure(area, &app);
        app.sync(areas.sizes());
        draw(
            &app,
            &areas,
            &Theme {
                ascii: false,
                colour: false,
            },
            &mut buf,
        );
        let cells = buf.content().iter().map(ratatui::buffer::Cell::symbol);
        let screen: String = cells.collect();
        let words: Vec<&str> = screen.split_whitespace().collect();
        let whole: Vec<&str> = said.split_whitespace().collect();
        let is_there = words.windows(whole.len()).any(|part| part == whole);
        assert!(is_there, "{wide}: {screen}");
    }
}
