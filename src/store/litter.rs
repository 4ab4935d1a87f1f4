//! The names of temporary files, and their end: what interrupted saves have left is removed.

use std::collections::hash_map::RandomState;
use std::ffi::OsStr;
use std::hash::{BuildHasher as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::fs::{Fs, Kind};

/// A temporary file as old as this is nobody's any more: a save takes less than a second, and no
/// two clocks on a shared disk are a day apart.
const OLD: Duration = Duration::from_hours(24);

/// A temporary file younger than this may be of a save that is under way.
const YOUNG: Duration = Duration::from_mins(1);

const DIGITS: usize = 16;

/// Returns a name, in the folder of `path`, for a file that is to take its place.
pub(super) fn temporary(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let random = RandomState::new().build_hasher().finish();
    path.with_file_name(format!(".{stem}.{random:016x}.tmp"))
}

/// Removes the temporary files in a folder that no living program can need.
///
/// What was to be saved by them is in the journal, or was done again since. To be called after a
/// save that went well: reading never writes, and a disk that is full or failing is left in peace.
pub(super) fn sweep(fs: &dyn Fs, folder: &Path) {
    remove(fs, folder, |path| fs.age(path).is_ok_and(|age| age >= OLD));
}

/// Removes the temporary files, young ones too, in a folder that is only of a program that is gone.
pub(super) fn remove_all(fs: &dyn Fs, folder: &Path) {
    remove(fs, folder, |_| true);
}

/// Tells whether a file may be the temporary one of a save that is under way, of this program or of
/// another: it was written a moment ago, or is gone by now.
pub(super) fn is_under_way(fs: &dyn Fs, path: &Path) -> bool {
    path.file_name().is_some_and(is_ours) && fs.age(path).map_or(true, |age| age < YOUNG)
}

fn remove(fs: &dyn Fs, folder: &Path, which: impl Fn(&Path) -> bool) {
    // OK because what stays now is removed the next time, here and below.
    for entry in fs.list(folder).unwrap_or_default() {
        let path = folder.join(&entry.name);
        if entry.kind == Kind::File && is_ours(&entry.name) && which(&path) {
            let _ = fs.remove(&path);
        }
    }
}

/// Tells whether a name has the form that [`temporary`] gives it.
pub(super) fn is_ours(name: &OsStr) -> bool {
    let digits = || {
        let name = name.to_str()?.strip_prefix('.')?.strip_suffix(".tmp")?;
        let (stem, digits) = name.rsplit_once('.')?;
        (!stem.is_empty()).then_some(digits)
    };
    let is_digit = |digit: u8| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit);
    digits().is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(is_digit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::sim::SimFs;

    #[test]
    fn only_old_files_with_names_of_ours_are_removed() {
        let sim = SimFs::new(Path::new("/uk"));
        let ours = temporary(Path::new("/uk/uk0001.ron"));
        let others = [
            ".uk0001.0123456789abcde.tmp",
            ".uk0001.0123456789ABCDEF.tmp",
            "uk0001.0123456789abcdef.tmp",
            ".uk0001.0123456789abcdef.tmp~",
            "..0123456789abcdef.tmp",
            ".0123456789abcdef.tmp",
            ".uk0001.swp",
            "uk0001.ron",
        ]
        .map(|name| Path::new("/uk").join(name));
        for path in others.iter().chain([&ours]) {
            sim.put(path, b"text");
        }
        sim.put_dir(Path::new("/uk/.plans.0123456789abcdef.tmp"));
        sweep(&sim, Path::new("/uk"));
        assert_eq!(sim.paths().len(), others.len() + 1, "all of them are young");
        sim.wait(OLD);
        let young = temporary(Path::new("/uk/uk0002.ron"));
        sim.put(&young, b"text");
        sweep(&sim, Path::new("/uk"));
        assert_eq!(sim.get(&ours), None);
        assert!(sim.get(&young).is_some());
        assert_eq!(sim.paths().len(), others.len() + 1);
    }

    #[test]
    fn a_folder_that_cannot_be_swept_is_left() {
        sweep(&SimFs::new(Path::new("/")), Path::new("/uk"));
    }
}
