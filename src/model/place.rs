//! Where in a workspace a promise can be seen to be kept: a record, a requirement with the records
//! that show it, or a list.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::ids::{MeetingId, Subject};
use crate::base::id::Id;

/// A place in a workspace. In files it is one word: `UK0076`, `meeting:2017-11-02`,
/// `requirement:cadence`, `coverage`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Place {
    /// A commitment or milestone.
    Promise(Subject),
    /// A meeting.
    Meeting(MeetingId),
    /// A requirement, by its id in `assets/requirements.ron`.
    Requirement(String),
    /// A list.
    List(List),
}

/// A list that can be the place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "each is the list of that noun")]
pub enum List {
    Stakeholders,
    Contacts,
    Contributions,
    Coverage,
    Documents,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 5] = [
        Self::Stakeholders,
        Self::Contacts,
        Self::Contributions,
        Self::Coverage,
        Self::Documents,
    ];

    /// Returns the word for it in files and on the screen.
    pub fn words(self) -> &'static str {
        match self {
            Self::Stakeholders => "stakeholders",
            Self::Contacts => "contacts",
            Self::Contributions => "contributions",
            Self::Coverage => "coverage",
            Self::Documents => "documents",
        }
    }
}

const MEETING: &str = "meeting:";
const REQUIREMENT: &str = "requirement:";

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Promise(subject) => write!(f, "{subject}"),
            Self::Meeting(id) => write!(f, "{MEETING}{id}"),
            Self::Requirement(id) => write!(f, "{REQUIREMENT}{id}"),
            Self::List(list) => f.write_str(list.words()),
        }
    }
}

impl FromStr for Place {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Some(list) = List::ALL.into_iter().find(|list| list.words() == text) {
            return Ok(Self::List(list));
        }
        if let Some(id) = text.strip_prefix(MEETING) {
            let id = MeetingId::parse(id).map_err(|error| error.to_string())?;
            return Ok(Self::Meeting(id));
        }
        if let Some(id) = text.strip_prefix(REQUIREMENT) {
            return Ok(Self::Requirement(id.to_owned()));
        }
        let subject = text.parse().map_err(|_| {
            format!(
                "`{}` is no place; write one like UK0063.2, meeting:2017-11-30, requirement:cadence, \
                 stakeholders, contacts, contributions, coverage or documents",
                text.escape_debug()
            )
        });
        subject.map(Self::Promise)
    }
}

impl Serialize for Place {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        String::deserialize(d)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_as_it_is_written() {
        for text in [
            "UK0063",
            "UK0063.2",
            "meeting:2017-11-02",
            "requirement:1.1-meets",
            "coverage",
        ] {
            let place: Place = text.parse().expect("a place");
            assert_eq!(place.to_string(), text);
        }
        assert!("under the table".parse::<Place>().is_err());
    }
}
