//! Records with something in every field, in several variants, as trees.

use serde_json::{Value, json};

/// How many variants there are.
pub(super) const VARIANTS: usize = 4;

fn of<const N: usize>(n: usize, choices: [&str; N]) -> Value {
    choices.get(n % N).copied().into()
}

fn day(n: usize) -> String {
    format!("2018-0{}-1{}", 1 + n % 9, n % 10)
}

fn text(what: &str, n: usize) -> Value {
    json!([
        format!("{what} first {n}"),
        format!("{what} second"),
        format!("{what} third {n}")
    ])
}

fn update(id: &str, n: usize) -> Value {
    json!({
        "id": id, "date": day(n), "after": format!("u{n}"), "side": of(n, ["Government", "CivilSociety"]),
        "status": of(n, ["Limited", "Substantial", "Complete"]), "note": text("said", n),
        "evidence": ["https://example.org/a", format!("https://example.org/{n}")],
        "obstacle": of(n, ["Design", "Capacity"]), "delay": format!("late {n}"),
        "meeting": format!("2018-04-0{}", 1 + n), "binned": day(n + 1),
    })
}

fn replan(id: &str, n: usize) -> Value {
    json!({
        "id": id, "date": day(n), "from": format!("201{n}-06"), "to": format!("201{n}-12"),
        "reason": format!("because {n}"), "meeting": format!("2018-04-0{}", 1 + n),
    })
}

fn pulse(id: &str, n: usize) -> Value {
    json!({
        "id": id, "date": day(n), "by": format!("who {n}"), "knows_who": of(n, ["Yes", "No"]),
        "met": of(n, ["No", "Yes"]), "sees_progress": of(n, ["Yes", "No"]), "note": text("said", n),
        "meeting": format!("2018-04-0{}", 1 + n), "binned": day(n),
    })
}

fn assessment(n: usize) -> Value {
    json!({
        "specificity": {"Is": of(n, ["Low", "High"])}, "verifiable": {"Is": of(n, ["Yes", "No"])},
        "relevant": of(n, ["NoData", "NotReviewed"]),
        "potential_impact": {"Is": of(n, ["Minor", "Moderate"])},
        "potential_for_results": {"Is": of(n, ["Unclear", "Modest"])},
        "promising": {"Is": of(n, ["Yes", "No"])},
        "early_results": {"Is": of(n, ["Moderate", "NoNotableResults"])},
        "ambition": {"Is": of(n, ["Low", "High"])}, "mid_term": {"Is": of(n, ["Limited", "Complete"])},
        "end_of_term": {"Is": of(n, ["Complete", "Limited"])},
        "opened_government": {"Is": of(n, ["Marginal", "Major"])},
        "opened_in": [
            {"value": "AccessToInformation", "result": of(n, ["Marginal", "Major"])},
            {"value": of(n, ["CivicParticipation", "PublicAccountability"]), "result": "Major"},
        ],
        "starred": {"Is": of(n, ["Yes", "No"])}, "carried_forward": {"Is": of(n, ["No", "Yes"])},
        "sources": ["the report", format!("page {n}")],
    })
}

pub(super) fn commitment(n: usize) -> Value {
    let milestone = |id: &str, number: usize| {
        json!({
            "id": id, "number": number, "title": format!("step {n}"), "start": format!("201{n}"),
            "due": format!("201{n}-12"), "responsible": format!("office {n}"),
            "notes": text("note", n), "updates": [update("u1", n), update("u2", n + 1)],
            "shown_by": ["coverage", format!("UK000{n}")],
            "replans": [replan("r1", n), replan(&format!("r{}", 2 + n), n)],
            "added_in": format!("2018-04-0{}", 1 + n), "added": day(n + 2), "binned": day(n),
        })
    };
    json!({
        "id": "UK0063", "plan": format!("plan-{n}"), "nation": format!("nation {n}"),
        "number": 5 + n, "title": format!("promise {n}"),
        "lead": ["Cabinet Office", format!("office {n}")], "support": [format!("office {n}"), "ODI"],
        "start": "2016", "end": format!("201{n}-06"), "policy_areas": ["Health", format!("area {n}")],
        "values": [of(n, ["AccessToInformation", "CivicParticipation"]), "PublicAccountability"],
        "text": text("promised", n), "objective": text("for", n), "status_quo": text("was", n),
        "ambition": text("will be", n),
        "milestones": [milestone("1", 1), milestone("2", 2), milestone(&format!("3-{n}"), 3)],
        "problem": text("wrong", n), "solution": text("helps", n), "relevance": text("why", n),
        "updates": [update("u1", n), update(&format!("u{}", 5 + n), n)],
        "pulses": [pulse("p1", n), pulse(&format!("p{}", 2 + n), n)],
        "came_from": of(n, ["Consultation", "Proposal"]),
        "descent": [
            {"from": "UK0001", "how": of(n, ["Split", "Merged"]), "date": day(n)},
            {"from": format!("UK000{}", 2 + n), "how": "CarriedForward", "date": day(n)},
        ],
        "replans": [replan("r1", n), replan(&format!("r{}", 5 + n), n)],
        "assessment": assessment(n),
        "sources": ["the plan", format!("page {n}")], "added_in": format!("2018-04-0{}", 1 + n),
        "published": day(n + 3), "binned": day(n),
    })
}

pub(super) fn meeting(n: usize) -> Value {
    let item = |id: &str, n: usize| {
        json!({
            "id": id, "title": format!("item {n}"), "topic": {"Promise": format!("UK006{n}")},
            "because": format!("from {n}"), "planned": 10 + n, "used": 5 + n,
            "since": format!("10:1{n}"), "state": of(n, ["Discussed", "Postponed"]), "binned": day(n),
        })
    };
    let line = |id: &str, n: usize| {
        json!({
            "id": id, "stakeholder": format!("office-{n}"), "name": format!("name {n}"),
            "sector": of(n, ["Government", "CivilSociety"]), "people": 2 + n,
            "presence": of(n, ["Present", "Remote"]), "arrived": format!("10:0{n}"),
            "left": format!("11:0{n}"), "away": [{"from": "10:40", "to": format!("10:4{n}")}], "role": format!("role {n}"), "substitute_for": format!("who {n}"),
        })
    };
    let minute = |id: &str, n: usize| {
        json!({
            "id": id, "time": format!("10:2{n}"), "kind": of(n, ["Decision", "Note", "Question"]),
            "about": format!("UK006{n}"), "by": format!("who {n}"), "side": of(n, ["Government", "CivilSociety"]),
            "text": text("said", n), "answer": text("answered", n), "number": 1 + n,
            "supersedes": "2017-11-30/D9", "present": ["l1", format!("l{}", 2 + n)],
            "count": {"government": 3 + n, "civil_society": 2, "other": 1 + n},
            "due": format!("201{n}"), "item": format!("i{n}"), "action": format!("a{n}"),
            "internal": true, "binned": day(n),
        })
    };
    let changed = |id: &str, n: usize| {
        json!({
            "id": id, "time": format!("10:3{n}"), "about": format!("UK006{n}"),
            "action": format!("a{n}"), "words": format!("changed {n}"),
        })
    };
    let correction = |id: &str, number: usize| {
        json!({
            "id": id, "number": number, "date": day(n), "minute": format!("m{n}"),
            "before": text("was", n), "after": text("is", n), "by": format!("who {n}"),
            "why": format!("why {n}"), "approved_by": format!("2018-04-0{}", 1 + n),
        })
    };
    json!({
        "id": "2018-04-09", "plan": format!("plan-{n}"), "kind": of(n, ["Review", "Forum"]),
        "title": format!("meeting {n}"), "date": day(n), "began": format!("10:0{n}"),
        "closed": format!("12:0{n}"), "zone": of(n, ["Europe/London", "UTC"]), "place": format!("room {n}"),
        "state": of(n, ["InProgress", "Closed", "Closed", "Final"]), "note_by": format!("who {n}"),
        "published": day(n), "attribution": of(n, ["Named", "Sector"]),
        "may_stand": ["Nesta", format!("word {n}")],
        "approved_by": format!("2018-05-0{}", 1 + n),
        "agenda": [item("i1", n), item("i2", n + 1), item(&format!("i{}", 3 + n), n)],
        "roll": [line("l1", n), line("l2", n + 1), line(&format!("l{}", 3 + n), n)],
        "minutes": [minute("m1", n), minute("m2", n + 1), minute(&format!("m{}", 3 + n), n + 2)],
        "changed": [changed("c1", n), changed(&format!("c{}", 2 + n), n)],
        "seal": format!("seal {n}"), "updates_seal": format!("seal of updates {n}"),
        "corrections": [correction("k1", 1), correction(&format!("k{}", 2 + n), 2)],
        "sources": ["the note", format!("page {n}")], "binned": day(n),
    })
}

pub(super) fn action(n: usize) -> Value {
    let step = |id: &str, n: usize| {
        json!({
            "id": id, "date": day(n), "after": format!("s{n}"), "state": of(n, ["Doing", "Done"]), "note": text("step", n),
            "meeting": format!("2018-04-0{}", 1 + n),
        })
    };
    json!({
        "id": "a1", "date": day(n), "text": text("to do", n), "owner": format!("who {n}"),
        "due": format!("201{n}"), "about": format!("UK006{n}"), "meeting": format!("2018-04-0{}", 1 + n),
        "steps": [step("s1", n), step("s2", n + 1), step(&format!("s{}", 3 + n), n)], "binned": day(n),
    })
}

pub(super) fn plan(n: usize) -> Value {
    let document = |id: &str| {
        json!({
            "id": id, "kind": of(n, ["Membership", "Other"]), "title": format!("paper {n}"),
            "dated": format!("201{n}"), "link": format!("link {n}"), "next_review": format!("202{n}"),
            "binned": day(n),
        })
    };
    let contribution = |id: &str| {
        json!({
            "id": id, "date": day(n), "by": format!("who {n}"), "way": of(n, ["Meeting", "Proposal"]),
            "text": text("wish", n), "commitment": format!("UK006{n}"), "response": text("answer", n),
            "responded": day(n + 1), "link": format!("link {n}"), "binned": day(n),
        })
    };
    json!({
        "id": "uk", "title": format!("plan {n}"), "nations": ["UK", format!("nation {n}")],
        "start": "2016", "end": format!("201{n}"), "published": day(n), "cadence_months": 3 + n,
        "minister_meetings": 1 + n, "addition_points": 2 + n, "minutes_days": 14 + n,
        "forum": {
            "name": format!("forum {n}"), "rules": format!("rules {n}"), "rules_dated": day(n),
            "quorum": {"people": 5 + n, "government": 1 + n, "civil_society": 2, "balance": 30 + n},
        },
        "documents": [document("d1"), document(&format!("d{}", 2 + n))],
        "website": format!("https://example.org/{n}"),
        "co_creation": {
            "announced": day(n), "began": day(n + 1), "outreach": ["a workshop", format!("event {n}")],
            "inputs_from": day(n), "inputs_until": day(n + 2), "response": format!("response {n}"),
            "contributions": [contribution("k1"), contribution(&format!("k{}", 2 + n))],
        },
        "mid_term_report": {
            "comments_from": day(n), "comments_until": day(n + 1), "published": "2017", "link": format!("link {n}"),
        },
        "end_of_term_report": {
            "comments_from": day(n), "comments_until": day(n + 1), "published": "2019", "link": format!("end {n}"),
        },
        "era": of(n, ["Results", "EndOfTerm"]),
        "notes": text("note", n), "sources": ["the plan", format!("page {n}")],
    })
}

pub(super) fn stakeholder(n: usize) -> Value {
    json!({
        "id": "odi", "name": format!("name {n}"), "sector": of(n, ["CivilSociety", "Academia"]),
        "person": true, "nation": format!("nation {n}"), "priority": of(n, ["High", "Low"]),
        "policy_areas": ["Health", format!("area {n}")], "contact_role": format!("role {n}"),
        "former_names": [
            {"name": "old", "until": day(n)}, {"name": format!("older {n}"), "until": day(n + 1)},
        ],
        "notes": text("note", n), "binned": day(n),
    })
}

pub(super) fn contact(n: usize) -> Value {
    json!({
        "id": "c1", "date": day(n), "with": ["odi", format!("office-{n}")],
        "about": ["UK0063", format!("UK006{n}.1")], "text": text("said", n), "binned": day(n),
    })
}
