//! The pages of a commitment and of a milestone.

use std::io;

use jiff::civil::Date;

use super::super::super::output::Output;
use super::super::super::page::Page;
use crate::base::date::{FuzzyDate, human_day};
use crate::base::text::capitalised;
use crate::model::assessment::{Assessment, OgpValue};
use crate::model::deadline::Reported;
use crate::model::descent::origin;
use crate::model::indicator::Indicator;
use crate::model::questions;
use crate::model::replan::{Replan, Slip};
use crate::model::verbs::pulse::words;
use crate::model::{Commitment, Milestone, Side, Standing, Status, Update, Workspace, star};

/// Prints a commitment with its milestones and what was said about it.
pub(super) fn page(
    workspace: &Workspace,
    commitment: &Commitment,
    today: Date,
    out: &mut Output,
) -> io::Result<()> {
    let mut page = Page::begin(out, &commitment.id.to_string(), &commitment.title)?;
    let plan = workspace
        .plans()
        .get(&commitment.plan)
        .map(|plan| plan.title.as_str());
    page.field("plan", plan.unwrap_or(&commitment.plan.to_string()))?;
    page.field("number", &commitment.place_in_plan())?;
    page.field(
        "status",
        &standing(commitment.standing(), commitment.reported_past(today)),
    )?;
    page.field("lead", &commitment.lead.join("; "))?;
    page.field("support", &commitment.support.join("; "))?;
    page.optional("start", commitment.start.map(FuzzyDate::human))?;
    page.optional("end", commitment.end.map(FuzzyDate::human))?;
    replans(&mut page, commitment.slip(), &commitment.replans)?;
    page.field("policy areas", &commitment.policy_areas.join("; "))?;
    let values: Vec<&str> = commitment
        .values
        .iter()
        .map(|&value| OgpValue::words(value))
        .collect();
    page.field("values", &values.join("; "))?;
    page.field("origin", &origin(workspace, commitment).join("; "))?;
    page.optional("added in", commitment.added_in.as_ref())?;
    page.optional("in the bin since", commitment.binned)?;
    let era = workspace.plans().get(&commitment.plan).map(|plan| plan.era);
    for ((field, _), _) in questions::all_texts(era) {
        if let Some(text) = commitment.text_of(field) {
            page.text(&capitalised(field.label()), text)?;
        }
    }
    milestones(&mut page, commitment, today)?;
    updates(&mut page, &commitment.updates)?;
    pulses(&mut page, commitment)?;
    assessment(&mut page, &commitment.assessment)?;
    let plan = workspace.plans().get(&commitment.plan);
    if let Some(computed) = plan.and_then(|plan| star::differs(plan, &commitment.assessment)) {
        page.hang("  starred by rule    ", &computed.words())?;
    }
    page.list("Sources", &commitment.sources)
}

/// Prints what civil society answered to the three questions.
fn pulses(page: &mut Page<'_>, commitment: &Commitment) -> io::Result<()> {
    let live = commitment.pulses.iter().filter(|p| p.binned.is_none());
    for (nth, pulse) in live.enumerate() {
        if nth == 0 {
            page.heading("Civil society’s own view")?;
        }
        page.hang(&format!("  {}  ", pulse.date), &pulse.by)?;
        page.hang("      ", &words(pulse))?;
        for paragraph in pulse.note.iter() {
            page.hang("      ", paragraph)?;
        }
    }
    Ok(())
}

/// Prints a milestone and what was said about it.
pub(super) fn milestone_page(
    commitment: &Commitment,
    milestone: &Milestone,
    today: Date,
    out: &mut Output,
) -> io::Result<()> {
    let id = commitment.name_of(milestone);
    let mut page = Page::begin(out, &id, &milestone.title)?;
    page.field("of", &commitment.title)?;
    page.field("status", &standing(milestone.standing(), None))?;
    page.optional("start", milestone.start.map(FuzzyDate::human))?;
    page.optional("due", due(commitment, milestone, today))?;
    replans(&mut page, milestone.slip(), &milestone.replans)?;
    page.field("responsible", &milestone.responsible)?;
    let places: Vec<String> = milestone.shown_by.iter().map(ToString::to_string).collect();
    page.field("can be seen in", &places.join("; "))?;
    page.optional("added in", milestone.added_in.as_ref())?;
    page.optional("in the bin since", milestone.binned)?;
    page.text("Notes", &milestone.notes)?;
    updates(&mut page, &milestone.updates)
}

fn replans(page: &mut Page<'_>, slip: Option<Slip>, replans: &[Replan]) -> io::Result<()> {
    page.optional("re-planned", slip.map(Slip::words))?;
    for replan in replans {
        let (day, from, to) = (
            human_day(replan.date),
            replan.from.human(),
            replan.to.human(),
        );
        page.field("", &format!("{day}: {from} → {to}, {}", replan.reason))?;
    }
    Ok(())
}

fn milestones(page: &mut Page<'_>, commitment: &Commitment, today: Date) -> io::Result<()> {
    for (nth, milestone) in commitment.live_milestones().enumerate() {
        if nth == 0 {
            page.heading("Milestones")?;
        }
        page.hang(
            &format!("  {}.{}  ", commitment.id, milestone.number),
            &milestone.title,
        )?;
        let said = standing(milestone.standing(), None);
        let due = due(commitment, milestone, today).map(|due| format!(", due {due}"));
        page.hang("      ", &format!("{said}{}", due.unwrap_or_default()))?;
    }
    Ok(())
}

fn updates(page: &mut Page<'_>, updates: &[Update]) -> io::Result<()> {
    let shown = updates.iter().filter(|update| update.binned.is_none());
    for (nth, update) in shown.enumerate() {
        if nth == 0 {
            page.heading("Updates")?;
        }
        let said = update.status.map_or("a note", Status::words);
        let meeting = update
            .meeting
            .as_ref()
            .map(|id| format!(", in the meeting {id}"));
        let line = format!(
            "{}: {said}{}",
            update.side.words(),
            meeting.unwrap_or_default()
        );
        page.hang(&format!("  {}  ", update.date), &line)?;
        for paragraph in update.note.iter() {
            page.hang("      ", paragraph)?;
        }
        if !update.delay.is_empty() {
            page.hang("      late because: ", &update.delay)?;
        }
        for evidence in &update.evidence {
            page.hang("      evidence: ", evidence)?;
        }
    }
    Ok(())
}

fn assessment(page: &mut Page<'_>, assessment: &Assessment) -> io::Result<()> {
    if assessment.is_empty() {
        return Ok(());
    }
    page.heading("The reviewer's assessment")?;
    let readings = Indicator::ALL.map(|one| (one.words(), one.shown(assessment)));
    for (name, value) in readings
        .into_iter()
        .filter(|(_, value)| *value != "not known")
    {
        page.hang(&format!("  {name:<17}  "), value)?;
    }
    Ok(())
}

/// Returns a standing in words: `limited; government says complete (disputed), overdue`.
fn standing(standing: Standing, past: Option<Reported>) -> String {
    let mut words = match standing.shown() {
        None if standing.is_disputed() => standing.words(),
        None => "no status".to_owned(),
        Some((status, Side::Agreed)) => status.words().to_owned(),
        Some((status, side)) => format!("{} ({})", status.words(), side.words()),
    };
    match past {
        Some(reported) if reported.is_late() => words.push_str(", overdue"),
        Some(reported) => {
            words.push_str(", past a date: ");
            words.push_str(reported.words());
        }
        None => {}
    }
    words
}

fn due(commitment: &Commitment, milestone: &Milestone, today: Date) -> Option<String> {
    let due = milestone.due?.human();
    Some(match commitment.milestone_past(milestone, today) {
        Some(past) => format!("{due}, {}", past.words()),
        None => due,
    })
}
