//! Lets Git merge random changes of two people through `roundtable merge-driver`, in a repository
//! of its own. Skipped with a note where there is no Git.
//!
//! `GIT_MERGES=1000 cargo test --test it git_merge` tries that many files instead of a few dozen.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::Arc;

use jiff::civil::date;
use roundtable::base::id::Id;
use roundtable::model::action::ActionStep;
use roundtable::model::assessment::{Answer, OgpValue, Reading};
use roundtable::model::meeting::{Attendance, Correction};
use roundtable::model::{
    Action, ActionState, Commitment, EntryId, Meeting, MeetingState, Milestone, MilestoneId,
    Minute, MinuteKind, Paragraphs, Presence, Sector, Status, Update,
};
use roundtable::store::fs::RealFs;
use roundtable::store::{Loaded, Store, ron_text};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tempfile::TempDir;

use crate::shell::bare;

/// One thing that somebody may change in a record.
type Thing<T> = Box<dyn Fn(&mut T)>;

#[test]
fn changes_of_different_things_never_clash() {
    let Some(git) = Git::new() else { return };
    let wanted = std::env::var("GIT_MERGES")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(40);
    let sample = sample();
    let (mut tried, mut round) = (0, 0);
    while tried < wanted {
        let mut chance = Chance(round);
        let mut cases = Vec::new();
        for commitment in sample.workspace.commitments().values().step_by(4) {
            let record = Commitment::clone(commitment);
            let path = format!("uk/commitments/{}.ron", record.id.stem());
            cases.push(Case::of(path, &record, in_a_commitment, &mut chance));
        }
        for meeting in sample.workspace.meetings().values() {
            let record = open(meeting, &mut chance);
            let path = format!("uk/meetings/{}.ron", record.id);
            cases.push(Case::of(path, &record, in_a_meeting, &mut chance));
        }
        let actions = sample
            .workspace
            .actions()
            .values()
            .map(|action| Action::clone(action));
        let actions = Actions {
            actions: actions.collect(),
        };
        cases.push(Case::of(
            "uk/actions.ron".to_owned(),
            &actions,
            in_actions,
            &mut chance,
        ));
        cases.truncate(wanted - tried);
        let said = git.merge(&cases, &format!("round{round}"));
        assert!(said.status.success(), "round {round}: {}", told(&said));
        for case in &cases {
            let merged = fs::read(git.file(&case.path)).unwrap();
            assert!(
                case.is_met_by(&merged),
                "round {round}: {}",
                String::from_utf8_lossy(&merged)
            );
        }
        tried += cases.len();
        round += 1;
    }
    note(&format!("{tried} files were merged in {round} merges"));
}

#[test]
fn one_thing_changed_by_both_is_marked_and_either_version_can_be_kept() {
    let Some(git) = Git::new() else { return };
    let sample = sample();
    let mut all = sample.workspace.commitments().values();
    let mut record = Commitment::clone(all.find(|c| c.milestones.len() > 1).unwrap());
    record.milestones.truncate(2);
    let with = |title: &str, gone: bool| {
        let mut changed = record.clone();
        changed.milestones[0].title = title.to_owned();
        changed.title = format!("The title of {title}");
        if gone {
            changed.milestones.pop();
        } else {
            changed.milestones[1].responsible = title.to_owned();
        }
        changed
    };
    let (ours, theirs) = (with("us", false), with("them", true));
    let case = Case {
        path: format!("uk/commitments/{}.ron", record.id.stem()),
        sides: [&record, &ours, &theirs].map(text),
        expected: Vec::new(),
        normal: normal::<Commitment>,
    };
    let said = git.merge(std::slice::from_ref(&case), "clash");
    assert!(!said.status.success());
    for field in [
        "both changed title",
        "both changed milestones 1 / title",
        "gone in theirs",
    ] {
        assert!(told(&said).contains(field), "{field}: {}", told(&said));
    }
    let marked = fs::read_to_string(git.file(&case.path)).unwrap();
    assert!(ron_text::from_text::<Commitment>(marked.as_bytes()).is_err());
    assert_eq!(
        ron_text::from_text(kept(&marked, true).as_bytes()).as_ref(),
        Ok(&ours)
    );
    assert_eq!(
        ron_text::from_text(kept(&marked, false).as_bytes()).as_ref(),
        Ok(&theirs)
    );
}

/// Returns the text with the upper or the lower of the two versions.
fn kept(marked: &str, upper: bool) -> String {
    let mut part = None;
    let mut text = String::new();
    for line in marked.split_inclusive('\n') {
        match line.trim_end() {
            "<<<<<<< ours" => part = Some(true),
            "=======" => part = Some(false),
            ">>>>>>> theirs" => part = None,
            _ if part.is_none_or(|part| part == upper) => text.push_str(line),
            _ => {}
        }
    }
    text
}

/// One file with changes on two sides.
struct Case {
    path: String,
    /// The text before, ours and theirs.
    sides: [String; 3],
    /// What it may be when both are merged: one after the other, either first.
    expected: Vec<Value>,
    normal: fn(&[u8]) -> Option<Value>,
}

impl Case {
    /// Deals some things out to the two sides.
    fn of<T>(path: String, base: &T, things: fn(&T) -> Vec<Thing<T>>, chance: &mut Chance) -> Self
    where
        T: Clone + Serialize + DeserializeOwned,
    {
        let mut things = things(base);
        let (mut first, mut second) = (Vec::new(), Vec::new());
        // Each changes something, as Git asks nobody where one side has changed nothing.
        for nth in 0..2 + chance.below(5) {
            let to_first = nth == 0 || nth > 1 && chance.below(2) == 0;
            let side = if to_first { &mut first } else { &mut second };
            if !things.is_empty() {
                side.push(things.swap_remove(chance.below(things.len())));
            }
        }
        let changed = |from: &T, things: &[Thing<T>]| {
            let mut record = from.clone();
            for change in things {
                change(&mut record);
            }
            record
        };
        let (ours, theirs) = (changed(base, &first), changed(base, &second));
        let both = [changed(&ours, &second), changed(&theirs, &first)];
        Self {
            path,
            sides: [base, &ours, &theirs].map(text),
            expected: both
                .iter()
                .filter_map(|both| normal::<T>(text(both).as_bytes()))
                .collect(),
            normal: normal::<T>,
        }
    }

    fn is_met_by(&self, merged: &[u8]) -> bool {
        let found = (self.normal)(merged);
        found.is_some_and(|found| self.expected.contains(&found))
    }
}

fn text<T: Serialize>(record: &T) -> String {
    ron_text::to_text(record).unwrap()
}

/// Returns the record in a text with its lists sorted, as additions may come in either order.
fn normal<T: Serialize + DeserializeOwned>(text: &[u8]) -> Option<Value> {
    fn sorted(value: &mut Value) {
        match value {
            Value::Object(fields) => fields.values_mut().for_each(sorted),
            Value::Array(items) => {
                items.iter_mut().for_each(sorted);
                if items.iter().all(|item| item.get("id").is_some()) {
                    items.sort_by_key(|item| item["id"].to_string());
                }
            }
            _ => {}
        }
    }
    let record: T = ron_text::from_text(text).ok()?;
    let mut tree = serde_json::to_value(&record).ok()?;
    sorted(&mut tree);
    Some(tree)
}

/// What `actions.ron` holds.
#[derive(Clone, Serialize, serde::Deserialize)]
struct Actions {
    actions: Vec<Action>,
}

fn id<I: Id>(text: &str) -> I {
    I::parse(text).unwrap()
}

fn thing<T>(change: impl Fn(&mut T) + 'static) -> Thing<T> {
    Box::new(change)
}

/// Returns a change of each paragraph of a text, and one that adds another.
fn in_a_text<T: 'static>(text: &Paragraphs, of: fn(&mut T) -> &mut Paragraphs) -> Vec<Thing<T>> {
    let count = text.iter().count();
    let change = |at: usize| {
        thing(move |record: &mut T| {
            let mut paragraphs: Vec<String> = of(record).clone().into();
            match paragraphs.get_mut(at) {
                Some(paragraph) => *paragraph = format!("Paragraph {at} is new."),
                None => paragraphs.push("One more paragraph.".to_owned()),
            }
            *of(record) = paragraphs.into();
        })
    };
    // Who adds to a text that has one paragraph does so where the other changes it.
    (0..count.max(1)).map(change).collect()
}

fn update(at: usize) -> Update {
    let day = i8::try_from(1 + at % 28).unwrap();
    Update {
        id: id(&format!("new-{at}")),
        date: date(2018, 5, day),
        after: None,
        side: roundtable::model::Side::default(),
        status: Some(Status::ALL[at % 5]),
        note: "Said by one of the two.".into(),
        evidence: Vec::new(),
        obstacle: None,
        delay: String::new(),
        meeting: None,
        binned: None,
    }
}

fn in_a_commitment(base: &Commitment) -> Vec<Thing<Commitment>> {
    let mut things = vec![
        thing(|c: &mut Commitment| c.title.push_str(", revised")),
        thing(|c: &mut Commitment| c.end = "2019-03".parse().ok()),
        thing(|c: &mut Commitment| c.nation.push_str(" and Wales")),
        thing(|c: &mut Commitment| c.policy_areas.push("Fisheries".to_owned())),
        thing(|c: &mut Commitment| drop(c.lead.pop())),
        thing(|c: &mut Commitment| c.support.push("The Society".to_owned())),
        thing(|c: &mut Commitment| c.assessment.starred = Reading::Is(Answer::Yes)),
        thing(|c: &mut Commitment| c.assessment.mid_term = Reading::Is(Status::Limited)),
        thing(|c: &mut Commitment| c.binned = Some(date(2018, 5, 1))),
        thing(|c: &mut Commitment| c.updates.push(update(1))),
        thing(|c: &mut Commitment| c.updates.insert(0, update(2))),
        thing(|c: &mut Commitment| {
            let value = OgpValue::ALL
                .into_iter()
                .find(|value| !c.values.contains(value));
            c.values.extend(value);
        }),
        thing(|c: &mut Commitment| {
            let number = c.milestones.iter().map(|m| m.number).max().unwrap_or(0) + 1;
            let new = Milestone::new(id::<MilestoneId>("new"), number, "One more");
            c.milestones.push(new);
        }),
    ];
    things.extend(in_a_text(&base.text, |c: &mut Commitment| &mut c.text));
    things.extend(in_a_text(&base.ambition, |c: &mut Commitment| {
        &mut c.ambition
    }));
    for at in 0..base.milestones.len() {
        things.push(thing(move |c: &mut Commitment| {
            c.milestones[at].title.push_str(", revised");
        }));
        things.push(thing(move |c: &mut Commitment| {
            c.milestones[at].due = "2019-06".parse().ok();
        }));
        things.push(thing(move |c: &mut Commitment| {
            c.milestones[at].binned = Some(date(2018, 5, 2));
        }));
        things.push(thing(move |c: &mut Commitment| {
            c.milestones[at].notes = "Worth knowing.".into();
        }));
        things.push(thing(move |c: &mut Commitment| {
            c.milestones[at].updates.push(update(10 + at));
        }));
        things.push(thing(move |c: &mut Commitment| {
            c.milestones[at].updates.push(update(40 + at));
        }));
    }
    things
}

fn minute(name: &str, kind: MinuteKind) -> Minute {
    let mut minute = Minute::new(id::<EntryId>(name), kind);
    minute.text = "Said by one of the two.".into();
    minute
}

/// Returns a meeting of which the minutes are still written, or as it is: mostly final.
fn open(meeting: &Arc<Meeting>, chance: &mut Chance) -> Meeting {
    let mut meeting = Meeting::clone(meeting);
    if chance.below(3) > 0 {
        meeting.state = MeetingState::Closed;
        (meeting.seal, meeting.updates_seal) = (None, None);
    }
    meeting
}

fn in_a_meeting(base: &Meeting) -> Vec<Thing<Meeting>> {
    let mut things = vec![
        thing(|m: &mut Meeting| m.published = Some(date(2018, 5, 1))),
        thing(|m: &mut Meeting| m.approved_by = Some(id("2018-10-22"))),
        thing(|m: &mut Meeting| m.binned = Some(date(2018, 5, 2))),
        thing(|m: &mut Meeting| {
            m.corrections.push(Correction {
                id: id("new"),
                number: u16::try_from(m.corrections.len()).unwrap() + 1,
                date: date(2018, 5, 3),
                minute: None,
                before: Paragraphs::default(),
                after: "What it should say.".into(),
                by: "Involve".to_owned(),
                why: "It was otherwise.".to_owned(),
                approved_by: None,
            });
        }),
    ];
    if base.state == MeetingState::Final {
        return things;
    }
    things.extend([
        thing(|m: &mut Meeting| m.title.push_str(", revised")),
        thing(|m: &mut Meeting| m.place.push_str("Room 5")),
        thing(|m: &mut Meeting| m.minutes.push(minute("new-1", MinuteKind::Note))),
        thing(|m: &mut Meeting| m.minutes.push(minute("new-2", MinuteKind::Question))),
        thing(|m: &mut Meeting| m.minutes.insert(0, minute("new-3", MinuteKind::Decision))),
        thing(|m: &mut Meeting| {
            m.roll.push(Attendance::new(id("new-1"), Sector::Academia));
        }),
        thing(|m: &mut Meeting| m.roll.push(Attendance::new(id("new-2"), Sector::Private))),
        thing(|m: &mut Meeting| m.roll.reverse()),
    ]);
    for (at, line) in base.minutes.iter().enumerate() {
        let (id, name) = (line.id.clone(), format!("who {at}"));
        let by = thing(move |m: &mut Meeting| {
            m.minutes
                .iter_mut()
                .find(|minute| minute.id == id)
                .unwrap()
                .by
                .clone_from(&name);
        });
        let id = line.id.clone();
        let text = thing(move |m: &mut Meeting| {
            let minute = m.minutes.iter_mut().find(|minute| minute.id == id).unwrap();
            minute.text = format!("{} Really.", minute.text.first()).as_str().into();
        });
        things.extend([by, text]);
    }
    for line in &base.roll {
        let id = line.id.clone();
        things.push(thing(move |m: &mut Meeting| {
            let line = m.roll.iter_mut().find(|line| line.id == id).unwrap();
            line.presence = Some(Presence::Remote);
        }));
    }
    things
}

fn in_actions(base: &Actions) -> Vec<Thing<Actions>> {
    let mut things = Vec::new();
    for (at, action) in base.actions.iter().enumerate() {
        let of = action.id.clone();
        let with = move |change: fn(&mut Action)| {
            let of = of.clone();
            thing(move |file: &mut Actions| {
                change(
                    file.actions
                        .iter_mut()
                        .find(|action| action.id == of)
                        .unwrap(),
                );
            })
        };
        things.push(with(|action| action.owner.push_str(" and the Society")));
        things.push(with(|action| action.due = "2019-01".parse().ok()));
        things.push(with(|action| add_step(action, "new-1", ActionState::Doing)));
        things.push(with(|action| add_step(action, "new-2", ActionState::Done)));
        let mut another = action.clone();
        another.id = id(&format!("new-{at}"));
        things.push(thing(move |file: &mut Actions| {
            file.actions.push(another.clone());
            file.actions.sort_by(|one, two| one.id.cmp(&two.id));
        }));
    }
    things
}

fn add_step(action: &mut Action, name: &str, state: ActionState) {
    action.steps.push(ActionStep {
        after: None,
        id: id(name),
        date: date(2018, 5, 4),
        state,
        note: Paragraphs::default(),
        meeting: None,
    });
}

fn sample() -> Loaded {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    Store::load_all(Arc::new(RealFs), folder).unwrap()
}

/// Numbers that are the same in every run ("splitmix64").
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % end.max(1) as u64).unwrap()
    }
}

/// A repository that lets Roundtable merge its records.
struct Git {
    folder: TempDir,
}

impl Git {
    fn new() -> Option<Self> {
        if Command::new("git").arg("--version").output().is_err() {
            note("skipped: there is no Git here");
            return None;
        }
        let git = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        let driver = format!(
            "'{}' merge-driver %O %A %B %P",
            env!("CARGO_BIN_EXE_roundtable")
        );
        git.done(&["init", "--quiet"]);
        git.done(&["config", "merge.roundtable.driver", &driver]);
        fs::write(
            git.file(".gitattributes"),
            "*.ron merge=roundtable text eol=lf\n",
        )
        .unwrap();
        git.done(&["add", "--all"]);
        git.done(&["commit", "--quiet", "--message", "begun"]);
        git.done(&["tag", "begun"]);
        Some(git)
    }

    fn file(&self, path: &str) -> std::path::PathBuf {
        self.folder.path().join(path)
    }

    /// Commits all cases, each side on a branch of its own, and merges theirs into ours.
    fn merge(&self, cases: &[Case], name: &str) -> Output {
        let branch = |side: &str| format!("{name}-{side}");
        let [base, ours, theirs] = ["base", "ours", "theirs"].map(branch);
        for (nth, from, to) in [(0, "begun", &base), (2, &base, &theirs), (1, &base, &ours)] {
            self.done(&["checkout", "--quiet", "--force", "-b", to, from]);
            for case in cases {
                let path = self.file(&case.path);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, &case.sides[nth]).unwrap();
            }
            self.done(&["add", "--all"]);
            self.done(&["commit", "--quiet", "--allow-empty", "--message", to]);
        }
        self.run(&["merge", "--no-edit", &theirs])
    }

    fn done(&self, words: &[&str]) {
        let output = self.run(words);
        assert!(output.status.success(), "git {words:?}: {}", told(&output));
    }

    fn run(&self, words: &[&str]) -> Output {
        let here = self.folder.path();
        let mut git = Command::new("git");
        bare(git.current_dir(here));
        git.env("HOME", here).args(words);
        git.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        git.env("GIT_CONFIG_NOSYSTEM", "1");
        for who in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{who}_NAME"), "Clerk")
                .env(format!("GIT_{who}_EMAIL"), "clerk@example.org");
            git.env(format!("GIT_{who}_DATE"), "2018-04-09T12:00:00Z");
        }
        git.output().unwrap()
    }
}

#[expect(clippy::print_stdout, reason = "a test that is skipped says so")]
fn note(what: &str) {
    println!("{what}");
}

fn told(output: &Output) -> String {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    text(&output.stdout) + &text(&output.stderr)
}
