//! Random histories of two people at one disk, whose clocks differ and who often save what they made
//! of records that the other has changed since: whatever they are told is so, by a second reading of
//! the files and by rules that are written down here once more.

use std::collections::BTreeMap;

use jiff::civil::{Date, date};

use super::tests::{disk, open};
use super::*;
use crate::cli::apply::Script;
use crate::model::history::{Act, Committed};
use crate::model::status::{Side, Update};
use crate::model::totals::totals;
use crate::model::{Clerk, History, MeetingState, Status};
use crate::store::sim::SimFs;

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % end
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[usize::try_from(self.below(all.len() as u64)).expect("small")]
    }
}

/// Returns a line of a script; `token` stands in no other.
fn line(dice: &mut Dice, records: &Workspace, token: &str) -> String {
    let promise = dice.of(&["UK0001", "UK0002", "UK0001.1", "UK0002.1"]);
    let commitment = dice.of(&["UK0001", "UK0002"]);
    let statuses = [
        "no-evidence",
        "not-started",
        "limited",
        "substantial",
        "complete",
        "withdrawn",
    ];
    match dice.below(20) {
        0..=7 => {
            let side = dice.of(&["", "", " side:government", " side:civil-society"]);
            let status = dice.of(&statuses);
            format!("set-status {promise} {status}{side} note:{token}")
        }
        8 | 9 => format!("edit {commitment} title {token}"),
        10 => format!("edit {commitment} objective {token}"),
        11 => format!("add-milestone {commitment} {token}"),
        12 => format!("new-meeting title:{token}"),
        13 => "begin-meeting".to_owned(),
        14 => "close-meeting".to_owned(),
        15 => match records.meetings().keys().next_back() {
            Some(id) => format!("finalise {id}"),
            None => String::new(),
        },
        16 => format!("minute-action {token} about:{commitment}"),
        17 => match records.actions().keys().next_back() {
            Some(id) => format!(
                "set-status {id} {} note:{token}",
                dice.of(&["doing", "done", "open"])
            ),
            None => String::new(),
        },
        _ => match records.meetings().values().next_back() {
            Some(last) if last.state == MeetingState::Closed => {
                format!(
                    "meeting {}\nminute-note {token} about:{commitment}",
                    last.id
                )
            }
            _ => format!("minute-note {token} about:{commitment}"),
        },
    }
}

/// How a promise stands, by the rules of the manual.
#[derive(Default)]
struct Plain {
    agreed: Option<Status>,
    sides: BTreeMap<Side, Status>,
}

impl Plain {
    fn of(updates: &[Update]) -> Self {
        let mut left: Vec<(Date, usize)> = (0..updates.len())
            .filter(|at| updates[*at].binned.is_none())
            .map(|at| (Self::day(updates, at, updates.len()), at))
            .collect();
        left.sort_unstable();
        let mut plain = Self::default();
        for (_, at) in left {
            match (updates[at].side, updates[at].status) {
                (_, None) => {}
                (Side::Agreed, Some(status)) => {
                    plain.agreed = Some(status);
                    plain.sides.clear();
                }
                (side, Some(status)) => _ = plain.sides.insert(side, status),
            }
        }
        plain
    }

    /// The day of an update: its own, or a later one of what was said before it.
    fn day(updates: &[Update], at: usize, depth: usize) -> Date {
        let before = updates[at].after.as_ref().filter(|_| depth > 0);
        let before = before.and_then(|id| {
            let is_it = |held: &Update| held.id == *id && held.binned.is_none();
            updates.iter().position(is_it)
        });
        let own = updates[at].date;
        before.map_or(own, |before| own.max(Self::day(updates, before, depth - 1)))
    }

    fn words(&self) -> String {
        let mut parts: Vec<String> = self.agreed.iter().map(|s| s.words().to_owned()).collect();
        for (side, status) in &self.sides {
            parts.push(format!("{} says {}", side.words(), status.words()));
        }
        let mut said: Vec<Status> = self.sides.values().copied().collect();
        said.dedup();
        let differ =
            said.len() == 2 || (self.sides.len() == 1 && self.agreed.is_some_and(|a| a != said[0]));
        if parts.is_empty() {
            return "none yet".to_owned();
        }
        parts.join("; ") + if differ { " (disputed)" } else { "" }
    }
}

/// Looks at what is said of a status with a second reading of the files.
fn is_true(said: &str, records: &Workspace) -> Result<(), String> {
    let Some((name, rest)) = said.split_once(": ") else {
        return Ok(());
    };
    let Some(subject) = records.find_subject(name) else {
        return Ok(());
    };
    let plain = Plain::of(records.updates(&subject).unwrap_or_default());
    let stands = plain.words();
    let claim = if let Some((_, now)) = rest.split_once("stands at ") {
        now.rsplit_once(" (").map(|(now, _)| now)
    } else if let Some((_, now)) = rest.split_once("the status stays ") {
        now.rsplit_once(" (").map(|(now, _)| now)
    } else if let Some((_, now)) = rest.rsplit_once(" → ") {
        Some(now)
    } else if let Some(now) = rest.strip_prefix("still ") {
        Some(now)
    } else if let Some((side, status)) = rest.split_once(" says ") {
        let side = Side::from_words(side).ok_or("an unknown side")?;
        let held = plain.sides.get(&side).map(|status| status.words());
        return if held == Some(status) {
            Ok(())
        } else {
            Err(format!("{side:?} says {held:?}"))
        };
    } else {
        None
    };
    match claim {
        Some(claim)
            if Status::from_words(claim.trim_end_matches(" (disputed)")).is_none()
                && !claim.contains("says") =>
        {
            Ok(())
        }
        Some(claim) if claim != stands => Err(format!("it stands at {stands}")),
        _ => Ok(()),
    }
}

/// Tells whether a text is in a file of records, and whether it is in one beside them.
fn found(sim: &SimFs, token: &str) -> (bool, bool) {
    let mut places = (false, false);
    for path in sim.paths() {
        let name = path.to_string_lossy().into_owned();
        let text = sim.get(&path).unwrap_or_default();
        if name.contains(".roundtable") || !String::from_utf8_lossy(&text).contains(token) {
            continue;
        }
        if name.contains(".conflict-") || name.contains(".kept-") {
            places.1 = true;
        } else {
            places.0 = true;
        }
    }
    places
}

/// What came of some histories.
#[derive(Debug, Default)]
struct Counts {
    whole: usize,
    stays: usize,
    elsewhere: usize,
    overtaken: usize,
    undone: usize,
}

fn history(seed: u64, counts: &mut Counts) {
    let mut dice = Dice(seed * 2 + 1);
    let sim = disk();
    let mut read: [Option<(Store, Workspace)>; 2] = [None, None];
    let mut day = date(2018, 4, 9);
    for step in 0..25 {
        day = day.saturating_add(jiff::Span::new().days(i64::try_from(dice.below(2)).unwrap_or(0)));
        let who = usize::try_from(dice.below(2)).unwrap_or(0);
        if dice.below(3) == 0 {
            // Somebody who looks now, and goes on later from what was there.
            read[who].get_or_insert_with(|| open(&sim));
            continue;
        }
        let (store, records) = read[who].take().unwrap_or_else(|| open(&sim));
        let clerk = clerk_of(who, day, seed * 1000 + step, &mut dice);
        let mut script = Script::new(records, clerk, None);
        let mut tokens = Vec::new();
        for at in 0..=dice.below(3) {
            let token = format!("tk{seed}x{step}x{at}z");
            let line = line(&mut dice, &script.workspace, &token);
            let before = script.done.len();
            // What is refused changes nothing.
            if script.run(&line).is_ok() && script.done.len() > before {
                tokens.push((token, line));
            }
        }
        let context =
            |what: &str| format!("history {seed}, step {step}, by {who}: {tokens:?}\n{what}");
        let keys: Vec<FileKey> = script.changed.iter().cloned().collect();
        let afterwards = Afterwards::of_saving(&store, &mut script.workspace, &keys);
        assert!(afterwards.is_saved(), "{}", context("saved"));
        let second = open(&sim).1;
        let mut last: BTreeMap<String, String> = BTreeMap::new();
        for ((done, _), (token, line)) in script.done.iter().zip(&tokens) {
            let (landed, said) = afterwards.came_to(&done.transaction, &script.workspace);
            let (inside, beside) = found(&sim, token);
            let has_token = line.contains(token.as_str());
            let again = tokens
                .iter()
                .filter(|(_, other)| other.split(' ').take(3).eq(line.split(' ').take(3)));
            let is_overwritten = line.starts_with("edit ") && again.count() > 1;
            match landed {
                Landed::Whole => {
                    counts.whole += 1;
                    assert!(inside || !has_token || is_overwritten, "{}", context(&said));
                    if let Some((name, _)) = said.split_once(": ") {
                        last.insert(name.to_owned(), said.clone());
                    }
                }
                Landed::Part => counts.elsewhere += 1,
                Landed::Elsewhere => {
                    counts.elsewhere += 1;
                    assert!(
                        !inside && (beside || !has_token || is_overwritten),
                        "{}",
                        context(&said)
                    );
                }
            }
            counts.stays += usize::from(said.contains("the status stays"));
            counts.overtaken += usize::from(said.contains("stands at"));
        }
        for said in last.values() {
            let truth = is_true(said, &second);
            assert_eq!(truth, Ok(()), "{}", context(said));
        }
        agrees(&second, &context("numbers"));
        if let ([(done, _)], [(token, line)]) = (script.done.as_slice(), tokens.as_slice())
            && line.starts_with("set-status UK")
            && dice.below(3) == 0
        {
            undo(&sim, done, token, counts, &context("undone"));
        }
    }
}

/// Returns the clerk of one of the two; the clock of the second is two days ahead.
fn clerk_of(who: usize, day: Date, seed: u64, dice: &mut Dice) -> Clerk {
    let ahead = if who == 1 { 2 } else { 0 };
    let clock = day.saturating_add(jiff::Span::new().days(ahead));
    let clerk = Clerk::new(clock.at(12, 0, 0, 0), seed);
    if dice.below(3) == 0 {
        clerk.on_a_day_named()
    } else {
        clerk
    }
}

/// Takes back what was done, and looks whether it is gone.
fn undo(sim: &SimFs, done: &Committed, token: &str, counts: &mut Counts, context: &str) {
    let (store, mut records) = open(sim);
    let mut history = History::default();
    history.recall(done.clone());
    let Ok(Some(undone)) = history.undo(&mut records) else {
        return;
    };
    assert_eq!(undone.act, Act::Undo);
    let keys: Vec<FileKey> = undone.transaction.edits.iter().map(FileKey::of).collect();
    let afterwards = Afterwards::of_saving(&store, &mut records, &keys);
    let (landed, _) = afterwards.came_to(&undone.transaction, &records);
    let (inside, _) = found(sim, token);
    assert_eq!(inside, landed != Landed::Whole, "{context}");
    counts.undone += 1;
}

/// Compares the numbers of the program with those counted here.
fn agrees(records: &Workspace, context: &str) {
    let plan = &records.settings().current;
    let (whole, _) = totals(records, plan, date(2018, 4, 9));
    for (status, count) in Status::ALL.into_iter().zip(whole.agreed) {
        let held = records.commitments().values();
        let counted = held.filter(|held| Plain::of(&held.updates).agreed == Some(status));
        assert_eq!(counted.count(), count, "{context}: {}", status.words());
    }
    for held in records.commitments().values() {
        assert_eq!(
            held.standing().words(),
            Plain::of(&held.updates).words(),
            "{context}"
        );
        for milestone in &held.milestones {
            assert_eq!(
                milestone.standing().words(),
                Plain::of(&milestone.updates).words(),
                "{context}"
            );
        }
    }
}

#[test]
fn whatever_a_command_answers_is_so_in_the_files() {
    let mut counts = Counts::default();
    for seed in 1..=60 {
        history(seed, &mut counts);
    }
    let Counts {
        whole,
        stays,
        elsewhere,
        overtaken,
        undone,
    } = counts;
    // Each kind of answer was looked at.
    assert!(
        whole > 500 && stays > 5 && elsewhere > 5 && overtaken > 2 && undone > 5,
        "{counts:?}"
    );
}
