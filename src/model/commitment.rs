//! A commitment, the public promise, and its milestones.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::assessment::{Assessment, OgpValue};
use super::contribution::Origin;
use super::deadline::{Past, Reported};
use super::descent::{Descent, Way};
use super::field::Field;
use super::ids::{CommitmentId, MeetingId, MilestoneId, PlanId, Subject};
use super::paragraphs::Paragraphs;
use super::place::Place;
use super::pulse::Pulse;
use super::replan::{Replan, Slip};
use super::status::{Standing, Update};
use crate::base::date::{FuzzyDate, day_or_none};

/// A promise of an action plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commitment {
    /// Names the commitment and its file.
    pub id: CommitmentId,
    /// The plan it is part of.
    pub plan: PlanId,
    /// The nation whose part of the plan it is in; empty where there is one part.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub nation: String,
    /// Its number in that part.
    pub number: u16,
    /// Its short title.
    pub title: String,
    /// The institutions that lead it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lead: Vec<String>,
    /// The institutions that support it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub support: Vec<String>,
    /// When work begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<FuzzyDate>,
    /// When it is to be done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<FuzzyDate>,
    /// The policy areas it was filed under; free words, since the list of the OGP changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policy_areas: Vec<String>,
    /// The values of the OGP it was found relevant to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<OgpValue>,
    /// What is promised.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub text: Paragraphs,
    /// What it is for.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub objective: Paragraphs,
    /// How things were before.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub status_quo: Paragraphs,
    /// How things are to be.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub ambition: Paragraphs,
    /// What the public problem is (templates from 2018).
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub problem: Paragraphs,
    /// How the commitment helps to solve it (templates from 2018).
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub solution: Paragraphs,
    /// Why it matters to the values of the OGP (templates from 2018).
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub relevance: Paragraphs,
    /// The dated steps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// What was said about the commitment as a whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// What civil society answered to the three questions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pulses: Vec<Pulse>,
    /// How its end was moved while the plan ran.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replans: Vec<Replan>,
    /// What the independent reviewer concluded.
    #[serde(default, skip_serializing_if = "Assessment::is_empty")]
    pub assessment: Assessment,
    /// Where these facts come from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// The way it came into the plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub came_from: Option<Origin>,
    /// The commitments it goes on from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descent: Vec<Descent>,
    /// The meeting it was added in, for one added while the plan ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_in: Option<MeetingId>,
    /// The day it was published, for one added while the plan ran.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub published: Option<Date>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

/// A dated, verifiable step of a commitment.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// Names the milestone within its commitment.
    pub id: MilestoneId,
    /// Its number in the commitment.
    pub number: u16,
    /// What is to be done.
    pub title: String,
    /// When work begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<FuzzyDate>,
    /// When it is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<FuzzyDate>,
    /// Who is responsible.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub responsible: String,
    /// What else is worth knowing.
    #[serde(default, skip_serializing_if = "Paragraphs::is_empty")]
    pub notes: Paragraphs,
    /// What was said about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub updates: Vec<Update>,
    /// Where in the workspace it can be seen to be kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_by: Vec<Place>,
    /// How its due date was moved while the plan ran.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replans: Vec<Replan>,
    /// The meeting it was added in, for one added while the plan ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub added_in: Option<MeetingId>,
    /// The day it was added, for one added while the plan ran.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub added: Option<Date>,
    /// The day it was put in the bin.
    #[serde(
        default,
        skip_serializing_if = "Option::is_none",
        deserialize_with = "day_or_none"
    )]
    pub binned: Option<Date>,
}

impl Milestone {
    /// Makes a milestone of which nothing else is known.
    pub fn new(id: MilestoneId, number: u16, title: impl Into<String>) -> Self {
        Self {
            id,
            number,
            title: title.into(),
            start: None,
            due: None,
            responsible: String::new(),
            notes: Paragraphs::default(),
            updates: Vec::new(),
            shown_by: Vec::new(),
            replans: Vec::new(),
            added_in: None,
            added: None,
            binned: None,
        }
    }

    /// Returns what its updates say today.
    pub fn standing(&self) -> Standing {
        Standing::of(&self.updates, None)
    }

    /// Returns how far its due date has slipped, if it was moved.
    pub fn slip(&self) -> Option<Slip> {
        Slip::of(self.due, &self.replans)
    }

    /// Returns what can be said on that day of its due date, where it has passed; of a milestone whose
    /// commitment may be settled as a whole ask [`Commitment::milestone_past`].
    fn past_date(&self, today: Date) -> Option<Past> {
        Past::today(self.due, &self.updates, today)
    }
}

impl Commitment {
    /// Makes a commitment of which nothing else is known.
    pub fn new(id: CommitmentId, plan: PlanId, number: u16, title: impl Into<String>) -> Self {
        Self {
            id,
            plan,
            nation: String::new(),
            number,
            title: title.into(),
            lead: Vec::new(),
            support: Vec::new(),
            start: None,
            end: None,
            policy_areas: Vec::new(),
            values: Vec::new(),
            text: Paragraphs::default(),
            objective: Paragraphs::default(),
            status_quo: Paragraphs::default(),
            ambition: Paragraphs::default(),
            problem: Paragraphs::default(),
            solution: Paragraphs::default(),
            relevance: Paragraphs::default(),
            milestones: Vec::new(),
            updates: Vec::new(),
            pulses: Vec::new(),
            replans: Vec::new(),
            assessment: Assessment::default(),
            sources: Vec::new(),
            came_from: None,
            descent: Vec::new(),
            added_in: None,
            published: None,
            binned: None,
        }
    }

    /// Returns what its own updates say today.
    pub fn standing(&self) -> Standing {
        Standing::of(&self.updates, None)
    }

    /// Returns how far its end has slipped, if it was moved.
    pub fn slip(&self) -> Option<Slip> {
        Slip::of(self.end, &self.replans)
    }

    /// Returns every update of the commitment and its milestones, with what it is about.
    pub fn all_updates(&self) -> impl Iterator<Item = (Subject, &Update)> {
        let whole = Subject::commitment(&self.id);
        let own = self
            .updates
            .iter()
            .map(move |update| (whole.clone(), update));
        let of_milestones = self.milestones.iter().flat_map(|milestone| {
            let subject = Subject::milestone(&self.id, &milestone.id);
            let updates = milestone.updates.iter();
            updates.map(move |update| (subject.clone(), update))
        });
        own.chain(of_milestones)
    }

    /// Returns every update that is not in the bin, nor its milestone.
    pub fn live_updates(&self) -> impl Iterator<Item = (Subject, &Update)> {
        let is_live = |subject: &Subject| {
            let milestone = subject.milestone.as_ref().and_then(|id| self.milestone(id));
            milestone.is_none_or(|milestone| milestone.binned.is_none())
        };
        let all = self.all_updates();
        all.filter(move |(subject, update)| update.binned.is_none() && is_live(subject))
    }

    /// Returns the day it was made of another one, be it split from it or carried forward.
    pub fn made_on(&self) -> Option<Date> {
        let made = self.descent.iter();
        let made = made.filter(|from| from.how != Way::Merged);
        made.map(|from| from.date).min()
    }

    /// Returns one of its texts; `None` for a field that is none.
    pub fn text_of(&self, field: Field) -> Option<&Paragraphs> {
        Some(match field {
            Field::Text => &self.text,
            Field::Objective => &self.objective,
            Field::StatusQuo => &self.status_quo,
            Field::Ambition => &self.ambition,
            Field::Problem => &self.problem,
            Field::Solution => &self.solution,
            Field::Relevance => &self.relevance,
            _ => return None,
        })
    }

    /// Returns the milestones that are not in the bin.
    pub fn live_milestones(&self) -> impl Iterator<Item = &Milestone> {
        self.milestones.iter().filter(|m| m.binned.is_none())
    }

    /// Returns the milestone of that id.
    pub fn milestone(&self, id: &MilestoneId) -> Option<&Milestone> {
        self.milestones.iter().find(|m| m.id == *id)
    }

    /// Returns what can be said on that day of its own end, where it has passed.
    pub fn past_date(&self, today: Date) -> Option<Past> {
        Past::today(self.end, &self.updates, today)
    }

    /// Returns what can be said on that day of the due date of one of its milestones, where it has passed:
    /// nothing once the whole of it is settled.
    pub fn milestone_past(&self, milestone: &Milestone, today: Date) -> Option<Past> {
        let whole = Standing::of(&self.updates, Some(today));
        milestone
            .past_date(today)
            .filter(|_| !whole.is_reported_settled())
    }

    /// Returns what was reported of the end or of the milestones whose date has passed, the worst of it;
    /// `None` where no date has passed, or all that is due is settled.
    pub fn reported_past(&self, today: Date) -> Option<Reported> {
        let milestones = self.live_milestones();
        let milestones = milestones.filter_map(|held| self.milestone_past(held, today));
        let all = milestones.chain(self.past_date(today));
        all.map(|past| past.reported).max()
    }

    /// Returns true when the commitment or one of its milestones is known to be late.
    pub fn is_overdue(&self, today: Date) -> bool {
        self.reported_past(today).is_some_and(Reported::is_late)
    }

    /// Returns what people call one of its milestones: `UK0063.2`.
    pub fn name_of(&self, milestone: &Milestone) -> String {
        format!("{}.{}", self.id, milestone.number)
    }

    /// Returns nation and number as people say them: `Wales 3`, or `3`.
    pub fn place_in_plan(&self) -> String {
        if self.nation.is_empty() {
            self.number.to_string()
        } else {
            format!("{} {}", self.nation, self.number)
        }
    }
}
