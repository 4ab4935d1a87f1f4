//! The records as they were known at the end of a day.
//!
//! What has a day, be it that of the meeting it was said in, is there from that day on: updates and steps, meetings, commitments and milestones
//! added, corrections, approval, publication, the bin. What has none, such as a title, stands as it
//! does now; the reviewer's conclusions and the sources of what is recorded, which have none, are left
//! out until the plan is over.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::action::Action;
use super::assessment::Assessment;
use super::commitment::{Commitment, Milestone};
use super::forum::ForumDocument;
use super::ids::{MeetingId, PlanId};
use super::meeting::Meeting;
use super::paragraphs::Paragraphs;
use super::plan::Plan;
use super::replan::{Replan, promised_before};
use super::said::Said;
use super::status::Update;
use super::workspace::{Record, Workspace};
use crate::base::date::FuzzyDate;

impl Workspace {
    /// Returns the records as they were known at the end of `day`. What did not change since is shared.
    #[must_use]
    pub fn as_of(&self, day: Date) -> Self {
        let then = Then::new(self, day);
        let mut past = Self::new(self.settings().clone());
        for unread in self.unread() {
            past.leave_out(unread.clone());
        }
        for plan in self.plans().values() {
            past.admit(kept_or(plan, then.plan(plan)));
        }
        for commitment in self.commitments().values() {
            admit_some(&mut past, commitment, then.commitment(commitment));
        }
        for meeting in self.meetings().values() {
            admit_some(&mut past, meeting, then.meeting(meeting));
        }
        for action in self.actions().values() {
            admit_some(&mut past, action, then.action(action));
        }
        for stakeholder in self.stakeholders().values() {
            let mut held = (**stakeholder).clone();
            then.only_by_then(&mut held.binned);
            stakeholder.name_on(day).clone_into(&mut held.name);
            held.former_names.retain(|was| was.until < day);
            past.admit(kept_or(stakeholder, held));
        }
        for contact in self.contacts().values() {
            let mut held = (**contact).clone();
            then.only_by_then(&mut held.binned);
            admit_some(&mut past, contact, (held.date <= day).then_some(held));
        }
        past
    }
}

fn admit_some<T: Record>(past: &mut Workspace, now: &Arc<T>, then: Option<T>) {
    if let Some(then) = then {
        past.admit(kept_or(now, then));
    }
}

/// Returns the record of today where it was the same then.
fn kept_or<T: PartialEq>(now: &Arc<T>, then: T) -> Arc<T> {
    if **now == then {
        Arc::clone(now)
    } else {
        Arc::new(then)
    }
}

/// A day, and what came after it.
struct Then<'w> {
    workspace: &'w Workspace,
    day: Date,
    later: BTreeSet<MeetingId>,
    /// The plans that were not over.
    running: BTreeSet<PlanId>,
    /// The plans that were not published, which had no commitments.
    to_come: BTreeSet<PlanId>,
}

impl<'w> Then<'w> {
    fn new(workspace: &'w Workspace, day: Date) -> Self {
        let later = workspace
            .meetings()
            .values()
            .filter(|meeting| meeting.date > day);
        let runs = |plan: &&Arc<Plan>| {
            let end = plan.end.and_then(FuzzyDate::last_day);
            end.is_none_or(|end| end >= day)
        };
        let running = workspace.plans().values().filter(runs);
        let to_come = |plan: &&Arc<Plan>| plan.published.is_some_and(|published| published > day);
        let to_come = workspace.plans().values().filter(to_come);
        Self {
            workspace,
            day,
            to_come: to_come.map(|plan| plan.id.clone()).collect(),
            later: later.map(|meeting| meeting.id.clone()).collect(),
            running: running.map(|plan| plan.id.clone()).collect(),
        }
    }

    fn is_later(&self, meeting: Option<&MeetingId>) -> bool {
        meeting.is_some_and(|meeting| self.later.contains(meeting))
    }

    fn plan(&self, plan: &Plan) -> Plan {
        let mut plan = plan.clone();
        let made = &mut plan.co_creation;
        for day in [
            &mut made.announced,
            &mut made.began,
            &mut made.inputs_from,
            &mut made.inputs_until,
        ] {
            self.only_by_then(day);
        }
        made.contributions.retain(|one| one.date <= self.day);
        for contribution in &mut made.contributions {
            self.only_by_then(&mut contribution.binned);
            if contribution.responded.is_some_and(|day| day > self.day) {
                contribution.responded = None;
                contribution.response = Paragraphs::default();
            }
        }
        let was_there = |document: &ForumDocument| {
            let first = document.dated.and_then(FuzzyDate::first_day);
            first.is_none_or(|first| first <= self.day)
        };
        plan.documents.retain(was_there);
        for document in &mut plan.documents {
            self.only_by_then(&mut document.binned);
        }
        for report in [&mut plan.mid_term_report, &mut plan.end_of_term_report] {
            self.only_by_then(&mut report.comments_from);
            self.only_by_then(&mut report.comments_until);
            let first = report.published.and_then(FuzzyDate::first_day);
            if first.is_some_and(|first| first > self.day) {
                report.published = None;
                report.link.clear();
            }
        }
        plan
    }

    /// Leaves out a day that had not come.
    fn only_by_then(&self, day: &mut Option<Date>) {
        *day = day.filter(|day| *day <= self.day);
    }

    fn commitment(&self, commitment: &Commitment) -> Option<Commitment> {
        // One that was added in a meeting was known from then on.
        let is_known =
            commitment.added_in.is_some() || commitment.published.is_none_or(|day| day <= self.day);
        let made = commitment.made_on();
        if !is_known
            || made.is_some_and(|made| made > self.day)
            || self.to_come.contains(&commitment.plan)
            || self.is_later(commitment.added_in.as_ref())
        {
            return None;
        }
        let mut commitment = commitment.clone();
        self.only_by_then(&mut commitment.published);
        self.only_by_then(&mut commitment.binned);
        self.updates(&mut commitment.updates);
        commitment.pulses.retain(|pulse| self.was_said(pulse));
        for pulse in &mut commitment.pulses {
            pulse.date = self.workspace.day_of(pulse);
            self.only_by_then(&mut pulse.binned);
        }
        commitment.descent.retain(|from| from.date <= self.day);
        self.replans(&mut commitment.end, &mut commitment.replans);
        let milestones = &mut commitment.milestones;
        milestones.retain(|milestone| {
            let added = milestone.added.is_none_or(|added| added <= self.day);
            added && !self.is_later(milestone.added_in.as_ref())
        });
        for Milestone {
            updates,
            binned,
            due,
            replans,
            ..
        } in milestones
        {
            self.replans(due, replans);
            self.updates(updates);
            self.only_by_then(binned);
        }
        if self.running.contains(&commitment.plan) {
            commitment.assessment = Assessment::default();
            commitment.sources.clear();
        }
        Some(commitment)
    }

    /// Takes back what was re-planned later: the date is what it was before the first of it.
    fn replans(&self, due: &mut Option<FuzzyDate>, replans: &mut Vec<Replan>) {
        *due = promised_before(*due, replans, |replan| !self.was_said(replan));
        replans.retain(|replan| self.was_said(replan));
    }

    /// Returns true for what was said by then: in a meeting by its day, else by its own.
    fn was_said(&self, said: &impl Said) -> bool {
        self.workspace.day_of(said) <= self.day
    }

    fn updates(&self, updates: &mut Vec<Update>) {
        updates.retain(|update| self.was_said(update));
        for update in updates {
            update.date = self.workspace.day_of(update);
            self.only_by_then(&mut update.binned);
        }
    }

    fn meeting(&self, meeting: &Meeting) -> Option<Meeting> {
        if meeting.date > self.day {
            return None;
        }
        let mut meeting = meeting.clone();
        self.only_by_then(&mut meeting.binned);
        self.only_by_then(&mut meeting.published);
        if self.is_later(meeting.approved_by.as_ref()) {
            meeting.approved_by = None;
        }
        meeting
            .corrections
            .retain(|correction| correction.date <= self.day);
        for correction in &mut meeting.corrections {
            if self.is_later(correction.approved_by.as_ref()) {
                correction.approved_by = None;
            }
        }
        Some(meeting)
    }

    fn action(&self, action: &Action) -> Option<Action> {
        if !self.was_said(action) {
            return None;
        }
        let mut action = action.clone();
        self.only_by_then(&mut action.binned);
        action.steps.retain(|step| self.was_said(step));
        Some(action)
    }
}
