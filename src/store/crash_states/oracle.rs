//! What must hold of every disk that is left, whatever ended the program.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ffi::OsString;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::fs::Mode;
use super::super::journal::lines_and_damage;
use super::super::layout;
use super::super::litter;
use super::super::problem::Severity;
use super::scenarios::{self, ROOT};
use super::sittings::Next;
use super::{Called, LATER, Scenario, SimFs, Work};
use crate::store::Store;

type Files = BTreeMap<PathBuf, (Vec<u8>, Mode)>;
type Lines = Vec<(u64, String)>;

/// Knows the disk before and after, and which disks it has seen.
pub(super) struct Oracle {
    /// Whether what was recorded can be recovered.
    sits: bool,
    before: Files,
    after: Files,
    lines_before: Lines,
    lines_after: Lines,
    damage: Vec<Vec<u8>>,
    seen: HashSet<u64>,
    loaded: HashSet<u64>,
    recalled: HashSet<u64>,
    /// What each file that was looked at is for.
    parts: HashMap<OsString, Part>,
    /// The lines of each journal that was looked at.
    known: HashMap<Vec<u8>, Lines>,
}

/// A run that met a fault.
pub(super) struct Run<'a> {
    pub(super) disk: &'a SimFs,
    pub(super) called: Called,
    /// What is called saved when it goes well.
    pub(super) promised: Called,
}

/// What a file is for, as far as it matters to what may become of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// What the program is there for: old or new, and new when that was called saved.
    Record,
    /// Old or new; the next time makes good for it.
    Convenience,
    /// Line by line.
    Journal,
    /// Whatever is in it.
    Aside,
    /// In nobody's way, or in the way for a day.
    Litter,
}

impl Part {
    fn of(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default();
        match name.to_str().unwrap_or_default() {
            _ if path.starts_with(Path::new(ROOT).join(layout::OURS)) => Self::Litter,
            _ if litter::is_ours(name) => Self::Litter,
            _ if path.iter().any(|part| part == "sittings") => Self::Aside,
            "journal.v1" => Self::Journal,
            "journal.new" | "journal.lock" => Self::Litter,
            "workspace" | "recent.ron" => Self::Convenience,
            name if name.contains(".damaged-") || name.contains(".before-") => Self::Aside,
            _ => Self::Record,
        }
    }
}

impl Oracle {
    pub(super) fn new(of: &Scenario, before: Files, after: Files) -> Self {
        let (lines_before, damage) = lines_in(journal_in(&before));
        let (lines_after, _) = lines_in(journal_in(&after));
        assert_ne!(before, after, "{}", of.name);
        Self {
            sits: of.sits,
            before,
            after,
            lines_before,
            lines_after,
            damage,
            seen: HashSet::new(),
            loaded: HashSet::new(),
            recalled: HashSet::new(),
            parts: HashMap::new(),
            known: HashMap::new(),
        }
    }

    /// Stops the test where a disk breaks a promise.
    fn check(&mut self, disk: &SimFs, called: Called, told: &str) {
        let files = disk.files();
        self.check_files(&files, called, told);
        self.check_journal(&files, called, told);
        self.check_order(&files, told);
    }

    fn check_what_is_saved(&mut self, disk: &SimFs, called: Called, told: &str) {
        let files = disk.files();
        self.check_files(&files, called, told);
        self.check_journal(&files, called, told);
    }

    fn check_files(&self, files: &Files, called: Called, told: &str) {
        let known = self.before.keys().chain(self.after.keys());
        for path in known.chain(files.keys()) {
            let part = Part::of(path);
            if !matches!(part, Part::Record | Part::Convenience) {
                continue;
            }
            let [found, old, new] = [files, &self.before, &self.after].map(|all| all.get(path));
            let is_whole = found == new || found == old;
            assert!(
                is_whole,
                "{} is neither old nor new, {told}",
                path.display()
            );
            let is_saved = found == new || part == Part::Convenience;
            assert!(
                is_saved || called < Called::Saved,
                "{} is not saved, {told}",
                path.display()
            );
        }
    }

    fn check_journal(&mut self, files: &Files, called: Called, told: &str) {
        let lines = self.lines(files);
        let (old, new) = (&self.lines_before, &self.lines_after);
        let grown = new.starts_with(&lines) && lines.starts_with(old);
        assert!(grown || lines == *old || lines == *new, "{lines:?}, {told}");
        assert!(
            lines == *new || called < Called::Recorded,
            "{lines:?} when {called:?}, {told}"
        );
        for damage in &self.damage {
            let holds = |bytes: &[u8]| bytes.windows(damage.len()).any(|part| part == damage);
            let mut all = files.values();
            assert!(all.any(|(bytes, _)| holds(bytes)), "damage is lost, {told}");
        }
    }

    /// What was done is in the journal before it is in a file. (Where the journal cannot be
    /// written, the files are saved all the same.)
    fn check_order(&mut self, files: &Files, told: &str) {
        let lines = self.lines(files);
        let (old, new) = (&self.lines_before, &self.lines_after);
        if new.len() > old.len() && lines == *old {
            let is_record = |path: &Path| Part::of(path) == Part::Record && is_in_root(path);
            let mut records = files.iter().filter(|(path, _)| is_record(path));
            let is_old = records.all(|(path, found)| Some(found) == self.before.get(path));
            assert!(is_old, "in a file and not in the journal, {told}");
        }
    }

    fn lines(&mut self, files: &Files) -> Lines {
        let bytes = journal_in(files);
        if let Some(lines) = self.known.get(bytes) {
            return lines.clone();
        }
        let (lines, _) = lines_in(bytes);
        self.known.insert(bytes.to_vec(), lines.clone());
        lines
    }

    /// Stops the test where a disk breaks a promise, and tells whether none before was the same to a
    /// program: what holds of one then holds of the other.
    pub(super) fn check_new(&mut self, disk: &SimFs, called: Called, told: &str) -> bool {
        let is_new = self.is_new(disk, called);
        // What was damaged may be anywhere.
        if is_new || !self.damage.is_empty() {
            self.check(disk, called, told);
        }
        is_new
    }

    fn is_new(&mut self, disk: &SimFs, called: Called) -> bool {
        let mut hasher = DefaultHasher::new();
        disk.for_each_file(|path, bytes, mode| {
            // As bytes: paths are compared part by part, which takes long.
            let name = path.as_os_str();
            let part = match self.parts.get(name) {
                Some(part) => *part,
                None => *self.parts.entry(name.to_owned()).or_insert(Part::of(path)),
            };
            match part {
                // Their names are of chance.
                Part::Litter => path.parent().map(Path::as_os_str).hash(&mut hasher),
                _ => (name, bytes, mode.0).hash(&mut hasher),
            }
        });
        self.seen.insert(hasher.finish() ^ called as u64)
    }

    /// Tells whether no disk before had the same journal.
    pub(super) fn is_new_journal(&mut self, disk: &SimFs) -> bool {
        self.recalled
            .insert(digest(&disk.files(), |path| self.sits || !is_in_root(path)))
    }

    /// Opens the disk twice: nothing is lost by it, and the second time nothing is left to do.
    pub(super) fn opens(&mut self, disk: &SimFs, called: Called, told: &str) {
        let next = disk.restart();
        let files = next.files();
        let is_left = |path: &Path| self.sits || !is_in_root(path);
        if self.recalled.insert(digest(&files, is_left)) {
            self.recovers(&next, called, told);
            let first = next.files();
            self.check(&next, called, told);
            assert!(Next::opens(&next).is_none(), "offered twice, {told}");
            assert_eq!(next.files(), first, "the second opening, {told}");
        }
        if self.loaded.insert(digest(&files, is_in_root)) {
            let first = next.files();
            self.loads(&next, &first, told);
            assert_eq!(next.files(), first, "reading, {told}");
        }
    }

    /// Opens the disk, and records what is offered: nothing that was recorded or typed is missing.
    fn recovers(&mut self, disk: &SimFs, called: Called, told: &str) {
        let next = Next::opens(disk);
        let texts = next
            .as_ref()
            .map(|next| (next.has_text(), next.has_no_text()));
        let (has_text, has_none) = texts.unwrap_or((false, true));
        assert!(has_text || has_none, "another text, {told}");
        match (self.sits, called) {
            (true, Called::Kept) => assert!(has_text, "a text is lost, {told}"),
            (_, Called::All) => {
                let is_done = next.as_ref().is_none_or(|next| next.changes == 0);
                assert!(is_done && has_none, "offered in spite of all, {told}");
            }
            _ => {}
        }
        if let Some(next) = next {
            assert_eq!(next.leaves(), Called::All, "{told}");
        }
        let files = disk.files();
        if self.sits {
            let is_recorded = self.lines(&files) == self.lines_after;
            let called = if is_recorded { Called::Saved } else { called };
            self.check_files(&files, called, told);
        }
        let is_of_sitting = |path: &&PathBuf| path.iter().any(|part| part == "sittings");
        assert_eq!(files.keys().find(is_of_sitting), None, "{told}");
    }

    /// Reads the records: nothing is wrong with a file that is not as it was before.
    fn loads(&self, disk: &SimFs, files: &Files, told: &str) {
        let loaded = Store::load_all(Arc::new(disk.clone()), ROOT.into()).expect(told);
        let wrong = loaded.problems.into_iter().find(|problem| {
            let path = Path::new(ROOT).join(&problem.path);
            problem.severity != Severity::Notice && files.get(&path) != self.before.get(&path)
        });
        assert_eq!(wrong, None, "{told}");
    }

    /// Looks at the disk after a fault, and does the work again once that is gone.
    pub(super) fn after_a_fault(&mut self, run: &Run<'_>, work: &mut Work, told: &str) {
        let Run {
            disk,
            called,
            promised,
        } = *run;
        disk.heal();
        self.check_what_is_saved(disk, called, told);
        self.check_what_is_saved(&disk.crash(), called, told);
        if called >= Called::Saved {
            for cut in disk.power_cuts().take(64) {
                self.check_what_is_saved(&cut, called, told);
            }
        }
        assert_eq!(work(), Called::All, "the next time, {told}");
        self.check_what_is_saved(disk, promised, told);
        self.check_what_is_saved(&disk.crash(), promised, told);
        let is_litter = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default();
            litter::is_ours(name) || name == "journal.new"
        };
        if disk.paths().iter().any(is_litter) {
            disk.wait(LATER);
            scenarios::next_session(disk);
            let left: Vec<_> = disk.paths().into_iter().filter(is_litter).collect();
            assert_eq!(left, Vec::<PathBuf>::new(), "{told}");
        }
    }
}

/// Does what the program does by itself when it is opened, but for reading the records; and recovers
/// what is offered.
pub(super) fn recall(disk: &SimFs) {
    // OK because the next one does what this one may not have come to.
    let _ = Next::opens(disk);
}

/// Tells whether opening this disk writes to it.
pub(super) fn puts_right(disk: &SimFs) -> bool {
    let next = disk.restart();
    recall(&next);
    next.log()
        .iter()
        .any(|operation| operation.starts_with("write"))
}

fn journal_in(files: &Files) -> &[u8] {
    let path = scenarios::journal(&SimFs::default()).path();
    files.get(&path).map_or(&[], |(bytes, _)| bytes.as_slice())
}

/// Returns the numbers and sentences of the lines, but for those of recoveries, and what is damaged.
fn lines_in(bytes: &[u8]) -> (Lines, Vec<Vec<u8>>) {
    let (mut lines, damage) = lines_and_damage(bytes);
    lines.retain(|(_, sentence)| !sentence.starts_with("recovered: "));
    (lines, damage)
}

/// Returns a number for what these files hold, but for those that nobody reads.
fn digest(files: &Files, which: impl Fn(&Path) -> bool) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (path, (bytes, mode)) in files {
        match Part::of(path) {
            _ if !which(path) => {}
            // Their names are of chance.
            Part::Litter => path.parent().hash(&mut hasher),
            _ => (path.as_os_str(), bytes, mode.0).hash(&mut hasher),
        }
    }
    hasher.finish()
}

fn is_in_root(path: &Path) -> bool {
    path.starts_with(ROOT)
}
