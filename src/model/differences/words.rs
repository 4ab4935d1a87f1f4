//! What people call the fields and items of a record, and how their values read.

use serde_json::Value;

use super::super::field::{Field, PlanField};
use super::super::verbs::revise::shorten;

/// The fields that are shown first, by their names in files.
const FIELDS: [(&str, Field); 55] = [
    ("title", Field::Title),
    ("name", Field::Name),
    ("kind", Field::Kind),
    ("lead", Field::Lead),
    ("support", Field::Support),
    ("text", Field::Text),
    ("by", Field::By),
    ("owner", Field::Owner),
    ("responsible", Field::Responsible),
    ("start", Field::Start),
    ("end", Field::End),
    ("due", Field::Due),
    ("policy_areas", Field::PolicyAreas),
    ("objective", Field::Objective),
    ("status_quo", Field::StatusQuo),
    ("ambition", Field::Ambition),
    ("note", Field::Note),
    ("notes", Field::Notes),
    ("evidence", Field::Evidence),
    ("obstacle", Field::Obstacle),
    ("delay", Field::Delay),
    ("answer", Field::Answer),
    ("place", Field::Place),
    ("note_by", Field::NoteBy),
    ("began", Field::Began),
    ("closed", Field::Closed),
    ("zone", Field::Zone),
    ("attribution", Field::Attribution),
    ("planned", Field::Planned),
    ("substitute_for", Field::SubstituteFor),
    ("supersedes", Field::Supersedes),
    ("published", Field::Published),
    ("problem", Field::Problem),
    ("solution", Field::Solution),
    ("relevance", Field::Relevance),
    ("values", Field::Values),
    ("came_from", Field::CameFrom),
    ("nation", Field::Nation),
    ("priority", Field::Priority),
    ("contact_role", Field::ContactRole),
    ("link", Field::Link),
    ("dated", Field::Dated),
    ("next_review", Field::NextReview),
    ("way", Field::Way),
    ("response", Field::Response),
    ("responded", Field::Responded),
    ("knows_who", Field::KnowsWho),
    ("met", Field::Met),
    ("sees_progress", Field::SeesProgress),
    ("website", Field::Plan(PlanField::Website)),
    ("shown_by", Field::ShownBy),
    ("cadence_months", Field::Plan(PlanField::Cadence)),
    (
        "minister_meetings",
        Field::Plan(PlanField::MinisterMeetings),
    ),
    ("addition_points", Field::Plan(PlanField::AdditionPoints)),
    ("minutes_days", Field::Plan(PlanField::MinutesDays)),
];

/// The fields that hold one of a few words, which files write as one: `NotStarted`.
const WORDS: [&str; 18] = [
    "status",
    "side",
    "state",
    "presence",
    "kind",
    "sector",
    "obstacle",
    "attribution",
    "priority",
    "era",
    "completion",
    "way",
    "how",
    "came_from",
    "knows_who",
    "met",
    "sees_progress",
    "values",
];

/// Returns what people call the field of that name in files.
pub(super) fn name_of_field(key: &str) -> String {
    match FIELDS.iter().find(|(name, _)| *name == key) {
        Some((_, field)) => field.label().to_owned(),
        None if key == "binned" => "in the bin since".to_owned(),
        None if key == "current" => "current plan".to_owned(),
        None => key.replace('_', " "),
    }
}

/// Puts the fields people edit first, then the others, then lists of parts, the bin at the end.
pub(super) fn rank(key: &str) -> usize {
    let known = FIELDS.iter().position(|(name, _)| *name == key);
    match key {
        "status" | "state" => 0,
        "binned" => usize::MAX,
        key => known.map_or(FIELDS.len() + usize::from(PARTS.contains(&key)), |at| {
            at + 1
        }),
    }
}

/// The lists of parts that have an id.
const PARTS: [&str; 12] = [
    "milestones",
    "updates",
    "agenda",
    "roll",
    "minutes",
    "changed",
    "contributions",
    "corrections",
    "documents",
    "pulses",
    "replans",
    "steps",
];

/// Returns what people call one item of a list.
pub(super) fn item_name(list: &str, item: &Value) -> String {
    let text = |key: &str| {
        item.get(key)
            .map(|value| words(key, value))
            .unwrap_or_default()
    };
    let first = |keys: &[&str]| {
        let mut texts = keys.iter().map(|key| text(key));
        let found = texts.find(|text| !text.is_empty());
        let found = found.unwrap_or_else(|| text("id"));
        shorten(found.lines().next().unwrap_or_default())
    };
    match list {
        "milestones" => format!("milestone {}", text("number")),
        "updates" => format!("update of {}", text("date")),
        "pulses" => format!("three questions of {}", text("date")),
        "contributions" => format!("contribution, {}", first(&["text"])),
        "documents" => format!("document, {}", first(&["title"])),
        "steps" => format!("step of {}", text("date")),
        "agenda" => format!("agenda, {}", first(&["title", "topic"])),
        "roll" => format!("roll, {}", first(&["name", "stakeholder", "sector"])),
        "corrections" => format!("correction {}", text("number")),
        "changed" => format!("changed meanwhile, {}", first(&["words"])),
        "minutes" if text("kind") == "decision" => format!("decision D{}", text("number")),
        "minutes" => format!("{}, {}", text("kind"), first(&["text", "about"])),
        other => format!("{}, {}", other.replace('_', " "), first(&["name", "title"])),
    }
}

/// Writes a value for people.
pub(super) fn words(key: &str, value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) if WORDS.contains(&key) => in_words(text),
        Value::String(text) => text.clone(),
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| words(key, item)).collect();
            items.join("\n")
        }
        Value::Object(fields) => {
            let values: Vec<String> = fields.values().map(|value| words("", value)).collect();
            values.join(" ").replace('\n', " ")
        }
    }
}

/// Writes the name of a value in a file as words: `NotStarted` as `not started`.
fn in_words(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(c.to_lowercase());
    }
    words
}
