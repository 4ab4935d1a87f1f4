//! One program at work on a workspace, from its first change until it is left: what is not in the
//! files yet, should it end before its time.
//!
//! ```text
//! sittings/20180409T103000-4711/
//!   held     locked for as long as the program lives, so that a dead one is known by it
//!   who      who sits there, and the last line of the journal before
//!   saved    the lines of the journal whose files are saved: the last number counts
//!   drafts   texts typed and not recorded, replaced whole
//! ```
//!
//! The folder is made before the first line of the journal is written, and is gone when the program
//! was left with everything saved. One whose lock is free is of a program that ended before its
//! time: what the journal says it did, and may not have saved, can be recovered (`Journal::recall`).

mod left;

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

pub use left::AtWork;
pub(super) use left::{Left, left_in};

use super::fs::{Appending, Fs, Held, PATIENCE};
use super::save::{self, Cause, Print};
use super::{litter, sealed, state};
use crate::model::Unrecorded;

const HELD: &str = "held";
const WHO: &str = "who";
const SAVED: &str = "saved";
const DRAFTS: &str = "drafts";

/// Who sits there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Who {
    /// Since when, local to the meeting.
    pub since: DateTime,
    /// The number of the process.
    pub process: u32,
    /// The user and the machine, as people say it: `anna on desk-7`.
    pub name: String,
}

impl Who {
    /// Returns who works here, from `since` on.
    pub fn here(since: DateTime) -> Self {
        let named = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let user = named("USER")
            .or_else(|| named("LOGNAME"))
            .or_else(|| named("USERNAME"));
        let user = user.unwrap_or_else(|| "somebody".to_owned());
        let name = match host() {
            Some(host) => format!("{user} on {host}"),
            None => user,
        };
        Self {
            since,
            process: std::process::id(),
            name,
        }
    }
}

#[cfg(unix)]
fn host() -> Option<String> {
    let system = rustix::system::uname();
    let name = system.nodename().to_str().ok()?.to_owned();
    (!name.is_empty()).then_some(name)
}

#[cfg(not(unix))]
fn host() -> Option<String> {
    std::env::var("COMPUTERNAME").ok()
}

/// What `who` holds.
#[derive(Debug, Serialize, Deserialize)]
struct Head {
    who: Who,
    /// The number of the last line of the journal before.
    after: u64,
}

/// The place of this program among those at work on the workspace.
#[derive(Debug)]
pub(super) struct Sitting {
    fs: Arc<dyn Fs>,
    /// The folder of all of them.
    all: PathBuf,
    who: Who,
    taken: Option<Taken>,
}

/// A place that was taken.
#[derive(Debug)]
struct Taken {
    folder: PathBuf,
    saved: Option<Box<dyn Appending>>,
    drafts: Option<Print>,
    /// Whether an attempt to keep them failed, which may have come to anything.
    is_unsure: bool,
    _held: Box<dyn Held>,
}

impl Sitting {
    /// Returns the place of `who` below the private folder of a workspace. Touches nothing yet.
    pub(super) fn new(fs: Arc<dyn Fs>, folder: &Path, who: Who) -> Self {
        Self {
            fs,
            all: folder.join("sittings"),
            who,
            taken: None,
        }
    }

    /// Returns true when the place is taken.
    pub(super) fn is_taken(&self) -> bool {
        self.taken.is_some()
    }

    /// Takes the place, unless it is taken; `after` is the last line of the journal.
    pub(super) fn take(&mut self, after: u64) -> io::Result<()> {
        if self.is_taken() {
            return Ok(());
        }
        state::make_private(&*self.fs, &self.all)?;
        let (folder, lock) = self.free_folder()?;
        let head = Head {
            who: self.who.clone(),
            after,
        };
        if let Err(error) = self.write_who(&folder, &head) {
            // The next attempt makes another one; where it cannot be cleared away, it is found empty.
            let _ = clear(&*self.fs, &folder);
            return Err(error);
        }
        self.taken = Some(Taken {
            folder,
            saved: None,
            drafts: None,
            is_unsure: false,
            _held: lock,
        });
        Ok(())
    }

    fn write_who(&self, folder: &Path, head: &Head) -> io::Result<()> {
        let text = sealed::line(head).map_err(io::Error::other)?;
        let mut file = self.fs.create_exclusive(&folder.join(WHO))?;
        file.write_all(text.as_bytes())?;
        file.sync()?;
        self.fs.sync_dir(folder)?;
        self.fs.sync_dir(&self.all)
    }

    /// Makes a folder that nobody has and locks it.
    fn free_folder(&self) -> io::Result<(PathBuf, Box<dyn Held>)> {
        let Who { since, process, .. } = &self.who;
        let name = format!("{}-{process}", since.strftime("%Y%m%dT%H%M%S"));
        let mut n = 1;
        loop {
            let folder = match n {
                1 => self.all.join(&name),
                n => self.all.join(format!("{name}-{n}")),
            };
            let made = self.fs.create_private_dir(&folder);
            let held = made.and_then(|()| self.fs.lock(&folder.join(HELD), PATIENCE));
            match held.map_err(|error| (error.kind(), error)) {
                // Somebody who clears away took it for one that was left empty.
                Err((ErrorKind::AlreadyExists | ErrorKind::NotFound, _)) if n < 1000 => n += 1,
                Err((_, error)) => return Err(error),
                Ok(held) => return Ok((folder, held)),
            }
        }
    }

    /// Notes that the files are saved of all lines of the journal up to this one.
    ///
    /// Not synced: what a power cut takes of it makes recovery look at a line in vain.
    pub(super) fn note_saved(&mut self, line: u64) -> io::Result<()> {
        let Some(taken) = &mut self.taken else {
            return Ok(());
        };
        let file = match &mut taken.saved {
            Some(file) => file,
            none => none.insert(self.fs.open_append(&taken.folder.join(SAVED))?),
        };
        file.append(format!("{line}\n").as_bytes())
    }

    /// Keeps the texts typed and not recorded in the place of those kept before, and returns once
    /// they are durable.
    pub(super) fn keep(&mut self, drafts: &[Unrecorded]) -> io::Result<()> {
        let Some(taken) = &mut self.taken else {
            return Ok(());
        };
        let path = taken.folder.join(DRAFTS);
        if taken.is_unsure {
            taken.drafts = match self.fs.read(&path, save::FILE_LIMIT) {
                Ok(bytes) => Some(Print::of(&bytes)),
                Err(error) if error.kind() == ErrorKind::NotFound => None,
                Err(error) => return Err(error),
            };
            taken.is_unsure = false;
        }
        if drafts.is_empty() && taken.drafts.is_none() {
            return Ok(());
        }
        let (text, is_whole) = that_fits(drafts)?;
        let kept = save::replace(&*self.fs, &path, taken.drafts, text.as_bytes());
        taken.is_unsure = kept.is_err();
        taken.drafts = Some(kept.map_err(|error| match error.cause {
            Cause::Io(cause) => cause,
            cause => io::Error::other(cause.to_string()),
        })?);
        if is_whole { Ok(()) } else { Err(too_large()) }
    }

    /// Gives the place up, when everything is saved and nothing is left to be recorded.
    pub(super) fn leave(&mut self) -> io::Result<()> {
        match self.taken.take() {
            Some(taken) => clear(&*self.fs, &taken.folder),
            None => Ok(()),
        }
    }

    /// Tells whether no program is known to be at work here, nor to have ended before its time.
    pub(super) fn is_alone(&self) -> bool {
        match self.fs.list(&self.all) {
            Ok(entries) => entries.is_empty(),
            Err(error) => error.kind() == ErrorKind::NotFound,
        }
    }

    /// Returns the other programs that are at work now; `unfinished` are the places of those that are
    /// not, though they are locked.
    pub(super) fn others(&self, unfinished: &[Left]) -> Vec<AtWork> {
        let own = self.taken.iter().map(|taken| taken.folder.as_path());
        let own: Vec<&Path> = own.chain(unfinished.iter().map(Left::folder)).collect();
        left::at_work_in(&*self.fs, &self.all, &own)
    }

    /// Returns the places whose programs ended before their time. Each stays locked for as long as
    /// what is returned is kept.
    pub(super) fn left(&self) -> Vec<Left> {
        let own = self.taken.as_ref().map(|taken| taken.folder.as_path());
        left_in(&self.fs, &self.all)
            .into_iter()
            .filter(|left| own != Some(left.folder()))
            .collect()
    }
}

/// Returns the line of texts that are kept, and whether it has all of them: the longest are left out
/// where together they are more than is read of a file.
fn that_fits(drafts: &[Unrecorded]) -> io::Result<(String, bool)> {
    let limit = usize::try_from(save::FILE_LIMIT).unwrap_or(usize::MAX);
    let mut kept: Vec<&Unrecorded> = drafts.iter().collect();
    loop {
        let text = sealed::line(&kept).map_err(io::Error::other)?;
        if text.len() <= limit {
            return Ok((text, kept.len() == drafts.len()));
        }
        let length = |text: &Unrecorded| text.values.iter().map(String::len).sum::<usize>();
        let longest = kept.iter().enumerate().max_by_key(|(_, text)| length(text));
        match longest.map(|(at, _)| at) {
            Some(at) => _ = kept.remove(at),
            None => return Err(too_large()),
        }
    }
}

fn too_large() -> io::Error {
    let limit = save::FILE_LIMIT / (1024 * 1024);
    io::Error::other(format!("over {limit} MiB"))
}

/// Removes the folder of a place. What says whose it was goes first: from then on it is known for
/// one that is being cleared away.
fn clear(fs: &dyn Fs, folder: &Path) -> io::Result<()> {
    for name in [WHO, SAVED, DRAFTS, HELD] {
        match fs.remove(&folder.join(name)) {
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            removed => removed?,
        }
        if name == WHO {
            fs.sync_dir(folder)?;
        }
    }
    // The program that might have needed them is gone.
    litter::remove_all(fs, folder);
    fs.remove_dir(folder)?;
    fs.sync_dir(save::folder_of(folder))
}

#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops at the first surprise"
)]
mod tests;
