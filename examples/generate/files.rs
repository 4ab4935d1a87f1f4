//! The made-up records as the files of a workspace.
//!
//! The files are written straight to the disk: they can be made again, so nothing is synced.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::{fs, io, thread};

use roundtable::model::Stakeholder;
use roundtable::store::FileKey;
use roundtable::store::ron_text::to_text;
use serde::Serialize;

use super::records::{self, Surroundings};

/// Writes a workspace of `count` commitments into an empty folder.
///
/// # Errors
/// When something is in the folder already, or the disk fails.
pub(crate) fn folder_of_files(root: &Path, count: u32) -> io::Result<()> {
    fs::create_dir_all(root)?;
    if fs::read_dir(root)?.next().is_some() {
        // It may be somebody's real workspace.
        return Err(io::Error::other(format!("{} is not empty", root.display())));
    }
    for folder in ["plans", "commitments", "meetings"] {
        fs::create_dir_all(root.join(folder))?;
    }
    for (path, text) in small_files(count)? {
        fs::write(root.join(path), text)?;
    }
    // Each thread takes the next number, so that none waits for a slow one.
    let next = AtomicU32::new(1);
    let write_all = || -> io::Result<()> {
        loop {
            let number = next.fetch_add(1, Ordering::Relaxed);
            if number > count {
                return Ok(());
            }
            let (path, text) = commitment_file(number)?;
            fs::write(root.join(path), text)?;
        }
    };
    let threads = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| {
        let writers: Vec<_> = (0..threads).map(|_| scope.spawn(write_all)).collect();
        let mut ended = writers.into_iter().map(thread::ScopedJoinHandle::join);
        ended.try_for_each(|result| result.expect("a writer does not panic"))
    })
}

/// Returns all files but those of the commitments, with the settings first.
pub(crate) fn small_files(count: u32) -> io::Result<Vec<(PathBuf, String)>> {
    #[derive(Serialize)]
    struct Stakeholders {
        stakeholders: Vec<Stakeholder>,
    }
    let Surroundings {
        settings,
        plan,
        meetings,
        stakeholders,
    } = records::surroundings(count);
    let mut files = vec![
        file(&FileKey::Settings, &settings)?,
        file(&FileKey::Plan(plan.id.clone()), &plan)?,
    ];
    for meeting in meetings {
        files.push(file(&FileKey::Meeting(meeting.id.clone()), &meeting)?);
    }
    files.push(file(
        &FileKey::Stakeholders,
        &Stakeholders { stakeholders },
    )?);
    Ok(files)
}

/// Returns the file of one commitment.
pub(crate) fn commitment_file(number: u32) -> io::Result<(PathBuf, String)> {
    let commitment = records::commitment(number);
    file(&FileKey::Commitment(commitment.id.clone()), &commitment)
}

fn file(key: &FileKey, record: &impl Serialize) -> io::Result<(PathBuf, String)> {
    Ok((key.path(), to_text(record).map_err(io::Error::other)?))
}
