//! The words of a document that may be somebody's name and are on no record, for whoever publishes it
//! to keep back or to let stand.

use jiff::civil::Date;

use super::about_plan::no_meeting;
use super::attribution::{Censor, Outgoing};
use super::document::{Block, Document, Line, Section};
use crate::model::lexicon::letters;
use crate::model::{Attribution, Meeting, Plan, Workspace};

/// Letters of a text that are shown on each side of a name.
const AROUND: usize = 24;

/// Words that may be somebody's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PossibleName {
    /// The words.
    pub words: String,
    /// The words with what stands beside them where they are first.
    pub context: String,
}

/// Returns the words of a document about a plan that may be somebody's name and are on no record.
pub fn possible_names_in_plan(
    workspace: &Workspace,
    plan: &Plan,
    document: &Document,
    today: Date,
) -> Vec<PossibleName> {
    let about = no_meeting(plan, today, Attribution::ChathamHouse);
    possible_names(workspace, &about, document)
}

/// Returns the words of a document about a meeting that may be somebody's name and are on no record,
/// in the order in which they stand there.
pub fn possible_names(
    workspace: &Workspace,
    meeting: &Meeting,
    document: &Document,
) -> Vec<PossibleName> {
    // Whoever is on record is kept back or told as the meeting says; nobody need be asked about them.
    let known = Censor::new(workspace, meeting, Attribution::ChathamHouse);
    let mut texts = Vec::new();
    said(document, &mut texts);
    let texts: Vec<Outgoing> = texts.iter().map(|text| known.said_anywhere(text)).collect();
    let search = known.search(texts.iter().map(Outgoing::as_str));
    let mut found: Vec<PossibleName> = Vec::new();
    for text in texts.iter().map(Outgoing::as_str) {
        for range in search.in_text(text) {
            let words = text.get(range.clone()).unwrap_or_default();
            let is_new = !found
                .iter()
                .any(|one| letters(&one.words) == letters(words));
            if is_new && !workspace.may_stand(Some(&meeting.id), words) {
                found.push(PossibleName {
                    words: words.to_owned(),
                    context: around(text, range),
                });
            }
        }
    }
    without_parts(found)
}

/// Leaves out a name that is part of another: who keeps `Ngozi Okafor` back keeps `Okafor` back.
fn without_parts(found: Vec<PossibleName>) -> Vec<PossibleName> {
    let words =
        |one: &PossibleName| -> Vec<String> { one.words.split_whitespace().map(letters).collect() };
    let all: Vec<Vec<String>> = found.iter().map(words).collect();
    let is_part = |one: &PossibleName| {
        let mine = words(one);
        all.iter()
            .any(|other| other.len() > mine.len() && mine.iter().all(|word| other.contains(word)))
    };
    found.into_iter().filter(|one| !is_part(one)).collect()
}

/// Collects what was said or written by somebody.
fn said(document: &Document, texts: &mut Vec<String>) {
    line(&document.title, texts);
    for fact in &document.facts {
        line(&fact.value, texts);
    }
    for one in &document.sections {
        section(one, texts);
    }
}

fn section(one: &Section, texts: &mut Vec<String>) {
    line(&one.title, texts);
    for block in &one.blocks {
        match block {
            Block::Paragraph(words) => line(words, texts),
            Block::List(entries) => {
                for entry in entries {
                    line(&entry.first, texts);
                    entry.more.iter().for_each(|more| line(more, texts));
                }
            }
            Block::Table(table) => {
                line(&table.caption, texts);
                table
                    .rows
                    .iter()
                    .flatten()
                    .for_each(|cell| line(cell, texts));
            }
        }
    }
    for part in &one.sections {
        section(part, texts);
    }
}

fn line(line: &Line, texts: &mut Vec<String>) {
    let said = line.spans().iter().map(super::document::Span::text);
    let said = said.filter(|text| text.is_said() && !text.as_str().is_empty());
    texts.extend(said.map(|text| text.as_str().to_owned()));
}

/// Returns a part of a text with what stands beside it.
fn around(text: &str, range: std::ops::Range<usize>) -> String {
    let before = text.get(..range.start).unwrap_or_default();
    let behind = text.get(range.end..).unwrap_or_default();
    let start = before
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map(|(at, _)| at);
    let end = behind.char_indices().nth(AROUND).map(|(at, _)| at);
    let words = text.get(range).unwrap_or_default();
    let (cut_before, cut_behind) = (start.is_some(), end.is_some());
    let before = before.get(start.unwrap_or(0)..).unwrap_or_default();
    let behind = behind
        .get(..end.unwrap_or(behind.len()))
        .unwrap_or_default();
    let dots = |cut| if cut { "…" } else { "" };
    format!(
        "{}{before}{words}{behind}{}",
        dots(cut_before),
        dots(cut_behind)
    )
}
