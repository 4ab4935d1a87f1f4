//! Every number in a document is written in a record, or counted from records that the document can name:
//! people of a meeting, days and months between two days, and how many there are of something.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use jiff::civil::{Date, date};
use jiff::{ToSpan, Unit};
use roundtable::model::{Attribution, Workspace};
use roundtable::store::Store;

use crate::chance::Chance;
use crate::not_nought::{TODAY, documents, is_time, words, workspace};
use crate::shell::wished;
use crate::world::{ROOT, disk};

/// Workspaces of a run in which nobody asks for more.
const WORLDS: u64 = 24;

const SECTORS: [&str; 6] = [
    "Government",
    "CivilSociety",
    "Parliament",
    "Private",
    "Academia",
    "Other",
];
const PRESENCES: [&str; 4] = ["Present", "Remote", "Apologies", "Absent"];

/// A workspace as its files have it, and what may be counted in it.
struct World {
    files: Vec<String>,
    workspace: Workspace,
    counts: BTreeSet<u64>,
}

/// Returns the numbers of a text, each as it stands.
fn numbers(text: &str) -> BTreeSet<u64> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    digits.filter_map(|digits| digits.parse().ok()).collect()
}

fn pick(chance: &mut Chance, all: &[&str]) -> String {
    chance.of(all).unwrap_or_default().to_owned()
}

fn day(chance: &mut Chance) -> Date {
    let days = i64::try_from(chance.below(1000)).unwrap();
    date(2016, 6, 1).saturating_add(days.days())
}

fn update(chance: &mut Chance, nth: usize, meeting: &str) -> String {
    let side = pick(chance, &["Agreed", "Government", "CivilSociety"]);
    let status = pick(
        chance,
        &[
            "",
            ", status: Limited",
            ", status: Complete",
            ", status: Withdrawn",
        ],
    );
    let meeting = match chance.below(2) {
        0 => format!(", meeting: \"{meeting}\""),
        _ => String::new(),
    };
    let day = day(chance);
    format!(
        "(id: \"u{nth}\", date: \"{day}\", side: {side}{status}{meeting}, note: [\"It was said.\"])"
    )
}

fn due(chance: &mut Chance) -> String {
    let day = day(chance).to_string();
    let month = day.get(..7).unwrap_or_default();
    pick(chance, &[&day, month, "2018", "Ongoing", "Autumn 2017"])
}

/// A commitment of which not everything is known.
fn commitment(chance: &mut Chance, nth: usize) -> String {
    let mut milestones = String::new();
    for step in 1..=chance.below(4) {
        let (due, moved) = (due(chance), due(chance));
        let said = update(chance, 9, "m0");
        let _ = write!(
            milestones,
            "(id: \"{step}\", number: {step}, title: \"A step\", due: \"{due}\", updates: [{said}], replans: \
             [(id: \"r\", date: \"2017-03-01\", from: \"{moved}\", to: \"{due}\", reason: \"So.\")]),"
        );
    }
    let updates: Vec<String> = (0..3).map(|nth| update(chance, nth, "m0")).collect();
    format!(
        "(id: \"UK000{nth}\", plan: \"p\", number: {nth}, title: \"A promise\", end: \"{}\", updates: [{}], \
         milestones: [{milestones}])",
        due(chance),
        updates.join(", ")
    )
}

/// A meeting with people counted and called, some of whom came late or left.
fn meeting(chance: &mut Chance, nth: usize, counts: &mut BTreeSet<u64>) -> String {
    let held = day(chance);
    let mut roll = String::new();
    let mut lines: Vec<(usize, usize, u64)> = Vec::new();
    for line in 0..chance.below(6) {
        let (sector, presence) = (chance.below(6), chance.below(5));
        let people = 1 + chance.below(3) * (3000 + chance.below(9000));
        let named = if people == 1 {
            ", name: \"Somebody\""
        } else {
            ""
        };
        let called = match PRESENCES.get(usize::try_from(presence).unwrap()) {
            Some(called) => format!(", presence: {called}"),
            None => String::new(),
        };
        let left = pick(chance, &["", ", left: \"unknown\"", ", left: \"11:05\""]);
        let sector = usize::try_from(sector).unwrap();
        lines.push((sector, usize::try_from(presence).unwrap(), people));
        let _ = write!(
            roll,
            "(id: \"l{line}\", sector: {}{named}, people: {people}{called}{left}),",
            SECTORS[sector]
        );
    }
    counts.extend(sums(&lines));
    let times = pick(
        chance,
        &[
            "",
            ", began: \"10:10\"",
            ", began: \"10:10\", closed: \"12:40\"",
        ],
    );
    let published = match chance.below(2) {
        0 => format!(", published: \"{}\"", held.saturating_add(17.days())),
        _ => String::new(),
    };
    let present = match lines.len() {
        0 => String::new(),
        _ => ", present: [\"l0\"]".to_owned(),
    };
    format!(
        "(id: \"m{nth}\", plan: \"p\", kind: {}, date: \"{held}\", state: Closed{times}{published}, roll: [{roll}], \
         minutes: [(id: \"n\", kind: Note, about: \"UK0001\", text: [\"It was talked about.\"]), (id: \"d\", kind: \
         Decision, number: 1, text: [\"So it is.\"]{present})])",
        pick(chance, &["Review", "Minister", "Forum"])
    )
}

/// Returns how many people of a roll there are, by sector, side and presence, with those who took part
/// together.
fn sums(lines: &[(usize, usize, u64)]) -> BTreeSet<u64> {
    let sectors: [&[usize]; 9] = [
        &[0],
        &[1],
        &[2],
        &[3],
        &[4],
        &[5],
        &[0, 2],
        &[3, 4, 5],
        &[0, 1, 2, 3, 4, 5],
    ];
    // The last are those whom nobody called.
    let presences: [&[usize]; 6] = [&[0], &[1], &[2], &[3], &[0, 1], &[4]];
    let mut sums = BTreeSet::new();
    for sectors in sectors {
        for presences in presences {
            let there = lines.iter().filter(|(sector, presence, _)| {
                sectors.contains(sector) && presences.contains(presence)
            });
            // People who are not named beside those who are.
            let nameless = there.clone().filter(|(.., people)| *people > 1);
            sums.insert(nameless.map(|(.., people)| people).sum());
            sums.insert(there.map(|(.., people)| people).sum());
        }
    }
    sums
}

impl World {
    fn new(seed: u64) -> Self {
        let mut chance = Chance(seed);
        let mut counts = BTreeSet::new();
        let plan = format!(
            "(id: \"p\", title: \"A plan\", start: \"2016-05\", published: \"2016-05-12\", end: \"2018-12\", \
             cadence_months: 4, minutes_days: {}, era: {})",
            chance.below(40),
            pick(&mut chance, &["Results", "MidAndEndOfTerm"])
        );
        let meetings = 1 + usize::try_from(chance.below(4)).unwrap();
        let meetings: Vec<String> = (0..meetings)
            .map(|nth| meeting(&mut chance, nth, &mut counts))
            .collect();
        let promises = 1 + usize::try_from(chance.below(5)).unwrap();
        let promises: Vec<String> = (1..=promises)
            .map(|nth| commitment(&mut chance, nth))
            .collect();
        let workspace = workspace(&plan, &meetings, &promises);
        let files = [vec![plan], meetings, promises].concat();
        Self {
            files,
            workspace,
            counts,
        }
    }

    /// Returns the days that a file has, as far as they are known.
    fn days(&self) -> BTreeSet<Date> {
        let mut days: BTreeSet<Date> = [TODAY].into();
        let text = self.files.join("\n");
        for written in text.split('"') {
            days.extend(written.parse::<Date>().ok());
            days.extend(
                format!("{written}-01")
                    .parse::<Date>()
                    .ok()
                    .map(Date::last_of_month),
            );
            days.extend(format!("{written}-12-31").parse::<Date>().ok());
            // Of a plan whose last month is known it is sure that it runs to the first day of that.
            days.extend(format!("{written}-01").parse::<Date>().ok());
        }
        days
    }

    /// Returns the numbers that lie between two days: in days, and in years, months and what is left.
    fn spans(&self) -> BTreeSet<u64> {
        let mut days = self.days();
        // Limits that are set from a day.
        let limits: Vec<Date> = days
            .iter()
            .flat_map(|day| [4, 6, 12].map(|months: i64| day.saturating_add(months.months())))
            .collect();
        days.extend(limits);
        let mut spans = BTreeSet::new();
        for from in &days {
            for to in days.range(from..) {
                // From the end of one day to the end of the other, so that months end alike.
                let (from, to) = (from.saturating_add(1.day()), to.saturating_add(1.day()));
                let between = from.until((Unit::Year, to)).unwrap();
                let parts = [
                    between.get_months(),
                    between.get_days(),
                    from.until(to).unwrap().get_days(),
                ];
                let years = i32::from(between.get_years());
                let months = years * 12 + between.get_months();
                let all = parts.into_iter().chain([years, months]);
                spans.extend(all.filter_map(|span| u64::try_from(span).ok()));
            }
        }
        spans
    }

    fn wrong(&self, attribution: Attribution) -> Vec<String> {
        let text = self.files.join("\n");
        let mut known = numbers(&text);
        known.extend(numbers(include_str!("../../assets/requirements.ron")));
        known.extend(&self.counts);
        known.extend(self.spans());
        // How many there are of something: never more than there are.
        let all = text.matches("id: ").count();
        known.extend(0..=u64::try_from(all.min(39)).unwrap());
        let limits = self.days().into_iter().flat_map(|day| {
            let limit = |months: i64| day.saturating_add(months.months());
            [4, 6, 12, 24].map(limit)
        });
        known.extend(limits.flat_map(|day| numbers(&day.to_string())));
        let mut wrong = Vec::new();
        for (name, told) in documents(&self.workspace, attribution) {
            for word in words(&told) {
                let is_written = if is_time(word) {
                    text.contains(&format!("\"{word}\""))
                } else {
                    numbers(word).iter().all(|number| known.contains(number))
                };
                if !is_written {
                    let line = told
                        .lines()
                        .find(|line| line.contains(word))
                        .unwrap_or_default();
                    wrong.push(format!("{name}: {word} in {line}"));
                }
            }
        }
        wrong
    }
}

#[test]
fn every_number_in_a_document_is_in_a_record_or_counted_from_records() {
    for seed in 1..=wished("PROPTEST_CASES").unwrap_or(WORLDS) {
        let world = World::new(seed);
        let attribution = Attribution::ALL[usize::try_from(seed % 4).unwrap()];
        let wrong = world.wrong(attribution);
        let files = world.files.join("\n");
        assert!(
            wrong.is_empty(),
            "world {seed}, {attribution:?}:\n{}\n{files}",
            wrong.join("\n")
        );
    }
}

#[test]
fn every_time_in_a_document_of_the_sample_is_in_its_files() {
    let fs = disk("sample");
    let mut text = String::new();
    for path in fs.paths() {
        text += &String::from_utf8_lossy(&fs.get(&path).unwrap_or_default());
    }
    let loaded = Store::load_all(Arc::new(fs), ROOT.into()).unwrap();
    for attribution in Attribution::ALL {
        for (name, told) in documents(&loaded.workspace, attribution) {
            let times = words(&told).into_iter().filter(|word| is_time(word));
            let unknown: Vec<&str> = times.filter(|time| !text.contains(*time)).collect();
            assert!(unknown.is_empty(), "{attribution:?}, {name}: {unknown:?}");
        }
    }
}
