//! Saving one change: on the disk and durable, as after every key that changes something.

use std::cell::RefCell;
use std::path::Path;

use divan::Bencher;
use jiff::civil::date;
use roundtable::model::{Change, Edit};
use roundtable::store::{FileKey, Store};

use crate::load::load;
use crate::workspaces::{scratch, sizes};
use crate::{files, records};

/// A new title of one commitment.
#[divan::bench(args = sizes(), sample_count = 100, sample_size = 1)]
fn one_change(bencher: Bencher<'_, '_>, count: u32) {
    title(bencher, count, |store, _| store);
}

/// The same, with what the file held before and holds now kept as versions.
#[divan::bench(args = sizes(), sample_count = 100, sample_size = 1)]
fn one_change_and_its_versions(bencher: Bencher<'_, '_>, count: u32) {
    title(bencher, count, |store, home| {
        store.keeping_below(home, "anna", date(2026, 3, 2).at(10, 30, 0, 0), true)
    });
}

/// Measures saving a title by the store that `with` makes of it and a user's folder.
fn title(bencher: Bencher<'_, '_>, count: u32, with: impl Fn(Store, &Path) -> Store) {
    // A workspace of its own: the others stay as they were made.
    let folder = tempfile::tempdir_in(scratch()).unwrap();
    files::folder_of_files(&folder.path().join("made-up"), count).unwrap();
    let loaded = load(&folder.path().join("made-up"));
    let store = with(loaded.store, &folder.path().join("home"));
    let workspace = RefCell::new(loaded.workspace);
    let mut times = 0;
    let retitle = || {
        times += 1;
        let mut commitment = records::commitment(count);
        commitment.title = format!("Title number {times}");
        let edit = Edit::Commitment(Change::create(commitment));
        workspace.borrow_mut().mirror(&edit);
        FileKey::of(&edit)
    };
    let save = |key| store.save(&workspace.borrow(), &key).unwrap();
    bencher.with_inputs(retitle).bench_local_values(save);
    assert!(store.versions_trouble().is_none());
}
