//! Reads the journal as far as undo can reach, and writes it anew where that is better: without
//! what is damaged, without what is out of reach.

use std::collections::HashSet;
use std::io::{self, ErrorKind};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::line::{self, Group, Line, Written};
use super::{Journal, JournalError, NAME};
use crate::model::history::Turn;
use crate::model::{History, Unfinished};
use crate::store::sitting::{AtWork, Left, Sitting, Who};

/// The name of a journal that is to take the place of the one there is.
pub(super) const NEW: &str = "journal.new";

/// What the journal says was done before.
#[derive(Debug, Default)]
pub struct Recalled {
    /// What can be taken back and done again, if it still fits the records.
    pub history: History,
    /// What is wrong with the journal and what becomes of that, one sentence.
    pub trouble: Option<String>,
    /// What programs that ended before their time may not have saved, the earliest first.
    pub unfinished: Vec<Unfinished>,
}

/// The lines of a journal, as far as undo can reach.
#[derive(Default)]
pub(super) struct Found {
    bytes: Vec<u8>,
    pub(super) lines: Vec<(Range<usize>, Line)>,
    /// Lines of which nothing was done, as others that were written with them are not there.
    torn: Vec<(Range<usize>, Line)>,
    damaged: Vec<Range<usize>>,
    size: u64,
}

impl Journal {
    /// Reads what was done before, and puts aside what is damaged.
    ///
    /// Nothing here fails: a journal that cannot be read leaves undo with what is done from now on.
    pub fn recall(&mut self) -> Recalled {
        let left = self.sitting.as_ref().map(Sitting::left);
        self.unfinished = left.unwrap_or_default();
        if let Ok(None) = self.fs.mode(&self.path()) {
            return Recalled {
                unfinished: self.unfinished(&Found::default()),
                ..Recalled::default()
            };
        }
        // A disk that cannot be written has no lock, and nobody who writes either.
        let lock = self.lock().ok();
        let found = match self.find() {
            Ok(found) => found,
            Err(error) => {
                let trouble = format!("{}: what was done before cannot be undone", error.why());
                return Recalled {
                    trouble: Some(trouble),
                    ..Recalled::default()
                };
            }
        };
        let trouble = lock
            .filter(|_| !found.is_sound())
            .map(|_lock| self.repair(&found));
        Recalled {
            unfinished: self.unfinished(&found),
            history: replay(found.lines),
            trouble,
        }
    }

    /// Returns what the programs that ended before their time may not have saved, by these lines.
    fn unfinished(&self, found: &Found) -> Vec<Unfinished> {
        let of = |left: &Left| {
            let lines = found.lines.iter().map(|(_, line)| line);
            Unfinished {
                name: left.name(),
                who: left.who.as_ref().map(|who| who.name.clone()),
                done: lines
                    .filter(|line| line.number > left.saved)
                    .map(|line| (line.said.time, line.said.what.clone()))
                    .collect(),
                unrecorded: left.unrecorded.clone(),
            }
        };
        self.unfinished.iter().map(of).collect()
    }

    /// Returns who else has the workspace open now, as this user on this machine.
    pub fn also_open(&self) -> Vec<Who> {
        let sitting = self.sitting.as_ref();
        let others = sitting.map(|sitting| sitting.others(&self.unfinished));
        others
            .into_iter()
            .flatten()
            .map(|other| other.who)
            .collect()
    }

    /// Returns the other programs of this user that are at work on the workspace now, each with what
    /// was done since all was saved that it knew of, by it or by others.
    pub fn at_work(&self) -> Vec<(AtWork, Unfinished)> {
        let sitting = self.sitting.as_ref();
        let others = sitting.map(|sitting| sitting.others(&self.unfinished));
        let others = others.unwrap_or_default();
        if others.is_empty() {
            return Vec::new();
        }
        let found = self.find().unwrap_or_default();
        let since = |other: &AtWork| {
            let lines = found.lines.iter().map(|(_, line)| line);
            let lines = lines.filter(|line| line.number > other.saved);
            lines
                .map(|line| (line.said.time, line.said.what.clone()))
                .collect()
        };
        let with_lines = others.into_iter().map(|other| {
            let unsaved = Unfinished {
                name: String::new(),
                who: Some(other.who.name.clone()),
                done: since(&other),
                unrecorded: Vec::new(),
            };
            (other, unsaved)
        });
        with_lines.collect()
    }

    /// Clears away what was called `name` among the unfinished: all of it is recovered, or was
    /// saved before.
    ///
    /// # Errors
    /// When it cannot be cleared away: it will be offered again.
    pub fn settle(&mut self, name: &str) -> Result<(), JournalError> {
        let place = self.unfinished.iter().position(|left| left.name() == name);
        let Some(place) = place else { return Ok(()) };
        let left = self.unfinished.remove(place);
        left.clear().map_err(|cause| JournalError::Io {
            path: self.folder.clone(),
            cause,
        })
    }

    /// Ends what this program did here: `saved` when nothing of it waits for the disk or to be
    /// recorded, so that there is nothing to recover.
    ///
    /// # Errors
    /// When the journal stays longer than it must be, or something that was saved will be looked
    /// at again.
    pub fn leave(&mut self, saved: bool) -> Result<(), JournalError> {
        if saved && let Some(sitting) = &mut self.sitting {
            let left = sitting.leave();
            left.map_err(|cause| JournalError::Io {
                path: self.folder.clone(),
                cause,
            })?;
        }
        // Lines that somebody may still need for a recovery stay.
        let alone = self.sitting.as_ref().is_none_or(Sitting::is_alone);
        if saved && alone {
            self.rotate()
        } else {
            Ok(())
        }
    }

    /// Leaves out of the journal what undo cannot reach any more, where that is most of it.
    ///
    /// # Errors
    /// When that cannot be done; the journal is then as it was, or as it should be.
    pub fn rotate(&self) -> Result<(), JournalError> {
        let (_, size) = self.end(0)?;
        if size < self.small {
            return Ok(());
        }
        let _lock = self.lock()?;
        let found = self.find()?;
        let kept = found.within_reach();
        if kept.is_empty() || kept.len() as u64 > found.size / 2 {
            return Ok(());
        }
        self.set_aside(&found)?;
        self.replace(&kept)
    }

    /// Keeps aside what was done in another workspace that was in this folder before.
    ///
    /// # Errors
    /// When that cannot be done; undo then finds the records changed.
    pub fn begin_anew(&self) -> Result<(), JournalError> {
        let path = self.path();
        if let Ok(None) = self.fs.mode(&path) {
            return Ok(());
        }
        let _lock = self.lock()?;
        self.under_a_free_name("before", |aside| self.fs.rename_new(&path, aside))?;
        self.sync_folder()
    }

    pub(super) fn find(&self) -> Result<Found, JournalError> {
        let (bytes, size) = self.end(self.reach)?;
        let mut places = line::places(&bytes);
        if size > bytes.len() as u64 && !places.is_empty() {
            // Its beginning lies before what was read.
            places.remove(0);
        }
        let (mut lines, mut damaged) = (Vec::new(), Vec::new());
        for place in places {
            match bytes.get(place.clone()).and_then(line::from_line) {
                Some(line) => lines.push((place, line)),
                None => damaged.push(place),
            }
        }
        let (lines, torn) = apart(lines);
        Ok(Found {
            bytes,
            lines,
            torn,
            damaged,
            size,
        })
    }

    /// Keeps damaged lines aside and leaves them out of the journal; says so.
    fn repair(&self, found: &Found) -> String {
        let done = self.set_aside(found).and_then(|aside| {
            self.replace(&found.text(0))?;
            Ok(aside)
        });
        let what = if found.damaged.is_empty() {
            "a script was ended while it was written down, and nothing of it was done"
        } else {
            "a part of the journal is damaged and cannot be undone"
        };
        if let Ok(Some(aside)) = done {
            format!("{what}; it is kept in {}", aside.display())
        } else {
            format!("{what}: {}", self.path().display())
        }
    }

    /// Writes damaged lines, if there are any, into a file of their own and returns its path.
    fn set_aside(&self, found: &Found) -> Result<Option<PathBuf>, JournalError> {
        if found.is_sound() {
            return Ok(None);
        }
        let torn = found.torn.iter().map(|(place, _)| place);
        let damaged = found.pick(torn.chain(&found.damaged));
        let aside = self.under_a_free_name("damaged", |aside| self.write_new(aside, &damaged))?;
        // Its name is durable before the journal without these lines can be.
        self.sync_folder()?;
        Ok(Some(aside))
    }

    /// Does something with the first name of the kind that is free, and returns its path.
    fn under_a_free_name(
        &self,
        kind: &str,
        work: impl Fn(&Path) -> io::Result<()>,
    ) -> Result<PathBuf, JournalError> {
        let mut n = 1;
        loop {
            let path = self.folder.join(format!("{NAME}.{kind}-{n}"));
            match work(&path) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists && n < 1000 => n += 1,
                Err(cause) => return Err(JournalError::Io { path, cause }),
                Ok(()) => return Ok(path),
            }
        }
    }

    /// Puts a journal of these bytes in the place of the one there is.
    fn replace(&self, bytes: &[u8]) -> Result<(), JournalError> {
        let new = self.folder.join(NEW);
        let failed = |cause| JournalError::Io {
            path: new.clone(),
            cause,
        };
        if let Ok(Some(_)) = self.fs.mode(&new) {
            // Left by one who was interrupted: nobody else is here while the lock is held.
            self.fs.remove(&new).map_err(failed)?;
        }
        let put = self
            .write_new(&new, bytes)
            .and_then(|()| self.fs.rename(&new, &self.path()))
            .map_err(failed);
        if put.is_err() {
            // Best effort: what stays is removed by the next one.
            let _ = self.fs.remove(&new);
        }
        put.and_then(|()| self.sync_folder())
    }

    fn sync_folder(&self) -> Result<(), JournalError> {
        let synced = self.fs.sync_dir(&self.folder);
        synced.map_err(|cause| JournalError::Io {
            path: self.folder.clone(),
            cause,
        })
    }

    /// Writes a file under a name that is free, and makes sure that the disk has kept it.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.fs.create_exclusive(path)?;
        file.write_all(bytes)?;
        file.sync()?;
        if self.fs.read(path, bytes.len() as u64)? == bytes {
            Ok(())
        } else {
            Err(io::Error::other("the disk did not keep what was written"))
        }
    }
}

impl Found {
    /// Tells whether all of it was done.
    fn is_sound(&self) -> bool {
        self.damaged.is_empty() && self.torn.is_empty()
    }

    /// Returns the largest number that was given out.
    pub(super) fn largest_number(&self) -> u64 {
        let all = self.lines.iter().chain(&self.torn);
        all.map(|(_, line)| line.number).max().unwrap_or_default()
    }

    /// Returns the text of the whole lines from number `first` of them on.
    fn text(&self, first: usize) -> Vec<u8> {
        self.pick(self.lines.iter().skip(first).map(|(place, _)| place))
    }

    /// Returns the text of the lines that undo can reach, and of those by which minutes became final:
    /// by them it is known what they hold. Lines that were written together stay together, and the
    /// last one stays in any case, as the next number follows from it.
    fn within_reach(&self) -> Vec<u8> {
        let is_final =
            |line: &Line| line.said.act == Written::Do && line.said.what.makes_final().is_some();
        let reached: HashSet<Turn> = replay(self.lines.clone()).within_reach().collect();
        let last = self.lines.last().map(|(_, line)| line.number);
        let stays = |line: &Line| {
            reached.contains(&line.turn()) || is_final(line) || Some(line.number) == last
        };
        let staying = self.lines.iter().filter(|(_, line)| stays(line));
        let whole: HashSet<Group> = staying.filter_map(|(_, line)| line.said.with).collect();
        let kept = self.lines.iter().filter(|(_, line)| {
            stays(line) || line.said.with.is_some_and(|with| whole.contains(&with))
        });
        self.pick(kept.map(|(place, _)| place))
    }

    fn pick<'a>(&self, places: impl Iterator<Item = &'a Range<usize>>) -> Vec<u8> {
        let mut text = Vec::new();
        for place in places {
            text.extend_from_slice(self.bytes.get(place.clone()).unwrap_or_default());
            text.push(b'\n');
        }
        text
    }
}

/// Lines with their places.
type Placed = Vec<(Range<usize>, Line)>;

/// Takes the lines apart in those of which all was done and those of which nothing was: the last one
/// that was written with them is not there.
fn apart(lines: Placed) -> (Placed, Placed) {
    let ends = |(_, line): &(_, Line)| line.said.with.filter(|group| group.last == line.number);
    let whole: HashSet<Group> = lines.iter().filter_map(ends).collect();
    let was_done = |(_, line): &(_, Line)| line.said.with.is_none_or(|with| whole.contains(&with));
    lines.into_iter().partition(was_done)
}

/// Makes a history of lines.
fn replay(lines: Vec<(Range<usize>, Line)>) -> History {
    let mut history = History::default();
    for (_, line) in lines {
        history.recall(line.committed());
    }
    history
}

/// Returns the numbers and sentences of the whole lines of a journal, and what else is in it.
#[cfg(test)]
pub(crate) fn lines_and_damage(bytes: &[u8]) -> (Vec<(u64, String)>, Vec<Vec<u8>>) {
    let (mut lines, mut damage) = (Vec::new(), Vec::new());
    for place in line::places(bytes) {
        let piece = bytes.get(place).unwrap_or_default();
        match line::from_line(piece) {
            Some(line) => lines.push((line.number, line.said.what.sentence)),
            None => damage.push(piece.to_vec()),
        }
    }
    (lines, damage)
}
