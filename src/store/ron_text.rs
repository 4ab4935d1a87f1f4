//! Turns records into the one text they have on disk, and back, saying well what is wrong with it.
//!
//! The text is made for people and for Git: one field a line, a blank line between blocks, every
//! control character escaped, so that lines merge and `cat` is safe, every letter as it is. What is read is checked
//! before it is parsed: half a merge or a damaged file must never pass as a record.

use std::fmt;

use ron::Options;
use ron::de::{Deserializer, SpannedError};
use ron::extensions::Extensions;
use ron::ser::PrettyConfig;
use serde::{Serialize, de::DeserializeOwned};

use super::limits::{self, Exceeded};
use super::ron_marks::with_marks;
use super::ron_problem;
use super::ron_tokens::{Token, tokens};
use crate::base::text::{cut_end, safe};

/// The most columns of the name of a field in a message.
const FIELD: usize = 80;

/// The most columns of what is wrong in a message.
const MESSAGE: usize = 240;

/// How deep brackets may stand inside each other.
pub(super) const DEPTH: usize = 32;

/// Returns the canonical text of a record, the same for equal records.
pub fn to_text<T: Serialize>(value: &T) -> Result<String, ron::Error> {
    let config = PrettyConfig::new()
        .new_line("\n")
        .indentor("    ")
        .separator(" ")
        .struct_names(false)
        .escape_strings(true)
        .compact_arrays(false)
        .number_suffixes(false);
    // Without the extensions it is read with: `Some(..)` is written in full, as a text that leaves
    // it out cannot be read by a program that does not know the extension.
    let text = Options::default().to_string_pretty(value, config)?;
    Ok(with_marks(space_out(&text)))
}

/// Parses a record from the bytes of a file.
pub fn from_text<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ReadProblem> {
    let text = checked_text(bytes)?;
    // The path of the field costs a third more time, so only a text with a problem pays for it.
    options().from_str(text).map_err(|first| {
        located::<T>(text)
            .err()
            .unwrap_or_else(|| explain(text, &first, None))
    })
}

/// What is wrong with a text, where, and what to do about it; safe to show on a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadProblem {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
    /// The field, such as `milestones[2].due`, where it is known.
    pub field: Option<String>,
    /// What is wrong, lower case and without a full stop.
    pub what: String,
    /// The way out.
    pub hint: String,
}

impl fmt::Display for ReadProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.line, self.column)?;
        if let Some(field) = &self.field {
            write!(f, "{field}: ")?;
        }
        write!(f, "{}, {}", self.what, self.hint)
    }
}

impl std::error::Error for ReadProblem {}

fn options() -> Options {
    // People write a bare value for `Some(..)`.
    Options::default()
        .with_default_extension(Extensions::IMPLICIT_SOME)
        .with_recursion_limit(DEPTH)
}

/// Puts blank lines between blocks: the fields of the record and the entries of lists.
fn space_out(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len() + text.len() / 16);
    let lines: Vec<&str> = text.lines().collect();
    let mut open: Vec<char> = Vec::new();
    let mut after_block = false;
    for (line, next) in lines.iter().zip(lines.iter().skip(1).chain([&""])) {
        let trimmed = line.trim_start();
        let closes = trimmed.starts_with([')', ']', '}']);
        let opens = trimmed
            .chars()
            .next_back()
            .filter(|last| "([{".contains(*last));
        if closes {
            open.pop();
        } else if after_block || opens.is_some() && follows_sibling(&spaced) {
            // Fields inside an entry stay together, they are read as one.
            if open.len() == 1 || open.last() == Some(&'[') {
                spaced.push('\n');
            }
        }
        spaced.push_str(line);
        spaced.push('\n');
        open.extend(opens);
        after_block = closes && !next.trim_start().starts_with([')', ']', '}']);
    }
    spaced
}

/// Tells whether the last line written ends a field or an entry.
fn follows_sibling(written: &str) -> bool {
    written.ends_with(",\n")
}

/// Returns the text to parse, or why these bytes are not one.
fn checked_text(bytes: &[u8]) -> Result<&str, ReadProblem> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return Err(not_utf8(bytes, error.valid_up_to())),
    };
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        let what = "the file holds NUL bytes, so a part of it was lost";
        return Err(at_byte(
            text,
            at,
            what,
            "restore the file from Git or a backup",
        ));
    }
    if let Some(at) = conflict_marker(text) {
        let what = "a merge stopped here and left both versions in the file";
        let hint = "keep one of the two and remove the lines <<<<<<<, ======= and >>>>>>>";
        return Err(at_byte(text, at, what, hint));
    }
    if text.trim().is_empty() {
        return Err(at_byte(
            text,
            0,
            "the file is empty",
            "restore it from Git or a backup",
        ));
    }
    if let Some(Exceeded { at, field, what }) = limits::exceeded(text) {
        let hint = "shorten it, or restore the file from Git";
        let field = (!field.is_empty()).then(|| safe(&cut_end(&field, FIELD)).into());
        return Err(ReadProblem {
            field,
            ..at_byte(text, at, &what, hint)
        });
    }
    Ok(text)
}

fn not_utf8(bytes: &[u8], good: usize) -> ReadProblem {
    let text = bytes
        .get(..good)
        .map(String::from_utf8_lossy)
        .unwrap_or_default();
    let byte = bytes.get(good).copied().unwrap_or_default();
    let what = format!("the byte 0x{byte:02x} is not UTF-8 text");
    at_byte(&text, good, &what, "save the file as UTF-8 in an editor")
}

fn conflict_marker(text: &str) -> Option<usize> {
    // The closing one too, as whoever resolved the merge may have missed it.
    let found = ["\n<<<<<<< ", "\n>>>>>>> "]
        .into_iter()
        .filter_map(|marker| {
            if text.starts_with(marker.trim_start()) {
                Some(0)
            } else {
                Some(text.find(marker)? + 1)
            }
        });
    found.min()
}

fn at_byte(text: &str, at: usize, what: &str, hint: &str) -> ReadProblem {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    ReadProblem {
        line: before.matches('\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        field: None,
        what: what.to_owned(),
        hint: hint.to_owned(),
    }
}

/// Parses once more, this time noting the path of the field.
fn located<T: DeserializeOwned>(text: &str) -> Result<T, ReadProblem> {
    let whole = |error: &SpannedError| explain(text, error, None);
    let mut source =
        Deserializer::from_str_with_options(text, &options()).map_err(|e| whole(&e))?;
    let value = serde_path_to_error::deserialize(&mut source).map_err(|error| {
        let path = error.path().to_string();
        // `?` and `.` are its words for "inside something" and "the whole".
        let path = path.trim_end_matches('?').trim_end_matches('.');
        let field = (!path.is_empty()).then(|| safe(path).into());
        explain(text, &source.span_error(error.into_inner()), field)
    })?;
    source
        .end()
        .map_err(|error| whole(&source.span_error(error)))?;
    Ok(value)
}

fn explain(text: &str, error: &SpannedError, field: Option<String>) -> ReadProblem {
    let at = error.span.start;
    let (what, hint) = by_its_place(text, error).map_or_else(
        || ron_problem::describe(&error.code),
        |(what, hint)| (what.to_owned(), hint.to_owned()),
    );
    ReadProblem {
        line: at.line,
        column: at.col,
        field: field.map(|field| cut_end(&field, FIELD).into_owned()),
        // It may quote what stands in the file, however long that is.
        what: cut_end(&what, MESSAGE).into_owned(),
        hint,
    }
}

/// Describes what the place says better than the parser: what stands there, or that nothing does.
fn by_its_place(text: &str, error: &SpannedError) -> Option<(&'static str, &'static str)> {
    let at = error.span.start;
    let Some(first) = tokens(text).into_iter().find(|token| !token.is_comment()) else {
        return Some((
            "the file holds nothing but comments",
            "restore it from Git or a backup",
        ));
    };
    let line = text.lines().nth(at.line.saturating_sub(1)).unwrap_or("");
    let before = line.chars().take(at.col.saturating_sub(1));
    let here = line.chars().nth(at.col.saturating_sub(1));
    if here.is_some_and(|c| c.is_control() && c != '\t' && c != '\r') {
        return Some((
            "a control character stands here, which no editor shows",
            "remove it",
        ));
    }
    if first.text(text) != "(" && (at.line - 1, before.clone().count()) <= start(text, &first) {
        return Some((
            "it does not begin like a record",
            "write its fields between ( and ), or restore the file from Git",
        ));
    }
    if ends_too_early(text, error) {
        return Some((
            "the file ends in the middle of an entry",
            "its end was lost: restore the file from Git or a backup",
        ));
    }
    let between = before.filter(|c| !c.is_whitespace()).count() > 0;
    (between && matches!(error.code, ron::Error::ExpectedComma)).then_some((
        "a comma is expected",
        "put it here, or correct what stands here",
    ))
}

/// Returns the line and the column of a token, counted from 0.
fn start(text: &str, token: &Token) -> (usize, usize) {
    let before = text.get(..token.start).unwrap_or_default();
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .chars()
        .count();
    (token.line, column)
}

/// Tells whether the parser stumbled over the end of a text that was cut off.
fn ends_too_early(text: &str, error: &SpannedError) -> bool {
    use ron::Error::{Eof, ExpectedStringEnd, TrailingCharacters, UnclosedBlockComment};
    let text = text.trim_end();
    let last_line = text.matches('\n').count() + 1;
    let last_column = text.rsplit('\n').next().unwrap_or_default().chars().count();
    let at = error.span.end;
    match error.code {
        Eof | ExpectedStringEnd | UnclosedBlockComment => true,
        TrailingCharacters => false,
        _ if text.ends_with(')') => (at.line, at.col) > (last_line, last_column),
        // A value that was cut in two is found to be wrong before its end is reached.
        _ => at.line >= last_line,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Promise {
        id: String,
        lead: Option<String>,
        texts: Vec<String>,
        milestones: Vec<Step>,
    }

    #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Step {
        id: String,
        due: Option<u16>,
        status: Status,
        notes: Vec<String>,
    }

    #[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
    enum Status {
        Limited,
        Complete,
    }

    const TEXT: &str = r#"(
    id: "UK0075",
    lead: Some("Cabinet \u{202e}Office"),

    texts: [
        "one",
        "two",
    ],

    milestones: [
        (
            id: "1",
            due: Some(2017),
            status: Limited,
            notes: [],
        ),

        (
            id: "2",
            due: None,
            status: Complete,
            notes: [
                "said (",
            ],
        ),
    ],
)
"#;

    fn problem(text: &str) -> ReadProblem {
        from_text::<Promise>(text.as_bytes()).expect_err("a problem")
    }

    #[test]
    fn text_and_record_are_each_other() {
        let promise: Promise = from_text(TEXT.as_bytes()).expect("read");
        assert_eq!(to_text(&promise).expect("written"), TEXT);
        let hand_made = TEXT
            .replace("Some(2017)", "2017 /* ? */")
            .replace('\n', "\r\n");
        let with_bom = format!("\u{feff}{hand_made}// end");
        assert_eq!(from_text::<Promise>(with_bom.as_bytes()), Ok(promise));
        let bare = to_text(&Promise::default()).expect("written");
        assert_eq!(
            bare.lines().filter(|line| line.is_empty()).count(),
            0,
            "{bare}"
        );
    }

    #[test]
    fn a_problem_has_a_place_a_field_and_a_way_out() {
        for (from, to, expected) in [
            (
                "status: L",
                "statsu: L",
                "14:13: milestones[0].statsu: unknown field `statsu`, did you mean `status`?",
            ),
            (
                "due: None",
                "zzzzzzz: None",
                "20:13: milestones[1].zzzzzzz: unknown field `zzzzzzz`, the fields here are id, due, status, notes",
            ),
            (
                "Limited",
                "Limitd",
                "14:21: milestones[0].status: unknown value `Limitd`, did you mean `Limited`? it is one of Limited, Complete",
            ),
            (
                "            status: Limited,\n",
                "",
                "15:9: milestones[0]: the field `status` is missing, add it to the entry that ends here",
            ),
            (
                "2017",
                "\"x\"",
                "13:23: milestones[0].due: a whole number is expected, write it with digits only",
            ),
            (
                "2017",
                "70000",
                "13:23: milestones[0].due: the number is too large or negative, correct it",
            ),
            (
                "id: \"2\"",
                "id: 2",
                "19:16: milestones[1].id: text is expected, write it between \" and \"",
            ),
            (
                "Some(2017),",
                "2017",
                "14:13: milestones[0]: a comma is expected, put it at the end of the line before",
            ),
            (
                "lead:",
                "id: \"\", lead:",
                "3:5: the field `id` is there twice, keep one of them",
            ),
            (
                "    id: \"UK",
                "<<<<<<< HEAD\n    id: \"UK",
                "2:1: a merge stopped here and left both versions in the file, keep one of the two and remove the lines <<<<<<<, ======= and >>>>>>>",
            ),
            (
                "two",
                "t\0wo",
                "7:11: the file holds NUL bytes, so a part of it was lost, restore the file from Git or a backup",
            ),
        ] {
            let broken = TEXT.replacen(from, to, 1);
            assert_eq!(problem(&broken).to_string(), expected, "{broken}");
        }
    }

    #[test]
    fn a_torn_file_is_called_torn() {
        assert_eq!(problem("").what, "the file is empty");
        for cut in (1..TEXT.len() - 2).filter(|cut| TEXT.is_char_boundary(*cut)) {
            let found = problem(&TEXT[..cut]);
            assert_eq!(
                found.what,
                "the file ends in the middle of an entry",
                "{}",
                &TEXT[..cut]
            );
        }
    }

    #[test]
    fn names_the_first_byte_that_is_not_text() {
        let mut bytes = TEXT.replace("one", "\u{e9}t").into_bytes();
        let at = bytes.iter().position(|byte| *byte == b't').expect("a t");
        let e_acute = bytes
            .iter()
            .position(|byte| *byte == 0xc3)
            .expect("an e acute");
        bytes.insert(e_acute + 2, 0xff);
        assert!(at > 0);
        let found = from_text::<Promise>(&bytes).expect_err("not UTF-8");
        assert_eq!((found.line, found.column), (6, 11));
        assert_eq!(found.what, "the byte 0xff is not UTF-8 text");
    }

    #[test]
    fn nothing_from_the_file_reaches_the_terminal_raw() {
        let found = problem("(\"\u{1b}]0;x\u{7}\": 1)").to_string();
        assert!(!found.contains(char::is_control), "{found}");
        let deep = problem(&"(id:".repeat(5000));
        assert!(!deep.what.is_empty());
    }
}
