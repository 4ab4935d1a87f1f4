//! Proves over random meetings that nothing internal and no name that is kept back is published.
//!
//! The names and the words around them are thrown with dice; the dice are what shrinks.

use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;
use roundtable::base::date::FuzzyDate;
use roundtable::base::id::Id;
use roundtable::base::text::fold;
use roundtable::model::action::ActionStep;
use roundtable::model::assessment::Answer;
use roundtable::model::contribution::Contribution;
use roundtable::model::gate::{GateKind, gate};
use roundtable::model::meeting::{Attendance, Changed, Correction, ItemState};
use roundtable::model::pulse::Pulse;
use roundtable::model::requirements::{Report, Requirement, judge_all};
use roundtable::model::self_assessment::Draft;
use roundtable::model::verbs::agenda::{Proposed, shown_title};
use roundtable::model::verbs::revise::name_of;
use roundtable::model::verbs::roll;
use roundtable::model::{
    Action, ActionId, ActionState, AgendaItem, Attribution, Clerk, Commitment, CommitmentId,
    EntryId, Meeting, MeetingId, MeetingKind, MeetingState, Milestone, Minute, MinuteKind, Party,
    Plan, PlanId, Presence, RecordRef, Sector, Settings, Side, Stakeholder, StakeholderId, Status,
    Subject, Topic, Update, Workspace,
};
use roundtable::publish::{Format, View, publish, publish_self_assessment, publish_standards};

const KINDS: [MinuteKind; 7] = MinuteKind::ALL;
const DAY: Date = date(2024, 11, 4);
const BEFORE: Date = date(2024, 7, 1);
/// When the reports are drafted: after the end of the plan.
const TODAY: Date = date(2026, 3, 1);

/// Numbers thrown beforehand; there are more than a world needs.
struct Dice<'d> {
    thrown: std::slice::Iter<'d, u32>,
    /// How many words were made.
    words: u8,
    /// Who is somebody, and may be written as people are.
    people: Vec<String>,
}

impl Dice<'_> {
    fn throw(&mut self, sides: usize) -> usize {
        self.thrown.next().map_or(1, |n| *n as usize) % sides
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.throw(one_in) == 0
    }

    fn of<T: Clone>(&mut self, choices: &[T]) -> T {
        choices[self.throw(choices.len())].clone()
    }

    /// A word that is in no language and was not made before, so that finding it is no accident.
    fn word(&mut self) -> String {
        self.words += 1;
        let mut word =
            String::from_iter([b'a' + self.words / 26, b'a' + self.words % 26].map(char::from));
        for _ in 0..2 + self.throw(2) {
            word.push(self.of(&['b', 'd', 'g', 'k', 'w', 'z', 'ł', 'ž', 'ẃ']));
            word.push(self.of(&['q', 'x', 'j']));
            word.push(self.of(&['a', 'e', 'o', 'ö', 'é', 'ü', 'ệ']));
        }
        word
    }

    /// A name of one to three words.
    fn name(&mut self) -> String {
        let mut name = capital(&self.word());
        for _ in 0..self.throw(3) {
            name.push_str(self.of(&[" ", "-", " O’", "  "]));
            name.push_str(&capital(&self.word()));
        }
        name
    }

    /// A sentence with names in it, in any letter case.
    fn text(&mut self, names: &[String]) -> String {
        let mut text = String::new();
        for _ in 0..=self.throw(6) {
            if self.chance(2) && !names.is_empty() {
                let name = self.of(names);
                let before = self.of(&["", "(", "“", "*", "<", "Ms ", "_"]);
                let after = self.of(&["", ")", "’s", ", who", "*", ">", ".", "_", "|"]);
                let written = self.written(&name);
                text.push_str(before);
                text.push_str(&written);
                text.push_str(after);
            } else {
                text.push_str(self.of(&["plainword", "asks", "the", "register,", "said"]));
            }
            text.push_str(self.of(&[" ", " ", "  ", "\n", "\t"]));
        }
        text
    }

    /// A name as somebody writes it.
    fn written(&mut self, name: &str) -> String {
        let way = self.of(&WAYS);
        match given_and_family(name) {
            Some((given, family))
                if self.people.iter().any(|one| one == name) && !self.chance(3) =>
            {
                in_way(way, given, family)
            }
            _ => self.letter_case(name),
        }
    }

    fn letter_case(&mut self, name: &str) -> String {
        let (whole, capitals) = (self.throw(4), self.throw(1 << 16));
        let mut changed = String::new();
        for (nth, c) in name.chars().enumerate() {
            match (whole, capitals >> (nth % 16) & 1) {
                (1, _) | (3, 1) => changed.extend(c.to_uppercase()),
                (2, _) => changed.extend(c.to_lowercase()),
                _ => changed.push(c),
            }
        }
        changed
    }
}

/// The ways in which people write somebody's name: `G` is the given name, `F` the family name, `g` and `f`
/// are the first letter of each, `U` is the family name in capitals, `l` and `m` are both in small letters,
/// `P` is the family name without accents and `-` in it a soft hyphen.
const WAYS: [&str; 30] = [
    "Ms F",
    "Mr. F",
    "Dr F",
    "Prof. G F",
    "Cllr F",
    "Rt Hon G F MP",
    "F, G",
    "U, G",
    "U G",
    "g. F",
    "g.F",
    "F g.",
    "G K. F",
    "F’s",
    "F's",
    "Fʼs",
    "@lm",
    "@l_m",
    "l.m@example.org",
    "Frau F",
    "Mme F",
    "Sra. F",
    "pan F",
    "Dott.ssa F",
    "F (she)",
    "F/all",
    "P",
    "G\u{A0}F",
    "both Fs",
    "S",
];

/// Writes a name in one of those ways.
fn in_way(way: &str, given: &str, family: &str) -> String {
    let first = |name: &str| name.chars().take(1).collect::<String>();
    let mut written = String::new();
    let mut word = String::new();
    // What stands alone, or before or behind a sign, is one of the letters above; all else is as it is.
    for c in way.chars().chain(['\0']) {
        if c.is_alphanumeric() {
            word.push(c);
            continue;
        }
        for part in parts(&word) {
            match part {
                "G" => written.push_str(given),
                "F" => written.push_str(family),
                "g" => written.push_str(&first(given)),
                "U" => written.push_str(&family.to_uppercase()),
                "l" => written.push_str(&given.to_lowercase()),
                "m" => written.push_str(&family.to_lowercase()),
                "P" => written.push_str(&capital(&fold(family))),
                "S" => written.extend(family.chars().flat_map(|c| [c, '\u{AD}'])),
                other => written.push_str(other),
            }
        }
        word.clear();
        if c != '\0' {
            written.push(c);
        }
    }
    written
}

/// Takes `lm` and `Fs` apart, and leaves words alone.
fn parts(word: &str) -> Vec<&str> {
    match word {
        "lm" => vec!["l", "m"],
        "Fs" => vec!["F", "s"],
        "Fʼs" => vec!["F", "ʼs"],
        word => vec![word],
    }
}

/// Returns the first and the last word of a name of two words or more.
fn given_and_family(name: &str) -> Option<(&str, &str)> {
    let (given, rest) = name.trim().split_once(' ')?;
    let family = rest.trim();
    (!given.contains('-') && !family.contains([' ', '-'])).then_some((given, family))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

fn id<I: Id>(text: &str) -> I {
    I::parse(text).expect("an id")
}

/// The names of one meeting.
#[derive(Default)]
struct Names {
    people: Vec<String>,
    organisations: Vec<String>,
    /// People of the other meeting who are spoken of in this one.
    others: Vec<String>,
}

impl Names {
    fn thrown(dice: &mut Dice<'_>) -> Self {
        let people: Vec<String> = (0..6).map(|_| dice.name()).collect();
        let organisations = (0..3).map(|_| {
            // Some organisations have the name of a person on record in theirs.
            if dice.chance(4) {
                format!("{} {}", dice.of(&people[..2]), capital(&dice.word()))
            } else {
                dice.name()
            }
        });
        Self {
            organisations: organisations.collect(),
            people,
            others: Vec::new(),
        }
    }

    fn all(&self) -> Vec<String> {
        let all = self.people.iter().chain(&self.organisations);
        all.chain(&self.others).cloned().collect()
    }

    /// What must not be read under that attribution.
    fn kept_back(&self, attribution: Attribution) -> Vec<&String> {
        match attribution {
            Attribution::Named => Vec::new(),
            Attribution::Organisation => self.people.iter().chain(&self.others).collect(),
            Attribution::Sector | Attribution::ChathamHouse => {
                let people = self.people.iter().chain(&self.others);
                people.chain(&self.organisations).collect()
            }
        }
    }
}

/// A random workspace with the meeting of [`DAY`] and one before, and what is in them.
struct World {
    workspace: Workspace,
    here: Names,
    before: Names,
    /// Who contributed to the plan and answered questions, and was at no meeting.
    outsider: String,
    /// Words that stand in internal texts only.
    secrets: usize,
}

impl World {
    fn thrown(dice: &mut Dice<'_>) -> Self {
        let mut world = Self {
            workspace: Workspace::new(Settings::new("Ruritania", id("p"))),
            here: Names::thrown(dice),
            before: Names::thrown(dice),
            outsider: dice.name(),
            secrets: 0,
        };
        world.here.others.push(world.outsider.clone());
        dice.people = world.here.people.clone();
        dice.people.extend(world.before.people.iter().cloned());
        dice.people.push(world.outsider.clone());
        let mut names = world.here.all();
        names.extend(world.before.all());
        let mut plan = plan(&names);
        plan.co_creation.contributions = contributions(dice, &world.outsider, &names);
        world.workspace.admit(Arc::new(plan));
        let before = world.meeting(dice, BEFORE);
        world.workspace.admit(Arc::new(before));
        let here = world.meeting(dice, DAY);
        world.commitment(dice);
        world.workspace.admit(Arc::new(here));
        world
    }

    fn names(&self, day: Date) -> &Names {
        if day == DAY { &self.here } else { &self.before }
    }

    fn secret(&mut self) -> String {
        self.secrets += 1;
        format!("Secretword{}end", self.secrets)
    }

    /// Makes a meeting in which everybody is named somewhere: the first two people are
    /// stakeholders, the third a guest, the fourth sits in, the fifth stands for, the last only
    /// speaks.
    fn meeting(&mut self, dice: &mut Dice<'_>, day: Date) -> Meeting {
        let meeting = id::<MeetingId>(&day.to_string());
        let mut held = Meeting::draft(meeting, id("p"), MeetingKind::Review, day);
        held.state = dice.of(&[
            MeetingState::InProgress,
            MeetingState::Closed,
            MeetingState::Final,
        ]);
        held.attribution = dice.of(&Attribution::ALL);
        if day == DAY && held.attribution > Attribution::Named {
            // Only those on the roll are on record as people wherever they are spoken of.
            self.here.others = self.before.people[..3].to_vec();
        }
        let names = self.names(day).all();
        held.title = dice.text(&names);
        held.place = dice.text(&names);
        held.note_by = dice.of(&names);
        held.sources = vec![format!("https://x.example/{}", dice.text(&names).trim())];
        self.roll(dice, &mut held);
        self.agenda(dice, &mut held);
        self.earlier_actions(&mut held);
        let people = self.names(day).people.clone();
        for nth in 0..3 + dice.throw(8) {
            let who = match nth {
                0 => people[4].clone(),
                1 => people[5].clone(),
                2 => format!("{}, {}", people[0], self.names(day).organisations[0]),
                _ => dice.of(&names),
            };
            self.minute(dice, &mut held, nth, &who);
        }
        self.corrections(dice, &mut held);
        held
    }

    fn roll(&mut self, dice: &mut Dice<'_>, held: &mut Meeting) {
        let (people, organisations) = {
            let names = self.names(held.date);
            (names.people.clone(), names.organisations.clone())
        };
        self.guests(
            dice,
            held,
            &[
                (&people[1], Party::Person),
                (&organisations[1], Party::Organisation),
            ],
        );
        let stakeholders = [&people[0], &organisations[0], &organisations[2]];
        let mut lines: Vec<(Option<StakeholderId>, String)> = Vec::new();
        for (nth, name) in stakeholders.into_iter().enumerate() {
            let stakeholder: StakeholderId = id(&format!("s{nth}-{}", held.id));
            let sector = dice.of(&Sector::ALL);
            self.workspace.admit(Arc::new(Stakeholder {
                person: nth == 0,
                ..Stakeholder::new(stakeholder.clone(), name.clone(), sector)
            }));
            // Of an organisation somebody may be named on the roll.
            let named = if nth == 1 && dice.chance(2) {
                &people[2]
            } else {
                ""
            };
            lines.push((Some(stakeholder), named.to_owned()));
        }
        lines.push((None, people[2].clone()));
        for (nth, (stakeholder, name)) in lines.into_iter().enumerate() {
            let mut line = Attendance::new(id(&format!("r{nth}")), dice.of(&Sector::ALL));
            line.stakeholder = stakeholder;
            line.name = name;
            line.presence = dice.of(&Presence::ALL.map(Some));
            line.role = dice.of(&["", "chair"]).into();
            if nth == 0 {
                line.substitute_for.clone_from(&people[3]);
            }
            held.roll.push(line);
        }
    }

    /// Puts people and organisations on the roll as who types them does.
    fn guests(&mut self, dice: &mut Dice<'_>, held: &mut Meeting, guests: &[(&String, Party)]) {
        let mut clerk = Clerk::new(held.date.at(10, 0, 0, 0), 1);
        let mut draft = held.clone();
        draft.state = MeetingState::InProgress;
        self.workspace.admit(Arc::new(draft));
        for (name, party) in guests {
            let (workspace, sector) = (&self.workspace, dice.of(&Sector::ALL));
            let added = roll::add_guest(workspace, &mut clerk, &held.id, name, sector, *party);
            for edit in &added.expect("nobody has that name").edits {
                self.workspace.mirror(edit);
            }
        }
        let draft = &self.workspace.meetings()[&held.id];
        held.roll.clone_from(&draft.roll);
    }

    fn agenda(&mut self, dice: &mut Dice<'_>, held: &mut Meeting) {
        let names = self.names(held.date).all();
        let topics = [
            None,
            Some(Topic::Promise(subject())),
            Some(Topic::Question(id(&BEFORE.to_string()), id("m0"))),
            Some(Topic::Question(id(&BEFORE.to_string()), id("m1"))),
            Some(Topic::Item(id(&BEFORE.to_string()), id("i0"))),
            Some(Topic::Action(id(&format!("a0-{BEFORE}")))),
            Some(Topic::Action(id(&format!("a1-{}", held.id)))),
            Some(Topic::Minutes(id(&BEFORE.to_string()))),
        ];
        for nth in 0..dice.throw(5) {
            let mut item = AgendaItem::new(id(&format!("i{nth}")), "");
            item.state = dice.of(&[
                ItemState::Waiting,
                ItemState::Discussed,
                ItemState::Postponed,
            ]);
            item.topic = dice.of(&topics);
            if item.topic.is_none() {
                item.title = dice.text(&names);
            } else if dice.chance(3) {
                // As final minutes hold it.
                item.title = shown_title(&self.workspace, &item);
            }
            held.agenda.push(item);
        }
        // What the earlier meeting did not come to, as the gate puts it on the agenda.
        let carried = gate(&self.workspace, held).into_iter();
        let carried = carried.filter(|item| item.kind == GateKind::CarriedOver);
        for (nth, item) in carried.enumerate() {
            let Proposed { title, topic, .. } = item.proposed();
            held.agenda.push(AgendaItem {
                topic,
                ..AgendaItem::new(id(&format!("c{nth}")), &title)
            });
        }
    }

    /// Says in the minutes that an action of another meeting was done.
    fn earlier_actions(&self, held: &mut Meeting) {
        let actions = self.workspace.actions().values();
        let others = actions.filter(|action| action.meeting.as_ref() != Some(&held.id));
        for (nth, action) in others.enumerate() {
            let action = action.id.clone();
            let name = name_of(&self.workspace, &RecordRef::Action(action.clone()));
            let words = format!("{name}: done");
            held.changed.push(changed(nth + 200, Some(action), words));
        }
    }

    fn minute(&mut self, dice: &mut Dice<'_>, held: &mut Meeting, nth: usize, who: &str) {
        let names = self.names(held.date).all();
        let mut minute = Minute::new(id(&format!("m{nth}")), dice.of(&KINDS));
        minute.internal = nth > 2 && dice.chance(3) || nth == 1 && held.date == BEFORE;
        let said = |world: &mut Self, dice: &mut Dice<'_>| {
            if minute.internal {
                world.secret()
            } else {
                dice.text(&names)
            }
        };
        minute.text = said(self, dice).as_str().into();
        minute.answer = said(self, dice).as_str().into();
        who.clone_into(&mut minute.by);
        minute.side = dice.of(&[None, Some(Side::Government), Some(Side::CivilSociety)]);
        minute.about = dice.of(&[None, Some(subject()), Some(whole())]);
        minute.item = dice.of(&[None, Some(id("i0")), Some(id("i1"))]);
        minute.present = held.roll.iter().map(|line| line.id.clone()).collect();
        if minute.kind == MinuteKind::Decision {
            minute.number = u16::try_from(nth + 1).ok();
        }
        if dice.chance(2) {
            let action: ActionId = id(&format!("a{nth}-{}", held.id));
            minute.action = Some(action.clone());
            let text = said(self, dice);
            let owner = if minute.internal {
                self.secret()
            } else {
                who.to_owned()
            };
            let words = format!("action “{text}”: done");
            held.changed.push(changed(nth, Some(action.clone()), words));
            let action = action_of(action, held, &text, owner);
            self.workspace.admit(Arc::new(action));
        }
        let words = dice.text(&names);
        held.changed.push(changed(nth + 100, None, words));
        held.minutes.push(minute);
    }

    fn corrections(&mut self, dice: &mut Dice<'_>, held: &mut Meeting) {
        let names = self.names(held.date).all();
        for (nth, minute) in held.minutes.clone().iter().enumerate() {
            if dice.chance(2) {
                continue;
            }
            let mut text = || {
                if minute.internal {
                    self.secret()
                } else {
                    dice.text(&names)
                }
            };
            held.corrections.push(Correction {
                id: id(&format!("q{nth}")),
                number: u16::try_from(nth + 1).expect("a few"),
                date: held.date,
                minute: (nth > 0).then(|| minute.id.clone()),
                before: text().as_str().into(),
                after: text().as_str().into(),
                by: if minute.internal {
                    text()
                } else {
                    minute.by.clone()
                },
                why: text(),
                approved_by: None,
            });
        }
    }

    /// Makes a commitment on which both meetings reported.
    fn commitment(&mut self, dice: &mut Dice<'_>) {
        let mut updates = |of: usize| -> Vec<Update> {
            let days = [BEFORE, DAY, DAY, BEFORE];
            let updates = days.iter().enumerate().map(|(nth, day)| {
                let names = self.names(*day).all();
                Update {
                    id: id(&format!("u{of}{nth}")),
                    date: *day,
                    after: None,
                    side: dice.of(&Side::ALL),
                    status: dice.of(&[None, Some(Status::Limited), Some(Status::Complete)]),
                    note: dice.text(&names).as_str().into(),
                    evidence: vec![format!("https://e.example/{}", dice.text(&names).trim())],
                    obstacle: None,
                    delay: dice.text(&names),
                    meeting: Some(id(&day.to_string())),
                    binned: None,
                }
            });
            updates.collect()
        };
        let (own, of_milestone) = (updates(0), updates(1));
        let mut commitment: Commitment = ron::from_str(
            "(id: \"RU0001\", plan: \"p\", number: 1, title: \"A title\", lead: [\"A lead\"])",
        )
        .expect("a commitment");
        let mut milestone: Milestone =
            ron::from_str("(id: \"1\", number: 1, title: \"A step\")").expect("a milestone");
        milestone.updates = of_milestone;
        commitment.updates = own;
        commitment.milestones.push(milestone);
        for day in [BEFORE, DAY] {
            let names = self.names(day).all();
            let people = &self.names(day).people;
            let one = dice.of(people);
            commitment.pulses.push(Pulse {
                id: id(&format!("p{day}")),
                date: day,
                by: dice.of(&[one, self.outsider.clone()]),
                knows_who: dice.of(&[None, Some(Answer::Yes)]),
                met: Some(Answer::No),
                sees_progress: None,
                note: dice.text(&names).as_str().into(),
                meeting: Some(id(&day.to_string())),
                binned: None,
            });
        }
        self.workspace.admit(Arc::new(commitment));
    }

    /// Returns the family names of these people that nothing else on record has in its name, as they are
    /// looked for: letters alone.
    fn families(&self, names: &[&String]) -> Vec<String> {
        let organisations = || {
            self.here
                .organisations
                .iter()
                .chain(&self.before.organisations)
        };
        let taken = |family: &str| organisations().any(|name| letters(name).contains(family));
        let people = || self.here.people.iter().chain(&self.before.people);
        let people = || people().chain([&self.outsider]);
        let families = names
            .iter()
            .filter(|name| people().any(|one| one == **name));
        let families = families.filter_map(|name| Some(letters(given_and_family(name)?.1)));
        families.filter(|family| !taken(family)).collect()
    }

    /// Publishes everything and looks for what must not be in there.
    fn check(&self) -> Result<(), TestCaseError> {
        let meetings = self.workspace.meetings();
        let [before, here] = [BEFORE, DAY].map(|day| {
            let id: MeetingId = id(&day.to_string());
            meetings.get(&id).expect("a meeting")
        });
        for asked in Attribution::ALL {
            let attribution = asked.max(here.attribution);
            let mut kept_back = self.here.kept_back(attribution);
            kept_back.extend(self.before.kept_back(attribution.max(before.attribution)));
            for (view, format) in View::ALL
                .into_iter()
                .flat_map(|view| Format::ALL.map(|format| (view, format)))
            {
                let text = publish(&self.workspace, here, view, format, asked);
                let told = format!("{asked:?}, {view:?}, {format:?}:\n{text}");
                prop_assert!(!text.contains("Secretword"), "internal, {told}");
                let spelt = letters(&text);
                for family in self.families(&kept_back) {
                    prop_assert!(!spelt.contains(&family), "{family}, {told}");
                }
                let text = words(&text);
                for name in &kept_back {
                    let found = text.contains(&words(name));
                    prop_assert!(!found, "{name}, {told}");
                }
            }
        }
        self.check_the_reports()
    }

    /// Drafts both self-assessments of the plan and looks for what must not be in there.
    fn check_the_reports(&self) -> Result<(), TestCaseError> {
        let mut kept_back: Vec<&String> = Vec::new();
        for day in [BEFORE, DAY] {
            let meeting = &self.workspace.meetings()[&id::<MeetingId>(&day.to_string())];
            kept_back.extend(self.names(day).kept_back(meeting.attribution));
        }
        let plan = &self.workspace.plans()[&id::<PlanId>("p")];
        for report in Report::ALL {
            let draft = Draft::of(&self.workspace, plan, report, TODAY).expect("a plan with days");
            for format in Format::ALL {
                let text = publish_self_assessment(&draft, format);
                let told = format!("{report:?}, {format:?}:\n{text}");
                prop_assert!(text.contains(" of 1 commitments covered"), "{told}");
                prop_assert!(!text.contains("Secretword"), "internal, {told}");
                let spelt = letters(&text);
                for family in self.families(&kept_back) {
                    prop_assert!(!spelt.contains(&family), "{family}, {told}");
                }
                let text = words(&text);
                for name in kept_back.iter().copied().chain([&self.outsider]) {
                    prop_assert!(!text.contains(&words(name)), "{name}, {told}");
                }
            }
        }
        let judged = judge_all(
            Requirement::built_in().expect("requirements"),
            &self.workspace,
            plan,
            TODAY,
        );
        for format in Format::ALL {
            let text = publish_standards(&self.workspace, plan, &judged, TODAY, format);
            let told = format!("evidence, {format:?}:\n{text}");
            prop_assert!(!text.contains("Secretword"), "internal, {told}");
            let found = words(&text).contains(&words(&self.outsider));
            prop_assert!(!found, "{}, {told}", self.outsider);
        }
        Ok(())
    }
}

/// Makes contributions by somebody who was at no meeting, one of them put in the bin.
fn contributions(dice: &mut Dice<'_>, outsider: &str, names: &[String]) -> Vec<Contribution> {
    let mut all = names.to_vec();
    all.push(outsider.to_owned());
    let mut contribution = |nth: usize, binned| Contribution {
        id: id(&format!("k{nth}")),
        date: BEFORE,
        by: outsider.to_owned(),
        way: None,
        text: dice.text(&all).as_str().into(),
        commitment: None,
        response: dice.text(&all).as_str().into(),
        responded: None,
        link: format!("https://e.example/{outsider}"),
        binned,
    };
    vec![contribution(0, None), contribution(1, Some(DAY))]
}

/// The letters of a text as they are compared, nothing between them.
fn letters(text: &str) -> String {
    let mut letters = fold(text);
    letters.retain(char::is_alphanumeric);
    letters
}

/// The words of a text in lower case with one space before, between and behind them.
fn words(text: &str) -> String {
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

/// Makes the plan; how it was made names everybody of both meetings.
fn plan(names: &[String]) -> Plan {
    let mut plan = Plan::new(id("p"), "A plan");
    plan.published = Some(date(2024, 1, 1));
    plan.end = Some(FuzzyDate::Year(2025));
    plan.co_creation.outreach = names.to_vec();
    plan.co_creation.response = format!("https://e.example/{}", names.join("-"));
    plan
}

fn whole() -> Subject {
    Subject::commitment(&id::<CommitmentId>("RU0001"))
}

fn subject() -> Subject {
    Subject::milestone(&id("RU0001"), &id("1"))
}

fn changed(nth: usize, action: Option<ActionId>, words: String) -> Changed {
    Changed {
        id: id::<EntryId>(&format!("k{nth}")),
        time: None,
        about: action.is_none().then(subject),
        action,
        words,
    }
}

fn action_of(id: ActionId, held: &Meeting, text: &str, owner: String) -> Action {
    Action {
        id,
        date: held.date,
        text: text.into(),
        owner,
        due: None,
        about: Some(subject()),
        meeting: Some(held.id.clone()),
        steps: vec![ActionStep {
            after: None,
            id: self::id("s1"),
            date: held.date,
            state: ActionState::Done,
            note: text.into(),
            meeting: Some(held.id.clone()),
        }],
        binned: None,
    }
}

/// How many random worlds are made: `PROPTEST_CASES`, or some.
fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|asked| asked.parse().ok()).unwrap_or(48)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_internal_and_no_name_kept_back_is_published(
        thrown in proptest::collection::vec(any::<u32>(), 5000)
    ) {
        let mut dice = Dice { thrown: thrown.iter(), words: 0, people: Vec::new() };
        World::thrown(&mut dice).check()?;
    }
}
