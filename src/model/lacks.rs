//! What a plan lacks to be a good one: who is responsible, by when, what shows it.
//!
//! These are no errors: `check` looks for what does not fit together. Each is also a word of the
//! filter (`model/filter.rs`).

use jiff::Span;
use jiff::civil::Date;

use super::assessment::{Answer, OgpValue, Reading};
use super::commitment::{Commitment, Milestone};
use super::ids::RecordRef;
use super::status::{Standing, Status, Update};
use super::workspace::Workspace;

/// Something that a commitment or one of its milestones lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lack {
    /// It is called complete, and nothing shows it.
    Evidence,
    /// The sides do not say the same.
    Agreement,
    /// A question about it, or a contribution to the plan, was not answered.
    Answer,
    /// A milestone is due at no time.
    Date,
    /// Nobody is responsible for a milestone.
    Owner,
    /// It has no milestone.
    Milestone,
    /// It adds to none of the values that make a promise relevant to open government: access to
    /// information, civic participation, public accountability. Technology alone does not (OGP
    /// Explorer, help texts).
    Value,
    /// The reviewer found nothing in it that could be verified.
    Deliverable,
}

impl Lack {
    /// Every lack, the gravest first.
    pub const ALL: [Self; 8] = [
        Self::Evidence,
        Self::Agreement,
        Self::Answer,
        Self::Date,
        Self::Owner,
        Self::Milestone,
        Self::Value,
        Self::Deliverable,
    ];

    /// Returns the word of the filter for commitments that lack it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Evidence => "no-evidence",
            Self::Agreement => "disputed",
            Self::Answer => "unanswered",
            Self::Date => "no-date",
            Self::Owner => "no-owner",
            Self::Milestone => "no-milestone",
            Self::Value => "no-value",
            Self::Deliverable => "not-verifiable",
        }
    }

    /// Returns what is lacking, in words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Evidence => "called complete, and no evidence shows it",
            Self::Agreement => "the sides do not say the same",
            Self::Answer => "nobody has answered it yet",
            Self::Date => "it has no due date",
            Self::Owner => "nobody is responsible",
            Self::Milestone => "it has no milestone",
            Self::Value => "it adds to no value of open government",
            Self::Deliverable => "the reviewer found nothing to verify",
        }
    }

    /// Returns the way out, as keys and as a command.
    pub fn hint(self) -> &'static str {
        match self {
            Self::Evidence => "add an update with evidence: s",
            Self::Agreement => "talk about it and set what both agree on: s",
            Self::Answer => "answer it: Enter or s on it",
            Self::Date => "say by when: d",
            Self::Owner => "say who: w",
            Self::Milestone => "add one: a",
            Self::Value => "say which: e on its values",
            Self::Deliverable => "say in its milestones what can be verified",
        }
    }

    /// Tells whether a commitment, or one of its milestones, lacks it; questions are minuted elsewhere
    /// and are not looked for.
    pub fn is_in(self, commitment: &Commitment) -> bool {
        if is_withdrawn(commitment) {
            return false;
        }
        of_commitment(commitment).any(|lack| lack == self)
            || commitment
                .live_milestones()
                .any(|milestone| of_milestone(milestone).any(|lack| lack == self))
    }
}

/// Something that is lacking, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking {
    /// What.
    pub lack: Lack,
    /// The commitment, milestone or question.
    pub record: RecordRef,
    /// What people call it: `UK0063.2`.
    pub name: String,
    /// Its title or text.
    pub title: String,
}

/// Returns what the current plan lacks, the gravest first.
pub fn lacks(workspace: &Workspace) -> Vec<Lacking> {
    let current = &workspace.settings().current;
    let commitments = workspace.commitments().values();
    let of_plan = commitments
        .filter(|held| held.plan == *current && held.binned.is_none() && !is_withdrawn(held));
    let mut found = Vec::new();
    for commitment in of_plan {
        let id = &commitment.id;
        found.extend(of_commitment(commitment).map(|lack| Lacking {
            lack,
            record: RecordRef::Commitment(id.clone()),
            name: id.to_string(),
            title: commitment.title.clone(),
        }));
        for milestone in commitment.live_milestones() {
            found.extend(of_milestone(milestone).map(|lack| Lacking {
                lack,
                record: RecordRef::Milestone(id.clone(), milestone.id.clone()),
                name: commitment.name_of(milestone),
                title: milestone.title.clone(),
            }));
        }
    }
    for meeting in workspace.meetings().values() {
        if meeting.plan != *current || meeting.binned.is_some() {
            continue;
        }
        let open = meeting
            .live_minutes()
            .filter(|minute| minute.is_unanswered());
        found.extend(open.map(|minute| Lacking {
            lack: Lack::Answer,
            record: RecordRef::Minute(meeting.id.clone(), minute.id.clone()),
            name: format!("question of {}", meeting.id),
            title: minute.text.first().to_owned(),
        }));
    }
    if let Some(plan) = workspace.current_plan() {
        let open = plan.live_contributions().filter(|one| !one.is_answered());
        found.extend(open.map(|one| Lacking {
            lack: Lack::Answer,
            record: RecordRef::Contribution(plan.id.clone(), one.id.clone()),
            name: format!("contribution of {}", one.date),
            title: one.text.first().to_owned(),
        }));
    }
    found.sort_by_key(|lacking| lacking.lack);
    found
}

/// Says how often each is lacking, the gravest first: `2 unanswered, 31 no-date`.
pub fn counted(found: &[Lacking]) -> String {
    let counts = Lack::ALL.into_iter().filter_map(|lack| {
        let count = found.iter().filter(|lacking| lacking.lack == lack).count();
        (count > 0).then(|| format!("{count} {}", lack.word()))
    });
    counts.collect::<Vec<_>>().join(", ")
}

/// What is withdrawn has to be nothing any more.
fn is_withdrawn(commitment: &Commitment) -> bool {
    commitment.standing().agreed == Some(Status::Withdrawn)
}

fn of_commitment(commitment: &Commitment) -> impl Iterator<Item = Lack> {
    let makes_relevant = |value: &OgpValue| *value != OgpValue::TechnologyAndInnovation;
    let found = [
        (
            lacks_evidence(commitment.standing(), &commitment.updates),
            Lack::Evidence,
        ),
        (commitment.standing().is_disputed(), Lack::Agreement),
        (
            commitment.live_milestones().next().is_none(),
            Lack::Milestone,
        ),
        (!commitment.values.iter().any(makes_relevant), Lack::Value),
        (
            commitment.assessment.verifiable == Reading::Is(Answer::No),
            Lack::Deliverable,
        ),
    ];
    found
        .into_iter()
        .filter_map(|(lacks, lack)| lacks.then_some(lack))
}

fn of_milestone(milestone: &Milestone) -> impl Iterator<Item = Lack> {
    let standing = milestone.standing();
    let settled = standing.agreed.is_some_and(Status::is_settled);
    let found = [
        (lacks_evidence(standing, &milestone.updates), Lack::Evidence),
        (standing.is_disputed(), Lack::Agreement),
        (!settled && milestone.due.is_none(), Lack::Date),
        (!settled && milestone.responsible.is_empty(), Lack::Owner),
    ];
    found
        .into_iter()
        .filter_map(|(lacks, lack)| lacks.then_some(lack))
}

fn lacks_evidence(standing: Standing, updates: &[Update]) -> bool {
    let is_complete = match standing.shown() {
        Some((status, _)) => status == Status::Complete,
        None => standing.is_said(Status::Complete),
    };
    let mut shown = updates.iter().filter(|update| update.binned.is_none());
    is_complete && !shown.any(|update| !update.evidence.is_empty())
}

/// Tells whether nothing was reported on a commitment in the last `days` days.
pub fn is_stale(commitment: &Commitment, days: u16, today: Date) -> bool {
    let since = today.saturating_sub(Span::new().days(i64::from(days)));
    let mut updates = commitment.live_updates();
    !updates.any(|(_, update)| update.date >= since)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use jiff::civil::date;

    use super::*;

    fn commitment(text: &str) -> Commitment {
        let text = format!("(id: \"UK0001\", plan: \"p\", number: 1, title: \"T\", {text})");
        ron::from_str(&text).unwrap()
    }

    #[track_caller]
    fn check(text: &str, expected: &[Lack]) {
        let held = commitment(text);
        let found: Vec<Lack> = Lack::ALL
            .into_iter()
            .filter(|lack| lack.is_in(&held))
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    const GOOD: &str =
        "(id: \"1\", number: 1, title: \"M\", due: Some(\"2018\"), responsible: \"A\"";

    #[test]
    fn each_lack_is_found_where_it_is_and_nowhere_else() {
        let whole = format!("values: [CivicParticipation], milestones: [{GOOD})]");
        check(&whole, &[]);
        check(
            "values: [TechnologyAndInnovation]",
            &[Lack::Milestone, Lack::Value],
        );
        let bare =
            "values: [AccessToInformation], milestones: [(id: \"1\", number: 1, title: \"M\")]";
        check(bare, &[Lack::Date, Lack::Owner]);
        let no = format!("{whole}, assessment: (verifiable: Is(No))");
        check(&no, &[Lack::Deliverable]);
    }

    #[test]
    fn complete_wants_evidence_and_no_more_of_anything_else() {
        let with = |update: &str| {
            format!(
                "values: [CivicParticipation], milestones: [(id: \"1\", number: 1, title: \"M\", \
                 updates: [(id: \"u\", date: \"2018-01-01\", {update})])]"
            )
        };
        check(&with("status: Some(Complete)"), &[Lack::Evidence]);
        check(
            &with("status: Some(Complete), evidence: [\"https://a.example\"]"),
            &[],
        );
        let said = with("status: Some(Complete), side: Government");
        check(&said, &[Lack::Evidence, Lack::Date, Lack::Owner]);
    }

    #[test]
    fn stale_is_counted_from_the_latest_update() {
        let held = commitment("updates: [(id: \"u\", date: \"2018-01-01\")]");
        assert!(!is_stale(&held, 30, date(2018, 1, 31)));
        assert!(is_stale(&held, 30, date(2018, 2, 1)));
        assert!(is_stale(&commitment(""), 30, date(2018, 2, 1)));
    }
}
