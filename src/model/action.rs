//! An action: what someone promised to do, and what has become of it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::deadline::{Past, Reported};
use super::ids::{ActionId, EntryId, MeetingId, Subject};
use super::later::in_order;
use super::meeting::{Meeting, MeetingState, Minute};
use super::paragraphs::Paragraphs;
use super::workspace::Workspace;
use crate::base::date::{FuzzyDate, Lag, day, day_or_none};

/// What someone promised to do by when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Action {
    /// Names the action.
    pub id: ActionId,
    /// The day it was agreed.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// What is to be done.
    pub text: Paragraphs,
    /// Who is to do it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub owner: String,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<FuzzyDate>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Subject>,
    /// The meeting that agreed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
    /// What has become of it, day by day.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<ActionStep>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// A dated change of an action's state; like a status, a state is read from these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionStep {
    /// Names the step within its action.
    pub id: EntryId,
    /// The day of it.
    #[serde(deserialize_with = "day")]
    pub date: Date,
    /// The one it was made after, where its day alone would put it before that ([`later`](super::later)).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<EntryId>,
    /// The state from then on.
    pub state: ActionState,
    /// Why, or how far.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub note: Paragraphs,
    /// The meeting in progress when it was recorded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingId>,
}

/// What has become of an action.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActionState {
    /// Agreed, not begun.
    #[default]
    Open,
    /// Begun.
    Doing,
    /// Done.
    Done,
    /// Given up, with a reason.
    Dropped,
    /// Laid before the minister; still to be done.
    Escalated,
}

impl ActionState {
    /// Every state.
    pub const ALL: [Self; 5] = [
        Self::Open,
        Self::Doing,
        Self::Done,
        Self::Dropped,
        Self::Escalated,
    ];

    /// Returns the state in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Doing => "doing",
            Self::Done => "done",
            Self::Dropped => "dropped",
            Self::Escalated => "escalated",
        }
    }

    /// Returns true when nothing more is to be done.
    pub fn is_settled(self) -> bool {
        matches!(self, Self::Done | Self::Dropped)
    }
}

impl Action {
    /// Returns its state: the one of the latest step.
    pub fn state(&self) -> ActionState {
        let latest = self.latest_step();
        latest.map(|step| step.state).unwrap_or_default()
    }

    /// Returns the step from which its state is read.
    pub fn latest_step(&self) -> Option<&ActionStep> {
        in_order(&self.steps).last().copied()
    }

    /// Returns what can be said on that day of its due date, where it has passed and nobody has said that
    /// it is settled.
    pub fn past_date(&self, today: Date) -> Option<Past> {
        let by = Lag::past(self.due.filter(|_| !self.state().is_settled())?, today)?;
        let reported = if self.steps.is_empty() {
            Reported::Nothing
        } else {
            Reported::NotComplete
        };
        Some(Past { by, reported })
    }

    /// Returns true when its date has passed and the last step says that it is not done.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.past_date(today).is_some_and(Past::is_late)
    }
}

/// Returns when what a minute promises is due as it was agreed; what the minute does not say, its
/// action does until the minutes are final.
pub fn due_as_agreed(
    workspace: &Workspace,
    meeting: &Meeting,
    minute: &Minute,
) -> Option<FuzzyDate> {
    let action = minute.action.as_ref();
    let action = action.filter(|_| meeting.state != MeetingState::Final);
    let action = action.and_then(|id| workspace.actions().get(id));
    minute.due.or(action.and_then(|action| action.due))
}

/// Returns the actions that internal minutes gave rise to: they are as internal.
pub fn internal(workspace: &Workspace) -> BTreeSet<&ActionId> {
    let minutes = workspace.meetings().values().flat_map(|m| &m.minutes);
    let internal = minutes.filter(|minute| minute.internal);
    internal.filter_map(|m| m.action.as_ref()).collect()
}
