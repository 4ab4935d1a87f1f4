//! Scripts reach all that the screen reaches.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;

use super::{Script, table};
use crate::app::command::{self, Group};
use crate::base::id::Id as _;
use crate::model::plan::{Plan, Settings};
use crate::model::{Clerk, PlanId, Workspace};

/// Commands of the palette that a script does otherwise, and how.
const OTHERWISE: [(&str, &str); 8] = [
    ("answer", "`edit` sets the answer of a question"),
    ("capture", "a line `minute LINE` is understood the same"),
    ("add", "every kind of record has an `add-` of its own"),
    (
        "edit-outside",
        "a script has no screen to leave; `edit` sets any field",
    ),
    (
        "edit-plan",
        "`edit uk-2016-18 website LINK` sets a field of a plan",
    ),
    ("roll-call", "a line `roll NAME PRESENCE` for each name"),
    (
        "undo",
        "the line is left out, and nothing is written by a dry run",
    ),
    ("redo", "nothing is undone, so nothing is done again"),
];

/// Verbs that a script does not call, and why.
const NO_ROW: [(&str, &str); 1] = [(
    "restore::to_version(",
    "versions are this machine's, a script means the same anywhere; `history --restore` does it",
)];

/// The groups of commands that change no record.
const CHANGE_NOTHING: [Group; 3] = [Group::Move, Group::View, Group::Program];

#[test]
fn every_command_of_the_palette_that_changes_records_is_in_the_table() {
    let otherwise = |id: &str| OTHERWISE.iter().any(|(known, _)| *known == id);
    for command in command::all().filter(|c| !CHANGE_NOTHING.contains(&c.group)) {
        let id = command.id;
        assert!(
            table::find(id).is_some() != otherwise(id),
            "`{id}` needs a row in cli/apply/table.rs, or a reason in OTHERWISE, not both"
        );
    }
    for (id, _) in OTHERWISE {
        assert!(command::find(id).is_some(), "there is no command `{id}`");
    }
}

#[test]
fn every_verb_is_called() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ours: String = sources(&root.join("src/cli/apply"))
        .into_iter()
        .map(|(_, text)| text)
        .collect();
    let mut verbs = 0;
    for (file, text) in sources(&root.join("src/model/verbs")) {
        let functions = text.split("\npub fn ").skip(1);
        for function in functions {
            let signature = function.split(" {").next().unwrap_or_default();
            let name = function.split('(').next().unwrap_or_default();
            if !signature.ends_with("-> Proposal") {
                continue;
            }
            verbs += 1;
            let call = format!("{file}::{name}(");
            let otherwise = NO_ROW.iter().any(|(known, _)| *known == call);
            assert!(ours.contains(&call) != otherwise, "no row calls {call})");
        }
    }
    assert!(verbs >= 20, "the verbs are found: {verbs}");
}

/// Returns the sources of a folder with the names of their modules.
fn sources(folder: &Path) -> Vec<(String, String)> {
    let entries = fs::read_dir(folder).expect("a folder of sources");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let stem = |path: &Path| {
        path.file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned()
    };
    let others = paths.filter(|path| stem(path) != "tests");
    others
        .map(|path| (stem(&path), fs::read_to_string(&path).expect("a source")))
        .collect()
}

#[test]
fn names_are_given_once_and_the_help_has_them_all() {
    let help = table::help();
    for row in table::rows() {
        let same = table::rows().filter(|other| other.name == row.name);
        assert_eq!(same.count(), 1, "{}", row.name);
        assert!(help.contains(&format!("\n  {}", row.name)), "{}", row.name);
        assert!(
            !row.does.is_empty() && !row.does.ends_with('.'),
            "{}",
            row.name
        );
    }
}

/// A script that has drafted and begun a meeting, with something of every kind in it.
fn begun() -> Script {
    let current = PlanId::parse("p").expect("an id");
    let mut workspace = Workspace::new(Settings::new("UK", current.clone()));
    workspace.admit(Arc::new(Plan::new(current, "Plan")));
    let clerk = Clerk::new(date(2018, 8, 9).at(12, 0, 0, 0), 1);
    let mut script = Script::new(workspace, clerk, None);
    let begin = "\
        add-commitment A promise id:UK0001\n\
        add-milestone uk1 Begin\n\
        new-meeting today\n\
        begin-meeting\n\
        add-to-roll Involve sector:civil-society\n\
        next-item\n\
        minute a Involve: publish the terms due 30 nov #uk1\n\
        minute-decision Publish\n";
    script.run(begin).expect("the beginning");
    script
}

#[test]
fn the_first_line_that_cannot_be_done_is_named() {
    let mut script = begun();
    let before = script.done.len();
    let (number, wrong) = script
        .run("\n# a comment\nminute-note x\nnothing\n")
        .expect_err("there is no such command");
    assert_eq!((number, script.done.len()), (4, before + 1));
    assert_eq!(wrong.to_string(), "there is no command `nothing`");
}

fn any_script() -> impl Strategy<Value = String> {
    let names: Vec<&str> = table::rows().map(|row| row.name).collect();
    let words = prop::sample::select(vec![
        "UK0001",
        "uk1.1",
        "UK0001.1/last",
        "2018-08-09",
        "2018-08-09/D1",
        "minute:D1",
        "minute:pub",
        "item:1",
        "roll:inv",
        "action:publish",
        "stakeholder:involve",
        "title",
        "text",
        "planned-minutes",
        "present",
        "left",
        "complete",
        "done",
        "final",
        "in-progress",
        "untouched",
        "30",
        "nov",
        "+2w",
        "10:30",
        "\"\"",
        "\"two words\"",
        "about:none",
        "by:involve",
        "due:2019",
        "side:gov",
        "note:x",
        "sector:other",
        "internal:yes",
        "minutes:5",
        "why:x",
        "minute:D1",
        "#",
        "#uk1",
        ":",
        "x",
        "\\",
        "\"",
    ]);
    let word = prop_oneof![8 => words.prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    let words = prop::collection::vec(word, 0..5).prop_map(|words| words.join(" "));
    let line =
        (prop::sample::select(names), words).prop_map(|(name, words)| format!("{name} {words}"));
    prop::collection::vec(line, 1..6).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn any_script_ends_with_as_many_sentences_as_lines_done(text in any_script()) {
        let mut script = begun();
        for line in text.lines() {
            let (before, done) = (script.workspace.clone(), script.done.len());
            match script.run(line) {
                Ok(()) => prop_assert!(script.done.len() <= done + 1),
                Err((number, _)) => {
                    prop_assert_eq!(number, 1);
                    prop_assert_eq!(&script.workspace, &before);
                    prop_assert_eq!(script.done.len(), done);
                }
            }
        }
    }
}
