//! A document as lines for a screen: no marks, no addresses of other places.

use super::document::{Block, Document, Entry, Line, Section, Span, Table};

/// One paragraph of a document, for a screen to break into lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// True for a heading.
    pub heading: bool,
    /// How many columns it is set in.
    pub indent: usize,
    /// The text; empty for a gap.
    pub text: String,
}

impl Shown {
    /// Makes a heading.
    pub fn heading(text: impl Into<String>) -> Self {
        Self {
            heading: true,
            indent: 0,
            text: text.into(),
        }
    }

    /// Makes a paragraph set in by so many columns.
    pub fn text(indent: usize, text: impl Into<String>) -> Self {
        Self {
            heading: false,
            indent,
            text: text.into(),
        }
    }

    /// Makes a gap.
    pub fn gap() -> Self {
        Self::text(0, "")
    }
}

/// Writes a document for a screen.
pub(super) fn write(document: &Document) -> Vec<Shown> {
    let mut page = Page(Vec::new());
    page.heading(&document.title);
    for fact in &document.facts {
        if leads_elsewhere(&fact.value) {
            continue;
        }
        page.add(0, format!("{}: {}", fact.name, fact.value.plain()));
    }
    for section in &document.sections {
        page.section(section);
    }
    page.0
}

struct Page(Vec<Shown>);

impl Page {
    fn add(&mut self, indent: usize, text: String) {
        self.0.push(Shown::text(indent, text));
    }

    fn heading(&mut self, line: &Line) {
        if !self.0.is_empty() {
            self.0.push(Shown::gap());
        }
        self.0.push(Shown::heading(line.plain()));
    }

    fn section(&mut self, section: &Section) {
        self.heading(&section.title);
        for block in &section.blocks {
            match block {
                Block::Paragraph(line) if leads_elsewhere(line) => {}
                Block::Paragraph(line) => self.add(0, line.plain()),
                Block::List(entries) => entries.iter().for_each(|entry| self.entry(entry)),
                Block::Table(table) => self.table(table),
            }
        }
        for part in &section.sections {
            self.section(part);
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.add(1, format!("- {}", entry.first.plain()));
        for line in entry.more.iter().filter(|line| !leads_elsewhere(line)) {
            self.add(3, line.plain());
        }
    }

    /// A row becomes a paragraph, since a narrow screen has no room for its columns.
    fn table(&mut self, table: &Table) {
        for row in &table.rows {
            let cells = table.head.iter().zip(row).enumerate();
            let words = cells.filter_map(|(place, (head, cell))| match (place, cell.plain()) {
                (0, first) => Some(first),
                (_, cell) if cell.trim().is_empty() => None,
                (_, cell) => Some(format!("{}: {cell}", head.to_lowercase())),
            });
            let words: Vec<String> = words.collect();
            self.add(1, words.join(" · "));
        }
    }
}

/// Returns true for a line that is nothing but the way to another place.
fn leads_elsewhere(line: &Line) -> bool {
    let is_link = |span: &Span| matches!(span, Span::Link(..));
    !line.is_empty() && line.spans().iter().all(is_link)
}
