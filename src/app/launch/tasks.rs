//! Opens the form of any task.

use crate::app::App;
use crate::app::modal::Task;

impl App {
    /// Opens the form of a task, with the text that was left for it.
    pub(in crate::app) fn open_task(&mut self, task: Task) {
        match task {
            Task::Report(subject, status) => self.open_report(subject, status),
            Task::Minute(meeting, kind, about) => self.open_minute_form(meeting, kind, about),
            Task::AddAction(about) => self.open_add_action(about),
            Task::ActionState(id, state) => self.open_action_state(id, state),
            Task::SetField(record, field) => self.open_field(record, field),
            Task::NewMeeting => self.open_new_meeting(),
            Task::AddMilestone(id) => self.open_add_milestone(id),
            Task::AddPlan => self.open_add_plan(),
            Task::AddCommitment(_) => self.open_add_commitment(),
            Task::AddGuest(meeting) => self.open_guest(meeting, ""),
            Task::Replan(subject) => self.open_replan(subject),
            Task::Assess(id) => self.open_assess(&id),
            Task::AddItem(meeting) => self.open_add_item(meeting),
            Task::Counts(meeting) => self.open_counts(&meeting),
            Task::Correct(meeting, minute) => self.open_correction(meeting, minute),
            Task::SubstituteFor(meeting, line) => self.open_substitute(meeting, line),
            Task::Split(id) => self.open_split(&id),
            Task::TakingPart(task) => self.open_taking_part(task),
            Task::Finalise(meeting) => self.open_finalise_form(&meeting),
        }
    }
}
