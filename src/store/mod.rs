//! The only place that touches files.
//!
//! ```text
//! store  what was read and written last      load      opening a workspace
//! saving what others changed is taken in     beside    other versions of a file
//! whose  who saved a version                 contents  what one file holds
//! watch  which files were changed            look      what somebody else left in a file
//! copies of file syncs, beside a file        marks     of Git, in a file
//! layout record ↔ path                       problem   one file that is wrong
//! ron_text record ↔ text                     comments  carried over when text is rewritten
//! save   one file, old or new                error     why opening or saving stopped
//! fs     the door to the disk                sim       a disk that fails on demand
//! state  the user's own folder               recent    the workspaces opened lately
//! journal what was done, for undo            published what leaves the program as files
//! sitting what a program has not saved yet   sealed    a line that shows whether it is whole
//! litter what interrupted saves have left    within    no link leads out of a workspace
//! limits how much one file may hold
//! merging two sides of one file, for Git     marking   puts marks around what clashes
//! versions what files held before each save   line     a sealed line with a number
//! ```
//!
//! Invariants: reading never writes; a file is replaced only if it still is what was read; what
//! is reported as saved is durable; a broken file is a named problem beside the files that load; the
//! journal never stands in the way of opening or saving.

mod beside;
pub mod comments;
mod contents;
mod copies;
#[cfg(test)]
#[expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]
pub(crate) mod crash_states;
pub mod error;
pub mod fs;
mod in_order;
pub mod journal;
pub mod layout;
mod limits;
mod line;
mod litter;
pub mod load;
mod look;
mod marking;
mod marks;
pub mod merging;
pub mod problem;
pub mod published;
mod reading;
pub mod recent;
mod ron_marks;
mod ron_problem;
pub mod ron_text;
mod ron_tokens;
pub mod save;
mod saving;
mod sealed;
pub mod sim;
pub mod sitting;
pub mod state;
#[expect(
    clippy::module_inception,
    reason = "the store is what this module is about"
)]
mod store;
pub mod versions;
pub mod watch;
mod whose;
mod within;

pub use contents::Contents;
pub use error::StoreError;
pub use journal::Journal;
pub use layout::FileKey;
pub use load::{Batch, Loaded, Opening, Rest};
pub use look::Seen;
pub use problem::{Place, Problem, Severity};
pub use recent::Recent;
pub use saving::Saved;
pub use store::Store;
pub use versions::Versions;
