//! `roundtable totals`: a plan in numbers, one nation after the other.

use std::process::ExitCode;

use serde::Serialize;

use super::super::args::{Args, TotalsArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::table::{self, Column};
use super::super::{find, folder};
use crate::base::id::Id as _;
use crate::model::totals::{Totals, totals};

/// The columns for people.
const COLUMNS: &[Column] = &[
    Column::new("NATION", 24),
    Column::new("ALL", 5),
    Column::new("NE", 4),
    Column::new("NS", 4),
    Column::new("LT", 4),
    Column::new("SB", 4),
    Column::new("CP", 4),
    Column::new("WD", 4),
    Column::new("--", 4),
    Column::new("OVERDUE", 7),
    Column::new("PAST DATE", 9),
    Column::new("DISPUTED", 8),
    Column::new("UNTOUCHED", 9),
    Column::new("MILESTONES DONE", 15),
];

/// Prints a line for each nation, and the whole.
pub(crate) fn run(args: &Args, asked: &TotalsArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    let workspace = folder::read_and_remark(args)?.workspace;
    let plan = find::plan(&workspace, asked.plan.as_deref())?;
    let (whole, nations) = totals(&workspace, &plan.id, args.now().date());
    let of_nations = nations
        .iter()
        .map(|(nation, totals)| (Some(nation), totals));
    let lines: Vec<(Option<&String>, &Totals)> = of_nations.chain([(None, &whole)]).collect();
    if asked.json {
        let row = |&(nation, totals): &(Option<&String>, &Totals)| {
            Row::of(plan.id.as_str(), nation.cloned(), totals)
        };
        out.json(&lines.iter().map(row).collect::<Vec<_>>())?;
    } else {
        let rows = lines.iter().map(|(nation, totals)| cells(*nation, totals));
        table::print(out, COLUMNS, &rows.collect::<Vec<_>>())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn cells(nation: Option<&String>, totals: &Totals) -> Vec<String> {
    let name = match nation.map(String::as_str) {
        None => "whole plan",
        Some("") => "(no nation)",
        Some(nation) => nation,
    };
    let mut cells = vec![name.to_owned(), totals.commitments.to_string()];
    cells.extend(totals.agreed.iter().map(ToString::to_string));
    let counts = [
        totals.not_agreed(),
        totals.overdue,
        totals.past_date,
        totals.disputed,
        totals.untouched,
    ];
    cells.extend(counts.iter().map(ToString::to_string));
    cells.push(format!("{} of {}", totals.done, totals.milestones));
    cells
}

/// The totals of a nation for programs.
#[derive(Serialize)]
struct Row {
    plan: String,
    nation: Option<String>,
    commitments: usize,
    no_evidence: usize,
    not_started: usize,
    limited: usize,
    substantial: usize,
    complete: usize,
    withdrawn: usize,
    not_agreed: usize,
    overdue: usize,
    past_date: usize,
    disputed: usize,
    untouched: usize,
    milestones: usize,
    milestones_done: usize,
}

impl Row {
    fn of(plan: &str, nation: Option<String>, totals: &Totals) -> Self {
        let [
            no_evidence,
            not_started,
            limited,
            substantial,
            complete,
            withdrawn,
        ] = totals.agreed;
        Self {
            plan: plan.to_owned(),
            nation,
            commitments: totals.commitments,
            no_evidence,
            not_started,
            limited,
            substantial,
            complete,
            withdrawn,
            not_agreed: totals.not_agreed(),
            overdue: totals.overdue,
            past_date: totals.past_date,
            disputed: totals.disputed,
            untouched: totals.untouched,
            milestones: totals.milestones,
            milestones_done: totals.done,
        }
    }
}
