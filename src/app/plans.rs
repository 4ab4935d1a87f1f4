//! Looks back at another plan than the current one, and counts a plan by nations.

use super::App;
use super::command::{Check, all_read};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use super::panes::Pane;
use crate::base::date::FuzzyDate;
use crate::model::totals::{Totals, totals};
use crate::model::verbs::Refusal;
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

    /// Tells whether the plan that is shown can be made the current one.
    pub(in crate::app) fn can_make_current(&self) -> Check {
        match self.other_plan {
            Some(_) => Ok(()),
            None => Err(
                "this is the current plan; `look at a plan` in : shows one to make that".to_owned(),
            ),
        }
    }

    /// Returns the plan that is current, whichever is looked at.
    pub fn current_plan(&self) -> &PlanId {
        let shown = &self.session.workspace.settings().current;
        self.other_plan
            .as_ref()
            .map_or(shown, |other| &other.current)
    }

    /// Asks which plan to look at.
    pub(in crate::app) fn open_plans(&mut self) {
        let workspace = &self.session.workspace;
        let shown = &workspace.settings().current;
        let current = self.current_plan();
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
        let Some(other) = &self.other_plan else {
            return;
        };
        if let Some(why) = &other.read_only {
            return self.refuse(why.clone());
        }
        let mut workspace = self.of_today().clone();
        let shown = workspace.settings().current.clone();
        workspace.show_plan(other.current.clone());
        match make_current(&workspace, &shown) {
            // Nothing that is looked at is left for what is not done.
            Err(Refusal(why)) => self.refuse(why),
            proposal => {
                self.leave_other_plan();
                self.commit(proposal);
            }
        }
    }

    /// Puts the current plan in its place for a moment; returns the plan that is looked at.
    pub(super) fn lay_other_plan_aside(&mut self) -> Option<PlanId> {
        let other = self.other_plan.as_ref()?;
        let workspace = &mut self.session.workspace;
        let looked_at = workspace.settings().current.clone();
        workspace.show_plan(other.current.clone());
        Some(looked_at)
    }

    /// Shows again what was laid aside, unless it was left meanwhile.
    pub(super) fn take_other_plan_up(&mut self, looked_at: Option<PlanId>) {
        if let Some(plan) = looked_at.filter(|_| self.other_plan.is_some()) {
            self.session.workspace.show_plan(plan);
            self.look_at_all_again();
        }
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
        // What somebody is just typing is no key of the list.
        if self.commitments.typing.is_none() {
            self.clear_filter();
            self.focus = Pane::Commitments;
        }
        self.look_at_all_again();
        self.commitments.move_by(isize::MIN);
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
        past_date,
        disputed,
        untouched,
        milestones,
        done,
        ..
    } = totals;
    let counts = format!(
        "- {overdue} overdue, {past_date} past a date, {disputed} disputed, {untouched} untouched"
    );
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
    use crate::app::event::Event;
    use crate::app::key::{Key, KeyCode};
    use crate::app::keymap::Keymap;
    use crate::app::modal::Modal;
    use crate::app::session::{Loading, Session};
    use crate::base::id::Id as _;
    use crate::model::{
        Beside, Change, Clerk, Edit, Meeting, MeetingId, MeetingKind, MeetingState, Settings,
        Workspace,
    };

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

    /// Has somebody else make another plan the current one, in a workspace that may be called otherwise.
    fn settings_change(app: &mut App, member: &str, current: &str) {
        let before = Settings::new("Ruritania", app.current_plan().clone());
        let after = Settings::new(member, plan(current));
        let changed = Change::update(&Arc::new(before), after);
        let event = Event::ChangedOutside {
            edits: vec![Edit::Settings(changed)],
            whose: "Anna".to_owned(),
        };
        let now = app.session.clerk.now();
        app.update(event, now);
    }

    #[test]
    fn what_is_being_typed_goes_on_when_another_plan_becomes_current() {
        let mut app = app();
        let now = app.session.clerk.now();
        for letter in "/sc".chars() {
            app.update(Event::Key(Key::plain(KeyCode::Char(letter))), now);
        }
        settings_change(&mut app, "Ruritania", "then");
        assert_eq!(app.session.workspace.settings().current, plan("then"));
        app.update(Event::Key(Key::plain(KeyCode::Char('h'))), now);
        assert_eq!(app.commitments.filter_text, "sch");
    }

    #[test]
    fn a_commitment_begun_for_one_plan_is_not_added_to_another() {
        let mut app = app();
        let now = app.session.clerk.now();
        app.open_add_commitment();
        settings_change(&mut app, "Ruritania", "then");
        for key in "X1\t\t\tT\n".chars() {
            let code = match key {
                '\t' => KeyCode::Tab,
                '\n' => KeyCode::Enter,
                letter => KeyCode::Char(letter),
            };
            app.update(Event::Key(Key::plain(code)), now);
        }
        assert!(app.session.workspace.commitments().is_empty());
        let why = "this was begun for now, and then is the current plan now; Esc keeps the text";
        let open = app.modals.last();
        assert!(
            matches!(open, Some(Modal::Form(form)) if form.refused.as_deref() == Some(why)),
            "{open:?}"
        );
    }

    #[test]
    fn what_is_looked_at_stays_when_something_else_in_the_settings_changes() {
        let mut app = app();
        app.look_at_plan(&plan("then"));
        app.go_back();
        settings_change(&mut app, "Kravonia", "now");
        assert!(app.back_then.is_some() && app.other_plan.is_some());
        assert_eq!(app.session.workspace.settings().current, plan("then"));
        app.go_to_current_plan();
        let settings = app.session.workspace.settings();
        assert_eq!(
            (&*settings.member, &settings.current),
            ("Kravonia", &plan("now"))
        );
    }

    #[test]
    fn the_past_of_a_plan_is_left_with_it() {
        let mut app = app();
        settings_change(&mut app, "Ruritania", "then");
        app.go_back();
        assert!(app.back_then.is_some());
        settings_change(&mut app, "Ruritania", "now");
        assert!(app.back_then.is_none());
    }

    #[test]
    fn which_plan_is_current_stays_undecided_while_one_of_the_two_is_looked_at() {
        let mut app = app();
        let theirs = Settings::new("Ruritania", plan("then"));
        app.session.beside = vec![Beside {
            name: "workspace.conflict-desk7-1.ron".to_owned(),
            of: "workspace.ron".to_owned(),
            source: "Anna".to_owned(),
            versions: vec![Edit::Settings(Change::create(theirs))],
        }];
        app.look_at_plan(&plan("then"));
        let now = app.session.clerk.now();
        app.update(Event::Mended("plans/now.ron".to_owned()), now);
        let read = Event::Read {
            commitments: Vec::new(),
            troubles: Vec::new(),
            beside: Vec::new(),
            loading: None,
        };
        app.session.loading = Some(Loading { read: 0, all: 0 });
        app.update(read, now);
        assert_eq!(app.session.beside.len(), 1, "both versions are there still");
        assert!(app.shows_what_is().is_err());
        assert_eq!(app.session.workspace.settings().current, plan("then"));
    }

    #[test]
    fn a_plan_that_may_not_become_current_is_looked_at_still() {
        let mut app = app();
        let (id, day) = (MeetingId::parse("2018-08-09").unwrap(), date(2018, 8, 9));
        let mut meeting = Meeting::draft(id, plan("now"), MeetingKind::Review, day);
        meeting.state = MeetingState::InProgress;
        app.session.workspace.admit(Arc::new(meeting));
        app.look_at_plan(&plan("then"));
        app.go_back();
        app.make_plan_current();
        let why = "meeting 2018-08-09 is in progress; close it, then another plan can be current";
        assert_eq!(app.message.text, why);
        assert!(app.back_then.is_some() && app.other_plan.is_some());
    }
}
