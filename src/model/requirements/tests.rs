//! What is found of each kind of requirement, at its edges.

#![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use jiff::civil::date;

use super::*;
use crate::base::id::Id as _;
use crate::model::forum::Forum;
use crate::model::meeting::{Attendance, Meeting, MeetingKind, MeetingState};
use crate::model::plan::{CoCreation, SelfAssessment};
use crate::model::{Change, Edit, EntryId, MeetingId, PlanId, Presence, Sector, Settings};

/// A plan that was published on 1 January 2022 and runs for two years, and its meetings.
fn workspace(plan: Plan, meetings: impl IntoIterator<Item = Meeting>) -> Workspace {
    let mut workspace = Workspace::new(Settings::new("Somewhere", plan.id.clone()));
    workspace.mirror(&Edit::Plan(Change::create(plan)));
    for meeting in meetings {
        workspace.mirror(&Edit::Meeting(Change::create(meeting)));
    }
    workspace
}

fn plan() -> Plan {
    Plan {
        published: Some(date(2022, 1, 1)),
        end: Some("2023-12".parse().unwrap()),
        ..Plan::new(PlanId::parse("p").unwrap(), "A plan")
    }
}

fn meeting(day: &str, kind: MeetingKind) -> Meeting {
    let id = MeetingId::parse(day).unwrap();
    let mut meeting = Meeting::draft(id, PlanId::parse("p").unwrap(), kind, day.parse().unwrap());
    meeting.state = MeetingState::Final;
    meeting
}

fn judged(plan: &Plan, meetings: &[&str], today: Date, id: &str) -> Finding {
    let meetings = meetings.iter().map(|day| meeting(day, MeetingKind::Review));
    found(&workspace(plan.clone(), meetings), plan, today, id)
}

fn found(workspace: &Workspace, plan: &Plan, today: Date, id: &str) -> Finding {
    let requirements = Requirement::built_in().unwrap();
    let all = judge_all(requirements, workspace, plan, today);
    let judged = all.into_iter().find(|judged| judged.requirement.id == id);
    judged.unwrap().finding
}

#[track_caller]
fn check(finding: &Finding, verdict: Verdict, why: &str, due: Option<Date>) {
    let told = (finding.verdict, finding.why.as_str(), finding.due);
    assert_eq!(told, (verdict, why, due));
}

#[test]
fn the_requirements_can_be_read_and_have_names_of_their_own() {
    let requirements = Requirement::built_in().unwrap();
    let mut ids: Vec<&str> = requirements.iter().map(|one| one.id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), requirements.len());
}

#[test]
fn a_day_more_than_six_months_between_two_meetings_is_too_long() {
    let (id, today) = ("1.1-meets", date(2023, 1, 1));
    let in_time = judged(&plan(), &["2022-03-01", "2022-09-01"], today, id);
    let why = "no gap is longer than 6 months: the longest has 184 days";
    check(&in_time, Verdict::Met, why, Some(date(2023, 3, 1)));
    let late = judged(&plan(), &["2022-03-01", "2022-09-02"], today, id);
    let why = "1 of 2 gaps are longer than 6 months, the longest has 185 days";
    check(&late, Verdict::NotMet, why, Some(date(2023, 3, 2)));
    let words: Vec<&str> = late.exhibits.iter().map(|one| one.words.as_str()).collect();
    let expected = [
        "59 days from the plan's first day, 1 Jan 2022 to 1 Mar 2022",
        "185 days from 1 Mar 2022 to 2 Sep 2022; 6 months ended on 1 Sep 2022, 1 day earlier",
    ];
    assert_eq!(words, expected);
}

#[test]
fn time_without_a_meeting_counts_until_today_and_no_longer_than_the_plan() {
    let id = "1.1-meets";
    let begun = judged(&plan(), &[], date(2022, 4, 1), id);
    let why = "no meeting was held yet; the first is due within 6 months";
    check(&begun, Verdict::CannotTell, why, Some(date(2022, 7, 1)));
    let none = judged(&plan(), &[], date(2022, 7, 2), id);
    let why = "no meeting is recorded since the plan began";
    check(&none, Verdict::CannotTell, why, Some(date(2022, 7, 1)));
    let meetings = ["2022-06-01", "2022-11-01", "2023-04-01", "2023-09-01"];
    let over = judged(&plan(), &meetings, date(2030, 1, 1), id);
    let why = "no gap is longer than 6 months: the longest has 153 days";
    check(&over, Verdict::Met, why, None);
}

#[test]
fn the_months_before_the_first_meeting_on_record_were_called_not_met() {
    let (id, today) = ("1.1-meets", date(2023, 6, 1));
    let later = judged(&plan(), &["2022-09-01", "2023-02-01"], today, id);
    let why = "what was before 1 Sep 2022, the first meeting on record, is not recorded";
    check(&later, Verdict::CannotTell, why, Some(date(2023, 8, 1)));
    let words: Vec<&str> = later
        .exhibits
        .iter()
        .map(|one| one.words.as_str())
        .collect();
    let expected = [
        "no meeting is recorded before 1 Sep 2022",
        "153 days from 1 Sep 2022 to 1 Feb 2023",
    ];
    assert_eq!(words, expected);
    let apart = judged(&plan(), &["2022-09-01", "2023-04-01"], today, id);
    let why = "1 of 1 gap is longer than 6 months, the longest has 212 days";
    check(&apart, Verdict::NotMet, why, Some(date(2023, 10, 1)));
}

#[test]
fn the_year_2018_was_taken_as_its_last_day() {
    let plan = Plan {
        published: Some(date(2016, 5, 12)),
        end: Some("2018".parse().unwrap()),
        cadence_months: 4,
        ..plan()
    };
    let found = |days: &[&str]| judged(&plan, days, date(2019, 6, 1), "cadence");
    // It may have ended on any day of 2018, so that nobody knows how long nobody met.
    let why = "what was before 1 Dec 2017, the first meeting on record, is not recorded";
    check(
        &found(&["2017-12-01", "2018-04-01"]),
        Verdict::CannotTell,
        why,
        None,
    );
    let silent = found(&["2016-06-01", "2016-09-01"]);
    assert_eq!(silent.verdict, Verdict::NotMet);
    assert!(
        silent.why.ends_with("the longest has 487 days"),
        "{}",
        silent.why
    );
    let up_to_date = judged(&plan, &[], date(2019, 6, 1), "up-to-date");
    assert!(!up_to_date.why.contains("31 Dec"), "{}", up_to_date.why);
}

#[test]
fn a_meeting_after_the_last_day_of_the_plan_still_reviews_it_and_one_of_the_next_does_not() {
    let review = |day: &str| meeting(day, MeetingKind::Review);
    let of_next = Meeting {
        plan: PlanId::parse("next").unwrap(),
        ..review("2024-03-01")
    };
    let meetings = [review("2022-05-01"), review("2024-02-01"), of_next];
    let held = found(
        &workspace(plan(), meetings),
        &plan(),
        date(2024, 6, 1),
        "1.1-meets",
    );
    let why = "1 of 2 gaps are longer than 6 months, the longest has 641 days";
    check(&held, Verdict::NotMet, why, None);
}

#[test]
fn a_plan_without_a_promise_is_not_held_to_one() {
    let plan = Plan {
        cadence_months: 0,
        ..plan()
    };
    for id in ["cadence", "minister", "additions", "minutes", "up-to-date"] {
        let finding = judged(&plan, &["2022-03-01"], date(2022, 6, 1), id);
        assert_eq!(finding.verdict, Verdict::CannotTell, "{id}");
        let hint = finding.hint.unwrap();
        assert!(hint.starts_with("set “"), "{hint}");
        assert!(hint.ends_with("” of p by `edit plan` in :"), "{hint}");
    }
}

#[test]
fn only_whole_years_are_judged_and_the_one_that_runs_says_when_it_ends() {
    let plan = Plan {
        minister_meetings: 1,
        ..plan()
    };
    let of = |days: &[&str], today| {
        let meetings = days.iter().map(|day| meeting(day, MeetingKind::Minister));
        found(&workspace(plan.clone(), meetings), &plan, today, "minister")
    };
    let early = of(&[], date(2022, 6, 1));
    let why = "the first year is not over: 0 of 1 meeting so far";
    check(&early, Verdict::CannotTell, why, Some(date(2022, 12, 31)));
    let met = of(&["2022-05-01"], date(2022, 6, 1));
    check(&met, Verdict::Met, "1 meeting in the first year", None);
    let second = of(&["2022-05-01"], date(2023, 6, 1));
    let why = "at least 1 meeting in each whole year of the plan";
    check(&second, Verdict::Met, why, Some(date(2023, 12, 31)));
    let over = of(&["2022-05-01"], date(2024, 6, 1));
    let why = "fewer than 1 meeting in 1 of 2 whole years of the plan";
    check(&over, Verdict::NotMet, why, None);
}

#[test]
fn a_meeting_of_one_side_is_none_of_both() {
    let line = |sector| Attendance {
        presence: Some(Presence::Present),
        ..Attendance::new(EntryId::parse("a").unwrap(), sector)
    };
    let with = |sectors: &[Sector]| {
        let mut held = meeting("2022-03-01", MeetingKind::Forum);
        held.roll = sectors.iter().map(|sector| line(*sector)).collect();
        found(
            &workspace(plan(), [held]),
            &plan(),
            date(2022, 6, 1),
            "1.1-both",
        )
    };
    let both = with(&[Sector::Parliament, Sector::CivilSociety]);
    check(
        &both,
        Verdict::Met,
        "both sides took part in each of 1 meeting",
        None,
    );
    // That nobody of the other side came is known where one of it was called.
    let line_absent = |sector| Attendance {
        presence: Some(Presence::Absent),
        ..line(sector)
    };
    let mut held = meeting("2022-03-01", MeetingKind::Forum);
    held.roll = vec![line(Sector::Government), line_absent(Sector::CivilSociety)];
    let ws = workspace(plan(), [held]);
    let one = found(&ws, &plan(), date(2022, 6, 1), "1.1-both");
    check(
        &one,
        Verdict::NotMet,
        "one side was missing in 1 of 1 meeting",
        None,
    );
    let not_counted = with(&[Sector::Government]);
    check(
        &not_counted,
        Verdict::CannotTell,
        "of 1 of 1 meeting it is not recorded who was there",
        None,
    );
    let nobody = with(&[]);
    check(
        &nobody,
        Verdict::CannotTell,
        "of 1 of 1 meeting it is not recorded who was there",
        None,
    );
}

#[test]
fn a_note_is_late_on_the_day_after_the_last_of_its_days() {
    let plan = Plan {
        minutes_days: 14,
        ..plan()
    };
    let of = |published: Option<Date>, today| {
        let mut held = meeting("2022-03-01", MeetingKind::Review);
        held.published = published;
        found(&workspace(plan.clone(), [held]), &plan, today, "minutes")
    };
    let today = date(2022, 4, 1);
    let met = of(Some(date(2022, 3, 15)), today);
    check(&met, Verdict::Met, "no note came later than 14 days", None);
    let why = "1 of 1 notes did not come within 14 days";
    check(
        &of(Some(date(2022, 3, 16)), today),
        Verdict::NotMet,
        why,
        None,
    );
    check(&of(None, today), Verdict::NotMet, why, None);
    let soon = of(None, date(2022, 3, 10));
    assert_eq!(soon.due, Some(date(2022, 3, 15)));
}

#[test]
fn what_is_recorded_of_co_creation_is_judged() {
    let made = CoCreation {
        announced: Some(date(2021, 6, 1)),
        began: Some(date(2021, 6, 14)),
        outreach: vec!["a workshop in Cardiff".to_owned()],
        inputs_from: Some(date(2021, 6, 14)),
        inputs_until: Some(date(2021, 7, 13)),
        response: "https://example.org/response".to_owned(),
        contributions: Vec::new(),
    };
    let plan = Plan {
        co_creation: made,
        ..plan()
    };
    let of = |id| judged(&plan, &[], date(2022, 6, 1), id);
    let why = "the timeline was published on 1 Jun 2021, 13 days before co-creation began";
    check(&of("3.1"), Verdict::NotMet, why, None);
    check(&of("notice"), Verdict::Met, why, None);
    check(&of("3.2"), Verdict::Met, "1 activity to reach others", None);
    let why = "contributions could be made from 14 Jun 2021 to 13 Jul 2021, 30 days";
    check(&of("3.3"), Verdict::Met, why, None);
    check(
        &of("4.1"),
        Verdict::Met,
        "the response to contributions is published",
        None,
    );
}

#[test]
fn a_self_assessment_is_due_three_months_after_the_first_year() {
    let of = |published: Option<&str>, today| {
        let report = SelfAssessment {
            published: published.map(|text| text.parse().unwrap()),
            comments_from: Some(date(2023, 1, 10)),
            comments_until: Some(date(2023, 1, 23)),
            ..SelfAssessment::default()
        };
        let plan = Plan {
            mid_term_report: report,
            ..plan()
        };
        let finding = judged(&plan, &[], today, "mid-term");
        let open = judged(&plan, &[], today, "mid-term-comments");
        assert_eq!(open.verdict, Verdict::Met);
        finding
    };
    let later = date(2024, 1, 1);
    assert_eq!(of(Some("2023-03"), later).verdict, Verdict::Met);
    assert_eq!(of(Some("2023-04-02"), later).verdict, Verdict::NotMet);
    assert_eq!(of(Some("2023"), later).verdict, Verdict::CannotTell);
    let due = of(None, date(2023, 2, 1));
    let why = "the mid-term self-assessment is due by 1 Apr 2023";
    check(&due, Verdict::CannotTell, why, Some(date(2023, 4, 1)));
}

#[test]
fn public_rules_and_a_page_are_met_where_they_are_recorded() {
    let forum = Forum {
        name: "Forum".to_owned(),
        rules: "https://example.org/rules".to_owned(),
        rules_dated: Some(date(2021, 5, 1)),
        quorum: None,
    };
    let with = Plan {
        forum: Some(forum),
        website: "https://example.org".to_owned(),
        ..plan()
    };
    for (id, why) in [
        (
            "1.1-rules",
            "the rules of the forum are public, of 1 May 2021",
        ),
        ("2.1", "the plan has a public page"),
    ] {
        let today = date(2022, 6, 1);
        check(&judged(&with, &[], today, id), Verdict::Met, why, None);
        assert_eq!(judged(&plan(), &[], today, id).verdict, Verdict::CannotTell);
    }
}
