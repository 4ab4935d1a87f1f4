//! What could live in a standard library: text on a terminal, fuzzy dates, ids.
//! Nothing here knows a noun of the field.

pub mod clock;
pub mod date;
pub mod failpoint;
pub mod id;
pub mod near;
pub mod text;
pub mod zone;

/// Returns true for a value that is left out of a file, as reading gives it back.
pub fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
