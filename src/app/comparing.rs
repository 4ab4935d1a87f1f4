//! Compares two meetings, commitment by commitment.

use super::App;
use super::command::{Check, all_read};
use super::modal::menu::Item;
use super::modal::page::About;
use super::modal::{Choice, Menu, Page};
use crate::base::date::human_day;
use crate::model::compare::{Compared, compare};
use crate::model::{Meeting, MeetingId, Workspace};
use crate::publish::Shown;

impl App {
    /// Tells whether there are two meetings to compare.
    pub(in crate::app) fn can_compare(&self) -> Check {
        all_read(self)?;
        match self.held().as_slice() {
            [] | [_] => Err("two meetings that were held are needed to compare them".to_owned()),
            _ => Ok(()),
        }
    }

    /// Asks with which meeting the one that is looked at is compared.
    pub(in crate::app) fn open_compare(&mut self) {
        let held = self.held();
        let back_then = self.back_then.as_ref().map(|back_then| back_then.day);
        let looked_at = back_then.or_else(|| self.meeting_looked_at().map(|meeting| meeting.date));
        // One of each day is held: what is compared are days.
        let place = match looked_at {
            Some(day) => held.iter().position(|meeting| meeting.date == day),
            None => held.len().checked_sub(1),
        };
        let Some(place) = place else {
            return self.refuse("this meeting was not held yet; stand on one that was");
        };
        let Some(this) = held.get(place).map(|meeting| meeting.id.clone()) else {
            return;
        };
        let others = held.iter().filter(|meeting| meeting.id != this).rev();
        let items = others.map(|meeting| {
            let label = human_day(meeting.date);
            let choice = Choice::Compare(this.clone(), meeting.id.clone());
            Item::plain(label, meeting.kind.words(), choice)
        });
        let items: Vec<Item> = items.collect();
        // The one before is the nearest to ask for.
        let before = (held.len() - 1)
            .saturating_sub(place)
            .min(items.len().saturating_sub(1));
        let title = format!("Compare {this} with");
        self.push_menu(Menu::to_type_in(title, items).standing_on(before));
    }

    /// Shows what became of each commitment between two meetings.
    pub(super) fn compare(&mut self, one: &MeetingId, other: &MeetingId) {
        let workspace = self.of_today();
        let day = |id| {
            workspace
                .meetings()
                .get(id)
                .map(|meeting: &std::sync::Arc<Meeting>| meeting.date)
        };
        let (Some(one), Some(other)) = (day(one), day(other)) else {
            return;
        };
        let (from, to) = (one.min(other), one.max(other));
        let title = format!("{} and {}", human_day(from), human_day(to));
        let shown = lines(workspace, &compare(workspace, from, to));
        self.open_page(Page::new(title, About::Compared, shown));
    }
}

fn lines(workspace: &Workspace, compared: &[Compared]) -> Vec<Shown> {
    let (same, changed): (Vec<_>, Vec<_>) = compared.iter().partition(|one| one.changes.is_empty());
    let mut shown = Vec::new();
    for one in changed {
        let title = workspace
            .commitments()
            .get(&one.commitment)
            .map(|held| held.title.as_str());
        shown.push(Shown::heading(format!(
            "{} {}",
            one.commitment,
            title.unwrap_or_default()
        )));
        shown.extend(
            one.changes
                .iter()
                .map(|change| Shown::text(2, format!("- {change}"))),
        );
        shown.push(Shown::gap());
    }
    if shown.is_empty() {
        shown.push(Shown::text(0, "No commitment changed in between."));
    } else if !same.is_empty() {
        let ids: Vec<String> = same.iter().map(|one| one.commitment.to_string()).collect();
        shown.push(Shown::heading("Nothing new"));
        shown.push(Shown::text(2, ids.join(", ")));
    }
    shown
}
