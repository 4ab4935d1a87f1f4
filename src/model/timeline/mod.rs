//! What happened and is to happen in the cycle of a plan, in order: read from the records, stored nowhere.
//!
//! ```text
//! of_plan         the cycle, what was published, the meetings
//! of_commitment   one promise: its dates, what was said, what was put off
//! story           the same, with the meetings in which it was talked about
//! moments         all of a plan
//! ```

mod words;

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::commitment::{Commitment, Milestone};
use super::deadline::Past;
use super::discussed;
use super::ids::{CommitmentId, MeetingId, PlanId, RecordRef, Subject};
use super::later::in_order_of;
use super::meeting::{Meeting, MeetingKind, MeetingState};
use super::plan::Plan;
use super::replan::Replan;
use super::status::{Side, Standing, Status, Update};
use super::workspace::Workspace;
use crate::base::date::FuzzyDate;

/// Something with a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// When, as exactly as the record has it.
    pub date: FuzzyDate,
    /// The commitment or milestone it is about; `None` for the plan as a whole.
    pub subject: Option<Subject>,
    /// What happens.
    pub what: What,
    /// The record that says so; `None` for the plan's own file.
    pub record: Option<RecordRef>,
}

/// What happens at a moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A step in the making of the plan, in words.
    Made(&'static str),
    /// The cycle of the plan begins.
    CycleBegins,
    /// The cycle of the plan ends.
    CycleEnds,
    /// The plan is published.
    PlanPublished,
    /// An assessment by the government itself is published, in words.
    Assessed(&'static str),
    /// So many commitments are published while the plan runs.
    CommitmentsPublished(usize),
    /// A meeting of the two sides, and how it stands.
    Meets(MeetingKind, Held),
    /// The note of a meeting is published.
    MinutesPublished(MeetingId),
    /// A meeting in which the commitment was talked about.
    TalkedAbout(MeetingKind),
    /// The commitment is published while the plan runs.
    Published,
    /// It is added in a meeting.
    Added(MeetingId),
    /// Work on it begins.
    Begins,
    /// It is to be done.
    Due(Kept),
    /// Somebody says how it stands.
    Said {
        /// Who.
        side: Side,
        /// How it stands, if that was said.
        status: Option<Status>,
        /// How it stood before, where that was something else.
        before: Option<Status>,
        /// The meeting it was said in.
        meeting: Option<MeetingId>,
    },
    /// Its date is moved.
    Replanned {
        /// The date that was promised before.
        from: FuzzyDate,
        /// The date that is promised now.
        to: FuzzyDate,
        /// The meeting it was told in.
        meeting: Option<MeetingId>,
    },
}

/// Whether a meeting took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// It was held.
    Yes,
    /// It is being held.
    Now,
    /// It is announced.
    ToCome,
    /// It is being prepared.
    Draft,
    /// Its day has passed, and it did not begin.
    No,
}

/// What became of a promise by its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Nothing more is to be done, by the last word of each who has spoken.
    Settled(Status),
    /// Nothing more is to be done for it because the commitment as a whole is settled; of itself nobody
    /// said so.
    OfTheWhole(Status),
    /// Its date has passed.
    Past(Past),
    /// There is time left.
    Open,
}

impl Moment {
    /// Returns the day it stands at: the first day of what begins, the last one of all else;
    /// `None` for what has no end.
    pub fn day(&self) -> Option<Date> {
        match self.what {
            What::Begins | What::CycleBegins => self.date.first_day(),
            _ => self.date.last_day(),
        }
    }

    fn about(subject: &Subject, date: FuzzyDate, what: What) -> Self {
        Self {
            date,
            subject: Some(subject.clone()),
            what,
            record: Some(subject.clone().into()),
        }
    }
}

/// Returns all moments of a plan, in order.
pub fn moments(workspace: &Workspace, plan: &PlanId, today: Date) -> Vec<Moment> {
    let mut all = of_plan(workspace, plan, today);
    // Each is told of with its commitment.
    all.retain(|moment| !matches!(moment.what, What::CommitmentsPublished(_)));
    let commitments = workspace.commitments().values();
    for held in commitments.filter(|held| held.plan == *plan && held.binned.is_none()) {
        all.extend(of_commitment(workspace, held, today));
    }
    in_order(all)
}

/// Returns the moments of a plan as a whole, in order: its cycle, what was published, its meetings.
pub fn of_plan(workspace: &Workspace, plan: &PlanId, today: Date) -> Vec<Moment> {
    let mut all = workspace
        .plans()
        .get(plan)
        .map_or_else(Vec::new, |p| own(p));
    let meetings = workspace.meetings().values();
    for meeting in meetings.filter(|held| held.plan == *plan && held.binned.is_none()) {
        all.extend(of_meeting(meeting, today));
    }
    let mut published: BTreeMap<Date, usize> = BTreeMap::new();
    let commitments = workspace.commitments().values();
    for held in commitments.filter(|held| held.plan == *plan && held.binned.is_none()) {
        if let Some(day) = held.published {
            *published.entry(day).or_default() += 1;
        }
    }
    all.extend(published.into_iter().map(|(day, count)| Moment {
        date: FuzzyDate::Day(day),
        subject: None,
        what: What::CommitmentsPublished(count),
        record: None,
    }));
    in_order(all)
}

/// Returns the moments of one commitment and its milestones, in order.
pub fn of_commitment(workspace: &Workspace, held: &Commitment, today: Date) -> Vec<Moment> {
    let whole = Subject::commitment(&held.id);
    let mut all = Vec::new();
    all.extend(
        held.start
            .map(|day| Moment::about(&whole, day, What::Begins)),
    );
    let standing = held.standing();
    let due = |end| {
        let kept = kept(held.past_date(today), standing);
        Moment::about(&whole, end, What::Due(kept))
    };
    all.extend(held.end.map(due));
    let published = held.published.map(FuzzyDate::Day);
    all.extend(published.map(|day| Moment::about(&whole, day, What::Published)));
    all.extend(added(workspace, &whole, held.added_in.as_ref()));
    all.extend(said(workspace, &whole, &held.updates));
    all.extend(replanned(workspace, &whole, &held.replans));
    for milestone in held.live_milestones() {
        all.extend(of_milestone(workspace, held, milestone, today));
    }
    in_order(all)
}

/// Returns the moments of one commitment with the meetings in which it was talked about, in order.
pub fn story(workspace: &Workspace, id: &CommitmentId, today: Date) -> Vec<Moment> {
    let Some(held) = workspace.commitments().get(id) else {
        return Vec::new();
    };
    let subject = Subject::commitment(id);
    let mut all = of_commitment(workspace, held, today);
    for meeting in discussed::of_subject(workspace, &subject) {
        let Some(meeting) = workspace.meetings().get(&meeting) else {
            continue;
        };
        all.push(Moment {
            date: FuzzyDate::Day(meeting.date),
            subject: Some(subject.clone()),
            what: What::TalkedAbout(meeting.kind),
            record: Some(RecordRef::Meeting(meeting.id.clone())),
        });
    }
    in_order(all)
}

fn in_order(mut moments: Vec<Moment>) -> Vec<Moment> {
    moments.sort_by_key(|moment| moment.day().unwrap_or(Date::MAX));
    moments
}

/// Returns what the plan's own file says.
fn own(plan: &Plan) -> Vec<Moment> {
    let made = &plan.co_creation;
    let made = [
        (made.announced, "the ways to take part are published"),
        (made.began, "co-creation begins"),
        (made.inputs_from, "the first day for contributions"),
        (made.inputs_until, "the last day for contributions"),
    ];
    let made = made
        .into_iter()
        .map(|(day, words)| (day.map(FuzzyDate::Day), What::Made(words)));
    let others = [
        (plan.start, What::CycleBegins),
        (plan.published.map(FuzzyDate::Day), What::PlanPublished),
        (
            plan.mid_term_report.published,
            What::Assessed("mid-term self-assessment"),
        ),
        (
            plan.end_of_term_report.published,
            What::Assessed("end-of-term self-assessment"),
        ),
        (plan.end, What::CycleEnds),
    ];
    let dated = made.chain(others);
    dated
        .filter_map(|(date, what)| {
            Some(Moment {
                date: date?,
                subject: None,
                what,
                record: None,
            })
        })
        .collect()
}

fn of_meeting(meeting: &Meeting, today: Date) -> impl Iterator<Item = Moment> {
    let state = match meeting.state {
        MeetingState::InProgress => Held::Now,
        MeetingState::Closed | MeetingState::Final => Held::Yes,
        MeetingState::Draft | MeetingState::Open if meeting.date < today => Held::No,
        MeetingState::Draft => Held::Draft,
        MeetingState::Open => Held::ToCome,
    };
    let record = RecordRef::Meeting(meeting.id.clone());
    let moment = |day, what| Moment {
        date: FuzzyDate::Day(day),
        subject: None,
        what,
        record: Some(record.clone()),
    };
    let meets = moment(meeting.date, What::Meets(meeting.kind, state));
    let note = meeting
        .published
        .map(|day| moment(day, What::MinutesPublished(meeting.id.clone())));
    std::iter::once(meets).chain(note)
}

fn of_milestone(
    workspace: &Workspace,
    held: &Commitment,
    milestone: &Milestone,
    today: Date,
) -> Vec<Moment> {
    let subject = Subject::milestone(&held.id, &milestone.id);
    let mut all = Vec::new();
    let begins = milestone.start;
    all.extend(begins.map(|day| Moment::about(&subject, day, What::Begins)));
    all.extend(milestone.due.map(|due| {
        let past = held.milestone_past(milestone, today);
        // Nothing more is to be done for a promise that is kept or taken back as a whole.
        let kept = match kept(past, milestone.standing()) {
            Kept::Open if due.is_past(today) => match kept(None, held.standing()) {
                Kept::Settled(status) => Kept::OfTheWhole(status),
                open => open,
            },
            kept => kept,
        };
        Moment::about(&subject, due, What::Due(kept))
    }));
    all.extend(added(workspace, &subject, milestone.added_in.as_ref()));
    all.extend(said(workspace, &subject, &milestone.updates));
    all.extend(replanned(workspace, &subject, &milestone.replans));
    all
}

fn kept(past: Option<Past>, standing: Standing) -> Kept {
    match (past, standing.shown()) {
        (Some(past), _) => Kept::Past(past),
        (None, Some((status, _))) if standing.is_reported_settled() => Kept::Settled(status),
        (None, _) => Kept::Open,
    }
}

fn added(workspace: &Workspace, subject: &Subject, meeting: Option<&MeetingId>) -> Option<Moment> {
    let meeting = workspace.meetings().get(meeting?)?;
    let date = FuzzyDate::Day(meeting.date);
    Some(Moment::about(
        subject,
        date,
        What::Added(meeting.id.clone()),
    ))
}

fn said(workspace: &Workspace, subject: &Subject, updates: &[Update]) -> Vec<Moment> {
    let live = in_order_of(updates, |update| workspace.day_of(update));
    // What both agreed on is where either side goes on from.
    let mut agreed: Option<Status> = None;
    let mut latest: Option<Status> = None;
    let mut own: [(Side, Option<Status>); 2] =
        [(Side::Government, None), (Side::CivilSociety, None)];
    let moment = |update: &Update| {
        let stood = own.iter_mut().find(|(side, _)| *side == update.side);
        let last = match &stood {
            Some((_, last)) => last.or(agreed),
            None => agreed.or(latest),
        };
        let before = last.filter(|before| update.status.is_some_and(|now| now != *before));
        latest = update.status.or(latest);
        match (stood, update.status) {
            (_, None) => {}
            (Some((_, last)), status) => *last = status,
            (None, status) => {
                agreed = status;
                own = own.map(|(side, _)| (side, None));
            }
        }
        Moment {
            date: FuzzyDate::Day(workspace.day_of(update)),
            subject: Some(subject.clone()),
            what: What::Said {
                side: update.side,
                status: update.status,
                before,
                meeting: update.meeting.clone(),
            },
            record: Some(RecordRef::Update(subject.clone(), update.id.clone())),
        }
    };
    live.into_iter().map(moment).collect()
}

fn replanned(
    workspace: &Workspace,
    subject: &Subject,
    replans: &[Replan],
) -> impl Iterator<Item = Moment> {
    replans.iter().map(|replan| {
        let what = What::Replanned {
            from: replan.from,
            to: replan.to,
            meeting: replan.meeting.clone(),
        };
        Moment::about(subject, FuzzyDate::Day(workspace.day_of(replan)), what)
    })
}

#[cfg(test)]
mod tests;
