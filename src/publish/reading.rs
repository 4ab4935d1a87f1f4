//! What both views of a meeting say alike: what is known first, and what things are called.

use std::collections::BTreeSet;

use super::attribution::{Censor, Outgoing};
use super::disclosed::Disclosed;
use super::document::{Anchor, Document, Fact, Line, Target, View};
use crate::model::carry::Matter;
use crate::model::meeting::{AgendaItem, Heads};
use crate::model::verbs::agenda::shown_title;
use crate::model::{
    Attribution, Commitment, CommitmentId, Meeting, MeetingId, MeetingKind, MeetingState,
    Paragraphs, Side, Subject, Topic, Update, Workspace,
};

/// An item may be an item of an earlier meeting, and so on; a circle of them ends here.
const DEEPEST: usize = 8;

/// A meeting as it is read for publication.
#[derive(Debug)]
pub(super) struct Reading<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) meeting: &'w Meeting,
    pub(super) censor: Censor<'w>,
    pub(super) disclosed: Disclosed<'w>,
}

impl<'w> Reading<'w> {
    pub(super) fn new(
        workspace: &'w Workspace,
        meeting: &'w Meeting,
        attribution: Attribution,
    ) -> Self {
        Self {
            workspace,
            meeting,
            censor: Censor::new(workspace, meeting, attribution),
            disclosed: Disclosed::new(workspace, meeting),
        }
    }

    /// Begins the document: title, and what is to be known first.
    pub(super) fn begin(&self, view: View) -> Document {
        let meeting = self.meeting;
        let kind = match (view, meeting.state) {
            (View::Progress, _) => "Progress update: ",
            (View::Minutes, MeetingState::Final) => "Minutes: ",
            (View::Minutes, _) => "Draft minutes: ",
        };
        let title = self.censor.said(&meeting.shown_title());
        Document {
            other: stem(meeting, view.other()),
            title: Line::new()
                .own(kind)
                .text(title)
                .own(", ")
                .text(Outgoing::day(meeting.date)),
            facts: self.facts(view),
            sections: Vec::new(),
        }
    }

    fn facts(&self, view: View) -> Vec<Fact> {
        let (meeting, censor) = (self.meeting, &self.censor);
        let plan = self.workspace.plans().get(&meeting.plan);
        let title = plan.map(|plan| Line::from(censor.plan_title(plan)).own(", "));
        let facts = [
            ("Meeting", Line::new().shown(&meeting.id)),
            ("Date", Outgoing::day(meeting.date).into()),
            ("Kind", Line::new().own(kind(meeting.kind))),
            ("Plan", title.unwrap_or_default().shown(&meeting.plan)),
            ("State", self.state()),
            (
                "Published",
                meeting
                    .published
                    .map(|day| Outgoing::day(day).into())
                    .unwrap_or_default(),
            ),
            (
                "Note by",
                censor
                    .who(&meeting.note_by, None)
                    .map(Line::from)
                    .unwrap_or_default(),
            ),
            ("Place", censor.said(&meeting.place).into()),
            ("Time", self.time()),
            (
                "Attribution",
                Line::new().own(attribution(censor.attribution())),
            ),
            (other_view(view), other(view)),
        ];
        facts
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Fact { name, value })
            .collect()
    }

    fn state(&self) -> Line {
        let line = Line::new().own(match self.meeting.state {
            MeetingState::Draft | MeetingState::Open => "prepared, not held yet",
            MeetingState::InProgress => "draft, the meeting is in progress",
            MeetingState::Closed => "draft, both sides may still correct it",
            MeetingState::Final if self.meeting.is_as_sealed() => "final",
            MeetingState::Final => "final, but changed since it was sealed",
        });
        match &self.meeting.approved_by {
            Some(by) => line.own(", approved by the meeting ").shown(by),
            None if self.meeting.was_held() => line.own(", not yet approved"),
            None => line,
        }
    }

    fn time(&self) -> Line {
        let line = match (self.meeting.began, self.meeting.closed) {
            (Some(began), Some(closed)) => {
                let line = Line::new().shown(began).own(" to ").shown(closed);
                if closed < began {
                    line.own(" the next day")
                } else {
                    line
                }
            }
            (Some(began), None) if self.meeting.was_held() => Line::new()
                .own("from ")
                .shown(began)
                .own("; when it ended is not recorded"),
            (Some(began), None) => Line::new().own("since ").shown(began),
            (None, Some(closed)) => Line::new().own("until ").shown(closed),
            (None, None) => return Line::new(),
        };
        // What is no zone may be anything, be it a name.
        match self
            .meeting
            .zone
            .as_ref()
            .filter(|zone| zone.here().is_some())
        {
            Some(zone) => line.own(" (").shown(zone).own(")"),
            None => line,
        }
    }

    /// Returns a longer text, a line for each paragraph that is not empty.
    pub(super) fn lines(&self, meeting: Option<&MeetingId>, text: &Paragraphs) -> Vec<Line> {
        text.iter()
            .map(|paragraph| Line::from(self.censor.said_in(meeting, paragraph)))
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// Returns a commitment or milestone by its full name.
    pub(super) fn subject(&self, subject: &Subject) -> Line {
        let commitment = self.workspace.commitments().get(&subject.commitment);
        let Some(commitment) = commitment else {
            return self.censor.subject(subject).into();
        };
        let name = Line::from(self.censor.commitment(commitment));
        match self.workspace.milestone(subject) {
            None => name,
            Some(milestone) => name
                .own(", milestone ")
                .shown(milestone.number)
                .own(": ")
                .text(self.censor.milestone(milestone)),
        }
    }

    /// Returns a commitment by its full name.
    pub(super) fn commitment(&self, id: &CommitmentId) -> Line {
        self.subject(&Subject::commitment(id))
    }

    /// Returns what to call an item of the agenda, the same before and after its minutes are final; of
    /// what is internal no word.
    pub(super) fn item(&self, item: &AgendaItem) -> Line {
        self.item_in(&self.meeting.id, item, DEEPEST)
    }

    fn item_in(&self, meeting: &MeetingId, item: &AgendaItem, depth: usize) -> Line {
        let censor = &self.censor;
        if let Some(title) = self.title_of_its_own(meeting, item) {
            let sealed = item.topic.as_ref().and_then(|topic| match topic {
                Topic::Promise(subject) => self.sealed(subject, title),
                _ => None,
            });
            // What was said in another meeting stays under what was promised there.
            let said_in = self.origin(meeting, item);
            return sealed.unwrap_or_else(|| censor.said_in(Some(&said_in), title).into());
        }
        match &item.topic {
            Some(Topic::Promise(subject)) => self.subject(subject),
            Some(Topic::Action(id)) => match self.disclosed.action(id) {
                Some(action) => Line::new()
                    .own("Action: ")
                    .text(censor.said_in(action.meeting.as_ref(), action.text.first())),
                None => Line::new().own("Action"),
            },
            Some(Topic::Question(asked, id)) => {
                let held = self.workspace.meetings().get(asked);
                let minute = held.and_then(|held| held.minute(id));
                match minute.filter(|_| self.disclosed.is_minute(asked, id)) {
                    Some(minute) => Line::new()
                        .own("Question: ")
                        .text(censor.said_in(Some(asked), minute.text.first())),
                    None => Line::new().own("Question of the meeting ").shown(asked),
                }
            }
            Some(Topic::Minutes(earlier)) => {
                Line::new().own("Minutes of the meeting ").shown(earlier)
            }
            Some(Topic::Item(earlier, id)) => {
                let held = self.workspace.meetings().get(earlier);
                let other = held.and_then(|held| held.agenda.iter().find(|i| i.id == *id));
                match other.filter(|_| depth > 0) {
                    Some(other) => self.item_in(earlier, other, depth - 1),
                    None => Line::new().own("Item of the meeting ").shown(earlier),
                }
            }
            None => Line::new().own("Item"),
        }
    }

    /// Returns the title of an item unless it is no more than what its topic is called on the screen, as
    /// final minutes hold it, or is about what is internal.
    fn title_of_its_own<'i>(&self, meeting: &MeetingId, item: &'i AgendaItem) -> Option<&'i str> {
        let untitled = AgendaItem {
            title: String::new(),
            ..item.clone()
        };
        // What an item was carried on from may be internal, too.
        let is_internal = match Matter::of_item(self.workspace, meeting, item).topic {
            Topic::Action(id) => self.disclosed.action(&id).is_none(),
            Topic::Question(asked, id) => !self.disclosed.is_minute(&asked, &id),
            Topic::Promise(_) | Topic::Minutes(_) | Topic::Item(..) => false,
        };
        let title = item.title.trim();
        let shown = shown_title(self.workspace, &untitled);
        let of_topic = item.topic.is_some() && title == shown.trim();
        (!title.is_empty() && !is_internal && !of_topic).then_some(title)
    }

    /// Returns the meeting in which what an item is about was said first.
    fn origin(&self, meeting: &MeetingId, item: &AgendaItem) -> MeetingId {
        let asked = match Matter::of_item(self.workspace, meeting, item).topic {
            Topic::Action(id) => {
                let action = self.workspace.actions().get(&id);
                action.and_then(|action| action.meeting.clone())
            }
            Topic::Question(id, _) | Topic::Minutes(id) | Topic::Item(id, _) => Some(id),
            Topic::Promise(_) => None,
        };
        asked.unwrap_or_else(|| meeting.clone())
    }

    /// Reads what final minutes hold of a promise that was called otherwise then, `UK0078.1 Title`: its
    /// name as in any document, with the title of that day.
    fn sealed(&self, subject: &Subject, title: &str) -> Option<Line> {
        let commitment = self.workspace.commitments().get(&subject.commitment)?;
        let (name, title) = title.split_once(' ')?;
        let rest = name.strip_prefix(&commitment.id.to_string())?;
        let title = self.censor.said_in(Some(&self.meeting.id), title);
        if rest.is_empty() {
            return Some(
                Line::from(self.censor.place(commitment))
                    .own(": ")
                    .text(title),
            );
        }
        let number: u16 = rest.strip_prefix('.')?.parse().ok()?;
        let name = Line::from(self.censor.commitment(commitment));
        let name = name.own(", milestone ").shown(number).own(": ");
        Some(name.text(title))
    }

    /// Returns the commitments of the meeting's plan as it was that day, in the order of their
    /// ids.
    pub(super) fn commitments(&self) -> impl Iterator<Item = &'w Commitment> {
        let commitments = self.workspace.commitments().values().map(AsRef::as_ref);
        commitments.filter(|commitment: &&Commitment| {
            commitment.plan == self.meeting.plan
                && commitment.binned.is_none()
                && !self.is_later(commitment.added_in.as_ref())
                && commitment
                    .made_on()
                    .is_none_or(|made| made <= self.meeting.date)
                && (commitment.added_in.is_some()
                    || commitment
                        .published
                        .is_none_or(|day| day <= self.meeting.date))
        })
    }

    /// Returns true for a meeting held after this one.
    pub(super) fn is_later(&self, id: Option<&MeetingId>) -> bool {
        let meeting = id.and_then(|id| self.workspace.meetings().get(id));
        meeting.is_some_and(|meeting| {
            (meeting.date, &meeting.id) > (self.meeting.date, &self.meeting.id)
        })
    }

    /// Returns the commitments that have a place of their own in the minutes.
    pub(super) fn minuted(&self) -> BTreeSet<&'w CommitmentId> {
        let agenda = self.meeting.live_agenda();
        let mut minuted: BTreeSet<&CommitmentId> = agenda
            .filter_map(|item| item.subject())
            .chain(self.disclosed.minutes().filter_map(|m| m.about.as_ref()))
            .map(|subject| &subject.commitment)
            .collect();
        minuted.extend(self.differing().into_iter().map(|(id, ..)| id));
        minuted
    }

    /// Returns what the sides said of a commitment or milestone in this meeting where, at the end
    /// of that day, they did not say the same.
    pub(super) fn differing(&self) -> Vec<(&'w CommitmentId, Subject, Vec<&'w Update>)> {
        let mut found = Vec::new();
        for commitment in self.commitments() {
            let own = (Subject::commitment(&commitment.id), &commitment.updates);
            let milestones = commitment.live_milestones();
            let milestones =
                milestones.map(|m| (Subject::milestone(&commitment.id, &m.id), &m.updates));
            for (subject, updates) in std::iter::once(own).chain(milestones) {
                let said = |update: &&Update| {
                    update.binned.is_none()
                        && update.side != Side::Agreed
                        && update.status.is_some()
                        && update.meeting.as_ref() == Some(&self.meeting.id)
                };
                let said: Vec<&Update> = updates.iter().filter(said).collect();
                if !said.is_empty() && self.standing_of(updates).is_disputed() {
                    found.push((&commitment.id, subject, said));
                }
            }
        }
        found
    }

    /// Returns `government says limited`, as far as it may be told who says it.
    pub(super) fn says(&self, side: Side) -> Line {
        match (side, self.censor.side(side)) {
            (Side::Agreed, _) => Line::new().own("agreed: "),
            (_, Some(side)) => Line::new().text(side).own(" says "),
            (_, None) => Line::new().own("one side says "),
        }
    }

    /// Returns whether the forum had a quorum, where it has rules for that.
    pub(super) fn quorum(&self, heads: Heads) -> Option<Outgoing> {
        let plan = self.workspace.plans().get(&self.meeting.plan)?;
        self.censor.quorum(plan.forum.as_ref()?, heads)
    }
}

/// Returns the name of the file of a view without its ending: the id of the meeting, its day where
/// the id does not hold it, and the view.
pub(super) fn stem(meeting: &Meeting, view: View) -> String {
    let (id, day) = (meeting.id.to_string(), meeting.date.to_string());
    let view = view.name();
    if id.contains(&day) {
        format!("{id}-{view}")
    } else {
        format!("{id}-{day}-{view}")
    }
}

/// Returns the place of a commitment in either view.
pub(super) fn place(id: &CommitmentId) -> Anchor {
    Anchor::of("c", id)
}

fn kind(kind: MeetingKind) -> &'static str {
    match kind {
        MeetingKind::Review => "review meeting",
        MeetingKind::Minister => "meeting with the minister",
        MeetingKind::Forum => "forum",
        MeetingKind::Summit => "summit",
    }
}

fn other(view: View) -> Line {
    let words = match view {
        View::Minutes => "status of every commitment on that day",
        View::Progress => "what was said and decided",
    };
    Line::new().link(Target::Other(None), Outgoing::own(words))
}

fn other_view(view: View) -> &'static str {
    match view {
        View::Minutes => "Progress update",
        View::Progress => "Minutes",
    }
}

fn attribution(attribution: Attribution) -> &'static str {
    match attribution {
        Attribution::Named => "people and organisations are named",
        Attribution::Organisation => {
            "organisations are named; people appear as their organisation or sector"
        }
        Attribution::Sector => "who was there is counted by sector; words are those of sectors",
        Attribution::ChathamHouse => {
            "the Chatham House Rule: who was there is counted; nobody is said to have said anything"
        }
    }
}
