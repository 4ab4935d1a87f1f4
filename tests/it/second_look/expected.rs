//! What is expected of what is printed, made of the files alone.

use jiff::civil::Date;
use serde_json::{Value, json};

use super::files::{Commitment, Milestone, Said, Update, all, lag};
use super::paper::word;

/// Returns what was known of a list on a day, without what is in the bin.
pub(super) fn known<'u>(updates: &'u [Update], day: &str) -> Vec<&'u Update> {
    let known = updates.iter().filter(|update| update.date.as_str() <= day);
    known.filter(|update| update.binned.is_none()).collect()
}

pub(super) fn live(updates: &[Update]) -> usize {
    updates
        .iter()
        .filter(|update| update.binned.is_none())
        .count()
}

pub(super) fn apart(heads: Option<[Option<u64>; 3]>) -> [Value; 3] {
    heads.map_or([Value::Null, Value::Null, Value::Null], |heads| {
        heads.map(|n| json!(n))
    })
}

/// Returns what a row of a promise says of how it stands.
pub(super) fn told(said: &Said, past: Option<&str>) -> Value {
    let shown = said.shown();
    json!({
        "status": shown.map(|(status, _)| status), "said_by": shown.map(|(_, side)| side),
        "agreed": said.by("agreed"), "government": said.by("government"),
        "civil_society": said.by("civil society"), "disputed": said.is_disputed(),
        "overdue": past == Some("late"), "past_date": past,
    })
}

pub(super) fn with(mut row: Value, more: &Value) -> Value {
    for (name, value) in more.as_object().unwrap() {
        row[name] = value.clone();
    }
    row
}

pub(super) fn row_of(held: &Commitment, today: Date) -> Value {
    let agreed = |one: &&Milestone| {
        let said = Said::of(&all(&one.updates));
        matches!(said.by("agreed"), Some("complete" | "withdrawn"))
    };
    let updated = held
        .live_updates()
        .iter()
        .map(|update| update.date.clone())
        .max();
    let row = told(&Said::of(&all(&held.updates)), held.past(today));
    with(
        row,
        &json!({
            "id": held.id, "end": held.end, "milestones": held.live_milestones().count(),
            "settled_milestones": held.live_milestones().filter(agreed).count(), "updated": updated,
        }),
    )
}

pub(super) fn row_of_milestone(held: &Commitment, one: &Milestone, today: Date) -> Value {
    let updated = one.updates.iter().filter(|update| update.binned.is_none());
    let updated = updated.map(|update| update.date.clone()).max();
    let row = told(&Said::of(&all(&one.updates)), one.past(held, today));
    with(
        row,
        &json!({
            "name": format!("{}.{}", held.id, one.number), "due": one.due, "responsible": one.responsible,
            "days_late": one.days_late(held, today), "updated": updated,
        }),
    )
}

pub(super) fn total(nation: &Value, of: &[&Commitment], today: Date) -> Value {
    let agreed = |status: &str| {
        let said = of
            .iter()
            .filter(|held| Said::of(&all(&held.updates)).by("agreed") == Some(status));
        said.count()
    };
    let count = |is_it: &dyn Fn(&Commitment) -> bool| of.iter().filter(|held| is_it(held)).count();
    let milestones: Vec<&Milestone> = of.iter().flat_map(|held| held.live_milestones()).collect();
    let done = milestones
        .iter()
        .filter(|one| Said::of(&all(&one.updates)).by("agreed") == Some("complete"));
    json!({
        "nation": nation, "commitments": of.len(), "no_evidence": agreed("no evidence"),
        "not_started": agreed("not started"), "limited": agreed("limited"), "substantial": agreed("substantial"),
        "complete": agreed("complete"), "withdrawn": agreed("withdrawn"),
        "not_agreed": count(&|held| Said::of(&all(&held.updates)).by("agreed").is_none()),
        "overdue": count(&|held| held.past(today) == Some("late")),
        "past_date": count(&|held| held.past(today).is_some()),
        "disputed": count(&|held| Said::of(&all(&held.updates)).is_disputed()),
        "untouched": count(&|held| held.live_updates().is_empty()),
        "milestones": milestones.len(), "milestones_done": done.count(),
    })
}

/// Returns how something stands as a page has it.
pub(super) fn standing(said: &Said, past: Option<&str>) -> String {
    let mut words = match said.shown() {
        Some((status, "agreed")) => status.to_owned(),
        Some((status, side)) => format!("{status} ({side})"),
        None if said.is_disputed() => {
            let agreed = said.by("agreed").map(str::to_owned);
            let sides = ["government", "civil society"].into_iter();
            let sides = sides.filter_map(|side| Some(format!("{side} says {}", said.by(side)?)));
            let all: Vec<String> = agreed.into_iter().chain(sides).collect();
            format!("{} (disputed)", all.join("; "))
        }
        None => "no status".to_owned(),
    };
    words += match past {
        None => "",
        Some("late") => ", overdue",
        Some("disputed") => ", past a date: the sides differ",
        Some("no-status") => ", past a date: no status reported",
        Some(_) => ", past a date: nothing reported",
    };
    words
}

pub(super) fn headline(row: &Value) -> String {
    if row["disputed"] != true {
        return word(&row["status"]);
    }
    let sides = ["government", "civil_society"].map(|side| word(&row[side]));
    let mut both: Vec<String> = sides.into_iter().filter(|word| !word.is_empty()).collect();
    if both.len() < 2 {
        both.insert(0, word(&row["agreed"]));
    }
    both.join(" ≠ ")
}

pub(super) fn marks(row: &Value) -> String {
    let mut marks = Vec::new();
    match row["past_date"].as_str() {
        Some("late") => marks.push("overdue"),
        Some(_) => marks.push("past date"),
        None => {}
    }
    if row["disputed"] == true {
        marks.push("disputed");
    }
    marks.join(" ")
}

pub(super) fn both(row: &Value) -> String {
    match (&row["government"], &row["civil_society"]) {
        (Value::Null, _) | (_, Value::Null) => String::new(),
        (government, civil) => format!("{government}+{civil}"),
    }
}

/// Returns what is said of the day on which something is due.
pub(super) fn due_words(
    name: &str,
    due: Option<&str>,
    updates: &[&Update],
    (past, whole): (Option<&str>, Option<&str>),
    today: Date,
) -> Option<(String, String)> {
    let due = due?;
    let by = lag(due, today);
    let said = Said::of(updates);
    let words = match past {
        Some("late") => format!("due, late by {by}"),
        Some("disputed") => format!("due, past its date by {by}, the sides differ"),
        Some("no-status") => format!("due, past its date by {by}, no status reported"),
        Some(_) => format!("due, past its date by {by}, nothing reported"),
        None => match (said.settled(), whole.filter(|_| !by.is_empty())) {
            (Some(status), _) => format!("due, {status}"),
            (None, Some(status)) => format!("due, the commitment is {status}"),
            (None, None) => "due".to_owned(),
        },
    };
    Some((name.to_owned(), words))
}
