//! What follows what was said: changes, what was not reached, corrections, the next meeting,
//! sources.

use std::collections::BTreeMap;

use super::super::attribution::Outgoing;
use super::super::document::{Anchor, Block, Entry, Line, Section, Target};
use super::super::reading::Reading;
use super::{decided, entry};
use crate::model::decisions::decision_id;
use crate::model::meeting::{Changed, ItemState, came_of};
use crate::model::{CommitmentId, Meeting, Minute, MinuteKind};

/// Returns what was changed while the meeting was in progress, by commitment.
pub(super) fn changed(reading: &Reading<'_>) -> Section {
    let title = Outgoing::own("Changed in this meeting");
    let mut section = Section::new(Anchor::named("changed"), title);
    let mut grouped: BTreeMap<Option<&CommitmentId>, Vec<Entry>> = BTreeMap::new();
    let changes = came_of(reading.disclosed.changed());
    for change in &changes {
        let about = change.about.as_ref().map(|subject| &subject.commitment);
        grouped
            .entry(about)
            .or_default()
            .push(words(reading, change));
    }
    let other = grouped.remove(&None);
    let alone = grouped.is_empty();
    for (commitment, entries) in grouped {
        let name = commitment.map(|id| reading.commitment(id));
        section.paragraph(name.unwrap_or_default().standing_out());
        section.list(entries);
    }
    if let Some(entries) = other {
        if !alone {
            section.paragraph(Line::new().strong(Outgoing::own("Other")));
        }
        section.blocks.push(Block::List(entries));
    }
    section
}

fn words(reading: &Reading<'_>, change: &Changed) -> Entry {
    // The words quote the action, which stays under what its own meeting promised.
    let action = change.action.as_ref();
    let action = action.and_then(|id| reading.workspace.actions().get(id));
    let meeting = action.and_then(|action| action.meeting.as_ref());
    let words = Line::from(reading.censor.changed_in(meeting, &change.words));
    let time = change
        .time
        .map(|time| Line::new().own(" (").shown(time).own(")"));
    Entry::of(words.line(time.unwrap_or_default()))
}

/// Returns the items that were not talked about.
pub(super) fn not_reached(reading: &Reading<'_>) -> Section {
    let title = Outgoing::own("Not reached or put off");
    let mut section = Section::new(Anchor::named("not-reached"), title);
    let mut entries = Vec::new();
    for item in reading.meeting.left_open() {
        let state = match item.state {
            ItemState::Postponed => ": put off",
            ItemState::Waiting | ItemState::Discussed => ": not reached",
        };
        entries.push(Entry::of(reading.item(item).own(state)));
    }
    section.list(entries);
    section
}

/// Returns the list of corrections; those of one minute are told in full beside it.
pub(super) fn corrections(reading: &Reading<'_>) -> Section {
    let title = Outgoing::own("Corrections");
    let mut section = Section::new(Anchor::named("corrections"), title);
    let mut entries = Vec::new();
    for correction in reading.disclosed.corrections() {
        let minute = correction.minute.as_ref();
        let minute = minute.and_then(|id| reading.meeting.minute(id));
        entries.push(match minute {
            None => entry::correction_in_full(reading, correction),
            Some(minute) => {
                let label = entry::correction_label(reading, correction);
                Entry::of(label.own(": to ").line(named(reading, minute)))
            }
        });
    }
    section.list(entries);
    section
}

/// Returns what a minute is called, leading to it.
fn named(reading: &Reading<'_>, minute: &Minute) -> Line {
    let (place, name) = match decision_id(reading.meeting, minute) {
        Some(id) => (decided::place(&id), Outgoing::shown(id)),
        None => (
            Anchor::of("m", &minute.id),
            Outgoing::own(match minute.kind {
                MinuteKind::Note => "a note",
                MinuteKind::Progress => "an entry on progress",
                MinuteKind::Decision => "a decision",
                MinuteKind::Action => "an action",
                MinuteKind::Objection => "an objection",
                MinuteKind::Question => "a question",
                MinuteKind::NoUpdate => "an entry without update",
            }),
        ),
    };
    let line = Line::new().link(Target::Here(place), name);
    match &minute.about {
        Some(about) => line.own(" on ").text(reading.censor.subject(about)),
        None => line,
    }
}

/// Returns when the plan's next meeting is, if that is known.
pub(super) fn next_meeting(reading: &Reading<'_>) -> Section {
    let title = Outgoing::own("Next meeting");
    let mut section = Section::new(Anchor::named("next-meeting"), title);
    let later = |meeting: &&Meeting| {
        meeting.plan == reading.meeting.plan
            && meeting.binned.is_none()
            && meeting.date > reading.meeting.date
    };
    let meetings = reading.workspace.meetings().values().map(AsRef::as_ref);
    if let Some(next) = meetings.filter(later).min_by_key(|meeting| meeting.date) {
        let title = reading.censor.meeting_title(&next.id);
        let line = Line::from(Outgoing::day(next.date));
        section.paragraph(line.apart(": ", title.map(Line::from).unwrap_or_default()));
    }
    section
}

/// Returns where the record comes from.
pub(super) fn sources(reading: &Reading<'_>) -> Section {
    let mut section = Section::new(Anchor::named("sources"), Outgoing::own("Sources"));
    let sources = reading.meeting.sources.iter();
    let sources = sources.map(|source| Entry::of(reading.censor.link(None, source).into()));
    section.list(sources.collect());
    section
}
