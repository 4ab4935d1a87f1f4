//! Who is shown before anything leaves, and what is not.

use super::*;

/// Returns the words of a text that may be names, with `others` beside it in the document.
fn found(text: &str, others: &[&str]) -> Vec<String> {
    let taken = ["Cabinet Office", "Quillford Trust", "Data for Zambra"];
    let taken = taken.iter().flat_map(|name| name.split(' '));
    let taken = taken.map(crate::model::lexicon::letters).collect();
    let search = Search::new(taken, others.iter().copied().chain([text]));
    let ranges = search.in_text(text).into_iter();
    ranges.map(|range| text[range].to_owned()).collect()
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    assert_eq!(found(text, &[]), expected, "{text}");
}

#[test]
fn somebody_who_is_on_no_record_is_shown() {
    for (text, expected) in [
        ("We asked John Smith for the date.", "John Smith"),
        ("Dr Okafor will send it.", "Okafor"),
        ("thanks to Mrs van der Berg", "van der Berg"),
        ("The paper is by J. Whitlock, as agreed.", "J. Whitlock"),
        ("SZALAI Gergely opened the meeting", "SZALAI Gergely"),
        ("Whitlock, John: not content", "Whitlock, John"),
        ("Whitlock said that nothing is published", "Whitlock"),
        ("Storrud’s note was not read", "Storrud"),
        (
            "Priya Raghunathan-Iyer and two others came",
            "Priya Raghunathan-Iyer",
        ),
        ("see @wkorir for the rest", "@wkorir"),
        ("Merci à Mme Lefèvre pour la note", "Lefèvre"),
        (
            "Die Frist hat Frau Kattenstroth genannt und sie wird gehalten",
            "Kattenstroth",
        ),
        ("Asked Niamh for the figures", "Niamh"),
        ("السيد فلان شكر الجميع", "فلان شكر الجميع"),
    ] {
        check(text, &[expected]);
    }
}

#[test]
fn what_names_nobody_is_not() {
    for text in [
        "The Cabinet Office and the Quillford Trust will publish by Easter.",
        "Open Contracting Data Standard, version 1.1: agreed on Tuesday",
        "In May, by the Ministry of Finance",
        "Beneficial Ownership Transparency is late.",
        "Die Behörde und das Ministerium haben die Frist im Gesetz bestätigt",
        "The minutes of 12 December; the Speaker of Parliament; the Prime Minister",
        "OGP, IRM and CSOs: see UK0063.2 at https://example.org/Anna/Smith",
    ] {
        let names = found(text, &[]);
        assert!(names.is_empty(), "{text}: {names:?}");
    }
}

#[test]
fn a_word_that_stands_in_small_letters_elsewhere_is_no_name() {
    assert_eq!(found("asked Wobbling for the list", &[]), ["Wobbling"]);
    assert!(found("asked Wobbling for the list", &["the wobbling is over"]).is_empty());
}

#[test]
fn a_family_name_with_particles_has_no_article() {
    check("van der Wiel said no", &["Wiel"]);
    check("Mrs de Wiel said no", &["de Wiel"]);
}
