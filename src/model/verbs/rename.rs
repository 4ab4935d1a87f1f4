//! Gives a stakeholder another name, and keeps the one it had for the records of that time.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::super::ids::{RecordRef, StakeholderId};
use super::super::stakeholder::{FormerName, Stakeholder};
use super::super::workspace::Workspace;
use super::revise::{Draft, revise_if_other};
use super::{Proposal, Refusal, already, propose};
use crate::base::date::spoken_day;
use crate::base::text::alike;

/// Renames a stakeholder from the day `since` on. A name that was only mistyped is put right with
/// an edit instead.
///
/// # Errors
/// When the name is empty, its own, or that of another, the day is to come, or it was renamed later than
/// that.
pub fn rename(
    workspace: &Workspace,
    who: &StakeholderId,
    name: &str,
    since: Date,
    today: Date,
) -> Proposal {
    let name = name.trim();
    if name.is_empty() {
        return Err(Refusal::new("give the new name"));
    }
    if since > today {
        return Err(Refusal(format!(
            "{since} is still to come; rename it on that day"
        )));
    }
    let named_so = |other: &&std::sync::Arc<Stakeholder>| {
        other.id != *who && other.binned.is_none() && alike(&other.name, name)
    };
    if let Some(other) = workspace.stakeholders().values().find(named_so) {
        return Err(Refusal(format!(
            "{} is among the stakeholders already",
            other.name
        )));
    }
    let until = since
        .checked_sub(1.day())
        .map_err(|_| Refusal::new("that day is too early"))?;
    let mut was = String::new();
    let record = RecordRef::Stakeholder(who.clone());
    let edit = revise_if_other(workspace, &record, |draft| {
        let Draft::Stakeholder(held) = draft else {
            return Err(Refusal::new("only stakeholders are renamed"));
        };
        if held.name == name {
            return Ok(());
        }
        if let Some(later) = held.former_names.iter().find(|was| was.until >= until) {
            return Err(Refusal(format!(
                "it was called {} until {}; give a later day",
                later.name, later.until
            )));
        }
        was = std::mem::replace(&mut held.name, name.to_owned());
        held.former_names.push(FormerName {
            name: was.clone(),
            until,
        });
        Ok(())
    })?;
    let Some(edit) = edit else {
        let sentence = format!("it is called {name} already");
        return Ok(already(workspace, record, sentence));
    };
    let sentence = format!("{was} is called {name} since {}", spoken_day(since));
    Ok(propose(workspace, record, sentence, vec![edit]))
}
