//! What a document is made of, whatever the format it is written in.
//!
//! All text in it is [`Outgoing`], so that what reaches a reader went through the one door of
//! [`attribution`](super::attribution).

use std::collections::BTreeMap;

use super::Format;
use super::attribution::{Nameless, Outgoing};
use crate::model::MeetingId;

/// Which view of a meeting a document is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum View {
    /// What was said and decided.
    Minutes,
    /// How far each commitment of the plan has come.
    Progress,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 2] = [Self::Minutes, Self::Progress];

    /// Returns the view as file names have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Progress => "progress",
        }
    }

    /// Returns what the view of a meeting is called: `the minutes of 2017-11-30`.
    pub fn of(self, meeting: &MeetingId) -> String {
        match self {
            Self::Minutes => format!("the minutes of {meeting}"),
            Self::Progress => format!("the progress update of {meeting}"),
        }
    }

    /// Returns the other view of the same record.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Minutes => Self::Progress,
            Self::Progress => Self::Minutes,
        }
    }
}

/// A document: a title, what is to be known first, and sections.
#[derive(Debug, Clone)]
pub struct Document {
    /// The name of the file with the other view, without the ending; empty where there is none.
    pub other: String,
    /// Its title.
    pub title: Line,
    /// What is to be known first.
    pub facts: Vec<Fact>,
    /// Its sections.
    pub sections: Vec<Section>,
}

/// Something to be known, under its name.
#[derive(Debug, Clone)]
pub struct Fact {
    /// What it is.
    pub name: &'static str,
    /// What is known.
    pub value: Line,
}

/// A part of a document under its heading.
#[derive(Debug, Clone)]
pub struct Section {
    /// What other places refer to it by.
    pub anchor: Anchor,
    /// Its heading.
    pub title: Line,
    /// What stands below the heading.
    pub blocks: Vec<Block>,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A piece of a section.
#[derive(Debug, Clone)]
pub enum Block {
    /// A paragraph.
    Paragraph(Line),
    /// A list.
    List(Vec<Entry>),
    /// A table.
    Table(Table),
}

/// An entry of a list: the first line, then what belongs to it.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    /// What other places refer to it by.
    pub anchor: Option<Anchor>,
    /// What sort of entry it is, and its first words.
    pub first: Line,
    /// Further paragraphs.
    pub more: Vec<Line>,
}

/// A table; the first cell of a row says what the row is about.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it shows.
    pub caption: Line,
    /// The headings of its columns.
    pub head: Vec<&'static str>,
    /// Its rows, each with as many cells as there are headings.
    pub rows: Vec<Vec<Line>>,
}

/// Words on a line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(Vec<Span>);

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Text.
    Text(Outgoing),
    /// Text that stands out.
    Strong(Outgoing),
    /// Text that leads somewhere.
    Link(Target, Outgoing),
}

/// Where a cross reference leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// To a place in this document.
    Here(Anchor),
    /// To the other view of the meeting, or a place in it.
    Other(Option<Anchor>),
}

/// The name of a place in a document: lower-case letters, digits and `-`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anchor(String);

impl Anchor {
    fn tell_apart(&mut self, taken: &mut BTreeMap<String, usize>) {
        let times = taken.entry(self.0.clone()).or_default();
        *times += 1;
        if *times > 1 {
            // Two dashes are in no other anchor but one of an id with two of them.
            self.0 = format!("{}--{times}", self.0);
        }
    }

    /// Names a place that there is once.
    pub fn named(name: &'static str) -> Self {
        Self(name.to_owned())
    }

    /// Names the place of a record by its id: `c-uk0063`, `m-uk0063-2`.
    pub fn of(kind: &'static str, id: impl Nameless) -> Self {
        let plain = |c: char| match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => c,
            _ => '-',
        };
        Self(format!("{kind}-{id}").chars().map(plain).collect())
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Document {
    /// Returns the name of the file with the other view.
    pub(super) fn other_file(&self, format: Format) -> String {
        format!("{}.{}", self.other, format.ending())
    }

    /// Sees to it that no two places have one name: of several the first keeps it, as that is
    /// where references lead.
    pub(super) fn tell_anchors_apart(&mut self) {
        let mut taken = BTreeMap::new();
        for section in &mut self.sections {
            section.tell_anchors_apart(&mut taken);
        }
    }
}

impl Line {
    /// Makes a line with nothing on it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds the program's own words.
    #[must_use]
    pub fn own(self, words: &'static str) -> Self {
        self.text(Outgoing::own(words))
    }

    /// Adds a number, a date or an id.
    #[must_use]
    pub fn shown(self, what: impl Nameless) -> Self {
        self.text(Outgoing::shown(what))
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: Outgoing) -> Self {
        self.0.push(Span::Text(text));
        self
    }

    /// Adds text that stands out.
    #[must_use]
    pub fn strong(mut self, text: Outgoing) -> Self {
        self.0.push(Span::Strong(text));
        self
    }

    /// Adds text that leads somewhere.
    #[must_use]
    pub fn link(mut self, to: Target, text: Outgoing) -> Self {
        self.0.push(Span::Link(to, text));
        self
    }

    /// Adds another line's pieces.
    #[must_use]
    pub fn line(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Adds words between a gap and what there is, or what there is alone if the line is empty.
    #[must_use]
    pub fn apart(self, gap: &'static str, other: Self) -> Self {
        match (self.is_empty(), other.is_empty()) {
            (_, true) => self,
            (true, false) => other,
            (false, false) => self.own(gap).line(other),
        }
    }

    /// Ends it with a full stop, unless what somebody wrote ends with one.
    #[must_use]
    pub fn stop(self) -> Self {
        if self.ends_a_sentence() {
            return self;
        }
        self.own(".")
    }

    /// Returns true where its last words end a sentence.
    pub fn ends_a_sentence(&self) -> bool {
        let ends = ['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔'];
        self.plain().trim_end().ends_with(ends)
    }

    /// Makes all of it stand out.
    #[must_use]
    pub fn standing_out(self) -> Self {
        let texts = self.0.into_iter().map(|span| span.text().clone());
        let whole = texts.reduce(|whole, text| whole.then(&text));
        whole.map_or_else(Self::new, |whole| Self::new().strong(whole))
    }

    /// Joins lines with a gap between.
    pub fn joined(gap: &'static str, lines: impl IntoIterator<Item = Self>) -> Self {
        lines
            .into_iter()
            .fold(Self::new(), |joined, line| joined.apart(gap, line))
    }

    /// Returns true when there is nothing to read on it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| span.text().as_str().is_empty())
    }

    /// Returns the pieces.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Returns the text without what stands out or leads somewhere.
    pub fn plain(&self) -> String {
        self.0.iter().map(|span| span.text().as_str()).collect()
    }
}

impl From<Outgoing> for Line {
    fn from(text: Outgoing) -> Self {
        Self::new().text(text)
    }
}

impl Span {
    /// Returns the text.
    pub fn text(&self) -> &Outgoing {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Link(_, text) => text,
        }
    }
}

impl Section {
    fn tell_anchors_apart(&mut self, taken: &mut BTreeMap<String, usize>) {
        self.anchor.tell_apart(taken);
        for block in &mut self.blocks {
            if let Block::List(entries) = block {
                for anchor in entries.iter_mut().filter_map(|entry| entry.anchor.as_mut()) {
                    anchor.tell_apart(taken);
                }
            }
        }
        for section in &mut self.sections {
            section.tell_anchors_apart(taken);
        }
    }

    /// Begins a section.
    pub fn new(anchor: Anchor, title: impl Into<Line>) -> Self {
        Self {
            anchor,
            title: title.into(),
            blocks: Vec::new(),
            sections: Vec::new(),
        }
    }

    /// Adds a paragraph, unless there is nothing on it.
    pub fn paragraph(&mut self, line: Line) {
        if !line.is_empty() {
            self.blocks.push(Block::Paragraph(line));
        }
    }

    /// Adds a list, unless it is empty.
    pub fn list(&mut self, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.blocks.push(Block::List(entries));
        }
    }

    /// Adds a table, unless it has no rows.
    pub fn table(&mut self, table: Table) {
        if !table.rows.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    /// Returns true when nothing stands below the heading.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty() && self.sections.is_empty()
    }
}

impl Entry {
    /// Makes an entry of one line.
    pub fn of(first: Line) -> Self {
        Self {
            first,
            ..Self::default()
        }
    }
}
