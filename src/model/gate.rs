//! The gate of a meeting: what it should not begin without having looked at.
//!
//! Everything here is read from the records; putting it on the agenda is one key.

use std::collections::HashSet;

use jiff::Span;
use jiff::civil::Date;

use super::action::Action;
use super::carry::{self, Matter};
use super::commitment::{Commitment, Milestone};
use super::ids::{CommitmentId, EntryId, MeetingId, RecordRef, Subject};
use super::meeting::{AgendaItem, ItemState, Meeting, MeetingState, Minute, Topic};
use super::verbs::agenda::{Proposed, shown_title};
use super::workspace::Workspace;
use crate::base::date::FuzzyDate;

/// One thing that could go on the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GateItem {
    /// Why it is here.
    pub kind: GateKind,
    /// What it is about. An item about no record stays that of the meeting it was first put on for:
    /// its title is that meeting's to tell.
    pub topic: Topic,
    /// The record to show.
    pub record: RecordRef,
    /// What it is called.
    pub title: String,
    /// The reason in words, with where it comes from and how often it was carried.
    pub because: String,
    /// How many meetings went by without settling it.
    pub carried: usize,
    /// The item of the agenda that is about it already.
    pub on_agenda: Option<EntryId>,
}

/// Why something should be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GateKind {
    /// Minutes of an earlier meeting, or corrections to them, are not approved.
    Approve,
    /// An action is open.
    Action,
    /// A question was not answered, an item not reached.
    CarriedOver,
    /// A milestone is past its date or due before the next meeting.
    Due,
    /// The sides do not say the same.
    Disputed,
    /// Nothing was said since the last meeting.
    Untouched,
}

impl GateKind {
    /// Every kind, in the order they are shown.
    pub const ALL: [Self; 6] = [
        Self::Approve,
        Self::Action,
        Self::CarriedOver,
        Self::Due,
        Self::Disputed,
        Self::Untouched,
    ];

    /// Returns the heading of the kind.
    pub fn words(self) -> &'static str {
        match self {
            Self::Approve => "To approve",
            Self::Action => "Open actions",
            Self::CarriedOver => "Carried over",
            Self::Due => "Past its date, or due before the next meeting",
            Self::Disputed => "The sides differ",
            Self::Untouched => "Nothing said since the last meeting",
        }
    }
}

impl GateItem {
    /// Returns what to put on the agenda.
    pub fn proposed(&self) -> Proposed {
        Proposed {
            title: String::new(),
            topic: Some(self.topic.clone()),
            because: self.because.clone(),
            planned: 0,
        }
    }
}

/// Returns everything that should be looked at before or in that meeting, by kind.
pub fn gate(workspace: &Workspace, meeting: &Meeting) -> Vec<GateItem> {
    let agenda = meeting.live_agenda();
    let matter = |item| Matter::of_item(workspace, &meeting.id, item);
    let mut gate = Gate {
        workspace,
        meeting,
        agenda: agenda.map(|item| (&item.id, matter(item))).collect(),
        found: Vec::new(),
    };
    gate.approvals();
    gate.actions();
    gate.carried_over();
    gate.promises();
    gate.found.sort_by_key(|item| item.kind);
    gate.found
}

struct Gate<'w> {
    workspace: &'w Workspace,
    meeting: &'w Meeting,
    /// What is on the agenda.
    agenda: Vec<(&'w EntryId, Matter)>,
    found: Vec<GateItem>,
}

impl Gate<'_> {
    fn add(&mut self, kind: GateKind, topic: Topic, record: RecordRef, because: String) {
        self.add_carried(kind, topic, record, because, 0);
    }

    fn add_carried(
        &mut self,
        kind: GateKind,
        topic: Topic,
        record: RecordRef,
        because: String,
        carried: usize,
    ) {
        let asked = AgendaItem {
            topic: Some(topic.clone()),
            ..nameless()
        };
        self.found.push(GateItem {
            kind,
            record,
            title: shown_title(self.workspace, &asked),
            because,
            carried,
            on_agenda: self.on_agenda(&Matter::of_record(topic.clone())),
            topic,
        });
    }

    fn on_agenda(&self, asked: &Matter) -> Option<EntryId> {
        let mut agenda = self.agenda.iter();
        let found = agenda.find(|(_, matter)| matter.is(asked));
        found.map(|(id, _)| (*id).clone())
    }

    /// Minutes of earlier meetings of any kind of this plan.
    fn approvals(&mut self) {
        let meeting = self.meeting;
        let earlier = self.workspace.meetings().values().filter(|m| {
            m.was_held() && m.plan == meeting.plan && (m.date, &m.id) < (meeting.date, &meeting.id)
        });
        // What was before the last approved minutes is history: nobody approves it now.
        let mut waiting = Vec::new();
        for held in earlier.rev() {
            let open = held.corrections.iter().filter(|c| c.approved_by.is_none());
            let because = match (held.state, &held.approved_by, open.count()) {
                (MeetingState::Closed, ..) => "not final yet".to_owned(),
                (_, None, 0) => "not approved yet".to_owned(),
                (_, None, 1) => "not approved yet, with 1 correction".to_owned(),
                (_, None, n) => format!("not approved yet, with {n} corrections"),
                (_, Some(_), 0) => break,
                (_, Some(_), 1) => "1 correction since they were approved".to_owned(),
                (_, Some(_), n) => format!("{n} corrections since they were approved"),
            };
            waiting.push((held.id.clone(), because));
            if !held.minutes.is_empty() {
                break;
            }
        }
        for (id, because) in waiting {
            let record = RecordRef::Meeting(id.clone());
            self.add(GateKind::Approve, Topic::Minutes(id), record, because);
        }
    }

    fn actions(&mut self) {
        let (workspace, meeting) = (self.workspace, self.meeting);
        let open = |action: &&Action| {
            action.binned.is_none()
                && !action.state().is_settled()
                && workspace.day_of(*action) < meeting.date
        };
        let mut actions: Vec<&Action> = workspace
            .actions()
            .values()
            .map(AsRef::as_ref)
            .filter(open)
            .collect();
        actions.sort_by_key(|action| (action.due.map(FuzzyDate::sort_key), action.date));
        for action in actions {
            let carried = carry::of_action(workspace, action, meeting);
            let state = action.state().words();
            let due = match action.due {
                Some(due) if due.is_past(meeting.date) => format!(", was due {}", due.human()),
                Some(due) => format!(", due {}", due.human()),
                None => String::new(),
            };
            let because = carried.because(&format!("action {state}{due}"));
            let id = action.id.clone();
            let record = RecordRef::Action(id.clone());
            self.add_carried(
                GateKind::Action,
                Topic::Action(id),
                record,
                because,
                carried.times,
            );
        }
    }

    fn carried_over(&mut self) {
        let (workspace, meeting) = (self.workspace, self.meeting);
        let Some(last) = carry::earlier(workspace, meeting).next() else {
            return;
        };
        for asked in carry::earlier(workspace, meeting) {
            let open = |m: &&Minute| m.is_unanswered() && !self.was_taken_up(&asked.id, &m.id);
            let open: Vec<&Minute> = asked.live_minutes().filter(open).collect();
            for minute in open {
                let carried = carry::of_question(workspace, asked, meeting);
                let because = carried.because("question not answered");
                let record = RecordRef::Minute(asked.id.clone(), minute.id.clone());
                let topic = Topic::Question(asked.id.clone(), minute.id.clone());
                self.add_carried(GateKind::CarriedOver, topic, record, because, carried.times);
            }
        }
        for item in last.left_open() {
            let reason = match item.state {
                ItemState::Postponed => "put off",
                ItemState::Waiting | ItemState::Discussed => "not reached",
            };
            // Actions and approvals are in the gate for themselves, as long as they are open.
            let matter = Matter::of_item(workspace, &last.id, item);
            if matches!(
                matter.topic,
                Topic::Action(_) | Topic::Minutes(_) | Topic::Question(..)
            ) {
                continue;
            }
            let carried = carry::of_item(workspace, &matter, meeting);
            let topic = match matter.topic {
                // The latest title counts.
                Topic::Item(..) if !item.title.is_empty() => {
                    Topic::Item(last.id.clone(), item.id.clone())
                }
                ref topic => topic.clone(),
            };
            self.found.push(GateItem {
                kind: GateKind::CarriedOver,
                topic,
                record: RecordRef::AgendaItem(last.id.clone(), item.id.clone()),
                title: shown_title(workspace, item),
                because: carried.because(reason),
                carried: carried.times,
                on_agenda: self.on_agenda(&matter),
            });
        }
    }

    /// Returns true for a question that a later meeting talked about: its answer is in the minutes
    /// of that one, as final minutes take none.
    fn was_taken_up(&self, asked: &MeetingId, question: &EntryId) -> bool {
        let topic = Some(Topic::Question(asked.clone(), question.clone()));
        let taken_up =
            |item: &AgendaItem| item.topic == topic && item.state == ItemState::Discussed;
        let mut later = carry::earlier(self.workspace, self.meeting);
        later.any(|held| held.live_agenda().any(taken_up))
    }

    fn promises(&mut self) {
        let (workspace, meeting) = (self.workspace, self.meeting);
        let next = next_date(workspace, meeting);
        let since = carry::earlier(workspace, meeting).next();
        let minuted = since.map(|since| minuted_since(workspace, since));
        let minuted = minuted.unwrap_or_default();
        let of_plan = |c: &&Commitment| c.plan == meeting.plan && c.binned.is_none();
        let commitments = workspace.commitments().values().map(AsRef::as_ref);
        for commitment in commitments.filter(of_plan) {
            for milestone in commitment.live_milestones() {
                self.due(commitment, milestone, next);
            }
            let standing = commitment.standing();
            if standing.is_disputed() {
                let words = standing.words();
                self.promise(
                    GateKind::Disputed,
                    &Subject::commitment(&commitment.id),
                    words,
                );
            }
            let settled = standing
                .shown()
                .is_some_and(|(status, _)| status.is_settled());
            if let Some(since) = since
                && !settled
                && !minuted.contains(&commitment.id)
                && !was_reported(workspace, commitment, since)
            {
                let because = format!("nothing since {}", since.id);
                self.promise(
                    GateKind::Untouched,
                    &Subject::commitment(&commitment.id),
                    because,
                );
            }
        }
    }

    fn due(&mut self, commitment: &Commitment, milestone: &Milestone, next: Date) {
        let standing = milestone.standing();
        let subject = Subject::milestone(&commitment.id, &milestone.id);
        if standing.is_disputed() {
            self.promise(GateKind::Disputed, &subject, standing.words());
        }
        let Some(due) = milestone.due else {
            return;
        };
        let today = self.meeting.date;
        let is_next = due
            .last_day()
            .is_some_and(|last| (today..=next).contains(&last));
        let because = match commitment.milestone_past(milestone, today) {
            Some(past) => format!("was due {}, {}", due.human(), past.reported.words()),
            None if is_next && !standing.is_reported_settled() => format!("due {}", due.human()),
            None => return,
        };
        self.promise(GateKind::Due, &subject, because);
    }

    fn promise(&mut self, kind: GateKind, subject: &Subject, because: String) {
        let topic = Topic::Promise(subject.clone());
        self.add(kind, topic, subject.clone().into(), because);
    }
}

/// Returns the day by which the meeting after this one is promised; where nothing is promised, the day of
/// the next one on record, and where none is, the day of this one: no day is made up.
fn next_date(workspace: &Workspace, meeting: &Meeting) -> Date {
    let plan = workspace.plans().get(&meeting.plan);
    let months = plan.map_or(0, |plan| plan.cadence_months);
    if months > 0 {
        return meeting
            .date
            .saturating_add(Span::new().months(i64::from(months)));
    }
    let others = workspace.meetings().values();
    let later = others.filter(|other| {
        other.plan == meeting.plan && other.binned.is_none() && other.date > meeting.date
    });
    let next = later.map(|other| other.date).min();
    next.unwrap_or(meeting.date)
}

/// Returns the commitments that minutes of meetings after that one are about.
fn minuted_since<'w>(workspace: &'w Workspace, since: &Meeting) -> HashSet<&'w CommitmentId> {
    let later = workspace.meetings().values().rev();
    let later = later.filter(|m| (m.date, &m.id) > (since.date, &since.id) && m.binned.is_none());
    let minutes = later.flat_map(|m| m.live_minutes());
    let about = minutes.filter_map(|minute| minute.about.as_ref());
    about.map(|subject| &subject.commitment).collect()
}

/// Returns true when there is an update of the commitment after `since`.
fn was_reported(workspace: &Workspace, commitment: &Commitment, since: &Meeting) -> bool {
    let milestones = commitment.live_milestones().map(|m| &m.updates);
    let mut updates = milestones.chain([&commitment.updates]).flatten();
    updates.any(|u| u.binned.is_none() && !workspace.is_known_at(u, since))
}

fn nameless() -> AgendaItem {
    use crate::base::id::Id as _;
    let id = EntryId::parse("0").expect("a digit is an id");
    AgendaItem::new(id, "")
}
