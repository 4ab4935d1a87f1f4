//! One minute in the place where it was said, and what was corrected in it.

use super::super::attribution::Outgoing;
use super::super::document::{Anchor, Entry, Line, Target};
use super::super::reading::Reading;
use super::decided;
use crate::model::decisions::decision_id;
use crate::model::meeting::{Correction, Erratum, Passage, errata};
use crate::model::paragraphs::Paragraphs;
use crate::model::{EntryId, Minute, MinuteKind, Side, Subject, Update};

/// Returns a minute.
pub(super) fn minute(reading: &Reading<'_>, minute: &Minute) -> Entry {
    let mut text = reading.lines(None, &minute.text).into_iter();
    let label = label(reading, minute);
    let first = label.apart(": ", text.next().unwrap_or_default());
    let mut more: Vec<Line> = match minute.kind {
        // The rest of it stands on top.
        MinuteKind::Decision => Vec::new(),
        _ => text.collect(),
    };
    if minute.kind == MinuteKind::Question {
        more.extend(answer(reading, minute));
    }
    let corrections = corrections(reading, &minute.id);
    // Those of a decision are told where it stands in full.
    let is_corrected = !corrections.is_empty() && minute.kind != MinuteKind::Decision;
    if is_corrected {
        more.extend(corrections);
    }
    Entry {
        anchor: is_corrected.then(|| Anchor::of("m", &minute.id)),
        first,
        more,
    }
}

/// Returns `Note (Involve, 10:31, on UK0063.2)`.
fn label(reading: &Reading<'_>, minute: &Minute) -> Line {
    let kind = match minute.kind {
        MinuteKind::Note => Line::new().strong(Outgoing::own("Note")),
        MinuteKind::Progress => Line::new().strong(Outgoing::own("Progress")),
        MinuteKind::Objection => Line::new().strong(Outgoing::own("Objection")),
        MinuteKind::Question => Line::new().strong(Outgoing::own("Question")),
        MinuteKind::NoUpdate => Line::new().strong(Outgoing::own("No further update")),
        MinuteKind::Action => {
            let place = Target::Here(Anchor::named(decided::PLACE));
            Line::new().link(place, Outgoing::own("Action"))
        }
        MinuteKind::Decision => match decision_id(reading.meeting, minute) {
            Some(id) => Line::new()
                .strong(Outgoing::own("Decision "))
                .link(Target::Here(decided::place(&id)), Outgoing::shown(id)),
            None => Line::new().link(
                Target::Here(Anchor::of("m", &minute.id)),
                Outgoing::own("Decision"),
            ),
        },
    };
    let who = reading.censor.who(&minute.by, minute.side);
    let side = minute.side.filter(|side| *side != Side::Agreed);
    let side = side.and_then(|side| reading.censor.side(side));
    let side = side.filter(|side| {
        let named = who.as_ref().map(Outgoing::as_str);
        named != Some(side.as_str())
    });
    let milestone = minute.about.as_ref().filter(|s| s.milestone.is_some());
    let parts = [
        who.map(Line::from),
        side.map(|side| Line::new().own("for ").text(side)),
        minute.time.map(|time| Line::new().shown(time)),
        milestone.map(|about| Line::new().own("on ").text(reading.censor.subject(about))),
    ];
    let parts = Line::joined(", ", parts.into_iter().flatten());
    if parts.is_empty() {
        return kind;
    }
    kind.own(" (").line(parts).own(")")
}

fn answer(reading: &Reading<'_>, minute: &Minute) -> Vec<Line> {
    if minute.is_unanswered() {
        return vec![Line::new().strong(Outgoing::own("Not answered."))];
    }
    let mut lines = reading.lines(None, &minute.answer).into_iter();
    let first = Line::new()
        .strong(Outgoing::own("Answer"))
        .own(": ")
        .line(lines.next().unwrap_or_default());
    std::iter::once(first).chain(lines).collect()
}

/// Returns what both sides said of a commitment or milestone where they differ, each in its own
/// words.
pub(super) fn differing(reading: &Reading<'_>, subject: &Subject, said: &[&Update]) -> Entry {
    let first = Line::new()
        .strong(Outgoing::own("The sides differ"))
        .own(" on the status of ")
        .text(reading.censor.subject(subject))
        .own(".");
    let more = said.iter().map(|update| {
        let status = update.status.map(Outgoing::status);
        let line = reading.says(update.side);
        let line = status.into_iter().fold(line, Line::text);
        let note = reading.censor.said(&update.note.to_lines());
        line.apart(": ", note.into())
    });
    Entry {
        anchor: None,
        first,
        more: more.collect(),
    }
}

/// Returns the corrections of a minute, each in full.
pub(super) fn corrections(reading: &Reading<'_>, minute: &EntryId) -> Vec<Line> {
    let corrections = reading.disclosed.corrections();
    corrections
        .filter(|correction| correction.minute.as_ref() == Some(minute))
        .flat_map(|correction| {
            let Entry { first, more, .. } = correction_in_full(reading, correction);
            std::iter::once(first).chain(more)
        })
        .collect()
}

/// Returns a correction: who asks for it, why, who approved it, and what it changes.
pub(super) fn correction_in_full(reading: &Reading<'_>, correction: &Correction) -> Entry {
    let censor = &reading.censor;
    let mut line = correction_label(reading, correction).own(": ");
    let mut begins = false;
    if !correction.why.trim().is_empty() {
        let reason = Line::from(censor.said(&correction.why));
        begins = reason.ends_a_sentence();
        let gap = if begins { " " } else { "; " };
        line = line.own("reason: ").line(reason).own(gap);
    }
    let first = match &correction.approved_by {
        Some(by) if begins => line.own("Approved by the meeting ").shown(by).own("."),
        Some(by) => line.own("approved by the meeting ").shown(by).own("."),
        None if begins => line.own("Not yet approved."),
        None => line.own("not yet approved."),
    };
    let (before, after) = (
        told(reading, &correction.before),
        told(reading, &correction.after),
    );
    let more = if before.is_empty() {
        let quoted = |text: Outgoing| Line::new().own("“").text(text).own("”");
        after.into_iter().map(quoted).collect()
    } else {
        changes(&before, &after)
    };
    Entry {
        anchor: None,
        first,
        more,
    }
}

/// Returns the paragraphs that say something, without names that are kept back.
fn told(reading: &Reading<'_>, text: &Paragraphs) -> Vec<Outgoing> {
    let said = text.iter().filter(|paragraph| !paragraph.trim().is_empty());
    said.map(|paragraph| reading.censor.said(paragraph))
        .collect()
}

/// Returns what reads otherwise. Both texts are without names by now, so that no part of one is told.
fn changes(before: &[Outgoing], after: &[Outgoing]) -> Vec<Line> {
    let old: Vec<&str> = before.iter().map(Outgoing::as_str).collect();
    let new: Vec<&str> = after.iter().map(Outgoing::as_str).collect();
    let errata = errata(&old, &new);
    if errata.is_empty() {
        return vec![Line::new().own("It puts a name right that is kept back here.")];
    }
    let several = before.len() > 1;
    let lines = errata.iter().map(|erratum| match erratum {
        Erratum::Reads(was, reads) => {
            let begin = if several {
                Line::new()
                    .own("In paragraph ")
                    .shown(was.paragraph + 1)
                    .own(", instead of ")
            } else {
                Line::new().own("Instead of ")
            };
            let was = passage(begin, before, was).own(" read ");
            passage(was, after, reads).own(".")
        }
        Erratum::Added(added) => {
            let place = Line::new()
                .own("New, as paragraph ")
                .shown(added.paragraph + 1)
                .own(": ");
            passage(place, after, added)
        }
        Erratum::Struck(struck) => {
            let place = Line::new().own("Paragraph ").shown(struck.paragraph + 1);
            passage(place.own(" goes: "), before, struck)
        }
    });
    lines.collect()
}

/// Adds a passage in quotes, with dots where its paragraph goes on.
fn passage(line: Line, text: &[Outgoing], passage: &Passage) -> Line {
    let Some(whole) = text.get(passage.paragraph) else {
        return line;
    };
    let line = line.own(if passage.part.start > 0 {
        "“… "
    } else {
        "“"
    });
    let ends = passage.part.end < whole.as_str().len();
    let line = line.text(whole.part(passage.part.clone()));
    line.own(if ends { " …”" } else { "”" })
}

/// Returns `Correction 1 (12 Dec 2017, asked for by Involve)`.
pub(super) fn correction_label(reading: &Reading<'_>, correction: &Correction) -> Line {
    let name = Outgoing::own("Correction ").then(&Outgoing::shown(correction.number));
    let line = Line::new()
        .strong(name)
        .own(" (")
        .text(Outgoing::day(correction.date));
    match reading.censor.who(&correction.by, None) {
        Some(by) => line.own(", asked for by ").text(by).own(")"),
        None => line.own(")"),
    }
}
