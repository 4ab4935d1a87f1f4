//! Words of the field, sectors and titles are no names: whoever is called by one of them, a document has
//! them as they were written, under each attribution.

use roundtable::model::{Attribution, Workspace};

use crate::not_nought::{documents, workspace};

/// Names of people and organisations that are words of the field or of every text.
const NAMES: [&str; 14] = [
    "Government",
    "Civil Society",
    "Civil",
    "Open Government",
    "Open",
    "Open Contracting",
    "Public",
    "Data",
    "Parliament",
    "Academia",
    "Other",
    "Society",
    "Private",
    "Involve",
];

const TITLE: &str = "Grants data of Involve and the Public";

const SENTENCES: [&str; 4] = [
    "civil society and government agree on open contracting",
    "The government, parliament, academia, the private sector, civil society and other people were asked.",
    "Open data of the public sector will involve the public; open government needs it.",
    "On Grants data of Involve and the Public and the Open Government Action Plan nothing is new.",
];

/// How somebody is on record.
#[derive(Debug, Clone, Copy)]
enum As {
    Person,
    Organisation,
    Guest,
    Speaker,
    Contributor,
    Expected,
}

const ALL: [As; 6] = [
    As::Person,
    As::Organisation,
    As::Guest,
    As::Speaker,
    As::Contributor,
    As::Expected,
];

/// A forum under that attribution, with people counted and somebody of that name on record.
fn forum(attribution: Attribution, name: &str, on_record: As) -> Workspace {
    let text = SENTENCES
        .map(|sentence| format!("\"{sentence}\""))
        .join(", ");
    let line = match on_record {
        As::Person | As::Organisation => {
            "(id: \"s\", stakeholder: \"s\", sector: Other, presence: Present)".to_owned()
        }
        As::Expected => "(id: \"s\", stakeholder: \"s\", sector: Other)".to_owned(),
        As::Guest => format!("(id: \"s\", name: \"{name}\", sector: Other, presence: Present)"),
        As::Speaker | As::Contributor => String::new(),
    };
    let by = if matches!(on_record, As::Speaker) {
        name
    } else {
        ""
    };
    let meeting = format!(
        "(id: \"2018-10-22\", plan: \"p\", kind: Forum, date: \"2018-10-22\", state: Closed, \
         title: \"{}\", attribution: {attribution:?}, roll: [{line}], agenda: [(id: \"i\", title: \"{}\")], \
         minutes: [(id: \"m\", kind: Note, about: \"UK0001\", by: \"{by}\", text: [{text}])])",
        SENTENCES[0], SENTENCES[2],
    );
    let contributor = if matches!(on_record, As::Contributor) {
        name
    } else {
        ""
    };
    let plan = format!(
        "(id: \"p\", title: \"Open Government Action Plan\", published: \"2018-01-01\", end: \"2020-12\", \
         era: Results, co_creation: (contributions: [(id: \"c\", date: \"2017-01-01\", by: \"{contributor}\", \
         text: [{text}])]))"
    );
    let commitment = format!(
        "(id: \"UK0001\", plan: \"p\", number: 1, title: \"{TITLE}\", updates: [(id: \"u\", date: \
         \"2018-10-22\", status: Limited, note: [{text}], meeting: \"2018-10-22\")])"
    );
    let mut held = workspace(&plan, &[meeting], &[commitment]);
    if matches!(on_record, As::Person | As::Organisation | As::Expected) {
        let person = matches!(on_record, As::Person);
        crate::not_nought::admit_stakeholder(
            &mut held,
            &format!("(id: \"s\", name: \"{name}\", sector: Other, person: {person})"),
        );
    }
    held
}

#[test]
fn civil_society_and_government_agree_on_open_contracting() {
    let mut wrong = Vec::new();
    for (nth, name) in NAMES.into_iter().enumerate() {
        for (nth, on_record) in (nth..).zip(ALL) {
            // Each name is kept back under each rule, in some of the ways it may be on record.
            let attribution = Attribution::ALL[1 + nth % 3];
            let held = forum(attribution, name, on_record);
            for (document, text) in documents(&held, attribution) {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                let expected: &[&str] = match document.as_str() {
                    name if name.contains("Minutes") || name.contains("Progress") => &SENTENCES,
                    name if name.starts_with("standards") => &SENTENCES,
                    _ => &[],
                };
                for sentence in expected.iter().chain([&TITLE]) {
                    if !text.contains(sentence) {
                        wrong.push(format!(
                            "{attribution:?} {name} {on_record:?} {document}: {sentence}"
                        ));
                    }
                }
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} wrong: {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}
