//! Who is meant by a name that somebody typed: an owner, a lead, a speaker, a chair.
//!
//! Somebody is known who is a stakeholder, stands on a roll, is named by what they do there, or is a
//! whole side. Of anybody else nobody knows the side, so that they could be named nowhere.

use super::field::{self, Field};
use super::ids::RecordRef;
use super::known;
use super::stakeholder::Sector;
use super::status::Side;
use super::workspace::Workspace;
use crate::base::text::fold;

/// What stands between two names for certain.
const BETWEEN: [char; 3] = [';', '；', '\n'];
/// The most words of a name that a comma ends. Names of institutions are longer and have commas inside.
const WORDS_BEFORE_A_COMMA: usize = 2;

/// Names that nobody is known by, as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strangers(pub Vec<String>);

/// A name that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Named {
    /// Of somebody who is known, in full.
    Known(String),
    /// Of nobody who is known.
    Stranger(String),
}

impl Named {
    fn into_name(self) -> String {
        match self {
            Self::Known(name) | Self::Stranger(name) => name,
        }
    }
}

/// Returns the names typed, each in full, separated as they were.
///
/// # Errors
/// Those that nobody is known by.
pub fn who(workspace: &Workspace, typed: &str) -> Result<String, Strangers> {
    in_full(typed, |name| one(workspace, name))
}

fn in_full(typed: &str, known: impl Fn(&str) -> Option<String>) -> Result<String, Strangers> {
    let mut strangers = Vec::new();
    let mut parts = Vec::new();
    for part in parts_of(typed) {
        let mut names = Vec::new();
        for name in at_commas(part, &known) {
            match name {
                Named::Known(name) => names.push(name),
                Named::Stranger(name) => strangers.push(name),
            }
        }
        parts.push(names.join(", "));
    }
    if !strangers.is_empty() {
        return Err(Strangers(strangers));
    }
    let between = if typed.contains('\n') { "\n" } else { "; " };
    Ok(parts.join(between))
}

/// Returns the names in a field that holds a list of them: one a line, or with semicolons between, or
/// with commas that stand in none of them.
pub(super) fn listed(workspace: &Workspace, typed: &str) -> Vec<String> {
    let known = |name: &str| {
        let is_known =
            stands_in_a_plan(workspace, name).is_some() || one(workspace, name).is_some();
        is_known.then(|| name.to_owned())
    };
    let names = parts_of(typed).flat_map(|part| at_commas(part, &known));
    names.map(Named::into_name).collect()
}

/// Returns the words in a field that holds a list of words that nobody else has to know, such as policy
/// areas: one a line, or with semicolons between; where neither is used, with commas that stand in none
/// of those `on_record`.
pub(super) fn words_listed(typed: &str, on_record: impl Fn(&str) -> bool) -> Vec<String> {
    if typed.trim().contains(BETWEEN) {
        return parts_of(typed).map(str::to_owned).collect();
    }
    let known = |word: &str| on_record(word).then(|| word.to_owned());
    let words = runs(typed, &known).into_iter().map(Named::into_name);
    words.collect()
}

/// Splits what was typed where a name ends for certain.
fn parts_of(typed: &str) -> impl Iterator<Item = &str> {
    let parts = typed.split(BETWEEN).map(str::trim);
    parts.filter(|part| !part.is_empty())
}

/// Returns the names with commas between them.
fn at_commas(typed: &str, known: &impl Fn(&str) -> Option<String>) -> Vec<Named> {
    let found = runs(typed, known);
    let is_short = |piece: &str| piece.split_whitespace().count() <= WORDS_BEFORE_A_COMMA;
    let is_one = found.iter().all(|name| matches!(name, Named::Stranger(_)))
        && !found
            .iter()
            .all(|name| matches!(name, Named::Stranger(name) if is_short(name)));
    if is_one {
        return vec![Named::Stranger(typed.to_owned())];
    }
    found
}

/// The most pieces between commas that one name has.
const LONGEST_RUN: usize = 8;

/// Splits a text at its commas, but for those that stand in something known: the longest run that is
/// known goes first.
fn runs(typed: &str, known: &impl Fn(&str) -> Option<String>) -> Vec<Named> {
    let pieces: Vec<&str> = typed.split(',').map(str::trim).collect();
    let mut found = Vec::new();
    let mut from = 0;
    while from < pieces.len() {
        let run = |to: usize| pieces.get(from..to).map(|run| run.join(", "));
        let farthest = pieces.len().min(from + LONGEST_RUN);
        let longest = (from + 1..=farthest).rev().find_map(|to| {
            let name = known(&run(to)?)?;
            Some((to, name))
        });
        if let Some((to, name)) = longest {
            found.push(Named::Known(name));
            from = to;
        } else {
            let piece = pieces.get(from).filter(|piece| !piece.is_empty());
            found.extend(piece.map(|piece| Named::Stranger((*piece).to_owned())));
            from += 1;
        }
    }
    found
}

fn one(workspace: &Workspace, typed: &str) -> Option<String> {
    let wanted = fold(typed);
    let is_side = Side::from_words(typed).is_some()
        || Sector::ALL
            .into_iter()
            .any(|sector| fold(sector.words()) == wanted);
    if is_side {
        return Some(typed.to_owned());
    }
    let full = known::full_name(workspace, typed);
    if let Ok(Some(found)) = known::exact_stakeholder(workspace, &full) {
        return Some(found.name.clone());
    }
    let speaks = workspace
        .stakeholders()
        .values()
        .map(|s| s.contact_role.as_str());
    let seats = workspace
        .meetings()
        .values()
        .flat_map(|meeting| &meeting.roll);
    let seats = seats.flat_map(|line| [line.name.as_str(), line.role.as_str()]);
    let named = seats.chain(speaks).filter(|name| !name.is_empty());
    named
        .filter(|name| fold(name) == wanted)
        .map(str::to_owned)
        .next()
}

/// Returns the name of a stakeholder that begins with the last name typed, and the whole text with it.
pub fn going_on(workspace: &Workspace, typed: &str) -> Option<(String, String)> {
    let start = typed.rfind([',', ';', '\n']).map_or(0, |at| at + 1);
    let (before, last) = typed.split_at(start);
    let wanted = fold(last.trim());
    let begins = |name: &str| {
        let name = fold(name);
        name.starts_with(&wanted) && name != wanted
    };
    let live = workspace
        .stakeholders()
        .values()
        .filter(|s| s.binned.is_none());
    let mut names: Vec<&str> = live
        .map(|s| s.name.as_str())
        .filter(|name| begins(name))
        .collect();
    if wanted.is_empty() {
        return None;
    }
    names.sort_by_cached_key(|name| fold(name));
    let name = (*names.first()?).to_owned();
    let gap = if before.is_empty() || before.ends_with('\n') {
        ""
    } else {
        " "
    };
    Some((name.clone(), format!("{before}{gap}{name}")))
}

/// Returns true for a field that names an owner, a lead or somebody who says something.
pub fn names_somebody(record: &RecordRef, field: Field) -> bool {
    match field {
        // Who contributed or answered is kept back as such, known or not.
        Field::By => matches!(record, RecordRef::Minute(..)),
        Field::Owner | Field::Lead | Field::Responsible | Field::NoteBy | Field::SubstituteFor => {
            true
        }
        _ => false,
    }
}

/// Returns who is named in such a field, each in full. Whoever stands in it already, and the
/// institutions that the plan itself names as leads, are known.
///
/// # Errors
/// Those that nobody is known by.
pub fn who_in_field(
    workspace: &Workspace,
    record: &RecordRef,
    field: Field,
    typed: &str,
) -> Result<String, Strangers> {
    let known = |name: &str| {
        let in_a_plan = || stands_in_a_plan(workspace, name).filter(|_| field == Field::Lead);
        one(workspace, name).or_else(in_a_plan)
    };
    let found = in_full(typed, known);
    let Err(Strangers(names)) = found else {
        return found;
    };
    let before = field::read(workspace, record, field).unwrap_or_default();
    let before = in_full(&before, known).err();
    let before = before.map(|Strangers(names)| names).unwrap_or_default();
    let is_new = |name: &String| !before.contains(name);
    let new: Vec<String> = names.into_iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(typed.to_owned());
    }
    Err(Strangers(new))
}

/// Returns an institution as the plan writes it that names it as a lead or in support.
fn stands_in_a_plan(workspace: &Workspace, name: &str) -> Option<String> {
    let wanted = fold(name.trim());
    let mut names = workspace
        .commitments()
        .values()
        .flat_map(|held| held.lead.iter().chain(&held.support));
    names.find(|name| fold(name.trim()) == wanted).cloned()
}

#[cfg(test)]
mod tests {
    use super::super::clerk::Clerk;
    use super::super::history::History;
    use super::super::stakeholder::Party;
    use super::super::verbs::add::{self, Newcomer};
    use super::super::verbs::tests::{noon, workspace};
    use super::*;

    fn known() -> Workspace {
        let (mut ws, mut clerk) = (workspace(), Clerk::new(noon(), 1));
        for name in [
            "Involve",
            "Ministry of Justice",
            "Department for Business, Innovation and Skills",
        ] {
            let told = Newcomer::new(name, Sector::Government, Party::Organisation);
            let added = add::stakeholder(&ws, &mut clerk, told).expect("added");
            let done = History::default().commit(&mut ws, &mut clerk, added);
            drop(done.expect("fits"));
        }
        ws
    }

    #[track_caller]
    fn check(typed: &str, expected: Result<&str, &[&str]>) {
        let found = who(&known(), typed);
        let found = found.as_deref().map_err(|Strangers(names)| names.clone());
        let strangers = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        assert_eq!(found, expected.map_err(strangers), "{typed}");
    }

    #[test]
    fn whoever_is_not_known_is_a_stranger_by_name() {
        check("involve", Ok("Involve"));
        check("Ministry of", Ok("Ministry of Justice"));
        check("Minis", Err(&["Minis"]));
        check("government", Ok("government"));
        check("Involve, Anna Smith", Err(&["Anna Smith"]));
        check("Anna, Bob", Err(&["Anna", "Bob"]));
        check("Anna; Involve", Err(&["Anna"]));
        check(
            "Agency for Roads, Rail and Harbours",
            Err(&["Agency for Roads, Rail and Harbours"]),
        );
        check(
            "department for business, innovation and skills, involve",
            Ok("Department for Business, Innovation and Skills, Involve"),
        );
        check("", Ok(""));
    }

    #[test]
    fn a_name_goes_on_as_a_stakeholder_is_called() {
        let goes_on = |typed: &str| going_on(&known(), typed).map(|(_, whole)| whole);
        assert_eq!(goes_on("minis").as_deref(), Some("Ministry of Justice"));
        assert_eq!(
            goes_on("Involve, mi").as_deref(),
            Some("Involve, Ministry of Justice")
        );
        assert_eq!(goes_on("Involve"), None);
        assert_eq!(goes_on(""), None);
    }
}
