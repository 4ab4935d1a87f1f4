//! What a key and its frame cost, counted: the same in a plan twenty times as large.
//!
//! Rows, lines and lay-outs cannot be made without memory, so the number of allocations tells
//! how many were made. Times are for the benches.

use std::sync::Arc;

use allocation_counter::measure;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Event, Session};
use roundtable::model::{Clerk, Workspace};
use roundtable::ui;
use roundtable::ui::theme::Theme;

use crate::records::{self, Surroundings};

#[test]
fn a_key_and_its_frame_cost_the_same_in_a_larger_plan() {
    let keys = "Down Down PgDn Up Tab Down s Down Enter u Tab Down 1 z Down z : f i l t Esc";
    // Numbers of four digits in both, so that the titles have the same room.
    assert_eq!(costs(1_000, "", keys), costs(20_000, "", keys));
}

#[test]
fn nor_does_a_key_in_the_timeline_look_at_more_rows_than_are_in_sight() {
    let (before, keys) = ("6", "Down Down PgDn Up + Right - Home Up Down s n Enter u");
    assert_eq!(costs(1_000, before, keys), costs(20_000, before, keys));
}

#[test]
fn nor_does_a_key_in_a_list_grouped_by_nations() {
    let (before, keys) = (
        ": g r o u p Enter Home",
        "Down Down PgDn Up Tab Down s n Enter u",
    );
    // Each nation has a number of four digits in its heading.
    assert_eq!(costs(2_000, before, keys), costs(18_000, before, keys));
}

#[test]
fn nor_does_a_key_in_the_agenda_look_at_the_whole_plan() {
    let (before, keys) = ("3 a Enter", "Down Down Down Down Down PgDn PgUp :");
    assert_eq!(costs(1_000, before, keys), costs(20_000, before, keys));
}

/// Presses the keys, draws after each, and returns the allocations of each; those of the keys
/// pressed before are not counted.
fn costs(count: u32, before: &str, keys: &str) -> Vec<(String, u64)> {
    let now = date(2026, 3, 2).at(10, 30, 0, 0);
    let session = Session::new(workspace(count), Clerk::new(now, 1), "made-up");
    let mut app = App::new(session, Keymap::built_in().unwrap());
    let mut cells = Buffer::empty(Rect::new(0, 0, 200, 50));
    draw(&mut app, &mut cells);
    let grouped = before.contains("g r o u p");
    for key in before.split_whitespace() {
        app.update(Event::Key(key.parse().unwrap()), now);
        draw(&mut app, &mut cells);
    }
    assert_eq!(app.commitments.is_grouped(), grouped);
    let cost = |key: &str| {
        let pressed = Event::Key(key.parse().unwrap());
        let counted = measure(|| {
            app.update(pressed, now);
            draw(&mut app, &mut cells);
        });
        (key.to_owned(), counted.count_total)
    };
    keys.split(' ').map(cost).collect()
}

fn draw(app: &mut App, cells: &mut Buffer) {
    let areas = ui::measure(cells.area, app);
    app.sync(areas.sizes());
    ui::draw(app, &areas, &Theme::COLOURED, cells);
}

fn workspace(count: u32) -> Workspace {
    let Surroundings {
        settings,
        plan,
        meetings,
        stakeholders,
    } = records::surroundings(count);
    let mut workspace = Workspace::new(settings);
    workspace.admit(Arc::new(plan));
    for meeting in meetings {
        workspace.admit(Arc::new(meeting));
    }
    for stakeholder in stakeholders {
        workspace.admit(Arc::new(stakeholder));
    }
    for number in 1..=count {
        let mut held = records::commitment(number);
        let nation = if number.is_multiple_of(2) {
            "Scotland"
        } else {
            "Wales"
        };
        nation.clone_into(&mut held.nation);
        workspace.admit(Arc::new(held));
    }
    workspace
}
