//! Where panes are at each size of the terminal: whole numbers, no surprise.

use ratatui::layout::Rect;

use crate::app::modal::Modal;
use crate::app::panes::Pane;
use crate::app::{App, Sizes};

/// Where everything is.
#[derive(Debug, Clone, Default)]
pub struct Areas {
    /// The line on top.
    pub title: Rect,
    /// The panes shown, with their frames, if they have any.
    pub panes: Vec<(Pane, Rect)>,
    /// The last minutes on the commitment, while a meeting is in progress.
    pub strip: Option<Rect>,
    /// The line of keys.
    pub hints: Rect,
    /// The line of messages.
    pub message: Rect,
    /// Panes have frames.
    pub framed: bool,
    /// There is no room for panes at all.
    pub too_small: bool,
}

/// The least columns two panes stand side by side in.
const TWO_PANES: u16 = 60;
/// The least columns three panes stand side by side in.
const THREE_PANES: u16 = 140;

/// Works out where everything is.
pub fn measure(area: Rect, app: &App) -> Areas {
    let line = |y: u16| Rect {
        x: area.x,
        y: area.y + y,
        width: area.width,
        height: 1,
    };
    if area.height < 6 || area.width < 20 {
        return Areas {
            too_small: true,
            title: area,
            ..Areas::default()
        };
    }
    let framed = area.width >= TWO_PANES && area.height >= 16;
    // Without frames the strip of the roll call would cover who is called.
    let calling = matches!(app.modals.last(), Some(Modal::RollCall(_)));
    let body = Rect {
        y: area.y + 1,
        height: area.height - 3 - u16::from(calling && !framed),
        ..area
    };
    let in_meeting = app.session.workspace.meeting_in_progress().is_some();
    let strip_wanted = framed
        && in_meeting
        && !app.zoomed
        && area.width < THREE_PANES
        && matches!(app.focus, Pane::Commitments | Pane::Detail);
    let strip_height = if strip_wanted { 6 } else { 0 };
    let (body, strip) = split_below(body, strip_height);
    Areas {
        title: line(0),
        panes: if framed && !app.zoomed {
            side_by_side(body, app)
        } else {
            vec![(app.focus, body)]
        },
        strip: strip_wanted.then_some(strip),
        hints: line(area.height - 2),
        message: line(area.height - 1),
        framed,
        too_small: false,
    }
}

fn split_below(area: Rect, below: u16) -> (Rect, Rect) {
    let above = Rect {
        height: area.height - below,
        ..area
    };
    (
        above,
        Rect {
            y: area.y + above.height,
            height: below,
            ..area
        },
    )
}

fn side_by_side(body: Rect, app: &App) -> Vec<(Pane, Rect)> {
    // It has the rows of the list itself, and every column is time in it.
    if app.focus == Pane::Timeline {
        return vec![(Pane::Timeline, body)];
    }
    let list = (body.width * 9 / 20).clamp(32, 64);
    let rest = body.width - list;
    let column = |x: u16, width: u16| Rect {
        x: body.x + x,
        width,
        ..body
    };
    let beside = match app.focus {
        Pane::Commitments => Pane::Detail,
        other => other,
    };
    if body.width < THREE_PANES {
        return vec![
            (Pane::Commitments, column(0, list)),
            (beside, column(list, rest)),
        ];
    }
    let detail = rest / 2;
    let third = match app.focus {
        Pane::Stakeholders | Pane::Actions => app.focus,
        Pane::Commitments | Pane::Detail | Pane::Meeting | Pane::Timeline => Pane::Meeting,
    };
    vec![
        (Pane::Commitments, column(0, list)),
        (Pane::Detail, column(list, detail)),
        (third, column(list + detail, rest - detail)),
    ]
}

impl Areas {
    /// Returns what is inside a pane: without frame, title and marker column.
    pub fn inside(&self, area: Rect) -> Rect {
        let (side, top) = if self.framed { (1, 1) } else { (0, 1) };
        Rect {
            x: area.x + side,
            y: area.y + top,
            width: area.width.saturating_sub(2 * side),
            height: area.height.saturating_sub(if self.framed { 2 } else { 1 }),
        }
    }

    /// Returns the room each pane has for its content.
    pub fn sizes(&self) -> Sizes {
        let room = |pane: Pane| {
            let (_, area) = self.panes.iter().find(|(shown, _)| *shown == pane)?;
            let inside = self.inside(*area);
            Some((
                usize::from(inside.width.saturating_sub(1)),
                usize::from(inside.height),
            ))
        };
        Sizes {
            commitments: room(Pane::Commitments).map_or(1, |(_, height)| height.max(1)),
            detail: room(Pane::Detail),
            meeting: room(Pane::Meeting),
            stakeholders: room(Pane::Stakeholders),
            actions: room(Pane::Actions),
            timeline: room(Pane::Timeline),
            whole: (
                usize::from(self.title.width.saturating_sub(2)),
                usize::from(self.hints.y.saturating_sub(self.title.y + 3)),
            ),
        }
    }
}
