//! What the records say of a plan's cycle, as lines.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::base::id::Id as _;
use crate::model::Settings;
use crate::model::workspace::Record;

fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .unwrap()
}

fn admit<T: Record + serde::de::DeserializeOwned>(workspace: &mut Workspace, text: &str) {
    let record: T = read(text);
    workspace.admit(Arc::new(record));
}

fn workspace() -> Workspace {
    let mut workspace = Workspace::new(Settings::new("Ruritania", PlanId::parse("p").unwrap()));
    admit::<Plan>(
        &mut workspace,
        "(id: \"p\", title: \"A plan\", start: \"2016-05\", end: \"2018\", \
         published: \"2016-05-12\", mid_term_report: (published: \"2017\"), era: EndOfTerm)",
    );
    for (day, more) in [
        (
            "2017-11-30",
            "kind: Review, state: Final, published: \"2017-12-04\"",
        ),
        ("2018-04-09", "kind: Minister, state: Draft"),
        ("2018-10-22", "kind: Summit, state: Open"),
    ] {
        let text = format!("(id: \"{day}\", plan: \"p\", date: \"{day}\", {more})");
        admit::<Meeting>(&mut workspace, &text);
    }
    admit::<Commitment>(
        &mut workspace,
        "(id: \"UK0001\", plan: \"p\", nation: \"Wales\", number: 1, title: \"A promise\", \
         start: \"2016-05\", end: \"2021\", published: \"2016-12-07\", milestones: [\
           (id: \"1\", number: 1, title: \"Done\", due: \"2017-10-31\", updates: [\
             (id: \"a\", date: \"2017-11-30\", status: Complete, meeting: \"2017-11-30\")]),\
           (id: \"2\", number: 2, title: \"Late\", due: \"2018-03\"),\
           (id: \"3\", number: 3, title: \"Gone\", due: \"2018-04\", binned: \"2018-01-01\"),\
           (id: \"4\", number: 4, title: \"Always\", due: \"Ongoing\")],\
         updates: [(id: \"c\", date: \"2018-02-01\", side: CivilSociety, note: [\"Slow.\"]),\
           (id: \"b\", date: \"2018-01-01\", side: Government, status: Limited),\
           (id: \"d\", date: \"2018-08-01\", status: Substantial)],\
         replans: [(id: \"r\", date: \"2018-04-09\", from: \"2018-04\", to: \"2021\", reason: \"The law.\")])",
    );
    workspace
}

fn lines(workspace: &Workspace, moments: &[Moment]) -> Vec<String> {
    let line = |moment: &Moment| format!("{} {}", moment.date, moment.told(workspace));
    moments.iter().map(line).collect()
}

#[test]
fn the_plan_is_told_in_order() {
    let workspace = workspace();
    let plan = PlanId::parse("p").unwrap();
    let moments = of_plan(&workspace, &plan, date(2018, 8, 9));
    let expected = [
        "2016-05 the plan begins",
        "2016-05-12 plan published",
        "2016-12-07 1 commitment published",
        "2017-11-30 review meeting",
        "2017-12-04 minutes of 2017-11-30 published",
        "2017 mid-term self-assessment published",
        "2018-04-09 minister meeting, did not begin",
        "2018-10-22 summit meeting, to come",
        "2018 the plan ends",
    ];
    assert_eq!(lines(&workspace, &moments), expected);
}

#[test]
fn a_commitment_is_told_with_the_meetings_it_was_talked_about_in() {
    let workspace = workspace();
    let id = CommitmentId::parse("UK0001").unwrap();
    let moments = story(&workspace, &id, date(2018, 8, 9));
    let expected = [
        "2016-05 begins",
        "2016-12-07 published",
        "2017-10-31 milestone 1 due, complete: Done",
        "2017-11-30 milestone 1 complete by both sides",
        "2017-11-30 talked about in the review meeting",
        "2018-01-01 limited by government",
        "2018-02-01 update by civil society: Slow.",
        "2018-03 milestone 2 due, past its date by 4 months, nothing reported: Late",
        "2018-04-09 re-planned from Apr 2018 to 2021 (about 3 years later): The law.",
        "2018-08-01 substantial by both sides, was limited",
        "2021 due",
        "Ongoing milestone 4 due: Always",
    ];
    assert_eq!(lines(&workspace, &moments), expected);
}

#[test]
fn on_an_earlier_day_what_came_later_is_not_there() {
    let workspace = workspace().as_of(date(2018, 1, 31));
    let id = CommitmentId::parse("UK0001").unwrap();
    let moments = story(&workspace, &id, date(2018, 1, 31));
    let expected = [
        "2018-01-01 limited by government",
        "2018-03 milestone 2 due: Late",
        "2018-04 due",
        "Ongoing milestone 4 due: Always",
    ];
    let lines = lines(&workspace, &moments);
    assert!(lines.ends_with(&expected.map(str::to_owned)), "{lines:?}");
}

#[test]
fn nothing_more_is_late_in_a_promise_that_is_kept() {
    let mut workspace = workspace();
    let id = CommitmentId::parse("UK0001").unwrap();
    let mut held = (*workspace.commitments()[&id]).clone();
    held.updates
        .push(read("(id: \"z\", date: \"2018-08-02\", status: Complete)"));
    workspace.admit(Arc::new(held));
    let all = lines(&workspace, &story(&workspace, &id, date(2018, 8, 9)));
    assert!(
        all.contains(&"2018-03 milestone 2 due, the commitment is complete: Late".to_owned()),
        "{all:?}"
    );
}

#[test]
fn all_of_a_plan_is_told_with_nation_and_number() {
    let workspace = workspace();
    let plan = PlanId::parse("p").unwrap();
    let all = moments(&workspace, &plan, date(2018, 8, 9));
    let told: Vec<String> = all.iter().map(|m| m.told_of_plan(&workspace)).collect();
    assert!(
        told.contains(&"Wales 1 UK0001 published".to_owned()),
        "{told:?}"
    );
    assert!(
        !told
            .iter()
            .any(|line| line.contains("commitments published"))
    );
    let days: Vec<_> = all.iter().map(|m| m.day().unwrap_or(Date::MAX)).collect();
    assert!(days.is_sorted());
}
