//! The list of commitments: those of the current plan that pass the filter,
//! in the order of their ids.
//!
//! The rows are kept as ids. They are worked out anew when plan or filter
//! change; a single edit touches just its own row, so that no key costs more
//! in a larger plan.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::groups::Groups;
use crate::app::text_field::TextField;
use crate::base::id::Id as _;
use crate::base::text::{cut_middle, pad, safe, sought};
use crate::model::filter::{Filter, FilterError, Sieve, is_flag};
use crate::model::{Commitment, CommitmentId, Workspace};

/// The list of commitments.
#[derive(Debug, Default)]
pub struct Commitments {
    rows: Vec<CommitmentId>,
    cursor: usize,
    top: usize,
    filter: Filter,
    sieve: Sieve,
    /// The filter as typed.
    pub filter_text: String,
    /// The field the filter is typed into, while it has the keys.
    pub typing: Option<TextField>,
    /// What in the filter was not understood; the last good one stays on.
    pub filter_error: Option<FilterError>,
    /// How many commitments the current plan has.
    pub in_plan: usize,
    columns: Columns,
    marked: BTreeSet<CommitmentId>,
    groups: Groups,
}

/// The most characters of an id the list shows, so that room is left for the title.
const LONGEST_ID: usize = 10;

/// The room the rows need for what stands before their titles, so that the titles align.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Columns {
    /// Some commitment belongs to one of several nations.
    pub nations: bool,
    /// The digits of the largest number.
    pub digits: usize,
    /// The characters of the longest id.
    pub id: usize,
}

impl Columns {
    fn widen(&mut self, commitment: &Commitment) {
        let digits = if commitment.number < 1000 { 3 } else { 5 };
        self.nations |= !commitment.nation.is_empty();
        self.digits = self
            .digits
            .max(if commitment.number < 100 { 2 } else { digits });
        self.id = self.id.max(commitment.id.as_str().len());
    }

    /// Returns how many columns stand before the titles.
    pub fn wide(self) -> usize {
        let nation = if self.nations { 3 } else { 0 };
        nation + self.digits + self.id.min(LONGEST_ID) + 2
    }

    /// Returns what stands before the title of a commitment, never its number without its nation:
    /// `Wal  3 UK0085 `.
    pub fn head(self, commitment: &Commitment) -> String {
        let nation = if self.nations {
            short_nation(&commitment.nation)
        } else {
            String::new()
        };
        let number = format!("{:>1$}", commitment.number, self.digits);
        let room = self.id.min(LONGEST_ID);
        let id = pad(&cut_middle(commitment.id.as_str(), room), room);
        format!("{nation}{number} {id} ")
    }
}

/// Returns the first letters of a nation: `UK `, `Sco`, `NIr`, `Wal`.
fn short_nation(name: &str) -> String {
    let short = match name.split_once(' ') {
        Some((first, second)) if first.chars().count() > 3 => {
            let initial: String = first.chars().take(1).collect();
            format!("{initial}{}", second.chars().take(2).collect::<String>())
        }
        _ => name.chars().take(3).collect(),
    };
    pad(&safe(&short), 3)
}

impl Commitments {
    /// Returns the rows.
    pub fn rows(&self) -> &[CommitmentId] {
        &self.rows
    }

    /// Returns true where the commitments of each nation stand together under its name.
    pub fn is_grouped(&self) -> bool {
        self.groups.are_on()
    }

    /// Puts the commitments of each nation together under its name, or all in the order of ids again.
    pub fn group(&mut self, on: bool, workspace: &Workspace, today: Date) {
        self.groups.turn(on);
        self.rebuild(workspace, today);
    }

    /// Returns the nation whose first commitment is at `place`, with how many it has, where the
    /// list is grouped.
    pub fn heading(&self, place: usize) -> Option<(&str, usize)> {
        self.groups.heading(place, self.rows.len())
    }

    /// Returns how many lines the rows take, with their headings.
    pub fn lines(&self) -> usize {
        self.rows.len() + self.groups.between(0..self.rows.len())
    }

    /// Returns the room for what stands before the titles.
    pub fn columns(&self) -> Columns {
        self.columns
    }

    /// Returns the row stood on, counted from 0.
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Returns the first row shown.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Returns the commitment stood on.
    pub fn selected(&self) -> Option<&CommitmentId> {
        self.rows.get(self.cursor)
    }

    /// Returns true for a commitment that is marked.
    pub fn is_marked(&self, id: &CommitmentId) -> bool {
        self.marked.contains(id)
    }

    /// Returns the commitments that are marked, in their order.
    pub fn marked(&self) -> &BTreeSet<CommitmentId> {
        &self.marked
    }

    /// Marks the commitment stood on, or takes its mark off, and moves on.
    pub fn toggle_mark(&mut self) {
        let Some(id) = self.selected().cloned() else {
            return;
        };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.move_by(1);
    }

    /// Marks all rows.
    pub fn mark_all(&mut self) {
        self.marked = self.rows.iter().cloned().collect();
    }

    /// Takes all marks off.
    pub fn clear_marks(&mut self) {
        self.marked.clear();
    }

    /// Moves by rows; stops at both ends.
    pub fn move_by(&mut self, rows: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.cursor = self.cursor.saturating_add_signed(rows).min(last);
    }

    /// Moves to a commitment; returns false when it is not among the rows.
    pub fn move_to(&mut self, id: &CommitmentId) -> bool {
        let found = self.groups.find(&self.rows, id);
        self.cursor = found.unwrap_or(self.cursor);
        found.is_ok()
    }

    /// Keeps the row stood on within the `height` rows shown.
    pub fn follow(&mut self, height: usize) {
        if self.cursor < self.top {
            self.top = self.cursor;
        } else if self.cursor >= self.top + height {
            self.top = (self.cursor + 1).saturating_sub(height);
        }
        self.top = self.top.min(self.rows.len().saturating_sub(height));
        // The names of nations take lines too, so that fewer rows are in sight.
        let lines = |top: usize| {
            let to_cursor = self.cursor + 1 - top;
            to_cursor + self.groups.between(top..self.cursor + 1)
        };
        while self.top < self.cursor && lines(self.top) > height {
            self.top += 1;
        }
    }

    /// Returns true when a filter is in force.
    pub fn is_filtered(&self) -> bool {
        !self.filter.is_empty()
    }

    /// Takes a filter as typed so far.
    pub fn set_filter(&mut self, typed: &str, workspace: &Workspace, today: Date) {
        let narrower = narrows(&self.filter_text, typed) && self.filter_error.is_none();
        typed.clone_into(&mut self.filter_text);
        match Filter::parse(typed) {
            Err(error) => self.filter_error = Some(error),
            Ok(filter) => {
                self.filter_error = None;
                self.filter = filter;
                if narrower && !self.is_grouped() {
                    self.narrow(workspace, today);
                } else {
                    self.rebuild(workspace, today);
                }
            }
        }
    }

    /// Drops the rows a narrower filter leaves out; the rest need not be looked at.
    fn narrow(&mut self, workspace: &Workspace, today: Date) {
        let stood_on = self.selected().cloned();
        let Self {
            rows,
            sieve,
            filter,
            ..
        } = self;
        rows.retain(|id| {
            let commitment = workspace.commitments().get(id);
            commitment.is_some_and(|c| sieve.passes(filter, c, today))
        });
        self.stand_near(stood_on);
    }

    /// Works the rows out anew.
    pub fn rebuild(&mut self, workspace: &Workspace, today: Date) {
        let stood_on = self.selected().cloned();
        self.rows.clear();
        self.in_plan = 0;
        self.columns = Columns::default();
        self.take_in(workspace.commitments().values(), workspace, today);
        self.groups.arrange(&mut self.rows, workspace);
        self.stand_near(stood_on);
    }

    /// Takes in commitments whose ids come after all that are there.
    pub fn admit<'c>(
        &mut self,
        commitments: impl Iterator<Item = &'c Arc<Commitment>>,
        workspace: &Workspace,
        today: Date,
    ) {
        if self.is_grouped() {
            self.rebuild(workspace, today);
        } else {
            self.take_in(commitments, workspace, today);
        }
    }

    fn take_in<'c>(
        &mut self,
        commitments: impl Iterator<Item = &'c Arc<Commitment>>,
        workspace: &Workspace,
        today: Date,
    ) {
        for commitment in commitments {
            self.in_plan += usize::from(is_in_plan(commitment, workspace));
            if self.belongs(commitment, workspace, today) {
                self.columns.widen(commitment);
                self.rows.push(commitment.id.clone());
            }
        }
    }

    /// Looks again whether one commitment belongs to the rows, after an edit
    /// from `before`.
    pub fn refresh(
        &mut self,
        id: &CommitmentId,
        before: Option<&Arc<Commitment>>,
        workspace: &Workspace,
        today: Date,
    ) {
        if self.is_grouped() {
            return self.refresh_grouped(id, before, workspace, today);
        }
        let stood_on = self.selected().cloned();
        let commitment = workspace.commitments().get(id);
        let counts =
            |c: Option<&Arc<Commitment>>| usize::from(c.is_some_and(|c| is_in_plan(c, workspace)));
        self.in_plan = (self.in_plan + counts(commitment)).saturating_sub(counts(before));
        let belongs = commitment.is_some_and(|c| self.belongs(c, workspace, today));
        if let (Some(commitment), true) = (commitment, belongs) {
            self.columns.widen(commitment);
        }
        match (self.rows.binary_search(id), belongs) {
            (Ok(place), false) => _ = self.rows.remove(place),
            (Err(place), true) => self.rows.insert(place, id.clone()),
            (Ok(_), true) | (Err(_), false) => {}
        }
        self.stand_near(stood_on);
    }

    /// Looks at all rows again only where one comes, goes or moves to another nation.
    fn refresh_grouped(
        &mut self,
        id: &CommitmentId,
        before: Option<&Arc<Commitment>>,
        workspace: &Workspace,
        today: Date,
    ) {
        let commitment = workspace.commitments().get(id);
        let belongs = commitment.is_some_and(|c| self.belongs(c, workspace, today));
        let nation = |c: Option<&Arc<Commitment>>| c.map(|c| c.nation.clone());
        let stays = self.groups.find(&self.rows, id).is_ok() == belongs;
        if !stays || nation(commitment) != nation(before) {
            self.rebuild(workspace, today);
        }
    }

    fn belongs(&mut self, commitment: &Commitment, workspace: &Workspace, today: Date) -> bool {
        let looked_at = self.filter.names_plans() || is_in_plan(commitment, workspace);
        commitment.binned.is_none()
            && looked_at
            && self.sieve.passes(&self.filter, commitment, today)
    }

    fn stand_near(&mut self, id: Option<CommitmentId>) {
        let place = id.map_or(0, |id| {
            let found = self.groups.find(&self.rows, &id);
            found.unwrap_or_else(|near| near)
        });
        self.cursor = place.min(self.rows.len().saturating_sub(1));
    }
}

fn is_in_plan(commitment: &Commitment, workspace: &Workspace) -> bool {
    commitment.plan == workspace.settings().current && commitment.binned.is_none()
}

/// Says whether what passes `longer` is certain to have passed `shorter`:
/// plain words only, and letters added at the end.
fn narrows(shorter: &str, longer: &str) -> bool {
    let plain = |text: &str| !text.contains(['!', ':', '=', '"', '|']);
    // A flag, or what may be an id, does not look at texts as a word does.
    let last = |text: &str| {
        let word = text.rsplit(' ').next().unwrap_or_default();
        is_flag(word) || word.contains(|c: char| c.is_ascii_digit())
    };
    // A letter added can make another character of the one before it, as in Hangul.
    let adds = sought(longer).starts_with(&sought(shorter));
    adds && plain(longer) && !last(longer) && !last(shorter)
}
