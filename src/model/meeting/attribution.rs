//! Who may be named in what leaves the program.

use serde::{Deserialize, Serialize};

/// Who may be named in what is published of a meeting. The record itself keeps what was typed.
/// The order is that of strictness: of two the greater is the stricter.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Attribution {
    /// People and organisations.
    Named,
    /// Organisations; a person appears as their organisation or sector. What
    /// nobody has chosen otherwise gives no person away.
    #[default]
    Organisation,
    /// How many people of each sector were there, and which sector said something.
    Sector,
    /// The Chatham House Rule: what was said may be told, but neither who said
    /// it nor for whom anybody was there.
    ChathamHouse,
}

impl Attribution {
    /// Every attribution, the most open first.
    pub const ALL: [Self; 4] = [
        Self::Named,
        Self::Organisation,
        Self::Sector,
        Self::ChathamHouse,
    ];

    /// Returns the attribution in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Organisation => "organisation",
            Self::Sector => "counts per sector",
            Self::ChathamHouse => "Chatham House",
        }
    }
}
