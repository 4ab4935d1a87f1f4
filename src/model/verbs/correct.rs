//! Corrects final minutes: not by changing them, but by adding in the open what is put right.

use super::super::clerk::Clerk;
use super::super::edit::{Change, Edit};
use super::super::ids::{EntryId, MeetingId, RecordRef};
use super::super::meeting::{Correction, Meeting, MeetingState};
use super::super::paragraphs::Paragraphs;
use super::super::workspace::Workspace;
use super::{Proposal, Refusal, already, meeting, propose};

/// What is to be put right.
#[derive(Debug, Clone, Default)]
pub struct Wrong {
    /// The minute; `None` for the minutes as a whole.
    pub minute: Option<EntryId>,
    /// What they should say.
    pub after: Paragraphs,
    /// Who asks for it.
    pub by: String,
    /// Why.
    pub why: String,
}

/// Adds a numbered correction to final minutes.
///
/// # Errors
/// When the minutes are not final (they can simply be edited), or it is not said what they should
/// say, who asks for it and why.
pub fn correct(workspace: &Workspace, clerk: &mut Clerk, id: &MeetingId, wrong: Wrong) -> Proposal {
    let held = meeting(workspace, id)?;
    if held.state != MeetingState::Final {
        return Err(Refusal(format!(
            "the minutes of {id} are not final; e edits them"
        )));
    }
    let missing = [
        (wrong.after.is_empty(), "what it should say"),
        (wrong.by.trim().is_empty(), "who asks for it"),
        (wrong.why.trim().is_empty(), "why"),
    ];
    if let Some((_, what)) = missing.into_iter().find(|(missing, _)| *missing) {
        return Err(Refusal(format!("a correction needs {what}")));
    }
    let before = match &wrong.minute {
        None => Paragraphs::default(),
        Some(minute) => {
            let minute = held.minute(minute);
            let gone = || Refusal(format!("that minute is not in the minutes of {id}"));
            minute.ok_or_else(gone)?.text.clone()
        }
    };
    if told(&before).eq(told(&wrong.after)) {
        let sentence = format!("the minutes of {id} say just that already");
        return Ok(already(workspace, RecordRef::Meeting(id.clone()), sentence));
    }
    let highest = held.corrections.iter().map(|c| c.number).max();
    let correction = Correction {
        id: clerk.mint(),
        number: highest.unwrap_or(0).saturating_add(1),
        date: clerk.today(),
        minute: wrong.minute.clone(),
        before,
        after: wrong.after,
        by: wrong.by.trim().to_owned(),
        why: wrong.why.trim().to_owned(),
        approved_by: None,
    };
    let sentence = format!("correction {} to the minutes of {id}", correction.number);
    let mut copy = Meeting::clone(held);
    copy.corrections.push(correction);
    let edit = Edit::Meeting(Change::update(held, copy));
    let focus = match wrong.minute {
        Some(minute) => RecordRef::Minute(id.clone(), minute),
        None => RecordRef::Meeting(id.clone()),
    };
    Ok(propose(workspace, focus, sentence, vec![edit]))
}

/// Returns the paragraphs that say something, as they are published.
fn told(text: &Paragraphs) -> impl Iterator<Item = &str> {
    let said = text.iter().map(str::trim);
    said.filter(|paragraph| !paragraph.is_empty())
}
