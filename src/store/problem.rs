//! A problem with one file, listed beside all the files that are fine.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::fs;
use super::layout::{self, FileKey};
use super::ron_text::ReadProblem;
use crate::base::text::safe;
use crate::model::Unread;

/// What is wrong with a file, where, and the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, relative to the workspace.
    pub path: PathBuf,
    /// The place in the file, where one is to blame.
    pub place: Option<Place>,
    /// What is wrong, lower case and without a full stop.
    pub what: String,
    /// The way out.
    pub hint: String,
    /// Whether a record is missing because of it.
    pub severity: Severity,
}

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The line, counted from 1.
    pub line: usize,
    /// The column in characters, counted from 1.
    pub column: usize,
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is missing, but somebody should look.
    Notice,
    /// A record was left out.
    LeftOut,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&safe(&self.path.to_string_lossy()))?;
        if let Some(Place { line, column }) = self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}, {}", self.what, self.hint)
    }
}

impl Problem {
    /// Returns true when what was left out may say what is internal or who is not to be named:
    /// nothing can be published safely without it.
    pub fn bars_publishing(&self) -> bool {
        let lists = [layout::STAKEHOLDERS, layout::ACTIONS].map(Path::new);
        let folders = [layout::MEETINGS, layout::PLANS, layout::COMMITMENTS];
        let in_folder = folders.iter().any(|folder| self.path.starts_with(folder));
        let says_so = in_folder || lists.contains(&&*self.path);
        self.severity == Severity::LeftOut && says_so
    }

    /// Returns what could not be read because of it; `None` when nothing is missing.
    pub fn unread(&self) -> Option<Unread> {
        let key = FileKey::at(&self.path).filter(|key| key.path() == self.path)?;
        let is_left_out = self.severity == Severity::LeftOut;
        key.unread().filter(|_| is_left_out)
    }

    /// Returns the problem that left the whole file at `path` out.
    pub(crate) fn whole(path: &Path, what: &str, hint: &str) -> Self {
        Self {
            path: path.to_owned(),
            place: None,
            what: what.to_owned(),
            hint: hint.to_owned(),
            severity: Severity::LeftOut,
        }
    }

    /// Returns a remark about the file at `path`, which costs no record.
    pub(crate) fn notice(path: &Path, what: &str, hint: &str) -> Self {
        Self {
            severity: Severity::Notice,
            ..Self::whole(path, what, hint)
        }
    }

    /// Returns the problem of a text that is no record.
    pub(crate) fn text(path: &Path, problem: ReadProblem) -> Self {
        let what = match problem.field {
            Some(field) => format!("{field}: {}", problem.what),
            None => problem.what,
        };
        let place = Some(Place {
            line: problem.line,
            column: problem.column,
        });
        Self {
            place,
            ..Self::whole(path, &what, &problem.hint)
        }
    }

    /// Returns the problem of a name that should be a folder of the workspace itself.
    pub(crate) fn no_folder(path: &Path) -> Self {
        let what = "it is no folder of the workspace, so nothing in it was read";
        let hint = "put the folder itself here: a link to another place is not followed";
        Self::whole(path, what, hint)
    }

    /// Returns the problem of a file that could not be read.
    pub(crate) fn unreadable(path: &Path, error: &io::Error) -> Self {
        if let Some(large) = fs::too_large(error) {
            return Self::whole(path, &large.to_string(), "split it or restore it from Git");
        }
        if fs::not_a_file(error) {
            return Self::whole(path, "it is not a regular file", "put the file itself here");
        }
        let hint = match error.kind() {
            io::ErrorKind::PermissionDenied => "ask its owner for the right to read it",
            io::ErrorKind::NotFound => "it went away while it was read; open again",
            _ => "the disk may be failing; copy the workspace to another one",
        };
        Self::whole(path, &format!("it cannot be read ({error})"), hint)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_line_with_its_place_and_safe_to_show() {
        let path = Path::new("commitments/uk\u{1b}0063.ron");
        let whole = Problem::whole(path, "the file is empty", "restore it");
        let shown = "commitments/uk␛0063.ron: the file is empty, restore it";
        assert_eq!(whole.to_string(), shown);
        let read = ReadProblem {
            line: 3,
            column: 7,
            field: Some("milestones[2].due".to_owned()),
            what: "text is expected".to_owned(),
            hint: "quote it".to_owned(),
        };
        let found = Problem::text(Path::new("a.ron"), read).to_string();
        assert_eq!(
            found,
            "a.ron:3:7: milestones[2].due: text is expected, quote it"
        );
    }

    #[test]
    fn publishing_waits_for_all_that_may_name_somebody() {
        let bars = |path: &str| Problem::whole(Path::new(path), "", "").bars_publishing();
        assert!(bars("stakeholders.ron") && bars("actions.ron") && bars("meetings/a.ron"));
        assert!(bars("plans/p.ron") && bars("commitments/uk0001.ron"));
        assert!(!bars("contacts.ron"));
        assert!(!Problem::notice(Path::new("meetings/a.ron"), "", "").bars_publishing());
    }

    #[test]
    fn says_why_a_file_cannot_be_read() {
        let large = fs::TooLarge { size: 9, limit: 4 }.into();
        let found = Problem::unreadable(Path::new("a.ron"), &large).to_string();
        assert!(found.starts_with("a.ron: the file has 9 bytes"), "{found}");
        let denied = io::Error::from(io::ErrorKind::PermissionDenied);
        assert!(
            Problem::unreadable(Path::new("a.ron"), &denied)
                .hint
                .contains("owner")
        );
    }
}
