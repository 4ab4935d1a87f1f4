//! A time of day as minutes of meetings carry it: hours and minutes.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Time;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// A time of day to the minute, local to the meeting: `10:31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClockTime {
    hour: i8,
    minute: i8,
}

impl ClockTime {
    /// Returns how many minutes pass until `later`, over midnight where it is earlier in the day.
    /// Where that is some hours before, the clock was set back and no time has passed.
    pub fn minutes_until(self, later: Self) -> u16 {
        const DAY: i16 = 24 * 60;
        let of_day = |time: Self| i16::from(time.hour) * 60 + i16::from(time.minute);
        match (of_day(later) - of_day(self)).rem_euclid(DAY) {
            passed if passed <= DAY / 2 => passed.unsigned_abs(),
            _ => 0,
        }
    }

    /// Returns true where `end` may be the end of what began at this time: later that day, or past
    /// midnight and at most half a day later.
    pub fn may_last_until(self, end: Self) -> bool {
        end >= self || self.minutes_until(end) > 0
    }
}

impl From<Time> for ClockTime {
    fn from(time: Time) -> Self {
        Self {
            hour: time.hour(),
            minute: time.minute(),
        }
    }
}

impl From<ClockTime> for Time {
    fn from(time: ClockTime) -> Self {
        Self::new(time.hour, time.minute, 0, 0).expect("hour and minute are those of a day")
    }
}

impl fmt::Display for ClockTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl FromStr for ClockTime {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{}` is not a time of day; write it like 10:31",
                text.escape_debug()
            )
        };
        let (hour, minute) = text.trim().split_once(':').ok_or_else(wrong)?;
        let (hour, minute) = (hour.parse(), minute.parse());
        match (hour, minute) {
            (Ok(hour @ 0..24), Ok(minute @ 0..60)) => Ok(Self { hour, minute }),
            _ => Err(wrong()),
        }
    }
}

/// That something has happened, at a time of day that may not be known: `10:31` or `unknown`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Stamp {
    /// At that time.
    At(ClockTime),
    /// Nobody has said when.
    Unknown,
}

impl Stamp {
    /// Returns the time, where it is known.
    pub fn time(self) -> Option<ClockTime> {
        match self {
            Self::At(time) => Some(time),
            Self::Unknown => None,
        }
    }
}

impl From<Option<ClockTime>> for Stamp {
    fn from(time: Option<ClockTime>) -> Self {
        time.map_or(Self::Unknown, Self::At)
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(time) => time.fmt(f),
            Self::Unknown => f.write_str("unknown"),
        }
    }
}

impl FromStr for Stamp {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim() {
            "unknown" => Ok(Self::Unknown),
            time => time.parse().map(Self::At),
        }
    }
}

impl Serialize for Stamp {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Stamp {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

impl Serialize for ClockTime {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ClockTime {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_hours_and_minutes() {
        let half_past: ClockTime = "9:30".parse().expect("a time");
        assert_eq!(half_past.to_string(), "09:30");
        for wrong in ["24:00", "10:60", "ten", "-1:00", ""] {
            assert!(wrong.parse::<ClockTime>().is_err(), "{wrong}");
            assert!(wrong.parse::<Stamp>().is_err(), "{wrong}");
        }
        for text in ["09:30", "unknown"] {
            assert_eq!(text.parse::<Stamp>().expect("a stamp").to_string(), text);
        }
    }
}
