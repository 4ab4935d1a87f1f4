//! What to look at before a meeting is closed and its minutes become final. It warns; it stops
//! nobody: what is missing is then missing in the open.

use super::action::Action;
use super::field::Field;
use super::ids::{MeetingId, RecordRef, Subject};
use super::meeting::{AgendaItem, Attendance, ItemState, Meeting};
use super::status::Update;
use super::verbs::agenda::shown_title;
use super::verbs::revise::name_of;
use super::workspace::Workspace;

/// Something missing, and where to add it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missing {
    /// The record to look at.
    pub record: RecordRef,
    /// The field of it to fill, where it is one.
    pub field: Option<Field>,
    /// What is missing.
    pub what: String,
}

/// Returns what is missing in a meeting.
pub fn missing(workspace: &Workspace, meeting: &Meeting) -> Vec<Missing> {
    let mut list = List {
        workspace,
        meeting,
        found: Vec::new(),
    };
    list.roll();
    list.agenda();
    list.minutes();
    list.actions();
    list.statuses();
    list.found
}

struct List<'w> {
    workspace: &'w Workspace,
    meeting: &'w Meeting,
    found: Vec<Missing>,
}

impl List<'_> {
    fn add(&mut self, record: RecordRef, what: impl Into<String>) {
        self.found.push(Missing {
            record,
            field: None,
            what: what.into(),
        });
    }

    fn add_field(&mut self, record: RecordRef, field: Field, what: String) {
        self.found.push(Missing {
            record,
            field: Some(field),
            what,
        });
    }

    fn roll(&mut self) {
        let (meeting, record) = (self.meeting, RecordRef::Meeting(self.meeting.id.clone()));
        if !meeting.roll.iter().any(Attendance::took_part) {
            return self.add(record, "nobody is on the roll as present; F9 calls it");
        }
        let Some(heads) = meeting.heads() else {
            return;
        };
        for (people, side) in [
            (heads.government, "government"),
            (heads.civil_society, "civil society"),
        ] {
            match people {
                None => self.add(record.clone(), format!("{side} was not counted")),
                Some(0) => self.add(record.clone(), format!("nobody of {side} was present")),
                Some(_) => {}
            }
        }
        let uncalled = || meeting.roll.iter().filter(|line| line.presence.is_none());
        if let Some(first) = uncalled().next() {
            let first = RecordRef::Attendance(meeting.id.clone(), first.id.clone());
            let what = match uncalled().count() {
                1 => "1 on the roll was not called".to_owned(),
                n => format!("{n} on the roll were not called"),
            };
            self.add(first, what);
        }
        let plan = self.workspace.plans().get(&meeting.plan);
        let forum = plan.and_then(|plan| plan.forum.as_ref());
        let quorum = forum.and_then(|forum| forum.quorum).unwrap_or_default();
        for short in quorum.missing(heads) {
            self.add(record.clone(), format!("no quorum: {short}"));
        }
    }

    fn agenda(&mut self) {
        let meeting = self.meeting;
        // Whoever does not walk the agenda need not hear of each item.
        let agenda = meeting.live_agenda();
        let agenda = agenda.filter(|item| meeting.walks_agenda() && !meeting.needs_no_talk(item));
        for item in agenda {
            let what = match item.state {
                ItemState::Waiting => "not reached",
                ItemState::Discussed if !has_text(meeting, item) => {
                    "talked about, but nothing is written"
                }
                ItemState::Discussed | ItemState::Postponed => continue,
            };
            let record = RecordRef::AgendaItem(meeting.id.clone(), item.id.clone());
            let title = shown_title(self.workspace, item);
            self.add(record, format!("{title}: {what}"));
        }
    }

    fn minutes(&mut self) {
        for minute in self.meeting.live_minutes().filter(|m| m.is_unanswered()) {
            let record = RecordRef::Minute(self.meeting.id.clone(), minute.id.clone());
            let text = minute.text.first();
            self.add(record, format!("question not answered: {text}"));
        }
    }

    fn actions(&mut self) {
        let agreed =
            |a: &&Action| a.meeting.as_ref() == Some(&self.meeting.id) && a.binned.is_none();
        let actions = self.workspace.actions().values().map(AsRef::as_ref);
        let actions: Vec<&Action> = actions.filter(agreed).collect();
        for action in actions {
            let record = RecordRef::Action(action.id.clone());
            let (field, what) = match (action.owner.is_empty(), action.due.is_none()) {
                (false, false) => continue,
                (true, true) => (Field::Owner, "nobody to do it and no date"),
                (true, false) => (Field::Owner, "nobody to do it"),
                (false, true) => (Field::Due, "no date"),
            };
            let name = name_of(self.workspace, &record);
            self.add_field(record, field, format!("{name}: {what}"));
        }
    }

    fn statuses(&mut self) {
        let reported: Vec<_> = reported(self.workspace, &self.meeting.id).collect();
        for (subject, update) in &reported {
            let name = self.workspace.subject_name(subject);
            // What each side said is a row of its own, which says whose it is.
            let several = reported
                .iter()
                .filter(|(other, _)| other == subject)
                .count()
                > 1;
            let name = if several {
                format!("{name}, {}", update.side.words())
            } else {
                name
            };
            let record = RecordRef::Update(subject.clone(), update.id.clone());
            if update.note.is_empty() {
                let what = format!("{name}: status without a note");
                self.add_field(record.clone(), Field::Note, what);
            }
            let behind = update.status.is_some_and(super::Status::is_behind);
            if behind && update.obstacle.is_none() && update.delay.is_empty() {
                let what = format!("{name}: behind, and no reason given");
                self.add_field(record, Field::Delay, what);
            }
        }
    }
}

fn has_text(meeting: &Meeting, item: &AgendaItem) -> bool {
    let about = item.subject();
    let said = meeting.live_minutes().any(|minute| {
        minute.item.as_ref() == Some(&item.id) || about.is_some() && minute.about.as_ref() == about
    });
    let changed = |c: &super::meeting::Changed| about.is_some() && c.about.as_ref() == about;
    said || meeting.changed.iter().any(changed)
}

/// Returns the statuses reported in a meeting, the last of each side, in the order of the commitments.
fn reported<'w>(
    workspace: &'w Workspace,
    meeting: &'w MeetingId,
) -> impl Iterator<Item = (Subject, &'w Update)> {
    let in_meeting = move |update: &&Update| {
        update.meeting.as_ref() == Some(meeting)
            && update.status.is_some()
            && update.binned.is_none()
    };
    workspace
        .commitments()
        .values()
        .flat_map(move |commitment| {
            let own = (Subject::commitment(&commitment.id), &commitment.updates);
            let milestones = commitment
                .live_milestones()
                .map(|m| (Subject::milestone(&commitment.id, &m.id), &m.updates));
            std::iter::once(own)
                .chain(milestones)
                .flat_map(move |(subject, updates)| {
                    let reported = move || updates.iter().filter(in_meeting);
                    let is_last = move |update: &&Update| {
                        let mut later =
                            reported().skip_while(|later| later.id != update.id).skip(1);
                        later.all(|later| later.side != update.side)
                    };
                    let last = reported().filter(is_last);
                    last.map(move |update| (subject.clone(), update))
                })
        })
}
