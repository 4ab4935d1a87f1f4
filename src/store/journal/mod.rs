//! The journal of one workspace: a line for everything that was done, taken back or done again.
//!
//! ```text
//! note(..)   what was done waits
//! write()    lock · number · append · sync · read back      before the files are saved
//! recall()   lines → History; damaged ones are kept aside   when a workspace is opened
//! leave()    the lines that undo may still reach            when it is left
//! ```
//!
//! The file only grows, but for `rotate` and `recall`, which put a whole new one in its place by
//! a rename. Who reads or writes it holds the lock: a file beside it, since a lock on a file that
//! is replaced keeps nobody out. Each line is whole or passed over on its own, those of a script
//! together; as every step of undo compares the records with what it left behind, a line that is
//! missing makes undo stop short and never go wrong. A later version that writes other lines gives the file another name.

mod error;
mod line;
mod reach;

use std::collections::HashMap;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Unit;
use jiff::civil::DateTime;

pub use error::JournalError;
pub(in crate::store) use error::brief;
use line::{Group, Said, TRAILER, Written};
pub use reach::Recalled;
#[cfg(test)]
pub(crate) use reach::lines_and_damage;

use super::fs::{Fs, Held, PATIENCE};
use super::sitting::{Left, Sitting, Who};
use super::{litter, save, state};
use crate::model::Unrecorded;
use crate::model::history::{Act, Committed, Turn};

/// The most bytes of lines that are recalled, and kept by a rotation.
const REACH: u64 = 16 * 1024 * 1024;

/// A journal shorter than this is not worth a rotation.
const SMALL: u64 = 1024 * 1024;

/// The name of the file; its number is that of the format.
const NAME: &str = "journal.v1";

/// What was done in one workspace, written line by line.
#[derive(Debug)]
pub struct Journal {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    workspace: PathBuf,
    waiting: Vec<(DateTime, Committed)>,
    /// The numbers of the lines by which this session did what it did.
    numbers: HashMap<u64, u64>,
    /// Whether the names of the file and its folders are known to be durable.
    named: bool,
    /// What an attempt that failed may have left, and behind which byte.
    left: Option<(u64, Vec<u8>)>,
    /// The number of the last line that was written here.
    last: u64,
    /// The place of this program, if it has one.
    sitting: Option<Sitting>,
    /// Places of programs that ended before their time, until all of it is recovered.
    unfinished: Vec<Left>,
    reach: u64,
    small: u64,
}

impl Journal {
    /// Returns the journal, below the user's folder `state`, of the workspace with the absolute
    /// path `workspace`. Touches nothing yet.
    pub fn new(fs: Arc<dyn Fs>, state: &Path, workspace: &Path) -> Self {
        Self {
            fs,
            folder: state::of_workspace(state, workspace),
            workspace: workspace.to_owned(),
            waiting: Vec::new(),
            numbers: HashMap::new(),
            named: false,
            left: None,
            last: 0,
            sitting: None,
            unfinished: Vec::new(),
            reach: REACH,
            small: SMALL,
        }
    }

    /// Has what `who` did recovered, should this program end before it is saved.
    #[must_use]
    pub fn of(self, who: Who) -> Self {
        let sitting = Sitting::new(Arc::clone(&self.fs), &self.folder, who);
        Self {
            sitting: Some(sitting),
            ..self
        }
    }

    /// Returns where the journal is.
    pub fn path(&self) -> PathBuf {
        self.folder.join(NAME)
    }

    /// Takes down what was done at `at`; it waits for [`write`](Self::write).
    pub fn note(&mut self, committed: Committed, at: DateTime) {
        let at = at.round(Unit::Second).unwrap_or(at);
        self.waiting.push((at, committed));
    }

    /// Returns true when something that was done could not be written yet.
    pub fn is_behind(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Appends all that waits, in one piece, and returns once it is durable.
    ///
    /// What could not be written waits for the next time.
    ///
    /// # Errors
    /// When any of it may not be on the disk.
    pub fn write(&mut self) -> Result<(), JournalError> {
        self.write_down(Recovered::ByLine)
    }

    /// Does the same with lines of which all were done or none, whoever reads them: a kill in the middle of
    /// it may leave some of them whole.
    ///
    /// # Errors
    /// As those of [`write`](Self::write).
    pub fn write_together(&mut self) -> Result<(), JournalError> {
        self.write_down(Recovered::Together)
    }

    fn write_down(&mut self, recovered: Recovered) -> Result<(), JournalError> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        self.make_folder()?;
        let _lock = self.lock()?;
        self.cut_off_what_is_left()?;
        let path = self.path();
        let (end, size) = self.end(TRAILER)?;
        let last = self.last_number(&end, size)?;
        let Text {
            mut bytes,
            numbers,
            last: written,
            unfaithful,
        } = self.text_after(last, recovered);
        let sat_down = self.sit_down(last);
        if !end.is_empty() && !end.ends_with(b"\n") {
            // Somebody was interrupted here: what is left of that line stays a line of its own.
            bytes.insert(0, b'\n');
        }
        self.append(&path, size, &bytes)?;
        self.numbers.extend(numbers);
        self.last = written;
        self.waiting.clear();
        unfaithful.map_or(sat_down, Err)
    }

    /// Notes that the files are saved of all that was written here up to that line.
    pub fn note_saved(&mut self, line: u64) {
        if let Some(sitting) = &mut self.sitting {
            // OK because what is saved is then looked at again, and found saved.
            let _ = sitting.note_saved(line);
        }
    }

    /// Returns the number of the last line that was written here; 0 before the first.
    pub fn last_line(&self) -> u64 {
        self.last
    }

    /// Keeps the texts typed and not recorded, in the place of those kept before, and returns once
    /// they are durable.
    ///
    /// # Errors
    /// When they may not be.
    pub fn keep(&mut self, drafts: &[Unrecorded]) -> Result<(), JournalError> {
        let Some(sitting) = &self.sitting else {
            return Ok(());
        };
        if !sitting.is_taken() {
            self.make_folder()?;
            let _lock = self.lock()?;
            let (end, size) = self.end(TRAILER)?;
            let last = self.last_number(&end, size)?;
            self.sit_down(last)?;
        }
        let kept = self.sitting.as_mut().map(|sitting| sitting.keep(drafts));
        kept.unwrap_or(Ok(())).map_err(|cause| JournalError::Io {
            path: self.folder.clone(),
            cause,
        })
    }

    /// Takes the place of this program, before its first line is written behind the line `after`.
    fn sit_down(&mut self, after: u64) -> Result<(), JournalError> {
        let sitting = self.sitting.as_mut();
        let taken = sitting.map(|sitting| sitting.take(after));
        taken.unwrap_or(Ok(())).map_err(|cause| JournalError::Io {
            path: self.folder.clone(),
            cause,
        })
    }

    /// Has even a short journal rotated, and keeps `reach` bytes of lines.
    #[cfg(test)]
    pub(crate) fn rotates_early(mut self, reach: u64) -> Self {
        (self.reach, self.small) = (reach, 0);
        self
    }

    fn make_folder(&self) -> Result<(), JournalError> {
        let failed = |cause| JournalError::Io {
            path: self.folder.clone(),
            cause,
        };
        state::make_private(&*self.fs, &self.folder).map_err(failed)?;
        let label = self.folder.join("workspace");
        if matches!(self.fs.mode(&label), Ok(None)) {
            let path = format!("{}\n", self.workspace.display());
            // OK because it is there for people, and the next time makes good for it.
            let _ = save::replace(&*self.fs, &label, None, path.as_bytes());
        }
        Ok(())
    }

    fn lock(&self) -> Result<Box<dyn Held>, JournalError> {
        let path = self.folder.join("journal.lock");
        self.fs
            .lock(&path, PATIENCE)
            .map_err(|cause| JournalError::Io { path, cause })
    }

    /// Returns the number of the last line of a file of `size` bytes that ends with `end`.
    fn last_number(&self, end: &[u8], size: u64) -> Result<u64, JournalError> {
        match line::last_number(end) {
            Some(number) => Ok(number),
            None => self.largest_number(size),
        }
    }

    /// Returns the largest number in the file, for one whose end is damaged.
    fn largest_number(&self, size: u64) -> Result<u64, JournalError> {
        if size == 0 {
            return Ok(0);
        }
        let found = self.find()?;
        Ok(found.largest_number())
    }

    /// Returns the lines of all that waits, numbered from `last` on.
    fn text_after(&self, last: u64, recovered: Recovered) -> Text {
        if recovered == Recovered::ByLine || self.waiting.len() < 2 {
            return self.text_with(last, None);
        }
        let group = |lines| Group {
            first: last.saturating_add(1),
            last: last.saturating_add(lines),
        };
        let text = self.text_with(last, Some(group(self.waiting.len() as u64)));
        match text.last.saturating_sub(last) {
            lines if lines == self.waiting.len() as u64 => text,
            // What cannot be written has no number.
            lines => self.text_with(last, Some(group(lines))),
        }
    }

    fn text_with(&self, last: u64, with: Option<Group>) -> Text {
        let mut text = Text {
            last,
            ..Text::default()
        };
        for (time, committed) in &self.waiting {
            let number = text.last.saturating_add(1);
            let of = match committed.turn {
                Turn::Before(of) => of,
                Turn::Here(_) if committed.act == Act::Do => number,
                Turn::Here(turn) => {
                    let known = text.numbers.get(&turn).or(self.numbers.get(&turn));
                    known.copied().unwrap_or_default()
                }
            };
            let said = Said {
                time: *time,
                act: Written::new(committed.act, of),
                with,
                what: &committed.transaction,
            };
            let line = match line::to_line(number, &said) {
                Ok(line) => line,
                Err(why) => {
                    let sentence = committed.transaction.sentence.clone();
                    text.unfaithful = Some(JournalError::Unfaithful { sentence, why });
                    continue;
                }
            };
            text.bytes.extend_from_slice(line.as_bytes());
            text.last = number;
            if let (Turn::Here(turn), Act::Do) = (committed.turn, committed.act) {
                text.numbers.insert(turn, number);
            }
        }
        text
    }

    /// Appends to the file, which is `size` bytes long, or leaves it as long as it was.
    fn append(&mut self, path: &Path, size: u64, bytes: &[u8]) -> Result<(), JournalError> {
        let failed = |cause| JournalError::Io {
            path: path.to_owned(),
            cause,
        };
        let mut file = self.fs.open_append(path).map_err(failed)?;
        let written = file.append(bytes).and_then(|()| file.sync_data());
        let checked = written.map_err(failed).and_then(|()| {
            let length = bytes.len() as u64;
            match self.fs.read_end(path, length).map_err(failed)? {
                (read, now) if read == bytes && now == size + length => self.make_durable(),
                _ => Err(JournalError::Garbled(path.to_owned())),
            }
        });
        if checked.is_err() {
            self.left = Some((size, bytes.to_vec()));
            // OK because the next attempt begins with it.
            let _ = self.cut_off_what_is_left();
        }
        checked
    }

    /// Cuts off what an attempt that failed has left: the next one writes it all again.
    fn cut_off_what_is_left(&mut self) -> Result<(), JournalError> {
        let Some((from, bytes)) = &self.left else {
            return Ok(());
        };
        let (_, size) = self.end(0)?;
        let (end, _) = self.end(size.saturating_sub(*from))?;
        // Looked at before it is cut: it may not have come so far, or somebody who keeps no lock
        // may have written meanwhile.
        if !end.is_empty() && bytes.starts_with(&end) {
            let path = self.path();
            let file = self.fs.open_append(&path);
            file.and_then(|mut file| file.cut(*from))
                .map_err(|cause| JournalError::Io { path, cause })?;
        }
        self.left = None;
        Ok(())
    }

    /// Returns the last bytes of the file and its length; there may be no file yet.
    fn end(&self, limit: u64) -> Result<(Vec<u8>, u64), JournalError> {
        let path = self.path();
        match self.fs.read_end(&path, limit) {
            Ok(found) => Ok(found),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Vec::new(), 0)),
            Err(cause) => Err(JournalError::Io { path, cause }),
        }
    }

    /// Removes what those have left who were interrupted; to be called under the lock.
    fn sweep(&self) {
        litter::sweep(&*self.fs, &self.folder);
        let new = self.folder.join(reach::NEW);
        if let Ok(Some(_)) = self.fs.mode(&new) {
            // OK because it is in nobody's way, and a rotation removes it too.
            let _ = self.fs.remove(&new);
        }
    }

    /// Makes the names of the file and its folders durable, once.
    fn make_durable(&mut self) -> Result<(), JournalError> {
        if self.named {
            return Ok(());
        }
        for (above, folder) in self.folder.ancestors().enumerate() {
            match self.fs.sync_dir(folder) {
                // OK because those above are not ours; they may still be new, made by a program
                // that was ended before it could do this.
                Err(_) if above > 2 => {}
                synced => synced.map_err(|cause| JournalError::Io {
                    path: folder.to_owned(),
                    cause,
                })?,
            }
        }
        self.named = true;
        self.sweep();
        Ok(())
    }
}

/// What is recovered of lines that were written in one piece, where some of them are whole.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Recovered {
    ByLine,
    Together,
}

/// What is to be appended.
#[derive(Default)]
struct Text {
    bytes: Vec<u8>,
    numbers: HashMap<u64, u64>,
    /// The number of the last line.
    last: u64,
    /// The last line that could not be made.
    unfaithful: Option<JournalError>,
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod tests;
