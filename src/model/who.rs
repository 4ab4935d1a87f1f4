//! Who is meant by a name that somebody typed: an owner, a lead, a speaker, a chair.
//!
//! Somebody is known who is a stakeholder, stands on a roll, is named by what they do there, or is a
//! whole side. Of anybody else nobody knows the side, so that they could be named nowhere.

use super::commitment::Commitment;
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

/// Returns the names typed, each in full, separated as they were.
///
/// # Errors
/// Those that nobody is known by.
pub fn who(workspace: &Workspace, typed: &str) -> Result<String, Strangers> {
    let mut strangers = Vec::new();
    let mut parts = Vec::new();
    for part in typed.split(BETWEEN) {
        let part = part.trim();
        if part.is_empty() {
            continue;
        }
        if let Some(name) = one(workspace, part) {
            parts.push(name);
        } else {
            let (known, unknown) = between_commas(workspace, part);
            parts.push(known.join(", "));
            strangers.extend(unknown);
        }
    }
    if !strangers.is_empty() {
        return Err(Strangers(strangers));
    }
    let between = if typed.contains('\n') { "\n" } else { "; " };
    Ok(parts.join(between))
}

/// Returns the names between commas in full, and those that nobody is known by.
fn between_commas(workspace: &Workspace, typed: &str) -> (Vec<String>, Vec<String>) {
    let pieces: Vec<&str> = typed.split(',').map(str::trim).collect();
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    let mut from = 0;
    while from < pieces.len() {
        // Some names have commas inside, so the longest run that is a name goes first.
        let run = |to: usize| pieces.get(from..to).map(|run| run.join(", "));
        let found = (from + 1..=pieces.len()).rev().find_map(|to| {
            let name = one(workspace, &run(to)?)?;
            Some((to, name))
        });
        if let Some((to, name)) = found {
            known.push(name);
            from = to;
        } else {
            unknown.extend(pieces.get(from).map(|piece| (*piece).to_owned()));
            from += 1;
        }
    }
    unknown.retain(|piece| !piece.is_empty());
    let is_short = |piece: &String| piece.split_whitespace().count() <= WORDS_BEFORE_A_COMMA;
    if known.is_empty() && !unknown.iter().all(is_short) {
        unknown = vec![typed.to_owned()];
    }
    (known, unknown)
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
    let found = who(workspace, typed);
    let Err(Strangers(names)) = found else {
        return found;
    };
    let before = field::read(workspace, record, field).unwrap_or_default();
    let before = who(workspace, &before).err();
    let before = before.map(|Strangers(names)| names).unwrap_or_default();
    let is_new = |name: &String| {
        let of_plan = field == Field::Lead && stands_in_a_plan(workspace, name);
        !before.contains(name) && !of_plan
    };
    let new: Vec<String> = names.into_iter().filter(is_new).collect();
    if new.is_empty() {
        return Ok(typed.to_owned());
    }
    Err(Strangers(new))
}

fn stands_in_a_plan(workspace: &Workspace, name: &str) -> bool {
    let wanted = fold(name.trim());
    let named = |held: &std::sync::Arc<Commitment>| {
        let mut names = held.lead.iter().chain(&held.support);
        names.any(|name| fold(name.trim()) == wanted)
    };
    workspace.commitments().values().any(named)
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
