//! A text that was typed and not recorded.

use serde::{Deserialize, Serialize};

/// A text that was typed and not recorded, as it is kept until it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unrecorded {
    /// What it is, for people: `note on UK0063, meeting 2018-04-09`.
    pub heading: String,
    /// Where the program takes it up again, in words of the program's own.
    pub place: String,
    /// What stands in each field.
    pub values: Vec<String>,
}
