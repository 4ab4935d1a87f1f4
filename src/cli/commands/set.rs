//! `roundtable set`: reports a status, with the same verbs as the keys.

use std::process::ExitCode;

use super::super::args::{Args, SetArgs};
use super::super::error::CliError;
use super::super::output::Output;
use super::super::{find, folder, record};
use crate::base::text::alike;
use crate::model::status::Side;
use crate::model::verbs::report::Report;
use crate::model::verbs::{act, report};
use crate::model::{
    ActionId, ActionState, Clerk, RecordRef, Status, Subject, Transaction, Workspace,
};
use crate::store::Loaded;

/// Commits and saves the change, then prints what came of it.
pub(crate) fn run(args: &Args, set: &SetArgs, out: &mut Output) -> Result<ExitCode, CliError> {
    let Loaded {
        store,
        mut workspace,
        ..
    } = folder::read_and_remark(args)?;
    let mut clerk = args.clerk();
    if find::decision(&workspace, &set.id).is_some() {
        return Err(no_status(&set.id));
    }
    let found = find::record(&workspace, &set.id)?;
    let transaction = match (&found, found.subject()) {
        (RecordRef::Action(id), _) => action(&workspace, &mut clerk, id, set)?,
        (_, Some(subject)) => subject_status(&workspace, &mut clerk, &subject, set)?,
        (_, None) => return Err(no_status(&set.id)),
    };
    let done = (transaction, args.now());
    record::record(&store, &mut workspace, &mut clerk, done, out)
}

fn subject_status(
    workspace: &Workspace,
    clerk: &mut Clerk,
    subject: &Subject,
    set: &SetArgs,
) -> Result<Transaction, CliError> {
    let status = Status::from_words(&set.status).ok_or_else(|| CliError::Usage {
        what: format!("there is no status `{}`", set.status),
        hint: format!("type one of: {}", words(Status::ALL.map(Status::words))),
    })?;
    let meeting = set
        .meeting
        .as_deref()
        .map(|id| find::meeting(workspace, id))
        .transpose()?;
    let told = Report {
        status: Some(status),
        side: set.side.map(Side::from).unwrap_or_default(),
        note: set.note.as_deref().unwrap_or_default().into(),
        evidence: set.evidence.clone(),
        meeting,
        ..Report::default()
    };
    Ok(report::report(workspace, clerk, subject, told)?)
}

fn action(
    workspace: &Workspace,
    clerk: &mut Clerk,
    id: &ActionId,
    set: &SetArgs,
) -> Result<Transaction, CliError> {
    if set.side.is_some() || set.meeting.is_some() || !set.evidence.is_empty() {
        return Err(CliError::Usage {
            what: format!("`{id}` is an action; it has a state and a note"),
            hint: "leave out --side, --evidence and --meeting".to_owned(),
        });
    }
    let named = |state: &ActionState| alike(state.words(), &set.status);
    let state = ActionState::ALL
        .into_iter()
        .find(named)
        .ok_or_else(|| CliError::Usage {
            what: format!("an action has no state `{}`", set.status),
            hint: format!(
                "type one of: {}",
                words(ActionState::ALL.map(ActionState::words))
            ),
        })?;
    let note = set.note.as_deref().unwrap_or_default().into();
    Ok(act::set_state(workspace, clerk, id, state, note)?)
}

fn no_status(typed: &str) -> CliError {
    CliError::Usage {
        what: format!("`{typed}` has no status"),
        hint: "commitments, milestones and actions have one".to_owned(),
    }
}

fn words<const N: usize>(words: [&str; N]) -> String {
    words.map(|word| word.replace(' ', "-")).join(", ")
}
