//! The bytes of versions: each a file that is named after the digest of what it holds.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::error::VersionsError;
use crate::store::fs::Fs;
use crate::store::save::FILE_LIMIT;

/// How many hexadecimal digits a digest has.
const DIGITS: usize = 32;

/// What an object is written under until it is whole.
const NEW: &str = "object.new";

/// The first 128 bits of the SHA-256 digest (FIPS 180-4) of the bytes of a version, in hexadecimal
/// digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Digest(String);

impl Digest {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let digest = Sha256::digest(bytes);
        let first = digest.iter().take(DIGITS / 2);
        let number = first.fold(0_u128, |number, byte| (number << 8) | u128::from(*byte));
        Self(format!("{number:032x}"))
    }

    /// Returns every run of digits in `text` that could be a digest, for text that is damaged.
    pub(super) fn all_in(text: &[u8]) -> impl Iterator<Item = Self> {
        text.split(|byte| !is_digit(*byte))
            .filter_map(|run| Self::parse(str::from_utf8(run).ok()?))
    }

    fn parse(text: &str) -> Option<Self> {
        // It becomes a name of a file, so it must be nothing else.
        let fits = text.len() == DIGITS && text.bytes().all(is_digit);
        fits.then(|| Self(text.to_owned()))
    }
}

impl TryFrom<String> for Digest {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("no digest")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_digit(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}

/// The folder with the bytes of all versions.
pub(super) struct Objects {
    pub(super) fs: Arc<dyn Fs>,
    pub(super) folder: PathBuf,
}

impl Objects {
    /// Puts bytes into the folder, where they are not in it yet, and returns whether their name
    /// has still to be made durable. Only who holds the lock may call this.
    pub(super) fn put(&self, digest: &Digest, bytes: &[u8]) -> Result<bool, VersionsError> {
        let path = self.path(digest);
        if self.read(&path).is_ok_and(|held| held == bytes) {
            return Ok(false);
        }
        let new = self.folder.join(NEW);
        let failed = |cause| VersionsError::Io {
            path: new.clone(),
            cause,
        };
        let written = match self.write_new(&new, bytes) {
            // Left by one who was interrupted: nobody else is here while the lock is held.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                self.fs.remove(&new).map_err(failed)?;
                self.write_new(&new, bytes)
            }
            written => written,
        };
        let put = match written.and_then(|()| self.read(&new)) {
            Ok(held) if held == bytes => self.fs.rename(&new, &path).map_err(failed),
            Ok(_) => Err(VersionsError::Garbled(new.clone())),
            Err(cause) => Err(failed(cause)),
        };
        if put.is_err() {
            // Best effort: what stays is removed by the next one.
            let _ = self.fs.remove(&new);
        }
        put.map(|()| true)
    }

    /// Returns the bytes of that digest.
    pub(super) fn get(&self, digest: &Digest) -> Result<Vec<u8>, VersionsError> {
        let path = self.path(digest);
        match self.read(&path) {
            Ok(bytes) if Digest::of(&bytes) == *digest => Ok(bytes),
            Ok(_) => Err(VersionsError::Garbled(path)),
            Err(cause) => Err(VersionsError::Io { path, cause }),
        }
    }

    /// Removes every file of the folder but those of these digests. What cannot be removed stays.
    pub(super) fn keep_only(&self, named: impl Fn(&Digest) -> bool) -> io::Result<()> {
        for entry in self.fs.list(&self.folder)? {
            let name = entry.name.to_string_lossy();
            let digest = name.strip_suffix(".ron").and_then(Digest::parse);
            if digest.is_some_and(|digest| !named(&digest)) {
                // OK because the next thinning finds it again.
                let _ = self.fs.remove(&self.folder.join(&entry.name));
            }
        }
        Ok(())
    }

    fn path(&self, digest: &Digest) -> PathBuf {
        self.folder.join(format!("{digest}.ron"))
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.fs.read(path, FILE_LIMIT)
    }

    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = self.fs.create_exclusive(path)?;
        file.write_all(bytes)?;
        file.sync()
    }
}
