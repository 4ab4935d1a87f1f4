//! What was said, in the order of the agenda and under each item by commitment.

use std::collections::BTreeMap;

use super::super::attribution::Outgoing;
use super::super::document::{Anchor, Entry, Line, Section, Target};
use super::super::reading::{Reading, place};
use super::entry;
use crate::model::meeting::{AgendaItem, ItemState};
use crate::model::{CommitmentId, Minute, Topic};

/// What the sides said of each commitment where they differ, until it is told.
type Differing<'w> = BTreeMap<&'w CommitmentId, Vec<Entry>>;

/// Returns the sections of what was said.
pub(super) fn sections(reading: &Reading<'_>) -> Vec<Section> {
    let mut differing: Differing<'_> = BTreeMap::new();
    for (commitment, subject, said) in reading.differing() {
        let entry = entry::differing(reading, &subject, &said);
        differing.entry(commitment).or_default().push(entry);
    }
    let mut agenda = Section::new(Anchor::named("agenda"), Outgoing::own("Agenda"));
    for (nth, item) in reading.meeting.live_agenda().enumerate() {
        let section = item_section(reading, nth + 1, item, &mut differing);
        agenda.sections.push(section);
    }
    let has_agenda = !agenda.is_empty();
    let title = Outgoing::own(if has_agenda { "Other" } else { "Discussion" });
    let mut other = Section::new(Anchor::named("discussion"), title);
    let is_other = |minute: &&Minute| !is_under_item(reading, minute);
    let minutes: Vec<&Minute> = reading.disclosed.minutes().filter(is_other).collect();
    fill(reading, &mut other, &minutes, None, &mut differing);
    for (commitment, entries) in differing {
        let mut section = commitment_section(reading, commitment);
        section.list(entries);
        other.sections.push(section);
    }
    if !has_agenda && other.is_empty() {
        other.paragraph(Line::new().own("Nothing is on record."));
    }
    [agenda, other]
        .into_iter()
        .filter(|section| !section.is_empty())
        .collect()
}

/// An item in the bin does not take with it what was said under it.
fn is_under_item(reading: &Reading<'_>, minute: &Minute) -> bool {
    let mut agenda = reading.meeting.live_agenda();
    agenda.any(|item| Some(&item.id) == minute.item.as_ref())
}

fn item_section(
    reading: &Reading<'_>,
    number: usize,
    item: &AgendaItem,
    differing: &mut Differing<'_>,
) -> Section {
    let title = Line::new().shown(number).own(". ").line(reading.item(item));
    let about = match &item.topic {
        Some(Topic::Promise(subject)) => Some(&subject.commitment),
        _ => None,
    };
    let anchor = about.map_or_else(|| Anchor::of("i", &item.id), place);
    let mut section = Section::new(anchor, title);
    section.paragraph(time(item));
    section.paragraph(state(reading, item));
    let under = |minute: &&Minute| minute.item.as_ref() == Some(&item.id);
    let minutes: Vec<&Minute> = reading.disclosed.minutes().filter(under).collect();
    fill(reading, &mut section, &minutes, about, differing);
    section
}

/// Returns `Time: planned 10 min; used 12 min.`
fn time(item: &AgendaItem) -> Line {
    let minutes = |words: &'static str, minutes: u16| match minutes {
        0 => Line::new(),
        minutes => Line::new().own(words).shown(minutes).own(" min"),
    };
    let parts = [
        minutes("planned ", item.planned),
        minutes("used ", item.used),
    ];
    let line = Line::joined("; ", parts);
    if line.is_empty() {
        return line;
    }
    Line::new().own("Time: ").line(line).own(".")
}

/// Returns what became of an item that was not talked about, where that is known.
fn state(reading: &Reading<'_>, item: &AgendaItem) -> Line {
    let mut left_open = reading.meeting.left_open();
    Line::new().own(match item.state {
        _ if !left_open.any(|open| open.id == item.id) => "",
        ItemState::Postponed => "Put off to another meeting.",
        ItemState::Waiting | ItemState::Discussed => "Not reached.",
    })
}

/// Writes minutes into a section: those about `whole`, or about nothing, directly; all others below
/// the heading of their commitment.
fn fill(
    reading: &Reading<'_>,
    section: &mut Section,
    minutes: &[&Minute],
    whole: Option<&CommitmentId>,
    differing: &mut Differing<'_>,
) {
    let mut direct: Vec<Entry> = Vec::new();
    let mut grouped: BTreeMap<&CommitmentId, Vec<Entry>> = BTreeMap::new();
    for minute in minutes {
        let about = minute.about.as_ref().map(|subject| &subject.commitment);
        let entry = entry::minute(reading, minute);
        match about {
            Some(about) if whole != Some(about) => grouped.entry(about).or_default().push(entry),
            _ => direct.push(entry),
        }
    }
    if let Some(whole) = whole {
        direct.extend(differing.remove(whole).unwrap_or_default());
        section.paragraph(to_progress(reading, whole));
    }
    section.list(direct);
    for (commitment, mut entries) in grouped {
        entries.extend(differing.remove(commitment).unwrap_or_default());
        let mut part = commitment_section(reading, commitment);
        part.list(entries);
        section.sections.push(part);
    }
}

fn commitment_section(reading: &Reading<'_>, id: &CommitmentId) -> Section {
    let mut section = Section::new(place(id), reading.commitment(id));
    section.paragraph(to_progress(reading, id));
    section
}

/// Returns the way to the commitment in the other view, if it is in there.
fn to_progress(reading: &Reading<'_>, id: &CommitmentId) -> Line {
    if !reading.commitments().any(|commitment| commitment.id == *id) {
        return Line::new();
    }
    Line::new().link(
        Target::Other(Some(place(id))),
        Outgoing::own("Status of its milestones"),
    )
}
