//! The moments of a plan in words: what a picture shows, told.

use super::{Held, Kept, Moment, What};
use crate::base::date::FuzzyDate;
use crate::model::commitment::Commitment;
use crate::model::ids::RecordRef;
use crate::model::replan::moved;
use crate::model::status::{Side, Status};
use crate::model::workspace::Workspace;

impl Moment {
    /// Returns what happens, without what it is about: `due, late by 4 months`.
    pub fn words(&self) -> String {
        match &self.what {
            What::Said { side, .. } => self.words_by(match side {
                Side::Agreed => "both sides",
                side => side.words(),
            }),
            _ => self.words_by(""),
        }
    }

    /// Returns what happens, where what was said was said by `who`: not every side may be named.
    pub fn words_by(&self, who: &str) -> String {
        match &self.what {
            What::Made(words) => (*words).to_owned(),
            What::CycleBegins => "the plan begins".to_owned(),
            What::CycleEnds => "the plan ends".to_owned(),
            What::PlanPublished => "plan published".to_owned(),
            What::Assessed(which) => format!("{which} published"),
            What::CommitmentsPublished(1) => "1 commitment published".to_owned(),
            What::CommitmentsPublished(n) => format!("{n} commitments published"),
            What::Meets(kind, held) => format!("{} meeting{}", kind.words(), after(*held)),
            What::MinutesPublished(id) => format!("minutes of {id} published"),
            What::TalkedAbout(kind) => format!("talked about in the {} meeting", kind.words()),
            What::Published => "published".to_owned(),
            What::Added(id) => format!("added in the meeting {id}"),
            What::Begins => "begins".to_owned(),
            What::Due(kept) => due(*kept),
            What::Said { status, before, .. } => said(who, *status, *before),
            What::Replanned { from, to, .. } => replanned(*from, *to),
        }
    }

    /// Returns the kind of moment for programs: one word.
    pub fn kind(&self) -> &'static str {
        match &self.what {
            What::Made(_) => "co-creation",
            What::CycleBegins => "cycle-begins",
            What::CycleEnds => "cycle-ends",
            What::PlanPublished => "plan-published",
            What::Assessed(_) => "self-assessment",
            What::CommitmentsPublished(_) | What::Published => "commitment-published",
            What::Meets(..) => "meeting",
            What::MinutesPublished(_) => "minutes-published",
            What::TalkedAbout(_) => "talked-about",
            What::Added(_) => "added",
            What::Begins => "begins",
            What::Due(_) => "due",
            What::Said {
                status: Some(_), ..
            } => "status",
            What::Said { .. } => "update",
            What::Replanned { .. } => "re-planned",
        }
    }

    /// Returns the milestone it is about as people call it within its commitment: `milestone 2`.
    pub fn milestone(&self, workspace: &Workspace) -> Option<String> {
        let subject = self.subject.as_ref()?;
        let milestone = workspace.milestone(subject)?;
        Some(format!("milestone {}", milestone.number))
    }

    /// Returns the whole of it within one commitment: `milestone 2 due, late by 4 months: Title`.
    pub fn told(&self, workspace: &Workspace) -> String {
        let mut words = match self.milestone(workspace) {
            Some(milestone) => format!("{milestone} {}", self.words()),
            None => self.words(),
        };
        let more = self.more(workspace);
        if !more.is_empty() {
            words = format!("{words}: {more}");
        }
        words
    }

    /// Returns the whole of it, never a number without its nation: `Wales 3 UK0085 begins`.
    pub fn told_of_plan(&self, workspace: &Workspace) -> String {
        let told = self.told(workspace);
        match self.commitment(workspace) {
            Some(held) => format!("{} {} {told}", held.place_in_plan(), held.id),
            None => told,
        }
    }

    /// Returns the commitment it is about.
    pub fn commitment<'w>(&self, workspace: &'w Workspace) -> Option<&'w Commitment> {
        let subject = self.subject.as_ref()?;
        let held = workspace.commitments().get(&subject.commitment);
        held.map(AsRef::as_ref)
    }

    /// Returns what else the record says of it: what was said, why, what is due; empty where it
    /// says nothing.
    pub fn more<'w>(&self, workspace: &'w Workspace) -> &'w str {
        let more = match (&self.what, &self.record) {
            (What::Said { .. }, Some(RecordRef::Update(subject, id))) => {
                let updates = workspace.updates(subject).unwrap_or_default();
                let update = updates.iter().find(|update| update.id == *id);
                update.map(|update| update.note.first())
            }
            (What::Due(_), Some(RecordRef::Milestone(..))) => {
                let milestone = self.subject.as_ref().and_then(|s| workspace.milestone(s));
                milestone.map(|milestone| milestone.title.as_str())
            }
            (What::Replanned { from, to, .. }, _) => self.reason(workspace, *from, *to),
            (What::Meets(..), Some(RecordRef::Meeting(id))) => {
                let meeting = workspace.meetings().get(id);
                meeting.map(|meeting| meeting.title.as_str())
            }
            _ => None,
        };
        more.unwrap_or_default()
    }

    fn reason<'w>(
        &self,
        workspace: &'w Workspace,
        from: FuzzyDate,
        to: FuzzyDate,
    ) -> Option<&'w str> {
        let replans = match workspace.milestone(self.subject.as_ref()?) {
            Some(milestone) => &milestone.replans,
            None => &self.commitment(workspace)?.replans,
        };
        let mut same = replans.iter().filter(|replan| {
            FuzzyDate::Day(workspace.day_of(*replan)) == self.date
                && replan.from == from
                && replan.to == to
        });
        same.next().map(|replan| replan.reason.as_str())
    }
}

fn after(held: Held) -> &'static str {
    match held {
        Held::Yes => "",
        Held::Now => ", in progress",
        Held::ToCome => ", to come",
        Held::Draft => ", being prepared",
        Held::No => ", did not begin",
    }
}

fn due(kept: Kept) -> String {
    match kept {
        Kept::Settled(status) => format!("due, {}", status.words()),
        Kept::OfTheWhole(status) => format!("due, the commitment is {}", status.words()),
        Kept::Past(past) => format!("due, {}", past.words()),
        Kept::Open => "due".to_owned(),
    }
}

fn said(who: &str, status: Option<Status>, before: Option<Status>) -> String {
    match (status, before) {
        (None, _) => format!("update by {who}"),
        (Some(now), None) => format!("{} by {who}", now.words()),
        (Some(now), Some(before)) => {
            format!("{} by {who}, was {}", now.words(), before.words())
        }
    }
}

/// `re-planned from Apr 2018 to 2021 (about 3 years later)`
fn replanned(from: FuzzyDate, to: FuzzyDate) -> String {
    let words = format!("re-planned from {} to {}", from.human(), to.human());
    match moved(from, to) {
        Some(moved) => format!("{words} ({moved})"),
        None => words,
    }
}
