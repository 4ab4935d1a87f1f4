//! The star that the rule of the year gives is the one that was recorded: on the sample, and on the
//! rows of the OGP Explorer of 2016, where they are at hand.
//!
//! ```text
//! cargo test --test it star -- --nocapture
//! ```

#![expect(clippy::print_stderr, reason = "says what was compared")]

use std::path::Path;
use std::sync::Arc;

use roundtable::model::Status;
use roundtable::model::assessment::{Answer, Assessment, Impact, Reading, Specificity};
use roundtable::model::star::{StarRule, computed, differs};
use roundtable::store::Store;
use roundtable::store::fs::RealFs;

/// Where the rows of the Explorer may be.
const EXPLORER: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../shared/data/ogp-explorer-2016.csv"
);

#[test]
fn the_rule_gives_the_stars_of_the_sample_wherever_the_ratings_are_known() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/uk");
    let workspace = Store::load_all(Arc::new(RealFs), root).unwrap().workspace;
    let (mut compared, mut starred, mut differ) = (0, Vec::new(), Vec::new());
    for commitment in workspace.commitments().values() {
        let plan = &workspace.plans()[&commitment.plan];
        let assessment = &commitment.assessment;
        let is_known = matches!(assessment.starred, Reading::Is(_));
        if let (true, Some(computed)) = (is_known, computed(plan, assessment)) {
            compared += 1;
            if computed.starred {
                starred.push(commitment.id.to_string());
            }
            if differs(plan, assessment).is_some() {
                differ.push(commitment.id.to_string());
            }
        }
    }
    eprintln!("{compared} of the sample compared");
    assert_eq!(starred, ["UK0048", "UK0055", "UK0062"]);
    // The list of the OGP's site has a star for it, the Explorer calls it of low specificity, which
    // no rule since June 2014 allows: one of the two is mistaken, and the screen says so.
    assert_eq!(differ, ["UK0047"]);
    assert_eq!(compared, 36);
}

/// A column with recorded stars, by which rule, and the column of the completion it is about.
const RECORDED: [(&str, StarRule, &str); 4] = [
    (
        "Starred (pre-June 2014 assessments)",
        StarRule::BeforeJune2014,
        "_CompletionProgress",
    ),
    (
        "Starred (2015 only)",
        StarRule::UntilMarch2015,
        "_CompletionProgress",
    ),
    (
        "Starred (current formula) progress report",
        StarRule::SinceApril2015,
        "_CompletionProgress",
    ),
    (
        "Starred (current formula) end of term",
        StarRule::SinceApril2015,
        "_CompletionEndTerm",
    ),
];

#[test]
fn the_rule_gives_the_stars_of_the_explorer() {
    if !Path::new(EXPLORER).exists() {
        eprintln!("not tried: the rows of the Explorer are not at hand");
        return;
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_path(EXPLORER)
        .unwrap();
    let rows: Vec<csv::ByteRecord> = reader.byte_records().map(Result::unwrap).collect();
    let head = &rows[1];
    let column = |name: &str| {
        head.iter()
            .position(|cell| cell == name.as_bytes())
            .unwrap()
    };
    let (mut compared, mut differ) = (0, 0);
    for (stars, rule, completion) in RECORDED {
        let (stars, completion) = (column(stars), column(completion));
        let (mut of_rule, mut wrong) = (0, 0);
        for row in &rows[2..] {
            let code = |at: usize| std::str::from_utf8(&row[at]).ok()?.parse::<u8>().ok();
            let Some(recorded) = code(stars) else {
                continue;
            };
            let assessment = Assessment {
                specificity: reading(code(column("_Specificity")), &SPECIFICITY),
                relevant: reading(code(column("_Relevant")), &[Answer::No, Answer::Yes]),
                potential_impact: reading(code(column("_Pot Impact Coded")), &IMPACT),
                ..Assessment::default()
            };
            let completion = reading(code(completion), &COMPLETION);
            if let Some(starred) = rule.stars(&assessment, completion) {
                of_rule += 1;
                wrong += usize::from(starred != (recorded == 1));
            }
        }
        eprintln!("{}: {wrong} of {of_rule} differ", rule.words());
        assert!(of_rule > 30, "{}: {of_rule}", rule.words());
        compared += of_rule;
        differ += wrong;
    }
    assert!(differ * 100 <= compared, "{differ} of {compared} differ");
}

const SPECIFICITY: [Specificity; 4] = [
    Specificity::None,
    Specificity::Low,
    Specificity::Medium,
    Specificity::High,
];
const IMPACT: [Impact; 4] = [
    Impact::None,
    Impact::Minor,
    Impact::Moderate,
    Impact::Transformative,
];
const COMPLETION: [Status; 6] = [
    Status::Withdrawn,
    Status::NoEvidence,
    Status::NotStarted,
    Status::Limited,
    Status::Substantial,
    Status::Complete,
];

/// Returns the value of a code of the Explorer; what is no number is one of its reasons for none.
fn reading<T: Copy>(code: Option<u8>, values: &[T]) -> Reading<T> {
    let value = code.and_then(|code| values.get(usize::from(code)).copied());
    value.map_or(Reading::NoData, Reading::Is)
}
