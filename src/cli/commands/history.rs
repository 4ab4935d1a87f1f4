//! `roundtable history`: the versions of one record, and one of them again.

use std::io;
use std::process::ExitCode;

use jiff::civil::DateTime;
use serde::Serialize;

use super::super::args::{Args, HistoryArgs};
use super::super::error::CliError;
use super::super::output::{self, Output};
use super::super::page::Page;
use super::super::{find, folder, record};
use crate::base::id::Id as _;
use crate::model::differences::Difference;
use crate::model::verbs::restore;
use crate::model::version::{Hand, Version, Versioned, none_kept};
use crate::model::{
    ActionId, CommitmentId, ContactId, MeetingId, PlanId, PutBack, StakeholderId, Workspace,
};
use crate::store::{Loaded, Store};

/// Shows the versions of the record with the id that was typed, or restores one.
pub(crate) fn run(
    args: &Args,
    asked: &HistoryArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let Loaded {
        store,
        mut workspace,
        ..
    } = folder::read_and_remark(args)?;
    let of = named(&workspace, &store, &asked.id)?;
    let name = of.name(&workspace);
    let past = store.past(&of, usize::MAX);
    let past = past.map_err(|error| CliError::Declined {
        what: format!("the versions of {name} cannot be read: {}", error.why()),
        hint: error.hint(),
    })?;
    if past.unreadable > 0 {
        let n = past.unreadable;
        output::remark(&format!("versions that cannot be read: {n}"));
    }
    let mut versions = past.versions;
    if let Some(number) = asked.at {
        versions.retain(|version| version.number == number);
    }
    if let (Some(number), true) = (asked.at, versions.is_empty()) {
        return Err(CliError::Declined {
            what: format!("no version {number} of {name} is kept"),
            hint: format!("`roundtable history {}` shows all of them", asked.id),
        });
    }
    if asked.json {
        let shown: Vec<Shown<'_>> = versions.iter().map(Shown::of).collect();
        out.json(&shown)?;
    } else if versions.is_empty() {
        let is_held = find::unread(&workspace, &asked.id).is_none();
        out.line(&none_kept(&name, is_held))?;
    }
    for version in versions.iter().filter(|_| !asked.json) {
        if asked.restore {
            return restore(args, version, &of, &store, &mut workspace, out);
        } else if asked.at.is_some() {
            whole(version, &name, out)?;
        } else {
            in_brief(version, out)?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns what is meant by an id: also a record that is gone but of which versions are kept.
fn named(workspace: &Workspace, store: &Store, typed: &str) -> Result<Versioned, CliError> {
    if let Some(decision) = find::decision(workspace, typed) {
        let meeting = decision.id.meeting;
        output::remark(&format!(
            "{typed} is kept in the meeting {meeting}, whose versions these are"
        ));
        return Ok(Versioned::Meeting(meeting));
    }
    let unknown = match find::record(workspace, typed) {
        Ok(record) => return Ok(Versioned::of(&record)),
        Err(unknown) => unknown,
    };
    if let Some(record) = find::unread(workspace, typed) {
        return Ok(record);
    }
    let gone = [
        PlanId::parse(typed).map(Versioned::Plan),
        CommitmentId::parse(typed).map(Versioned::Commitment),
        MeetingId::parse(typed).map(Versioned::Meeting),
        ActionId::parse(typed).map(Versioned::Action),
        StakeholderId::parse(typed).map(Versioned::Stakeholder),
        ContactId::parse(typed).map(Versioned::Contact),
    ];
    let is_kept = |of: &Versioned| {
        let past = store.past(of, usize::MAX);
        past.is_ok_and(|past| !past.versions.is_empty())
    };
    gone.into_iter().flatten().find(is_kept).ok_or(unknown)
}

/// A version as JSON has it.
#[derive(Debug, Serialize)]
struct Shown<'v> {
    number: u64,
    time: DateTime,
    who: &'v str,
    meeting: Option<&'v MeetingId>,
    said: &'v [String],
    more: usize,
    thinned: bool,
    changes: Vec<Difference>,
}

impl<'v> Shown<'v> {
    fn of(version: &'v Version) -> Self {
        Self {
            number: version.number,
            time: version.time,
            who: version.hand.words(),
            meeting: version.meeting.as_ref(),
            said: &version.said,
            more: version.more,
            thinned: version.thinned,
            changes: version.changes(),
        }
    }
}

/// Prints a version with a line for each field.
fn in_brief(version: &Version, out: &mut Output) -> io::Result<()> {
    let first = format!("{:>4}", version.number);
    let mut page = Page::begin(out, &first, &version.heading())?;
    page.hang("      ", &version.sentence())?;
    // All it held is too much here, and shown by --at.
    let changes = match version.hand {
        Hand::First => Vec::new(),
        _ => version.changes(),
    };
    for change in changes {
        let (before, after) = (or_nothing(&change.before), or_nothing(&change.after));
        let line = format!("{}: {before} → {after}", change.field);
        page.hang("      - ", &line)?;
    }
    Ok(())
}

/// Prints a version with all it says.
fn whole(version: &Version, name: &str, out: &mut Output) -> io::Result<()> {
    let mut page = Page::begin(out, name, &version.heading())?;
    for sentence in version.sentences() {
        page.hang("  ", &sentence)?;
    }
    for change in version.changes() {
        page.heading(&change.field)?;
        page.hang("  before: ", &or_nothing(&change.before))?;
        page.hang("  after:  ", &or_nothing(&change.after))?;
    }
    Ok(())
}

fn or_nothing(text: &str) -> String {
    match text {
        "" => "nothing".to_owned(),
        text => text.replace('\n', " / "),
    }
}

fn restore(
    args: &Args,
    version: &Version,
    of: &Versioned,
    store: &Store,
    workspace: &mut Workspace,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let held = version.held(&of.name(workspace))?;
    let transaction = restore::to_version(workspace, &held, version.time)?;
    let unread = workspace.unread().iter();
    let mut unread = unread.filter(|unread| unread.record().as_ref() == Some(of));
    if let Some(file) = unread.next().cloned() {
        let put_back = PutBack {
            file,
            record: transaction.edits.first().cloned(),
            sentence: format!("{}: put back", of.name(workspace)),
        };
        record::put_back(store, workspace, &put_back)?;
        out.line(&put_back.sentence)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (mut clerk, done) = (args.clerk(), (transaction, args.now()));
    record::record(store, workspace, &mut clerk, done, out)
}
