//! What the independent reviewer concluded. It stays apart from what the
//! sides report: the reviewer's word is entered, never derived.
//!
//! The value sets are those of the OGP data (Explorer help texts, 2016, and
//! the glossary), kept as published, with their three ways of saying nothing.

use serde::{Deserialize, Serialize};

use super::status::Status;

/// A value the reviewer gave, or why there is none.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Reading<T> {
    /// Nobody has entered anything here.
    #[default]
    Unknown,
    /// The reviewer's value.
    Is(T),
    /// The indicator did not exist for that plan ("ND").
    NoData,
    /// The reviewer has not reviewed it ("NR").
    NotReviewed,
    /// It does not apply ("NA").
    NotApplicable,
}

impl<T: Copy> Reading<T> {
    /// Returns true when nobody has entered anything.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    /// Returns the value in words, or the reason why there is none.
    pub fn words(self, value: impl Fn(T) -> &'static str) -> &'static str {
        match self {
            Self::Unknown => "not known",
            Self::Is(known) => value(known),
            Self::NoData => "no data",
            Self::NotReviewed => "not reviewed",
            Self::NotApplicable => "not applicable",
        }
    }
}

/// Yes or no, as the reviewer's tables have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the two answers say what they are")]
pub enum Answer {
    Yes,
    No,
}

impl Answer {
    /// Both answers.
    pub const ALL: [Self; 2] = [Self::Yes, Self::No];

    /// Returns the answer in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
        }
    }
}

/// How clear and measurable the text is (plans to 2016).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the published scale, word for word")]
pub enum Specificity {
    None,
    Low,
    Medium,
    High,
}

/// How far it could change the status quo (plans to 2019).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the published scale, word for word")]
pub enum Impact {
    None,
    Minor,
    Moderate,
    Transformative,
}

/// How ambitious the site of the OGP calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the published scale, word for word")]
pub enum Ambition {
    Low,
    High,
}

/// Whether it opened government, or what its early results are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the published scale, word for word")]
pub enum Opening {
    Worsened,
    DidNotChange,
    Marginal,
    Major,
    Outstanding,
}

impl Opening {
    /// Returns the value in words, lower case.
    pub fn words(self) -> &'static str {
        match self {
            Self::Worsened => "worsened",
            Self::DidNotChange => "did not change",
            Self::Marginal => "marginal",
            Self::Major => "major",
            Self::Outstanding => "outstanding",
        }
    }
}

/// What a commitment can add to open government, as the OGP names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the four values, word for word")]
pub enum OgpValue {
    AccessToInformation,
    CivicParticipation,
    PublicAccountability,
    TechnologyAndInnovation,
}

impl OgpValue {
    /// Every value, in the order the OGP lists them.
    pub const ALL: [Self; 4] = [
        Self::AccessToInformation,
        Self::CivicParticipation,
        Self::PublicAccountability,
        Self::TechnologyAndInnovation,
    ];

    /// Returns the value in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::AccessToInformation => "access to information",
            Self::CivicParticipation => "civic participation",
            Self::PublicAccountability => "public accountability",
            Self::TechnologyAndInnovation => "technology and innovation",
        }
    }
}

/// Whether it opened government in one respect.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OpenedIn {
    /// The respect.
    pub value: OgpValue,
    /// The reviewer's conclusion.
    pub result: Opening,
}

/// What the independent reviewer concluded on one commitment.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Assessment {
    /// How clear and measurable the text is.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub specificity: Reading<Specificity>,
    /// Whether it can be verified.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub verifiable: Reading<Answer>,
    /// Whether it is relevant to the values of the OGP.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub relevant: Reading<Answer>,
    /// How far it could change the status quo.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub potential_impact: Reading<Impact>,
    /// How ambitious the site of the OGP calls it.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub ambition: Reading<Ambition>,
    /// How far it had come after the first year.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub mid_term: Reading<Status>,
    /// How far it had come when the plan ended.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub end_of_term: Reading<Status>,
    /// Whether it opened government, over all.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub opened_government: Reading<Opening>,
    /// Whether it opened government, value by value.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub opened_in: Vec<OpenedIn>,
    /// Whether it was starred as a model commitment.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub starred: Reading<Answer>,
    /// Whether the next plan took it up again.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub carried_forward: Reading<Answer>,
    /// Where these conclusions come from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

impl Assessment {
    /// Returns true when nothing is entered.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns true when the reviewer starred the commitment.
    pub fn is_starred(&self) -> bool {
        self.starred == Reading::Is(Answer::Yes)
    }
}
