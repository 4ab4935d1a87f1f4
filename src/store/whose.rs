//! Whose version of a file is on the disk: each program notes what it saved, one file a machine.
//!
//! ```text
//! .roundtable/saved-desk7    3f0c1d2e4b5a6978 anna on desk-7
//! ```
//!
//! Advice only, for people: a version nobody noted is by another kind of program.

use std::path::Path;

use super::fs::Fs;
use super::layout::OURS;
use super::state::digest;
use super::store::Store;

/// The most bytes of notes that are read, and kept.
const MOST: u64 = 64 * 1024;

/// What a file with notes is called, before the machine.
const NAME: &str = "saved-";

impl Store {
    /// Notes that a version of a file is by who works here.
    pub(super) fn note_ours(&self, bytes: &[u8]) {
        let folder = self.root().join(OURS);
        let path = folder.join(format!("{NAME}{}", self.machine()));
        let line = format!("{} {}\n", digest(bytes), self.who());
        if let Ok((_, size)) = self.fs().read_end(&path, 0)
            && size > MOST
        {
            // OK because the worst that comes of it is a change without a name.
            let _ = self.fs().remove(&path);
        }
        // OK as above.
        let _ = self
            .fs()
            .open_append(&path)
            .and_then(|mut file| file.append(line.as_bytes()));
    }

    /// Returns who saved a version of a file, for people.
    pub(super) fn whose(&self, bytes: &[u8]) -> String {
        noted(self.fs(), &self.root().join(OURS), &digest(bytes))
            .unwrap_or_else(|| "another program".to_owned())
    }
}

fn noted(fs: &dyn Fs, folder: &Path, digest: &str) -> Option<String> {
    let entries = fs.list(folder).ok()?;
    let notes = entries
        .iter()
        .filter(|entry| entry.name.to_string_lossy().starts_with(NAME));
    notes
        .filter_map(|entry| fs.read_end(&folder.join(&entry.name), 2 * MOST).ok())
        .find_map(|(bytes, _)| {
            let text = String::from_utf8_lossy(&bytes);
            let mut lines = text.lines().rev();
            let name = lines.find_map(|line| line.strip_prefix(digest)?.strip_prefix(' '));
            name.map(str::to_owned)
        })
}
