//! Opening a workspace: what the first screen needs, and all of it.

use std::path::Path;
use std::sync::Arc;

use divan::Bencher;
use roundtable::store::fs::RealFs;
use roundtable::store::{Batch, Loaded, Store};

use crate::workspaces::{folder, sizes};

/// As many commitments as the program reads before it draws.
const FIRST: usize = 80;

/// The names of all commitments, and those of the first screen read.
#[divan::bench(args = sizes(), sample_count = 20, sample_size = 1)]
fn first_screen(bencher: Bencher<'_, '_>, count: u32) {
    let folder = folder(count);
    bencher.bench(|| -> Batch {
        let mut opening = Store::open(Arc::new(RealFs), folder.clone()).unwrap();
        opening.rest.read_first(FIRST)
    });
}

/// Every file of the workspace.
#[divan::bench(args = sizes(), sample_count = 10, sample_size = 1)]
fn everything(bencher: Bencher<'_, '_>, count: u32) {
    let folder = folder(count);
    bencher.bench(|| load(&folder));
}

/// Reads a whole workspace.
pub(crate) fn load(folder: &Path) -> Loaded {
    let loaded = Store::load_all(Arc::new(RealFs), folder.to_owned()).unwrap();
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded
}
