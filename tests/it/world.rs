//! The workspaces that tests begin with, on a simulated disk.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use roundtable::model::{Action, Change, Commitment, Edit, Meeting, Milestone, Update};
use roundtable::store::sim::SimFs;
use roundtable::store::{FileKey, Store};

/// The folder the simulated disk keeps the workspace in.
pub(crate) const ROOT: &str = "/uk";

/// Returns a disk with the workspace of that name, as scripts name them.
pub(crate) fn disk(workspace: &str) -> SimFs {
    let fs = SimFs::new(Path::new("/"));
    fs.put_dir(Path::new(ROOT));
    let assets = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    match workspace {
        "sample" => copy(&fs, &assets, Path::new(ROOT)),
        "empty" => {
            let settings =
                "(\n    format: 1,\n    member: \"Utopia\",\n    current: \"plan-1\",\n)\n";
            fs.put(&Path::new(ROOT).join("workspace.ron"), settings.as_bytes());
            fs.put_dir(&Path::new(ROOT).join("plans"));
            let plan = "(\n    id: \"plan-1\",\n    title: \"First plan\",\n    cadence_months: 4,\n    era: Results,\n)\n";
            fs.put(&Path::new(ROOT).join("plans/plan-1.ron"), plan.as_bytes());
        }
        until if until.starts_with("sample until ") => {
            copy(&fs, &assets, Path::new(ROOT));
            let day = until.trim_start_matches("sample until ");
            go_back(&fs, day.parse().unwrap());
        }
        folder => {
            let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
            copy(&fs, &tests.join(folder), Path::new(ROOT));
        }
    }
    fs
}

fn copy(fs: &SimFs, from: &Path, to: &Path) {
    fs.put_dir(to);
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(fs, &entry.path(), &target);
        } else {
            fs.put(&target, &std::fs::read(entry.path()).unwrap());
        }
    }
}

/// Takes out of the workspace what was said, agreed and held on that day or later.
fn go_back(fs: &SimFs, day: Date) {
    let mut loaded = Store::load_all(Arc::new(fs.clone()), ROOT.into()).unwrap();
    let workspace = &loaded.workspace;
    let edits = workspace
        .meetings()
        .values()
        .filter(|meeting| meeting.date >= day)
        .map(|meeting| Edit::Meeting(Change::<Meeting>::create(Meeting::clone(meeting)).inverse()))
        .chain(workspace.actions().values().filter_map(|action| {
            let change = Change::<Action>::create(Action::clone(action)).inverse();
            (action.date >= day).then_some(Edit::Action(change))
        }))
        .chain(workspace.commitments().values().filter_map(|commitment| {
            let mut copy = Commitment::clone(commitment);
            let earlier = |update: &Update| update.date < day;
            copy.updates.retain(earlier);
            // As it was promised before what was re-planned since.
            if let Some(first) = copy.replans.iter().find(|replan| replan.date >= day) {
                copy.end = Some(first.from);
            }
            copy.replans.retain(|replan| replan.date < day);
            let milestones = copy.milestones.iter_mut();
            milestones.for_each(|milestone: &mut Milestone| milestone.updates.retain(earlier));
            (copy != **commitment).then(|| Edit::Commitment(Change::update(commitment, copy)))
        }));
    for edit in edits.collect::<Vec<_>>() {
        loaded.workspace.mirror(&edit);
        let key = FileKey::of(&edit);
        let _ = loaded.store.save(&loaded.workspace, &key).unwrap();
    }
}
