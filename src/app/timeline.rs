//! Moves about in the timeline, opens what is there and tells it in words.

use super::App;
use super::modal::Page;
use super::modal::page::About;
use super::panes::Pane;
use super::panes::meeting::Tab;
use crate::base::date::human_day;
use crate::publish::Shown;

impl App {
    /// Moves over the commitments; the rows of the plan lie above the first of them.
    pub(in crate::app) fn move_in_timeline(&mut self, rows: isize) {
        let at_first = self.commitments.cursor() == 0;
        match (self.timeline.on_plan, rows) {
            (true, ..=0) => {}
            (true, 1) => self.timeline.on_plan = false,
            (true, rows) => {
                self.timeline.on_plan = false;
                self.commitments.move_by(rows - 1);
            }
            (false, ..0) if at_first => self.timeline.on_plan = true,
            (false, rows) => self.commitments.move_by(rows),
        }
    }

    /// Opens the commitment of the row, or the meetings of the plan.
    pub(in crate::app) fn open_from_timeline(&mut self) {
        if self.timeline.on_plan {
            self.focus = Pane::Meeting;
            self.meetings.turn_to(Tab::Meetings);
        } else {
            self.focus = Pane::Detail;
        }
    }

    /// Tells everything of the row in words.
    pub(in crate::app) fn tell_timeline(&mut self) {
        let (workspace, today) = (&self.session.workspace, self.session.clerk.today());
        let (heading, moments) = self.timeline.told(workspace, &self.commitments, today);
        let Some(heading) = heading else { return };
        let mut shown = vec![Shown::heading(heading), Shown::gap()];
        let mut after_today = false;
        for moment in &moments {
            if !after_today && moment.day().is_none_or(|day| day > today) {
                after_today = true;
                shown.push(Shown::text(0, format!("Today is {}.", human_day(today))));
            }
            let told = moment.told(workspace);
            shown.push(Shown::text(0, format!("- {} {told}", moment.date)));
        }
        if moments.is_empty() {
            shown.push(Shown::text(0, "There are no dates yet; d sets them."));
        } else if !after_today {
            shown.push(Shown::text(0, format!("Today is {}.", human_day(today))));
        }
        self.open_page(Page::new("Timeline in words", About::Told, shown));
    }
}
