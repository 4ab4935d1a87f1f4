//! The one way out: all that is printed is made safe here and fits where it goes.
//!
//! A reader that has seen enough (`roundtable list commitments | head`) ends the output, not the
//! command: what is printed after that goes nowhere, in silence, and the exit code is the
//! command's own. So `set` still saves and `check` still tells of problems.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::error::CliError;
use crate::base::text::{self, Safe};

/// Where the lines of a command go.
pub(super) struct Output {
    // Not a lock for the whole run: the screen opens while this is alive.
    to: Box<dyn Write>,
    columns: Option<usize>,
    /// Whether a terminal acts on what is written.
    terminal: bool,
    ascii: bool,
    closed: bool,
    about: About,
}

/// What the lines of a command are about.
enum About {
    /// What was asked for: without them nothing is done.
    Asked,
    /// What is on the disk, whatever becomes of them; and why they could not be written.
    Recorded(Option<io::Error>),
}

impl Output {
    /// Makes the output that goes to stdout, as wide as its terminal or `COLUMNS`.
    pub(super) fn stdout(ascii: bool) -> Self {
        let columns = terminal_columns().or_else(columns_wished);
        let terminal = io::stdout().is_terminal();
        Self {
            terminal,
            ..Self::new(BufWriter::new(io::stdout()), columns, ascii)
        }
    }

    fn new(to: impl Write + 'static, columns: Option<usize>, ascii: bool) -> Self {
        Self {
            to: Box::new(to),
            columns,
            terminal: false,
            ascii,
            closed: false,
            about: About::Asked,
        }
    }

    /// Takes note that what the command did is on the disk: that it cannot be printed is no reason to
    /// call it undone.
    pub(super) fn is_about_what_is_recorded(&mut self) {
        self.about = About::Recorded(None);
    }

    /// Returns true when what the command did is on the disk.
    pub(super) fn has_recorded(&self) -> bool {
        matches!(self.about, About::Recorded(_))
    }

    /// Returns how many columns there are; `None` when nobody looks, as in a pipe.
    pub(super) fn columns(&self) -> Option<usize> {
        self.columns
    }

    /// Returns `text` as one line of the output has it, for those who measure before they print.
    pub(super) fn clean<'t>(&self, text: &'t str) -> Safe<'t> {
        let safe = text::safe(text);
        if self.ascii && !safe.is_ascii() {
            return text::plain_signs(&safe).into_owned().into();
        }
        safe
    }

    /// Prints one line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        let text = self.clean(text);
        self.raw(&text)
    }

    /// Prints a line of clean pieces, cut to the columns there are.
    pub(super) fn row<'t>(&mut self, line: impl Into<Safe<'t>>) -> io::Result<()> {
        let line = line.into();
        let line = text::cut_end(&line, self.columns.unwrap_or(usize::MAX));
        // Clean pieces have no `…` of their own in ASCII, so this one says that text was cut; `...`
        // would take more columns than it.
        let line = if self.ascii {
            Cow::Owned(line.replace('…', "~"))
        } else {
            line
        };
        self.raw(&line)
    }

    /// Prints a document: as it is where it goes into a file or to another program, made safe line
    /// by line on a terminal.
    pub(super) fn document(&mut self, text: &str) -> io::Result<()> {
        for line in text.lines() {
            if self.terminal || self.ascii {
                self.line(line)?;
            } else {
                self.raw(line)?;
            }
        }
        Ok(())
    }

    /// Prints `value` as JSON, with everything escaped that a terminal would act on.
    pub(super) fn json(&mut self, value: &impl Serialize) -> io::Result<()> {
        let json = serde_json::to_string_pretty(value)?;
        for line in json.lines() {
            let line = escaped(line, self.ascii);
            self.raw(&line)?;
        }
        Ok(())
    }

    /// Sends off what is still held back.
    pub(super) fn finish(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let flushed = self.to.flush();
        self.unless_closed(flushed)?;
        match &mut self.about {
            About::Recorded(failure) => failure.take().map_or(Ok(()), Err),
            About::Asked => Ok(()),
        }
    }

    fn raw(&mut self, line: &str) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let written = writeln!(self.to, "{line}");
        self.unless_closed(written)
    }

    fn unless_closed(&mut self, result: io::Result<()>) -> io::Result<()> {
        match (result, &mut self.about) {
            (Err(error), _) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(())
            }
            (Err(error), About::Recorded(failure)) => {
                failure.get_or_insert(error);
                Ok(())
            }
            (other, _) => other,
        }
    }
}

/// Tells the user why a command did not do what was asked, and the way out.
pub(super) fn complain(error: &CliError) {
    remark(&error.to_string());
    if let Some(hint) = error.hint() {
        self::hint(&hint);
    }
}

/// Tells the user the way out.
pub(super) fn hint(hint: &str) {
    to_stderr(format!("hint: {hint}"));
}

/// Tells the user one line more of what was said before.
pub(super) fn note(line: &str) {
    to_stderr(line.to_owned());
}

/// Tells the user something beside the output.
pub(super) fn remark(what: &str) {
    to_stderr(format!("roundtable: {what}"));
}

/// Prints what the reader of arguments answers: help to stdout, an error to stderr.
pub(super) fn answer(answer: &clap::Error) -> ExitCode {
    let rendered = answer.render().to_string();
    let shown = text::safe_lines(rendered.trim_end());
    if !answer.use_stderr() {
        let _ = writeln!(io::stdout().lock(), "{shown}");
        return ExitCode::SUCCESS;
    }
    let what = shown.strip_prefix("error: ").unwrap_or(&shown);
    for line in format!("roundtable: {what}").lines() {
        to_stderr(line);
    }
    ExitCode::from(2)
}

fn to_stderr<'t>(line: impl Into<Safe<'t>>) {
    // OK because there is nowhere left to say that stderr is gone.
    let _ = writeln!(io::stderr().lock(), "{}", line.into());
}

fn terminal_columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let (columns, _) = crossterm::terminal::size().ok()?;
    // A terminal that does not know its size says 0.
    (columns > 0).then_some(usize::from(columns))
}

fn columns_wished() -> Option<usize> {
    let wished = std::env::var("COLUMNS").ok()?.parse().ok()?;
    (wished > 0).then_some(wished)
}

/// Returns a line of JSON with `\u` escapes where the line is not fit for a terminal, or with all
/// of it in ASCII. The value stays the same.
fn escaped(line: &str, ascii: bool) -> Cow<'_, str> {
    if line.is_ascii() && !line.contains('\u{7f}') || (!ascii && text::is_safe(line)) {
        return Cow::Borrowed(line);
    }
    let mut escaped = String::with_capacity(line.len() * 2);
    for c in line.chars() {
        if c.is_ascii() && c != '\u{7f}' {
            escaped.push(c);
            continue;
        }
        for unit in c.encode_utf16(&mut [0; 2]) {
            // OK because writing to a `String` cannot fail.
            let _ = write!(escaped, "\\u{unit:04x}");
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes a few bytes and then behaves like a pipe nobody reads any more.
    struct Pipe(usize);

    impl Write for Pipe {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.0 < bytes.len() {
                return Err(ErrorKind::BrokenPipe.into());
            }
            self.0 -= bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn a_reader_who_has_seen_enough_is_no_error() {
        let mut out = Output::new(Pipe(8), None, false);
        for _ in 0..100 {
            assert!(out.line("one line").is_ok());
        }
        assert!(out.finish().is_ok());
        assert!(out.closed);
    }

    #[test]
    fn what_is_recorded_is_not_called_undone_because_it_cannot_be_printed() {
        let full = || Output::new(Full, None, false);
        let mut out = full();
        assert!(out.line("a page that is asked for").is_err());
        let mut out = full();
        out.is_about_what_is_recorded();
        assert!(out.line("UK0063: limited → complete").is_ok());
        let told = out.finish().expect_err("it is told once, at the end");
        assert_eq!(told.kind(), ErrorKind::StorageFull);
    }

    /// Behaves like `/dev/full`.
    struct Full;

    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(ErrorKind::StorageFull.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_a_terminal_would_act_on_is_spelled_out() {
        let out = Output::new(Vec::new(), None, false);
        assert_eq!(out.clean("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(escaped("\"a\u{202e}b\"", false), "\"a\\u202eb\"");
        assert_eq!(escaped("\"a\u{7f}b\"", false), "\"a\\u007fb\"");
        assert_eq!(escaped("\"Łódź\"", false), "\"Łódź\"");
        assert_eq!(escaped("\"👩\"", true), "\"\\ud83d\\udc69\"");
    }

    /// What was written, to be looked at while the output still has it.
    #[derive(Clone, Default)]
    struct Kept(std::rc::Rc<std::cell::RefCell<Vec<u8>>>);

    impl Write for Kept {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.borrow_mut().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[track_caller]
    fn document(terminal: bool, text: &str, expected: &str) {
        let kept = Kept::default();
        let mut out = Output {
            terminal,
            ..Output::new(kept.clone(), None, false)
        };
        out.document(text).expect("written");
        assert_eq!(String::from_utf8_lossy(&kept.0.borrow()), expected);
    }

    #[test]
    fn a_document_is_made_safe_only_for_a_terminal() {
        // The joiner of the Persian word is text; the one between Latin letters hides something.
        let joined = "a\n\n\u{645}\u{6cc}\u{200c}\u{62e} b\u{200c}c\n";
        document(false, joined, joined);
        document(
            true,
            joined,
            "a\n\n\u{645}\u{6cc}\u{200c}\u{62e} b<U+200C>c\n",
        );
    }

    #[test]
    fn plain_signs_are_ascii() {
        let out = Output::new(Vec::new(), None, true);
        assert_eq!(out.clean("limited → complete"), "limited -> complete");
    }
}
