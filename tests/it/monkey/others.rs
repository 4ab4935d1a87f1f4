//! What others do to the files meanwhile, with programs that know no locks and ask nobody.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use roundtable::store::fs::Fs as _;
use roundtable::store::sim::SimFs;
use roundtable::store::{Contents, FileKey};

use super::desk::Desk;
use super::traces::Traces;
use crate::chance::Chance;
use crate::world::ROOT;

/// The words in which a record says how things stand.
const STANDINGS: [&str; 4] = ["Limited", "Substantial", "Complete", "NotStarted"];

/// How file syncs name a copy of `uk0063.ron`.
const COPIES: [&str; 4] = [
    " (1)",
    " (conflicted copy 2018-08-09)",
    ".sync-conflict-20180809-120000-K3F9QA2",
    "-DESKTOP-7",
];

/// Others, and what they remember.
#[derive(Debug, Default)]
pub(super) struct Others {
    /// What they took away or broke, as it was before.
    spoiled: BTreeMap<PathBuf, String>,
    /// How much they did.
    pub(super) done: u64,
}

impl Others {
    /// Does something to one of the files that were changed here lately, or to any; returns what.
    pub(super) fn act(
        &mut self,
        fs: &SimFs,
        chance: &mut Chance,
        traces: &mut Traces,
        desk: &mut Desk,
    ) -> Option<String> {
        let path = file(fs, chance, &desk.lately)?;
        let old = text(fs, &path)?;
        let (what, path, new) = match chance.below(19) {
            0..=5 => (
                "changes a text",
                path,
                with_other_text(&old, chance, traces)?,
            ),
            6..=7 => (
                "changes how it stands",
                path,
                with_other_standing(&old, chance)?,
            ),
            8..=9 => ("adds an update", path, with_update(&old, traces)),
            10 => {
                // What is made and taken away between two looks is seen by nobody.
                desk.look();
                return self.take_away(fs, &path, &old, traces);
            }
            11..=12 => {
                let broken = broken(&old, chance, traces)?;
                ("breaks", path, broken)
            }
            13..=14 => {
                let all: Vec<&PathBuf> = self.spoiled.keys().collect();
                let path = PathBuf::clone(chance.of(&all)?);
                let was = self.spoiled.remove(&path)?;
                let changed = chance.below(3) == 0;
                let other = changed.then(|| with_other_text(&was, chance, traces));
                let other = other.flatten().filter(|other| reads(&path, other));
                ("puts back", path, other.unwrap_or(was))
            }
            15..=16 => {
                let copy = with_other_text(&old, chance, traces)?;
                let stem = path.file_stem()?.to_str()?;
                let name = format!("{stem}{}.ron", chance.of(&COPIES)?);
                ("leaves a copy", path.with_file_name(name), copy)
            }
            17 => {
                let (path, settings) = with_other_plan(fs, chance)?;
                ("makes a plan current", path, settings)
            }
            _ => ("says something above", path, format!("// A remark.\n{old}")),
        };
        self.write(fs, &path, &new, traces);
        Some(format!("somebody {what}: {}", path.display()))
    }

    /// Puts back all that was taken away or broken.
    pub(super) fn mend_all(&mut self, fs: &SimFs, traces: &mut Traces) {
        for (path, was) in std::mem::take(&mut self.spoiled) {
            self.write(fs, &path, &was, traces);
        }
    }

    fn write(&mut self, fs: &SimFs, path: &Path, new: &str, traces: &mut Traces) {
        self.done += 1;
        let old = text(fs, path).unwrap_or_default();
        traces.others_wrote(&old, new);
        fs.put(path, new.as_bytes());
        if reads(path, &old) && !reads(path, new) {
            self.spoiled.insert(path.to_owned(), old);
        }
    }

    fn take_away(
        &mut self,
        fs: &SimFs,
        path: &Path,
        old: &str,
        traces: &mut Traces,
    ) -> Option<String> {
        fs.remove(path).ok()?;
        self.done += 1;
        traces.others_wrote(old, "");
        if reads(path, old) {
            self.spoiled.insert(path.to_owned(), old.to_owned());
        }
        Some(format!("somebody takes away: {}", path.display()))
    }
}

/// Returns a file of records.
fn file(fs: &SimFs, chance: &mut Chance, of_interest: &[FileKey]) -> Option<PathBuf> {
    if chance.below(3) > 0
        && let Some(key) = chance.of(&of_interest.iter().collect::<Vec<_>>())
    {
        return Some(Path::new(ROOT).join(key.path()));
    }
    let paths = fs.paths().into_iter().filter(|path| {
        let below = path.strip_prefix(ROOT).ok();
        let key = below.and_then(|below| FileKey::at(below).filter(|key| key.path() == below));
        key.is_some_and(|key| key != FileKey::Settings)
    });
    let paths: Vec<PathBuf> = paths.collect();
    chance.of(&paths.iter().collect::<Vec<_>>()).cloned()
}

/// Tells whether a text is what a file of records may hold.
fn reads(path: &Path, text: &str) -> bool {
    let key = path.strip_prefix(ROOT).ok().and_then(FileKey::at);
    key.is_some_and(|key| Contents::read(&key, text.as_bytes()).is_ok())
}

fn text(fs: &SimFs, path: &Path) -> Option<String> {
    String::from_utf8(fs.get(path)?).ok()
}

/// Returns a text in which one line of those `fits` is `made` another.
fn with_line(
    text: &str,
    chance: &mut Chance,
    fits: impl Fn(&str) -> bool,
    made: impl FnOnce(&str) -> String,
) -> Option<String> {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let fitting: Vec<usize> = (0..lines.len()).filter(|&n| fits(&lines[n])).collect();
    let n = chance.of(&fitting)?;
    lines[n] = made(&lines[n]);
    Some(lines.join("\n") + "\n")
}

/// Changes a title, a name, or a paragraph.
fn with_other_text(text: &str, chance: &mut Chance, traces: &mut Traces) -> Option<String> {
    let trace = traces.fresh();
    let whole = chance.below(2) == 0;
    let is_text = |line: &str| {
        let line = line.trim_start();
        let named = ["title: \"", "name: \"", "\""];
        let begins = named.iter().any(|name| line.starts_with(name));
        // An address of the web is no text.
        begins && line.ends_with("\",") && !line.contains("http")
    };
    with_line(text, chance, is_text, |line| {
        let (before, rest) = line.split_once('"').unwrap();
        let rest = if whole { "\"," } else { rest };
        format!("{before}\"{trace} {rest}")
    })
}

fn with_other_standing(text: &str, chance: &mut Chance) -> Option<String> {
    let other = chance.of(&STANDINGS)?;
    let says = |line: &str| line.trim_start().starts_with("status: Some(");
    with_line(text, chance, says, |line| {
        let (before, _) = line.split_once('(').unwrap();
        format!("{before}({other}),")
    })
}

/// Makes one of the plans that are there the current one.
fn with_other_plan(fs: &SimFs, chance: &mut Chance) -> Option<(PathBuf, String)> {
    let root = Path::new(ROOT);
    let paths = fs.paths().into_iter();
    let plans = paths.filter(|path| path.parent() == Some(&root.join("plans")));
    let readable = plans.filter(|path| text(fs, path).is_some_and(|text| reads(path, &text)));
    let readable: Vec<PathBuf> = readable.collect();
    let plan = chance.of(&readable.iter().collect::<Vec<_>>())?;
    let id = plan.file_stem()?.to_str()?;
    let path = root.join(FileKey::Settings.path());
    let is_current = |line: &str| line.trim_start().starts_with("current: ");
    let made = |_: &str| format!("    current: \"{id}\",");
    let settings = with_line(&text(fs, &path)?, chance, is_current, made)?;
    Some((path, settings))
}

/// Adds an update to a commitment; to another record it adds what no program of ours can read.
fn with_update(text: &str, traces: &mut Traces) -> String {
    let trace = traces.fresh();
    let id = trace.trim_matches(|c: char| !c.is_ascii_digit());
    let update = format!(
        "        (\n            id: \"2018-08-09-{id}99\",\n            date: \"2018-08-09\",\n            side: Government,\n            note: [\n                \"{trace}\",\n            ],\n        ),\n"
    );
    if let Some((before, after)) = text.split_once("\n    updates: [\n") {
        return format!("{before}\n    updates: [\n{update}{after}");
    }
    let end = text.rfind(')').unwrap_or(text.len());
    format!("{}    updates: [\n{update}    ],\n)\n", &text[..end])
}

/// Breaks a file, as a sync that was interrupted, a slip of the hand, or a merge of Git does.
fn broken(text: &str, chance: &mut Chance, traces: &mut Traces) -> Option<String> {
    let half = text.char_indices().nth(text.chars().count() / 2);
    Some(match chance.below(4) {
        0 => text[..half?.0].to_owned(),
        1 => String::new(),
        2 => text.replacen(':', ";", 1),
        _ => {
            let trace = traces.fresh();
            let line = text.lines().find(|line| line.contains("title: \""))?;
            let marks =
                format!("<<<<<<< ours\n{line}\n=======\n    title: \"{trace}\",\n>>>>>>> theirs");
            text.replacen(line, &marks, 1)
        }
    })
}
