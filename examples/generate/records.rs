//! A large made-up plan, the same records every time: to try speed and limits on.
//!
//! Pure, so that the benches and the tests take it in as it is.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use roundtable::base::date::FuzzyDate;
use roundtable::base::id::Id;
use roundtable::model::assessment::OgpValue;
use roundtable::model::meeting::Attendance;
use roundtable::model::{
    Commitment, CommitmentId, EntryId, Meeting, MeetingId, MeetingKind, MeetingState, Milestone,
    Minute, MinuteKind, Paragraphs, Plan, PlanId, Presence, Sector, Settings, Side, Stakeholder,
    StakeholderId, Status, Subject, Update,
};

const SECTORS: [(&str, Sector); 6] = [
    ("Ministry of Justice", Sector::Government),
    ("Cabinet Office", Sector::Government),
    ("Open Knowledge Network", Sector::CivilSociety),
    ("Transparency Watch", Sector::CivilSociety),
    ("Association of Municipalities", Sector::Other),
    ("University of Public Law", Sector::Academia),
];
const WORDS: [&str; 48] = [
    "the",
    "public",
    "register",
    "of",
    "contracts",
    "is",
    "published",
    "in",
    "an",
    "open",
    "format",
    "so",
    "that",
    "citizens",
    "and",
    "journalists",
    "can",
    "follow",
    "how",
    "money",
    "was",
    "spent",
    "by",
    "ministries",
    "agencies",
    "municipalities",
    "with",
    "a",
    "yearly",
    "report",
    "to",
    "parliament",
    "on",
    "what",
    "has",
    "been",
    "done",
    "for",
    "access",
    "participation",
    "data",
    "standards",
    "budgets",
    "consultation",
    "law",
    "draft",
    "training",
    "review",
];

/// Everything of the workspace but its commitments.
pub(crate) struct Surroundings {
    pub(crate) settings: Settings,
    pub(crate) plan: Plan,
    pub(crate) meetings: Vec<Meeting>,
    pub(crate) stakeholders: Vec<Stakeholder>,
}

/// Makes what stands around `count` commitments.
pub(crate) fn surroundings(count: u32) -> Surroundings {
    Surroundings {
        settings: Settings::new("Syldavia", plan_id()),
        plan: plan(),
        meetings: (0..3).map(|nth| meeting(nth, count)).collect(),
        stakeholders: (0..SECTORS.len()).map(stakeholder).collect(),
    }
}

/// Makes one commitment: its number, counted from 1, decides everything in it.
pub(crate) fn commitment(number: u32) -> Commitment {
    let mut dice = Dice(u64::from(number));
    let start = first_day().saturating_add(i64::from(dice.below(300)).days());
    // A number in the plan is small; beyond it the id alone tells commitments apart.
    let place = u16::try_from(number).unwrap_or(u16::MAX);
    let title = sentence(&mut dice, 7);
    Commitment {
        lead: vec![dice.pick(&SECTORS).0.into()],
        support: vec![dice.pick(&SECTORS).0.into(), dice.pick(&SECTORS).0.into()],
        start: Some(FuzzyDate::Day(start)),
        end: Some(FuzzyDate::Day(start.saturating_add(3.years()))),
        policy_areas: vec!["Open Data".into(), "Public Procurement".into()],
        values: vec![*dice.pick(&OgpValue::ALL)],
        text: paragraphs(&mut dice, 2),
        objective: paragraphs(&mut dice, 1),
        status_quo: paragraphs(&mut dice, 2),
        ambition: paragraphs(&mut dice, 1),
        milestones: (1..=5).map(|n| milestone(n, start, &mut dice)).collect(),
        ..Commitment::new(commitment_id(number), plan_id(), place, title)
    }
}

fn plan() -> Plan {
    Plan {
        start: Some(FuzzyDate::Month {
            year: 2024,
            month: 1,
        }),
        end: Some(FuzzyDate::Month {
            year: 2027,
            month: 12,
        }),
        published: Some(first_day()),
        notes: "Made up, to try speed and limits on.".into(),
        ..Plan::new(plan_id(), "Open Government Action Plan 2024-2028")
    }
}

fn meeting(nth: i32, count: u32) -> Meeting {
    let date = first_day().saturating_add((4 * nth + 4).months());
    let mut dice = Dice(u64::from(nth.unsigned_abs()) + 7);
    let minute = |n: u32, dice: &mut Dice| Minute {
        about: (count > 0).then(|| Subject::commitment(&commitment_id(dice.below(count) + 1))),
        text: sentence(dice, 12).as_str().into(),
        ..Minute::new(id(&format!("m{n}")), MinuteKind::Note)
    };
    Meeting {
        place: "Klow".into(),
        state: MeetingState::Closed,
        roll: (0..SECTORS.len()).map(attendance).collect(),
        minutes: (1..=20).map(|n| minute(n, &mut dice)).collect(),
        ..Meeting::draft(meeting_id(nth), plan_id(), MeetingKind::Review, date)
    }
}

fn attendance(nth: usize) -> Attendance {
    let stakeholder = stakeholder(nth);
    Attendance {
        presence: Some(Presence::Present),
        stakeholder: Some(stakeholder.id.clone()),
        ..Attendance::new(id(stakeholder.id.as_str()), stakeholder.sector)
    }
}

fn stakeholder(nth: usize) -> Stakeholder {
    let (name, sector) = *SECTORS
        .get(nth % SECTORS.len())
        .expect("a remainder is within");
    let id: StakeholderId = id(&name.to_lowercase().replace(' ', "-"));
    Stakeholder::new(id, name, sector)
}

fn milestone(number: u16, start: Date, dice: &mut Dice) -> Milestone {
    let due = start.saturating_add((i64::from(number) * 6).months());
    let updates = (0..3).filter(|_| dice.below(7) == 0).collect::<Vec<_>>();
    let title = sentence(dice, 9);
    Milestone {
        due: Some(FuzzyDate::Day(due)),
        responsible: dice.pick(&SECTORS).0.into(),
        updates: updates.into_iter().map(|nth| update(nth, dice)).collect(),
        ..Milestone::new(id(&number.to_string()), number, title)
    }
}

fn update(meeting: i32, dice: &mut Dice) -> Update {
    Update {
        id: id::<EntryId>(&format!("u{}", meeting + 1)),
        date: first_day().saturating_add((4 * meeting + 4).months()),
        after: None,
        side: *dice.pick(&Side::ALL),
        status: Some(*dice.pick(&Status::ALL)),
        note: sentence(dice, 14).as_str().into(),
        evidence: Vec::new(),
        obstacle: None,
        delay: String::new(),
        meeting: Some(meeting_id(meeting)),
        binned: None,
    }
}

fn paragraphs(dice: &mut Dice, count: usize) -> Paragraphs {
    let paragraphs: Vec<String> = (0..count)
        .map(|_| [sentence(dice, 24), sentence(dice, 18)].join(" "))
        .collect();
    paragraphs.join("\n").as_str().into()
}

fn sentence(dice: &mut Dice, words: usize) -> String {
    let words: Vec<&str> = (0..words).map(|_| *dice.pick(&WORDS)).collect();
    let text = words.join(" ");
    let (first, rest) = text.split_at(1);
    format!("{}{rest}.", first.to_uppercase())
}

fn first_day() -> Date {
    date(2024, 1, 15)
}

fn plan_id() -> PlanId {
    id("syldavia-2024-28")
}

fn meeting_id(nth: i32) -> MeetingId {
    id(&first_day()
        .saturating_add((4 * nth + 4).months())
        .to_string())
}

/// Makes ids that sort like their numbers.
fn commitment_id(number: u32) -> CommitmentId {
    id(&format!("SY{number:06}"))
}

fn id<I: Id>(text: &str) -> I {
    I::parse(text).expect("letters, digits and dashes are an id")
}

fn number_of(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Chance that is the same every time: "splitmix64" (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        let z = z ^ (z >> 31);
        u32::try_from(z % u64::from(end.max(1))).unwrap_or_default()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        let place = self.below(number_of(from.len()));
        from.get(place as usize)
            .expect("what is below the length is within")
    }
}
