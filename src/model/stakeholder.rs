//! Organisations and people at the table, and informal exchanges with them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{ContactId, StakeholderId, Subject};
use super::paragraphs::Paragraphs;
use super::workspace::Workspace;
use crate::base::date::{day, day_or_none};
use crate::base::text::fold;

/// An organisation or person with a part in the plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stakeholder {
    /// Names the stakeholder.
    pub id: StakeholderId,
    /// The name people know it by.
    pub name: String,
    /// The sector it sits at the table for.
    pub sector: Sector,
    /// True for a person, false for an organisation.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub person: bool,
    /// The nation it works in, where it is not all of them.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nation: String,
    /// How much it matters that they are reached.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<Priority>,
    /// The policy areas it works in, beside those of the commitments it has a part in.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy_areas: Vec<String>,
    /// Who speaks for it, as an office rather than a name: `head of policy`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact_role: String,
    /// What it was called before; records of that time keep that name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_names: Vec<FormerName>,
    /// What else is worth knowing: other names, networks.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub notes: Paragraphs,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// A name that an institution had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The last day it was in use.
    #[serde(deserialize_with = "day")]
    pub until: Date,
}

impl Stakeholder {
    /// Makes an organisation of which nothing else is known.
    pub fn new(id: StakeholderId, name: impl Into<String>, sector: Sector) -> Self {
        Self {
            id,
            name: name.into(),
            sector,
            person: false,
            nation: String::new(),
            priority: None,
            policy_areas: Vec::new(),
            contact_role: String::new(),
            former_names: Vec::new(),
            notes: Paragraphs::default(),
            binned: None,
        }
    }

    /// Returns what it was called on that day.
    pub fn name_on(&self, day: Date) -> &str {
        let then = self.former_names.iter().filter(|was| was.until >= day);
        let then = then.min_by_key(|was| was.until);
        then.map_or(self.name.as_str(), |was| was.name.as_str())
    }

    /// Returns its name and those it had.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let former = self.former_names.iter().map(|was| was.name.as_str());
        std::iter::once(self.name.as_str()).chain(former)
    }

    /// Returns true for its name and for those it had, however they are written.
    pub fn is_called(&self, name: &str) -> bool {
        let wanted = fold(name);
        self.names().any(|known| fold(known) == wanted)
    }
}

/// Whether a stakeholder is one person, whose name may have to be kept back, or an organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Party {
    /// One person.
    Person,
    /// An organisation, network or institution.
    Organisation,
}

impl Party {
    /// Every party.
    pub const ALL: [Self; 2] = [Self::Person, Self::Organisation];

    /// Returns the party in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
        }
    }
}

/// The part of society somebody sits at the table for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Sector {
    /// Ministries, agencies, local government.
    Government,
    /// Organisations and networks of civil society.
    CivilSociety,
    /// Parliaments and assemblies.
    Parliament,
    /// Companies.
    Private,
    /// Universities and research.
    Academia,
    /// All others.
    Other,
}

impl Sector {
    /// Every sector.
    pub const ALL: [Self; 6] = [
        Self::Government,
        Self::CivilSociety,
        Self::Parliament,
        Self::Private,
        Self::Academia,
        Self::Other,
    ];

    /// Returns the sector in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Government => "government",
            Self::CivilSociety => "civil society",
            Self::Parliament => "parliament",
            Self::Private => "private",
            Self::Academia => "academia",
            Self::Other => "other",
        }
    }
}

/// How much it matters that somebody is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "three steps that say what they are")]
pub enum Priority {
    High,
    Medium,
    Low,
}

impl Priority {
    /// Every priority, the highest first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// Returns the priority in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// An informal exchange worth a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// Names the contact.
    pub id: ContactId,
    /// The day of it.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// With whom.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub with: Vec<StakeholderId>,
    /// What it was about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Subject>,
    /// What was said.
    pub text: Paragraphs,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

impl Contact {
    /// Returns with whom it was, by the names of that day.
    pub fn with_whom(&self, workspace: &Workspace) -> String {
        let name = |id: &StakeholderId| match workspace.stakeholders().get(id) {
            Some(known) => known.name_on(self.date).to_owned(),
            None => id.to_string(),
        };
        self.with.iter().map(name).collect::<Vec<_>>().join(", ")
    }

    /// Returns what it was about: `UK0063, UK0075.2`.
    pub fn about_what(&self, workspace: &Workspace) -> String {
        let names = self.about.iter().map(|about| workspace.subject_name(about));
        names.collect::<Vec<_>>().join(", ")
    }
}
