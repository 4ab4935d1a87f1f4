//! Proposes how a name or a commitment that is being typed could go on.

use std::ops::Range;

use super::read::{COLONS, COMMAS, kind, names};
use crate::base::id::Id as _;
use crate::base::text::{fold, sought};
use crate::model::commitment::Commitment;
use crate::model::ids::{StakeholderId, Subject};
use crate::model::known::{self, prefix_and_number};
use crate::model::stakeholder::Stakeholder;
use crate::model::verbs::revise::shorten;
use crate::model::workspace::Workspace;

/// The most that is proposed.
const MOST: usize = 8;

/// One way to go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The part of the line that is replaced, in bytes.
    pub range: Range<usize>,
    /// What takes its place.
    pub insert: String,
    /// What to show for it.
    pub label: String,
}

/// Proposes how what stands before `caret` could go on: organisations behind the kind and behind
/// a comma, commitments and milestones behind `#`. Most fitting first, at most eight.
///
/// A `caret` outside the line or inside a character proposes nothing.
pub fn complete(workspace: &Workspace, line: &str, caret: usize) -> Vec<Completion> {
    let (Some(before), Some(after)) = (line.get(..caret), line.get(caret..)) else {
        return Vec::new();
    };
    let hash = before.rfind('#').filter(|at| {
        let behind = before.get(at + 1..).unwrap_or_default();
        let word = before.get(..*at).unwrap_or_default();
        !behind.contains(char::is_whitespace) && !word.ends_with(char::is_alphanumeric)
    });
    match hash {
        Some(at) => promises(workspace, before, at, after),
        None => organisations(workspace, before, after),
    }
}

/// How well something fits: the smaller the better.
type Fit = u8;

fn best<T>(mut found: Vec<(Fit, T)>, as_completion: impl Fn(T) -> Completion) -> Vec<Completion> {
    found.sort_by_key(|(fit, _)| *fit);
    let best = found.into_iter().take(MOST);
    best.map(|(_, one)| as_completion(one)).collect()
}

fn organisations(workspace: &Workspace, before: &str, after: &str) -> Vec<Completion> {
    let Some(start) = name_start(workspace, before) else {
        return Vec::new();
    };
    let typed = before.get(start..).unwrap_or_default();
    let wanted = fold(typed);
    let here = at_the_table(workspace);
    let fits = |s: &'_ Stakeholder| {
        let fit = fit_of_name(&wanted, &s.name, s.id.as_str())?;
        Some(2 * fit + Fit::from(!here.contains(&&s.id)))
    };
    let all = workspace.stakeholders().values().map(AsRef::as_ref);
    let live = all.filter(|s: &&Stakeholder| s.binned.is_none());
    let mut found: Vec<(Fit, &Stakeholder)> = live.filter_map(|s| Some((fits(s)?, s))).collect();
    found.sort_by_cached_key(|(_, s)| fold(&s.name));
    let ends = after.trim_start().starts_with(COLONS) || after.trim_start().starts_with(COMMAS);
    best(found, |s| Completion {
        range: start..before.len(),
        insert: if ends {
            s.name.clone()
        } else {
            format!("{}: ", s.name)
        },
        label: format!("{} ({})", s.name, s.sector.words()),
    })
}

/// Returns where the name that is being typed begins; `None` where none can stand.
fn name_start(workspace: &Workspace, before: &str) -> Option<usize> {
    let skip_space = |at: usize| {
        let rest = before.get(at..).unwrap_or_default();
        at + rest.len() - rest.trim_start().len()
    };
    let begin = skip_space(0);
    let kind = kind(before.get(begin..)?).filter(|(_, length)| begin + length < before.len());
    let start = skip_space(kind.map_or(begin, |(_, length)| begin + length));
    let typed = before.get(start..)?;
    if typed.contains(COLONS) || typed.contains('#') {
        return None;
    }
    let Some((at, comma)) = typed.char_indices().rfind(|(_, c)| COMMAS.contains(c)) else {
        return Some(start);
    };
    // What stands before the comma of a sentence are no names.
    names(workspace, typed.get(..at)?).ok()?;
    Some(skip_space(start + at + comma.len_utf8()))
}

fn at_the_table(workspace: &Workspace) -> Vec<&StakeholderId> {
    let roll = workspace.meeting_in_progress().map(|m| m.roll.as_slice());
    let lines = roll.unwrap_or_default().iter();
    let here = lines.filter(|line| line.is_at_the_table());
    here.filter_map(|line| line.stakeholder.as_ref()).collect()
}

fn fit_of_name(wanted: &str, name: &str, id: &str) -> Option<Fit> {
    let name = fold(name);
    let begins = |word: &str| word.starts_with(wanted);
    if begins(&name) {
        Some(0)
    } else if begins(id) || name.split([' ', '-', '(']).any(begins) {
        Some(1)
    } else {
        let is_found = name.contains(wanted) || sought(&name).contains(&sought(wanted));
        is_found.then_some(2)
    }
}

fn promises(workspace: &Workspace, before: &str, at: usize, after: &str) -> Vec<Completion> {
    let typed = before.get(at + 1..).unwrap_or_default();
    if !typed
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'))
    {
        return Vec::new();
    }
    let space = if after.starts_with(char::is_whitespace) {
        ""
    } else {
        " "
    };
    let completion = |(subject, title): (Subject, &str)| {
        let name = workspace.subject_name(&subject);
        Completion {
            range: at..before.len(),
            insert: format!("#{name}{space}"),
            label: format!("{name} {}", shorten(title)),
        }
    };
    match typed.split_once('.') {
        Some((whole, number)) => best(milestones(workspace, whole, number), completion),
        None => best(commitments(workspace, typed), completion),
    }
}

fn milestones<'w>(
    workspace: &'w Workspace,
    whole: &str,
    number: &str,
) -> Vec<(Fit, (Subject, &'w str))> {
    let subject = known::subject(workspace, whole).ok();
    let commitment = subject.and_then(|s| workspace.commitments().get(&s.commitment));
    let Some(commitment) = commitment else {
        return Vec::new();
    };
    let found = commitment.live_milestones().filter_map(|m| {
        let name = m.number.to_string();
        let fit = Fit::from(name != number);
        let one = (Subject::milestone(&commitment.id, &m.id), m.title.as_str());
        name.starts_with(number).then_some((fit, one))
    });
    found.collect()
}

fn commitments<'w>(workspace: &'w Workspace, typed: &str) -> Vec<(Fit, (Subject, &'w str))> {
    let current = &workspace.settings().current;
    let talked_about = workspace.meeting_in_progress();
    let talked_about = talked_about
        .and_then(|m| m.current_item()?.subject())
        .map(|subject| &subject.commitment);
    let all = workspace.commitments().values().map(AsRef::as_ref);
    let live = all.filter(|c: &&Commitment| c.binned.is_none());
    let found = live.filter_map(|c| {
        let fit = fit_of_commitment(typed, c)?;
        let near = match (talked_about == Some(&c.id), c.plan == *current) {
            (true, _) => 0,
            (false, true) => 1,
            (false, false) => 2,
        };
        let one = (Subject::commitment(&c.id), c.title.as_str());
        Some((3 * fit + near, one))
    });
    found.collect()
}

fn fit_of_commitment(typed: &str, commitment: &Commitment) -> Option<Fit> {
    let id = commitment.id.as_str();
    let (wanted, title) = (fold(typed), fold(&commitment.title));
    let number = prefix_and_number(id).map(|(_, number)| number.to_string());
    let unpadded = prefix_and_number(id).map(|(letters, n)| format!("{letters}{n}"));
    let begins = |text: &str| fold(text).starts_with(&wanted);
    let is_it = |text: &str| fold(text) == wanted;
    if is_it(id) || unpadded.as_deref().is_some_and(is_it) {
        Some(0)
    } else if begins(id) || unpadded.is_some_and(|id| begins(&id)) {
        Some(1)
    } else if number.is_some_and(|number| number == wanted) {
        Some(2)
    } else if title
        .split([' ', '-', '('])
        .any(|word| word.starts_with(&wanted))
    {
        Some(3)
    } else {
        title.contains(&wanted).then_some(4)
    }
}
