//! Who somebody named in a record is: a person, an organisation, a sector, or nobody we know.

use std::collections::{BTreeMap, BTreeSet};

use super::words::{joined, keys};
use super::written::is_little;
use crate::model::lexicon::{Known, Lexicon};
use crate::model::meeting::Attendance;
use crate::model::verbs::roll::shown_name;
use crate::model::{Meeting, MeetingId, Sector, Side, Stakeholder, Workspace};

/// What people sit at the table as; it names nobody.
const ROLES: &[&str] = &[
    "all",
    "both sides",
    "chair",
    "co-chair",
    "co-chairs",
    "everybody",
    "everyone",
    "secretariat",
    "the chair",
    "the secretariat",
];

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Who {
    /// An organisation.
    Organisation {
        name: String,
        sector: Option<Sector>,
    },
    /// A person, with what they sit at the table for.
    Person {
        organisation: Option<String>,
        sector: Option<Sector>,
    },
    /// A sector or a side as such.
    Sector(Sector),
    /// A part in the meeting rather than a name.
    Role,
    /// Nobody on record; perhaps a person.
    Unknown,
}

impl Who {
    /// Returns who an organisation on record is under one of its names.
    fn of_stakeholder(one: &Stakeholder, name: &str) -> Self {
        Self::Organisation {
            name: name.to_owned(),
            sector: Some(one.sector),
        }
    }

    /// Returns who a name that is on no record stands for, as far as its words tell.
    fn by_words(name: &str) -> Self {
        let lexicon = Lexicon::built_in();
        if lexicon.names_nobody(name) {
            Self::Role
        } else if parts(name).len() == 1 && lexicon.is_organisation(name) {
            Self::Organisation {
                name: name.trim().to_owned(),
                sector: None,
            }
        } else {
            Self::Unknown
        }
    }

    /// Tells whether a line of a roll has somebody else of that name: who sits there for another sector
    /// than the word says, or a person who is not the organisation on record.
    fn is_another(&self, on_roll: &Self) -> bool {
        match (self, on_roll) {
            (Self::Sector(word), Self::Sector(sector)) => word != sector,
            (
                Self::Organisation {
                    name,
                    sector: Some(sector),
                },
                Self::Person {
                    organisation,
                    sector: Some(seat),
                },
            ) => match organisation {
                Some(of) => of != name,
                None => seat != sector,
            },
            _ => false,
        }
    }

    /// Returns the sector, where it is known.
    pub(super) fn sector(&self) -> Option<Sector> {
        match self {
            Self::Organisation { sector, .. } | Self::Person { sector, .. } => *sector,
            Self::Sector(sector) => Some(*sector),
            Self::Role | Self::Unknown => None,
        }
    }

    /// Returns the organisation that may stand for it.
    pub(super) fn organisation(&self) -> Option<&str> {
        match self {
            Self::Organisation { name, .. } => Some(name),
            Self::Person { organisation, .. } => organisation.as_deref(),
            Self::Sector(_) | Self::Role | Self::Unknown => None,
        }
    }
}

/// Everybody on record, by the words of their names.
#[derive(Debug)]
pub(super) struct People {
    known: BTreeMap<String, Who>,
    /// Those of them that are known from rolls only.
    guests: BTreeSet<String>,
    /// Who is known more closely in the meeting whose roll has them.
    rolls: BTreeMap<MeetingId, BTreeMap<String, Who>>,
    /// The names of people, as stakeholders or on a roll.
    on_record: Vec<String>,
}

impl People {
    /// Reads who is on record in the workspace.
    pub(super) fn of(workspace: &Workspace) -> Self {
        let mut people = Self {
            known: BTreeMap::new(),
            guests: BTreeSet::new(),
            rolls: BTreeMap::new(),
            on_record: Vec::new(),
        };
        let stakeholders = || workspace.stakeholders().values();
        // Of what is a word of the field and on record with its sector the record is to be believed.
        let lexicon = Lexicon::built_in();
        for one in stakeholders().filter(|one| !one.person) {
            let words = one.names().filter(|name| lexicon.is_field(name));
            words.for_each(|name| people.add(name, Who::of_stakeholder(one, name)));
        }
        for sector in Sector::ALL {
            people.add(sector.words(), Who::Sector(sector));
        }
        for role in ROLES {
            people.add(role, Who::Role);
        }
        for name in &workspace.settings().kept_back {
            let who = Who::Person {
                organisation: None,
                sector: None,
            };
            people.add(name, who);
            people.on_record.push(name.clone());
        }
        for one in stakeholders().filter(|one| one.person) {
            let who = Who::Person {
                organisation: None,
                sector: Some(one.sector),
            };
            for name in one.names() {
                people.add(name, who.clone());
                people.on_record.push(name.to_owned());
            }
        }
        // Who speaks for an organisation, where that is not an office.
        for one in stakeholders().filter(|one| lexicon.is_person(&one.contact_role)) {
            let who = Who::Person {
                organisation: Some(one.name.clone()),
                sector: Some(one.sector),
            };
            people.add(&one.contact_role, who);
            people.on_record.push(one.contact_role.clone());
        }
        for one in stakeholders().filter(|one| !one.person) {
            // Records of another time have the name of that time.
            for whole in one.names() {
                let who = Who::of_stakeholder(one, whole);
                for name in names_of_organisation(whole) {
                    people.add(name, who.clone());
                }
            }
        }
        for commitment in workspace.commitments().values() {
            for name in commitment.lead.iter().chain(&commitment.support) {
                let who = Who::Organisation {
                    name: name.clone(),
                    sector: None,
                };
                people.add(name, who);
            }
        }
        people.add_rolls(workspace);
        people
    }

    fn add_rolls(&mut self, workspace: &Workspace) {
        for meeting in workspace.meetings().values() {
            for line in meeting.roll.iter().filter(|line| !line.name.is_empty()) {
                let who = Self::guest(workspace, line);
                for name in [line.name.as_str(), first_part(&line.name)] {
                    self.add_guest(&meeting.id, name, &who);
                }
                if matches!(self.whole(&meeting.id, &line.name), Who::Person { .. }) {
                    self.on_record.push(line.name.clone());
                }
            }
        }
    }

    /// Adds a name of a roll. In other meetings it is known as a person's, but not for whom they
    /// came: that is for their own meeting to tell.
    fn add_guest(&mut self, meeting: &MeetingId, name: &str, who: &Who) {
        let keys = joined(name);
        if keys.is_empty() {
            return;
        }
        if let Some(known) = self.known.get(&keys)
            && !self.guests.contains(&keys)
        {
            // Of their own meeting the roll tells, where it has somebody else of that name.
            if known.is_another(who) {
                let roll = self.rolls.entry(meeting.clone()).or_default();
                roll.entry(keys).or_insert_with(|| who.clone());
            }
            return;
        }
        let elsewhere = match who {
            Who::Person { .. } => Who::Person {
                organisation: None,
                sector: None,
            },
            known => known.clone(),
        };
        self.guests.insert(keys.clone());
        self.known.entry(keys.clone()).or_insert(elsewhere);
        let roll = self.rolls.entry(meeting.clone()).or_default();
        roll.entry(keys).or_insert_with(|| who.clone());
    }

    /// Returns who the name of a line of the roll stands for: a person, or a part of an
    /// organisation, which may well be told by a person's name.
    fn guest(workspace: &Workspace, line: &Attendance) -> Who {
        let stakeholder = line.stakeholder.as_ref();
        let stakeholder = stakeholder.and_then(|id| workspace.stakeholders().get(id));
        let organisation = stakeholder.filter(|known| !known.person);
        let organisation = organisation.map(|known| known.name.clone());
        let sector = Some(line.sector);
        match Who::by_words(&line.name) {
            Who::Role => {
                return match organisation {
                    Some(name) => Who::Organisation { name, sector },
                    None => Who::Sector(line.sector),
                };
            }
            Who::Organisation { name, .. } => {
                let name = organisation.unwrap_or(name);
                return Who::Organisation { name, sector };
            }
            _ => {}
        }
        match organisation {
            // `Transparency International` of `Transparency International UK`.
            Some(name) if is_part(&line.name, &name) => Who::Organisation {
                name,
                sector: Some(line.sector),
            },
            organisation => Who::Person {
                organisation,
                sector: Some(line.sector),
            },
        }
    }

    /// Adds somebody unless the name is taken: people come before organisations.
    fn add(&mut self, name: &str, who: Who) {
        let keys = joined(name);
        if !keys.is_empty() {
            self.known.entry(keys).or_insert(who);
        }
    }

    /// Returns every person on record, whatever meeting they came to.
    pub(super) fn on_record(&self) -> impl Iterator<Item = &str> {
        self.on_record.iter().map(String::as_str)
    }

    /// Returns who a name as a whole stands for in a meeting.
    pub(super) fn whole(&self, meeting: &MeetingId, name: &str) -> Who {
        let keys = joined(name);
        let on_roll = self.rolls.get(meeting).and_then(|roll| roll.get(&keys));
        let who = on_roll.or_else(|| self.known.get(&keys));
        who.cloned().unwrap_or_else(|| Who::by_words(name))
    }

    /// Returns the people and organisations a text such as `Anna Kowalska, Involve and GDS` names,
    /// each with who it is.
    pub(super) fn named<'t>(&self, meeting: &MeetingId, text: &'t str) -> Vec<(&'t str, Who)> {
        let whole = self.whole(meeting, text);
        if whole != Who::Unknown {
            return vec![(text, whole)];
        }
        let parts = parts(text);
        let parts: Vec<(&str, Who)> = parts
            .iter()
            .map(|part| (*part, self.whole(meeting, part)))
            .collect();
        // `Sport` in `Ministry of Culture and Sport` is nobody.
        let lexicon = Lexicon::built_in();
        let first = keys(text).into_iter().find(|word| !is_little(word));
        let institution = first.is_some_and(|word| lexicon.is(&word, Known::OfOrganisations));
        let is_person = |who: &Who| matches!(who, Who::Person { .. });
        if institution && !parts.iter().any(|(_, who)| is_person(who)) {
            return vec![(text, Who::Unknown)];
        }
        parts
    }

    /// Returns who a line of a meeting's roll stands for, and the name it is known by.
    pub(super) fn on_roll(
        &self,
        workspace: &Workspace,
        meeting: &MeetingId,
        line: &Attendance,
    ) -> (String, Who) {
        let day = workspace.meetings().get(meeting).map(|held| held.date);
        let name = shown_name(workspace, line, day);
        let stakeholder = line.stakeholder.as_ref();
        let stakeholder = stakeholder.and_then(|id| workspace.stakeholders().get(id));
        if line.is_count() {
            return (name, Who::Sector(line.sector));
        }
        // An organisation may be called by a word of the field: `Parliament`.
        if stakeholder.is_some_and(|known| !known.person) && line.name.is_empty() {
            let who = Who::Organisation {
                name: name.clone(),
                sector: Some(line.sector),
            };
            return (name, who);
        }
        let who = match self.whole(meeting, &name) {
            Who::Organisation { name, sector } => Who::Organisation {
                name,
                sector: sector.or(Some(line.sector)),
            },
            who @ Who::Person { .. } => who,
            Who::Sector(_) | Who::Role | Who::Unknown => Self::guest(workspace, line),
        };
        (name, who)
    }
}

/// Returns the names in the free fields of a meeting that say who: of minutes, the roll,
/// corrections, its actions, its note and the three questions that were answered in it.
pub(super) fn said_by<'w>(workspace: &'w Workspace, meeting: &'w Meeting) -> Vec<&'w str> {
    let minutes = meeting.minutes.iter().map(|m| m.by.as_str());
    let substitutes = meeting.roll.iter().map(|line| line.substitute_for.as_str());
    let corrections = meeting.corrections.iter().map(|c| c.by.as_str());
    let actions = workspace.actions().values();
    let owners = actions
        .filter(|action| action.meeting.as_ref() == Some(&meeting.id))
        .map(|action| action.owner.as_str());
    let pulses = workspace.commitments().values().flat_map(|c| &c.pulses);
    let answered = pulses
        .filter(|pulse| pulse.meeting.as_ref() == Some(&meeting.id))
        .map(|pulse| pulse.by.as_str());
    minutes
        .chain(substitutes)
        .chain(answered)
        .chain(corrections)
        .chain(owners)
        .chain([meeting.note_by.as_str()])
        .filter(|name| !name.trim().is_empty())
        .collect()
}

/// Returns who answered the three questions or contributed to a plan, also where that is in the bin.
pub(super) fn contributors(workspace: &Workspace) -> impl Iterator<Item = &str> {
    let pulses = workspace.commitments().values().flat_map(|c| &c.pulses);
    let plans = workspace.plans().values();
    let contributions = plans.flat_map(|plan| &plan.co_creation.contributions);
    let answered = pulses.map(|pulse| pulse.by.as_str());
    answered
        .chain(contributions.map(|contribution| contribution.by.as_str()))
        .filter(|name| !name.trim().is_empty())
}

/// Returns the names of an organisation in its full name: `Government Digital Service (GDS)` is
/// known by three.
pub(super) fn names_of_organisation(name: &str) -> Vec<&str> {
    let mut names = vec![name];
    if let Some((before, rest)) = name.split_once('(') {
        names.push(before.trim());
        names.extend(rest.split(')').next().map(str::trim));
    }
    names.retain(|name| !name.is_empty());
    names
}

/// Returns true for the name of one person, which may be `Quill, Ada`; what has more parts names
/// several, or whom they came for.
pub(super) fn is_of_one(name: &str) -> bool {
    let lexicon = Lexicon::built_in();
    let turned = || match name.split_once(',') {
        Some((_, rest)) => keys(rest)
            .first()
            .is_some_and(|w| lexicon.is(w, Known::Given)),
        None => false,
    };
    match parts(name).len() {
        0 | 1 => !lexicon.is_organisation(name),
        2 => turned() && !lexicon.is_organisation(name),
        _ => false,
    }
}

/// Returns the words that organisations and promises have in their names: none of them alone tells
/// of a person.
pub(super) fn taken(workspace: &Workspace) -> BTreeSet<String> {
    let settings = workspace.settings();
    let mut texts: Vec<&str> = vec![&settings.member];
    for plan in workspace.plans().values() {
        texts.push(&plan.title);
        texts.extend(plan.nations.iter().map(String::as_str));
        texts.extend(plan.forum.iter().map(crate::model::forum::Forum::called));
    }
    let people = workspace.stakeholders().values().filter(|one| one.person);
    let people: BTreeSet<String> = people.flat_map(|one| one.names()).map(joined).collect();
    let rolls = workspace.meetings().values().flat_map(|held| &held.roll);
    let guests: BTreeSet<String> = rolls.map(|line| joined(&line.name)).collect();
    for held in workspace.commitments().values() {
        texts.push(&held.title);
        // A person who leads is no organisation whose name is a word of others.
        let leads = held.lead.iter().chain(&held.support);
        let leads = leads.filter(|name| {
            let letters = joined(name);
            let is_person = people.contains(&letters) || guests.contains(&letters);
            !is_person || Lexicon::built_in().is_organisation(name)
        });
        texts.extend(leads.map(String::as_str));
        texts.extend(held.milestones.iter().map(|step| step.title.as_str()));
    }
    for one in workspace.stakeholders().values().filter(|one| !one.person) {
        texts.extend(one.names());
    }
    let words = texts.into_iter().flat_map(str::split_whitespace);
    words.map(joined).filter(|word| !word.is_empty()).collect()
}

/// Returns the sector of a side.
pub(super) fn sector_of(side: Side) -> Option<Sector> {
    match side {
        Side::Agreed => None,
        Side::Government => Some(Sector::Government),
        Side::CivilSociety => Some(Sector::CivilSociety),
    }
}

/// Returns what stands before a bracket or comma: `Anna Kowalska` of `Anna Kowalska (Involve)`.
pub(super) fn first_part(name: &str) -> &str {
    name.split(['(', ',']).next().unwrap_or(name).trim()
}

/// Returns true when the words of a name stand in another.
fn is_part(name: &str, whole: &str) -> bool {
    let (name, whole) = (keys(name), keys(whole));
    !name.is_empty() && whole.windows(name.len()).any(|words| words == name)
}

fn parts(text: &str) -> Vec<&str> {
    let pieces = text.split([',', ';', '/', '&', '(', ')']);
    let pieces = pieces.flat_map(|piece| piece.split(" and "));
    pieces
        .map(str::trim)
        .filter(|piece| !piece.is_empty())
        .collect()
}
