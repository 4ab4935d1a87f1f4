//! What becomes of two changes, one example after the other.
#![expect(
    clippy::needless_pass_by_value,
    reason = "examples read better without a sign before each"
)]

use serde_json::{Value, json};

use super::super::{Clash, merge_values};

/// Merges both ways round; a clash is shown as `place: base | ours | theirs`.
#[track_caller]
fn check(
    base: impl Into<Option<Value>>,
    ours: Value,
    theirs: Value,
    expected: Value,
    clashes: &[&str],
) {
    let base = base.into();
    let merged = merge_values(base.as_ref(), &ours, &theirs);
    assert_eq!(merged.record, expected);
    let shown = |text: &Option<String>| text.as_deref().unwrap_or("-").replace('\n', "/");
    let line = |clash: &Clash| {
        let Clash {
            place,
            base,
            ours,
            theirs,
        } = clash;
        format!(
            "{place}: {} | {} | {}",
            shown(base),
            shown(ours),
            shown(theirs)
        )
    };
    let found: Vec<String> = merged.clashes.iter().map(line).collect();
    assert_eq!(found, clashes);
    let swapped = merge_values(base.as_ref(), &theirs, &ours);
    assert_eq!(swapped.ours.unwrap_or(swapped.record), expected, "swapped");
}

#[test]
fn different_fields_are_both_changed() {
    check(
        json!({"title": "a", "due": "2017", "place": "x"}),
        json!({"title": "b", "due": "2017"}),
        json!({"title": "a", "due": "2018", "place": "x"}),
        json!({"title": "b", "due": "2018"}),
        &[],
    );
}

#[test]
fn one_field_changed_by_both_is_theirs_and_a_clash() {
    check(
        json!({"milestones": [{"id": "2", "number": 2, "title": "a", "due": "2017"}]}),
        json!({"milestones": [{"id": "2", "number": 2, "title": "b", "due": "2018"}]}),
        json!({"milestones": [{"id": "2", "number": 2, "title": "c"}]}),
        json!({"milestones": [{"id": "2", "number": 2, "title": "c"}]}),
        &[
            "milestones 2 / due: 2017 | 2018 | -",
            "milestones 2 / title: a | b | c",
        ],
    );
}

#[test]
fn what_both_added_alike_has_the_number_it_was_given_last() {
    check(
        json!({"milestones": []}),
        json!({"milestones": [{"id": "x", "number": 3, "title": "a"}]}),
        json!({"milestones": [{"id": "x", "number": 5, "title": "a"}]}),
        json!({"milestones": [{"id": "x", "number": 5, "title": "a"}]}),
        &[],
    );
}

#[test]
fn updates_of_both_stay_in_the_order_of_their_days() {
    check(
        json!({"updates": [{"id": "a", "date": "2018-01-01"}]}),
        json!({"updates": [{"id": "a", "date": "2018-01-01"}, {"id": "b", "date": "2018-03-01"}]}),
        json!({"updates": [{"id": "a", "date": "2018-01-01"}, {"id": "c", "date": "2018-02-01"}]}),
        json!({"updates": [
            {"id": "a", "date": "2018-01-01"},
            {"id": "c", "date": "2018-02-01"},
            {"id": "b", "date": "2018-03-01"},
        ]}),
        &[],
    );
}

#[test]
fn what_is_left_out_when_empty_is_merged_too() {
    check(
        json!({}),
        json!({"updates": [{"id": "b"}], "assessment": {"starred": {"Is": "Yes"}}}),
        json!({"updates": [{"id": "a"}], "assessment": {"relevant": {"Is": "No"}}}),
        json!({
            "updates": [{"id": "a"}, {"id": "b"}],
            "assessment": {"starred": {"Is": "Yes"}, "relevant": {"Is": "No"}},
        }),
        &[],
    );
}

#[test]
fn what_one_changed_and_the_other_took_out_is_a_clash() {
    let with = |title: &str| json!({"agenda": [{"id": "i1", "title": title}, {"id": "i2"}]});
    let without = json!({"agenda": [{"id": "i2"}]});
    let gone = "agenda i1: id: i1; title: a | id: i1; title: b | -";
    check(
        with("a"),
        with("b"),
        without.clone(),
        without.clone(),
        &[gone],
    );
    let changed = "agenda i1: id: i1; title: a | - | id: i1; title: b";
    check(with("a"), without.clone(), with("b"), with("b"), &[changed]);
    check(with("a"), with("a"), without.clone(), without, &[]);
}

#[test]
fn two_entries_of_one_id_are_a_clash_unless_they_are_the_same() {
    let of = |title: &str| json!({"roll": [{"id": "x", "name": title}]});
    let clash = "roll x: - | id: x; name: a | id: x; name: b";
    check(json!({}), of("a"), of("b"), of("b"), &[clash]);
    check(json!({}), of("a"), of("a"), of("a"), &[]);
}

#[test]
fn paragraphs_clash_only_where_both_changed_one() {
    check(
        json!({"text": ["a", "b", "c"]}),
        json!({"text": ["a", "B", "c"]}),
        json!({"text": ["a", "b", "c", "d"]}),
        json!({"text": ["a", "B", "c", "d"]}),
        &[],
    );
    check(
        json!({"text": ["a", "b", "c"]}),
        json!({"text": ["A", "b", "x"]}),
        json!({"text": ["a", "b", "y"]}),
        json!({"text": ["A", "b", "y"]}),
        &["text: a/b/c | A/b/x | a/b/y"],
    );
}

#[test]
fn words_of_both_are_added_and_taken_out() {
    check(
        json!({"policy_areas": ["Health", "Tax", "Land"]}),
        json!({"policy_areas": ["Health", "Land", "Water"]}),
        json!({"policy_areas": ["Tax", "Land", "Air"]}),
        json!({"policy_areas": ["Land", "Air", "Water"]}),
        &[],
    );
}

#[test]
fn a_choice_is_one_thing() {
    check(
        json!({"topic": {"Promise": "UK0001"}}),
        json!({"topic": {"Promise": "UK0002"}}),
        json!({"topic": {"Action": "a1"}}),
        json!({"topic": {"Action": "a1"}}),
        &["topic: Promise: UK0001 | Promise: UK0002 | Action: a1"],
    );
}

#[test]
fn without_a_base_lists_are_united_and_all_else_clashes() {
    check(
        None,
        json!({"title": "a", "minutes": [{"id": "m1"}], "attribution": "Named"}),
        json!({"title": "b", "minutes": [{"id": "m2"}]}),
        json!({"title": "b", "minutes": [{"id": "m1"}, {"id": "m2"}]}),
        &["attribution: - | Named | -", "title: - | a | b"],
    );
}

#[test]
fn decisions_that_got_one_number_are_numbered_anew_by_their_time() {
    let minute =
        |id: &str, time: &str, number: u16| json!({"id": id, "time": time, "number": number});
    let (first, late) = (minute("m1", "10:00", 1), minute("m9", "11:30", 2));
    let early = minute("m5", "11:00", 2);
    check(
        json!({"minutes": [first]}),
        json!({"minutes": [first, late]}),
        json!({"minutes": [first, early]}),
        json!({"minutes": [first, early, minute("m9", "11:30", 3)]}),
        &[],
    );
    let mut next = minute("m7", "11:40", 3);
    next["supersedes"] = "2018-04-09/D2".into();
    check(
        json!({"minutes": [first]}),
        json!({"minutes": [first, late, next]}),
        json!({"minutes": [first, early]}),
        json!({"minutes": [first, early, minute("m9", "11:30", 4), next]}),
        &["minutes 2 / number: - | 2 | -"],
    );
}

#[test]
fn milestones_that_got_one_number_clash_and_theirs_keeps_it() {
    let step = |id: &str, number: u16| json!({"id": id, "number": number});
    let merged = merge_values(
        Some(&json!({"milestones": [step("1", 1)]})),
        &json!({"milestones": [step("1", 1), step("2-a", 2)]}),
        &json!({"milestones": [step("1", 1), step("2-b", 2)]}),
    );
    assert_eq!(
        merged.record,
        json!({"milestones": [step("1", 1), step("2-a", 3), step("2-b", 2)]})
    );
    let ours = json!({"milestones": [step("1", 1), step("2-a", 2), step("2-b", 3)]});
    assert_eq!(merged.ours, Some(ours));
    let [clash] = merged.clashes.as_slice() else {
        panic!("{:?}", merged.clashes)
    };
    assert_eq!(
        (clash.place.as_str(), clash.ours.as_deref()),
        ("milestones 2 / number", Some("2"))
    );
}

#[test]
fn numbers_that_were_there_twice_on_a_side_stay() {
    let step = |id: &str, number: u16| json!({"id": id, "number": number});
    check(
        json!({"milestones": [step("1", 1), step("3", 3)]}),
        json!({"milestones": [step("1", 3), step("3", 3)]}),
        json!({"milestones": [step("x", 3), step("1", 1), step("3", 3)]}),
        json!({"milestones": [step("x", 3), step("1", 3), step("3", 3)]}),
        &[],
    );
}

#[test]
fn only_one_item_is_talked_about_at_a_time() {
    let agenda = |one: Option<&str>, two: Option<&str>| {
        let item = |id: &str, since: Option<&str>| match since {
            Some(since) => json!({"id": id, "since": since}),
            None => json!({"id": id}),
        };
        json!({"agenda": [item("i1", one), item("i2", two)]})
    };
    check(
        agenda(None, None),
        agenda(Some("10:00"), None),
        agenda(None, Some("10:05")),
        agenda(None, Some("10:05")),
        &["agenda i1 / since: - | 10:00 | -"],
    );
}

#[test]
fn final_minutes_are_one_thing_and_what_comes_after_is_united() {
    let meeting = |state: &str, said: &str, corrections: &[&str]| {
        let correction = |id: &&str| json!({"id": id, "number": 1});
        let corrections: Vec<Value> = corrections.iter().map(correction).collect();
        json!({"state": state, "place": "x", "minutes": [{"id": "m1", "text": [said]}], "corrections": corrections})
    };
    // One side alone made them final; the other did nothing to them.
    check(
        meeting("Closed", "a", &[]),
        meeting("Final", "b", &[]),
        meeting("Closed", "a", &[]),
        meeting("Final", "b", &[]),
        &[],
    );
    // Theirs are final: they stand, and what we wrote meanwhile is a clash.
    check(
        meeting("Closed", "a", &[]),
        meeting("Closed", "b", &[]),
        meeting("Final", "a", &["k1"]),
        meeting("Final", "a", &["k1"]),
        &[
            "minutes m1 / text: a | b | a",
            "state: Closed | Closed | Final",
        ],
    );
    // Both corrected what is final.
    let merged = merge_values(
        Some(&meeting("Final", "a", &[])),
        &meeting("Final", "a", &["k1"]),
        &meeting("Final", "a", &["k2"]),
    );
    let numbers: Vec<_> = merged.record["corrections"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    assert_eq!(
        numbers,
        [
            &json!({"id": "k1", "number": 2}),
            &json!({"id": "k2", "number": 1})
        ]
    );
    assert_eq!(merged.clashes.len(), 1);
}

#[test]
fn moves_that_cannot_both_be_had_are_a_clash() {
    let agenda = |order: &str| -> Value {
        let items = order.chars().map(|id| json!({"id": id.to_string()}));
        json!({"agenda": items.collect::<Vec<_>>()})
    };
    check(
        agenda("abcd"),
        agenda("dabc"),
        agenda("bcda"),
        agenda("dbca"),
        &[],
    );
    let circle = "agenda / order: a, b, c | b, a, c | a, c, b";
    check(
        agenda("abc"),
        agenda("bac"),
        agenda("acb"),
        agenda("acb"),
        &[circle],
    );
}

#[test]
fn entries_that_cannot_be_told_apart_are_one_thing() {
    let twice = |title: &str| json!({"milestones": [{"id": "1"}, {"id": "1", "title": title}]});
    let clash = "milestones: id: 1/id: 1; title: a | id: 1/id: 1; title: b | id: 1/id: 1; title: c";
    check(twice("a"), twice("b"), twice("c"), twice("c"), &[clash]);
}

#[test]
fn what_would_be_no_record_is_one_clash() {
    #[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
    #[serde(try_from = "Value", into = "Value")]
    struct AtMostTwo(Value);
    impl TryFrom<Value> for AtMostTwo {
        type Error = &'static str;
        fn try_from(value: Value) -> Result<Self, Self::Error> {
            let few = value["with"].as_array().is_some_and(|with| with.len() < 3);
            if few {
                Ok(Self(value))
            } else {
                Err("too many")
            }
        }
    }
    impl From<AtMostTwo> for Value {
        fn from(record: AtMostTwo) -> Self {
            record.0
        }
    }
    let of = |with: &[&str]| AtMostTwo(json!({"with": with}));
    let (base, ours, theirs) = (of(&["a"]), of(&["a", "b"]), of(&["a", "c"]));
    let merged = merge_values(Some(&base), &ours, &theirs);
    assert_eq!((merged.record, merged.ours), (theirs, Some(ours)));
    let places: Vec<&str> = merged
        .clashes
        .iter()
        .map(|clash| clash.place.as_str())
        .collect();
    assert_eq!(places, [""]);
}
