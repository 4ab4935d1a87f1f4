//! The one door through which text goes into a document: who may be named is decided here.
//!
//! ```text
//! words of the program   Outgoing::own      known when it is compiled
//! dates, numbers, ids    Outgoing::shown    hold no name
//! facts of the plan      facts              public record, as it is
//! everything else        Censor::said       names that are kept back are replaced
//! who said it            Censor::who        as the attribution allows
//! ```
//!
//! A document takes no other text than [`Outgoing`], and nobody else can make one.

mod addresses;
mod clean;
mod facts;
mod inflected;
mod mention;
mod names;
mod people;
mod person;
mod phrases;
mod possible;
mod words;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

use jiff::civil::Date;

use self::clean::clean;
use self::names::Names;
use self::people::{People, Who};
use self::phrases::Phrases;
pub(super) use self::possible::Search;
use crate::base::clock::ClockTime;
use crate::base::zone::Zone;
use crate::model::meeting::Attendance;
use crate::model::{
    Attribution, CommitmentId, DecisionId, EntryId, Meeting, MeetingId, PlanId, Sector, Side,
    Subject, Workspace,
};

/// What is said instead of somebody of whom nothing may be said.
const UNSURE: &str = "a participant";

/// Text that may leave the program: on one line, without control characters, and without names
/// that are kept back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outgoing {
    text: String,
    origin: Origin,
}

/// Where text that may leave comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Origin {
    /// The program.
    Own,
    /// The public record of the plan.
    Fact,
    /// Somebody's mouth or pen.
    Said,
}

impl Outgoing {
    /// Makes text of the program's own words.
    pub fn own(words: &'static str) -> Self {
        Self {
            text: words.to_owned(),
            origin: Origin::Own,
        }
    }

    /// Makes text of something that cannot hold a name.
    pub fn shown(what: impl Nameless) -> Self {
        Self {
            text: what.to_string(),
            origin: Origin::Own,
        }
    }

    /// Makes text that was looked at: only this module and those below it can.
    fn looked_at(text: &str) -> Self {
        Self {
            text: clean(text),
            origin: Origin::Said,
        }
    }

    /// Makes text of a fact of the plan.
    fn fact(text: &str) -> Self {
        Self {
            text: clean(text),
            origin: Origin::Fact,
        }
    }

    /// Returns these bytes of the text: a part of what may leave may leave.
    #[must_use]
    pub fn part(&self, part: std::ops::Range<usize>) -> Self {
        Self {
            text: self.text.get(part).unwrap_or_default().to_owned(),
            origin: self.origin,
        }
    }

    /// Returns the text with another behind it.
    #[must_use]
    pub fn then(mut self, other: &Self) -> Self {
        self.text.push_str(&other.text);
        self.origin = self.origin.max(other.origin);
        self
    }

    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns true for the program's own words, whose direction is known.
    pub fn is_own(&self) -> bool {
        self.origin == Origin::Own
    }

    /// Returns true for what somebody said or wrote.
    pub(super) fn is_said(&self) -> bool {
        self.origin == Origin::Said
    }
}

/// Something that is shown as digits, or as an id; no other module can say so of a type.
pub trait Nameless: Display + sealed::Sealed {}

mod sealed {
    pub trait Sealed {}
}

macro_rules! nameless {
    ($($type:ty),*) => {
        $(
            impl sealed::Sealed for $type {}
            impl Nameless for $type {}
        )*
    };
}

nameless!(
    u16,
    u32,
    i64,
    usize,
    Date,
    ClockTime,
    CommitmentId,
    DecisionId,
    EntryId,
    MeetingId,
    PlanId,
    Subject,
    Zone
);

impl<T: Nameless> sealed::Sealed for &T {}
impl<T: Nameless> Nameless for &T {}

/// Decides what of a meeting may be told, by its attribution.
#[derive(Debug)]
pub struct Censor<'w> {
    workspace: &'w Workspace,
    meeting: &'w Meeting,
    attribution: Attribution,
    people: People,
    /// The names kept back, meeting by meeting: what was said in an earlier meeting stays under
    /// what was promised there.
    kept_back: BTreeMap<&'w MeetingId, Names>,
    /// The organisations that were expected at each meeting and not called: what was said there does not
    /// name them, and anywhere else their names tell nothing of it.
    expected: BTreeMap<&'w MeetingId, Names>,
    /// Those who answered or contributed and are no organisation, which a document about a plan never
    /// names.
    contributors: Names,
    /// The words of organisations and promises: a family name that is one of them needs something
    /// beside it to be known by.
    taken: BTreeSet<String>,
    /// What is said of the plan and names nobody.
    phrases: Phrases,
}

impl<'w> Censor<'w> {
    /// Makes the censor of a meeting; of its own attribution and the one asked for the stricter
    /// holds.
    pub fn new(workspace: &'w Workspace, meeting: &'w Meeting, asked: Attribution) -> Self {
        let mut censor = Self {
            workspace,
            meeting,
            attribution: asked.max(meeting.attribution),
            people: People::of(workspace),
            kept_back: BTreeMap::new(),
            expected: BTreeMap::new(),
            contributors: Names::default(),
            taken: people::taken(workspace),
            phrases: Phrases::of(workspace),
        };
        censor.contributors = censor.names_of_contributors();
        for one in workspace.meetings().values() {
            let names = censor.names_of(one, censor.everybody(one));
            censor.kept_back.insert(&one.id, names);
            let names = censor.names_of(one, censor.expected_at(one));
            censor.expected.insert(&one.id, names);
        }
        censor
    }

    /// Returns who may be named.
    pub fn attribution(&self) -> Attribution {
        self.attribution
    }

    /// Returns what was said in the meeting, or written by no meeting.
    pub fn said(&self, text: &str) -> Outgoing {
        self.said_in(None, text)
    }

    /// Returns what was said in that meeting, `None` being the one that is published.
    pub fn said_in(&self, meeting: Option<&MeetingId>, text: &str) -> Outgoing {
        let mut text = clean(text);
        for id in [Some(&self.meeting.id), meeting].into_iter().flatten() {
            let there = self.kept_back.get(id).into_iter();
            for names in there.chain(self.expected.get(id)) {
                text = names.redact(&text).into_owned();
            }
        }
        Outgoing::looked_at(&text)
    }

    /// Returns what the program wrote down of a change in that meeting, without the side that said
    /// it where that may not be told.
    pub fn changed_in(&self, meeting: Option<&MeetingId>, words: &str) -> Outgoing {
        let mut words = words.to_owned();
        for side in [Side::Government, Side::CivilSociety] {
            if self.side_in(meeting, side).is_none() {
                words = words.replace(&format!("{} says", side.words()), "one side says");
            }
        }
        self.said_in(meeting, &words)
    }

    /// Returns a text that is about no one meeting, without any name that some meeting keeps back.
    pub fn said_anywhere(&self, text: &str) -> Outgoing {
        let mut text = clean(text);
        for names in self.kept_back.values().chain([&self.contributors]) {
            text = names.redact(&text).into_owned();
        }
        Outgoing::looked_at(&text)
    }

    /// Returns a search for words of a document that may be somebody's name and are on no record.
    pub(super) fn search<'t>(&self, texts: impl Iterator<Item = &'t str>) -> Search {
        Search::new(self.taken.clone(), texts)
    }

    /// Returns a link that is about no one meeting, or that it is kept back.
    pub fn link_anywhere(&self, link: &str) -> Outgoing {
        let link = clean(link);
        let told = self.said_anywhere(&link);
        if told.as_str() == link {
            told
        } else {
            Outgoing::own("a link that names somebody")
        }
    }

    /// Returns a link, or that it is kept back because it holds a name.
    pub fn link(&self, meeting: Option<&MeetingId>, link: &str) -> Outgoing {
        let link = clean(link);
        let told = self.said_in(meeting, &link);
        if told.as_str() == link {
            return told;
        }
        if link.contains("://") {
            return Outgoing::own("a link that names somebody");
        }
        told
    }

    /// Returns who said something or is to do it, as far as it may be told; `side` is the side
    /// they spoke for, where that is on record.
    pub fn who(&self, name: &str, side: Option<Side>) -> Option<Outgoing> {
        let name = clean(name);
        let side = side.and_then(people::sector_of);
        let told: Vec<String> = match self.attribution {
            Attribution::Named if name.is_empty() => {
                return side.map(|side| Outgoing::own(sector_words(side)));
            }
            Attribution::Named => vec![name],
            Attribution::Organisation => self.organisations(&name, side),
            Attribution::Sector => self.sectors(&name, side),
            Attribution::ChathamHouse => return None,
        };
        if told.is_empty() {
            return None;
        }
        // Again through the door: what is told may hold another name.
        Some(self.said(&told.join(", ")))
    }

    /// Returns whom somebody sits in for, as far as it may be told. Somebody of whom no more is told than
    /// the sector is not the whole of it.
    pub fn sat_in_for(&self, name: &str) -> Option<Outgoing> {
        let told = self.who(name, None)?;
        let is_sector = Sector::ALL
            .into_iter()
            .any(|sector| sector_words(sector) == told.as_str());
        if is_sector && told.as_str() != name.trim() {
            return Some(Outgoing::looked_at(&format!(
                "somebody of {}",
                told.as_str()
            )));
        }
        Some(told)
    }

    /// Returns the name of a line of the roll, where it may be told; `None` leaves the sector.
    pub fn on_roll(&self, line: &Attendance) -> Option<Outgoing> {
        let (name, who) = self.people.on_roll(self.workspace, &self.meeting.id, line);
        match self.attribution {
            // Somebody whose name never leaves.
            Attribution::Named if self.hides(&name) => None,
            Attribution::Named => {
                let organisation = who
                    .organisation()
                    .filter(|known| !words::joined(&name).starts_with(&words::joined(known)));
                Some(Outgoing::looked_at(&match organisation {
                    Some(organisation) => format!("{name} ({organisation})"),
                    None => name,
                }))
            }
            Attribution::Organisation => self.organisation(&who),
            Attribution::Sector | Attribution::ChathamHouse => None,
        }
    }

    /// Returns the side whose words something is, where that may be told.
    pub fn side(&self, side: Side) -> Option<Outgoing> {
        self.side_in(None, side)
    }

    /// Returns the side whose words something of that meeting is, where that may be told: what
    /// both sides agreed on always is.
    pub fn side_in(&self, meeting: Option<&MeetingId>, side: Side) -> Option<Outgoing> {
        let told = self.attribution_in(meeting) < Attribution::ChathamHouse || side == Side::Agreed;
        told.then(|| Outgoing::own(side.words()))
    }

    fn attribution_in(&self, meeting: Option<&MeetingId>) -> Attribution {
        let other = meeting.and_then(|id| self.workspace.meetings().get(id));
        other.map_or(self.attribution, |m| m.attribution.max(self.attribution))
    }

    /// Returns the organisation of somebody if its name holds no name that is kept back.
    fn organisation(&self, who: &Who) -> Option<Outgoing> {
        let name = clean(who.organisation()?);
        (!self.hides(&name)).then(|| Outgoing::looked_at(&name))
    }

    /// Tells whether a text holds a name that the meeting keeps back.
    fn hides(&self, text: &str) -> bool {
        let names = self.kept_back.get(&self.meeting.id);
        names.is_some_and(|names| names.hides(text))
    }

    fn organisations(&self, name: &str, side: Option<Sector>) -> Vec<String> {
        let mut told: Vec<String> = Vec::new();
        for (part, who) in self.people.named(&self.meeting.id, name) {
            let words = match &who {
                Who::Role => Some(part.to_owned()),
                Who::Sector(sector) => Some(sector_words(*sector).to_owned()),
                who => self.organisation(who).map(|known| known.text),
            };
            let sector = || who.sector().map(|sector| sector_words(sector).to_owned());
            told.extend(words.or_else(sector));
        }
        named_once(told, name, side)
    }

    fn sectors(&self, name: &str, side: Option<Sector>) -> Vec<String> {
        let named = self.people.named(&self.meeting.id, name);
        let sectors = named.iter().filter_map(|(_, who)| who.sector());
        let told = sectors
            .map(|sector| sector_words(sector).to_owned())
            .collect();
        named_once(told, name, side)
    }

    /// Returns which of these names a meeting keeps back.
    fn names_of(&self, meeting: &Meeting, everybody: Vec<(String, Who)>) -> Names {
        let attribution = meeting.attribution.max(self.attribution);
        let mut names = self.always_kept_back();
        if attribution == Attribution::Named {
            return names;
        }
        names.hide_addresses();
        let mut hide = |name: &str, who: &Who| {
            let instead = instead(who, attribution);
            match who {
                Who::Sector(_) | Who::Role => {}
                Who::Organisation { .. } if attribution < Attribution::Sector => {}
                Who::Organisation { .. } => {
                    for name in people::names_of_organisation(&clean(name)) {
                        names.hide(name, &instead, UNSURE);
                    }
                }
                Who::Person { .. } | Who::Unknown if people::is_of_one(name) => {
                    names.hide_person(&clean(name), &instead, UNSURE, &self.taken);
                }
                Who::Person { .. } | Who::Unknown => names.hide(&clean(name), &instead, UNSURE),
            }
        };
        for (name, who) in everybody {
            hide(&name, &who);
            let first = people::first_part(&name);
            let is_person = matches!(who, Who::Person { .. } | Who::Unknown);
            if is_person && first != name && !people::is_of_one(&name) {
                // `Involve, for the network` does not make the name of Involve one of a person.
                match self.people.whole(&meeting.id, first) {
                    Who::Unknown => hide(first, &who),
                    Who::Organisation { .. } => {}
                    known => hide(first, &known),
                }
            }
        }
        names.settle(UNSURE);
        names
    }

    /// Returns the names that are kept back in all that leaves, to which others are added.
    fn always_kept_back(&self) -> Names {
        let mut names = Names::outside(self.phrases.clone());
        for name in &self.workspace.settings().kept_back {
            names.hide_person(&clean(name), UNSURE, UNSURE, &self.taken);
        }
        names
    }

    fn names_of_contributors(&self) -> Names {
        let mut names = self.always_kept_back();
        for name in people::contributors(self.workspace).map(clean) {
            let who = self.people.whole(&self.meeting.id, &name);
            if matches!(who, Who::Person { .. } | Who::Unknown) {
                if people::is_of_one(&name) {
                    names.hide_person(&name, UNSURE, UNSURE, &self.taken);
                } else {
                    names.hide(&name, UNSURE, UNSURE);
                }
            }
        }
        names.hide_addresses();
        names.settle(UNSURE);
        names
    }

    /// Returns all who are named in the fields of a meeting, and every person on record.
    fn everybody(&self, meeting: &Meeting) -> Vec<(String, Who)> {
        let mut everybody: Vec<(String, Who)> = Vec::new();
        // Who came to another meeting may be spoken of in this one.
        let whole = |name: &str| self.people.whole(&meeting.id, name);
        let on_record = self.people.on_record();
        everybody.extend(on_record.map(|name| (name.to_owned(), whole(name))));
        for line in &meeting.roll {
            let (name, who) = self.people.on_roll(self.workspace, &meeting.id, line);
            if line.presence.is_some() {
                let known = who.organisation();
                let first = people::first_part(&name);
                let named = known.into_iter().chain([first]);
                let organisations = named.map(|known| (known.to_owned(), whole(known)));
                everybody.extend(organisations.filter(|(_, who)| who.organisation().is_some()));
            } else if matches!(who, Who::Organisation { .. }) {
                continue;
            }
            everybody.push((name, who));
        }
        // Whoever contributed may be spoken of anywhere; an organisation is one of this meeting only where
        // the meeting names it.
        let here = people::said_by(self.workspace, meeting).into_iter();
        let anywhere = people::contributors(self.workspace).map(|name| (name, false));
        for (text, is_here) in here.map(|name| (name, true)).chain(anywhere) {
            let text = clean(text);
            let mut named = self.people.named(&meeting.id, &text);
            named.retain(|(_, who)| is_here || !matches!(who, Who::Organisation { .. }));
            everybody.extend(named.into_iter().map(|(name, who)| (name.to_owned(), who)));
            if whole(&text) == Who::Unknown {
                let parts = self.people.named(&meeting.id, &text);
                let known = parts.into_iter().map(|(_, who)| who);
                let person = known.max_by_key(|who| who.sector().is_some());
                let person = person.map_or(Who::Unknown, |who| Who::Person {
                    organisation: who.organisation().map(str::to_owned),
                    sector: who.sector(),
                });
                everybody.push((text, person));
            }
        }
        everybody
    }

    /// Returns the organisations on the roll of a meeting that nobody called.
    fn expected_at(&self, meeting: &Meeting) -> Vec<(String, Who)> {
        let uncalled = meeting.roll.iter().filter(|line| line.presence.is_none());
        let mut expected = Vec::new();
        for line in uncalled {
            let (name, who) = self.people.on_roll(self.workspace, &meeting.id, line);
            if let Some(known) = who.organisation() {
                expected.push((known.to_owned(), self.people.whole(&meeting.id, known)));
            }
            if matches!(who, Who::Organisation { .. }) {
                expected.push((name, who));
            }
        }
        expected
    }
}

/// Returns what is said in a text instead of somebody's name.
fn instead(who: &Who, attribution: Attribution) -> String {
    let organisation = who.organisation();
    match (attribution, organisation, who.sector()) {
        (Attribution::Organisation, Some(organisation), _) => {
            format!("somebody of {}", clean(organisation))
        }
        (Attribution::ChathamHouse, ..) | (_, _, Some(Sector::Other) | None) => UNSURE.to_owned(),
        (_, _, Some(sector)) => format!("somebody of {}", sector_words(sector)),
    }
}

/// Returns what may be told of a name, each thing once, and the side or `a participant` where
/// nothing may.
fn named_once(mut told: Vec<String>, name: &str, side: Option<Sector>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    told.retain(|one| {
        let fresh = !seen.contains(one);
        seen.push(one.clone());
        fresh
    });
    if told.is_empty() {
        match side {
            Some(side) => told.push(sector_words(side).to_owned()),
            None if name.is_empty() => {}
            None => told.push(UNSURE.to_owned()),
        }
    }
    told
}

/// Returns a sector as somebody who speaks for it.
fn sector_words(sector: Sector) -> &'static str {
    match sector {
        Sector::Private => "the private sector",
        Sector::Other => UNSURE,
        sector => sector.words(),
    }
}

#[cfg(test)]
mod tests;
