//! What a commitment was made of: one that was split, merged into it, or carried on from an earlier
//! plan. It is kept with the one that goes on.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::commitment::Commitment;
use super::ids::CommitmentId;
use super::workspace::Workspace;
use crate::base::date::{day, human_day};

/// A commitment that another goes on from.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Descent {
    /// The one before.
    pub from: CommitmentId,
    /// How the one became the other.
    pub how: Way,
    /// The day it did.
    #[serde(deserialize_with = "day")]
    pub date: Date,
}

/// How one commitment became another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Way {
    /// A part of it was taken out.
    Split,
    /// All of it went into the other.
    Merged,
    /// The next plan takes it up again.
    CarriedForward,
}

impl Way {
    /// Returns what the later one says of the earlier.
    pub fn words(self) -> &'static str {
        match self {
            Self::Split => "split from",
            Self::Merged => "took in",
            Self::CarriedForward => "carried forward from",
        }
    }

    /// Returns what the earlier one says of the later.
    pub fn words_onward(self) -> &'static str {
        match self {
            Self::Split => "partly in",
            Self::Merged => "merged into",
            Self::CarriedForward => "carried forward as",
        }
    }
}

/// Returns where a commitment comes from and goes: the way into the plan, when it was published, the
/// commitments before and after it, a few words each.
pub fn origin(workspace: &Workspace, commitment: &Commitment) -> Vec<String> {
    let mut origin = Vec::new();
    let way = commitment.came_from;
    origin.extend(way.map(|way| format!("from a {}", way.words())));
    let published = commitment.published;
    origin.extend(published.map(|day| format!("published {}", human_day(day))));
    for before in &commitment.descent {
        origin.push(format!("{} {}", before.how.words(), before.from));
    }
    for (after, how) in successors(workspace, &commitment.id) {
        origin.push(format!("{} {}", how.words_onward(), after.id));
    }
    origin
}

/// Returns the commitments that go on from this one, and how.
fn successors<'w>(
    workspace: &'w Workspace,
    id: &'w CommitmentId,
) -> impl Iterator<Item = (&'w Commitment, Way)> {
    let live = workspace.commitments().values().map(AsRef::as_ref);
    let live = live.filter(|c: &&Commitment| c.binned.is_none());
    live.filter_map(move |later| {
        let mut descent = later.descent.iter();
        let from = descent.find(|descent| descent.from == *id)?;
        Some((later, from.how))
    })
}
