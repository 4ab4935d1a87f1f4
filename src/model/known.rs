//! Finds whom and what somebody named by as much of the name as it takes.

use super::commitment::Commitment;
use super::ids::{CommitmentId, Subject};
use super::stakeholder::Stakeholder;
use super::workspace::Workspace;
use crate::base::id::Id;
use crate::base::near;
use crate::base::text::fold;

/// How many names are offered for one that is not known.
const OFFERED: usize = 3;
/// The fewest letters that may stand for a name, so that no slip of one key names anybody. One
/// sign of a script that is not Latin can be a word.
const FEWEST_LETTERS: usize = 2;

/// Why a name was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// Nothing has that name.
    Nothing {
        /// The names that may have been meant, nearest first.
        nearest: Vec<String>,
    },
    /// More than one thing may be meant.
    Several(Vec<String>),
}

impl Unknown {
    /// Says so in a sentence: `no organisation “Involvd” is known; did you mean Involve?`.
    pub fn sentence(&self, what: &str, typed: &str) -> String {
        match self {
            Self::Several(names) => format!("“{typed}” could be {}", names.join(" or ")),
            Self::Nothing { nearest } if nearest.is_empty() => {
                format!("no {what} “{typed}” is known")
            }
            Self::Nothing { nearest } => format!(
                "no {what} “{typed}” is known; did you mean {}?",
                nearest.join(" or ")
            ),
        }
    }

    fn nearest<'k>(typed: &str, known: impl IntoIterator<Item = &'k str>) -> Self {
        let nearest = near::nearest(typed, known, OFFERED);
        Self::Nothing {
            nearest: nearest.into_iter().map(str::to_owned).collect(),
        }
    }
}

/// Finds an organisation or person that is not in the bin: by name or id, or by a beginning of the
/// name that no other has.
///
/// # Errors
/// The nearest names, or those it could be.
pub fn stakeholder<'w>(workspace: &'w Workspace, typed: &str) -> Result<&'w Stakeholder, Unknown> {
    if let Some(exact) = exact_stakeholder(workspace, typed)? {
        return Ok(exact);
    }
    let wanted = fold(typed);
    let enough = !wanted.is_ascii() || wanted.len() >= FEWEST_LETTERS;
    let begins = |s: &&Stakeholder| enough && fold(&s.name).starts_with(&wanted);
    match live(workspace).filter(begins).collect::<Vec<_>>()[..] {
        [one] => Ok(one),
        [] => Err(Unknown::nearest(
            typed.trim(),
            live(workspace).map(|s| s.name.as_str()),
        )),
        ref several => Err(several_names(several)),
    }
}

/// Returns the whole name of an organisation or person that is known by what was typed, or by its first
/// words; else what was typed, as it may be the beginning of quite another name.
pub fn full_name(workspace: &Workspace, typed: &str) -> String {
    let words = format!("{} ", fold(typed.trim()));
    let is_meant = |known: &&Stakeholder| {
        let exact = exact_stakeholder(workspace, typed).ok().flatten();
        exact.is_some_and(|exact| exact.id == known.id) || fold(&known.name).starts_with(&words)
    };
    let known = stakeholder(workspace, typed).ok().filter(is_meant);
    known.map_or_else(|| typed.trim().to_owned(), |known| known.name.clone())
}

/// Finds an organisation or person that is not in the bin by the whole name or id.
///
/// # Errors
/// Those it could be, where only letter case, accents or signs tell them apart.
pub fn exact_stakeholder<'w>(
    workspace: &'w Workspace,
    typed: &str,
) -> Result<Option<&'w Stakeholder>, Unknown> {
    let (typed, wanted) = (typed.trim(), fold(typed));
    if let Some(same) = live(workspace).find(|s| s.name.trim() == typed) {
        return Ok(Some(same));
    }
    let same = |s: &&Stakeholder| fold(&s.name) == wanted;
    match live(workspace).filter(same).collect::<Vec<_>>()[..] {
        [one] => Ok(Some(one)),
        [] => {
            let by_id = live(workspace).find(|s| s.id.as_str().eq_ignore_ascii_case(typed));
            // A name it had before is its name as well, unless another has it now.
            let had = |s: &&Stakeholder| s.names().any(|name| fold(name) == wanted);
            match (
                by_id,
                live(workspace).filter(had).collect::<Vec<_>>().as_slice(),
            ) {
                (Some(one), _) => Ok(Some(one)),
                (None, []) => Ok(None),
                (None, [one]) => Ok(Some(one)),
                (None, several) => Err(several_names(several)),
            }
        }
        ref several => Err(several_names(several)),
    }
}

fn live(workspace: &Workspace) -> impl Iterator<Item = &Stakeholder> {
    let all = workspace.stakeholders().values().map(AsRef::as_ref);
    all.filter(|s| s.binned.is_none())
}

fn several_names(several: &[&Stakeholder]) -> Unknown {
    let names = several.iter().take(OFFERED).map(|s| s.name.clone());
    Unknown::Several(names.collect())
}

/// Finds a commitment or milestone that is not in the bin: `UK0075`, `uk75`, `UK0075.2` by the
/// milestone's id or number.
///
/// # Errors
/// The nearest ids, the milestones there are, or those it could be.
pub fn subject(workspace: &Workspace, typed: &str) -> Result<Subject, Unknown> {
    let (whole, milestone) = match typed.split_once('.') {
        None => (typed, None),
        Some((whole, milestone)) => (whole, Some(milestone)),
    };
    let commitment = commitment(workspace, whole)?;
    let Some(wanted) = milestone else {
        return Ok(Subject::commitment(&commitment.id));
    };
    let mut milestones = commitment.live_milestones();
    let by_id = milestones.find(|m| m.id.as_str().eq_ignore_ascii_case(wanted));
    let by_number = || {
        let mut milestones = commitment.live_milestones();
        milestones.find(|m| m.number.to_string() == wanted)
    };
    match by_id.or_else(by_number) {
        Some(milestone) => Ok(Subject::milestone(&commitment.id, &milestone.id)),
        None => Err(Unknown::Nothing {
            nearest: commitment
                .live_milestones()
                .take(OFFERED)
                .map(|m| commitment.name_of(m))
                .collect(),
        }),
    }
}

fn commitment<'w>(workspace: &'w Workspace, typed: &str) -> Result<&'w Commitment, Unknown> {
    let live = |c: &&Commitment| c.binned.is_none();
    let id = CommitmentId::parse(typed).ok();
    let exact = id.and_then(|id| workspace.commitments().get(&id));
    if let Some(exact) = exact.map(AsRef::as_ref).filter(live) {
        return Ok(exact);
    }
    let all = || workspace.commitments().values().map(AsRef::as_ref);
    let wanted = prefix_and_number(typed);
    let same = |c: &&Commitment| wanted.is_some() && prefix_and_number(c.id.as_str()) == wanted;
    match all().filter(live).filter(same).collect::<Vec<_>>()[..] {
        [one] => Ok(one),
        [] => Err(Unknown::nearest(
            typed,
            all().filter(live).map(|c| c.id.as_str()),
        )),
        ref several => Err(Unknown::Several(
            several.iter().map(|c| c.id.to_string()).collect(),
        )),
    }
}

/// Splits `uk75` and `UK0075` into the same two parts.
pub(super) fn prefix_and_number(id: &str) -> Option<(String, u64)> {
    let letters = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let number = id.strip_prefix(letters)?.parse().ok()?;
    (!letters.is_empty()).then(|| (letters.to_ascii_uppercase(), number))
}
