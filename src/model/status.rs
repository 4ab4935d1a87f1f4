//! How far a promise has come: the completion scale of the independent
//! reviewers, who says so, and the dated updates a status is read from.
//!
//! The scale is the one of the OGP's Independent Reporting Mechanism
//! (glossary, "completion"), with the legacy value Withdrawn.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{EntryId, MeetingId};
use super::later::in_order;
use super::paragraphs::Paragraphs;
use crate::base::date::{day, day_or_none};
use crate::base::is_default;
use crate::base::text::{alike, fold};

/// The completion scale of the reviewers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Status {
    /// Nothing shows whether anything was done; not the same as not started.
    NoEvidence,
    /// Nothing was done yet.
    NotStarted,
    /// Some of it was done.
    Limited,
    /// Most of it was done.
    Substantial,
    /// All of it was done.
    Complete,
    /// The promise was taken back.
    Withdrawn,
}

impl Status {
    /// Every status, in the order of the scale.
    pub const ALL: [Self; 6] = [
        Self::NoEvidence,
        Self::NotStarted,
        Self::Limited,
        Self::Substantial,
        Self::Complete,
        Self::Withdrawn,
    ];

    /// Returns the two letters that stand for the status in lists.
    pub fn letters(self) -> &'static str {
        match self {
            Self::NoEvidence => "NE",
            Self::NotStarted => "NS",
            Self::Limited => "LT",
            Self::Substantial => "SB",
            Self::Complete => "CP",
            Self::Withdrawn => "WD",
        }
    }

    /// Returns the status in words, lower case: `not started`.
    pub fn words(self) -> &'static str {
        match self {
            Self::NoEvidence => "no evidence",
            Self::NotStarted => "not started",
            Self::Limited => "limited",
            Self::Substantial => "substantial",
            Self::Complete => "complete",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// Returns the status that `text` names: its words, its letters or its
    /// name in files, letter case and dashes aside.
    pub fn from_words(text: &str) -> Option<Self> {
        let plain = |s: &str| -> String {
            let folded = fold(s);
            folded.chars().filter(|c| c.is_alphanumeric()).collect()
        };
        let wanted = plain(text);
        let named = |s: &Self| plain(s.words()) == wanted || plain(s.letters()) == wanted;
        Self::ALL.into_iter().find(named)
    }

    /// Returns true when nothing more is to be done.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Complete | Self::Withdrawn)
    }

    /// Returns true for a status that wants a reason.
    pub fn is_behind(self) -> bool {
        matches!(self, Self::NotStarted | Self::Limited)
    }
}

/// Who says so.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Side {
    /// Both sides agreed on it.
    #[default]
    Agreed,
    /// Government says so.
    Government,
    /// Civil society says so.
    CivilSociety,
}

impl Side {
    /// Every side, agreement first.
    pub const ALL: [Self; 3] = [Self::Agreed, Self::Government, Self::CivilSociety];

    /// Returns the side in words, lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::Government => "government",
            Self::CivilSociety => "civil society",
        }
    }

    /// Returns the side that `text` names: its words or `gov`, `cso`.
    pub fn from_words(text: &str) -> Option<Self> {
        match fold(text).as_str() {
            "agreed" | "both" => Some(Self::Agreed),
            "government" | "gov" => Some(Self::Government),
            "civil society" | "civil-society" | "cso" => Some(Self::CivilSociety),
            _ => None,
        }
    }
}

/// What stands in the way of a promise: the five groups into which OGP sorts
/// the reasons why commitments fall behind ("This is why OGP commitments fail").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Obstacle {
    /// How the promise is made: vague, too large, without means.
    Design,
    /// It does not, or no longer, matter to those it was made for.
    Relevance,
    /// Institutions and their working together.
    Coordination,
    /// Those at the top do not stand behind it.
    PoliticalSupport,
    /// People, money, skills, technology.
    Capacity,
}

impl Obstacle {
    /// Every obstacle.
    pub const ALL: [Self; 5] = [
        Self::Design,
        Self::Relevance,
        Self::Coordination,
        Self::PoliticalSupport,
        Self::Capacity,
    ];

    /// Returns the obstacle in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Design => "design",
            Self::Relevance => "relevance",
            Self::Coordination => "institutions and coordination",
            Self::PoliticalSupport => "political support",
            Self::Capacity => "capacity",
        }
    }

    /// Returns the obstacle that `text` names by its words.
    pub fn from_words(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|o| alike(o.words(), text))
    }
}

/// A dated entry on a commitment or milestone: what somebody said about it.
///
/// Updates are only ever added; a status is read from them, never stored.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Update {
    /// Names the update within its list.
    pub id: EntryId,
    /// The day it was said.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// The one it was said after, where its day alone would put it before that: the clock or the
    /// zone of whoever wrote the other down was another ([`later`](super::later)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<EntryId>,
    /// Who says so.
    #[serde(default, skip_serializing_if = "is_default")]
    pub side: Side,
    /// The status reported, if the update reports one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<Status>,
    /// What was said.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub note: Paragraphs,
    /// Links or documents that show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// What stands in the way, where it is behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obstacle: Option<Obstacle>,
    /// Why it is late, where it is.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub delay: String,
    /// The meeting in progress when it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// What a list of updates says at one time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Standing {
    /// The latest status both sides agreed on.
    pub agreed: Option<Status>,
    /// What government has said since then.
    pub government: Option<Status>,
    /// What civil society has said since then.
    pub civil_society: Option<Status>,
}

impl Standing {
    /// Reads what `updates` say as of the end of `day` (`None`: all of them).
    pub fn of(updates: &[Update], day: Option<Date>) -> Self {
        let said = in_order(updates).into_iter();
        Self::of_ordered(said.filter(|update| day.is_none_or(|day| update.date <= day)))
    }

    /// Reads what updates say that are in their order, the latest last.
    ///
    /// Which of two is the later says [`in_order_of`](super::later::in_order_of). An agreed update settles
    /// what the sides said before it.
    pub fn of_ordered<'u>(said: impl IntoIterator<Item = &'u Update>) -> Self {
        let mut standing = Self::default();
        for update in said {
            let Some(status) = update.status else {
                continue;
            };
            match update.side {
                Side::Agreed => standing = Self::agreed_on(status),
                Side::Government => standing.government = Some(status),
                Side::CivilSociety => standing.civil_society = Some(status),
            }
        }
        standing
    }

    /// Returns how things stand where both sides agreed on that, and neither has said more since.
    pub fn agreed_on(status: Status) -> Self {
        Self {
            agreed: Some(status),
            ..Self::default()
        }
    }

    /// Returns true when the sides do not say the same.
    pub fn is_disputed(self) -> bool {
        match (self.government, self.civil_society) {
            (Some(government), Some(civil)) => government != civil,
            (Some(one), None) | (None, Some(one)) => {
                self.agreed.is_some_and(|agreed| agreed != one)
            }
            (None, None) => false,
        }
    }

    /// Returns the two words that differ, where they do: government's and civil society's, else the
    /// agreed one and that of the side that has said something else since.
    pub fn differing(self) -> Option<[(Status, Side); 2]> {
        if !self.is_disputed() {
            return None;
        }
        let agreed = self.agreed.map(|status| (status, Side::Agreed));
        let government = self.government.map(|status| (status, Side::Government));
        let civil = self.civil_society.map(|s| (s, Side::CivilSociety));
        Some(match (government, civil) {
            (Some(one), Some(other)) => [one, other],
            (one, other) => [agreed?, one.or(other)?],
        })
    }

    /// Returns true when somebody says that status.
    pub fn is_said(self, status: Status) -> bool {
        [self.agreed, self.government, self.civil_society].contains(&Some(status))
    }

    /// Returns true when nobody has said anything.
    pub fn is_none(self) -> bool {
        self == Self::default()
    }

    /// Returns the one status to show and whose word it is: the agreed one, else that of the side that
    /// speaks. Where the sides differ there is none: either would speak for the other.
    pub fn shown(self) -> Option<(Status, Side)> {
        if self.is_disputed() {
            return None;
        }
        if let Some(status) = self.agreed {
            return Some((status, Side::Agreed));
        }
        match (self.government, self.civil_society) {
            (Some(status), _) => Some((status, Side::Government)),
            (None, Some(status)) => Some((status, Side::CivilSociety)),
            (None, None) => None,
        }
    }

    /// Returns it in words: `limited`, `government says complete`,
    /// `limited; civil society says not started (disputed)`.
    pub fn words(self) -> String {
        let says = |side: Side, status: Option<Status>| {
            status.map(|status| format!("{} says {}", side.words(), status.words()))
        };
        let agreed = self.agreed.map(|status| status.words().to_owned());
        let claims = [
            says(Side::Government, self.government),
            says(Side::CivilSociety, self.civil_society),
        ];
        let parts: Vec<String> = agreed
            .into_iter()
            .chain(claims.into_iter().flatten())
            .collect();
        match (parts.is_empty(), self.is_disputed()) {
            (true, _) => "none yet".to_owned(),
            (false, false) => parts.join("; "),
            (false, true) => format!("{} (disputed)", parts.join("; ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::Id;

    fn update(text: &str) -> Update {
        let mut words = text.split(' ');
        let mut next = || words.next().expect("day, side and status");
        let (day, side, status) = (next(), next(), next());
        Update {
            id: EntryId::parse("k3f9").expect("an id"),
            date: day.parse().expect("a day"),
            after: None,
            side: Side::from_words(side).expect("a side"),
            status: Status::from_words(status),
            note: Paragraphs::default(),
            evidence: Vec::new(),
            obstacle: None,
            delay: String::new(),
            meeting: None,
            binned: None,
        }
    }

    #[track_caller]
    fn check(updates: &[&str], day: Option<&str>, shown: &str) {
        let updates: Vec<Update> = updates.iter().map(|text| update(text)).collect();
        let standing = Standing::of(&updates, day.map(|d| d.parse().expect("a day")));
        let told =
            |(status, side): (Status, Side)| format!("{} {}", side.words(), status.letters());
        let text = match (standing.shown(), standing.differing()) {
            (None, None) => "nothing".to_owned(),
            (Some(one), None) => told(one),
            (None, Some([one, other])) => format!("{} ≠ {}", told(one), told(other)),
            (Some(_), Some(_)) => "one headline for two words".to_owned(),
        };
        assert_eq!(text, shown);
    }

    #[test]
    fn a_status_is_the_latest_agreed_update() {
        check(&[], None, "nothing");
        check(
            &["2017-01-01 agreed LT", "2018-01-01 agreed SB"],
            None,
            "agreed SB",
        );
        check(
            &["2018-01-01 agreed SB", "2017-01-01 agreed LT"],
            None,
            "agreed SB",
        );
        check(
            &["2017-01-01 agreed LT", "2017-01-01 agreed SB"],
            None,
            "agreed SB",
        );
        check(
            &["2017-01-01 agreed LT", "2018-01-01 agreed SB"],
            Some("2017-12-31"),
            "agreed LT",
        );
        check(
            &["2017-01-01 agreed LT", "2018-01-01 agreed -"],
            None,
            "agreed LT",
        );
    }

    #[test]
    fn where_the_sides_differ_it_is_disputed() {
        check(&["2017-01-01 gov CP"], None, "government CP");
        check(&["2017-01-01 cso NS"], None, "civil society NS");
        check(
            &["2017-01-01 gov CP", "2017-01-01 cso CP"],
            None,
            "government CP",
        );
        check(
            &["2017-01-01 gov CP", "2017-01-02 cso NS"],
            None,
            "government CP ≠ civil society NS",
        );
        check(
            &["2017-01-01 agreed LT", "2017-02-01 gov CP"],
            None,
            "agreed LT ≠ government CP",
        );
        check(
            &[
                "2017-01-01 gov CP",
                "2017-01-02 cso NS",
                "2017-01-03 agreed LT",
            ],
            None,
            "agreed LT",
        );
    }

    #[test]
    fn a_status_is_named_by_words_letters_or_its_name_in_files() {
        for text in ["not started", "Not-Started", "NotStarted", "ns"] {
            assert_eq!(Status::from_words(text), Some(Status::NotStarted), "{text}");
        }
        assert_eq!(Status::from_words("done"), None);
    }
}
