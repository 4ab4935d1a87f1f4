//! The page of a plan: what it promises about itself, the papers of its forum, what was contributed.

use std::io;

use jiff::civil::Date;

use super::super::super::output::Output;
use super::super::super::page::Page;
use crate::base::date::FuzzyDate;
use crate::model::contribution::Origin;
use crate::model::field::{self, Field, PlanField};
use crate::model::{Plan, RecordRef, Workspace};

/// Prints a plan.
pub(super) fn page(
    workspace: &Workspace,
    plan: &Plan,
    today: Date,
    out: &mut Output,
) -> io::Result<()> {
    let mut page = Page::begin(out, &plan.id.to_string(), &plan.title)?;
    page.field("nations", &plan.nations.join("; "))?;
    page.optional("start", plan.start.map(FuzzyDate::human))?;
    page.optional("end", plan.end.map(FuzzyDate::human))?;
    page.optional("published", plan.published)?;
    let promised = |number: u16| (number > 0).then_some(number);
    page.optional("months a review", promised(plan.cadence_months.into()))?;
    page.optional("minister, a year", promised(plan.minister_meetings.into()))?;
    page.optional("points to add at", promised(plan.addition_points.into()))?;
    page.optional("days to publish", promised(plan.minutes_days))?;
    page.field("website", &plan.website)?;
    recorded(&mut page, workspace, plan)?;
    documents(&mut page, plan, today)?;
    contributions(&mut page, plan)?;
    page.text("Notes", &plan.notes)?;
    page.list("Sources", &plan.sources)
}

/// Prints what is known of its making, its forum and its reports, by the names they are set by.
fn recorded(page: &mut Page<'_>, workspace: &Workspace, plan: &Plan) -> io::Result<()> {
    let record = RecordRef::Plan(plan.id.clone());
    let mut is_first = true;
    for field in PlanField::RECORDED {
        let value = field::read(workspace, &record, Field::Plan(field)).unwrap_or_default();
        // A number that nothing asks for is 0.
        if value.is_empty() || value == "0" {
            continue;
        }
        if std::mem::take(&mut is_first) {
            page.heading("How it was made, its forum, its reports")?;
        }
        let value = value.replace('\n', "; ");
        page.hang(&format!("  {}: ", field.label()), &value)?;
    }
    Ok(())
}

fn documents(page: &mut Page<'_>, plan: &Plan, today: Date) -> io::Result<()> {
    for (nth, document) in plan.live_documents().enumerate() {
        if nth == 0 {
            page.heading("Documents of the forum")?;
        }
        let dated = document.dated.map(|dated| format!(", {}", dated.human()));
        let review = document.next_review.map(|review| {
            let overdue = if document.is_overdue(today) {
                ", overdue"
            } else {
                ""
            };
            format!("; next review {}{overdue}", review.human())
        });
        let text = format!(
            "{}: {}{}{}",
            document.kind.words(),
            document.title,
            dated.unwrap_or_default(),
            review.unwrap_or_default()
        );
        page.hang("  ", &text)?;
        if !document.link.is_empty() {
            page.hang("      ", &document.link)?;
        }
    }
    Ok(())
}

fn contributions(page: &mut Page<'_>, plan: &Plan) -> io::Result<()> {
    for (nth, contribution) in plan.live_contributions().enumerate() {
        if nth == 0 {
            page.heading("Contributions")?;
        }
        let way = contribution.way.map_or("", Origin::words);
        let about = contribution.commitment.as_ref();
        let about = about.map(ToString::to_string).unwrap_or_default();
        let facts = [contribution.by.as_str(), way, &about];
        let facts: Vec<&str> = facts.into_iter().filter(|fact| !fact.is_empty()).collect();
        page.hang(&format!("  {}  ", contribution.date), &facts.join(", "))?;
        for paragraph in contribution.text.iter() {
            page.hang("      ", paragraph)?;
        }
        if !contribution.is_answered() {
            page.hang("      ", "not answered yet")?;
        }
        for paragraph in contribution.response.iter() {
            page.hang("      answer: ", paragraph)?;
        }
    }
    Ok(())
}
