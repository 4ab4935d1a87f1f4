//! Forms for new records.

use crate::app::App;
use crate::app::modal::{Form, Task};
use crate::base::date::Towards;
use crate::base::text::capitalised;
use crate::model::indicator::Indicator;
use crate::model::plan::AssessmentEra;
use crate::model::verbs::{Refusal, add, assess};
use crate::model::{CommitmentId, Subject};

impl App {
    pub(in crate::app) fn open_add_action(&mut self, about: Option<Subject>) {
        let on = about
            .as_ref()
            .map(|s| self.session.workspace.subject_name(s));
        let title = on.map_or("New action".to_owned(), |name| {
            format!("New action on {name}")
        });
        let form = Form::new(title, Task::AddAction(about));
        self.open_form(form.of_an_action());
    }

    pub(in crate::app) fn open_add_milestone(&mut self, id: CommitmentId) {
        let form = Form::new(format!("New milestone of {id}"), Task::AddMilestone(id));
        self.open_form(form.line("Title", "").date("Due", "", Towards::Coming));
    }

    /// Asks for what the reviewer concluded: the indicators of the plan's era, each at what is entered.
    pub(in crate::app) fn open_assess(&mut self, id: &CommitmentId) {
        let workspace = &self.session.workspace;
        let era = match assess::era(workspace, id) {
            Ok(era) => era,
            Err(Refusal(why)) => return self.refuse(why),
        };
        let Some(held) = workspace.commitments().get(id) else {
            return;
        };
        let title = format!("Reviewer on {id}, as for {}", era.words());
        let form = Form::new(title, Task::Assess(id.clone()));
        let fields = Indicator::of(era).into_iter();
        let form = fields.fold(form, |form, indicator| {
            let (options, value) = (indicator.options(), indicator.shown(&held.assessment));
            form.chosen(&capitalised(indicator.words()), options, value)
        });
        self.open_form(form);
    }

    /// Asks for a plan, such as the next one.
    pub(in crate::app) fn open_add_plan(&mut self) {
        let eras = AssessmentEra::ALL.into_iter().map(AssessmentEra::words);
        let today = self.session.clerk.today();
        let id = add::next_plan_id(&self.session.workspace, today);
        let id = id.map(|id| id.to_string()).unwrap_or_default();
        let mut form = Form::new("New plan", Task::AddPlan)
            .line("Id", &id)
            .line("Title", "")
            .choice("Template", eras.collect());
        form.focus = 1;
        self.open_form(form);
    }

    pub(in crate::app) fn open_add_commitment(&mut self) {
        let id = add::next_commitment_id(&self.session.workspace);
        let selected = self.commitments.selected();
        let like = selected.and_then(|id| self.session.workspace.commitments().get(id));
        let nation = like.map(|c| c.nation.clone()).unwrap_or_default();
        let current = self.session.workspace.settings().current.clone();
        let plan = self.session.workspace.current_plan();
        let nations = plan.map_or_else(Vec::new, |plan| plan.nations.clone());
        let form = Form::new("New commitment", Task::AddCommitment(current))
            .line("Id", &id.map(|id| id.to_string()).unwrap_or_default());
        let form = if nations.is_empty() {
            form.line("Nation", &nation)
        } else {
            let at = nations.iter().position(|known| *known == nation);
            form.choice_of("Nation", nations, at.unwrap_or(0))
        };
        let mut form = form
            .line("Title", "")
            .choice("Came from", super::taking_part::ways())
            .date("Published", "", Towards::Past);
        form.focus = 2;
        self.open_form(form);
    }
}
