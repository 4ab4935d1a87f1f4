//! What does not fit together between records. Analyses give problems, never
//! errors: a record with a problem is still shown.

use std::collections::HashSet;

use jiff::civil::Date;

use super::ahead::ahead;
use super::commitment::Commitment;
use super::ids::{
    ActionId, CommitmentId, EntryId, MeetingId, PlanId, RecordRef, StakeholderId, Subject,
};
use super::meeting::{Meeting, MeetingState};
use super::order;
use super::place::Place;
use super::requirements::Requirement;
use super::status::Update;
use super::unread::Unread;
use super::workspace::Workspace;

/// Something that does not fit, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The record it is in.
    pub record: Option<RecordRef>,
    /// What is wrong.
    pub what: String,
    /// The way out.
    pub hint: String,
}

/// Looks for what does not fit between the records, or with the day it is today.
pub fn check(workspace: &Workspace, today: Date) -> Vec<Problem> {
    let mut problems = Problems {
        workspace,
        found: Vec::new(),
    };
    problems.settings();
    for commitment in workspace.commitments().values() {
        problems.commitment(commitment);
    }
    for meeting in workspace.meetings().values() {
        problems.meeting(meeting);
    }
    problems.actions_and_contacts();
    problems.plans();
    problems.one_meeting_at_a_time();
    problems.found.extend(ahead(workspace, today));
    problems.found
}

struct Problems<'w> {
    workspace: &'w Workspace,
    found: Vec<Problem>,
}

impl Problems<'_> {
    /// Tells whether something is there and could not be read: it is not unknown, only unread.
    fn is_unread(&self, unread: &Unread) -> bool {
        self.workspace.unread().contains(unread)
    }

    fn knows_plan(&self, id: &PlanId) -> bool {
        let is_read = self.workspace.plans().contains_key(id);
        is_read || self.is_unread(&Unread::Plan(id.clone()))
    }

    fn knows_action(&self, id: &ActionId) -> bool {
        self.workspace.actions().contains_key(id) || self.is_unread(&Unread::Actions)
    }

    fn knows_stakeholder(&self, id: &StakeholderId) -> bool {
        self.workspace.stakeholders().contains_key(id) || self.is_unread(&Unread::Stakeholders)
    }

    fn knows_meeting(&self, id: &MeetingId) -> bool {
        let is_read = self.workspace.meetings().contains_key(id);
        is_read || self.is_unread(&Unread::Meeting(id.clone()))
    }

    fn misses_commitments(&self) -> bool {
        let mut unread = self.workspace.unread().iter();
        unread.any(|unread| matches!(unread, Unread::Commitment(_)))
    }

    fn add(&mut self, record: Option<RecordRef>, what: String, hint: &str) {
        self.found.push(Problem {
            record,
            what,
            hint: hint.to_owned(),
        });
    }

    fn settings(&mut self) {
        let current = &self.workspace.settings().current;
        if !self.knows_plan(current) {
            let what = format!("the current plan `{current}` is not among the plans");
            self.add(
                None,
                what,
                "set `current` in workspace.ron to the id of a plan",
            );
        }
    }

    fn commitment(&mut self, commitment: &Commitment) {
        let record = RecordRef::Commitment(commitment.id.clone());
        if !self.knows_plan(&commitment.plan) {
            let what = format!(
                "{} is in the unknown plan `{}`",
                commitment.id, commitment.plan
            );
            self.add(
                Some(record.clone()),
                what,
                "correct `plan`, or add the plan's file",
            );
        }
        self.updates(&Subject::commitment(&commitment.id), &commitment.updates);
        let mut seen = HashSet::new();
        for milestone in &commitment.milestones {
            let subject = Subject::milestone(&commitment.id, &milestone.id);
            if !seen.insert(&milestone.id) {
                let what = format!(
                    "{} has two milestones of the id `{}`",
                    commitment.id, milestone.id
                );
                self.add(Some(record.clone()), what, "give one of them another id");
            }
            self.known_meeting(&record, milestone.added_in.as_ref());
            self.places(&record, &milestone.shown_by);
            self.in_order(&subject.clone().into(), order::of_milestone(milestone));
            self.updates(&subject, &milestone.updates);
        }
        self.in_order(&record, order::of_commitment(commitment));
        self.pulses(commitment);
        self.known_meeting(&record, commitment.added_in.as_ref());
    }

    fn updates(&mut self, subject: &Subject, updates: &[Update]) {
        let record = RecordRef::from(subject.clone());
        self.no_id_twice(
            &record,
            &format!("{subject} has two updates"),
            updates.iter().map(|u| &u.id),
        );
        for update in updates {
            self.known_meeting(&record, update.meeting.as_ref());
        }
    }

    fn places(&mut self, record: &RecordRef, places: &[Place]) {
        for place in places {
            match place {
                Place::Promise(subject) => self.known_subject(record, Some(subject)),
                Place::Meeting(id) => self.known_meeting(record, Some(id)),
                Place::Requirement(id) => {
                    let known = Requirement::built_in().unwrap_or_default();
                    if !known.iter().any(|one| one.id == *id) {
                        let name = super::verbs::revise::name_of(self.workspace, record);
                        let what = format!("{name} is shown by the unknown requirement `{id}`");
                        let hint = "`roundtable standards --json` has their ids";
                        self.add(Some(record.clone()), what, hint);
                    }
                }
                Place::List(_) => {}
            }
        }
    }

    fn pulses(&mut self, commitment: &Commitment) {
        let record = RecordRef::Commitment(commitment.id.clone());
        let ids = commitment.pulses.iter().map(|pulse| &pulse.id);
        let what = format!("{} has two answers to the three questions", commitment.id);
        self.no_id_twice(&record, &what, ids);
        for pulse in &commitment.pulses {
            self.known_meeting(&record, pulse.meeting.as_ref());
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        let record = RecordRef::Meeting(meeting.id.clone());
        let name = format!("meeting {}", meeting.id);
        if !self.knows_plan(&meeting.plan) {
            let what = format!("{name} is about the unknown plan `{}`", meeting.plan);
            self.add(
                Some(record.clone()),
                what,
                "correct `plan`, or add the plan's file",
            );
        }
        self.no_id_twice(
            &record,
            &format!("{name} has two minutes"),
            meeting.minutes.iter().map(|m| &m.id),
        );
        self.no_id_twice(
            &record,
            &format!("{name} has two lines of the roll"),
            meeting.roll.iter().map(|l| &l.id),
        );
        self.no_id_twice(
            &record,
            &format!("{name} has two items of the agenda"),
            meeting.agenda.iter().map(|i| &i.id),
        );
        for minute in &meeting.minutes {
            self.known_subject(&record, minute.about.as_ref());
            if let Some(action) = &minute.action
                && !self.knows_action(action)
            {
                let what = format!("{name} names the unknown action `{action}`");
                self.add(
                    Some(record.clone()),
                    what,
                    "add it to actions.ron, or take `action` out",
                );
            }
        }
        self.in_order(&record, order::of_meeting(meeting));
        if let Some(zone) = meeting.zone.as_ref().filter(|zone| zone.here().is_none()) {
            let what = format!("{name} is in the time zone `{zone}`, which is not known here");
            self.add(
                Some(record.clone()),
                what,
                "correct `zone`, as in Europe/London",
            );
        }
        for line in &meeting.roll {
            let on_roll = RecordRef::Attendance(meeting.id.clone(), line.id.clone());
            self.in_order(&on_roll, order::of_attendance(line));
            if let Some(id) = &line.stakeholder
                && !self.knows_stakeholder(id)
            {
                let what = format!("the roll of {name} names the unknown stakeholder `{id}`");
                self.add(Some(record.clone()), what, "add it to stakeholders.ron");
            }
        }
        self.known_meeting(&record, meeting.approved_by.as_ref());
        self.seals(meeting, &record);
    }

    fn seals(&mut self, meeting: &Meeting, record: &RecordRef) {
        const TAKE_BACK: &str = "take the change back; c adds a correction in the open";
        let id = &meeting.id;
        let (what, hint) = match &meeting.seal {
            _ if meeting.state != MeetingState::Final => return,
            None => (
                format!(
                    "the final minutes of {id} have no seal, so nobody can tell if they changed"
                ),
                "compare them with what was published",
            ),
            Some(_) if !meeting.is_as_sealed() => (
                format!("the minutes of {id} changed after they were final"),
                TAKE_BACK,
            ),
            // Some of them may be in a file that could not be read.
            Some(_) if self.misses_commitments() => return,
            Some(_) if !meeting.has_sealed_updates(self.workspace) => (
                format!(
                    "an update made in {id} changed or went missing after its minutes were final"
                ),
                TAKE_BACK,
            ),
            Some(_) => return,
        };
        self.add(Some(record.clone()), what, hint);
    }

    fn actions_and_contacts(&mut self) {
        for action in self.workspace.actions().values() {
            let record = RecordRef::Action(action.id.clone());
            self.no_id_twice(
                &record,
                &format!("action `{}` has two steps", action.id),
                action.steps.iter().map(|step| &step.id),
            );
            for step in &action.steps {
                self.known_meeting(&record, step.meeting.as_ref());
            }
            self.known_subject(&record, action.about.as_ref());
            self.known_meeting(&record, action.meeting.as_ref());
        }
        for contact in self.workspace.contacts().values() {
            for subject in &contact.about {
                if !self.knows(subject) {
                    let what = format!("contact `{}` is about the unknown `{subject}`", contact.id);
                    let record = RecordRef::Contact(contact.id.clone());
                    self.add(Some(record), what, "correct `about`, or add what it names");
                }
            }
            for id in &contact.with {
                if !self.knows_stakeholder(id) {
                    let what = format!(
                        "contact `{}` names the unknown stakeholder `{id}`",
                        contact.id
                    );
                    let record = RecordRef::Contact(contact.id.clone());
                    self.add(Some(record), what, "add it to stakeholders.ron");
                }
            }
        }
    }

    fn plans(&mut self) {
        for plan in self.workspace.plans().values() {
            let record = RecordRef::Plan(plan.id.clone());
            let (documents, made) = (&plan.documents, &plan.co_creation.contributions);
            let ids = documents.iter().map(|document| &document.id);
            self.no_id_twice(&record, &format!("plan {} has two documents", plan.id), ids);
            self.in_order(&record, order::of_plan(plan));
            let ids = made.iter().map(|contribution| &contribution.id);
            let what = format!("plan {} has two contributions", plan.id);
            self.no_id_twice(&record, &what, ids);
            for contribution in made {
                let about = contribution.commitment.as_ref().map(Subject::commitment);
                let record = RecordRef::Contribution(plan.id.clone(), contribution.id.clone());
                self.known_subject(&record, about.as_ref());
            }
        }
    }

    fn one_meeting_at_a_time(&mut self) {
        let in_progress: Vec<&MeetingId> = self
            .workspace
            .meetings()
            .values()
            .filter(|m| m.state == MeetingState::InProgress && m.binned.is_none())
            .map(|m| &m.id)
            .collect();
        if let [_, second, ..] = in_progress.as_slice() {
            let record = RecordRef::Meeting((*second).clone());
            let what = format!("{} meetings are in progress at once", in_progress.len());
            self.add(Some(record), what, "close all but one of them");
        }
    }

    fn in_order(&mut self, record: &RecordRef, out_of_order: Option<String>) {
        if let Some(what) = out_of_order {
            let name = super::verbs::revise::name_of(self.workspace, record);
            let what = format!("{name}: {what}, and nothing ends before it begins");
            self.add(Some(record.clone()), what, "correct one of the two");
        }
    }

    fn no_id_twice<'i>(
        &mut self,
        record: &RecordRef,
        what: &str,
        ids: impl Iterator<Item = &'i EntryId>,
    ) {
        let mut seen = HashSet::new();
        for id in ids {
            if !seen.insert(id) {
                let what = format!("{what} of the id `{id}`");
                self.add(Some(record.clone()), what, "give one of them another id");
            }
        }
    }

    fn known_meeting(&mut self, record: &RecordRef, meeting: Option<&MeetingId>) {
        if let Some(id) = meeting
            && !self.knows_meeting(id)
        {
            let name = super::verbs::revise::name_of(self.workspace, record);
            let what = format!("{name} names the unknown meeting `{id}`");
            self.add(
                Some(record.clone()),
                what,
                "correct the id, or add the meeting's file",
            );
        }
    }

    fn known_subject(&mut self, record: &RecordRef, subject: Option<&Subject>) {
        let Some(subject) = subject else { return };
        if !self.knows(subject) {
            let name = super::verbs::revise::name_of(self.workspace, record);
            let what = format!("{name} is about the unknown `{subject}`");
            self.add(
                Some(record.clone()),
                what,
                "correct `about`, or add what it names",
            );
        }
    }

    fn knows(&self, subject: &Subject) -> bool {
        let id: &CommitmentId = &subject.commitment;
        match &subject.milestone {
            _ if self.is_unread(&Unread::Commitment(id.clone())) => true,
            None => self.workspace.commitments().contains_key(id),
            Some(_) => self.workspace.milestone(subject).is_some(),
        }
    }
}
