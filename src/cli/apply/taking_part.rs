//! Commands on those who have a part in the plan.

use super::desk::Desk;
use super::name;
use super::signature::Given;
use super::wrong::Wrong;
use crate::base::date::Towards;
use crate::model::assessment::Answer;
use crate::model::contribution::Origin;
use crate::model::exchange;
use crate::model::forum::DocumentKind;
use crate::model::verbs::contribute::Contributed;
use crate::model::verbs::document::Paper;
use crate::model::verbs::pulse::Answered;
use crate::model::verbs::{add, contact, contribute, document, pulse, rename};
use crate::model::{Party, Sector, Transaction};

/// Adds an organisation or person.
pub(super) fn add_stakeholder(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let sector = name::one_of("sector", given.must("sector"), &Sector::ALL, Sector::words)?;
    let party = name::party(given.get("is"), given.must("NAME"), Party::Organisation)?;
    let told = add::Newcomer::new(given.must("NAME"), sector, party);
    Ok(add::stakeholder(desk.workspace, desk.clerk, told)?)
}

/// Renames a stakeholder.
pub(super) fn rename(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let who = name::stakeholder(desk.workspace, given.must("NAME"))?;
    let since = given
        .get("since")
        .map(|typed| name::day(desk, typed, Towards::Past));
    let since = since.transpose()?.unwrap_or(desk.clerk.today());
    Ok(rename::rename(
        desk.workspace,
        &who,
        given.must("to"),
        since,
        desk.clerk.today(),
    )?)
}

/// Logs an informal contact.
pub(super) fn log_contact(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let line = given.must("LINE");
    let day = exchange::read(desk.workspace, line, desk.clerk.today())?.day();
    name::sure(day)?;
    Ok(contact::log(desk.workspace, desk.clerk, line)?)
}

/// Records what somebody contributed.
pub(super) fn add_contribution(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let about = given
        .get("about")
        .map(|typed| name::subject(desk.workspace, typed));
    let date = given
        .get("day")
        .map(|typed| name::day(desk, typed, Towards::Past));
    let told = Contributed {
        by: given.get("by").unwrap_or_default().to_owned(),
        way: way(given)?,
        text: given.must("TEXT").into(),
        commitment: about.transpose()?.map(|subject| subject.commitment),
        date: date.transpose()?,
    };
    Ok(contribute::contribute(desk.workspace, desk.clerk, told)?)
}

/// Reads the way something came into the plan.
pub(super) fn way(given: &Given) -> Result<Option<Origin>, Wrong> {
    let read = |typed| name::one_of("way", typed, &Origin::ALL, Origin::words);
    given.get("from").map(read).transpose()
}

/// Records a document of the forum.
pub(super) fn add_document(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let kind = given.must("kind");
    let kind = name::one_of("kind", kind, &DocumentKind::ALL, DocumentKind::words)?;
    let date = |key| {
        let typed = given.get(key);
        typed.map(|typed| name::date_of_key(desk, key, typed))
    };
    let paper = Paper {
        kind,
        title: given.must("TITLE").to_owned(),
        dated: date("dated").transpose()?,
        next_review: date("review").transpose()?,
        link: given.get("link").unwrap_or_default().to_owned(),
    };
    Ok(document::document(desk.workspace, desk.clerk, &paper)?)
}

/// Records what civil society answers to the three questions.
pub(super) fn pulse(desk: &mut Desk<'_>, given: &Given) -> Result<Transaction, Wrong> {
    let id = name::subject(desk.workspace, given.must("ID"))?.commitment;
    let read = |key| {
        let read = |typed| name::one_of("answer", typed, &Answer::ALL, Answer::words);
        given.get(key).map(read).transpose()
    };
    let answered = Answered {
        by: given.get("by").unwrap_or_default().to_owned(),
        answers: [read("knows-who")?, read("met")?, read("sees-progress")?],
        note: given.get("note").unwrap_or_default().into(),
    };
    Ok(pulse::pulse(desk.workspace, desk.clerk, &id, answered)?)
}
