//! The names of a simulated disk: paths that are compared byte by byte, since to compare them part
//! by part takes most of the time of the tests that look at a hundred thousand disks.

use std::borrow::Borrow;
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::ops::Deref;
use std::path::Path;

/// A path that has a name on a disk.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name {
    path: OsString,
    /// The length of the path of its folder; `None` for the root of all.
    above: Option<usize>,
}

impl Name {
    pub(super) fn of(path: &Path) -> Self {
        let path = plain(path);
        Self {
            above: path.parent().map(|above| above.as_os_str().len()),
            path: path.as_os_str().to_owned(),
        }
    }

    /// Tells whether it is a name in the folder `dir`.
    pub(super) fn is_in(&self, dir: &Path) -> bool {
        self.folder() == Some(plain(dir).as_os_str().as_encoded_bytes())
    }

    /// Tells whether its folder is among these.
    pub(super) fn is_below<T>(&self, dirs: &BTreeMap<Self, T>) -> bool {
        self.folder().is_none_or(|folder| dirs.contains_key(folder))
    }

    fn folder(&self) -> Option<&[u8]> {
        self.path.as_encoded_bytes().get(..self.above?)
    }
}

/// Returns the bytes by which a name is found.
pub(super) fn key(path: &Path) -> &[u8] {
    plain(path).as_os_str().as_encoded_bytes()
}

/// Returns the path without the separator at its end that it may have.
fn plain(path: &Path) -> &Path {
    if path.as_os_str().as_encoded_bytes().ends_with(b"/") {
        path.components().as_path()
    } else {
        path
    }
}

impl Borrow<[u8]> for Name {
    fn borrow(&self) -> &[u8] {
        self.path.as_encoded_bytes()
    }
}

impl Deref for Name {
    type Target = Path;

    fn deref(&self) -> &Path {
        Path::new(&self.path)
    }
}
