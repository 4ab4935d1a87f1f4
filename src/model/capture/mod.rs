//! One typed line, understood: who says or does what, about which commitment, by when.
//!
//! ```text
//! line  = [ kind ] { head } text { tail }
//! kind  = ( "n" | "p" | "d" | "a" | "o" | "q" | "u" | word ) ( " " | ":" )    without one: note
//! head  = name { "," name } ":" | "gov:" | "cso:" | "#" commitment ":"
//! tail  = ( "due" | "by" | "until" | "no later than" | "bis" | … ) date       of an action
//!       | "supersedes" decision        of a decision
//!       | "#" commitment [ "." milestone ]
//!       | "!" | "internal"
//! ```
//!
//! Each head and tail counts once. A letter or word for the kind is small, unless a colon follows:
//! `A plan was published` is a sentence, `a publish a plan` an action. A commitment named inside
//! the text is what it is about, too, and stays in the text. What is not understood stays text; what looks
//! as if the day of an action was meant by it is remarked on. In all other kinds days are words of the text.

mod complete;
mod due;
mod read;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use jiff::civil::Date;

use super::ids::{DecisionId, Subject};
use super::meeting::MinuteKind;
use super::status::Side;
use super::verbs::minute::Saying;
use super::verbs::revise::shorten;
use super::workspace::Workspace;
use crate::base::date::Reading;

pub use complete::{Completion, complete};

/// What was understood of a line.
#[derive(Debug, Clone)]
pub struct Capture {
    /// What sort of entry it is.
    pub kind: MinuteKind,
    /// Who said it or, for an action, is to do it: names of stakeholders, with commas between.
    pub by: String,
    /// The side whose words these are.
    pub side: Option<Side>,
    /// What was said.
    pub text: String,
    /// When an action is due, and how that was understood.
    pub due: Option<Reading>,
    /// Says of an action without a day that its text holds what looks like one.
    pub unset_day: Option<String>,
    /// What it is about.
    pub about: Option<Subject>,
    /// The earlier decision that a decision takes the place of.
    pub supersedes: Option<DecisionId>,
    /// Kept out of everything published.
    pub internal: bool,
    /// The parts of the line that were understood, in the order of the line. All else is `text`.
    pub parts: Vec<Part>,
    /// What looks as if something was meant by it and was not understood.
    pub remarks: Vec<Remark>,
}

/// A part of the line that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it says.
    pub role: Role,
}

/// What a part of the line says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// What sort of entry it is.
    Kind,
    /// Who said it or is to do it.
    By,
    /// The side.
    Side,
    /// When it is due.
    Due,
    /// What it is about.
    About,
    /// What it is about, named inside the text and part of it.
    Mention,
    /// The decision it takes the place of.
    Supersedes,
    /// That it is internal.
    Internal,
}

/// A part of the line that was not understood and stays text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What seems to be meant by it.
    pub meant: Role,
    /// What is wrong, with the nearest names known.
    pub what: String,
}

impl Capture {
    /// Reads a line typed on the day `today`.
    pub fn of(workspace: &Workspace, line: &str, today: Date) -> Self {
        read::read(workspace, line, today)
    }

    /// Takes a name that was not understood out of the line, with the colon behind it; returns the name and
    /// what is left of the line.
    pub fn without<'l>(&self, line: &'l str, remark: &Remark) -> Option<(&'l str, String)> {
        let name = line.get(remark.range.clone())?;
        let rest = line.get(remark.range.end..)?.trim_start();
        let rest = rest.strip_prefix(read::COLONS)?;
        let before = line.get(..remark.range.start)?;
        Some((name, format!("{before}{}", rest.trim_start())))
    }

    /// Says what would be recorded: `action · Involve · due Thu 30 Nov 2017 · UK0075…`.
    pub fn preview(&self, workspace: &Workspace) -> String {
        let mut said = vec![self.kind.words().to_owned()];
        if !self.by.is_empty() {
            said.push(self.by.clone());
        }
        said.extend(self.side.map(|side| side.words().to_owned()));
        said.extend(self.due.map(|due| format!("due {due}")));
        said.extend(self.unset_day.clone());
        said.extend(self.about.as_ref().map(|about| titled(workspace, about)));
        let earlier = self.supersedes.as_ref();
        said.extend(earlier.map(|earlier| format!("supersedes {earlier}")));
        if self.internal {
            said.push("internal".to_owned());
        }
        said.join(" · ")
    }

    /// Returns what it is about: the record under the cursor where none was named. Where one was
    /// named that is not known, it is about none: another one is surely not meant.
    pub fn about(&self, under_the_cursor: Option<&Subject>) -> Option<Subject> {
        let misnamed = self.remarks.iter().any(|r| r.meant == Role::About);
        let other = under_the_cursor.filter(|_| !misnamed);
        self.about.as_ref().or(other).cloned()
    }

    /// Returns what is to be minuted: about the record under the cursor where none was named, and
    /// an action owned by the side it was given to where nobody was named.
    pub fn saying(self, under_the_cursor: Option<&Subject>) -> Saying {
        let about = self.about(under_the_cursor);
        let owner = match (self.kind, self.side) {
            (MinuteKind::Action, Some(side)) if self.by.is_empty() => side.words().to_owned(),
            _ => self.by,
        };
        Saying {
            about,
            by: owner,
            text: self.text.as_str().into(),
            due: self.due.map(|due| due.date),
            side: self.side,
            supersedes: self.supersedes,
            internal: self.internal,
            ..Saying::new(self.kind)
        }
    }

    fn nothing() -> Self {
        Self {
            kind: MinuteKind::Note,
            by: String::new(),
            side: None,
            text: String::new(),
            due: None,
            unset_day: None,
            about: None,
            supersedes: None,
            internal: false,
            parts: Vec::new(),
            remarks: Vec::new(),
        }
    }
}

/// Writes the line that is understood the same: with every part in its place and dates in full.
impl fmt::Display for Capture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.kind.letter())?;
        // A text that begins like the head of a commitment would be read as one.
        let (first, last) = match &self.about {
            Some(about) if self.text.starts_with('#') => (Some(about), None),
            about => (None, about.as_ref()),
        };
        if let Some(about) = first {
            write!(f, " #{about}:")?;
        }
        if !self.by.is_empty() {
            write!(f, " {}:", self.by)?;
        }
        if let Some(side) = self.side {
            write!(f, " {}:", side.words())?;
        }
        if !self.text.is_empty() {
            write!(f, " {}", self.text)?;
        }
        if let Some(due) = self.due {
            // However far that is on the day it is read.
            write!(f, " due {}!", due.date)?;
        }
        if let Some(earlier) = &self.supersedes {
            write!(f, " supersedes {earlier}")?;
        }
        if let Some(about) = last {
            write!(f, " #{about}")?;
        }
        f.write_str(if self.internal { " !" } else { "" })
    }
}

/// Returns the name of a subject with the beginning of its title.
pub fn titled(workspace: &Workspace, subject: &Subject) -> String {
    let name = workspace.subject_name(subject);
    let commitment = workspace.commitments().get(&subject.commitment);
    let title = match workspace.milestone(subject) {
        Some(milestone) => Some(&milestone.title),
        None => commitment.map(|commitment| &commitment.title),
    };
    title.map_or(name.clone(), |title| format!("{name} {}", shorten(title)))
}
