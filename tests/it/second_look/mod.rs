//! Over random histories of commands: every number, status and day that a command prints is what a second
//! look at the files says, by rules that are written down here once more.

mod expected;
mod files;
mod paper;
mod printed;
mod told;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use jiff::civil::{Date, date};

use self::files::{Files, later};
use crate::chance::Chance;
use crate::shell::{at_home, text, wished};

/// Histories of a run in which nobody asks for more.
const HISTORIES: u64 = 4;
const STEPS: u64 = 14;

const STATUSES: [&str; 6] = [
    "no-evidence",
    "not-started",
    "limited",
    "substantial",
    "complete",
    "withdrawn",
];

/// A workspace of its own, and the day it is there.
struct Desk {
    home: tempfile::TempDir,
    today: Date,
    chance: Chance,
    /// What was done, for whoever reads a failure.
    done: String,
}

impl Desk {
    fn new(seed: u64) -> Self {
        let home = tempfile::tempdir_in("/dev/shm")
            .or_else(|_| tempfile::tempdir())
            .unwrap();
        let folder = home.path().join("w");
        std::fs::create_dir_all(folder.join("plans")).unwrap();
        let settings = "(format: 1, member: \"Ruritania\", current: \"p\")";
        let plan = "(id: \"p\", title: \"A plan\", nations: [\"Wales\", \"Scotland\"], start: Some(\"2018-01\"), \
                    end: Some(\"2019-12\"), published: Some(\"2018-01-02\"), cadence_months: 3, era: Results)";
        std::fs::write(folder.join("workspace.ron"), settings).unwrap();
        std::fs::write(folder.join("plans/p.ron"), plan).unwrap();
        let mut desk = Self {
            home,
            today: date(2018, 1, 3),
            chance: Chance(seed),
            done: String::new(),
        };
        let begun = desk.apply(
            "add-commitment \"One\" id:RU0001 nation:Wales\n\
             add-commitment \"Two\" id:RU0002 nation:Scotland\n\
             add-commitment \"Three\" id:RU0003 nation:Scotland\n\
             add-milestone RU0001 \"A step\" due:2018-02\n\
             add-milestone RU0001 \"A step\" due:2018-03-15\n\
             add-milestone RU0002 \"A step\"\n\
             set-date RU0001 2018-06\n\
             set-date RU0002 2018-05-05\n\
             add-stakeholder \"Watch\" sector:civil-society is:organisation\n\
             add-stakeholder \"Bureau\" sector:government is:organisation\n\
             add-stakeholder \"Ada Quill\" sector:academia is:person\n",
        );
        assert!(begun, "{}", desk.done);
        desk
    }

    fn folder(&self) -> PathBuf {
        self.home.path().join("w")
    }

    fn run(&self, arguments: &[&str], input: &str) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_roundtable"));
        at_home(&mut command, self.home.path());
        let today = self.today.to_string();
        command.args(["-w", "w", "--today", &today]).args(arguments);
        command.env("COLUMNS", "400").stdin(Stdio::piped());
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child
            .stdin
            .take()
            .unwrap()
            .write_all(input.as_bytes())
            .unwrap();
        child.wait_with_output().unwrap()
    }

    /// Does a script; what is refused changes nothing.
    fn apply(&mut self, script: &str) -> bool {
        let output = self.run(&["apply", "-"], script);
        let is_done = output.status.success();
        let said = text(&output.stderr);
        let (day, status) = (self.today, output.status);
        let _ = writeln!(self.done, "-- {day}, {status}\n{script}{said}");
        is_done
    }

    fn of(&mut self, all: &[&str]) -> String {
        self.chance.of(all).unwrap_or_default().to_owned()
    }

    /// Returns a commitment or milestone, seldom one in the bin.
    fn promise(&mut self) -> String {
        let files = Files::read(&self.folder());
        let is_any = self.chance.below(10) == 0;
        let mut all: Vec<String> = Vec::new();
        for held in files
            .commitments
            .iter()
            .filter(|held| is_any || held.binned.is_none())
        {
            all.extend([held.id.clone(), held.id.clone()]);
            let milestones = held.milestones.iter();
            let milestones = milestones.filter(|one| is_any || one.binned.is_none());
            all.extend(milestones.map(|one| format!("{}.{}", held.id, one.number)));
        }
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        self.of(&all)
    }

    fn status_line(&mut self) -> String {
        let (promise, status) = (self.promise(), self.of(&STATUSES));
        let side = self.of(&["", "", " side:government", " side:civil-society"]);
        let link = self.of(&["", " evidence:https://a.example/x"]);
        format!("set-status {promise} {status}{side}{link}\n")
    }

    fn due(&mut self) -> String {
        let (near, far) = (self.chance.below(40), self.chance.below(200));
        let day = later(self.today, near).to_string();
        let month = later(self.today, far).to_string();
        let month = month.get(..7).unwrap_or_default();
        self.of(&[&day, month, "2018"])
    }

    /// Does something, a few days after the last.
    fn step(&mut self) {
        self.today = later(self.today, 1 + self.chance.below(25));
        let promise = self.promise();
        let script = match self.chance.below(16) {
            0..=3 => (0..=self.chance.below(3))
                .map(|_| self.status_line())
                .collect(),
            4 => format!("add-update {promise} Something.\n"),
            5 => {
                let due = self.due();
                format!("add-action \"Do it\" by:Watch due:{due} about:{promise}\n")
            }
            6 => self.act(),
            7 => {
                let what = self.of(&[&promise, &format!("{promise}/last"), "2018"]);
                format!("put-in-bin {what}\n")
            }
            8 => format!("restore {promise}\n"),
            9 => {
                let due = self.due();
                format!("replan {promise} {due} why:\"It takes longer.\"\n")
            }
            10 => {
                let due = self.due();
                format!("add-milestone {promise} \"Another step\" due:{due}\n")
            }
            11 => self.of(&[
                "split RU0001 RU0001.1 title:\"A part\"\n",
                "merge RU0003 RU0002\n",
                "pulse RU0001 met:yes by:Watch\n",
                "log-contact Watch: asked for more\n",
                "edit RU0001.2 responsible Bureau\n",
            ]),
            _ => self.meeting(),
        };
        self.apply(&script);
    }

    fn act(&mut self) -> String {
        let files = Files::read(&self.folder());
        let ids: Vec<&str> = files
            .actions
            .iter()
            .map(|action| action.id.as_str())
            .collect();
        let (id, state) = (
            self.of(&ids),
            self.of(&["doing", "done", "dropped", "open"]),
        );
        format!("set-status {id} {state} note:So.\n")
    }

    /// Holds a meeting in which people are called or counted, and things are said.
    fn meeting(&mut self) -> String {
        let files = Files::read(&self.folder());
        if let Some(held) = files
            .meetings
            .iter()
            .find(|held| held.state.is("InProgress"))
        {
            return format!("close-meeting {}\n", held.id);
        }
        let mut script = vec![format!("new-meeting {0}\nbegin-meeting {0}\n", self.today)];
        for name in ["Watch", "Bureau", "Ada Quill"] {
            match self.chance.below(4) {
                0 => {}
                1 => script.push(format!("add-to-roll {name}\nroll {name} left\n")),
                2 => script.push(format!("add-to-roll {name}\nroll {name} apologies\n")),
                _ => script.push(format!("add-to-roll {name}\n")),
            }
        }
        if self.chance.below(2) == 0 {
            let (government, civil) = (1 + self.chance.below(20), 1 + self.chance.below(20));
            script.push(format!(
                "count government:{government} civil-society:{civil}\n"
            ));
        }
        for _ in 0..self.chance.below(4) {
            let promise = self.promise();
            let line = match self.chance.below(6) {
                0 => format!("minute-decision \"So it is\" about:{promise}\n"),
                1 => format!("minute-action \"Do that\" by:Watch due:{}\n", self.due()),
                2 => "minute-no-update RU0002\n".to_owned(),
                3 => format!("minute-note \"It was said\" about:{promise} internal:yes\n"),
                _ => self.status_line(),
            };
            script.push(line);
        }
        if self.chance.below(8) > 0 {
            script.push("close-meeting\n".to_owned());
        }
        script.concat()
    }
}

fn history(seed: u64) -> usize {
    let mut desk = Desk::new(seed);
    for step in 1..=STEPS {
        desk.step();
        if step == STEPS {
            // Nobody looks for a while, and dates pass.
            desk.today = later(desk.today, desk.chance.below(90));
        }
        if step % 7 == 0 {
            let look = printed::Look::new(&desk);
            let wrong = look.wrong();
            assert!(
                wrong.is_empty(),
                "history {seed}:\n{}\n{}",
                desk.done,
                wrong.join("\n")
            );
        }
    }
    desk.done.matches("exit status: 0").count()
}

#[test]
fn every_number_that_is_printed_is_what_a_second_look_at_the_files_says() {
    let histories = wished("PROPTEST_CASES").unwrap_or(HISTORIES);
    let done: usize = (1..=histories).map(history).sum();
    // Most of what is tried can be done.
    assert!(done > 8 * usize::try_from(histories).unwrap(), "{done}");
}
