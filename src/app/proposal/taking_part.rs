//! What the forms propose of those who have a part in the plan.

use crate::app::modal::form::TakingPart;
use crate::app::strangers::{lacking, side_and_party};
use crate::base::date::Towards;
use crate::base::id::Id;
use crate::model::assessment::Answer;
use crate::model::contribution::Origin;
use crate::model::field::{typed_date, typed_day};
use crate::model::forum::DocumentKind;
use crate::model::verbs::contribute::{Contributed, contribute};
use crate::model::verbs::document::{Paper, document};
use crate::model::verbs::pulse::{Answered, pulse};
use crate::model::verbs::{Proposal, Refusal, add, contact, rename};
use crate::model::{Clerk, CommitmentId, Party, Sector, Workspace};

/// The choice that stands for no way known.
pub(in crate::app) const NO_WAY: &str = "not known";
/// The choice that stands for none made yet.
pub(in crate::app) const CHOOSE: &str = "choose";
/// The choice that stands for no one nation.
pub(in crate::app) const ALL_NATIONS: &str = "all of them";
/// The choice that stands for no answer.
pub(in crate::app) const NOT_SAID: &str = "not said";

/// Returns what a form proposes with these values.
pub(super) fn propose<'v>(
    workspace: &Workspace,
    clerk: &mut Clerk,
    task: &TakingPart,
    value: &impl Fn(usize) -> &'v str,
) -> Proposal {
    let today = clerk.today();
    let date = |place: usize, towards| match value(place).trim() {
        "" => Ok(None),
        typed => typed_date(typed, today, towards).map(Some),
    };
    // A day that is left out is today.
    let day = |place: usize| match value(place).trim() {
        "" => Ok(today),
        typed => typed_day(typed, today, Towards::Past),
    };
    match task {
        TakingPart::Stakeholder => {
            let (sector, party) = chosen(value(1), value(2))?;
            let nation = match value(3) {
                ALL_NATIONS => "",
                nation => nation,
            };
            let told = add::Newcomer {
                name: value(0).to_owned(),
                sector,
                party,
                nation: nation.to_owned(),
                contact_role: value(4).trim().to_owned(),
            };
            add::stakeholder(workspace, clerk, told)
        }
        TakingPart::Rename(id) => rename::rename(workspace, id, value(0), day(1)?, today),
        TakingPart::Contact(_) => contact::log(workspace, clerk, value(0)),
        TakingPart::Contribution(_) => {
            let about = match value(3).trim() {
                "" => None,
                id => Some(CommitmentId::parse(id).map_err(|e| Refusal(e.to_string()))?),
            };
            let told = Contributed {
                text: value(0).into(),
                by: value(1).to_owned(),
                way: way(value(2)),
                commitment: about,
                date: Some(day(4)?),
            };
            contribute(workspace, clerk, told)
        }
        TakingPart::Document => {
            let kind = DocumentKind::ALL
                .into_iter()
                .find(|k| k.words() == value(0));
            let paper = Paper {
                kind: kind.unwrap_or(DocumentKind::Other),
                title: value(1).to_owned(),
                dated: date(2, Towards::Past)?,
                next_review: date(3, Towards::Coming)?,
                link: value(4).to_owned(),
            };
            document(workspace, clerk, &paper)
        }
        TakingPart::Pulse(id) => {
            let answer = |place| Answer::ALL.into_iter().find(|a| a.words() == value(place));
            let answered = Answered {
                answers: [answer(0), answer(1), answer(2)],
                by: value(3).to_owned(),
                note: value(4).into(),
            };
            pulse(workspace, clerk, id, answered)
        }
    }
}

/// Returns the way that was chosen.
pub(super) fn way(chosen: &str) -> Option<Origin> {
    Origin::ALL.into_iter().find(|way| way.words() == chosen)
}

/// Returns the sector that was chosen, and whether it is a person.
pub(super) fn chosen(sector: &str, party: &str) -> Result<(Sector, Party), Refusal> {
    side_and_party(sector, party)
        .ok_or_else(|| Refusal::new(lacking(sector, party).unwrap_or("choose both: Right on each")))
}
