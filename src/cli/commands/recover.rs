//! `roundtable recover`: what programs that ended before their time did not save.

use std::process::ExitCode;

use super::super::afterwards::ELSEWHERE;
use super::super::args::{Args, RecoverArgs};
use super::super::error::CliError;
use super::super::output::{self, Output};
use super::super::{folder, record};
use crate::model::verbs::recover::{Recovered, recover};
use crate::model::{Unfinished, Unrecorded, Workspace};
use crate::store::journal::Recalled;
use crate::store::sitting::{AtWork, Who};
use crate::store::{Loaded, Store};

/// Lists, exports or restores what was not saved or not recorded.
pub(crate) fn run(
    args: &Args,
    asked: &RecoverArgs,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let Loaded {
        store,
        mut workspace,
        ..
    } = folder::read_and_remark(args)?;
    let Some(mut journal) = record::journal_of(store.root(), args.now()) else {
        return Err(CliError::Declined {
            what: "there is no home folder, so nothing was kept".to_owned(),
            hint: "set HOME to the folder of who typed it".to_owned(),
        });
    };
    let Recalled {
        unfinished,
        trouble,
        ..
    } = journal.recall();
    if let Some(trouble) = trouble {
        output::remark(&trouble);
    }
    let (mut found, mut restored) = (0, Vec::new());
    let (mut texts, mut changes) = (false, false);
    // As if what comes before was restored: each attempt to restore that failed did the same again.
    let mut as_if = workspace.clone();
    for one in &unfinished {
        let recovered = recover(&as_if, one);
        if recovered.is_nothing() && one.unrecorded.is_empty() {
            continue;
        }
        found += 1;
        texts |= !one.unrecorded.is_empty();
        changes |= !recovered.is_nothing();
        for edit in recovered.transaction.iter().flat_map(|done| &done.edits) {
            as_if.mirror(edit);
        }
        if asked.export {
            export(one, &recovered, out)?;
        } else {
            list(one, &recovered, out)?;
        }
        if asked.restore {
            restored.push(restore(args, recovered, &store, &mut workspace, out)?);
            if one.unrecorded.is_empty() && store.make_durable().is_ok() {
                // OK because it is then looked at again, and found saved.
                let _ = journal.settle(&one.name);
            }
        }
    }
    if texts && asked.restore {
        output::remark(
            "texts that were not recorded are taken up on the screen: open the workspace, g r",
        );
    }
    let at_work = journal.at_work();
    for (other, unsaved) in &at_work {
        tell_at_work(other, &recover(&workspace, unsaved), out)?;
    }
    match (found, at_work.as_slice()) {
        (0, []) => out.line("nothing to recover was found on this machine")?,
        (0, _) => out.line("nothing else to recover was found on this machine")?,
        _ if asked.export || asked.restore => {}
        _ => out.line(way_out(changes, texts))?,
    }
    let elsewhere = restored.into_iter().find(|exit| *exit != ExitCode::SUCCESS);
    Ok(elsewhere.unwrap_or(ExitCode::SUCCESS))
}

/// Says what is done with what was found: changes are saved again, texts go on where they were typed.
fn way_out(changes: bool, texts: bool) -> &'static str {
    match (changes, texts) {
        (true, false) => "--restore saves it again, --export prints it",
        (false, _) => "open the workspace and g r takes it up, --export prints it",
        (true, true) => {
            "--restore saves again what was not saved, g r in the open workspace takes up what was not \
             recorded, --export prints both"
        }
    }
}

/// Says who has the workspace open, and what there is to recover should that program end now.
fn tell_at_work(other: &AtWork, unsaved: &Recovered, out: &mut Output) -> Result<(), CliError> {
    let AtWork {
        who, unrecorded, ..
    } = other;
    let since = who.since.strftime("%-d %b %H:%M");
    let Who { name, process, .. } = who;
    out.line(&format!(
        "{name} has it open since {since}, as process {process}"
    ))?;
    for (at, sentence) in &unsaved.sentences {
        out.line(&format!(
            "  {}  not saved yet: {sentence}",
            at.strftime("%H:%M")
        ))?;
    }
    for text in unrecorded {
        out.line(&format!("         not recorded yet: {}", text.heading))?;
    }
    Ok(())
}

fn restore(
    args: &Args,
    recovered: Recovered,
    store: &Store,
    workspace: &mut Workspace,
    out: &mut Output,
) -> Result<ExitCode, CliError> {
    let mut exit = ExitCode::SUCCESS;
    if let Some(transaction) = recovered.transaction {
        let (mut clerk, done) = (args.clerk(), (transaction, args.now()));
        exit = record::record(store, workspace, &mut clerk, done, out)?;
    }
    if !recovered.rivals.is_empty() {
        exit = ExitCode::from(ELSEWHERE);
    }
    for rival in &recovered.rivals {
        let (_, name) = rival.instead.name();
        let beside = store.keep_beside(rival)?;
        let beside: Vec<&str> = beside.iter().map(|beside| beside.name.as_str()).collect();
        output::remark(&format!(
            "{name} was changed by others since, which stays; what was not saved is beside it in {}: open the \
             workspace and decide with g v",
            beside.join(", ")
        ));
    }
    Ok(exit)
}

fn list(one: &Unfinished, recovered: &Recovered, out: &mut Output) -> Result<(), CliError> {
    out.line(&heading(one))?;
    for (at, sentence) in &recovered.sentences {
        out.line(&format!(
            "  {}  not saved: {sentence}",
            at.strftime("%H:%M")
        ))?;
    }
    for text in &one.unrecorded {
        out.line(&format!("         not recorded: {}", text.heading))?;
    }
    Ok(())
}

/// Prints all of it, to be kept where the workspace cannot be written.
fn export(one: &Unfinished, recovered: &Recovered, out: &mut Output) -> Result<(), CliError> {
    out.line(&heading(one))?;
    for (at, sentence) in &recovered.sentences {
        out.line(&format!("{}  {sentence}", at.strftime("%Y-%m-%d %H:%M")))?;
    }
    let edits = recovered.transaction.iter().flat_map(|done| &done.edits);
    let rivals = recovered.rivals.iter().map(|rival| &rival.instead);
    for edit in edits.chain(rivals) {
        let (_, name) = edit.name();
        for change in edit
            .changes()
            .iter()
            .filter(|change| !change.after.is_empty())
        {
            out.line("")?;
            out.line(&format!("{name}: {}", change.field))?;
            for line in change.after.lines() {
                out.line(&format!("    {line}"))?;
            }
        }
    }
    for Unrecorded {
        heading, values, ..
    } in &one.unrecorded
    {
        out.line("")?;
        out.line(heading)?;
        for value in values.iter().filter(|value| !value.trim().is_empty()) {
            for line in value.lines() {
                out.line(&format!("    {line}"))?;
            }
        }
    }
    Ok(())
}

fn heading(one: &Unfinished) -> String {
    let who = one.who.as_deref().unwrap_or("somebody");
    match one.done.last() {
        Some((at, _)) => format!("{who}, until {}", at.strftime("%-d %b %Y %H:%M")),
        None => who.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_promised_to_be_saved_where_only_texts_were_typed() {
        assert!(!way_out(false, true).contains("--restore"));
        assert!(way_out(true, true).contains("g r"));
        assert!(!way_out(true, false).contains("g r"));
    }
}
