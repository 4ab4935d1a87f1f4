//! The roll of a meeting: who was there, for which sector, and whether they are enough.

use serde::{Deserialize, Serialize};

use crate::base::clock::{ClockTime, Stamp};
use crate::base::is_default;
use crate::model::ids::{EntryId, StakeholderId};
use crate::model::stakeholder::Sector;

/// A line of the roll: a person, or people of one organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attendance {
    /// Names the line within its roll.
    pub id: EntryId,
    /// The organisation or person, where it is one of the stakeholders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stakeholder: Option<StakeholderId>,
    /// The name to show, for guests and parts of an organisation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The sector they sit at the table for.
    pub sector: Sector,
    /// How many people this line counts.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub people: u16,
    /// Whether they are there; `None` until they are called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presence: Option<Presence>,
    /// When they arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrived: Option<ClockTime>,
    /// That they left before the end, at a time that may not be known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left: Option<Stamp>,
    /// When they had left and were back, the earliest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub away: Vec<Away>,
    /// What they do in the meeting: chair, speaker.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Whom they sit in for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub substitute_for: String,
}

impl Attendance {
    /// Makes the line of one person of that sector who was not called yet.
    pub fn new(id: EntryId, sector: Sector) -> Self {
        Self {
            id,
            stakeholder: None,
            name: String::new(),
            sector,
            people: 1,
            presence: None,
            arrived: None,
            left: None,
            away: Vec::new(),
            role: String::new(),
            substitute_for: String::new(),
        }
    }

    /// Returns true for a line that counts people of a sector and names nobody.
    pub fn is_count(&self) -> bool {
        self.stakeholder.is_none() && self.name.is_empty()
    }

    /// Returns true for the line of a stakeholder. One with a name of its own is a part of the
    /// organisation.
    pub fn is_of(&self, stakeholder: &StakeholderId) -> bool {
        self.stakeholder.as_ref() == Some(stakeholder) && self.name.is_empty()
    }

    /// Returns true for a line of that stakeholder that was not called yet.
    pub fn waits_for(&self, stakeholder: &StakeholderId) -> bool {
        self.is_of(stakeholder) && self.presence.is_none()
    }

    /// Returns true for somebody who is marked so and has not left since.
    pub fn is_marked(&self, presence: Presence) -> bool {
        self.presence == Some(presence) && self.left.is_none()
    }

    /// Returns true for somebody who takes part, be it for a while.
    pub fn took_part(&self) -> bool {
        self.presence.is_some_and(Presence::takes_part)
    }

    /// Returns true for somebody who takes part and has not left.
    pub fn is_at_the_table(&self) -> bool {
        self.took_part() && self.left.is_none()
    }
}

/// A time in which somebody who takes part was not there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Away {
    /// When they left.
    pub from: ClockTime,
    /// When they were back.
    pub to: ClockTime,
}

/// Whether somebody is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Presence {
    /// In the room.
    Present,
    /// Taking part from elsewhere.
    Remote,
    /// Sent apologies.
    Apologies,
    /// Did not come.
    Absent,
}

impl Presence {
    /// Every presence, in the order of the roll call.
    pub const ALL: [Self; 4] = [Self::Present, Self::Remote, Self::Apologies, Self::Absent];

    /// Returns the presence in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Remote => "remote",
            Self::Apologies => "apologies",
            Self::Absent => "absent",
        }
    }

    /// Returns true for somebody who takes part.
    pub fn takes_part(self) -> bool {
        matches!(self, Self::Present | Self::Remote)
    }
}

/// How many people of each sector take part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HeadCount {
    /// Of government, parliament included.
    pub government: u32,
    /// Of civil society.
    pub civil_society: u32,
    /// Of all other sectors.
    #[serde(default, skip_serializing_if = "is_default")]
    pub other: u32,
}

impl HeadCount {
    /// Counts the people of these lines.
    pub fn of<'l>(lines: impl IntoIterator<Item = &'l Attendance>) -> Self {
        let mut count = Self::default();
        for line in lines {
            *count.side_of(line.sector) += u32::from(line.people);
        }
        count
    }

    /// Counts these lines, however many people each is.
    fn of_lines<'l>(lines: impl IntoIterator<Item = &'l Attendance>) -> Self {
        let mut count = Self::default();
        for line in lines {
            *count.side_of(line.sector) += 1;
        }
        count
    }

    /// Returns the count of the side that a sector belongs to.
    fn side_of(&mut self, sector: Sector) -> &mut u32 {
        match sector {
            Sector::Government | Sector::Parliament => &mut self.government,
            Sector::CivilSociety => &mut self.civil_society,
            Sector::Private | Sector::Academia | Sector::Other => &mut self.other,
        }
    }

    /// Returns how many there are without these.
    #[must_use]
    pub fn without(self, others: Self) -> Self {
        Self {
            government: self.government.saturating_sub(others.government),
            civil_society: self.civil_society.saturating_sub(others.civil_society),
            other: self.other.saturating_sub(others.other),
        }
    }

    /// Returns how many people there are in all.
    pub fn all(self) -> u32 {
        self.government + self.civil_society + self.other
    }
}

/// How many people of each side there are; `None` for a side of which nobody was called or counted: nobody
/// knows then whether any of it came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Heads {
    /// Of government, parliament included.
    pub government: Option<u32>,
    /// Of civil society.
    pub civil_society: Option<u32>,
    /// Of all other sectors.
    pub other: Option<u32>,
}

impl Heads {
    /// Tells of a count of people of which side `roll` says anything.
    pub fn of(count: HeadCount, roll: &[Attendance]) -> Self {
        let called = roll.iter().filter(|line| line.presence.is_some());
        let called = HeadCount::of_lines(called);
        let known = |people: u32, lines: u32| (people > 0 || lines > 0).then_some(people);
        Self {
            government: known(count.government, called.government),
            civil_society: known(count.civil_society, called.civil_society),
            other: known(count.other, called.other),
        }
    }

    /// Returns how many people there are in all, as far as anybody knows.
    pub fn all(self) -> u32 {
        let sides = [self.government, self.civil_society, self.other];
        sides.into_iter().flatten().sum()
    }

    /// Returns them in words: `6 government, 4 civil society, 1 other`, or `19 government, civil society not
    /// counted`.
    pub fn words(self) -> String {
        let side = |people: Option<u32>, side: &str| match people {
            Some(people) => format!("{people} {side}"),
            None => format!("{side} not counted"),
        };
        let mut words = vec![
            side(self.government, "government"),
            side(self.civil_society, "civil society"),
        ];
        let other = self.other.filter(|people| *people > 0);
        words.extend(other.map(|people| side(Some(people), "other")));
        words.join(", ")
    }
}

/// How many people of which side must be at the table for the forum to decide,
/// by the plan's own rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quorum {
    /// People in all.
    #[serde(default, skip_serializing_if = "is_default")]
    pub people: u16,
    /// People of government.
    #[serde(default, skip_serializing_if = "is_default")]
    pub government: u16,
    /// People of civil society.
    #[serde(default, skip_serializing_if = "is_default")]
    pub civil_society: u16,
    /// The least share of either side among the people of both, in percent.
    #[serde(default, skip_serializing_if = "is_default")]
    pub balance: u16,
}

impl Quorum {
    /// Returns what is missing, in words; nothing when there is a quorum. Of a side that was not counted that
    /// is what is missing.
    pub fn missing(self, heads: Heads) -> Vec<String> {
        let least = [
            (self.people, Some(heads.all()), "people"),
            (self.government, heads.government, "of government"),
            (self.civil_society, heads.civil_society, "of civil society"),
        ];
        let short = least
            .into_iter()
            .filter_map(|(least, there, who)| match there {
                Some(there) if u32::from(least) > there => {
                    Some(format!("{there} of {least} {who}"))
                }
                None if least > 0 => Some(format!("{least} {who}, which was not counted")),
                _ => None,
            });
        let mut missing: Vec<String> = short.collect();
        let sides = heads.government.zip(heads.civil_society);
        missing.extend(match sides {
            Some((government, civil_society)) => self.out_of_balance(government, civil_society),
            None if self.balance > 0 => {
                Some("the share of each side, as not both were counted".to_owned())
            }
            None => None,
        });
        missing
    }

    fn out_of_balance(self, government: u32, civil_society: u32) -> Option<String> {
        let (both, fewer) = (government + civil_society, government.min(civil_society));
        let share = fewer * 100 / both.max(1);
        let is_less = fewer * 100 < u32::from(self.balance) * both;
        is_less.then(|| {
            format!(
                "the smaller side has {share} % of the seats, the rules ask for {} %",
                self.balance
            )
        })
    }
}

fn one() -> u16 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes fields by reference"
)]
fn is_one(n: &u16) -> bool {
    *n == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(government: u32, civil_society: u32, missing: &[&str]) {
        let quorum = Quorum {
            people: 5,
            government: 1,
            civil_society: 2,
            balance: 30,
        };
        let heads = Heads {
            government: Some(government),
            civil_society: Some(civil_society),
            other: Some(1),
        };
        assert_eq!(quorum.missing(heads), missing);
    }

    #[test]
    fn a_quorum_says_what_is_missing() {
        check(4, 2, &[]);
        check(1, 2, &["4 of 5 people"]);
        check(
            6,
            1,
            &[
                "1 of 2 of civil society",
                "the smaller side has 14 % of the seats, the rules ask for 30 %",
            ],
        );
        let nobody = Heads::of(HeadCount::default(), &[]);
        assert!(Quorum::default().missing(nobody).is_empty());
        let quorum = Quorum {
            civil_society: 2,
            balance: 30,
            ..Quorum::default()
        };
        let said = [
            "2 of civil society, which was not counted",
            "the share of each side, as not both were counted",
        ];
        assert_eq!(quorum.missing(nobody), said);
    }
}
