//! What is on record as done or said and is dated after today: a clock was wrong, or a day was mistyped.
//! What is planned is for days to come, and is left alone.

use jiff::civil::Date;

use super::check::Problem;
use super::commitment::Commitment;
use super::ids::{RecordRef, Subject};
use super::later::Dated;
use super::meeting::{Meeting, MeetingState};
use super::plan::Plan;
use super::replan::Replan;
use super::workspace::Workspace;
use crate::base::date::human_day;

/// Returns a problem for each thing that is dated after today.
pub fn ahead(workspace: &Workspace, today: Date) -> Vec<Problem> {
    let mut ahead = Ahead {
        today,
        found: Vec::new(),
    };
    for commitment in workspace.commitments().values() {
        ahead.commitment(workspace, commitment);
    }
    for meeting in workspace.meetings().values() {
        ahead.meeting(meeting);
    }
    for action in workspace.actions().values() {
        let (record, name) = (
            RecordRef::Action(action.id.clone()),
            format!("action `{}`", action.id),
        );
        ahead.look(&record, action.date, &name);
        ahead.bin(&record, action.binned, &name);
        ahead.said(&record, &action.steps, &format!("a step of {name}"));
    }
    for stakeholder in workspace.stakeholders().values() {
        let record = RecordRef::Stakeholder(stakeholder.id.clone());
        let name = format!("stakeholder `{}`", stakeholder.id);
        ahead.bin(&record, stakeholder.binned, &name);
    }
    for contact in workspace.contacts().values() {
        let record = RecordRef::Contact(contact.id.clone());
        let name = format!("contact `{}`", contact.id);
        ahead.look(&record, contact.date, &name);
        ahead.bin(&record, contact.binned, &name);
    }
    for plan in workspace.plans().values() {
        ahead.plan(plan);
    }
    ahead.found
}

struct Ahead {
    today: Date,
    found: Vec<Problem>,
}

impl Ahead {
    /// Looks at a day on which something was done or said. What is called last in `name`, between
    /// backquotes, is looked for in the file.
    fn look(&mut self, record: &RecordRef, day: Date, name: &str) {
        if day <= self.today {
            return;
        }
        self.found.push(Problem {
            record: Some(record.clone()),
            what: format!("dated {}, which is after today: {name}", human_day(day)),
            hint: "correct the day, where a clock was wrong".to_owned(),
        });
    }

    fn bin(&mut self, record: &RecordRef, binned: Option<Date>, name: &str) {
        if let Some(day) = binned {
            self.look(record, day, &format!("the bin for {name}"));
        }
    }

    fn said<T: Dated>(&mut self, record: &RecordRef, list: &[T], name: &str) {
        for said in list {
            self.look(record, said.date(), &format!("{name}, `{}`", said.id()));
        }
    }

    fn replans(&mut self, record: &RecordRef, replans: &[Replan], name: &str) {
        for replan in replans {
            let name = format!("a date of {name} that was moved, `{}`", replan.id);
            self.look(record, replan.date, &name);
        }
    }

    fn commitment(&mut self, workspace: &Workspace, held: &Commitment) {
        let record = RecordRef::Commitment(held.id.clone());
        let name = format!("`{}`", held.id);
        self.bin(&record, held.binned, &name);
        self.said(&record, &held.updates, &format!("an update of {}", held.id));
        self.replans(&record, &held.replans, &name);
        for pulse in &held.pulses {
            let name = format!(
                "answers to the three questions on {}, `{}`",
                held.id, pulse.id
            );
            self.look(&record, pulse.date, &name);
        }
        for milestone in &held.milestones {
            let subject = Subject::milestone(&held.id, &milestone.id);
            let (record, name) = (
                RecordRef::from(subject.clone()),
                workspace.subject_name(&subject),
            );
            self.bin(
                &record,
                milestone.binned,
                &format!("{name}, `{}`", milestone.id),
            );
            self.said(&record, &milestone.updates, &format!("an update of {name}"));
            self.replans(&record, &milestone.replans, &name);
        }
    }

    fn meeting(&mut self, meeting: &Meeting) {
        let record = RecordRef::Meeting(meeting.id.clone());
        let name = format!("meeting `{}`", meeting.id);
        if matches!(
            meeting.state,
            MeetingState::InProgress | MeetingState::Closed | MeetingState::Final
        ) {
            let state = meeting.state.words();
            self.look(&record, meeting.date, &format!("{name}, which is {state}"));
        }
        if let Some(day) = meeting.published {
            self.look(
                &record,
                day,
                &format!("the publication of the minutes of {name}"),
            );
        }
        for correction in &meeting.corrections {
            let name = format!(
                "correction {} to the minutes of {}, `{}`",
                correction.number, meeting.id, correction.id
            );
            self.look(&record, correction.date, &name);
        }
        self.bin(&record, meeting.binned, &name);
        for minute in &meeting.minutes {
            let name = format!("a minute of {}, `{}`", meeting.id, minute.id);
            self.bin(&record, minute.binned, &name);
        }
    }

    fn plan(&mut self, plan: &Plan) {
        for made in &plan.co_creation.contributions {
            let record = RecordRef::Contribution(plan.id.clone(), made.id.clone());
            let name = format!("a contribution to {}, `{}`", plan.id, made.id);
            self.look(&record, made.date, &name);
            if let Some(day) = made.responded {
                self.look(&record, day, &format!("the answer to {name}"));
            }
        }
    }
}
