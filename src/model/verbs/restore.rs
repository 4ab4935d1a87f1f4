//! Makes a record again what one of its versions has: not by going back, but by a new edit, which
//! undo takes back like any other.

use std::sync::Arc;

use jiff::civil::DateTime;

use super::super::action::Action;
use super::super::commitment::{Commitment, Milestone};
use super::super::differences::fields_in_full;
use super::super::edit::{Change, Edit, Transaction};
use super::super::ids::{CommitmentId, RecordRef};
use super::super::meeting::{Meeting, MeetingState};
use super::super::plan::Plan;
use super::super::version::{Held, when};
use super::super::workspace::{Record, Table, Workspace};
use super::revise::{Draft, name_of, revise};
use super::sealed::{commitment_with_final_updates, with_final_updates};
use super::{Proposal, Refusal, commitment, open_record, propose};

/// Makes a record what it was at `time`, as the version `held` has it.
///
/// Updates that were made in a meeting whose minutes are final stay as they are now: they are part
/// of these minutes.
///
/// # Errors
/// When it is the same now, was in the bin then, or its minutes are final and do not change.
pub fn to_version(workspace: &Workspace, held: &Held, time: DateTime) -> Proposal {
    let focus = focus(held);
    let name = name_of(workspace, &focus);
    if is_binned(held) {
        return Err(Refusal(format!(
            "{name} was in the bin then; X puts it there"
        )));
    }
    let (edit, also) = match held {
        Held::Plan(old) => (change(workspace.plans(), plan(workspace, old)), None),
        Held::Commitment(old) => {
            let held = workspace.commitments().get(&old.id);
            let new = held.map_or_else(
                || Commitment::clone(old),
                |now| commitment_with_final_updates(workspace, now, old),
            );
            (change(workspace.commitments(), new), None)
        }
        Held::Milestone(id, old) => (milestone(workspace, id, old)?, None),
        Held::Meeting(old) => {
            may_be_again(workspace, old)?;
            (change(workspace.meetings(), Meeting::clone(old)), None)
        }
        Held::Action(old) => {
            let edit = change(workspace.actions(), Action::clone(old));
            (edit, in_its_minute(workspace, old))
        }
        Held::Stakeholder(old) => {
            let old = old.as_ref().clone();
            (change(workspace.stakeholders(), old), None)
        }
        Held::Contact(old) => (change(workspace.contacts(), old.as_ref().clone()), None),
    };
    let when = when(time);
    let Some(edit) = edit else {
        return Err(Refusal(format!("{name} is now as it was on {when}")));
    };
    let sentence = format!("{name}: as it was on {when}");
    let minuted = format!("{name}: {} changed", fields_in_full(&edit.changes()));
    let edits = std::iter::once(edit).chain(also).collect();
    Ok(Transaction {
        minuted: Some(minuted),
        ..propose(workspace, focus, sentence, edits)
    })
}

fn focus(held: &Held) -> RecordRef {
    match held {
        Held::Plan(held) => RecordRef::Plan(held.id.clone()),
        Held::Commitment(held) => RecordRef::Commitment(held.id.clone()),
        Held::Milestone(id, held) => RecordRef::Milestone(id.clone(), held.id.clone()),
        Held::Meeting(held) => RecordRef::Meeting(held.id.clone()),
        Held::Action(held) => RecordRef::Action(held.id.clone()),
        Held::Stakeholder(held) => RecordRef::Stakeholder(held.id.clone()),
        Held::Contact(held) => RecordRef::Contact(held.id.clone()),
    }
}

fn is_binned(held: &Held) -> bool {
    let binned = match held {
        Held::Plan(_) => None,
        Held::Commitment(held) => held.binned,
        Held::Milestone(_, held) => held.binned,
        Held::Meeting(held) => held.binned,
        Held::Action(held) => held.binned,
        Held::Stakeholder(held) => held.binned,
        Held::Contact(held) => held.binned,
    };
    binned.is_some()
}

/// Returns the edit that makes a record `new`; `None` where it is that.
fn change<T: Record>(table: &Table<T>, new: T) -> Option<Edit> {
    match table.get(new.id()) {
        None => Some(T::edit(Change::create(new))),
        Some(now) if **now == new => None,
        Some(now) => Some(T::edit(Change::update(now, new))),
    }
}

/// Returns an old plan with the contributions and documents of today, each of which is a record of its
/// own.
fn plan(workspace: &Workspace, old: &Plan) -> Plan {
    let mut new = old.clone();
    if let Some(now) = workspace.plans().get(&old.id) {
        new.documents.clone_from(&now.documents);
        let now = &now.co_creation.contributions;
        new.co_creation.contributions.clone_from(now);
    }
    new
}

fn milestone(
    workspace: &Workspace,
    id: &CommitmentId,
    old: &Milestone,
) -> Result<Option<Edit>, Refusal> {
    let mut copy = Commitment::clone(commitment(workspace, id)?);
    match copy.milestones.iter_mut().find(|m| m.id == old.id) {
        Some(now) => {
            let updates = with_final_updates(workspace, &now.updates, &old.updates);
            *now = Milestone {
                updates,
                ..old.clone()
            };
        }
        None => copy.milestones.push(old.clone()),
    }
    Ok(change(workspace.commitments(), copy))
}

/// Says whether a meeting may be again what it was.
fn may_be_again(workspace: &Workspace, old: &Meeting) -> Result<(), Refusal> {
    let id = &old.id;
    let other = workspace.meeting_in_progress().filter(|now| now.id != *id);
    if let Some(now) = other
        && old.state == MeetingState::InProgress
    {
        return Err(Refusal(format!(
            "meeting {id} was in progress then, and {} is now; close that first with s",
            now.id
        )));
    }
    if !workspace.meetings().contains_key(id) {
        return Ok(());
    }
    open_record(workspace, id)?;
    if old.state == MeetingState::Final {
        return Err(Refusal(format!(
            "the minutes of {id} were final then; F makes them final"
        )));
    }
    Ok(())
}

/// Returns the edit by which the minute of an action says the same again, as long as its minutes
/// may change.
fn in_its_minute(workspace: &Workspace, old: &Arc<Action>) -> Option<Edit> {
    let meeting = open_record(workspace, old.meeting.as_ref()?).ok()?;
    let mut minutes = meeting.minutes.iter();
    let minute = minutes.find(|m| m.action.as_ref() == Some(&old.id))?;
    let record = RecordRef::Minute(meeting.id.clone(), minute.id.clone());
    // What they say is the same already where that changes nothing.
    let edit = revise(workspace, &record, |draft| {
        if let Draft::Minute(minute) = draft {
            minute.text = old.text.clone();
            minute.by.clone_from(&old.owner);
            minute.due = old.due;
        }
        Ok(())
    });
    edit.ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::{Value, from_value, json};

    use super::*;
    use crate::model::verbs::tests::{uk, workspace};
    use crate::model::{Clerk, History};

    fn time() -> DateTime {
        date(2018, 4, 9).at(10, 42, 0, 0)
    }

    fn commitment(title: &str, updates: &Value) -> Arc<Commitment> {
        let text = json!({
            "id": "UK0063", "plan": "uk-2016-18", "number": 1, "title": title, "updates": updates,
        });
        Arc::new(from_value(text).expect("a commitment"))
    }

    fn meeting(id: &str, state: &str, title: &str) -> Arc<Meeting> {
        let text = json!({
            "id": id, "plan": "uk-2016-18", "kind": "Review", "date": "2018-04-09",
            "state": state, "title": title,
        });
        Arc::new(from_value(text).expect("a meeting"))
    }

    #[track_caller]
    fn refused(workspace: &Workspace, held: &Held, why: &str) {
        let Err(Refusal(found)) = to_version(workspace, held, time()) else {
            unreachable!("it is done");
        };
        assert_eq!(found, why);
    }

    #[test]
    fn a_record_is_what_it_was_and_undo_takes_that_back() {
        let mut workspace = workspace();
        workspace.admit(commitment("now", &json!([])));
        let start = workspace.clone();
        let old = Held::Commitment(commitment("then", &json!([])));
        let proposed = to_version(&workspace, &old, time()).expect("proposed");
        assert_eq!(proposed.sentence, "UK0063: as it was on 9 Apr 2018 10:42");
        let (mut history, mut clerk) = (History::default(), Clerk::new(time(), 1));
        let done = history.commit(&mut workspace, &mut clerk, proposed);
        done.expect("it fits");
        let title = |workspace: &Workspace| {
            let held = workspace.commitments().get(&uk(63));
            held.map(|held| held.title.clone())
        };
        assert_eq!(title(&workspace).as_deref(), Some("then"));
        refused(
            &workspace,
            &old,
            "UK0063 is now as it was on 9 Apr 2018 10:42",
        );
        history.undo(&mut workspace).expect("undone");
        assert_eq!(workspace, start);
    }

    #[test]
    fn the_minutes_say_what_changed_and_not_how() {
        let mut workspace = workspace();
        workspace.admit(commitment("now", &json!([])));
        workspace.admit(meeting("c", "InProgress", "now"));
        let old = Held::Commitment(commitment("then", &json!([])));
        let proposed = to_version(&workspace, &old, time()).expect("proposed");
        let (mut history, mut clerk) = (History::default(), Clerk::new(time(), 1));
        let done = history.commit(&mut workspace, &mut clerk, proposed);
        done.expect("it fits");
        let held = workspace.meetings().values();
        let entries = held.flat_map(|held| &held.changed);
        let words: Vec<&str> = entries.map(|entry| entry.words.as_str()).collect();
        assert_eq!(words, ["UK0063: title changed"]);
    }

    #[test]
    fn what_final_minutes_hold_stays_as_it_is() {
        let mut workspace = workspace();
        let update = |id: &str, meeting: &str, note: &str| json!({"id": id, "date": "2018-04-09", "meeting": meeting, "note": [note]});
        workspace.admit(meeting("final", "Final", ""));
        workspace.admit(meeting("open", "Closed", ""));
        let now = json!([
            update("a", "final", "now"),
            update("b", "open", "now"),
            update("c", "final", "now"),
            update("d", "open", "now"),
        ]);
        workspace.admit(commitment("now", &now));
        let then = json!([
            update("a", "final", "then"),
            update("b", "open", "then"),
            update("x", "final", "then"),
        ]);
        let held = Held::Commitment(commitment("then", &then));
        let proposed = to_version(&workspace, &held, time()).expect("proposed");
        let expected = json!([
            update("a", "final", "now"),
            update("b", "open", "then"),
            update("c", "final", "now"),
        ]);
        let Some(Edit::Commitment(change)) = proposed.edits.first() else {
            unreachable!("a commitment is changed");
        };
        assert_eq!(change.after, Some(commitment("then", &expected)));
    }

    #[test]
    fn a_milestone_alone_is_what_it_was() {
        let mut workspace = workspace();
        let milestone = |id: &str, title: &str| json!({"id": id, "number": 1, "title": title});
        let whole = |milestones: Value| -> Arc<Commitment> {
            let text = json!({
                "id": "UK0063", "plan": "p", "number": 1, "title": "now", "milestones": milestones,
            });
            Arc::new(from_value(text).expect("a commitment"))
        };
        workspace.admit(whole(json!([milestone("1", "now"), milestone("2", "now")])));
        let old = from_value(milestone("2", "then")).expect("a milestone");
        let held = Held::Milestone(uk(63), Arc::new(old));
        let proposed = to_version(&workspace, &held, time()).expect("proposed");
        let Some(Edit::Commitment(change)) = proposed.edits.first() else {
            unreachable!("a commitment is changed");
        };
        let expected = whole(json!([milestone("1", "now"), milestone("2", "then")]));
        assert_eq!(change.after, Some(expected));
    }

    #[test]
    fn an_action_and_its_minute_say_the_same_again() {
        let mut workspace = workspace();
        let action = |owner: &str| -> Arc<Action> {
            let text = json!({
                "id": "a1", "date": "2018-04-09", "text": ["Do it"], "owner": owner,
                "meeting": "2018-04-09",
            });
            Arc::new(from_value(text).expect("an action"))
        };
        let mut open = Meeting::clone(&meeting("2018-04-09", "Closed", ""));
        let minute = json!({
            "id": "m1", "kind": "Action", "text": ["Do it"], "by": "now", "action": "a1",
        });
        open.minutes.push(from_value(minute).expect("a minute"));
        workspace.admit(Arc::new(open));
        workspace.admit(action("now"));
        let held = Held::Action(action("then"));
        let proposed = to_version(&workspace, &held, time()).expect("proposed");
        let owners: Vec<&str> = proposed
            .edits
            .iter()
            .filter_map(|edit| match edit {
                Edit::Action(change) => Some(change.after.as_ref()?.owner.as_str()),
                Edit::Meeting(change) => Some(change.after.as_ref()?.minutes.first()?.by.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(owners, ["then", "then"]);
        assert_eq!(
            proposed.sentence,
            "action “Do it”: as it was on 9 Apr 2018 10:42"
        );
    }

    #[test]
    fn what_may_not_be_again_is_refused() {
        let mut workspace = workspace();
        let held = |id: &str, state: &str| Held::Meeting(meeting(id, state, "then"));
        workspace.admit(meeting("a", "Final", "now"));
        workspace.admit(meeting("b", "Closed", "now"));
        workspace.admit(meeting("c", "InProgress", "now"));
        let why = "the minutes of a are final and do not change; c adds a correction";
        refused(&workspace, &held("a", "Closed"), why);
        let why = "the minutes of b were final then; F makes them final";
        refused(&workspace, &held("b", "Final"), why);
        let why = "meeting b was in progress then, and c is now; close that first with s";
        refused(&workspace, &held("b", "InProgress"), why);
        assert!(to_version(&workspace, &held("c", "InProgress"), time()).is_ok());
        let why = "meeting d was in progress then, and c is now; close that first with s";
        refused(&workspace, &held("d", "InProgress"), why);
        // A meeting whose file is gone is brought back as it was.
        assert!(to_version(&workspace, &held("d", "Final"), time()).is_ok());
        let mut binned = Commitment::clone(&commitment("then", &json!([])));
        binned.binned = Some(time().date());
        let why = "UK0063 was in the bin then; X puts it there";
        refused(&workspace, &Held::Commitment(Arc::new(binned)), why);
    }
}
