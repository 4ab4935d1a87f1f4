//! `roundtable self-assessment`: drafts the government's own assessment of a plan.

use std::process::ExitCode;

use jiff::civil::Date;
use serde::Serialize;

use super::super::args::{Args, SelfAssessmentArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::{find, folder, leaving};
use crate::base::id::Id as _;
use crate::model::requirements::Report;
use crate::model::self_assessment::Draft;
use crate::publish::{self, Format, Paper, report_file_name};

/// Writes the draft of the report that was named, else of the one that is to be written next.
pub(crate) fn run(
    args: &Args,
    asked: &SelfAssessmentArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let loaded = folder::read_and_remark(args)?;
    let today = args.now().date();
    let plan = find::plan(&loaded.workspace, asked.plan.as_deref())?;
    let report = asked
        .report
        .map_or_else(|| Report::to_write(plan, today), Report::from);
    let draft = Draft::of(&loaded.workspace, plan, report, today).map_err(|why| {
        let (what, hint) = why.split_once("; ").unwrap_or((&why, ""));
        CliError::Declined {
            what: what.to_owned(),
            hint: hint.to_owned(),
        }
    })?;
    if asked.json {
        out.json(&Row::by(&draft))?;
        return Ok(ExitCode::SUCCESS);
    }
    leaving::nothing_in_the_way(&loaded)?;
    let format = if asked.html {
        Format::Html
    } else {
        Format::Markdown
    };
    let document = publish::self_assessment(&draft);
    let text = publish::written(&document, &paper(&draft), format);
    let names = publish::possible_names_in_plan(&loaded.workspace, plan, &document, today);
    match &asked.out {
        None => {
            out.document(&text)?;
            leaving::remark_on_names(&names);
        }
        Some(path) => {
            leaving::names_are_answered(&names, asked.names.names_seen)?;
            let name = report_file_name(&plan.id, report, format);
            let path = leaving::file_in(path, name)?;
            leaving::write(&path, &paper(&draft), &text, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn paper(draft: &Draft<'_>) -> Paper {
    Paper::SelfAssessment(draft.plan.id.clone(), draft.report)
}

/// What a draft covers, for programs.
#[derive(Serialize)]
struct Row<'d> {
    plan: &'d str,
    report: &'static str,
    from: Date,
    until: Date,
    due: Option<Date>,
    commitments: usize,
    covered: usize,
    not_covered: Vec<&'d str>,
    comments_from: Option<Date>,
    comments_until: Option<Date>,
    to_do: Vec<String>,
}

impl<'d> Row<'d> {
    fn by(draft: &'d Draft<'_>) -> Self {
        let missing = draft.not_covered().map(|held| held.id.as_str());
        let not_covered: Vec<&str> = missing.collect();
        let held = draft.report.recorded(draft.plan);
        let todo = draft.to_do();
        Self {
            plan: draft.plan.id.as_str(),
            report: draft.report.name(),
            from: draft.begin,
            until: draft.end,
            due: draft.asked.due,
            commitments: draft.commitments.len(),
            covered: draft.commitments.len() - not_covered.len(),
            not_covered,
            comments_from: held.comments_from,
            comments_until: held.comments_until,
            to_do: todo.iter().map(|todo| todo.words(draft)).collect(),
        }
    }
}
