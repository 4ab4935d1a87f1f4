//! Who contributed what and was answered, and the papers the forum works by. Who somebody was is not
//! told: it may be one person.

use super::super::attribution::{Censor, Outgoing};
use super::super::document::{Anchor, Line, Section, Table};
use crate::base::date::FuzzyDate;
use crate::model::contribution::{Contribution, Origin};
use crate::model::forum::ForumDocument;
use crate::model::{Contact, Paragraphs, Plan, Workspace};

/// Returns what was contributed to the plan, each with its answer.
pub(super) fn contributions(censor: &Censor<'_>, plan: &Plan) -> Section {
    let title = Outgoing::own("Contributions and answers");
    let mut section = Section::new(Anchor::named("contributions"), title);
    let text = |text: &Paragraphs| Line::from(censor.said_anywhere(&text.to_lines()));
    let row = |contribution: &Contribution| {
        let answer = match (contribution.is_answered(), contribution.responded) {
            (false, _) => Line::new().strong(Outgoing::own("not answered")),
            (true, Some(day)) => Line::from(Outgoing::day(day))
                .own(": ")
                .line(text(&contribution.response)),
            (true, None) => text(&contribution.response),
        };
        let about = contribution.commitment.as_ref();
        vec![
            Outgoing::day(contribution.date).into(),
            Line::new().own(contribution.way.map_or("", Origin::words)),
            about.map_or_else(Line::new, |id| Line::new().shown(id)),
            text(&contribution.text),
            answer,
        ]
    };
    section.table(Table {
        caption: Line::new().own("What was contributed to the plan and what was answered"),
        head: vec!["Day", "Came by", "About", "Contribution", "Answer"],
        rows: plan.live_contributions().map(row).collect(),
    });
    section
}

/// Returns the papers of the forum.
pub(super) fn documents(censor: &Censor<'_>, plan: &Plan) -> Section {
    let title = Outgoing::own("Documents of the forum");
    let mut section = Section::new(Anchor::named("documents"), title);
    let date = |date: Option<FuzzyDate>| {
        date.map_or_else(Line::new, |date| Line::from(Outgoing::date(date)))
    };
    let row = |document: &ForumDocument| {
        let link = censor.address(&document.link);
        vec![
            Line::new().own(document.kind.words()),
            censor.said_anywhere(&document.title).into(),
            date(document.dated),
            date(document.next_review),
            link.map_or_else(|| Line::new().own("no link"), Line::from),
        ]
    };
    section.table(Table {
        caption: Line::new().own("The papers the forum works by"),
        head: vec!["Kind", "Title", "Dated", "Next review", "Link"],
        rows: plan.live_documents().map(row).collect(),
    });
    section
}

/// Returns how many informal contacts were logged while the plan ran; none of what was said.
pub(super) fn contacts(workspace: &Workspace, plan: &Plan) -> Line {
    let begin = plan.published.or(plan.start.and_then(FuzzyDate::first_day));
    let end = plan.end.and_then(FuzzyDate::last_day);
    let of_plan = |contact: &&Contact| {
        contact.binned.is_none()
            && begin.is_none_or(|begin| contact.date >= begin)
            && end.is_none_or(|end| contact.date <= end)
    };
    let contacts = workspace.contacts().values().map(AsRef::as_ref);
    match contacts.filter(of_plan).count() {
        0 => Line::new(),
        count => Line::new()
            .own("Informal contacts on record while the plan ran: ")
            .shown(count)
            .own("."),
    }
}
