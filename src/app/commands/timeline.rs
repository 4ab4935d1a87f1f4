//! Commands of the timeline: more or less time, earlier or later, in words.

use crate::app::App;
use crate::app::command::{Check, Command, Group};
use crate::app::panes::Pane;
use crate::app::panes::timeline::scale::Zoom;

/// The commands.
pub(in crate::app) static TABLE: &[Command] = &[
    timeline(
        "zoom-in-time",
        "Timeline: less time, more exactly",
        "closer",
        can_zoom_in,
        |app| _ = app.timeline.zoom_in(),
    ),
    timeline(
        "zoom-out-of-time",
        "Timeline: more time, up to the whole cycle",
        "wider",
        can_zoom_out,
        |app| _ = app.timeline.zoom_out(),
    ),
    timeline(
        "earlier",
        "Timeline: go back in time",
        "earlier",
        can_move,
        |app| _ = app.timeline.move_in_time(-1),
    ),
    timeline(
        "later",
        "Timeline: go on in time",
        "later",
        can_move,
        |app| _ = app.timeline.move_in_time(1),
    ),
    timeline(
        "tell-timeline",
        "Timeline: all of this row in words",
        "in words",
        something_to_tell,
        App::tell_timeline,
    ),
];

const fn timeline(
    id: &'static str,
    title: &'static str,
    short: &'static str,
    when: fn(&App) -> Check,
    run: fn(&mut App),
) -> Command {
    Command::row(Group::View, id, title, short, when, run)
}

fn on_it(app: &App) -> Check {
    if app.focus == Pane::Timeline {
        Ok(())
    } else {
        Err("this is for the timeline; 6 goes there".to_owned())
    }
}

fn can_zoom_in(app: &App) -> Check {
    on_it(app)?;
    match app.timeline.zoom {
        Zoom::Quarter => Err("this is as close as it goes; - shows more time".to_owned()),
        Zoom::Cycle | Zoom::Year => Ok(()),
    }
}

fn can_zoom_out(app: &App) -> Check {
    on_it(app)?;
    match app.timeline.zoom {
        Zoom::Cycle => Err("the whole cycle is in sight; + shows it closer".to_owned()),
        Zoom::Year | Zoom::Quarter => Ok(()),
    }
}

fn can_move(app: &App) -> Check {
    can_zoom_out(app)
}

fn something_to_tell(app: &App) -> Check {
    on_it(app)?;
    if app.timeline.on_plan || app.record().is_some() {
        Ok(())
    } else {
        Err("the cursor is on no commitment".to_owned())
    }
}
