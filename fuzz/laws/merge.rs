//! Whatever two sides made of a record, merging them keeps the laws of `src/model/merge`.
//!
//! ```text
//! 1 byte   which kind of record, and whether it is known from what both were made
//! rest     numbers that decide about the edits; the fewer, the fewer edits
//! ```

#[path = "../../src/model/merge/tests/edits.rs"]
mod edits;
#[path = "../../src/model/merge/tests/laws.rs"]
mod laws;
#[path = "../../src/model/merge/tests/records.rs"]
mod records;

use roundtable::model::differences::{Difference, Kind, Pick, chosen};
use roundtable::model::merge::{Merged, merge};
use roundtable::model::{Action, Commitment, Contact, Meeting, Plan, Record, Stakeholder};

/// Holds the laws against one input.
pub(crate) fn holds(bytes: &[u8]) {
    let Some((kind, bytes)) = bytes.split_first() else {
        return;
    };
    let numbers: Vec<u32> = bytes.iter().copied().map(u32::from).collect();
    let known = kind % 2 == 0;
    let held = match kind / 2 % 6 {
        0 => laws::random::<Commitment>(records::commitment, &numbers, known),
        1 => laws::random::<Meeting>(records::meeting, &numbers, known),
        2 => laws::random::<Action>(records::action, &numbers, known),
        3 => laws::random::<Plan>(records::plan, &numbers, known),
        4 => laws::random::<Stakeholder>(records::stakeholder, &numbers, known),
        _ => laws::random::<Contact>(records::contact, &numbers, known),
    };
    let broken = held.err().unwrap_or_default();
    assert!(broken.is_empty(), "{broken}");
}
