//! Carries out what [`thinning`](super::thinning) says: logs are written anew without the lines
//! that go, and only when all of them are durable do the bytes go that no line names any more.

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};

use jiff::civil::{Date, DateTime};

use super::error::VersionsError;
use super::objects::Digest;
use super::past::Log;
use super::thinning::{Aged, CAP, stays};
use super::{Versions, io_error, line};

/// The most bytes of the file with the day of the last thinning.
const DAY: u64 = 64;

impl Versions {
    /// Lets go of versions that are too old or too many at `now`; once a day at most.
    ///
    /// # Errors
    /// When that cannot be done; every version that stays is then still there.
    pub(in crate::store) fn thin(&self, now: DateTime) -> Result<(), VersionsError> {
        self.thin_to(now, CAP)
    }

    pub(super) fn thin_to(&self, now: DateTime, cap: u64) -> Result<(), VersionsError> {
        let folder_is_there = self.fs.mode(&self.folder);
        let there = folder_is_there.map_err(|cause| io_error(&self.folder, cause))?;
        if there.is_none() || self.thinned_on() == Some(now.date()) {
            return Ok(());
        }
        let _lock = self.lock()?;
        let paths = self.logs()?;
        let logs: Result<Vec<Log>, _> = paths.iter().map(|path| self.read_log(path)).collect();
        let mut logs = logs?;
        let files: Vec<Vec<Aged>> = logs.iter().map(aged).collect();
        let mut changed = false;
        for ((path, log), stays) in paths.iter().zip(&mut logs).zip(stays(&files, now, cap)) {
            let mut stays = stays.into_iter();
            let before = log.lines.len();
            log.lines.retain(|_| stays.next().unwrap_or(true));
            if log.lines.len() < before {
                self.write_anew(path, log)?;
                changed = true;
            }
        }
        if changed {
            // From here on no line of a log names what goes, whatever happens.
            self.sync(&self.folder)?;
        }
        let named = named(&logs);
        let objects = self.objects();
        let removed = objects.keep_only(|digest| named.contains(digest));
        removed.map_err(|cause| io_error(&objects.folder, cause))?;
        self.remember_day(now.date());
        Ok(())
    }

    /// Puts a log of these lines in the place of the one there is.
    fn write_anew(&self, path: &Path, log: &Log) -> Result<(), VersionsError> {
        let mut bytes = Vec::new();
        for text in &log.damaged {
            bytes.extend_from_slice(text);
            bytes.push(b'\n');
        }
        for (number, entry) in &log.lines {
            let line = line::to_line(*number, entry).map_err(VersionsError::Unfaithful)?;
            bytes.extend_from_slice(line.as_bytes());
        }
        self.put_new(path, &bytes)
    }

    fn put_new(&self, path: &Path, bytes: &[u8]) -> Result<(), VersionsError> {
        let new = self.folder.join("log.new");
        let failed = |cause| io_error(&new, cause);
        if let Ok(Some(_)) = self.fs.mode(&new) {
            // Left by one who was interrupted: nobody else is here while the lock is held.
            self.fs.remove(&new).map_err(failed)?;
        }
        let write = || -> io::Result<Vec<u8>> {
            let mut file = self.fs.create_exclusive(&new)?;
            file.write_all(bytes)?;
            file.sync()?;
            self.fs.read(&new, bytes.len() as u64)
        };
        let put = match write() {
            Ok(read) if read == bytes => self.fs.rename(&new, path).map_err(failed),
            Ok(_) => Err(VersionsError::Garbled(new.clone())),
            Err(cause) => Err(failed(cause)),
        };
        if put.is_err() {
            // Best effort: what stays is removed by the next one.
            let _ = self.fs.remove(&new);
        }
        put
    }

    fn day_file(&self) -> PathBuf {
        self.folder.join("thinned")
    }

    fn thinned_on(&self) -> Option<Date> {
        let text = self.fs.read(&self.day_file(), DAY).ok()?;
        str::from_utf8(&text).ok()?.trim().parse().ok()
    }

    fn remember_day(&self, day: Date) {
        // OK because without it they are only looked through once more.
        let _ = self.put_new(&self.day_file(), format!("{day}\n").as_bytes());
    }
}

fn aged(log: &Log) -> Vec<Aged> {
    let aged = log.lines.iter().map(|(_, entry)| Aged {
        time: entry.time,
        session: entry.session,
        size: entry.size,
    });
    aged.collect()
}

/// Returns the bytes that some line names; a damaged line names all that it may name.
fn named(logs: &[Log]) -> HashSet<Digest> {
    let mut named = HashSet::new();
    for log in logs {
        named.extend(
            log.lines
                .iter()
                .filter_map(|(_, entry)| entry.after.clone()),
        );
        named.extend(log.damaged.iter().flat_map(|text| Digest::all_in(text)));
    }
    named
}
