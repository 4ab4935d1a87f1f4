//! Reads a line from both ends: the kind and the heads from the left, the tails from the right.
//! What is left in the middle is the text.

use std::ops::Range;

use jiff::civil::Date;

use super::{Capture, Part, Remark, Role, due};
use crate::base::near;
use crate::model::days_in_text::unset_day;
use crate::model::ids::{DecisionId, Subject};
use crate::model::known::{self, Unknown};
use crate::model::meeting::MinuteKind;
use crate::model::status::Side;
use crate::model::workspace::Workspace;

/// The colons that end a head; the second is the one of Chinese and Japanese keyboards.
pub(super) const COLONS: [char; 2] = [':', '：'];
/// What stands between two names: the commas of Latin, Arabic and East Asian keyboards.
pub(super) const COMMAS: [char; 4] = [',', '،', '、', '，'];
/// The most words before a colon that can be a slip in a name rather than a sentence.
const WORDS_OF_A_NAME: usize = 5;
/// The most names in one head.
const NAMES: usize = 12;
/// How many decisions are offered for one that is not known.
const OFFERED: usize = 3;

/// Reads a line typed on the day `today`.
pub(super) fn read(workspace: &Workspace, line: &str, today: Date) -> Capture {
    let mut reader = Reader {
        workspace,
        line,
        today,
        from: 0,
        to: line.len(),
        found: Capture::nothing(),
    };
    reader.trim();
    reader.kind();
    while reader.head() {}
    while reader.tail() {}
    reader.misread_due();
    reader.mentions();
    reader.found.text = reader.rest().to_owned();
    reader.found.parts.sort_by_key(|part| part.range.start);
    reader.found
}

/// Returns the kind a line begins with and the length of what says so.
pub(super) fn kind(line: &str) -> Option<(MinuteKind, usize)> {
    let letters = MinuteKind::ALL.map(|kind| (kind.letter().to_string(), kind));
    let words = MinuteKind::ALL.map(|kind| (kind.words().to_owned(), kind));
    letters.into_iter().chain(words).find_map(|(word, kind)| {
        let (begin, rest) = line.split_at_checked(word.len())?;
        let colon = rest.chars().next().filter(|c| COLONS.contains(c));
        let ends = rest.is_empty() || rest.starts_with(char::is_whitespace);
        match colon {
            Some(colon) if begin.eq_ignore_ascii_case(&word) => {
                Some((kind, word.len() + colon.len_utf8()))
            }
            _ => (ends && begin == word).then_some((kind, word.len())),
        }
    })
}

/// Returns the names in what stands before a colon, each in full.
///
/// # Errors
/// The first that is not known, and why.
pub(super) fn names(workspace: &Workspace, typed: &str) -> Result<Vec<String>, (String, Unknown)> {
    let pieces: Vec<&str> = typed.splitn(NAMES, COMMAS).collect();
    let mut names: Vec<String> = Vec::new();
    let (mut at, mut start) = (0, 0);
    while let Some(piece) = pieces.get(at) {
        // Some names have commas inside, so the longest run that is a whole name goes first.
        let lengths = pieces.iter().skip(at).scan(start, |end, piece| {
            let here = *end + piece.len();
            *end = here + comma(typed, here);
            Some(here)
        });
        let runs: Vec<&str> = lengths.filter_map(|end| typed.get(start..end)).collect();
        let whole = |(more, run): (usize, &&str)| {
            let name = whole_name(workspace, run)?;
            Some((more + 1, run.len(), name))
        };
        let (pieces_read, length, name) = match runs.iter().enumerate().rev().find_map(whole) {
            Some(found) => found,
            None => (1, piece.len(), one_name(workspace, piece)?),
        };
        if !names.contains(&name) {
            names.push(name);
        }
        at += pieces_read;
        start += length;
        start += comma(typed, start);
    }
    Ok(names)
}

/// Returns the length of the comma at that place; 0 where there is none.
fn comma(typed: &str, at: usize) -> usize {
    let rest = typed.get(at..).unwrap_or_default();
    let comma = rest.chars().next().filter(|c| COMMAS.contains(c));
    comma.map_or(0, char::len_utf8)
}

fn whole_name(workspace: &Workspace, typed: &str) -> Option<String> {
    let found = known::exact_stakeholder(workspace, typed).ok()??;
    // A name that reads like a side would be read as one.
    side(&found.name).is_none().then(|| found.name.clone())
}

fn one_name(workspace: &Workspace, typed: &str) -> Result<String, (String, Unknown)> {
    let unknown = |why| (typed.trim().to_owned(), why);
    let found = known::stakeholder(workspace, typed).map_err(unknown)?;
    if side(&found.name).is_some() {
        let nearest = Vec::new();
        return Err(unknown(Unknown::Nothing { nearest }));
    }
    Ok(found.name.clone())
}

fn side(typed: &str) -> Option<Side> {
    Side::from_words(typed).filter(|side| *side != Side::Agreed)
}

/// What stands before the text.
enum Head {
    By(Vec<String>),
    Side(Side),
}

struct Reader<'a> {
    workspace: &'a Workspace,
    line: &'a str,
    today: Date,
    /// Where the part that was not read yet begins and ends.
    from: usize,
    to: usize,
    found: Capture,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        self.line.get(self.from..self.to).unwrap_or_default()
    }

    /// Leaves out the space around what was not read yet.
    fn trim(&mut self) {
        let rest = self.rest();
        self.from += rest.len() - rest.trim_start().len();
        self.to = self.from + rest.trim().len();
    }

    fn take_first(&mut self, length: usize, role: Role) {
        let range = self.from..self.from + length;
        self.from = range.end;
        self.found.parts.push(Part { range, role });
        self.trim();
    }

    fn take_from(&mut self, start: usize, role: Role) {
        let range = self.from + start..self.to;
        self.to = range.start;
        self.found.parts.push(Part { range, role });
        self.trim();
    }

    fn remark(&mut self, range: Range<usize>, meant: Role, what: String) {
        let remark = Remark { range, meant, what };
        self.found.remarks.push(remark);
    }

    fn kind(&mut self) {
        if let Some((kind, length)) = kind(self.rest()) {
            self.found.kind = kind;
            self.take_first(length, Role::Kind);
        }
    }

    /// Reads one head; returns false when there is none.
    fn head(&mut self) -> bool {
        if self.found.about.is_none()
            && let Some((subject, length)) = self.subject_head()
        {
            self.found.about = Some(subject);
            self.take_first(length, Role::About);
            return true;
        }
        let Some((before, length)) = before_colon(self.rest()) else {
            return false;
        };
        match self.who(before) {
            Some(Ok(Head::By(names))) => {
                self.found.by = names.join(", ");
                self.take_first(length, Role::By);
                true
            }
            Some(Ok(Head::Side(side))) => {
                self.found.side = Some(side);
                self.take_first(length, Role::Side);
                true
            }
            Some(Err((typed, why))) => {
                self.slip_in_a_name(before, length, &typed, &why);
                false
            }
            None => false,
        }
    }

    /// Reads `#UK0075:`, or `#UK0075` where another head follows.
    fn subject_head(&self) -> Option<(Subject, usize)> {
        let rest = self.rest();
        let typed = reference(rest.strip_prefix('#')?);
        let subject = known::subject(self.workspace, typed).ok()?;
        let length = '#'.len_utf8() + typed.len();
        let behind = rest.get(length..)?;
        if let Some(colon) = behind.chars().next().filter(|c| COLONS.contains(c)) {
            return Some((subject, length + colon.len_utf8()));
        }
        let (before, _) = before_colon(behind.trim_start())?;
        matches!(self.who(before), Some(Ok(_))).then_some((subject, length))
    }

    /// Returns who is meant by what stands before a colon; nothing when that was said already.
    fn who(&self, before: &str) -> Option<Result<Head, (String, Unknown)>> {
        match side(before) {
            Some(side) => self.found.side.is_none().then_some(Ok(Head::Side(side))),
            None if self.found.by.is_empty() => Some(names(self.workspace, before).map(Head::By)),
            None => None,
        }
    }

    /// Remarks on a name that is not known, unless it is no name by its looks.
    fn slip_in_a_name(&mut self, before: &str, length: usize, typed: &str, why: &Unknown) {
        let sentence = before.split_whitespace().count() > WORDS_OF_A_NAME;
        let agreed = Side::from_words(before).is_some();
        let read_on = self.rest().get(length..).unwrap_or_default();
        let spaced = read_on.is_empty()
            || read_on.starts_with(char::is_whitespace)
            || self
                .rest()
                .get(..length)
                .is_some_and(|head| head.ends_with('：'));
        if !sentence && !agreed && spaced && !typed.is_empty() && !before.starts_with('#') {
            let range = self.from..self.from + before.len();
            self.remark(range, Role::By, why.sentence("organisation", typed));
        }
    }

    /// Reads one tail; returns false when there is none.
    fn tail(&mut self) -> bool {
        let rest = self.rest();
        let last = rest.len() - rest.split_whitespace().next_back().map_or(0, str::len);
        let word = rest.get(last..).unwrap_or_default();
        if !self.found.internal && (word == "!" || word.eq_ignore_ascii_case("internal")) {
            self.found.internal = true;
            self.take_from(last, Role::Internal);
            return true;
        }
        if self.found.about.is_none()
            && let Some(typed) = word.strip_prefix('#')
            && let Ok(subject) = known::subject(self.workspace, typed)
        {
            self.found.about = Some(subject);
            self.take_from(last, Role::About);
            return true;
        }
        match self.found.kind {
            MinuteKind::Action => self.due(),
            MinuteKind::Decision => self.supersedes(last),
            _ => false,
        }
    }

    fn due(&mut self) -> bool {
        if self.found.due.is_some() {
            return false;
        }
        let Some((start, reading)) = due::due(self.rest(), self.today) else {
            return false;
        };
        self.found.due = Some(reading);
        self.take_from(start, Role::Due);
        true
    }

    /// Remarks on what looks like the day an action is due and was not understood.
    fn misread_due(&mut self) {
        if self.found.kind != MinuteKind::Action || self.found.due.is_some() {
            return;
        }
        if let Some((range, what)) = due::misread(self.rest(), self.today) {
            let range = self.from + range.start..self.from + range.end;
            self.remark(range, Role::Due, what);
        } else {
            self.found.unset_day = unset_day(self.rest(), self.today);
        }
    }

    fn supersedes(&mut self, last: usize) -> bool {
        let rest = self.rest();
        let before = rest.get(..last).unwrap_or_default().trim_end();
        let start = before.len() - before.split_whitespace().next_back().map_or(0, str::len);
        let keyword = before.get(start..).unwrap_or_default();
        if self.found.supersedes.is_some() || !keyword.eq_ignore_ascii_case("supersedes") {
            return false;
        }
        let word = rest.get(last..).unwrap_or_default();
        match decision(self.workspace, word) {
            Ok(earlier) => {
                self.found.supersedes = Some(earlier);
                self.take_from(start, Role::Supersedes);
                true
            }
            Err(what) => {
                self.remark(self.from + last..self.to, Role::Supersedes, what);
                false
            }
        }
    }

    /// Takes the first commitment named inside the text for what it is about, and remarks on those
    /// that are not known.
    fn mentions(&mut self) {
        let rest = self.rest();
        for (at, sign) in rest.match_indices('#') {
            let before = rest.get(..at).unwrap_or_default().chars().next_back();
            let behind = rest.get(at + sign.len()..).unwrap_or_default();
            let typed = reference(behind);
            if typed.is_empty() || before.is_some_and(char::is_alphanumeric) {
                continue;
            }
            let start = self.from + at;
            let range = start..start + sign.len() + typed.len();
            match known::subject(self.workspace, typed) {
                Ok(subject) if self.found.about.is_none() => {
                    self.found.about = Some(subject);
                    let role = Role::Mention;
                    self.found.parts.push(Part { range, role });
                }
                Ok(_) => {}
                Err(why) => {
                    self.remark(range, Role::About, why.sentence("commitment", typed));
                }
            }
        }
    }
}

/// Returns what stands before the first colon that can end a head, and the length with the colon.
///
/// The colon of `https://` and `10:31` ends none.
pub(super) fn before_colon(rest: &str) -> Option<(&str, usize)> {
    let (at, colon) = rest.char_indices().find(|(_, c)| COLONS.contains(c))?;
    let length = at + colon.len_utf8();
    let next = rest.get(length..)?.chars().next();
    let ends = colon != ':' || next.is_none_or(|c| c.is_whitespace() || c.is_alphabetic());
    let before = rest.get(..at)?.trim_end();
    (ends && !before.is_empty()).then_some((before, length))
}

/// Returns the beginning of `text` that can be the id of a commitment and the number of a
/// milestone; the full stop of a sentence is not part of it.
pub(super) fn reference(text: &str) -> &str {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let end = text.find(|c| !fits(c)).unwrap_or(text.len());
    let typed = text.get(..end).unwrap_or_default();
    typed.trim_end_matches(['.', '-'])
}

fn decision(workspace: &Workspace, typed: &str) -> Result<DecisionId, String> {
    let mut known = Vec::new();
    for meeting in workspace.meetings().values().filter(|m| m.binned.is_none()) {
        let numbers = meeting.live_minutes().filter_map(|minute| minute.number);
        known.extend(numbers.map(|number| DecisionId {
            meeting: meeting.id.clone(),
            number,
        }));
    }
    let wanted: Option<DecisionId> = typed.parse().ok();
    if let Some(found) = wanted.filter(|wanted| known.contains(wanted)) {
        return Ok(found);
    }
    let names: Vec<String> = known.iter().map(ToString::to_string).collect();
    let nearest = near::nearest(typed, names.iter().map(String::as_str), OFFERED);
    let nearest = nearest.into_iter().map(str::to_owned).collect();
    Err(Unknown::Nothing { nearest }.sentence("decision", typed))
}
