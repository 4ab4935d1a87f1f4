//! A document as Markdown: readable as it is, and no text of a record is taken for markup.

use super::Format;
use super::document::{Block, Document, Entry, Line, Section, Span, Table, Target};
use super::links::{Piece, pieces};

/// Characters that may begin markup anywhere (`CommonMark` 0.31, GitHub, Kramdown, templates).
const SPECIAL: &str = "\\`*_[]<>~|&${}^";

/// Writes a document, without its mark.
pub(super) fn write(document: &Document) -> String {
    let mut page = Page {
        text: String::new(),
        document,
    };
    page.block(&format!("# {}", safe_end(&page.line(&document.title))));
    let facts = document.facts.iter();
    let facts = facts.map(|fact| format!("* {}: {}", fact.name, page.line(&fact.value)));
    page.block(&facts.collect::<Vec<_>>().join("\n"));
    for section in &document.sections {
        page.section(section, 2);
    }
    page.text
}

struct Page<'d> {
    text: String,
    document: &'d Document,
}

impl Page<'_> {
    /// Adds a block, with an empty line before it.
    fn block(&mut self, block: &str) {
        self.text.push('\n');
        self.text.push_str(block);
        self.text.push('\n');
    }

    fn section(&mut self, section: &Section, level: usize) {
        let anchor = section.anchor.as_str();
        let hashes = "#".repeat(level.min(6));
        let title = safe_end(&self.line(&section.title));
        self.block(&format!("<a id=\"{anchor}\"></a>\n\n{hashes} {title}"));
        for block in &section.blocks {
            match block {
                Block::Paragraph(line) => {
                    let line = safe_start(&self.line(line));
                    self.block(&line);
                }
                Block::List(entries) => {
                    let entries: Vec<String> =
                        entries.iter().map(|entry| self.entry(entry)).collect();
                    self.block(&entries.join("\n"));
                }
                Block::Table(table) => {
                    let table = self.table(table);
                    self.block(&table);
                }
            }
        }
        for part in &section.sections {
            self.section(part, level + 1);
        }
    }

    fn entry(&self, entry: &Entry) -> String {
        let anchor = entry
            .anchor
            .as_ref()
            .map(|anchor| format!("<a id=\"{}\"></a>", anchor.as_str()));
        let first = self.line(&entry.first);
        let mut text = match anchor {
            Some(anchor) => format!("* {anchor}{first}"),
            None => format!("* {}", safe_start(&first)),
        };
        for line in &entry.more {
            text.push_str("\n\n  ");
            text.push_str(&safe_start(&self.line(line)));
        }
        text
    }

    fn table(&self, table: &Table) -> String {
        let mut lines = vec![
            format!("**{}**", self.line(&table.caption)),
            String::new(),
            format!("| {} |", table.head.join(" | ")),
            format!("|{}", " --- |".repeat(table.head.len())),
        ];
        for row in &table.rows {
            let cells: Vec<String> = row.iter().map(|cell| self.line(cell)).collect();
            lines.push(format!("| {} |", cells.join(" | ")));
        }
        lines.join("\n")
    }

    fn line(&self, line: &Line) -> String {
        let mut text = String::new();
        for span in line.spans() {
            match span {
                Span::Text(words) => text.push_str(&escaped_with_links(words.as_str())),
                Span::Strong(words) => strong(words.as_str(), &mut text),
                Span::Link(target, words) => {
                    let words = escaped(words.as_str());
                    let target = self.target(target);
                    text.extend(["[", &words, "](", &target, ")"]);
                }
            }
        }
        text.trim().to_owned()
    }

    fn target(&self, target: &Target) -> String {
        match target {
            Target::Here(anchor) => format!("#{}", anchor.as_str()),
            Target::Other(anchor) => {
                let file = self.document.other_file(Format::Markdown);
                let place = anchor.as_ref();
                let place = place.map(|anchor| format!("#{}", anchor.as_str()));
                format!("{file}{}", place.unwrap_or_default())
            }
        }
    }
}

/// Writes words that stand out; the marks must touch them, not the space around.
fn strong(words: &str, text: &mut String) {
    let inner = words.trim();
    let (before, after) = words.split_once(inner).unwrap_or_default();
    text.push_str(before);
    if !inner.is_empty() {
        text.push_str("**");
        text.push_str(&escaped(inner));
        text.push_str("**");
    }
    text.push_str(after);
}

fn escaped_with_links(text: &str) -> String {
    pieces(text)
        .iter()
        .map(|piece| match piece {
            Piece::Words(words) => escaped(words),
            // In a table even an address must not hold a bar; none does, see `links`.
            Piece::Address(address) => format!("<{address}>"),
        })
        .collect()
}

/// Returns the text with a backslash before all that could be markup.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for (at, c) in text.char_indices() {
        let rest = text.get(at..).unwrap_or_default();
        // These would make links of themselves on some sites.
        let is_link = c == ':' && rest.starts_with("://") || c == '.' && ends_www(text, at);
        if SPECIAL.contains(c) || is_link {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn ends_www(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let start = before.len().saturating_sub(3);
    before
        .get(start..)
        .is_some_and(|end| end.eq_ignore_ascii_case("www"))
}

/// Returns a line whose beginning is no heading, list, rule or definition.
fn safe_start(line: &str) -> String {
    let digits = line.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let after = line.get(digits..).unwrap_or_default();
    if digits > 0 && after.starts_with(['.', ')']) {
        let number = line.get(..digits).unwrap_or_default();
        return format!("{number}\\{after}");
    }
    if line.starts_with(['#', '+', '-', '=', ':', '!', '%']) {
        return format!("\\{line}");
    }
    line.to_owned()
}

/// Returns the words of a heading, at whose end `#` would only close it and not be read
/// (`CommonMark` 0.31, 4.2).
fn safe_end(line: &str) -> String {
    line.strip_suffix('#')
        .map_or_else(|| line.to_owned(), |before| format!("{before}\\#"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

    use super::*;

    #[test]
    fn nothing_typed_is_markup() {
        let cases = [
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("- no list", "\\- no list"),
            ("=== ", "\\=== "),
            ("a *b* _c_ `d`", "a \\*b\\* \\_c\\_ \\`d\\`"),
            ("<script>&amp;", "\\<script\\>\\&amp;"),
            ("[x](javascript:1)", "\\[x\\](javascript:1)"),
            ("{{ secret }}", "\\{\\{ secret \\}\\}"),
            ("a|b", "a\\|b"),
            ("www.evil.example", "www\\.evil.example"),
            ("ftp://x", "ftp\\://x"),
            ("30 Nov 2017: UK0063.2", "30 Nov 2017: UK0063.2"),
        ];
        for (text, expected) in cases {
            assert_eq!(safe_start(&escaped_with_links(text)), expected);
        }
    }

    #[test]
    fn links_stay_readable() {
        assert_eq!(
            escaped_with_links("at https://a.example/x_y?z, soon"),
            "at <https://a.example/x_y?z>, soon"
        );
    }

    /// Returns the words of a piece of Markdown, and fails at markup that is not expected.
    fn read_back(markdown: &str) -> Result<String, String> {
        let mut words = String::new();
        // Curly quotation marks are no markup.
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(text) => words.push_str(&text),
                Event::Start(tag) => match tag {
                    Tag::Paragraph
                    | Tag::Heading { id: None, .. }
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::Table(_)
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell => {}
                    Tag::Link {
                        link_type: LinkType::Autolink,
                        dest_url,
                        ..
                    } if dest_url.starts_with("http") => {}
                    other => return Err(format!("{other:?}")),
                },
                Event::End(_) => {}
                other => return Err(format!("{other:?}")),
            }
        }
        Ok(words)
    }

    proptest! {
        #[test]
        fn what_is_read_is_what_was_typed(
            text in "([ -~]|https?://|www\\.|1[.)] |[#=+-]{1,3} |é|\\*\\*|~~|:::|\\[\\^|\\$){0,24}"
        ) {
            // The one door for text trims it and leaves one space between words.
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let written = escaped_with_links(&text);
            let started = safe_start(&written);
            let places = [
                (started.clone(), text.clone()),
                (format!("* {started}"), text.clone()),
                (format!("* a\n\n  {started}"), format!("a{text}")),
            ];
            for (markdown, expected) in places {
                prop_assert_eq!(read_back(&markdown), Ok(expected), "{}", markdown);
            }
            let table = format!("| a | b |\n| --- | --- |\n| {written} | c |");
            prop_assert_eq!(read_back(&table), Ok(format!("ab{text}c")), "{}", table);
        }
    }

    #[test]
    fn a_heading_keeps_the_number_signs_at_its_end() {
        for text in ["Written in C #", "F#", "#", "# ##", "a #b", "a \\#"] {
            let heading = format!("## {}", safe_end(&escaped(text)));
            assert_eq!(read_back(&heading), Ok(text.to_owned()), "{heading}");
        }
    }

    #[test]
    fn strong_words_touch_their_marks() {
        let mut text = String::new();
        strong("Decision ", &mut text);
        strong(" a*b", &mut text);
        strong(" ", &mut text);
        assert_eq!(text, "**Decision**  **a\\*b** ");
    }
}
