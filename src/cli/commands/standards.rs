//! `roundtable standards`: what the plan has to do, whether it does, and what shows it.

use std::io;
use std::process::ExitCode;

use jiff::civil::Date;
use serde::Serialize;

use super::super::args::{Args, StandardsArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::page::Page;
use super::super::{find, folder, leaving};
use crate::base::date::human_day;
use crate::base::id::Id as _;
use crate::base::text::capitalised;
use crate::model::requirements::{Body, Exhibit, Judged, Requirement, judge_all};
use crate::model::{Plan, RecordRef};
use crate::publish::{self, Format, publish_standards};

/// Prints every requirement with its verdict.
pub(crate) fn run(
    args: &Args,
    standards: &StandardsArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let loaded = folder::read_and_remark(args)?;
    let workspace = &loaded.workspace;
    let today = args.now().date();
    let plan = find::plan(workspace, standards.plan.as_deref())?;
    let requirements = Requirement::built_in().map_err(CliError::Requirements)?;
    let judged = judge_all(requirements, workspace, plan, today);
    let format = match (standards.markdown, standards.html) {
        (true, _) => Some(Format::Markdown),
        (_, true) => Some(Format::Html),
        _ => None,
    };
    if let Some(format) = format {
        leaving::nothing_in_the_way(&loaded)?;
        let text = publish_standards(workspace, plan, &judged, today, format);
        out.document(&text)?;
        let document = publish::standards(workspace, plan, &judged, today);
        let names = publish::possible_names_in_plan(workspace, plan, &document, today);
        leaving::remark_on_names(&names);
    } else if standards.json {
        let rows: Vec<Row<'_>> = judged.iter().map(Row::of).collect();
        out.json(&rows)?;
    } else {
        page(plan, &judged, today, out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn page(plan: &Plan, judged: &[Judged], today: Date, out: &mut Output) -> io::Result<()> {
    let mut page = Page::begin(out, plan.id.as_str(), &plan.title)?;
    page.field("judged on", &human_day(today))?;
    let mut heading = None;
    for one in judged {
        let part = (one.binding, one.requirement.body);
        if heading != Some(part) {
            heading = Some(part);
            page.heading(&heading_of(part))?;
        }
        requirement(&mut page, one, today)?;
    }
    Ok(())
}

fn heading_of((binding, body): (bool, Body)) -> String {
    let in_force = if binding {
        ""
    } else {
        ", not in force for this plan"
    };
    capitalised(&format!("{}{in_force}", body.words()))
}

fn requirement(page: &mut Page<'_>, judged: &Judged, today: Date) -> io::Result<()> {
    let Judged {
        requirement,
        finding,
        ..
    } = judged;
    let verdict = finding.verdict.words();
    page.hang(&format!("  {verdict:<12}"), &requirement.numbered_title())?;
    page.hang("              ", &finding.why)?;
    if let Some(hint) = &finding.hint {
        page.hang("              ", hint)?;
    }
    if let Some(due) = finding.due_words(today) {
        page.hang("              ", &due)?;
    }
    for Exhibit { words, meets, .. } in &finding.exhibits {
        let mark = match meets {
            Some(true) => "yes",
            Some(false) => "NO ",
            None => "-  ",
        };
        page.hang(&format!("              {mark} "), words)?;
    }
    Ok(())
}

/// A requirement for programs.
#[derive(Serialize)]
struct Row<'j> {
    id: &'j str,
    number: &'j str,
    body: Body,
    title: &'j str,
    text: &'j str,
    in_force: bool,
    verdict: &'static str,
    why: &'j str,
    hint: Option<&'j str>,
    due: Option<Date>,
    source: &'j str,
    link: &'j str,
    wording: &'static str,
    shown_by: Vec<Shown<'j>>,
}

/// Returns the id by which `roundtable show` knows a record.
fn id_of(record: &RecordRef) -> Option<String> {
    let subject = record.subject().map(|subject| subject.to_string());
    let meeting = || record.meeting().map(ToString::to_string);
    let plan = || record.plan().map(ToString::to_string);
    subject.or_else(meeting).or_else(plan)
}

/// What shows it.
#[derive(Serialize)]
struct Shown<'j> {
    record: Option<String>,
    words: &'j str,
    meets: Option<bool>,
}

impl<'j> Row<'j> {
    fn of(judged: &'j Judged) -> Self {
        let Judged {
            requirement,
            binding,
            finding,
        } = judged;
        let shown = |exhibit: &'j Exhibit| Shown {
            record: exhibit.record.as_ref().and_then(id_of),
            words: &exhibit.words,
            meets: exhibit.meets,
        };
        Self {
            id: &requirement.id,
            number: &requirement.number,
            body: requirement.body,
            title: &requirement.title,
            text: &requirement.text,
            in_force: *binding,
            verdict: finding.verdict.words(),
            why: &finding.why,
            hint: finding.hint.as_deref(),
            due: finding.due,
            source: &requirement.source,
            link: &requirement.link,
            wording: requirement.wording.words(),
            shown_by: finding.exhibits.iter().map(shown).collect(),
        }
    }
}
