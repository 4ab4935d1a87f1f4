//! What commands print, beside what is expected of it.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::Desk;
use super::expected::{
    apart, both, headline, live, marks, row_of, row_of_milestone, standing, total,
};
use super::files::{Commitment, Files, Meeting, Said, all};
use super::paper::{cell, field, in_one_line, word};
use crate::shell::text;

/// A look at a workspace from two sides.
pub(super) struct Look<'d> {
    desk: &'d Desk,
    pub(super) files: Files,
    pub(super) today: Date,
    pub(super) wrong: Vec<String>,
}

impl<'d> Look<'d> {
    pub(super) fn new(desk: &'d Desk) -> Self {
        Self {
            desk,
            files: Files::read(&desk.folder()),
            today: desk.today,
            wrong: Vec::new(),
        }
    }

    /// Returns what is printed and not so.
    pub(super) fn wrong(mut self) -> Vec<String> {
        self.commitments();
        self.milestones();
        self.meetings();
        self.actions();
        self.decisions();
        self.stakeholders();
        self.totals();
        self.pages();
        self.check();
        self.timeline();
        self.standards();
        self.progress();
        self.wrong
    }

    pub(super) fn print(&self, command: &str) -> String {
        let words: Vec<&str> = command.split(' ').collect();
        text(&self.desk.run(&words, "").stdout)
    }

    pub(super) fn json(&self, command: &str) -> Vec<Value> {
        let printed = self.print(&format!("{command} --json"));
        serde_json::from_str(&printed)
            .unwrap_or_else(|error| panic!("{command}: {error}: {printed}"))
    }

    pub(super) fn same<T: PartialEq + std::fmt::Debug>(
        &mut self,
        what: &str,
        printed: &T,
        expected: &T,
    ) {
        if printed != expected {
            self.wrong.push(format!(
                "{what}: printed {printed:?}, and it is {expected:?}"
            ));
        }
    }

    /// Compares the fields of objects with those that are expected, one after the other.
    fn rows(&mut self, command: &str, expected: &[Value]) -> Vec<Value> {
        let rows = self.json(command);
        self.same(
            &format!("{command}, how many"),
            &rows.len(),
            &expected.len(),
        );
        for (row, wanted) in rows.iter().zip(expected) {
            for (name, value) in wanted.as_object().unwrap() {
                self.same(
                    &format!("{command}: {} {name}", wanted["id"]),
                    &row[name],
                    value,
                );
            }
        }
        rows
    }

    /// Compares columns of the table for people with what is expected, a line for each row.
    fn table(&mut self, command: &str, columns: &[&str], expected: &[Vec<String>]) {
        let printed = self.print(command);
        let mut lines = printed.lines();
        let head = lines.next().unwrap_or_default();
        for (line, wanted) in lines.zip(expected) {
            for (column, value) in columns.iter().zip(wanted) {
                let cell = cell(head, line, column);
                self.same(&format!("{command}, {column} of {line}"), &cell, value);
            }
        }
    }

    fn commitments(&mut self) {
        let today = self.today;
        let rows: Vec<Value> = self.files.live().map(|held| row_of(held, today)).collect();
        let rows = self.rows("list commitments", &rows);
        let settled = |row: &Value| match row["milestones"].as_u64() {
            Some(0) => String::new(),
            _ => format!("{}/{}", row["settled_milestones"], row["milestones"]),
        };
        let cells = rows
            .iter()
            .map(|row| vec![headline(row), marks(row), settled(row), word(&row["end"])]);
        let cells: Vec<Vec<String>> = cells.collect();
        self.table(
            "list commitments",
            &["STATUS", "MARKS", "SETTLED", "END"],
            &cells,
        );
    }

    fn milestones(&mut self) {
        let today = self.today;
        let all = self.files.live();
        let all = all.flat_map(|held| held.live_milestones().map(move |one| (held, one)));
        let rows: Vec<Value> = all
            .map(|(held, one)| row_of_milestone(held, one, today))
            .collect();
        let rows = self.rows("list milestones", &rows);
        let cells = rows
            .iter()
            .map(|row| vec![headline(row), marks(row), word(&row["due"])]);
        let cells: Vec<Vec<String>> = cells.collect();
        self.table("list milestones", &["STATUS", "MARKS", "DUE"], &cells);
    }

    fn meetings(&mut self) {
        let live = self
            .files
            .meetings
            .iter()
            .filter(|held| held.binned.is_none());
        let rows: Vec<Value> = live
            .map(|held| {
                let [government, civil, other] = apart(held.heads());
                json!({"id": held.id, "date": held.date, "state": held.state.printed(), "government": government,
                       "civil_society": civil, "other": other, "minutes": held.live_minutes().count()})
            })
            .collect();
        let rows = self.rows("list meetings", &rows);
        let cells = rows.iter().map(|row| {
            let minutes = word(&row["minutes"]);
            vec![
                word(&row["state"]),
                both(row),
                if minutes == "0" {
                    String::new()
                } else {
                    minutes
                },
            ]
        });
        let cells: Vec<Vec<String>> = cells.collect();
        self.table("list meetings", &["STATE", "GOV+CSO", "MINUTES"], &cells);
    }

    fn actions(&mut self) {
        let live = self.files.actions.iter().filter(|one| one.binned.is_none());
        let rows: Vec<Value> = live
            .map(|one| {
                let past = one.past(self.today);
                json!({"id": one.id, "due": one.due, "state": one.state(), "overdue": past == Some("late"),
                       "past_date": past})
            })
            .collect();
        let rows = self.rows("list actions", &rows);
        let cells = rows
            .iter()
            .map(|row| vec![word(&row["state"]), marks(row), word(&row["due"])]);
        let cells: Vec<Vec<String>> = cells.collect();
        self.table("list actions", &["STATE", "MARKS", "DUE"], &cells);
        let open = rows.iter().filter(|row| row["state"] == "open").count();
        let printed = self.json("list actions open").len();
        self.same("list actions open", &printed, &open);
    }

    fn decisions(&mut self) {
        let mut rows = Vec::new();
        for held in self
            .files
            .meetings
            .iter()
            .filter(|held| held.binned.is_none())
        {
            for minute in held
                .live_minutes()
                .filter(|minute| minute.kind.is("Decision"))
            {
                let [government, civil, other] = apart(held.at_the_table(minute));
                let id = format!("{}/D{}", held.id, minute.number.unwrap_or_default());
                rows.push(json!({"id": id, "date": held.date, "government": government, "civil_society": civil,
                                 "other": other}));
            }
        }
        let rows = self.rows("list decisions", &rows);
        let cells: Vec<Vec<String>> = rows.iter().map(|row| vec![both(row)]).collect();
        self.table("list decisions", &["GOV+CSO"], &cells);
    }

    fn stakeholders(&mut self) {
        let live: Vec<String> = {
            let live = self
                .files
                .stakeholders
                .iter()
                .filter(|one| one.binned.is_none());
            live.map(|one| one.id.clone()).collect()
        };
        let came: Vec<(usize, usize)> = live.iter().map(|id| self.came(id)).collect();
        let rows: Vec<Value> = live
            .iter()
            .zip(&came)
            .map(|(id, (came, of))| json!({"id": id, "came": came, "of_meetings": of}))
            .collect();
        self.rows("list stakeholders", &rows);
        let cells: Vec<Vec<String>> = came
            .iter()
            .map(|(came, of)| vec![format!("{came}/{of}")])
            .collect();
        self.table("list stakeholders", &["CAME"], &cells);
        for (id, (came, of)) in live.iter().zip(came) {
            let plural = if of == 1 { "" } else { "s" };
            let page = self.print(&format!("show {id}"));
            let expected = format!("{came} of {of} meeting{plural}");
            self.same(&format!("show {id}"), &field(&page, "came to"), &expected);
        }
    }

    /// Returns to how many of the meetings that were held and name anybody somebody came.
    fn came(&self, id: &str) -> (usize, usize) {
        let held = self.files.held();
        let naming = held
            .iter()
            .filter(|held| held.roll.iter().any(|line| line.stakeholder.is_some()));
        let is_it = |held: &&&Meeting| {
            let mut roll = held.roll.iter();
            roll.any(|line| line.stakeholder.as_deref() == Some(id) && line.is_there())
        };
        (naming.clone().filter(is_it).count(), naming.count())
    }

    fn totals(&mut self) {
        let today = self.today;
        let nations = ["Wales", "Scotland", ""];
        let mut expected: Vec<Value> = nations
            .iter()
            .map(|nation| {
                let of: Vec<&Commitment> = self
                    .files
                    .live()
                    .filter(|held| held.nation == *nation)
                    .collect();
                total(&json!(nation), &of, today)
            })
            .collect();
        // Only the nations that the plan names have a line without a commitment.
        expected.retain(|row| row["nation"] != "" || row["commitments"] != 0);
        let all: Vec<&Commitment> = self.files.live().collect();
        expected.push(total(&Value::Null, &all, today));
        let mut rows = self.rows("totals", &expected);
        rows.truncate(expected.len());
        let counts = [
            "commitments",
            "no_evidence",
            "not_started",
            "limited",
            "substantial",
            "complete",
            "withdrawn",
            "not_agreed",
            "overdue",
            "past_date",
            "disputed",
            "untouched",
        ];
        let columns = [
            "ALL",
            "NE",
            "NS",
            "LT",
            "SB",
            "CP",
            "WD",
            "--",
            "OVERDUE",
            "PAST DATE",
            "DISPUTED",
            "UNTOUCHED",
            "MILESTONES DONE",
        ];
        let cells = expected.iter().map(|row| {
            let mut cells: Vec<String> = counts.iter().map(|name| word(&row[name])).collect();
            cells.push(format!(
                "{} of {}",
                row["milestones_done"], row["milestones"]
            ));
            cells
        });
        let cells: Vec<Vec<String>> = cells.collect();
        self.table("totals", &columns, &cells);
    }

    /// Looks at the page of each commitment, milestone and meeting.
    fn pages(&mut self) {
        let today = self.today;
        let mut pages: Vec<(String, Vec<String>, usize, Value)> = Vec::new();
        for held in self.files.live() {
            let mut texts = vec![standing(&Said::of(&all(&held.updates)), held.past(today))];
            for one in held.live_milestones() {
                texts.push(format!(
                    "      {}",
                    standing(&Said::of(&all(&one.updates)), None)
                ));
            }
            pages.push((
                held.id.clone(),
                texts,
                live(&held.updates),
                row_of(held, today),
            ));
            for one in held.live_milestones() {
                let said = standing(&Said::of(&all(&one.updates)), None);
                let row = row_of_milestone(held, one, today);
                pages.push((
                    format!("{}.{}", held.id, one.number),
                    vec![said],
                    live(&one.updates),
                    row,
                ));
            }
        }
        for (id, texts, updates, row) in pages {
            let page = self.print(&format!("show {id}"));
            let (first, rest) = texts.split_first().unwrap();
            self.same(&format!("show {id}"), &field(&page, "status"), first);
            for text in rest {
                if !in_one_line(&page).contains(text.trim()) {
                    self.wrong
                        .push(format!("show {id} has not {text}:\n{page}"));
                }
            }
            let told = page
                .split_once("\nUpdates\n")
                .map_or("", |(_, behind)| behind);
            let told = told.split("\n\n").next().unwrap_or_default();
            let days = told.lines().filter(|line| line.starts_with("  20")).count();
            self.same(&format!("show {id}, updates"), &days, &updates);
            let printed = self.print(&format!("show {id} --json"));
            let printed: Value = serde_json::from_str(&printed).unwrap();
            for name in [
                "status",
                "said_by",
                "agreed",
                "government",
                "civil_society",
                "disputed",
                "overdue",
                "past_date",
            ] {
                self.same(
                    &format!("show {id} --json {name}"),
                    &printed[name],
                    &row[name],
                );
            }
        }
        let rolls = self
            .files
            .meetings
            .iter()
            .filter(|held| !held.roll.is_empty());
        let rolls: Vec<(String, String)> = rolls
            .map(|held| {
                let called = held.heads().map_or(
                    "Roll: not called".to_owned(),
                    |[government, civil, other]| {
                        let side = |people: Option<u64>, side: &str| match people {
                            Some(people) => format!("{people} {side}"),
                            None => format!("{side} not counted"),
                        };
                        let other = other.filter(|people| *people > 0);
                        let other =
                            other.map_or(String::new(), |people| format!(", {people} other"));
                        let government = side(government, "government");
                        format!(
                            "Roll: {government}, {}{other}",
                            side(civil, "civil society")
                        )
                    },
                );
                (held.id.clone(), called)
            })
            .collect();
        for (id, called) in rolls {
            let page = self.print(&format!("show {id}"));
            let roll = page
                .lines()
                .find(|line| line.starts_with("Roll"))
                .unwrap_or_default();
            self.same(&format!("show {id}"), &roll.to_owned(), &called);
        }
    }

    fn check(&mut self) {
        let printed = self.print("check");
        if let Some((count, _)) = printed.trim().split_once(" files, no problems") {
            let expected = self.files.count.to_string();
            self.same("check", &count.to_owned(), &expected);
        }
        let lacks = self.print("check --plan");
        let Some((lines, counted)) = lacks.trim_end().rsplit_once('\n') else {
            return;
        };
        let in_all: usize = counted
            .split(", ")
            .filter_map(|part| part.split(' ').next()?.parse::<usize>().ok())
            .sum();
        self.same("check --plan, in all", &in_all, &lines.lines().count());
        // Nothing is lacking of what was taken back.
        let stands =
            |held: &&Commitment| Said::of(&all(&held.updates)).by("agreed") != Some("withdrawn");
        let bare = self.files.live().filter(stands);
        let bare = bare
            .filter(|held| held.live_milestones().next().is_none())
            .count();
        let printed = lines
            .lines()
            .filter(|line| line.ends_with("it has no milestone"))
            .count();
        self.same("check --plan, no milestone", &printed, &bare);
    }
}
