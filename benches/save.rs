//! Saving one change: on the disk and durable, as after every key that changes something.

use std::cell::RefCell;

use divan::Bencher;
use roundtable::model::{Change, Edit};
use roundtable::store::FileKey;

use crate::load::load;
use crate::workspaces::{scratch, sizes};
use crate::{files, records};

/// A new title of one commitment.
#[divan::bench(args = sizes(), sample_count = 100, sample_size = 1)]
fn one_change(bencher: Bencher<'_, '_>, count: u32) {
    // A workspace of its own: the others stay as they were made.
    let folder = tempfile::tempdir_in(scratch()).unwrap();
    files::folder_of_files(&folder.path().join("made-up"), count).unwrap();
    let loaded = load(&folder.path().join("made-up"));
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
    let save = |key| loaded.store.save(&workspace.borrow(), &key).unwrap();
    bencher.with_inputs(retitle).bench_local_values(save);
}
