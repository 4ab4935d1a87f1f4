//! Carrying over: since which meeting something waits, and how often it was carried since then.

use super::action::Action;
use super::ids::{EntryId, MeetingId};
use super::meeting::{AgendaItem, Meeting, Topic};
use super::verbs::agenda::shown_title;
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
    let since = workspace.day_of(action);
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

/// Returns since when a matter that the last meeting did not come to has waited.
pub fn of_item(workspace: &Workspace, matter: &Matter, meeting: &Meeting) -> Carried {
    let mut carried = Carried::default();
    for held in earlier(workspace, meeting) {
        let waited = |other: &&AgendaItem| matter.is(&Matter::of_item(workspace, &held.id, other));
        if held.left_open().find(waited).is_none() {
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

/// So many meetings back may an item name another that it carries on.
const LONGEST: usize = 64;

/// What an item is about, known again on the agenda of any meeting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Matter {
    /// The record, or the item that was carried on from meeting to meeting ever since.
    pub topic: Topic,
    /// What it is called, where it is about no record.
    title: Option<String>,
}

impl Matter {
    /// Returns what an item on the agenda of `meeting` is about.
    pub fn of_item(workspace: &Workspace, meeting: &MeetingId, item: &AgendaItem) -> Self {
        let own = || Topic::Item(meeting.clone(), item.id.clone());
        let mut topic = item.topic.clone().unwrap_or_else(own);
        // Items that name each other in a circle end somewhere, too.
        for _ in 0..LONGEST {
            let Topic::Item(earlier, id) = &topic else {
                break;
            };
            match item_of(workspace, earlier, id).and_then(|item| item.topic.clone()) {
                Some(before) => topic = before,
                None => break,
            }
        }
        let is_item = matches!(topic, Topic::Item(..));
        Self {
            title: is_item.then(|| shown_title(workspace, item)),
            topic,
        }
    }

    /// Returns the matter of a record.
    pub fn of_record(topic: Topic) -> Self {
        Self { topic, title: None }
    }

    /// Returns true when both are one matter: the same topic or, about no record, the same title,
    /// as every agenda has items of its kind.
    pub fn is(&self, other: &Self) -> bool {
        self.topic == other.topic || self.title.is_some() && self.title == other.title
    }
}

/// Returns an item of a meeting's agenda.
pub fn item_of<'w>(
    workspace: &'w Workspace,
    meeting: &MeetingId,
    id: &EntryId,
) -> Option<&'w AgendaItem> {
    let held = workspace.meetings().get(meeting)?;
    held.agenda.iter().find(|item| item.id == *id)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::super::gate::{GateItem, GateKind, gate};
    use super::super::ids::PlanId;
    use super::super::meeting::{MeetingKind, MeetingState};
    use super::super::verbs::tests::workspace;
    use super::*;
    use crate::base::id::Id;
    use crate::model::meeting::ItemState;

    /// Holds a meeting on the 1st of that month that does not come to any of these items.
    fn hold(ws: &mut Workspace, month: i8, agenda: Vec<AgendaItem>) {
        let day = date(2031, month, 1);
        let id = MeetingId::parse(&day.to_string()).expect("an id");
        let plan: PlanId = ws.settings().current.clone();
        let mut held = Meeting::draft(id, plan, MeetingKind::Summit, day);
        held.agenda = agenda;
        let mut opening = item("o", &format!("Opening of {day}"), None);
        opening.state = ItemState::Discussed;
        held.agenda.push(opening);
        held.state = MeetingState::Closed;
        ws.admit(Arc::new(held));
    }

    fn item(id: &str, title: &str, topic: Option<Topic>) -> AgendaItem {
        AgendaItem {
            topic,
            ..AgendaItem::new(EntryId::parse(id).expect("an id"), title)
        }
    }

    /// Returns the one item that a meeting after all others, with these items, carries over.
    #[track_caller]
    fn carried(ws: &Workspace, agenda: Vec<AgendaItem>) -> GateItem {
        let mut ws = ws.clone();
        hold(&mut ws, 12, agenda);
        let last = ws.meetings().values().next_back().expect("a meeting");
        let mut found = gate(&ws, last);
        found.retain(|item| item.kind == GateKind::CarriedOver);
        assert_eq!(found.len(), 1, "{found:?}");
        found.pop().expect("there is one")
    }

    fn first(ws: &Workspace, month: i8) -> Topic {
        let id = MeetingId::parse(&format!("2031-{month:02}-01")).expect("an id");
        let held = ws.meetings().get(&id).expect("a meeting");
        let item = held.agenda.first().expect("an item");
        Topic::Item(id, item.id.clone())
    }

    #[test]
    fn a_carried_item_stays_that_of_its_first_meeting_and_is_counted_on() {
        let mut ws = workspace();
        hold(&mut ws, 1, vec![item("a", "What Ms Kowalska asked", None)]);
        let origin = first(&ws, 1);
        for month in 2..=3 {
            let only = carried(&ws, Vec::new());
            let proposed = only.proposed();
            assert_eq!(
                proposed.title, "",
                "a title that is copied loses its meeting"
            );
            assert_eq!(proposed.topic, Some(origin.clone()));
            assert_eq!(only.title, "What Ms Kowalska asked");
            let times = usize::try_from(month).expect("small") - 2;
            assert_eq!(only.carried, times);
            assert!(only.because.starts_with("from 2031-01-01"), "{only:?}");
            hold(&mut ws, month, vec![item("b", "", proposed.topic)]);
        }
        // One that names the item of the meeting before, not of the first, is the same all along.
        let chained = item("c", "", Some(first(&ws, 3)));
        hold(&mut ws, 4, vec![chained]);
        let found = carried(&ws, vec![item("d", "", Some(origin.clone()))]);
        assert_eq!(found.carried, 3);
        assert_eq!(found.topic, origin);
        assert_eq!(found.on_agenda, EntryId::parse("d").ok());
    }

    #[test]
    fn an_item_that_every_agenda_begins_with_is_not_offered_again() {
        let mut ws = workspace();
        hold(&mut ws, 1, vec![item("a", "Welcome and apologies", None)]);
        let found = carried(&ws, vec![item("b", "Welcome and apologies", None)]);
        assert_eq!(found.on_agenda, EntryId::parse("b").ok());
        let found = carried(&ws, vec![item("b", "Any other business", None)]);
        assert_eq!(found.on_agenda, None);
    }
}
