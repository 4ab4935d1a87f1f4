//! Every screen at every small size and at large ones, with nothing to show and with texts as
//! nobody writes them: no frame fails, and no cell holds what a terminal would act on.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use roundtable::app::key::parse_keys;
use roundtable::app::keymap::Keymap;
use roundtable::app::{App, Event, Session};
use roundtable::base::text::is_safe;
use roundtable::model::{
    Clerk, Commitment, Meeting, MeetingState, Paragraphs, Stakeholder, Workspace,
};
use roundtable::store::Store;
use roundtable::ui;
use roundtable::ui::theme::Theme;

use crate::world::{ROOT, disk};

/// The keys that lead to each screen, from the first one.
pub(crate) const SCREENS: [&str; 25] = [
    "",
    "2 End",
    "3",
    "3 2",
    "3 3",
    "3 4",
    "4 Enter",
    "4 ]",
    "4 ] ]",
    "4 [ [",
    "4 [",
    "5",
    "6",
    "6 Down Space",
    "L",
    "Q",
    "z",
    "2 z PgDn",
    "s",
    "s Down Enter a b c",
    "?",
    ": m",
    "/ x",
    "m n x",
    "X",
];

/// Sizes at which panes come and go, and those no window has.
const LARGE: [(u16, u16); 20] = [
    (59, 16),
    (60, 15),
    (60, 16),
    (80, 24),
    (80, 25),
    (99, 16),
    (100, 20),
    (100, 30),
    (120, 40),
    (132, 43),
    (139, 50),
    (140, 16),
    (140, 50),
    (160, 48),
    (200, 60),
    (400, 6),
    (500, 5),
    (19, 200),
    (20, 200),
    (240, 67),
];

/// Draws every screen at every size and returns how many frames that were.
fn sweep(workspace: &Workspace) -> usize {
    let small = (0..=40).flat_map(|width| (0..=20).map(move |height| (width, height)));
    let sizes: Vec<(u16, u16)> = small.chain(LARGE).collect();
    for keys in SCREENS {
        let mut app = app(workspace.clone());
        draw(&mut app, 80, 24, keys);
        for key in parse_keys(keys).unwrap() {
            app.update(Event::Key(key), date(2018, 8, 9).at(10, 30, 0, 0));
            draw(&mut app, 80, 24, keys);
        }
        for &(width, height) in &sizes {
            draw(&mut app, width, height, keys);
        }
    }
    SCREENS.len() * sizes.len()
}

pub(crate) fn app(workspace: Workspace) -> App {
    let clerk = Clerk::new(date(2018, 8, 9).at(10, 30, 0, 0), 1);
    App::new(
        Session::new(workspace, clerk, "uk"),
        Keymap::built_in().unwrap(),
    )
}

fn draw(app: &mut App, width: u16, height: u16, keys: &str) {
    let area = Rect::new(0, 0, width, height);
    let mut cells = Buffer::empty(area);
    let areas = ui::measure(area, app);
    app.sync(areas.sizes());
    let theme = Theme {
        ascii: width.is_multiple_of(2),
        colour: height.is_multiple_of(2),
    };
    let cursor = ui::draw(app, &areas, &theme, &mut cells);
    assert!(
        cursor.is_none_or(|at| area.contains(at)),
        "{keys} at {area}"
    );
    let safe = cells.content.iter().all(|cell| is_safe(cell.symbol()));
    assert!(safe, "{keys} at {area}");
}

fn read(name: &str) -> Workspace {
    let loaded = Store::load_all(Arc::new(disk(name)), PathBuf::from(ROOT));
    loaded.unwrap().workspace
}

/// Returns the sample with a meeting in progress, and `text` wherever somebody could write it.
fn filled_with(text: &str) -> Workspace {
    let mut workspace = read("sample");
    for commitment in workspace
        .commitments()
        .values()
        .cloned()
        .collect::<Vec<_>>()
    {
        let mut commitment = Commitment::clone(&commitment);
        commitment.title = text.into();
        commitment.nation = text.into();
        commitment.lead = vec![text.into(); 3];
        commitment.text = Paragraphs::from(text);
        commitment.objective = Paragraphs::from(text);
        for milestone in &mut commitment.milestones {
            milestone.title = text.into();
        }
        workspace.admit(Arc::new(commitment));
    }
    let stakeholders: Vec<_> = workspace.stakeholders().values().cloned().collect();
    for stakeholder in stakeholders {
        let mut stakeholder = Stakeholder::clone(&stakeholder);
        (stakeholder.name, stakeholder.nation) = (text.into(), text.into());
        stakeholder.notes = Paragraphs::from(text);
        workspace.admit(Arc::new(stakeholder));
    }
    let meetings: Vec<_> = workspace.meetings().values().cloned().collect();
    for meeting in &meetings {
        let mut meeting = Meeting::clone(meeting);
        (meeting.title, meeting.place) = (text.into(), text.into());
        for minute in &mut meeting.minutes {
            (minute.by, minute.text) = (text.into(), Paragraphs::from(text));
        }
        for guest in &mut meeting.roll {
            (guest.name, guest.role) = (text.into(), text.into());
        }
        for item in &mut meeting.agenda {
            (item.title, item.because) = (text.into(), text.into());
        }
        if meeting.date == meetings.last().unwrap().date {
            meeting.state = MeetingState::InProgress;
            meeting.began = "10:00".parse().ok();
        }
        workspace.admit(Arc::new(meeting));
    }
    workspace
}

#[test]
fn a_workspace_with_nothing_in_it_at_every_size() {
    assert_eq!(sweep(&read("empty")), 22_025);
}

#[test]
fn texts_and_words_without_end_at_every_size() {
    let text = "on and on ".repeat(60) + &"x".repeat(600);
    sweep(&filled_with(&text));
}

#[test]
fn writing_from_right_to_left_at_every_size() {
    sweep(&filled_with(
        "\u{202e}\u{2067}الحكومة المفتوحة ו\u{200f}שקיפות 2018–2020 \u{2069}\n(ليبيا)",
    ));
}

#[test]
fn wide_letters_at_every_size() {
    sweep(&filled_with(
        "情報公開と透明性の向上、👩\u{200d}👩\u{200d}👧 ｶﾞ 한국어 ＯＧＰ",
    ));
}

#[test]
fn heaped_up_accents_and_controls_at_every_size() {
    let heap: String = (0..40)
        .map(|n| char::from(b'a' + n % 26))
        .collect::<String>()
        + &"\u{301}\u{489}".repeat(60)
        + "\u{1b}]0;title\u{7}\t\u{9b}31m\u{0}\u{2028}\u{e0041}\u{feff}";
    sweep(&filled_with(&heap));
}
