//! What a document is to its reader: the one outline that every format must come back as.

use roundtable::publish::document::{Anchor, Block, Entry, Line, Section, Span, Table, Target};
use roundtable::publish::{Document, Format};

/// One thing that a reader meets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Mark {
    /// The comment by which the file is known again.
    Known,
    /// A place that links lead to.
    Anchor(String),
    /// A heading of a level.
    Heading(usize),
    /// An entry of a list, with its first line.
    Entry,
    /// A paragraph.
    Paragraph,
    /// A cell of a table.
    Cell,
    /// Where words that stand out begin.
    Strong,
    /// Where a link begins, and where it leads.
    Link(String),
    /// Where either ends.
    End,
    /// Text.
    Words(String),
    /// What no document of ours has.
    Foreign(String),
}

/// All that a reader meets, in order.
#[derive(Debug, Default)]
pub(super) struct Outline(Vec<Mark>);

impl Outline {
    /// Returns the outline of a document in a format; formats differ in the names of other files,
    /// and in Markdown, which has no captions, that of a table stands out.
    pub(super) fn of(document: &Document, format: Format) -> Self {
        let other = format!("{}.{}", document.other, format.ending());
        let mut making = Making {
            outline: Self::default(),
            other,
            format,
        };
        making.document(document);
        making.outline
    }

    /// Adds what a reader meets next.
    pub(super) fn add(&mut self, mark: Mark) {
        self.0.push(mark);
    }

    /// Adds text.
    pub(super) fn words(&mut self, words: &str) {
        if let Some(Mark::Words(before)) = self.0.last_mut() {
            before.push_str(words);
        } else {
            self.add(Mark::Words(words.to_owned()));
        }
    }

    /// Says in which mark two outlines first differ, and behind which.
    pub(super) fn differs_from(&self, other: &Self) -> Option<String> {
        let (mut one, mut other) = (self.marks(), other.marks());
        let mut last = None;
        loop {
            match (one.next(), other.next()) {
                (None, None) => return None,
                (one, other) if one == other => last = one,
                (one, other) => {
                    return Some(format!("behind {last:?}: {one:?}, not {other:?}"));
                }
            }
        }
    }

    /// Returns the marks, but for what makes no difference to a reader: how wide a gap between words
    /// is, and whether the first line of an entry, or a place, is a paragraph of its own.
    fn marks(&self) -> std::vec::IntoIter<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for mark in &self.0 {
            match (marks.last_mut(), mark) {
                (_, Mark::Words(words)) => {
                    let words: Vec<&str> = words.split_whitespace().collect();
                    if !words.is_empty() {
                        marks.push(Mark::Words(words.join(" ")));
                    }
                }
                (Some(Mark::Entry | Mark::Anchor(_)), Mark::Paragraph) => {}
                (Some(last @ Mark::Paragraph), Mark::Anchor(_)) => *last = mark.clone(),
                (Some(Mark::Strong), Mark::End) => _ = marks.pop(),
                (_, mark) => marks.push(mark.clone()),
            }
        }
        marks.into_iter()
    }
}

/// The outline of a document being made.
struct Making {
    outline: Outline,
    /// The file with the other view.
    other: String,
    format: Format,
}

impl Making {
    fn document(&mut self, document: &Document) {
        self.outline.add(Mark::Known);
        self.outline.add(Mark::Heading(1));
        self.line(&document.title);
        for fact in &document.facts {
            self.outline.add(Mark::Entry);
            self.outline.words(fact.name);
            self.outline.words(": ");
            self.line(&fact.value);
        }
        for section in &document.sections {
            self.section(section, 2);
        }
    }

    fn section(&mut self, section: &Section, level: usize) {
        self.anchor(&section.anchor);
        self.outline.add(Mark::Heading(level));
        self.line(&section.title);
        for block in &section.blocks {
            match block {
                Block::Paragraph(line) => {
                    self.outline.add(Mark::Paragraph);
                    self.line(line);
                }
                Block::List(entries) => entries.iter().for_each(|entry| self.entry(entry)),
                Block::Table(table) => self.table(table),
            }
        }
        for part in &section.sections {
            self.section(part, level + 1);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.outline.add(Mark::Entry);
        if let Some(anchor) = &entry.anchor {
            self.anchor(anchor);
        }
        self.line(&entry.first);
        for line in &entry.more {
            self.outline.add(Mark::Paragraph);
            self.line(line);
        }
    }

    fn table(&mut self, table: &Table) {
        self.outline.add(Mark::Paragraph);
        match self.format {
            Format::Markdown => self.within(Mark::Strong, &table.caption.plain()),
            Format::Html => self.line(&table.caption),
        }
        for name in &table.head {
            self.outline.add(Mark::Cell);
            self.outline.words(name);
        }
        for cell in table.rows.iter().flatten() {
            self.outline.add(Mark::Cell);
            self.line(cell);
        }
    }

    fn line(&mut self, line: &Line) {
        for span in line.spans() {
            let words = span.text().as_str();
            match span {
                Span::Text(_) => self.outline.words(words),
                Span::Strong(_) if words.trim().is_empty() => self.outline.words(words),
                Span::Strong(_) => self.within(Mark::Strong, words),
                Span::Link(target, _) => self.within(Mark::Link(self.address(target)), words),
            }
        }
    }

    fn within(&mut self, mark: Mark, words: &str) {
        self.outline.add(mark);
        self.outline.words(words);
        self.outline.add(Mark::End);
    }

    fn anchor(&mut self, anchor: &Anchor) {
        self.outline.add(Mark::Anchor(anchor.as_str().to_owned()));
    }

    fn address(&self, target: &Target) -> String {
        let at = |anchor: &Anchor| format!("#{}", anchor.as_str());
        match target {
            Target::Here(anchor) => at(anchor),
            Target::Other(anchor) => {
                let place = anchor.as_ref().map(at).unwrap_or_default();
                format!("{}{place}", self.other)
            }
        }
    }
}
