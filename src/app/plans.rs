//! Looks back at another plan than the current one, and counts a plan by nations.

use super::App;
use super::command::{Check, all_read};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use super::panes::Pane;
use crate::base::date::FuzzyDate;
use crate::model::totals::{Totals, totals};
use crate::model::verbs::current::make_current;
use crate::model::{Plan, PlanId};
use crate::publish::Shown;

/// A plan that is looked at in the place of the current one. It stands for the current one in the
/// workspace meanwhile, so that all panes show it; nothing can be changed, and nothing of it is saved.
#[derive(Debug)]
pub struct OtherPlan {
    /// The plan that is current.
    current: PlanId,
    /// Why nothing can be changed otherwise, if nothing can.
    read_only: Option<String>,
}

impl App {
    /// Tells whether there is another plan to look at.
    pub(in crate::app) fn can_look_at_plans(&self) -> Check {
        all_read(self)?;
        match self.session.workspace.plans().len() {
            0 | 1 => Err("there is only one plan here".to_owned()),
            _ => Ok(()),
        }
    }

    /// Tells whether another plan is looked at.
    pub(in crate::app) fn is_at_other_plan(&self) -> Check {
        match self.other_plan {
            Some(_) => Ok(()),
            None => Err("this is the current plan".to_owned()),
        }
    }

    /// Asks which plan to look at.
    pub(in crate::app) fn open_plans(&mut self) {
        let workspace = &self.session.workspace;
        let shown = &workspace.settings().current;
        let current = self
            .other_plan
            .as_ref()
            .map_or(shown, |other| &other.current);
        let items = workspace.plans().values().map(|plan| {
            let commitments = workspace.commitments().values();
            let of_plan = commitments.filter(|held| held.plan == plan.id && held.binned.is_none());
            let count = match of_plan.count() {
                1 => "1 commitment".to_owned(),
                n => format!("{n} commitments"),
            };
            let is_current = if plan.id == *current { ", current" } else { "" };
            let years = years(plan);
            let label = format!("{}  {}", plan.id, plan.title);
            let note = format!("{years}{count}{is_current}");
            Item::plain(label, note, Choice::LookAtPlan(plan.id.clone()))
        });
        let items: Vec<Item> = items.collect();
        let at = workspace.plans().keys().position(|id| id == shown);
        let menu = Menu::to_type_in("Look at a plan", items);
        self.push_menu(menu.standing_on(at.unwrap_or(0)));
    }

    /// Shows another plan, or the current one again.
    pub(in crate::app) fn look_at_plan(&mut self, id: &PlanId) {
        self.leave_other_plan();
        let current = self.session.workspace.settings().current.clone();
        if *id == current {
            return self.tell(format!("{id} is the current plan"));
        }
        let why = format!(
            "{id} is only looked at, as {current} is the current plan; Esc in the list goes back, `make current` in : makes it that"
        );
        self.other_plan = Some(OtherPlan {
            current,
            read_only: self.session.read_only.replace(why),
        });
        self.session.workspace.show_plan(id.clone());
        self.begin_at_the_top();
        self.tell(format!("looking at {id}; Esc in the list goes back"));
    }

    /// Shows the current plan again.
    pub(in crate::app) fn go_to_current_plan(&mut self) {
        self.leave_other_plan();
        let current = &self.session.workspace.settings().current;
        self.tell(format!("{current} is the current plan"));
    }

    /// Makes the plan that is looked at the current one.
    pub(in crate::app) fn make_plan_current(&mut self) {
        self.leave_the_past();
        let id = self.session.workspace.settings().current.clone();
        self.leave_other_plan();
        let proposal = make_current(&self.session.workspace, &id);
        self.commit(proposal);
    }

    /// Puts the current plan, and the records of today, in their place again.
    pub(in crate::app) fn leave_other_plan(&mut self) {
        self.leave_the_past();
        if let Some(other) = self.other_plan.take() {
            self.session.workspace.show_plan(other.current);
            self.session.read_only = other.read_only;
            self.begin_at_the_top();
        }
    }

    /// Shows the first commitment of a plan that was not shown before.
    pub(in crate::app) fn begin_at_the_top(&mut self) {
        self.commitments.clear_marks();
        self.timeline = super::Timeline::default();
        self.meetings.chosen = None;
        self.clear_filter();
        self.look_at_all_again();
        self.commitments.move_by(isize::MIN);
        self.focus = Pane::Commitments;
    }

    /// Shows the plan in numbers, nation by nation.
    pub(in crate::app) fn open_totals(&mut self) {
        let (workspace, today) = (&self.session.workspace, self.session.clerk.today());
        let plan = &workspace.settings().current;
        let (whole, nations) = totals(workspace, plan, today);
        let mut shown = Vec::new();
        for (nation, totals) in &nations {
            let name = if nation.is_empty() {
                "No nation"
            } else {
                nation
            };
            tell(&mut shown, name, totals);
        }
        tell(&mut shown, "Whole plan", &whole);
        let title = format!("Totals per nation of {plan}");
        self.open_page(Page::new(title, About::Told, shown));
    }

    /// Tells whether the commitments belong to nations.
    pub(in crate::app) fn can_group(&self) -> Check {
        if self.commitments.columns().nations || self.commitments.is_grouped() {
            Ok(())
        } else {
            Err("the commitments shown belong to no nation".to_owned())
        }
    }

    /// Groups the list by nations, or no more.
    pub(in crate::app) fn toggle_groups(&mut self) {
        let today = self.session.clerk.today();
        let on = !self.commitments.is_grouped();
        self.commitments.group(on, &self.session.workspace, today);
        self.tell(if on {
            "grouped by nation"
        } else {
            "in the order of ids"
        });
    }
}

/// `2016-05 to 2018, `
fn years(plan: &Plan) -> String {
    let date = |date: Option<FuzzyDate>| date.map_or_else(String::new, |date| date.to_string());
    match (date(plan.start), date(plan.end)) {
        (start, end) if start.is_empty() && end.is_empty() => String::new(),
        (start, end) => format!("{start} to {end}, "),
    }
}

fn tell(shown: &mut Vec<Shown>, name: &str, totals: &Totals) {
    if !shown.is_empty() {
        shown.push(Shown::gap());
    }
    let count = match totals.commitments {
        1 => "1 commitment".to_owned(),
        n => format!("{n} commitments"),
    };
    shown.push(Shown::heading(format!("{name}: {count}")));
    if totals.commitments == 0 {
        return;
    }
    let mut agreed: Vec<String> = totals
        .by_status()
        .map(|(status, count)| format!("{count} {}", status.words()))
        .collect();
    agreed.push(format!("{} without agreed status", totals.not_agreed()));
    shown.push(Shown::text(2, format!("- {}", agreed.join(", "))));
    let Totals {
        overdue,
        disputed,
        untouched,
        milestones,
        done,
        ..
    } = totals;
    let counts = format!("- {overdue} overdue, {disputed} disputed, {untouched} untouched");
    shown.push(Shown::text(2, counts));
    shown.push(Shown::text(
        2,
        format!("- {done} of {milestones} milestones agreed as complete"),
    ));
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::app::keymap::Keymap;
    use crate::app::session::Session;
    use crate::base::id::Id as _;
    use crate::model::{Clerk, Meeting, MeetingId, MeetingKind, MeetingState, Settings, Workspace};

    fn plan(id: &str) -> PlanId {
        PlanId::parse(id).unwrap()
    }

    fn app() -> App {
        let mut workspace = Workspace::new(Settings::new("Ruritania", plan("now")));
        for id in ["now", "then"] {
            workspace.admit(Arc::new(Plan::new(plan(id), id)));
        }
        let (id, day) = (MeetingId::parse("2018-04-09").unwrap(), date(2018, 4, 9));
        let mut held = Meeting::draft(id, plan("then"), MeetingKind::Review, day);
        held.state = MeetingState::Final;
        workspace.admit(Arc::new(held));
        let clerk = Clerk::new(date(2018, 8, 9).at(12, 0, 0, 0), 1);
        let session = Session::new(workspace, clerk, "somewhere");
        App::new(session, Keymap::built_in().unwrap())
    }

    #[test]
    fn another_plan_is_looked_at_as_of_a_meeting_and_left_again() {
        let mut app = app();
        let before = app.session.workspace.clone();
        app.look_at_plan(&plan("then"));
        assert_eq!(app.session.workspace.settings().current, plan("then"));
        app.go_back();
        assert!(app.back_then.is_some());
        app.go_to_current_plan();
        assert!(app.back_then.is_none() && app.other_plan.is_none());
        assert!(app.session.workspace == before && app.session.read_only.is_none());
    }

    #[test]
    fn after_a_failure_inside_the_records_are_those_of_today_and_of_the_current_plan() {
        let mut app = app();
        let records = app.session.workspace.clone();
        app.look_at_plan(&plan("then"));
        app.go_back();
        app.begin_again(records.clone(), 0, "something failed");
        assert!(app.back_then.is_none() && app.other_plan.is_none());
        assert!(app.session.workspace == records && app.session.read_only.is_none());
    }
}
