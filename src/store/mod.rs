//! The only place that touches files.
//!
//! ```text
//! store  what was read, what is saved        load      opening a workspace
//! layout record ↔ path                       problem   one file that is wrong
//! ron_text record ↔ text                     comments  carried over when text is rewritten
//! save   one file, old or new                error     why opening or saving stopped
//! fs     the door to the disk                sim       a disk that fails on demand
//! state  the user's own folder               recent    the workspaces opened lately
//! journal what was done, for undo            published what leaves the program as files
//! ```
//!
//! Invariants: reading never writes; a file is replaced only if it still is what was read; what
//! is reported as saved is durable; a broken file is a named problem beside the files that load; the
//! journal never stands in the way of opening or saving.

pub mod comments;
pub mod error;
pub mod fs;
mod in_order;
pub mod journal;
pub mod layout;
pub mod load;
pub mod problem;
pub mod published;
pub mod recent;
mod ron_problem;
pub mod ron_text;
mod ron_tokens;
pub mod save;
pub mod sim;
pub mod state;
#[expect(
    clippy::module_inception,
    reason = "the store is what this module is about"
)]
mod store;

pub use error::StoreError;
pub use journal::Journal;
pub use layout::FileKey;
pub use load::{Batch, Loaded, Opening, Rest};
pub use problem::{Place, Problem, Severity};
pub use recent::Recent;
pub use store::Store;
