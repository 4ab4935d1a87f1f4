//! Publishes meetings and compares the documents with those of `tests/publish`.
//!
//! `UPDATE=1 cargo test --test it` writes them anew.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::ToSpan;
use roundtable::base::id::Id;
use roundtable::model::requirements::Report;
use roundtable::model::self_assessment::Draft;
use roundtable::model::{Attribution, MeetingId, Workspace};
use roundtable::publish::{Format, View, publish, publish_self_assessment, report_file_name};
use roundtable::store::Store;
use roundtable::store::fs::RealFs;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn workspace(folder: &str) -> Workspace {
    let loaded = Store::load_all(Arc::new(RealFs), root().join(folder)).expect("a workspace");
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.workspace
}

fn document(
    workspace: &Workspace,
    meeting: &str,
    view: View,
    format: Format,
    asked: Attribution,
) -> String {
    let id = MeetingId::parse(meeting).expect("an id");
    let meeting = workspace.meetings().get(&id).expect("a meeting");
    publish(workspace, meeting, view, format, asked)
}

/// Compares documents with their files, and says where the first differs.
fn check(documents: &[(String, String)]) {
    let mut failures = String::new();
    for (name, found) in documents {
        let path = root().join("tests/publish").join(name);
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if *found == expected {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, found).expect("the document is written anew");
            continue;
        }
        let mut pairs = expected.lines().zip(found.lines()).enumerate();
        let differ = pairs.find(|(_, (expected, found))| expected != found);
        let _ = match differ {
            Some((nth, (expected, found))) => write!(
                failures,
                "\n{}: line {}:\n  expected  {expected}\n  found     {found}",
                path.display(),
                nth + 1
            ),
            None => write!(failures, "\n{}: not as long", path.display()),
        };
    }
    assert!(
        failures.is_empty(),
        "{failures}\nUPDATE=1 writes what was found"
    );
}

#[test]
fn the_meetings_of_the_sample() {
    let workspace = workspace("assets/sample/uk");
    let mut documents = Vec::new();
    for meeting in ["2017-11-30", "2018-04-09"] {
        for view in View::ALL {
            let name = format!("{meeting}-{}.md", view.name());
            let asked = Attribution::Named;
            documents.push((
                name,
                document(&workspace, meeting, view, Format::Markdown, asked),
            ));
        }
    }
    let html = document(
        &workspace,
        "2017-11-30",
        View::Minutes,
        Format::Html,
        Attribution::Named,
    );
    documents.push(("2017-11-30-minutes.html".to_owned(), html));
    check(&documents);
}

/// Drafts a self-assessment of the current plan.
fn draft(workspace: &Workspace, report: Report, format: Format) -> (String, String) {
    let plan = workspace.current_plan().expect("a plan");
    let today = plan.ends().expect("an end").saturating_add(15.days());
    let draft = Draft::of(workspace, plan, report, today).expect("a plan with days");
    let name = report_file_name(&plan.id, report, format);
    (name, publish_self_assessment(&draft, format))
}

#[test]
fn the_self_assessments_of_the_sample() {
    let workspace = workspace("assets/sample/uk");
    let mut documents: Vec<(String, String)> = Report::ALL
        .map(|report| draft(&workspace, report, Format::Markdown))
        .into();
    documents.push(draft(&workspace, Report::MidTerm, Format::Html));
    check(&documents);
}

#[test]
fn the_self_assessment_of_a_plan_that_has_everything() {
    let workspace = workspace("tests/publish/ruritania");
    let (name, text) = draft(&workspace, Report::MidTerm, Format::Markdown);
    assert!(!text.contains("INTERNAL"), "{name}");
    check(&[(name, text)]);
}

#[test]
fn every_reference_of_a_self_assessment_leads_to_one_place() {
    let (_, page) = draft(
        &workspace("assets/sample/uk"),
        Report::EndOfTerm,
        Format::Html,
    );
    let places = values(&page, " id=\"");
    let mut once = places.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), places.len(), "a place has a name of its own");
    let targets = values(&page, " href=\"#");
    assert_eq!(targets.len(), 27, "every commitment is referred to");
    assert!(
        targets.iter().all(|place| places.contains(place)),
        "{targets:?}"
    );
}

#[test]
fn a_meeting_that_has_everything() {
    let workspace = workspace("tests/publish/ruritania");
    let mut documents = Vec::new();
    for asked in Attribution::ALL {
        let kind = asked.words().replace(' ', "-").to_lowercase();
        for view in View::ALL {
            let name = format!("everything-{kind}-{}.md", view.name());
            let text = document(&workspace, "2024-11-04", view, Format::Markdown, asked);
            documents.push((name, text));
        }
    }
    for view in View::ALL {
        let name = format!("everything-named-{}.html", view.name());
        let asked = Attribution::Named;
        let text = document(&workspace, "2024-11-04", view, Format::Html, asked);
        documents.push((name, text));
    }
    for (name, text) in &documents {
        assert!(!text.contains("INTERNAL"), "{name}");
        assert!(!text.replace("\\<", "").contains("<script"), "{name}");
        let controls = |c: char| c.is_control() && c != '\n';
        assert!(!text.contains(controls), "{name}");
    }
    check(&documents);
}

#[test]
fn every_reference_leads_to_one_place() {
    let workspace = workspace("tests/publish/ruritania");
    let [minutes, progress] = View::ALL.map(|view| {
        let asked = Attribution::Named;
        document(&workspace, "2024-11-04", view, Format::Html, asked)
    });
    for (here, other) in [(&minutes, &progress), (&progress, &minutes)] {
        let places = values(here, " id=\"");
        let mut once = places.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), places.len(), "a place has a name of its own");
        for target in values(here, " href=\"") {
            match target.split_once('#') {
                Some(("", place)) => assert!(places.contains(&place), "{target}"),
                Some((_, place)) => assert!(values(other, " id=\"").contains(&place), "{target}"),
                None => {}
            }
        }
    }
}

/// Returns the values of an attribute.
fn values<'t>(page: &'t str, attribute: &str) -> Vec<&'t str> {
    let pieces = page.split(attribute).skip(1);
    pieces.filter_map(|piece| piece.split('"').next()).collect()
}
