//! What is not recorded is not nought: no document has a number of people, a time of day or a count of days
//! that no record gives.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use roundtable::base::id::Id;
use roundtable::model::requirements::{Report, Requirement, judge_all};
use roundtable::model::self_assessment::Draft;
use roundtable::model::verbs::{convene, roll};
use roundtable::model::{
    Attribution, Change, Clerk, Commitment, Edit, History, Meeting, MeetingId, MeetingState, Plan,
    PlanId, Presence, Sector, Settings, Transaction, Workspace,
};
use roundtable::publish::{
    Format, View, publish, publish_self_assessment, publish_standards, publish_timeline,
};
use serde::de::DeserializeOwned;

pub(crate) const TODAY: Date = date(2019, 6, 1);

pub(crate) fn read<T: DeserializeOwned>(text: &str) -> T {
    ron::Options::default()
        .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
        .from_str(text)
        .unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(crate) fn workspace(plan: &str, meetings: &[String], commitments: &[String]) -> Workspace {
    let mut workspace = Workspace::new(Settings::new("Somewhere", plan_id()));
    workspace.mirror(&Edit::Plan(Change::create(read::<Plan>(plan))));
    for meeting in meetings {
        workspace.mirror(&Edit::Meeting(Change::create(read::<Meeting>(meeting))));
    }
    for commitment in commitments {
        let commitment = read::<Commitment>(commitment);
        workspace.mirror(&Edit::Commitment(Change::create(commitment)));
    }
    workspace
}

pub(crate) fn admit_stakeholder(workspace: &mut Workspace, text: &str) {
    workspace.mirror(&Edit::Stakeholder(Change::create(read(text))));
}

fn plan_id() -> PlanId {
    PlanId::parse("p").expect("an id")
}

/// Returns every document there is, with what it is, without what only a browser or the program reads.
pub(crate) fn documents(workspace: &Workspace, asked: Attribution) -> Vec<(String, String)> {
    let plan = &workspace.plans()[&workspace.settings().current];
    let mut all = Vec::new();
    for meeting in workspace.meetings().values() {
        for view in View::ALL {
            for format in Format::ALL {
                let name = format!("{} {view:?} {format:?}", meeting.id);
                all.push((name, publish(workspace, meeting, view, format, asked)));
            }
        }
    }
    let requirements = Requirement::built_in().expect("requirements");
    let judged = judge_all(requirements, workspace, plan, TODAY);
    for format in Format::ALL {
        for report in Report::ALL {
            if let Ok(draft) = Draft::of(workspace, plan, report, TODAY) {
                let text = publish_self_assessment(&draft, format);
                all.push((format!("{report:?} {format:?}"), text));
            }
        }
        let text = publish_standards(workspace, plan, &judged, TODAY, format);
        all.push((format!("standards {format:?}"), text));
    }
    let timeline = publish_timeline(workspace, plan, None, TODAY);
    all.push(("timeline".to_owned(), timeline));
    for (_, text) in &mut all {
        *text = told(text);
    }
    all
}

/// Returns a document without its mark, its style and its tags, of which nothing is read.
fn told(text: &str) -> String {
    let mut rest = match (text.split_once("<style"), text.split_once("</style>")) {
        (Some((before, _)), Some((_, behind))) => format!("{before}{behind}"),
        _ => text.to_owned(),
    };
    let mut told = String::new();
    while let Some((before, behind)) = rest.split_once('<') {
        told += before;
        told.push(' ');
        rest = behind
            .split_once('>')
            .map_or("", |(_, behind)| behind)
            .to_owned();
    }
    told + &rest
}

/// Returns the words of a document, numbers and times whole.
pub(crate) fn words(text: &str) -> Vec<&str> {
    let is_inside = |c: char| c.is_alphanumeric() || c == ':' || c == '-';
    text.split(|c: char| !is_inside(c))
        .map(|word| word.trim_matches([':', '-']))
        .filter(|word| !word.is_empty())
        .collect()
}

pub(crate) fn is_time(word: &str) -> bool {
    let is_number =
        |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    word.split_once(':')
        .is_some_and(|(hour, minute)| is_number(hour) && is_number(minute))
}

fn commit(ws: &mut Workspace, history: &mut History, clerk: &mut Clerk, change: Transaction) {
    history
        .commit(ws, clerk, change)
        .expect("nothing changed since");
}

/// A whole forum of which only the day and the numbers are known, typed up years later.
fn forum_by_counts(attribution: Attribution) -> Workspace {
    let day = date(2018, 10, 22);
    let meeting = format!(
        "(id: \"{day}\", plan: \"p\", kind: Forum, date: \"{day}\", state: Open, \
         title: \"Government and civil society\", attribution: {attribution:?}, \
         minutes: [(id: \"m\", kind: Note, about: \"UK0001\", text: [\"Open government: the public, \
         civil society and government agree on open contracting.\"])])"
    );
    let plan = "(id: \"p\", title: \"Open Government Action Plan\", published: \"2018-01-01\", \
                end: \"2020-12\", era: Results)";
    let commitment =
        "(id: \"UK0001\", plan: \"p\", number: 1, title: \"Open government and the public\")";
    let mut ws = workspace(plan, &[meeting], &[commitment.to_owned()]);
    let id = MeetingId::parse(&day.to_string()).expect("an id");
    let (mut history, mut clerk) = (
        History::default(),
        Clerk::new(date(2026, 3, 2).at(2, 28, 0, 0), 1),
    );
    clerk.name_day(day);
    let begun = convene::set_state(&ws, &clerk, &id, MeetingState::InProgress).expect("it begins");
    commit(&mut ws, &mut history, &mut clerk, begun);
    let counts = [
        (Sector::Government, Presence::Present, 19),
        (Sector::CivilSociety, Presence::Present, 11),
    ];
    let counted = roll::count(&ws, &mut clerk, &id, &counts).expect("they are counted");
    commit(&mut ws, &mut history, &mut clerk, counted);
    let closed = convene::set_state(&ws, &clerk, &id, MeetingState::Closed).expect("it is closed");
    commit(&mut ws, &mut history, &mut clerk, closed);
    ws
}

#[test]
fn a_whole_forum_was_known_by_counts_and_its_documents_had_noughts_and_a_time() {
    for attribution in Attribution::ALL {
        let ws = forum_by_counts(attribution);
        let held = ws.meetings().values().next().expect("a meeting");
        assert_eq!((held.began, held.closed), (None, None));
        for (name, text) in documents(&ws, attribution) {
            let told = format!("{attribution:?}, {name}:\n{text}");
            assert!(!words(&text).into_iter().any(is_time), "a time, {told}");
            assert!(!text.contains("Time:"), "{told}");
            if name.contains("Minutes") {
                assert!(!words(&text).contains(&"0"), "a nought, {told}");
                assert!(text.contains("19 government, 11 civil society"), "{told}");
            }
            if name.starts_with("standards") {
                let words = words(&text).join(" ");
                assert!(words.contains("19 11 none recorded"), "{told}");
            }
        }
    }
}

#[test]
fn ten_april_2018_had_nobody_of_either_side() {
    let plan =
        "(id: \"p\", title: \"A plan\", published: \"2016-05-12\", end: \"2018\", era: Results)";
    let uncalled = "(id: \"2018-04-10\", plan: \"p\", kind: Forum, date: \"2018-04-10\", state: Closed, \
                    roll: [(id: \"a\", name: \"Somebody\", sector: Government)])";
    let ws = workspace(plan, &[uncalled.to_owned()], &[]);
    for (name, text) in documents(&ws, Attribution::Named) {
        let words = words(&text).join(" ");
        let told = format!("{name}:\n{text}");
        assert!(!words.contains("0 0 0"), "{told}");
        assert!(!words.contains("0 government"), "{told}");
        if name.starts_with("standards") {
            let row = "10 Apr 2018 forum not recorded not recorded not recorded no day recorded";
            assert!(words.contains(row), "{told}");
        }
        if name.contains("Minutes") {
            assert!(text.contains("Who took part is not recorded."), "{told}");
        }
    }
}

#[test]
fn the_minutes_said_that_there_was_nobody_of_civil_society_where_it_was_not_counted() {
    let plan = "(id: \"p\", title: \"A plan\", published: \"2016-05-12\", end: \"2018\", era: Results, \
         forum: (name: \"The forum\", quorum: (people: 3, civil_society: 2, balance: 30)))";
    let held = "(id: \"2018-04-10\", plan: \"p\", kind: Forum, date: \"2018-04-10\", state: Closed, \
                roll: [(id: \"a\", sector: Government, people: 19, presence: Present)], minutes: \
                [(id: \"d\", kind: Decision, number: 1, text: [\"It is so.\"], present: [\"a\"], \
                count: (government: 19, civil_society: 0))])";
    let ws = workspace(plan, &[held.to_owned()], &[]);
    for (name, text) in documents(&ws, Attribution::Named) {
        let words = words(&text).join(" ");
        let told = format!("{name}:\n{text}");
        for nought in ["0 civil society", "0 of civil society", "0 of 2", "0 other"] {
            assert!(!words.contains(nought), "{told}");
        }
        if name.starts_with("standards") {
            assert!(words.contains("19 not counted none recorded"), "{told}");
        }
        if name.contains("Minutes") {
            let both = "19 government civil society not counted";
            assert_eq!(words.matches(both).count(), 2, "{told}");
            let quorum = "2 of civil society which was not counted";
            assert!(words.contains(quorum), "{told}");
        }
    }
}

/// A record of a made-up meeting, of which not everything is known.
fn meeting(nth: usize, (day, roll, published): (i64, u8, Option<i64>)) -> String {
    let day = date(2016, 6, 1).saturating_add(day.days());
    let roll = match roll {
        0 => String::new(),
        1 => ", roll: [(id: \"a\", name: \"Somebody\", sector: Government)]".to_owned(),
        people => format!(
            ", roll: [(id: \"g\", sector: Government, people: {people}, presence: Present), \
             (id: \"c\", sector: CivilSociety, people: {}, presence: Present)]",
            people + 40
        ),
    };
    let published =
        published.map(|lag| format!(", published: \"{}\"", day.saturating_add(lag.days())));
    format!(
        "(id: \"m{nth}\", plan: \"p\", kind: Review, date: \"{day}\", state: Closed{roll}{}, minutes: \
         [(id: \"n\", kind: Note, about: \"UK0001\", text: [\"It was talked about.\"])])",
        published.unwrap_or_default()
    )
}

/// The due dates of plans, as exact as their authors made them; of none is the day known.
const DUE: [&str; 6] = [
    "2016-11",
    "Autumn 2017",
    "2017-Q2",
    "2018",
    "2018-04",
    "Ongoing",
];

fn commitment(nth: usize, (due, moved, said): (usize, usize, u8)) -> String {
    let due = DUE[due % DUE.len()];
    let update = match said {
        0 => "",
        1 => "(id: \"u\", date: \"2017-03-01\", side: Government)",
        2 => "(id: \"u\", date: \"2017-03-01\", side: Government, status: Limited)",
        _ => "(id: \"u\", date: \"2017-03-01\", status: Complete)",
    };
    let replan = format!(
        "(id: \"r\", date: \"2017-03-01\", from: \"{}\", to: \"{due}\", reason: \"So.\")",
        DUE[moved % DUE.len()]
    );
    format!(
        "(id: \"UK000{nth}\", plan: \"p\", number: {nth}, title: \"A promise\", end: \"{due}\", updates: \
         [{update}], replans: [{replan}], milestones: [(id: \"1\", number: 1, title: \"A step\", due: \
         \"{due}\", updates: [{update}], replans: [{replan}])])"
    )
}

/// Returns the counts of days that lie between two days on record, or a day and the end of so many months
/// after another.
fn known_spans(ws: &Workspace) -> BTreeSet<i64> {
    let mut days: BTreeSet<Date> = [TODAY].into();
    for meeting in ws.meetings().values() {
        days.extend([meeting.date].into_iter().chain(meeting.published));
    }
    let plan = &ws.plans()[&plan_id()];
    days.extend(plan.published);
    days.extend(
        plan.end
            .and_then(roundtable::base::date::FuzzyDate::first_day),
    );
    let limits: Vec<Date> = days
        .iter()
        .flat_map(|day| [4, 6].map(|months: i64| day.saturating_add(months.months())))
        .collect();
    let starts = days.iter().chain(&limits);
    let spans = starts.flat_map(|from| {
        let between = |to: &Date| i64::from(from.until(*to).expect("days").get_days());
        days.iter().map(between).collect::<Vec<_>>()
    });
    spans.filter(|span| *span >= 0).collect()
}

/// Returns the numbers that stand before `day` or `days`.
fn days_said(text: &str) -> Vec<i64> {
    let words = words(text);
    let pairs = words.iter().zip(words.iter().skip(1));
    pairs
        .filter(|(_, unit)| ["day", "days"].contains(unit))
        .filter_map(|(number, _)| number.parse().ok())
        .collect()
}

fn check(ws: &Workspace, attribution: Attribution) -> Result<(), TestCaseError> {
    let spans = known_spans(ws);
    let rules: BTreeSet<i64> = days_said(include_str!("../../assets/requirements.ron"))
        .into_iter()
        .collect();
    for (name, text) in documents(ws, attribution) {
        let told = format!("{attribution:?}, {name}:\n{text}");
        prop_assert!(!words(&text).into_iter().any(is_time), "a time, {told}");
        let is_nought = name.contains("Minutes") && words(&text).contains(&"0");
        prop_assert!(!is_nought, "a nought, {told}");
        for days in days_said(&text) {
            let is_known = spans.contains(&days) || rules.contains(&days);
            prop_assert!(is_known, "{days} days, {told}");
        }
        let is_late = text.contains("overdue") || text.contains("late by");
        let said = ws
            .commitments()
            .values()
            .any(|held| held.standing().shown().is_some());
        prop_assert!(
            said || !is_late,
            "late, and nobody had reported a status, {told}"
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_document_says_a_time_a_day_or_a_number_of_people_that_no_record_gives(
        meetings in proptest::collection::vec(
            (0i64..1000, prop_oneof![Just(0u8), Just(1u8), 40u8..90], proptest::option::of(0i64..40)), 0..4),
        promises in proptest::collection::vec((0usize..6, 0usize..6, 0u8..4), 1..4),
        is_published in any::<bool>(),
        end in prop_oneof![Just("2018"), Just("2018-06"), Just("2018-06-30")],
        attribution in 0usize..4,
    ) {
        let published = if is_published { "published: \"2016-05-12\", " } else { "" };
        let plan = format!(
            "(id: \"p\", title: \"A plan\", start: \"2016-05\", {published}end: \"{end}\", \
             cadence_months: 4, era: Results)"
        );
        let meetings: Vec<String> = meetings.into_iter().enumerate().map(|(n, held)| meeting(n, held)).collect();
        let promises: Vec<String> =
            promises.into_iter().enumerate().map(|(n, held)| commitment(n + 1, held)).collect();
        check(&workspace(&plan, &meetings, &promises), Attribution::ALL[attribution])?;
    }
}
