//! Facts of the plan, which are public record and go out as they are.

use super::{Censor, Origin, Outgoing};
use crate::base::date::{FuzzyDate, human_day};
use crate::base::text::capitalised;
use crate::model::commitment::Milestone;
use crate::model::deadline::Past;
use crate::model::forum::Forum;
use crate::model::meeting::Heads;
use crate::model::replan::Slip;
use crate::model::requirements::{Exhibit, Finding, Requirement};
use crate::model::self_assessment::{Draft, Todo};
use crate::model::timeline::{Moment, What};
use crate::model::{Commitment, MeetingId, Plan, Side, Status, Workspace};
use crate::publish::links::{Piece, pieces};

impl Outgoing {
    /// Returns a day for prose: `30 Nov 2017`.
    pub fn day(day: jiff::civil::Date) -> Self {
        Self {
            text: human_day(day),
            origin: Origin::Own,
        }
    }

    /// Returns a date for prose: `Sep 2014`.
    pub fn date(date: FuzzyDate) -> Self {
        Self {
            text: date.human(),
            origin: Origin::Own,
        }
    }

    /// Returns what can be said of a date that has passed: `late by 4 months`.
    pub fn past(past: Past) -> Self {
        Self {
            text: past.words(),
            origin: Origin::Own,
        }
    }

    /// Returns how far a date has slipped: `was Apr 2018, about 3 years later`.
    pub fn slip(slip: Slip) -> Self {
        Self {
            text: slip.words(),
            origin: Origin::Own,
        }
    }

    /// Returns how many people of each side there are: `6 government, 4 civil society, 1 other`.
    pub fn heads(heads: Heads) -> Self {
        Self {
            text: heads.words(),
            origin: Origin::Own,
        }
    }

    /// Returns the title of a plan.
    pub fn plan(plan: &Plan) -> Self {
        Self::fact(&plan.title)
    }

    /// Returns what is required, behind its number.
    pub fn required(requirement: &Requirement) -> Self {
        Self::fact(&requirement.numbered_title())
    }

    /// Returns what is required, in full.
    pub fn asked(requirement: &Requirement) -> Self {
        Self::fact(&requirement.text)
    }

    /// Returns where it is written, and how near our words are to it.
    pub fn written(requirement: &Requirement) -> Self {
        let (source, wording) = (&requirement.source, requirement.wording.words());
        let link = if requirement.link.is_empty() {
            ""
        } else {
            ", "
        };
        Self::fact(&format!("{source}{link}{}; {wording}", requirement.link))
    }

    /// Returns why a requirement is met or not.
    pub fn found(finding: &Finding) -> Self {
        Self::fact(&finding.why)
    }

    /// Returns what a commitment is called, never without its nation.
    pub fn name_of(workspace: &Workspace, commitment: &Commitment) -> Self {
        let place = place(workspace, commitment);
        Self::fact(&format!(
            "{place} ({}): {}",
            commitment.id, commitment.title
        ))
    }

    /// Returns the nation whose part of a plan something is in; where there is one part, the member.
    pub fn nation(workspace: &Workspace, nation: &str) -> Self {
        Self::fact(nation_of(workspace, nation))
    }

    /// Returns what is to be written down before a self-assessment is published: the program's own
    /// words, with ids, days and names of fields.
    pub fn to_do(todo: &Todo, draft: &Draft<'_>) -> Self {
        Self::fact(&format!("{}.", capitalised(&todo.words(draft))))
    }

    /// Returns how much of a plan a self-assessment covers.
    pub fn coverage(draft: &Draft<'_>) -> Self {
        Self {
            text: draft.coverage(),
            origin: Origin::Own,
        }
    }

    /// Returns a status in words.
    pub fn status(status: Status) -> Self {
        Self::own(status.words())
    }
}

impl Censor<'_> {
    /// Returns what shows whether a requirement is met.
    pub fn shows(&self, exhibit: &Exhibit) -> Outgoing {
        self.address(&exhibit.words)
            .unwrap_or_else(|| self.said_anywhere(&exhibit.words))
    }

    /// Returns what happens at a moment of a plan, without the words anybody used.
    pub fn moment(&self, moment: &Moment) -> Outgoing {
        let who = match &moment.what {
            What::Said {
                side: Side::Agreed, ..
            } => "both sides",
            What::Said { side, meeting, .. } => match self.side_in(meeting.as_ref(), *side) {
                Some(_) => side.words(),
                None => "one side",
            },
            _ => "",
        };
        Outgoing::fact(&moment.words_by(who))
    }

    /// Returns an address of the web; `None` for any other text.
    pub fn address(&self, text: &str) -> Option<Outgoing> {
        match pieces(text.trim()).as_slice() {
            [Piece::Address(address)] => Some(self.link_anywhere(address)),
            _ => None,
        }
    }

    /// Returns the title of a plan.
    pub fn plan_title(&self, plan: &Plan) -> Outgoing {
        Outgoing::plan(plan)
    }

    /// Returns what a commitment is called, never without its nation, as numbers restart in each:
    /// `Wales commitment 3 (UK0085): Title`.
    pub fn commitment(&self, commitment: &Commitment) -> Outgoing {
        Outgoing::name_of(self.workspace, commitment)
    }

    /// Returns what a commitment is called, without its title: `Wales commitment 3 (UK0085)`.
    pub fn place(&self, commitment: &Commitment) -> Outgoing {
        let place = place(self.workspace, commitment);
        Outgoing::fact(&format!("{place} ({})", commitment.id))
    }

    /// Returns a milestone's title.
    pub fn milestone(&self, milestone: &Milestone) -> Outgoing {
        Outgoing::fact(&milestone.title)
    }

    /// Returns the institutions that lead a commitment.
    pub fn lead(&self, commitment: &Commitment) -> Outgoing {
        Outgoing::fact(&commitment.lead.join("; "))
    }

    /// Returns the institutions that support a commitment.
    pub fn support(&self, commitment: &Commitment) -> Outgoing {
        Outgoing::fact(&commitment.support.join("; "))
    }

    /// Returns whether the forum could decide, by its own rules; `None` where it has none.
    pub fn quorum(&self, forum: &Forum, heads: Heads) -> Option<Outgoing> {
        let missing = forum.quorum?.missing(heads);
        let words = if missing.is_empty() {
            format!("reached, by the rules of {}", forum.called())
        } else {
            format!(
                "not reached, by the rules of {}: {}",
                forum.called(),
                missing.join("; ")
            )
        };
        Some(Outgoing::fact(&words))
    }

    /// Returns a commitment or milestone by the name people know it by: `UK0063.2`.
    pub fn subject(&self, subject: &crate::model::Subject) -> Outgoing {
        Outgoing::fact(&self.workspace.subject_name(subject))
    }

    /// Returns the title of a meeting, as far as that may be told.
    pub fn meeting_title(&self, id: &MeetingId) -> Option<Outgoing> {
        let meeting = self.workspace.meetings().get(id)?;
        Some(self.said_in(Some(id), &meeting.shown_title()))
    }
}

/// Returns nation and number: `Wales commitment 3`.
fn place(workspace: &Workspace, commitment: &Commitment) -> String {
    let nation = nation_of(workspace, &commitment.nation);
    format!("{nation} commitment {}", commitment.number)
}

fn nation_of<'w>(workspace: &'w Workspace, nation: &'w str) -> &'w str {
    match nation {
        "" => workspace.settings().member.as_str(),
        nation => nation,
    }
}
