//! The one door to the file system: everything the program reads or writes goes through [`Fs`].
//!
//! One trait, so that the tests can put [`SimFs`](super::sim::SimFs) in the place of the disk and
//! make any single operation fail, lie or be the last one before the power goes.

use std::ffi::OsString;
use std::fmt::Debug;
use std::fs::{self, File, FileType, TryLockError};
use std::io::{self, Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use crate::base::failpoint;

/// Reads and writes files; implemented by [`RealFs`] and, for tests, by a simulated disk.
pub trait Fs: Send + Sync + Debug {
    /// Returns what a folder holds, in no particular order.
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>>;

    /// Returns the regular files of a folder and how each is now, in no particular order.
    fn stamps(&self, dir: &Path) -> io::Result<Vec<(OsString, Stamp)>>;

    /// Returns how one file is now; `None` where there is none, or it is no regular file.
    fn stamp(&self, path: &Path) -> io::Result<Option<Stamp>>;

    /// Returns the bytes of a regular file that is no longer than `limit`.
    ///
    /// Refuses links, folders, pipes and devices with [`NotAFile`] and long files with
    /// [`TooLarge`], both found again by [`too_large`] and [`not_a_file`].
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;

    /// Returns the last `limit` bytes of a regular file, and how many bytes it has in all.
    ///
    /// Refuses what [`read`](Self::read) refuses, but no long file.
    fn read_end(&self, path: &Path, limit: u64) -> io::Result<(Vec<u8>, u64)>;

    /// Creates a file under a name that is free, readable by its owner only.
    fn create_exclusive(&self, path: &Path) -> io::Result<Box<dyn NewFile>>;

    /// Opens a file to add to its end; creates one, readable by its owner only, where there is none.
    fn open_append(&self, path: &Path) -> io::Result<Box<dyn Appending>>;

    /// Keeps other programs that call this for the same file waiting, until what is returned is
    /// dropped. The file is created where there is none, and holds nothing.
    ///
    /// Fails with `WouldBlock` when another program does not let go for that long. Does nothing on a
    /// disk that knows no locks.
    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Held>>;

    /// Does the same without waiting: `None` when another program has the lock.
    ///
    /// Fails on a disk that knows no locks: who holds one there cannot be known.
    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>>;

    /// Gives a file another name, replacing what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Gives a file another name, and fails with `AlreadyExists` when the name is taken.
    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// Removes a folder that is empty.
    fn remove_dir(&self, path: &Path) -> io::Result<()>;

    /// Makes the names in a folder durable.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;

    /// Tells whether a name is a symbolic link; `false` where nothing has it.
    fn is_link(&self, path: &Path) -> io::Result<bool>;

    /// Returns the permissions of what has this name, or `None` when nothing has.
    fn mode(&self, path: &Path) -> io::Result<Option<Mode>>;

    /// Returns how long ago a file was last written, by the clock of this machine; nothing where
    /// its time lies in the future.
    fn age(&self, path: &Path) -> io::Result<Duration>;

    /// Creates one folder; its parent must exist.
    fn create_dir(&self, path: &Path) -> io::Result<()>;

    /// Creates one folder that only its owner can look into; its parent must exist.
    fn create_private_dir(&self, path: &Path) -> io::Result<()>;
}

/// A file being written under a temporary name; dropping it closes it.
pub trait NewFile: Send + Debug {
    /// Appends all of `bytes`.
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Sets the permissions.
    fn set_mode(&mut self, mode: Mode) -> io::Result<()>;

    /// Makes the bytes and the permissions durable.
    fn sync(&mut self) -> io::Result<()>;
}

/// A file that grows at its end; dropping it closes it.
pub trait Appending: Send + Debug {
    /// Adds all of `bytes` to the end.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;

    /// Cuts the file off behind its first `length` bytes.
    fn cut(&mut self, length: u64) -> io::Result<()>;

    /// Makes the bytes durable.
    fn sync_data(&mut self) -> io::Result<()>;
}

/// A lock; dropping it lets the next one in.
pub trait Held: Send + Debug {}

/// How long to wait for another program to let go of a lock: far longer than any of ours holds one,
/// even where several wait and the disk takes a second to make something durable.
pub const PATIENCE: Duration = Duration::from_secs(5);

/// One name in a folder.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The name, without its folder.
    pub name: OsString,
    /// What has this name.
    pub kind: Kind,
}

/// What a name in a folder stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Dir,
    /// A symbolic link, never followed.
    Link,
    /// A pipe, a socket, a device.
    Other,
}

/// What the system says of a file: as long as it says the same, nobody changed it, as far as it
/// knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// When it was changed last, in nanoseconds of the system's clock since 1970.
    pub modified: i128,
    /// How long it is.
    pub length: u64,
    /// Which file it is on its disk, where that is known; the name may have been given to another.
    pub file: u64,
}

/// The permission bits of a file, as `chmod` counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mode(pub u32);

/// The cause inside an error about a file that is longer than the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the file has {size} bytes, more than the {limit} that are read")]
pub struct TooLarge {
    /// How long the file is.
    pub size: u64,
    /// How long it may be.
    pub limit: u64,
}

/// The cause inside an error about a name that is not a regular file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is a link, a folder or a device now, not a file")]
pub struct NotAFile;

/// Returns the lengths when `error` says that a file was too large.
pub fn too_large(error: &io::Error) -> Option<TooLarge> {
    error.get_ref()?.downcast_ref().copied()
}

/// Tells whether `error` says that a name was not a regular file.
pub fn not_a_file(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<NotAFile>())
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealFs;

impl Fs for RealFs {
    fn list(&self, dir: &Path) -> io::Result<Vec<Entry>> {
        fs::read_dir(dir)?
            .map(|entry| {
                let entry = entry?;
                // The kind comes with the name on every common file system: no stat per file.
                Ok(Entry {
                    kind: kind_of(entry.file_type()?),
                    name: entry.file_name(),
                })
            })
            .collect()
    }

    fn stamps(&self, dir: &Path) -> io::Result<Vec<(OsString, Stamp)>> {
        let entries = fs::read_dir(dir)?.filter_map(|entry| {
            let entry = entry.ok()?;
            // Not following a link; a file that went away meanwhile is not there.
            let meta = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((entry.file_name(), stamp_of(&meta)))
        });
        Ok(entries.collect())
    }

    fn stamp(&self, path: &Path) -> io::Result<Option<Stamp>> {
        match fs::symlink_metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            meta => Ok(Some(meta?)
                .filter(fs::Metadata::is_file)
                .as_ref()
                .map(stamp_of)),
        }
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        failpoint::linger();
        let file = open_to_read(path)?;
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(NotAFile.into());
        }
        let size = meta.len();
        if size > limit {
            return Err(TooLarge { size, limit }.into());
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0).saturating_add(1));
        file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        match bytes.len() as u64 {
            // It grew while it was being read.
            grown if grown > limit => Err(TooLarge { size: grown, limit }.into()),
            _ => Ok(bytes),
        }
    }

    fn read_end(&self, path: &Path, limit: u64) -> io::Result<(Vec<u8>, u64)> {
        let mut file = open_to_read(path)?;
        let meta = file.metadata()?;
        if !meta.is_file() {
            return Err(NotAFile.into());
        }
        let size = meta.len();
        let wanted = size.min(limit);
        file.seek(SeekFrom::Start(size - wanted))?;
        let mut bytes = Vec::with_capacity(usize::try_from(wanted).unwrap_or(0));
        file.take(wanted).read_to_end(&mut bytes)?;
        Ok((bytes, size))
    }

    fn create_exclusive(&self, path: &Path) -> io::Result<Box<dyn NewFile>> {
        Ok(Box::new(RealFile(create_private(path)?)))
    }

    fn open_append(&self, path: &Path) -> io::Result<Box<dyn Appending>> {
        let mut options = fs::OpenOptions::new();
        let file = open_private(options.append(true).create(true), path)?;
        if !file.metadata()?.is_file() {
            return Err(NotAFile.into());
        }
        Ok(Box::new(RealFile(file)))
    }

    fn lock(&self, path: &Path, patience: Duration) -> io::Result<Box<dyn Held>> {
        Ok(Box::new(RealFile(lock_within(patience, path)?)))
    }

    fn try_lock(&self, path: &Path) -> io::Result<Option<Box<dyn Held>>> {
        let file = open_to_lock(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Box::new(RealFile(file)))),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        failpoint::linger();
        fs::rename(from, to)
    }

    fn rename_new(&self, from: &Path, to: &Path) -> io::Result<()> {
        failpoint::linger();
        if let Some(done) = rename_no_replace(from, to) {
            return done;
        }
        // A second name for the same file cannot take the place of another file either.
        fs::hard_link(from, to)?;
        fs::remove_file(from)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        failpoint::linger();
        sync_folder(dir)
    }

    fn mode(&self, path: &Path) -> io::Result<Option<Mode>> {
        match fs::symlink_metadata(path) {
            Ok(meta) => Ok(Some(mode_of(&meta))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn is_link(&self, path: &Path) -> io::Result<bool> {
        match fs::symlink_metadata(path) {
            Ok(meta) => Ok(meta.is_symlink()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn age(&self, path: &Path) -> io::Result<Duration> {
        let written = fs::symlink_metadata(path)?.modified()?;
        Ok(written.elapsed().unwrap_or_default())
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        fs::create_dir(path)
    }

    fn create_private_dir(&self, path: &Path) -> io::Result<()> {
        let mut builder = fs::DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(path)
    }
}

#[derive(Debug)]
struct RealFile(File);

impl NewFile for RealFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn set_mode(&mut self, mode: Mode) -> io::Result<()> {
        set_file_mode(&self.0, mode)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync_all()
    }
}

impl Appending for RealFile {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }

    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.0.set_len(length)
    }

    fn sync_data(&mut self) -> io::Result<()> {
        self.0.sync_data()
    }
}

// The system lets go of the lock when the file is closed.
impl Held for RealFile {}

impl From<TooLarge> for io::Error {
    fn from(cause: TooLarge) -> Self {
        Self::new(io::ErrorKind::FileTooLarge, cause)
    }
}

impl From<NotAFile> for io::Error {
    fn from(cause: NotAFile) -> Self {
        Self::new(io::ErrorKind::InvalidInput, cause)
    }
}

fn kind_of(file_type: FileType) -> Kind {
    if file_type.is_file() {
        Kind::File
    } else if file_type.is_dir() {
        Kind::Dir
    } else if file_type.is_symlink() {
        Kind::Link
    } else {
        Kind::Other
    }
}

#[cfg(unix)]
fn open_to_read(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode as Bits, OFlags};
    // Not blocking: a pipe with a file's name must not hang the program.
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    match rustix::fs::open(path, flags, Bits::empty()) {
        Ok(fd) => Ok(File::from(fd)),
        // A link, and what a socket or a device without a driver answers.
        Err(rustix::io::Errno::LOOP | rustix::io::Errno::NXIO) => Err(NotAFile.into()),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(unix))]
fn open_to_read(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path)?.is_symlink() {
        return Err(NotAFile.into());
    }
    File::open(path)
}

fn lock_within(patience: Duration, path: &Path) -> io::Result<File> {
    let file = open_to_lock(path)?;
    let end = Instant::now() + patience;
    loop {
        match file.try_lock() {
            // A disk that knows no locks: writing in one piece has to do.
            Ok(()) | Err(TryLockError::Error(_)) => return Ok(file),
            Err(TryLockError::WouldBlock) if Instant::now() < end => {
                std::thread::sleep(Duration::from_millis(2));
            }
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
        }
    }
}

fn open_to_lock(path: &Path) -> io::Result<File> {
    let mut options = fs::OpenOptions::new();
    open_private(options.write(true).create(true), path)
}

fn create_private(path: &Path) -> io::Result<File> {
    // `create_new` is O_CREAT|O_EXCL, which does not follow a link in the last place either.
    open_private(fs::OpenOptions::new().write(true).create_new(true), path)
}

/// Opens a file that is readable by its owner only if this creates it; follows no link.
#[cfg(unix)]
fn open_private(options: &mut fs::OpenOptions, path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let flags = flags.bits().cast_signed();
    options.mode(0o600).custom_flags(flags).open(path)
}

#[cfg(not(unix))]
fn open_private(options: &mut fs::OpenOptions, path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|meta| meta.is_symlink()) {
        return Err(NotAFile.into());
    }
    options.open(path)
}

/// Renames without replacing where the system can do it in one step, `None` where it cannot.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn rename_no_replace(from: &Path, to: &Path) -> Option<io::Result<()>> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        Ok(()) => Some(Ok(())),
        // What file systems that do not know the flag answer.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => None,
        Err(error) => Some(Err(error.into())),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn rename_no_replace(_from: &Path, _to: &Path) -> Option<io::Result<()>> {
    None
}

#[cfg(unix)]
fn sync_folder(dir: &Path) -> io::Result<()> {
    match File::open(dir)?.sync_all() {
        // Some shares have no way to sync a folder; there is then nothing more to wait for.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        other => other,
    }
}

#[cfg(not(unix))]
fn sync_folder(_dir: &Path) -> io::Result<()> {
    Ok(())
}

fn stamp_of(meta: &fs::Metadata) -> Stamp {
    let modified = meta.modified().ok();
    let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    let nanoseconds = since.and_then(|since| i128::try_from(since.as_nanos()).ok());
    Stamp {
        modified: nanoseconds.unwrap_or_default(),
        length: meta.len(),
        file: file_number(meta),
    }
}

#[cfg(unix)]
fn file_number(meta: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(meta)
}

#[cfg(not(unix))]
fn file_number(_meta: &fs::Metadata) -> u64 {
    0
}

#[cfg(unix)]
fn mode_of(meta: &fs::Metadata) -> Mode {
    use std::os::unix::fs::PermissionsExt as _;
    Mode(meta.permissions().mode() & 0o7777)
}

#[cfg(not(unix))]
fn mode_of(meta: &fs::Metadata) -> Mode {
    Mode(if meta.permissions().readonly() {
        0o444
    } else {
        0o644
    })
}

#[cfg(unix)]
fn set_file_mode(file: &File, mode: Mode) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(fs::Permissions::from_mode(mode.0))
}

#[cfg(not(unix))]
fn set_file_mode(file: &File, mode: Mode) -> io::Result<()> {
    let mut permissions = file.metadata()?.permissions();
    permissions.set_readonly(mode.0 & 0o200 == 0);
    file.set_permissions(permissions)
}

#[cfg(test)]
mod tests;
