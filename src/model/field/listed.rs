//! Lists of words in one field: what `show` and the answers print with semicolons is read so at every
//! door, and so is what was typed with commas, where these stand in no name on record.

use std::borrow::Cow;

use super::super::who::{listed, words_listed};
use super::super::workspace::Workspace;
use super::Field;
use crate::base::text::alike;

/// Returns what was typed into a field that holds a list of words with one of them a line; what was
/// typed into any other, as it is. Links and texts are no words: they may hold any sign.
pub(in super::super) fn one_a_line<'t>(
    workspace: &Workspace,
    field: Field,
    typed: &'t str,
) -> Cow<'t, str> {
    let items = match field {
        Field::Lead | Field::Support => listed(workspace, typed),
        Field::PolicyAreas => words_listed(typed, |word| is_an_area(workspace, word)),
        Field::Values | Field::ShownBy => typed
            .split([',', ';', '\n'])
            .map(|word| word.trim().to_owned())
            .collect(),
        _ => return Cow::Borrowed(typed),
    };
    Cow::Owned(items.join("\n"))
}

fn is_an_area(workspace: &Workspace, word: &str) -> bool {
    let of_commitments = workspace.commitments().values();
    let of_commitments = of_commitments.flat_map(|held| &held.policy_areas);
    let of_stakeholders = workspace.stakeholders().values();
    let of_stakeholders = of_stakeholders.flat_map(|held| &held.policy_areas);
    let mut areas = of_commitments.chain(of_stakeholders);
    areas.any(|area| alike(area, word))
}

#[cfg(test)]
mod tests {
    use super::super::super::clerk::Clerk;
    use super::super::super::field::read;
    use super::super::super::history::History;
    use super::super::super::ids::RecordRef;
    use super::super::super::verbs::add;
    use super::super::super::verbs::revise::set_field;
    use super::super::super::verbs::tests::{noon, uk, workspace};
    use super::*;

    /// Sets a field of the first commitment once for each text typed; returns what the record holds then,
    /// and the answer to the last.
    fn typed(field: Field, texts: &[&str]) -> (Vec<String>, String) {
        let (mut ws, mut clerk) = (workspace(), Clerk::new(noon(), 1));
        let promise = add::Promise::titled("UK", "A promise");
        let added = add::commitment(&ws, &uk(1), promise).expect("added");
        drop(History::default().commit(&mut ws, &mut clerk, added));
        let record = RecordRef::Commitment(uk(1));
        let mut said = String::new();
        for text in texts {
            let changed = set_field(&ws, &clerk, &record, field, text).expect("no refusal");
            said.clone_from(&changed.sentence);
            let done = History::default().commit(&mut ws, &mut clerk, changed);
            drop(done.expect("fits"));
        }
        let held = read(&ws, &record, field).expect("a field");
        (held.lines().map(str::to_owned).collect(), said)
    }

    #[track_caller]
    fn check(field: Field, texts: &[&str], expected: &[&str]) {
        let (held, said) = typed(field, texts);
        assert_eq!(held, expected, "{texts:?}");
        let shown = expected.join("; ");
        assert!(said.contains(&shown), "{said}: {shown}");
        // What is shown is read as what it was shown for.
        assert_eq!(typed(field, &[texts, &[&shown]].concat()).0, expected);
    }

    #[test]
    fn what_show_prints_of_two_is_read_as_two() {
        check(
            Field::Lead,
            &["Cabinet Office; Involve"],
            &["Cabinet Office", "Involve"],
        );
        check(
            Field::Lead,
            &["Cabinet Office, Involve"],
            &["Cabinet Office", "Involve"],
        );
        check(Field::Support, &["NCVO； CRAE"], &["NCVO", "CRAE"]);
        check(
            Field::PolicyAreas,
            &["OGP, Open Data Standards"],
            &["OGP", "Open Data Standards"],
        );
        check(Field::PolicyAreas, &["OGP; Justice"], &["OGP", "Justice"]);
        for gap in [",", "; ", "\n"] {
            let typed = ["access to information", "civic participation"].join(gap);
            check(
                Field::Values,
                &[&typed],
                &["access to information", "civic participation"],
            );
        }
    }

    #[test]
    fn a_name_with_a_comma_inside_stays_one() {
        let whole = "Department for Business, Innovation and Skills";
        check(Field::Support, &[whole], &[whole]);
        check(
            Field::Support,
            &[
                whole,
                "Department for Business, Innovation and Skills, NCVO",
            ],
            &[whole, "NCVO"],
        );
        let areas = ["Health; Education, Culture and Sport"];
        check(
            Field::PolicyAreas,
            &areas,
            &["Health", "Education, Culture and Sport"],
        );
        check(
            Field::PolicyAreas,
            &[areas[0], "Education, Culture and Sport"],
            &["Education, Culture and Sport"],
        );
    }

    #[test]
    fn a_link_keeps_its_signs() {
        let ws = workspace();
        let link = "https://example.org/a;b?c=1,2; d";
        assert_eq!(one_a_line(&ws, Field::Evidence, link), link);
    }
}
