//! Organisations and people at the table, and informal exchanges with them.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::ids::{ContactId, StakeholderId, Subject};
use super::paragraphs::Paragraphs;
use crate::base::date::{day, day_or_none};

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
