//! The files of a workspace, read once more: only what is counted, and by rules that are written down here
//! again, as the manual has them.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use jiff::ToSpan;
use jiff::civil::Date;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, Visitor};

/// A word of a file that stands without quotes: `Limited`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word(pub(super) String);

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Reads;
        impl Visitor<'_> for Reads {
            type Value = Word;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word")
            }
            fn visit_str<E: Error>(self, word: &str) -> Result<Word, E> {
                Ok(Word(word.to_owned()))
            }
            fn visit_bytes<E: Error>(self, word: &[u8]) -> Result<Word, E> {
                Ok(Word(String::from_utf8_lossy(word).into_owned()))
            }
        }
        from.deserialize_identifier(Reads)
    }
}

impl Word {
    /// Returns it as it is printed: `NotStarted` is `not started`.
    pub(super) fn printed(&self) -> String {
        let mut words = String::new();
        for c in self.0.chars() {
            if c.is_uppercase() && !words.is_empty() {
                words.push(' ');
            }
            words.extend(c.to_lowercase());
        }
        words
    }

    pub(super) fn is(&self, word: &str) -> bool {
        self.0 == word
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Commitment {
    pub(super) id: String,
    pub(super) nation: String,
    pub(super) end: Option<String>,
    pub(super) milestones: Vec<Milestone>,
    pub(super) updates: Vec<Update>,
    pub(super) replans: Vec<Replan>,
    descent: Vec<Descent>,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Descent {
    how: Word,
    date: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Milestone {
    pub(super) number: u32,
    pub(super) responsible: String,
    pub(super) due: Option<String>,
    pub(super) updates: Vec<Update>,
    pub(super) replans: Vec<Replan>,
    pub(super) added: Option<String>,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Update {
    id: String,
    pub(super) date: String,
    after: Option<String>,
    side: Option<Word>,
    pub(super) status: Option<Word>,
    pub(super) evidence: Vec<String>,
    pub(super) meeting: Option<String>,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Replan {
    pub(super) date: String,
    pub(super) from: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Meeting {
    pub(super) id: String,
    pub(super) date: String,
    pub(super) state: Word,
    pub(super) roll: Vec<Line>,
    pub(super) minutes: Vec<Minute>,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Line {
    id: String,
    pub(super) stakeholder: Option<String>,
    sector: Word,
    people: Option<u64>,
    pub(super) presence: Option<Word>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Minute {
    pub(super) kind: Word,
    pub(super) about: Option<String>,
    pub(super) number: Option<u64>,
    present: Vec<String>,
    count: Option<Count>,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
struct Count {
    government: u64,
    civil_society: u64,
    other: u64,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Action {
    pub(super) id: String,
    pub(super) due: Option<String>,
    pub(super) steps: Vec<Step>,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Step {
    date: String,
    state: Word,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Stakeholder {
    pub(super) id: String,
    pub(super) binned: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Actions {
    actions: Vec<Action>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Stakeholders {
    stakeholders: Vec<Stakeholder>,
}

/// All that is counted of a workspace.
pub(super) struct Files {
    pub(super) commitments: Vec<Commitment>,
    pub(super) meetings: Vec<Meeting>,
    pub(super) actions: Vec<Action>,
    pub(super) stakeholders: Vec<Stakeholder>,
    /// How many files of records there are.
    pub(super) count: usize,
}

fn read<T: DeserializeOwned>(path: &Path) -> T {
    let text = std::fs::read_to_string(path).unwrap();
    let options =
        ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    let read = options.from_str(&text);
    read.unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn of_folder(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "ron"));
    paths.sort();
    paths
}

impl Files {
    pub(super) fn read(root: &Path) -> Self {
        let all = |kind: &str| of_folder(&root.join(kind));
        let list = |name: &str| Some(root.join(name)).filter(|path| path.exists());
        let count = ["", "plans", "commitments", "meetings"].map(|kind| all(kind).len());
        let actions = list("actions.ron").map(|path| read::<Actions>(&path).actions);
        let stakeholders = list("stakeholders.ron");
        let stakeholders = stakeholders.map(|path| read::<Stakeholders>(&path).stakeholders);
        Self {
            commitments: all("commitments").iter().map(|path| read(path)).collect(),
            meetings: all("meetings").iter().map(|path| read(path)).collect(),
            actions: actions.unwrap_or_default(),
            stakeholders: stakeholders.unwrap_or_default(),
            count: count.iter().sum(),
        }
    }

    /// Returns the commitments that are not in the bin.
    pub(super) fn live(&self) -> impl Iterator<Item = &Commitment> {
        self.commitments.iter().filter(|held| held.binned.is_none())
    }

    /// Returns the meetings that are over, the earliest first.
    pub(super) fn held(&self) -> Vec<&Meeting> {
        let is_over = |held: &&Meeting| held.state.is("Closed") || held.state.is("Final");
        let live = self.meetings.iter().filter(|held| held.binned.is_none());
        live.filter(is_over).collect()
    }
}

impl Commitment {
    pub(super) fn live_milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.milestones.iter().filter(|held| held.binned.is_none())
    }

    /// Tells whether it was there on a day: what was split from another was not before that.
    pub(super) fn is_made(&self, day: &str) -> bool {
        let made = self.descent.iter().filter(|from| !from.how.is("Merged"));
        made.map(|from| from.date.as_str())
            .min()
            .is_none_or(|made| made <= day)
    }

    /// Returns its own updates and those of its milestones, without what is in the bin.
    pub(super) fn live_updates(&self) -> Vec<&Update> {
        let of_milestones = self.live_milestones().flat_map(|held| &held.updates);
        let all = self.updates.iter().chain(of_milestones);
        all.filter(|update| update.binned.is_none()).collect()
    }
}

/// Who said what last; of an agreement nothing that was said before it counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Said(pub(super) BTreeMap<&'static str, String>);

impl Said {
    pub(super) fn of(updates: &[&Update]) -> Self {
        let live: Vec<&Update> = updates
            .iter()
            .copied()
            .filter(|u| u.binned.is_none())
            .collect();
        let day = |update: &Update| {
            let (mut at, mut day) = (update, update.date.clone());
            for _ in &live {
                let Some(before) = live.iter().find(|one| Some(&one.id) == at.after.as_ref())
                else {
                    break;
                };
                (at, day) = (before, day.max(before.date.clone()));
            }
            day
        };
        let mut ordered = live.clone();
        ordered.sort_by_key(|update| day(update));
        let mut said = BTreeMap::new();
        for update in ordered {
            let side = match update.side.as_ref().map(|side| side.0.as_str()) {
                None | Some("Agreed") => "agreed",
                Some("Government") => "government",
                Some(_) => "civil society",
            };
            if let Some(status) = &update.status {
                if side == "agreed" {
                    said.clear();
                }
                said.insert(side, status.printed());
            }
        }
        Self(said)
    }

    pub(super) fn by(&self, side: &str) -> Option<&str> {
        self.0.get(side).map(String::as_str)
    }

    /// Returns the last word of each who has a say: of both sides, else of the one and what was agreed.
    fn last(&self) -> Vec<&str> {
        let mut last: Vec<&str> = ["government", "civil society"]
            .iter()
            .filter_map(|side| self.by(side))
            .collect();
        if last.len() < 2 {
            last.extend(self.by("agreed"));
        }
        last
    }

    pub(super) fn is_disputed(&self) -> bool {
        let last = self.last();
        last.windows(2).any(|pair| pair[0] != pair[1])
    }

    /// Returns the one status there is, and whose word it is.
    pub(super) fn shown(&self) -> Option<(&str, &str)> {
        let sides = ["agreed", "government", "civil society"];
        let mut all = sides
            .iter()
            .filter_map(|side| Some((self.by(side)?, *side)));
        all.next().filter(|_| !self.is_disputed())
    }

    /// Returns the status by which nothing more is to be done, by the last word of each.
    pub(super) fn settled(&self) -> Option<&str> {
        let shown = self.shown().filter(|_| self.is_settled());
        shown.map(|(status, _)| status)
    }

    pub(super) fn is_settled(&self) -> bool {
        let last = self.last();
        !last.is_empty()
            && last
                .iter()
                .all(|status| ["complete", "withdrawn"].contains(status))
    }
}

/// Returns the last day of a date of a file.
pub(super) fn last_day(date: &str) -> Option<Date> {
    match date.len() {
        10 => date.parse().ok(),
        7 => format!("{date}-01")
            .parse::<Date>()
            .ok()
            .map(Date::last_of_month),
        4 => format!("{date}-12-31").parse().ok(),
        _ => None,
    }
}

/// What is past its date, by its name for programs, the worst last.
pub(super) const PAST: [&str; 4] = ["nothing-reported", "no-status", "disputed", "late"];

/// Returns what can be said of something due by what was said of it.
pub(super) fn past(due: Option<&str>, updates: &[&Update], today: Date) -> Option<&'static str> {
    due.and_then(last_day).filter(|day| *day < today)?;
    let said = Said::of(updates);
    let last = said.last();
    let settled = last
        .iter()
        .filter(|status| ["complete", "withdrawn"].contains(*status))
        .count();
    let is_spoken_of = updates.iter().any(|update| update.binned.is_none());
    match (last.len(), settled) {
        (0, _) => Some(PAST[usize::from(is_spoken_of)]),
        (all, settled) if all == settled => None,
        (_, 0) => Some("late"),
        _ => Some("disputed"),
    }
}

/// Returns all updates of a list.
pub(super) fn all(updates: &[Update]) -> Vec<&Update> {
    updates.iter().collect()
}

impl Milestone {
    /// Returns what is past its date, unless the whole is settled.
    pub(super) fn past(&self, of: &Commitment, today: Date) -> Option<&'static str> {
        let said = past(self.due.as_deref(), &all(&self.updates), today);
        said.filter(|_| !Said::of(&all(&of.updates)).is_settled())
    }

    /// Returns by how many days it is late, where its date is a day.
    pub(super) fn days_late(&self, of: &Commitment, today: Date) -> Option<i64> {
        self.past(of, today).filter(|past| *past == "late")?;
        let due: Date = self.due.as_ref()?.parse().ok()?;
        (self.due.as_ref()?.len() == 10).then(|| i64::from((today - due).get_days()))
    }
}

impl Commitment {
    /// Returns what is past its end.
    pub(super) fn own_past(&self, today: Date) -> Option<&'static str> {
        past(self.end.as_deref(), &all(&self.updates), today)
    }

    /// Returns the worst of what is past its date.
    pub(super) fn past(&self, today: Date) -> Option<&'static str> {
        let own = self.own_past(today);
        let milestones = self
            .live_milestones()
            .filter_map(|held| held.past(self, today));
        let rank = |past: &&str| PAST.iter().position(|one| one == past);
        milestones.chain(own).max_by_key(rank)
    }
}

impl Action {
    pub(super) fn state(&self) -> String {
        let mut steps: Vec<&Step> = self.steps.iter().collect();
        steps.sort_by_key(|step| step.date.clone());
        steps
            .last()
            .map_or("open".to_owned(), |step| step.state.printed())
    }

    pub(super) fn past(&self, today: Date) -> Option<&'static str> {
        self.due
            .as_deref()
            .and_then(last_day)
            .filter(|day| *day < today)?;
        match (self.state().as_str(), self.steps.is_empty()) {
            ("done" | "dropped", _) => None,
            (_, true) => Some("nothing-reported"),
            _ => Some("late"),
        }
    }
}

impl Meeting {
    pub(super) fn live_minutes(&self) -> impl Iterator<Item = &Minute> {
        self.minutes.iter().filter(|minute| minute.binned.is_none())
    }

    /// Returns how many people of government, civil society and others took part, once somebody was called.
    pub(super) fn heads(&self) -> Option<[Option<u64>; 3]> {
        let called = self.roll.iter().any(|line| line.presence.is_some());
        called.then(|| self.known(count(self.roll.iter().filter(|line| line.is_there()))))
    }

    /// Leaves out the numbers of sides of which nobody was called.
    fn known(&self, heads: [u64; 3]) -> [Option<u64>; 3] {
        let called = self.roll.iter().filter(|line| line.presence.is_some());
        let called: Vec<usize> = called.map(Line::side).collect();
        [0, 1, 2].map(|side| (heads[side] > 0 || called.contains(&side)).then_some(heads[side]))
    }

    /// Returns the same of those who were at the table when something was decided.
    pub(super) fn at_the_table(&self, minute: &Minute) -> Option<[Option<u64>; 3]> {
        let heads = match &minute.count {
            Some(known) => [known.government, known.civil_society, known.other],
            None => count(
                self.roll
                    .iter()
                    .filter(|line| minute.present.contains(&line.id)),
            ),
        };
        (heads.iter().sum::<u64>() > 0).then(|| self.known(heads))
    }
}

impl Line {
    /// Returns the side: government, civil society or others.
    fn side(&self) -> usize {
        match self.sector.0.as_str() {
            "Government" | "Parliament" => 0,
            "CivilSociety" => 1,
            _ => 2,
        }
    }

    pub(super) fn is_there(&self) -> bool {
        let presence = self.presence.as_ref();
        presence.is_some_and(|word| word.is("Present") || word.is("Remote"))
    }
}

fn count<'l>(lines: impl Iterator<Item = &'l Line>) -> [u64; 3] {
    let mut heads = [0; 3];
    for line in lines {
        heads[line.side()] += line.people.unwrap_or(1);
    }
    heads
}

/// Returns the day so many days later.
pub(super) fn later(day: Date, days: u64) -> Date {
    day.saturating_add(i64::try_from(days).unwrap().days())
}

/// Returns when something was due as it was promised on a day: before the first time it was moved since.
pub(super) fn promised(now: Option<&str>, replans: &[Replan], day: &str) -> Option<String> {
    let moved = replans.iter().filter(|replan| replan.date.as_str() > day);
    let first = moved.min_by_key(|replan| replan.date.clone());
    first
        .map(|replan| replan.from.clone())
        .or_else(|| now.map(str::to_owned))
}

/// Returns how much time lies behind a date, in the two largest units it is known in.
pub(super) fn lag(due: &str, today: Date) -> String {
    let Some(behind) = last_day(due)
        .filter(|day| *day < today)
        .map(|day| later(day, 1))
    else {
        return String::new();
    };
    let end = later(today, 1);
    let months = (1i64..5000)
        .take_while(|n| behind.saturating_add(n.months()) <= end)
        .count();
    let month = behind.saturating_add(i64::try_from(months).unwrap().months());
    let days = usize::try_from((end - month).get_days()).unwrap();
    let (units, least) = match due.len() {
        10 => (
            vec![(months / 12, "year"), (months % 12, "month"), (days, "day")],
            "day",
        ),
        7 => (vec![(months / 12, "year"), (months % 12, "month")], "month"),
        _ => (vec![(months / 12, "year")], "year"),
    };
    let said = units.iter().filter(|(count, _)| *count > 0).take(2);
    let said: Vec<String> = said
        .map(|(count, unit)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }))
        .collect();
    if said.is_empty() {
        return format!("less than a {least}");
    }
    said.join(" ")
}
