//! One record on a page: a title, fields with their names, headings and paragraphs.

use std::fmt::Display;
use std::io;

use super::output::Output;
use crate::base::text::{width, wrap};
use crate::model::Paragraphs;

/// Lines longer than this are hard to read, however wide the terminal is.
const MOST: usize = 80;
/// A page stays readable down to this.
const LEAST: usize = 24;
/// The names of fields take this much, gap included.
const NAMES: usize = 18;

/// Prints a record piece by piece, wrapped to the width of the output.
pub(super) struct Page<'o> {
    out: &'o mut Output,
    columns: usize,
}

impl<'o> Page<'o> {
    /// Begins a page with the id and the title of the record.
    pub(super) fn begin(out: &'o mut Output, id: &str, title: &str) -> io::Result<Self> {
        let columns = out.columns().unwrap_or(MOST).clamp(LEAST, MOST);
        let mut page = Self { out, columns };
        page.hang(&format!("{id}  "), title)?;
        Ok(page)
    }

    /// Prints a field, unless there is nothing in it.
    pub(super) fn field(&mut self, name: &str, value: &str) -> io::Result<()> {
        if value.trim().is_empty() {
            return Ok(());
        }
        self.hang(&format!("{name:<NAMES$}"), value)
    }

    /// Prints a field that may have no value.
    pub(super) fn optional(&mut self, name: &str, value: Option<impl Display>) -> io::Result<()> {
        value.map_or(Ok(()), |value| self.field(name, &value.to_string()))
    }

    /// Prints an empty line and a heading.
    pub(super) fn heading(&mut self, name: &str) -> io::Result<()> {
        self.out.line("")?;
        self.out.line(name)
    }

    /// Prints a longer text under its heading, unless there is none.
    pub(super) fn text(&mut self, name: &str, text: &Paragraphs) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        self.heading(name)?;
        text.iter()
            .try_for_each(|paragraph| self.hang("  ", paragraph))
    }

    /// Prints items under their heading, unless there are none.
    pub(super) fn list(&mut self, name: &str, items: &[String]) -> io::Result<()> {
        if !items.is_empty() {
            self.heading(name)?;
        }
        items.iter().try_for_each(|item| self.hang("  ", item))
    }

    /// Prints `text` behind `first`, its further lines below its beginning.
    pub(super) fn hang(&mut self, first: &str, text: &str) -> io::Result<()> {
        let first = self.out.clean(first).into_owned();
        let text = self.out.clean(text).into_owned();
        // A beginning that leaves no room for the text gets a line of its own.
        let indent = match width(&first) {
            wide if wide + LEAST / 2 > self.columns => 2,
            fits => fits,
        };
        let lines = if is_link(&text) {
            vec![&*text]
        } else {
            wrap(&text, self.columns - indent)
        };
        let mut lines = lines.into_iter();
        if indent < width(&first) {
            self.out.line(first.trim_end())?;
        } else {
            let line = format!("{first}{}", lines.next().unwrap_or_default());
            self.out.line(line.trim_end())?;
        }
        for line in lines {
            self.out.line(format!("{:indent$}{line}", "").trim_end())?;
        }
        Ok(())
    }
}

/// Tells a link, which is of no use in pieces.
fn is_link(text: &str) -> bool {
    text.contains("://") && !text.contains(' ')
}
