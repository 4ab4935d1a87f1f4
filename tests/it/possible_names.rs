//! How many of the people in the notes of made-up meetings are on the list of possible names, and how
//! much there is that names nobody.
//!
//! `tests/names/NN.txt` is what was typed in a meeting, `NN.tsv` who is named in it: line, name, way of
//! writing it.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::date;
use roundtable::base::id::Id as _;
use roundtable::model::meeting::Minute;
use roundtable::model::{
    Attribution, EntryId, Meeting, MeetingId, MeetingKind, MeetingState, MinuteKind, Paragraphs,
    Plan, PlanId, Settings, Workspace,
};
use roundtable::publish::{View, document, possible_names};

/// Of a hundred people so many are on the list.
const FOUND_OF_A_HUNDRED: usize = 95;

/// Of one meeting so much on the list may be nobody's name.
const FALSE_AT_MOST: usize = 10;

#[test]
fn people_on_no_record_are_on_the_list() {
    let (mut all, mut found, mut missed) = (0, 0, Vec::new());
    for meeting in meetings() {
        let listed = listed(&meeting.notes);
        let mut right = vec![false; listed.len()];
        for name in &meeting.names {
            all += 1;
            let hits: Vec<usize> = (0..listed.len())
                .filter(|at| is_it(&listed[*at], name))
                .collect();
            if hits.is_empty() {
                missed.push(format!("{}: {name}", meeting.number));
            } else {
                found += 1;
            }
            for at in hits {
                right[at] = true;
            }
        }
        let wrong = listed.iter().zip(&right).filter(|(_, right)| !**right);
        let wrong: Vec<&String> = wrong.map(|(listed, _)| listed).collect();
        assert!(
            wrong.len() <= FALSE_AT_MOST,
            "meeting {}: {wrong:?}",
            meeting.number
        );
    }
    assert!(
        found * 100 >= all * FOUND_OF_A_HUNDRED,
        "{found} of {all}: {missed:?}"
    );
}

/// What was typed in a meeting, and who is named in it.
struct Typed {
    number: String,
    notes: Vec<String>,
    names: Vec<String>,
}

fn meetings() -> Vec<Typed> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/names");
    let files = std::fs::read_dir(&folder).expect("the folder is there");
    let mut numbers: Vec<String> = files
        .filter_map(|file| {
            Some(
                file.ok()?
                    .file_name()
                    .to_str()?
                    .strip_suffix(".txt")?
                    .to_owned(),
            )
        })
        .collect();
    numbers.sort();
    assert!(numbers.len() >= 20, "{numbers:?}");
    let read = |name: String| std::fs::read_to_string(folder.join(name)).expect("it is read");
    let lines = |text: String| text.lines().map(str::to_owned).collect::<Vec<String>>();
    let of = |number: String| Typed {
        notes: lines(read(format!("{number}.txt"))),
        names: lines(read(format!("{number}.tsv")))
            .iter()
            .filter_map(|line| Some(line.split('\t').nth(1)?.to_owned()))
            .collect(),
        number,
    };
    numbers.into_iter().map(of).collect()
}

/// Returns the list of possible names before the minutes of those notes leave.
fn listed(notes: &[String]) -> Vec<String> {
    let (plan, day) = (PlanId::parse("p").expect("an id"), date(2026, 3, 3));
    let id = MeetingId::parse("2026-03-03").expect("an id");
    let mut meeting = Meeting::draft(id, plan.clone(), MeetingKind::Review, day);
    meeting.state = MeetingState::Closed;
    meeting.attribution = Attribution::Sector;
    for (n, line) in notes.iter().enumerate() {
        let entry = EntryId::parse(&format!("e{n}")).expect("an id");
        let mut minute = Minute::new(entry, MinuteKind::Note);
        minute.text = Paragraphs::from(line.as_str());
        meeting.minutes.push(minute);
    }
    let mut workspace = Workspace::new(Settings::new("Ruritania", plan.clone()));
    workspace.admit(Arc::new(Plan::new(plan, "Action plan")));
    workspace.admit(Arc::new(meeting.clone()));
    let minutes = document(&workspace, &meeting, View::Minutes, Attribution::Sector);
    let names = possible_names(&workspace, &meeting, &minutes);
    names.into_iter().map(|one| one.words).collect()
}

/// Tells whether what is listed is that person: the family name, which is kept back with all that stands
/// beside it, or the whole.
fn is_it(listed: &str, name: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let letters = |word: &str| {
            word.chars()
                .filter(|c| c.is_alphanumeric())
                .flat_map(char::to_lowercase)
                .collect::<String>()
        };
        text.split([' ', ','])
            .map(letters)
            .filter(|word| !word.is_empty())
            .collect()
    };
    let (listed, name) = (words(listed), words(name));
    let whole = listed.concat() == name.concat();
    let within = name.iter().all(|word| listed.contains(word));
    whole
        || within
        || name.last().is_some_and(|family| listed.contains(family))
        || name
            .first()
            .is_some_and(|family| listed.contains(family) && listed.len() > 1)
}
