//! `roundtable list`: lists records in columns for people or as JSON for programs.

use std::process::ExitCode;

use jiff::civil::Date;

use super::super::args::{Args, ListArgs, ListKind};
use super::super::error::CliError;
use super::super::output::{self, Output};
use super::super::rows::taking_part::{
    ContactRow, ContributionRow, CoverageRow, DocumentRow, StakeholderRow,
};
use super::super::rows::{ActionRow, CommitmentRow, DecisionRow, MeetingRow, MilestoneRow, Row};
use super::super::table;
use super::super::{find, folder};
use crate::base::text::{fold, sought};
use crate::model::action;
use crate::model::assessment::Assessment;
use crate::model::coverage::coverage;
use crate::model::filter::{self, Filter, Sieve};
use crate::model::{Commitment, Contact, Milestone, Plan, PlanId, Workspace, decisions};

/// Lists the records of one kind that pass the filter.
pub(crate) fn run(args: &Args, list: &ListArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    let typed = list.filter.join(" ");
    let today = args.now().date();
    // Whoever mistyped the filter is told before a large workspace is read.
    let filter = match list.kind {
        ListKind::Commitments | ListKind::Milestones => Filter::parse(&typed)?,
        _ => Filter::default(),
    };
    let of_plan = matches!(
        list.kind,
        ListKind::Commitments
            | ListKind::Milestones
            | ListKind::Meetings
            | ListKind::Contributions
            | ListKind::Documents
            | ListKind::Coverage
    );
    if list.plan.is_some() && !of_plan {
        return Err(CliError::Usage {
            what:
                "--plan is for what a plan has: commitments, milestones, meetings, contributions, \
                   documents, coverage"
                    .to_owned(),
            hint: "leave it out; words of the filter find what you look for".to_owned(),
        });
    }
    let workspace = folder::read_and_remark(args)?.workspace;
    let plan = match &list.plan {
        Some(typed) => Some(&find::plan(&workspace, Some(typed))?.id),
        None => None,
    };
    let of = |plan: Option<&PlanId>| {
        let id = plan.unwrap_or(&workspace.settings().current);
        workspace.plans().get(id).map(AsRef::as_ref)
    };
    let considered = considered(&workspace, plan, &filter);
    match list.kind {
        ListKind::Commitments => print(out, list, &commitments(considered, &filter, today)),
        ListKind::Milestones => print(out, list, &milestones(considered, &filter, today)),
        ListKind::Meetings => print(out, list, &holding(&typed, meetings(&workspace, plan))),
        ListKind::Actions => print(out, list, &holding(&typed, actions(&workspace, today))),
        ListKind::Decisions => print(out, list, &holding(&typed, made(&workspace))),
        ListKind::Stakeholders => print(out, list, &holding(&typed, stakeholders(&workspace))),
        ListKind::Contacts => print(out, list, &holding(&typed, contacts(&workspace))),
        ListKind::Contributions => print(out, list, &holding(&typed, contributions(of(plan)))),
        ListKind::Documents => print(out, list, &holding(&typed, documents(of(plan), today))),
        ListKind::Coverage => print(out, list, &holding(&typed, reached(&workspace, of(plan)))),
    }
}

fn print<R: Row>(out: &mut Output, list: &ListArgs, rows: &[R]) -> Result<ExitCode, CliError> {
    if list.json {
        out.json(&rows)?;
    } else if rows.is_empty() {
        output::remark(if list.filter.is_empty() {
            "there are none"
        } else {
            "none pass the filter"
        });
        if let Some(flag) = filter::meant(&list.filter.join(" ")) {
            output::remark(&format!("is `{flag}` meant?"));
        }
    } else {
        let cells: Vec<Vec<String>> = rows.iter().map(Row::cells).collect();
        table::print(out, R::COLUMNS, &cells)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn commitments<'w>(
    considered: impl Iterator<Item = &'w Commitment>,
    filter: &Filter,
    today: Date,
) -> Vec<CommitmentRow> {
    let mut sieve = Sieve::default();
    considered
        .filter(|commitment| sieve.passes(filter, commitment, today))
        .map(|commitment| CommitmentRow::of(commitment, today))
        .collect()
}

fn milestones<'w>(
    considered: impl Iterator<Item = &'w Commitment>,
    filter: &Filter,
    today: Date,
) -> Vec<MilestoneRow> {
    let mut sieve = Sieve::default();
    let mut rows = Vec::new();
    for commitment in considered {
        for milestone in commitment.live_milestones() {
            let passes = filter.is_empty()
                || sieve.passes(filter, &as_commitment(commitment, milestone), today);
            if passes {
                rows.push(MilestoneRow::of(commitment, milestone, today));
            }
        }
    }
    rows
}

fn stakeholders(workspace: &Workspace) -> Vec<StakeholderRow> {
    let all = workspace.stakeholders().values();
    all.filter(|s| s.binned.is_none())
        .map(|s| StakeholderRow::of(workspace, s))
        .collect()
}

fn contacts(workspace: &Workspace) -> Vec<ContactRow> {
    let all = workspace.contacts().values().filter(|c| c.binned.is_none());
    let mut rows: Vec<&Contact> = all.map(AsRef::as_ref).collect();
    rows.sort_by_key(|contact| contact.date);
    rows.into_iter()
        .map(|c| ContactRow::of(workspace, c))
        .collect()
}

fn contributions(plan: Option<&Plan>) -> Vec<ContributionRow> {
    let all = plan.into_iter().flat_map(Plan::live_contributions);
    all.map(ContributionRow::of).collect()
}

fn documents(plan: Option<&Plan>, today: Date) -> Vec<DocumentRow> {
    let all = plan.into_iter().flat_map(Plan::live_documents);
    all.map(|document| DocumentRow::of(document, today))
        .collect()
}

fn reached(workspace: &Workspace, plan: Option<&Plan>) -> Vec<CoverageRow> {
    let Some(plan) = plan else {
        return Vec::new();
    };
    let found = coverage(workspace, plan);
    let nations = found.nations.iter();
    let nations = nations.map(|nation| CoverageRow::of_nation(workspace, nation));
    let areas = found.areas.iter();
    nations
        .chain(areas.map(|area| CoverageRow::of_area(workspace, area)))
        .collect()
}

/// Returns the live commitments of the plan that was named, else of the current one, or of all
/// plans if the filter names some.
fn considered<'w>(
    workspace: &'w Workspace,
    plan: Option<&'w PlanId>,
    filter: &Filter,
) -> impl Iterator<Item = &'w Commitment> {
    let wanted = plan.unwrap_or(&workspace.settings().current);
    let everywhere = plan.is_none() && filter.names_plans();
    workspace
        .commitments()
        .values()
        .map(AsRef::as_ref)
        .filter(move |c| c.binned.is_none() && (everywhere || c.plan == *wanted))
}

/// Returns what a filter for commitments sees of a milestone: the commitment with the milestone's
/// own dates and updates, and the words of both titles.
fn as_commitment(commitment: &Commitment, milestone: &Milestone) -> Commitment {
    let title = format!("{}\n{}", milestone.title, commitment.title);
    let (id, plan) = (commitment.id.clone(), commitment.plan.clone());
    Commitment {
        nation: commitment.nation.clone(),
        lead: commitment.lead.clone(),
        start: milestone.start,
        end: milestone.due,
        values: commitment.values.clone(),
        milestones: vec![milestone.clone()],
        updates: milestone.updates.clone(),
        assessment: Assessment {
            starred: commitment.assessment.starred,
            verifiable: commitment.assessment.verifiable,
            ..Assessment::default()
        },
        replans: milestone.replans.clone(),
        ..Commitment::new(id, plan, commitment.number, title)
    }
}

fn meetings(workspace: &Workspace, plan: Option<&PlanId>) -> Vec<MeetingRow> {
    let live = workspace.meetings().values().filter(|meeting| {
        meeting.binned.is_none() && plan.is_none_or(|plan| meeting.plan == *plan)
    });
    live.map(|meeting| MeetingRow::of(meeting)).collect()
}

fn actions(workspace: &Workspace, today: Date) -> Vec<ActionRow> {
    let live = workspace
        .actions()
        .values()
        .filter(|action| action.binned.is_none());
    let internal = action::internal(workspace);
    live.map(|action| ActionRow::of(workspace, action, internal.contains(&action.id), today))
        .collect()
}

fn made(workspace: &Workspace) -> Vec<DecisionRow> {
    let register = decisions::register(workspace);
    let rows = register.iter().map(|one| DecisionRow::of(workspace, one));
    rows.collect()
}

/// Keeps the rows that meet every word typed: its state if the word is one, else some text of its
/// columns.
fn holding<R: Row>(typed: &str, mut rows: Vec<R>) -> Vec<R> {
    let words = typed.split_whitespace();
    let words: Vec<(String, String)> = words.map(|word| (fold(word), sought(word))).collect();
    rows.retain(|row| {
        let text = sought(&row.cells().join("\n"));
        let mut words = words.iter();
        words.all(|(word, wanted)| row.keyword(word).unwrap_or_else(|| text.contains(wanted)))
    });
    rows
}
