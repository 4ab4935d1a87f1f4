//! A document as one page for a browser or printer, that needs nothing else.
//!
//! Text is escaped by type (`maud`). Text of a record, whose direction is not known, is kept apart
//! from what stands beside it (`bdi`), so that words written from the right turn nothing around.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::Format;
use super::attribution::Outgoing;
use super::document::{Anchor, Block, Document, Entry, Line, Section, Span, Table, Target};
use super::links::{Piece, pieces};

const STYLE: &str = include_str!("../../assets/publish.css");

/// Writes a document: what goes before its mark, and what behind it.
pub(super) fn write(document: &Document) -> (String, String) {
    let page = Page { document };
    let body = page.body();
    let head = html! {
        meta charset="utf-8";
        meta name="viewport" content="width=device-width, initial-scale=1";
        meta name="color-scheme" content="light dark";
        // The page loads nothing and runs nothing, and says so.
        meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
        meta name="generator" content="Roundtable";
        title { (document.title.plain()) }
        style { (PreEscaped(STYLE)) }
    };
    let page = html! {
        html lang="en-GB" {
            head { (head) }
            body { (body) }
        }
    };
    (
        format!("{}\n", DOCTYPE.into_string()),
        format!("{}\n", page.into_string()),
    )
}

struct Page<'d> {
    document: &'d Document,
}

impl Page<'_> {
    fn body(&self) -> Markup {
        html! {
            main {
                h1 { (self.line(&self.document.title)) }
                "\n"
                dl {
                    @for fact in &self.document.facts {
                        "\n"
                        div { dt { (fact.name) } dd { (self.line(&fact.value)) } }
                    }
                }
                @for section in &self.document.sections {
                    (self.section(section, 2))
                }
            }
        }
    }

    fn section(&self, part: &Section, level: usize) -> Markup {
        let title = self.line(&part.title);
        html! {
            "\n"
            section id=(part.anchor.as_str()) {
                @match level {
                    2 => h2 { (title) },
                    3 => h3 { (title) },
                    4 => h4 { (title) },
                    _ => h5 { (title) },
                }
                @for block in &part.blocks {
                    "\n"
                    @match block {
                        Block::Paragraph(line) => p { (self.line(line)) },
                        Block::List(entries) => ul {
                            @for entry in entries { (self.entry(entry)) }
                        },
                        Block::Table(table) => (self.table(table)),
                    }
                }
                @for inner in &part.sections {
                    (self.section(inner, level + 1))
                }
            }
        }
    }

    fn entry(&self, entry: &Entry) -> Markup {
        let anchor = entry.anchor.as_ref().map(Anchor::as_str);
        html! {
            "\n"
            li id=[anchor] {
                @if entry.more.is_empty() {
                    (self.line(&entry.first))
                } @else {
                    p { (self.line(&entry.first)) }
                    @for line in &entry.more { p { (self.line(line)) } }
                }
            }
        }
    }

    fn table(&self, shown: &Table) -> Markup {
        html! {
            table {
                caption { (self.line(&shown.caption)) }
                thead {
                    tr { @for name in &shown.head { th scope="col" { (name) } } }
                }
                tbody {
                    @for row in &shown.rows {
                        "\n"
                        tr {
                            @for (nth, cell) in row.iter().enumerate() {
                                @if nth == 0 {
                                    th scope="row" { (self.line(cell)) }
                                } @else {
                                    td { (self.line(cell)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn line(&self, line: &Line) -> Markup {
        html! {
            @for span in line.spans() {
                @match span {
                    Span::Text(text) => (words(text)),
                    Span::Strong(text) => strong { (words(text)) },
                    Span::Link(target, text) => {
                        @let other = matches!(target, Target::Other(_)).then_some("other");
                        a href=(self.target(target)) class=[other] { (plain(text)) }
                    },
                }
            }
        }
    }

    fn target(&self, target: &Target) -> String {
        match target {
            Target::Here(anchor) => format!("#{}", anchor.as_str()),
            Target::Other(anchor) => {
                let file = self.document.other_file(Format::Html);
                let place = anchor.as_ref();
                let place = place.map(|anchor| format!("#{}", anchor.as_str()));
                format!("{file}{}", place.unwrap_or_default())
            }
        }
    }
}

fn words(text: &Outgoing) -> Markup {
    if text.is_own() {
        return html! { (text.as_str()) };
    }
    html! {
        bdi {
            @for piece in pieces(text.as_str()) {
                @match piece {
                    Piece::Words(words) => (words),
                    Piece::Address(address) => a href=(address) rel="noreferrer" { (address) },
                }
            }
        }
    }
}

/// Text inside a link, which holds no other.
fn plain(text: &Outgoing) -> Markup {
    if text.is_own() {
        return html! { (text.as_str()) };
    }
    html! { bdi { (text.as_str()) } }
}
