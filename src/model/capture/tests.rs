//! Lines as people type them, and the laws every line keeps.
#![expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::*;
use crate::base::date::FuzzyDate;
use crate::base::id::Id;
use crate::model::edit::Edit;
use crate::model::ids::{CommitmentId, MeetingId, PlanId, StakeholderId};
use crate::model::meeting::{Attendance, MeetingKind, MeetingState, Presence};
use crate::model::plan::{AssessmentEra, Plan, Settings};
use crate::model::stakeholder::{Party, Sector};
use crate::model::verbs::{Proposal, add, minute};
use crate::model::{Clerk, History, Meeting};

const ORGANISATIONS: [&str; 12] = [
    "Cabinet Office",
    "Department for Environment, Food and Rural Affairs",
    "Government",
    "Home Office",
    "Involve",
    "Łódź City Council",
    "Open Data Services",
    "OpenUK",
    "Transparency International UK",
    "Υπουργείο Εσωτερικών",
    "وزارة العدل",
    "内閣府",
];

fn today() -> Date {
    date(2017, 11, 2)
}

/// A workspace with what the lines name: organisations, commitments and three decisions.
fn workspace() -> Workspace {
    let current = PlanId::parse("uk-2016-18").expect("an id");
    let mut ws = Workspace::new(Settings::new("United Kingdom", current.clone()));
    ws.admit(Arc::new(Plan {
        era: AssessmentEra::EndOfTerm,
        ..Plan::new(current.clone(), "Plan")
    }));
    let mut clerk = Clerk::new(today().at(12, 0, 0, 0), 1);
    for name in ORGANISATIONS {
        let sector = Sector::CivilSociety;
        commit(&mut ws, &mut clerk, |ws, clerk| {
            add::stakeholder(
                ws,
                clerk,
                add::Newcomer::new(name, sector, Party::Organisation),
            )
        });
    }
    for (id, title) in [
        ("UK0063", "Beneficial Ownership"),
        ("UK0075", "Ongoing Collaborative Approach"),
        ("UK0750", "A later one"),
        ("WA7", "Of Wales"),
        ("WA007", "Of Wales again"),
    ] {
        let id = CommitmentId::parse(id).expect("an id");
        commit(&mut ws, &mut clerk, |ws, _| {
            add::commitment(ws, &id, add::Promise::titled("", title))
        });
        for title in ["Consult", "Publish"] {
            commit(&mut ws, &mut clerk, |ws, clerk| {
                add::milestone(ws, clerk, &id, title, None)
            });
        }
    }
    let id = MeetingId::parse("2017-07-27").expect("an id");
    let mut meeting = Meeting::draft(id.clone(), current, MeetingKind::Review, date(2017, 7, 27));
    meeting.state = MeetingState::InProgress;
    let home_office = StakeholderId::parse("home-office").expect("an id");
    meeting.roll.push(Attendance {
        stakeholder: Some(home_office),
        presence: Some(Presence::Present),
        ..Attendance::new(clerk.mint(), Sector::Government)
    });
    ws.admit(Arc::new(meeting));
    for _ in 0..3 {
        let saying = Saying {
            text: "Decided".into(),
            ..Saying::new(MinuteKind::Decision)
        };
        commit(&mut ws, &mut clerk, |ws, clerk| {
            minute::minute(ws, clerk, &id, saying)
        });
    }
    ws
}

fn commit(
    ws: &mut Workspace,
    clerk: &mut Clerk,
    propose: impl FnOnce(&Workspace, &mut Clerk) -> Proposal,
) {
    let transaction = propose(ws, clerk).expect("a proposal");
    let done = History::default().commit(ws, clerk, transaction);
    let _: Vec<Edit> = done.expect("it fits").transaction.edits;
}

/// Everything a capture means, without where it stood.
fn meaning(capture: &Capture) -> String {
    format!(
        "{:?}|{}|{:?}|{}|{:?}|{:?}|{:?}|{}",
        capture.kind,
        capture.by,
        capture.side,
        capture.text,
        capture.due,
        capture.about,
        capture.supersedes,
        capture.internal
    )
}

/// A line ⇒ what the preview says ⇒ the text that is left.
const LINES: &str = "
a Involve: publish the terms due 30 nov #UK0075 ⇒ action · Involve · due Thu 30 Nov 2017 · UK0075 Ongoing Collaborative Approach ⇒ publish the terms
the Bill is drafted ⇒ note ⇒ the Bill is drafted
n: the Bill is drafted ⇒ note ⇒ the Bill is drafted
n the Bill is drafted ⇒ note ⇒ the Bill is drafted
note the Bill is drafted ⇒ note ⇒ the Bill is drafted
Note: the Bill is drafted ⇒ note ⇒ the Bill is drafted
p the API runs since 2 November ⇒ progress ⇒ the API runs since 2 November
progress: the API runs ⇒ progress ⇒ the API runs
Progress was made ⇒ note ⇒ Progress was made
A plan was published ⇒ note ⇒ A plan was published
A: plan it ⇒ action ⇒ plan it
a plan it ⇒ action ⇒ plan it
action plan it ⇒ action ⇒ plan it
d publish monthly supersedes 2017-07-27/D3 ⇒ decision · supersedes 2017-07-27/D3 ⇒ publish monthly
d publish monthly supersedes 2017-07-27/d3 ! ⇒ decision · supersedes 2017-07-27/D3 · internal ⇒ publish monthly
n publish supersedes 2017-07-27/D3 ⇒ note ⇒ publish supersedes 2017-07-27/D3
o cso: a register that cannot be searched is none ⇒ objection · civil society ⇒ a register that cannot be searched is none
o gov: Home Office: too early ⇒ objection · Home Office · government ⇒ too early
o Home Office: gov: too early ⇒ objection · Home Office · government ⇒ too early
q when? ⇒ question ⇒ when?
u #uk63 ⇒ no further update · UK0063 Beneficial Ownership ⇒
u ⇒ no further update ⇒
no further update #uk63.2 ⇒ no further update · UK0063.2 Publish ⇒
Involve: all is well ⇒ note · Involve ⇒ all is well
involve: all is well ⇒ note · Involve ⇒ all is well
inv: all is well ⇒ note · Involve ⇒ all is well
home-office: all is well ⇒ note · Home Office ⇒ all is well
Involve, Cabinet Office: agreed a date ⇒ note · Involve, Cabinet Office ⇒ agreed a date
a inv,cab,home: write ⇒ action · Involve, Cabinet Office, Home Office ⇒ write
Department for Environment, Food and Rural Affairs, Involve: agreed ⇒ note · Department for Environment, Food and Rural Affairs, Involve ⇒ agreed
Department: agreed ⇒ note · Department for Environment, Food and Rural Affairs ⇒ agreed
lodz city council: agreed ⇒ note · Łódź City Council ⇒ agreed
government: agreed ⇒ note · government ⇒ agreed
a cso: collect questions by fri ⇒ action · civil society · due Fri 3 Nov 2017 ⇒ collect questions
a publish by Ofcom by 30 nov ⇒ action · due Thu 30 Nov 2017 ⇒ publish by Ofcom
a publish due by 30 Nov 2018. ⇒ action · due Fri 30 Nov 2018 ⇒ publish
a publish due on 2018-01 ⇒ action · due Jan 2018 ⇒ publish
a publish by Autumn 2018 ⇒ action · due Autumn 2018 ⇒ publish
a publish BY 30/11/2017 ⇒ action · due Thu 30 Nov 2017 ⇒ publish
a publish due 01/09/2018 ⇒ action · due Sat 1 Sep 2018, day first ⇒ publish
a publish the terms due 12.2.2018 #UK0075 ⇒ action · due Mon 12 Feb 2018 · UK0075 Ongoing Collaborative Approach ⇒ publish the terms
a publish due next friday ⇒ action · due Fri 10 Nov 2017, in the week after this one ⇒ publish
a publish by the end of May ⇒ action · due Thu 31 May 2018 ⇒ publish
a publish until 3. März 2018 ⇒ action · due Sat 3 Mar 2018 ⇒ publish
a Involve: publish due: in two weeks ⇒ action · Involve · due Thu 16 Nov 2017 ⇒ publish
a publish due in January ⇒ action · due Jan 2018 ⇒ publish
a publish what was collected in January 2017 ⇒ action ⇒ publish what was collected in January 2017
a ask the ministry on the 15 towns ⇒ action ⇒ ask the ministry on the 15 towns
a paid by Mario ⇒ action ⇒ paid by Mario
we will come back in May ⇒ note ⇒ we will come back in May
n on 31 nov by 30/2 due tomorrow ⇒ note ⇒ on 31 nov by 30/2 due tomorrow
d publish by 30 nov ⇒ decision ⇒ publish by 30 nov
a publish due +2w ⇒ action · due Thu 16 Nov 2017 ⇒ publish
a publish on or before 30 Nov ⇒ action · due Thu 30 Nov 2017 ⇒ publish
a publish bis zum 30. November ⇒ action · due Thu 30 Nov 2017 ⇒ publish
a publish jusqu'au 30 novembre ⇒ action · due Thu 30 Nov 2017 ⇒ publish
a stand by ⇒ action ⇒ stand by
n the report is due 30 nov ⇒ note ⇒ the report is due 30 nov
a due 30 nov ⇒ action · due Thu 30 Nov 2017 ⇒
#UK0075: all is well ⇒ note · UK0075 Ongoing Collaborative Approach ⇒ all is well
a #UK75 Involve: publish ⇒ action · Involve · UK0075 Ongoing Collaborative Approach ⇒ publish
#UK0075 and #UK0063 overlap ⇒ note · UK0075 Ongoing Collaborative Approach ⇒ #UK0075 and #UK0063 overlap
see the terms of #uk0075.1. ⇒ note · UK0075.1 Consult ⇒ see the terms of #uk0075.1.
one #UK0063 two #UK0075 ⇒ note · UK0075 Ongoing Collaborative Approach ⇒ one #UK0063 two
this stays here internal ⇒ note · internal ⇒ this stays here
wow ! ⇒ note · internal ⇒ wow
wow! ⇒ note ⇒ wow!
at 10:31 the vote ⇒ note ⇒ at 10:31 the vote
https://example.org has it ⇒ note ⇒ https://example.org has it
υπουργειο εσωτερικων: ο νόμος είναι έτοιμος ⇒ note · Υπουργείο Εσωτερικών ⇒ ο νόμος είναι έτοιμος
a ΥΠΟΥΡΓΕΙΟ: δημοσίευση due 30 nov ⇒ action · Υπουργείο Εσωτερικών · due Thu 30 Nov 2017 ⇒ δημοσίευση
a وزارة العدل: نشر الشروط due 30 nov ⇒ action · وزارة العدل · due Thu 30 Nov 2017 ⇒ نشر الشروط
وزارة العدل، Involve: تم ⇒ note · وزارة العدل, Involve ⇒ تم
a 内閣府：条件を公表する due 2018-03 #UK0075 ⇒ action · 内閣府 · due Mar 2018 · UK0075 Ongoing Collaborative Approach ⇒ 条件を公表する
内閣府:公表した ⇒ note · 内閣府 ⇒ 公表した
内閣府、Involve：公表した ⇒ note · 内閣府, Involve ⇒ 公表した
";

#[test]
fn lines_are_understood() {
    let ws = workspace();
    for row in LINES.lines().filter(|row| !row.is_empty()) {
        let mut columns = row.split('⇒').map(str::trim);
        let mut column = || columns.next().expect("three columns");
        let (line, preview, text) = (column(), column(), column());
        let found = Capture::of(&ws, line, today());
        assert_eq!(found.preview(&ws), preview, "{line}");
        assert_eq!(found.text, text, "{line}");
        assert_eq!(found.remarks, [], "{line}");
    }
    for nothing in ["", " \t "] {
        let found = Capture::of(&ws, nothing, today());
        assert_eq!((found.text.as_str(), found.parts.len()), ("", 0));
    }
}

/// A line, the text that is left, what is not understood in it, and what is said of that.
const MISREAD: [(&str, &str, &str, &str); 20] = [
    (
        "a Involvd: publish",
        "Involvd: publish",
        "Involvd",
        "no organisation “Involvd” is known; did you mean Involve?",
    ),
    (
        "Nobody: all is well",
        "Nobody: all is well",
        "Nobody",
        "no organisation “Nobody” is known",
    ),
    (
        "open: all is well",
        "open: all is well",
        "open",
        "“open” could be Open Data Services or OpenUK",
    ),
    (
        "Involve, Nobody: x",
        "Involve, Nobody: x",
        "Involve, Nobody",
        "no organisation “Nobody” is known",
    ),
    (
        "x #UK0076",
        "x #UK0076",
        "#UK0076",
        "no commitment “UK0076” is known; did you mean UK0075 or UK0063?",
    ),
    (
        "x #UK0075.9 y",
        "x #UK0075.9 y",
        "#UK0075.9",
        "no commitment “UK0075.9” is known; did you mean UK0075.1 or UK0075.2?",
    ),
    (
        "x #wa07",
        "x #wa07",
        "#wa07",
        "“wa07” could be WA007 or WA7",
    ),
    (
        "a Involve: publish the terms due 31 nov #UK0075",
        "publish the terms due 31 nov",
        "due 31 nov",
        "the calendar has no `31 nov`: November has 30 days",
    ),
    (
        "a publish due 2019-02-30",
        "publish due 2019-02-30",
        "due 2019-02-30",
        "the calendar has no `2019-02-30`: February 2019 has 28 days",
    ),
    (
        "a publish by 0219-01-05",
        "publish by 0219-01-05",
        "by 0219-01-05",
        "`0219-01-05` is in the year 0219, 1798 years from now; type 0219-01-05! if that is meant",
    ),
    (
        "a due 30 nov publish the terms",
        "due 30 nov publish the terms",
        "due 30 nov publish the terms",
        "no day is known as “30 nov publish the terms”; the day goes last, as in due 30 nov",
    ),
    (
        "a publish due 12",
        "publish due 12",
        "due 12",
        "no day is known as “12”; the day goes last, as in due 30 nov",
    ),
    (
        "a publish the terms in two weeks !",
        "publish the terms in two weeks",
        "in two weeks",
        "“in two weeks” may be when it is due: due in two weeks records that",
    ),
    (
        "a meet before 30 nov",
        "meet before 30 nov",
        "before 30 nov",
        "“before 30 nov” may be when it is due: due 30 nov records that",
    ),
    (
        "a publish due soon",
        "publish due soon",
        "due soon",
        "no day is known as “soon”; the day goes last, as in due 30 nov",
    ),
    (
        "a publish the terms, 30 April",
        "publish the terms, 30 April",
        "30 April",
        "“30 April” may be when it is due: due 30 April records that",
    ),
    (
        "a opublikować do 30 kwietnia",
        "opublikować do 30 kwietnia",
        "do 30 kwietnia",
        "“do 30 kwietnia” may be when it is due: due 30 kwietnia records that",
    ),
    (
        "a open it from 3 until 5 April",
        "open it from 3 until 5 April",
        "until 5 April",
        "“from 3 until 5 April” names more than one day; end with one, as in due 30 nov",
    ),
    (
        "a meet on 31.11.",
        "meet on 31.11.",
        "on 31.11.",
        "the calendar has no `on 31.11.`: November has 30 days",
    ),
    (
        "d x supersedes 2017-07-27/D4",
        "x supersedes 2017-07-27/D4",
        "2017-07-27/D4",
        "no decision “2017-07-27/D4” is known; did you mean 2017-07-27/D1 or 2017-07-27/D2 or 2017-07-27/D3?",
    ),
];

#[test]
fn what_is_not_understood_stays_text_with_a_remark() {
    let ws = workspace();
    for (line, text, typed, what) in MISREAD {
        let found = Capture::of(&ws, line, today());
        assert_eq!(found.text, text, "{line}");
        let remarks: Vec<_> = found
            .remarks
            .iter()
            .map(|remark| (&line[remark.range.clone()], remark.what.as_str()))
            .collect();
        assert_eq!(remarks, [(typed, what)], "{line}");
    }
}

#[test]
fn a_sentence_with_a_colon_is_no_slip_in_a_name() {
    let ws = workspace();
    for line in [
        "What was said in the last meeting: nothing",
        "Agreed: publish",
        "the vote at 10:31",
        "see https://example.org",
    ] {
        assert_eq!(Capture::of(&ws, line, today()).remarks, [], "{line}");
    }
}

#[test]
fn the_parts_are_where_they_were_typed() {
    let ws = workspace();
    let line = " a  Involve, 内閣府: see #uk63 due  30 nov supersedes it #UK0075.2  internal ";
    let found = Capture::of(&ws, line, today());
    let parts: Vec<_> = found
        .parts
        .iter()
        .map(|part| (part.role, &line[part.range.clone()]))
        .collect();
    let expected = [
        (Role::Kind, "a"),
        (Role::By, "Involve, 内閣府:"),
        (Role::About, "#UK0075.2"),
        (Role::Internal, "internal"),
    ];
    assert_eq!(parts, expected);
    assert_eq!(found.text, "see #uk63 due  30 nov supersedes it");
}

#[test]
fn what_is_minuted_falls_back_on_the_cursor() {
    let ws = workspace();
    let cursor = || "UK0063".parse::<Subject>().ok();
    let said = |line| Capture::of(&ws, line, today()).saying(cursor().as_ref());
    assert_eq!(said("x").about, cursor());
    assert_eq!(said("x #uk75").about, "UK0075".parse().ok());
    let action = said("a gov: x due 30 nov !");
    assert_eq!(action.by, "government");
    assert_eq!(
        action.due.map(FuzzyDate::human).as_deref(),
        Some("30 Nov 2017")
    );
    assert!(action.internal);
    assert_eq!(said("gov: x").by, "");
    assert_eq!(said("Involve: x").by, "Involve");
}

#[test]
fn names_and_commitments_are_completed() {
    let cases: [(&str, &[&str]); 15] = [
        ("a |", &["Home Office: ", "Cabinet Office: "]),
        ("a off|", &["Home Office: ", "Cabinet Office: "]),
        ("a Involve, ca|", &["Cabinet Office: "]),
        ("a op|: publish", &["Open Data Services", "OpenUK"]),
        ("int|", &["Transparency International UK: "]),
        ("lodz|", &["Łódź City Council: "]),
        ("n υπ|", &["Υπουργείο Εσωτερικών: "]),
        ("the terms of|", &[]),
        ("Involve: the terms, ca|", &[]),
        ("yesterday, ca|", &[]),
        ("x #uk75|", &["#UK0075 ", "#UK0750 "]),
        ("x #benef| y", &["#UK0063"]),
        ("x #uk63.|", &["#UK0063.1 ", "#UK0063.2 "]),
        ("x #uk63.2|", &["#UK0063.2 "]),
        ("x #|", &["#UK0063 ", "#UK0075 "]),
    ];
    let ws = workspace();
    for (line, expected) in cases {
        let caret = line.find('|').expect("a caret");
        let typed = line.replace('|', "");
        let found = complete(&ws, &typed, caret);
        let inserts: Vec<_> = found.iter().map(|c| c.insert.as_str()).collect();
        // Of an open question only the first answers are held.
        let held = if caret + 1 == line.len() && typed.ends_with([' ', '#']) {
            &inserts[..2]
        } else {
            &inserts[..]
        };
        assert_eq!(held, expected, "{line}");
        assert!(found.len() <= 8);
    }
    let typed = "a Involve, ca please";
    let found = complete(&ws, typed, 13);
    assert_eq!(&typed[found[0].range.clone()], "ca");
    assert_eq!(found[0].label, "Cabinet Office (civil society)");
    assert!(complete(&ws, "é", 1).is_empty());
}

/// Lines of the pieces that mean something, in any order, with anything between.
fn any_line() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "a",
        "n",
        "d",
        "A",
        "u",
        "note:",
        "action",
        ":",
        "：",
        ",",
        "、",
        " ",
        "  ",
        "\t",
        "\u{3000}",
        "#",
        "!",
        "internal",
        "due",
        "by",
        "on",
        "30 nov",
        "30 nov.",
        "+2w",
        "-4000y",
        "Autumn",
        "2014",
        "2018-01",
        "friday",
        "supersedes",
        "2017-07-27/D3",
        "2017-07-27/D9",
        "#UK0075",
        "#uk63.2",
        "#UK0075:",
        "#UK9999",
        "UK0063",
        "Involve",
        "Involve:",
        "inv:",
        "Cabinet Office",
        "Department for Environment, Food and Rural Affairs:",
        "Government:",
        "gov:",
        "cso:",
        "government",
        "civil society:",
        "agreed:",
        "内閣府",
        "内閣府：",
        "وزارة العدل",
        "،",
        "Łódź",
        "e\u{301}",
        "the terms",
        "x",
        ".",
        "10:31",
        "https://x",
    ]);
    let piece = prop_oneof![
        6 => pieces.prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    let glue = prop::sample::select(vec![" ", " ", " ", "", "\n"]);
    prop::collection::vec((piece, glue), 0..12).prop_map(|pieces| {
        pieces
            .into_iter()
            .flat_map(|(piece, glue)| [piece, glue.to_owned()])
            .collect()
    })
}

fn no_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn nothing_typed_is_lost(line in any_line()) {
        let found = Capture::of(&workspace_once(), &line, today());
        let mut rest = String::new();
        let mut end = 0;
        for part in found.parts.iter().filter(|part| part.role != Role::Mention) {
            prop_assert!(part.range.start >= end, "{:?}", found.parts);
            rest.push_str(line.get(end..part.range.start).expect("whole characters"));
            end = part.range.end;
        }
        rest.push_str(line.get(end..).expect("whole characters"));
        prop_assert_eq!(no_space(&rest), no_space(&found.text));
        prop_assert!(line.contains(&found.text));
        for remark in &found.remarks {
            prop_assert!(line.get(remark.range.clone()).is_some_and(|typed| !typed.is_empty()));
        }
    }

    #[test]
    fn the_written_form_is_understood_the_same(line in any_line()) {
        let ws = workspace_once();
        let found = Capture::of(&ws, &line, today());
        let written = found.to_string();
        let again = Capture::of(&ws, &written, date(2030, 1, 1));
        prop_assert_eq!(meaning(&again), meaning(&found), "{}", written);
        prop_assert_eq!(again.to_string(), written);
    }

    #[test]
    fn any_text_is_read_and_completed(line in "\\PC{0,40}", caret in 0usize..60) {
        let ws = workspace_once();
        let _: Capture = Capture::of(&ws, &line, today());
        let _: Capture = Capture::of(&ws, &format!("a {line}"), today());
        for found in complete(&ws, &line, caret) {
            prop_assert!(line.get(found.range).is_some());
        }
    }
}

/// The workspace of all runs of a property: making it anew takes longer than reading a line.
fn workspace_once() -> Workspace {
    thread_local! {
        static ONCE: Workspace = workspace();
    }
    ONCE.with(Clone::clone)
}
