//! How names are found, and what is said instead.

use super::*;

/// Returns what becomes of the text, unless it is what is expected.
fn differs(names: &[&str], text: &str, expected: &str) -> Option<String> {
    let mut hidden = Names::default();
    hidden.hide_addresses();
    for name in names {
        hidden.hide_person(name, "somebody", UNSURE, &BTreeSet::new());
    }
    let redacted = hidden.redact(text).into_owned();
    (redacted != expected).then(|| format!("{text} → {redacted}"))
}

#[track_caller]
fn check(names: &[&str], text: &str, expected: &str) {
    let mut hidden = Names::default();
    for name in names {
        hidden.hide_person(name, "somebody", UNSURE, &BTreeSet::new());
    }
    hidden.settle(UNSURE);
    let redacted = hidden.redact(text);
    assert_eq!(redacted, expected);
    assert!(!hidden.hides(&redacted), "{redacted} still holds a name");
}

#[test]
fn whole_words_are_found_whatever_their_case() {
    let names = ["Anna Kowalska", "Łódź Watch"];
    check(&names, "ANNA KOWALSKA’s point.", "Somebody’s point.");
    check(
        &names,
        "Asked anna  kowalska; lodz-watch agreed.",
        "Asked somebody; somebody agreed.",
    );
    // A family name that is nobody else's gives the family away, whoever of it is meant.
    check(&names, "Annabel Kowalska", "Somebody");
    check(&["Anna Green"], "Annabel Green", "Annabel Green");
    check(
        &names,
        "Thanks. Lo\u{301}dz\u{301} Watch left.",
        "Thanks. Somebody left.",
    );
    check(&["Weiß"], "WEISS, weiß", "Somebody, somebody");
}

#[test]
fn a_name_is_found_however_its_accents_are_written() {
    // Each name as one letter with its accents, and as a letter and marks behind it.
    let names = [
        (
            "Nguy\u{1EC5}n Vi\u{1EC7}t",
            "Nguye\u{302}\u{303}n Vie\u{323}\u{302}t",
        ),
        ("G\u{1E83}yr \u{1EF2}nys", "Gw\u{301}yr Y\u{300}nys"),
        ("W\u{175}yn T\u{177}", "Ww\u{302}yn Ty\u{302}"),
    ];
    for (composed, decomposed) in names {
        let plain = crate::base::text::fold(composed);
        for name in [composed, decomposed] {
            for written in [composed, decomposed, plain.as_str()] {
                check(&[name], &format!("Ask {written} now"), "Ask somebody now");
                let upper = written.to_uppercase();
                check(&[name], &format!("Ask {upper} now"), "Ask somebody now");
            }
        }
    }
    // Letters that have nothing in common but a wrong table are not one.
    check(&["Gir"], "G\u{1E83}r", "G\u{1E83}r");
    check(
        &["WEI\u{1E9E}"],
        "Wei\u{DF} and weiss",
        "Somebody and somebody",
    );
    check(
        &["\u{645}\u{62D}\u{645}\u{62F}"],
        "\u{645}\u{62D}\u{640}\u{645}\u{62F}",
        "Somebody",
    );
}

#[test]
fn an_article_goes_with_the_name() {
    let names = ["Ministry of Justice"];
    check(&names, "The Ministry of Justice asks.", "Somebody asks.");
    check(
        &names,
        "Of the Ministry of Justice; bathe Ministry of Justice",
        "Of somebody; bathe somebody",
    );
}

#[test]
fn the_longest_name_counts_and_names_that_overlap_go_together() {
    check(
        &["Anna", "Anna Kowalska"],
        "by Anna Kowalska",
        "by somebody",
    );
    check(
        &["One Two", "Two Three"],
        "x one two three y",
        "x somebody y",
    );
}

#[test]
fn a_family_name_is_known_by_the_form_of_address() {
    check(
        &["Anna Green"],
        "Ms Green on the green paper; Dr. Green",
        "Somebody on the green paper; somebody",
    );
}

#[test]
fn a_name_cut_short_is_still_a_name() {
    check(&["Anna Kowalska"], "“Ask Anna Kow…”", "“Ask somebody…”");
    check(&["Kowalska"], "Ask Kowal…", "Ask somebody…");
    check(&["Kowalska"], "Ask K…", "Ask K…");
}

#[test]
fn little_words_are_names_only_as_they_are_written() {
    check(
        &["ONE"],
        "One of them is from ONE.",
        "One of them is from somebody.",
    );
}

#[test]
fn names_are_found_where_words_have_no_spaces() {
    check(&["山田太郎"], "昨日山田太郎さんは", "昨日somebodyさんは");
}

#[test]
fn what_is_said_instead_holds_no_name() {
    let mut hidden = Names::default();
    hidden.hide("Smith", "somebody of Smith Foundation", UNSURE);
    hidden.settle(UNSURE);
    assert_eq!(hidden.redact("by Smith"), "by a participant");
    hidden.hide("Jones", "somebody of Involve", UNSURE);
    hidden.hide("Jones", "somebody of ONE", UNSURE);
    assert_eq!(hidden.redact("by Jones"), "by a participant");
}

#[test]
fn a_person_on_record_is_found_however_written() {
    let names = [
        "Ada Quill",
        "Niamh O'Brien",
        "Pieter van der Nib",
        "Marisol Vega Lozano",
    ];
    let mut wrong = Vec::new();
    for way in [
        "Ada Quill",
        "Quill",
        "quill",
        "Mr Quill",
        "Cllr Quill",
        "Rt Hon Ada Quill MP",
        "Quill MP",
        "Dr. A. Quill",
        "A Quill",
        "Quill, Ada",
        "Quill, A.",
        "QUILL, ADA",
        "@ada_quill",
        "@aquill99",
        "Frau Quill",
        "M. Quill",
        "Mme Quill",
        "Sra. Quill",
        "pani Quill",
        "Ada B. Quill",
        "Ada-Quill",
        "AdaQuill",
        "Ádä Qüill",
        "Niamh O’Brien",
        "O'Brien",
        "OʼBrien",
        "O`Brien",
        "O´Brien",
        "OBrien",
        "O Brien",
        "N. O’Brien",
        "O'brien, Niamh",
        "N O'BRIEN",
        "Ms O’Brien",
        "Pieter van der Nib",
        "Mr van der Nib",
        "van der Nib",
        "Van Der Nib",
        "P. van der Nib",
        "Nib",
        "Mr Nib",
        "Nib, Pieter van der",
        "Marisol Vega",
        "Marisol Lozano",
        "Marisol Vega-Lozano",
        "Vega Lozano",
        "Sra. Vega",
        "Dña. Marisol",
        "M. Vega Lozano",
    ] {
        wrong.extend(differs(
            &names,
            &format!("then {way} asked"),
            "then somebody asked",
        ));
        wrong.extend(differs(
            &names,
            &format!("for {way}, who"),
            "for somebody, who",
        ));
        wrong.extend(differs(
            &names,
            &format!("see {way}’s note"),
            "see somebody’s note",
        ));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_family_name_that_is_a_word_needs_something_beside_it() {
    let names = ["Anna Green", "Bill Price"];
    let mut wrong = Vec::new();
    for way in [
        "Ms Green",
        "A. Green",
        "Green, Anna",
        "Green MP",
        "Anna B. Green",
        "Cllr Price",
        "Price, B.",
    ] {
        wrong.extend(differs(
            &names,
            &format!("then {way} asked"),
            "then somebody asked",
        ));
    }
    wrong.extend(differs(&names, "Then Green asked.", "Then somebody asked."));
    for text in [
        "A Green Paper and the green one",
        "the price of the Bill",
        "The Green asked",
        "Price lists are open",
        "a Green asked",
    ] {
        wrong.extend(differs(&names, text, text));
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn an_e_mail_address_goes_whole() {
    let mut hidden = Names::default();
    hidden.hide_addresses();
    let text = "Write to ada.quill@x.org; ask @cabinetoffice.";
    let expected = "Write to an e-mail address; ask @cabinetoffice.";
    assert_eq!(hidden.redact(text), expected);
}

#[test]
fn words_of_the_field_are_no_names() {
    let names = [
        "government",
        "Civil society",
        "Open Government",
        "Parliament",
        "the policy team",
    ];
    let text =
        "Civil society asked the government for open government in Parliament; policy teams agree.";
    check(&names, text, text);
}

#[test]
fn a_persons_name_that_is_a_word_of_the_field_made_open_data_a_participants() {
    let names = ["Open", "Public", "Civil", "Data", "Budget"];
    check(
        &names,
        "Open data for the public.",
        "Open data for the public.",
    );
    check(
        &names,
        "An open government has open data and a budget.",
        "An open government has open data and a budget.",
    );
    check(&names, "Asked by Budget.", "Asked by somebody.");
    check(&names, "budget said so", "Somebody said so");
}

#[test]
fn an_organisation_that_is_called_by_a_word_is_known_by_its_capitals() {
    let mut hidden = Names::default();
    for name in ["Involve", "Open Contracting", "Ministry of Justice"] {
        hidden.hide(name, "somebody", UNSURE);
    }
    for (text, expected) in [
        ("They will involve INVOLVE.", "They will involve somebody."),
        (
            "Civil society and government agree on open contracting.",
            "Civil society and government agree on open contracting.",
        ),
        ("Open Contracting agree.", "Somebody agree."),
        ("the ministry of justice asked", "Somebody asked"),
    ] {
        assert_eq!(hidden.redact(text), expected);
    }
}

#[test]
fn a_family_name_in_another_form_is_kept_back_as_well() {
    let names = ["Ada Zwingli", "Jan Kowalski"];
    check(
        &names,
        "Zwinglis Vorschlag und das Zwingli-Papier",
        "Somebody Vorschlag und das somebody-Papier",
    );
    check(&names, "Both Zwinglis came.", "Both somebody came.");
    check(&names, "Dziękujemy Kowalskiemu.", "Dziękujemy somebody.");
}

#[test]
fn a_link_that_holds_a_name_goes_whole() {
    check(
        &["Ada Zwingli"],
        "Her paper: https://example.org/papers/ada-zwingli/data.pdf (read it).",
        "Her paper: a link that names somebody (read it).",
    );
}

#[test]
fn an_organisation_called_like_a_word_is_told_from_the_word() {
    let mut names = Names::default();
    for name in ["Hope", "Shelter", "Involve"] {
        names.hide(name, "an organisation", UNSURE);
    }
    let text = "We hope to involve those who give shelter.";
    assert_eq!(names.redact(text), text);
    let said = names
        .redact("We asked Hope, Shelter and Involve.")
        .into_owned();
    assert_eq!(
        said,
        "We asked an organisation, an organisation and an organisation."
    );
}

#[test]
fn departments_grant_price_data_and_grant_price_was_never_asked() {
    let names = ["Grant Price"];
    let text = "Departments grant price data to all who ask.";
    check(&names, text, text);
    check(
        &names,
        "GRANT PRICE and Grant Price",
        "Somebody and somebody",
    );
    check(
        &names,
        "grant price said; mr price",
        "Somebody said; somebody",
    );
}

#[test]
fn a_link_that_writes_a_name_in_codes_goes_whole() {
    check(
        &["Ada Zwingli"],
        "See https://x.example/?who=Ada%20Zwingli and https://x.example/%5awingli now.",
        "See a link that names somebody and a link that names somebody now.",
    );
}

#[test]
fn a_given_name_goes_with_the_family_name_whatever_stands_between() {
    check(
        &["Ada Zwingli"],
        "Ada Xaveria Zwingli asked",
        "Somebody asked",
    );
    check(&["Ada Zwingli"], "Asked Ada X. Zwingli", "Asked somebody");
}
