//! The laws of edits, held against random verbs, and what verbs refuse.
#![expect(
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use jiff::civil::{DateTime, date};

use super::super::action::ActionState;
use super::super::meeting::{MeetingKind, MeetingState, MinuteKind, Presence};
use super::super::plan::{AssessmentEra, Plan, Settings};
use super::super::stakeholder::{Party, Sector};
use super::super::status::{Side, Status};
use super::super::{Clerk, History, Meeting, Paragraphs, RecordRef, Subject, Topic, Workspace};
use super::minute::Saying;
use super::report::Report;
use super::{Proposal, act, add, agenda, bin, convene, correct, minute, report, revise, roll};
use crate::base::id::Id;
use crate::model::field::Field;
use crate::model::ids::{CommitmentId, PlanId};

pub(crate) fn noon() -> DateTime {
    date(2018, 4, 9).at(12, 0, 0, 0)
}

pub(crate) fn workspace() -> Workspace {
    let current = PlanId::parse("uk-2016-18").expect("an id");
    let settings = Settings::new("United Kingdom", current.clone());
    let mut workspace = Workspace::new(settings);
    workspace.admit(std::sync::Arc::new(Plan {
        nations: vec!["UK".into(), "Wales".into()],
        cadence_months: 4,
        era: AssessmentEra::MidAndEndOfTerm,
        ..Plan::new(current, "Third National Action Plan")
    }));
    workspace
}

pub(crate) fn uk(number: u32) -> CommitmentId {
    CommitmentId::parse(&format!("UK{number:04}")).expect("an id")
}

/// Proposes some change, chosen by `dice`.
pub(crate) fn any_change(ws: &Workspace, clerk: &mut Clerk, dice: u32) -> Proposal {
    let commitments: Vec<_> = ws.commitments().values().collect();
    let pick = commitments.get(dice as usize / 16 % commitments.len().max(1));
    let Some(commitment) = pick.filter(|_| !dice.is_multiple_of(16)) else {
        let id = uk(u32::try_from(commitments.len()).unwrap_or_default());
        return add::commitment(ws, &id, add::Promise::titled("UK", "A promise"));
    };
    let subject = match commitment.milestones.first() {
        Some(milestone) if dice.is_multiple_of(2) => {
            Subject::milestone(&commitment.id, &milestone.id)
        }
        _ => Subject::commitment(&commitment.id),
    };
    let meeting = ws.meetings().keys().next_back();
    let text = format!("Said {dice}");
    match (dice % 16, meeting) {
        (1 | 2, _) => add::milestone(ws, clerk, &commitment.id, &text, None),
        (3..=5, _) => {
            let status = Status::ALL.get(dice as usize % 6).copied();
            let told = Report {
                status,
                note: text.as_str().into(),
                ..Report::default()
            };
            report::report(ws, clerk, &subject, told)
        }
        (6, _) => bin::bin(ws, clerk, &subject.into()),
        (7, _) => bin::restore(ws, &subject.into()),
        (8, _) => revise::set_field(ws, clerk, &subject.into(), Field::Title, &text),
        (9, None) => convene::new_meeting(ws, clerk, MeetingKind::Review, clerk.today(), ""),
        (9 | 10, Some(id)) => convene::set_state(ws, clerk, id, MeetingState::InProgress),
        (11, Some(id)) => {
            roll::add_guest(ws, clerk, id, &text, Sector::CivilSociety, Party::Person)
        }
        (12, Some(id)) => match ws.meetings().get(id).and_then(|m| m.roll.first()) {
            Some(line) => roll::call(
                ws,
                clerk,
                id,
                &line.id,
                roll::Called::Marked(Presence::Remote),
            ),
            None => roll::add_guest(
                ws,
                clerk,
                id,
                &text,
                Sector::Government,
                Party::Organisation,
            ),
        },
        (13, _) if !ws.actions().is_empty() => {
            let id = ws.actions().keys().next().expect("there is one");
            act::set_state(ws, clerk, id, ActionState::Done, Paragraphs::default())
        }
        (_, Some(id)) => {
            let kind = if dice.is_multiple_of(3) {
                MinuteKind::Action
            } else {
                MinuteKind::Note
            };
            minute::minute(ws, clerk, id, saying(kind, Some(subject), &text))
        }
        (_, None) => add::stakeholder(
            ws,
            clerk,
            add::Newcomer::new(&text, Sector::Other, Party::Organisation),
        ),
    }
}

fn saying(kind: MinuteKind, about: Option<Subject>, text: &str) -> Saying {
    Saying {
        about,
        text: text.into(),
        ..Saying::new(kind)
    }
}

proptest::proptest! {
    #[test]
    fn undo_all_is_the_start_and_redo_all_the_end(dice in proptest::collection::vec(0u32.., 1..80)) {
        let start = workspace();
        let (mut ws, mut history, mut clerk) = (start.clone(), History::default(), Clerk::new(noon(), 1));
        let mut done = 0;
        for throw in dice {
            if let Ok(transaction) = any_change(&ws, &mut clerk, throw) {
                let _ = history.commit(&mut ws, &mut clerk, transaction).expect("a fresh proposal fits");
                done += 1;
            }
        }
        let end = ws.clone();
        for _ in 0..done {
            proptest::prop_assert!(history.undo(&mut ws).expect("undo fits").is_some());
        }
        proptest::prop_assert_eq!(&ws, &start);
        proptest::prop_assert!(history.undo(&mut ws).expect("nothing to undo").is_none());
        while history.redo(&mut ws).expect("redo fits").is_some() {}
        proptest::prop_assert_eq!(&ws, &end);
    }
}

/// A workspace with one commitment and a meeting in progress, and its helpers.
struct Table {
    ws: Workspace,
    history: History,
    clerk: Clerk,
}

impl Table {
    fn laid() -> Self {
        let mut table = Self {
            ws: workspace(),
            history: History::default(),
            clerk: Clerk::new(noon(), 1),
        };
        table.done(|ws, _| {
            add::commitment(
                ws,
                &uk(63),
                add::Promise::titled("UK", "Beneficial Ownership - UK"),
            )
        });
        table.done(|ws, clerk| {
            convene::new_meeting(ws, clerk, MeetingKind::Review, clerk.today(), "")
        });
        table.done(|ws, clerk| {
            let id = ws.meetings().keys().next().expect("the meeting").clone();
            convene::set_state(ws, clerk, &id, MeetingState::InProgress)
        });
        table
    }

    #[track_caller]
    fn done(&mut self, verb: impl FnOnce(&Workspace, &mut Clerk) -> Proposal) -> String {
        let transaction = verb(&self.ws, &mut self.clerk).expect("the verb proposes");
        let sentence = transaction.sentence.clone();
        let _ = self
            .history
            .commit(&mut self.ws, &mut self.clerk, transaction)
            .expect("a fresh proposal fits");
        sentence
    }

    #[track_caller]
    fn refused(&mut self, verb: impl FnOnce(&Workspace, &mut Clerk) -> Proposal) -> String {
        verb(&self.ws, &mut self.clerk)
            .expect_err("the verb refuses")
            .to_string()
    }
}

#[test]
fn a_commitment_is_numbered_in_a_nation_that_the_plan_has() {
    let table = Table::laid();
    let add = |nation: &str| {
        let told = add::Promise::titled(nation, "A promise");
        let added = add::commitment(&table.ws, &uk(64), told);
        match added {
            Ok(transaction) => match transaction.edits.as_slice() {
                [crate::model::Edit::Commitment(change)] => {
                    change.after.as_ref().map(|c| c.place_in_plan())
                }
                _ => None,
            },
            Err(super::Refusal(why)) => Some(why),
        }
    };
    let cases = [
        ("UK", "UK 2"),
        ("wales", "Wales 1"),
        (
            "Walse",
            "the plan has no part of “Walse”; give one of UK, Wales",
        ),
        (
            "",
            "a commitment of this plan needs a nation; give one of UK, Wales",
        ),
    ];
    for (nation, expected) in cases {
        assert_eq!(add(nation).as_deref(), Some(expected), "{nation}");
    }
}

#[test]
fn what_is_changed_in_a_meeting_carries_its_id() {
    let mut table = Table::laid();
    let subject = Subject::commitment(&uk(63));
    let said = table.done(|ws, clerk| {
        let told = Report {
            status: Some(Status::Limited),
            ..Report::default()
        };
        report::report(ws, clerk, &subject, told)
    });
    assert_eq!(said, "UK0063: no status → limited");
    let update = &table.ws.updates(&subject).expect("its updates")[0];
    assert_eq!(update.meeting.as_ref().map(Id::as_str), Some("2018-04-09"));
    let meeting = table
        .ws
        .meeting_in_progress()
        .expect("the meeting")
        .id
        .clone();
    let said = table.done(|ws, clerk| {
        let saying = saying(
            MinuteKind::Action,
            Some(subject.clone()),
            "Publish the response",
        );
        minute::minute(ws, clerk, &meeting, saying)
    });
    assert_eq!(said, "action on UK0063 minuted in 2018-04-09");
    let action = table.ws.actions().values().next().expect("the action");
    assert_eq!(action.meeting.as_ref(), Some(&meeting));
    assert_eq!(
        table.ws.meetings()[&meeting].minutes[0].action,
        Some(action.id.clone())
    );
}

#[test]
fn a_sides_word_is_not_an_agreement() {
    let mut table = Table::laid();
    let subject = Subject::commitment(&uk(63));
    let said = table.done(|ws, clerk| {
        let (status, side) = (Some(Status::Complete), Side::Government);
        report::report(
            ws,
            clerk,
            &subject,
            Report {
                status,
                side,
                ..Report::default()
            },
        )
    });
    assert_eq!(said, "UK0063: government says complete");
    assert_eq!(table.ws.commitments()[&uk(63)].standing().agreed, None);
}

#[test]
fn final_minutes_do_not_change() {
    let mut table = Table::laid();
    let id = table
        .ws
        .meetings()
        .keys()
        .next()
        .expect("the meeting")
        .clone();
    let early = table.refused(|ws, clerk| convene::set_state(ws, clerk, &id, MeetingState::Final));
    assert_eq!(
        early,
        "meeting 2018-04-09 is in progress; close it first, then its minutes can be made final"
    );
    for state in [MeetingState::Closed, MeetingState::Final] {
        table.done(|ws, clerk| convene::set_state(ws, clerk, &id, state));
    }
    let sentence = "the minutes of 2018-04-09 are final and do not change; \
                    c adds a correction";
    let note = |ws: &Workspace, clerk: &mut Clerk| {
        minute::minute(ws, clerk, &id, saying(MinuteKind::Note, None, "late"))
    };
    assert_eq!(table.refused(note), sentence);
    let record = RecordRef::Meeting(id.clone());
    assert_eq!(
        table.refused(|ws, clerk| bin::bin(ws, clerk, &record)),
        sentence
    );
    let reopen = table.refused(|ws, clerk| convene::set_state(ws, clerk, &id, MeetingState::Open));
    assert_eq!(reopen, sentence);
}

#[test]
fn one_meeting_is_in_progress_at_a_time() {
    let mut table = Table::laid();
    table.done(|ws, clerk| {
        convene::new_meeting(ws, clerk, MeetingKind::Forum, date(2018, 4, 10), "")
    });
    let second = table
        .ws
        .meetings()
        .keys()
        .next_back()
        .expect("the second")
        .clone();
    let refusal =
        table.refused(|ws, clerk| convene::set_state(ws, clerk, &second, MeetingState::InProgress));
    assert_eq!(
        refusal,
        "meeting 2018-04-09 is in progress; close it before another begins"
    );
}

#[test]
fn two_meetings_on_one_day_have_two_ids() {
    let mut table = Table::laid();
    table.done(|ws, clerk| convene::new_meeting(ws, clerk, MeetingKind::Forum, clerk.today(), ""));
    let ids: Vec<&str> = table.ws.meetings().keys().map(Id::as_str).collect();
    assert_eq!(ids, ["2018-04-09", "2018-04-09-2"]);
}

#[test]
fn an_empty_text_records_nothing() {
    let mut table = Table::laid();
    let id = table
        .ws
        .meetings()
        .keys()
        .next()
        .expect("the meeting")
        .clone();
    let empty = table
        .refused(|ws, clerk| minute::minute(ws, clerk, &id, saying(MinuteKind::Note, None, " \n")));
    assert_eq!(empty, "nothing was typed, so nothing was recorded");
    let subject = Subject::commitment(&uk(63));
    let nothing = table.refused(|ws, clerk| report::report(ws, clerk, &subject, Report::default()));
    assert_eq!(
        nothing,
        "nothing to record: give a status, a note or evidence"
    );
}

#[test]
fn a_dropped_action_needs_a_reason() {
    let mut table = Table::laid();
    table.done(|ws, clerk| {
        minute::add_action(ws, clerk, &saying(MinuteKind::Action, None, "Fix ids"))
    });
    let id = table
        .ws
        .actions()
        .keys()
        .next()
        .expect("the action")
        .clone();
    let empty = Paragraphs::default();
    let refusal =
        table.refused(|ws, clerk| act::set_state(ws, clerk, &id, ActionState::Dropped, empty));
    assert_eq!(
        refusal,
        "say why it is dropped: a dropped action needs a reason"
    );
    table
        .done(|ws, clerk| act::set_state(ws, clerk, &id, ActionState::Dropped, "Overtaken".into()));
    assert_eq!(table.ws.actions()[&id].state(), ActionState::Dropped);
}

#[test]
fn the_next_review_is_due_by_the_cadence() {
    let table = Table::laid();
    let review = crate::model::calendar::next_review(&table.ws, date(2018, 5, 1));
    assert_eq!(review.due, Some(date(2018, 8, 9)));
    assert_eq!(review.propose, date(2018, 8, 9));
    let late = crate::model::calendar::next_review(&table.ws, date(2018, 9, 1));
    assert_eq!(late.propose, date(2018, 9, 1));
}

#[test]
fn a_new_plan_promised_a_review_every_four_months_and_nobody_had_said_so() {
    let plan = Plan::new(PlanId::parse("new").expect("an id"), "A plan");
    let promises = (
        plan.cadence_months,
        plan.minister_meetings,
        plan.addition_points,
    );
    assert_eq!((promises, plan.minutes_days), ((0, 0, 0), 0));
}

#[test]
fn a_new_commitment_takes_the_next_id() {
    let table = Table::laid();
    assert_eq!(add::next_commitment_id(&table.ws), Some(uk(64)));
}

#[test]
fn undo_leaves_final_minutes_alone_and_takes_back_what_was_done_before() {
    let mut table = Table::laid();
    let about = Subject::commitment(&uk(63));
    table.done(|ws, clerk| {
        let told = Report {
            status: Some(Status::Limited),
            ..Report::default()
        };
        report::report(ws, clerk, &about, told)
    });
    let id = table
        .ws
        .meetings()
        .keys()
        .next()
        .expect("a meeting")
        .clone();
    for state in [MeetingState::Closed, MeetingState::Final] {
        table.done(|ws, clerk| convene::set_state(ws, clerk, &id, state));
    }
    let undone = table.history.undo(&mut table.ws).expect("nothing is stale");
    assert_eq!((undone, table.history.stopped_at()), (None, Some(&id)));
    assert_eq!(table.ws.meetings()[&id].state, MeetingState::Final);
    table.done(|ws, clerk| {
        let wrong = correct::Wrong {
            after: "Nobody objected.".into(),
            by: "Involve".into(),
            why: "one did".into(),
            ..correct::Wrong::default()
        };
        correct::correct(ws, clerk, &id, wrong)
    });
    assert!(table.ws.meetings()[&id].is_as_sealed());
    assert!(
        table
            .history
            .undo(&mut table.ws)
            .expect("nothing is stale")
            .is_some()
    );
    assert_eq!(table.ws.meetings()[&id].corrections, []);
}

#[test]
fn what_is_changed_in_a_meeting_is_in_its_minutes_and_undo_takes_it_out() {
    let mut table = Table::laid();
    let id = table
        .ws
        .meetings()
        .keys()
        .next()
        .expect("a meeting")
        .clone();
    table.done(|ws, clerk| {
        let told = Report {
            status: Some(Status::Limited),
            ..Report::default()
        };
        report::report(ws, clerk, &Subject::commitment(&uk(63)), told)
    });
    let words = |table: &Table| -> Vec<String> {
        let changed = table.ws.meetings()[&id].changed.iter();
        changed.map(|c| c.words.clone()).collect()
    };
    assert_eq!(words(&table), ["UK0063: no status → limited"]);
    let undone = table.history.undo(&mut table.ws).expect("nothing is stale");
    assert!(undone.is_some());
    assert_eq!(words(&table), [""; 0]);
}

#[test]
fn an_item_that_names_itself_has_a_title_all_the_same() {
    let mut table = Table::laid();
    let id = table
        .ws
        .meetings()
        .keys()
        .next()
        .expect("a meeting")
        .clone();
    let proposed = agenda::Proposed {
        topic: Some(Topic::Item(id.clone(), Id::parse("x").expect("an id"))),
        ..agenda::Proposed::default()
    };
    table.done(|ws, clerk| agenda::put_on(ws, clerk, &id, vec![proposed]));
    let mut meeting = Meeting::clone(&table.ws.meetings()[&id]);
    for item in &mut meeting.agenda {
        item.topic = Some(Topic::Item(id.clone(), item.id.clone()));
        item.title.clear();
    }
    table.ws.admit(std::sync::Arc::new(meeting));
    let item = &table.ws.meetings()[&id].agenda[0];
    assert_eq!(agenda::shown_title(&table.ws, item), "item of 2018-04-09");
}
