//! What became of each commitment between two days: what was said of it, in its own record or in a meeting, which
//! statuses changed, what was added, what became late.

use std::sync::Arc;

use jiff::civil::Date;

use super::between::between;
use super::commitment::Commitment;
use super::deadline::Past;
use super::ids::{CommitmentId, MilestoneId};
use super::pulse::Pulse;
use super::status::{Side, Standing, Update};
use super::workspace::Workspace;
use crate::base::date::{FuzzyDate, human_day};

/// What became of a commitment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// The commitment.
    pub commitment: CommitmentId,
    /// What became of it, a line each; none where nothing did.
    pub changes: Vec<String>,
}

/// Compares the commitments of the current plan as they were known at the end of two days.
pub fn compare(workspace: &Workspace, from: Date, to: Date) -> Vec<Compared> {
    let (before, after) = (workspace.as_of(from), workspace.as_of(to));
    let current = &workspace.settings().current;
    let mut said = between(&before, &after, from);
    let all = after.commitments().values();
    let of_plan = all.filter(|held| held.plan == *current && held.binned.is_none());
    let compared = of_plan.map(|held| {
        let was = before
            .commitments()
            .get(&held.id)
            .filter(|was| was.binned.is_none());
        let mut changes = match was {
            Some(was) if Arc::ptr_eq(was, held) => Vec::new(),
            Some(was) => changes(was, held),
            None => vec!["it is new".to_owned()],
        };
        changes.extend(said.remove(&held.id).unwrap_or_default());
        changes.extend(became_late(held, from, to));
        Compared {
            commitment: held.id.clone(),
            changes,
        }
    });
    let gone = before.commitments().values().filter(|was| {
        let is = after.commitments().get(&was.id);
        was.plan == *current && was.binned.is_none() && is.is_none_or(|is| is.binned.is_some())
    });
    let gone = gone.map(|was| Compared {
        commitment: was.id.clone(),
        changes: vec!["it was put in the bin".to_owned()],
    });
    let mut compared: Vec<Compared> = compared.chain(gone).collect();
    compared.sort_by(|one, other| one.commitment.cmp(&other.commitment));
    compared
}

fn changes(was: &Commitment, is: &Commitment) -> Vec<String> {
    let mut changes = Vec::new();
    changes.extend(status("status", was.standing(), is.standing()));
    for milestone in is.live_milestones() {
        let name = is.name_of(milestone);
        match was.live_milestones().find(|was| was.id == milestone.id) {
            Some(was) => changes.extend(status(&name, was.standing(), milestone.standing())),
            None => changes.push(format!("{name} is new: {}", milestone.title)),
        }
    }
    for was in was.live_milestones() {
        if is.live_milestones().all(|is| is.id != was.id) {
            changes.push(format!("{} was put in the bin", is.name_of(was)));
        }
    }
    changes.extend(moved("the commitment", was.end, is.end));
    for milestone in is.live_milestones() {
        if let Some(was) = was.milestone(&milestone.id) {
            changes.extend(moved(&is.name_of(milestone), was.due, milestone.due));
        }
    }
    for (subject, update) in is.live_updates() {
        let known = was
            .all_updates()
            .any(|(of, known)| of == subject && known.id == update.id);
        if !known {
            changes.push(said(is, subject.milestone.as_ref(), update));
        }
    }
    let live = is.pulses.iter().filter(|pulse| pulse.binned.is_none());
    for pulse in live.filter(|pulse| was.pulses.iter().all(|known| known.id != pulse.id)) {
        changes.push(answered(pulse));
    }
    changes
}

/// Says how a status changed, of those that differ.
fn status(name: &str, was: Standing, is: Standing) -> Option<String> {
    let shown = |standing: Standing| match standing.shown() {
        None if standing.is_disputed() => standing.words(),
        None => "no status".to_owned(),
        Some((status, Side::Agreed)) => status.words().to_owned(),
        Some((status, side)) => format!("{} ({})", status.words(), side.words()),
    };
    let (was, is) = (shown(was), shown(is));
    (was != is).then(|| format!("{name}: {was} → {is}"))
}

fn moved(name: &str, was: Option<FuzzyDate>, is: Option<FuzzyDate>) -> Option<String> {
    let words =
        |date: Option<FuzzyDate>| date.map_or_else(|| "no date".to_owned(), FuzzyDate::human);
    (was != is).then(|| format!("{name} is due {} instead of {}", words(is), words(was)))
}

fn said(commitment: &Commitment, milestone: Option<&MilestoneId>, update: &Update) -> String {
    let milestone = milestone.and_then(|id| commitment.milestone(id));
    let about = milestone.map(|milestone| format!("{}, ", commitment.name_of(milestone)));
    let about = about.unwrap_or_default();
    let side = match update.side {
        Side::Agreed => "both sides".to_owned(),
        side => side.words().to_owned(),
    };
    let status = update
        .status
        .map(|status| format!(" ({})", status.words()))
        .unwrap_or_default();
    let day = human_day(update.date);
    format!("{about}{side} on {day}{status}: {}", update.note.first())
}

/// Says that civil society answered the three questions.
fn answered(pulse: &Pulse) -> String {
    let day = human_day(pulse.date);
    match pulse.note.first() {
        "" => format!("civil society answered on {day}"),
        note => format!("civil society answered on {day}: {note}"),
    }
}

/// Says of what the date passed between two days without its being settled.
fn became_late(held: &Commitment, from: Date, to: Date) -> Vec<String> {
    let late = |name: String, due: Option<FuzzyDate>, past: Option<Past>| {
        let (due, past) = due.filter(|due| !due.is_past(from)).zip(past)?;
        let due = due.human();
        Some(if past.is_late() {
            format!("{name} became late: it was due {due}")
        } else {
            format!("{name} was due {due}: {}", past.reported.words())
        })
    };
    let whole = late(held.id.to_string(), held.end, held.past_date(to));
    let milestones = held.live_milestones().filter_map(|milestone| {
        let name = held.name_of(milestone);
        late(name, milestone.due, held.milestone_past(milestone, to))
    });
    whole.into_iter().chain(milestones).collect()
}
