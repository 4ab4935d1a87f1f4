//! Commands that record what is said.

use super::desk::Desk;
use super::name;
use super::signature::Given;
use super::wrong::Wrong;
use crate::base::date::FuzzyDate;
use crate::model::verbs::minute::{self, Saying};
use crate::model::{Capture, MinuteKind, Side, Subject, Transaction};

/// Minutes a line as the quick line of the screen understands it.
pub(super) fn line(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let captured = Capture::of(desk.workspace, given.must("LINE"), desk.clerk.today());
    // On the screen a person sees what was not understood; here nobody looks.
    if let Some(remark) = captured.remarks.first() {
        let hint = "minute-note and its like take a text as it is";
        return Err(Wrong::not_understood(remark.what.clone(), hint));
    }
    let mut dates = Vec::new();
    if let Some(due) = captured.due {
        name::sure(due)?;
        dates.push(("due".to_owned(), due));
    }
    let about = talked_about(desk);
    let minuted = record(desk, captured.saying(about.as_ref()))?;
    Ok(minuted.saying(&dates))
}

/// Minutes a note.
pub(super) fn note(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    said(desk, given, MinuteKind::Note)
}

/// Minutes progress.
pub(super) fn progress(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    said(desk, given, MinuteKind::Progress)
}

/// Minutes an objection.
pub(super) fn objection(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    said(desk, given, MinuteKind::Objection)
}

/// Minutes a question.
pub(super) fn question(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    said(desk, given, MinuteKind::Question)
}

/// Minutes that there was nothing new to say.
pub(super) fn no_update(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let named: Result<Vec<Subject>, Wrong> = given
        .all("IDS")
        .iter()
        .flat_map(|typed| typed.split_whitespace())
        .map(|typed| name::subject(desk.workspace, typed))
        .collect();
    let subjects = match named? {
        named if named.is_empty() => talked_about(desk).into_iter().collect(),
        named => named,
    };
    let meeting = desk.meeting_id()?;
    let (workspace, clerk) = (desk.workspace, &mut *desk.clerk);
    Ok(minute::no_update(workspace, clerk, &meeting, &subjects)?)
}

/// Minutes an action.
pub(super) fn action(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let due = due(desk, given)?;
    let saying = saying(desk, given, MinuteKind::Action)?;
    record(desk, Saying { due, ..saying })
}

/// Minutes a decision.
pub(super) fn decision(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let earlier = given.get("supersedes").map(str::parse).transpose();
    let supersedes = earlier.map_err(|what: String| Wrong::not_understood(what, ""))?;
    let saying = saying(desk, given, MinuteKind::Decision)?;
    record(
        desk,
        Saying {
            supersedes,
            ..saying
        },
    )
}

/// Adds an action that no minute records.
pub(super) fn add_action(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let about = given
        .get("about")
        .map(|typed| name::subject(desk.workspace, typed));
    let saying = Saying {
        by: name::people(desk, given.get("by").unwrap_or_default())?,
        text: given.must("TEXT").into(),
        due: due(desk, given)?,
        about: about.transpose()?,
        ..Saying::new(MinuteKind::Action)
    };
    Ok(minute::add_action(desk.workspace, desk.clerk, &saying)?)
}

/// Reads who says so.
pub(super) fn side(typed: &str) -> Result<Side, Wrong> {
    match Side::from_words(typed) {
        Some(side) => Ok(side),
        None => name::one_of("side", typed, &Side::ALL, Side::words),
    }
}

fn said(desk: &mut Desk<'_>, given: &Given, kind: MinuteKind) -> Result<Transaction, Wrong> {
    let saying = saying(desk, given, kind)?;
    record(desk, saying)
}

fn record(desk: &mut Desk<'_>, saying: Saying) -> Result<Transaction, Wrong> {
    let meeting = desk.meeting_id()?;
    Ok(minute::minute(
        desk.workspace,
        desk.clerk,
        &meeting,
        saying,
    )?)
}

fn saying(desk: &Desk<'_>, given: &Given, kind: MinuteKind) -> Result<Saying, Wrong> {
    Ok(Saying {
        about: about(desk, given)?,
        by: name::people(desk, given.get("by").unwrap_or_default())?,
        text: given.get("TEXT").unwrap_or_default().into(),
        side: given.get("side").map(side).transpose()?,
        internal: match given.get("internal") {
            Some(typed) => name::one_of("answer", typed, &[true, false], yes_or_no)?,
            None => false,
        },
        ..Saying::new(kind)
    })
}

/// Returns what a minute is about: what was named, else what is being talked about.
fn about(desk: &Desk<'_>, given: &Given) -> Result<Option<Subject>, Wrong> {
    match given.get("about") {
        None => Ok(talked_about(desk)),
        Some("none") => Ok(None),
        Some(typed) => name::subject(desk.workspace, typed).map(Some),
    }
}

/// Returns the commitment or milestone of the item that is being talked about.
fn talked_about(desk: &Desk<'_>) -> Option<Subject> {
    desk.meeting().ok()?.current_item()?.subject().cloned()
}

fn due(desk: &Desk<'_>, given: &Given) -> Result<Option<FuzzyDate>, Wrong> {
    given
        .get("due")
        .map(|typed| name::date_of_key(desk, "due", typed))
        .transpose()
}

fn yes_or_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}
