//! A time zone by its name: `Europe/London`.

use std::fmt;
use std::str::FromStr;

use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

/// The name of a time zone, as the tz database of IANA has it. One that a file holds may be unknown
/// where the program runs; what is typed is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Zone(String);

impl Zone {
    /// Returns the zone itself; `None` where it is not known here.
    pub fn here(&self) -> Option<TimeZone> {
        TimeZone::get(&self.0).ok()
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let zone = TimeZone::get(text.trim()).ok();
        // As the database writes it, whatever the case it was typed in.
        let name = zone.as_ref().and_then(TimeZone::iana_name);
        name.map(|name| Self(name.to_owned())).ok_or_else(|| {
            format!(
                "`{}` is no time zone that is known here; write it like Europe/London",
                text.escape_debug()
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_that_is_typed_is_known() {
        let utc: Zone = " utc ".parse().expect("everybody knows it");
        assert_eq!(utc.to_string(), "UTC");
        for wrong in ["Mars/Olympus", "", "../../etc/passwd", "half past ten"] {
            assert!(wrong.parse::<Zone>().is_err(), "{wrong}");
        }
    }
}
