//! `roundtable timeline`: what happened and is to happen in a plan, or to one commitment.

use std::io;
use std::process::ExitCode;

use jiff::civil::Date;
use serde::Serialize;

use super::super::args::{Args, TimelineArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::page::Page;
use super::super::{find, folder, leaving};
use crate::base::id::Id as _;
use crate::model::timeline::{Moment, moments, story};
use crate::model::{Commitment, CommitmentId, Plan, RecordRef, Workspace};
use crate::publish::{self, publish_timeline};

/// Prints the moments in order, each with its date.
pub(crate) fn run(
    args: &Args,
    asked: &TimelineArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let loaded = folder::read_and_remark(args)?;
    let (workspace, today) = (&loaded.workspace, args.now().date());
    let only = match &asked.id {
        Some(typed) => Some(commitment(workspace, typed)?),
        None => None,
    };
    let of_only = only.map(|held| held.plan.as_str());
    let plan = find::plan(workspace, asked.plan.as_deref().or(of_only))?;
    let told = match only {
        Some(held) => story(workspace, &held.id, today),
        None => moments(workspace, &plan.id, today),
    };
    if asked.markdown {
        leaving::nothing_in_the_way(&loaded)?;
        if let Some(held) = only.filter(|held| held.binned.is_some()) {
            return Err(CliError::Declined {
                what: format!(
                    "{} is in the bin, and nothing of that is published",
                    held.id
                ),
                hint: "open the workspace and take it out with g b".to_owned(),
            });
        }
        let only = only.map(|held| &held.id);
        out.document(&publish_timeline(workspace, plan, only, today))?;
        let document = publish::timeline(workspace, plan, only, today);
        let names = publish::possible_names_in_plan(workspace, plan, &document, today);
        leaving::remark_on_names(&names);
    } else if asked.json {
        let rows: Vec<Row<'_>> = told.iter().map(|one| Row::of(workspace, one)).collect();
        out.json(&rows)?;
    } else {
        page(workspace, plan, only, &told, today, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn commitment<'w>(workspace: &'w Workspace, typed: &str) -> Result<&'w Commitment, CliError> {
    let id = CommitmentId::parse(typed).ok();
    let held = id.and_then(|id| workspace.commitments().get(&id));
    held.map(AsRef::as_ref)
        .ok_or_else(|| find::unknown(workspace, typed))
}

fn page(
    workspace: &Workspace,
    plan: &Plan,
    only: Option<&Commitment>,
    told: &[Moment],
    today: Date,
    out: &mut Output,
) -> io::Result<()> {
    let mut page = match only {
        None => Page::begin(out, plan.id.as_str(), &plan.title)?,
        Some(held) => {
            let name = format!("{} {}", held.place_in_plan(), held.id);
            Page::begin(out, &name, &held.title)?
        }
    };
    let mut is_told = false;
    for moment in told {
        if !is_told && moment.day().is_none_or(|day| day > today) {
            page.hang(&dated(&today), "today")?;
            is_told = true;
        }
        let words = match only {
            None => moment.told_of_plan(workspace),
            Some(_) => moment.told(workspace),
        };
        page.hang(&dated(&moment.date), &words)?;
    }
    if !is_told {
        page.hang(&dated(&today), "today")?;
    }
    if told.is_empty() {
        page.hang("", "no dates yet")?;
    }
    Ok(())
}

/// Returns a date with room for the longest, `Autumn 2017`.
fn dated(date: &impl ToString) -> String {
    format!("{:<13}", date.to_string())
}

/// A moment for programs.
#[derive(Serialize)]
struct Row<'w> {
    date: String,
    first_day: Option<Date>,
    last_day: Option<Date>,
    kind: &'static str,
    words: String,
    more: &'w str,
    subject: Option<String>,
    nation: Option<&'w str>,
    number: Option<u16>,
    record: Option<String>,
}

impl<'w> Row<'w> {
    fn of(workspace: &'w Workspace, moment: &Moment) -> Self {
        let held = moment.commitment(workspace);
        let subject = moment.subject.as_ref();
        let meeting = moment.record.as_ref().and_then(RecordRef::meeting);
        let name = subject.map(|subject| workspace.subject_name(subject));
        Self {
            date: moment.date.to_string(),
            first_day: moment.date.first_day(),
            last_day: moment.date.last_day(),
            kind: moment.kind(),
            words: moment.words(),
            more: moment.more(workspace),
            record: meeting.map(ToString::to_string).or_else(|| name.clone()),
            subject: name,
            nation: held.map(|held| held.nation.as_str()),
            number: held.map(|held| held.number),
        }
    }
}
