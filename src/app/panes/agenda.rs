//! The agenda of a meeting, and below it what could go on it and why.

use crate::app::view::{Role, View, piece};
use crate::base::clock::ClockTime;
use crate::base::text::{pad, safe, wrap};
use crate::model::gate::{GateItem, GateKind, gate};
use crate::model::meeting::{AgendaItem, ItemState};
use crate::model::verbs::agenda::shown_title;
use crate::model::{Meeting, MeetingId, MeetingState, RecordRef, Workspace};

/// The columns of the time at the right: `now 14/10'`.
const TIME: usize = 11;

/// The most lines of one kind that are shown; a filter of the list shows them all.
const MOST: usize = 40;

/// What could go on the agenda of a meeting, worked out again only when a record has changed.
#[derive(Debug, Default)]
pub struct Gate {
    /// The meeting it is for, and how many changes there were when it was worked out.
    of: Option<(MeetingId, u64)>,
    open: Vec<GateItem>,
}

impl Gate {
    /// Looks at the gate of `meeting` again if there were changes since the last look.
    pub fn look(&mut self, workspace: &Workspace, meeting: &Meeting, changes: u64) {
        let of = Some((meeting.id.clone(), changes));
        if self.of != of {
            self.of = of;
            self.open = gate(workspace, meeting);
            self.open.retain(|item| item.on_agenda.is_none());
        }
    }

    /// Returns what is not on the agenda yet, by kind.
    pub fn open(&self) -> &[GateItem] {
        &self.open
    }
}

/// Lays the agenda out in `width` columns, as of `now`, with what could go on it below.
pub fn lay_out(
    workspace: &Workspace,
    meeting: &Meeting,
    gate: &Gate,
    width: usize,
    now: Option<ClockTime>,
) -> View {
    let mut view = View::default();
    for (place, item) in meeting.live_agenda().enumerate() {
        push_item(&mut view, workspace, meeting, (place + 1, item), width, now);
    }
    if view.rows.is_empty() {
        free(
            &mut view,
            width,
            Role::Dim,
            "Nothing is on the agenda yet. a adds an item.",
        );
    } else {
        free(&mut view, width, Role::Dim, &sums(meeting, now));
    }
    if matches!(meeting.state, MeetingState::Closed | MeetingState::Final) {
        return view;
    }
    let open = gate.open();
    if !open.is_empty() {
        view.push_free(Vec::new());
        let help = "Could go on it; + puts a line on, * all of its kind:";
        free(&mut view, width, Role::Dim, help);
    }
    for kind in GateKind::ALL {
        let of_kind = open.iter().filter(|item| item.kind == kind);
        push_kind(&mut view, kind, of_kind, width);
    }
    view
}

fn push_item(
    view: &mut View,
    workspace: &Workspace,
    meeting: &Meeting,
    (place, item): (usize, &AgendaItem),
    width: usize,
    now: Option<ClockTime>,
) {
    view.begin_row(
        RecordRef::AgendaItem(meeting.id.clone(), item.id.clone()),
        None,
    );
    let role = match (item.since, item.state) {
        (Some(_), _) => Role::Strong,
        (None, ItemState::Waiting) => Role::Normal,
        (None, ItemState::Discussed | ItemState::Postponed) => Role::Dim,
    };
    let title = shown_title(workspace, item);
    let title = safe(&title);
    let room = width.saturating_sub(TIME + 3).max(8);
    for (n, line) in wrap(&title, room).into_iter().enumerate() {
        let number = if n == 0 {
            place.to_string()
        } else {
            String::new()
        };
        let mut pieces = vec![piece(role, format!("{number:>2} {}", pad(line, room)))];
        if n == 0 {
            pieces.push(piece(role, format!("{:>TIME$}", time(item, now))));
        }
        view.push(pieces);
    }
    push_because(view, &item.because, width, 3);
}

/// Returns how an item stands: `10'`, `now 4/10'`, `done 12/10'`, `put off`.
fn time(item: &AgendaItem, now: Option<ClockTime>) -> String {
    let used = match (item.used_by(now), item.planned) {
        (0, 0) => String::new(),
        (used, 0) => format!("{used}'"),
        (used, planned) => format!("{used}/{planned}'"),
    };
    let word = match (item.since, item.state) {
        (Some(_), _) => "now",
        (None, ItemState::Discussed) => "done",
        (None, ItemState::Postponed) => return "put off".to_owned(),
        (None, ItemState::Waiting) if item.planned == 0 => return String::new(),
        (None, ItemState::Waiting) => return format!("{}'", item.planned),
    };
    format!("{word} {used}").trim_end().to_owned()
}

fn sums(meeting: &Meeting, now: Option<ClockTime>) -> String {
    let planned: u32 = meeting.live_agenda().map(|i| u32::from(i.planned)).sum();
    let used: u32 = meeting
        .live_agenda()
        .map(|i| u32::from(i.used_by(now)))
        .sum();
    let waiting = meeting
        .live_agenda()
        .filter(|item| item.state == ItemState::Waiting);
    match (used, waiting.count()) {
        (0, _) => format!("{planned} minutes planned"),
        (used, left) => format!("{used} of {planned} minutes used, {left} items to come"),
    }
}

fn push_kind<'g>(
    view: &mut View,
    kind: GateKind,
    items: impl Iterator<Item = &'g GateItem>,
    width: usize,
) {
    let mut items = items.peekable();
    if items.peek().is_none() {
        return;
    }
    view.push_free(Vec::new());
    free(view, width, Role::Heading, kind.words());
    for item in items.by_ref().take(MOST) {
        view.begin_row(item.record.clone(), None);
        let title = safe(&item.title);
        for line in wrap(&title, width.max(8)) {
            view.push(vec![piece(Role::Normal, line)]);
        }
        push_because(view, &item.because, width, 2);
    }
    match items.count() {
        0 => {}
        more => free(view, width, Role::Dim, &format!("and {more} more")),
    }
}

fn push_because(view: &mut View, because: &str, width: usize, indent: usize) {
    if !because.is_empty() {
        super::words::push_text(view, width, indent, Role::Dim, because);
    }
}

fn free(view: &mut View, width: usize, role: Role, text: &str) {
    for line in wrap(text, width.max(8)) {
        view.push_free(vec![piece(role, line)]);
    }
}
