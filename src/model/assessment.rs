//! What the independent reviewer concluded. It stays apart from what the
//! sides report: the reviewer's word is entered, never derived.
//!
//! The value sets are those of the OGP data (Explorer help texts, 2016, and
//! the glossary), kept as published, with their three ways of saying nothing.

use serde::{Deserialize, Serialize};

use super::status::Status;
use crate::base::text::fold;

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

/// The values that an indicator can have.
pub trait Scale: Copy + PartialEq + 'static {
    /// Every value, in the order of the scale.
    const ALL: &'static [Self];

    /// Returns the value in words, lower case.
    fn words(self) -> &'static str;

    /// Returns the value that words name, in lower case and without dashes.
    fn named(words: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|one| one.words() == words)
    }
}

impl<T> Reading<T> {
    /// Returns true when nobody has entered anything.
    pub fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown)
    }
}

impl<T: Scale> Reading<T> {
    /// Returns the value in words, or the reason why there is none.
    pub fn words(self) -> &'static str {
        match self {
            Self::Unknown => "not known",
            Self::Is(known) => known.words(),
            Self::NoData => "no data",
            Self::NotReviewed => "not reviewed",
            Self::NotApplicable => "not applicable",
        }
    }

    /// Returns everything that can be entered: nothing, each value, and why there is none.
    pub fn all() -> Vec<Self> {
        let values = T::ALL.iter().copied().map(Self::Is);
        let why_none = [Self::NoData, Self::NotReviewed, Self::NotApplicable];
        let all = [Self::Unknown].into_iter().chain(values);
        all.chain(why_none).collect()
    }

    /// Returns the reading that `typed` names: its words, or the code that tables of the OGP have for
    /// why there is none. `none` is a value where the scale has it, else that nothing is entered.
    pub fn typed(typed: &str) -> Option<Self> {
        let wanted = fold(typed.trim()).replace(['-', '_'], " ");
        if let Some(value) = T::named(&wanted) {
            return Some(Self::Is(value));
        }
        match wanted.as_str() {
            "nd" => Some(Self::NoData),
            "nr" => Some(Self::NotReviewed),
            "na" => Some(Self::NotApplicable),
            "none" | "nothing" => Some(Self::Unknown),
            _ => Self::all().into_iter().find(|one| one.words() == wanted),
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

/// How much it could bring about, as its plan has it (plans from 2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the published scale, word for word")]
pub enum Potential {
    Unclear,
    Modest,
    Substantial,
}

/// What it had brought about when the plan ended (plans from 2020).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the published scale, word for word")]
pub enum EarlyResults {
    NoNotableResults,
    Moderate,
    Significant,
}

/// Makes scales of enums, from the values with their words.
macro_rules! scales {
    ($($scale:ident { $($value:ident => $words:literal),+ $(,)? })+) => {
        $(impl Scale for $scale {
            const ALL: &'static [Self] = &[$(Self::$value),+];

            fn words(self) -> &'static str {
                match self {
                    $(Self::$value => $words),+
                }
            }
        })+
    };
}

scales! {
    Specificity { None => "none", Low => "low", Medium => "medium", High => "high" }
    Impact {
        None => "none",
        Minor => "minor",
        Moderate => "moderate",
        Transformative => "transformative",
    }
    Ambition { Low => "low", High => "high" }
    Opening {
        Worsened => "worsened",
        DidNotChange => "did not change",
        Marginal => "marginal",
        Major => "major",
        Outstanding => "outstanding",
    }
    Potential { Unclear => "unclear", Modest => "modest", Substantial => "substantial" }
    EarlyResults {
        NoNotableResults => "no notable results",
        Moderate => "moderate",
        Significant => "significant",
    }
}

impl Scale for Answer {
    const ALL: &'static [Self] = &Answer::ALL;

    fn words(self) -> &'static str {
        Answer::words(self)
    }
}

impl Scale for Status {
    const ALL: &'static [Self] = &Status::ALL;

    fn words(self) -> &'static str {
        Status::words(self)
    }

    fn named(words: &str) -> Option<Self> {
        Status::from_words(words)
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
    /// The reviewer's conclusion. In a file a value stands bare, without `Is`.
    #[serde(with = "bare")]
    pub result: Reading<Opening>,
}

/// A reading of whether it opened government as a file has it: the values and the reasons why there is
/// none, all of one kind.
mod bare {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{Opening, Reading};

    #[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
    enum Bare {
        Worsened,
        DidNotChange,
        Marginal,
        Major,
        Outstanding,
        Unknown,
        NoData,
        NotReviewed,
        NotApplicable,
    }

    const BARE: [(Bare, Reading<Opening>); 9] = [
        (Bare::Worsened, Reading::Is(Opening::Worsened)),
        (Bare::DidNotChange, Reading::Is(Opening::DidNotChange)),
        (Bare::Marginal, Reading::Is(Opening::Marginal)),
        (Bare::Major, Reading::Is(Opening::Major)),
        (Bare::Outstanding, Reading::Is(Opening::Outstanding)),
        (Bare::Unknown, Reading::Unknown),
        (Bare::NoData, Reading::NoData),
        (Bare::NotReviewed, Reading::NotReviewed),
        (Bare::NotApplicable, Reading::NotApplicable),
    ];

    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde passes fields by reference"
    )]
    pub(super) fn serialize<S: Serializer>(
        reading: &Reading<Opening>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let found = BARE.into_iter().find(|(_, known)| known == reading);
        let bare = found.map_or(Bare::Unknown, |(bare, _)| bare);
        bare.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Reading<Opening>, D::Error> {
        let bare = Bare::deserialize(deserializer)?;
        let found = BARE.into_iter().find(|(known, _)| *known == bare);
        Ok(found.map_or(Reading::Unknown, |(_, reading)| reading))
    }
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
    /// How much it could bring about.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub potential_for_results: Reading<Potential>,
    /// Whether the reviewer called it promising.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub promising: Reading<Answer>,
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
    /// What it had brought about when the plan ended.
    #[serde(skip_serializing_if = "Reading::is_unknown")]
    pub early_results: Reading<EarlyResults>,
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
