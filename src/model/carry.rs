//! Carrying over: since which meeting something waits, and how often it was carried since then.

use super::action::Action;
use super::ids::MeetingId;
use super::meeting::{AgendaItem, ItemState, Meeting};
use super::workspace::Workspace;

/// Since when something waits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Carried {
    /// The meeting it comes from.
    pub from: Option<MeetingId>,
    /// How many meetings went by since then without settling it.
    pub times: usize,
}

/// So often may something be carried before it is asked what is to become of it.
pub const PATIENCE: usize = 3;

impl Carried {
    /// Returns it in words with the reason: `from 2017-07-27, carried 2×: action open`.
    pub fn because(&self, reason: &str) -> String {
        match (&self.from, self.times) {
            (None, _) => reason.to_owned(),
            (Some(from), 0) => format!("from {from}: {reason}"),
            (Some(from), times) => format!("from {from}, carried {times}×: {reason}"),
        }
    }
}

/// Returns since when an action has waited by the time of `meeting`.
pub fn of_action(workspace: &Workspace, action: &Action, meeting: &Meeting) -> Carried {
    let since = action
        .meeting
        .as_ref()
        .and_then(|id| workspace.meetings().get(id));
    let since = since.map_or(action.date, |origin| origin.date);
    let between = earlier(workspace, meeting).filter(|m| m.date > since);
    Carried {
        from: action.meeting.clone(),
        times: between.count(),
    }
}

/// Returns since when a question of the meeting `asked` has waited by the time of `meeting`.
pub fn of_question(workspace: &Workspace, asked: &Meeting, meeting: &Meeting) -> Carried {
    let between = earlier(workspace, meeting).filter(|m| m.date > asked.date);
    Carried {
        from: Some(asked.id.clone()),
        times: between.count(),
    }
}

/// Returns since when an item that the last meeting did not come to has waited.
pub fn of_item(workspace: &Workspace, item: &AgendaItem, meeting: &Meeting) -> Carried {
    let mut carried = Carried::default();
    for held in earlier(workspace, meeting) {
        let waited =
            |other: &&AgendaItem| is_same(item, other) && other.state != ItemState::Discussed;
        if held.minuted_agenda().find(waited).is_none() {
            break;
        }
        carried.times += usize::from(carried.from.is_some());
        carried.from = Some(held.id.clone());
    }
    carried
}

/// Returns the meetings of that kind and plan held before `meeting`, latest first.
pub fn earlier<'w>(
    workspace: &'w Workspace,
    meeting: &'w Meeting,
) -> impl Iterator<Item = &'w Meeting> {
    let comparable = |m: &&Meeting| {
        m.was_held()
            && m.plan == meeting.plan
            && m.kind == meeting.kind
            && (m.date, &m.id) < (meeting.date, &meeting.id)
    };
    let meetings = workspace.meetings().values().rev().map(AsRef::as_ref);
    meetings.filter(comparable)
}

/// Returns true when two items are about the same: one topic, or without one the same title.
pub fn is_same(one: &AgendaItem, other: &AgendaItem) -> bool {
    match (&one.topic, &other.topic) {
        (None, None) => one.title == other.title,
        (one, other) => one == other,
    }
}
