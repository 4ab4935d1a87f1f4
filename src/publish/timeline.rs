//! The timeline of a plan for everybody: what happened and is to happen, day by day, in words.
//!
//! What was said is not told, only how things stood then: notes are in the minutes. What was said
//! or planned in a meeting that is not over does not leave.

use std::sync::Arc;

use jiff::civil::Date;

use super::about_plan::{no_meeting, strictest};
use super::attribution::{Censor, Outgoing};
use super::document::{Anchor, Document, Entry, Fact, Line, Section};
use crate::base::date::FuzzyDate;
use crate::model::timeline::{Held, Moment, What, of_commitment, of_plan};
use crate::model::{Commitment, CommitmentId, MeetingId, Plan, Workspace};

/// Makes the timeline of a plan as it stands on the day `today`; of one commitment alone, where
/// `only` names one.
pub fn timeline(
    workspace: &Workspace,
    plan: &Plan,
    only: Option<&CommitmentId>,
    today: Date,
) -> Document {
    let about = no_meeting(plan, today, strictest(workspace));
    let telling = Telling {
        workspace,
        censor: Censor::new(workspace, &about, about.attribution),
        today,
    };
    let mut document = Document {
        other: String::new(),
        title: Line::new().own("Timeline: ").text(Outgoing::plan(plan)),
        facts: vec![Fact {
            name: "As of",
            value: Outgoing::day(today).into(),
        }],
        sections: Vec::new(),
    };
    if only.is_none() {
        let title = Outgoing::own("The plan and its meetings");
        let moments = of_plan(workspace, &plan.id, today);
        document
            .sections
            .push(telling.section(Anchor::named("plan"), title, &moments));
    }
    let commitments = workspace.commitments().values();
    let told = commitments.filter(|held| match only {
        Some(id) => held.id == *id,
        None => held.plan == plan.id,
    });
    let is_public = |held: &&Arc<Commitment>| {
        held.binned.is_none() && telling.workspace.is_public(held.added_in.as_ref())
    };
    for held in told.filter(is_public) {
        document.sections.push(telling.commitment(held));
    }
    document.tell_anchors_apart();
    document
}

/// What decides what may be told.
struct Telling<'w> {
    workspace: &'w Workspace,
    censor: Censor<'w>,
    today: Date,
}

impl Telling<'_> {
    fn commitment(&self, held: &Commitment) -> Section {
        let moments = of_commitment(self.workspace, &self.workspace.as_public(held), self.today);
        let title = self.censor.commitment(held);
        self.section(Anchor::of("c", &held.id), title, &moments)
    }

    fn section(&self, anchor: Anchor, title: Outgoing, moments: &[Moment]) -> Section {
        let mut section = Section::new(anchor, title);
        let told = moments.iter().filter(|moment| self.may_be_told(moment));
        section.list(told.map(|moment| Entry::of(self.line(moment))).collect());
        if section.is_empty() {
            section.paragraph(Line::new().own("No date is known."));
        }
        section
    }

    fn line(&self, moment: &Moment) -> Line {
        let mut line = Line::new().strong(Outgoing::date(moment.date)).own(": ");
        let milestone = moment
            .subject
            .as_ref()
            .and_then(|subject| self.workspace.milestone(subject));
        if let Some(milestone) = milestone {
            line = line.own("milestone ").shown(milestone.number).own(" ");
        }
        line = line.text(self.censor.moment(moment));
        match (&moment.what, milestone) {
            (What::Due(_), Some(milestone)) => {
                line.own(": ").text(self.censor.milestone(milestone))
            }
            (What::Replanned { meeting, .. }, _) => {
                let reason = moment.more(self.workspace);
                let reason = Line::from(self.reason(meeting.as_ref(), reason));
                line.apart(": ", reason)
            }
            _ => line,
        }
    }

    /// Returns why a date was moved, without a name that any meeting keeps back.
    fn reason(&self, meeting: Option<&MeetingId>, reason: &str) -> Outgoing {
        let told = self.censor.said_in(meeting, reason);
        self.censor.said_anywhere(told.as_str())
    }

    fn may_be_told(&self, moment: &Moment) -> bool {
        let is_past = |date: FuzzyDate| date.first_day().is_some_and(|day| day <= self.today);
        match &moment.what {
            What::Meets(_, Held::Yes)
            | What::MinutesPublished(_)
            | What::CommitmentsPublished(_)
            | What::Published
            | What::Said { .. }
            | What::Replanned { .. } => is_past(moment.date),
            What::Meets(_, held) => *held == Held::ToCome,
            What::Added(meeting) => self.workspace.is_public(Some(meeting)),
            // It may have been minuted as internal.
            What::TalkedAbout(_) => false,
            What::Made(_)
            | What::CycleBegins
            | What::CycleEnds
            | What::PlanPublished
            | What::Assessed(_)
            | What::Begins
            | What::Due(_) => true,
        }
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use std::sync::Arc;

    use jiff::civil::date;

    use crate::base::id::Id as _;
    use crate::model::*;
    use crate::publish::publish_timeline;

    fn read<T: serde::de::DeserializeOwned>(text: &str) -> T {
        ron::Options::default()
            .with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME)
            .from_str(text)
            .unwrap()
    }

    fn meeting(workspace: &mut Workspace, day: &str, more: &str) {
        let meeting: Meeting = read(&format!(
            "(id: \"{day}\", plan: \"p\", date: \"{day}\", kind: Review, {more})"
        ));
        workspace.admit(Arc::new(meeting));
    }

    #[test]
    fn no_name_no_side_that_is_kept_back_and_nothing_of_a_meeting_that_is_not_over_leaves() {
        let id = PlanId::parse("p").unwrap();
        let mut workspace = Workspace::new(Settings::new("Ruritania", id.clone()));
        let plan: Plan = read("(id: \"p\", title: \"A plan\", start: \"2018\", era: Results)");
        workspace.admit(Arc::new(plan));
        let roll =
            "roll: [(id: \"a\", name: \"Jane Doe\", sector: CivilSociety, presence: Present)]";
        let hidden =
            format!("title: \"Jane Doe asks\", state: Closed, attribution: ChathamHouse, {roll}");
        meeting(&mut workspace, "2018-03-01", &hidden);
        meeting(&mut workspace, "2018-06-01", "state: InProgress");
        meeting(&mut workspace, "2018-07-01", "state: Draft");
        meeting(&mut workspace, "2018-08-01", "state: Open");
        let commitment: Commitment = read(
            "(id: \"UK0001\", plan: \"p\", number: 1, nation: \"Wales\", title: \"A promise\", \
             end: \"2031\", updates: [\
               (id: \"a\", date: \"2018-03-01\", side: CivilSociety, status: Limited, \
                note: [\"Jane Doe is not content.\"], meeting: \"2018-03-01\"),\
               (id: \"b\", date: \"2018-06-01\", status: Complete, meeting: \"2018-06-01\")],\
             replans: [(id: \"r\", date: \"2018-03-01\", from: \"2018\", to: \"2019\", \
               reason: \"As Jane Doe asked.\", meeting: \"2018-03-01\"),\
               (id: \"s\", date: \"2018-06-01\", from: \"2019\", to: \"2031\", \
               reason: \"Not said yet.\", meeting: \"2018-06-01\")],\
             milestones: [(id: \"1\", number: 1, title: \"Secret\", due: \"2018-12\", \
               added_in: \"2018-06-01\")])",
        );
        workspace.admit(Arc::new(commitment));
        let added: Commitment = read(
            "(id: \"UK0002\", plan: \"p\", number: 2, title: \"Unheard of\", added_in: \"2018-06-01\")",
        );
        workspace.admit(Arc::new(added));
        let plan = Arc::clone(workspace.plans().get(&id).unwrap());
        let text = publish_timeline(&workspace, &plan, None, date(2018, 6, 1));
        for told in [
            "# Timeline: A plan",
            "**1 Mar 2018**: review meeting",
            "**1 Aug 2018**: review meeting, to come",
            "## Wales commitment 1 (UK0001): A promise",
            "**1 Mar 2018**: limited by one side",
            "re-planned from 2018 to 2019 (about 1 year later): As a participant asked.",
        ] {
            assert!(text.contains(told), "{told}: {text}");
        }
        for secret in [
            "Jane",
            "civil society",
            "Secret",
            "Unheard",
            "complete",
            "prepared",
            "2031",
            "progress",
        ] {
            assert!(!text.contains(secret), "{secret}: {text}");
        }
        let only = CommitmentId::parse("UK0001").unwrap();
        let one = publish_timeline(&workspace, &plan, Some(&only), date(2018, 6, 1));
        assert!(!one.contains("review meeting"), "{one}");
        assert!(one.contains("Wales commitment 1 (UK0001)"), "{one}");
    }
}
