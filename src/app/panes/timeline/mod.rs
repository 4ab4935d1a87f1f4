//! The timeline: the cycle of the plan as a picture, and what the cursor is on in words.
//!
//! ```text
//! scale    which column a day falls into, and what stands above
//! picture  a row of signs for a commitment, or for the meetings and publications of the plan
//! ```
//!
//! Its rows are those of the list of commitments, which has the ids and the cursor; only those in
//! sight are looked up. What it keeps is the moments of the plan as a whole, until records change.

pub mod picture;
pub mod scale;

use jiff::ToSpan as _;
use jiff::civil::Date;

use self::picture::Letter;
use self::scale::{Window, Zoom};
use super::commitments::Commitments;
use super::words::{plain, shown_title};
use crate::app::view::{Line, Piece, Role, piece};
use crate::base::date::FuzzyDate;
use crate::base::text::{cut_end, cut_middle, pad, safe};
use crate::model::timeline::{Moment, of_commitment, of_plan, story};
use crate::model::{Commitment, Workspace};

/// The timeline.
#[derive(Debug, Default)]
pub struct Timeline {
    /// How much time is in sight.
    pub zoom: Zoom,
    /// The cursor is on the rows of the plan, above the commitments.
    pub on_plan: bool,
    /// What is shown.
    pub lines: Vec<Line>,
    /// The line stood on.
    pub stood_on: Option<usize>,
    /// The days in sight.
    pub window: Option<Window>,
    /// The first day in sight, where somebody has moved away from today.
    moved_to: Option<Date>,
    top: usize,
    /// The moments of the plan as a whole, of that many changes and that day.
    of_plan: Vec<Moment>,
    made_of: Option<(u64, Date)>,
}

/// How many lines each part has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Parts {
    scale: usize,
    marks: usize,
    commitments: usize,
    legend: usize,
    words: usize,
}

impl Parts {
    fn of(height: usize, commitments: usize) -> Self {
        let (scale, marks, legend, least) = match height {
            0..10 => (1, 1, 0, 2),
            10..16 => (2, 2, 0, 3),
            _ => (2, 2, 2, 5),
        };
        let rest = height.saturating_sub(scale + marks + legend);
        // A third for the words, and what the commitments leave.
        let words = (rest / 3).max(least).min(rest.saturating_sub(1));
        let commitments = commitments.min(rest - words);
        Self {
            scale,
            marks,
            commitments,
            legend,
            words: rest - commitments,
        }
    }
}

impl Timeline {
    /// Looks at the moments of the plan as a whole, if records changed since, or it is another day.
    pub fn look_at(&mut self, workspace: &Workspace, changes: u64, today: Date) {
        if self.made_of != Some((changes, today)) {
            self.of_plan = of_plan(workspace, &workspace.settings().current, today);
            self.made_of = Some((changes, today));
        }
    }

    /// Shows less time, more exactly; returns false where there is no less.
    pub fn zoom_in(&mut self) -> bool {
        match self.zoom {
            Zoom::Cycle => self.show(Zoom::Year),
            Zoom::Year => self.show(Zoom::Quarter),
            Zoom::Quarter => return false,
        }
        true
    }

    /// Shows more time; returns false where there is no more.
    pub fn zoom_out(&mut self) -> bool {
        match self.zoom {
            Zoom::Cycle => return false,
            Zoom::Year => self.show(Zoom::Cycle),
            Zoom::Quarter => self.show(Zoom::Year),
        }
        true
    }

    /// Keeps the middle where it is, and goes to today from the whole cycle.
    fn show(&mut self, zoom: Zoom) {
        let middle = self.window.map(Window::middle);
        let from_cycle = self.zoom == Zoom::Cycle;
        self.zoom = zoom;
        self.moved_to = match (zoom.months(), middle) {
            (Some(months), Some(middle)) if !from_cycle => Some(back(middle, months / 2)),
            _ => None,
        };
    }

    /// Moves in time by a third of what is in sight; returns false where all is in sight.
    pub fn move_in_time(&mut self, steps: i64) -> bool {
        let (Some(months), Some(window)) = (self.zoom.months(), self.window) else {
            return false;
        };
        self.moved_to = Some(back(window.first, -steps * (months / 3)));
        true
    }

    /// Lays it out in so many columns and rows.
    pub fn lay_out(
        &mut self,
        workspace: &Workspace,
        list: &Commitments,
        (width, height): (usize, usize),
        today: Date,
    ) {
        let window = self.window(workspace, today);
        self.window = Some(window);
        let parts = Parts::of(height, list.rows().len().max(1));
        let label = Label::of(list, width);
        let room = width.saturating_sub(label.columns());
        self.lines.clear();
        self.stood_on = None;
        let coarse_to_fine = scale::scale(window, room);
        for line in coarse_to_fine.into_iter().take(parts.scale) {
            let line = format!("{:1$}{line}", "", label.columns());
            self.push(vec![piece(Role::Label, line)]);
        }
        self.push_marks(label, parts.marks, window, room, today);
        self.push_commitments(
            workspace,
            list,
            parts.commitments,
            label,
            (window, room),
            today,
        );
        let legend = if self.on_plan {
            picture::LETTERS
        } else {
            picture::SIGNS
        };
        for line in legend.into_iter().take(parts.legend) {
            self.push(vec![piece(Role::Dim, cut_end(line, width))]);
        }
        self.push_words(workspace, list, parts.words, width, today);
    }

    fn push(&mut self, pieces: Vec<Piece>) {
        self.lines.push(Line { row: None, pieces });
    }

    /// Works out what is in sight: where somebody moved to, else around today as far as the cycle goes.
    fn window(&self, workspace: &Workspace, today: Date) -> Window {
        let cycle = self.cycle(workspace, today);
        let Some(months) = self.zoom.months() else {
            return cycle;
        };
        let first = self.moved_to.unwrap_or_else(|| {
            let near = today.clamp(cycle.first, cycle.last);
            back(near, months / 2)
        });
        Window::of_months(first, months)
    }

    /// Returns the cycle of the plan, or what is known of it.
    fn cycle(&self, workspace: &Workspace, today: Date) -> Window {
        let plan = workspace.current_plan();
        let days = || self.of_plan.iter().filter_map(Moment::day);
        let start = plan.and_then(|plan| plan.start.and_then(FuzzyDate::first_day));
        let end = plan.and_then(|plan| plan.end.and_then(FuzzyDate::last_day));
        let first = start.or_else(|| days().min().map(|day| end.map_or(day, |end| day.min(end))));
        // A plan runs for two years.
        let first = first
            .or_else(|| end.map(|end| back(end, 23)))
            .unwrap_or(today);
        let last = end.or_else(|| days().max().filter(|last| *last > back(first, -23)));
        Window::around(first, last.unwrap_or_else(|| back(first, -23)))
    }

    fn push_marks(&mut self, label: Label, rows: usize, window: Window, room: usize, today: Date) {
        let rows: &[(&str, Letter)] = if rows < 2 {
            &[("Plan", picture::either)]
        } else {
            &[
                ("Meetings", picture::meeting),
                ("Published", picture::published),
            ]
        };
        for (name, letter) in rows {
            let mut pieces = vec![piece(Role::Label, pad(name, label.columns()))];
            let moments = &self.of_plan;
            pieces.extend(picture::marks(moments, window, room, today, *letter));
            if self.on_plan && self.stood_on.is_none() {
                self.stood_on = Some(self.lines.len());
            }
            self.push(pieces);
        }
    }

    fn push_commitments(
        &mut self,
        workspace: &Workspace,
        list: &Commitments,
        rows: usize,
        label: Label,
        (window, room): (Window, usize),
        today: Date,
    ) {
        if list.cursor() < self.top {
            self.top = list.cursor();
        } else if list.cursor() >= self.top + rows {
            self.top = (list.cursor() + 1).saturating_sub(rows);
        }
        self.top = self.top.min(list.rows().len().saturating_sub(rows));
        let shown = list.rows().iter().enumerate().skip(self.top).take(rows);
        for (place, id) in shown {
            let Some(held) = workspace.commitments().get(id) else {
                continue;
            };
            let moments = of_commitment(workspace, held, today);
            let mut pieces = label.pieces(list, held);
            pieces.extend(picture::commitment(&moments, window, room, today));
            if place == list.cursor() && !self.on_plan {
                self.stood_on = Some(self.lines.len());
            }
            self.push(pieces);
        }
    }

    /// Adds what the cursor is on in words: as much as there is room for, around today.
    fn push_words(
        &mut self,
        workspace: &Workspace,
        list: &Commitments,
        rows: usize,
        width: usize,
        today: Date,
    ) {
        let (heading, moments) = self.told(workspace, list, today);
        let Some(heading) = heading else {
            let text = if list.is_filtered() {
                "Nothing passes the filter; 1 and Esc clear it."
            } else {
                "No commitments yet; a adds one."
            };
            return self.push(vec![piece(Role::Dim, text)]);
        };
        let wide = |text: &str| cut_end(&safe(text), width).into_owned();
        let mut room = rows;
        if rows > 2 {
            self.push(vec![piece(Role::Heading, wide(&heading))]);
            room -= 1;
        }
        if moments.is_empty() {
            let hint = "no dates yet; d sets them, s says how it stands";
            return self.push(vec![piece(Role::Dim, wide(hint))]);
        }
        let all = moments.len();
        // The last line says that there is more.
        let shown = if all > room {
            room.saturating_sub(1)
        } else {
            all
        };
        let past = moments
            .iter()
            .filter(|m| m.day().is_some_and(|day| day <= today));
        let first = past.count().saturating_sub(shown / 2).min(all - shown);
        for moment in moments.iter().skip(first).take(shown) {
            let line = line(workspace, moment);
            self.push(vec![piece(Role::Normal, wide(&line))]);
        }
        if shown < all {
            let (before, after) = (first, all - shown - first);
            let more = format!("{before} before, {after} after; Space tells all");
            self.push(vec![piece(Role::Dim, wide(&more))]);
        }
    }

    /// Returns what the cursor is on and its moments; no heading where it is on nothing.
    pub fn told(
        &self,
        workspace: &Workspace,
        list: &Commitments,
        today: Date,
    ) -> (Option<String>, Vec<Moment>) {
        if self.on_plan {
            let title = workspace.current_plan().map(|plan| plan.title.clone());
            let heading = title.unwrap_or_else(|| "The plan".to_owned());
            return (Some(heading), self.of_plan.clone());
        }
        let Some(id) = list.selected() else {
            return (None, Vec::new());
        };
        let held = workspace.commitments().get(id);
        let heading = held.map(|held| format!("{} {id} {}", held.place_in_plan(), held.title));
        (heading, story(workspace, id, today))
    }
}

/// Returns a moment on one line: `2018-03     milestone 2 due, late by 4 months`.
fn line(workspace: &Workspace, moment: &Moment) -> String {
    format!("{:<11} {}", moment.date.to_string(), moment.told(workspace))
}

/// Returns the day so many months before.
fn back(day: Date, months: i64) -> Date {
    day.saturating_sub(months.months())
}

/// What stands before the bars: nation, number and id, and as much of the title as there is room for.
#[derive(Debug, Clone, Copy)]
struct Label {
    head: usize,
    title: usize,
}

impl Label {
    fn of(list: &Commitments, width: usize) -> Self {
        let title = match width {
            0..60 => 0,
            60.. => (width / 4).min(40),
        };
        Self {
            head: list.columns().wide(),
            title,
        }
    }

    fn columns(self) -> usize {
        self.head + self.title + usize::from(self.title > 0)
    }

    fn pieces(self, list: &Commitments, held: &Commitment) -> Vec<Piece> {
        let mut pieces = vec![plain(
            Role::Label,
            &pad(&list.columns().head(held), self.head),
        )];
        if self.title > 0 {
            let (title, role) = shown_title(&held.title);
            let title = pad(&cut_middle(&title, self.title), self.title + 1);
            pieces.push(plain(role, &title));
        }
        pieces
    }
}
