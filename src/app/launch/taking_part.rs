//! Forms and menus for those who have a part in the plan, and for commitments made of commitments.

use crate::app::App;
use crate::app::modal::form::{Reads, TakingPart};
use crate::app::modal::menu::Item;
use crate::app::modal::{Choice, Form, Menu, Task};
use crate::app::proposal::taking_part::{ALL_NATIONS, NO_WAY, NOT_SAID};
use crate::app::strangers::{parties, sides};
use crate::base::date::{FuzzyDate, Towards};
use crate::model::contribution::Origin;
use crate::model::forum::DocumentKind;
use crate::model::pulse::Question;
use crate::model::{CommitmentId, Plan, RecordRef};

impl App {
    /// Opens the form of such a task.
    pub(in crate::app) fn open_taking_part(&mut self, task: TakingPart) {
        let title = self.title_of(&task);
        let form = Form::new(title, Task::TakingPart(task.clone()));
        let form = match task {
            TakingPart::Stakeholder => {
                // Neither is taken for granted: whose name is taken for an organisation's is published.
                let plan = self.session.workspace.current_plan();
                let nations = plan
                    .into_iter()
                    .flat_map(|plan| plan.nations.iter().cloned());
                let nations = std::iter::once(ALL_NATIONS.to_owned()).chain(nations);
                form.line("Name", "")
                    .choice("Sector", sides())
                    .choice("Is a", parties())
                    .choice_of("Nation", nations.collect(), 0)
                    .line("Speaks for it", "")
            }
            TakingPart::Rename(_) => form.line("New name", "").date("Since", "", Towards::Past),
            TakingPart::Contact(with) => {
                let known = with.and_then(|id| self.session.workspace.stakeholders().get(&id));
                let begins = known.map(|s| format!("{}: ", s.name)).unwrap_or_default();
                form.line("Who: what", &begins).reading(Reads::Exchange)
            }
            TakingPart::Contribution(about) => {
                let about = about.map(|id| id.to_string()).unwrap_or_default();
                form.line("What", "")
                    .line("By", "")
                    .choice("Came by", ways())
                    .line("About", &about)
                    .date("Day", "", Towards::Past)
            }
            TakingPart::Document => {
                let kinds = DocumentKind::ALL.into_iter().map(DocumentKind::words);
                form.choice("Kind", kinds.collect())
                    .line("Title", "")
                    .date("Dated", "", Towards::Past)
                    .date("Next review", "", Towards::Coming)
                    .line("Link", "")
            }
            TakingPart::Pulse(_) => {
                let asked = Question::ALL.into_iter().fold(form, |form, question| {
                    let answers = vec![NOT_SAID, "yes", "no"];
                    form.choice(
                        crate::base::text::capitalised(question.words()).as_str(),
                        answers,
                    )
                });
                asked.line("Who says so", "").line("Note", "")
            }
        };
        self.open_form(form);
    }

    fn title_of(&self, task: &TakingPart) -> String {
        let name = |record: &RecordRef| {
            crate::model::verbs::revise::name_of(&self.session.workspace, record)
        };
        match task {
            TakingPart::Stakeholder => "New stakeholder".to_owned(),
            TakingPart::Rename(id) => {
                format!("Rename {}", name(&RecordRef::Stakeholder(id.clone())))
            }
            TakingPart::Contact(_) => "Contact: Who: what was said #UK0063 on 2 nov".to_owned(),
            TakingPart::Contribution(_) => "New contribution".to_owned(),
            TakingPart::Document => "New document of the forum".to_owned(),
            TakingPart::Pulse(id) => format!("Civil society on {id}"),
        }
    }

    /// Returns true for a contribution with a written answer.
    pub(in crate::app) fn is_answered(&self, record: &RecordRef) -> bool {
        let RecordRef::Contribution(plan, id) = record else {
            return false;
        };
        let plan = self.session.workspace.plans().get(plan);
        let mut all = plan.into_iter().flat_map(|plan| plan.live_contributions());
        all.any(|contribution| contribution.id == *id && contribution.is_answered())
    }

    /// Asks for the title of the new commitment, and which milestones go on in it.
    pub(in crate::app) fn open_split(&mut self, id: &CommitmentId) {
        let held = self.session.workspace.commitments().get(id);
        let numbers = held.map_or_else(Vec::new, |held| {
            held.live_milestones()
                .map(|m| m.number.to_string())
                .collect()
        });
        if numbers.len() < 2 {
            return self.refuse(format!("{id} has fewer than two milestones to split"));
        }
        let label = format!("Which of {}", numbers.join(", "));
        let form = Form::new(format!("Split {id}"), Task::Split(id.clone()));
        self.open_form(form.line("New title", "").line(&label, ""));
    }

    /// Asks into which commitment of its plan it is merged.
    pub(in crate::app) fn open_merge(&mut self, id: &CommitmentId) {
        let all = self.session.workspace.commitments();
        let plan = all.get(id).map(|held| held.plan.clone());
        let others = all.values().filter(|other| {
            other.id != *id && other.binned.is_none() && Some(&other.plan) == plan.as_ref()
        });
        let items: Vec<Item> = others
            .map(|other| {
                let label = format!("{}  {}", other.id, other.title);
                let choice = Choice::Merge(id.clone(), other.id.clone());
                Item::plain(label, other.place_in_plan(), choice)
            })
            .collect();
        if items.is_empty() {
            return self.refuse(format!("there is no other commitment to merge {id} into"));
        }
        let title = format!("Merge {id} into which? It is withdrawn then");
        self.push_menu(Menu::to_type_in(title, items));
    }

    /// Asks into which plan it is carried forward.
    pub(in crate::app) fn open_carry_forward(&mut self, id: &CommitmentId) {
        let held = self.session.workspace.commitments().get(id);
        let own = held.and_then(|held| self.session.workspace.plans().get(&held.plan));
        let first = |plan: &Plan| plan.start.and_then(FuzzyDate::first_day);
        let began = own.and_then(|own| first(own));
        let plans = self.session.workspace.plans().values();
        // Nothing is carried back.
        let others = plans.filter(|plan| {
            own.is_none_or(|own| own.id != plan.id)
                && first(plan).is_none_or(|day| began.is_none_or(|began| day > began))
        });
        let items: Vec<Item> = others
            .map(|plan| {
                let choice = Choice::CarryForward(id.clone(), plan.id.clone());
                Item::plain(plan.title.as_str(), plan.id.to_string(), choice)
            })
            .collect();
        if items.is_empty() {
            return self.refuse("there is no later plan yet; : add a plan adds the next one");
        }
        let title = format!("Carry {id} forward into which plan?");
        self.push_menu(Menu::to_type_in(title, items));
    }
}

/// The ways something comes into a plan, for a choice.
pub(in crate::app) fn ways() -> Vec<&'static str> {
    let ways = Origin::ALL.into_iter().map(Origin::words);
    std::iter::once(NO_WAY).chain(ways).collect()
}
