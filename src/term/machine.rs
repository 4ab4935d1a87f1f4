//! The clock of the machine, in the zone of the machine: what the time is where the program runs.

use std::env;

use jiff::Zoned;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// Returns day and time in the zone that `TZ` names, else in that of the machine.
pub fn now() -> DateTime {
    Zoned::now().datetime()
}

/// Returns the zone that [`now`] is in.
pub fn zone() -> TimeZone {
    TimeZone::system()
}

/// Says that `TZ` names a zone nobody here knows, where it does: [`now`] is then that of UTC, as it
/// is for other programs.
pub fn unknown_zone() -> Option<String> {
    let named = env::var_os("TZ")?;
    TimeZone::try_system().err()?;
    Some(format!(
        "TZ is `{}`, a time zone that is not known here; the clock is that of UTC",
        named.to_string_lossy().escape_debug()
    ))
}
