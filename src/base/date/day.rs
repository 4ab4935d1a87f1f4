//! A day in a file: read strictly, and refused with the text and the way out.

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, de};

use super::DateError;
use super::parse::quoted;

/// Reads a day such as `2014-09-30`; for `#[serde(deserialize_with)]`.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    Ok(Day::deserialize(deserializer)?.0)
}

/// Reads a day or none, as [`day`] does.
pub fn day_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Date>, D::Error> {
    Ok(Option::<Day>::deserialize(deserializer)?.map(|day| day.0))
}

struct Day(Date);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        parse(&text).map(Self).map_err(de::Error::custom)
    }
}

fn parse(text: &str) -> Result<Date, DateError> {
    text.parse().map_err(|_| {
        let text = quoted(text);
        if has_the_form_of_a_day(&text) {
            DateError::Calendar { text }
        } else {
            DateError::Day { text }
        }
    })
}

fn has_the_form_of_a_day(text: &str) -> bool {
    let form = "0000-00-00";
    let fits = |(c, form): (char, char)| c == form || (form == '0' && c.is_ascii_digit());
    text.len() == form.len() && text.chars().zip(form.chars()).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_or_refused_with_the_way_out() {
        let said = |text| match parse(text) {
            Ok(day) => day.to_string(),
            Err(error) => error.to_string(),
        };
        for (text, expected) in [
            ("2014-09-30", "2014-09-30"),
            (
                "2014-13-01",
                "the calendar has no `2014-13-01`; check day, month and year",
            ),
            (
                "Autumn 2014",
                "not a day: `Autumn 2014`; write it like 2014-09-30",
            ),
            ("", "not a day: ``; write it like 2014-09-30"),
        ] {
            assert_eq!(said(text), expected);
        }
    }
}
