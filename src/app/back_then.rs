//! The whole program as of a meeting: the records as they were known on its day, to be looked at.

use jiff::civil::{Date, DateTime};

use super::App;
use super::command::{Check, all_read};
use super::event::Event;
use crate::base::date::human_day;
use crate::model::{Meeting, MeetingId, Workspace};

/// What is looked at instead of the records of today.
#[derive(Debug)]
pub struct BackThen {
    /// The meeting.
    pub meeting: MeetingId,
    /// Its day.
    pub day: Date,
    /// The records of today.
    present: Workspace,
    /// The time it is.
    now: DateTime,
    /// Why nothing can be changed today, if nothing can.
    read_only: Option<String>,
}

impl App {
    /// Tells whether there is a meeting before what is looked at.
    pub(in crate::app) fn can_go_back(&self) -> Check {
        all_read(self)?;
        match self.before() {
            Some(_) => Ok(()),
            None => Err("there is no earlier meeting".to_owned()),
        }
    }

    /// Tells whether the past is looked at.
    pub(in crate::app) fn is_back_then(&self) -> Check {
        match self.back_then {
            Some(_) => Ok(()),
            None => Err("this is how things stand today; { goes back to a meeting".to_owned()),
        }
    }

    /// Tells whether the records are shown as they are: not as of a meeting, nor of another plan.
    pub(in crate::app) fn shows_what_is(&self) -> Check {
        match (&self.back_then, &self.other_plan) {
            (Some(_), _) => Err("this is how things stood then; Esc goes back to today".to_owned()),
            (None, Some(_)) => {
                Err("another plan is looked at; Esc in the list goes back".to_owned())
            }
            (None, None) => Ok(()),
        }
    }

    /// Shows everything as of the meeting before.
    pub(in crate::app) fn go_back(&mut self) {
        if let Some(meeting) = self.before() {
            self.look_back_to(&meeting);
        }
    }

    /// Shows everything as of the meeting after, or as of today.
    pub(in crate::app) fn go_on(&mut self) {
        match self.after() {
            Some(meeting) => self.look_back_to(&meeting),
            None => self.go_to_now(),
        }
    }

    /// Shows everything as of today again.
    pub(in crate::app) fn go_to_now(&mut self) {
        self.leave_the_past();
        self.tell("this is how things stand today");
    }

    /// Shows everything as of a meeting.
    pub(in crate::app) fn look_back_to(&mut self, id: &MeetingId) {
        self.leave_the_past();
        let Some(day) = self
            .session
            .workspace
            .meetings()
            .get(id)
            .map(|held| held.date)
        else {
            return;
        };
        let past = self.session.workspace.as_of(day);
        let why = format!(
            "as of {} nothing can be changed; Esc goes back to today",
            human_day(day)
        );
        self.back_then = Some(BackThen {
            meeting: id.clone(),
            day,
            present: std::mem::replace(&mut self.session.workspace, past),
            now: self.session.clerk.now(),
            read_only: self.session.read_only.replace(why),
        });
        self.tell_the_time(self.session.clerk.now());
        self.meetings.chosen = Some(id.clone());
        self.look_at_all_again();
        let day = human_day(day);
        self.tell(format!("as of {day}; }} goes on, Esc ends it"));
    }

    /// Puts the records of today in their place again; returns the meeting that was looked at.
    pub(super) fn leave_the_past(&mut self) -> Option<MeetingId> {
        let back_then = self.back_then.take()?;
        self.session.clerk.set_now(back_then.now);
        self.session.workspace = back_then.present;
        self.session.read_only = back_then.read_only;
        self.look_at_all_again();
        Some(back_then.meeting)
    }

    /// Has something that changes the records of today happen to them, whatever is looked at.
    pub(super) fn without_the_past(&mut self, event: Event, now: DateTime) {
        if !event.touches_records() {
            self.tell_the_time(now);
            return self.take(event);
        }
        let meeting = self.leave_the_past();
        let plan = self.lay_other_plan_aside();
        self.tell_the_time(now);
        self.take(event);
        self.take_other_plan_up(plan);
        if let Some(meeting) = meeting
            && self.is_of_plan_shown(&meeting)
        {
            let (said, chosen) = (self.message.clone(), self.meetings.chosen.clone());
            self.look_back_to(&meeting);
            // Whoever looks back goes on with it.
            (self.message, self.meetings.chosen) = (said, chosen);
        }
    }

    fn is_of_plan_shown(&self, meeting: &MeetingId) -> bool {
        let workspace = &self.session.workspace;
        let meeting = workspace.meetings().get(meeting);
        meeting.is_some_and(|meeting| meeting.plan == workspace.settings().current)
    }

    /// Has the clerk know what time it is, on the day that is looked at.
    fn tell_the_time(&mut self, now: DateTime) {
        let then = self.back_then.as_mut().map(|back_then| {
            back_then.now = now;
            back_then.day.to_datetime(now.time())
        });
        self.session.clerk.set_now(then.unwrap_or(now));
    }

    pub(super) fn look_at_all_again(&mut self) {
        self.memory.changes += 1;
        let today = self.session.clerk.today();
        self.commitments.rebuild(&self.session.workspace, today);
    }

    /// Returns the records of today, whatever is looked at.
    pub fn of_today(&self) -> &Workspace {
        let present = self.back_then.as_ref().map(|back_then| &back_then.present);
        present.unwrap_or(&self.session.workspace)
    }

    /// Returns the meetings of the current plan that were held by today, in order, one of each day.
    pub(super) fn held(&self) -> Vec<&Meeting> {
        let workspace = self.of_today();
        let now = self.back_then.as_ref().map(|back_then| back_then.now);
        let today = now.unwrap_or(self.session.clerk.now()).date();
        let meetings = workspace.meetings().values().map(AsRef::as_ref);
        let held = meetings.filter(|meeting: &&Meeting| {
            let is_of_plan = meeting.plan == workspace.settings().current;
            meeting.was_held() && is_of_plan && meeting.date <= today
        });
        let mut held: Vec<&Meeting> = held.collect();
        held.sort_by(|one, other| (one.date, &one.id).cmp(&(other.date, &other.id)));
        held.dedup_by(|next, held| next.date == held.date);
        held
    }

    fn before(&self) -> Option<MeetingId> {
        let held = self.held();
        let is_before = |meeting: &&&Meeting| match &self.back_then {
            Some(back_then) => meeting.date < back_then.day,
            None => true,
        };
        held.iter()
            .rev()
            .find(is_before)
            .map(|meeting| meeting.id.clone())
    }

    fn after(&self) -> Option<MeetingId> {
        let day = self.back_then.as_ref()?.day;
        let held = self.held();
        held.iter()
            .find(|meeting| meeting.date > day)
            .map(|meeting| meeting.id.clone())
    }
}
