//! Commands that prepare the agenda and walk it.

use crate::app::App;
use crate::app::at_hand::can_change;
use crate::app::command::{Check, Command, Group};
use crate::app::panes::Pane;
use crate::app::panes::meeting::Tab;
use crate::model::gate::GateItem;
use crate::model::verbs::agenda::{self, Proposed};
use crate::model::{EntryId, Meeting, MeetingId, RecordRef, Topic};

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    agenda(
        "put-on-agenda",
        "Put what the cursor is on on the agenda",
        "on the agenda",
        can_go_on,
        put_on,
    ),
    agenda(
        "put-all-on-agenda",
        "Put all lines of this kind on the agenda",
        "all of them",
        in_the_gate,
        put_all_on,
    ),
    agenda(
        "add-agenda-item",
        "Add an item to the agenda",
        "add item",
        can_add_item,
        add_item,
    ),
    agenda(
        "next-item",
        "Next item of the agenda: its clock runs, its record is shown",
        "next item",
        running,
        |app| step(app, 1),
    ),
    agenda(
        "previous-item",
        "Previous item of the agenda",
        "previous item",
        running,
        |app| step(app, -1),
    ),
    agenda(
        "postpone-item",
        "Put the item off to another meeting",
        "put off",
        on_an_item,
        postpone,
    ),
    agenda("move-up", "Move the item up", "up", on_an_item, |app| {
        shift(app, -1);
    }),
    agenda(
        "move-down",
        "Move the item down",
        "down",
        on_an_item,
        |app| {
            shift(app, 1);
        },
    ),
];

const fn agenda(
    id: &'static str,
    title: &'static str,
    short: &'static str,
    when: fn(&App) -> Check,
    run: fn(&mut App),
) -> Command {
    Command::row(Group::Meeting, id, title, short, when, run)
}

/// Returns the meeting an agenda is prepared for.
fn meeting(app: &App) -> Result<&Meeting, String> {
    app.meeting_at_hand(can_change)
        .ok_or_else(|| "there is no meeting to prepare; 3, then a, adds one".to_owned())
}

fn preparing(app: &App) -> Check {
    meeting(app).map(|_| ())
}

/// Returns the meeting that gets another item.
fn to_add_to(app: &App) -> Result<&Meeting, String> {
    app.meeting_meant(can_change, |other| match other {
        Some(held) => format!(
            "the minutes of {} are final, and its agenda with them",
            held.id
        ),
        None => "there is no meeting to prepare; 3, then a, adds one".to_owned(),
    })
}

fn can_add_item(app: &App) -> Check {
    to_add_to(app).map(|_| ())
}

fn add_item(app: &mut App) {
    if let Ok(id) = to_add_to(app).map(|held| held.id.clone()) {
        app.open_add_item(id);
    }
}

fn running(app: &App) -> Check {
    match app.session.workspace.meeting_in_progress() {
        None => Err("no meeting is in progress; begin one: 3 for meetings, then s".to_owned()),
        Some(held) if held.live_agenda().next().is_none() => {
            Err("nothing is on the agenda; + puts what the cursor is on on it".to_owned())
        }
        Some(_) => Ok(()),
    }
}

fn on_an_item(app: &App) -> Check {
    item(app)
        .map(|_| ())
        .ok_or_else(|| "the cursor is not on an item of an agenda".to_owned())
}

fn item(app: &App) -> Option<(MeetingId, EntryId)> {
    match app.record() {
        Some(RecordRef::AgendaItem(meeting, item)) => Some((meeting, item)),
        _ => None,
    }
}

fn can_go_on(app: &App) -> Check {
    let meeting = meeting(app)?;
    let record = app.record().ok_or("there is nothing under the cursor")?;
    let on_it = |item: &&crate::model::AgendaItem| {
        record == RecordRef::AgendaItem(meeting.id.clone(), item.id.clone())
    };
    if meeting.live_agenda().find(on_it).is_some() {
        return Err("it is on the agenda".to_owned());
    }
    match proposed(app, meeting) {
        Some(_) => Ok(()),
        None => {
            Err("only commitments, milestones, actions, questions and minutes can go on".to_owned())
        }
    }
}

/// Returns the line of the gate under the cursor.
fn gate_item(app: &App) -> Option<&GateItem> {
    let in_agenda = app.focus == Pane::Meeting && app.meetings.tab == Tab::Agenda;
    let record = app.record().filter(|_| in_agenda)?;
    let mut open = app.meetings.gate.open().iter();
    open.find(|item| item.record == record)
}

/// Returns what is put on the agenda for the record under the cursor, with its reason if the gate
/// has one.
fn proposed(app: &App, meeting: &Meeting) -> Option<Proposed> {
    if let Some(item) = gate_item(app) {
        return Some(item.proposed());
    }
    let topic = match app.record()? {
        RecordRef::Action(id) => Topic::Action(id),
        RecordRef::Meeting(id) if id != meeting.id => Topic::Minutes(id),
        record => Topic::Promise(record.subject()?),
    };
    Some(Proposed {
        topic: Some(topic),
        ..Proposed::default()
    })
}

fn put_on(app: &mut App) {
    let Ok(meeting) = meeting(app) else { return };
    let id = meeting.id.clone();
    let items = proposed(app, meeting).into_iter().collect();
    // The line goes up to the agenda; the one below it comes next.
    let rows = &app.meetings.scroll.view.rows;
    let below = rows.get(app.meetings.scroll.cursor + 1);
    let below = below.map(|row| row.record.clone());
    if put(app, &id, items)
        && app.focus == Pane::Meeting
        && let Some(below) = below
    {
        app.meetings.scroll.move_to(&below);
    }
}

fn in_the_gate(app: &App) -> Check {
    match gate_item(app) {
        Some(_) => preparing(app),
        None => Err("the cursor is not on a line that could go on the agenda".to_owned()),
    }
}

fn put_all_on(app: &mut App) {
    let Ok(meeting) = meeting(app) else { return };
    let Some(kind) = gate_item(app).map(|item| item.kind) else {
        return;
    };
    let id = meeting.id.clone();
    let of_kind = app
        .meetings
        .gate
        .open()
        .iter()
        .filter(|item| item.kind == kind);
    let items = of_kind.map(GateItem::proposed).collect();
    put(app, &id, items);
}

fn put(app: &mut App, meeting: &MeetingId, items: Vec<Proposed>) -> bool {
    let (workspace, clerk) = (&app.session.workspace, &mut app.session.clerk);
    let proposal = agenda::put_on(workspace, clerk, meeting, items);
    app.commit(proposal)
}

fn step(app: &mut App, by: isize) {
    let Some(held) = app.session.workspace.meeting_in_progress() else {
        return;
    };
    match agenda::neighbour(held, by).map(|item| item.id.clone()) {
        Some(item) => {
            let meeting = held.id.clone();
            app.discuss(&meeting, &item);
        }
        None if by > 0 => app.refuse("that was the last item; : close the meeting"),
        None => app.refuse("this is the first item"),
    }
}

fn postpone(app: &mut App) {
    let Some((meeting, item)) = item(app) else {
        return;
    };
    let (workspace, clerk) = (&app.session.workspace, &app.session.clerk);
    let proposal = agenda::postpone(workspace, clerk, &meeting, &item);
    app.commit(proposal);
}

fn shift(app: &mut App, by: isize) {
    if let Some((meeting, item)) = item(app) {
        let proposal = agenda::move_item(&app.session.workspace, &meeting, &item, by);
        app.commit(proposal);
    }
}
