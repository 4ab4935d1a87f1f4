//! What stands on top: decisions and actions.

use super::super::attribution::Outgoing;
use super::super::document::{Anchor, Entry, Line, Section, Table, Target};
use super::super::reading::Reading;
use super::entry;
use crate::base::date::FuzzyDate;
use crate::model::decisions::{at_the_table, register};
use crate::model::{Action, DecisionId, MeetingState, Minute, MinuteKind, Subject};

/// Where decisions and actions stand.
pub(super) const PLACE: &str = "decisions-and-actions";

/// Returns the decisions and actions of the meeting.
pub(super) fn section(reading: &Reading<'_>) -> Section {
    let mut section = Section::new(Anchor::named(PLACE), Outgoing::own("Decisions and actions"));
    section.list(decisions(reading));
    section.table(actions(reading));
    if section.is_empty() {
        section.paragraph(Line::new().own("No decision and no action is on record."));
    }
    section
}

fn decisions(reading: &Reading<'_>) -> Vec<Entry> {
    // The register of the whole workspace is only read where there is something to look up.
    let mut decisions = reading.disclosed.decisions().peekable();
    let register = match decisions.peek() {
        Some(_) => register(reading.workspace),
        None => Vec::new(),
    };
    decisions
        .map(|(id, minute)| {
            let known = register.iter().find(|one| Some(&one.id) == id.as_ref());
            let by = known.and_then(|one| one.superseded_by.as_ref());
            decision(reading, id.as_ref(), minute, by)
        })
        .collect()
}

fn decision(
    reading: &Reading<'_>,
    id: Option<&DecisionId>,
    minute: &Minute,
    superseded_by: Option<&DecisionId>,
) -> Entry {
    let name = id.map_or(Outgoing::own("Decision"), Outgoing::shown);
    let mut text = reading.lines(None, &minute.text).into_iter();
    let first = Line::new()
        .strong(name)
        .own(": ")
        .line(text.next().unwrap_or_default());
    let mut more: Vec<Line> = text.collect();
    let about = minute.about.as_ref().map(|about| {
        let about = reading.subject(about);
        Line::new().own("About ").line(about).own(".")
    });
    more.extend(about);
    more.extend(table(reading, minute));
    let disclosed = |id: &DecisionId| reading.disclosed.is_decision(id);
    let earlier = minute.supersedes.as_ref().filter(|id| disclosed(id));
    let later = superseded_by.filter(|id| disclosed(id));
    more.extend(earlier.map(|id| named(reading, "Takes the place of ", id)));
    more.extend(later.map(|id| named(reading, "No longer in force; see ", id)));
    more.extend(entry::corrections(reading, &minute.id));
    Entry {
        anchor: Some(match id {
            Some(id) => place(id),
            None => Anchor::of("m", &minute.id),
        }),
        first,
        more,
    }
}

/// Returns who was at the table: how many of each side and, where it may be told, for whom.
fn table(reading: &Reading<'_>, minute: &Minute) -> Option<Line> {
    if minute.present.is_empty() {
        return None;
    }
    let heads = at_the_table(reading.meeting, minute)?;
    let roll = reading.meeting.roll.iter();
    let there = roll.filter(|line| minute.present.contains(&line.id));
    let mut names: Vec<Outgoing> = Vec::new();
    for name in there.filter_map(|line| reading.censor.on_roll(line)) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let names = Line::joined("; ", names.into_iter().map(Line::from));
    let line = Line::new()
        .own("At the table: ")
        .text(Outgoing::heads(heads));
    Some(line.apart(": ", names).own("."))
}

fn named(reading: &Reading<'_>, words: &'static str, id: &DecisionId) -> Line {
    let line = Line::new().own(words);
    if id.meeting == reading.meeting.id {
        line.link(Target::Here(place(id)), Outgoing::shown(id))
            .own(".")
    } else {
        line.shown(id).own(".")
    }
}

/// Returns the place of a decision of this meeting.
pub(super) fn place(id: &DecisionId) -> Anchor {
    Anchor::of("d", id)
}

fn actions(reading: &Reading<'_>) -> Table {
    let minutes = reading.disclosed.minutes();
    let mut rows: Vec<Vec<Line>> = minutes
        .filter(|minute| minute.kind == MinuteKind::Action)
        .map(|minute| minuted(reading, minute))
        .collect();
    rows.extend(reading.disclosed.other_actions().map(|action| {
        row(
            reading,
            whole(reading.lines(None, &action.text)),
            action.about.as_ref(),
            &action.owner,
            action.due,
        )
    }));
    Table {
        caption: Line::new().own("Actions"),
        head: vec!["Action", "About", "Who", "By when"],
        rows,
    }
}

/// Returns the row of an action as it was agreed; what the minute does not say, its record does
/// until the minutes are final.
fn minuted(reading: &Reading<'_>, minute: &Minute) -> Vec<Line> {
    let action: Option<&Action> = minute
        .action
        .as_ref()
        .filter(|_| reading.meeting.state != MeetingState::Final)
        .and_then(|id| reading.disclosed.action(id));
    let who = match (minute.by.trim(), action) {
        ("", Some(action)) => &action.owner,
        _ => &minute.by,
    };
    let due = minute.due.or(action.and_then(|action| action.due));
    let mut text = whole(reading.lines(None, &minute.text));
    for correction in reading.disclosed.corrections() {
        if correction.minute.as_ref() == Some(&minute.id) {
            text = text
                .own(" (")
                .link(
                    Target::Here(Anchor::of("m", &minute.id)),
                    Outgoing::own("corrected"),
                )
                .own(")");
        }
    }
    row(reading, text, minute.about.as_ref(), who, due)
}

fn row(
    reading: &Reading<'_>,
    text: Line,
    about: Option<&Subject>,
    who: &str,
    due: Option<FuzzyDate>,
) -> Vec<Line> {
    let about = about.map(|about| Line::from(reading.censor.subject(about)));
    let who = match who.trim() {
        "" => Line::new().own("nobody named"),
        who => match reading.censor.who(who, None) {
            Some(who) => who.into(),
            None => Line::new().own("not told"),
        },
    };
    let due = due.map_or(Line::new().own("no date"), |due| Outgoing::date(due).into());
    vec![text, about.unwrap_or_default(), who, due]
}

fn whole(lines: Vec<Line>) -> Line {
    Line::joined(" ", lines)
}
