//! Logs an informal exchange.

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit, Transaction};
use super::super::exchange::{Exchange, read};
use super::super::ids::RecordRef;
use super::super::stakeholder::Contact;
use super::super::workspace::Workspace;
use super::revise::shorten;
use super::{Proposal, propose};

/// Logs an informal exchange that one line tells of.
///
/// # Errors
/// When the line is not understood or says nothing.
pub fn log(workspace: &Workspace, clerk: &mut Clerk, line: &str) -> Proposal {
    let exchange = read(workspace, line, clerk.today())?;
    let (day, remark) = (exchange.day(), exchange.remark());
    let Exchange {
        with,
        about,
        date,
        text,
        ..
    } = exchange;
    let logged = Contact {
        id: clerk.mint(),
        date,
        with,
        about,
        text: text.as_str().into(),
        binned: None,
    };
    let comma = if day.how.is_some() { "," } else { "" };
    let whom = match logged.with_whom(workspace).as_str() {
        "" => ", nobody named".to_owned(),
        whom => format!("{comma} with {whom}"),
    };
    let remark = remark.map_or_else(String::new, |remark| format!("; {remark}, not when it was"));
    let sentence = format!("contact of {day}{whom}: {}{remark}", shorten(&text));
    let focus = RecordRef::Contact(logged.id.clone());
    let edits = vec![Edit::Contact(Change::create(logged))];
    // With whom, and what was said, is no matter of a meeting.
    let minuted = Some("an informal contact was logged".to_owned());
    Ok(Transaction {
        minuted,
        ..propose(workspace, focus, sentence, edits)
    })
}
