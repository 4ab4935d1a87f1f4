//! Forms for new records.

use crate::app::App;
use crate::app::modal::{Form, Task};
use crate::model::verbs::add;
use crate::model::{CommitmentId, Subject};

impl App {
    pub(in crate::app) fn open_add_action(&mut self, about: Option<Subject>) {
        let form = Form::new("New action", Task::AddAction(about));
        self.open_form(form.line("What", "").line("Who", "").line("By when", ""));
    }

    pub(in crate::app) fn open_add_milestone(&mut self, id: CommitmentId) {
        let form = Form::new(format!("New milestone of {id}"), Task::AddMilestone(id));
        self.open_form(form.line("Title", "").line("Due", ""));
    }

    pub(in crate::app) fn open_add_commitment(&mut self) {
        let id = add::next_commitment_id(&self.session.workspace);
        let selected = self.commitments.selected();
        let like = selected.and_then(|id| self.session.workspace.commitments().get(id));
        let nation = like.map(|c| c.nation.clone()).unwrap_or_default();
        let plan = self.session.workspace.current_plan();
        let nations = plan.map_or_else(Vec::new, |plan| plan.nations.clone());
        let form = Form::new("New commitment", Task::AddCommitment)
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
            .line("Published", "");
        form.focus = 2;
        self.open_form(form);
    }
}
