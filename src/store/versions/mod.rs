//! The versions of files: what each held before every save, and after it.
//!
//! ```text
//! versions/                   in the user's state folder, below the workspace's own
//!   commitments-uk0063.v1       the log of one file: a line for each version
//!   objects/<digest>.ron        the bytes of a version, once for all that are equal
//!   versions.lock               held while either is written
//!   thinned                     the day they were last thinned
//! ```
//!
//! ```text
//! keep()   lock · object · sync · line · sync      before the file is replaced
//! landed() what was done is said                   once it is replaced
//! thin()   logs anew · sync · objects go           when the program is left
//! ```
//!
//! A version is a line that names its bytes by their digest; `before` says what it was made from,
//! and may name bytes that are no longer kept. The chain has no gap: where a file holds something
//! else than its last version, a line says so before the next one. Nothing here stands in the way
//! of a save: whoever saves takes no error from it, and says it once.

mod entry;
mod error;
mod objects;
mod of_store;
mod past;
mod thin;
mod thinning;

use std::collections::{BTreeSet, HashMap};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Unit;
use jiff::civil::DateTime;

use entry::{Deed, Entry};
pub use error::VersionsError;
use objects::{Digest, Objects};

use super::fs::{Fs, Held};
use super::layout::FileKey;
use super::{line, state};
use crate::model::history::{Act, Committed};
use crate::model::version::Hand;

/// The ending of a log; its number is that of the format.
const ENDING: &str = "v1";

/// How many bytes of the end of a log hold its last line in any case.
const END: u64 = 64 * 1024;

/// How long to wait for another program that keeps versions, before going on without.
const PATIENCE: Duration = Duration::from_secs(2);

/// The versions of the files of one workspace.
#[derive(Debug)]
pub struct Versions {
    fs: Arc<dyn Fs>,
    folder: PathBuf,
    who: String,
    session: Option<DateTime>,
    now: DateTime,
    /// What was done to each file since it was last saved.
    deeds: HashMap<FileKey, Deed>,
    /// What this program last put into each file.
    ours: HashMap<FileKey, Option<Digest>>,
    /// What was to be put into a file, and is in its log already.
    under_way: HashMap<FileKey, Step>,
    trouble: Trouble,
    /// The files of which the last version could not be kept.
    without: BTreeSet<FileKey>,
    named: bool,
}

/// The bytes of a file before and after a save.
type Step = (Option<Digest>, Option<Digest>);

/// How a log ends.
struct Tail {
    /// How many bytes it has.
    length: u64,
    /// Whether its last line was never finished.
    is_torn: bool,
    /// The number of its last line; 0 where it has none.
    number: u64,
    /// The last line of what the file itself held.
    last: Option<Entry>,
}

/// What is wrong, and whether that was said.
#[derive(Debug, Default)]
enum Trouble {
    #[default]
    None,
    Untold(VersionsError),
    /// Why, in a few words.
    Told(String),
}

impl Versions {
    /// Returns the versions, below the user's folder `state`, of the files of the workspace with
    /// the absolute path `workspace`, to which `who`, a user and a machine, adds from `now` on;
    /// `session` says whether that is at the screen. Touches nothing yet.
    pub fn new(
        fs: Arc<dyn Fs>,
        state: &Path,
        workspace: &Path,
        who: &str,
        now: DateTime,
        session: bool,
    ) -> Self {
        let now = to_the_second(now);
        Self {
            fs,
            folder: state::of_workspace(state, workspace).join("versions"),
            who: who.to_owned(),
            session: session.then_some(now),
            now,
            deeds: HashMap::new(),
            ours: HashMap::new(),
            under_way: HashMap::new(),
            trouble: Trouble::None,
            without: BTreeSet::new(),
            named: false,
        }
    }

    /// Takes down what was done at `at`, for the versions of the files it changes.
    pub fn note(&mut self, committed: &Committed, at: DateTime) {
        self.now = to_the_second(at);
        let transaction = &committed.transaction;
        let sentence = match committed.act {
            Act::Do => transaction.sentence.clone(),
            Act::Undo => format!("undid: {}", transaction.sentence),
            Act::Redo => format!("redid: {}", transaction.sentence),
        };
        let mut keys: Vec<FileKey> = transaction.edits.iter().map(FileKey::of).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            let deed = self.deeds.entry(key).or_insert_with(|| Deed::new(self.now));
            deed.add(self.now, &sentence, transaction.meeting.as_ref());
        }
    }

    /// Takes down a sentence for the next version of a file.
    pub(super) fn note_sentence(&mut self, key: &FileKey, sentence: &str) {
        let now = self.now;
        let deed = self.deeds.entry(key.clone());
        let deed = deed.or_insert_with(|| Deed::new(now));
        deed.add(now, sentence, None);
    }

    /// Keeps what a file holds, `before`, and is about to hold, `after`; returns once both are
    /// durable, or cannot be. `whose` says who else made the bytes it is asked for.
    pub(super) fn keep(
        &mut self,
        key: &FileKey,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
        whose: &dyn Fn(&[u8]) -> String,
    ) {
        let kept = self.try_keep(key, before, after, whose);
        self.remember(key, kept);
    }

    /// Keeps what lay beside a file, from `source`, before it is removed.
    pub(super) fn keep_beside(&mut self, key: &FileKey, bytes: &[u8], source: &str) {
        let kept = self.try_keep_beside(key, bytes, source);
        self.remember(key, kept);
    }

    /// Remembers whether versions of a file are kept: those of another one end no trouble with it.
    fn remember(&mut self, key: &FileKey, kept: Result<(), VersionsError>) {
        match kept {
            Ok(()) => {
                self.without.remove(key);
                if self.without.is_empty() {
                    self.trouble = Trouble::None;
                }
            }
            Err(error) => {
                self.without.insert(key.clone());
                if !matches!(self.trouble, Trouble::Told(_)) {
                    self.trouble = Trouble::Untold(error);
                }
            }
        }
    }

    /// Takes note that a file holds `after` now.
    pub(super) fn landed(&mut self, key: &FileKey, after: Option<&[u8]>) {
        let after = after.map(Digest::of);
        // What could not be written down is said with the next version.
        if self
            .under_way
            .remove(key)
            .is_some_and(|(_, kept)| kept == after)
        {
            self.deeds.remove(key);
        }
        self.ours.insert(key.clone(), after);
    }

    /// Returns why versions are not kept, the first time since they last were.
    pub(super) fn untold(&mut self) -> Option<VersionsError> {
        match std::mem::replace(&mut self.trouble, Trouble::None) {
            Trouble::None => None,
            told @ Trouble::Told(_) => {
                self.trouble = told;
                None
            }
            Trouble::Untold(error) => {
                self.trouble = Trouble::Told(error.in_brief());
                Some(error)
            }
        }
    }

    /// Returns why versions are not kept, in a few words, for as long as they are not.
    pub(super) fn lack(&self) -> Option<String> {
        match &self.trouble {
            Trouble::None => None,
            Trouble::Untold(error) => Some(error.in_brief()),
            Trouble::Told(why) => Some(why.clone()),
        }
    }

    fn try_keep(
        &mut self,
        key: &FileKey,
        before: Option<&[u8]>,
        after: Option<&[u8]>,
        whose: &dyn Fn(&[u8]) -> String,
    ) -> Result<(), VersionsError> {
        let step = (before.map(Digest::of), after.map(Digest::of));
        if self.under_way.get(key) == Some(&step) {
            // Another attempt of what is kept already.
            return Ok(());
        }
        let objects = self.objects();
        self.make_folder(&objects.folder)?;
        let _lock = self.lock()?;
        let mut fresh = false;
        for (digest, bytes) in [(&step.0, before), (&step.1, after)] {
            if let (Some(digest), Some(bytes)) = (digest, bytes) {
                fresh |= objects.put(digest, bytes)?;
            }
        }
        if fresh {
            self.sync(&objects.folder)?;
        }
        let sizes = [before, after].map(|bytes| bytes.map_or(0, <[u8]>::len) as u64);
        let whose = || before.map(whose).unwrap_or_default();
        self.write_down(key, &step, sizes, &whose)?;
        self.under_way.insert(key.clone(), step);
        Ok(())
    }

    /// Appends to the log of a file how it came from its last version to the next.
    fn write_down(
        &mut self,
        key: &FileKey,
        step: &Step,
        [size_before, size]: [u64; 2],
        whose: &dyn Fn() -> String,
    ) -> Result<(), VersionsError> {
        let path = self.log(key);
        let tail = self.tail(&path)?;
        let found = self.found(key, tail.last.as_ref(), step, whose);
        let found = found.map(|found| Entry {
            size: size_before,
            ..found
        });
        let saved = self.saved(key, step, size);
        self.add_lines(&path, &tail, found.iter().chain([&saved]))
    }

    /// Appends these lines to a log that ends like that.
    fn add_lines<'e>(
        &mut self,
        path: &Path,
        tail: &Tail,
        entries: impl Iterator<Item = &'e Entry>,
    ) -> Result<(), VersionsError> {
        let mut bytes = Vec::new();
        if tail.is_torn {
            // Somebody was interrupted here: what is left of that line stays a line of its own.
            bytes.push(b'\n');
        }
        for (entry, number) in entries.zip(tail.number + 1..) {
            let line = line::to_line(number, entry).map_err(VersionsError::Unfaithful)?;
            bytes.extend_from_slice(line.as_bytes());
        }
        self.append(path, tail.length, &bytes)?;
        if tail.length == 0 || !self.named {
            self.sync(&self.folder)?;
            self.named = true;
        }
        Ok(())
    }

    /// Keeps what lay beside a file, from `source`, before it is removed.
    fn try_keep_beside(
        &mut self,
        key: &FileKey,
        bytes: &[u8],
        source: &str,
    ) -> Result<(), VersionsError> {
        let digest = Digest::of(bytes);
        let objects = self.objects();
        self.make_folder(&objects.folder)?;
        let _lock = self.lock()?;
        if objects.put(&digest, bytes)? {
            self.sync(&objects.folder)?;
        }
        let path = self.log(key);
        let tail = self.tail(&path)?;
        let entry = Entry {
            hand: Hand::Beside(source.to_owned()),
            before: tail.last.as_ref().and_then(|last| last.after.clone()),
            after: Some(digest),
            size: bytes.len() as u64,
            ..self.entry(&Deed::new(self.now))
        };
        self.add_lines(&path, &tail, std::iter::once(&entry))
    }

    /// Returns how a log ends.
    fn tail(&self, path: &Path) -> Result<Tail, VersionsError> {
        let (end, length) = self.end(path, END)?;
        let (mut number, mut last) = last_entries(&end);
        if last.is_none() && length > end.len() as u64 {
            (number, last) = last_entries(&self.end(path, u64::MAX)?.0);
        }
        Ok(Tail {
            length,
            is_torn: !end.is_empty() && !end.ends_with(b"\n"),
            number,
            last,
        })
    }

    /// Returns the version that a file was found in, where that is not its last one.
    fn found(
        &self,
        key: &FileKey,
        last: Option<&Entry>,
        step: &Step,
        whose: &dyn Fn() -> String,
    ) -> Option<Entry> {
        let (before, _) = step;
        let hand = match last {
            None if before.is_none() => return None,
            None => Hand::First,
            Some(last) if last.after == *before => return None,
            // The attempt before this one was written down and came no further.
            Some(_)
                if self
                    .under_way
                    .get(key)
                    .is_some_and(|(from, _)| from == before) =>
            {
                Hand::Unsaved
            }
            Some(_) if self.ours.get(key) == Some(before) => self.hand(),
            Some(last) if last.before == *before => Hand::Unsaved,
            Some(_) => Hand::Outside(whose()),
        };
        Some(Entry {
            hand,
            before: last.and_then(|last| last.after.clone()),
            after: before.clone(),
            ..self.entry(&Deed::new(self.now))
        })
    }

    fn saved(&self, key: &FileKey, (before, after): &Step, size: u64) -> Entry {
        let none = Deed::new(self.now);
        Entry {
            before: before.clone(),
            after: after.clone(),
            size,
            ..self.entry(self.deeds.get(key).unwrap_or(&none))
        }
    }

    fn entry(&self, deed: &Deed) -> Entry {
        Entry {
            time: deed.time,
            hand: self.hand(),
            session: self.session,
            meeting: deed.meeting.clone(),
            said: deed.said.clone(),
            more: deed.more,
            before: None,
            after: None,
            size: 0,
        }
    }

    fn hand(&self) -> Hand {
        Hand::Saved(self.who.clone())
    }

    /// Appends to a log that is `length` bytes long, or leaves it as long as it was.
    fn append(&self, path: &Path, length: u64, bytes: &[u8]) -> Result<(), VersionsError> {
        let failed = |cause| io_error(path, cause);
        let mut file = self.fs.open_append(path).map_err(failed)?;
        let written = file.append(bytes).and_then(|()| file.sync_data());
        let checked = written.map_err(failed).and_then(|()| {
            let (read, now) = self.end(path, bytes.len() as u64)?;
            if read == bytes && now == length + bytes.len() as u64 {
                Ok(())
            } else {
                Err(VersionsError::Garbled(path.to_owned()))
            }
        });
        if checked.is_err() {
            // OK because what stays of it is a line of its own, whole or passed over.
            let _ = file.cut(length);
        }
        checked
    }

    fn make_folder(&self, objects: &Path) -> Result<(), VersionsError> {
        let made = state::make_private(&*self.fs, objects);
        made.map_err(|cause| io_error(objects, cause))
    }

    fn lock(&self) -> Result<Box<dyn Held>, VersionsError> {
        let path = self.folder.join("versions.lock");
        self.fs
            .lock(&path, PATIENCE)
            .map_err(|cause| io_error(&path, cause))
    }

    fn objects(&self) -> Objects {
        Objects {
            fs: Arc::clone(&self.fs),
            folder: self.folder.join("objects"),
        }
    }

    /// Returns the last bytes of a log and its length; there may be none yet.
    fn end(&self, path: &Path, limit: u64) -> Result<(Vec<u8>, u64), VersionsError> {
        match self.fs.read_end(path, limit) {
            Ok(found) => Ok(found),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok((Vec::new(), 0)),
            Err(cause) => Err(io_error(path, cause)),
        }
    }

    fn sync(&self, folder: &Path) -> Result<(), VersionsError> {
        let synced = self.fs.sync_dir(folder);
        synced.map_err(|cause| io_error(folder, cause))
    }

    fn log(&self, key: &FileKey) -> PathBuf {
        let name = key.path().with_extension(ENDING);
        let parts = name.iter().map(|part| part.to_string_lossy());
        let name: Vec<_> = parts.collect();
        self.folder.join(name.join("-"))
    }
}

/// Returns the number of the last line of the end of a log that is whole, and the last such line of
/// what the file itself held.
fn last_entries(end: &[u8]) -> (u64, Option<Entry>) {
    let places = line::places(end);
    let lines = places.into_iter().rev();
    let mut lines = lines
        .filter_map(|place| line::from_line::<Entry>(end.get(place)?))
        .peekable();
    let number = lines.peek().map_or(0, |(number, _)| *number);
    let last = lines.find(|(_, entry)| !entry.was_beside());
    (number, last.map(|(_, entry)| entry))
}

fn io_error(path: &Path, cause: std::io::Error) -> VersionsError {
    VersionsError::Io {
        path: path.to_owned(),
        cause,
    }
}

fn to_the_second(time: DateTime) -> DateTime {
    time.round(Unit::Second).unwrap_or(time)
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
mod tests;
