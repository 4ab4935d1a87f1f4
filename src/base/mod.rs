//! What could live in a standard library: text on a terminal, fuzzy dates, ids.
//! Nothing here knows a noun of the field.

pub mod clock;
pub mod date;
pub mod id;
pub mod near;
pub mod text;
